//! Errors of outputs.

use crate::formats::kernel::visible::path_text;
use std::io;
use std::path::PathBuf;

/// Reason why an output is refused. No message contains its cause, which is the source.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The command would overwrite what it reads.
    #[error("the output {} is the input {}; choose another output", path_text(output), path_text(input))]
    IsInput {
        /// The output as typed.
        output: PathBuf,
        /// A name of the same file among the inputs.
        input: PathBuf,
    },
    /// The ending is not one of the formats that are written.
    #[error("{}: {expected}", path_text(path))]
    Ending {
        /// The output as typed.
        path: PathBuf,
        /// The formats.
        expected: &'static str,
    },
    /// The output is a link to a file of another format.
    #[error("{} is a link to {}: {expected}", path_text(path), path_text(end))]
    LinkEnding {
        /// The output as typed.
        path: PathBuf,
        /// The target of the link.
        end: PathBuf,
        /// The formats.
        expected: &'static str,
    },
    /// `-`, where a file or folder is needed.
    #[error("-: this output cannot go to standard output; give the name of a file or folder")]
    StandardOutput,
    /// A folder is in the place of a file.
    #[error("{} is a folder; give the name of a file", path_text(.0))]
    IsFolder(PathBuf),
    /// A file is in the place of a folder.
    #[error("{} is a file; give the name of a folder", path_text(.0))]
    IsFile(PathBuf),
    /// A folder on the way is a file.
    #[error("{}: {} is a file, not a folder", path_text(path), path_text(file))]
    BelowFile {
        /// The output as typed.
        path: PathBuf,
        /// The file.
        file: PathBuf,
    },
    /// An existing file is marked as not to be written.
    #[error("{} is write-protected", path_text(.0))]
    WriteProtected(PathBuf),
    /// A companion would replace a file that the user did not name.
    #[error("{} exists, and no earlier export of {} wrote it", path_text(companion), path_text(output))]
    ForeignCompanion {
        /// The companion.
        companion: PathBuf,
        /// The output as typed.
        output: PathBuf,
    },
    /// A zone file would be replaced that this command did not write.
    #[error("{} exists, and {writer} did not write it", path_text(path))]
    ForeignZone {
        /// The output as typed.
        path: PathBuf,
        /// The command.
        writer: &'static str,
    },
    /// The system does not allow to write there.
    #[error("cannot write {}", path_text(path))]
    Unwritable {
        /// The output as typed.
        path: PathBuf,
        /// The reason.
        #[source]
        source: io::Error,
    },
}

impl OutputError {
    /// Whether the arguments are wrong whatever the disk holds besides.
    pub fn is_wrong_usage(&self) -> bool {
        use OutputError::{Ending, IsInput, LinkEnding, StandardOutput};
        matches!(self, IsInput { .. } | Ending { .. } | LinkEnding { .. } | StandardOutput)
    }

    /// Whether the user may insist on replacing the file.
    pub fn is_foreign(&self) -> bool {
        matches!(self, OutputError::ForeignCompanion { .. } | OutputError::ForeignZone { .. })
    }
}
