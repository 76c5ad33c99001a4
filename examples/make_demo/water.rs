//! Water of the demo zone: meshes of the sea, the meadow pond, the river.
//!
//! Owns meshes with their colors and opacity; textures are in [`super::water_paint`]. Units: meters. Invariant: every
//! triangle faces up.

use super::grid::Grid;
use super::island::Island;
use super::relief;
use gtd_viewer::formats::gtd::{Pond, River, WaterVertex};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{mix, smoothstep};

/// The sea's texture in `Misc\river`.
pub const SEA_TEXTURE: &str = "isle_sea.dxt";
/// The pond's texture in `Misc\river`.
pub const POND_TEXTURE: &str = "isle_pond.dxt";
/// The river's texture in `Misc\river`.
pub const RIVER_TEXTURE: &str = "isle_river.dxt";

/// Distance between vertices of the sea.
const SEA_STEP_M: f32 = 32.0;
/// Size of one repetition of the sea's texture.
const SEA_TEXTURE_M: f32 = 46.0;
/// Color of the deep sea, red, green, blue, as factors of its texture.
const DEEP: [f32; 3] = [0.17, 0.46, 0.58];
/// Color of the sea over the beach.
const SHALLOW: [f32; 3] = [0.50, 0.86, 0.86];

/// The sea and the pond.
pub fn ponds(island: &Island) -> Vec<Pond> {
    vec![sea(&island.ground), meadow_pond(island)]
}

/// The sea: a grid over the whole zone at height 0, transparent over the beach and opaque in deep water.
fn sea(ground: &Grid) -> Pond {
    let extent_m = (ground.side - 1) as f32 * TILE_M;
    let rows = (extent_m / SEA_STEP_M) as usize + 1;
    let smooth = ground.blurred(3);
    let vertex = |i: usize| {
        let (x, z) = ((i / rows) as f32 * SEA_STEP_M, (i % rows) as f32 * SEA_STEP_M);
        let depth_m = -smooth.sample(x / TILE_M, z / TILE_M);
        let deep = smoothstep(0.5, 11.0, depth_m);
        let color = std::array::from_fn(|c| mix(SHALLOW[c], DEEP[c], deep));
        let alpha = mix(0.32, 0.86, smoothstep(0.0, 8.0, depth_m));
        level_vertex([x, 0.0, z], argb(alpha, color), [x / SEA_TEXTURE_M, z / SEA_TEXTURE_M])
    };
    Pond::new(rows as u32, (0..rows * rows).map(vertex).collect(), SEA_TEXTURE)
}

/// The pond: rings around its center, the last one below the shore.
fn meadow_pond(island: &Island) -> Pond {
    const SPOKES: usize = 20;
    const RINGS: [(f32, f32); 4] = [(0.0, 0.86), (0.55, 0.82), (0.85, 0.6), (1.12, 0.34)];
    let (x, z, radius_m) = relief::POND;
    let mut vertices = Vec::new();
    for (share, alpha) in RINGS {
        for spoke in 0..=SPOKES {
            let turn = (spoke % SPOKES) as f32 / SPOKES as f32 * std::f32::consts::TAU;
            let (east, north) = (libm::cosf(turn), libm::sinf(turn));
            let reach_m = share * shore_m(island, (east, north), radius_m);
            let at = [x + east * reach_m, island.pond_level_m, z + north * reach_m];
            vertices.push(level_vertex(at, argb(alpha, [0.42, 0.70, 0.70]), [at[0] / 16.0, at[2] / 16.0]));
        }
    }
    Pond::new(SPOKES as u32 + 1, vertices, POND_TEXTURE)
}

/// Distance from the pond's center to its shore in a direction.
fn shore_m(island: &Island, (east, north): (f32, f32), radius_m: f32) -> f32 {
    let (x, z, _) = relief::POND;
    let is_water = |at_m: &f32| {
        let (x, z) = ((x + east * at_m) / TILE_M, (z + north * at_m) / TILE_M);
        island.ground.sample(x, z) < island.pond_level_m
    };
    let steps = (1..).map(|step| step as f32 * 0.5).take_while(|m| *m < radius_m * 2.0);
    steps.take_while(is_water).last().unwrap_or(radius_m)
}

/// The river: rows of four vertices from the spring to the sea; banks fade as in the client's files.
pub fn river(island: &Island) -> River {
    const POINTS_A_ROW: usize = 4;
    const HALF_WIDTH: f32 = 1.75;
    const ACROSS: [f32; 4] = [-1.0, -0.45, 0.45, 1.0];
    const COLORS: [u32; 4] = [0x30ff_ffff, 0xffff_ffff, 0xffff_ffff, 0x30ff_ffff];
    let line = &island.river_line;
    let points = line.points.iter().zip(&line.heights_m).take_while(|(_, height)| **height > -0.6);
    let points: Vec<_> = points.step_by(POINTS_A_ROW).collect();
    let mut vertices = Vec::new();
    for (row, ((x, z), height_m)) in points.iter().enumerate() {
        let (before, after) = (points[row.saturating_sub(1)].0, points[(row + 1).min(points.len() - 1)].0);
        let (dx, dz) = (after.0 - before.0, after.1 - before.1);
        let length = (dx * dx + dz * dz).sqrt().max(1e-3);
        // Narrow at the spring, wide at the mouth.
        let half = HALF_WIDTH * smoothstep(-4.0, 14.0, row as f32);
        for (column, across) in ACROSS.into_iter().enumerate() {
            // From the right bank to the left, looking downstream.
            let aside = across * half / length;
            let at = [(x - dz * aside) * TILE_M, height_m.max(0.04), (z + dx * aside) * TILE_M];
            vertices.push(level_vertex(at, COLORS[column], [column as f32, row as f32]));
        }
    }
    River::new(vertices, RIVER_TEXTURE)
}

fn level_vertex([x, y, z]: [f32; 3], color_argb: u32, uv: [f32; 2]) -> WaterVertex {
    WaterVertex::new([centimeters(x), centimeters(y), centimeters(z)], [0.0, 1.0, 0.0], color_argb, uv)
}

fn centimeters(meters: f32) -> f32 {
    (meters * 100.0 + 0.5).floor() / 100.0
}

fn argb(alpha: f32, color: [f32; 3]) -> u32 {
    let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u32;
    byte(alpha) << 24 | byte(color[0]) << 16 | byte(color[1]) << 8 | byte(color[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::demo::embedded;
    use gtd_viewer::formats::gtd::Gtd;

    fn upward(vertices: &[WaterVertex], indices: &[u32]) -> bool {
        indices.chunks(3).all(|t| {
            let [a, b, c] = [0, 1, 2].map(|i| vertices[t[i] as usize].position_m());
            let ((bx, bz), (cx, cz)) = ((b[0] - a[0], b[2] - a[2]), (c[0] - a[0], c[2] - a[2]));
            // The pond's center is a single point.
            bz * cx - bx * cz >= 0.0
        })
    }

    #[test]
    fn all_water_faces_up_and_the_river_falls() {
        let gtd = Gtd::parse(embedded::zone()).unwrap();
        assert_eq!((gtd.ponds().len(), gtd.rivers().len()), (2, 1));
        for pond in gtd.ponds() {
            assert!(upward(&pond.vertices, &pond.indices()), "{}", pond.texture());
        }
        let river = &gtd.rivers()[0];
        assert!(upward(&river.vertices, &river.indices()));
        let heights: Vec<f32> = river.vertices.iter().step_by(4).map(|v| v.position_m()[1]).collect();
        assert!(heights.windows(2).all(|pair| pair[1] <= pair[0]) && heights[0] > 20.0, "{heights:?}");
        assert_eq!(heights.last(), Some(&0.04), "it ends in the sea");
    }

    #[test]
    fn the_sea_reaches_the_border_and_is_deep_there() {
        let gtd = Gtd::parse(embedded::zone()).unwrap();
        let sea = &gtd.ponds()[0];
        let last = sea.vertices.last().unwrap().position_m();
        assert_eq!((sea.vertices[0].position_m(), last), ([0.0; 3], [1024.0, 0.0, 1024.0]));
        for i in 0..257 {
            for (x, z) in [(i, 0), (i, 256), (0, i), (256, i)] {
                assert!(gtd.record(x, z).height_m() < -15.0, "{x} {z}");
            }
        }
    }
}
