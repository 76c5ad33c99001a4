//! A square of heights in meters, row 0 the northernmost.

use crate::formats::gtd::Gtd;
use crate::scene::numbers::{floor_u32, single};

/// A square of heights in meters: rows from the north, columns from the west.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightGrid {
    side: u32,
    rows: Vec<f32>,
}

impl HeightGrid {
    /// The heights of a zone's vertices as stored, including NaN and infinities.
    pub fn from_zone(gtd: &Gtd) -> HeightGrid {
        let side = gtd.map_size();
        let places = (0..side).rev().flat_map(|z| (0..side).map(move |x| (x, z)));
        HeightGrid { side, rows: places.map(|(x, z)| gtd.record(x, z).height_m()).collect() }
    }

    /// Creates a grid; none unless there are `side` squared heights, and at least two a side.
    pub fn new(side: u32, rows: Vec<f32>) -> Option<HeightGrid> {
        let fits = side >= 2 && (side as usize).checked_mul(side as usize) == Some(rows.len());
        fits.then_some(HeightGrid { side, rows })
    }

    /// Number of heights a side.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// All heights, row by row from the north.
    pub fn rows(&self) -> &[f32] {
        &self.rows
    }

    /// The height of vertex (x, z), z counted from the south.
    pub fn at(&self, x: u32, z: u32) -> f32 {
        self.rows[((self.side - 1 - z) * self.side + x) as usize]
    }

    /// Lowest and highest finite height.
    pub fn range(&self) -> Option<(f32, f32)> {
        let finite = self.rows.iter().copied().filter(|height| height.is_finite());
        finite.fold(None, |range, h| Some(range.map_or((h, h), |(min, max): (f32, f32)| (min.min(h), max.max(h)))))
    }

    /// Number of non-finite heights.
    pub fn not_finite(&self) -> usize {
        self.rows.iter().filter(|height| !height.is_finite()).count()
    }

    /// Resamples to another number of heights a side, bilinearly.
    pub fn resampled(&self, side: u32) -> HeightGrid {
        if side == self.side {
            return self.clone();
        }
        let step = f64::from(self.side - 1) / f64::from(side - 1);
        let places = (0..side).flat_map(|row| (0..side).map(move |column| (row, column)));
        let rows = places.map(|(row, column)| self.between(f64::from(column) * step, f64::from(row) * step)).collect();
        HeightGrid { side, rows }
    }

    /// The interpolated height between rows and columns.
    fn between(&self, column: f64, row: f64) -> f32 {
        let last = self.side - 2;
        let (left, top) = (floor_u32(column).min(last), floor_u32(row).min(last));
        let (u, v) = (column - f64::from(left), row - f64::from(top));
        let at = |dx: u32, dy: u32| f64::from(self.rows[((top + dy) * self.side + left + dx) as usize]);
        // A weight of 0 must ignore a non-finite height.
        let mix = |a: f64, b: f64, t: f64| match t {
            0.0 => a,
            1.0 => b,
            t => a + (b - a) * t,
        };
        single(mix(mix(at(0, 0), at(1, 0), u), mix(at(0, 1), at(1, 1), u), v))
    }

    /// The largest difference to an original grid at its vertices, in meters; non-finite heights are ignored.
    pub fn largest_difference(&self, original: &HeightGrid) -> f64 {
        let back = self.resampled(original.side);
        let pairs = back.rows.iter().zip(&original.rows).filter(|(_, original)| original.is_finite());
        let differences = pairs.map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs());
        differences.filter(|difference| difference.is_finite()).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resampling_keeps_corners_and_slopes() {
        let rows = (0..25).map(|i| (i % 5) as f32 * 2.0 + (i / 5) as f32).collect();
        let grid = HeightGrid::new(5, rows).unwrap();
        let fine = grid.resampled(9);
        assert_eq!((fine.rows()[0], fine.rows()[80]), (0.0, 12.0));
        assert_eq!(fine.rows()[1], 1.0);
        assert_eq!(fine.resampled(5), grid);
        assert_eq!(fine.largest_difference(&grid), 0.0);
        assert_eq!(grid.at(0, 0), 4.0);
        assert_eq!(HeightGrid::new(5, vec![0.0; 24]), None);
    }
}
