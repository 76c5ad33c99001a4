//! Bytes and world: the file as a tree of its fields, and as bytes. What is chosen in one is lit up in the other.

use std::collections::BTreeSet;
use std::ops::Range;

use egui::{Id, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::tree::{self, Branch, Line, Lines};
use super::{Inspect, InspectCommand, hex, rows};
use crate::formats::gtd::walk::Run;
use crate::formats::gtd::{Gtd, SectionId};
use crate::scene::space::{PATCH_TILES, TileId};
use crate::ui::model::Command;
use crate::ui::text::{self, Texts, fill};
use crate::ui::{overlay, style};

/// Height of a line of the tree in points.
const LINE: f32 = 18.0;

/// Draws the panel's contents.
pub fn contents(ui: &mut Ui, text: &Texts, inspect: &Inspect, commands: &mut Vec<Command>) {
    let Some(gtd) = inspect.ground.map(|ground| ground.gtd()) else { return };
    follow(ui, gtd, inspect.bytes.as_ref());
    let room = ui.available_size();
    let foot = 42.0;
    let upper = vec2(room.x, (room.y - foot).max(40.0));
    // Names and values of fields want 220 points; where there are fewer bytes a row, they get more.
    let tree_width = (upper.x - hex::best_width(ui) - 10.0).clamp(220.0_f32.min(upper.x * 0.5), 340.0);
    ui.allocate_ui_with_layout(upper, egui::Layout::left_to_right(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.allocate_ui(vec2(tree_width, upper.y), |ui| {
            if let Some(range) = tree_pane(ui, text, gtd, inspect.bytes.as_ref()) {
                commands.push(Command::Inspect(InspectCommand::ShowBytes(range)));
            }
        });
        ui.allocate_ui(vec2(upper.x - tree_width - 10.0, upper.y), |ui| {
            if let Some(byte) = hex::show(ui, gtd, inspect.bytes.as_ref())
                && let Some((_, told)) = gtd.field_at(byte)
            {
                let range = told.offset..told.offset + told.bytes;
                commands.push(Command::Inspect(InspectCommand::ShowBytes(range)));
            }
        });
    });
    ui.separator();
    ui.horizontal_wrapped(|ui| chosen(ui, text, inspect, gtd, commands));
}

/// Brings newly lit bytes into sight in both panes, once.
fn follow(ui: &Ui, gtd: &Gtd, lit: Option<&Range<u64>>) {
    let id = Id::unique("bytes followed");
    let known: Option<Range<u64>> = ui.data(|data| data.get_temp(id));
    let Some(lit) = lit.filter(|lit| known.as_ref() != Some(lit)) else { return };
    ui.data_mut(|data| data.insert_temp(id, lit.clone()));
    hex::scroll_to(ui, lit.start);
    let mut open = open_branches(ui);
    open.extend(tree::branches_of(gtd, lit.start));
    if let Some(line) = Lines::new(gtd, &open).line_of(lit.start) {
        rows::scroll_to(ui, tree_id(), line);
    }
    keep_branches(ui, open);
}

fn tree_id() -> Id {
    Id::unique("file tree")
}

fn open_branches(ui: &Ui) -> BTreeSet<Branch> {
    ui.data(|data| data.get_temp(Id::unique("open branches"))).unwrap_or_default()
}

fn keep_branches(ui: &Ui, open: BTreeSet<Branch>) {
    ui.data_mut(|data| data.insert_temp(Id::unique("open branches"), open));
}

/// The tree; returns the bytes of what was clicked.
fn tree_pane(ui: &mut Ui, text: &Texts, gtd: &Gtd, lit: Option<&Range<u64>>) -> Option<Range<u64>> {
    let open = open_branches(ui);
    let lines = Lines::new(gtd, &open);
    let (mut chosen, mut turned) = (None, None);
    rows::show(ui, tree_id(), lines.count(), LINE, |ui, number| {
        let Some(line) = lines.line(number) else { return };
        let told = told_of(&text.bytes, gtd, &line);
        let is_open = told.branch.is_some_and(|branch| open.contains(&branch));
        if row(ui, &told, is_open, lit == Some(&told.bytes)) {
            chosen = Some(told.bytes);
            turned = told.branch;
        }
    });
    if let Some(branch) = turned {
        let mut open = open.clone();
        if !open.remove(&branch) {
            open.insert(branch);
        }
        keep_branches(ui, open);
        // Opening a branch is not choosing all of its bytes.
        return None;
    }
    chosen
}

/// What a line says.
struct Told {
    depth: f32,
    branch: Option<Branch>,
    name: String,
    value: String,
    hover: String,
    bytes: Range<u64>,
}

fn told_of(text: &text::Bytes, gtd: &Gtd, line: &Line) -> Told {
    match line {
        Line::Section(section) => Told {
            depth: 0.0,
            branch: Some(Branch::Section(section.id)),
            name: section.id.name().to_owned(),
            value: fill(text.size, &[("count", &overlay::grouped(section.bytes))]),
            hover: fill(text.from, &[("offset", &format!("{:#x}", section.offset))]),
            bytes: section.offset..section.end(),
        },
        Line::Array(run) => Told {
            depth: 1.0,
            branch: Some(Branch::Array(run.offset)),
            name: format!("{}{} × {}", tree::owner_text(run.owner), overlay::grouped(run.count), run.name()),
            value: format!("{:#x}", run.offset),
            hover: run.record.map(|record| record.order.to_owned()).unwrap_or_default(),
            bytes: run.offset..run.end(),
        },
        Line::Record(run, index) => Told {
            depth: 2.0,
            branch: None,
            name: tree::record_text(run, *index),
            value: format!("{:#x}", run.offset + index * run.stride),
            hover: fill(text.record, &[("count", &run.stride)]),
            bytes: run.offset + index * run.stride..run.offset + (index + 1) * run.stride,
        },
        Line::Field(run, told) => {
            let alone = run.record.is_some() && run.fields.len() == 1;
            let name = if alone { tree::record_text(run, told.index) } else { told.field.name.to_owned() };
            let owner = if run.record.is_none() { tree::owner_text(run.owner) } else { String::new() };
            Told {
                depth: if run.record.is_none() {
                    1.0
                } else if alone {
                    2.0
                } else {
                    3.0
                },
                branch: None,
                name: format!("{owner}{name}"),
                value: told.value(gtd),
                hover: format!("{}, {}: {}", told.field.kind.name(), told.field.place, told.field.meaning),
                bytes: told.offset..told.offset + told.bytes,
            }
        }
    }
}

/// Draws a line of the tree; tells whether it was clicked.
fn row(ui: &mut Ui, told: &Told, is_open: bool, lit: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let label = format!("{} {}", told.name, told.value);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit, &label));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if lit || response.hovered() {
        let fill = if lit { style::SELECTED.now() } else { style::hover() };
        painter.rect_filled(rect, 3.0, fill);
    }
    let mut x = rect.left() + 4.0 + told.depth * 12.0;
    let font = egui::FontId::proportional(13.0);
    let y = rect.center().y;
    if told.branch.is_some() {
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
    let name = painter.text(egui::pos2(x, y), egui::Align2::LEFT_CENTER, &told.name, font, style::TEXT.now());
    let at = egui::pos2((name.right() + 12.0).max(rect.right() - 6.0 - value_width(ui, &told.value)), y);
    painter.text(at, egui::Align2::LEFT_CENTER, &told.value, egui::FontId::monospace(12.0), style::WEAK.now());
    let clicked = response.clicked();
    if !told.hover.is_empty() {
        response.on_hover_text(&told.hover);
    }
    clicked
}

fn value_width(ui: &Ui, value: &str) -> f32 {
    ui.fonts_mut(|fonts| fonts.glyph_width(&egui::FontId::monospace(12.0), '0')) * value.chars().count() as f32
}

/// What is lit up, in words, and the way to its place in the world.
fn chosen(ui: &mut Ui, text: &Texts, inspect: &Inspect, gtd: &Gtd, commands: &mut Vec<Command>) {
    let (text, lit) = (&text.bytes, inspect.bytes.as_ref());
    let Some((lit, (run, told))) = lit.and_then(|lit| Some((lit, gtd.field_at(lit.start)?))) else {
        ui.label(RichText::new(text.choose).color(style::WEAK));
        return;
    };
    if let Some(tile) = tile_of(gtd, run, told.index)
        && ui.button(text.fly.name).on_hover_text(text.fly.tip).clicked()
    {
        commands.push(Command::Inspect(InspectCommand::GoTo(tile)));
    }
    let place =
        if run.record.is_some() { format!(" · {}", tree::record_text(run, told.index)) } else { String::new() };
    let whole = lit.end - lit.start > told.bytes;
    let field = if whole { String::new() } else { format!(" · {} = {}", told.field.name, told.value(gtd)) };
    ui.label(format!("{}{}{place}{field}", tree::owner_text(run.owner), run.section));
    let [first, last] = [lit.start, lit.end - 1].map(|byte| format!("{byte:#x}"));
    let range = fill(text.range, &[("first", &first), ("last", &last)]);
    ui.label(RichText::new(range).small().color(style::WEAK));
    if !whole {
        ui.label(RichText::new(told.field.meaning).small().color(style::WEAK));
    }
}

/// The tile that a record belongs to.
fn tile_of(gtd: &Gtd, run: &Run, index: u64) -> Option<TileId> {
    let (x, z) = run.place(index)?;
    let last = gtd.tiles_per_side().checked_sub(1)?;
    let side = if run.section == SectionId::Patches { PATCH_TILES } else { 1 };
    Some(TileId { x: (x * side).min(last), z: (z * side).min(last) })
}
