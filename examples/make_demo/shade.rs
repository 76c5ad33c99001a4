//! Shadow maps of the cliffs, gullies and the peak, and of what stands on the island.
//!
//! The sun has the direction that [`super::cover_rules`] assumes for light and dark stone. Shadows are limited to the
//! vicinity of their casters and to gentle slopes: steep terrain has its own dark textures. Units: meters.

use super::casters::Casters;
use super::grid::Grid;
use super::objects::Placed;
use glam::Vec3;
use gtd_viewer::formats::ntf::tlt::{PatchShadows, ShadowMap, ShadowMaps};
use gtd_viewer::formats::ntf::{PixelFormat, Texture};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{mix, smoothstep};
use rayon::prelude::*;

/// Direction to the sun: east, north, and the rise of a ray per meter.
pub const TO_SUN: (f32, f32, f32) = (-0.88, -0.475, 0.72);
/// Maximum distance of a shadow from its caster.
const REACH_M: f32 = 34.0;
/// The darkest shadow, 0..255.
const DARKEST: f32 = 132.0;
/// Side of a shadow cell.
const CELL_M: f32 = 16.0;
/// Pixels a side of a cell's texture, with an apron of one pixel all around.
const CELL_PX: usize = 32;
/// Maximum number of cells in the file: those with the most shadow.
const MOST_CELLS: usize = 620;

/// The zone's shadows.
pub fn shadow_maps(ground: &Grid, placed: &[Placed]) -> ShadowMaps {
    let cells = (ground.side - 1) / 4;
    let smooth = ground.blurred(1);
    let casters = Casters::new(ground, placed);
    let strength = |x_m: f32, z_m: f32| {
        let height_m = ground.sample(x_m / TILE_M, z_m / TILE_M);
        let objects = if height_m < -0.5 { 0.0 } else { casters.shade(Vec3::new(x_m, height_m, z_m)) };
        strength(ground, &smooth, x_m, z_m).max(objects * DARKEST)
    };
    let weights: Vec<f32> =
        (0..cells * cells).into_par_iter().map(|i| weight(i / cells, i % cells, &strength)).collect();
    let mut order: Vec<usize> = (0..cells * cells).filter(|i| weights[*i] > 1.0).collect();
    order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]).then(a.cmp(b)));
    let mut kept = vec![false; cells * cells];
    for i in order.into_iter().take(MOST_CELLS) {
        kept[i] = true;
    }
    let is_kept = |x: i32, z: i32| {
        let inside = 0..cells as i32;
        inside.contains(&x) && inside.contains(&z) && kept[x as usize * cells + z as usize]
    };
    let patch = |i: usize| {
        let (px, pz) = (i / (cells / 2), i % (cells / 2));
        let places = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let cell = |(cx, cz): (usize, usize)| (px * 2 + cx, pz * 2 + cz);
        let there = places.into_iter().filter(|place| kept[cell(*place).0 * cells + cell(*place).1]);
        let map = |place: (usize, usize)| ShadowMap {
            x: place.0 as u32,
            z: place.1 as u32,
            texture: texture(cell(place), |x_m, z_m| strength(x_m, z_m) * fade(&is_kept, x_m, z_m)),
        };
        PatchShadows { x: px as u32, z: pz as u32, maps: there.map(map).collect() }
    };
    let patches: Vec<PatchShadows> = (0..cells * cells / 4).into_par_iter().map(patch).collect();
    ShadowMaps::new(cells as u32 / 2, patches.into_iter().filter(|patch| !patch.maps.is_empty()).collect())
}

/// Strength of the shadow at a place, 0..255.
fn strength(ground: &Grid, smooth: &Grid, x_m: f32, z_m: f32) -> f32 {
    let (x, z) = (x_m / TILE_M, z_m / TILE_M);
    let here_m = ground.sample(x, z);
    if here_m < -0.5 {
        return 0.0;
    }
    let mut shade = 0.0f32;
    let mut along_m = 1.5;
    while along_m < REACH_M {
        let at = (x + TO_SUN.0 * along_m / TILE_M, z + TO_SUN.1 * along_m / TILE_M);
        let above_m = ground.sample(at.0, at.1) - here_m - along_m * TO_SUN.2;
        // A more distant caster gives a softer and fainter shadow.
        let soft_m = 0.25 + along_m * 0.07;
        shade = shade.max(smoothstep(-soft_m, soft_m, above_m) * smoothstep(REACH_M, REACH_M * 0.4, along_m));
        along_m += 1.0;
    }
    let slope = slope(smooth, x, z);
    shade * DARKEST * mix(0.35, 1.0, smoothstep(1.3, 0.7, slope))
}

/// Slope in meters per meter.
fn slope(ground: &Grid, x: f32, z: f32) -> f32 {
    let (east, north) =
        (ground.sample(x + 1.0, z) - ground.sample(x - 1.0, z), ground.sample(x, z + 1.0) - ground.sample(x, z - 1.0));
    (east * east + north * north).sqrt() / (2.0 * TILE_M)
}

/// Mean strength over a cell, weighted towards low terrain, where players walk.
fn weight(cell_x: usize, cell_z: usize, strength: &(impl Fn(f32, f32) -> f32 + Sync)) -> f32 {
    const SAMPLES: usize = 6;
    let at = |cell: usize, i: usize| (cell as f32 + (i as f32 + 0.5) / SAMPLES as f32) * CELL_M;
    let sum: f32 = (0..SAMPLES * SAMPLES).map(|i| strength(at(cell_x, i / SAMPLES), at(cell_z, i % SAMPLES))).sum();
    sum / (SAMPLES * SAMPLES) as f32
}

/// 1 inside kept cells, falling to 0 at the side of a dropped one, so that no shadow ends at an edge.
fn fade(is_kept: &impl Fn(i32, i32) -> bool, x_m: f32, z_m: f32) -> f32 {
    const FADE_M: f32 = 5.0;
    let (cell_x, cell_z) = ((x_m / CELL_M).floor(), (z_m / CELL_M).floor());
    let mut nearest_m = FADE_M;
    for dx in -1..=1 {
        for dz in -1..=1 {
            let (cx, cz) = (cell_x as i32 + dx, cell_z as i32 + dz);
            if !is_kept(cx, cz) {
                let away =
                    |at: f32, cell: i32| (cell as f32 * CELL_M - at).max(at - (cell + 1) as f32 * CELL_M).max(0.0);
                let (ex, ez) = (away(x_m, cx), away(z_m, cz));
                nearest_m = nearest_m.min((ex * ex + ez * ez).sqrt());
            }
        }
    }
    smoothstep(0.3, FADE_M, nearest_m)
}

/// Texture of a cell: the inner 30 x 30 pixels cover it, row 0 is in the north.
fn texture((cell_x, cell_z): (usize, usize), strength: impl Fn(f32, f32) -> f32) -> Texture {
    let inner = (CELL_PX - 2) as f32;
    let mut rgba = Vec::with_capacity(CELL_PX * CELL_PX * 4);
    for row in 0..CELL_PX {
        for column in 0..CELL_PX {
            let (east, south) = ((column as f32 - 0.5) / inner, (row as f32 - 0.5) / inner);
            let alpha = strength((cell_x as f32 + east) * CELL_M, (cell_z as f32 + 1.0 - south) * CELL_M);
            rgba.extend([0, 0, 0, (alpha + 0.5) as u8]);
        }
    }
    Texture::encode(&rgba, CELL_PX as u32, CELL_PX as u32, PixelFormat::A4R4G4B4, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::demo::embedded;
    use gtd_viewer::formats::ntf::tlt::{self, ShadowGrid};
    use gtd_viewer::scene::shadows::ShadowField;

    #[test]
    fn a_wall_throws_its_shadow_away_from_the_sun() {
        // A wall of 8 m along the middle, with level terrain on both sides.
        let ground = Grid::from_fn(65, |x, _| if x < 32 { 10.0 } else { 2.0 });
        let smooth = ground.blurred(1);
        let at = |x_m: f32| strength(&ground, &smooth, x_m, 100.0);
        assert!(at(131.0) > 60.0, "at the wall's foot: {}", at(131.0));
        assert_eq!((at(160.0), at(100.0)), (0.0, 0.0), "far out in the plain, and on the wall");
    }

    #[test]
    fn neighbors_agree_in_their_aprons() {
        let maps = tlt::parse(embedded::find("zones\\demo.tlt").unwrap(), 32).unwrap();
        assert_eq!(maps.grid(), ShadowGrid::Cells);
        assert!((80..=MOST_CELLS).contains(&maps.map_count()), "{}", maps.map_count());
        let field = ShadowField::new(&maps);
        let mut pairs = 0;
        for (x, z) in (0..63 * 63).map(|i| (i / 63, i % 63)) {
            let (Some(west), Some(east)) = (field.cell(x, z), field.cell(x + 1, z)) else { continue };
            pairs += 1;
            for row in 0..32 {
                assert_eq!(west.texel(30, row), east.texel(0, row), "{x} {z} {row}");
                assert_eq!(west.texel(31, row), east.texel(1, row), "{x} {z} {row}");
            }
        }
        assert!(pairs > 20, "{pairs}");
    }
}
