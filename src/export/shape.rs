//! A placed object as a file of its own (`.n3shape`), from which the game's editor placed it. Most of these files are
//! lost.

use std::fmt;

use super::{
    Estimate, ExportContext, ExportError, ExportSpec, ExportStep, ExportSubject, Exporter, FileType, Output, Preset,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::counted;
use crate::formats::n3shape::ShapeFile;

/// A placed object as a file of its own.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeExport {
    /// Number of the object, as `objects --list` counts; without it the first one that --objects or --kind names
    #[arg(long, value_name = "N")]
    pub index: Option<usize>,
}

/// Report of an export of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeReport {
    /// Number of the object.
    pub index: usize,
    /// Name of the object.
    pub name: String,
    /// Number of its parts.
    pub parts: usize,
}

impl Exporter for ShapeExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "shape",
        about: "A placed object as a file of its own: .n3shape",
        examples: "Examples:\n  gtd-viewer export shape moradon.gtd --index 2672 -o gate.n3shape\n  \
            gtd-viewer export shape moradon.opd --objects obj_el_treea -o tree.n3shape\n\n\
            The file holds placement, parts and event as stored. Meshes and textures stay files of the client.",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: true,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<ShapeExport>] =
        &[Preset::of(ExportSubject::Selection, ShapeExport { index: None })];
    type Report = ShapeReport;

    fn output(&self) -> Output {
        const SHAPE: FileType = FileType { name: "N3Shape", extensions: &["n3shape"] };
        Output::File { types: &[SHAPE], expected: "unknown extension; objects are written as .n3shape" }
    }

    fn name_suffix(&self) -> &'static str {
        ".n3shape"
    }

    fn part(&self) -> Option<String> {
        self.index.map(|index| format!("object {index}"))
    }

    fn estimate(&self, _gtd: &Gtd, _extension: &str) -> Estimate {
        Estimate { bytes: 600, files: 1 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<ShapeReport, ExportError> {
        context.step(ExportStep::ReadingObjects)?;
        let stored = context.source.stored_objects()?.ok_or(ExportError::NoObjects)?;
        let (index, object) = match self.index {
            Some(index) => {
                let count = stored.file.objects.len();
                (index, stored.file.objects.get(index).ok_or(ExportError::NoSuchObject { index, count })?)
            }
            None => stored.wanted().next().ok_or(ExportError::NoObjects)?,
        };
        context.write_output(&ShapeFile::new(object.clone()).encode()?, &[])?;
        Ok(ShapeReport { index, name: object.name(), parts: object.parts.len() })
    }
}

impl fmt::Display for ShapeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ShapeReport { index, name, parts } = self;
        write!(f, "object {index}, {}, {}", name.escape_debug(), counted(*parts as u64, "part", "parts"))
    }
}
