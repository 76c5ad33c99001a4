//! Places of effects, as small diamonds.

use crate::render::lines::WorldLine;
use crate::scene::modes::palette::lines;
use crate::scene::objects::{ObjectNumbers, PlacedEffect};
use crate::scene::terrain::select::ViewParams;
use glam::DVec3;

/// Maximum number of effects, nearest first.
const MOST: usize = 1000;
/// Distance in meters beyond which effects are not marked; marks fade over the last third.
const RANGE_M: f64 = 1500.0;
/// Half the height of a diamond in meters at an effect's size of 1; its minimum in pixels.
const HALF_M: f64 = 0.5;
const HALF_PX: f64 = 6.0;

/// Adds a diamond at each effect of an object that is shown.
pub(super) fn collect(
    out: &mut Vec<WorldLine>,
    effects: impl Iterator<Item = PlacedEffect>,
    hidden: &ObjectNumbers,
    view: &ViewParams,
) {
    let away = |effect: &PlacedEffect| {
        if view.flat { 0.0 } else { effect.position_m.as_dvec3().distance(view.eye) }
    };
    let shown = effects.filter(|effect| !hidden.contains(effect.object));
    let mut near: Vec<(f64, PlacedEffect)> = shown.map(|effect| (away(&effect), effect)).collect();
    near.retain(|(away_m, _)| *away_m < RANGE_M);
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let [r, g, b, a] = lines::EFFECTS;
    for (away_m, effect) in near.into_iter().take(MOST) {
        let px_per_m = f64::from(view.px_per_m) / if view.flat { 1.0 } else { away_m.max(1.0) };
        let half = (HALF_M * f64::from(effect.size.clamp(0.3, 5.0))).max(HALF_PX / px_per_m);
        let fade = ((RANGE_M - away_m) / (RANGE_M / 3.0)).min(1.0);
        let rgba = [r, g, b, (f64::from(a) * fade) as u8];
        let middle = effect.position_m.as_dvec3();
        let [top, bottom] = [half, -half].map(|y| middle + DVec3::Y * y);
        let side = half * 0.6;
        let ring = [DVec3::X, DVec3::Z, DVec3::NEG_X, DVec3::NEG_Z].map(|axis| middle + axis * side);
        for (index, corner) in ring.into_iter().enumerate() {
            for other in [top, bottom, ring[(index + 1) % ring.len()]] {
                out.push(WorldLine { ends: [corner, other], rgba });
            }
        }
    }
}
