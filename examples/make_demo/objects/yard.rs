//! Meshes of what stands around houses: lamp, fence, wall, campfire, well, barrel, crate.
//!
//! Units: meters; `per_m` arguments are repetitions of a texture per meter.

use super::solid::{Solid, around, turn_x, turn_y};
use crate::patterns::Random;
use glam::{Mat3, Vec3};

/// Place of a lamp's flame.
pub const LAMP_M: Vec3 = Vec3::new(0.0, 2.55, -0.62);

/// Post, arm and lantern of a lamp.
pub fn lamp_frame() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.2, -0.5, -0.2], [0.2, 0.18, 0.2], 1.0);
    solid.block([-0.08, 0.18, -0.08], [0.08, 3.1, 0.08], 1.0);
    solid.block([-0.05, 2.92, LAMP_M.z - 0.08], [0.05, 3.02, -0.08], 1.0);
    solid.turned_block([-0.04, -0.45, -0.04], [0.04, 0.45, 0.04], 1.0, turn_x(-0.8), Vec3::new(0.0, 2.72, -0.32));
    let lantern = |low: [f32; 3], high: [f32; 3]| (Vec3::from(low) + LAMP_M, Vec3::from(high) + LAMP_M);
    for (low, high) in [
        lantern([-0.17, -0.26, -0.17], [0.17, -0.2, 0.17]),
        lantern([-0.2, 0.2, -0.2], [0.2, 0.26, 0.2]),
        lantern([-0.1, 0.26, -0.1], [0.1, 0.36, 0.1]),
        lantern([-0.17, -0.2, -0.17], [-0.13, 0.2, -0.13]),
        lantern([0.13, -0.2, -0.17], [0.17, 0.2, -0.13]),
        lantern([-0.17, -0.2, 0.13], [-0.13, 0.2, 0.17]),
        lantern([0.13, -0.2, 0.13], [0.17, 0.2, 0.17]),
    ] {
        solid.block(low.to_array(), high.to_array(), 1.0);
    }
    solid
}

/// Glass of a lamp, around its flame.
pub fn lamp_glass() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.13, -0.2, -0.13], [0.13, 0.2, 0.13], 2.5);
    solid
}

/// Length of a piece of fence.
pub const FENCE_M: f32 = 2.6;

/// A post, and two rails from it to the east.
pub fn fence() -> Solid {
    let mut solid = Solid::default();
    solid.turned_block([-0.09, -0.7, -0.09], [0.09, 1.12, 0.09], 0.7, turn_y(0.2), Vec3::ZERO);
    for (y, z) in [(0.38, 0.1), (0.82, -0.1)] {
        solid.block([-0.2, y, z - 0.04], [FENCE_M + 0.2, y + 0.13, z + 0.04], 0.7);
    }
    solid
}

/// A post alone, which ends a fence.
pub fn fence_post() -> Solid {
    let mut solid = Solid::default();
    solid.turned_block([-0.09, -0.7, -0.09], [0.09, 1.12, 0.09], 0.7, turn_y(0.2), Vec3::ZERO);
    solid
}

/// Half the length of a piece of wall, its height, and half its thickness.
pub const WALL_BODY_M: [f32; 3] = [2.1, 1.05, 0.28];

/// A dry stone wall with a cope.
pub fn wall() -> Solid {
    let [x, top, z] = WALL_BODY_M;
    let mut solid = Solid::default();
    solid.block([-x, -1.0, -z], [x, top - 0.16, z], 0.5);
    let mut random = Random::new(921);
    let mut from = -x;
    while from < x - 0.01 {
        let to = (from + random.range(0.55, 0.9)).min(x);
        let to = if x - to < 0.3 { x } else { to };
        let rise = random.range(-0.03, 0.06);
        solid.block([from + 0.01, top - 0.16, -z - 0.05], [to - 0.01, top + rise, z + 0.05], 0.5);
        from = to;
    }
    solid
}

/// A ring of stones.
pub fn fire_stones() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(923);
    for i in 0..9 {
        let size = Vec3::new(random.range(0.15, 0.22), random.range(0.12, 0.2), random.range(0.13, 0.19));
        let place = around(i as f32 / 9.0) * random.range(0.72, 0.8);
        let turn = turn_y(i as f32 * 0.7) * turn_x(random.range(-0.3, 0.3));
        solid.turned_block((-size).to_array(), size.to_array(), 0.8, turn, place);
    }
    solid
}

/// Logs that lean against each other.
pub fn fire_logs() -> Solid {
    let mut solid = Solid::default();
    for i in 0..5 {
        let out = around(i as f32 / 5.0 + 0.07);
        let top = Vec3::Y * 0.62 - out * 0.12;
        solid.stem([out * 0.58 - Vec3::Y * 0.03, top], [0.09, 0.07], 5, 0.6);
        let across = (top - out * 0.58).normalize();
        let side = across.cross(Vec3::Y).normalize();
        let turn = Mat3::from_cols(side, across.cross(side), across);
        let lid = |i: usize| top + turn * Vec3::new(around(i as f32 / 5.0).x, around(i as f32 / 5.0).z, 0.0) * 0.07;
        solid.textured_face(&[0, 1, 2, 3, 4].map(lid), across, 0.6);
    }
    solid
}

/// A barrel with bulging staves.
pub fn barrel() -> Solid {
    let mut solid = Solid::default();
    const SIDES: usize = 9;
    let rings = [(0.0, 0.31), (0.28, 0.38), (0.62, 0.38), (0.9, 0.31)];
    for pair in rings.windows(2) {
        let [(low, low_m), (high, high_m)] = [pair[0], pair[1]];
        solid.stem([Vec3::Y * low, Vec3::Y * high], [low_m, high_m], SIDES, 0.9);
    }
    solid.lid(Vec3::Y * 0.87, 0.3, SIDES, Vec3::Y, 0.9);
    solid
}

/// A crate with a frame of laths.
pub fn crate_box() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.4, 0.0, -0.4], [0.4, 0.76, 0.4], 0.9);
    for side in [-1.0f32, 1.0] {
        for y in [0.0, 0.66] {
            let at = 0.4 * side;
            solid.block([-0.44, y, at - 0.04], [0.44, y + 0.1, at + 0.04], 0.9);
            solid.block([at - 0.04, y, -0.44], [at + 0.04, y + 0.1, 0.44], 0.9);
        }
    }
    solid
}

/// The ring of a well.
pub fn well_stones() -> Solid {
    let mut solid = Solid::default();
    const SIDES: usize = 12;
    solid.stem([Vec3::Y * -0.6, Vec3::Y * 0.85], [1.1, 1.0], SIDES, 0.6);
    for i in 0..SIDES {
        let [a, b] = [i, (i + 1) % SIDES].map(|i| around(i as f32 / SIDES as f32));
        let ring = [a * 1.06, a * 0.72, b * 0.72, b * 1.06].map(|at| at + Vec3::Y * 0.88);
        solid.textured_face(&ring, Vec3::Y, 0.6);
        let inside = [a * 0.72, b * 0.72].map(|at| at + Vec3::Y * 0.88);
        let below = inside.map(|at| at - Vec3::Y * 1.3);
        solid.textured_face(&[inside[0], inside[1], below[1], below[0]], -(a + b), 0.6);
    }
    solid
}

/// Posts, beam and crank of a well.
pub fn well_beams() -> Solid {
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let x = side * 1.0;
        solid.block([x - 0.09, 0.0, -0.09], [x + 0.09, 2.5, 0.09], 0.8);
    }
    solid.block([-1.3, 1.55, -0.07], [1.3, 1.69, 0.07], 0.8);
    solid.block([-1.25, 2.42, -0.08], [1.25, 2.58, 0.08], 0.8);
    solid.block([-0.02, 0.95, -0.02], [0.02, 1.6, 0.02], 0.8);
    solid.stem([Vec3::Y * 0.6, Vec3::Y * 0.95], [0.14, 0.18], 7, 1.0);
    solid
}

/// Roof of a well.
pub fn well_roof() -> Solid {
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let slope = Vec3::new(0.0, 1.1, 0.75 * side).normalize();
        let corners = [
            Vec3::new(-1.45, 2.3, 1.1 * side),
            Vec3::new(-1.45, 3.05, 0.0),
            Vec3::new(1.45, 3.05, 0.0),
            Vec3::new(1.45, 2.3, 1.1 * side),
        ];
        solid.textured_face(&corners, slope, 0.5);
        solid.textured_face(&corners.map(|corner| corner - Vec3::Y * 0.12), -slope, 0.5);
        solid.block([-1.45, 2.16, 1.06 * side - 0.05], [1.45, 2.31, 1.06 * side + 0.05], 0.5);
    }
    solid
}

/// A board on a post that points the way.
pub fn signpost() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.07, -0.5, -0.07], [0.07, 2.3, 0.07], 0.8);
    for (y, turn) in [(1.85, 0.25), (1.5, -1.1)] {
        solid.turned_block([-0.1, -0.13, -0.1], [1.05, 0.13, -0.05], 0.8, turn_y(turn), Vec3::Y * y);
    }
    solid
}
