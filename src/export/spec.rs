//! The description of an export, from which subcommand, menu, dialog and documents follow.

use std::fmt::{Debug, Display};
use std::path::Path;

use super::{ExportContext, ExportError};

/// The fixed part of an export's description.
#[derive(Clone, Copy, Debug)]
pub struct ExportSpec {
    /// The subcommand of `gtd-viewer export`.
    pub name: &'static str,
    /// One line for `--help` and README.
    pub about: &'static str,
    /// Text below the options under `--help`: examples, and notes on the output.
    pub examples: &'static str,
    /// Whether it reads files of the client besides the input, so that `--data` may name their folder.
    pub reads_client_files: bool,
}

/// An export, with its options as fields.
///
/// A new one is a file with a type that implements this, a row in `export/mod.rs`, and texts in each language.
pub trait Exporter: clap::Args + Copy + Debug + PartialEq + 'static {
    /// Name, help and needs.
    const SPEC: ExportSpec;
    /// The variants that the window's menu offers. Several make a submenu.
    const PRESETS: &'static [Self];
    /// What was written, as one line without the output's name; further lines are indented.
    type Report: Clone + Debug + Display + PartialEq;

    /// Whether these options give a file, and in which formats, or a folder.
    fn output(&self) -> Output;

    /// What follows the zone's name in the proposed name of the output.
    fn name_suffix(&self) -> &'static str;

    /// Reads what it needs from the source and writes the output.
    ///
    /// # Errors
    /// Canceled, an input that cannot be read, or an output that cannot be written.
    fn run(&self, context: &ExportContext<'_>) -> Result<Self::Report, ExportError>;
}

/// What an export writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A file, perhaps with companions beside it.
    File {
        /// The formats, the proposed one first.
        types: &'static [FileType],
        /// What to say where the extension names none of them.
        expected: &'static str,
    },
    /// A folder of files.
    Folder,
}

impl Output {
    /// Whether it is a folder.
    pub fn is_folder(self) -> bool {
        self == Output::Folder
    }

    /// The file formats, the proposed one first; none for a folder.
    pub fn types(self) -> &'static [FileType] {
        match self {
            Output::File { types, .. } => types,
            Output::Folder => &[],
        }
    }

    /// Checks a path's extension.
    ///
    /// # Errors
    /// The extension names none of the formats.
    pub fn check(self, path: &Path) -> Result<(), ExportError> {
        match self {
            Output::File { types, expected } if !types.iter().any(|known| known.matches(path)) => {
                Err(ExportError::Extension(expected))
            }
            _ => Ok(()),
        }
    }
}

/// A file format that an export can be written in, for dialogs and for checking a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileType {
    /// Its name in dialogs.
    pub name: &'static str,
    /// Its file extensions, in lower case; the usual one first.
    pub extensions: &'static [&'static str],
}

impl FileType {
    /// PNG, the one format of several exports.
    pub const PNG: FileType = FileType { name: "PNG", extensions: &["png"] };

    /// Whether a path has one of the extensions, in any case.
    pub fn matches(&self, path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }
}
