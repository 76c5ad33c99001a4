//! Samples as a file stores them: integers or floats of any width.

/// The samples of a height file, in its own type.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is named after its samples")]
pub enum SampleValues {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    I8(Vec<i8>),
    I16(Vec<i16>),
    I32(Vec<i32>),
    F32(Vec<f32>),
    F64(Vec<f64>),
}

/// Evaluates an expression about the list of any type.
macro_rules! each {
    ($values:expr, $list:ident => $result:expr) => {
        match $values {
            SampleValues::U8($list) => $result,
            SampleValues::U16($list) => $result,
            SampleValues::U32($list) => $result,
            SampleValues::I8($list) => $result,
            SampleValues::I16($list) => $result,
            SampleValues::I32($list) => $result,
            SampleValues::F32($list) => $result,
            SampleValues::F64($list) => $result,
        }
    };
}

impl SampleValues {
    /// Number of samples.
    pub fn len(&self) -> usize {
        each!(self, list => list.len())
    }

    /// Whether there are no samples.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether samples are floats: heights in meters, unless a scale is given.
    pub fn is_float(&self) -> bool {
        matches!(self, SampleValues::F32(_) | SampleValues::F64(_))
    }

    /// A sample; exact, since every type fits 64-bit floats.
    ///
    /// # Panics
    /// If there is no such sample.
    #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "one expression for all types")]
    pub fn get(&self, index: usize) -> f64 {
        each!(self, list => list[index] as f64)
    }

    /// Reverses the order of the rows.
    pub(super) fn flip(&mut self, side: usize) {
        fn flip<T>(values: &mut [T], side: usize) {
            let rows = values.len() / side;
            for row in 0..rows / 2 {
                let (upper, lower) = values.split_at_mut((rows - 1 - row) * side);
                upper[row * side..(row + 1) * side].swap_with_slice(&mut lower[..side]);
            }
        }
        each!(self, list => flip(list, side));
    }
}
