//! DirectDraw Surface files: a texture's stored levels unchanged, after the header of Direct3D 9.

use super::ExportError;
use crate::formats::ntf::{PixelFormat, Texture};

/// Bytes of the header after the magic.
const HEADER_BYTES: u32 = 124;
/// Flags: caps, height, width and pixel format are valid.
const BASIC: u32 = 0x1007;
const HAS_PITCH: u32 = 0x8;
const HAS_LEVELS: u32 = 0x2_0000;
const HAS_LINEAR_SIZE: u32 = 0x8_0000;
const CAPS_TEXTURE: u32 = 0x1000;
const CAPS_LEVELS: u32 = 0x40_0008;

/// Pixel format: flags, FourCC, bits per pixel, masks of red, green, blue, alpha.
fn pixel_format(format: PixelFormat) -> [u32; 7] {
    const ALPHA: u32 = 0x1;
    const FOUR_CC: u32 = 0x4;
    const RGB: u32 = 0x40;
    match format {
        block if block.is_block() => [FOUR_CC, block.code(), 0, 0, 0, 0, 0],
        PixelFormat::R8G8B8 => [RGB, 0, 24, 0xFF_0000, 0xFF00, 0xFF, 0],
        PixelFormat::X8R8G8B8 => [RGB, 0, 32, 0xFF_0000, 0xFF00, 0xFF, 0],
        PixelFormat::A1R5G5B5 => [RGB | ALPHA, 0, 16, 0x7C00, 0x3E0, 0x1F, 0x8000],
        PixelFormat::A4R4G4B4 => [RGB | ALPHA, 0, 16, 0xF00, 0xF0, 0xF, 0xF000],
        _ => [RGB | ALPHA, 0, 32, 0xFF_0000, 0xFF00, 0xFF, 0xFF00_0000],
    }
}

/// Encodes a texture with all stored levels.
///
/// # Errors
/// Where a level is larger than the header's 32-bit size.
pub fn encode(texture: &Texture) -> Result<Vec<u8>, ExportError> {
    let word = |number: usize| u32::try_from(number).map_err(|_| ExportError::PictureTooLarge);
    let format = texture.format();
    let levels = word(texture.level_count())?;
    let (size_flag, size) = match format.is_block() {
        true => (HAS_LINEAR_SIZE, format.level_bytes(texture.width(), texture.height())),
        false => (HAS_PITCH, format.level_bytes(texture.width(), 1)),
    };
    let (level_flag, level_caps) = if levels > 1 { (HAS_LEVELS, CAPS_LEVELS) } else { (0, 0) };
    let mut words =
        vec![HEADER_BYTES, BASIC | size_flag | level_flag, texture.height(), texture.width(), word(size)?, 0, levels];
    words.extend([0; 11]);
    words.push(32);
    words.extend(pixel_format(format));
    words.extend([CAPS_TEXTURE | level_caps, 0, 0, 0, 0]);
    let mut bytes = Vec::from("DDS ");
    words.iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    bytes.extend_from_slice(texture.pixels());
    Ok(bytes)
}
