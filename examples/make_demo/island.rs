//! Final terrain of the demo zone: the eroded relief with its pond, river, paths and leveled building grounds.
//!
//! Units: heights in meters, positions in vertices (4 m).

use super::grid::Grid;
use super::layout::{self, FORD_Z_M, JETTY, LIGHTHOUSE, PALM_POINT, SQUARE, STONE_CIRCLE, WINDMILL};
use super::relief::{self, SIDE};
use super::route::{Route, cheapest, level};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{mix, smoothstep};

/// Position of the river's spring, in vertices.
const SPRING: (usize, usize) = (164, 148);
/// Position where the river meets the sea, in vertices: well outside the beach.
const MOUTH: (usize, usize) = (139, 66);
/// Distance from the middle of the bridge to its ends.
pub const BRIDGE_HALF_M: f32 = 12.0;
/// Depth of the river bed below the surface.
const RIVER_DEPTH_M: f32 = 1.3;

/// The complete island.
pub struct Island {
    /// Heights in meters.
    pub ground: Grid,
    /// Distance to the nearest footpath.
    pub path: Grid,
    /// Center line of the main path, from the jetty to the summit.
    pub path_line: Route,
    /// Where a path crosses the river: the middle (x, z) and the direction to the eastern end, in vertices.
    pub bridge: [(f32, f32); 2],
    /// Distance to the river's center line.
    pub river: Grid,
    /// Center line of the river; its heights are those of the water.
    pub river_line: Route,
    /// Distance to the pond's center.
    pub pond: Grid,
    /// Height of the pond's surface in meters.
    pub pond_level_m: f32,
}

impl Island {
    /// Where the gate stands on the main path: (x, z) in meters, and the turn with which its front points back along the
    /// path, in radians.
    pub fn gate(&self) -> ((f32, f32), f32) {
        let line = &self.path_line.points;
        let last = line.len() - 1;
        let middle = ((last as f32 * layout::GATE_SHARE) as usize).min(last);
        let (from, to) = (line[middle.saturating_sub(5)], line[(middle + 5).min(last)]);
        let (x, z) = line[middle];
        ((x * TILE_M, z * TILE_M), libm::atan2f(to.0 - from.0, to.1 - from.1))
    }
}

/// Generates the island, which takes about a second.
pub fn island() -> Island {
    let ground = relief::settled(relief::eroded(relief::raw(), 110_000), 1.7, 5);
    let (ground, pond, pond_level_m) = with_pond(&ground);
    let (ground, river, river_line) = with_river(&ground, &pond);
    let bridge = bridge(&river_line);
    let ground = with_pads(&ground, &river);
    let (ground, path, path_line) = with_paths(&ground, &river, &pond, bridge);
    // Paths cut into the ground of the houses that they pass.
    let ground = with_pads(&ground, &river);
    Island { ground, path, path_line, bridge, river, river_line, pond, pond_level_m }
}

/// Levels the ground under buildings and of the village square.
fn with_pads(ground: &Grid, river: &Grid) -> Grid {
    let mut out = ground.clone();
    for (x_m, z_m, radius_m) in layout::pads() {
        let (x, z, radius) = (x_m / TILE_M, z_m / TILE_M, radius_m / TILE_M);
        let level_m = out.blurred(1).sample(x, z);
        out = Grid::from_fn(SIDE, |vx, vz| {
            let (dx, dz) = (vx as f32 - x, vz as f32 - z);
            let share = smoothstep(radius + 2.4, radius, (dx * dx + dz * dz).sqrt());
            mix(out.at(vx, vz), level_m, if river.at(vx, vz) < 3.0 { 0.0 } else { share })
        });
    }
    out
}

/// The bridge: across the river, at right angles to its flow.
fn bridge(river: &Route) -> [(f32, f32); 2] {
    let off = |point: &(f32, f32)| (point.1 * TILE_M - FORD_Z_M).abs();
    let mut nearest = 0;
    for (index, point) in river.points.iter().enumerate() {
        if off(point) < off(&river.points[nearest]) {
            nearest = index;
        }
    }
    let (before, after) = (river.points[nearest.saturating_sub(6)], river.points[nearest + 6]);
    let (dx, dz) = (after.0 - before.0, after.1 - before.1);
    let length = (dx * dx + dz * dz).sqrt();
    // The river flows southward, so that this points eastward.
    [river.points[nearest], (-dz / length, dx / length)]
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

/// Adds the paths: from the jetty through the village past the pond to the summit, and from it to the other places.
/// Returns the terrain, the distance to the nearest path, and the line of the first one.
fn with_paths(ground: &Grid, river: &Grid, pond: &Grid, bridge: [(f32, f32); 2]) -> (Grid, Grid, Route) {
    let vertex = |(x_m, z_m): (f32, f32)| ((x_m / TILE_M + 0.5) as usize, (z_m / TILE_M + 0.5) as usize);
    let bridge_end = |side: f32| {
        let [middle, along] = bridge;
        let reach = side * BRIDGE_HALF_M / TILE_M;
        ((middle.0 + along.0 * reach + 0.5) as usize, (middle.1 + along.1 * reach + 0.5) as usize)
    };
    let by_pond = vertex((relief::POND.0 - 48.0, relief::POND.1 + 12.0));
    let (square, mill) = (vertex(SQUARE), vertex((WINDMILL.x_m + 7.0, WINDMILL.z_m - 6.0)));
    let light = vertex((LIGHTHOUSE.x_m + 8.0, LIGHTHOUSE.z_m + 4.0));
    let ways = [
        vec![vertex((JETTY.x_m, JETTY.z_m + 2.0)), square, by_pond, highest(ground)],
        vec![square, vertex((544.0, 390.0)), bridge_end(-1.0)],
        vec![bridge_end(1.0), vertex(PALM_POINT)],
        vec![by_pond, mill, light],
        vec![mill, vertex(STONE_CIRCLE)],
    ];
    let (mut leveled, mut nearest, mut first) = (ground.clone(), None::<Grid>, None);
    for stops in ways {
        let smooth = leveled.blurred(1);
        let price = |a, b| step_price([&leveled, &smooth, river, pond], a, b);
        let mut way = vec![stops[0]];
        for pair in stops.windows(2) {
            way.extend(cheapest(SIDE, pair[0], pair[1], price).into_iter().skip(1));
        }
        let route = Route::along(&way, &leveled);
        let (distance, heights) = route.field(SIDE);
        let flat = level(&leveled, &distance, &heights, 1.0, 3.0);
        // The river keeps its bed.
        leveled =
            Grid::from_fn(SIDE, |x, z| mix(flat.at(x, z), leveled.at(x, z), smoothstep(3.0, 2.0, river.at(x, z))));
        nearest = Some(match nearest {
            None => distance,
            Some(known) => Grid::from_fn(SIDE, |x, z| known.at(x, z).min(distance.at(x, z))),
        });
        first.get_or_insert(route);
    }
    let square = Grid::from_fn(SIDE, |x, z| {
        let (dx, dz) = (x as f32 - SQUARE.0 / TILE_M, z as f32 - SQUARE.1 / TILE_M);
        ((dx * dx + dz * dz).sqrt() - layout::SQUARE_RADIUS_M / TILE_M + 0.8).max(0.0)
    });
    let path = nearest.map(|path| Grid::from_fn(SIDE, |x, z| path.at(x, z).min(square.at(x, z))));
    let no_route = || Route { points: vec![(0.0, 0.0)], heights_m: vec![0.0] };
    (leveled, path.unwrap_or(square), first.unwrap_or_else(no_route))
}

/// Price of a step of a path between two vertices: dear uphill, along slopes and in water.
fn step_price([ground, smooth, river, pond]: [&Grid; 4], a: (usize, usize), b: (usize, usize)) -> f32 {
    let (dx, dz) = (b.0 as f32 - a.0 as f32, b.1 as f32 - a.1 as f32);
    let run_m = (dx * dx + dz * dz).sqrt() * TILE_M;
    let slope = (smooth.at(b.0, b.1) - smooth.at(a.0, a.1)).abs() / run_m;
    let (gx, gz) = smooth.gradient(b.0, b.1);
    let side_slope = (gx * gx + gz * gz).sqrt() / TILE_M;
    let is_wet = river.at(b.0, b.1) < 4.0 || pond.at(b.0, b.1) < 1.5 || ground.at(b.0, b.1) < 1.4;
    let bends = 0.4 * gtd_viewer::test_zone::noise::noise(53, b.0 as f32 / 9.0, b.1 as f32 / 9.0);
    let wet = if is_wet { 25.0 } else { 0.0 };
    1.0 + bends + slope * slope * 90.0 + side_slope * side_slope * 1.5 + wet
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
