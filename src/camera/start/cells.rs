//! Heights of surfaces by the cells of a grid, for a few cells of a zone of any size.

use glam::Vec3;

use crate::scene::numbers::floor_i64;

/// Cells on a side of a block.
const BLOCK: usize = 32;
/// Triangles are halved this many times in all: the time is bounded, whatever a file contains.
const MOST_PARTS: u32 = 400_000;

/// The highest surface in each cell of a zone, in meters. Blocks of cells without a surface take no memory.
pub struct Cells {
    cell_m: f32,
    /// Blocks on a side.
    side: usize,
    blocks: Vec<Option<Box<[f32; BLOCK * BLOCK]>>>,
    parts_left: u32,
    highest_m: f32,
}

impl Cells {
    /// Cells of a size over a zone, both in meters, without a surface.
    pub fn new(extent_m: f32, cell_m: f32) -> Cells {
        let cells = floor_i64((extent_m / cell_m).ceil()).max(1);
        let side = usize::try_from(cells).unwrap_or(1).div_ceil(BLOCK);
        Cells { cell_m, side, blocks: vec![None; side * side], parts_left: MOST_PARTS, highest_m: f32::NEG_INFINITY }
    }

    /// Height of the highest surface of all; negative infinity without one.
    pub fn highest_m(&self) -> f32 {
        self.highest_m
    }

    /// Height of the surface at a place; negative infinity where there is none.
    pub fn at(&self, east_m: f32, north_m: f32) -> f32 {
        let Some((block, cell)) = self.place(east_m, north_m) else { return f32::NEG_INFINITY };
        self.blocks[block].as_ref().map_or(f32::NEG_INFINITY, |cells| cells[cell])
    }

    /// Raises the surface at a point.
    pub fn raise(&mut self, point: Vec3) {
        let Some((block, cell)) = self.place(point.x, point.z).filter(|_| point.is_finite()) else { return };
        let cells = self.blocks[block].get_or_insert_with(|| Box::new([f32::NEG_INFINITY; BLOCK * BLOCK]));
        cells[cell] = cells[cell].max(point.y);
        self.highest_m = self.highest_m.max(point.y);
    }

    /// Raises the surface on a triangle, by halves that are as small as a cell.
    pub fn raise_triangle(&mut self, corners: [Vec3; 3]) {
        let [a, b, c] = corners;
        let (low, high) = (a.min(b).min(c), a.max(b).max(c));
        let extent_m = (self.side * BLOCK) as f32 * self.cell_m;
        if high.x < 0.0 || high.z < 0.0 || low.x > extent_m || low.z > extent_m {
            return;
        }
        let sides = [(a, b, c), (b, c, a), (c, a, b)];
        let squared_m = |(from, to, _): &(Vec3, Vec3, Vec3)| (to.x - from.x).powi(2) + (to.z - from.z).powi(2);
        let longest = sides.into_iter().max_by(|one, other| squared_m(one).total_cmp(&squared_m(other)));
        match longest.filter(|side| squared_m(side) > self.cell_m.powi(2) && self.parts_left > 0) {
            Some((from, to, other)) => {
                self.parts_left -= 1;
                let middle = (from + to) * 0.5;
                self.raise_triangle([from, middle, other]);
                self.raise_triangle([middle, to, other]);
            }
            None => corners.into_iter().for_each(|corner| self.raise(corner)),
        }
    }

    fn place(&self, east_m: f32, north_m: f32) -> Option<(usize, usize)> {
        let cells = self.side * BLOCK;
        let cell = |at_m: f32| usize::try_from(floor_i64(at_m / self.cell_m)).ok().filter(|cell| *cell < cells);
        let (x, z) = (cell(east_m)?, cell(north_m)?);
        Some((x / BLOCK * self.side + z / BLOCK, x % BLOCK * BLOCK + z % BLOCK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_covers_its_cells_and_no_others() {
        let mut cells = Cells::new(512.0, 4.0);
        cells.raise_triangle([
            Vec3::new(100.0, 5.0, 100.0),
            Vec3::new(200.0, 5.0, 100.0),
            Vec3::new(100.0, 5.0, 200.0),
        ]);
        assert_eq!((cells.at(120.0, 120.0), cells.at(149.0, 149.0), cells.highest_m()), (5.0, 5.0, 5.0));
        assert_eq!((cells.at(180.0, 180.0), cells.at(90.0, 150.0)), (f32::NEG_INFINITY, f32::NEG_INFINITY));
    }

    #[test]
    fn points_outside_and_damaged_ones_raise_nothing() {
        let mut cells = Cells::new(64.0, 4.0);
        for at in [f32::NAN, f32::INFINITY, -1.0, 1e30] {
            cells.raise(Vec3::new(at, 3.0, 3.0));
            cells.raise(Vec3::new(3.0, 3.0, at));
        }
        cells.raise(Vec3::new(3.0, f32::NAN, 3.0));
        assert_eq!(cells.highest_m(), f32::NEG_INFINITY);
    }

    #[test]
    fn the_work_for_huge_triangles_is_bounded() {
        let mut cells = Cells::new(32_768.0, 4.0);
        let huge = [Vec3::new(-1e5, 1.0, -1e5), Vec3::new(1e5, 1.0, -1e5), Vec3::new(0.0, 1.0, 1e5)];
        (0..1000).for_each(|_| cells.raise_triangle(huge));
        assert_eq!(cells.parts_left, 0);
    }
}
