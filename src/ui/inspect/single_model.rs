//! Controls of a single model, above its facts; and the buttons that open an object, or a part's mesh, as one.

use egui::Ui;

use crate::scene::objects::PartFacts;
use crate::ui::model::PanelCommand;
use crate::ui::text::{Texts, fill};

/// A single model that is shown instead of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleModel {
    /// The turntable turns.
    pub turning: bool,
    /// Name of the zone from which it was opened.
    pub back: Option<String>,
}

/// The way back to the zone, and the switch of the turntable.
pub fn controls(ui: &mut Ui, text: &Texts, model: &SingleModel, commands: &mut Vec<PanelCommand>) {
    let words = &text.single_model;
    ui.horizontal_wrapped(|ui| {
        if let Some(zone) = &model.back {
            let name = fill(words.back.name, &[("zone", zone)]);
            if ui.button(name).on_hover_text(words.back.tip).clicked() {
                commands.push(PanelCommand::LeaveModel);
            }
        }
        let mut turning = model.turning;
        if ui.checkbox(&mut turning, words.turntable.name).on_hover_text(words.turntable.tip).clicked() {
            commands.push(PanelCommand::TurnModel(turning));
        }
    });
    ui.add_space(4.0);
}

/// Opens a whole object as a single model.
pub fn open_object_button(ui: &mut Ui, text: &Texts, index: usize, commands: &mut Vec<PanelCommand>) {
    let words = text.single_model.open_object;
    if ui.button(words.name).on_hover_text(words.tip).clicked() {
        commands.push(PanelCommand::OpenObject(index));
    }
}

/// Opens the mesh of a part as a single model; nothing for a mesh that is missing.
pub fn open_button(ui: &mut Ui, text: &Texts, part: &PartFacts, commands: &mut Vec<PanelCommand>) {
    let words = text.single_model.open;
    if part.triangles().is_some() && ui.small_button(words.name).on_hover_text(words.tip).clicked() {
        commands.push(PanelCommand::OpenMesh(part.mesh.clone()));
    }
}
