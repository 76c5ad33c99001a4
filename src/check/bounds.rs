//! Checks of the stored patch spheres against the vertices that they must contain (formats section 1.5).

use super::{Findings, Subject, code, column_and_row, record_at};
use crate::formats::gtd::{Gtd, PatchBounds, SectionId, compute_bounds};
use crate::scene::space::{PATCH_M, PATCH_TILES, PATCH_VERTICES, TILE_M};

/// Tolerance for vertices outside their sphere, in meters: the files' constant for the square root of two is slightly
/// too small, by up to 1 mm.
const TOLERANCE_M: f64 = 0.002;
/// Tolerance between a sphere and the one computed from the heights, in meters; known files stay below 0.02 mm.
const LOOSE_M: f32 = 0.001;

/// Error of a patch's sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BoundsFault {
    /// A vertex is outside by this distance in meters; infinity if the sphere itself is not finite.
    Outside(f64),
    /// All vertices are inside, but the sphere is not the computed one.
    Loose,
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let gtd = subject.gtd;
    let side = gtd.patches_per_side();
    for (index, fault) in faults(gtd) {
        let (px, pz) = column_and_row(index, side);
        let stored = gtd.patch_bounds()[index];
        let sphere = format!("center y {} m, radius {} m", stored.middle_y_m(), stored.radius_m());
        let (code, message) = match fault {
            BoundsFault::Outside(by_m) if by_m.is_finite() => {
                let out = format!("patch {px},{pz}: a vertex is {by_m:.3} m outside the bounding sphere ({sphere})");
                (&code::PATCH_BOUNDS, out)
            }
            BoundsFault::Outside(_) => {
                (&code::PATCH_BOUNDS, format!("patch {px},{pz}: the bounding sphere is not finite ({sphere})"))
            }
            BoundsFault::Loose => (
                &code::LOOSE_BOUNDS,
                format!("patch {px},{pz}: the bounding sphere does not match the heights ({sphere})"),
            ),
        };
        let offset = record_at(gtd, SectionId::Patches, "patch", index);
        findings.add(code).at(SectionId::Patches, offset).on(px * PATCH_TILES, pz * PATCH_TILES).say(message);
    }
}

/// The patches with wrong spheres, x outer.
pub(super) fn faults(gtd: &Gtd) -> Vec<(usize, BoundsFault)> {
    let side = gtd.patches_per_side();
    let right = compute_bounds(gtd.records(), gtd.map_size());
    let judged = gtd.patch_bounds().iter().zip(&right).enumerate().filter_map(|(index, (stored, right))| {
        // Absurd heights are rounded by more than the tolerance: there is no better sphere than this.
        if bytemuck::bytes_of(stored) == bytemuck::bytes_of(right) {
            return None;
        }
        let (px, pz) = column_and_row(index, side);
        let outside_m = outside_m(gtd, px, pz, stored);
        let near = |a: f32, b: f32| (a - b).abs() <= LOOSE_M;
        match outside_m > TOLERANCE_M {
            true => Some((index, BoundsFault::Outside(outside_m))),
            false if near(stored.middle_y_m(), right.middle_y_m()) && near(stored.radius_m(), right.radius_m()) => None,
            false => Some((index, BoundsFault::Loose)),
        }
    });
    judged.collect()
}

/// Distance of the farthest finite vertex of a patch outside its sphere, in meters; negative inside.
fn outside_m(gtd: &Gtd, px: u32, pz: u32, bounds: &PatchBounds) -> f64 {
    let (middle, radius) = (f64::from(bounds.middle_y_m()), f64::from(bounds.radius_m()));
    if !middle.is_finite() || !radius.is_finite() {
        return f64::INFINITY;
    }
    let half_m = f64::from(PATCH_M) / 2.0;
    let across = |vertex: u32| f64::from(vertex) * f64::from(TILE_M) - half_m;
    let vertices = (0..PATCH_VERTICES).flat_map(|x| (0..PATCH_VERTICES).map(move |z| (x, z)));
    let distances = vertices.map(|(x, z)| {
        let height_m = f64::from(gtd.record(px * PATCH_TILES + x, pz * PATCH_TILES + z).height_m());
        (across(x).powi(2) + (height_m - middle).powi(2) + across(z).powi(2)).sqrt()
    });
    distances.filter(|distance| distance.is_finite()).fold(0.0, f64::max) - radius
}
