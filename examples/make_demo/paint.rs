//! Painting of the demo zone's ground textures.
//!
//! Owns palettes and brushes; independent of the placement of tiles. Everything is based on hashes and exact float
//! operations. Colors are gamma-encoded 0..255; a tile of 128 px covers 4 m.

use super::canvas::{Canvas, Color, SIZE, blend, direction, place, scaled};
use super::patterns::{Random, cells};
use gtd_viewer::test_zone::ground::Ground;
use gtd_viewer::test_zone::noise::{fbm, hash, mix, noise, smoothstep, unit};

/// The full tile of a ground, seamless with all others of its family. `variant` counts from 0.
pub fn full_tile(ground: Ground, variant: u32) -> Canvas {
    let mean = ground.mean_color();
    // Mirrored borders are invisible in grass, but not in stones and cracks.
    let (common, width) = match ground {
        Ground::DryGrass | Ground::Grass | Ground::Forest => (paint(ground, 90), 8.0),
        Ground::Rock | Ground::DarkRock | Ground::Dusted => (plain(ground, 0.10), 4.0),
        Ground::Alpine => (plain(ground, 0.12), 8.0),
        Ground::Path => (plain(ground, 0.08), 6.0),
        Ground::Snow | Ground::DarkSnow => (plain(ground, 0.008), 10.0),
        Ground::Deep | Ground::Shallow | Ground::Sand => (plain(ground, 0.03), 6.0),
    };
    paint(ground, variant).evened(mean, 0.85).bordered(&common.evened(mean, 0.9), mean, width)
}

/// The fine grain of a family.
fn plain(ground: Ground, contrast: f32) -> Canvas {
    let (seed, mean) = (500 + ground as u32, ground.mean_color());
    Canvas::from_fn(|x, y| {
        scaled(mean, 1.0 + contrast * (1.4 * grain(seed, x, y, 5.0, 2) + 0.5 * speck(seed + 1, x, y)))
    })
}

fn paint(ground: Ground, variant: u32) -> Canvas {
    let seed = 1000 * (ground as u32 + 1) + variant;
    let mean = ground.mean_color();
    match ground {
        Ground::Deep => sea_floor(seed, mean, 0.14),
        Ground::Shallow => sea_floor(seed, mean, 0.10),
        Ground::Sand => sand(seed, mean),
        Ground::DryGrass => grass(seed, [[88.0, 96.0, 42.0], [142.0, 152.0, 80.0], [168.0, 168.0, 100.0]], 0),
        Ground::Grass => {
            let flowers = if variant == 2 { 26 } else { 0 };
            grass(seed, [[66.0, 92.0, 34.0], [112.0, 140.0, 62.0], [140.0, 160.0, 78.0]], flowers)
        }
        Ground::Forest => forest_floor(seed),
        Ground::Path => path(seed, mean),
        Ground::Rock => rock(seed, [104.0, 94.0, 84.0], [178.0, 170.0, 154.0], [128.0, 128.0, 92.0]),
        Ground::DarkRock => rock(seed, [60.0, 56.0, 60.0], [120.0, 114.0, 110.0], [78.0, 84.0, 62.0]),
        Ground::Snow => snow(seed, [218.0, 227.0, 238.0], [246.0, 248.0, 250.0]),
        Ground::DarkSnow => snow(seed, [192.0, 205.0, 224.0], [216.0, 225.0, 238.0]),
        Ground::Alpine => alpine(seed),
        Ground::Dusted => dusted(seed),
    }
}

/// Noise with a wavelength in pixels. It is not periodic; borders are fixed later.
fn grain(seed: u32, x: f32, y: f32, wavelength_px: f32, octaves: u32) -> f32 {
    fbm(seed, x / wavelength_px + 0.37, y / wavelength_px + 0.71, octaves, 0.55)
}

/// The finest grain: one value per pixel, -1..1.
fn speck(seed: u32, x: f32, y: f32) -> f32 {
    unit(hash(seed, x as i32, y as i32)) * 2.0 - 1.0
}

fn sand(seed: u32, mean: Color) -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let soft = grain(seed, x, y, 30.0, 4) * 0.055;
        // Wind ripples that bend and fade.
        let bend = grain(seed + 1, x, y, 34.0, 2) * 9.0;
        let ripple = noise(seed + 2, (x + bend) / 26.0, (y + bend * 1.7) / 6.5) * 0.035;
        let fine = speck(seed + 3, x, y) * 0.03 + grain(seed + 4, x, y, 3.0, 1) * 0.03;
        let warm = grain(seed + 5, x, y, 22.0, 2) * 4.0;
        let c = scaled(mean, 1.0 + soft + ripple + fine);
        [c[0] + warm, c[1], c[2] - warm]
    });
    let mut random = Random::new(seed);
    for _ in 0..26 {
        let (x, y) = place(&mut random);
        let radius = random.range(0.5, 1.3);
        let tone = random.range(0.62, 1.12);
        canvas.dab(x + 0.6, y + 0.8, radius, scaled(mean, 0.74), 0.6);
        canvas.dab(x, y, radius, scaled([206.0, 196.0, 176.0], tone), 0.85);
    }
    canvas
}

fn sea_floor(seed: u32, mean: Color, contrast: f32) -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let bend = grain(seed + 1, x, y, 26.0, 2) * 7.0;
        let (near, next, _) = cells(seed + 2, (x + bend) / 21.0, (y - bend) / 21.0, 0);
        // A hint of caustics on the bottom.
        let net = smoothstep(0.22, 0.0, next - near) * contrast * 0.7;
        let soft = grain(seed + 3, x, y, 28.0, 4) * contrast;
        let fine = speck(seed + 4, x, y) * 0.025;
        scaled(mean, 1.0 + soft + net + fine)
    });
    let mut random = Random::new(seed);
    for _ in 0..34 {
        let (x, y) = place(&mut random);
        let radius = random.range(0.7, 2.4);
        canvas.dab(x, y, radius, scaled(mean, random.range(0.78, 1.14)), 0.5);
    }
    canvas
}

/// Blades of grass in tufts, from dark ones at the bottom to light ones on top.
fn grass(seed: u32, [dark, light, tip]: [Color; 3], flowers: u32) -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let t = 0.3 + 0.22 * grain(seed, x, y, 12.0, 3) + 0.06 * speck(seed + 1, x, y);
        blend(scaled(dark, 0.9), light, t.clamp(0.0, 1.0))
    });
    let mut random = Random::new(seed);
    const BLADES: u32 = 2300;
    for blade in 0..BLADES {
        let (x, y) = place(&mut random);
        let height = blade as f32 / BLADES as f32;
        let tuft = 0.5 + 0.5 * noise(seed + 2, x / 7.0, y / 7.0);
        let tone = (0.15 + 0.55 * height + 0.3 * tuft + random.range(-0.22, 0.22)).clamp(0.0, 1.0);
        let hue = noise(seed + 3, x / 23.0, y / 23.0) * 0.06;
        let root = blend(dark, light, tone * 0.75);
        let end = blend(light, tip, (tone - 0.3).clamp(0.0, 1.0));
        let end = [end[0] * (1.0 + hue), end[1], end[2] * (1.0 - hue)];
        let along = direction(&mut random);
        let (length, width, bend) = (random.range(3.5, 8.5), random.range(0.5, 0.95), random.range(-2.0, 2.0));
        canvas.stroke((x, y), along, length, width, bend, [root, end]);
    }
    for flower in 0..flowers {
        // Flowers grow in small groups.
        let group = Random::new(seed * 31 + flower / 5).clone();
        let (gx, gy) = place(&mut group.clone());
        let (x, y) = (gx + random.range(-13.0, 13.0), gy + random.range(-13.0, 13.0));
        let petals = [[244.0, 238.0, 220.0], [240.0, 206.0, 92.0], [196.0, 150.0, 206.0]][(flower / 5 % 3) as usize];
        canvas.dab(x + 0.7, y + 0.9, 1.7, scaled(dark, 0.8), 0.6);
        canvas.dab(x, y, 1.5, petals, 0.95);
        canvas.dab(x, y, 0.5, [214.0, 160.0, 50.0], 0.9);
    }
    canvas
}

/// Thin grass with stones between the tufts.
fn alpine(seed: u32) -> Canvas {
    let mut canvas = grass(seed, [[84.0, 88.0, 48.0], [130.0, 134.0, 80.0], [152.0, 152.0, 100.0]], 0);
    let mut random = Random::new(seed + 7);
    for _ in 0..95 {
        let (x, y) = place(&mut random);
        let size = random.unit();
        let radius = 0.9 + 3.4 * size * size;
        let color = blend([104.0, 100.0, 92.0], [164.0, 158.0, 146.0], random.unit());
        canvas.dab(x + radius * 0.3, y + radius * 0.4, radius * 1.15, [72.0, 74.0, 46.0], 0.6);
        canvas.dab(x, y, radius, color, 0.85);
        canvas.dab(x - radius * 0.25, y - radius * 0.3, radius * 0.5, scaled(color, 1.1), 0.5);
    }
    canvas
}

/// Stone whose cracks and flat tops hold snow.
fn dusted(seed: u32) -> Canvas {
    let mut canvas = rock(seed, [104.0, 100.0, 98.0], [164.0, 160.0, 152.0], [128.0, 128.0, 116.0]);
    for (i, pixel) in canvas.pixels.iter_mut().enumerate() {
        let (x, y) = ((i % SIZE) as f32 + 0.5, (i / SIZE) as f32 + 0.5);
        let drift = grain(seed + 21, x, y, 30.0, 4) + 0.35 * grain(seed + 22, x, y, 7.0, 2) + 0.06 * speck(seed, x, y);
        *pixel = blend(*pixel, [234.0, 238.0, 244.0], smoothstep(-0.12, 0.34, drift) * 0.9);
    }
    canvas
}

/// Moss, needles and fallen leaves.
fn forest_floor(seed: u32) -> Canvas {
    let (earth, moss) = ([62.0, 56.0, 34.0], [66.0, 104.0, 44.0]);
    let mut canvas = Canvas::from_fn(|x, y| {
        let t = 0.55 + 0.6 * grain(seed, x, y, 24.0, 4);
        let c = blend(earth, moss, t.clamp(0.0, 1.0));
        scaled(c, 0.94 + 0.12 * grain(seed + 1, x, y, 5.0, 2) + 0.07 * speck(seed + 2, x, y))
    });
    let mut random = Random::new(seed);
    for _ in 0..620 {
        let (from, along) = (place(&mut random), direction(&mut random));
        let tone = random.range(0.6, 1.25);
        let color = blend(scaled(moss, tone), scaled([96.0, 122.0, 52.0], tone), random.unit());
        let (length, bend) = (random.range(3.0, 8.0), random.range(-2.0, 2.0));
        canvas.stroke(from, along, length, 0.9, bend, [scaled(color, 0.7), color]);
    }
    for _ in 0..85 {
        let ((x, y), along) = (place(&mut random), direction(&mut random));
        let hues: [Color; 4] = [[112.0, 84.0, 42.0], [132.0, 98.0, 48.0], [88.0, 70.0, 40.0], [118.0, 110.0, 50.0]];
        let color = scaled(hues[(random.bits() >> 30) as usize], random.range(0.75, 1.1));
        canvas.stroke((x + 0.5, y + 0.7), along, 4.0, 1.5, 0.0, [scaled(earth, 0.7), scaled(earth, 0.7)]);
        canvas.stroke((x, y), along, 3.6, 1.4, 0.6, [color, scaled(color, 1.15)]);
    }
    canvas
}

fn path(seed: u32, mean: Color) -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let soft = grain(seed, x, y, 26.0, 4) * 0.13;
        let fine = grain(seed + 1, x, y, 4.0, 2) * 0.07 + speck(seed + 2, x, y) * 0.05;
        scaled(mean, 1.0 + soft + fine)
    });
    let mut random = Random::new(seed);
    for _ in 0..210 {
        let (x, y) = place(&mut random);
        // Many small stones, few large ones.
        let size = random.unit();
        let radius = 0.7 + 2.6 * size * size * size;
        let color = blend([128.0, 112.0, 92.0], [192.0, 176.0, 150.0], random.unit());
        canvas.dab(x + radius * 0.35, y + radius * 0.45, radius * 1.1, scaled(mean, 0.66), 0.7);
        canvas.dab(x, y, radius, color, 0.9);
        canvas.dab(x - radius * 0.25, y - radius * 0.3, radius * 0.45, scaled(color, 1.12), 0.6);
    }
    canvas
}

/// Fractured stone: blocks of different height, cracks between them, lichen on top.
fn rock(seed: u32, dark: Color, light: Color, lichen: Color) -> Canvas {
    let mut canvas = Canvas::from_fn(|x, y| {
        let (bx, by) = (grain(seed + 1, x, y, 30.0, 3) * 13.0, grain(seed + 2, x, y, 30.0, 3) * 13.0);
        let (near, next, id) = cells(seed + 3, (x + bx) / 30.0, (y + by) / 22.0, 0);
        let (small_near, small_next, small_id) = cells(seed + 4, (x - by) / 12.0, (y + bx) / 10.0, 0);
        let block = unit(id) * 0.28 + unit(small_id) * 0.22;
        let crack = smoothstep(0.09, 0.0, next - near) * 0.5 + smoothstep(0.08, 0.0, small_next - small_near) * 0.22;
        let face = 0.26 * grain(seed + 5, x, y, 14.0, 4) + 0.05 * speck(seed + 6, x, y);
        let tone = (0.32 + block + face - crack).clamp(-0.2, 1.15);
        let stone = blend(dark, light, tone);
        let growth = smoothstep(0.22, 0.5, grain(seed + 7, x, y, 26.0, 4)) * 0.45;
        blend(stone, scaled(lichen, 0.8 + 0.4 * tone), growth * (1.0 - crack))
    });
    let mut random = Random::new(seed);
    for _ in 0..40 {
        let (from, along) = (place(&mut random), direction(&mut random));
        let (length, bend) = (random.range(5.0, 16.0), random.range(-4.0, 4.0));
        canvas.stroke(from, along, length, 0.6, bend, [scaled(dark, 0.85), dark]);
    }
    canvas
}

fn snow(seed: u32, hollow: Color, crest: Color) -> Canvas {
    Canvas::from_fn(|x, y| {
        let bend = grain(seed, x, y, 40.0, 2) * 12.0;
        let drift = 0.55 + 0.45 * grain(seed + 1, x + bend, (y - bend) * 1.4, 26.0, 3);
        let fine = 0.10 * grain(seed + 2, x, y, 6.0, 2) + 0.05 * speck(seed + 3, x, y);
        blend(hollow, crest, mix(drift, 0.6, 0.2) + fine)
    })
}
