//! FORMAT: texture records "NTF" 3 and the files made of them.
//!
//! Owns the record ([`Texture`], [`parse_record`]), its containers ([`gtt`] tile textures, [`tct`] the color map,
//! [`tlt`] the shadow maps, single records in `.dxt`), the reference decoders ([`bc`], [`pixel`]) and the writers.
//! Does not own what a texture is for, or where its file lies. Pixels have row 0 at the top (v = 0); sizes are in
//! pixels; decoded pixels are R, G, B, A bytes, gamma-encoded as stored.
//!
//! Promise: no input makes this module panic, and nothing is allocated beyond a small multiple of the input's size
//! (decoding: of the pixels' number).

pub mod bc;
mod encode;
mod format;
pub mod gtt;
pub mod mips;
pub mod pixel;
mod record;
pub mod tct;
mod texture;
pub mod tlt;
pub mod write;

pub use format::{PixelFormat, level_sizes};
pub use record::parse_record;
pub use texture::{Level, Texture, decode_into};

/// Why texture bytes could not be read.
pub type NtfError = crate::formats::kernel::ReadError;

/// Reads a file that is a single record, such as a `.dxt`, to its last byte.
///
/// # Errors
/// As [`parse_record`]; also where bytes are left.
pub fn parse_dxt(bytes: &[u8]) -> Result<Texture, NtfError> {
    let (texture, end) = parse_record(bytes, 0)?;
    crate::formats::kernel::Reader::starting_at(bytes, end, "texture file").finish()?;
    Ok(texture)
}
