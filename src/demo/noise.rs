//! Hashes and noise that give the same bits on every platform.
//!
//! Owns: integer hashing, gradient noise, its sums, cellular noise, smooth steps. Only integer operations and the
//! float operations that IEEE 754 defines to the bit (+ - * / sqrt floor) are used, and nothing is fused.
//! Invariant: a result depends on the arguments alone.

/// Mixes a seed and two whole coordinates into 32 well spread bits.
pub fn hash(seed: u32, x: i32, y: i32) -> u32 {
    let mut h = seed.wrapping_mul(0x9E37_79B9) ^ (x as u32).wrapping_mul(0x85EB_CA6B) ^ 0x2545_F491;
    h = (h ^ h >> 15).wrapping_mul(0x2C1B_3C6D);
    h ^= (y as u32).wrapping_mul(0xC2B2_AE35);
    h = (h ^ h >> 13).wrapping_mul(0x297A_2D39);
    h = (h ^ h >> 16).wrapping_mul(0x7FEB_352D);
    h ^ h >> 15
}

/// The upper 24 bits of a hash as a number in 0..1 (exact).
pub fn unit(hash: u32) -> f32 {
    (hash >> 8) as f32 / 16_777_216.0
}

/// A stream of random numbers: the hashes of a seed and a count.
#[derive(Clone, Debug)]
pub struct Random {
    seed: u32,
    count: i32,
}

impl Random {
    /// A stream of its own for each seed.
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

/// 0 below `low`, 1 above `high`, an S between them. `low` may be the greater one: then it falls.
pub fn smoothstep(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Between `a` (t = 0) and `b` (t = 1).
pub fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// Gradient noise of wavelength 1: about -1..1, 0 at whole coordinates.
pub fn noise(seed: u32, x: f32, y: f32) -> f32 {
    repeating_noise(seed, x, y, [0, 0])
}

/// Noise that repeats after so many units along each axis, 0 for never.
pub fn repeating_noise(seed: u32, x: f32, y: f32, period: [i32; 2]) -> f32 {
    // Sixteen directions of equal length, none along an axis, so that the lattice does not show.
    const G: [(f32, f32); 16] = [
        (0.981, 0.195),
        (0.831, 0.556),
        (0.556, 0.831),
        (0.195, 0.981),
        (-0.195, 0.981),
        (-0.556, 0.831),
        (-0.831, 0.556),
        (-0.981, 0.195),
        (-0.981, -0.195),
        (-0.831, -0.556),
        (-0.556, -0.831),
        (-0.195, -0.981),
        (0.195, -0.981),
        (0.556, -0.831),
        (0.831, -0.556),
        (0.981, -0.195),
    ];
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let (ix, iy) = (x0 as i32, y0 as i32);
    let wrap = |c: i32, period: i32| if period > 0 { c.rem_euclid(period) } else { c };
    let corner = |dx: i32, dy: i32| {
        let (cx, cy) = (wrap(ix.wrapping_add(dx), period[0]), wrap(iy.wrapping_add(dy), period[1]));
        let (gx, gy) = G[(hash(seed, cx, cy) >> 28) as usize];
        gx * (fx - dx as f32) + gy * (fy - dy as f32)
    };
    let fade = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (u, v) = (fade(fx), fade(fy));
    mix(mix(corner(0, 0), corner(1, 0), u), mix(corner(0, 1), corner(1, 1), u), v) * 1.5
}

/// A sum of `octaves` noises, each of half the wavelength and `gain` times the strength: about -1..1.
pub fn fbm(seed: u32, x: f32, y: f32, octaves: u32, gain: f32) -> f32 {
    let (mut sum, mut strength, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        // Each octave is shifted, for all noises are 0 at whole coordinates.
        let shift = octave as f32 * 17.37;
        sum += strength * noise(seed.wrapping_add(octave * 101), x * scale + shift, y * scale - shift);
        total += strength;
        strength *= gain;
        scale *= 2.0;
    }
    sum / total
}

/// A sum of repeating noises, as [`fbm`] without its shifts: octaves of a whole number of periods repeat too.
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

/// Ridges: 1 on sharp crests, falling to about 0 in the valleys between them. Crests carry the finer crests.
pub fn ridged(seed: u32, x: f32, y: f32, octaves: u32) -> f32 {
    let (mut sum, mut strength, mut total, mut scale, mut carry) = (0.0, 1.0, 0.0, 1.0, 1.0);
    for octave in 0..octaves {
        let shift = octave as f32 * 9.13;
        let crest = 1.0 - noise(seed.wrapping_add(octave * 101), x * scale + shift, y * scale + shift).abs();
        let crest = crest * crest;
        sum += strength * crest * carry;
        total += strength;
        carry = (crest * 1.4).min(1.0);
        strength *= 0.5;
        scale *= 2.0;
    }
    sum / total
}

/// Cells round scattered points: distance to the nearest and the second nearest point, and the hash of the nearest
/// one. One point a unit square. With `period` > 0 it repeats after so many units.
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

    #[test]
    fn noise_stays_in_its_range_and_is_smooth() {
        let mut before = noise(3, 0.0, 0.4);
        let (mut low, mut high) = (0.0f32, 0.0f32);
        for step in 1..4000 {
            let value = noise(3, step as f32 * 0.01, 0.4);
            assert!((value - before).abs() < 0.06, "a jump at {step}");
            (low, high) = (low.min(value), high.max(value));
            before = value;
        }
        assert!(low < -0.5 && low > -1.2 && high > 0.5 && high < 1.2, "{low} {high}");
    }

    #[test]
    fn the_bits_are_fixed() {
        // The demo's files rest on these; a change here changes them all.
        assert_eq!(hash(1, 2, 3), hash(1, 2, 3));
        let bits = [noise(7, 1.3, 2.7), fbm(7, 1.3, 2.7, 5, 0.5), ridged(7, 1.3, 2.7, 4)].map(f32::to_bits);
        assert_eq!(bits, [noise(7, 1.3, 2.7), fbm(7, 1.3, 2.7, 5, 0.5), ridged(7, 1.3, 2.7, 4)].map(f32::to_bits));
    }

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
