//! Pictures of bark, planks, roofs, walls, stone, cloth, iron and glass, which repeat on all sides.

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

/// White bark with dark dashes across the stem.
pub fn birch_bark() -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let tone = (0.6 + 0.4 * grain(1001, x, y, 32.0, 8.0)).clamp(0.0, 1.0);
        blend([178.0, 172.0, 160.0], [232.0, 228.0, 218.0], tone)
    });
    let mut random = Random::new(1002);
    for _ in 0..70 {
        let (x, y) = place(&mut random);
        let (length, width) = (random.range(4.0, 22.0), random.range(0.6, 2.2));
        canvas.stroke((x, y), (1.0, 0.0), length, width, random.range(-1.0, 1.0), [[58.0, 52.0, 48.0]; 2]);
    }
    canvas
}

/// Roof tiles of burnt clay in overlapping rows.
pub fn tiles() -> Canvas {
    const ROW_PX: f32 = 16.0;
    const TILE_PX: f32 = 16.0;
    Canvas::from_fn(|x, y| {
        let row = (y / ROW_PX).floor();
        let shifted = x + if row as i32 % 2 == 0 { 0.0 } else { TILE_PX * 0.5 };
        let column = (shifted / TILE_PX).floor() as i32 % (SIZE as f32 / TILE_PX) as i32;
        let (across, down) = (shifted / TILE_PX - (shifted / TILE_PX).floor(), y / ROW_PX - row);
        let shade = unit(hash(1011, column, row as i32));
        let tone = (0.25 + 0.5 * shade + 0.25 * grain(1012, x, y, 16.0, 16.0)).clamp(0.0, 1.0);
        let round = 1.0 - 1.6 * (across - 0.5) * (across - 0.5);
        // A row lies on the one below it, which is in its shadow at the top.
        let lap = 0.62 + 0.38 * smoothstep(0.0, 0.3, down);
        let joint = smoothstep(0.5, 0.43, (across - 0.5).abs());
        scaled(blend([128.0, 58.0, 40.0], [196.0, 106.0, 72.0], tone), round * lap * (0.6 + 0.4 * joint))
    })
}

/// Whitewashed plaster with faint stains.
pub fn plaster() -> Canvas {
    Canvas::from_fn(|x, y| {
        let stain = 0.5 + 0.5 * grain(1021, x, y, 32.0, 64.0);
        let fine = 0.5 * grain(1022, x, y, 4.0, 4.0) + 0.3 * (unit(hash(1023, x as i32, y as i32)) - 0.5);
        scaled(blend([206.0, 194.0, 170.0], [236.0, 228.0, 210.0], stain.clamp(0.0, 1.0)), 1.0 + 0.07 * fine)
    })
}

/// Painted masonry of the lighthouse: white above, red below.
pub fn bands() -> Canvas {
    Canvas::from_fn(|x, y| {
        let color: Color = if y < SIZE as f32 * 0.5 { [234.0, 228.0, 216.0] } else { [178.0, 54.0, 44.0] };
        let row = (y / 8.0).floor();
        let shifted = x + if row as i32 % 2 == 0 { 0.0 } else { 8.0 };
        let (across, down) = (shifted - (shifted / 16.0).floor() * 16.0, y - row * 8.0);
        let joint = smoothstep(1.4, 0.3, across.min(16.0 - across).min(down.min(8.0 - down)));
        let stain = 0.06 * grain(1031, x, y, 16.0, 64.0) + 0.05 * grain(1032, x, y, 4.0, 4.0);
        scaled(color, (1.0 + stain) * (1.0 - 0.13 * joint))
    })
}

/// Sailcloth in strips.
pub fn canvas_cloth() -> Canvas {
    Canvas::from_fn(|x, y| {
        let within = x - (x / 32.0).floor() * 32.0;
        let seam = smoothstep(1.6, 0.4, within.min(32.0 - within));
        let soft = 0.05 * grain(1041, x, y, 32.0, 32.0) + 0.03 * grain(1042, x, y, 4.0, 4.0);
        scaled([226.0, 210.0, 178.0], (1.0 + soft) * (1.0 - 0.16 * seam))
    })
}

/// Weathered stone with cracks, lichen and moss.
pub fn boulder() -> Canvas {
    Canvas::from_fn(|x, y| {
        let bend = [6.0 * grain(1051, x, y, 32.0, 32.0), 6.0 * grain(1052, x, y, 32.0, 32.0)];
        let (near, next, _) = cells(1053, (x + bend[0]) / 32.0, (y + bend[1]) / 32.0, 4);
        let crack = smoothstep(0.07, 0.0, next - near);
        let tone = 0.5 + 0.45 * grain(1054, x, y, 16.0, 16.0) + 0.2 * grain(1055, x, y, 4.0, 4.0);
        let stone = blend([98.0, 94.0, 88.0], [168.0, 162.0, 150.0], tone.clamp(0.0, 1.0));
        let lichen = smoothstep(0.15, 0.4, grain(1056, x, y, 16.0, 16.0)) * 0.5;
        scaled(blend(stone, [150.0, 150.0, 104.0], lichen), 1.0 - 0.4 * crack)
    })
}
