//! Movements of objects: hinges of gates and levers, and animation keys (objects sections 7 and 8).

use glam::{Affine3A, Mat3A, Quat, Vec3};

use super::world_from_object;
use crate::formats::opd::{AnimationKeys, KeyValues, Object, Placement};

/// Frames of animation per second.
const FRAMES_A_SECOND: f32 = 30.0;

/// Hinge of a part of a gate or lever, at the part's pivot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hinge {
    /// Axis of the turn, in the object's space.
    pub axis: Vec3,
    /// Angle when open, in degrees; 0 is closed.
    pub open_deg: f32,
}

impl Hinge {
    /// The hinge of a part, by the kind of the object's event; none for parts that do not turn.
    pub fn new(object: &Object, part: usize) -> Option<Hinge> {
        const GATE: i32 = 1;
        const FOLDING_GATE: i32 = 2;
        const LEVER: i32 = 3;
        if !object.is_extra() {
            return None;
        }
        let (axis, open_deg) = match (object.events.event_kind, part) {
            (GATE, 0) => (Vec3::Y, 80.0),
            (GATE, 1) => (Vec3::Y, -80.0),
            (FOLDING_GATE, 0) => (Vec3::Z, 90.0),
            (FOLDING_GATE, 1) => (Vec3::Z, -90.0),
            (LEVER, 0) => (Vec3::X, -45.0),
            _ => return None,
        };
        Some(Hinge { axis, open_deg })
    }

    /// Rotation about the pivot when open.
    pub fn open(self) -> Mat3A {
        Mat3A::from_axis_angle(self.axis, self.open_deg.to_radians())
    }
}

/// Animation keys of an object. Their values replace position, rotation and scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Animation {
    placement: Placement,
}

impl Animation {
    /// The animation of a placement; none without keys.
    pub fn new(placement: &Placement) -> Option<Animation> {
        let has_keys = placement.animation.iter().any(Option::is_some);
        has_keys.then(|| Animation { placement: placement.clone() })
    }

    /// From the object's space to the world, at a time in seconds.
    pub fn world_from_object(&self, secs: f32) -> Affine3A {
        let [positions, rotations, scales] = &self.placement.animation;
        let frames = self.placement.animation.iter().flatten().map(frame_count).fold(0.0, f32::max);
        let frame = if frames > 0.0 { (secs * FRAMES_A_SECOND).rem_euclid(frames) } else { 0.0 };
        let mut placement = Placement { animation: [None, None, None], ..self.placement.clone() };
        if let Some(position) = positions.as_ref().and_then(|keys| vector_at(keys, frame)) {
            placement.position_m = position.to_array();
        }
        if let Some(rotation) = rotations.as_ref().and_then(|keys| quaternion_at(keys, frame)) {
            placement.rotation = rotation.to_array();
        }
        if let Some(scale) = scales.as_ref().and_then(|keys| vector_at(keys, frame)) {
            placement.scale = scale.to_array();
        }
        world_from_object(&placement)
    }

    /// All positions of the object, the stored one first.
    pub fn positions_m(&self) -> impl Iterator<Item = Vec3> + '_ {
        let stored = Vec3::from(self.placement.position_m);
        std::iter::once(stored).chain(self.vectors(0))
    }

    /// Largest absolute value of the scales, the stored one included.
    pub fn largest_scale(&self) -> f32 {
        let stored = Vec3::from(self.placement.scale);
        std::iter::once(stored).chain(self.vectors(2)).map(|scale| scale.abs().max_element()).fold(0.0, f32::max)
    }

    fn vectors(&self, channel: usize) -> impl Iterator<Item = Vec3> + '_ {
        let keys = match &self.placement.animation[channel] {
            Some(AnimationKeys { values: KeyValues::Vectors(keys), .. }) => keys.as_slice(),
            _ => &[],
        };
        keys.iter().copied().map(Vec3::from)
    }
}

/// Frames after which an animation begins again.
fn frame_count(keys: &AnimationKeys) -> f32 {
    let frames = keys.values.len() as f32 * keys.rate / FRAMES_A_SECOND;
    if frames.is_finite() { frames } else { 0.0 }
}

/// Numbers of the keys before and after a frame, and the share of the latter. The last key stays.
fn keys_at(keys: &AnimationKeys, frame: f32) -> Option<(usize, usize, f32)> {
    let last = keys.values.len().checked_sub(1)?;
    let at = frame * keys.rate / FRAMES_A_SECOND;
    if !(at >= 0.0 && at.is_finite()) {
        return None;
    }
    let before = at as usize;
    Some((before.min(last), before.saturating_add(1).min(last), at - at.floor()))
}

fn vector_at(keys: &AnimationKeys, frame: f32) -> Option<Vec3> {
    let KeyValues::Vectors(values) = &keys.values else { return None };
    let (before, after, share) = keys_at(keys, frame)?;
    Some(Vec3::from(values[before]).lerp(values[after].into(), share))
}

fn quaternion_at(keys: &AnimationKeys, frame: f32) -> Option<Quat> {
    let KeyValues::Quaternions(values) = &keys.values else { return None };
    let (before, after, share) = keys_at(keys, frame)?;
    let [a, b] = [before, after].map(|key| Quat::from_array(values[key]));
    // Interpolation needs unit length, which the client's quaternions have.
    match (unit(a), unit(b)) {
        (Some(a), Some(b)) => Some(a.slerp(b, share)),
        _ => Some(a),
    }
}

/// A quaternion at unit length; none if it has no length.
fn unit(quaternion: Quat) -> Option<Quat> {
    let length = quaternion.length();
    (length.is_finite() && length > 1e-6).then(|| quaternion / length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::EventLinks;

    fn keys(rate: f32, values: KeyValues) -> AnimationKeys {
        AnimationKeys { rate, values }
    }

    /// Turns about Y in steps of a degree, as the real animations do.
    fn turning() -> Placement {
        let turn = |degree: i32| Quat::from_rotation_y((degree as f32).to_radians()).to_array();
        Placement {
            position_m: [5.0, 6.0, 7.0],
            rotation: turn(0),
            scale: [2.0; 3],
            animation: [None, Some(keys(30.0, KeyValues::Quaternions((0..360).map(turn).collect()))), None],
            ..Placement::default()
        }
    }

    #[test]
    fn thirty_keys_a_second_replace_the_rotation() {
        let animation = Animation::new(&turning()).unwrap();
        for (secs, degrees) in [(0.0, 0.0), (1.0, 30.0), (0.05, 1.5), (11.0, 330.0), (12.0, 0.0), (13.0, 30.0)] {
            let east = animation.world_from_object(secs).transform_point3(Vec3::X);
            let expected = Quat::from_rotation_y(f32::to_radians(degrees)) * Vec3::X * 2.0 + Vec3::new(5.0, 6.0, 7.0);
            assert!(east.abs_diff_eq(expected, 1e-3), "{secs} s: {east} instead of {expected}");
        }
    }

    #[test]
    fn positions_and_scales_are_linear_and_their_last_key_stays_while_others_go_on() {
        let placement = Placement {
            animation: [
                Some(keys(30.0, KeyValues::Vectors(vec![[0.0; 3], [3.0, 0.0, 0.0]]))),
                None,
                Some(keys(30.0, KeyValues::Vectors(vec![[1.0; 3], [2.0; 3], [4.0; 3], [4.0; 3]]))),
            ],
            ..turning()
        };
        let animation = Animation::new(&placement).unwrap();
        let at = |frame: f32| animation.world_from_object(frame / 30.0);
        assert!(Vec3::from(at(0.5).translation).abs_diff_eq(Vec3::new(1.5, 0.0, 0.0), 1e-3));
        assert!(Vec3::from(at(2.5).translation).abs_diff_eq(Vec3::new(3.0, 0.0, 0.0), 1e-3));
        assert!((at(1.5).transform_vector3(Vec3::Y).length() - 3.0).abs() < 1e-3);
        assert_eq!((animation.positions_m().count(), animation.largest_scale()), (3, 4.0));
    }

    #[test]
    fn malformed_keys_do_not_matter() {
        assert_eq!(Animation::new(&Placement::default()), None);
        for rate in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e38] {
            let values = KeyValues::Quaternions(vec![[0.0; 4], [f32::NAN; 4]]);
            let placement = Placement { animation: [None, Some(keys(rate, values)), None], ..turning() };
            let animation = Animation::new(&placement).unwrap();
            for secs in [0.0, 1.0, -3.0, 1e9] {
                let _ = animation.world_from_object(secs);
            }
        }
    }

    #[test]
    fn leaves_of_gates_turn_apart_and_other_parts_do_not() {
        let object = |kind, event_kind| Object {
            kind,
            events: EventLinks { event_kind, ..EventLinks::default() },
            ..Object::default()
        };
        let degrees = |event_kind| {
            [0, 1, 2].map(|part| Hinge::new(&object(0x141B, event_kind), part).map(|hinge| hinge.open_deg))
        };
        assert_eq!(degrees(1), [Some(80.0), Some(-80.0), None]);
        assert_eq!(degrees(2), [Some(90.0), Some(-90.0), None]);
        assert_eq!(degrees(3), [Some(-45.0), None, None]);
        assert_eq!(degrees(5), [None; 3]);
        assert_eq!(Hinge::new(&object(0x41B, 1), 0), None, "an ordinary object");
        // As the client's matrix for row vectors: x' = x cos - ..., z' = -x sin.
        let leaf = Hinge::new(&object(0x141B, 1), 0).unwrap().open() * glam::Vec3A::X;
        let (sin, cos) = 80.0_f32.to_radians().sin_cos();
        assert!(leaf.abs_diff_eq(glam::Vec3A::new(cos, 0.0, -sin), 1e-6));
    }
}
