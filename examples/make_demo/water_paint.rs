//! Textures of the demo's water: sea, pond and river, and the caustics.
//!
//! All are periodic on every side; the 32 caustics are also periodic in time.

use super::patterns::repeating_fbm;
use super::water::{POND_TEXTURE, RIVER_TEXTURE, SEA_TEXTURE};
use super::zone::ClientFile;
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::test_zone::noise::{hash, mix, smoothstep, unit};
use rayon::prelude::*;

/// Frames of the caustics.
const FRAMES: u32 = 32;
/// Pixels a side of a frame.
const FRAME_PX: u32 = 64;

/// All water textures, in `Misc/river`.
pub fn water_files() -> Vec<ClientFile> {
    let mut files = vec![
        still(SEA_TEXTURE, 128, &Look { seed: 301, color: [205.0, 221.0, 228.0], contrast: 0.10, waves: [3, 5] }),
        still(POND_TEXTURE, 64, &Look { seed: 302, color: [196.0, 214.0, 204.0], contrast: 0.09, waves: [3, 3] }),
        still(RIVER_TEXTURE, 64, &Look { seed: 303, color: [148.0, 186.0, 190.0], contrast: 0.22, waves: [6, 2] }),
    ];
    files.extend((0..FRAMES).into_par_iter().map(caustic_file).collect::<Vec<_>>());
    files
}

/// Painting parameters of a water.
struct Look {
    seed: u32,
    color: [f32; 3],
    contrast: f32,
    /// Waves along each axis.
    waves: [i32; 2],
}

fn still(name: &str, side: u32, look: &Look) -> ClientFile {
    let [wx, wy] = look.waves;
    let picture = picture(side, |u, v| {
        let bend = 0.16 * repeating_fbm(look.seed + 7, u * 2.0, v * 2.0, [2, 2], 2, 0.5);
        let swell = repeating_fbm(look.seed, u * wx as f32 + bend, v * wy as f32 + bend * 2.0, look.waves, 4, 0.6);
        let light = 1.0 + look.contrast * swell;
        look.color.map(|c| c * light)
    });
    dxt(name, &Texture::encode(&picture, side, side, PixelFormat::Dxt1, true))
}

fn caustic_file(frame: u32) -> ClientFile {
    let time = frame as f32 / FRAMES as f32;
    let picture = picture(FRAME_PX, |u, v| {
        // Bent, so that the lines are no straight edges of cells.
        let bend = |seed: u32| 0.055 * repeating_fbm(seed, u * 4.0, v * 4.0, [4, 4], 2, 0.5);
        let (u, v) = (u + bend(403), v + bend(404));
        let net = net(401, u, v, 5, time).max(0.75 * net(402, u, v, 4, time));
        let light = mix(208.0, 230.0, net);
        [light - 3.0, light, light + 2.0]
    });
    // One level: the client draws water without mip levels.
    dxt(&format!("caust{frame:02}.dxt"), &Texture::encode(&picture, FRAME_PX, FRAME_PX, PixelFormat::Dxt1, false))
}

/// Caustics: bright between cells whose centers move in circles.
fn net(seed: u32, u: f32, v: f32, cells: i32, time: f32) -> f32 {
    let (x, y) = (u * cells as f32, v * cells as f32);
    let (ix, iy) = (x.floor() as i32, y.floor() as i32);
    let (mut first, mut second) = (f32::MAX, f32::MAX);
    for cx in ix - 1..=ix + 1 {
        for cy in iy - 1..=iy + 1 {
            let h = hash(seed, cx.rem_euclid(cells), cy.rem_euclid(cells));
            let turn = (time + unit(hash(h, 3, 4))) * std::f32::consts::TAU;
            let px = cx as f32 + 0.3 + 0.4 * unit(h) + 0.26 * libm::cosf(turn);
            let py = cy as f32 + 0.3 + 0.4 * unit(hash(h, 1, 2)) + 0.26 * libm::sinf(turn);
            let distance = ((px - x) * (px - x) + (py - y) * (py - y)).sqrt();
            second = second.min(first.max(distance));
            first = first.min(distance);
        }
    }
    let line = smoothstep(0.42, 0.0, second - first);
    line * line
}

/// Rows from the top, by texture coordinates.
fn picture(side: u32, color: impl Fn(f32, f32) -> [f32; 3]) -> Vec<u8> {
    let at = |i: u32| (i as f32 + 0.5) / side as f32;
    let pixel = |i: u32| {
        let [r, g, b] = color(at(i % side), at(i / side)).map(|c| (c + 0.5).clamp(0.0, 255.0) as u8);
        [r, g, b, 255]
    };
    (0..side * side).flat_map(pixel).collect()
}

fn dxt(name: &str, texture: &Texture) -> ClientFile {
    ClientFile { path: format!("Misc/river/{name}"), bytes: write::gtt([texture]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::demo::embedded;
    use gtd_viewer::formats::ntf::parse_dxt;

    fn pixels(name: &str) -> (usize, Vec<[u8; 4]>) {
        let texture = parse_dxt(embedded::find(&format!("misc\\river\\{name}")).unwrap()).unwrap();
        (texture.width() as usize, texture.decode_rgba8(0).as_chunks().0.to_vec())
    }

    /// Mean difference of green between two rows of pixels.
    fn difference(a: impl Iterator<Item = [u8; 4]>, b: impl Iterator<Item = [u8; 4]>) -> f32 {
        let all: Vec<f32> = a.zip(b).map(|(a, b)| f32::from(a[1].abs_diff(b[1]))).collect();
        all.iter().sum::<f32>() / all.len() as f32
    }

    #[test]
    fn pictures_repeat_on_all_sides() {
        for name in ["caust07.dxt", SEA_TEXTURE, POND_TEXTURE, RIVER_TEXTURE] {
            let (side, px) = pixels(name);
            let row = |y: usize| px[y * side..(y + 1) * side].iter().copied();
            let column = |x: usize| px[x..].iter().step_by(side).copied();
            // Across a block border inside the picture, and across the picture's own border.
            let inside = difference(row(31), row(32)) + difference(column(31), column(32));
            let around = difference(row(side - 1), row(0)) + difference(column(side - 1), column(0));
            assert!(around < inside * 2.0 + 3.0, "{name}: {around} against {inside}");
        }
    }

    #[test]
    fn caustics_are_periodic_in_time() {
        let frames: Vec<_> = (0..FRAMES).map(|i| pixels(&format!("caust{i:02}.dxt")).1).collect();
        let step = |a: usize, b: usize| difference(frames[a].iter().copied(), frames[b].iter().copied());
        let steps: Vec<f32> = (0..31).map(|i| step(i, i + 1)).collect();
        let most = steps.iter().copied().fold(0.0, f32::max);
        assert!(step(31, 0) <= most * 1.2 && most > 1.0, "{} {steps:?}", step(31, 0));
        let mean: f64 = frames.iter().flatten().map(|px| f64::from(px[1])).sum::<f64>() / (32.0 * 4096.0);
        assert!((195.0..225.0).contains(&mean), "{mean}");
    }
}
