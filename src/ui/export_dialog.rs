//! The export dialog: what, for which program, with which options, and how large the result will be. The place is chosen
//! in the system's dialog.

use egui::{Button, Checkbox, ComboBox, Grid, RichText, Role, ScrollArea, Ui, WidgetInfo};
use strum::VariantArray;

use super::model::{Model, PanelCommand};
use super::style;
use super::text::{Named, Texts, fill};
use super::tips::beside;
use crate::export::{Estimate, ExportChoice, ExportKind, ExportOption, Program};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExportDialog {
    pub choice: ExportChoice,
    /// Expected size; none without a zone.
    pub estimate: Option<Estimate>,
}

/// Room for the buttons below the choices, in points.
const BUTTONS: f32 = 84.0;

pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, mut choice) = (model.text, model.export_dialog.choice);
    let height = (ui.available_height() - BUTTONS).max(60.0);
    // Of the same height for all programs, so that the buttons stay where they are.
    let choices = ScrollArea::vertical().auto_shrink([false, false]).max_height(height);
    choices.show(ui, |ui| {
        heading(ui, text.export.program);
        ui.horizontal_wrapped(|ui| programs(ui, text, &mut choice));
        heading(ui, text.export.what);
        ExportChoice::presets_for(choice.program).for_each(|preset| what(ui, text, preset.export, &mut choice));
        heading(ui, text.export.options);
        options(ui, text, &mut choice);
    });
    if choice != model.export_dialog.choice {
        commands.push(PanelCommand::ChooseExport(choice));
    }
    ui.separator();
    ui.add(egui::Label::new(RichText::new(size(model)).color(style::WEAK)).wrap());
    ui.horizontal(|ui| buttons(ui, model, commands));
}

fn heading(ui: &mut Ui, named: Named) {
    ui.add_space(2.0);
    ui.label(RichText::new(named.name).strong().color(style::ACCENT)).on_hover_text(named.tip);
}

fn programs(ui: &mut Ui, text: &Texts, choice: &mut ExportChoice) {
    for program in Program::VARIANTS {
        let label = ui.selectable_label(choice.program == *program, (text.program)(*program));
        if label.on_hover_text(text.export.program.tip).clicked() {
            *choice = choice.for_program(*program);
        }
    }
}

/// An export with a line about it.
fn what(ui: &mut Ui, text: &Texts, kind: ExportKind, choice: &mut ExportChoice) {
    let (chosen, named) = (choice.kind.name() == kind.name(), (text.export_group)(kind));
    let radio = ui.radio(chosen, named.name);
    if beside(radio, named.tip).clicked() && !chosen {
        let preset = ExportChoice::presets_for(choice.program).find(|preset| preset.export == kind);
        *choice = preset.map_or(*choice, ExportChoice::new);
    }
    if chosen {
        ui.indent("about", |ui| {
            ui.add(egui::Label::new(RichText::new(named.tip).small().color(style::WEAK)).wrap());
        });
    }
}

fn options(ui: &mut Ui, text: &Texts, choice: &mut ExportChoice) {
    let (options, formats) = (choice.kind.options(), choice.kind.output().types());
    if options.is_empty() && formats.len() < 2 {
        ui.label(RichText::new(text.export.no_options).color(style::WEAK));
        return;
    }
    Grid::new("options").num_columns(2).min_col_width(110.0).spacing([12.0, 6.0]).show(ui, |ui| {
        if formats.len() > 1 {
            ui.label(text.export.format.name);
            format(ui, text, choice);
            ui.end_row();
        }
        for option in options {
            let named = (text.export_option)(option);
            ui.label(named.name);
            let changed = match option.switched() {
                Some(switched) => switch(ui, named, option, switched),
                None => list(ui, text, named, option),
            };
            if let Some(changed) = changed {
                *choice = choice.with(changed);
            }
            ui.end_row();
        }
    });
}

fn format(ui: &mut Ui, text: &Texts, choice: &mut ExportChoice) {
    let (formats, named) = (choice.kind.output().types(), text.export.format);
    let name = |index: usize| {
        let format = formats.get(index)?;
        Some(format!("{} (.{})", format.name, format.extensions.first()?))
    };
    let shown = name(choice.format()).unwrap_or_default();
    let list = ComboBox::from_id_salt("format").selected_text(shown).width(190.0).show_ui(ui, |ui| {
        for index in 0..formats.len() {
            let label = ui.selectable_label(index == choice.format(), name(index).unwrap_or_default());
            if label.clicked() {
                *choice = choice.with_format(index);
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, named.name));
    list.response.on_hover_text(named.tip);
}

fn switch(ui: &mut Ui, named: Named, option: ExportOption, switched: ExportOption) -> Option<ExportOption> {
    let mut on = option.is_on();
    let switch = ui.add(Checkbox::new(&mut on, ""));
    switch.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, option.is_on(), named.name));
    switch.on_hover_text(named.tip).changed().then_some(switched)
}

fn list(ui: &mut Ui, text: &Texts, named: Named, option: ExportOption) -> Option<ExportOption> {
    let mut changed = None;
    let list = ComboBox::from_id_salt(named.name).selected_text(text.option_value(option)).width(190.0);
    let list = list.show_ui(ui, |ui| {
        for value in option.choices() {
            if ui.selectable_label(value == option, text.option_value(value)).clicked() {
                changed = Some(value);
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, named.name));
    list.response.on_hover_text(named.tip);
    changed
}

/// Name and expected size of the output.
fn size(model: &Model) -> String {
    let (text, dialog) = (model.text, model.export_dialog);
    let Some(zone) = model.zone else { return text.status.no_zone.to_owned() };
    let name = dialog.choice.file_name(zone.name);
    let Some(Estimate { bytes, files }) = dialog.estimate else { return name };
    let size = fill(text.export.about, &[("size", &text.bytes_rounded(bytes))]);
    format!("{name}: {size}, {}", text.counted(text.export.files, files))
}

fn buttons(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, busy) = (&model.text.export, model.exporting.is_some());
    let ready = model.zone.is_some() && !model.dialog_open && !busy;
    let start = ui.add_enabled(ready, Button::new(RichText::new(text.start.name).strong()));
    let why = if busy { text.busy } else { text.start.tip };
    if start.on_hover_text(text.start.tip).on_disabled_hover_text(why).clicked() {
        commands.push(PanelCommand::Export(model.export_dialog.choice));
    }
    if ui.button(text.leave.name).on_hover_text(text.leave.tip).clicked() {
        commands.push(PanelCommand::Show(super::PanelId::Export, false));
    }
}
