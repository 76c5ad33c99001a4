//! Routes over the terrain: the footpath to the summit and the river to the sea, and their effect on the terrain.
//!
//! Owns path finding, smoothing, and cutting routes into the heights. Units: positions in vertices (4 m), heights in
//! meters.

use super::grid::Grid;
use gtd_viewer::test_zone::noise::{mix, smoothstep};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A line over the terrain, with points about half a vertex step apart.
#[derive(Clone, Debug)]
pub struct Route {
    /// Positions (x, z) in vertices.
    pub points: Vec<(f32, f32)>,
    /// Height of the line at each point, in meters.
    pub heights_m: Vec<f32>,
}

/// Steps of a route: to the eight neighbors and the eight knight's moves. Sixteen directions allow smooth hairpins.
const STEPS: [(i32, i32); 16] = [
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (1, 1),
    (1, -1),
    (-1, 1),
    (-1, -1),
    (2, 1),
    (2, -1),
    (-2, 1),
    (-2, -1),
    (1, 2),
    (1, -2),
    (-1, 2),
    (-1, -2),
];

/// The cheapest route from `start` to `goal`, both included. `cost` returns the price of a step between two vertices,
/// per vertex step of its length; it is rounded to 1/64, so that sums are exact and ties do not depend on the platform.
pub fn cheapest(
    side: usize,
    start: (usize, usize),
    goal: (usize, usize),
    cost: impl Fn((usize, usize), (usize, usize)) -> f32,
) -> Vec<(usize, usize)> {
    let index = |(x, z): (usize, usize)| x * side + z;
    let mut best = vec![u64::MAX; side * side];
    let mut from = vec![usize::MAX; side * side];
    let mut open = BinaryHeap::from([Reverse((0u64, index(start)))]);
    best[index(start)] = 0;
    while let Some(Reverse((spent, here))) = open.pop() {
        if here == index(goal) {
            break;
        }
        if spent > best[here] {
            continue;
        }
        let place = (here / side, here % side);
        for (dx, dz) in STEPS {
            let (x, z) = (place.0 as i32 + dx, place.1 as i32 + dz);
            if x < 0 || z < 0 || x >= side as i32 || z >= side as i32 {
                continue;
            }
            let next = (x as usize, z as usize);
            let length = ((dx * dx + dz * dz) as f32).sqrt();
            let total = spent + (length * cost(place, next) * 64.0) as u64;
            if total < best[index(next)] {
                best[index(next)] = total;
                from[index(next)] = here;
                open.push(Reverse((total, index(next))));
            }
        }
    }
    let mut way = vec![goal];
    let mut here = index(goal);
    while from[here] != usize::MAX {
        here = from[here];
        way.push((here / side, here % side));
    }
    way.reverse();
    way
}

impl Route {
    /// A smooth line along a route of vertices; its heights are the smoothed terrain heights.
    pub fn along(way: &[(usize, usize)], ground: &Grid) -> Route {
        let mut points: Vec<(f32, f32)> = way.iter().map(|p| (p.0 as f32, p.1 as f32)).collect();
        for _ in 0..3 {
            points = cut_corners(&points);
        }
        let points = evened(&even_steps(&points, 0.5), 4, |a, b, t| (mix(a.0, b.0, t), mix(a.1, b.1, t)));
        let heights: Vec<f32> = points.iter().map(|p| ground.sample(p.0, p.1)).collect();
        Route { heights_m: evened(&heights, 7, mix), points }
    }

    /// Makes the heights fall monotonically: where the terrain rises, the line stays level and cuts through it.
    pub fn falling(mut self) -> Route {
        let mut lowest = f32::MAX;
        for height in &mut self.heights_m {
            lowest = lowest.min(*height);
            *height = lowest;
        }
        self
    }

    /// Distance from (x, z) to the line in vertices, and the index of its nearest point.
    pub fn nearest(&self, x: f32, z: f32) -> (f32, usize) {
        let square = |p: &(f32, f32)| (p.0 - x) * (p.0 - x) + (p.1 - z) * (p.1 - z);
        let mut best = (f32::MAX, 0);
        for (index, point) in self.points.iter().enumerate() {
            let d = square(point);
            if d < best.0 {
                best = (d, index);
            }
        }
        (best.0.sqrt(), best.1)
    }

    /// Distance from every vertex to the line, in vertices, and the line's height there.
    pub fn field(&self, side: usize) -> (Grid, Grid) {
        let mut heights = Grid::from_fn(side, |_, _| 0.0);
        let distance = Grid::from_fn(side, |x, z| {
            let (d, index) = self.nearest(x as f32, z as f32);
            heights.values[x * side + z] = self.heights_m[index];
            d
        });
        (distance, heights)
    }
}

/// Chaikin's algorithm: replaces every corner by two points at a quarter of its legs.
fn cut_corners(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut out = vec![*first];
    for pair in points.windows(2) {
        let ((ax, az), (bx, bz)) = (pair[0], pair[1]);
        out.push((mix(ax, bx, 0.25), mix(az, bz, 0.25)));
        out.push((mix(ax, bx, 0.75), mix(az, bz, 0.75)));
    }
    out.push(*last);
    out
}

/// Points along the line, `step` apart.
fn even_steps(points: &[(f32, f32)], step: f32) -> Vec<(f32, f32)> {
    let mut out: Vec<(f32, f32)> = points.first().copied().into_iter().collect();
    let mut left = step;
    for pair in points.windows(2) {
        let ((ax, az), (bx, bz)) = (pair[0], pair[1]);
        let length = ((bx - ax) * (bx - ax) + (bz - az) * (bz - az)).sqrt();
        let mut along = left;
        while along <= length && length > 0.0 {
            out.push((mix(ax, bx, along / length), mix(az, bz, along / length)));
            along += step;
        }
        left = along - length;
    }
    out
}

/// Smooths values by averaging neighbors, in `rounds` passes; the ends stay.
fn evened<T: Copy>(values: &[T], rounds: u32, between: impl Fn(T, T, f32) -> T) -> Vec<T> {
    let mut values = values.to_vec();
    for _ in 0..rounds {
        let old = values.clone();
        for i in 1..old.len().saturating_sub(1) {
            values[i] = between(between(old[i - 1], old[i + 1], 0.5), old[i], 0.4);
        }
    }
    values
}

/// Levels the terrain along a path: flat for `flat` vertices on each side, blending out until `reach`.
pub fn level(ground: &Grid, distance: &Grid, heights: &Grid, flat: f32, reach: f32) -> Grid {
    Grid::from_fn(ground.side, |x, z| {
        mix(ground.at(x, z), heights.at(x, z), smoothstep(reach, flat, distance.at(x, z)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_route_avoids_a_wall() {
        // A wall at x = 10 with a gap at z = 3.
        let price = |_: (usize, usize), to: (usize, usize)| if to.0 == 10 && to.1 != 3 { 1000.0 } else { 1.0 };
        let way = cheapest(21, (2, 15), (18, 15), price);
        assert_eq!((way.first(), way.last()), (Some(&(2, 15)), Some(&(18, 15))));
        assert!(way.iter().all(|p| p.0 != 10 || p.1 == 3), "{way:?}");
    }

    #[test]
    fn a_route_is_even_and_can_only_fall() {
        let ground = Grid::from_fn(32, |x, z| ((x * 7 + z * 3) % 11) as f32);
        let route = Route::along(&[(2, 2), (12, 4), (20, 20), (29, 29)], &ground).falling();
        assert_eq!(route.points.len(), route.heights_m.len());
        assert!(route.heights_m.windows(2).all(|pair| pair[1] <= pair[0]));
        for pair in route.points.windows(2) {
            let ((ax, az), (bx, bz)) = (pair[0], pair[1]);
            assert!(((bx - ax) * (bx - ax) + (bz - az) * (bz - az)).sqrt() < 0.7);
        }
    }
}
