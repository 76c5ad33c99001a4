//! Reading one texture record (formats section 2).

use std::sync::Arc;

use super::NtfError;
use super::format::{PixelFormat, level_sizes};
use super::texture::Texture;
use crate::formats::kernel::{Fault, Reader};

/// The longest internal name that is believed, in bytes. A TGA renamed to .dxt reads as a name of 128 KiB.
const MAX_NAME_BYTES: usize = 4096;
/// The only generation of records whose pixels are not enciphered.
const VERSION: u8 = 3;
/// The largest side that is believed, in pixels; real ones end at 1024.
const MAX_SIDE_PX: u32 = 8192;

/// Reads the record at `offset` of a file and tells where the next one begins.
///
/// # Errors
/// Where the bytes end early, are not a record, or are one of a kind that is not read (enciphered, or a pixel
/// format of another game). Offsets in the error count from the start of `bytes`.
pub fn parse_record(bytes: &[u8], offset: usize) -> Result<(Texture, usize), NtfError> {
    let mut reader = Reader::starting_at(bytes, offset, "texture header");
    let start = reader.at();
    let (mut texture, end) = read_shared(&Arc::from([]), &mut reader)?;
    let moved = |range: std::ops::Range<usize>| range.start - start..range.end - start;
    texture.bytes = Arc::from(&bytes[start..end]);
    (texture.name, texture.pixels, texture.copy) = (moved(texture.name), moved(texture.pixels), moved(texture.copy));
    Ok((texture, end))
}

/// Reads the record at the reader's place as a part of `file`, of which the reader reads the same bytes; also
/// tells where it ends. The pixels are not copied.
pub(super) fn read_shared(file: &Arc<[u8]>, reader: &mut Reader<'_>) -> Result<(Texture, usize), NtfError> {
    reader.enter("texture header");
    let name_bytes = reader.string(MAX_NAME_BYTES, "texture name")?.len();
    let name = reader.at() - name_bytes..reader.at();
    read_magic(reader)?;
    let (width, height) = (read_side(reader, "width")?, read_side(reader, "height")?);
    let format = read_format(reader, width, height)?;
    let mipmapped = read_mip_flag(reader, width, height)?;
    reader.enter("texture pixels");
    let pixel_bytes = level_sizes(width, height, mipmapped).map(|(w, h)| format.level_bytes(w, h)).sum();
    let pixels_start = reader.at();
    reader.take(pixel_bytes, "pixels")?;
    reader.enter("texture small copy");
    let copy_start = reader.at();
    reader.take(format.small_copy_bytes(width, height, mipmapped), "the 16-bit copy")?;
    let end = reader.at();
    let (pixels, copy) = (pixels_start..copy_start, copy_start..end);
    Ok((Texture { bytes: file.clone(), name, pixels, copy, width, height, format, mipmapped }, end))
}

fn read_magic(reader: &mut Reader<'_>) -> Result<(), NtfError> {
    let at = reader.at();
    let magic = reader.take(3, "magic")?;
    if magic != b"NTF" {
        return Err(reader.malformed(at, format!("\"{}\"", magic.escape_ascii()), "\"NTF\""));
    }
    match reader.u8("version")? {
        VERSION => Ok(()),
        7 => Err(reader.error(Fault::Unsupported, at + 3, "version 7 (enciphered pixels)", "version 3")),
        other => Err(reader.error(Fault::Unsupported, at + 3, format!("version {other}"), "version 3")),
    }
}

fn read_side(reader: &mut Reader<'_>, what: &str) -> Result<u32, NtfError> {
    let at = reader.at();
    let side = reader.u32(what)?;
    if !side.is_power_of_two() || side > MAX_SIDE_PX {
        let found = format!("{what} {}", side as i32);
        return Err(reader.malformed(at, found, format!("a power of two up to {MAX_SIDE_PX}")));
    }
    Ok(side)
}

fn read_format(reader: &mut Reader<'_>, width: u32, height: u32) -> Result<PixelFormat, NtfError> {
    let at = reader.at();
    let code = reader.u32("pixel format")?;
    let Some(format) = PixelFormat::from_code(code) else {
        let found = match code.to_le_bytes() {
            fourcc if fourcc.iter().all(u8::is_ascii_graphic) => format!("pixel format {}", fourcc.escape_ascii()),
            _ => format!("pixel format {code}"),
        };
        return Err(reader.error(Fault::Unsupported, at, found, "DXT1 to DXT5, 20, 21, 22, 25 or 26"));
    };
    if format.is_block() && (width < 4 || height < 4) {
        let found = format!("{} of {width}x{height} pixels", format.name());
        return Err(reader.malformed(at, found, "whole blocks of 4x4 pixels"));
    }
    Ok(format)
}

fn read_mip_flag(reader: &mut Reader<'_>, width: u32, height: u32) -> Result<bool, NtfError> {
    let at = reader.at();
    match reader.u32("mip flag")? {
        0 => Ok(false),
        1 if width >= 4 && height >= 4 => Ok(true),
        1 => Err(reader.malformed(at, format!("a chain of levels of {width}x{height} pixels"), "sides of 4 or more")),
        other => Err(reader.malformed(at, format!("mip flag {other}"), "0 or 1")),
    }
}
