//! Heights as samples: floats in meters, or 16-bit integers from the lowest height to the highest.

use super::{HeightGrid, SampleValues};
use crate::scene::numbers::{round_u16, single};

/// Samples of a grid, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightSamples {
    /// Height of the value 0, in meters.
    pub offset_m: f64,
    /// Meters per step of the value.
    pub scale_m: f64,
    /// The values as stored.
    pub values: SampleValues,
    /// The value that a file declares to mean "no data".
    pub no_data: Option<f64>,
}

impl HeightSamples {
    /// Creates samples without a scale: one step is a meter.
    pub fn unscaled(values: SampleValues) -> HeightSamples {
        HeightSamples { offset_m: 0.0, scale_m: 1.0, values, no_data: None }
    }

    /// Creates float samples, in meters.
    pub fn from_floats(floats: Vec<f32>) -> HeightSamples {
        HeightSamples::unscaled(SampleValues::F32(floats))
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
        let values = SampleValues::U16(grid.rows().iter().map(value).collect());
        HeightSamples { offset_m: min, scale_m, ..HeightSamples::unscaled(values) }
    }

    /// The values of [`HeightSamples::from_grid`] as integers; empty for others.
    pub fn integers(&self) -> &[u16] {
        if let SampleValues::U16(values) = &self.values { values } else { &[] }
    }

    /// The values of [`HeightSamples::from_grid`] as floats; empty for others.
    pub fn floats(&self) -> &[f32] {
        if let SampleValues::F32(values) = &self.values { values } else { &[] }
    }

    /// Reverses the order of the rows.
    pub fn flipped(mut self, side: u32) -> HeightSamples {
        self.values.flip(side as usize);
        self
    }

    /// The height of a sample, before it is rounded to single precision.
    pub fn height_m(&self, index: usize) -> f64 {
        let value = self.values.get(index);
        // Without a scale the value is kept to the bit, a negative zero included.
        if (self.offset_m, self.scale_m) == (0.0, 1.0) { value } else { self.offset_m + self.scale_m * value }
    }

    /// The heights that a reader gets from the samples.
    pub fn heights_m(&self) -> Vec<f32> {
        (0..self.values.len()).map(|index| single(self.height_m(index))).collect()
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
        assert_eq!(samples.integers(), [0, 65535, 32768, 0]);
        assert!(samples.read_back(&grid).largest_difference(&grid) <= 20.0 / 65535.0 / 2.0 + 1e-6);
        assert_eq!(samples.flipped(2).integers(), [32768, 0, 0, 65535]);
        let flat = HeightGrid::new(2, vec![3.5; 4]).unwrap();
        assert_eq!(HeightSamples::from_grid(&flat, true).heights_m(), [3.5; 4]);
    }
}
