//! The values of the selected mark, with buttons that lead to it, to its targets and to its bytes.

use egui::{Button, Grid, Label, RichText, ScrollArea, Ui};

use super::{MarkCommand, title, words};
use crate::formats::kernel::visible::visible_path;
use crate::scene::game_marks::{Destination, GameMark, MarkKind, MarkShape, MarkSource};
use crate::ui::model::{DesktopRequest, Model, PanelCommand};
use crate::ui::style;
use crate::ui::text::Named;

pub fn show(ui: &mut Ui, model: &Model, index: usize, mark: &GameMark, commands: &mut Vec<PanelCommand>) {
    ScrollArea::vertical().id_salt("mark").auto_shrink([false, false]).show(ui, |ui| {
        ui.add(Label::new(RichText::new(title(model.text, mark)).strong()).wrap());
        buttons(ui, model, index, mark, commands);
        for to in mark.destinations() {
            destination(ui, model, to, commands);
        }
        related(ui, model, mark, commands);
        let rows = std::iter::once((model.text.game_marks.place, place(model, index, mark)));
        let rows = rows.chain(words::rows(model.text, mark));
        Grid::new("mark values").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
            for (name, value) in rows {
                ui.label(RichText::new(name).small().color(style::WEAK));
                ui.add(Label::new(RichText::new(value).size(12.5)).wrap());
                ui.end_row();
            }
        });
    });
}

fn buttons(ui: &mut Ui, model: &Model, index: usize, mark: &GameMark, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.game_marks;
    ui.horizontal_wrapped(|ui| {
        if button(ui, text.go_there) {
            commands.push(PanelCommand::Marks(MarkCommand::Select { mark: Some(index), fly: true }));
        }
        if matches!(&mark.source, MarkSource::File { bytes, .. } if !bytes.is_empty()) && button(ui, text.show_bytes) {
            commands.push(PanelCommand::Marks(MarkCommand::ShowBytes(index)));
        }
        let path = mark.source.path();
        if path.is_absolute() {
            let tip = visible_path(path);
            let show = ui.add(Button::new(text.show_in_folder).small()).on_hover_text(tip);
            if show.clicked() {
                commands.push(PanelCommand::Desktop(DesktopRequest::ShowInFolder(path.clone())));
            }
        }
        if button(ui, text.deselect) {
            commands.push(PanelCommand::Marks(MarkCommand::Select { mark: None, fly: false }));
        }
    });
}

fn button(ui: &mut Ui, named: Named) -> bool {
    ui.add(Button::new(named.name).small()).on_hover_text(named.tip).clicked()
}

/// A target with the button that leads there.
fn destination(ui: &mut Ui, model: &Model, to: &Destination, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.game_marks;
    ui.horizontal_wrapped(|ui| {
        if button(ui, text.go_to_target) {
            commands.push(PanelCommand::Marks(MarkCommand::Follow { zone: to.zone, place_m: to.place_m }));
        }
        ui.add(Label::new(RichText::new(words::destination(model.text, to)).size(12.5)).wrap());
    });
    let values = words::destination_values(model.text, to);
    if !values.is_empty() {
        ui.add(Label::new(RichText::new(values).small().color(style::WEAK)).wrap());
    }
}

/// The gate of a lever, or the levers of a gate, as links.
fn related(ui: &mut Ui, model: &Model, mark: &GameMark, commands: &mut Vec<PanelCommand>) {
    let Some(marks) = model.marks.marks else { return };
    let gate = marks.gate_of(mark);
    let this = marks.marks.iter().position(|other| std::ptr::eq(other, mark));
    let is_lever = |other: &&GameMark| other.kind == MarkKind::Lever && this.is_some() && marks.gate_of(other) == this;
    let levers = marks.marks.iter().filter(|_| mark.kind == MarkKind::Gate).filter(is_lever);
    let levers = levers.filter_map(|lever| marks.marks.iter().position(|other| std::ptr::eq(other, lever)));
    for index in gate.into_iter().chain(levers) {
        let Some(other) = marks.marks.get(index) else { continue };
        if ui.link(title(model.text, other)).on_hover_text(model.text.game_marks.row_tip).clicked() {
            commands.push(PanelCommand::Marks(MarkCommand::Select { mark: Some(index), fly: true }));
        }
    }
}

/// Where a mark is, and the size of its rectangle.
fn place(model: &Model, index: usize, mark: &GameMark) -> String {
    let number = |value: f64| model.text.numbers.decimal(value, 0);
    let [x, z] = mark.shape.middle().map(number);
    match mark.shape {
        MarkShape::Rect { min, max } => {
            let [width, length] = [max[0] - min[0], max[1] - min[1]].map(number);
            format!("{x}, {z}; {width} × {length} m")
        }
        MarkShape::Point(_) | MarkShape::Place(_) => {
            let y = model.marks.heads.get(index).map_or(0.0, |head| head.y - crate::scene::game_marks::MAST_M);
            format!("{x}, {}, {z}", number(y))
        }
    }
}
