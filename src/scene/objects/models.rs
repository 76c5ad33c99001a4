//! Objects with the contents of their files.

use super::{ObjectNumbers, ObjectSet};
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::Texture;

/// The placed objects of a zone with their meshes and textures.
#[derive(Clone, Debug, Default)]
pub struct ObjectModels {
    /// What is where.
    pub set: ObjectSet,
    /// Meshes by their number in the set; none if missing or malformed.
    pub meshes: Vec<Option<Mesh>>,
    /// Textures by their number in the set; none if missing or malformed.
    pub textures: Vec<Option<Texture>>,
    /// Objects that are left out of pictures and exports.
    pub hidden: ObjectNumbers,
}
