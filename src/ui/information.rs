//! Information panels: help, missing files, about.

use egui::{Grid, Label, RichText, Ui, Vec2, vec2};

use super::help::HelpLine;
use super::model::{About, MissingEntry, Model, PanelCommand};
use super::style;
use super::text::Texts;

/// Keys and mouse, by the bindings in effect.
pub(super) fn help(ui: &mut Ui, model: &Model) {
    for group in super::help::groups(model.text, model.bindings) {
        ui.label(RichText::new(group.title).strong().color(style::ACCENT));
        help_lines(ui, group.title, group.lines, vec2(150.0, 16.0));
        ui.add_space(10.0);
    }
}

/// Lines of help: what to press, and what it does. `keys` has the least width of the first, and the gap between them.
pub(super) fn help_lines(ui: &mut Ui, id: &str, lines: Vec<HelpLine>, keys: Vec2) {
    Grid::new(id).num_columns(2).min_col_width(keys.x).spacing([keys.y, 5.0]).show(ui, |ui| {
        for line in lines {
            key_caps(ui, line.keys);
            ui.add(Label::new(line.does).wrap());
            ui.end_row();
        }
    });
}

/// Keys and gestures in a row, drawn like keys.
fn key_caps(ui: &mut Ui, keys: Vec<String>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for key in keys {
            style::key_cap().show(ui, |ui| ui.label(RichText::new(key).monospace()));
        }
    });
}

/// Missing files of the zone.
pub(super) fn missing(ui: &mut Ui, text: &Texts, missing: &[MissingEntry], commands: &mut Vec<PanelCommand>) {
    let text = &text.missing;
    ui.horizontal_wrapped(|ui| {
        ui.label(text.about);
        if ui.button(text.copy.name).on_hover_text(text.copy.tip).clicked() {
            let paths: Vec<&str> = missing.iter().map(|file| file.path.as_str()).collect();
            commands.push(PanelCommand::CopyText(paths.join("\n")));
        }
    });
    ui.add_space(4.0);
    for file in missing {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&file.path).monospace());
            ui.label(RichText::new(&file.note).small().color(style::WEAK));
        });
    }
}

pub(super) fn about(ui: &mut Ui, text: &Texts, about: &About) {
    let text = &text.about;
    ui.label(RichText::new("gtd-viewer").heading());
    ui.label(text.what);
    ui.add_space(6.0);
    let rows = [
        (text.version, about.version.as_str()),
        (text.adapter, about.adapter.as_str()),
        (text.backend, about.backend.as_str()),
        (text.license, "MIT OR Apache-2.0"),
    ];
    Grid::new("about").num_columns(2).spacing([14.0, 4.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(name).color(style::WEAK));
            ui.add(Label::new(value).wrap());
            ui.end_row();
        }
    });
}
