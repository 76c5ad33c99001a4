//! The export menu, and the cards of running and finished exports.

use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

use super::model::PanelCommand;
use super::style;
use super::text::{Texts, fill};
use super::tips::beside;
use crate::export::{ExportKind, ExportStep};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Kind of the export; none for a screenshot.
    pub kind: Option<ExportKind>,
    pub path: String,
    /// One line about the contents.
    pub report: String,
}

/// Draws the menu: a submenu for each export with several variants, then the others.
pub(super) fn menu(ui: &mut Ui, text: &Texts, open: bool, busy: bool, commands: &mut Vec<PanelCommand>) {
    ui.set_min_width(200.0);
    let mut entry = |ui: &mut Ui, kind: ExportKind| {
        let named = (text.export_kind)(kind);
        let label = fill(text.export.entry, &[("what", &named.name)]);
        let response = ui.add_enabled(open && !busy, Button::new(label));
        let tip = if busy { text.export.busy } else { named.tip };
        if beside(response, tip).clicked() {
            commands.push(PanelCommand::Export(kind));
        }
    };
    let (single, several): (Vec<_>, Vec<_>) = ExportKind::groups().into_iter().partition(|kinds| kinds.len() == 1);
    for kinds in several {
        egui::containers::menu::SubMenuButton::new((text.export_group)(kinds[0])).ui(ui, |ui| {
            ui.set_min_width(210.0);
            kinds.iter().for_each(|kind| entry(ui, *kind));
        });
    }
    single.into_iter().flatten().for_each(|kind| entry(ui, kind));
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

/// Draws the card of a finished export.
pub(super) fn written(ui: &mut Ui, text: &Texts, index: usize, written: &Written, commands: &mut Vec<PanelCommand>) {
    let words = &text.export;
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if ui.add(Button::new(words.close.name).small()).on_hover_text(words.close.tip).clicked() {
                    commands.push(PanelCommand::DismissWritten(index));
                }
                if ui.add(Button::new(words.copy_path.name).small()).on_hover_text(words.copy_path.tip).clicked() {
                    commands.push(PanelCommand::CopyText(written.path.clone()));
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
        ui.add(egui::Label::new(RichText::new(&written.path).monospace().size(12.0)).wrap());
        if !written.report.is_empty() {
            ui.add(egui::Label::new(RichText::new(&written.report).small().color(style::WEAK)).wrap());
        }
    });
}
