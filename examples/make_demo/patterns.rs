//! Random numbers and patterns for the demo's pictures: periodic noise, cells.

use gtd_viewer::test_zone::noise::{hash, repeating_noise, unit};

/// A stream of random numbers: hashes of a seed and a counter.
#[derive(Clone, Debug)]
pub struct Random {
    seed: u32,
    count: i32,
}

impl Random {
    /// An independent stream for each seed.
    pub fn new(seed: u32) -> Random {
        Random { seed, count: 0 }
    }

    /// The next 32 bits.
    pub fn bits(&mut self) -> u32 {
        self.count = self.count.wrapping_add(1);
        hash(self.seed, self.count, 0x51ED)
    }

    /// The next number in 0..1.
    pub fn unit(&mut self) -> f32 {
        unit(self.bits())
    }

    /// The next number in `low..high`.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }
}

/// A sum of periodic noises, like `fbm` without its shifts: octaves with an integer number of periods are periodic too.
pub fn repeating_fbm(seed: u32, x: f32, y: f32, period: [i32; 2], octaves: u32, gain: f32) -> f32 {
    let (mut sum, mut strength, mut total, mut scale) = (0.0, 1.0, 0.0, 1);
    for octave in 0..octaves {
        let (fx, fy) = (x * scale as f32, y * scale as f32);
        let seed = seed.wrapping_add(octave * 101);
        sum += strength * repeating_noise(seed, fx + 0.37, fy + 0.71, period.map(|p| p * scale));
        total += strength;
        strength *= gain;
        scale *= 2;
    }
    sum / total
}

/// Cells around scattered points: distance to the nearest and the second nearest point, and the hash of the nearest
/// one. One point per unit square. With `period` > 0 it repeats after that many units.
pub fn cells(seed: u32, x: f32, y: f32, period: i32) -> (f32, f32, u32) {
    let (ix, iy) = (x.floor() as i32, y.floor() as i32);
    let wrap = |c: i32| if period > 0 { c.rem_euclid(period) } else { c };
    let (mut first, mut second, mut id) = (f32::MAX, f32::MAX, 0);
    for cx in ix - 1..=ix + 1 {
        for cy in iy - 1..=iy + 1 {
            let h = hash(seed, wrap(cx), wrap(cy));
            let px = cx as f32 + 0.1 + 0.8 * unit(h);
            let py = cy as f32 + 0.1 + 0.8 * unit(hash(h, 1, 2));
            let distance = ((px - x) * (px - x) + (py - y) * (py - y)).sqrt();
            if distance < first {
                (second, first, id) = (first, distance, h);
            } else if distance < second {
                second = distance;
            }
        }
    }
    (first, second, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::test_zone::noise::noise;

    #[test]
    fn noise_repeats_where_asked() {
        for i in 0..50 {
            let (x, y) = (i as f32 * 0.21, i as f32 * 0.13);
            let here = repeating_fbm(5, x, y, [4, 3], 3, 0.5);
            assert!((here - repeating_fbm(5, x + 4.0, y + 3.0, [4, 3], 3, 0.5)).abs() < 1e-4);
            assert!((noise(5, x, y) - repeating_noise(5, x, y, [100, 100])).abs() < 1e-6);
        }
    }

    #[test]
    fn cells_repeat_after_their_period() {
        for i in 0..50 {
            let (x, y) = (i as f32 * 0.37, i as f32 * 0.11);
            let (a, b) = (cells(5, x, y, 8), cells(5, x + 8.0, y + 8.0, 8));
            assert!((a.0 - b.0).abs() < 1e-4 && a.2 == b.2);
        }
    }
}
