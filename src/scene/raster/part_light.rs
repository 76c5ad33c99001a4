//! Light on the triangles of a map: from vertex to vertex, as the client and the GPU do.

use glam::{Affine3A, DVec3, Mat3A, Vec3, Vec3A};

use crate::formats::n3pmesh::MeshVertex;
use crate::scene::objects::KindPart;
use crate::scene::objects::light::{PartShading, world_from_normal};
use crate::scene::surface_light::SurfaceLights;

/// Light on a part at its place.
pub(super) struct PartLight {
    lights: SurfaceLights,
    shading: PartShading,
    world_from_normal: Mat3A,
}

/// Light on a triangle.
pub(super) struct TriangleLight {
    /// Factors of red, green and blue at the corners.
    corners: [DVec3; 3],
    is_squared: bool,
}

impl PartLight {
    pub fn new(lights: SurfaceLights, part: &KindPart, world_from_mesh: Affine3A) -> PartLight {
        let shading = PartShading::new(&part.material);
        PartLight { lights, shading, world_from_normal: world_from_normal(world_from_mesh) }
    }

    pub fn of_corners(&self, corners: [&MeshVertex; 3]) -> TriangleLight {
        let light = |vertex: &MeshVertex| {
            let normal = Vec3::from(self.world_from_normal * Vec3A::from(vertex.normal));
            self.shading.light(&self.lights, normal).as_dvec3()
        };
        TriangleLight { corners: corners.map(light), is_squared: self.shading.is_squared }
    }
}

impl TriangleLight {
    /// A lit color at a place with these weights of the corners.
    pub fn on(&self, [red, green, blue, alpha]: [u8; 4], weights: [f64; 3]) -> [u8; 4] {
        let color = DVec3::new(red.into(), green.into(), blue.into());
        let light = if self.is_squared {
            color / 255.0
        } else {
            (0..3).map(|corner| self.corners[corner] * weights[corner]).sum()
        };
        // A saturating cast.
        let [red, green, blue] = (color * light).round().to_array().map(|value| value as u8);
        [red, green, blue, alpha]
    }
}
