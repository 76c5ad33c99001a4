//! The foot of the bytes panel: the highlighted bytes in words, as `explain` prints them, and the formula of their offset.

use egui::text::LayoutJob;
use egui::{FontId, Label, RichText, ScrollArea, TextFormat, Ui};

use super::{FileFields, Inspect, InspectCommand, address, object, packed, tree};
use crate::explain::{self, ExplainLine, FileView};
use crate::formats::gtd::{Gtd, SectionId};
use crate::formats::kernel::fields::Bits;
use crate::formats::kernel::{FieldAt, Run};
use crate::scene::space::{PATCH_TILES, TileId};
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Share of the panel's height, and its limits in points.
const SHARE: f32 = 0.36;
const LIMITS: [f32; 2] = [64.0, 280.0];

/// Height of the foot in a panel of a height.
pub fn height(panel: f32) -> f32 {
    (panel * SHARE).clamp(LIMITS[0], LIMITS[1])
}

pub fn show(ui: &mut Ui, text: &Texts, inspect: &Inspect, file: FileFields<'_>, commands: &mut Vec<PanelCommand>) {
    ScrollArea::vertical().id_salt("explanation").auto_shrink([false, false]).show(ui, |ui| {
        let lit = inspect.bytes.as_ref();
        let Some((lit, (run, found))) = lit.and_then(|lit| Some((lit, file.map.field_at(lit.start)?))) else {
            ui.add(Label::new(RichText::new(text.bytes.choose).color(style::WEAK)).wrap());
            return;
        };
        ui.horizontal_wrapped(|ui| place(ui, text, inspect, file, (run, &found), commands));
        let gtd = inspect.ground.filter(|_| file.key == 0).map(|ground| ground.gtd());
        let view = FileView { content: file.content, map: file.map, gtd };
        explain::entry(&view, lit).iter().for_each(|entry| line(ui, entry));
        ui.add_space(4.0);
        address::show(ui, text, file.map, run, &found);
    });
}

/// Location of the highlighted bytes, and a button to their place in the world.
fn place(
    ui: &mut Ui,
    text: &Texts,
    inspect: &Inspect,
    file: FileFields<'_>,
    (run, found): (&Run, &FieldAt),
    commands: &mut Vec<PanelCommand>,
) {
    let (texts, text, Some(lit)) = (text, &text.bytes, inspect.bytes.as_ref()) else { return };
    let section = file.map.section_at(lit.start).map_or("", |section| section.spec.name);
    if let Some(tile) =
        inspect.ground.filter(|_| file.key == 0).and_then(|ground| tile_of(ground.gtd(), section, run, found.index))
        && ui.button(text.fly.name).on_hover_text(text.fly.tip).clicked()
    {
        commands.push(PanelCommand::Inspect(InspectCommand::GoTo(tile)));
    }
    let whole = lit.end - lit.start > found.bytes;
    let mut place = vec![section.to_owned()];
    place.extend(Some(tree::group_text(file.map, run)).filter(|group| !group.is_empty()));
    place.extend(run.record().map(|_| tree::record_text(run, found.index)));
    place.extend((!whole).then(|| format!("{} = {}", found.field.name, found.value(file.content))));
    ui.label(place.join(" · "));
    let [first, last] = [lit.start, lit.end - 1].map(|byte| format!("{byte:#x}"));
    let range = fill(text.range, &[("first", &first), ("last", &last)]);
    ui.label(RichText::new(range).small().color(style::WEAK));
    if let Some(index) = object_at(inspect, file, lit.start) {
        object::link(ui, texts, inspect.objects, index, commands);
    }
}

/// The object whose bytes hold an offset of the file of objects.
fn object_at(inspect: &Inspect, file: FileFields<'_>, offset: u64) -> Option<usize> {
    inspect.files.objects.filter(|objects| *objects == file.key)?;
    // In file order, and without gaps between them.
    let index = inspect.objects.partition_point(|object| object.bytes.end <= offset);
    inspect.objects.get(index)?.bytes.contains(&offset).then_some(index)
}

/// The tile of a record.
pub(in crate::ui) fn tile_of(gtd: &Gtd, section: &str, run: &Run, index: u64) -> Option<TileId> {
    let (x, z) = run.square_index(index)?;
    let last = gtd.tiles_per_side().checked_sub(1)?;
    let side = if section == SectionId::Patches.name() { PATCH_TILES } else { 1 };
    Some(TileId { x: (x * side).min(last), z: (z * side).min(last) })
}

/// Draws a line of the explanation, wrapped.
fn line(ui: &mut Ui, line: &ExplainLine) {
    match line {
        ExplainLine::Heading { title, beside } => spans(ui, 0.0, &[Span::Strong(title), Span::Weak(beside)]),
        ExplainLine::Text(text) | ExplainLine::Note(text) | ExplainLine::Remark(text) | ExplainLine::Item(text) => {
            spans(ui, 0.0, &[Span::Plain(text)]);
        }
        ExplainLine::Group { name, .. } => spans(ui, 0.0, &[Span::Strong(name)]),
        ExplainLine::Array { offset, text } => {
            spans(ui, 0.0, &[Span::Code(&format!("{offset:#x}")), Span::Plain(text)]);
        }
        ExplainLine::Field { at, value, parts, .. } => {
            let field_type = at.field.field_type.name();
            let value = [Span::Strong(at.field.name), Span::Weak(&field_type), Span::Code(value)];
            spans(ui, 0.0, &[&value[..], &[Span::Plain(at.field.meaning)]].concat());
            part_lines(ui, parts);
        }
        ExplainLine::Declaration(field) => spans(ui, 0.0, &[Span::Strong(field.name), Span::Plain(field.meaning)]),
        ExplainLine::Value { name, value, parts } => {
            spans(ui, 0.0, &[Span::Strong(name), Span::Code(value)]);
            part_lines(ui, parts);
        }
    }
}

/// The parts of a packed word, highest first.
fn part_lines(ui: &mut Ui, parts: &[(&Bits, u32)]) {
    for (index, (bits, value)) in parts.iter().enumerate().rev() {
        let (range, value) = (bits.range_text(), value.to_string());
        let name = Span::Colored(bits.name, packed::field_color(index));
        spans(ui, 12.0, &[name, Span::Code(&value), Span::Weak(&range), Span::Plain(bits.meaning)]);
    }
}

/// A piece of a line.
#[derive(Clone, Copy)]
enum Span<'a> {
    Plain(&'a str),
    Weak(&'a str),
    Strong(&'a str),
    Code(&'a str),
    Colored(&'a str, egui::Color32),
}

/// Draws pieces as one wrapped line with an indentation in points.
fn spans(ui: &mut Ui, indent: f32, spans: &[Span<'_>]) {
    const SIZE: f32 = 12.0;
    let mut job = LayoutJob::default();
    let [text, mono] = [FontId::proportional(SIZE), FontId::monospace(SIZE)];
    for (index, span) in spans.iter().enumerate() {
        let (words, font, color) = match *span {
            Span::Plain(words) => (words, &text, style::TEXT.now()),
            Span::Weak(words) => (words, &text, style::WEAK.now()),
            Span::Strong(words) => (words, &text, style::ACCENT.now()),
            Span::Code(words) => (words, &mono, style::TEXT.now()),
            Span::Colored(words, color) => (words, &text, color),
        };
        // Several blanks also keep the pieces apart for a screen reader.
        let gap = if index > 0 { "  " } else { "" };
        job.append(&format!("{gap}{words}"), 0.0, TextFormat::simple(font.clone(), color));
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(indent);
        ui.add(Label::new(job).wrap());
    });
}
