//! A card of the gallery: picture, name, size and what is missing, with a menu.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, CornerRadius, FontId, Popup, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};

use super::ZoneListRow;
use super::entries::Entry;
use crate::formats::kernel::visible::visible_path;
use crate::load::{FileCount, PreviewSize, ZonePreview};
use crate::scene::space::TILE_M;
use crate::ui::model::{DesktopRequest, Model, PanelCommand};
use crate::ui::preview::{self, Preview};
use crate::ui::style::{self, Tone};
use crate::ui::text::{Named, Plural, Texts, fill};
use crate::ui::tips::beside;

/// Space around the contents, height of a line below the picture, and number of lines, in points.
const EDGE: f32 = 7.0;
const LINE: f32 = 17.0;
const LINES: f32 = 3.0;
/// Side of the button with the menu.
const MORE: f32 = 22.0;

/// Height of a card of a width, in points.
pub fn height(width: f32) -> f32 {
    width + LINES * LINE + 6.0
}

/// Draws a card. A click opens the zone.
pub fn show(ui: &mut Ui, model: &Model, entry: &Entry, rect: Rect, chosen: bool, commands: &mut Vec<PanelCommand>) {
    let (text, source) = (model.text, entry.source());
    let id = ui.scope_id().with(&source);
    let card = ui.interact(rect, id, Sense::click());
    let (preview, open) = (model.previews.get(&source), entry.is_open(model));
    let title = entry.title(&text.gallery);
    let size = size_text(text, entry, preview);
    card.widget_info(|| WidgetInfo::selected(Role::Button, true, open, format!("{title}, {size}")));
    frame(ui, rect, (chosen, open, card.hovered() || card.has_focus()));
    let picture = Rect::from_min_size(rect.min + vec2(EDGE, EDGE), egui::Vec2::splat(rect.width() - 2.0 * EDGE));
    preview::paint(ui, preview, picture, 4);
    if open {
        badge(ui, picture.min + vec2(6.0, 6.0), text.gallery.is_open);
    }
    let (status, tone) = status(text, entry, preview);
    let lines = [
        (title.to_owned(), FontId::proportional(13.5), style::TEXT),
        (size, FontId::proportional(11.0), style::WEAK),
        (status, FontId::proportional(11.0), tone),
    ];
    let mut at = picture.left_bottom() + vec2(1.0, 5.0);
    for (words, font, tone) in lines {
        line(ui, words, font, tone.now(), at, picture.width());
        at.y += LINE;
    }
    if card.clicked() {
        commands.extend(entry.open_command());
    }
    menu_button(ui, model, entry, (rect, picture), commands);
    card.context_menu(|ui| menu(ui, model, entry, commands));
    card.on_hover_ui(|ui| drop(ui.label(about(text, entry, preview))));
}

fn frame(ui: &Ui, rect: Rect, (chosen, open, lit): (bool, bool, bool)) {
    let fill = if lit { style::hover() } else { ui.visuals().faint_bg_color };
    let edge = if chosen {
        Stroke::new(2.0, style::ACCENT.now())
    } else if open {
        Stroke::new(1.0, style::ACCENT.now())
    } else {
        Stroke::new(1.0, ui.visuals().widgets.noninteractive.bg_stroke.color)
    };
    ui.painter().rect(rect, CornerRadius::same(7), fill, edge, StrokeKind::Inside);
}

/// A short text over the picture.
fn badge(ui: &Ui, at: Pos2, text: &str) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(11.0), style::ON_SELECTED.now());
    let rect = Rect::from_min_size(at, galley.size() + vec2(12.0, 4.0));
    ui.painter().rect_filled(rect, CornerRadius::same(8), style::SELECTED.now());
    ui.painter().galley(at + vec2(6.0, 2.0), galley, Color32::PLACEHOLDER);
}

/// A line of text, elided to a width.
fn line(ui: &Ui, text: String, font: FontId, color: Color32, at: Pos2, width: f32) {
    let mut job = LayoutJob::simple_singleline(text, font, color);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at, galley, color);
}

/// A button in the corner of the picture, seen while the mouse is over the card.
fn menu_button(
    ui: &mut Ui,
    model: &Model,
    entry: &Entry,
    (card, picture): (Rect, Rect),
    commands: &mut Vec<PanelCommand>,
) {
    let text = &model.text.gallery;
    let corner = pos2(picture.right() - MORE - 5.0, picture.top() + 5.0);
    let rect = Rect::from_min_size(corner, egui::Vec2::splat(MORE));
    let more = ui.interact(rect, ui.scope_id().with((entry.source(), "more")), Sense::click());
    let name = fill(text.more, &[("zone", &entry.title(text))]);
    more.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let more = more.on_hover_text(&name);
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&more));
    if open || more.has_focus() || ui.rect_contains_pointer(card) {
        let fill = if more.hovered() || open { style::SELECTED } else { style::BOX };
        ui.painter().rect_filled(rect, CornerRadius::same(5), fill.now());
        // Drawn, because fonts place the dots of an ellipsis differently.
        for step in [-1.0, 0.0, 1.0] {
            ui.painter().circle_filled(rect.center() + vec2(step * 5.0, 0.0), 1.6, style::TEXT.now());
        }
    }
    Popup::menu(&more).show(|ui| menu(ui, model, entry, commands));
}

fn menu(ui: &mut Ui, model: &Model, entry: &Entry, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.gallery;
    let mut item = |named: Named, enabled: bool, command: Option<PanelCommand>| {
        let button = ui.add_enabled(enabled && command.is_some(), egui::Button::new(named.name));
        if beside(button, named.tip).clicked() {
            commands.extend(command);
        }
    };
    item(if entry.is_model() { text.open_model } else { text.open }, true, entry.open_command());
    if !entry.is_model() {
        let can_compare = model.zone.is_some() && !entry.is_open(model);
        let compare = entry.open_command().map(|_| PanelCommand::CompareWith(entry.source()));
        item(text.compare, can_compare, compare);
    }
    if let Some(path) = entry.source().path() {
        let (copy, show) = (model.text.export.copy_path, model.text.export.show_in_folder);
        item(show, true, Some(PanelCommand::Desktop(DesktopRequest::ShowInFolder(path.to_owned()))));
        item(copy, true, Some(PanelCommand::CopyText(visible_path(path))));
    }
}

/// Size, by the list or by the preview.
fn size(entry: &Entry, preview: Option<&Preview>) -> Option<PreviewSize> {
    match (entry, preview) {
        (Entry::Zone(_, ZoneListRow { map_size: Some(side), .. }), _) => Some(PreviewSize::Zone(*side)),
        (_, Some(Preview::Ready(ready))) => Some(ready.size),
        _ => None,
    }
}

/// Side of a zone in meters, or triangles of a model.
fn size_text(texts: &Texts, entry: &Entry, preview: Option<&Preview>) -> String {
    let side_m = |side: u32| texts.numbers.count((f64::from(side.saturating_sub(1)) * f64::from(TILE_M)) as u64);
    match size(entry, preview) {
        Some(PreviewSize::Zone(side)) => fill(texts.gallery.size, &[("side", &side_m(side))]),
        Some(PreviewSize::Model(triangles)) => texts.counted(texts.object.triangles, triangles as u64),
        None => String::new(),
    }
}

/// The last line of a card: the fault, what is missing, or else the zone's numbers.
fn status(texts: &Texts, entry: &Entry, preview: Option<&Preview>) -> (String, Tone) {
    let text = &texts.gallery;
    match (entry, preview) {
        (_, Some(Preview::Failed(_))) => (text.cannot_be_read.to_owned(), style::WARNING),
        (_, Some(Preview::Ready(ready))) if lacks_files(ready) => (missing(texts, ready), style::WARNING),
        (Entry::Island, _) => (text.built_in.to_owned(), style::WEAK),
        (Entry::Zone(_, row), _) if !row.can_open() => (text.no_terrain.to_owned(), style::WARNING),
        (Entry::Zone(_, row), _) => (numbers(texts, &row.ids), style::WEAK),
    }
}

fn lacks_files(preview: &ZonePreview) -> bool {
    preview.textures.is_incomplete() || preview.objects.is_incomplete()
}

fn counted(texts: &Texts, text: Plural, count: FileCount) -> String {
    let [missing, all] = [count.missing, count.all].map(|files| texts.numbers.count(u64::from(files)));
    fill(text.form(u64::from(count.all)), &[("missing", &missing), ("all", &all)])
}

/// What is missing, in one line.
fn missing(texts: &Texts, preview: &ZonePreview) -> String {
    let (text, ZonePreview { textures, objects, .. }) = (&texts.gallery, preview);
    match (textures.is_incomplete(), objects.is_incomplete()) {
        (true, true) => counted(texts, text.files_missing, textures.plus(*objects)),
        (true, false) => counted(texts, text.textures_missing, *textures),
        (false, _) => counted(texts, text.objects_missing, *objects),
    }
}

fn numbers(texts: &Texts, ids: &[u32]) -> String {
    let list = ids.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    if list.is_empty() { list } else { fill(texts.gallery.numbers.form(ids.len() as u64), &[("numbers", &list)]) }
}

/// The tooltip: everything about the zone.
fn about(texts: &Texts, entry: &Entry, preview: Option<&Preview>) -> String {
    let text = &texts.gallery;
    let mut lines = vec![entry.title(text).to_owned()];
    if let Entry::Zone(_, row) = entry {
        lines.push(visible_path(&row.path));
        lines.push(numbers(texts, &row.ids));
    }
    lines.push(size_text(texts, entry, preview));
    match preview {
        Some(Preview::Ready(ready)) => {
            let counts = [(text.textures_missing, ready.textures), (text.objects_missing, ready.objects)];
            let missing = counts.into_iter().filter(|(_, count)| count.is_incomplete());
            lines.extend(missing.map(|(words, count)| counted(texts, words, count)));
        }
        Some(Preview::Failed(reason)) => lines.push(format!("{}: {reason}", text.cannot_be_read)),
        None => {}
    }
    if let Entry::Zone(_, row) = entry {
        let there = |(part, there): &(&str, bool)| {
            fill(if *there { text.part_there } else { text.part_missing }, &[("part", part)])
        };
        lines.extend(row.parts.iter().map(there));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
