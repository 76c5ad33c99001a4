//! What the game's client draws at a distance, for classic settings (objects section 10).

use glam::{DVec3, Vec3};

use super::{Bounds, ObjectSet, PlacedPart};
use crate::formats::n3pmesh::Mesh;

/// Largest number of blended parts in a frame; what comes later in the file is left out.
pub const MOST_BLENDED: usize = 1024;
/// Vertical field of view of the client, in radians.
const FOV_Y: f32 = 1.2217;
/// Side of the cells in which the client looks for objects, in meters.
const CELL_M: f64 = 16.0;

/// Number of vertices for which the client looks at a distance in meters, for [`Mesh::level_of`].
pub fn vertices_at(mesh: &Mesh, distance_m: f32, scale: f32) -> usize {
    mesh.vertices_at(distance_m * FOV_Y / scale)
}

/// Number of vertices for which the client looks for a part, seen from the eye.
pub fn vertices_of(mesh: &Mesh, placed: &PlacedPart, eye: DVec3) -> usize {
    vertices_at(mesh, (placed.middle.as_dvec3() - eye).length() as f32, placed.scale)
}

/// Whether the client draws a level with this number of indices: not an opaque one of a single triangle.
pub fn draws_level(indices: usize, is_blended: bool) -> bool {
    indices > if is_blended { 0 } else { 3 }
}

/// Position and size of the objects, for the client's draw distance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawDistances {
    /// Position and radius by object; none for objects without a mesh.
    objects: Vec<Option<(Vec3, f32)>>,
}

impl DrawDistances {
    /// Measures all objects. `meshes` are by their number in the set.
    pub fn new(set: &ObjectSet, meshes: &[Option<Mesh>]) -> DrawDistances {
        let boxes: Vec<Option<Bounds>> = meshes
            .iter()
            .map(|mesh| Bounds::of_points(mesh.iter().flat_map(|mesh| &mesh.vertices).map(|v| v.position_m.into())))
            .collect();
        let radius = |object: usize| {
            let parts = set.parts(object).iter();
            let boxes = parts.filter_map(|part| {
                let bounds = (*boxes.get(part.mesh?)?)?;
                Some(Bounds { min: bounds.min + part.pivot_m, max: bounds.max + part.pivot_m })
            });
            boxes.reduce(Bounds::union).map(|bounds| (bounds.max - bounds.min).length() * 0.5)
        };
        let objects = set.objects.iter().enumerate().map(|(number, object)| {
            let world = object.world_from_object;
            let (scale, _, _) = world.to_scale_rotation_translation();
            Some((world.translation.into(), radius(number)? * scale.abs().max_element()))
        });
        DrawDistances { objects: objects.collect() }
    }

    /// Whether the client draws an object with this far clip in meters: one of its cell's corners is within it in x and in
    /// z, and the object is not farther than that and twice its radius.
    pub fn is_drawn(&self, object: usize, eye: DVec3, far_m: f32) -> bool {
        let Some((position, radius_m)) = self.objects.get(object).copied().flatten() else { return false };
        let far = f64::from(far_m);
        let position = position.as_dvec3();
        // Positions below 0 are in the first cell.
        let is_within = |position: f64, eye: f64| {
            let low = (position.max(0.0) / CELL_M).trunc() * CELL_M;
            (low - eye).abs().min((low + CELL_M - eye).abs()) <= far
        };
        let is_near = position.distance(eye) <= far + 2.0 * f64::from(radius_m);
        is_near && is_within(position.x, eye.x) && is_within(position.z, eye.z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::{Collapse, DetailDistance, MeshVertex};
    use crate::formats::opd::{Object, ObjectPart, OpdFile, Placement};

    /// Nothing, one triangle, two triangles; with a table that ends with nothing.
    fn strip() -> Mesh {
        let step = |first_change| Collapse {
            indices_gained: 3,
            changes: 1,
            vertices_gained: if first_change == 0 { 3 } else { 1 },
            first_change,
            collapses_to: 0,
            flags: 0,
        };
        let entry = |distance, vertices| DetailDistance { distance, vertices };
        Mesh {
            vertices: vec![MeshVertex { position_m: [3.0, 4.0, 0.0], ..MeshVertex::default() }; 4],
            indices: vec![0, 1, 1, 2, 1, 1],
            collapses: vec![step(0), step(1)],
            index_changes: vec![2, 5],
            distances: vec![entry(FOV_Y * 10.0, 4), entry(FOV_Y * 20.0, 3), entry(FOV_Y * 30.0, 0)],
            ..Mesh::default()
        }
    }

    #[test]
    fn levels_follow_the_table_until_nothing_is_left() {
        let mesh = strip();
        let vertices = |distance_m, scale, is_blended| {
            let levels = mesh.level_of(vertices_at(&mesh, distance_m, scale));
            draws_level(levels.level().indices.len(), is_blended).then_some(levels.level().vertices)
        };
        assert_eq!([5.0, 9.9].map(|distance_m| vertices(distance_m, 1.0, true)), [Some(4); 2]);
        assert_eq!(vertices(15.0, 1.0, true), Some(3), "between the entries");
        assert_eq!(vertices(31.0, 1.0, true), None, "the last entry means nothing");
        assert_eq!(vertices(15.0, 1.0, false), None, "one triangle of an opaque part is not drawn");
        assert_eq!(vertices(15.0, 2.0, false), Some(4), "twice the size is as near as half the distance");
    }

    fn distances(position_m: [f32; 3], scale: f32) -> DrawDistances {
        let object = Object {
            placement: Placement {
                position_m,
                rotation: [0.0, 0.0, 0.0, 1.0],
                scale: [scale; 3],
                ..Placement::default()
            },
            parts: vec![ObjectPart { mesh: b"m".to_vec(), ..ObjectPart::default() }],
            ..Object::default()
        };
        let objects = vec![object, Object::default()];
        let file = OpdFile { header: None, width_m: 64.0, length_m: 64.0, collision: vec![], cells: vec![], objects };
        let corner = |x| MeshVertex { position_m: [x, 0.0, 0.0], ..MeshVertex::default() };
        let mesh = Mesh::new("m", vec![corner(-2.0), corner(2.0), corner(0.0)], vec![0, 1, 2]);
        DrawDistances::new(&ObjectSet::new(&file), &[Some(mesh)])
    }

    #[test]
    fn objects_are_drawn_to_the_far_clip_and_their_size() {
        let eye = |x: f64| DVec3::new(x, 0.0, 40.0);
        // Cell 32 to 48 m; radius 2 m.
        let small = distances([40.0, 0.0, 40.0], 1.0);
        assert!(small.is_drawn(0, eye(140.0), 100.0) && small.is_drawn(0, eye(143.9), 100.0));
        assert!(!small.is_drawn(0, eye(144.1), 100.0), "beyond the far clip and twice the radius");
        let large = distances([40.0, 0.0, 40.0], 10.0);
        assert!(large.is_drawn(0, eye(147.9), 100.0) && !large.is_drawn(0, eye(148.1), 100.0), "beyond its cell");
        assert!(!small.is_drawn(1, eye(40.0), 100.0) && !small.is_drawn(2, eye(40.0), 100.0), "nothing to draw");
    }

    #[test]
    fn objects_west_of_the_map_are_in_its_first_cell() {
        let outside = distances([-60.0, 0.0, 40.0], 10.0);
        let eye = |x: f64| DVec3::new(x, 0.0, 40.0);
        assert!(outside.is_drawn(0, eye(60.0), 100.0));
        assert!(outside.is_drawn(0, eye(79.9), 100.0) && !outside.is_drawn(0, eye(80.1), 100.0), "its distance counts");
    }
}
