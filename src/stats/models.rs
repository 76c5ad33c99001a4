//! Statistics of single models: the contents of `--stats --json` for `.n3pmesh` and `.n3shape`.

use glam::Affine3A;
use serde::Serialize;

use super::objects::ObjectStats;
use crate::formats::kernel::text;
use crate::formats::n3pmesh::{DetailDistance, Levels, Mesh};
use crate::scene::objects::Bounds;

/// Statistics of a model's file.
#[derive(Clone, Debug, Serialize)]
pub struct ModelStats {
    /// The path as typed.
    pub path: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Contents of the file.
    #[serde(flatten)]
    pub content: ModelContentStats,
}

/// Contents of a model's file.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ModelContentStats {
    /// A mesh.
    Mesh(MeshStats),
    /// An object, at the origin.
    Object(ObjectStats),
}

/// Statistics of a mesh.
#[derive(Clone, Debug, Serialize)]
pub struct MeshStats {
    /// Name in the file.
    pub name: String,
    /// Vertices at full detail.
    pub vertices: usize,
    /// Indices at full detail.
    pub indices: usize,
    /// Triangles at full detail.
    pub triangles: usize,
    /// The least detail and the way to it.
    pub levels: LevelStats,
    /// Box of all vertices: minimum and maximum in meters; none without a finite one.
    #[serde(rename = "box")]
    pub bounds: Option<[[f64; 3]; 2]>,
    /// Textures that the client's objects give it, in lower case; none if no object uses it.
    pub textures: Vec<String>,
    /// Textures that are not there: sorted, in lower case.
    pub missing: Vec<String>,
}

/// Levels of detail of a mesh.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelStats {
    /// Steps from the lowest to the full detail.
    pub steps: usize,
    /// Vertices at the lowest detail.
    pub least_vertices: usize,
    /// Triangles at the lowest detail.
    pub least_triangles: usize,
    /// What the game draws, by distance; empty: full detail always.
    pub distances: Vec<DistanceStats>,
}

/// An entry of a mesh's table of distances.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DistanceStats {
    /// Distance in meters times the vertical field of view in radians, for an object of scale 1; null if not finite.
    pub distance: f32,
    /// Vertices that the game draws there, as stored.
    pub vertices: i32,
}

impl MeshStats {
    /// Computes the statistics of a mesh. `textures` are those of the objects that use it, and whether they are there.
    pub fn new(mesh: &Mesh, textures: &[(String, bool)]) -> MeshStats {
        let lowest = Levels::lowest(mesh);
        let least = lowest.level();
        let bounds = Bounds::of_vertices(&mesh.vertices, Affine3A::IDENTITY);
        let indices = mesh.full_detail().len();
        let distance = |entry: &DetailDistance| DistanceStats { distance: entry.distance, vertices: entry.vertices };
        let mut missing: Vec<String> =
            textures.iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name.clone()).collect();
        missing.sort();
        MeshStats {
            name: text::decode_until_nul(&mesh.name),
            vertices: mesh.vertices.len(),
            indices,
            triangles: indices / 3,
            levels: LevelStats {
                steps: mesh.collapses.len(),
                least_vertices: least.vertices,
                least_triangles: least.indices.len() / 3,
                distances: mesh.distances.iter().map(distance).collect(),
            },
            bounds: bounds.map(|bounds| [bounds.min, bounds.max].map(|corner| corner.to_array().map(f64::from))),
            textures: textures.iter().map(|(name, _)| name.clone()).collect(),
            missing,
        }
    }
}

impl ModelContentStats {
    /// Files that are not there: sorted, in lower case.
    pub fn missing(&self) -> &[String] {
        match self {
            ModelContentStats::Mesh(mesh) => &mesh.missing,
            ModelContentStats::Object(object) => &object.missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::MeshVertex;

    #[test]
    fn a_mesh_is_counted_at_full_and_at_least_detail() {
        let corner = |x: f32, y: f32| MeshVertex { position_m: [x, y, 0.5], ..MeshVertex::default() };
        let mut mesh = Mesh::new("roof", vec![corner(0.0, 0.0), corner(0.0, 2.0), corner(3.0, 0.0)], vec![0, 1, 2]);
        mesh.distances = vec![DetailDistance { distance: 20.0, vertices: 3 }];
        let textures = [("b.dxt".to_owned(), false), ("c.dxt".to_owned(), true), ("a.dxt".to_owned(), false)];
        let stats = MeshStats::new(&mesh, &textures);
        assert_eq!((stats.vertices, stats.indices, stats.triangles), (3, 3, 1));
        assert_eq!(stats.bounds, Some([[0.0, 0.0, 0.5], [3.0, 2.0, 0.5]]));
        assert_eq!((stats.textures.len(), stats.missing), (3, vec!["a.dxt".to_owned(), "b.dxt".to_owned()]));
        let levels = stats.levels;
        assert_eq!((levels.steps, levels.least_triangles, levels.distances.len()), (0, 1, 1));
    }
}
