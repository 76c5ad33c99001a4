//! Marks made of lines: bounding spheres of patches, placed objects, and the frustum of a frozen view. Collected each
//! frame; nothing is allocated once the list has grown.

use crate::render::drawer::FrameContext;
use crate::render::lines::WorldLine;
use crate::render::terrain::frozen_view;
use crate::scene::modes::palette::lines;
use crate::scene::space::PATCH_M;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::cull::Frustum;
use crate::scene::terrain::select::{DrawnNode, ViewParams};
use glam::{DVec3, Vec3};

/// Maximum number of spheres in a frame, nearest first, and of lines of all marks.
const MOST_SPHERES: usize = 192;
const MOST_LINES: usize = 24_000;
/// Lines per circle of a sphere.
const SIDES: usize = 40;
/// Height of an object mark in meters, and half the width of its head.
const MAST_M: f64 = 4.0;
const HEAD_M: f64 = 0.7;
/// Minimum half width of a head in pixels.
const HEAD_PX: f64 = 2.0;
/// Distance in meters beyond which objects are not marked; marks fade over the last third.
const RANGE_M: f64 = 1500.0;

/// Adds the marks that the options of a frame enable.
pub(crate) fn collect(out: &mut Vec<WorldLine>, frame: &FrameContext) {
    let (options, view) = (frame.options, frame.view);
    if let Some(terrain) = frame.terrain {
        if options.overlays.spheres {
            spheres(out, &terrain.terrain, terrain.drawn(), view);
        }
        if options.overlays.objects {
            objects(out, frame.scene.objects.iter().map(|object| object.position_m.as_dvec3()), view);
        }
    }
    if let Some(frozen) = &options.frozen {
        out.extend(frozen_view::edges(frozen, options.lod.view_distance_m));
    }
}

/// Adds the stored spheres of the nearest drawn patches: silhouette and equator.
fn spheres(out: &mut Vec<WorldLine>, ground: &Terrain, drawn: &[DrawnNode], view_params: &ViewParams) {
    let gtd = ground.gtd();
    let patches = drawn.iter().filter(|node| node.id.level == 0);
    for node in patches.take(MOST_SPHERES) {
        let index = usize::from(node.id.x) * gtd.patches_per_side() as usize + usize::from(node.id.z);
        let Some(bounds) = gtd.patch_bounds().get(index) else { continue };
        let (middle_m, radius_m) = (f64::from(bounds.middle_y_m()), f64::from(bounds.radius_m()));
        // a damaged file may contain any value
        if !(middle_m.abs() < 1e6 && radius_m > 0.0 && radius_m < 1e5) {
            continue;
        }
        let at = |index: u16| (f64::from(index) + 0.5) * f64::from(PATCH_M);
        let middle = DVec3::new(at(node.id.x), middle_m, at(node.id.z));
        circle(out, middle, [DVec3::X * radius_m, DVec3::Z * radius_m], 110);
        let to_eye = if view_params.flat { DVec3::Y } else { (view_params.eye - middle).normalize_or_zero() };
        let right = to_eye.any_orthonormal_vector();
        circle(out, middle, [right * radius_m, to_eye.cross(right) * radius_m], 220);
    }
}

fn circle(out: &mut Vec<WorldLine>, middle: DVec3, [a, b]: [DVec3; 2], opacity: u8) {
    let [r, g, blue, _] = lines::SPHERES;
    let point = |i: usize| {
        let (sin, cos) = (i as f64 / SIDES as f64 * std::f64::consts::TAU).sin_cos();
        middle + a * cos + b * sin
    };
    for i in 0..SIDES {
        out.push(WorldLine { ends: [point(i), point(i + 1)], rgba: [r, g, blue, opacity] });
    }
}

/// Adds a mast with a cross at the place of each object.
fn objects(out: &mut Vec<WorldLine>, places: impl IntoIterator<Item = DVec3>, view_params: &ViewParams) {
    let frustum = Frustum::new(view_params.clip_from_eye);
    let [r, g, b, _] = lines::OBJECTS;
    for foot in places {
        if out.len() + 3 > MOST_LINES {
            return;
        }
        let from_eye = foot - view_params.eye;
        let distance_m = if view_params.flat { 0.0 } else { from_eye.length() };
        if !(distance_m < RANGE_M && foot.is_finite()) {
            continue;
        }
        let low = from_eye.as_vec3();
        if !frustum.sees_box(low - Vec3::splat(2.0), low + Vec3::new(2.0, MAST_M as f32 + 2.0, 2.0)) {
            continue;
        }
        let px_per_m = f64::from(view_params.px_per_m) / if view_params.flat { 1.0 } else { distance_m.max(1.0) };
        let head_m = HEAD_M.max(HEAD_PX / px_per_m);
        let fade = ((RANGE_M - distance_m) / (RANGE_M / 3.0)).min(1.0);
        let rgba = [r, g, b, (230.0 * fade) as u8];
        let top = foot + DVec3::Y * MAST_M;
        out.push(WorldLine { ends: [foot, top], rgba });
        for across in [DVec3::X, DVec3::Z] {
            out.push(WorldLine { ends: [top - across * head_m, top + across * head_m], rgba });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::Mat4;

    #[test]
    fn only_what_is_seen_and_sound_is_marked() {
        let view_params = ViewParams { eye: DVec3::ZERO, clip_from_eye: Mat4::IDENTITY, px_per_m: 100.0, flat: true };
        let mut out = Vec::new();
        let places = [DVec3::ZERO, DVec3::new(500.0, 0.0, 0.0), DVec3::NAN];
        objects(&mut out, places, &view_params);
        assert_eq!(out.len(), 3, "one object of three, of three lines");
        assert_eq!(out[0].ends, [DVec3::ZERO, DVec3::Y * MAST_M]);
        objects(&mut out, [DVec3::ZERO; 20_000], &view_params);
        assert!(out.len() <= MOST_LINES);
    }
}
