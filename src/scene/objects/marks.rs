//! Lines that show the shape of an object over the picture: its axes, normals, and the edges of its triangles in a level
//! of detail. Of large objects only the first [`MOST_LINES`] lines are made.

use std::collections::HashSet;

use glam::{Affine3A, Vec3};

use super::light::world_from_normal;
use super::{KindPart, Moment};
use crate::formats::n3pmesh::{Mesh, MeshVertex};
use crate::scene::Objects;

/// Maximum number of lines of normals, and of edges.
pub const MOST_LINES: usize = 20_000;
/// Length of a stored normal of length 1, as a share of the object's radius, and its limits in meters.
const NORMAL_SHARE: f32 = 0.06;
const NORMAL_M: [f32; 2] = [0.02, 1.0];
/// Length of an axis, as a share of the object's radius, and its minimum in meters.
const AXIS_SHARE: f32 = 0.8;
const LEAST_AXIS_M: f32 = 0.5;

/// What is drawn over the selected object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectMarks {
    /// Its outline, as it is seen.
    pub outline: bool,
    /// The box around it.
    pub bounds: bool,
    /// Its own axes.
    pub axes: bool,
    /// The normals at its vertices.
    pub normals: bool,
    /// The edges of its triangles.
    pub wireframe: bool,
    /// The level of detail of these edges, by its number in [`stored_levels`]. A mesh with fewer levels shows its last.
    pub level: usize,
}

impl Default for ObjectMarks {
    /// Outline and box.
    fn default() -> ObjectMarks {
        ObjectMarks { outline: true, bounds: true, axes: false, normals: false, wireframe: false, level: 0 }
    }
}

/// Levels of detail that a mesh's file stores, from full detail on: the triangles' corners. Each has at most 60 % of the
/// triangles of the one before it.
pub fn stored_levels(mesh: &Mesh) -> Vec<Vec<u16>> {
    let full = mesh.full_detail();
    let coarser = super::levels::candidates(mesh).into_iter().map(|(_, indices)| indices);
    std::iter::once(full).chain(coarser).collect()
}

/// The axes of an object through its origin: x, y and z, in the direction of growing values. None for a number out of range.
pub fn axes(models: &Objects, object: usize, radius_m: f32) -> Option<[[Vec3; 2]; 3]> {
    let world = models.set.objects.get(object)?.world_from_object;
    let length_m = (radius_m * AXIS_SHARE).max(LEAST_AXIS_M);
    let origin = Vec3::from(world.translation);
    let axes = [world.matrix3.x_axis, world.matrix3.y_axis, world.matrix3.z_axis];
    Some(axes.map(|axis| [origin, origin + Vec3::from(axis).normalize_or_zero() * length_m]))
}

/// Edges of an object's triangles at a moment, each once. `levels` are those of each part ([`stored_levels`]).
pub fn wireframe<'a>(
    models: &Objects,
    object: usize,
    levels: impl IntoIterator<Item = &'a [Vec<u16>]>,
    level: usize,
    moment: Moment,
) -> Vec<[Vec3; 2]> {
    let mut lines = Vec::new();
    for ((mesh, pose), levels) in posed(models, object, moment).zip(levels) {
        let Some(mesh) = mesh else { continue };
        let Some(indices) = levels.get(level.min(levels.len().saturating_sub(1))) else { continue };
        let mut known = HashSet::new();
        for [a, b, c] in indices.as_chunks::<3>().0.iter().copied() {
            for (from, to) in [(a, b), (b, c), (c, a)] {
                if from != to && lines.len() < MOST_LINES && known.insert((from.min(to), from.max(to))) {
                    lines.extend(line_between(mesh, pose, [from, to]));
                }
            }
        }
    }
    lines
}

/// Normals of an object's vertices at a moment, as long as they are stored: one of length 1 has a fixed share of the
/// object's radius.
pub fn normals(models: &Objects, object: usize, radius_m: f32, moment: Moment) -> Vec<[Vec3; 2]> {
    let unit_m = (radius_m * NORMAL_SHARE).clamp(NORMAL_M[0], NORMAL_M[1]);
    let of_part = |(mesh, pose): (Option<&Mesh>, Affine3A)| {
        let turn = world_from_normal(pose);
        let vertices = mesh.map_or(&[][..], |mesh| &mesh.vertices).iter();
        let line = move |vertex: &MeshVertex| {
            let (foot, normal) = (pose.transform_point3(vertex.position_m.into()), Vec3::from(vertex.normal));
            let direction = (turn * normal).normalize_or_zero();
            [foot, foot + direction * normal.length() * unit_m]
        };
        vertices.map(line).collect::<Vec<_>>()
    };
    let lines = posed(models, object, moment).flat_map(of_part);
    lines.filter(|ends| ends.iter().all(|end| end.is_finite())).take(MOST_LINES).collect()
}

/// Mesh and pose of each part; no mesh where it is missing.
pub(super) fn posed(
    models: &Objects,
    object: usize,
    moment: Moment,
) -> impl Iterator<Item = (Option<&Mesh>, Affine3A)> {
    models.set.parts(object).iter().map(move |part: &KindPart| {
        let mesh = part.mesh.and_then(|mesh| models.meshes.get(mesh)?.as_ref());
        (mesh, models.set.pose(object, part, moment))
    })
}

fn line_between(mesh: &Mesh, pose: Affine3A, ends: [u16; 2]) -> Option<[Vec3; 2]> {
    let [from, to] = ends.map(|end| mesh.vertices.get(usize::from(end)));
    let line = [from?, to?].map(|vertex| pose.transform_point3(vertex.position_m.into()));
    line.iter().all(|end| end.is_finite()).then_some(line)
}

#[cfg(test)]
mod tests {
    use glam::{DVec3, Quat};

    use super::*;
    use crate::formats::n3pmesh::Collapse;
    use crate::formats::opd::{Object, ObjectPart, OpdFile, Placement};
    use crate::scene::objects::ObjectSet;
    use crate::scene::raster::object_textures::ObjectTextures;

    const REST: Moment = Moment { eye: DVec3::ZERO, secs: None, gates_open: false };

    /// Two triangles, of which the second one is the step from the lowest level to full detail.
    fn square() -> Mesh {
        let corner = |x: f32, y: f32| MeshVertex { position_m: [x, y, 0.0], normal: [0.0, 0.0, 0.5], uv: [0.0; 2] };
        let step =
            Collapse { indices_gained: 3, changes: 0, vertices_gained: 1, first_change: 0, collapses_to: 0, flags: 0 };
        Mesh {
            min_vertices: 3,
            min_indices: 3,
            vertices: vec![corner(0.0, 0.0), corner(0.0, 2.0), corner(2.0, 2.0), corner(2.0, 0.0)],
            indices: vec![0, 1, 2, 0, 2, 3],
            collapses: vec![step],
            ..Mesh::default()
        }
    }

    /// The square at x = 10 m, turned a quarter and twice as large; and an object without a mesh.
    fn models() -> Objects {
        let placement = Placement {
            position_m: [10.0, 0.0, 0.0],
            rotation: Quat::from_rotation_y(std::f32::consts::FRAC_PI_2).to_array(),
            scale: [2.0; 3],
            ..Placement::default()
        };
        let part = |mesh: &str| ObjectPart { mesh: mesh.into(), ..ObjectPart::default() };
        let object = |mesh| Object { placement: placement.clone(), parts: vec![part(mesh)], ..Object::default() };
        let objects = vec![object("square"), object("gone")];
        let file = OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![], objects };
        Objects::new(ObjectSet::new(&file), vec![Some(square()), None], ObjectTextures::default())
    }

    #[test]
    fn edges_are_drawn_once_and_in_the_level() {
        let models = models();
        let levels = [stored_levels(&square())];
        assert_eq!(levels[0].iter().map(Vec::len).collect::<Vec<_>>(), [6, 3]);
        let edges = |level| wireframe(&models, 0, levels.iter().map(Vec::as_slice), level, REST);
        assert_eq!([0, 1, 9].map(|level| edges(level).len()), [5, 3, 3], "the diagonal is an edge of both");
        let far = edges(0).into_iter().flatten().find(|end| end.abs_diff_eq(Vec3::new(10.0, 4.0, -4.0), 1e-5));
        assert!(far.is_some(), "{:?}", edges(0));
        assert!(wireframe(&models, 1, [&[][..]], 0, REST).is_empty());
    }

    #[test]
    fn axes_and_normals_turn_with_the_object_and_do_not_scale() {
        let models = models();
        let [x, y, z] = axes(&models, 0, 5.0).unwrap().map(|[from, to]| to - from);
        assert!(x.abs_diff_eq(Vec3::new(0.0, 0.0, -4.0), 1e-5) && y.abs_diff_eq(Vec3::Y * 4.0, 1e-5), "{x} {y}");
        assert!(z.abs_diff_eq(Vec3::X * 4.0, 1e-5), "{z}");
        assert_eq!(axes(&models, 9, 5.0), None);
        let normals = normals(&models, 0, 10.0, REST);
        assert_eq!(normals.len(), 4);
        let [from, to] = normals[0];
        assert!((to - from).abs_diff_eq(Vec3::X * 0.3, 1e-5), "half as long as one of length 1: {}", to - from);
    }
}
