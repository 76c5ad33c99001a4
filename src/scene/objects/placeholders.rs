//! Boxes in place of objects whose meshes are missing. Their size is that of the collision bodies around the object's
//! position, as far as it has some.

use std::collections::HashMap;

use glam::{Affine3A, Mat3A, Vec3};

use super::{Bounds, KindPart, ObjectInstance, ObjectKind, ObjectSet};
use crate::formats::n3pmesh::{Mesh, MeshVertex};
use crate::formats::opd::{CELL_M, CollisionTriangle, Material, OpdFile, SUB_CELLS, cells_along, is_invisible_wall};

/// Width, height and depth of a box where no size is known, in meters before the object's scale.
const DEFAULT_M: Vec3 = Vec3::new(1.0, 2.0, 1.0);
/// Smallest and largest side of a box in meters.
const SIDES_M: [f32; 2] = [0.2, 60.0];
/// Bodies wider than this stand around something, such as the walls of an arena. Meters.
const WIDEST_BODY_M: f32 = 40.0;
/// Distance from a body within which an object's position belongs to it, in meters.
const REACH_M: f32 = 0.5;
/// Corners of collision triangles closer than this are one, in meters.
const SAME_CORNER_M: f32 = 0.01;

/// Objects and the meshes that they are drawn with, with boxes in place of missing meshes.
pub fn with_boxes(mut set: ObjectSet, mut meshes: Vec<Option<Mesh>>, file: &OpdFile) -> (ObjectSet, Vec<Option<Mesh>>) {
    let there = |part: &KindPart| part.mesh.is_some_and(|mesh| meshes.get(mesh).is_some_and(Option::is_some));
    let missing = |part: &KindPart| part.mesh.is_some() && !there(part);
    // Kinds without any mesh, and numbers of the parts to replace in the other kinds.
    let bare: Vec<bool> =
        set.kinds.iter().map(|kind| kind.parts.iter().any(missing) && !kind.parts.iter().any(there)).collect();
    let parts = |kind: &ObjectKind| (0..kind.parts.len()).filter(|part| missing(&kind.parts[*part])).collect();
    let replaced: Vec<Vec<usize>> = set.kinds.iter().map(parts).collect();
    if replaced.iter().all(Vec::is_empty) {
        return (set, meshes);
    }
    let part = KindPart {
        mesh: Some(meshes.len()),
        textures: vec![None],
        texture_fps: 0.0,
        pivot_m: Vec3::ZERO,
        material: Material::default(),
        hinge: None,
    };
    set.meshes.push("placeholder".to_owned());
    meshes.push(Some(unit_box()));
    for (kind, _) in bare.iter().enumerate().filter(|(_, bare)| !**bare) {
        for number in &replaced[kind] {
            let pivot_m = set.kinds[kind].parts[*number].pivot_m;
            set.kinds[kind].parts[*number] = KindPart { pivot_m, ..part.clone() };
        }
    }
    let bodies = Bodies::new(file);
    let boxed = set.kinds.len();
    let mut objects = Vec::new();
    for (index, object) in set.objects.iter_mut().enumerate().filter(|(_, object)| bare[object.kind]) {
        let world_from_object = object.world_from_object * bodies.object_from_box(object.world_from_object);
        *object = ObjectInstance { kind: boxed, world_from_object, animation: None };
        objects.push(index);
    }
    set.kinds.iter_mut().zip(&bare).filter(|(_, bare)| **bare).for_each(|(kind, _)| kind.objects.clear());
    set.kinds.push(ObjectKind { parts: vec![part], objects });
    (set, meshes)
}

/// A box one meter wide, high and deep, around the middle of its lower side. Each side shows the whole texture.
fn unit_box() -> Mesh {
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    for normal in [Vec3::X, Vec3::NEG_X, Vec3::Y, Vec3::NEG_Y, Vec3::Z, Vec3::NEG_Z] {
        let up = if normal.y == 0.0 { Vec3::Y } else { Vec3::Z };
        // Seen from the front, in a left-handed world.
        let right = normal.cross(up);
        let first = vertices.len() as u16;
        for (u, v) in [(0.0, 1.0), (0.0, 0.0), (1.0, 1.0), (1.0, 0.0)] {
            let position = (normal + right * (u * 2.0 - 1.0) + up * (1.0 - v * 2.0)) * 0.5 + Vec3::Y * 0.5;
            vertices.push(MeshVertex { position_m: position.into(), normal: normal.into(), uv: [u, v] });
        }
        indices.extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
    }
    Mesh::new("placeholder", vertices, indices)
}

/// Collision triangles, sorted into connected bodies.
struct Bodies<'a> {
    file: &'a OpdFile,
    /// Body of each triangle; none for invisible walls and what is not finite.
    body_of: Vec<Option<usize>>,
    /// Corners of each body.
    corners: Vec<Vec<Vec3>>,
}

impl<'a> Bodies<'a> {
    fn new(file: &'a OpdFile) -> Bodies<'a> {
        let is_body = |triangle: &&CollisionTriangle| {
            !is_invisible_wall(triangle) && triangle.as_flattened().iter().all(|value| value.is_finite())
        };
        let key = |corner: &[f32; 3]| corner.map(|value| (value / SAME_CORNER_M).round() as i64);
        let mut groups = Groups::default();
        let mut at: HashMap<[i64; 3], usize> = HashMap::new();
        let group_of: Vec<Option<usize>> = file
            .collision
            .iter()
            .map(|triangle| {
                let group = Some(triangle).filter(is_body).map(|_| groups.add())?;
                triangle.iter().for_each(|corner| groups.join(*at.entry(key(corner)).or_insert(group), group));
                Some(group)
            })
            .collect();
        let mut corners = vec![Vec::new(); groups.leader.len()];
        let body_of: Vec<Option<usize>> = group_of.iter().map(|group| group.map(|group| groups.find(group))).collect();
        for (triangle, body) in file.collision.iter().zip(&body_of) {
            if let Some(body) = body {
                corners[*body].extend(triangle.map(Vec3::from));
            }
        }
        Bodies { file, body_of, corners }
    }

    /// From the unit box to the space of an object: its bodies, or a box of usual size.
    fn object_from_box(&self, world_from_object: Affine3A) -> Affine3A {
        let position = Vec3::from(world_from_object.translation);
        let scale = world_from_object.to_scale_rotation_translation().0.abs();
        let is_regular = world_from_object.matrix3.determinant().abs() > 1e-6;
        let object_from_world = if is_regular { world_from_object.inverse() } else { Affine3A::IDENTITY };
        let found = self.around(position).filter(|_| is_regular).filter_map(|body| {
            let corners = self.corners[body].iter().map(|corner| object_from_world.transform_point3(*corner));
            Bounds::of_points(corners)
        });
        let default = Bounds { min: DEFAULT_M * Vec3::new(-0.5, 0.0, -0.5), max: DEFAULT_M * Vec3::new(0.5, 1.0, 0.5) };
        let bounds = found.reduce(Bounds::union).unwrap_or(default);
        let [shortest, longest] = SIDES_M.map(Vec3::splat).map(|side_m| side_m / scale.max(Vec3::splat(1e-3)));
        let size = (bounds.max - bounds.min).clamp(shortest, longest);
        let middle = (bounds.min + bounds.max) * 0.5;
        Affine3A { matrix3: Mat3A::from_diagonal(size), translation: middle.with_y(bounds.min.y).into() }
    }

    /// The bodies with a triangle in the 4 m square of a position that contain it horizontally.
    fn around(&self, position: Vec3) -> impl Iterator<Item = usize> {
        let mut bodies: Vec<usize> =
            self.triangles_at(position).filter_map(|triangle| *self.body_of.get(triangle)?).collect();
        bodies.sort_unstable();
        bodies.dedup();
        let contains = move |body: &usize| {
            let Some(bounds) = Bounds::of_points(self.corners[*body].iter().copied()) else { return false };
            let (low, high, size) = (bounds.min - REACH_M, bounds.max + REACH_M, bounds.max - bounds.min);
            size.x.max(size.z) <= WIDEST_BODY_M
                && (low.x..=high.x).contains(&position.x)
                && (low.z..=high.z).contains(&position.z)
        };
        bodies.into_iter().filter(contains)
    }

    /// Numbers of the triangles that the file lists in the 4 m square of a position.
    fn triangles_at(&self, position: Vec3) -> impl Iterator<Item = usize> {
        let sub_cell_m = CELL_M / SUB_CELLS as f32;
        let [x, z] = [position.x, position.z].map(|meters| (meters.max(0.0) / sub_cell_m) as usize);
        let columns = cells_along(self.file.width_m);
        let cell = Some(x / SUB_CELLS).filter(|column| *column < columns).and_then(|column| {
            let index = (z / SUB_CELLS).checked_mul(columns)?.checked_add(column)?;
            self.file.cells.get(index)?.as_ref()
        });
        let corners = cell.map_or(&[][..], |cell| cell.sub_cells.triangles(x % SUB_CELLS, z % SUB_CELLS));
        corners.iter().map(|corners| corners[0] as usize / 3)
    }
}

/// Disjoint groups.
#[derive(Default)]
struct Groups {
    /// Another member of the group, or itself.
    leader: Vec<usize>,
}

impl Groups {
    /// A new group of one member.
    fn add(&mut self) -> usize {
        self.leader.push(self.leader.len());
        self.leader.len() - 1
    }

    fn find(&mut self, member: usize) -> usize {
        let mut at = member;
        while self.leader[at] != at {
            self.leader[at] = self.leader[self.leader[at]];
            at = self.leader[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.leader[b] = a;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::{Cell, Object, ObjectPart, Placement, SubCells};
    use glam::Quat;

    const MESHES: [&str; 3] = ["gone", "there", "gone-too"];

    /// An object at 8, 1, 8 with parts of these meshes.
    fn object(meshes: &[&str], scale: f32) -> Object {
        let part = |mesh: &&str| ObjectPart { mesh: mesh.as_bytes().to_vec(), ..ObjectPart::default() };
        let placement = Placement {
            position_m: [8.0, 1.0, 8.0],
            rotation: Quat::from_rotation_y(0.6).to_array(),
            scale: [scale; 3],
            ..Placement::default()
        };
        Object { placement, parts: meshes.iter().map(part).collect(), ..Object::default() }
    }

    /// A zone of one cell with a tetrahedron, which all sub-cells list.
    fn file(objects: Vec<Object>, tetrahedron: Option<[[f32; 3]; 4]>) -> OpdFile {
        let faces = |corners: [[f32; 3]; 4]| {
            [[0, 1, 2], [0, 2, 3], [0, 3, 1], [1, 3, 2]].map(|face| face.map(|at| corners[at]))
        };
        let collision: Vec<CollisionTriangle> = tetrahedron.into_iter().flat_map(faces).collect();
        let listed: Vec<[u32; 3]> =
            (0..collision.len() as u32).map(|face| [face * 3, face * 3 + 1, face * 3 + 2]).collect();
        let cell = Cell { exists: 1, objects: Vec::new(), sub_cells: SubCells::new([&listed; 16]) };
        let cells = vec![Some(Box::new(cell))];
        OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision, cells, objects }
    }

    fn boxed(file: &OpdFile) -> (ObjectSet, Vec<Option<Mesh>>) {
        let set = ObjectSet::new(file);
        let meshes = set.meshes.iter().map(|name| (name == MESHES[1]).then(unit_box)).collect();
        with_boxes(set, meshes, file)
    }

    /// Bounds of what is drawn of an object.
    fn bounds((set, meshes): &(ObjectSet, Vec<Option<Mesh>>), object: usize) -> Option<Bounds> {
        let part = |part: &KindPart| {
            let mesh = meshes[part.mesh?].as_ref()?;
            Bounds::of_vertices(&mesh.vertices, set.world_from_mesh(object, part))
        };
        set.parts(object).iter().filter_map(part).reduce(Bounds::union)
    }

    #[test]
    fn objects_without_meshes_are_boxes_on_the_ground() {
        let file = file(vec![object(&MESHES[..1], 1.5), object(&[], 1.0), object(&MESHES[1..2], 1.0)], None);
        let placed = boxed(&file);
        let found = bounds(&placed, 0).unwrap();
        assert!((found.min.y - 1.0).abs() < 1e-4 && (found.max.y - 4.0).abs() < 1e-4, "2 m by 1.5: {found:?}");
        assert!(bounds(&placed, 1).is_none(), "without parts there is nothing to miss");
        assert_eq!(placed.0.objects[2], ObjectSet::new(&file).objects[2], "its mesh is there");
        assert_eq!(placed.0.kinds[placed.0.objects[0].kind].objects, [0]);
    }

    #[test]
    fn boxes_are_as_large_as_the_collision_body_around_them() {
        let corners = [[4.0, 0.0, 8.0], [12.0, 0.0, 4.0], [12.0, 0.0, 12.0], [9.0, 6.0, 8.0]];
        let placed = boxed(&file(vec![object(&MESHES[..1], 2.0)], Some(corners)));
        let found = bounds(&placed, 0).unwrap();
        let body = Bounds::of_points(corners.map(Vec3::from)).unwrap();
        // The box is turned as the object is, so it reaches farther than the body along the axes.
        assert!((found.min.y - body.min.y).abs() < 1e-3 && (found.max.y - body.max.y).abs() < 1e-3, "{found:?}");
        assert!(found.min.cmple(body.min + 1e-3).all() && found.max.cmpge(body.max - 1e-3).all(), "{found:?}");
        assert!((found.max - found.min).max_element() < 14.0, "{found:?}");
        // A body elsewhere, walls up to the sky, and walls around a place are not the object's.
        let elsewhere = corners.map(|[x, y, z]| [x + 6.0, y, z]);
        let walls = corners.map(|[x, y, z]| [x, if y > 0.0 { 5000.0 } else { -5000.0 }, z]);
        let around = corners.map(|[x, y, z]| [x * 6.0 - 40.0, y, z]);
        for corners in [elsewhere, walls, around] {
            let found = bounds(&boxed(&file(vec![object(&MESHES[..1], 2.0)], Some(corners))), 0).unwrap();
            assert!((found.max.y - 5.0).abs() < 1e-3, "{found:?}");
        }
    }

    #[test]
    fn a_missing_part_of_an_object_is_a_box_at_its_pivot() {
        let mut objects = vec![object(&MESHES, 1.0)];
        objects[0].parts[2].pivot_m = [0.0, 10.0, 0.0];
        let file = file(objects, None);
        let (set, meshes) = boxed(&file);
        let parts = set.parts(0);
        assert_eq!(parts.iter().map(|part| part.mesh).collect::<Vec<_>>(), [Some(3), Some(1), Some(3)]);
        assert_eq!((parts[2].pivot_m.y, meshes.len(), set.meshes.len()), (10.0, 4, 4));
        assert_eq!(set.objects, ObjectSet::new(&file).objects);
    }

    #[test]
    fn sides_of_a_box_are_seen_from_outside() {
        let mesh = unit_box();
        for corners in mesh.full_detail().chunks_exact(3) {
            let [a, b, c] = [corners[0], corners[1], corners[2]].map(|corner| mesh.vertices[usize::from(corner)]);
            let [p, q, r] = [a, b, c].map(|vertex| Vec3::from(vertex.position_m));
            // Clockwise in a left-handed world: the cross product points to the front.
            let normal = (q - p).cross(r - p).normalize();
            assert!(normal.abs_diff_eq(Vec3::from(a.normal), 1e-6), "{normal} and {:?}", a.normal);
        }
        let bounds = Bounds::of_vertices(&mesh.vertices, Affine3A::IDENTITY).unwrap();
        assert_eq!((bounds.min, bounds.max), (Vec3::new(-0.5, 0.0, -0.5), Vec3::new(0.5, 1.0, 0.5)));
    }

    #[test]
    fn odd_numbers_make_no_panic() {
        let mut objects = vec![object(&MESHES[..1], f32::NAN), object(&MESHES[..1], 0.0)];
        objects.push(object(&MESHES[..1], 1.0));
        objects[2].placement.position_m = [f32::MAX, f32::NAN, -f32::INFINITY];
        let mut file = file(objects, Some([[f32::NAN; 3], [1e30; 3], [-1e30; 3], [0.0; 3]]));
        file.cells[0].as_mut().unwrap().sub_cells = SubCells::new([&[[u32::MAX; 3]]; 16]);
        assert_eq!(boxed(&file).0.objects.len(), 3);
    }
}
