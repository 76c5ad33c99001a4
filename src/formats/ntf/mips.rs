//! Mip levels that files do not store: a record's levels end at 4 pixels, but distant terrain needs them down to one.

use super::texture::Texture;
use super::{PixelFormat, encode};

/// A mip level that no file stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeLevel {
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
    /// R, G, B, A rows from the top, or whole blocks of the texture's format, depending on the function.
    pub data: Vec<u8>,
}

/// Halves a picture of R, G, B, A rows by averaging (a side of 1 stays 1).
pub fn halve(width: u32, height: u32, rgba: &[u8]) -> MadeLevel {
    let (half_width, half_height) = ((width / 2).max(1), (height / 2).max(1));
    let mut data = vec![0; half_width as usize * half_height as usize * 4];
    let (texels, out) = (rgba.as_chunks::<4>().0, data.as_chunks_mut::<4>().0);
    for (row, out) in out.chunks_exact_mut(half_width as usize).enumerate() {
        halve_row(texels, [width, height], row, out);
    }
    MadeLevel { width: half_width, height: half_height, data }
}

/// Computes a row of [`halve`], for texels of any number of channels.
pub fn halve_row<const CHANNELS: usize>(
    texels: &[[u8; CHANNELS]],
    [width, height]: [u32; 2],
    row: usize,
    out: &mut [[u8; CHANNELS]],
) {
    let width = width as usize;
    let upper = &texels[row * 2 * width..][..width];
    let lower = if height > 1 { &texels[(row * 2 + 1) * width..][..width] } else { upper };
    let means = |[a, b]: [[u8; CHANNELS]; 2], [c, d]: [[u8; CHANNELS]; 2]| {
        std::array::from_fn(|channel| mean([a[channel], b[channel], c[channel], d[channel]]))
    };
    if let ([a], [c]) = (upper, lower) {
        out[0] = means([*a, *a], [*c, *c]);
        return;
    }
    let pairs = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
    out.iter_mut().zip(pairs).for_each(|(out, (above, below))| *out = means(*above, *below));
}

/// The mean, rounded.
#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
#[inline]
fn mean(bytes: [u8; 4]) -> u8 {
    let [a, b, c, d] = bytes.map(u16::from);
    ((a + b + c + d + 2) / 4) as u8
}

/// Levels below a texture's last one, down to 1x1, as R, G, B, A rows: 2x2 and 1x1 for a square texture with levels.
/// Colors are averaged as stored (gamma-encoded), like the stored levels.
pub fn tail_rgba8(texture: &Texture) -> Vec<MadeLevel> {
    let last = texture.level_count() - 1;
    let Some(level) = texture.level(last) else { return Vec::new() };
    let first = MadeLevel { width: level.width, height: level.height, data: texture.decode_rgba8(last) };
    let next = |level: &MadeLevel| {
        (level.width > 1 || level.height > 1).then(|| halve(level.width, level.height, &level.data))
    };
    std::iter::successors(next(&first), next).collect()
}

/// Levels below a texture's last one, down to 1x1, in its own block format: whole 4x4 blocks each, as GPUs require.
/// Empty for formats without blocks. DXT1 is treated as opaque.
pub fn tail_blocks(texture: &Texture) -> Vec<MadeLevel> {
    if !texture.format().is_block() {
        return Vec::new();
    }
    let opaque = texture.format() == PixelFormat::Dxt1;
    let made = tail_rgba8(texture).into_iter().map(|mut level| {
        if opaque {
            level.data.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha = 255);
        }
        let data = encode::encode_level(texture.format(), level.width, level.height, &level.data);
        MadeLevel { data, ..level }
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_means_of_two_by_two() {
        for (width, height) in [(1, 1), (1, 4), (4, 1), (2, 2), (3, 5), (8, 6), (7, 2)] {
            let texels: Vec<u8> = (0..width * height * 4).map(|i| (i * 37 % 251) as u8).collect();
            let half = halve(width, height, &texels);
            assert_eq!((half.width, half.height), ((width / 2).max(1), (height / 2).max(1)));
            for (i, found) in (0_u32..).zip(&half.data) {
                let (pixel, channel) = (i / 4, (i % 4) as usize);
                let at = |right: u32, down: u32| {
                    let x = (pixel % half.width * 2 + right).min(width - 1);
                    let y = (pixel / half.width * 2 + down).min(height - 1);
                    u32::from(texels[((y * width + x) * 4) as usize + channel])
                };
                let sum = at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1);
                assert_eq!(u32::from(*found), (sum + 2) / 4, "{width} x {height}, byte {i}");
            }
        }
    }
}
