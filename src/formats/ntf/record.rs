//! Reader of one texture record (formats section 2).

use std::ops::Range;
use std::sync::Arc;

use super::fields;
use super::format::{PixelFormat, level_sizes};
use super::texture::Texture;
use crate::formats::kernel::fields::Field;
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::{FormatError, Reader};

/// Maximum accepted length of the internal name, in bytes. A TGA renamed to .dxt would have a name of 128 KiB.
const MAX_NAME_BYTES: i32 = 4096;
/// The only version of records whose pixels are not enciphered.
const VERSION: u8 = 3;
/// Maximum accepted side in pixels; real ones are up to 1024.
const MAX_SIDE_PX: u32 = 8192;

/// A record's header, and the positions of the rest.
#[derive(Clone, Debug)]
pub(in crate::formats) struct RecordParts {
    pub(super) name: Range<usize>,
    pub(super) pixels: Range<usize>,
    pub(super) copy: Range<usize>,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: PixelFormat,
    pub(super) mipmapped: bool,
}

/// Parses the record at `offset` of a file; also returns the offset of the next one.
///
/// # Errors
/// The bytes end early, are not a record, or are of an unsupported kind (enciphered, or a pixel format of another
/// game). Offsets in the error count from the start of `bytes`.
pub fn parse_record(bytes: &[u8], offset: usize) -> Result<(Texture, usize), FormatError> {
    let mut reader = Reader::new(bytes);
    reader.section(&fields::TEXTURE);
    reader.skip_to(offset);
    let start = reader.at();
    let mut parts = read(&mut reader)?;
    let moved = |range: Range<usize>| range.start - start..range.end - start;
    (parts.name, parts.pixels, parts.copy) = (moved(parts.name), moved(parts.pixels), moved(parts.copy));
    Ok((Texture::new(Arc::from(&bytes[start..reader.at()]), parts), reader.at()))
}

/// Reads records up to the end of the file.
pub(super) fn read_all(reader: &mut Reader<'_>, mut found: impl FnMut(RecordParts)) -> Result<(), FormatError> {
    let mut index = 0;
    while reader.left() > 0 {
        found(reader.group("texture", index, read)?);
        index += 1;
    }
    Ok(())
}

/// Reads one record; its ranges count from the start of the file.
pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<RecordParts, FormatError> {
    let name_bytes = reader.string(&fields::NAME_LENGTH, &fields::NAME, MAX_NAME_BYTES)?.len();
    let name = reader.at() - name_bytes..reader.at();
    read_magic(reader)?;
    let (width, height) = (read_side(reader, &fields::WIDTH)?, read_side(reader, &fields::HEIGHT)?);
    let format = read_format(reader, width, height)?;
    let mipmapped = read_mip_flag(reader, width, height)?;
    let pixels_start = reader.at();
    for (index, (width, height)) in level_sizes(width, height, mipmapped).enumerate() {
        reader.group("level", index, |reader| reader.field(&fields::PIXELS, format.level_bytes(width, height)))?;
    }
    let copy_start = reader.at();
    reader.field(&fields::SMALL_COPY, format.small_copy_bytes(width, height, mipmapped))?;
    let (pixels, copy) = (pixels_start..copy_start, copy_start..reader.at());
    Ok(RecordParts { name, pixels, copy, width, height, format, mipmapped })
}

fn read_magic(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    let magic: [u8; 3] = reader.array(&fields::MAGIC)?;
    if magic != *b"NTF" {
        return Err(reader.malformed(&fields::MAGIC, 3, format!("\"{}\"", magic.escape_ascii()), "\"NTF\""));
    }
    let version = reader.u8(&fields::VERSION)?;
    let found = match version {
        VERSION => return Ok(()),
        7 => "version 7 (encrypted pixels)".to_owned(),
        other => format!("version {other}"),
    };
    Err(reader.unsupported(&fields::VERSION, 1, found, "version 3"))
}

fn read_side(reader: &mut Reader<'_>, field: &'static Field) -> Result<u32, FormatError> {
    let side = reader.u32(field)?;
    if side.is_power_of_two() && side <= MAX_SIDE_PX {
        return Ok(side);
    }
    Err(reader.malformed(
        field,
        4,
        side.cast_signed().to_string(),
        format!("a power of two up to {}", grouped(MAX_SIDE_PX)),
    ))
}

fn read_format(reader: &mut Reader<'_>, width: u32, height: u32) -> Result<PixelFormat, FormatError> {
    let code = reader.u32(&fields::FORMAT)?;
    let Some(format) = PixelFormat::from_code(code) else {
        let found = match code.to_le_bytes() {
            fourcc if fourcc.iter().all(u8::is_ascii_graphic) => fourcc.escape_ascii().to_string(),
            _ => code.to_string(),
        };
        return Err(reader.unsupported(&fields::FORMAT, 4, found, "DXT1 to DXT5, 20, 21, 22, 25 or 26"));
    };
    if format.is_block() && (width < 4 || height < 4) {
        let found = format!("{} with {width} x {height} pixels", format.name());
        return Err(reader.malformed(&fields::FORMAT, 4, found, "whole blocks of 4 x 4 pixels"));
    }
    Ok(format)
}

fn read_mip_flag(reader: &mut Reader<'_>, width: u32, height: u32) -> Result<bool, FormatError> {
    let (found, expected) = match reader.u32(&fields::MIP_FLAG)? {
        0 => return Ok(false),
        1 if width >= 4 && height >= 4 => return Ok(true),
        1 => (format!("a mip chain for {width} x {height} pixels"), "at least 4 x 4 pixels"),
        other => (other.to_string(), "0 or 1"),
    };
    Err(reader.malformed(&fields::MIP_FLAG, 4, found, expected))
}
