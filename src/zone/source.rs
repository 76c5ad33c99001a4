//! Origin of a zone.

use std::path::{Path, PathBuf};

use crate::formats::kernel::visible::visible_path;

/// Name of the embedded zone.
pub const DEMO_NAME: &str = "demo";

/// Origin of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneSource {
    /// The path of a `.gtd`.
    File(PathBuf),
    /// The embedded demo zone.
    Demo,
}

impl ZoneSource {
    /// A zone on disk, by its `.gtd`.
    pub fn of(file: &Path) -> ZoneSource {
        ZoneSource::File(file.to_owned())
    }

    /// Name of the zone for people: the stem of its file.
    pub fn name(&self) -> String {
        match self {
            ZoneSource::File(path) => path.file_stem().map(visible_path).unwrap_or_default(),
            ZoneSource::Demo => DEMO_NAME.to_owned(),
        }
    }

    /// The given file, or the demo zone without one.
    pub fn of_or_demo(file: Option<&Path>) -> ZoneSource {
        file.map_or(ZoneSource::Demo, ZoneSource::of)
    }
}
