//! Why bytes could not be read, and where.

/// Whose fault an unreadable file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The bytes end before the field does.
    Truncated,
    /// The bytes are there but cannot be what the layout asks for.
    Malformed,
    /// Well-formed, as far as one can tell, but of a kind that this program does not read.
    Unsupported,
}

/// An error of a format, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{section}, byte {offset}, {field}: found {found}, expected {expected}")]
pub struct FormatError {
    /// Whose fault it is.
    pub class: ErrorClass,
    /// Name of the section that was being read.
    pub section: &'static str,
    /// First byte of the offending field, counted from the start of the file.
    pub offset: u64,
    /// Name of the field or record in the format's table of fields.
    pub field: &'static str,
    /// The value in the file, or how many bytes are left of it.
    pub found: String,
    /// The values that are legal there.
    pub expected: String,
}
