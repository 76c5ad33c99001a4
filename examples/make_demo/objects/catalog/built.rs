//! Kinds of small things that people made, and of boats.

use super::super::harbor::{BRIDGE_M, JETTY_M, bridge_rise_m};
use super::super::yard::{FENCE_M, LAMP_M, WALL_BODY_M};
use super::{CLOTH, FLAMES, GLOWING, Kind, SMOKE, added, at, flip_book, part, plain};
use glam::Vec3;

/// Color of lamps: at night they light the ground, by day they hardly show.
const WARM: [f32; 3] = [0.5, 0.35, 0.17];

pub fn lamp() -> Kind {
    let parts = vec![
        plain("isle_lamp_frame", "isle_iron"),
        at(LAMP_M, part("isle_lamp_glass", "isle_glass", GLOWING)),
        at(LAMP_M, added(part("isle_glow", "isle_halo", FLAMES))),
    ];
    Kind::new("Lamp", parts).block([-0.2, 0.0, -0.2], [0.2, 3.0, 0.2]).lit(LAMP_M, WARM, 4.0)
}

pub fn campfire() -> Kind {
    let parts = vec![
        plain("isle_fire_stones", "isle_stones"),
        plain("isle_fire_logs", "isle_bark"),
        added(flip_book("isle_flame", part("isle_flames", "", FLAMES))),
        at([0.0, 1.1, 0.0], flip_book("isle_puff", part("isle_smoke", "", SMOKE))),
    ];
    Kind::new("Campfire", parts).lit(Vec3::Y * 0.9, [0.6, 0.3, 0.108], 4.5)
}

pub fn fence() -> Kind {
    let fence = Kind::new("Fence", vec![plain("isle_fence", "isle_timber")]);
    fence.body([0.0, -0.5, -0.1], [FENCE_M, 1.1, 0.1]).shade([0.0, 0.4, -0.05], [FENCE_M, 0.95, 0.05])
}

pub fn fence_post() -> Kind {
    Kind::new("Fence post", vec![plain("isle_fence_post", "isle_timber")])
}

pub fn wall() -> Kind {
    let [x, top, z] = WALL_BODY_M;
    Kind::new("Wall", vec![plain("isle_wall", "isle_stones")]).block([-x, -0.5, -z], [x, top, z])
}

pub fn well() -> Kind {
    let parts = vec![
        plain("isle_well_stones", "isle_stones"),
        plain("isle_well_beams", "isle_timber"),
        plain("isle_well_roof", "isle_tiles"),
    ];
    Kind::new("Well", parts).block([-1.0, 0.0, -1.0], [1.0, 0.9, 1.0]).shade([-1.4, 2.3, -1.0], [1.4, 2.8, 1.0])
}

pub fn barrel() -> Kind {
    Kind::new("Barrel", vec![plain("isle_barrel", "isle_boards")]).block([-0.33, 0.0, -0.33], [0.33, 0.9, 0.33])
}

pub fn crate_box() -> Kind {
    Kind::new("Crate", vec![plain("isle_crate", "isle_boards")]).block([-0.4, 0.0, -0.4], [0.4, 0.76, 0.4])
}

pub fn signpost() -> Kind {
    Kind::new("Signpost", vec![plain("isle_signpost", "isle_boards")]).shade([-0.1, 0.0, -0.1], [0.1, 2.2, 0.1])
}

pub fn drying_net() -> Kind {
    let parts = vec![plain("isle_net_poles", "isle_timber"), part("isle_net", "isle_mesh", CLOTH)];
    Kind::new("Drying net", parts).body([-2.3, 0.0, -0.2], [2.3, 1.8, 0.2]).shade([-2.3, 0.4, -0.3], [2.3, 1.9, 0.3])
}

pub fn jetty() -> Kind {
    let [length, width, _] = JETTY_M;
    let parts = vec![plain("isle_jetty_deck", "isle_boards"), plain("isle_jetty_posts", "isle_bark")];
    Kind::new("Jetty", parts).block([-width, -0.3, -length], [width, 0.0, 0.0])
}

pub fn boat() -> Kind {
    Kind::new("Boat", vec![plain("isle_boat", "isle_boards")]).shade([-0.6, 0.0, -1.7], [0.6, 0.4, 1.7])
}

/// A fishing boat under sail, or at anchor with a bare mast.
pub fn fishing_boat(is_sailing: bool) -> Kind {
    let mut parts = vec![plain("isle_boat", "isle_paint"), plain("isle_rigging", "isle_timber")];
    if is_sailing {
        parts.push(part("isle_sails", "isle_canvas", CLOTH));
    }
    Kind::new(if is_sailing { "Sailing boat" } else { "Fishing boat" }, parts)
}

/// The bridge over the river; players walk on steps that follow its arch.
pub fn bridge() -> Kind {
    let [half, width, _] = BRIDGE_M;
    let parts = vec![plain("isle_bridge_deck", "isle_boards"), plain("isle_bridge_beams", "isle_timber")];
    let mut bridge = Kind::new("Bridge", parts);
    const STEPS: usize = 10;
    for step in 0..STEPS {
        let [from, to] = [step, step + 1].map(|i| (i as f32 / STEPS as f32 * 2.0 - 1.0) * half);
        let top = bridge_rise_m((from + to) * 0.5);
        bridge = bridge.block([from, top - 0.3, -width], [to, top, width]);
    }
    bridge
}
