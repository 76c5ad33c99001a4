//! Single models: a mesh (`.n3pmesh`) or an object of the editor (`.n3shape`), read as a zone's objects with one object
//! at the origin.
//!
//! Meshes and textures are found through the client folder around the file. A mesh file names no texture. In the
//! client's zones a mesh always wears the same first texture, so it gets the material and textures of the first object
//! that uses it: of an `.n3shape` beside it, else of one in the client's `Object` folder, else of a zone. A mesh that no
//! object uses has no texture.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::LoadError;
use super::missing::MissingFile;
use super::objects::{read_models, read_textures};
use crate::formats::kernel::{FormatError, text};
use crate::formats::n3pmesh::Mesh;
use crate::formats::n3shape::ShapeFile;
use crate::formats::opd::{Object, ObjectPart, OpdFile, Placement};
use crate::platform::{CancelToken, block_on};
use crate::scene::objects::{ObjectModels, ObjectSet, file_name};
use crate::zone::ZoneFiles;

/// Folder of meshes in a client.
const OBJECT_FOLDER: &str = "Object";
/// Folder of zones in a client.
const ZONE_FOLDER: &str = "Zones";
/// Ending of files with a single object.
const SHAPE_ENDING: &str = "n3shape";

/// A file with a single model, and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Model {
    /// Path of the file.
    pub path: PathBuf,
    /// Length of the file in bytes.
    pub file_bytes: u64,
    /// Bytes of the model in the file.
    pub stored: Range<u64>,
    /// Contents of the file.
    pub content: ModelContent,
    /// The model as the only object of an object file, at the origin.
    pub file: OpdFile,
    /// The same with its meshes and textures.
    pub models: ObjectModels,
    /// Files that it refers to and that cannot be used.
    pub missing: Vec<MissingFile>,
}

/// Contents of a model's file.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelContent {
    /// A mesh.
    Mesh(Mesh),
    /// An object of the editor.
    Shape(ShapeFile),
}

/// Parts of a client's objects, by the file names of their meshes in lower case.
#[derive(Clone, Debug, Default)]
pub struct MeshUses(HashMap<String, ObjectPart>);

/// Uses of meshes for many models: those of a folder are read once, when the first one is needed.
#[derive(Debug, Default)]
pub struct MeshUsesCache(Mutex<HashMap<PathBuf, Arc<OnceLock<MeshUses>>>>);

impl MeshUsesCache {
    /// As [`read_model`], for one of many models.
    ///
    /// # Errors
    /// As [`read_model`].
    pub async fn read_model(&self, path: &Path, files: &ZoneFiles) -> Result<Model, LoadError> {
        let folder = path.parent().unwrap_or(path).to_owned();
        let uses = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(folder).or_default().clone();
        // Others wait meanwhile: a use that is canceled would be incomplete for them.
        if cfg!(target_family = "wasm") && uses.get().is_none() {
            // Nothing waits in a browser: two may read the same.
            let read = MeshUses::read(files, &CancelToken::default()).await;
            uses.get_or_init(|| read);
        }
        let uses = uses.get_or_init(|| block_on(MeshUses::read(files, &CancelToken::default())));
        read_model_among(path, files, uses).await
    }
}

/// Reads a model and the files that it refers to. `files` are those around the model's file, see
/// [`ZoneFiles::around`]. Unusable files are listed, not errors.
///
/// # Errors
/// The model's own file cannot be read, or is malformed.
pub async fn read_model(path: &Path, files: &ZoneFiles) -> Result<Model, LoadError> {
    read_counted(path, files, None, |_| {}).await
}

/// As [`read_model`], for one of many models of a client, whose uses of meshes were read before.
///
/// # Errors
/// As [`read_model`].
pub async fn read_model_among(path: &Path, files: &ZoneFiles, uses: &MeshUses) -> Result<Model, LoadError> {
    read_counted(path, files, Some(uses), |_| {}).await
}

/// As [`read_model`]; calls `done` after each file with the number of bytes read.
pub(super) async fn read_counted(
    path: &Path,
    files: &ZoneFiles,
    uses: Option<&MeshUses>,
    done: impl Fn(u64) + Sync,
) -> Result<Model, LoadError> {
    let bytes =
        files.read_file(path).await.map_err(|source| LoadError::Unreadable { path: path.to_owned(), source })?;
    let malformed = |source: FormatError| LoadError::Malformed { path: path.to_owned(), source };
    let content = ModelContent::parse(path, &bytes).map_err(malformed)?;
    let file_bytes = bytes.len() as u64;
    done(file_bytes);
    let object = match &content {
        ModelContent::Shape(shape) => Object { placement: at_origin(&shape.object.placement), ..shape.object.clone() },
        ModelContent::Mesh(mesh) => object_of_mesh(path, mesh, files, uses).await,
    };
    let file = file_of(object);
    let set = ObjectSet::new(&file);
    let (models, missing) = match &content {
        ModelContent::Shape(_) => read_models(set, files, done).await,
        ModelContent::Mesh(mesh) => read_textures(set, vec![Some(mesh.clone())], files, done, Vec::new()).await,
    };
    Ok(Model { path: path.to_owned(), file_bytes, stored: 0..file_bytes, content, file, models, missing })
}

/// Reads an object of a zone as a model, by its number in the zone's object file.
pub(super) async fn read_placed(
    index: usize,
    files: &ZoneFiles,
    done: impl Fn(u64) + Sync,
) -> Result<Model, LoadError> {
    let opd = files.bundle().and_then(|bundle| bundle.opd.path()).map(Path::to_owned).unwrap_or_default();
    let unreadable = |source| LoadError::Unreadable { path: opd.clone(), source };
    let bytes = files.read_file(&opd).await.map_err(unreadable)?;
    let malformed = |source| LoadError::Malformed { path: opd.clone(), source };
    let (zone, _) = OpdFile::parse_start(&bytes).map_err(malformed)?;
    let object =
        zone.objects.get(index).ok_or_else(|| unreadable(io::Error::other(format!("has no object {index}"))))?;
    let stored = zone.object_ranges().ok().and_then(|ranges| ranges.get(index).cloned()).unwrap_or_default();
    let file_bytes = bytes.len() as u64;
    done(file_bytes);
    let content = ModelContent::Shape(ShapeFile::new(object.clone()));
    let file = file_of(Object { placement: at_origin(&object.placement), ..object.clone() });
    let (models, missing) = read_models(ObjectSet::new(&file), files, done).await;
    Ok(Model { path: opd, file_bytes, stored, content, file, models, missing })
}

/// An object file with a single object.
fn file_of(object: Object) -> OpdFile {
    let (collision, cells) = (Vec::new(), Vec::new());
    OpdFile { header: None, width_m: 0.0, length_m: 0.0, collision, cells, objects: vec![object] }
}

impl ModelContent {
    /// Parses a file by its ending: a mesh, unless it is that of an object.
    fn parse(path: &Path, bytes: &[u8]) -> Result<ModelContent, FormatError> {
        if has_ending(path, SHAPE_ENDING) {
            ShapeFile::parse(bytes).map(ModelContent::Shape)
        } else {
            Mesh::parse(bytes).map(ModelContent::Mesh)
        }
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// The same placement at the origin, with its rotation and scale.
fn at_origin(placement: &Placement) -> Placement {
    let [_, rotation, scale] = placement.animation.clone();
    Placement { position_m: [0.0; 3], animation: [None, rotation, scale], ..placement.clone() }
}

/// An object with a mesh as its only part, in the material and textures that the client's objects give it.
async fn object_of_mesh(path: &Path, mesh: &Mesh, files: &ZoneFiles, uses: Option<&MeshUses>) -> Object {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let used = match uses {
        Some(uses) => uses.0.get(&name).cloned(),
        None => MeshUses::find(&name, files).await,
    };
    let mesh_name = text::encode(&files.name_of(path));
    let part = ObjectPart { mesh: mesh_name, pivot_m: [0.0; 3], ..used.unwrap_or_default() };
    let placement =
        Placement { name: mesh.name.clone(), rotation: [0.0, 0.0, 0.0, 1.0], scale: [1.0; 3], ..Placement::default() };
    Object { placement, parts: vec![part], ..Object::default() }
}

impl MeshUses {
    /// Reads the objects of a client: first those of its `.n3shape` files, then those of its zones. The first use of a
    /// mesh counts. Ends early when it is canceled.
    pub async fn read(files: &ZoneFiles, cancel: &CancelToken) -> MeshUses {
        let mut uses = HashMap::new();
        visit_parts(files, |mesh, part| {
            uses.entry(mesh).or_insert(part);
            !cancel.is_canceled()
        })
        .await;
        MeshUses(uses)
    }

    /// The first use of a mesh, by its file name in lower case, without reading further files.
    async fn find(name: &str, files: &ZoneFiles) -> Option<ObjectPart> {
        let mut found = None;
        visit_parts(files, |mesh, part| {
            found = (mesh == name).then_some(part);
            found.is_none()
        })
        .await;
        found
    }
}

/// Visits the parts of a client's objects with the file names of their meshes in lower case, until `visit` is false.
/// Files that cannot be read have no parts.
async fn visit_parts(files: &ZoneFiles, mut visit: impl FnMut(String, ObjectPart) -> bool) {
    let shapes = files.list_beside(SHAPE_ENDING).await.into_iter().chain(files.list(OBJECT_FOLDER, SHAPE_ENDING).await);
    for path in shapes.chain(files.list(ZONE_FOLDER, "opd").await) {
        let Ok(bytes) = files.read_file(&path).await else { continue };
        let objects = if has_ending(&path, SHAPE_ENDING) {
            ShapeFile::parse(&bytes).map(|shape| vec![shape.object]).unwrap_or_default()
        } else {
            OpdFile::parse(&bytes).map(|file| file.objects).unwrap_or_default()
        };
        for part in objects.into_iter().flat_map(|object| object.parts) {
            let Some(mesh) = file_name(&part.mesh) else { continue };
            let mesh = mesh.rsplit(['\\', '/']).next().unwrap_or_default().to_owned();
            if !visit(mesh, part) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::demo::embedded;
    use crate::formats::opd::Material;
    use crate::zone::client_files::MemoryFiles;
    use crate::zone::source::is_model;

    /// The island's client folder with more files.
    fn island(more: &[(&str, Vec<u8>)]) -> Arc<MemoryFiles> {
        let own = embedded::contents().iter().map(|(path, bytes)| (PathBuf::from(path), Cow::Borrowed(*bytes)));
        let more = more.iter().map(|(path, bytes)| (PathBuf::from(path), Cow::Owned(bytes.clone())));
        Arc::new(own.chain(more).collect())
    }

    fn read(files: Arc<MemoryFiles>, path: &str) -> Result<Model, LoadError> {
        let path = Path::new(path);
        block_on(async { read_model(path, &ZoneFiles::around(files, path, None).await).await })
    }

    /// An object with one part of the island.
    fn shape(mesh: &str, texture: &str) -> Vec<u8> {
        let part = ObjectPart {
            mesh: mesh.into(),
            textures: vec![texture.into()],
            pivot_m: [1.0, 2.0, 3.0],
            material: Material { color_op: 5, ..Material::default() },
            ..ObjectPart::default()
        };
        let placement = Placement {
            position_m: [100.0, 5.0, 70.0],
            rotation: [0.0, 1.0, 0.0, 0.0],
            scale: [2.0; 3],
            ..Placement::default()
        };
        ShapeFile::new(Object { placement, parts: vec![part], ..Object::default() }).encode().unwrap()
    }

    #[test]
    fn a_mesh_wears_what_a_zone_gives_it() {
        let model = read(island(&[]), "Object/isle_oak_crown.n3pmesh").unwrap();
        assert!(matches!(&model.content, ModelContent::Mesh(mesh) if !mesh.vertices.is_empty()));
        assert_eq!(model.models.set.meshes, ["object\\isle_oak_crown.n3pmesh"]);
        assert_eq!(model.models.set.textures, ["object\\isle_leaves.dxt"]);
        assert!(model.models.meshes[0].is_some() && model.models.textures[0].is_some() && model.missing.is_empty());
        let part = &model.file.objects[0].parts[0];
        assert_eq!(part.pivot_m, [0.0; 3]);
        let object = &model.models.set.objects[0];
        assert!(object.world_from_object.abs_diff_eq(glam::Affine3A::IDENTITY, 1e-6), "at the origin");
    }

    #[test]
    fn an_object_beside_the_mesh_comes_first_and_a_strange_mesh_has_no_texture() {
        let mesh = embedded::find("object\\isle_boat.n3pmesh").unwrap();
        let files = island(&[
            ("Work/isle_boat.n3pmesh", mesh.to_vec()),
            ("Work/mine.n3shape", shape("work\\ISLE_BOAT.N3PMESH", "object\\isle_bark.dxt")),
            ("Work/other.n3pmesh", mesh.to_vec()),
        ]);
        let boat = read(files.clone(), "Work/isle_boat.n3pmesh").unwrap();
        assert_eq!(boat.models.set.textures, ["object\\isle_bark.dxt"]);
        assert_eq!(boat.file.objects[0].parts[0].material.color_op, 5);
        let other = read(files, "Work/other.n3pmesh").unwrap();
        assert_eq!((other.models.set.textures.len(), other.missing.len()), (0, 0));
        assert_eq!(other.models.set.kinds[0].parts[0].material, Material::default());
    }

    #[test]
    fn an_object_stands_at_the_origin_with_its_rotation_and_scale() {
        let files = island(&[("Work/boat.n3shape", shape("Object\\Isle_Boat.n3pmesh", "object\\none.dxt"))]);
        let model = read(files, "Work/boat.n3shape").unwrap();
        let placement = &model.file.objects[0].placement;
        assert_eq!(
            (placement.position_m, placement.rotation, placement.scale),
            ([0.0; 3], [0.0, 1.0, 0.0, 0.0], [2.0; 3])
        );
        assert_eq!(model.file.objects[0].parts[0].pivot_m, [1.0, 2.0, 3.0]);
        assert!(model.models.meshes[0].is_some() && model.models.textures == [None]);
        let missing: Vec<&str> = model.missing.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(missing, ["object\\none.dxt"]);
    }

    #[test]
    fn uses_that_were_read_before_give_the_same_model() {
        let files = island(&[]);
        let path = Path::new("Object/isle_flames.n3pmesh");
        let among = block_on(async {
            let around = ZoneFiles::around(files.clone(), path, None).await;
            let uses = MeshUses::read(&around, &CancelToken::default()).await;
            read_model_among(path, &around, &uses).await.unwrap()
        });
        let alone = read(files, "Object/isle_flames.n3pmesh").unwrap();
        assert_eq!(among.file, alone.file);
        assert!(alone.models.set.textures.len() > 1, "all frames of a flip-book");
    }

    #[test]
    fn files_that_are_no_models_have_a_reason() {
        let files = island(&[("Work/a.n3shape", vec![1; 40]), ("Work/a.n3pmesh", vec![1; 40])]);
        for path in ["Work/a.n3shape", "Work/a.n3pmesh"] {
            assert!(is_model(Path::new(path)));
            assert!(matches!(read(files.clone(), path), Err(LoadError::Malformed { .. })), "{path}");
        }
        assert!(matches!(read(files, "Work/gone.n3pmesh"), Err(LoadError::Unreadable { .. })));
        assert!(!is_model(Path::new("a.gtd")) && is_model(Path::new("A.N3PMESH")));
    }
}
