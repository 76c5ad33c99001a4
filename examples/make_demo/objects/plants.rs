//! Meshes of plants: trunks, crowns of leaf cards, skirts of needles, palm fronds, reeds.
//!
//! Crowns have their origin inside, because the wind turns them about it. Units: meters.

use super::solid::{Solid, around};
use crate::patterns::Random;
use glam::{Vec2, Vec3};

/// Height of an oak crown's origin.
pub const OAK_CROWN_M: f32 = 4.3;
/// Height of a pine's origin of needles.
pub const PINE_CROWN_M: f32 = 3.2;
/// Position of the origin of a palm's fronds.
pub const PALM_CROWN_M: Vec3 = Vec3::new(0.75, 5.1, 0.25);

/// Trunk of an oak with three boughs.
pub fn oak_trunk() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.6, 0.0), Vec3::new(0.05, 1.3, 0.0)], [0.42, 0.25], 6, 0.5);
    solid.stem([Vec3::new(0.05, 1.3, 0.0), Vec3::new(0.0, 3.9, 0.1)], [0.25, 0.13], 6, 0.5);
    for (turn, rise_m) in [(0.05, 3.6), (0.4, 4.0), (0.72, 3.4)] {
        let end = around(turn) * 1.3 + Vec3::Y * rise_m;
        solid.stem([Vec3::new(0.03, 2.1, 0.05), end], [0.13, 0.05], 4, 0.5);
    }
    solid
}

/// Crown of an oak: three large crossed cards, and small ones all around that round it off.
pub fn oak_crown() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(911);
    for turn in [0.0, 1.0 / 3.0, 2.0 / 3.0] {
        crown_card(&mut solid, Vec3::ZERO, [around(turn) * 2.5, Vec3::Y * 2.0]);
    }
    for (count, height_m, radius_m, size_m) in [(6, -0.55, 1.75, 1.25), (5, 0.75, 1.35, 1.2), (1, 1.45, 0.0, 1.35)] {
        for i in 0..count {
            let out = around((i as f32 + random.range(-0.2, 0.2)) / count as f32);
            let middle = out * radius_m + Vec3::Y * (height_m + random.range(-0.25, 0.25));
            // The card looks outward and a little upward.
            let front = (middle + Vec3::Y * 0.5).normalize();
            let aside = if radius_m > 0.0 { front.cross(Vec3::Y).normalize() } else { Vec3::X };
            let up = aside.cross(front);
            let size_m = size_m * random.range(0.9, 1.15);
            crown_card(&mut solid, middle, [aside * size_m, up * size_m]);
        }
    }
    solid
}

/// A card around `middle` with its half axes; the normals point away from the crown's origin, which rounds its light.
fn crown_card(solid: &mut Solid, middle: Vec3, [aside, up]: [Vec3; 2]) {
    let corner = |x: f32, y: f32| {
        let at = middle + aside * x + up * y;
        (at, (at + Vec3::Y * 0.6).normalize(), Vec2::new(x * 0.5 + 0.5, 0.5 - y * 0.5))
    };
    solid.card([corner(-1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, -1.0)]);
}

/// Trunk of a pine.
pub fn pine_trunk() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.6, 0.0), Vec3::new(0.0, 2.2, 0.0)], [0.3, 0.18], 6, 0.5);
    solid.stem([Vec3::new(0.0, 2.2, 0.0), Vec3::new(0.0, 7.0, 0.0)], [0.18, 0.03], 5, 0.5);
    solid
}

/// Needles of a pine: five skirts, the largest below.
pub fn pine_crown() -> Solid {
    let mut solid = Solid::default();
    for (hem_m, radius_m, height_m) in
        [(1.0, 2.1, 2.5), (2.35, 1.8, 2.3), (3.65, 1.4, 2.1), (4.85, 1.0, 1.8), (5.95, 0.6, 1.6)]
    {
        skirt(&mut solid, hem_m - PINE_CROWN_M, radius_m, height_m, 7);
    }
    solid
}

/// A cone that is open below; its texture runs from the tip to the hem.
fn skirt(solid: &mut Solid, hem_m: f32, radius_m: f32, height_m: f32, sides: usize) {
    let tip = Vec3::Y * (hem_m + height_m);
    let hem = |i: usize| {
        // Boughs end at different heights.
        let drop_m = if i.is_multiple_of(2) { 0.0 } else { 0.22 };
        around(i as f32 / sides as f32 + hem_m) * radius_m + Vec3::Y * (hem_m - drop_m)
    };
    for i in 0..sides {
        let corners = [tip, hem(i), hem((i + 1) % sides)];
        let places = [Vec2::new(0.5, 0.0), Vec2::new(0.0, 1.0), Vec2::new(1.0, 1.0)];
        let middle = (corners[1] + corners[2]) * 0.5;
        let outward = Vec3::new(middle.x, radius_m * 0.5, middle.z);
        solid.face(&corners, outward, |at| {
            corners.iter().position(|corner| *corner == at).map_or(Vec2::ZERO, |corner| places[corner])
        });
    }
}

/// Trunk of a palm, which leans east.
pub fn palm_trunk() -> Solid {
    let mut solid = Solid::default();
    let line = [
        Vec3::new(-0.25, -0.6, 0.0),
        Vec3::new(0.05, 1.4, 0.0),
        Vec3::new(0.35, 3.2, 0.1),
        PALM_CROWN_M + Vec3::Y * 0.05,
    ];
    for (part, radii) in line.windows(2).zip([[0.3, 0.19], [0.19, 0.15], [0.15, 0.12]]) {
        solid.stem([part[0], part[1]], radii, 6, 0.5);
    }
    solid
}

/// Fronds of a palm: each rises, then droops.
pub fn palm_crown() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(912);
    const FRONDS: usize = 11;
    // Far away the first ones are the last to go: they point in three directions.
    for i in (0..FRONDS).map(|i| i * 4 % FRONDS) {
        let out = around((i as f32 + random.range(-0.25, 0.25)) / FRONDS as f32);
        let aside = Vec3::Y.cross(out) * 0.72;
        let (rise_m, reach_m) = (random.range(0.25, 0.75), random.range(1.8, 2.15));
        let bend = out * reach_m + Vec3::Y * rise_m;
        let end = out * reach_m * 1.75 + Vec3::Y * (rise_m - random.range(1.4, 2.0));
        for (from, to, [start_v, end_v]) in [(Vec3::ZERO, bend, [1.0, 0.5]), (bend, end, [0.5, 0.0])] {
            let normal = (to - from).cross(aside).normalize();
            let normal = if normal.y < 0.0 { -normal } else { normal };
            let corner = |at: Vec3, side: f32, v: f32| (at + aside * side, normal, Vec2::new(side * 0.5 + 0.5, v));
            solid.card([
                corner(from, -1.0, start_v),
                corner(to, -1.0, end_v),
                corner(to, 1.0, end_v),
                corner(from, 1.0, start_v),
            ]);
        }
    }
    solid
}

/// A tuft of reeds: three crossed cards with their feet at the origin.
pub fn reeds() -> Solid {
    let mut solid = Solid::default();
    for turn in [0.04, 0.38, 0.71] {
        let aside = around(turn) * 0.55;
        let corner = |x: f32, y: f32| {
            let v = if y > 0.0 { 0.0 } else { 1.0 };
            (aside * x + Vec3::Y * y, Vec3::Y, Vec2::new(x * 0.5 + 0.5, v))
        };
        solid.card([corner(-1.0, -0.1), corner(-1.0, 1.25), corner(1.0, 1.25), corner(1.0, -0.1)]);
    }
    solid
}
