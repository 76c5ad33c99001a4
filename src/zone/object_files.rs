//! Files of placed objects: meshes and textures, by the names in the `.opd`.

use super::ZoneFiles;
use super::error::{FileError, PartError};
use super::zone_files::ClientFile;
use crate::formats::kernel::FormatError;
use crate::formats::n3pmesh::Mesh;

impl ZoneFiles {
    /// Reads a mesh by the client's name for it.
    ///
    /// # Errors
    /// The file does not exist, cannot be read, or is malformed.
    pub async fn mesh(&self, name: &str) -> Result<Mesh, PartError> {
        self.read_as(name, Mesh::parse).await
    }

    /// Reads a file by the client's name for it and parses it.
    ///
    /// # Errors
    /// The file does not exist, cannot be read, or is malformed.
    pub async fn read_as<T>(&self, name: &str, parse: fn(&[u8]) -> Result<T, FormatError>) -> Result<T, PartError> {
        let ClientFile { path, bytes } = self.read(name).await.map_err(|error| match error {
            FileError::NotFound(not_found) => PartError::NotFound(not_found),
            FileError::Unreadable { path, source } => PartError::Unreadable { path, source },
        })?;
        parse(&bytes).map_err(|source| PartError::Malformed { path, bytes: bytes.into(), source })
    }
}
