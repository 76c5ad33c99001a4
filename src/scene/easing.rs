//! Easing of movements and transitions.

use std::ops::{Mul, Sub};

/// The smooth step of a value from 0 to 1: 0 and 1 stay, and it changes slowly near both.
pub fn ease<T: Copy + From<f32> + Mul<Output = T> + Sub<Output = T>>(part: T) -> T {
    part * part * (T::from(3.0) - T::from(2.0) * part)
}

/// Smooth step: 0 below `low`, 1 above `high`. Falls if `low` is greater than `high`.
pub fn smoothstep(low: f32, high: f32, value: f32) -> f32 {
    ease(((value - low) / (high - low)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_and_ends_slowly() {
        assert_eq!([0.0, 0.5, 1.0].map(ease::<f32>), [0.0, 0.5, 1.0]);
        assert_eq!([1.0, 3.0, 9.0].map(|value| smoothstep(2.0, 4.0, value)), [0.0, 0.5, 1.0]);
        assert!(ease(0.1_f64) < 0.03 && ease(0.9_f64) > 0.97);
    }
}
