//! Where a zone comes from.

use std::path::{Path, PathBuf};

/// Name of the built-in zone.
pub const DEMO_NAME: &str = "demo";

/// Where a zone comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneSource {
    /// A `.gtd`, by its path.
    File(PathBuf),
    /// The built-in demo zone.
    Demo,
}

impl ZoneSource {
    /// A zone on the disk, by its `.gtd`.
    pub fn of(file: &Path) -> ZoneSource {
        ZoneSource::File(file.to_owned())
    }

    /// The file given, or the demo zone where there is none.
    pub fn of_or_demo(file: Option<&Path>) -> ZoneSource {
        file.map_or(ZoneSource::Demo, ZoneSource::of)
    }
}
