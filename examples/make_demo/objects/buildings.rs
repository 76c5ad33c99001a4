//! Meshes of what people built: hut, door, lamp, fence, wall, jetty, boat, campfire.
//!
//! Fronts look south (-Z). Units: meters; `per_m` arguments are repetitions of a texture per meter.

use super::solid::{Solid, around, turn_x, turn_y};
use crate::patterns::Random;
use glam::{Mat3, Vec3};

/// Half the hut's extent along its ridge, and across.
pub const HUT_M: [f32; 2] = [3.0, 2.4];
/// Height of the hut's floor over its place, and of its walls.
pub const FLOOR_M: f32 = 0.35;
const WALL_M: f32 = 2.6;
/// Thickness of the hut's walls.
const THICK_M: f32 = 0.18;
/// Half the width of the doorway, and its height.
pub const DOORWAY_M: [f32; 2] = [0.85, 2.05];
/// Height of the hut's ridge.
const RIDGE_M: f32 = 4.7;

/// Base, steps and chimney of the hut.
pub fn hut_stones() -> Solid {
    let [x, z] = HUT_M;
    let mut solid = Solid::default();
    solid.block([-x - 0.12, -1.6, -z - 0.12], [x + 0.12, FLOOR_M, z + 0.12], 0.5);
    solid.block([-1.1, -1.6, -z - 0.75], [1.1, FLOOR_M - 0.17, -z - 0.12], 0.5);
    solid.block([1.35, 2.6, 0.75], [2.1, 5.35, 1.4], 0.5);
    solid.block([1.25, 5.35, 0.65], [2.2, 5.5, 1.5], 0.5);
    solid
}

/// Walls and gables of the hut, with a doorway in the south.
pub fn hut_walls() -> Solid {
    let [x, z] = HUT_M;
    let [door, door_top] = DOORWAY_M;
    let top = FLOOR_M + WALL_M;
    let mut solid = Solid::default();
    let mut wall = |low: [f32; 3], high: [f32; 3]| solid.block(low, high, 0.6);
    wall([-x, FLOOR_M, z - THICK_M], [x, top, z]);
    wall([-x, FLOOR_M, -z], [-door, top, -z + THICK_M]);
    wall([door, FLOOR_M, -z], [x, top, -z + THICK_M]);
    wall([-door, FLOOR_M + door_top, -z], [door, top, -z + THICK_M]);
    wall([-x, FLOOR_M, -z + THICK_M], [-x + THICK_M, top, z - THICK_M]);
    wall([x - THICK_M, FLOOR_M, -z + THICK_M], [x, top, z - THICK_M]);
    for side in [-1.0, 1.0] {
        for (at, outward) in [(x, side), (x - THICK_M, -side)] {
            let corners =
                [Vec3::new(at * side, top, -z), Vec3::new(at * side, RIDGE_M, 0.0), Vec3::new(at * side, top, z)];
            solid.textured_face(&corners, Vec3::X * outward, 0.6);
        }
    }
    solid
}

/// Posts, door frame, window frames and the ridge of the hut.
pub fn hut_beams() -> Solid {
    let [x, z] = HUT_M;
    let [door, door_top] = DOORWAY_M;
    let top = FLOOR_M + WALL_M;
    let mut solid = Solid::default();
    let mut beam = |low: [f32; 3], high: [f32; 3]| solid.block(low, high, 0.7);
    for (px, pz) in [(-x, -z), (x, -z), (-x, z), (x, z)] {
        beam([px - 0.13, FLOOR_M, pz - 0.13], [px + 0.13, top, pz + 0.13]);
    }
    for side in [-1.0f32, 1.0] {
        let (near, far) = (door * side, (door + 0.16) * side);
        beam([near.min(far), FLOOR_M, -z - 0.06], [near.max(far), FLOOR_M + door_top + 0.16, -z]);
        // A tie across the gable.
        beam([side * x - 0.09, top - 0.1, -z], [side * x + 0.09, top + 0.1, z]);
    }
    beam([-door - 0.16, FLOOR_M + door_top, -z - 0.07], [door + 0.16, FLOOR_M + door_top + 0.16, -z]);
    for (low, high) in windows() {
        let middle = (low + high) * 0.5;
        if (high.x - low.x).abs() > 0.1 {
            beam([low.x - 0.08, low.y - 0.08, low.z - 0.03], [high.x + 0.08, low.y, low.z + 0.03]);
            beam([low.x - 0.08, high.y, low.z - 0.03], [high.x + 0.08, high.y + 0.08, low.z + 0.03]);
            beam([low.x - 0.08, low.y, low.z - 0.03], [low.x, high.y, low.z + 0.03]);
            beam([high.x, low.y, low.z - 0.03], [high.x + 0.08, high.y, low.z + 0.03]);
        } else {
            let aside = 0.03;
            beam([middle.x - aside, low.y - 0.08, low.z - 0.08], [middle.x + aside, low.y, high.z + 0.08]);
            beam([middle.x - aside, high.y, low.z - 0.08], [middle.x + aside, high.y + 0.08, high.z + 0.08]);
            beam([middle.x - aside, low.y, low.z - 0.08], [middle.x + aside, high.y, low.z]);
            beam([middle.x - aside, low.y, high.z], [middle.x + aside, high.y, high.z + 0.08]);
        }
    }
    solid
}

/// Lowest and highest corners of the window panes, just outside the walls: two in the south, one in each gable wall.
fn windows() -> [(Vec3, Vec3); 4] {
    let [x, z] = HUT_M;
    let (low, high) = (FLOOR_M + 0.95, FLOOR_M + 1.75);
    [
        (Vec3::new(-2.35, low, -z - 0.02), Vec3::new(-1.55, high, -z - 0.02)),
        (Vec3::new(1.55, low, -z - 0.02), Vec3::new(2.35, high, -z - 0.02)),
        (Vec3::new(-x - 0.02, low, -0.45), Vec3::new(-x - 0.02, high, 0.45)),
        (Vec3::new(x + 0.02, low, -0.45), Vec3::new(x + 0.02, high, 0.45)),
    ]
}

/// Window panes of the hut, which glow.
pub fn hut_windows() -> Solid {
    let mut solid = Solid::default();
    for (low, high) in windows() {
        let is_south = high.x - low.x > 0.1;
        let outward = if is_south { Vec3::NEG_Z } else { Vec3::X * low.x.signum() };
        let corners = [low, Vec3::new(low.x, high.y, low.z), high, Vec3::new(high.x, low.y, high.z)];
        solid.face(&corners, outward, |at| {
            let along = if is_south { (at.x - low.x) / (high.x - low.x) } else { (at.z - low.z) / (high.z - low.z) };
            glam::Vec2::new(along, (high.y - at.y) / (high.y - low.y))
        });
    }
    solid
}

/// The thatched roof: two slopes of straw with a thickness.
pub fn hut_roof() -> Solid {
    let half_m = HUT_M[0] + 0.55;
    // Profile across the ridge, north half mirrored: eave below, eave above, ridge above, ridge below.
    let eave_m = HUT_M[1] + 0.7;
    let profile = [(eave_m, 2.28), (eave_m, 2.58), (0.0, RIDGE_M + 0.4), (0.0, RIDGE_M + 0.1)];
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let at = |(z, y): (f32, f32), x: f32| Vec3::new(x * half_m, y, z * side);
        let rise = profile[2].1 - profile[1].1;
        let slope = Vec3::new(0.0, eave_m, rise * side).normalize();
        for (a, b, outward) in [(1, 2, slope), (3, 0, -slope), (0, 1, Vec3::Z * side)] {
            let corners = [at(profile[a], -1.0), at(profile[b], -1.0), at(profile[b], 1.0), at(profile[a], 1.0)];
            solid.textured_face(&corners, outward, 0.5);
        }
        for end in [-1.0, 1.0] {
            solid.textured_face(&profile.map(|corner| at(corner, end)), Vec3::X * end, 0.5);
        }
    }
    solid
}

/// A leaf of the hut's door, which reaches from its hinge at the origin to the east (1) or to the west (-1).
pub fn door_leaf(side: f32) -> Solid {
    let [width, height] = DOORWAY_M;
    let span = |from: f32, to: f32| (from.min(to), from.max(to));
    let mut solid = Solid::default();
    let (low, high) = span(0.02 * side, (width - 0.01) * side);
    solid.block([low, 0.02, -0.04], [high, height - 0.02, 0.04], 0.9);
    for y in [0.3, 1.55] {
        let (low, high) = span(0.05 * side, (width - 0.08) * side);
        solid.block([low, y, -0.08], [high, y + 0.16, -0.04], 0.9);
    }
    // The handle.
    let (low, high) = span((width - 0.14) * side, (width - 0.08) * side);
    solid.block([low, 0.95, -0.12], [high, 1.15, -0.04], 0.9);
    solid
}

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

/// Length of the jetty, half its width, and the height of its deck over the sea.
pub const JETTY_M: [f32; 3] = [26.0, 1.1, 1.2];

/// Deck of the jetty, from the origin to the south; its height is that of the deck.
pub fn jetty_deck() -> Solid {
    let [length, width, _] = JETTY_M;
    let mut solid = Solid::default();
    let mut random = Random::new(922);
    const PLANK_M: f32 = 1.3;
    for i in 0..(length / PLANK_M) as usize {
        let z = -(i as f32) * PLANK_M;
        let (over, drop) = (random.range(0.0, 0.12), random.range(0.0, 0.03));
        solid.block([-width - over, -0.1 - drop, z - PLANK_M + 0.05], [width + over, -drop, z], 0.6);
    }
    solid
}

/// Posts and beams under the jetty.
pub fn jetty_posts() -> Solid {
    let [length, width, _] = JETTY_M;
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let x = side * (width - 0.15);
        solid.block([x - 0.1, -0.34, -length], [x + 0.1, -0.12, 0.0], 0.6);
        for i in 0..=5 {
            let z = -0.4 - i as f32 * (length - 0.8) / 5.0;
            let over_m = if i == 5 { 1.0 } else { 0.35 };
            let x = side * (width + 0.2);
            solid.stem([Vec3::new(x, -5.5, z), Vec3::new(x, over_m, z)], [0.15, 0.13], 6, 0.5);
            let lid = |i: usize| around(i as f32 / 6.0) * 0.13 + Vec3::new(x, over_m, z);
            solid.textured_face(&[0, 1, 2, 3, 4, 5].map(lid), Vec3::Y, 0.5);
        }
    }
    solid
}

/// A rowing boat along Z; the origin is in its middle at the water line.
pub fn boat() -> Solid {
    // Ribs from stern to bow: place, half width, height of the gunwale, height of the keel.
    const RIBS: [(f32, f32, f32, f32); 5] = [
        (-1.7, 0.45, 0.42, -0.1),
        (-0.9, 0.62, 0.36, -0.22),
        (0.1, 0.68, 0.36, -0.25),
        (1.1, 0.5, 0.44, -0.2),
        (1.95, 0.02, 0.62, 0.15),
    ];
    let mut solid = Solid::default();
    for pair in RIBS.windows(2) {
        for side in [-1.0f32, 1.0] {
            for inset in [0.0, 0.07] {
                let corner = |(z, half, gunwale, keel): (f32, f32, f32, f32)| {
                    let half = (half - inset).max(0.01);
                    [
                        Vec3::new(side * half, gunwale, z),
                        Vec3::new(side * half * 0.6, keel + inset, z),
                        Vec3::new(0.0, keel + inset, z),
                    ]
                };
                let (a, b) = (corner(pair[0]), corner(pair[1]));
                let outward = if inset == 0.0 { 1.0 } else { -1.0 };
                solid.textured_face(&[a[0], a[1], b[1], b[0]], Vec3::X * side * outward, 0.7);
                solid.textured_face(&[a[1], a[2], b[2], b[1]], Vec3::NEG_Y * outward, 0.7);
            }
        }
    }
    let [stern, ..] = RIBS;
    let transom = [
        Vec3::new(-stern.1, stern.2, stern.0),
        Vec3::new(-stern.1 * 0.6, stern.3, stern.0),
        Vec3::new(stern.1 * 0.6, stern.3, stern.0),
        Vec3::new(stern.1, stern.2, stern.0),
    ];
    solid.textured_face(&transom, Vec3::NEG_Z, 0.7);
    solid.textured_face(&transom.map(|corner| corner + Vec3::Z * 0.07), Vec3::Z, 0.7);
    for z in [-0.95, 0.35] {
        solid.block([-0.58, 0.16, z - 0.14], [0.58, 0.22, z + 0.14], 0.7);
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
