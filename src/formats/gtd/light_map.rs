//! Light maps stored in the zone file. No real file has one; the layout is read from sources only (format notes,
//! section 1.3, field 11). Their textures are measured and kept, not decoded.

use super::{SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};

/// Most light maps that are believed: one for each tile of a large zone.
const COUNT_MAX: i32 = 512 * 512;
/// Longest name of a texture, in bytes.
const NAME_MAX: i32 = 4096;
/// Largest side of a texture in pixels.
const SIDE_MAX: i32 = 8192;

/// A texture for the light on one tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightMap {
    /// The tile's eastward index, as stored.
    pub x: i16,
    /// The tile's northward index, as stored.
    pub z: i16,
    /// The texture record with its own header, as stored.
    pub texture: Vec<u8>,
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<LightMap>, FormatError> {
    reader.section(SectionId::LightMaps.spec());
    let count = reader.number_in(&fields::LIGHT_COUNT, 0..=COUNT_MAX)?;
    (0..count).map(|index| reader.group("light map", index, read_one)).collect()
}

fn read_one(reader: &mut Reader<'_>) -> Result<LightMap, FormatError> {
    let x = reader.i16(&fields::LIGHT_X)?;
    let z = reader.i16(&fields::LIGHT_Z)?;
    let start = reader.at();
    read_texture(reader)?;
    Ok(LightMap { x, z, texture: reader.slice(start..reader.at()).to_vec() })
}

/// Passes one texture record (format notes, section 2).
fn read_texture(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    let name = reader.number_in(&fields::TEXTURE_NAME_LENGTH, 0..=NAME_MAX)?;
    reader.field(&fields::TEXTURE_NAME, name)?;
    let magic = reader.field(&fields::TEXTURE_MAGIC, 4)?;
    if magic != b"NTF\x03" {
        let found = format!("{magic:02x?}");
        return Err(reader.malformed(&fields::TEXTURE_MAGIC, 4, found, "NTF and 3"));
    }
    let width = reader.number_in(&fields::TEXTURE_WIDTH, 1..=SIDE_MAX)?;
    let height = reader.number_in(&fields::TEXTURE_HEIGHT, 1..=SIDE_MAX)?;
    let code = reader.u32(&fields::TEXTURE_FORMAT)?;
    let Some(format) = PixelSize::of(code) else {
        let expected = "DXT1 to DXT5, or 20, 21, 22, 25 or 26";
        return Err(reader.malformed(&fields::TEXTURE_FORMAT, 4, format!("{code:#010x}"), expected));
    };
    let mips = reader.i32(&fields::TEXTURE_MIPS)? != 0;
    reader.field(&fields::TEXTURE_PIXELS, format.stored_bytes(width, height, mips))?;
    Ok(())
}

/// How many bytes pixels take.
#[derive(Clone, Copy)]
enum PixelSize {
    /// Bytes of a block of 4 x 4 pixels.
    Block(usize),
    /// Bytes of a pixel.
    Pixel(usize),
}

impl PixelSize {
    fn of(code: u32) -> Option<PixelSize> {
        match (&code.to_le_bytes(), code) {
            (b"DXT1", _) => Some(PixelSize::Block(8)),
            (b"DXT2" | b"DXT3" | b"DXT4" | b"DXT5", _) => Some(PixelSize::Block(16)),
            (_, 20) => Some(PixelSize::Pixel(3)),
            (_, 21 | 22) => Some(PixelSize::Pixel(4)),
            (_, 25 | 26) => Some(PixelSize::Pixel(2)),
            _ => None,
        }
    }

    /// Bytes of all levels and of the copy that follows them. Sides are at most 8192, so nothing overflows.
    fn stored_bytes(self, width: usize, height: usize, mips: bool) -> usize {
        let chain = |bytes: fn(PixelSize, usize, usize) -> usize, first: u32| -> usize {
            let sides = (first..).map(|level| (width >> level, height >> level));
            sides.take_while(|(w, h)| *w >= 4 && *h >= 4).map(|(w, h)| bytes(self, w, h)).sum()
        };
        let sixteen_bit: fn(PixelSize, usize, usize) -> usize = |_, w, h| w * h * 2;
        match (self, mips) {
            (PixelSize::Block(_), true) => chain(PixelSize::level_bytes, 0) + chain(sixteen_bit, 1),
            (PixelSize::Pixel(_), true) => chain(PixelSize::level_bytes, 0),
            (PixelSize::Block(_), false) => {
                let copy = width * height / 2 + if width >= 1024 { 131_072 } else { 0 };
                self.level_bytes(width, height) + copy
            }
            (PixelSize::Pixel(_), false) => self.level_bytes(width, height) + if width >= 512 { 131_072 } else { 0 },
        }
    }

    fn level_bytes(self, width: usize, height: usize) -> usize {
        match self {
            PixelSize::Block(bytes) => width.div_ceil(4) * height.div_ceil(4) * bytes,
            PixelSize::Pixel(bytes) => width * height * bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_texture_has_the_size_that_files_have() {
        let dxt1 = PixelSize::of(u32::from_le_bytes(*b"DXT1")).unwrap();
        assert_eq!(dxt1.stored_bytes(128, 128, true), 21_856 - 24);
    }

    #[test]
    fn copies_follow_large_textures_without_levels() {
        let raw = PixelSize::of(25).unwrap();
        assert_eq!(raw.stored_bytes(256, 256, false), 256 * 256 * 2);
        assert_eq!(raw.stored_bytes(512, 256, false), 512 * 256 * 2 + 131_072);
        let dxt1 = PixelSize::of(u32::from_le_bytes(*b"DXT1")).unwrap();
        assert_eq!(dxt1.stored_bytes(512, 512, false), 512 * 512 / 2 + 512 * 512 / 2);
        assert_eq!(dxt1.stored_bytes(1024, 8, false), 1024 * 4 + 1024 * 4 + 131_072);
    }
}
