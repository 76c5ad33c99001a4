//! Spatial index of the parts of a zone's objects: what a view sees, and what a ray hits.
//!
//! A tree of boxes over all parts, wherever they are: objects outside the map or in no cell of the file are in it like all
//! others.

use glam::{DVec3, Vec3};

use super::{Bounds, PlacedPart, Ray};
use crate::scene::terrain::cull::Frustum;

/// Largest number of parts in a leaf.
const LEAF_PARTS: usize = 4;

/// Tree of boxes over placed parts.
#[derive(Clone, Debug, Default)]
pub struct ObjectIndex {
    parts: Vec<PlacedPart>,
    /// Numbers of parts; those of a node are consecutive.
    order: Vec<u32>,
    /// The root is the first.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
struct Node {
    bounds: Bounds,
    /// Range of `order`.
    first: u32,
    count: u32,
    /// Number of the second child; the first one follows its parent. 0 for a leaf.
    second: u32,
}

/// A part hit by a ray.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectHit {
    /// Number in [`super::ObjectSet::objects`].
    pub object: usize,
    /// Number of the part in its kind.
    pub part: usize,
    /// Distance from the origin in lengths of the ray's direction: meters for a unit vector.
    pub distance: f64,
    /// World position in meters.
    pub position: DVec3,
}

impl ObjectIndex {
    /// Builds the tree over parts.
    pub fn new(parts: Vec<PlacedPart>) -> ObjectIndex {
        let mut index = ObjectIndex { order: (0..parts.len() as u32).collect(), nodes: Vec::new(), parts };
        if !index.parts.is_empty() {
            index.build(0, index.parts.len());
        }
        index
    }

    /// All parts, in file order.
    pub fn parts(&self) -> &[PlacedPart] {
        &self.parts
    }

    /// Adds the node of a range of `order`, with its children.
    fn build(&mut self, first: usize, count: usize) {
        let range = first..first + count;
        let boxes = || self.order[range.clone()].iter().map(|part| box_of(&self.parts[*part as usize]));
        let bounds = boxes().reduce(Bounds::union).unwrap_or(Bounds { min: Vec3::ZERO, max: Vec3::ZERO });
        let node = self.nodes.len();
        self.nodes.push(Node { bounds, first: first as u32, count: count as u32, second: 0 });
        if count <= LEAF_PARTS {
            return;
        }
        let size = bounds.max - bounds.min;
        let axis = if size.x >= size.y && size.x >= size.z {
            0
        } else if size.z >= size.y {
            2
        } else {
            1
        };
        let half = count / 2;
        let parts = &self.parts;
        self.order[range].select_nth_unstable_by(half, |a, b| {
            parts[*a as usize].center[axis].total_cmp(&parts[*b as usize].center[axis])
        });
        self.build(first, half);
        self.nodes[node].second = self.nodes.len() as u32;
        self.build(first + half, count - half);
    }

    /// Calls `found` with the number of every part whose sphere may be in the view. The frustum is relative to the eye.
    pub fn visible(&self, eye: DVec3, frustum: &Frustum, mut found: impl FnMut(usize)) {
        let relative = |point: Vec3| (point.as_dvec3() - eye).as_vec3();
        let sees = |bounds: &Bounds| frustum.sees_box(relative(bounds.min), relative(bounds.max));
        self.walk(
            |bounds| sees(bounds),
            |number| {
                if sees(&box_of(&self.parts[number])) {
                    found(number);
                }
            },
        );
    }

    /// Visits the parts in all leaves whose boxes pass, with those of the nodes above them.
    fn walk(&self, passes: impl Fn(&Bounds) -> bool, mut visit: impl FnMut(usize)) {
        let mut stack = Vec::with_capacity(64);
        stack.extend((!self.nodes.is_empty()).then_some(0_u32));
        while let Some(number) = stack.pop() {
            let node = &self.nodes[number as usize];
            if !passes(&node.bounds) {
                continue;
            }
            if node.second == 0 {
                let parts = &self.order[node.first as usize..(node.first + node.count) as usize];
                parts.iter().for_each(|part| visit(*part as usize));
            } else {
                stack.extend([node.second, number + 1]);
            }
        }
    }

    /// The nearest hit of a ray. `hit` gives the distance to a part in lengths of the ray's direction, if it is below a
    /// limit.
    pub fn ray(&self, ray: Ray, hit: impl Fn(&PlacedPart, f64) -> Option<f64>) -> Option<ObjectHit> {
        let mut nearest: Option<ObjectHit> = None;
        self.walk(
            |bounds| entry_of(bounds, ray).is_some(),
            |number| {
                let placed = &self.parts[number];
                let least = nearest.map_or(f64::INFINITY, |hit| hit.distance);
                if entry_of(&box_of(placed), ray).is_some_and(|entry| entry < least)
                    && let Some(distance) = hit(placed, least)
                {
                    let position = ray.origin + ray.direction * distance;
                    nearest = Some(ObjectHit { object: placed.object, part: placed.part, distance, position });
                }
            },
        );
        nearest
    }
}

/// The box around a part's sphere.
fn box_of(part: &PlacedPart) -> Bounds {
    let half = Vec3::splat(part.radius_m);
    Bounds { min: part.center - half, max: part.center + half }
}

/// Distance at which a ray enters a box, 0 from inside; none if it misses.
fn entry_of(bounds: &Bounds, ray: Ray) -> Option<f64> {
    let (mut entry, mut exit) = (0.0_f64, f64::INFINITY);
    for axis in 0..3 {
        let (origin, direction) = (ray.origin[axis], ray.direction[axis]);
        let [low, high] = [bounds.min[axis], bounds.max[axis]].map(f64::from);
        if direction == 0.0 {
            if origin < low || origin > high {
                return None;
            }
            continue;
        }
        let [a, b] = [low, high].map(|side| (side - origin) / direction);
        (entry, exit) = (entry.max(a.min(b)), exit.min(a.max(b)));
    }
    (entry <= exit).then_some(entry)
}

#[cfg(test)]
mod tests {
    use glam::Mat4;
    use glam::camera::lh::{proj::directx, view};
    use proptest::prelude::*;

    use super::*;
    use crate::formats::n3pmesh::{Mesh, MeshVertex};
    use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement, RenderFlags};
    use crate::scene::Objects;
    use crate::scene::objects::{Moment, ObjectSet, PickView};
    use crate::scene::raster::object_textures::ObjectTextures;

    /// A closed pyramid with corners within 1 m of its origin, or so.
    fn pyramid() -> Mesh {
        let corner = |x: f32, y: f32, z: f32| MeshVertex { position_m: [x, y, z], ..MeshVertex::default() };
        let vertices = vec![
            corner(0.0, 1.0, 0.0),
            corner(-0.8, 0.0, -0.8),
            corner(-0.8, 0.0, 0.8),
            corner(0.8, 0.0, 0.8),
            corner(0.8, 0.0, -0.8),
        ];
        Mesh::new("pyramid", vertices, vec![0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 1, 1, 3, 2, 3, 1, 4])
    }

    type Place = ([f32; 3], f32, f32);

    /// Objects of a mesh: position, yaw, scale. Some are double-sided, some turn to the eye.
    fn zone(places: &[Place]) -> Objects {
        let object = |(number, (position_m, yaw, scale)): (usize, &Place)| Object {
            placement: Placement {
                position_m: *position_m,
                rotation: glam::Quat::from_rotation_y(*yaw).to_array(),
                scale: [*scale; 3],
                ..Placement::default()
            },
            parts: vec![ObjectPart {
                pivot_m: [0.5, 0.0, 0.0],
                mesh: b"pyramid".to_vec(),
                material: Material { flags: RenderFlags([0, 4, 9, 0x20][number % 4]), ..Material::default() },
                ..ObjectPart::default()
            }],
            ..Object::default()
        };
        let objects = places.iter().enumerate().map(object).collect();
        let file = OpdFile { header: None, width_m: 64.0, length_m: 64.0, collision: vec![], cells: vec![], objects };
        let set = ObjectSet::new(&file);
        let meshes = vec![Some(pyramid()); set.meshes.len()];
        Objects::new(set, meshes, ObjectTextures::default())
    }

    /// Inside the map, on its border, and far outside of it.
    fn places() -> impl Strategy<Value = Vec<Place>> {
        let axis = || prop_oneof![4 => -20.0f32..90.0, 1 => -300.0f32..400.0];
        prop::collection::vec(((axis(), -10.0f32..30.0, axis()), -3.0f32..3.0, 0.1f32..6.0), 0..120)
            .prop_map(|list| list.into_iter().map(|((x, y, z), yaw, scale)| ([x, y, z], yaw, scale)).collect())
    }

    fn looking(yaw: f32, pitch: f32) -> Mat4 {
        let forward = Vec3::new(yaw.sin() * pitch.cos(), pitch.sin(), yaw.cos() * pitch.cos());
        directx::perspective_infinite_reverse(1.0, 1.5, 0.5) * view::look_to_mat4(Vec3::ZERO, forward, Vec3::Y)
    }

    fn view_from(eye: DVec3) -> PickView {
        let moment = Moment { eye, secs: Some(3.7), gates_open: false };
        PickView::full_detail(moment)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 128 }))]

        /// The tree finds what a test of every part finds, and every part with a corner in the picture.
        #[test]
        fn the_tree_sees_what_a_test_of_all_parts_sees(
            places in places(), yaw in -3.2f32..3.2, pitch in -1.5f32..1.5,
            eye in prop::array::uniform3(-50.0f64..120.0),
        ) {
            let Objects { set, meshes, index, .. } = zone(&places);
            let (eye, matrix) = (DVec3::from(eye), looking(yaw, pitch));
            let frustum = Frustum::new(matrix);
            let mut found = Vec::new();
            index.visible(eye, &frustum, |number| found.push(number));
            found.sort_unstable();
            let relative = |point: Vec3| (point.as_dvec3() - eye).as_vec3();
            let sees = |part: &PlacedPart| {
                let bounds = box_of(part);
                frustum.sees_box(relative(bounds.min), relative(bounds.max))
            };
            let expected: Vec<usize> = (0..places.len()).filter(|number| sees(&index.parts()[*number])).collect();
            prop_assert_eq!(&found, &expected);
            for (number, placed) in index.parts().iter().enumerate() {
                let pose = set.pose(placed.object, &set.parts(placed.object)[placed.part], view_from(eye).moment);
                let corners = &meshes[placed.mesh].as_ref().unwrap().vertices;
                let is_seen = corners.iter().any(|corner| {
                    let clip = matrix * relative(pose.transform_point3(corner.position_m.into())).extend(1.0);
                    clip.x.abs() <= clip.w && clip.y.abs() <= clip.w && clip.z >= 0.0 && clip.z <= clip.w
                });
                prop_assert!(!is_seen || found.contains(&number), "part {} is lost", number);
            }
        }

        /// A ray hits what a test of every triangle hits.
        #[test]
        fn a_ray_hits_the_nearest_of_all_triangles(
            places in places(), origin in prop::array::uniform3(-30.0f64..100.0), at in any::<prop::sample::Index>(),
            wide in prop::array::uniform3(-1.0f64..1.0),
        ) {
            let objects = zone(&places);
            let origin = DVec3::from(origin);
            // Towards one of the objects, so that many rays hit.
            let target = if places.is_empty() { DVec3::ZERO } else { Vec3::from(at.get(&places).0).as_dvec3() };
            let ray = Ray { origin, direction: (target + DVec3::from(wide) - origin).normalize_or(DVec3::X) };
            let hit = objects.ray(ray, &view_from(origin), |_| true);
            let parts = objects.index.parts();
            let all = parts.iter().filter_map(|placed| objects.hit(placed, ray, &view_from(origin), f64::INFINITY));
            let expected = all.min_by(f64::total_cmp);
            prop_assert_eq!(hit.map(|hit| hit.distance), expected);
            if let Some(hit) = hit {
                let placed = parts.iter().find(|placed| placed.object == hit.object).unwrap();
                let from_center = hit.position.distance(placed.center.as_dvec3());
                prop_assert!(from_center <= f64::from(placed.radius_m) + 1e-3);
            }
        }
    }

    #[test]
    fn rays_hit_front_sides_and_back_sides_only_of_double_sided_parts() {
        let objects = zone(&[([0.0; 3], 0.0, 1.0), ([10.0, 0.0, 0.0], 0.0, 1.0)]);
        let hit = |x: f64, y: f64, up: f64| {
            let ray = Ray { origin: DVec3::new(x, y, 0.0), direction: DVec3::Y * up };
            objects.ray(ray, &view_from(DVec3::ZERO), |_| true).map(|hit| (hit.object, hit.distance))
        };
        // The pivot is half a meter to the east.
        assert_eq!(hit(0.5, 5.0, -1.0), Some((0, 4.0)), "the tip from above");
        assert_eq!(hit(0.5, -5.0, 1.0), Some((0, 5.0)), "the ground face from below");
        assert_eq!(hit(0.6, 0.2, 1.0), None, "from inside");
        assert!(hit(10.6, 0.2, 1.0).is_some_and(|(object, _)| object == 1), "from inside a double-sided one");
        assert_eq!(hit(5.0, 5.0, -1.0), None, "between them");
        assert_eq!(hit(0.5, 5.0, 1.0), None, "away from it");
    }
}
