//! All parts of all objects that can be drawn, with spheres for culling.

use glam::{Affine3A, Vec3};

use super::pose::radius_of;
use super::{Bounds, KindPart, ObjectSet};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::RenderFlags;

/// A part of an object that can be drawn: finite, with a mesh that has triangles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedPart {
    /// Number in [`ObjectSet::objects`].
    pub object: usize,
    /// Number of the part in its kind.
    pub part: usize,
    /// Number in [`ObjectSet::meshes`].
    pub mesh: usize,
    /// Center of a sphere around the part in any pose, in meters.
    pub center: Vec3,
    /// Radius of that sphere in meters.
    pub radius_m: f32,
    /// Middle of the mesh's box at rest, in meters.
    pub middle: Vec3,
    /// World position of the pivot at rest, by which blended parts are sorted.
    pub pivot: Vec3,
    /// Largest absolute scale.
    pub scale: f32,
    /// Whether it is mixed with what is behind it.
    pub is_blended: bool,
}

/// Spheres around a mesh.
#[derive(Clone, Copy, Debug)]
struct MeshSpheres {
    middle: Vec3,
    radius_m: f32,
    /// Radius around the origin.
    reach_m: f32,
}

impl PlacedPart {
    /// All parts that can be drawn, in file order. `meshes` are by their number in the set.
    pub fn all(set: &ObjectSet, meshes: &[Option<Mesh>]) -> Vec<PlacedPart> {
        let spheres: Vec<Option<MeshSpheres>> =
            meshes.iter().map(|mesh| mesh.as_ref().and_then(MeshSpheres::new)).collect();
        let parts = (0..set.objects.len())
            .flat_map(|object| set.parts(object).iter().enumerate().map(move |(number, part)| (object, number, part)));
        let placed = parts.filter_map(|(object, number, part)| {
            let mesh = part.mesh?;
            PlacedPart::new(set, (object, number, part), mesh, (*spheres.get(mesh)?)?)
        });
        placed.collect()
    }

    fn new(
        set: &ObjectSet,
        (object, number, part): (usize, usize, &KindPart),
        mesh: usize,
        spheres: MeshSpheres,
    ) -> Option<PlacedPart> {
        let world = set.world_from_mesh(object, part);
        let scale = largest_scale(world);
        let pivot = Vec3::from(world.translation);
        let middle = world.transform_point3(spheres.middle);
        let (center, radius_m) = match set.animation(object) {
            // The object's origin moves within a box, and the part turns about it.
            Some(animation) => {
                let positions = Bounds::of_points(animation.positions_m())?;
                let reach_m = (part.pivot_m.length() + spheres.reach_m) * animation.largest_scale().max(scale);
                ((positions.min + positions.max) * 0.5, (positions.max - positions.min).length() * 0.5 + reach_m)
            }
            // What turns about its pivot stays within the sphere around the pivot.
            None if part.turns() => (pivot, spheres.reach_m * scale),
            None => (middle, spheres.radius_m * scale),
        };
        let is_finite = world.is_finite() && center.is_finite() && radius_m.is_finite();
        let is_blended = part.material.flags.contains(RenderFlags::BLENDED);
        is_finite.then_some(PlacedPart {
            object,
            part: number,
            mesh,
            center,
            radius_m,
            middle,
            pivot,
            scale,
            is_blended,
        })
    }
}

/// Largest length of the images of the unit vectors: of the scale, for matrices of scale and rotation.
fn largest_scale(world: Affine3A) -> f32 {
    let axes = [world.matrix3.x_axis, world.matrix3.y_axis, world.matrix3.z_axis];
    axes.map(glam::Vec3A::length).into_iter().fold(0.0, f32::max)
}

impl MeshSpheres {
    /// None for a mesh without triangles.
    fn new(mesh: &Mesh) -> Option<MeshSpheres> {
        if mesh.full_detail().is_empty() {
            return None;
        }
        let positions = || mesh.vertices.iter().map(|vertex| vertex.position_m);
        let bounds = Bounds::of_points(positions().map(Vec3::from))?;
        let middle = (bounds.min + bounds.max) * 0.5;
        let from_middle = positions().map(|position| (Vec3::from(position) - middle).to_array());
        Some(MeshSpheres { middle, radius_m: radius_of(from_middle), reach_m: radius_of(positions()) })
    }
}
