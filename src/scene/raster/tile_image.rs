//! Tile textures in GPU form: 128 x 128 with a full mip chain.
//!
//! Files stop at 4 x 4; the levels down to 1 x 1 are computed here, so that distant terrain does not shimmer.

use crate::formats::ntf::{Level, PixelFormat, Texture, decode_into, mips};

/// Side of a tile texture in texels.
pub const TILE_PX: u32 = 128;
/// Mip levels from 128 x 128 to 1 x 1.
pub const TILE_LEVELS: u32 = 8;

/// Storage format of texels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileEncoding {
    /// BC1 blocks, as in the files: a sixth of the memory, for GPUs with block compression.
    Bc1,
    /// R, G, B, A bytes: the fastest to sample on a CPU, and supported by every adapter.
    Rgba8,
}

impl TileEncoding {
    /// Bytes of a level; 0 is 128 x 128. Levels smaller than a block take a whole block.
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

/// All levels of a tile texture, largest first, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileImage {
    /// Storage format of the texels.
    pub encoding: TileEncoding,
    /// All levels; row 0 is the top (v = 0).
    pub data: Vec<u8>,
}

/// A texture whose size is not that of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is {width} x {height} pixels, expected {TILE_PX} x {TILE_PX}")]
pub struct WrongTileSize {
    /// Width of the texture in texels.
    pub width: u32,
    /// Height of the texture in texels.
    pub height: u32,
}

impl TileImage {
    /// Converts a texture of a file.
    ///
    /// # Errors
    /// Where it is not 128 x 128 texels.
    pub fn from_texture(texture: &Texture, encoding: TileEncoding) -> Result<TileImage, WrongTileSize> {
        if (texture.width(), texture.height()) != (TILE_PX, TILE_PX) {
            return Err(WrongTileSize { width: texture.width(), height: texture.height() });
        }
        Ok(match encoding {
            TileEncoding::Rgba8 => TileImage { encoding, data: texels(texture) },
            TileEncoding::Bc1 if texture.format() == PixelFormat::Dxt1 => TileImage { encoding, data: blocks(texture) },
            TileEncoding::Bc1 => TileImage::from_rgba8(&texture.decode_rgba8(0), encoding),
        })
    }

    /// A level (0 is 128 x 128) as rows of R, G, B, A bytes from the top. Empty beyond the last level.
    pub fn level_rgba8(&self, level: u32) -> Vec<u8> {
        if level >= TILE_LEVELS {
            return Vec::new();
        }
        let start: usize = (0..level).map(|level| self.encoding.level_bytes(level)).sum();
        let data = self.data.get(start..start + self.encoding.level_bytes(level)).unwrap_or_default();
        let side = TILE_PX >> level;
        match self.encoding {
            TileEncoding::Rgba8 => data.to_vec(),
            TileEncoding::Bc1 => {
                let mut rgba = vec![0; (side * side * 4) as usize];
                decode_into(PixelFormat::Dxt1, Level { width: side, height: side, data }, &mut rgba);
                rgba
            }
        }
    }

    /// Builds all further levels of 128 x 128 RGBA8 texels by averaging.
    pub fn from_rgba8(rgba: &[u8], encoding: TileEncoding) -> TileImage {
        let texture = Texture::encode(rgba, TILE_PX, TILE_PX, PixelFormat::Dxt1, true);
        match encoding {
            TileEncoding::Bc1 => TileImage { encoding, data: blocks(&texture) },
            TileEncoding::Rgba8 => {
                let mut data = rgba.to_vec();
                let mut level = mips::halve(TILE_PX, TILE_PX, rgba);
                data.extend_from_slice(&level.data);
                while level.width > 1 {
                    level = mips::halve(level.width, level.height, &level.data);
                    data.extend_from_slice(&level.data);
                }
                TileImage { encoding, data }
            }
        }
    }
}

/// The stored blocks, and blocks of the levels that files leave out.
fn blocks(texture: &Texture) -> Vec<u8> {
    let mut data: Vec<u8> = texture.levels().flat_map(|level| level.data).copied().collect();
    data.extend(mips::tail_blocks(texture).iter().flat_map(|level| &level.data));
    data
}

fn texels(texture: &Texture) -> Vec<u8> {
    let mut data = Vec::with_capacity(TileEncoding::Rgba8.image_bytes());
    for level in 0..texture.level_count() {
        data.extend(texture.decode_rgba8(level));
    }
    data.extend(mips::tail_rgba8(texture).iter().flat_map(|level| &level.data));
    data
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
    }

    #[test]
    fn the_last_level_is_the_mean() {
        let texels: Vec<u8> = (0..128 * 128).flat_map(|i| [if i % 2 == 0 { 100 } else { 102 }, 7, 200, 255]).collect();
        let image = TileImage::from_rgba8(&texels, TileEncoding::Rgba8);
        assert_eq!(image.data[image.data.len() - 4..], [101, 7, 200, 255]);
    }

    #[test]
    fn levels_decode_to_the_same_in_both_encodings() {
        let texels: Vec<u8> = (0..128 * 128).flat_map(|i| [[(i % 128) as u8; 3].as_slice(), &[255]].concat()).collect();
        let images = [TileEncoding::Rgba8, TileEncoding::Bc1].map(|encoding| TileImage::from_rgba8(&texels, encoding));
        for level in 0..TILE_LEVELS {
            let [exact, coded] = images.each_ref().map(|image| image.level_rgba8(level));
            assert_eq!(exact.len(), ((TILE_PX >> level).pow(2) * 4) as usize);
            assert_eq!(coded.len(), exact.len());
            let worst = exact.iter().zip(&coded).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(level > 5 || worst <= Some(12), "level {level}: {worst:?}");
        }
        assert!(images[0].level_rgba8(TILE_LEVELS).is_empty());
    }

    #[test]
    fn a_texture_of_another_size_is_refused() {
        let texture = Texture::encode(&[0; 64 * 64 * 4], 64, 64, PixelFormat::Dxt1, true);
        assert!(TileImage::from_texture(&texture, TileEncoding::Bc1).unwrap_err().to_string().contains("64 x 64"));
    }

    #[test]
    fn other_formats_are_recoded() {
        let texture = Texture::encode(&[255; 128 * 128 * 4], 128, 128, PixelFormat::A1R5G5B5, true);
        for encoding in [TileEncoding::Rgba8, TileEncoding::Bc1] {
            assert_eq!(TileImage::from_texture(&texture, encoding).unwrap().data.len(), encoding.image_bytes());
        }
    }
}
