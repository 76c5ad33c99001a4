//! Errors of reading a format, with their position.

use super::number::grouped;

/// Cause of a read error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The file ends before the field does.
    Truncated,
    /// The bytes are invalid for the layout.
    Malformed,
    /// Well-formed as far as it was read, but of a kind that is not supported.
    Unsupported,
    /// The file is of another kind, which [`FormatError::found`] names.
    Foreign,
}

/// A read error with its position in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}found {found}, expected {expected}", self.place())]
pub struct FormatError {
    /// Cause of the error.
    pub class: ErrorClass,
    /// Section that was being read.
    pub section: &'static str,
    /// Offset of the offending field from the start of the file.
    pub offset: u64,
    /// Field or record, as named in the format's field table.
    pub field: &'static str,
    /// The value found, or the number of bytes left.
    pub found: String,
    /// The values that would be valid.
    pub expected: String,
}

impl FormatError {
    /// Section, offset and field; empty where the whole file is meant.
    fn place(&self) -> String {
        match self.class {
            ErrorClass::Foreign => String::new(),
            _ => format!("{}, byte {}, {}: ", self.section, grouped(self.offset), self.field),
        }
    }
}
