//! Description of an export, from which subcommand, menu, dialog and documentation follow.

use std::fmt::{Debug, Display};
use std::path::{Path, PathBuf};

use super::outputs::Companion;
use super::{Estimate, ExportContext, ExportError, ExportOption, Preset};
use crate::formats::gtd::Gtd;

/// Constant part of an export's description.
#[derive(Clone, Copy, Debug)]
pub struct ExportSpec {
    /// Name of the subcommand of `gtd-viewer export`.
    pub name: &'static str,
    /// One line for `--help` and README.
    pub about: &'static str,
    /// Text below the options under `--help`: examples, and notes on the output.
    pub examples: &'static str,
    /// Whether it reads client files besides the input, so that `--data` may name their folder.
    pub reads_client_files: bool,
    /// Whether it reads files of a server, so that `--server` may name their folder.
    pub reads_server_files: bool,
    /// Whether placed objects are part of it, of which `--hide` leaves some out.
    pub has_objects: bool,
    /// Whether it takes over parts of an older server map, which `--from` names.
    pub reads_server_map: bool,
}

/// An export; its fields are the options.
///
/// A new export is a file with a type that implements this, a row in `export/mod.rs`, and texts in each language.
pub trait Exporter: clap::Args + Copy + Debug + PartialEq + 'static {
    /// Name, help and requirements.
    const SPEC: ExportSpec;
    /// The presets for programs, at most one for each.
    const PRESETS: &'static [Preset<Self>];
    /// Report of what was written, in one line without the output's name; further lines are indented.
    type Report: Clone + Debug + Display + PartialEq;

    /// The kind of output for these options: a file with its formats, or a folder.
    fn output(&self) -> Output;

    /// The files that are written beside an output.
    fn companions(&self, output: &Path) -> Vec<Companion> {
        let _ = output;
        Vec::new()
    }

    /// Suffix of the zone's name in the proposed output name.
    fn name_suffix(&self) -> &'static str;

    /// The part of the input that is exported, if not all of it. A folder with another part is not replaced.
    fn part(&self) -> Option<String> {
        None
    }

    /// The file of an output that other programs show: a page or a picture.
    fn shown_file(&self, output: &Path) -> Option<PathBuf> {
        let _ = output;
        None
    }

    /// The options that the window offers, with their values.
    fn options(&self) -> Vec<ExportOption> {
        Vec::new()
    }

    /// Sets an option; those of other exports are ignored.
    fn set(&mut self, option: ExportOption) {
        let _ = option;
    }

    /// Expected size of the output with this extension. Compressed sizes depend on the zone: they are computed with the
    /// means of the client's zones.
    fn estimate(&self, gtd: &Gtd, extension: &str) -> Estimate;

    /// Runs the export: reads from the source and writes the output.
    ///
    /// # Errors
    /// The export was canceled, an input cannot be read, or an output cannot be written.
    fn run(&self, context: &ExportContext<'_>) -> Result<Self::Report, ExportError>;
}

/// Kind of output, with the accepted file formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A file, possibly with companions beside it.
    File {
        /// Its formats, the default one first.
        types: &'static [FileType],
        /// Message for an unknown extension.
        expected: &'static str,
    },
    /// A folder of files.
    Folder,
}

impl Output {
    /// A picture.
    pub const PICTURE: Output =
        Output::File { types: &[FileType::PNG], expected: "unknown extension; images are written as .png" };
    /// A zone.
    pub const ZONE: Output =
        Output::File { types: &[FileType::ZONE], expected: "unknown extension; zones are written as .gtd" };

    /// Whether the output is a folder.
    pub fn is_folder(self) -> bool {
        self == Output::Folder
    }

    /// The file formats, the default one first; none for a folder.
    pub fn types(self) -> &'static [FileType] {
        match self {
            Output::File { types, .. } => types,
            Output::Folder => &[],
        }
    }

    /// Whether a path has the extension of one of the formats; any path for a folder.
    pub fn has_ending(self, path: &Path) -> bool {
        self.is_folder() || self.types().iter().any(|known| known.matches(path))
    }
}

/// A file format of an export, for dialogs and extension checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileType {
    /// Name of the format in file dialogs.
    pub name: &'static str,
    /// File extensions, in lower case; the usual one first.
    pub extensions: &'static [&'static str],
}

impl FileType {
    /// PNG, the only format of several exports.
    pub const PNG: FileType = FileType { name: "PNG", extensions: &["png"] };
    /// A zone.
    pub const ZONE: FileType = FileType { name: "Zone", extensions: &["gtd"] };

    /// Whether a path has one of the extensions, in any case.
    pub fn matches(&self, path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }
}
