//! Pictures of the demo's sky: sun and clouds, and the base texture.

use super::patterns::repeating_fbm;
use super::pictures::{bmp, tga};
use super::zone::ClientFile;
use gtd_viewer::test_zone::noise::{hash, mix, smoothstep, unit};

/// Thin high clouds.
pub const WISPS: &str = "isle_wisps.tga";
/// Cumulus clouds.
pub const PUFFS: &str = "isle_puffs.tga";
/// Pixels a side of the clouds.
const CLOUD_PX: u32 = 128;
/// Pixels a side of the sun's pictures.
const SUN_PX: u32 = 64;
/// Pixels a side of the base texture, which covers untextured tiles together with the color map.
const BASE_PX: u32 = 64;

/// All pictures, in `Misc/Sky` and `Misc`.
pub fn sky_files() -> Vec<ClientFile> {
    let disk = |r: f32, _: f32| smoothstep(0.92, 0.78, r);
    let glow = |r: f32, _: f32| {
        let near = (1.0 - r).max(0.0);
        near * near * near
    };
    // Faint rays, as seen through half-closed eyes.
    let flare = |r: f32, turn: f32| {
        let rays = 0.75 + 0.25 * libm::cosf(turn * 7.0) * libm::cosf(turn * 4.0 + 1.0);
        let near = (1.0 - r).max(0.0);
        near * near * rays
    };
    vec![
        sun("isle_sun.bmp", disk),
        sun("isle_glow.bmp", glow),
        sun("isle_flare.bmp", flare),
        clouds(WISPS, wisps),
        clouds(PUFFS, puffs),
        ClientFile { path: "Misc/Terrain_Base.bmp".into(), bytes: bmp(BASE_PX, base_grain) },
    ]
}

/// A layer of the sun, gray on black, by the distance from its center (1 at the border) and the angle.
fn sun(name: &str, light: impl Fn(f32, f32) -> f32) -> ClientFile {
    let pixel = |x: u32, y: u32| {
        let at = |c: u32| (c as f32 + 0.5) / SUN_PX as f32 * 2.0 - 1.0;
        let (x, y) = (at(x), at(y));
        let gray = (light((x * x + y * y).sqrt(), libm::atan2f(y, x)).clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        [gray; 3]
    };
    ClientFile { path: format!("Misc/Sky/{name}"), bytes: bmp(SUN_PX, pixel) }
}

/// A layer of clouds: lightness and opacity by texture coordinates.
fn clouds(name: &str, look: impl Fn(f32, f32) -> (f32, f32)) -> ClientFile {
    let pixel = |x: u32, y: u32| {
        let at = |c: u32| (c as f32 + 0.5) / CLOUD_PX as f32;
        let (light, cover) = look(at(x), at(y));
        let gray = (light.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        [gray, gray, gray, (cover.clamp(0.0, 1.0) * 255.0 + 0.5) as u8]
    };
    ClientFile { path: format!("Misc/Sky/{name}"), bytes: tga(CLOUD_PX, pixel) }
}

fn wisps(u: f32, v: f32) -> (f32, f32) {
    let bend = 0.5 * repeating_fbm(501, u * 2.0, v * 2.0, [2, 2], 2, 0.5);
    let strands = repeating_fbm(502, u * 3.0 + bend, v * 9.0 + bend, [3, 9], 4, 0.6);
    let where_any = repeating_fbm(503, u * 2.0, v * 2.0, [2, 2], 2, 0.5);
    (1.0, smoothstep(-0.05, 0.7, strands + 0.6 * where_any) * 0.75)
}

fn puffs(u: f32, v: f32) -> (f32, f32) {
    let fields = |u: f32, v: f32| repeating_fbm(512, u * 2.0, v * 2.0, [2, 2], 2, 0.5);
    let shape = |u: f32, v: f32| repeating_fbm(511, u * 7.0, v * 7.0, [7, 7], 4, 0.55) + 0.45 * fields(u, v);
    let here = shape(u, v);
    // Lighter towards the light, grayer where it is thick.
    let lit = here - shape(u + 0.02, v + 0.02);
    let cover = smoothstep(0.06, 0.34, here);
    (mix(1.0, 0.86, smoothstep(0.25, 0.7, here)) + 0.25 * lit, cover * 0.92)
}

/// Nearly white with a fine grain.
fn base_grain(x: u32, y: u32) -> [u8; 3] {
    let (u, v) = ((x as f32 + 0.5) / BASE_PX as f32, (y as f32 + 0.5) / BASE_PX as f32);
    let soft = repeating_fbm(521, u * 8.0, v * 8.0, [8, 8], 3, 0.6);
    let speck = unit(hash(522, x as i32, y as i32)) - 0.5;
    [(241.0 + 18.0 * soft + 16.0 * speck).clamp(0.0, 255.0) as u8; 3]
}

#[cfg(test)]
mod tests {
    use gtd_viewer::demo::embedded;

    #[test]
    fn pictures_are_read_by_the_usual_decoder() {
        use image::ImageFormat::{Bmp, Tga};
        for (name, format, side) in [
            ("misc\\sky\\isle_sun.bmp", Bmp, 64),
            ("misc\\sky\\isle_puffs.tga", Tga, 128),
            ("misc\\terrain_base.bmp", Bmp, 64),
        ] {
            let picture = image::load_from_memory_with_format(embedded::find(name).unwrap(), format).unwrap();
            assert_eq!((picture.width(), picture.height()), (side, side), "{name}");
        }
        let base = image::load_from_memory_with_format(embedded::find("misc\\terrain_base.bmp").unwrap(), Bmp).unwrap();
        let mean = base.to_luma8().iter().map(|v| u64::from(*v)).sum::<u64>() / (64 * 64);
        assert!((230..=250).contains(&mean), "{mean}");
    }
}
