//! Poses of parts at a moment: billboards, wind, flip-books, animations and gates (objects sections 5 to 8).

use glam::{Affine3A, DVec3, EulerRot, Mat3A, Quat, Vec3, Vec3A};

use super::{KindPart, ObjectSet};
use crate::formats::opd::RenderFlags;
use crate::scene::easing::ease;

/// Largest angles of the wind about x, y and z, in radians.
const SWAY: [f32; 3] = [0.05, 0.02, 0.05];
/// Seconds between the random strengths of the wind.
const GUST_SECS: f32 = 1.5;

/// Time and eye, for the parts that follow them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Position of the eye in the world, in meters.
    pub eye: DVec3,
    /// Time of the animation in seconds; none: everything at rest.
    pub secs: Option<f32>,
    /// Whether gates and levers are open.
    pub gates_open: bool,
}

impl ObjectSet {
    /// From a mesh's space to the world at a moment. Billboards face the eye also at rest.
    pub fn pose(&self, object: usize, part: &KindPart, moment: Moment) -> Affine3A {
        let stored = self.objects[object].world_from_object;
        let world_from_object = match (self.animation(object), moment.secs) {
            (Some(animation), Some(secs)) => animation.world_from_object(secs),
            _ => stored,
        };
        let flags = part.material.flags;
        if flags.contains(RenderFlags::BILLBOARD) {
            return facing(world_from_object, part.pivot_m, moment.eye);
        }
        let turn = match (part.hinge, moment.secs) {
            (Some(hinge), _) if moment.gates_open => hinge.open(),
            (_, Some(secs)) if flags.contains(RenderFlags::WIND) => sway(wind(secs, object)),
            _ => Mat3A::IDENTITY,
        };
        world_from_object * Affine3A { matrix3: turn, translation: part.pivot_m.into() }
    }

    /// Whether a part's picture changes with time.
    pub fn is_animated(&self, object: usize, part: &KindPart) -> bool {
        let changes = part.textures.len() > 1 || part.material.flags.contains(RenderFlags::WIND);
        changes || self.animation(object).is_some()
    }
}

impl KindPart {
    /// Number of the texture at a moment, by its place in [`ObjectSet::textures`]; the first one at rest.
    pub fn texture_at(&self, secs: Option<f32>) -> Option<usize> {
        let count = self.textures.len();
        let frame = match secs {
            Some(secs) if count > 1 && self.texture_fps > 0.0 => (secs * self.texture_fps) as usize % count,
            _ => 0,
        };
        self.textures.get(frame).copied().flatten()
    }

    /// Whether it turns about its pivot.
    pub fn turns(&self) -> bool {
        let flags = self.material.flags;
        self.hinge.is_some() || flags.contains(RenderFlags::BILLBOARD) || flags.contains(RenderFlags::WIND)
    }
}

/// The part turned about the world's vertical axis through its pivot, so that the mesh's -Z axis points to the eye
/// horizontally. Scales stay in the object's axes.
pub(in crate::scene) fn facing(world_from_object: Affine3A, pivot_m: Vec3, eye: DVec3) -> Affine3A {
    let pivot = world_from_object.transform_point3a(pivot_m.into());
    let to_eye = eye.as_vec3() - Vec3::from(pivot);
    // -Z turned by a yaw points to (-sin, 0, -cos).
    let yaw = libm::atan2f(-to_eye.x, -to_eye.z);
    // Without its rotation, the object's matrix is its scale in its own axes.
    let (scale, _, _) = world_from_object.to_scale_rotation_translation();
    let turned = Mat3A::from_rotation_y(yaw) * Mat3A::from_diagonal(scale);
    Affine3A { matrix3: turned, translation: pivot }
}

/// Rotation about a mesh's origin at a strength of the wind from 0 to 1.
fn sway(strength: f32) -> Mat3A {
    let [x, y, z] = SWAY.map(|angle| angle * strength);
    // Row vectors in the client: first x, then y, then z.
    Mat3A::from_quat(Quat::from_euler(EulerRot::ZYX, z, y, x))
}

/// Strength of the wind at an object from 0 to 1: smooth noise of time.
pub fn wind(secs: f32, object: usize) -> f32 {
    // A shift, so that objects do not move in step.
    let at = secs / GUST_SECS + random(object as u32, 0) * 16.0;
    let (gust, part) = (at.floor(), at - at.floor());
    let strength = |gust: f32| random(object as u32, (gust as i64 & 0xffff) as u32 + 1);
    strength(gust) + (strength(gust + 1.0) - strength(gust)) * ease(part)
}

/// A number from 0 to 1 that looks random.
pub(super) fn random(a: u32, b: u32) -> f32 {
    let mut bits = a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca77);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    ((bits ^ (bits >> 15)) >> 8) as f32 / 16_777_215.0
}

/// Largest distance of a mesh's vertices from its origin, for spheres around parts that turn.
pub fn radius_of(positions: impl Iterator<Item = [f32; 3]>) -> f32 {
    positions.map(|position| Vec3A::from(position).length_squared()).fold(0.0, f32::max).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::{Mesh, MeshVertex};
    use crate::formats::opd::{EventLinks, Material, Object, ObjectPart, OpdFile, Placement};
    use crate::scene::objects::PlacedPart;

    fn set(flags: u32, rotation: Quat, scale: [f32; 3]) -> ObjectSet {
        let part = ObjectPart {
            pivot_m: [0.0, 3.0, 0.0],
            mesh: b"m".to_vec(),
            textures: vec![b"0".to_vec(), b"1".to_vec(), b"2".to_vec()],
            texture_fps: 10.0,
            material: Material { flags: RenderFlags(flags), ..Material::default() },
        };
        let placement =
            Placement { position_m: [50.0, 1.0, 60.0], rotation: rotation.to_array(), scale, ..Placement::default() };
        let objects = vec![Object { placement, parts: vec![part], ..Object::default() }];
        ObjectSet::new(&OpdFile {
            header: None,
            width_m: 16.0,
            length_m: 16.0,
            collision: vec![],
            cells: vec![],
            objects,
        })
    }

    fn pose(set: &ObjectSet, moment: Moment) -> Affine3A {
        set.pose(0, &set.parts(0)[0], moment)
    }

    #[test]
    fn billboards_turn_to_the_eye_and_stay_upright() {
        let set = set(8, Quat::from_rotation_y(1.0), [2.0; 3]);
        let pivot = Vec3::new(50.0, 7.0, 60.0);
        for angle in [0.0_f32, 0.5, 1.6, 3.0, 4.4, 6.0] {
            let direction = Vec3::new(angle.sin(), 0.0, angle.cos());
            let eye = (pivot + direction * 20.0 + Vec3::Y * 15.0).as_dvec3();
            let pose = pose(&set, Moment { eye, secs: None, gates_open: false });
            assert!(Vec3::from(pose.translation).abs_diff_eq(pivot, 1e-4));
            assert!(pose.transform_vector3(Vec3::NEG_Z).abs_diff_eq(direction * 2.0, 1e-4), "{angle}");
            assert!(pose.transform_vector3(Vec3::Y).abs_diff_eq(Vec3::Y * 2.0, 1e-4));
        }
        let above = pose(&set, Moment { eye: pivot.as_dvec3() + DVec3::Y, secs: None, gates_open: false });
        assert!(above.is_finite(), "straight above there is no direction");
    }

    #[test]
    fn wind_turns_parts_a_little_about_their_origin_and_never_jumps() {
        let set = set(0x20, Quat::IDENTITY, [1.0; 3]);
        let at = |secs| pose(&set, Moment { eye: DVec3::ZERO, secs: Some(secs), gates_open: false });
        let rest = pose(&set, Moment { eye: DVec3::ZERO, secs: None, gates_open: false });
        let (mut moved, mut before) = (0.0_f32, at(0.0).transform_point3(Vec3::Y));
        for step in 1..2000 {
            let top = at(step as f32 * 0.02).transform_point3(Vec3::Y);
            assert!(top.distance(before) < 0.005, "step {step}");
            moved = moved.max(top.distance(rest.transform_point3(Vec3::Y)));
            before = top;
        }
        assert!(moved > 0.02 && moved < 0.075, "the top of a mesh of 1 m moves {moved} m");
        assert_eq!(at(3.0).translation, rest.translation);
    }

    #[test]
    fn wind_is_between_calm_and_full_and_not_the_same_everywhere() {
        let strengths: Vec<f32> = (0..1000).map(|i| wind(i as f32 * 0.37, i % 7)).collect();
        assert!(strengths.iter().all(|strength| (0.0..=1.0).contains(strength)));
        assert!((wind(5.0, 1) - wind(5.0, 2)).abs() > 1e-3);
    }

    #[test]
    fn flip_books_go_round_at_their_rate() {
        let set = set(0, Quat::IDENTITY, [1.0; 3]);
        let part = &set.parts(0)[0];
        let frames =
            [None, Some(0.0), Some(0.09), Some(0.11), Some(0.25), Some(0.31)].map(|secs| part.texture_at(secs));
        assert_eq!(frames, [Some(0), Some(0), Some(0), Some(1), Some(2), Some(0)]);
        assert!(set.is_animated(0, part));
    }

    #[test]
    fn open_gates_turn_about_their_hinges_and_closed_ones_rest() {
        let leaf = |x: f32| ObjectPart { pivot_m: [x, 0.0, 0.0], mesh: b"leaf".to_vec(), ..ObjectPart::default() };
        let gate = Object {
            kind: 0x141B,
            placement: Placement {
                position_m: [10.0, 0.0, 20.0],
                rotation: Quat::from_rotation_y(0.6).to_array(),
                scale: [2.0; 3],
                ..Placement::default()
            },
            parts: vec![leaf(-1.0), leaf(1.0), leaf(3.0)],
            events: EventLinks { event_kind: 1, ..EventLinks::default() },
            ..Object::default()
        };
        let wall = Object { kind: 0x41B, ..gate.clone() };
        let file = OpdFile {
            header: None,
            width_m: 16.0,
            length_m: 16.0,
            collision: vec![],
            cells: vec![],
            objects: vec![gate, wall],
        };
        let set = ObjectSet::new(&file);
        let pose = |object: usize, part: usize, gates_open| {
            set.pose(object, &set.parts(object)[part], Moment { eye: DVec3::ZERO, secs: Some(1.0), gates_open })
        };
        let world_from_object = set.objects[0].world_from_object;
        for (part, (hinge_x, degrees)) in [(-1.0, 80.0), (1.0, -80.0), (3.0, 0.0_f32)].into_iter().enumerate() {
            let (sin, cos) = degrees.to_radians().sin_cos();
            // A point 1.5 m from the hinge, turned about the hinge, in the object's space.
            let turned = Vec3::new(hinge_x + 1.5 * cos, 0.7, -1.5 * sin);
            let (expected, actual) = (
                world_from_object.transform_point3(turned),
                pose(0, part, true).transform_point3(Vec3::new(1.5, 0.7, 0.0)),
            );
            assert!(actual.abs_diff_eq(expected, 1e-4), "part {part}: {actual} instead of {expected}");
            assert!(pose(0, part, false).abs_diff_eq(set.world_from_mesh(0, &set.parts(0)[part]), 1e-6));
            assert_eq!(pose(1, part, true), pose(1, part, false), "a wall is no gate");
        }
        let placed = PlacedPart::all(
            &set,
            &[Some(Mesh::new(
                "leaf",
                [[0.0, 0.0], [0.0, 2.0], [1.5, 0.0]]
                    .map(|[x, y]| MeshVertex { position_m: [x, y, 0.0], ..MeshVertex::default() })
                    .to_vec(),
                vec![0, 1, 2],
            ))],
        );
        for open in [false, true] {
            let corner = pose(0, 0, open).transform_point3(Vec3::new(1.5, 0.0, 0.0));
            assert!(corner.distance(placed[0].center) <= placed[0].radius_m, "open or closed, it is in its sphere");
        }
    }
}
