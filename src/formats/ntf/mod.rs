//! Texture records, "NTF" version 3, and the files that consist of them.
//!
//! Owns the record ([`Texture`], [`parse_record`]), its containers ([`gtt`] tile textures, [`tct`] the color map,
//! [`tlt`] the shadow maps, single records in `.dxt`), the reference decoders ([`bc`], [`pixel`]) and the writers.
//! Independent of the purpose of a texture, and of file lookup. Pixels have row 0 at the top (v = 0); sizes are in
//! pixels; decoded pixels are R, G, B, A bytes, gamma-encoded as stored.
//!
//! No input makes this module panic, and allocations are bounded by a small multiple of the input's size (for decoding:
//! of the number of pixels).

pub mod bc;
mod encode;
mod fields;
mod format;
pub mod gtt;
pub mod mips;
pub mod pixel;
pub(super) mod record;
pub mod tct;
mod texture;
pub mod tlt;
pub mod write;

pub use format::{PixelFormat, level_sizes};
pub use record::parse_record;
pub use texture::{Level, Texture, decode_into};

use crate::formats::kernel::{FormatError, Reader};
use crate::formats::kinds::{self, FileKind};

/// Kind of the files of a single texture (`.dxt`).
pub static DXT: FileKind = FileKind {
    name: "texture",
    extensions: &["dxt"],
    summary: "A single texture.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, read_texture),
    map: |bytes| kinds::record(bytes, read_texture),
};

/// Kind of the files of tile textures (`.gtt`).
pub static GTT: FileKind = FileKind {
    name: "tile textures",
    extensions: &["gtt"],
    summary: "Textures for tiles of the terrain, eight per file.",
    is_enciphered: false,
    recognizes: |bytes| !bytes.is_empty() && kinds::reads_whole(bytes, read_tile_textures),
    map: |bytes| kinds::record(bytes, read_tile_textures),
};

/// Kind of the color map files (`.tct`).
pub static TCT: FileKind = FileKind {
    name: "color map",
    extensions: &["tct"],
    summary: "An image of the zone's terrain at one pixel per meter, in cells of 128 m.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, tct::read),
    map: |bytes| kinds::record(bytes, tct::read),
};

/// Kind of the shadow map files (`.tlt`).
pub static TLT: FileKind = FileKind {
    name: "shadow maps",
    extensions: &["tlt"],
    summary: "Baked shadows of the zone's objects, in patches of 32 m.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, tlt::read),
    map: |bytes| kinds::record(bytes, tlt::read),
};

/// Parses a file that is a single record, such as a `.dxt`.
///
/// # Errors
/// As [`parse_record`]; also if bytes are left.
///
/// # Examples
/// ```
/// use gtd_viewer::formats::ntf::{PixelFormat, parse_dxt};
/// // 8 x 8 pixels of A1R5G5B5, one level, no name; all red
/// let mut file = vec![0; 4];
/// file.extend(b"NTF\x03");
/// for word in [8_u32, 8, 25, 0] {
///     file.extend(word.to_le_bytes());
/// }
/// file.extend([0x00, 0xfc].repeat(64));
/// let texture = parse_dxt(&file)?;
/// assert_eq!((texture.format(), texture.level_count()), (PixelFormat::A1R5G5B5, 1));
/// assert_eq!(&texture.decode_rgba8(0)[..4], [255, 0, 0, 255]);
/// assert!(parse_dxt(&file[..40]).unwrap_err().to_string().starts_with("texture, byte 24, pixels"));
/// # Ok::<(), gtd_viewer::formats::kernel::FormatError>(())
/// ```
pub fn parse_dxt(bytes: &[u8]) -> Result<Texture, FormatError> {
    let mut reader = Reader::new(bytes);
    reader.section(&fields::TEXTURE);
    let parts = record::read(&mut reader)?;
    reader.finish()?;
    Ok(Texture::new(std::sync::Arc::from(bytes), parts))
}

/// Reads a single record without its pixels.
pub(in crate::formats) fn read_texture(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    reader.section(&fields::TEXTURE);
    record::read(reader).map(drop)
}

/// Reads tile textures without their pixels.
pub(in crate::formats) fn read_tile_textures(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    reader.section(&fields::TILE_TEXTURES);
    record::read_all(reader, drop)
}
