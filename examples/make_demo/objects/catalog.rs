//! Kinds of objects: their parts with materials, and the boxes that block players.

use super::buildings::{DOORWAY_M, FENCE_M, FLOOR_M, HUT_M, JETTY_M, LAMP_M, WALL_BODY_M};
use super::files::frame_name;
use super::fire_paint::{FRAMES, FRAMES_PER_SECOND};
use super::plants::{OAK_CROWN_M, PALM_CROWN_M, PINE_CROWN_M};
use gtd_viewer::formats::opd::{EventLinks, Material, ObjectPart, RenderFlags};

/// D3DBLEND: one.
const ONE: u32 = 2;

/// A kind of object.
pub struct Kind {
    /// Name of its objects.
    pub name: &'static str,
    /// What is drawn.
    pub parts: Vec<ObjectPart>,
    /// What blocks players: lowest and highest corners, before the object is turned.
    pub bodies: Vec<[[f32; 3]; 2]>,
    /// Links of a gate; all 0 for other objects.
    pub events: EventLinks,
}

fn part(mesh: &str, texture: &str, flags: RenderFlags) -> ObjectPart {
    ObjectPart {
        mesh: format!("object\\{mesh}.n3pmesh").into(),
        textures: vec![format!("object\\{texture}.dxt").into()],
        material: Material { flags, ..Material::default() },
        ..ObjectPart::default()
    }
}

fn at(pivot_m: [f32; 3], part: ObjectPart) -> ObjectPart {
    ObjectPart { pivot_m, ..part }
}

/// A part that is added to the picture, such as a flame.
fn added(part: ObjectPart) -> ObjectPart {
    let material = Material { source_blend: ONE, dest_blend: ONE, ..part.material };
    ObjectPart { material, ..part }
}

/// A part with one texture after the other.
fn flip_book(name: &str, part: ObjectPart) -> ObjectPart {
    let textures = (0..FRAMES).map(|frame| format!("object\\{}.dxt", frame_name(name, frame)).into()).collect();
    ObjectPart { textures, texture_fps: FRAMES_PER_SECOND, ..part }
}

const PLAIN: RenderFlags = RenderFlags(0);
const LEAVES: RenderFlags = RenderFlags(RenderFlags::DOUBLE_SIDED.0 | RenderFlags::WIND.0);
const SMOKE: RenderFlags = RenderFlags(RenderFlags::BLENDED.0 | RenderFlags::BILLBOARD.0);
const FLAMES: RenderFlags = RenderFlags(SMOKE.0 | RenderFlags::UNLIT.0 | RenderFlags::NO_FOG.0);

fn plain(name: &'static str, parts: Vec<ObjectPart>, bodies: Vec<[[f32; 3]; 2]>) -> Kind {
    Kind { name, parts, bodies, events: EventLinks::default() }
}

pub fn oak() -> Kind {
    let crown = at([0.0, OAK_CROWN_M, 0.0], part("isle_oak_crown", "isle_leaves", LEAVES));
    plain("Oak", vec![part("isle_oak_trunk", "isle_bark", PLAIN), crown], Vec::new())
}

pub fn pine() -> Kind {
    let crown = at([0.0, PINE_CROWN_M, 0.0], part("isle_pine_crown", "isle_needles", LEAVES));
    plain("Pine", vec![part("isle_pine_trunk", "isle_bark", PLAIN), crown], Vec::new())
}

pub fn palm() -> Kind {
    let crown = at(PALM_CROWN_M.to_array(), part("isle_palm_crown", "isle_frond", LEAVES));
    plain("Palm", vec![part("isle_palm_trunk", "isle_bark", PLAIN), crown], Vec::new())
}

pub fn reeds() -> Kind {
    plain("Reeds", vec![part("isle_reeds", "isle_blades", LEAVES)], Vec::new())
}

/// A hut; its door is an object of its own.
pub fn hut() -> Kind {
    let parts = vec![
        part("isle_hut_stones", "isle_stones", PLAIN),
        part("isle_hut_walls", "isle_boards", PLAIN),
        part("isle_hut_beams", "isle_timber", PLAIN),
        part("isle_hut_roof", "isle_straw", PLAIN),
        part("isle_hut_windows", "isle_glass", RenderFlags::UNLIT),
    ];
    let ([x, z], door) = (HUT_M, DOORWAY_M[0]);
    let bodies = vec![
        [[-x, 0.0, -z], [x, FLOOR_M, z]],
        [[-x, FLOOR_M, z - 0.2], [x, 3.0, z]],
        [[-x, FLOOR_M, -z], [-door, 3.0, -z + 0.2]],
        [[door, FLOOR_M, -z], [x, 3.0, -z + 0.2]],
        [[-x, FLOOR_M, -z], [-x + 0.2, 3.0, z]],
        [[x - 0.2, FLOOR_M, -z], [x, 3.0, z]],
        [[-x, 3.0, -z], [x, 3.2, z]],
    ];
    plain("Hut", parts, bodies)
}

/// The door of a hut at the same place: a gate with two leaves, of both nations.
pub fn door(number: i32) -> Kind {
    let [door, _] = DOORWAY_M;
    let hinge = |side: f32| [side * door, FLOOR_M, -HUT_M[1] + 0.05];
    let parts = vec![
        at(hinge(-1.0), part("isle_door_east", "isle_timber", PLAIN)),
        at(hinge(1.0), part("isle_door_west", "isle_timber", PLAIN)),
    ];
    let events =
        EventLinks { belongs_to: 3, event_id: 1100 + number, event_kind: 1, npc_id: 1100 + number, npc_status: 0 };
    // The game makes the bodies of gates from their parts.
    Kind { name: "Hut door", parts, bodies: Vec::new(), events }
}

pub fn lamp() -> Kind {
    let flame = LAMP_M.to_array();
    let parts = vec![
        part("isle_lamp_frame", "isle_iron", PLAIN),
        at(flame, part("isle_lamp_glass", "isle_glass", RenderFlags::UNLIT)),
        at(flame, added(part("isle_glow", "isle_halo", FLAMES))),
    ];
    plain("Lamp", parts, vec![[[-0.2, 0.0, -0.2], [0.2, 3.0, 0.2]]])
}

pub fn campfire() -> Kind {
    let parts = vec![
        part("isle_fire_stones", "isle_stones", PLAIN),
        part("isle_fire_logs", "isle_bark", PLAIN),
        added(flip_book("isle_flame", part("isle_flames", "", FLAMES))),
        at([0.0, 1.1, 0.0], flip_book("isle_puff", part("isle_smoke", "", SMOKE))),
    ];
    plain("Campfire", parts, Vec::new())
}

pub fn fence() -> Kind {
    let body = [[0.0, -0.5, -0.1], [FENCE_M, 1.1, 0.1]];
    plain("Fence", vec![part("isle_fence", "isle_timber", PLAIN)], vec![body])
}

pub fn fence_post() -> Kind {
    plain("Fence post", vec![part("isle_fence_post", "isle_timber", PLAIN)], Vec::new())
}

pub fn wall() -> Kind {
    let [x, top, z] = WALL_BODY_M;
    plain("Wall", vec![part("isle_wall", "isle_stones", PLAIN)], vec![[[-x, -0.5, -z], [x, top, z]]])
}

pub fn jetty() -> Kind {
    let [length, width, _] = JETTY_M;
    let parts = vec![part("isle_jetty_deck", "isle_boards", PLAIN), part("isle_jetty_posts", "isle_bark", PLAIN)];
    plain("Jetty", parts, vec![[[-width, -0.3, -length], [width, 0.0, 0.0]]])
}

pub fn boat() -> Kind {
    plain("Boat", vec![part("isle_boat", "isle_boards", PLAIN)], Vec::new())
}
