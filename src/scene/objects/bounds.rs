//! Axis-aligned boxes.

use glam::{Affine3A, Vec3};

use crate::formats::n3pmesh::MeshVertex;

/// An axis-aligned box in meters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Smallest coordinates.
    pub min: Vec3,
    /// Largest coordinates.
    pub max: Vec3,
}

impl Bounds {
    /// The box of points; none without a finite point.
    pub fn of_points(points: impl IntoIterator<Item = Vec3>) -> Option<Bounds> {
        let point = |point| Bounds { min: point, max: point };
        points.into_iter().filter(|point| point.is_finite()).map(point).reduce(Bounds::union)
    }

    /// The box of a mesh's vertices, transformed.
    pub fn of_vertices(vertices: &[MeshVertex], world_from_mesh: Affine3A) -> Option<Bounds> {
        Bounds::of_points(vertices.iter().map(|vertex| world_from_mesh.transform_point3(vertex.position_m.into())))
    }

    /// The box around both.
    pub fn union(self, other: Bounds) -> Bounds {
        Bounds { min: self.min.min(other.min), max: self.max.max(other.max) }
    }
}
