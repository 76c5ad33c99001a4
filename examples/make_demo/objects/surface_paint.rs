//! Pictures of bark, planks, straw, stones, iron and glass, which repeat on all sides.

use crate::canvas::{Canvas, Color, SIZE, blend, place, scaled};
use crate::patterns::{Random, cells, repeating_fbm};
use gtd_viewer::test_zone::noise::{hash, smoothstep, unit};

/// Noise with wavelengths of `x_px` and `y_px` pixels, which divide the canvas.
fn grain(seed: u32, x: f32, y: f32, x_px: f32, y_px: f32) -> f32 {
    let period = [SIZE as f32 / x_px, SIZE as f32 / y_px].map(|count| count as i32);
    repeating_fbm(seed, x / x_px, y / y_px, period, 3, 0.5)
}

/// Furrowed bark: dark cracks along the stem.
pub fn bark() -> Canvas {
    Canvas::from_fn(|x, y| {
        let bend = 5.0 * grain(951, x, y, 32.0, 32.0);
        let furrow = grain(952, x + bend, y, 8.0, 64.0);
        let fine = grain(953, x, y, 4.0, 16.0);
        let tone = (0.5 + 0.6 * furrow + 0.25 * fine).clamp(0.0, 1.0);
        blend([46.0, 35.0, 26.0], [126.0, 102.0, 76.0], tone)
    })
}

/// Weathered boards along the u axis, four of them.
pub fn planks(seed: u32, dark: Color, light: Color) -> Canvas {
    const BOARD_PX: f32 = 32.0;
    Canvas::from_fn(|x, y| {
        let board = (y / BOARD_PX).floor();
        let within = y - board * BOARD_PX;
        let shade = unit(hash(seed, board as i32, 1));
        let streaks = grain(seed + 1 + board as u32, x, y, 64.0, 4.0);
        let knots = grain(seed + 9, x, y, 32.0, 16.0);
        let tone = (0.3 + 0.3 * shade + 0.35 * streaks + 0.2 * knots).clamp(0.0, 1.0);
        let gap = smoothstep(2.6, 0.4, within.min(BOARD_PX - within));
        let lit = 1.0 + 0.12 * smoothstep(7.0, 2.0, within);
        scaled(blend(dark, light, tone), lit * (1.0 - 0.72 * gap))
    })
}

/// Straw of a thatched roof in layers, which hang down.
pub fn straw() -> Canvas {
    let (dark, light): (Color, Color) = ([84.0, 66.0, 34.0], [196.0, 166.0, 98.0]);
    let mut canvas = Canvas::from_fn(|x, y| {
        let layer = (y / 32.0) - (y / 32.0).floor();
        scaled(blend(dark, light, 0.3 + 0.3 * grain(961, x, y, 8.0, 64.0)), 0.62 + 0.4 * layer)
    });
    let mut random = Random::new(962);
    for _ in 0..900 {
        let (x, y) = place(&mut random);
        let row = (y / 32.0).floor() * 32.0;
        let tone = random.range(0.1, 1.0);
        let color = scaled(blend(dark, light, tone), 0.72 + 0.4 * ((y - row) / 32.0));
        let (length, bend) = (random.range(9.0, 20.0), random.range(-2.0, 2.0));
        canvas.stroke((x, y), (0.0, 1.0), length, 0.9, bend, [scaled(color, 0.85), color]);
    }
    canvas
}

/// A wall of rough stones.
pub fn stones() -> Canvas {
    Canvas::from_fn(|x, y| {
        let bend = [4.0 * grain(971, x, y, 32.0, 32.0), 4.0 * grain(972, x, y, 32.0, 32.0)];
        let (near, next, id) = cells(973, (x + bend[0]) / 16.0, (y + bend[1]) / 16.0, 8);
        let joint = smoothstep(0.16, 0.04, next - near);
        let tone = 0.25 + 0.5 * unit(id) + 0.25 * grain(974, x, y, 16.0, 16.0);
        let warm = unit(hash(975, id as i32, 0)) * 12.0;
        let stone = blend([92.0, 90.0, 88.0], [168.0, 164.0, 156.0], tone.clamp(0.0, 1.0));
        let stone = scaled([stone[0] + warm, stone[1] + warm * 0.5, stone[2]], 1.0 + 0.08 * grain(976, x, y, 4.0, 4.0));
        blend(stone, [66.0, 62.0, 56.0], joint)
    })
}

/// Dark hammered iron.
pub fn iron() -> Canvas {
    Canvas::from_fn(|x, y| {
        let tone = (0.4 + 0.5 * grain(981, x, y, 16.0, 16.0)).clamp(0.0, 1.0);
        blend([38.0, 38.0, 42.0], [84.0, 82.0, 80.0], tone)
    })
}

/// A glowing pane with a cross of lead.
pub fn glass() -> Canvas {
    Canvas::from_fn(|x, y| {
        let (u, v) = (x / SIZE as f32 - 0.5, y / SIZE as f32 - 0.5);
        let bright = 1.0 - 0.45 * (u * u + v * v).sqrt() * 1.6 + 0.05 * grain(991, x, y, 16.0, 16.0);
        let lead = smoothstep(0.045, 0.025, u.abs().min(v.abs()).min(0.5 - u.abs().max(v.abs())));
        blend(scaled([255.0, 204.0, 112.0], bright), [70.0, 50.0, 30.0], lead)
    })
}
