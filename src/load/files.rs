//! Where the files that a zone names come from.

use crate::client::{Folder, PartFile};
use std::path::{Path, PathBuf};

/// The client's files around a zone.
pub struct Files {
    folder: Folder,
}

/// A file that is named and cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFile {
    /// The name as the zone's file has it.
    pub name: String,
    /// The path that was tried, or that would be the right place.
    pub path: PathBuf,
    /// Why it cannot be used.
    pub reason: String,
}

impl MissingFile {
    /// A file that is there and cannot be used.
    pub fn new(path: &Path, reason: String) -> MissingFile {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        MissingFile { name, path: path.to_owned(), reason }
    }
}

impl Files {
    /// The files around a zone, or in the client folder given.
    pub fn for_zone(zone: &Path, data: Option<&Path>) -> Files {
        Files { folder: Folder::for_zone(zone, data) }
    }

    /// The client folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Reads a part of the zone; none where the zone has no such part or it is not there (which is told by the bundle).
    pub fn read_part(&self, part: &PartFile) -> Option<Result<(PathBuf, Vec<u8>), MissingFile>> {
        let path = part.path()?;
        Some(match std::fs::read(path) {
            Ok(bytes) => Ok((path.to_owned(), bytes)),
            Err(error) => Err(MissingFile::new(path, error.to_string())),
        })
    }

    /// Reads a file by the client's name for it.
    pub fn read(&self, name: &str) -> Result<(PathBuf, Vec<u8>), MissingFile> {
        let path = self.folder.locate(name).map_err(|missing| MissingFile {
            name: name.to_owned(),
            path: missing.looked_for.first().cloned().unwrap_or_default(),
            reason: "not found".into(),
        })?;
        match std::fs::read(&path) {
            Ok(bytes) => Ok((path, bytes)),
            Err(error) => Err(MissingFile { name: name.to_owned(), path, reason: error.to_string() }),
        }
    }
}
