//! The panel with the findings about the server's half of the zone.

use egui::{Label, RichText, ScrollArea, Sense, Ui};

use super::inspect::InspectCommand;
use super::model::{Model, PanelCommand};
use super::style;
use super::text::fill;
use super::tips::beside;
use crate::check::{Finding, Severity};

/// Data of the panel.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerCheck<'a> {
    /// How the server's half was found; none without server data.
    pub pairing: Option<&'a str>,
    /// The findings, errors first; none while they are not known.
    pub findings: Option<&'a [Finding]>,
    /// The user chose the folder, so that it can be forgotten.
    pub is_chosen: bool,
}

/// A command about server data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerCommand {
    /// Choose the folder of the open zone.
    Choose,
    /// Forget the chosen folder.
    Forget,
}

pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, check) = (&model.text.server_check, model.server_check);
    let Some(pairing) = check.pairing else {
        ui.add(Label::new(RichText::new(text.none).color(style::WEAK)).wrap());
        if beside(ui.add_enabled(!model.dialog_open, egui::Button::new(text.choose.name)), text.choose.tip).clicked() {
            commands.push(PanelCommand::Server(ServerCommand::Choose));
        }
        return;
    };
    ui.add(Label::new(RichText::new(pairing).small()).wrap());
    ui.add_space(4.0);
    let Some(findings) = check.findings else {
        ui.label(RichText::new(text.checking).color(style::WEAK));
        return;
    };
    if findings.is_empty() {
        ui.label(text.nothing);
        return;
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let groups = [(Severity::Error, text.errors), (Severity::Warning, text.warnings), (Severity::Info, text.infos)];
        for (severity, heading) in groups {
            let of_group = findings.iter().filter(|finding| finding.code.severity == severity);
            let count: u64 = of_group.clone().map(|finding| finding.count).sum();
            if count > 0 {
                let heading = fill(heading, &[("count", &model.text.numbers.count(count))]);
                ui.label(RichText::new(heading).strong().color(style::ACCENT));
                of_group.for_each(|finding| row(ui, model, finding, commands));
                ui.add_space(6.0);
            }
        }
    });
}

/// A finding; a click flies to its place and selects the tile.
fn row(ui: &mut Ui, model: &Model, finding: &Finding, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.server_check;
    ui.label(RichText::new(finding.code.name).monospace().small().color(style::WEAK));
    let Some(command) = command_of(finding) else {
        ui.add(Label::new(&finding.message).wrap());
        return;
    };
    let label = ui.add(Label::new(&finding.message).wrap().sense(Sense::click()));
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &finding.message));
    let label = label.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(text.go_tip);
    if label.clicked() {
        commands.push(command);
    }
}

/// Picks the tile of a finding, or flies to a place beyond the map; none for findings without a place.
fn command_of(finding: &Finding) -> Option<PanelCommand> {
    if let Some(tile) = finding.tile {
        return Some(PanelCommand::Inspect(InspectCommand::GoTo(tile)));
    }
    let [east_m, north_m] = finding.place_m?;
    Some(PanelCommand::GoTo { east_m, north_m })
}
