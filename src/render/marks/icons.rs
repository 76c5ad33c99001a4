//! Icons in the world: strokes that face the eye.

use crate::render::lines::WorldLine;
use crate::scene::icons::Icon;
use crate::scene::terrain::select::ViewParams;
use glam::{DVec2, DVec3};

/// Maximum number of lines of an icon.
pub(super) const MOST_LINES: usize = 16;

/// Adds an icon at a place, `half_m` meters from its middle to its edge.
pub(super) fn add(
    out: &mut Vec<WorldLine>,
    icon: Icon,
    (middle, half_m): (DVec3, f64),
    view: &ViewParams,
    rgba: [u8; 4],
) {
    let (right, up) = axes(middle, view);
    let at = |[x, y]: [f64; 2]| {
        let offset = DVec2::new(x, y) * half_m;
        middle + right * offset.x + up * offset.y
    };
    for stroke in icon {
        out.extend(stroke.windows(2).map(|ends| WorldLine { ends: [at(ends[0]), at(ends[1])], rgba }));
    }
}

/// To the right and up in the picture, in the world.
fn axes(middle: DVec3, view: &ViewParams) -> (DVec3, DVec3) {
    if view.flat {
        return (DVec3::X, DVec3::Z);
    }
    let ahead = (middle - view.eye).normalize_or(DVec3::Z);
    // In a left-handed world.
    let right = DVec3::Y.cross(ahead).normalize_or(DVec3::X);
    (right, ahead.cross(right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::EventKind;
    use crate::scene::icons::of_role;
    use glam::Mat4;

    #[test]
    fn every_role_has_an_icon_of_its_own_that_faces_the_eye() {
        let kinds: Vec<Option<EventKind>> = EventKind::ALL.into_iter().map(Some).chain([None]).collect();
        let eye = DVec3::new(0.0, 0.0, -10.0);
        for flat in [false, true] {
            let view = ViewParams { eye, clip_from_eye: Mat4::IDENTITY, px_per_m: 100.0, flat };
            let mut seen: Vec<Vec<WorldLine>> = Vec::new();
            for kind in &kinds {
                let mut out = Vec::new();
                add(&mut out, of_role(*kind), (DVec3::ZERO, 1.0), &view, [255; 4]);
                assert!((1..=MOST_LINES).contains(&out.len()), "{kind:?}");
                let ends = || out.iter().flat_map(|line| line.ends);
                let depth = |end: DVec3| if flat { end.y } else { end.z };
                assert!(ends().all(|end| depth(end).abs() < 1e-9 && end.abs().max_element() <= 1.0 + 1e-9), "{kind:?}");
                assert!(!seen.contains(&out), "{kind:?} looks like another one");
                seen.push(out);
            }
        }
    }
}
