//! What is said about bytes that are no zone file.

use super::SectionId;

/// Whose fault it is that a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The file ends before the field does.
    Truncated,
    /// A value that no zone file can have there.
    Malformed,
}

/// A zone file that cannot be read: where, what stands there, and what should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{section}, byte {offset}, {field}: found {found}, expected {expected}")]
pub struct GtdError {
    /// Cut short, or wrong.
    pub kind: ErrorKind,
    /// The section that was being read.
    pub section: SectionId,
    /// The field's first byte, counted from the start of the file.
    pub offset: u64,
    /// The field's name in the table of fields ([`super::fields`]).
    pub field: &'static str,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}
