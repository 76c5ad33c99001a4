//! Marks of server and companion files: what panels and maps show of them, the selected one, and a place to go to in a
//! zone that is being opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glam::{DVec2, DVec3};
use strum::VariantArray;

use super::inspection::{OUTLINE, view_of};
use super::object_lines::Line;
use super::session::CLEARANCE_M;
use super::zone_list::{Numbering, ZoneStep};
use super::{Effect, State, load_effect};
use crate::camera::Pose;
use crate::camera::start::above_ground;
use crate::formats::kernel::visible::visible_path;
use crate::scene::SceneUpdate;
use crate::scene::collision::Collision;
use crate::scene::game_marks::{
    FlatLine, GameMark, GameMarks, MAST_M, MarkGround, MarkShape, MarkSource, TileClass, TileClasses, event_borders,
    mark_outline, tint,
};
use crate::scene::modes::{Overlay, Overlays};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::Terrain;
use crate::server::pairing::ZoneBy;
use crate::ui::text::fill;
use crate::ui::{InspectCommand, MarkCommand, MarksModel, PanelId};

/// Distance in pixels from an icon within which a click selects its mark.
const REACH_PX: f64 = 15.0;
/// Distance of the icon's middle above the end of its mast, in pixels.
const ICON_PX: f64 = 8.0;
/// Distance of the camera from a mark, in sides of its rectangle.
const DISTANCE: f64 = 1.4;
/// Nearest distance of the camera from a rectangle that it shows, in meters.
const NEAREST_M: f64 = 20.0;
/// Half the side of the mark at a target that was gone to, in meters.
const TARGET_M: f64 = 3.0;

/// Marks of the open zone.
#[derive(Default)]
pub struct GameMarksState {
    /// Bodies of the zone, which are floors in dungeons.
    collision: Arc<Collision>,
    has_floors: bool,
    marks: Option<Arc<GameMarks>>,
    heads: Vec<DVec3>,
    lines: Vec<(Overlay, FlatLine)>,
    /// The tint of the map, and the overlays that it shows.
    tint: Option<(Overlays, Option<Arc<MipImage>>)>,
    classes: Option<[u32; TileClass::VARIANTS.len()]>,
    selected: Option<usize>,
    /// A zone that is being opened, and the place to go to in it.
    destination: Option<(PathBuf, [f64; 2])>,
    /// The target that was gone to last, which is outlined until something is selected.
    target_m: Option<[f64; 2]>,
    /// The pose at that target after a zone was opened for it, while it is not known whether the zone has floors.
    arrival: Option<Pose>,
}

impl GameMarksState {
    /// Keeps the marks of an update. A selected mark that is stored at the same place stays selected.
    pub fn keep(&mut self, update: &SceneUpdate, ground: Option<&Terrain>) {
        let Some(terrain) = ground else { return };
        match update {
            SceneUpdate::Collision(collision) => self.collision = collision.clone(),
            SceneUpdate::GameMarks(marks) => self.set(marks),
            _ => return,
        }
        let Some(marks) = self.marks.clone() else { return };
        self.has_floors = MarkGround::has_floors(&self.collision, &marks);
        let ground = self.ground(terrain);
        let heads = marks.marks.iter().map(|mark| ground.place_of(mark) + DVec3::Y * MAST_M);
        self.heads = heads.collect();
    }

    fn set(&mut self, marks: &Arc<GameMarks>) {
        let selected = self.selected().map(|mark| mark.source.clone());
        let outlines = marks.marks.iter().flat_map(|mark| {
            let overlay = mark.kind.overlay();
            mark_outline(mark).into_iter().map(move |line| (overlay, line))
        });
        let borders = marks.tiles.iter().flat_map(event_borders).map(|line| (Overlay::Events, line));
        self.lines = outlines.chain(borders).collect();
        (self.tint, self.classes) = (None, None);
        self.selected = selected.and_then(|source| marks.marks.iter().position(|mark| mark.source == source));
        self.marks = Some(marks.clone());
    }

    /// Another zone was opened, none of whose marks is loaded yet. With `again`, the selection is kept until they are.
    pub fn zone_opened(&mut self, again: bool) {
        let before = std::mem::take(self);
        self.destination = before.destination;
        if again {
            (self.marks, self.selected, self.heads) = (before.marks, before.selected, before.heads);
            self.target_m = before.target_m;
        } else if before.arrival.is_some() {
            // It arrived just now, in this zone.
            (self.target_m, self.arrival) = (before.target_m, before.arrival);
        }
    }

    /// A pose at the place to go to in a zone that was opened; none if it is another zone.
    pub fn arrive(&mut self, file: Option<&Path>, terrain: &Terrain) -> Option<Pose> {
        (self.target_m, self.arrival) = (None, None);
        let (_, place_m) = self.destination.take().filter(|(zone, _)| file == Some(zone))?;
        let place = MarkGround::new(terrain, None).at(place_m);
        (self.target_m, self.arrival) = (Some(place_m), Some(pose_before(terrain, place, 0.0)));
        self.arrival
    }

    /// A better pose at the target, once the floors of the zone are known; none if the camera is not where it arrived.
    pub fn arrive_on_floor(&mut self, terrain: &Terrain, pose: Pose) -> Option<Pose> {
        let arrived = self.arrival.filter(|arrived| *arrived == pose && self.has_floors)?;
        let better = pose_before(terrain, self.ground(terrain).at(self.target_m?), 0.0);
        self.arrival = Some(better);
        (better != arrived).then_some(better)
    }

    /// Makes what map and legend show, for these overlays.
    pub fn update(&mut self, terrain: &Terrain, overlays: Overlays, shows_map: bool) {
        let Some(marks) = &self.marks else { return };
        if let Some(tiles) = marks.tiles.as_ref().filter(|_| overlays.blocked && self.classes.is_none()) {
            self.classes = Some(TileClasses::new(tiles, terrain).counts());
        }
        let overlays = overlays.of_mark_tints();
        if shows_map && self.tint.as_ref().is_none_or(|(shown, _)| *shown != overlays) {
            self.tint = Some((overlays, tint(marks, terrain, overlays).map(Arc::new)));
        }
    }

    fn ground<'a>(&'a self, terrain: &'a Terrain) -> MarkGround<'a> {
        MarkGround::new(terrain, self.has_floors.then_some(&*self.collision))
    }

    fn selected(&self) -> Option<&GameMark> {
        self.marks.as_ref()?.marks.get(self.selected?)
    }

    /// Middle of the selected mark's place, and the longer side of its rectangle in meters.
    fn selected_place(&self) -> Option<(DVec3, f64)> {
        let mark = self.selected().filter(|mark| mark.shape.is_sound())?;
        let side_m = match mark.shape {
            MarkShape::Rect { min, max } => (max[0] - min[0]).max(max[1] - min[1]),
            MarkShape::Point(_) | MarkShape::Place(_) => 0.0,
        };
        Some((*self.heads.get(self.selected?)? - DVec3::Y * MAST_M, side_m))
    }

    /// A pose that shows the selected mark.
    pub fn view_of_selected(&self, terrain: &Terrain) -> Option<Pose> {
        let (place, side_m) = self.selected_place()?;
        Some(pose_before(terrain, place, side_m))
    }

    /// Outlines of the selected mark and of the target that was gone to.
    pub fn lines(&self, terrain: &Terrain) -> Vec<Line> {
        let mut lines = self.selected_lines(terrain);
        lines.extend(self.target_lines(terrain));
        lines
    }

    /// The rectangle and path of the selected mark, or a cross on the ground.
    fn selected_lines(&self, terrain: &Terrain) -> Vec<Line> {
        let Some((mark, (place, _))) = self.selected().zip(self.selected_place()) else { return Vec::new() };
        let ground = self.ground(terrain);
        let outline = mark_outline(mark);
        let color = OUTLINE[0];
        let along = outline.iter().flat_map(|line| ground.along(line)).map(|ends| (ends, color));
        let mast = [place, place + DVec3::Y * MAST_M];
        let across = [DVec3::X, DVec3::Z].map(|axis| [place - axis, place + axis]);
        along.chain(std::iter::once(mast).chain(across).map(|ends| (ends, color))).collect()
    }

    /// A square on the ground with a mast.
    fn target_lines(&self, terrain: &Terrain) -> Vec<Line> {
        let Some([x, z]) = self.target_m else { return Vec::new() };
        let ground = self.ground(terrain);
        let corner = |east: f64, north: f64| [x + east * TARGET_M, z + north * TARGET_M];
        let corners = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
        let sides = (0..4).map(|i| FlatLine { ends: [corners[i], corners[(i + 1) % 4]], rgb: [0; 3] });
        let place = ground.at([x, z]);
        let mast = std::iter::once([place, place + DVec3::Y * MAST_M]);
        sides.flat_map(|line| ground.along(&line)).chain(mast).map(|ends| (ends, OUTLINE[0])).collect()
    }

    /// Whether something is outlined.
    pub fn has_outline(&self) -> bool {
        self.selected.is_some() || self.target_m.is_some()
    }

    /// Model of panels and maps.
    pub fn model(&self) -> MarksModel<'_> {
        MarksModel {
            marks: self.marks.as_ref().filter(|marks| !marks.is_empty()),
            heads: &self.heads,
            lines: &self.lines,
            tint: self.tint.as_ref().and_then(|(_, tint)| tint.as_ref()),
            classes: self.classes,
            selected: self.selected,
        }
    }
}

impl State {
    /// Applies a command about marks.
    pub(super) fn mark(&mut self, command: MarkCommand) -> Vec<Effect> {
        match command {
            MarkCommand::Select { mark, fly } => {
                (self.game_marks.selected, self.game_marks.target_m) = (mark, None);
                if mark.is_some() && !self.panels.is_open(PanelId::GameMarks) {
                    self.panels.show(PanelId::GameMarks, true);
                }
                if let Some((place, side_m)) = self.game_marks.selected_place().filter(|_| fly) {
                    self.fly_to_mark(place, side_m);
                }
            }
            MarkCommand::Follow { zone, place_m } => return self.follow(zone, place_m),
            MarkCommand::ShowBytes(index) => return self.show_bytes_of_mark(index),
        }
        Vec::new()
    }

    /// A pose that shows the selected mark.
    pub(super) fn view_of_selected_mark(&self) -> Option<Pose> {
        self.game_marks.view_of_selected(self.zone.ground()?)
    }

    /// Flies to where a place and what is around it, to a length in meters, are seen.
    fn fly_to_mark(&mut self, place: DVec3, side_m: f64) {
        let Some(terrain) = self.zone.ground() else { return };
        match self.shows_map() {
            true => self.session.rig.fly_to_point(place),
            false => self.session.rig.fly_to(pose_before(terrain, place, side_m)),
        }
    }

    /// Goes to a place of the open zone, or of another one of the client folder, by its number on the server.
    fn follow(&mut self, zone: i32, place_m: [f64; 2]) -> Vec<Effect> {
        let here = self.game_marks.marks.as_ref().and_then(|marks| marks.zone_number);
        if here == Some(zone) {
            self.go_to_target(place_m);
            return Vec::new();
        }
        match self.zone_list.find(zone, place_m, self.numbering()) {
            ZoneStep::Waits => {
                let effects = self.want_zones();
                if effects.is_empty() && !self.zone_list.is_reading() {
                    // There is no client folder whose zones could be listed.
                    self.zone_list.take_sought();
                    self.say_no_such_zone(zone);
                }
                return effects;
            }
            ZoneStep::Zone(path) if self.zone_list.is_open(&path) => self.go_to_target(place_m),
            ZoneStep::Zone(path) => {
                self.game_marks.destination = Some((path.clone(), place_m));
                return vec![load_effect(&path)];
            }
            ZoneStep::Empty => self.say_no_such_zone(zone),
        }
        Vec::new()
    }

    fn say_no_such_zone(&mut self, zone: i32) {
        let text = self.text().game_marks.no_such_zone;
        self.say(&fill(text, &[("number", &zone)]));
    }

    /// How the client numbers its zones, as far as the pairing of the open zone shows it.
    fn numbering(&self) -> Option<Numbering> {
        match self.zone.server()?.zone.pairing.zone.as_ref()?.1 {
            ZoneBy::TenfoldNumber(_) => Some(Numbering::Tenfold),
            ZoneBy::SameNumber(_) => Some(Numbering::Same),
            ZoneBy::Name(_) | ZoneBy::Map | ZoneBy::MapNumber => None,
        }
    }

    /// Flies to a target in the open zone and outlines it.
    fn go_to_target(&mut self, place_m: [f64; 2]) {
        let Some(terrain) = self.zone.ground().cloned() else { return };
        let extent_m = f64::from(terrain.gtd().extent_m());
        if !place_m.iter().all(|value| (0.0..=extent_m).contains(value)) {
            self.say(self.text().game_marks.target_outside);
            return;
        }
        self.game_marks.target_m = Some(place_m);
        let place = self.game_marks.ground(&terrain).at(place_m);
        self.fly_to_mark(place, 0.0);
    }

    /// Goes on to a place that waited for the list of zones.
    pub(super) fn follow_waiting(&mut self) -> Vec<Effect> {
        let waiting = self.zone_list.take_sought();
        waiting.map_or_else(Vec::new, |(zone, place_m)| self.follow(zone, place_m))
    }

    /// Moves the camera onto the floor at the target for which a zone was opened, once its floors are known.
    pub(super) fn arrive_on_floor(&mut self) {
        let Some(terrain) = self.zone.ground() else { return };
        if let Some(pose) = self.game_marks.arrive_on_floor(terrain, self.session.rig.pose()) {
            self.session.rig.put(pose);
        }
    }

    /// Shows the bytes of a mark in the panel of file bytes.
    fn show_bytes_of_mark(&mut self, index: usize) -> Vec<Effect> {
        let marks = self.game_marks.marks.clone();
        let Some(mark) = marks.as_ref().and_then(|marks| marks.marks.get(index)) else { return Vec::new() };
        let MarkSource::File { path, bytes, .. } = &mark.source else { return Vec::new() };
        let file = self.inspected_files.add(path);
        let effects = self.inspect(InspectCommand::ShowFile(file));
        self.inspection.light_bytes(Some(bytes.clone()));
        self.panels.show(PanelId::Bytes, true);
        self.say(&visible_path(path));
        effects
    }

    /// Selects the mark whose icon is at a place in the window. Returns whether there is one.
    pub(super) fn select_mark_at(&mut self, at_px: [f64; 2], ground_m: f64) -> bool {
        let found = self.mark_at(at_px, ground_m);
        if found.is_some() {
            self.mark(MarkCommand::Select { mark: found, fly: false });
        }
        found.is_some()
    }

    /// The mark whose icon is at a place in the window, unless the ground at `ground_m` meters hides it.
    fn mark_at(&self, at_px: [f64; 2], ground_m: f64) -> Option<usize> {
        let (marks, overlays) = (self.game_marks.marks.as_ref()?, self.view_choice.settings().overlays);
        if !overlays.shows_game_marks() {
            return None;
        }
        let (eye, is_map) = (self.session.view().pose.eye, self.shows_map());
        let shown = marks.marks.iter().enumerate().filter(|(_, mark)| overlays.has(mark.kind.overlay()));
        let near = shown.filter_map(|(index, _)| {
            let head = *self.game_marks.heads.get(index)?;
            let [x, y] = self.session.place_px(head)?;
            let on_screen = DVec2::new(x, y - if is_map { 0.0 } else { ICON_PX });
            let away_m = if is_map { 0.0 } else { head.distance(eye) };
            let is_hidden = !is_map && away_m > ground_m + MAST_M;
            let away_px = on_screen.distance(DVec2::from_array(at_px));
            (away_px <= REACH_PX && !is_hidden).then_some((away_px + away_m * 1e-3, index))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
    }
}

/// A pose in front of a place, above the ground, from which what is around it to a length in meters is seen.
fn pose_before(terrain: &Terrain, place: DVec3, side_m: f64) -> Pose {
    let usual = view_of(place);
    let away_m = (side_m * DISTANCE).max(NEAREST_M);
    let scale = (away_m / usual.eye.distance(place)).max(1.0);
    let pose = Pose::looking_at(place + (usual.eye - place) * scale, place);
    let raised = above_ground(terrain, pose, CLEARANCE_M);
    if raised.eye == pose.eye { pose } else { Pose::looking_at(raised.eye, place) }
}

#[cfg(test)]
mod tests {
    use super::super::panel_tests::load;
    use super::*;
    use crate::app::settings::Settings;
    use crate::app::state::LaunchOptions;
    use crate::load::ZoneSource;
    use crate::scene::game_marks::{EventTiles, MarkKind};
    use crate::ui::PanelCommand;

    fn mark(kind: MarkKind, shape: MarkShape, record: u32) -> GameMark {
        let source = MarkSource::File { path: "made-up.smd".into(), record, bytes: 8..32 };
        GameMark { kind, name: String::new(), shape, path: Vec::new(), details: Vec::new(), source }
    }

    fn marks(count: u32) -> Arc<GameMarks> {
        let warp =
            |record: u32| mark(MarkKind::Warp, MarkShape::Point([100.0 + f64::from(record) * 50.0, 120.0]), record);
        let mut marks: Vec<GameMark> = (0..count).map(warp).collect();
        marks.push(mark(MarkKind::NamedArea, MarkShape::rect([64.0, 64.0], [128.0, 96.0]), count));
        Arc::new(GameMarks { marks, tiles: EventTiles::new(257, vec![0; 257 * 257]), zone_number: Some(21) })
    }

    /// The built-in zone with some warps and a named area.
    fn demo() -> State {
        let mut state = State::new(Settings::default(), LaunchOptions::default());
        load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
        let ground = state.zone.ground().expect("a zone").clone();
        state.game_marks.keep(&SceneUpdate::GameMarks(marks(3)), Some(&ground));
        state
    }

    fn apply(state: &mut State, command: MarkCommand) -> Vec<Effect> {
        state.apply(PanelCommand::Marks(command), 0.0)
    }

    #[test]
    fn a_selected_mark_is_outlined_flown_to_and_kept_by_its_place_in_the_file() {
        let mut state = demo();
        let ground = state.zone.ground().expect("a zone").clone();
        assert!(state.world_lines().is_empty());
        apply(&mut state, MarkCommand::Select { mark: Some(3), fly: true });
        assert!(state.panels.is_open(PanelId::GameMarks) && state.world_lines().len() > 48, "every 4 m along 192 m");
        let view = state.view_of_selected_mark().expect("a view of it");
        state.advance(2.0);
        assert_eq!(state.session.rig.pose(), view);
        let area = ground.heights().interpolate(96.0, 80.0).map(f64::from);
        assert!(
            view.eye.distance(DVec3::new(96.0, area.expect("a place in the zone"), 80.0)) > 64.0,
            "all of it is seen"
        );
        // The marks are read again, and the first one is gone.
        let mut fewer = (*marks(3)).clone();
        fewer.marks.remove(0);
        state.game_marks.keep(&SceneUpdate::GameMarks(Arc::new(fewer)), Some(&ground));
        assert_eq!(state.model().marks.selected, Some(2));
        state.act(crate::input::Action::Escape);
        assert_eq!((state.model().marks.selected, state.world_lines().len()), (None, 0));
    }

    #[test]
    fn a_click_on_an_icon_selects_its_mark_while_its_overlay_is_on() {
        let mut state = demo();
        state.session.set_picture(crate::app::picture_rect::PictureRect::of_window([1280, 720]), None);
        apply(&mut state, MarkCommand::Select { mark: Some(1), fly: true });
        state.advance(2.0);
        apply(&mut state, MarkCommand::Select { mark: None, fly: false });
        let head = state.game_marks.heads[1];
        let [x, y] = state.session.place_px(head).expect("it is in sight");
        assert!(!state.select_mark_at([x, y], f64::INFINITY), "its overlay is off");
        state.view_choice.toggle(Overlay::Warps);
        assert!(!state.select_mark_at([x, y], 1.0), "the ground hides it");
        assert!(!state.select_mark_at([x, y - 100.0], f64::INFINITY), "beside it");
        assert!(state.select_mark_at([x, y], f64::INFINITY));
        assert_eq!(state.model().marks.selected, Some(1));
    }

    #[test]
    fn a_target_is_gone_to_in_this_zone_and_in_another_one() {
        let mut state = demo();
        let before = state.session.rig.pose();
        assert_eq!(apply(&mut state, MarkCommand::Follow { zone: 21, place_m: [200.0, 220.0] }), []);
        state.advance(2.0);
        assert_ne!(state.session.rig.pose(), before);
        assert!(!state.world_lines().is_empty(), "the target is outlined");
        state.act(crate::input::Action::Escape);
        assert!(state.world_lines().is_empty());
        let here = state.session.rig.pose();
        assert_eq!(apply(&mut state, MarkCommand::Follow { zone: 21, place_m: [200.0, -1.0] }), []);
        assert!(state.messages.toast().is_some_and(|toast| toast.contains("outside")));
        state.advance(4.0);
        assert_eq!(state.session.rig.pose(), here, "beyond the border is nothing to see");

        let ground = state.zone.ground().expect("a zone").clone();
        let mut marks = GameMarksState { destination: Some(("b.gtd".into(), [1.0, 2.0])), ..GameMarksState::default() };
        marks.zone_opened(false);
        let arrived = marks.arrive(Some(Path::new("b.gtd")), &ground).expect("a pose there");
        assert!(arrived.eye.distance(DVec3::new(1.0, arrived.eye.y, 2.0)) < 30.0, "{arrived}");
        assert_eq!(marks.arrive(Some(Path::new("b.gtd")), &ground), None, "once");
        marks.destination = Some(("b.gtd".into(), [1.0, 2.0]));
        assert_eq!((marks.arrive(Some(Path::new("a.gtd")), &ground), marks.destination), (None, None));
    }

    #[test]
    fn map_and_legend_follow_the_overlays() {
        let mut state = demo();
        let ground = state.zone.ground().expect("a zone").clone();
        let update = |state: &mut State, overlays: &[Overlay], shows_map| {
            state.game_marks.update(&ground, overlays.iter().copied().collect(), shows_map);
        };
        update(&mut state, &[Overlay::Areas], false);
        assert!(state.model().marks.tint.is_none(), "no map is open");
        update(&mut state, &[Overlay::Areas], true);
        let areas = state.model().marks.tint.cloned();
        assert!(areas.is_some() && state.model().marks.classes.is_none());
        update(&mut state, &[Overlay::Areas, Overlay::Warps], true);
        assert_eq!(state.model().marks.tint.map(Arc::as_ptr), areas.as_ref().map(Arc::as_ptr), "warps tint nothing");
        update(&mut state, &[Overlay::Blocked], true);
        let [steep, flat, _] = state.model().marks.classes.expect("the classes were counted");
        assert_eq!(steep + flat, ground.gtd().tiles_per_side().pow(2), "all tiles are blocked");
        assert_ne!(state.model().marks.tint.map(Arc::as_ptr), areas.as_ref().map(Arc::as_ptr));
    }

    #[test]
    fn bytes_of_a_mark_are_shown_in_its_file() {
        let mut state = demo();
        let effects = apply(&mut state, MarkCommand::ShowBytes(0));
        assert_eq!(effects.len(), 1, "the file is read: {effects:?}");
        let model = state.model();
        assert!(model.open_panels.is_open(PanelId::Bytes) && model.inspect.bytes == Some(8..32));
        assert_eq!(model.inspect.files.names[model.inspect.files.chosen], "made-up.smd");
        let count = model.inspect.files.names.len();
        apply(&mut state, MarkCommand::ShowBytes(1));
        assert_eq!(state.model().inspect.files.names.len(), count, "listed once");
    }
}
