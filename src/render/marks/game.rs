//! Marks of server and companion files: outlines along the ground, patrol paths, links between levers and gates, arcs
//! from warps to their targets, and icons. Lines are made once; a frame chooses those in sight, nearest first.

use crate::render::drawer::FrameContext;
use crate::render::lines::WorldLine;
use crate::render::marks::icons;
use crate::scene::Scene;
use crate::scene::collision::Collision;
use crate::scene::game_marks::{
    FlatLine, GameMark, GameMarks, MAST_M, MarkGround, MarkKind, color_of_mark, event_borders, mark_outline,
};
use crate::scene::icons::{Icon, of_mark};
use crate::scene::modes::Overlay;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::cull::Frustum;
use crate::scene::terrain::select::ViewParams;
use glam::{DVec3, Vec3, Vec4Swizzles};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of lines that are kept, and that a frame draws.
const MOST_KEPT: usize = 400_000;
const MOST_LINES: usize = 24_000;
/// Distance in meters beyond which marks without an area are not shown; they fade over the last third.
const RANGE_M: f64 = 1500.0;
/// The same for event borders, and for rectangles and paths of characters, of which hundreds would lie behind each other.
const BORDER_RANGE_M: f64 = 1200.0;
const SPAWN_RANGE_M: f64 = 400.0;
/// Half the size of an icon in meters, and its smallest in points.
const ICON_M: f64 = 0.9;
const ICON_PT: f64 = 8.0;
/// Side of the squares of the picture, in points, that have one icon at most.
const ICON_EACH_PT: f64 = 18.0;
/// Lines of an arc from a warp to its target, and its height as a share of its length.
const ARC_LINES: usize = 24;
const ARC_RISE: f64 = 0.12;
/// Length of an arrow's head in meters, at most.
const HEAD_M: f64 = 12.0;
/// Opacity of outlines and icons.
const OPACITY: f64 = 235.0;

/// Lines of a zone's marks.
#[derive(Default)]
pub(in crate::render) struct GameMarkLines {
    of: Option<(Arc<GameMarks>, Arc<Terrain>, Arc<Collision>)>,
    items: Vec<Item>,
    lines: Vec<WorldLine>,
}

/// Lines that are shown or left out together.
struct Item {
    overlay: Overlay,
    /// The box around them, and around the icon.
    min: DVec3,
    max: DVec3,
    icon: Option<(Icon, DVec3, [u8; 3])>,
    /// Distance in meters to which the icon is shown, and the lines.
    range_m: f64,
    lines_range_m: f64,
    lines: Range<usize>,
}

impl GameMarkLines {
    /// Makes the lines of a scene's marks, unless they are known.
    fn make(&mut self, scene: &Scene, terrain: &Arc<Terrain>) {
        let (marks, collision) = (&scene.game_marks, &scene.collision);
        let is_known = self.of.as_ref().is_some_and(|(of, on, bodies)| {
            Arc::ptr_eq(of, marks) && Arc::ptr_eq(on, terrain) && Arc::ptr_eq(bodies, collision)
        });
        if is_known {
            return;
        }
        let of = Some((marks.clone(), terrain.clone(), collision.clone()));
        *self = GameMarkLines { of, ..GameMarkLines::default() };
        let has_floors = MarkGround::has_floors(collision, marks);
        let ground = MarkGround::new(terrain, has_floors.then_some(&**collision));
        for mark in marks.marks.iter().filter(|mark| mark.shape.is_sound()) {
            self.add_mark(marks, mark, ground);
        }
        for border in marks.tiles.iter().flat_map(event_borders) {
            let start = self.lines.len();
            self.add_flat(&border, ground);
            self.add_item(Overlay::Events, None, [BORDER_RANGE_M; 2], start);
        }
    }

    fn add_mark(&mut self, marks: &GameMarks, mark: &GameMark, ground: MarkGround) {
        let start = self.lines.len();
        let (place, rgb) = (ground.place_of(mark), color_of_mark(mark));
        for line in mark_outline(mark) {
            self.add_flat(&line, ground);
        }
        let rgba = with_opacity(rgb);
        let head = place + DVec3::Y * MAST_M;
        if !mark.kind.is_area() && mark.kind != MarkKind::EventArea {
            self.lines.push(WorldLine { ends: [place, head], rgba });
        }
        if let Some(gate) =
            marks.gate_of(mark).and_then(|gate| marks.marks.get(gate)).filter(|gate| gate.shape.is_sound())
        {
            self.lines.push(WorldLine { ends: [head, ground.place_of(gate) + DVec3::Y * MAST_M], rgba });
        }
        for destination in mark.destinations().filter(|destination| marks.is_here(destination)) {
            if destination.place_m.iter().all(|value| value.abs() < 1e6) {
                self.lines.extend(arc(head, ground.at(destination.place_m), rgba));
            }
        }
        let range_m = if mark.kind.is_area() { f64::INFINITY } else { RANGE_M };
        let is_spawn = mark.kind.overlay() == Overlay::Spawns;
        let lines_range_m = if is_spawn { SPAWN_RANGE_M } else { range_m };
        self.add_item(mark.kind.overlay(), Some((of_mark(mark.kind), head, rgb)), [range_m, lines_range_m], start);
    }

    fn add_flat(&mut self, line: &FlatLine, ground: MarkGround) {
        let left = MOST_KEPT.saturating_sub(self.lines.len());
        let rgba = with_opacity(line.rgb);
        self.lines.extend(ground.along(line).take(left).map(|ends| WorldLine { ends, rgba }));
    }

    fn add_item(
        &mut self,
        overlay: Overlay,
        icon: Option<(Icon, DVec3, [u8; 3])>,
        [range_m, lines_range_m]: [f64; 2],
        start: usize,
    ) {
        let ends = self.lines[start..].iter().flat_map(|line| line.ends);
        let points = ends.chain(icon.map(|(_, at, _)| at));
        let empty = (DVec3::INFINITY, DVec3::NEG_INFINITY);
        let (min, max) = points.fold(empty, |(min, max), point| (min.min(point), max.max(point)));
        if min.is_finite() && max.is_finite() {
            self.items.push(Item { overlay, min, max, icon, range_m, lines_range_m, lines: start..self.lines.len() });
        }
    }

    /// Adds the lines in sight.
    pub fn collect(&mut self, out: &mut Vec<WorldLine>, frame: &FrameContext) {
        let (scene, options) = (frame.scene, frame.options);
        let Some(terrain) = scene.terrain.as_ref().filter(|_| options.overlays.shows_game_marks()) else { return };
        self.make(scene, terrain);
        let px_per_pt = f64::from(frame.markup.px_per_pt);
        let shown = self.items.iter().filter(|item| options.overlays.has(item.overlay));
        let in_sight = nearest(shown, frame.view);
        let end = out.len() + MOST_LINES;
        for (away_m, item) in &in_sight {
            if out.len() + item.lines.len() > end || *away_m >= item.lines_range_m {
                continue;
            }
            let fade = faded_by(*away_m, item.lines_range_m);
            let faded = |line: &WorldLine| {
                let [r, g, b, a] = line.rgba;
                WorldLine { rgba: [r, g, b, (f64::from(a) * fade) as u8], ..*line }
            };
            out.extend(self.lines[item.lines.clone()].iter().map(faded));
        }
        let mut taken = HashSet::new();
        for (away_m, item) in &in_sight {
            let Some((icon, at, [r, g, b])) = item.icon else { continue };
            if out.len() + icons::MOST_LINES > end {
                return;
            }
            let px_per_m = px_per_m(frame.view, at);
            let Some(square) = square(frame, at, ICON_EACH_PT * px_per_pt) else { continue };
            if taken.insert(square) {
                let half_m = ICON_M.max(ICON_PT * px_per_pt / px_per_m);
                let fade = faded_by(*away_m, item.range_m);
                let rgba = [r, g, b, (OPACITY * fade) as u8];
                icons::add(out, icon, (at + DVec3::Y * half_m, half_m), frame.view, rgba);
            }
        }
    }

    /// Forgets the lines.
    pub fn clear(&mut self) {
        *self = GameMarkLines::default();
    }
}

/// Items in sight, nearest first, with their distances in meters: 0 in the map view.
fn nearest<'a>(items: impl Iterator<Item = &'a Item>, view: &ViewParams) -> Vec<(f64, &'a Item)> {
    let frustum = Frustum::new(view.clip_from_eye);
    let margin = Vec3::splat(3.0);
    let mut near: Vec<(f64, &Item)> = items
        .filter_map(|item| {
            let [min, max] = [item.min, item.max].map(|corner| (corner - view.eye).as_vec3());
            let away_m = if view.flat { 0.0 } else { view.eye.clamp(item.min, item.max).distance(view.eye) };
            (away_m < item.range_m && frustum.sees_box(min - margin, max + margin)).then_some((away_m, item))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near
}

/// Opacity from 0 to 1 at a distance: falls over the last third of the range.
fn faded_by(away_m: f64, range_m: f64) -> f64 {
    if range_m.is_finite() { ((range_m - away_m) / (range_m / 3.0)).min(1.0) } else { 1.0 }
}

/// Pixels per meter at a place.
fn px_per_m(view: &ViewParams, at: DVec3) -> f64 {
    let away_m = if view.flat { 1.0 } else { at.distance(view.eye).max(1.0) };
    f64::from(view.px_per_m) / away_m
}

/// The square of the picture in which a place is seen; of the world in the map view, so that the parts of a map agree.
/// None behind the eye.
fn square(frame: &FrameContext, at: DVec3, side_px: f64) -> Option<[i64; 2]> {
    let view = frame.view;
    if view.flat {
        let side_m = side_px / f64::from(view.px_per_m).max(1e-9);
        return Some([at.x, at.z].map(|value| (value / side_m).floor() as i64));
    }
    let clip = view.clip_from_eye * (at - view.eye).as_vec3().extend(1.0);
    let half = frame.size_px.map(|px| f64::from(px) * 0.5);
    let [x, y] = (clip.xy() / clip.w).to_array().map(f64::from);
    (clip.w > 0.0).then(|| [x * half[0], y * half[1]].map(|px| (px / side_px).floor() as i64))
}

/// An arc from a place in the air to a place on the ground, with an arrow's head.
fn arc(from: DVec3, to: DVec3, rgba: [u8; 4]) -> impl Iterator<Item = WorldLine> {
    let rise_m = (from.distance(to) * ARC_RISE).min(60.0);
    let point = move |i: usize| {
        let t = i as f64 / ARC_LINES as f64;
        from.lerp(to, t) + DVec3::Y * (rise_m * 4.0 * t * (1.0 - t))
    };
    let along = (to - point(ARC_LINES - 2)).normalize_or(DVec3::NEG_Y);
    let across = along.cross(DVec3::Y).normalize_or(DVec3::X);
    let head_m = (from.distance(to) * 0.1).min(HEAD_M);
    let head = [-1.0, 1.0].map(|side| [to, to - (along - across * side * 0.5) * head_m]);
    (0..ARC_LINES).map(move |i| [point(i), point(i + 1)]).chain(head).map(move |ends| WorldLine { ends, rgba })
}

fn with_opacity([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, OPACITY as u8]
}
