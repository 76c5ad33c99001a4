//! Point lights of the zone: their place and range, in their color.

use crate::render::lines::WorldLine;
use crate::scene::lights::SceneLight;
use crate::scene::terrain::select::ViewParams;
use glam::{DVec3, Vec3};

/// Maximum number of lights, nearest first.
const MOST_LIGHTS: usize = 96;
/// Half the size of the cross at the place of a light, in meters; its minimum in pixels.
const CROSS_M: f64 = 0.4;
const CROSS_PX: f64 = 5.0;
/// Opacity of the circles at the range.
const OPACITY: u8 = 150;

/// Adds a cross at each light, and three circles at its range.
pub(super) fn collect(out: &mut Vec<WorldLine>, lights: &[SceneLight], view: &ViewParams) {
    let mut near: Vec<(f64, &SceneLight)> =
        lights.iter().map(|light| (light.position_m.as_dvec3().distance(view.eye), light)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (distance_m, light) in near.into_iter().take(MOST_LIGHTS) {
        let (at, range_m) = (light.position_m.as_dvec3(), f64::from(light.range_m));
        let [r, g, b] = color(light.diffuse);
        for [a, b_axis] in [[DVec3::X, DVec3::Y], [DVec3::Y, DVec3::Z], [DVec3::Z, DVec3::X]] {
            super::circle(out, at, [a * range_m, b_axis * range_m], [r, g, b, OPACITY]);
        }
        let px_per_m = f64::from(view.px_per_m) / if view.flat { 1.0 } else { distance_m.max(1.0) };
        let half = CROSS_M.max(CROSS_PX / px_per_m);
        let across = |axis: DVec3| WorldLine { ends: [at - axis * half, at + axis * half], rgba: [r, g, b, 255] };
        out.extend([DVec3::X, DVec3::Y, DVec3::Z].map(across));
    }
}

/// The color of a light at full brightness; white for one without color.
fn color(diffuse: Vec3) -> [u8; 3] {
    let most = diffuse.max_element();
    let bright = if most > 0.0 { diffuse / most } else { Vec3::ONE };
    bright.to_array().map(|value| (value * 255.0) as u8)
}
