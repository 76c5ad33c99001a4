//! A tile texture in the form in which a GPU takes it: 128 x 128 with its whole chain of mip levels.
//!
//! Files stop at 4 x 4; the chain goes on here to 1 x 1, so that distant ground does not sparkle.

use crate::ntf::{self, PixelFormat, Texture};

/// Side of a tile texture in texels.
pub const TILE_PX: u32 = 128;
/// Mip levels from 128 x 128 to 1 x 1.
pub const TILE_LEVELS: u32 = 8;

/// How the texels are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileEncoding {
    /// BC1 blocks, as in the files: a sixth of the memory, for GPUs.
    Bc1,
    /// Red, green, blue, alpha bytes: what a CPU samples fastest, and what every adapter takes.
    Rgba8,
}

impl TileEncoding {
    /// Bytes of a level, 0 being 128 x 128. A block is whole even where the level is smaller.
    pub fn level_bytes(self, level: u32) -> usize {
        let side = (TILE_PX >> level) as usize;
        match self {
            TileEncoding::Bc1 => side.div_ceil(4).pow(2) * 8,
            TileEncoding::Rgba8 => side * side * 4,
        }
    }

    /// Bytes of all levels.
    pub fn image_bytes(self) -> usize {
        (0..TILE_LEVELS).map(|level| self.level_bytes(level)).sum()
    }
}

/// The levels of a tile texture, largest first, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileImage {
    /// How the texels are stored.
    pub encoding: TileEncoding,
    /// All levels; row 0 is the top (v = 0).
    pub data: Vec<u8>,
}

impl TileImage {
    /// Takes a texture of a file. Fails with the reason where it cannot lie on a tile.
    pub fn from_texture(texture: &Texture, encoding: TileEncoding) -> Result<TileImage, String> {
        if (texture.width(), texture.height()) != (TILE_PX, TILE_PX) {
            return Err(format!("{} x {} texels, not {TILE_PX} x {TILE_PX}", texture.width(), texture.height()));
        }
        let as_stored = encoding == TileEncoding::Bc1 && texture.format() == PixelFormat::Dxt1;
        if as_stored { Ok(TileImage::from_blocks(texture)) } else { Ok(TileImage::from_texels(texture, encoding)) }
    }

    /// From 128 x 128 RGBA8 texels, all levels made by averaging.
    pub fn from_rgba8(texels: &[u8], encoding: TileEncoding) -> TileImage {
        assert_eq!(texels.len(), TileEncoding::Rgba8.level_bytes(0));
        let levels = complete_chain(vec![texels.to_vec()]);
        TileImage::encode(&levels, encoding)
    }

    fn from_blocks(texture: &Texture) -> TileImage {
        let mut data: Vec<u8> = texture.levels().flat_map(|level| level.data).copied().collect();
        let stored = texture.level_count();
        if stored < TILE_LEVELS as usize {
            let levels = complete_chain(vec![texture.decode_rgba8(stored - 1)]);
            for level in &levels[1..] {
                data.extend(ntf::bc::encode_bc1(level, (level.len() / 4).isqrt()));
            }
        }
        TileImage { encoding: TileEncoding::Bc1, data }
    }

    fn from_texels(texture: &Texture, encoding: TileEncoding) -> TileImage {
        let stored = (0..texture.level_count()).map(|level| texture.decode_rgba8(level)).collect();
        TileImage::encode(&complete_chain(stored), encoding)
    }

    fn encode(levels: &[Vec<u8>], encoding: TileEncoding) -> TileImage {
        let mut data = Vec::with_capacity(encoding.image_bytes());
        for level in levels {
            match encoding {
                TileEncoding::Rgba8 => data.extend_from_slice(level),
                TileEncoding::Bc1 => data.extend(ntf::bc::encode_bc1(level, (level.len() / 4).isqrt())),
            }
        }
        TileImage { encoding, data }
    }
}

/// Halves the last square RGBA8 level until it is 1 x 1.
fn complete_chain(mut levels: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    while let Some(last) = levels.last().filter(|last| last.len() > 4) {
        levels.push(halve(last));
    }
    levels
}

/// The mean of each 2 x 2 texels of a square RGBA8 level.
fn halve(texels: &[u8]) -> Vec<u8> {
    let side = (texels.len() / 4).isqrt();
    let half = side / 2;
    let mut out = Vec::with_capacity(half * half * 4);
    for y in 0..half {
        for x in 0..half {
            let at = (y * 2 * side + x * 2) * 4;
            for channel in 0..4 {
                let sum: u32 =
                    [0, 4, side * 4, side * 4 + 4].iter().map(|step| u32::from(texels[at + step + channel])).sum();
                out.push(((sum + 2) / 4) as u8);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_ends_at_one_texel() {
        let texels: Vec<u8> = (0..128 * 128).flat_map(|i| [(i % 251) as u8, 7, 200, 255]).collect();
        for encoding in [TileEncoding::Rgba8, TileEncoding::Bc1] {
            let image = TileImage::from_rgba8(&texels, encoding);
            assert_eq!(image.data.len(), encoding.image_bytes());
        }
        let levels = complete_chain(vec![texels]);
        assert_eq!(levels.len(), TILE_LEVELS as usize);
        assert_eq!(levels[7][1..], [7, 200, 255]);
    }

    #[test]
    fn halving_averages() {
        assert_eq!(halve(&[0, 10, 255, 255, 2, 10, 255, 255, 0, 10, 255, 255, 2, 10, 255, 255]), [1, 10, 255, 255]);
    }
}
