//! Heights as samples: floats in meters, or 16-bit integers from the lowest height to the highest.

use super::HeightGrid;
use crate::scene::numbers::{round_u16, single};

/// Samples of a grid, row by row; one of the two lists is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightSamples {
    /// Height of the value 0, in meters.
    pub offset_m: f64,
    /// Meters per step of the value.
    pub scale_m: f64,
    /// The values, for integer samples.
    pub integers: Vec<u16>,
    /// The heights in meters, for float samples.
    pub floats: Vec<f32>,
}

impl HeightSamples {
    /// Creates float samples, in meters.
    pub fn from_floats(floats: Vec<f32>) -> HeightSamples {
        HeightSamples { offset_m: 0.0, scale_m: 1.0, integers: Vec::new(), floats }
    }

    /// Creates unscaled 16-bit samples: one step is a meter.
    pub fn from_integers(integers: Vec<u16>) -> HeightSamples {
        HeightSamples { offset_m: 0.0, scale_m: 1.0, integers, floats: Vec::new() }
    }

    /// Converts a grid to samples. As integers the lowest height is 0 and the highest 65535; non-finite heights become
    /// the lowest.
    pub fn from_grid(grid: &HeightGrid, as_integers: bool) -> HeightSamples {
        if !as_integers {
            return HeightSamples::from_floats(grid.rows().to_vec());
        }
        let (min, max) = grid.range().map_or((0.0, 0.0), |(min, max)| (f64::from(min), f64::from(max)));
        let scale_m = if max > min { (max - min) / f64::from(u16::MAX) } else { 1.0 };
        let value = |height_m: &f32| match f64::from(*height_m) {
            h if h.is_finite() => round_u16((h - min) / scale_m),
            _ => 0,
        };
        let integers = grid.rows().iter().map(value).collect();
        HeightSamples { offset_m: min, scale_m, integers, floats: Vec::new() }
    }

    /// Reverses the order of the rows.
    pub fn flipped(mut self, side: u32) -> HeightSamples {
        fn flip<T>(values: &mut [T], side: usize) {
            let rows = values.len() / side;
            for row in 0..rows / 2 {
                let (upper, lower) = values.split_at_mut((rows - 1 - row) * side);
                upper[row * side..(row + 1) * side].swap_with_slice(&mut lower[..side]);
            }
        }
        flip(&mut self.integers, side as usize);
        flip(&mut self.floats, side as usize);
        self
    }

    /// The heights that a reader gets from the samples.
    pub fn heights_m(&self) -> Vec<f32> {
        let meters = |value: &u16| single(self.offset_m + self.scale_m * f64::from(*value));
        if self.integers.is_empty() { self.floats.clone() } else { self.integers.iter().map(meters).collect() }
    }

    /// The grid that a reader gets, of the size of `grid`.
    pub(super) fn read_back(&self, grid: &HeightGrid) -> HeightGrid {
        HeightGrid::new(grid.side(), self.heights_m()).unwrap_or_else(|| grid.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_span_the_range() {
        let grid = HeightGrid::new(2, vec![-10.0, 10.0, 0.0, f32::NAN]).unwrap();
        let samples = HeightSamples::from_grid(&grid, true);
        assert_eq!(samples.integers, [0, 65535, 32768, 0]);
        assert!(samples.read_back(&grid).largest_difference(&grid) <= 20.0 / 65535.0 / 2.0 + 1e-6);
        assert_eq!(samples.flipped(2).integers, [32768, 0, 0, 65535]);
        let flat = HeightGrid::new(2, vec![3.5; 4]).unwrap();
        assert_eq!(HeightSamples::from_grid(&flat, true).heights_m(), [3.5; 4]);
    }
}
