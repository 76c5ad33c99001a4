//! Origin of a zone.

use std::path::{Path, PathBuf};

use crate::formats::kernel::visible::visible_path;
use crate::formats::{n3pmesh, n3shape};

/// Name of the embedded zone.
pub const DEMO_NAME: &str = "demo";

/// Origin of a zone, or of a single model that is shown like one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ZoneSource {
    /// The path of a `.gtd`.
    File(PathBuf),
    /// The path of a model: a mesh (`.n3pmesh`) or an object of the editor (`.n3shape`).
    Model(PathBuf),
    /// A placed object of a zone, shown alone.
    Object {
        /// The zone.
        zone: Box<ZoneSource>,
        /// Number of the object in the zone's object file.
        index: usize,
    },
    /// The embedded demo zone.
    Demo,
}

impl ZoneSource {
    /// A zone or a model on disk, by its ending.
    pub fn of(file: &Path) -> ZoneSource {
        if is_model(file) { ZoneSource::Model(file.to_owned()) } else { ZoneSource::File(file.to_owned()) }
    }

    /// Name for people: the stem of the file.
    pub fn name(&self) -> String {
        match self {
            ZoneSource::File(path) | ZoneSource::Model(path) => path.file_stem().map(visible_path).unwrap_or_default(),
            ZoneSource::Object { zone, index } => format!("{} #{index}", zone.name()),
            ZoneSource::Demo => DEMO_NAME.to_owned(),
        }
    }

    /// The file, or that of the object's zone; none for the demo zone.
    pub fn path(&self) -> Option<&Path> {
        match self {
            ZoneSource::File(path) | ZoneSource::Model(path) => Some(path),
            ZoneSource::Object { zone, .. } => zone.path(),
            ZoneSource::Demo => None,
        }
    }

    /// The given file, or the demo zone without one.
    pub fn of_or_demo(file: Option<&Path>) -> ZoneSource {
        file.map_or(ZoneSource::Demo, ZoneSource::of)
    }
}

/// Endings of the files of single models.
pub fn model_endings() -> impl Iterator<Item = &'static str> {
    [n3pmesh::KIND.extensions, n3shape::KIND.extensions].into_iter().flatten().copied()
}

/// Whether a file is a single model, by its ending in any letter case.
pub fn is_model(path: &Path) -> bool {
    model_endings().any(|ending| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending)))
}
