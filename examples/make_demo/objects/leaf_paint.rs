//! Pictures of leaves, needles, fronds, reeds, flowers and nets, cut out by their alpha.

use super::solid::around;
use super::sprite::Sprite;
use crate::canvas::{Color, blend, scaled};
use crate::patterns::Random;
use glam::Vec3;
use gtd_viewer::test_zone::noise::{noise, smoothstep};
use std::f32::consts::TAU;

/// Colors and shape of leaves.
pub struct Foliage {
    seed: u32,
    dark: Color,
    light: Color,
    leaves: usize,
    /// Shortest and longest leaf, and the width of their feet, in pixels.
    length_px: [f32; 2],
    width_px: f32,
}

pub const OAK: Foliage = Foliage {
    seed: 931,
    dark: [34.0, 58.0, 26.0],
    light: [112.0, 146.0, 58.0],
    leaves: 430,
    length_px: [7.0, 12.0],
    width_px: 5.5,
};
pub const BIRCH: Foliage = Foliage {
    seed: 935,
    dark: [62.0, 88.0, 34.0],
    light: [158.0, 176.0, 78.0],
    leaves: 400,
    length_px: [5.0, 8.0],
    width_px: 4.6,
};

/// A heap of leaves with a ragged outline, dark inside and below, light at the top.
pub fn leaves(foliage: &Foliage) -> Sprite {
    const SIDE: f32 = 128.0;
    let (dark, light) = (foliage.dark, foliage.light);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.35));
    let mut random = Random::new(foliage.seed);
    for leaf in 0..foliage.leaves {
        let depth = leaf as f32 / foliage.leaves as f32;
        let turn = random.unit();
        // Twigs reach out in some directions.
        let reach = 0.33 + 0.1 * noise(foliage.seed + 1, libm::sinf(turn * TAU) * 2.6, libm::cosf(turn * TAU) * 2.6);
        let out = random.unit().sqrt() * reach;
        let place = around(turn) * out;
        let at = [(0.5 + place.x) * SIDE, (0.5 + place.z) * SIDE];
        let height = 1.0 - at[1] / SIDE;
        let tone = (0.05 + 0.4 * depth + 0.6 * height + random.range(-0.18, 0.18)).clamp(0.0, 1.0);
        let color = blend(dark, light, tone);
        // Leaves point outward and hang a little, with some disorder.
        let way = around(turn + random.range(-0.2, 0.2)) + Vec3::Z * 0.25;
        let length = random.range(foliage.length_px[0], foliage.length_px[1]);
        let end = [at[0] + way.x * length, at[1] + way.z * length];
        let width = foliage.width_px * random.range(0.8, 1.2);
        sprite.stroke([at, end], [width, 1.2], [scaled(color, 0.8), color]);
    }
    sprite
}

/// Leaves of a bush with roses.
pub fn blossoms() -> Sprite {
    let mut sprite = leaves(&OAK);
    let mut random = Random::new(938);
    for _ in 0..26 {
        let place = around(random.unit()) * (random.unit().sqrt() * 0.34);
        let [x, y] = [(0.5 + place.x) * 128.0, (0.5 + place.z) * 128.0];
        let color = blend([206.0, 84.0, 110.0], [244.0, 176.0, 190.0], random.unit());
        sprite.dab(x, y, random.range(2.6, 4.2), color);
        sprite.dab(x, y, 1.2, [244.0, 214.0, 120.0]);
    }
    sprite
}

/// Blades of meadow grass with their feet at the bottom.
pub fn grass_blades() -> Sprite {
    const SIDE: f32 = 64.0;
    let (dark, light): (Color, Color) = ([60.0, 84.0, 32.0], [150.0, 166.0, 82.0]);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.4));
    let mut random = Random::new(939);
    for _ in 0..46 {
        let x = random.range(10.0, SIDE - 10.0);
        let end = [x + random.range(-14.0, 14.0), random.range(8.0, 40.0)];
        let color = blend(dark, light, random.range(0.2, 0.95));
        sprite.stroke([[x, SIDE], end], [2.6, 0.9], [scaled(color, 0.62), color]);
    }
    sprite
}

/// Stems with blossoms of two colors.
pub fn flowers(seed: u32, petals: [Color; 2]) -> Sprite {
    const SIDE: f32 = 64.0;
    let (dark, light): (Color, Color) = ([58.0, 84.0, 34.0], [128.0, 150.0, 70.0]);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.4));
    let mut random = Random::new(seed);
    for blade in 0..38 {
        let x = random.range(8.0, SIDE - 8.0);
        let end = [x + random.range(-9.0, 9.0), random.range(26.0, 48.0)];
        let color = blend(dark, light, random.range(0.1, 0.9));
        sprite.stroke([[x, SIDE], end], [2.2, 0.9], [scaled(color, 0.65), color]);
        if blade % 3 == 0 {
            let top = [end[0] + random.range(-5.0, 5.0), random.range(6.0, 26.0)];
            sprite.stroke([[x, SIDE], top], [1.4, 1.0], [scaled(color, 0.65), color]);
            for petal in 0..5 {
                let out = around(petal as f32 / 5.0) * 2.5;
                sprite.dab(top[0] + out.x, top[1] + out.z, 2.0, petals[blade / 3 % 2]);
            }
            sprite.dab(top[0], top[1], 1.5, [232.0, 186.0, 66.0]);
        }
    }
    sprite
}

/// The meshes of a net, which repeat on all sides.
pub fn net_mesh() -> Sprite {
    const MESHES: f32 = 6.0;
    Sprite::from_fn(64, |u, v| {
        let near = |at: f32| ((at * MESHES) - (at * MESHES).floor() - 0.5).abs();
        let line = near(u + v).max(near(u - v));
        (blend([98.0, 84.0, 62.0], [140.0, 124.0, 96.0], line), smoothstep(0.36, 0.42, line))
    })
}

/// Boughs of a pine: whole at the tip (top), ragged at the hem (bottom).
pub fn needles() -> Sprite {
    const SIDE: f32 = 64.0;
    let (dark, light): (Color, Color) = ([24.0, 50.0, 34.0], [76.0, 112.0, 62.0]);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.3));
    let mut random = Random::new(932);
    const TWIGS: usize = 420;
    for twig in 0..TWIGS {
        let depth = twig as f32 / TWIGS as f32;
        let x = random.range(0.0, SIDE);
        let bough = 0.5 + 0.5 * libm::cosf(x / SIDE * TAU * 3.0);
        let y = random.range(-6.0, SIDE * 0.72);
        let length = random.range(6.0, 11.0) + if y > SIDE * 0.5 { 5.0 * bough } else { 0.0 };
        let tone = (0.05 + 0.5 * depth + 0.35 * bough * y / SIDE + random.range(-0.15, 0.15)).clamp(0.0, 1.0);
        let color = blend(dark, light, tone);
        let lean = random.range(-3.5, 3.5);
        sprite.stroke([[x, y], [x + lean, y + length]], [3.4, 1.2], [scaled(color, 0.75), color]);
    }
    sprite
}

/// A palm's frond with its foot at the bottom: a rib with leaflets on both sides.
pub fn frond() -> Sprite {
    const SIDE: f32 = 64.0;
    let (dark, light): (Color, Color) = ([48.0, 84.0, 34.0], [142.0, 166.0, 74.0]);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.4));
    let mut random = Random::new(933);
    let mut y = SIDE - 4.0;
    while y > 3.0 {
        let along = 1.0 - y / SIDE;
        let reach = (SIDE * 0.46) * (1.0 - along * along * 0.85) * (0.45 + along * 4.0).min(1.0);
        for side in [-1.0, 1.0] {
            let reach = reach * random.range(0.85, 1.0);
            let end = [SIDE * 0.5 + side * reach, y - reach * 0.45];
            let color = blend(dark, light, random.range(0.25, 0.85));
            sprite.stroke([[SIDE * 0.5, y], end], [3.6, 1.1], [scaled(color, 0.8), color]);
        }
        y -= 2.7;
    }
    sprite.stroke([[SIDE * 0.5, SIDE], [SIDE * 0.5, 4.0]], [3.4, 1.2], [[150.0, 140.0, 82.0], light]);
    sprite
}

/// Reeds with their feet at the bottom.
pub fn reed_blades() -> Sprite {
    const SIDE: f32 = 64.0;
    let (dark, light): (Color, Color) = ([58.0, 76.0, 34.0], [150.0, 158.0, 84.0]);
    let mut sprite = Sprite::clear(SIDE as usize, blend(dark, light, 0.4));
    let mut random = Random::new(934);
    for blade in 0..34 {
        let x = random.range(8.0, SIDE - 8.0);
        let top = random.range(4.0, 34.0);
        let end = [x + random.range(-8.0, 8.0), top];
        let color = blend(dark, light, random.range(0.2, 0.9));
        sprite.stroke([[x, SIDE], end], [2.8, 1.1], [scaled(color, 0.55), color]);
        if blade % 8 == 0 {
            sprite.stroke([[end[0], top - 1.0], [end[0], top + 9.0]], [3.6, 3.6], [[104.0, 72.0, 42.0]; 2]);
        }
    }
    sprite
}
