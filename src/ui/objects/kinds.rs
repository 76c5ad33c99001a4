//! The list of kinds and their objects: only the rows in sight are drawn.

use egui::style::ScrollAnimation;
use egui::{Align, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::rows::{self, Line};
use super::{Kept, KindListCommand, View, menu};
use crate::formats::kernel::visible::visible;
use crate::scene::objects::catalog::{FoundKind, ObjectTrait};
use crate::ui::inspect::{InspectCommand, SelectHow};
use crate::ui::model::{Model, PanelCommand};
use crate::ui::text::fill;
use crate::ui::{preview, style};

/// Heights of the rows of kinds and of objects, in points.
const KIND: f32 = 46.0;
const OBJECT: f32 = 22.0;
/// Room for the button that lists the objects of a kind, and side of its picture.
const ARROW: f32 = 20.0;
const PICTURE: f32 = 40.0;

/// A row of the list.
#[derive(Clone, Copy)]
enum Row<'a> {
    Kind(&'a FoundKind),
    Object(usize),
}

impl Row<'_> {
    fn height(self) -> f32 {
        if matches!(self, Row::Kind(_)) { KIND } else { OBJECT }
    }
}

/// Draws the list. Scrolls to an object that was selected elsewhere.
pub fn show(ui: &mut Ui, model: &Model, view: &View, kept: &mut Kept, commands: &mut Vec<PanelCommand>) {
    let rows: Vec<Row> = view.found.kinds.iter().flat_map(|found| rows_of(found, kept)).collect();
    let total: f32 = rows.iter().map(|row| row.height()).sum();
    let reveal = view.newly_selected.and_then(|object| row_of(&rows, view, object));
    let area = ScrollArea::vertical().id_salt("kinds").auto_shrink([false, false]);
    let in_sight = area.show_viewport(ui, |ui, sight| {
        ui.set_height(total);
        let (left_top, width, mut y) = (ui.min_rect().left_top(), ui.available_width(), 0.0);
        let mut in_sight = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let rect = Rect::from_min_size(pos2(left_top.x, left_top.y + y), vec2(width, row.height()));
            let is_seen = y >= sight.top() && y + row.height() <= sight.bottom();
            if y + row.height() > sight.top() && y < sight.bottom() {
                match row {
                    Row::Kind(found) => {
                        in_sight.push(found.kind);
                        kind(ui, model, view, (found, rect), kept, commands);
                    }
                    Row::Object(index) => {
                        if object(ui, model, view, (*index, rect)) {
                            commands.push(clicked(ui, &rows, *index, kept));
                        }
                    }
                }
            }
            if reveal == Some(number) && !is_seen {
                ui.scroll_to_rect_animation(rect, Some(Align::Center), ScrollAnimation::none());
                // The rows there are drawn with the next frame.
                ui.ctx().request_repaint();
            }
            y += row.height();
        }
        in_sight
    });
    if in_sight.inner != model.kind_list.in_sight && model.kind_list.pictures.is_some() {
        commands.push(PanelCommand::Objects(KindListCommand::WantPictures(in_sight.inner)));
    }
}

fn rows_of<'a>(found: &'a FoundKind, kept: &Kept) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let shown = if kept.open.contains(&found.kind) { found.objects.len() } else { 0 };
    std::iter::once(Row::Kind(found)).chain(found.objects.iter().take(shown).map(|object| Row::Object(*object)))
}

/// The row of an object, or that of its kind while its objects are not listed.
fn row_of(rows: &[Row], view: &View, object: usize) -> Option<usize> {
    let kind = view.catalog.objects.get(object)?.kind;
    let own = rows.iter().position(|row| matches!(row, Row::Object(index) if *index == object));
    own.or_else(|| rows.iter().position(|row| matches!(row, Row::Kind(found) if found.kind == kind)))
}

/// A kind: its picture, name, and numbers. A click goes from object to object.
fn kind(
    ui: &mut Ui,
    model: &Model,
    view: &View,
    (found, rect): (&FoundKind, Rect),
    kept: &mut Kept,
    commands: &mut Vec<PanelCommand>,
) {
    let text = &model.text.kind_list;
    let selected = model.inspect.object.map(|object| object.index).filter(|object| found.objects.contains(object));
    let name = rows::shown_name(model, view.catalog.name_of_kind(found.kind));
    let count = model.text.numbers.count(found.objects.len() as u64);
    let label = format!("{name}, {count}");
    let is_selected = found.objects.iter().any(|object| view.selected[*object]);
    let row = rows::row(ui, rect, ("kind", found.kind), (&label, is_selected));
    let is_open = kept.open.contains(&found.kind);
    if found.objects.len() > 1 && arrow(ui, model, (&name, rect, found.kind), is_open) {
        if is_open {
            kept.open.remove(&found.kind)
        } else {
            kept.open.insert(found.kind)
        };
    }
    let picture = Rect::from_min_size(rect.min + vec2(ARROW, (KIND - PICTURE) / 2.0), vec2(PICTURE, PICTURE));
    preview::paint_kind(ui, model.kind_list.pictures.and_then(|known| known.get(&found.kind)), picture, 4);
    let (left, first, second) = (picture.right() + 8.0, rect.top() + 14.0, rect.top() + 32.0);
    let taken = rows::at_right(ui, rect, first, format!("× {count}"));
    rows::line(ui, pos2(left, first), taken - 8.0 - left, &Line { text: name, size: 13.5, tone: style::TEXT });
    let is_missing = lacks_files(view, found);
    let numbers = numbers(model, view, (found, is_missing));
    let tone = if is_missing { style::WARNING } else { style::WEAK };
    rows::line(ui, pos2(left, second), rect.right() - 6.0 - left, &Line { text: numbers, size: 11.0, tone });
    if row.clicked() {
        let is_later = |object: &&usize| selected.is_some_and(|selected| **object > selected);
        let to = found.objects.iter().find(is_later).or(found.objects.first());
        match ui.input(|input| input.modifiers.command) {
            true => commands.push(toggle(found.objects.clone())),
            false => commands.extend(to.map(|object| super::go_to(*object))),
        }
    }
    row.context_menu(|ui| menu::of_kind(ui, model, view.catalog, found, commands));
    row.on_hover_ui(|ui| {
        ui.label(label);
        ui.label(text.kind_tip);
        view.catalog
            .matching_files(found.kind, &view.search)
            .into_iter()
            .for_each(|file| drop(ui.label(visible(file))));
    });
}

fn lacks_files(view: &View, found: &FoundKind) -> bool {
    let first = found.objects.first().and_then(|object| view.catalog.objects.get(*object));
    first.is_some_and(|object| object.traits.has(ObjectTrait::Missing))
}

/// Missing files, triangles of one object, and size.
fn numbers(model: &Model, view: &View, (found, is_missing): (&FoundKind, bool)) -> String {
    let (text, kind) = (model.text, &view.catalog.kinds[found.kind]);
    let missing = is_missing.then(|| text.object.missing.to_owned());
    let triangles = kind.triangles.map(|count| text.counted(text.object.triangles, count as u64));
    let [x, y, z] = kind.size_m.to_array().map(|meters| text.numbers.decimal(meters.into(), 1));
    let size = (kind.size_m.length() > 0.0).then(|| format!("{x} × {y} × {z} m"));
    [missing, triangles, size].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The button that lists the objects of a kind; returns whether it was clicked.
fn arrow(ui: &Ui, model: &Model, (name, rect, kind): (&str, Rect, usize), is_open: bool) -> bool {
    let text = &model.text.kind_list;
    let place = Rect::from_min_size(rect.min, vec2(ARROW, KIND));
    let button = ui.interact(place, ui.scope_id().with(("objects of", kind)), Sense::click());
    let label = fill(if is_open { text.close } else { text.open }, &[("name", &name)]);
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &label));
    let tone = if button.hovered() || button.has_focus() { style::TEXT } else { style::WEAK };
    let corners = if is_open {
        [vec2(-4.0, -2.0), vec2(0.0, 2.5), vec2(4.0, -2.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(2.5, 0.0), vec2(-2.0, 4.0)]
    };
    ui.painter().line(corners.map(|by| place.center() + by).to_vec(), Stroke::new(1.6, tone.now()));
    button.on_hover_text(label).clicked()
}

/// An object of an open kind: number, name and place. Returns whether it was clicked.
fn object(ui: &Ui, model: &Model, view: &View, (index, rect): (usize, Rect)) -> bool {
    let is_selected = view.selected[index];
    let name = rows::shown_name(model, view.catalog.name(index));
    let label = format!("{}: {name}", model.text.numbers.count(index as u64));
    let row = rows::row(ui, rect, ("object", index), (&label, is_selected));
    let position = view.catalog.objects[index].position_m;
    let [x, z] = [position.x, position.z].map(|meters| model.text.numbers.decimal(meters.into(), 1));
    let taken = rows::at_right(ui, rect, rect.center().y, format!("{x}, {z}"));
    let left = rect.left() + ARROW + 8.0;
    let line = Line { text: label.clone(), size: 12.0, tone: style::TEXT };
    rows::line(ui, pos2(left, rect.center().y), taken - 8.0 - left, &line);
    row.on_hover_text(label).clicked()
}

/// What a click on an object does: it is selected and flown to; with Ctrl it is added or removed, with Shift all from the
/// last clicked one are selected.
fn clicked(ui: &Ui, rows: &[Row], index: usize, kept: &mut Kept) -> PanelCommand {
    let modifiers = ui.input(|input| input.modifiers);
    let position = |object: usize| rows.iter().position(|row| matches!(row, Row::Object(index) if *index == object));
    let range = kept.clicked.filter(|_| modifiers.shift).and_then(position).zip(position(index));
    if let Some((from, to)) = range {
        let object = |row: &Row| if let Row::Object(index) = row { Some(*index) } else { None };
        let mut objects: Vec<usize> = rows[from.min(to)..=from.max(to)].iter().filter_map(object).collect();
        // The clicked one is shown.
        objects.sort_by_key(|object| *object != index);
        return PanelCommand::Inspect(InspectCommand::select_all(objects, false));
    }
    kept.clicked = Some(index);
    if modifiers.command { toggle(vec![index]) } else { super::go_to(index) }
}

/// Adds objects to the selection, and removes those that are in it.
fn toggle(objects: Vec<usize>) -> PanelCommand {
    PanelCommand::Inspect(InspectCommand::Select { objects, how: SelectHow::Toggle, fly: false })
}
