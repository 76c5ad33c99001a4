//! Meshes of small plants, all crossed cards with their feet at the origin, and of boulders.

use super::solid::{Solid, around};
use crate::patterns::Random;
use glam::{Vec2, Vec3};
use gtd_viewer::test_zone::noise::fbm;

/// Cards around the vertical axis: how many, half their width, their height, and how far they lean outward.
fn tuft(seed: u32, cards: usize, half_m: f32, height_m: f32, lean: f32) -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(seed);
    for i in 0..cards {
        let turn = (i as f32 + random.range(-0.15, 0.15)) / cards as f32;
        let (aside, out) = (around(turn * 0.5) * half_m, around(turn * 0.5 + 0.25) * random.range(-lean, lean));
        let corner = |x: f32, y: f32| {
            let at = aside * x + Vec3::Y * (y * height_m - 0.08) + out * y * height_m;
            (at, Vec3::Y, Vec2::new(x * 0.5 + 0.5, 1.0 - y))
        };
        solid.card([corner(-1.0, 0.0), corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, 0.0)]);
    }
    solid
}

/// A clump of reeds.
pub fn reeds() -> Solid {
    tuft(916, 3, 0.6, 1.45, 0.08)
}

/// A tuft of meadow grass.
pub fn grass_tuft() -> Solid {
    tuft(917, 3, 0.55, 0.55, 0.25)
}

/// Meadow flowers.
pub fn flowers() -> Solid {
    tuft(918, 3, 0.5, 0.5, 0.2)
}

/// A fern of the woods.
pub fn fern() -> Solid {
    tuft(919, 4, 0.75, 0.65, 0.4)
}

/// A bush: a few heaps of leaves on the ground.
pub fn bush() -> Solid {
    let mut solid = Solid::default();
    let mut random = Random::new(913);
    for (turn, out_m, radius_m) in [(0.0, 0.0, 1.05), (0.1, 0.75, 0.75), (0.45, 0.8, 0.7), (0.75, 0.7, 0.8)] {
        let middle = around(turn) * out_m + Vec3::Y * (radius_m * 0.62);
        for i in 0..3 {
            let along = around(turn + i as f32 / 6.0 + random.range(-0.04, 0.04));
            let corner = |x: f32, y: f32| {
                let at = middle + along * x * radius_m + Vec3::Y * y * radius_m * 0.8;
                (at, (at + Vec3::Y * 0.6).normalize_or(Vec3::Y), Vec2::new(x * 0.5 + 0.5, 0.5 - y * 0.5))
            };
            solid.card([corner(-1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, -1.0)]);
        }
    }
    solid
}

/// A boulder of about a meter's radius: a sphere with bumps and flat faces, sunk into the ground.
pub fn boulder(seed: u32, half_m: Vec3) -> Solid {
    let at = |direction: Vec3| {
        let d = direction.normalize();
        let bump = 0.5 * fbm(seed, d.x * 1.3 + 3.0, d.z * 1.3 + d.y * 1.1, 2, 0.5);
        let cut = 0.22 * fbm(seed + 1, d.y * 2.1 + 5.0, d.x * 2.3 - d.z, 2, 0.5);
        // Broad faces: the strongest direction is drawn in.
        let edge = d.abs().max_element();
        d * (1.0 + bump + cut) * (1.25 - 0.35 * edge) * half_m
    };
    let mut solid = Solid::default();
    for (x, y, z) in (0..8).map(|i| (i & 1, i >> 1 & 1, i >> 2 & 1)) {
        let [x, y, z] = [x, y, z].map(|bit| if bit == 0 { 1.0 } else { -1.0f32 });
        divide([Vec3::X * x, Vec3::Y * y, Vec3::Z * z], 2, &mut |corners| {
            let places = corners.map(at);
            let flat = (places[1] - places[0]).cross(places[2] - places[0]).normalize_or(Vec3::Y);
            let flat = if flat.dot(places[0]) < 0.0 { -flat } else { flat };
            let normals = places.map(|place| (place.normalize() * 0.55 + flat).normalize());
            solid.soft_triangle(places, normals, 0.4);
        });
    }
    solid
}

/// Divides a triangle on the unit sphere into four, `rounds` times.
fn divide(corners: [Vec3; 3], rounds: u32, add: &mut impl FnMut([Vec3; 3])) {
    if rounds == 0 {
        return add(corners);
    }
    let [a, b, c] = corners;
    let [ab, bc, ca] = [a + b, b + c, c + a].map(Vec3::normalize);
    for part in [[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]] {
        divide(part, rounds - 1, add);
    }
}
