//! Why a file of a zone cannot be had.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::kernel::FormatError;

/// No file has the name, in any letter case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: not found as {}", .looked_for.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", "))]
pub struct NotFound {
    /// The name as the zone's files have it.
    pub name: String,
    /// The paths that were looked for, in any letter case; empty where the name itself is unusable.
    pub looked_for: Vec<PathBuf>,
}

/// Why a file cannot be had by the client's name for it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("not found")]
    NotFound(NotFound),
    /// The system does not give its bytes.
    #[error("{}", path.display())]
    Unreadable {
        /// Real path of the file.
        path: PathBuf,
        /// The reason that the system, or another source of files, gives.
        source: Arc<io::Error>,
    },
}

/// Why there is no part of a zone.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PartError {
    /// The zone has none: its row in the table of zones says so, or it has no place of its own.
    #[error("the zone has none")]
    None,
    /// It should be there and is not.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The system does not give its bytes.
    #[error("{}", path.display())]
    Unreadable {
        /// Real path of the file.
        path: PathBuf,
        /// The reason that the system, or another source of files, gives.
        source: Arc<io::Error>,
    },
    /// Its bytes are not what they should be.
    #[error("{}", path.display())]
    Malformed {
        /// Real path of the file.
        path: PathBuf,
        /// All that it holds.
        bytes: Arc<[u8]>,
        /// What is wrong, and where.
        source: FormatError,
    },
}

/// An error with its causes in one line, as `anyhow`'s `{:#}` writes them.
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
        assert_eq!(with_causes(&PartError::from(missing)), "a: not found as x/a, y/a");
    }
}
