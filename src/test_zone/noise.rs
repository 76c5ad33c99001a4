//! Hashes and noise with the same bits on every platform.
//!
//! Integer hashing, gradient noise and its sums, smooth steps. Only integer operations and the float operations that
//! IEEE 754 defines to the bit (+ - * / sqrt floor) are used, without fused operations. Invariant: a result depends on
//! the arguments alone.

pub use crate::scene::easing::smoothstep;

/// Hashes a seed and two integer coordinates to 32 bits.
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

/// Interpolates between `a` (t = 0) and `b` (t = 1).
pub fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// Gradient noise of wavelength 1: about -1..1, 0 at integer coordinates.
pub fn noise(seed: u32, x: f32, y: f32) -> f32 {
    repeating_noise(seed, x, y, [0, 0])
}

/// Noise with a period along each axis, 0 for none.
pub fn repeating_noise(seed: u32, x: f32, y: f32, period: [i32; 2]) -> f32 {
    // Sixteen gradients of equal length, none along an axis, to hide the lattice.
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

/// Sum of `octaves` noises, each with half the wavelength and `gain` times the amplitude: about -1..1.
pub fn fbm(seed: u32, x: f32, y: f32, octaves: u32, gain: f32) -> f32 {
    let (mut sum, mut strength, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        // Octaves are shifted, because all noises are 0 at integer coordinates.
        let shift = octave as f32 * 17.37;
        sum += strength * noise(seed.wrapping_add(octave * 101), x * scale + shift, y * scale - shift);
        total += strength;
        strength *= gain;
        scale *= 2.0;
    }
    sum / total
}

/// Ridged noise: 1 on sharp crests, falling to about 0 in the valleys between them. Crests carry finer crests.
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
        // Generated zones and the demo's files depend on these values: a change here changes them all.
        let bits = [noise(7, 1.3, 2.7), fbm(7, 1.3, 2.7, 5, 0.5), ridged(7, 1.3, 2.7, 4)].map(f32::to_bits);
        assert_eq!((hash(1, 2, 3), bits), (4_245_724_545, [3_204_342_808, 3_196_828_896, 1_049_345_541]));
    }
}
