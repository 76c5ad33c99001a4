//! An owned texture record: pixels in their stored encoding, and levels.

use std::ops::Range;
use std::sync::Arc;

use super::format::{PixelFormat, level_sizes};
use super::record::RecordParts;
use super::{bc, pixel};

/// A texture record (formats section 2.1). Cloning is cheap: the bytes are shared, also among the textures of one file.
/// Row 0 of every level is the top of the picture, v = 0.
#[derive(Clone)]
pub struct Texture {
    bytes: Arc<[u8]>,
    name: Range<usize>,
    pixels: Range<usize>,
    copy: Range<usize>,
    width: u32,
    height: u32,
    format: PixelFormat,
    mipmapped: bool,
}

/// One level of a texture, still encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    /// Width in pixels, a power of two.
    pub width: u32,
    /// Height in pixels, a power of two.
    pub height: u32,
    /// Rows from the top, or rows of 4x4 blocks, in the texture's format.
    pub data: &'a [u8],
}

impl Texture {
    /// Creates the texture of a record in `bytes`. The pixels are not copied.
    pub(super) fn new(bytes: Arc<[u8]>, parts: RecordParts) -> Texture {
        let RecordParts { name, pixels, copy, width, height, format, mipmapped } = parts;
        Texture { bytes, name, pixels, copy, width, height, format, mipmapped }
    }

    /// Width of the first level in pixels, a power of two.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height of the first level in pixels, a power of two.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Encoding of the pixels.
    pub fn format(&self) -> PixelFormat {
        self.format
    }

    /// Whether the record stores a chain of levels, not only one.
    pub fn is_mipmapped(&self) -> bool {
        self.mipmapped
    }

    /// The name inside the record (cp949, often an old path, mostly empty), without effect.
    pub fn name(&self) -> &[u8] {
        &self.bytes[self.name.clone()]
    }

    /// Bytes of all levels as stored, largest first.
    pub fn pixels(&self) -> &[u8] {
        &self.bytes[self.pixels.clone()]
    }

    /// The 16-bit copy for weak GPUs after the levels, kept so that the record can be written back unchanged.
    pub fn small_copy(&self) -> &[u8] {
        &self.bytes[self.copy.clone()]
    }

    /// Address of the stored levels: the same for clones, another one for every other texture in memory.
    pub(crate) fn address(&self) -> usize {
        self.pixels().as_ptr().addr()
    }

    /// Number of levels, at least 1.
    pub fn level_count(&self) -> usize {
        level_sizes(self.width, self.height, self.mipmapped).count()
    }

    /// A level, 0 being the largest; `None` after the last.
    pub fn level(&self, index: usize) -> Option<Level<'_>> {
        let mut start = 0;
        for (i, (width, height)) in level_sizes(self.width, self.height, self.mipmapped).enumerate() {
            let bytes = self.format.level_bytes(width, height);
            if i == index {
                return Some(Level { width, height, data: &self.pixels()[start..start + bytes] });
            }
            start += bytes;
        }
        None
    }

    /// The levels, largest first.
    pub fn levels(&self) -> impl Iterator<Item = Level<'_>> {
        (0..self.level_count()).filter_map(|i| self.level(i))
    }

    /// Decodes a level into rows of R, G, B, A bytes from the top. Empty after the last level. Premultiplied formats
    /// stay premultiplied.
    pub fn decode_rgba8(&self, index: usize) -> Vec<u8> {
        let Some(level) = self.level(index) else { return Vec::new() };
        let mut rgba = vec![0; level.width as usize * level.height as usize * 4];
        decode_into(self.format, level, &mut rgba);
        rgba
    }
}

impl Level<'_> {
    /// One pixel as R, G, B, A; `None` outside. For a few pixels of a large picture; decoding whole levels is faster
    /// per pixel.
    pub fn texel_rgba8(&self, format: PixelFormat, x: u32, y: u32) -> Option<[u8; 4]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let (x, y, width) = (x as usize, y as usize, self.width as usize);
        let mut rgba = [0; 64];
        if format.is_block() {
            let bytes = format.bits_per_px() * 2;
            let data = self.data.get((y / 4 * width.div_ceil(4) + x / 4) * bytes..)?.get(..bytes)?;
            decode_into(format, Level { width: 4, height: 4, data }, &mut rgba);
            rgba.as_chunks().0.get(y % 4 * 4 + x % 4).copied()
        } else {
            let bytes = format.bits_per_px() / 8;
            let data = self.data.get((y * width + x) * bytes..)?.get(..bytes)?;
            decode_into(format, Level { width: 1, height: 1, data }, &mut rgba[..4]);
            rgba.as_chunks().0.first().copied()
        }
    }
}

/// Decodes a level into rows of R, G, B, A bytes; `rgba` must have exactly width x height x 4 bytes.
pub fn decode_into(format: PixelFormat, level: Level<'_>, rgba: &mut [u8]) {
    let width = level.width as usize;
    debug_assert_eq!(rgba.len(), width * level.height as usize * 4);
    match format {
        PixelFormat::Dxt1 => bc::decode_bc1(level.data, width, rgba),
        PixelFormat::Dxt2 | PixelFormat::Dxt3 => bc::decode_bc2(level.data, width, rgba),
        PixelFormat::Dxt4 | PixelFormat::Dxt5 => bc::decode_bc3(level.data, width, rgba),
        PixelFormat::R8G8B8 => pixel::decode_r8g8b8(level.data, rgba),
        PixelFormat::A8R8G8B8 => pixel::decode_a8r8g8b8(level.data, rgba),
        PixelFormat::X8R8G8B8 => pixel::decode_x8r8g8b8(level.data, rgba),
        PixelFormat::A1R5G5B5 => pixel::decode_a1r5g5b5(level.data, rgba),
        PixelFormat::A4R4G4B4 => pixel::decode_a4r4g4b4(level.data, rgba),
    }
}

/// Two textures are equal if they encode to the same bytes.
impl PartialEq for Texture {
    fn eq(&self, other: &Texture) -> bool {
        (self.width, self.height, self.format, self.mipmapped)
            == (other.width, other.height, other.format, other.mipmapped)
            && self.name() == other.name()
            && self.pixels() == other.pixels()
            && self.small_copy() == other.small_copy()
    }
}

impl Eq for Texture {}

impl std::fmt::Debug for Texture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texture({} {}x{}, {} levels)", self.format.name(), self.width, self.height, self.level_count())
    }
}
