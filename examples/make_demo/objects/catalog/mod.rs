//! Kinds of objects: their parts with materials, the boxes that block players, what throws shadows, and lights.

pub mod built;
pub mod flora;
pub mod village;

use super::files::frame_name;
use super::fire_paint::{FRAMES, FRAMES_PER_SECOND};
use glam::Vec3;
use gtd_viewer::formats::opd::{EventLinks, Material, ObjectPart, RenderFlags};

/// D3DBLEND: one.
const ONE: u32 = 2;

/// A body that throws a baked shadow, in the object's space.
#[derive(Clone, Copy, Debug)]
pub enum Caster {
    /// Leaves, or a round stone: middle and radius.
    Ball(Vec3, f32),
    /// Lowest and highest corner.
    Block(Vec3, Vec3),
}

/// A point light of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Lamp {
    /// Position in the object's space.
    pub at: Vec3,
    pub color: [f32; 3],
    /// Share of the light that attenuates, and a quarter of its range in meters.
    pub share: f32,
    pub radius_m: f32,
}

/// A kind of object.
#[derive(Default)]
pub struct Kind {
    /// Name of its objects.
    pub name: &'static str,
    /// What is drawn.
    pub parts: Vec<ObjectPart>,
    /// What blocks players: lowest and highest corners, before the object is turned.
    pub bodies: Vec<[[f32; 3]; 2]>,
    pub casters: Vec<Caster>,
    pub lamp: Option<Lamp>,
    /// Links of a gate or lever; all 0 for other objects.
    pub events: EventLinks,
    /// Whether it turns about its Z axis, a degree per key.
    pub is_turning: bool,
}

impl Kind {
    fn new(name: &'static str, parts: Vec<ObjectPart>) -> Kind {
        Kind { name, parts, ..Kind::default() }
    }

    fn body(mut self, low: [f32; 3], high: [f32; 3]) -> Kind {
        self.bodies.push([low, high]);
        self
    }

    /// A body that throws a shadow, too.
    fn block(self, low: [f32; 3], high: [f32; 3]) -> Kind {
        self.shade(low, high).body(low, high)
    }

    fn shade(mut self, low: [f32; 3], high: [f32; 3]) -> Kind {
        self.casters.push(Caster::Block(low.into(), high.into()));
        self
    }

    fn ball(mut self, middle: [f32; 3], radius_m: f32) -> Kind {
        self.casters.push(Caster::Ball(middle.into(), radius_m));
        self
    }

    fn lit(self, at: Vec3, color: [f32; 3], radius_m: f32) -> Kind {
        Kind { lamp: Some(Lamp { at, color, share: 0.6, radius_m }), ..self }
    }
}

fn part(mesh: &str, texture: &str, flags: RenderFlags) -> ObjectPart {
    ObjectPart {
        mesh: format!("object\\{mesh}.n3pmesh").into(),
        textures: vec![format!("object\\{texture}.dxt").into()],
        material: Material { flags, ..Material::default() },
        ..ObjectPart::default()
    }
}

fn plain(mesh: &str, texture: &str) -> ObjectPart {
    part(mesh, texture, PLAIN)
}

fn at(pivot_m: impl Into<[f32; 3]>, part: ObjectPart) -> ObjectPart {
    ObjectPart { pivot_m: pivot_m.into(), ..part }
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
const GLOWING: RenderFlags = RenderFlags::UNLIT;
const CLOTH: RenderFlags = RenderFlags::DOUBLE_SIDED;
const LEAVES: RenderFlags = RenderFlags(RenderFlags::DOUBLE_SIDED.0 | RenderFlags::WIND.0);
const SMOKE: RenderFlags = RenderFlags(RenderFlags::BLENDED.0 | RenderFlags::BILLBOARD.0);
const FLAMES: RenderFlags = RenderFlags(SMOKE.0 | RenderFlags::UNLIT.0 | RenderFlags::NO_FOG.0);
