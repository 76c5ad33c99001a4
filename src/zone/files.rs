//! Where the files that a zone names come from.

use crate::demo::embedded;
use crate::zone::bundle::PartFile;
use crate::zone::folder::Folder;
use std::path::{Path, PathBuf};

/// The client's files around a zone. What lies nowhere there but belongs to the demo zone comes from the program itself:
/// generated zones use its textures.
pub struct Files {
    folder: Option<Folder>,
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
        Files { folder: Some(Folder::for_zone(zone, data)) }
    }

    /// The files of the demo zone, which are in the program.
    pub fn built_in() -> Files {
        Files { folder: None }
    }

    /// The client folder; none for the built-in zone.
    pub fn folder(&self) -> Option<&Folder> {
        self.folder.as_ref()
    }

    /// Reads a part of a zone, or of the built-in one by its name; none where there is no such part (a bundle tells what
    /// should be there).
    pub fn read_part(
        &self,
        part: Option<&PartFile>,
        built_in: &str,
    ) -> Option<Result<(PathBuf, Vec<u8>), MissingFile>> {
        let Some(part) = part else {
            return embedded::find(built_in).map(|bytes| Ok((PathBuf::from(built_in), bytes.to_vec())));
        };
        let path = part.path()?;
        Some(
            std::fs::read(path)
                .map(|bytes| (path.to_owned(), bytes))
                .map_err(|e| MissingFile::new(path, e.to_string())),
        )
    }

    /// Reads a file by the client's name for it.
    pub fn read(&self, name: &str) -> Result<(PathBuf, Vec<u8>), MissingFile> {
        let looked_for = match self.folder.as_ref().map(|folder| folder.locate(name)) {
            Some(Ok(path)) => return read(name, path),
            Some(Err(missing)) => missing.looked_for.first().cloned(),
            None => None,
        };
        let built_in = embedded::find(name).map(|bytes| (PathBuf::from(name), bytes.to_vec()));
        built_in.ok_or_else(|| MissingFile {
            name: name.to_owned(),
            path: looked_for.unwrap_or_default(),
            reason: "not found".into(),
        })
    }
}

fn read(name: &str, path: PathBuf) -> Result<(PathBuf, Vec<u8>), MissingFile> {
    match std::fs::read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(error) => Err(MissingFile { name: name.to_owned(), path, reason: error.to_string() }),
    }
}
