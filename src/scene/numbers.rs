//! Conversions from floats, which have no `TryFrom`. What does not fit becomes the nearest value that does; NaN becomes 0.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` from a float saturates: the one place where that is wanted"
)]

/// The nearest byte, such as a channel of a pixel.
pub fn round_u8(value: impl Into<f64>) -> u8 {
    value.into().round() as u8
}

/// The nearest 16-bit number.
pub fn round_u16(value: f64) -> u16 {
    value.round() as u16
}

/// The whole part of a count or a place that is not negative.
pub fn floor_u32(value: impl Into<f64>) -> u32 {
    value.into() as u32
}

/// The whole part of a count that is not negative.
pub fn floor_u64(value: impl Into<f64>) -> u64 {
    value.into() as u64
}

/// The greatest whole number that is not above.
pub fn floor_i64(value: impl Into<f64>) -> i64 {
    value.into().floor() as i64
}

/// Rounded to single precision; beyond its range infinite.
pub fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_becomes_the_nearest_that_does() {
        let values = [-1.0, 0.4, 0.5, 254.5, 1e30, f64::NAN];
        assert_eq!(values.map(round_u8), [0, 0, 1, 255, 255, 0]);
        assert_eq!(values.map(round_u16), [0, 0, 1, 255, u16::MAX, 0]);
        assert_eq!(values.map(floor_u32), [0, 0, 0, 254, u32::MAX, 0]);
        assert_eq!(values.map(floor_u64), [0, 0, 0, 254, u64::MAX, 0]);
        assert_eq!(values.map(floor_i64), [-1, 0, 0, 254, i64::MAX, 0]);
        assert_eq!(floor_i64(-0.5), -1);
    }
}
