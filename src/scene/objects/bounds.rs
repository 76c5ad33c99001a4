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

    /// The corners: bit 0 of the index is x, bit 1 y, bit 2 z; set for the largest coordinate.
    pub fn corners(self) -> [Vec3; 8] {
        let end = |corner: usize, axis: usize| if corner >> axis & 1 == 1 { self.max[axis] } else { self.min[axis] };
        std::array::from_fn(|corner| Vec3::new(end(corner, 0), end(corner, 1), end(corner, 2)))
    }

    /// The box around both.
    pub fn union(self, other: Bounds) -> Bounds {
        Bounds { min: self.min.min(other.min), max: self.max.max(other.max) }
    }
}
