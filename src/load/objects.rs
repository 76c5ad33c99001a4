//! Meshes and textures of placed objects.

use super::missing::MissingFile;
use crate::formats::kernel::FormatError;
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::parse_dxt;
use crate::formats::opd::OpdFile;
use crate::platform::map_concurrently;
use crate::scene::objects::{ObjectModels, ObjectSet};
use crate::zone::ZoneFiles;

/// Reads the meshes and textures of placed objects, each file once. Unreadable ones are listed.
pub async fn read_object_models(file: &OpdFile, files: &ZoneFiles) -> (ObjectModels, Vec<MissingFile>) {
    let set = ObjectSet::new(file);
    let mut missing = Vec::new();
    let meshes = read(&set.meshes, files, Mesh::parse, &mut missing).await;
    let textures = read(&set.textures, files, parse_dxt, &mut missing).await;
    (ObjectModels { set, meshes, textures }, missing)
}

async fn read<T: Send>(
    names: &[String],
    files: &ZoneFiles,
    parse: fn(&[u8]) -> Result<T, FormatError>,
    missing: &mut Vec<MissingFile>,
) -> Vec<Option<T>> {
    let read = map_concurrently(names, |name| async move {
        let file = files.read(name).await.map_err(|error| MissingFile::named(name, error))?;
        parse(&file.bytes).map_err(|error| MissingFile { name: name.clone(), path: file.path, problem: error.into() })
    });
    read.await.into_iter().map(|read| read.map_err(|error| missing.push(error)).ok()).collect()
}
