//! Triangles by the squares of a grid that they touch, seen from above.

use glam::{DVec2, DVec3, Vec3};

use super::shapes::{Polygon, Triangle, floor_at};
use crate::scene::numbers::{floor_i64, floor_u32};

/// Smallest side of a square in meters: that of the file's own sub-cells.
const SQUARE_M: f64 = 4.0;
/// Largest number of squares on a side.
const MOST_SQUARES: f64 = 1024.0;
/// Squares grow until they list each triangle at most this many times on average: memory is bounded by the file's size.
const MOST_ENTRIES: usize = 16;
/// Triangles touch squares that are nearer than this, in meters: more than rounding errors.
const NEAR_M: f64 = 0.01;
/// Coordinates beyond this are damage, meters.
pub const REACH_M: f32 = 100_000.0;

/// Triangles of a zone, found by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TriangleGrid {
    triangles: Vec<[Vec3; 3]>,
    square_m: f64,
    /// Squares on a side.
    side: u32,
    /// End of each square's entries, by rows from south to north.
    ends: Vec<u32>,
    /// Indices of triangles.
    entries: Vec<u32>,
}

impl TriangleGrid {
    /// Sorts the triangles of a zone with a side in meters. Triangles outside the zone, and damaged ones, are left out.
    pub fn new(triangles: impl IntoIterator<Item = [[f32; 3]; 3]>, extent_m: f64) -> TriangleGrid {
        let is_sound = |triangle: &[[f32; 3]; 3]| triangle.as_flattened().iter().all(|value| value.abs() <= REACH_M);
        let triangles = triangles.into_iter().filter(is_sound).map(|triangle| triangle.map(Vec3::from)).collect();
        let square_m = SQUARE_M.max(extent_m / MOST_SQUARES);
        let mut grid = TriangleGrid { triangles, square_m, ..TriangleGrid::default() };
        if grid.triangles.is_empty() || !(extent_m > 0.0 && extent_m <= f64::from(REACH_M)) {
            return TriangleGrid::default();
        }
        loop {
            grid.side = floor_u32((extent_m / grid.square_m).ceil()).max(1);
            if grid.fill() || grid.side == 1 {
                return grid;
            }
            grid.square_m *= 2.0;
        }
    }

    /// Lists the triangles of each square. False if that are too many.
    fn fill(&mut self) -> bool {
        let most = self.triangles.len().saturating_mul(MOST_ENTRIES);
        let mut touched = Vec::new();
        for (triangle, index) in self.triangles.iter().zip(0u32..) {
            self.touch(&doubles(triangle), |square| touched.push((square, index)));
            if touched.len() > most && self.side > 1 {
                return false;
            }
        }
        touched.sort_unstable();
        let mut end = 0;
        let ends = (0..self.side * self.side).map(|square| {
            end += touched[end..].iter().take_while(|(of, _)| *of == square).count();
            end as u32
        });
        self.ends = ends.collect();
        self.entries = touched.into_iter().map(|(_, index)| index).collect();
        true
    }

    /// Calls `found` with the number of each square that a triangle touches.
    fn touch(&self, triangle: &Triangle, mut found: impl FnMut(u32)) {
        let Some([first, last]) = self.squares(triangle.iter().map(|corner| corner.z)) else { return };
        if self.squares(triangle.iter().map(|corner| corner.x)).is_none() {
            return;
        }
        for row in first..=last {
            let south = f64::from(row) * self.square_m;
            let part = Polygon::between(triangle, 2, [south - NEAR_M, south + self.square_m + NEAR_M]);
            if let Some([west, east]) = self.squares(part.corners().iter().map(|corner| corner.x)) {
                (west..=east).for_each(|column| found(row * self.side + column));
            }
        }
    }

    /// First and last square that coordinates touch; none outside the zone.
    fn squares(&self, coordinates: impl Iterator<Item = f64>) -> Option<[u32; 2]> {
        let (low, high) = coordinates.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        if low > high {
            return None;
        }
        let square = |at: f64| floor_i64(at / self.square_m);
        let (first, last) = (square(low - NEAR_M).max(0), square(high + NEAR_M).min(i64::from(self.side) - 1));
        (first <= last).then_some([u32::try_from(first).ok()?, u32::try_from(last).ok()?])
    }

    /// All triangles, also those outside the zone.
    pub fn triangles(&self) -> &[[Vec3; 3]] {
        &self.triangles
    }

    /// Whether there are no triangles.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All triangles within a distance of a place, and others near it; some more than once.
    pub fn near(&self, place: DVec2, distance_m: f64) -> impl Iterator<Item = Triangle> + '_ {
        let range = |at: f64| self.squares([at - distance_m, at + distance_m].into_iter());
        let rows = range(place.y).filter(|_| !self.is_empty());
        let columns = range(place.x).unwrap_or_default();
        let rows = rows.into_iter().flat_map(|[first, last]| first..=last);
        rows.flat_map(move |row| {
            let end = |column: u32| self.ends[(row * self.side + column) as usize] as usize;
            let before = (row * self.side + columns[0]).checked_sub(1);
            let start = before.map_or(0, |before| self.ends[before as usize] as usize);
            self.entries[start..end(columns[1])].iter()
        })
        .map(|index| doubles(&self.triangles[*index as usize]))
    }

    /// The highest triangle at a place that is not above a height in meters; steep ones do not count.
    pub fn floor_m(&self, place: DVec2, up_to_m: f64) -> Option<f64> {
        highest(self.near(place, 0.0), place, up_to_m)
    }

    /// All triangles that a segment may cross; some more than once.
    pub fn along(&self, from: DVec3, to: DVec3) -> impl Iterator<Item = Triangle> + '_ {
        let flat = |point: DVec3| DVec2::new(point.x, point.z);
        let (from, to) = (flat(from), flat(to));
        let steps = floor_u32((from.distance(to) / self.square_m.max(SQUARE_M)).ceil()).max(1);
        let half_m = from.distance(to) / f64::from(steps) / 2.0;
        let middle = move |step: u32| from.lerp(to, (f64::from(step) + 0.5) / f64::from(steps));
        (0..steps).flat_map(move |step| self.near(middle(step), half_m))
    }
}

/// Height of the highest floor among triangles at a place that is not above a height, meters.
pub fn highest(triangles: impl Iterator<Item = Triangle>, place: DVec2, up_to_m: f64) -> Option<f64> {
    let floors = triangles.filter_map(|triangle| floor_at(&triangle, place));
    floors.filter(|floor_m| *floor_m <= up_to_m).reduce(f64::max)
}

fn doubles(triangle: &[Vec3; 3]) -> Triangle {
    triangle.map(|corner| corner.as_dvec3())
}
