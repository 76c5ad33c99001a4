//! Report of a mesh export.

use std::fmt;

use super::scene::MeshScene;
use super::texture::MAX_PX;
use crate::formats::kernel::number::{counted, grouped};

/// Report of a mesh export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeshReport {
    /// Number of terrain triangles; none if it is left out.
    pub ground_triangles: Option<usize>,
    /// Number of river and pond triangles; none if they are left out.
    pub water_triangles: Option<usize>,
    /// The objects; none if they are left out, or if there are none.
    pub objects: Option<ObjectsReport>,
    /// Size of the terrain's texture in pixels, and its pixels per tile side; none without a texture.
    pub image: Option<([u32; 2], u32)>,
    /// Pixels per tile side that were requested and do not fit the maximum size.
    pub reduced_from: Option<u32>,
}

/// The objects of a mesh export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectsReport {
    /// Number of objects.
    pub objects: usize,
    /// Number of objects whose meshes are all missing.
    pub without_mesh: usize,
    /// Number of meshes that they share.
    pub meshes: usize,
    /// Number of triangles of all objects.
    pub triangles: usize,
    /// Number of their textures.
    pub textures: usize,
    /// Folder of their textures beside an OBJ.
    pub texture_folder: Option<String>,
}

impl ObjectsReport {
    /// None without objects.
    pub(super) fn new(scene: &MeshScene, texture_folder: Option<String>) -> Option<ObjectsReport> {
        let objects = &scene.objects;
        (!objects.nodes.is_empty()).then(|| ObjectsReport {
            objects: objects.nodes.len(),
            without_mesh: objects.nodes.iter().filter(|node| node.mesh.is_none()).count(),
            meshes: objects.meshes.len(),
            triangles: objects.triangles(),
            textures: objects.pictures.len(),
            texture_folder,
        })
    }
}

impl fmt::Display for MeshReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.ground_triangles.map(|count| format!("{} terrain triangles", grouped(count as u64))));
        parts.extend(self.water_triangles.map(|count| format!("{} water triangles", grouped(count as u64))));
        parts.extend(self.objects.as_ref().map(ToString::to_string));
        if let Some(([width, height], px)) = self.image {
            parts.push(format!("texture {width} x {height} pixels ({px} px per tile)"));
        }
        if let Some(px) = self.reduced_from {
            parts.push(format!("reduced from {px} px per tile to at most {} pixels per side", grouped(MAX_PX)));
        }
        f.write_str(&parts.join(", "))
    }
}

impl fmt::Display for ObjectsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize, one, many| counted(count as u64, one, many);
        write!(
            f,
            "{} with {}, {} and {}",
            count(self.objects, "object", "objects"),
            count(self.triangles, "triangle", "triangles"),
            count(self.meshes, "mesh", "meshes"),
            count(self.textures, "texture", "textures")
        )?;
        if let Some(folder) = &self.texture_folder {
            write!(f, " in {folder}")?;
        }
        match self.without_mesh {
            0 => Ok(()),
            count => write!(f, " ({} without a mesh)", grouped(count as u64)),
        }
    }
}
