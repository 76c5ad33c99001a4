//! The export menu, and the cards of running and finished exports.

use std::path::PathBuf;

use egui::{Align, Button, Grid, Layout, ProgressBar, RichText, Ui};

use super::model::{DesktopRequest, Model, PanelCommand, PanelId};
use super::style;
use super::text::{Named, Texts, fill};
use super::tips::beside;
use crate::export::heights::EngineSettings;
use crate::export::{ExportChoice, ExportKind, ExportStep, ExportSubject, Program};
use crate::formats::kernel::visible::visible_path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting {
    /// Kind and options of the export.
    pub kind: ExportKind,
    pub step: ExportStep,
    /// Completed and total parts of the step; 0 while the total is unknown.
    pub parts: (u64, u64),
    /// The export was canceled, but has not ended yet.
    pub stopping: bool,
}

/// A written file or folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Kind of the export; none for a screenshot.
    pub kind: Option<ExportKind>,
    pub path: PathBuf,
    /// The file that other programs show, if there is one.
    pub shown_file: Option<PathBuf>,
    /// One line about the contents.
    pub report: String,
    /// Values for an engine's import dialog.
    pub engine_settings: Option<EngineSettings>,
}

/// Draws the menu: an entry for each preset that has one, and the dialog with all others. Those for objects are there
/// while one is selected; they have no options.
pub(super) fn menu(ui: &mut Ui, model: &Model, open: bool, busy: bool, commands: &mut Vec<PanelCommand>) {
    let text = model.text;
    ui.set_min_width(230.0);
    let mut entry = |ui: &mut Ui, label: String, tip: &str, command: PanelCommand| {
        let response = ui.add_enabled(open && !busy, Button::new(label));
        if beside(response, if busy { text.export.busy } else { tip }).clicked() {
            commands.push(command);
        }
    };
    if model.inspect.single_model.is_some() {
        let (choice, this) = (ExportChoice::default(), text.export.this_model);
        let label = fill(text.export.entry, &[("what", &this.name), ("format", &format!(".{}", choice.extension()))]);
        return entry(ui, label, this.tip, PanelCommand::Export(choice));
    }
    let presets = ExportKind::presets().into_iter().filter(|preset| preset.in_menu);
    let (zone, objects): (Vec<_>, Vec<_>) = presets.partition(|preset| preset.subject == ExportSubject::Zone);
    for choice in zone.into_iter().map(ExportChoice::new) {
        let tip = (text.export_group)(choice.kind).tip;
        entry(ui, entry_name(text, choice), tip, PanelCommand::ChooseExport(choice));
    }
    ui.separator();
    if model.inspect.object.is_some() {
        for choice in objects.into_iter().map(ExportChoice::new) {
            entry(ui, entry_name(text, choice), what(text, choice).tip, PanelCommand::Export(choice));
        }
        ui.separator();
    }
    let dialog = text.export.dialog;
    entry(ui, dialog.name.to_owned(), dialog.tip, PanelCommand::Show(PanelId::Export, true));
}

/// What is exported, for which program, and the extension of the file.
pub(super) fn entry_name(text: &Texts, choice: ExportChoice) -> String {
    let entry = match choice.program {
        Program::Web | Program::Other => text.export.entry,
        _ => text.export.entry_for,
    };
    let format = match choice.extension() {
        "" => text.export.folder.to_owned(),
        extension => format!(".{extension}"),
    };
    let (what, program) = (what(text, choice).name, (text.program)(choice.program));
    fill(entry, &[("what", &what), ("program", &program), ("format", &format)])
}

fn what(text: &Texts, choice: ExportChoice) -> Named {
    match (choice.subject, choice.kind) {
        (ExportSubject::Zone, kind) => (text.export_group)(kind),
        (_, ExportKind::Shape(_)) => text.export.object_file,
        (ExportSubject::Selection, _) => text.export.selection,
        (ExportSubject::Kind, _) => text.export.same_kind,
    }
}

/// Draws the card of a running export, with a cancel button.
pub(super) fn running(ui: &mut Ui, text: &Texts, exporting: &Exporting, commands: &mut Vec<PanelCommand>) {
    let words = &text.export;
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new((text.export_kind)(exporting.kind).name).strong().color(style::ACCENT));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = ui.add_enabled(!exporting.stopping, Button::new(words.cancel.name).small());
                let why = words.stopping;
                if button.on_hover_text(words.cancel.tip).on_disabled_hover_text(why).clicked() {
                    commands.push(PanelCommand::CancelExport);
                }
            });
        });
        let doing = if exporting.stopping { words.stopping } else { (text.export_step)(exporting.step) };
        let (done, total) = exporting.parts;
        let count = match total {
            0 => String::new(),
            _ => format!(" {}", text.part(done, total)),
        };
        ui.label(RichText::new(format!("{doing}{count}")).small().color(style::WEAK));
        let part = if total == 0 { 0.0 } else { (done as f32 / total as f32).clamp(0.0, 1.0) };
        ui.add(ProgressBar::new(part).desired_height(5.0).fill(style::ACCENT.now()));
    });
}

/// Draws the card of a finished export or screenshot, with what can be done with it.
pub(super) fn written(ui: &mut Ui, text: &Texts, index: usize, written: &Written, commands: &mut Vec<PanelCommand>) {
    let words = &text.export;
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if small_button(ui, words.close) {
                    commands.push(PanelCommand::DismissWritten(index));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let title = written.kind.map_or_else(
                        || words.screenshot_written.to_owned(),
                        |kind| fill(words.written, &[("what", &(text.export_kind)(kind).name)]),
                    );
                    ui.add(egui::Label::new(RichText::new(title).strong().color(style::ACCENT)).wrap());
                });
            });
        });
        ui.add(egui::Label::new(RichText::new(visible_path(&written.path)).monospace().size(12.0)).wrap());
        if !written.report.is_empty() {
            ui.add(egui::Label::new(RichText::new(&written.report).small().color(style::WEAK)).wrap());
        }
        ui.horizontal_wrapped(|ui| actions(ui, text, written, commands));
        if let Some(settings) = &written.engine_settings {
            engine_settings(ui, settings);
        }
    });
}

/// The values for an engine's import dialog, as they are typed there.
fn engine_settings(ui: &mut Ui, settings: &EngineSettings) {
    ui.add_space(2.0);
    ui.add(egui::Label::new(RichText::new(settings.dialog()).strong()).wrap());
    Grid::new("engine settings").num_columns(2).spacing([12.0, 2.0]).show(ui, |ui| {
        for (name, value) in settings.fields() {
            ui.label(RichText::new(name).color(style::WEAK));
            ui.label(RichText::new(value).monospace());
            ui.end_row();
        }
    });
}

fn actions(ui: &mut Ui, text: &Texts, written: &Written, commands: &mut Vec<PanelCommand>) {
    let words = &text.export;
    let mut action = |named: Named, command: &dyn Fn() -> PanelCommand| {
        if small_button(ui, named) {
            commands.push(command());
        }
    };
    if let Some(settings) = &written.engine_settings {
        action(words.copy_settings, &|| PanelCommand::CopyText(settings.to_string()));
    }
    if written.kind.is_none() {
        action(words.copy_picture, &|| PanelCommand::CopyPicture(written.path.clone()));
    }
    action(words.show_in_folder, &|| PanelCommand::Desktop(DesktopRequest::ShowInFolder(written.path.clone())));
    if let Some(file) = &written.shown_file {
        action(words.open, &|| PanelCommand::Desktop(DesktopRequest::Open(file.clone())));
    }
    action(words.copy_path, &|| PanelCommand::CopyText(visible_path(&written.path)));
}

/// A small button with its tooltip; returns whether it was clicked.
pub(super) fn small_button(ui: &mut Ui, named: Named) -> bool {
    ui.add(Button::new(named.name).small()).on_hover_text(named.tip).clicked()
}
