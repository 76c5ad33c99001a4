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
    let (step_x, step_y) = ((width / half_width) as usize, (height / half_height) as usize);
    let stride = width as usize * 4;
    let mut data = Vec::with_capacity(half_width as usize * half_height as usize * 4);
    for y in 0..half_height as usize {
        for x in 0..half_width as usize {
            let corner = y * step_y * stride + x * step_x * 4;
            for channel in 0..4 {
                let at = |dx: usize, dy: usize| {
                    let (dx, dy) = (dx.min(step_x - 1), dy.min(step_y - 1));
                    rgba[corner + dy * stride + dx * 4 + channel]
                };
                data.push(mean([at(0, 0), at(1, 0), at(0, 1), at(1, 1)]));
            }
        }
    }
    MadeLevel { width: half_width, height: half_height, data }
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
