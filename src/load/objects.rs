//! Meshes and textures of placed objects.

use super::missing::MissingFile;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::parse_dxt;
use crate::formats::opd::OpdFile;
use crate::formats::opd::RenderFlags;
use crate::platform::{map_concurrently, pause};
use crate::scene::objects::placeholders::with_boxes;
use crate::scene::objects::{ObjectList, ObjectModels, ObjectSet};
use crate::scene::raster::object_textures::ObjectTextures;
use crate::scene::raster::tile_image::TileEncoding;
use crate::scene::{DataForms, Objects};
use crate::zone::ZoneFiles;

/// Reads the placed objects of a zone with their meshes and textures, and which of them are hidden; none if the zone has
/// no objects. Unusable files are listed.
pub async fn read_zone_objects(
    gtd: &Gtd,
    files: &ZoneFiles,
    hide: &ObjectList,
) -> (Option<ObjectModels>, Vec<MissingFile>) {
    match files.part::<OpdFile>(gtd).await {
        Ok(found) if found.content.objects.is_empty() => (None, Vec::new()),
        Ok(found) => {
            let (models, missing) = read_object_models(&found.content, files).await;
            let hidden = hide.numbers(found.content.objects.iter());
            (Some(ObjectModels { hidden, ..models }), missing)
        }
        Err(error) => (None, MissingFile::part(error).into_iter().collect()),
    }
}

/// Reads the meshes and textures of placed objects, each file once. Unreadable ones are listed.
pub async fn read_object_models(file: &OpdFile, files: &ZoneFiles) -> (ObjectModels, Vec<MissingFile>) {
    read_models(ObjectSet::new(file), files, |_| {}).await
}

/// As [`read_object_models`]; calls `done` after each file with the number of bytes read.
pub(super) async fn read_models(
    set: ObjectSet,
    files: &ZoneFiles,
    done: impl Fn(u64) + Sync,
) -> (ObjectModels, Vec<MissingFile>) {
    let mut missing = Vec::new();
    let meshes = read(&set.meshes, files, Mesh::parse, &done, &mut missing).await;
    read_textures(set, meshes, files, done, missing).await
}

/// Reads the textures of objects whose meshes were read; adds to the list of unreadable files.
pub(super) async fn read_textures(
    set: ObjectSet,
    meshes: Vec<Option<Mesh>>,
    files: &ZoneFiles,
    done: impl Fn(u64) + Sync,
    mut missing: Vec<MissingFile>,
) -> (ObjectModels, Vec<MissingFile>) {
    let textures = read(&set.textures, files, parse_dxt, &done, &mut missing).await;
    (ObjectModels { set, meshes, textures, ..ObjectModels::default() }, missing)
}

async fn read<T: Send>(
    names: &[String],
    files: &ZoneFiles,
    parse: fn(&[u8]) -> Result<T, FormatError>,
    done: &(impl Fn(u64) + Sync),
    missing: &mut Vec<MissingFile>,
) -> Vec<Option<T>> {
    let read = map_concurrently(names, |name| async move {
        let file = files.read(name).await.map_err(|error| MissingFile::named(name, error));
        done(file.as_ref().map_or(0, |file| file.bytes.len() as u64));
        let file = file?;
        parse(&file.bytes).map_err(|error| MissingFile { name: name.clone(), path: file.path, problem: error.into() })
    });
    read.await.into_iter().map(|read| read.map_err(|error| missing.push(error)).ok()).collect()
}

/// The form in which the objects of a file are drawn: blocks where tile textures are blocks, too, boxes in place of
/// missing meshes, and textures that fit into the memory beside the meshes.
pub(super) async fn drawn_objects(models: ObjectModels, file: &OpdFile, forms: DataForms) -> Objects {
    let ObjectModels { set, meshes, textures, .. } = models;
    let (set, meshes) = with_boxes(set, meshes, file);
    let mut is_cut_out = vec![false; textures.len()];
    for part in set.kinds.iter().flat_map(|kind| &kind.parts) {
        if !part.material.flags.contains(RenderFlags::BLENDED) {
            part.textures.iter().flatten().for_each(|texture| is_cut_out[*texture] = true);
        }
    }
    let mut textures = ObjectTextures::new_in_turns(&textures, &is_cut_out, forms.encoding == TileEncoding::Bc1).await;
    let mesh_bytes: u64 = meshes.iter().flatten().map(mesh_bytes).sum();
    if let Some(most) = forms.object_bytes {
        textures.fit(most.saturating_sub(mesh_bytes));
    }
    pause().await;
    Objects::new_in_turns(set, meshes, textures).await
}

/// Bytes of a mesh on the GPU: vertices, and indices of 32 bits.
fn mesh_bytes(mesh: &Mesh) -> u64 {
    (size_of_val(mesh.vertices.as_slice()) + mesh.indices.len() * 4) as u64
}
