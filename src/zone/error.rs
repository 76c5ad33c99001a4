//! Errors of finding and reading a zone's files.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::path_text;

/// A file with this name does not exist, in any letter case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: not found (looked for {})", .looked_for.iter().map(path_text).collect::<Vec<_>>().join(", "))]
pub struct NotFound {
    /// The name as stored in the zone's files.
    pub name: String,
    /// The searched paths, in any letter case; empty if the name itself is invalid.
    pub looked_for: Vec<PathBuf>,
}

/// Reason why a file cannot be read by the client's name for it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FileError {
    /// The file does not exist.
    #[error("not found")]
    NotFound(NotFound),
    /// The file cannot be read.
    #[error("{}", path_text(path))]
    Unreadable {
        /// Real path of the file.
        path: PathBuf,
        /// Error of the system, or of another source of files.
        source: Arc<io::Error>,
    },
}

/// Reason why a part of a zone is not available.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PartError {
    /// The zone has none: its row in the zone table says so, or it has no path of its own.
    #[error("the zone has none")]
    None,
    /// The part should exist, but does not.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The file cannot be read.
    #[error("{}", path_text(path))]
    Unreadable {
        /// Real path of the file.
        path: PathBuf,
        /// Error of the system, or of another source of files.
        source: Arc<io::Error>,
    },
    /// The contents do not match the format.
    #[error("{}", path_text(path))]
    Malformed {
        /// Real path of the file.
        path: PathBuf,
        /// Complete contents, for checks of damaged files.
        bytes: Arc<[u8]>,
        /// Error with its position.
        source: FormatError,
    },
}

/// An error with its causes in one line, in the form of `anyhow`'s `{:#}`.
pub fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_follow_their_error() {
        let source = Arc::new(io::Error::from(io::ErrorKind::PermissionDenied));
        let error = PartError::Unreadable { path: "Zones/a.tct".into(), source };
        assert_eq!(with_causes(&error), "Zones/a.tct: permission denied");
        let missing = NotFound { name: "a".into(), looked_for: vec!["x/a".into(), "y/a".into()] };
        assert_eq!(with_causes(&PartError::from(missing)), "a: not found (looked for x/a, y/a)");
    }
}
