//! Meshes of the harbor: jetty, boats, sail, net, bridge.
//!
//! Units: meters; `per_m` arguments are repetitions of a texture per meter.

use super::solid::{Solid, around, turn_x};
use crate::patterns::Random;
use glam::{Vec2, Vec3};

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

/// Mast, yard and rudder of a fishing boat whose hull is a larger [`boat`]; its origin is that of the hull.
pub fn rigging() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.1, 0.5), Vec3::new(0.0, 4.6, 0.45)], [0.07, 0.045], 6, 0.7);
    solid.stem([Vec3::new(0.0, 0.95, 0.42), Vec3::new(0.0, 1.05, -1.6)], [0.04, 0.03], 5, 0.7);
    solid.stem([Vec3::new(0.0, 4.45, 0.45), Vec3::new(0.0, 0.6, 1.95)], [0.012, 0.012], 3, 0.7);
    solid.stem([Vec3::new(0.0, 4.45, 0.45), Vec3::new(0.0, 0.45, -1.7)], [0.012, 0.012], 3, 0.7);
    solid.block([-0.03, -0.25, -1.85], [0.03, 0.55, -1.7], 0.7);
    solid
}

/// A sail between mast and boom, and a small one before the mast: both bulge eastward.
pub fn sails() -> Solid {
    let mut solid = Solid::default();
    let at = |y: f32, z: f32, bulge: f32| Vec3::new(bulge, y, z);
    let uv = |at: Vec3| Vec2::new(at.z * 0.3, -at.y * 0.3);
    let (foot, head, clew) = (at(1.05, 0.4, 0.0), at(4.3, 0.4, 0.0), at(1.12, -1.55, 0.0));
    let (belly, leech) = (at(2.2, -0.25, 0.3), at(2.6, -0.62, 0.22));
    for corners in [[foot, head, belly], [head, leech, belly], [leech, clew, belly], [clew, foot, belly]] {
        solid.face(&corners, Vec3::X, uv);
    }
    let (tack, peak, sheet) = (at(0.75, 1.85, 0.0), at(3.7, 0.72, 0.0), at(0.85, 0.62, 0.12));
    solid.face(&[tack, peak, sheet], Vec3::X, uv);
    solid.lift_normals();
    solid
}

/// Poles on which a net dries.
pub fn net_poles() -> Solid {
    let mut solid = Solid::default();
    for x in [-2.2f32, 0.0, 2.2] {
        solid.stem([Vec3::new(x, -0.5, 0.0), Vec3::new(x, 1.9, 0.0)], [0.08, 0.06], 6, 0.8);
        solid.turned_block([-0.05, 0.0, -0.05], [0.05, 1.7, 0.05], 0.8, turn_x(-0.42), Vec3::new(x, 0.0, 0.75));
    }
    solid.block([-2.45, 1.78, -0.05], [2.45, 1.88, 0.05], 0.8);
    solid
}

/// The net: it hangs in two folds over the rail.
pub fn net() -> Solid {
    let mut solid = Solid::default();
    for (from, to, foot_z) in [(-2.2f32, 0.0, -0.55), (0.0, 2.2, -0.4), (-2.2, 2.2, 0.3)] {
        let corner = |x: f32, is_top: bool| {
            let at = Vec3::new(x, if is_top { 1.9 } else { 0.35 }, if is_top { 0.0 } else { foot_z });
            (at, Vec3::new(0.0, 0.4, foot_z.signum()).normalize(), Vec2::new(x * 0.8, if is_top { 0.0 } else { 1.3 }))
        };
        solid.card([corner(from, false), corner(from, true), corner(to, true), corner(to, false)]);
    }
    solid
}

/// Half the length of the bridge, half its width, and the rise of its arch.
pub const BRIDGE_M: [f32; 3] = [12.5, 1.5, 1.3];

/// Height of the bridge's deck over its ends, at a place along it.
pub fn bridge_rise_m(x: f32) -> f32 {
    let [half, _, rise] = BRIDGE_M;
    rise * (1.0 - (x / half) * (x / half)).max(0.0)
}

/// Deck of the bridge along X.
pub fn bridge_deck() -> Solid {
    let [half, width, _] = BRIDGE_M;
    let mut solid = Solid::default();
    let mut random = Random::new(925);
    const PLANKS: usize = 28;
    for i in 0..PLANKS {
        let [from, to] = [i, i + 1].map(|i| (i as f32 / PLANKS as f32 * 2.0 - 1.0) * half);
        let (top, over) = (bridge_rise_m((from + to) * 0.5), random.range(0.0, 0.1));
        solid.block([from + 0.03, top - 0.14, -width - over], [to - 0.03, top, width + over], 0.7);
    }
    solid
}

/// Rails, beams and piers of the bridge.
pub fn bridge_beams() -> Solid {
    let [half, width, _] = BRIDGE_M;
    let mut solid = Solid::default();
    const SPANS: usize = 8;
    let at = |i: usize| (i as f32 / SPANS as f32 * 2.0 - 1.0) * half;
    for side in [-1.0f32, 1.0] {
        let z = side * (width - 0.1);
        for i in 0..=SPANS {
            let (x, top) = (at(i), bridge_rise_m(at(i)));
            solid.block([x - 0.09, top - 0.5, z - 0.09], [x + 0.09, top + 1.15, z + 0.09], 0.7);
        }
        for i in 0..SPANS {
            let point = |i: usize, over: f32| Vec3::new(at(i), bridge_rise_m(at(i)) + over, z);
            for (over, radius) in [(1.05, 0.07), (0.6, 0.05), (-0.28, 0.14)] {
                solid.stem([point(i, over), point(i + 1, over)], [radius, radius], 4, 0.7);
            }
        }
        for i in [3, 5] {
            solid.stem([Vec3::new(at(i), -4.5, z), Vec3::new(at(i), bridge_rise_m(at(i)), z)], [0.2, 0.18], 6, 0.6);
        }
    }
    solid
}
