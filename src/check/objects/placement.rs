//! Checks of each object by itself: transform, place on the map, parts.

use super::ZoneObjects;
use crate::check::{Findings, code};
use crate::formats::opd::{Object, Placement};

/// Absolute scales of objects; those of known zones are 0.025 to 27.
const SCALES: std::ops::RangeInclusive<f32> = 0.001..=100.0;
/// Accepted error of the length of a rotation; in known zones it is below 0.00001.
const ROTATION_ERROR: f32 = 0.01;
/// Coordinates beyond this are no place of a zone, whose side is at most 32 km.
const FARTHEST_M: f32 = 100_000.0;

pub(super) fn check(objects: &ZoneObjects<'_>, findings: &mut Findings) {
    for (index, object) in objects.file.objects.iter().enumerate() {
        if let Some(what) = not_finite(object) {
            objects.report(findings, &code::OBJECT_NOT_FINITE, index, &format!("{what} NaN or infinite"));
        }
        if let Some(what) = implausible(&object.placement) {
            objects.report(findings, &code::OBJECT_TRANSFORM, index, &what);
        }
        if let Some(what) = outside(objects, object) {
            objects.report(findings, &code::OBJECT_OUTSIDE, index, &what);
        }
        if let Some(what) = empty(object) {
            objects.report(findings, &code::EMPTY_OBJECT, index, &what);
        }
    }
}

/// The parts of the transform that are NaN or infinite.
fn not_finite(object: &Object) -> Option<String> {
    let Placement { position_m, rotation, scale, .. } = &object.placement;
    let is_odd = |values: &[f32]| values.iter().any(|value| !value.is_finite());
    let pivots = object.parts.iter().enumerate().filter(|(_, part)| is_odd(&part.pivot_m));
    let pivots = pivots.map(|(number, _)| format!("the offset of part {number}")).take(3);
    let whole =
        [("the position", is_odd(position_m)), ("the rotation", is_odd(rotation)), ("the scale", is_odd(scale))];
    let whole = whole.into_iter().filter(|(_, odd)| *odd).map(|(name, _)| name.to_owned());
    let names: Vec<String> = whole.chain(pivots).collect();
    match names.len() {
        0 => None,
        1 => Some(format!("{} is", names[0])),
        _ => Some(format!("{} are", names.join(", "))),
    }
}

/// Finite values that no editor writes.
fn implausible(placement: &Placement) -> Option<String> {
    let length = placement.rotation.iter().map(|value| value * value).sum::<f32>().sqrt();
    let is_far = placement.position_m.iter().any(|at| at.is_finite() && at.abs() > FARTHEST_M);
    let is_odd = |scale: &f32| scale.is_finite() && !SCALES.contains(&scale.abs());
    let [sx, sy, sz] = placement.scale;
    let parts = [
        is_far.then(|| "the position is more than 100 km away".to_owned()),
        placement.scale.iter().any(is_odd).then(|| format!("the scale is ({sx}, {sy}, {sz}), expected 0.001 to 100")),
        (length.is_finite() && (length - 1.0).abs() > ROTATION_ERROR)
            .then(|| format!("the rotation has length {length}, expected 1")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How far a place is beyond the border of the map.
fn outside(objects: &ZoneObjects<'_>, object: &Object) -> Option<String> {
    let [x, _, z] = object.placement.position_m;
    let extent_m = objects.gtd.extent_m();
    let is_inside = |at: f32| (0.0..=extent_m).contains(&at);
    if !(x.is_finite() && z.is_finite()) || is_inside(x) && is_inside(z) {
        return None;
    }
    let beyond = |at: f32| (at - at.clamp(0.0, extent_m)).abs();
    let far_m = beyond(x).hypot(beyond(z));
    Some(format!("outside the map, {far_m:.1} m beyond its border"))
}

/// What an object lacks to be drawn.
fn empty(object: &Object) -> Option<String> {
    if object.parts.is_empty() {
        return Some("no parts, so nothing is drawn".to_owned());
    }
    let part = object.parts.iter().position(|part| part.mesh.is_empty())?;
    Some(format!("part {part} names no mesh"))
}
