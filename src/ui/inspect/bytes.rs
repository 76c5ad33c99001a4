//! The bytes panel: a file as a tree of fields and as a hex view. A selection in one is highlighted in the other.

use std::collections::BTreeSet;
use std::ops::Range;

use egui::{ComboBox, Id, RichText, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::tree::{self, Branch, Line, LineKind, Lines};
use super::{FileChoice, FileFields, Inspect, InspectCommand, explanation, hex, rows};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::{Run, Section};
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{self, Texts, fill};

/// Height of a tree row in points.
const LINE: f32 = 18.0;
/// Maximum height in points of the list of files: eight entries fit without scrolling.
const LIST_HEIGHT: f32 = 320.0;

/// Least width in points for tree and bytes side by side.
const SIDE_BY_SIDE: f32 = 560.0;
/// Distance between tree and bytes in points.
const PANE_GAP: f32 = 10.0;

/// Draws the panel's contents.
pub fn contents(ui: &mut Ui, text: &Texts, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let Some(gtd) = inspect.ground.map(|ground| ground.gtd()) else { return };
    choice(ui, &text.bytes, &inspect.files, commands);
    let Some(file) = shown(ui, &text.bytes, gtd, &inspect.files) else { return };
    follow(ui, file, inspect.bytes.as_ref());
    let room = ui.available_size();
    let upper = vec2(room.x, (room.y - explanation::height(room.y)).max(40.0));
    let (layout, tree, bytes) = panes(ui, upper);
    ui.allocate_ui_with_layout(upper, layout, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(PANE_GAP);
        ui.allocate_ui(tree, |ui| {
            if let Some(range) = tree_pane(ui, text, file, inspect.bytes.as_ref()) {
                commands.push(PanelCommand::Inspect(InspectCommand::ShowBytes(range)));
            }
        });
        ui.allocate_ui(bytes, |ui| {
            if let Some(byte) = hex::show(ui, file, inspect.bytes.as_ref())
                && let Some((_, found)) = file.map.field_at(byte)
            {
                let range = found.offset..found.offset + found.bytes;
                commands.push(PanelCommand::Inspect(InspectCommand::ShowBytes(range)));
            }
        });
    });
    ui.separator();
    explanation::show(ui, text, inspect, file, commands);
}

/// The sizes of tree and bytes in a room: side by side, or one above the other in a narrow one.
fn panes(ui: &Ui, room: Vec2) -> (egui::Layout, Vec2, Vec2) {
    if room.x < SIDE_BY_SIDE {
        let tree = ((room.y - PANE_GAP) * 0.5).floor();
        let bytes = room.y - PANE_GAP - tree;
        return (egui::Layout::top_down(egui::Align::Min), vec2(room.x, tree), vec2(room.x, bytes));
    }
    // The tree needs 220 points for names and values; with fewer bytes per row it gets more.
    let tree = (room.x - hex::best_width(ui) - PANE_GAP).clamp(220.0_f32.min(room.x * 0.5), 340.0);
    let layout = egui::Layout::left_to_right(egui::Align::Min);
    (layout, vec2(tree, room.y), vec2(room.x - tree - PANE_GAP, room.y))
}

/// The list of the zone's files; nothing if there is only the terrain.
fn choice(ui: &mut Ui, text: &text::Bytes, files: &FileChoice<'_>, commands: &mut Vec<PanelCommand>) {
    let Some(name) = files.names.get(files.chosen).filter(|_| files.names.len() > 1) else { return };
    ui.horizontal_wrapped(|ui| {
        let list = ComboBox::from_id_salt("zone file")
            .selected_text(name)
            .width(ui.available_width().min(260.0))
            .height(LIST_HEIGHT);
        let list = list.show_ui(ui, |ui| {
            for (index, name) in files.names.iter().enumerate() {
                if ui.selectable_label(index == files.chosen, name).clicked() {
                    commands.push(PanelCommand::Inspect(InspectCommand::ShowFile(index)));
                }
            }
        });
        list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.file.name));
        list.response.on_hover_text(text.file.tip);
        if let Some(Ok(file)) = files.other {
            let notes = [file.kind.is_enciphered.then_some(text.deciphered), file.error.as_ref().map(|_| text.broken)];
            for note in notes.into_iter().flatten() {
                let label = ui.label(RichText::new(note).small().color(style::WEAK));
                if let Some(error) = &file.error {
                    label.on_hover_text(error.to_string());
                }
            }
        }
    });
}

/// The file to show; otherwise shows that it is loading or cannot be read.
fn shown<'a>(ui: &mut Ui, text: &text::Bytes, gtd: &'a Gtd, files: &FileChoice<'a>) -> Option<FileFields<'a>> {
    let note = match (files.chosen, files.other) {
        (0, _) => return Some(FileFields { key: 0, content: gtd.bytes(), map: gtd.field_map() }),
        (key, Some(Ok(file))) => return Some(FileFields { key, content: &file.content, map: &file.map }),
        (_, Some(Err(reason))) => reason,
        (_, None) => text.reading,
    };
    ui.label(RichText::new(note).color(style::WEAK));
    None
}

/// Scrolls to newly highlighted bytes in both panes, once.
fn follow(ui: &Ui, file: FileFields<'_>, lit: Option<&Range<u64>>) {
    let id = Id::unique(("bytes followed", file.key));
    let known: Option<Range<u64>> = ui.data(|data| data.get_temp(id));
    let Some(lit) = lit.filter(|lit| known.as_ref() != Some(lit)) else { return };
    ui.data_mut(|data| data.insert_temp(id, lit.clone()));
    hex::scroll_to(ui, lit.start);
    let mut open = open_branches(ui, file);
    open.extend(tree::branches_of(file.map, lit.start));
    if let Some(line) = Lines::new(file.map, &open).line_of(lit.start) {
        rows::scroll_to(ui, tree_id(file), line);
    }
    keep_branches(ui, file, open);
}

fn tree_id(file: FileFields<'_>) -> Id {
    Id::unique(("file tree", file.key))
}

fn open_branches(ui: &Ui, file: FileFields<'_>) -> BTreeSet<Branch> {
    ui.data(|data| data.get_temp(Id::unique(("open branches", file.key)))).unwrap_or_default()
}

fn keep_branches(ui: &Ui, file: FileFields<'_>, open: BTreeSet<Branch>) {
    ui.data_mut(|data| data.insert_temp(Id::unique(("open branches", file.key)), open));
}

/// The tree; returns the bytes of the clicked row.
fn tree_pane(ui: &mut Ui, text: &Texts, file: FileFields<'_>, lit: Option<&Range<u64>>) -> Option<Range<u64>> {
    let open = open_branches(ui, file);
    let lines = Lines::new(file.map, &open);
    let (mut chosen, mut turned) = (None, None);
    rows::show(ui, tree_id(file), lines.count(), LINE, |ui, number| {
        let Some(line) = lines.line(number) else { return };
        let content = TreeRow::new(text, file, &line);
        let is_open = content.branch.is_some_and(|branch| open.contains(&branch));
        if row(ui, &content, is_open, lit == Some(&content.bytes)) {
            chosen = Some(content.bytes);
            turned = content.branch;
        }
    });
    if let Some(branch) = turned {
        let mut open = open.clone();
        if !open.remove(&branch) {
            open.insert(branch);
        }
        keep_branches(ui, file, open);
        // Opening a branch does not select its bytes.
        return None;
    }
    chosen
}

/// Contents of a tree row.
struct TreeRow {
    depth: f32,
    branch: Option<Branch>,
    name: String,
    value: String,
    hover: String,
    bytes: Range<u64>,
}

impl TreeRow {
    fn new(texts: &Texts, file: FileFields<'_>, line: &Line<'_>) -> TreeRow {
        let text = &texts.bytes;
        let (branch, name, value, hover, bytes) = match line.kind {
            LineKind::Section(index, section) => (
                Some(Branch::Section(index)),
                section.spec.name.to_owned(),
                texts.counted(text.size, section.bytes),
                section_hover(text, section),
                section.offset..section.end(),
            ),
            LineKind::Group(index, group) => {
                let runs = &file.map.runs()[group.runs.clone()];
                let bytes = runs.first().map_or(0, |run| run.offset)..runs.last().map_or(0, Run::end);
                let name = format!("{} {}", group.name, group.index);
                let size = texts.counted(text.size, bytes.end - bytes.start);
                (Some(Branch::Group(index)), name, format!("{:#x}", bytes.start), size, bytes)
            }
            LineKind::Array(run) => (
                Some(Branch::Array(run.offset)),
                format!("{} × {}", texts.numbers.count(run.count), run.name()),
                format!("{:#x}", run.offset),
                run.record().map(|record| record.order.to_owned()).unwrap_or_default(),
                run.offset..run.end(),
            ),
            LineKind::Record(run, index) => {
                let start = run.offset + index * run.stride;
                let hover = texts.counted(text.record, run.stride);
                (None, tree::record_text(run, index), format!("{start:#x}"), hover, start..start + run.stride)
            }
            LineKind::Field(run, found) => {
                let alone = run.record().is_some() && run.fields().len() == 1;
                let name = if alone { tree::record_text(run, found.index) } else { found.field.name.to_owned() };
                let hover = format!("{}: {}", found.field.field_type.name(), found.field.meaning);
                (None, name, found.value(file.content), hover, found.offset..found.offset + found.bytes)
            }
        };
        TreeRow { depth: line.depth as f32, branch, name, value, hover, bytes }
    }
}

/// Position and purpose of a section.
fn section_hover(text: &text::Bytes, section: &Section) -> String {
    let from = fill(text.from, &[("offset", &format!("{:#x}", section.offset))]);
    if section.spec.purpose.is_empty() { from } else { format!("{}\n{from}", section.spec.purpose) }
}

/// Draws a tree row; returns whether it was clicked.
fn row(ui: &mut Ui, content: &TreeRow, is_open: bool, lit: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let label = format!("{} {}", content.name, content.value);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit, &label));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if lit || response.hovered() {
        let fill = if lit { style::SELECTED.now() } else { style::hover() };
        painter.rect_filled(rect, 3.0, fill);
    }
    let mut x = rect.left() + 4.0 + content.depth * 12.0;
    let font = egui::FontId::proportional(13.0);
    let y = rect.center().y;
    if content.branch.is_some() {
        let sign = if is_open { "−" } else { "+" };
        painter.text(
            egui::pos2(x, y),
            egui::Align2::LEFT_CENTER,
            sign,
            egui::FontId::monospace(13.0),
            style::WEAK.now(),
        );
    }
    x += 12.0;
    let name = painter.text(egui::pos2(x, y), egui::Align2::LEFT_CENTER, &content.name, font, style::TEXT.now());
    let at = egui::pos2((name.right() + 12.0).max(rect.right() - 6.0 - value_width(ui, &content.value)), y);
    painter.text(at, egui::Align2::LEFT_CENTER, &content.value, egui::FontId::monospace(12.0), style::WEAK.now());
    let clicked = response.clicked();
    if !content.hover.is_empty() {
        response.on_hover_text(&content.hover);
    }
    clicked
}

fn value_width(ui: &Ui, value: &str) -> f32 {
    ui.fonts_mut(|fonts| fonts.glyph_width(&egui::FontId::monospace(12.0), '0')) * value.chars().count() as f32
}
