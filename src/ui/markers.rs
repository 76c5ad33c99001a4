//! Labels of placed objects and marks over the picture, nearest first: names, roles in the game, and effects. Those behind the
//! ground are left out, as their icons are. They do not take the mouse.

use std::borrow::Cow;
use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, LayerId, Painter, Pos2, Rect, Ui, pos2, vec2};
use glam::DVec3;

use super::game_marks;
use super::legend;
use super::model::Model;
use super::style;
use super::text::{Texts, fill};
use crate::camera::{Lens, View};
use crate::formats::opd::EventLinks;
use crate::scene::game_marks::{GameMark, MAST_M};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::pick;

#[derive(Clone, Debug, PartialEq)]
pub struct ObjectLabel {
    /// Name without folder and extension.
    pub name: String,
    /// Position in world meters.
    pub position: DVec3,
    /// Its role in the game, if it has one.
    pub role: Option<EventLinks>,
}

/// An effect at an object.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectLabel {
    /// Number of the object.
    pub object: usize,
    /// Name of its file without folder and extension.
    pub name: String,
    /// Position in world meters.
    pub position: DVec3,
}

/// A label at a place in the world.
struct Placed<'a> {
    position: DVec3,
    /// The place by which it is seen: it is left out where the ground hides that. None if it is always shown.
    seen_by: Option<DVec3>,
    text: LabelText<'a>,
}

impl<'a> Placed<'a> {
    /// A label of an object, which is seen by what is above its place.
    fn of_object(position: DVec3, text: Cow<'a, str>) -> Placed<'a> {
        Placed { position, seen_by: Some(position + DVec3::Y * MAST_M), text: LabelText::Made(text) }
    }
}

/// The text of a label. Those of marks are made when they are shown: a zone may have thousands.
enum LabelText<'a> {
    Made(Cow<'a, str>),
    Mark(&'a GameMark),
}

impl<'a> LabelText<'a> {
    fn make(self, text: &Texts) -> Cow<'a, str> {
        match self {
            LabelText::Made(made) => made,
            LabelText::Mark(mark) => Cow::Owned(game_marks::label(text, mark)),
        }
    }
}

/// Whether the picture has labels.
pub fn are_shown(model: &Model) -> bool {
    let overlays = model.drawing.overlays;
    model.drawing.object_names
        || overlays.objects
        || overlays.effects
        || overlays.shows_game_marks()
        || model.marks.selected.is_some()
}

/// The labels of all objects and effects that are shown.
fn labels<'a>(model: &Model<'a>) -> impl Iterator<Item = Placed<'a>> {
    let (drawing, hidden, text) = (model.drawing, model.hidden.numbers, model.text);
    let objects = model.objects.iter().enumerate().filter(move |(number, _)| !hidden.contains(*number));
    let objects = objects.filter_map(move |(_, object)| {
        let role = object.role.filter(|_| drawing.overlays.objects).map(|role| role_text(text, role));
        let name = Some(object.name.as_str()).filter(|_| drawing.object_names);
        let text = match (name, role) {
            (Some(name), Some(role)) => Cow::Owned(format!("{name} · {role}")),
            (Some(name), None) => Cow::Borrowed(name),
            (None, role) => Cow::Owned(role?),
        };
        Some(Placed::of_object(object.position, text))
    });
    let effects =
        model.effects.iter().filter(move |effect| drawing.overlays.effects && !hidden.contains(effect.object));
    let effects = effects.map(|effect| Placed::of_object(effect.position, Cow::Borrowed(effect.name.as_str())));
    objects.chain(effects).chain(mark_labels(model))
}

/// The labels of marks whose overlay is on, and of the selected one. Lists of tiles and flags are too many to be named.
fn mark_labels<'a>(model: &Model<'a>) -> impl Iterator<Item = Placed<'a>> {
    let (marks, overlays) = (model.marks, model.drawing.overlays);
    let all = marks.marks.into_iter().flat_map(|marks| &marks.marks).zip(marks.heads).enumerate();
    all.filter_map(move |(index, (mark, head))| {
        let is_selected = marks.selected == Some(index);
        let is_shown = mark.shape.is_sound() && (overlays.has(mark.kind.overlay()) || is_selected);
        let seen_by = Some(*head).filter(|_| !is_selected);
        is_shown.then_some(Placed { position: *head, seen_by, text: LabelText::Mark(mark) })
    })
}

/// The texts of all labels, in any place.
#[cfg(test)]
pub(super) fn texts(model: &Model) -> Vec<String> {
    labels(model).map(|label| label.text.make(model.text).into_owned()).collect()
}

/// A role in words, with its event number.
fn role_text(text: &Texts, role: EventLinks) -> String {
    let unknown = || fill(text.object.unknown, &[("number", &role.event_kind)]);
    let name = role.kind().map_or_else(unknown, |kind| text.object.roles[kind as usize].to_owned());
    format!("{name} {}", role.event_id)
}

/// Maximum number of labels.
const MOST: usize = 200;
/// Maximum distance of labels in meters: of objects, and of marks, which are fewer.
const REACH_M: f64 = 250.0;
const MARKS_REACH_M: f64 = 600.0;

/// Whether the ground is between the eye and the place by which a label is seen. From straight above it is not.
fn is_behind_ground(placed: &Placed, ground: &Terrain, view: &View) -> bool {
    /// A place that is this near to the ground, in meters, is not hidden by it.
    const MARGIN_M: f64 = 0.5;
    let Some(seen_by) = placed.seen_by.filter(|_| matches!(view.lens, Lens::Perspective { .. })) else { return false };
    let (to_place, eye) = (seen_by - view.pose.eye, view.pose.eye);
    let Some(direction) = to_place.try_normalize() else { return false };
    pick(ground, eye, direction).is_some_and(|hit| hit.distance_m < to_place.length() - MARGIN_M)
}

/// Draws the marks over the whole picture.
pub fn show(ui: &Ui, model: &Model) {
    let screen = ui.available_rect_before_wrap();
    // In the lowest layer, and not below the legend.
    let painter = ui.ctx().layer_painter(LayerId::background()).with_clip_rect(screen);
    let legend = ui.ctx().memory(|memory| memory.area_rect(legend::id())).filter(|_| legend::is_wanted(model));
    let mut taken: Vec<Rect> = legend.into_iter().collect();
    for (at, placed) in nearest(labels(model), &model.view) {
        if model.inspect.ground.is_some_and(|ground| is_behind_ground(&placed, ground, &model.view)) {
            continue;
        }
        let at = on_screen(at, screen);
        if !matches!(placed.text, LabelText::Mark(_)) {
            painter.circle(at, 3.0, style::WARNING, (1.0, Color32::BLACK));
        }
        let label = Label::beside(&painter, at, &placed.text.make(model.text), 11.0).within(screen);
        // A name that would overlap a nearer one is left out; its dot remains.
        if taken.iter().all(|other| !other.intersects(label.rect)) {
            taken.push(label.rect);
            label.paint(&painter);
        }
    }
}

/// A short text beside a dot in the picture.
pub(super) struct Label {
    pub(super) rect: Rect,
    text: Arc<Galley>,
}

impl Label {
    pub(super) fn beside(painter: &Painter, dot: Pos2, text: &str, size: f32) -> Label {
        let text = painter.layout_no_wrap(text.to_owned(), FontId::proportional(size), style::ON_DARK);
        Label { rect: Align2::LEFT_CENTER.anchor_size(dot + vec2(7.0, 0.0), text.size()).expand(2.0), text }
    }

    /// Moved to the left, where it would reach beyond the picture's right edge.
    fn within(self, picture: Rect) -> Label {
        let beyond = (self.rect.right() - picture.right()).max(0.0);
        Label { rect: self.rect.translate(vec2(-beyond, 0.0)), ..self }
    }

    pub(super) fn paint(self, painter: &Painter) {
        plate(painter, self.rect.min + vec2(2.0, 2.0), self.text);
    }
}

/// A text on a dark plate, readable over any picture.
pub(super) fn plate(painter: &Painter, corner: Pos2, text: Arc<Galley>) {
    painter.rect_filled(Rect::from_min_size(corner, text.size()).expand(2.0), 3.0, Color32::from_black_alpha(150));
    painter.galley(corner, text, style::ON_DARK);
}

/// Visible labels, nearest first, with their position in the picture (x -1 left to 1 right, y -1 bottom to 1 top).
fn nearest<'a>(labels: impl Iterator<Item = Placed<'a>>, view: &View) -> Vec<(glam::DVec2, Placed<'a>)> {
    let eye = view.pose.eye;
    let is_flat = matches!(view.lens, Lens::Orthographic { .. });
    let mut near: Vec<(f64, glam::DVec2, Placed)> = labels
        .filter_map(|placed| {
            let distance_m = placed.position.distance(eye);
            let reach_m = if matches!(placed.text, LabelText::Mark(_)) { MARKS_REACH_M } else { REACH_M };
            if distance_m > reach_m && !is_flat {
                return None;
            }
            let at = view.project(placed.position)?;
            (at.abs().max_element() <= 1.0).then_some((distance_m, at, placed))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(MOST);
    near.into_iter().map(|(_, at, placed)| (at, placed)).collect()
}

/// Place in points of a position in the picture (x -1 left to 1 right, y -1 bottom to 1 top).
pub(super) fn on_screen(at: glam::DVec2, screen: Rect) -> Pos2 {
    let part = vec2((at.x as f32 + 1.0) / 2.0, (1.0 - at.y as f32) / 2.0);
    pos2(screen.min.x + part.x * screen.width(), screen.min.y + part.y * screen.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Pose;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};
    use crate::ui::text::Language;

    #[test]
    fn roles_are_told_in_words_with_their_number() {
        let text = Language::English.texts();
        let role = |event_kind, event_id| role_text(text, EventLinks { event_id, event_kind, ..EventLinks::default() });
        assert_eq!([role(3, 2101), role(77, 5)], ["Lever 2101", "Unknown (77) 5"]);
    }

    #[test]
    fn the_nearest_in_front_of_the_eye_are_marked() {
        let view = View::new(Pose::new(DVec3::ZERO, 0.0, 0.0), Lens::Perspective { fov_y_deg: 60.0 }, [1280, 720]);
        let at = |z: f64| Placed::of_object(DVec3::new(0.0, 0.0, z), Cow::Owned(z.to_string()));
        let near = nearest([-10.0, 300.0, 90.0, 20.0].map(at).into_iter(), &view);
        let text = Language::English.texts();
        let names: Vec<_> = near.into_iter().map(|(_, placed)| placed.text.make(text)).collect();
        assert_eq!(names, ["20", "90"], "behind and too far are left out");
        let many = (1..1000).map(|z| at(f64::from(z) * 0.2));
        assert_eq!(nearest(many, &view).len(), MOST);
    }

    /// A flat zone with a wall of 40 m in the middle.
    #[test]
    fn the_ground_hides_labels_behind_it() {
        let mut draft = Draft::flat(Header::versioned(1, "wall"), 33);
        let wall = |i: usize| MapRecord::new(if i % 33 == 16 { 40.0 } else { 0.0 }, PackedTile::default());
        draft.records.iter_mut().enumerate().for_each(|(i, record)| *record = wall(i));
        let ground = Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap());
        let lens = Lens::Perspective { fov_y_deg: 60.0 };
        let eye = |y: f64| View::new(Pose::new(DVec3::new(64.0, y, 8.0), 0.0, 0.0), lens, [1280, 720]);
        let at = |z: f64| Placed::of_object(DVec3::new(64.0, 0.0, z), Cow::Borrowed("a"));
        let is_hidden = |placed: &Placed, view: &View| is_behind_ground(placed, &ground, view);
        assert!(is_hidden(&at(100.0), &eye(10.0)), "behind the wall");
        assert!(!is_hidden(&at(40.0), &eye(10.0)), "before it");
        assert!(!is_hidden(&at(100.0), &eye(200.0)), "over it");
        assert!(!is_hidden(&Placed { seen_by: None, ..at(100.0) }, &eye(10.0)), "a selected one is always named");
        let flat = View { lens: Lens::Orthographic { height_m: 100.0 }, ..eye(10.0) };
        assert!(!is_hidden(&at(100.0), &flat));
    }
}
