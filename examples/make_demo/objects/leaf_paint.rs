//! Pictures of leaves, needles, fronds and reeds, cut out by their alpha.

use super::solid::around;
use super::sprite::Sprite;
use crate::canvas::{Color, blend, scaled};
use crate::patterns::Random;

const DARK: Color = [36.0, 62.0, 26.0];
const LIGHT: Color = [112.0, 148.0, 56.0];

/// A clump of oak leaves, dark inside and below, light at the top.
pub fn leaves() -> Sprite {
    const SIDE: f32 = 128.0;
    let mut sprite = Sprite::clear(SIDE as usize, scaled(blend(DARK, LIGHT, 0.35), 1.0));
    let mut random = Random::new(931);
    const LEAVES: usize = 520;
    for leaf in 0..LEAVES {
        let depth = leaf as f32 / LEAVES as f32;
        let (out, turn) = (random.unit().sqrt() * 0.42, random.unit());
        let place = around(turn) * out;
        let at = [(0.5 + place.x) * SIDE, (0.5 + place.z) * SIDE];
        let height = 1.0 - at[1] / SIDE;
        let tone = (0.1 + 0.45 * depth + 0.45 * height + random.range(-0.15, 0.15)).clamp(0.0, 1.0);
        let color = blend(DARK, LIGHT, tone);
        // Leaves point outward, with some disorder.
        let way = around(turn + random.range(-0.16, 0.16));
        let length = random.range(7.0, 11.0);
        let end = [at[0] + way.x * length, at[1] + way.z * length];
        sprite.stroke([at, end], [random.range(4.5, 6.5), 1.2], [scaled(color, 0.82), color]);
    }
    sprite
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
        let bough = 0.5 + 0.5 * libm::cosf(x / SIDE * std::f32::consts::TAU * 3.0);
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
