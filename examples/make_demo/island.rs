//! Final terrain of the demo zone: the eroded relief with its pond, river and path.
//!
//! Units: heights in meters, positions in vertices (4 m).

use super::grid::Grid;
use super::relief::{self, SIDE};
use super::route::{Route, cheapest, level};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{mix, smoothstep};

/// Position of the river's spring, in vertices.
const SPRING: (usize, usize) = (164, 148);
/// Position where the river meets the sea, in vertices: well outside the beach.
const MOUTH: (usize, usize) = (139, 66);
/// Column of vertices where the path leaves the beach.
const LANDING_X: usize = 106;
/// Depth of the river bed below the surface.
const RIVER_DEPTH_M: f32 = 1.3;

/// The complete island.
pub struct Island {
    /// Heights in meters.
    pub ground: Grid,
    /// Distance to the footpath.
    pub path: Grid,
    /// Center line of the footpath, from the sea to the summit.
    pub path_line: Route,
    /// Distance to the river's center line.
    pub river: Grid,
    /// Center line of the river; its heights are those of the water.
    pub river_line: Route,
    /// Distance to the pond's center.
    pub pond: Grid,
    /// Height of the pond's surface in meters.
    pub pond_level_m: f32,
}

/// Generates the island, which takes about a second.
pub fn island() -> Island {
    let ground = relief::settled(relief::eroded(relief::raw(), 110_000), 1.7, 5);
    let (ground, pond, pond_level_m) = with_pond(&ground);
    let (ground, river, river_line) = with_river(&ground, &pond);
    let (ground, path, path_line) = with_path(&ground, &river, &pond);
    Island { ground, path, path_line, river, river_line, pond, pond_level_m }
}

/// Digs the pond into the meadow. Returns the terrain, the distance to the pond's center and its water level.
fn with_pond(ground: &Grid) -> (Grid, Grid, f32) {
    let (px, pz, radius_m) = relief::POND;
    let (px, pz, radius) = (px / TILE_M, pz / TILE_M, radius_m / TILE_M);
    // An irregular shore.
    let distance = Grid::from_fn(SIDE, |x, z| {
        let (x, z) = (x as f32, z as f32);
        let wobble = 1.0 + 0.3 * gtd_viewer::test_zone::noise::fbm(51, x / 9.0, z / 9.0, 2, 0.5);
        ((x - px) * (x - px) * 0.8 + (z - pz) * (z - pz) * 1.2).sqrt() * wobble / radius
    });
    let low = (0..SIDE * SIDE).filter(|i| (0.95..1.35).contains(&distance.values[*i])).map(|i| ground.values[i]);
    let water_m = low.fold(f32::MAX, f32::min) + 0.2;
    let dug = Grid::from_fn(SIDE, |x, z| {
        let d = distance.at(x, z);
        let rim = mix(ground.at(x, z), water_m + 0.7, smoothstep(2.8, 1.15, d));
        mix(rim, water_m - 3.2, smoothstep(1.12, 0.35, d))
    });
    (dug, distance, water_m)
}

/// Adds a river from its spring to the sea, with a bed.
fn with_river(ground: &Grid, pond: &Grid) -> (Grid, Grid, Route) {
    // Uphill steps are expensive, so that it follows valleys; noise prevents straight lines.
    let price = |a: (usize, usize), b: (usize, usize)| {
        let rise = ground.at(b.0, b.1) - ground.at(a.0, a.1);
        let bends = 1.3 + gtd_viewer::test_zone::noise::noise(52, b.0 as f32 / 11.0, b.1 as f32 / 11.0);
        let keep_off = if pond.at(b.0, b.1) < 2.2 { 30.0 } else { 0.0 };
        0.6 + bends * 1.2 + (rise * 9.0).max(0.0) + keep_off
    };
    let line = Route::along(&cheapest(SIDE, SPRING, MOUTH, price), ground).falling();
    let (distance, surface) = line.field(SIDE);
    let ground = Grid::from_fn(SIDE, |x, z| {
        let (here, d, water) = (ground.at(x, z), distance.at(x, z), surface.at(x, z).max(-0.2));
        // Banks descend to just above the water, and on the lower side of a slope rise to contain it; then the bed
        // falls to its depth.
        let lowest = if here > 0.4 { water + 0.25 } else { f32::MIN };
        let banks = mix(here, here.clamp(lowest, water + 0.5), smoothstep(5.0, 2.3, d));
        mix(banks, banks.min(water - RIVER_DEPTH_M), smoothstep(2.1, 0.7, d))
    });
    (ground, distance, line)
}

/// Adds a winding path from the beach past the pond to the summit.
fn with_path(ground: &Grid, river: &Grid, pond: &Grid) -> (Grid, Grid, Route) {
    let smooth = ground.blurred(1);
    let price = |a: (usize, usize), b: (usize, usize)| {
        let (dx, dz) = (b.0 as f32 - a.0 as f32, b.1 as f32 - a.1 as f32);
        let run_m = (dx * dx + dz * dz).sqrt() * TILE_M;
        let slope = (smooth.at(b.0, b.1) - smooth.at(a.0, a.1)).abs() / run_m;
        let (gx, gz) = smooth.gradient(b.0, b.1);
        let side_slope = (gx * gx + gz * gz).sqrt() / TILE_M;
        let wet =
            if river.at(b.0, b.1) < 4.0 || pond.at(b.0, b.1) < 1.5 || ground.at(b.0, b.1) < 1.4 { 25.0 } else { 0.0 };
        let bends = 0.4 * gtd_viewer::test_zone::noise::noise(53, b.0 as f32 / 9.0, b.1 as f32 / 9.0);
        1.0 + bends + slope * slope * 90.0 + side_slope * side_slope * 1.5 + wet
    };
    let summit = highest(ground);
    let by_pond = ((relief::POND.0 / TILE_M) as usize - 12, (relief::POND.1 / TILE_M) as usize + 3);
    // From the sea northward to the first dry sand.
    let landing = (60..SIDE).find(|z| ground.at(LANDING_X, *z) > 1.0).unwrap_or(SIDE / 2);
    let mut way = cheapest(SIDE, (LANDING_X, landing), by_pond, price);
    way.extend(cheapest(SIDE, by_pond, summit, price).into_iter().skip(1));
    let route = Route::along(&way, ground);
    let (distance, heights) = route.field(SIDE);
    (level(ground, &distance, &heights, 1.0, 3.0), distance, route)
}

/// The highest vertex.
pub fn highest(ground: &Grid) -> (usize, usize) {
    let mut best = 0;
    for (index, height) in ground.values.iter().enumerate() {
        if *height > ground.values[best] {
            best = index;
        }
    }
    (best / ground.side, best % ground.side)
}
