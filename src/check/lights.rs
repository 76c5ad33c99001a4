//! Checks of point lights: whether they are above the ground.

use super::{Findings, Subject, code};
use crate::formats::glo::GloFile;
use crate::formats::kernel::number::{counted, grouped};
use crate::scene::terrain::heights::Heights;

/// Depth below the ground from which a light is reported, in meters: pits and dungeons have lights a little below.
const DEEP_M: f32 = 10.0;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(Ok(part)) = subject.around.and_then(|around| around.lights.as_ref()) else { return };
    let Some(heights) = Heights::new(subject.gtd.records(), subject.gtd.map_size()) else { return };
    buried(&part.content, heights, findings);
}

/// One finding for all lights below the ground, at the deepest one.
fn buried(file: &GloFile, heights: Heights<'_>, findings: &mut Findings) {
    let depth =
        |[x, y, z]: [f32; 3]| heights.interpolate(x, z).map(|ground| ground - y).filter(|depth| *depth > DEEP_M);
    let places = file.lights.iter().map(|light| light.placement.position_m);
    let deep: Vec<(f32, [f32; 3])> = places.filter_map(|place| Some((depth(place)?, place))).collect();
    let Some((most, [x, y, z])) = deep.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)) else { return };
    let count = grouped(deep.len() as u64);
    let all = counted(file.lights.len() as u64, "light is", "lights are");
    let message =
        format!("{count} of {all} below the ground; the deepest at ({x:.0}, {y:.0}, {z:.0}) m, by {most:.0} m");
    let draft = findings.add(&code::LIGHT_BURIED).beside("lights", None);
    draft.at_place([x.into(), z.into()]).say(message);
}
