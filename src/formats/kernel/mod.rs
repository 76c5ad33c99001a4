//! The bottom of the house: reading little-endian fields from a slice, with errors that say where.
//!
//! Owns the cursor [`Reader`] and the error [`ReadError`] that the formats `ntf`, `opd` and `client` share.
//! Does not own any layout. Offsets are bytes from the start of the slice that the reader was given, plus the
//! base that it was told of (where a record stands inside a file).
//!
//! Promise: no input makes this module panic, and no count that the remaining bytes cannot hold gets past
//! [`Reader::count`].

mod reader;
pub mod text;

pub use reader::Reader;

/// Whose fault an unreadable file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The bytes end before the field does.
    Truncated,
    /// The bytes are there but cannot be what the layout asks for.
    Malformed,
    /// Well-formed, as far as one can tell, but of a kind that this program does not read.
    Unsupported,
}

/// Why bytes could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{section}, byte {offset}: found {found}, expected {expected}")]
pub struct ReadError {
    /// Whose fault it is.
    pub fault: Fault,
    /// The part of the file that was being read, as a reader of the format would call it.
    pub section: &'static str,
    /// Offset of the offending field from the start of the file, in bytes.
    pub offset: u64,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}
