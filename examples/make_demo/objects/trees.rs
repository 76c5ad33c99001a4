//! Meshes of trees: trunks, crowns of leaf cards, skirts of needles, palm fronds.
//!
//! Crowns have their origin inside, because the wind turns them about it. Units: meters.

use super::solid::{Solid, around};
use crate::patterns::Random;
use glam::{Vec2, Vec3};

/// Height of an oak crown's origin.
pub const OAK_CROWN_M: f32 = 5.4;
/// Height of a birch crown's origin.
pub const BIRCH_CROWN_M: f32 = 5.9;
/// Height of a pine's origin of needles.
pub const PINE_CROWN_M: f32 = 5.0;
/// Position of the origin of a palm's fronds.
pub const PALM_CROWN_M: Vec3 = Vec3::new(1.25, 6.3, 0.4);

/// Trunk of an oak with its boughs.
pub fn oak_trunk() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.7, 0.0), Vec3::new(0.06, 1.0, 0.0)], [0.58, 0.33], 7, 0.5);
    solid.stem([Vec3::new(0.06, 1.0, 0.0), Vec3::new(0.0, 4.9, 0.12)], [0.33, 0.16], 6, 0.5);
    for (turn, from_m, rise_m, reach_m) in
        [(0.05, 2.2, 4.5, 2.0), (0.29, 2.8, 5.4, 1.7), (0.52, 2.0, 4.4, 2.1), (0.78, 2.6, 5.2, 1.8)]
    {
        let end = around(turn) * reach_m + Vec3::Y * rise_m;
        solid.stem([Vec3::new(0.03, from_m, 0.05), end], [0.17, 0.05], 4, 0.5);
    }
    solid
}

/// Crown of an oak: heaps of leaves around its boughs.
pub fn oak_crown() -> Solid {
    let heaps = [
        (0.0, 0.0, 0.9, 2.3),
        (0.05, 2.0, -0.5, 1.75),
        (0.25, 2.1, 0.1, 1.6),
        (0.43, 1.9, -0.7, 1.6),
        (0.6, 2.2, -0.2, 1.75),
        (0.8, 2.0, -0.4, 1.7),
        (0.12, 1.25, 1.7, 1.5),
        (0.47, 1.2, 1.6, 1.55),
        (0.8, 1.1, 1.9, 1.4),
    ];
    crown(911, &heaps)
}

/// Trunk of a birch: slender, with a few twigs.
pub fn birch_trunk() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.6, 0.0), Vec3::new(0.12, 3.2, 0.0)], [0.26, 0.17], 6, 0.5);
    solid.stem([Vec3::new(0.12, 3.2, 0.0), Vec3::new(0.05, 8.2, 0.1)], [0.17, 0.04], 5, 0.5);
    for (turn, from_m, rise_m) in [(0.1, 3.4, 5.0), (0.45, 4.2, 5.9), (0.75, 3.8, 5.3)] {
        solid.stem([Vec3::new(0.1, from_m, 0.0), around(turn) * 1.1 + Vec3::Y * rise_m], [0.07, 0.02], 4, 0.5);
    }
    solid
}

/// Crown of a birch: narrow and tall.
pub fn birch_crown() -> Solid {
    let heaps = [
        (0.0, 0.0, 0.4, 1.6),
        (0.1, 0.95, -1.5, 1.15),
        (0.4, 1.05, -0.9, 1.2),
        (0.75, 1.0, -1.3, 1.15),
        (0.25, 0.85, 0.6, 1.15),
        (0.6, 0.9, 0.9, 1.1),
        (0.9, 0.75, 1.4, 1.05),
        (0.0, 0.1, 2.4, 1.0),
    ];
    crown(914, &heaps)
}

/// A crown of heaps of leaves, each at a fraction of a turn, a distance from the axis, a height and a radius.
fn crown(seed: u32, heaps: &[(f32, f32, f32, f32)]) -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(seed);
    for (turn, out_m, height_m, radius_m) in heaps {
        let middle = around(*turn) * *out_m + Vec3::Y * *height_m;
        let start = random.unit();
        for i in 0..3 {
            // Two nearly upright cards that cross, and one that lies and shows from above and below.
            let along = around(start + i as f32 * 0.25 + random.range(-0.05, 0.05));
            let across = Vec3::Y.cross(along);
            let up = match i {
                2 => (across + Vec3::Y * random.range(-0.3, 0.3)).normalize() * 0.95,
                _ => (Vec3::Y + across * random.range(-0.35, 0.35)).normalize() * 0.86,
            };
            let shift = Vec3::new(random.range(-0.2, 0.2), random.range(-0.15, 0.15), random.range(-0.2, 0.2));
            let size_m = radius_m * random.range(0.95, 1.12);
            crown_card(&mut solid, middle + shift * *radius_m, [along * size_m, up * size_m]);
        }
    }
    solid
}

/// A card around `middle` with its half axes; the normals point away from the crown's origin, which rounds its light.
fn crown_card(solid: &mut Solid, middle: Vec3, [aside, up]: [Vec3; 2]) {
    let corner = |x: f32, y: f32| {
        let at = middle + aside * x + up * y;
        (at, (at + Vec3::Y * 1.2).normalize_or(Vec3::Y), Vec2::new(x * 0.5 + 0.5, 0.5 - y * 0.5))
    };
    solid.card([corner(-1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, -1.0)]);
}

/// Trunk of a pine.
pub fn pine_trunk() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::new(0.0, -0.7, 0.0), Vec3::new(0.0, 3.0, 0.0)], [0.36, 0.22], 6, 0.5);
    solid.stem([Vec3::new(0.0, 3.0, 0.0), Vec3::new(0.0, 11.2, 0.0)], [0.22, 0.03], 5, 0.5);
    solid
}

/// Needles of a pine: skirts of boughs, the largest below.
pub fn pine_crown() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(915);
    const SKIRTS: usize = 8;
    for skirt_number in 0..SKIRTS {
        let share = skirt_number as f32 / SKIRTS as f32;
        let hem_m = 1.3 + 9.0 * share;
        let radius_m = 2.75 * (1.0 - share * 0.86) * random.range(0.92, 1.06);
        skirt(&mut solid, hem_m - PINE_CROWN_M, radius_m, 2.9 - 1.1 * share, 8);
    }
    solid
}

/// A cone that is open below; its texture runs from the tip to the hem.
fn skirt(solid: &mut Solid, hem_m: f32, radius_m: f32, height_m: f32, sides: usize) {
    let tip = Vec3::Y * (hem_m + height_m);
    let hem = |i: usize| {
        // Boughs end at different heights and distances.
        let (drop_m, reach) = if i.is_multiple_of(2) { (0.0, 0.86) } else { (0.18 * radius_m, 1.06) };
        around(i as f32 / sides as f32 + hem_m) * radius_m * reach + Vec3::Y * (hem_m - drop_m)
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
        Vec3::new(-0.3, -0.6, 0.0),
        Vec3::new(0.05, 1.5, 0.0),
        Vec3::new(0.5, 3.9, 0.2),
        PALM_CROWN_M + Vec3::Y * 0.05,
    ];
    for (part, radii) in line.windows(2).zip([[0.32, 0.2], [0.2, 0.16], [0.16, 0.13]]) {
        solid.stem([part[0], part[1]], radii, 6, 0.5);
    }
    solid
}

/// Fronds of a palm: each rises, then droops.
pub fn palm_crown() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(912);
    const FRONDS: usize = 13;
    // Far away the first ones are the last to go: they point in three directions.
    for i in (0..FRONDS).map(|i| i * 4 % FRONDS) {
        let out = around((i as f32 + random.range(-0.25, 0.25)) / FRONDS as f32);
        let aside = Vec3::Y.cross(out) * 0.68;
        let (rise_m, reach_m) = (random.range(0.3, 1.1), random.range(1.75, 2.2));
        let bend = out * reach_m + Vec3::Y * rise_m;
        let end = out * reach_m * 1.75 + Vec3::Y * (rise_m - random.range(1.3, 2.3));
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
