//! Panels: where they are, and their contents.
//!
//! A panel belongs to an area ([`PanelArea`]): a dock beside the picture, a corner of the picture, or the middle of the
//! window. Each area shows one panel at a time. Sizes that the user sets are part of the program's state
//! ([`PanelSizes`]); everything else follows from the size of the window (`layout`).

pub(super) mod cards;
mod dialog;
pub(super) mod dock;
pub(super) mod header;
mod layout;
mod map_card;

pub use layout::{PanelArea, PanelSizes};

use egui::{Rect, RichText, ScrollArea, Ui};

use super::model::{Model, PanelCommand, PanelId};
use super::{
    compare, drawing, export_dialog, gallery, game_marks, go_to, information, inspect, map, objects, places,
    server_check, settings, statistics, style, welcome,
};
use crate::input::Action;

/// Draws the docks, and takes their room from `ui`: what is left is the picture.
pub fn show_docks(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    dock::show(ui, model, commands);
}

/// Draws the panels over the picture; the dialog in the middle of `window`.
pub fn show_over_picture(ui: &Ui, model: &Model, window: Rect, commands: &mut Vec<PanelCommand>) {
    map_card::show(ui, model, commands);
    dialog::show(ui, model, window, commands);
}

/// The panel that an area shows.
pub(super) fn open_in(model: &Model, area: PanelArea) -> Option<PanelId> {
    model.open_panels.in_area(area).filter(|panel| is_available(model, *panel))
}

/// Whether a panel can be opened.
fn is_available(model: &Model, panel: PanelId) -> bool {
    panel != PanelId::Comparison || model.compare.is_some()
}

/// Id of a dialog or a card in egui's memory.
pub(super) fn id_of(panel: PanelId) -> egui::Id {
    egui::Id::unique(panel.key())
}

/// The key action that toggles a panel.
fn action_of(panel: PanelId) -> Option<Action> {
    match panel {
        PanelId::Help => Some(Action::Help),
        PanelId::Drawing => Some(Action::DrawingPanel),
        PanelId::Map => Some(Action::OverviewMap),
        PanelId::Objects => Some(Action::Objects),
        PanelId::Places => Some(Action::Places),
        PanelId::Zones => Some(Action::ZoneList),
        PanelId::GoTo => Some(Action::GoTo),
        PanelId::Statistics => Some(Action::Statistics),
        PanelId::Settings => Some(Action::Settings),
        PanelId::Welcome
        | PanelId::About
        | PanelId::Export
        | PanelId::Missing
        | PanelId::Bytes
        | PanelId::Textures
        | PanelId::Tile
        | PanelId::Object
        | PanelId::GameMarks
        | PanelId::ServerCheck
        | PanelId::Comparison => None,
    }
}

fn contents(ui: &mut Ui, model: &Model, panel: PanelId, commands: &mut Vec<PanelCommand>) {
    match panel {
        PanelId::Welcome => fitted(ui, |ui| welcome::contents(ui, model, commands)),
        PanelId::Help => fitted(ui, |ui| information::help(ui, model)),
        PanelId::About => fitted(ui, |ui| information::about(ui, model.text, model.about)),
        PanelId::Missing => fitted(ui, |ui| information::missing(ui, model.text, model.missing, commands)),
        PanelId::Statistics => scrolled(ui, |ui| statistics::contents(ui, model, commands)),
        PanelId::Drawing => scrolled(ui, |ui| drawing::contents(ui, model, commands)),
        PanelId::Settings => settings::contents(ui, model, commands),
        PanelId::Export => export_dialog::contents(ui, model, commands),
        PanelId::Map => map::contents(ui, model, commands),
        PanelId::Objects | PanelId::GameMarks | PanelId::ServerCheck if model.zone.is_none() => {
            hint(ui, model.text.status.no_zone);
        }
        PanelId::Objects => objects::contents(ui, model, commands),
        PanelId::GameMarks => game_marks::contents(ui, model, commands),
        PanelId::ServerCheck => server_check::contents(ui, model, commands),
        PanelId::Places => places::bookmarks(ui, model, commands),
        PanelId::Zones => gallery::contents(ui, model, commands),
        PanelId::GoTo => go_to::contents(ui, model, commands),
        PanelId::Bytes | PanelId::Textures | PanelId::Tile | PanelId::Object if model.inspect.ground.is_none() => {
            hint(ui, model.text.status.no_zone);
        }
        PanelId::Bytes => inspect::bytes::contents(ui, model.text, &model.inspect, commands),
        PanelId::Textures => inspect::textures::contents(ui, model.text, &model.inspect, commands),
        PanelId::Tile if model.inspect.pinned.is_none() => hint(ui, model.text.tile.hint),
        PanelId::Tile => scrolled(ui, |ui| inspect::tile::contents(ui, model.text, &model.inspect, commands)),
        PanelId::Object => match &model.inspect.object {
            None => hint(ui, &inspect::object::hint(model.text)),
            Some(object) => {
                scrolled(ui, |ui| inspect::object::contents(ui, model.text, object, &model.inspect, commands));
            }
        },
        PanelId::Comparison => {
            let Some(comparison) = &model.compare else { return };
            let mut asks = Vec::new();
            scrolled(ui, |ui| compare::contents(ui, model.text, comparison, &mut asks));
            commands.extend(asks.into_iter().map(PanelCommand::Compare));
        }
    }
}

/// What to do in a panel that has nothing to show.
fn hint(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).color(style::WEAK)).wrap());
}

/// Contents that fill their panel.
fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, contents);
}

/// Contents that determine the height of their panel.
fn fitted(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    // Without the minimum height the panel could not grow beyond its previous size.
    let height = ui.available_height();
    ScrollArea::vertical().auto_shrink([false, true]).max_height(height).min_scrolled_height(height).show(ui, contents);
}
