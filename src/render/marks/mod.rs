//! Marks made of lines: bounding spheres of patches, placed objects with boxes, lights and effects, cells of the object
//! file, marks of server and companion files, and the frustum of a frozen view. Collected each frame, in bounded numbers.

mod boxes;
mod cells;
mod effects;
mod game;
mod icons;
mod lights;
mod walls;

use self::boxes::ObjectBoxes;
use self::game::GameMarkLines;
use crate::render::drawer::FrameContext;
use crate::render::lines::WorldLine;
use crate::render::terrain::frozen_view;
use crate::scene::PlacedObject;
use crate::scene::icons::{Icon, of_role};
use crate::scene::modes::palette::lines;
use crate::scene::objects::PlacedEffect;
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
/// Distance of an icon from the object below it in meters, and its largest height above the object's place.
const MARGIN_M: f32 = 0.5;
const HIGHEST_M: f64 = 60.0;
/// Half the size of an icon in meters, and its minimum in pixels.
const ICON_M: f64 = 0.9;
const ICON_PX: f64 = 9.0;
/// Distance in meters beyond which objects are not marked; marks fade over the last third.
const RANGE_M: f64 = 1500.0;

/// What is measured once for the marks of a scene.
#[derive(Default)]
pub(super) struct MarkCache {
    boxes: ObjectBoxes,
    game_marks: GameMarkLines,
}

impl MarkCache {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.boxes.clear();
        self.game_marks.clear();
    }
}

/// Adds the marks that the options of a frame enable.
pub(crate) fn collect(out: &mut Vec<WorldLine>, cache: &mut MarkCache, frame: &FrameContext) {
    let MarkCache { boxes, game_marks } = cache;
    let (options, view, scene) = (frame.options, frame.view, frame.scene);
    if options.overlays.boxes || options.overlays.objects {
        boxes.measure(scene);
    }
    if let Some(terrain) = frame.terrain {
        if options.overlays.spheres {
            spheres(out, &terrain.terrain, terrain.drawn(), view);
        }
        if options.overlays.objects {
            let placed = scene.objects.iter().enumerate();
            let shown = placed.filter(|(number, _)| !frame.hidden.contains(*number));
            let mark = |(number, object): (usize, &PlacedObject)| {
                let icon = object.stored.is_extra().then(|| of_role(object.stored.events.kind()));
                // Icons stand over large objects, such as gates.
                let top_m = icon.and_then(|_| boxes.top_m(number)).unwrap_or(f32::MIN);
                let mast_m = f64::from(top_m - object.position_m.y + MARGIN_M).clamp(MAST_M, HIGHEST_M);
                Mark { foot: object.position_m.as_dvec3(), mast_m, icon }
            };
            objects(out, shown.map(mark), view);
        }
        if options.overlays.cells {
            cells::collect(out, scene.collision.cells(), &terrain.terrain.heights(), view);
        }
        if options.overlays.walls && view.flat {
            let extent_m = terrain.terrain.gtd().extent_m();
            walls::collect(out, scene.collision.wall_feet(), &terrain.terrain.heights(), extent_m);
        }
        if options.overlays.boxes {
            boxes.collect(out, frame);
        }
        if options.overlays.lights {
            lights::collect(out, &scene.lights, view);
        }
        if options.overlays.effects {
            effects::collect(out, PlacedEffect::all(&scene.objects), frame.hidden, view);
        }
        game_marks.collect(out, frame);
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
        let [r, g, b, _] = lines::SPHERES;
        circle(out, middle, [DVec3::X * radius_m, DVec3::Z * radius_m], [r, g, b, 110]);
        let to_eye = if view_params.flat { DVec3::Y } else { (view_params.eye - middle).normalize_or_zero() };
        let right = to_eye.any_orthonormal_vector();
        circle(out, middle, [right * radius_m, to_eye.cross(right) * radius_m], [r, g, b, 220]);
    }
}

fn circle(out: &mut Vec<WorldLine>, middle: DVec3, [a, b]: [DVec3; 2], rgba: [u8; 4]) {
    let point = |i: usize| {
        let (sin, cos) = (i as f64 / SIDES as f64 * std::f64::consts::TAU).sin_cos();
        middle + a * cos + b * sin
    };
    for i in 0..SIDES {
        out.push(WorldLine { ends: [point(i), point(i + 1)], rgba });
    }
}

/// An object to be marked.
#[derive(Clone, Copy)]
struct Mark {
    foot: DVec3,
    /// Height of its mast in meters.
    mast_m: f64,
    /// The icon of its role in the game, if it has one.
    icon: Option<Icon>,
}

/// Adds a mast at the place of each object, with a cross, or with the icon of its role in the game.
fn objects(out: &mut Vec<WorldLine>, marks: impl IntoIterator<Item = Mark>, view_params: &ViewParams) {
    let frustum = Frustum::new(view_params.clip_from_eye);
    let end = out.len() + MOST_LINES;
    for Mark { foot, mast_m, icon } in marks {
        if out.len() + 1 + icons::MOST_LINES > end {
            return;
        }
        let from_eye = foot - view_params.eye;
        let distance_m = if view_params.flat { 0.0 } else { from_eye.length() };
        if !(distance_m < RANGE_M && foot.is_finite()) {
            continue;
        }
        let low = from_eye.as_vec3();
        if !frustum.sees_box(low - Vec3::splat(2.0), low + Vec3::new(2.0, mast_m as f32 + 2.0, 2.0)) {
            continue;
        }
        let px_per_m = f64::from(view_params.px_per_m) / if view_params.flat { 1.0 } else { distance_m.max(1.0) };
        let head_m = HEAD_M.max(HEAD_PX / px_per_m);
        let fade = ((RANGE_M - distance_m) / (RANGE_M / 3.0)).min(1.0);
        let [r, g, b, _] = if icon.is_some() { lines::ROLES } else { lines::OBJECTS };
        let rgba = [r, g, b, (230.0 * fade) as u8];
        let top = foot + DVec3::Y * mast_m;
        out.push(WorldLine { ends: [foot, top], rgba });
        if let Some(icon) = icon {
            let half_m = ICON_M.max(ICON_PX / px_per_m);
            icons::add(out, icon, (top + DVec3::Y * half_m, half_m), view_params, rgba);
            continue;
        }
        for across in [DVec3::X, DVec3::Z] {
            out.push(WorldLine { ends: [top - across * head_m, top + across * head_m], rgba });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::EventKind;
    use glam::Mat4;

    #[test]
    fn only_what_is_seen_and_sound_is_marked() {
        let view_params = ViewParams { eye: DVec3::ZERO, clip_from_eye: Mat4::IDENTITY, px_per_m: 100.0, flat: true };
        let mut out = Vec::new();
        let mark = |foot| Mark { foot, mast_m: MAST_M, icon: None };
        let places = [DVec3::ZERO, DVec3::new(500.0, 0.0, 0.0), DVec3::NAN];
        objects(&mut out, places.map(mark), &view_params);
        assert_eq!(out.len(), 3, "one object of three, of three lines");
        assert_eq!(out[0].ends, [DVec3::ZERO, DVec3::Y * MAST_M]);
        let gate = Mark { foot: DVec3::ZERO, mast_m: MAST_M, icon: Some(of_role(Some(EventKind::Gate))) };
        objects(&mut out, std::iter::repeat_n(gate, 20_000), &view_params);
        assert!((MOST_LINES - 20..=MOST_LINES + 3).contains(&out.len()), "{}", out.len());
    }
}
