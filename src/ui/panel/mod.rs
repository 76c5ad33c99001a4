//! Panels: placement and contents.
//!
//! The layout is computed when a panel is opened, closed or rolled up, when the window is resized, or when other areas
//! are occupied (`layout`); in between the user moves and resizes panels freely. User choices are part of the program's
//! state ([`PanelPlace`]); resulting positions are kept in egui's memory.

mod arrangement;
mod frame;
pub mod layout;

use egui::{Align2, Rect, ScrollArea, Ui, Vec2, vec2};

use self::arrangement::Arrangement;
use self::frame::{Done, PanelFrame};
use self::layout::Spot;
use super::model::{Model, PanelCommand, PanelId, PanelPlace};
use super::{compare, drawing, information, inspect, map, places, settings, statistics};
use crate::input::Action;

/// Draws the open panels.
pub fn show(ui: &Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let shown: Vec<PanelId> = PanelId::ALL.into_iter().filter(|panel| is_shown(model, *panel)).collect();
    let room = ui.available_rect_before_wrap();
    let mut arrangement = Arrangement::load(ui.ctx());
    arrangement.update(room, &taken(ui, model), &shown, model.places);
    for &panel in &shown {
        let Some(spot) = arrangement.spot(panel) else { continue };
        let done = frame_of(model, panel, spot, room).show(ui, |ui| contents(ui, model, panel, commands));
        if done.closed {
            commands.push(closing(panel));
        }
        if let Some(command) = turned_or_moved(&mut arrangement, panel, done, room) {
            commands.push(command);
        }
    }
    arrangement.store(ui.ctx());
}

/// The panels of the latest frame, the one in front first: those opened or clicked last.
pub fn front_first(ctx: &egui::Context) -> Vec<PanelId> {
    let mut panels: Vec<PanelId> = ctx.memory(|memory| {
        let shown = memory.layer_ids().filter(|layer| memory.areas().is_visible(layer));
        let panel_of = |layer: egui::LayerId| PanelId::ALL.into_iter().find(|panel| id_of(*panel) == layer.id);
        shown.filter_map(panel_of).collect()
    });
    panels.reverse();
    panels
}

/// Whether a panel is open and has content.
fn is_shown(model: &Model, panel: PanelId) -> bool {
    match panel {
        PanelId::Tile => model.inspect.pinned.is_some() && model.inspect.ground.is_some(),
        PanelId::Comparison => model.compare.is_some(),
        PanelId::Bytes | PanelId::Textures => model.open_panels.is_open(panel) && model.inspect.ground.is_some(),
        _ => model.open_panels.is_open(panel),
    }
}

/// Other occupied areas: the statistics card, and the problem list.
fn taken(ui: &Ui, model: &Model) -> Vec<Rect> {
    let mut areas = vec![super::overlay::id()];
    if super::notices::has_news(model) {
        areas.push(super::notices::id());
    }
    areas.into_iter().filter_map(|id| ui.ctx().memory(|memory| memory.area_rect(id))).collect()
}

fn frame_of<'a>(model: &Model, panel: PanelId, spot: Spot, room: Rect) -> PanelFrame<'a> {
    let key = action_of(panel).and_then(|action| model.bindings.keys_of(action).into_iter().next());
    PanelFrame {
        id: id_of(panel),
        title: (model.text.title)(panel),
        text: &model.text.frame,
        key,
        spot,
        room: room.shrink(layout::GAP),
        least: first_place(panel, room).least,
    }
}

/// Id of the panel in egui's memory.
pub(super) fn id_of(panel: PanelId) -> egui::Id {
    egui::Id::unique(panel.key())
}

/// The user's interaction with a frame, as a command if it must be saved.
fn turned_or_moved(arrangement: &mut Arrangement, panel: PanelId, done: Done, room: Rect) -> Option<PanelCommand> {
    if let Some(rect) = done.moved {
        arrangement.put(panel, rect);
    }
    let spot = arrangement.spot(panel)?;
    if done.turned {
        arrangement.turn(panel);
        let rolled = spot.is_open();
        return Some(PanelCommand::Place(
            panel,
            PanelPlace { rolled, ..PanelPlace::of(arrangement.open_rect(panel), room) },
        ));
    }
    done.let_go.then(|| PanelCommand::Place(panel, PanelPlace::of(spot.rect(), room)))
}

/// The command that closes a panel.
fn closing(panel: PanelId) -> PanelCommand {
    match panel {
        PanelId::Tile => PanelCommand::Inspect(inspect::InspectCommand::Unpin),
        PanelId::Comparison => PanelCommand::Compare(compare::CompareCommand::Close),
        _ => PanelCommand::Show(panel, false),
    }
}

/// The key action that toggles a panel.
fn action_of(panel: PanelId) -> Option<Action> {
    match panel {
        PanelId::Help => Some(Action::Help),
        PanelId::Drawing => Some(Action::DrawingPanel),
        PanelId::Map => Some(Action::OverviewMap),
        PanelId::Places => Some(Action::Places),
        PanelId::Zones => Some(Action::ZoneList),
        PanelId::Statistics => Some(Action::Statistics),
        PanelId::Settings => Some(Action::Settings),
        PanelId::About
        | PanelId::Missing
        | PanelId::Bytes
        | PanelId::Textures
        | PanelId::Tile
        | PanelId::Comparison => None,
    }
}

/// Initial place of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
struct FirstPlace {
    rect: Rect,
    least: Vec2,
}

fn first_place(panel: PanelId, room: Rect) -> FirstPlace {
    let available = room.shrink(layout::GAP);
    let (width, height) = (available.width(), available.height());
    let (corner, size, least) = match panel {
        PanelId::Help => (Align2::CENTER_CENTER, [560.0, 600.0], [300.0, 140.0]),
        PanelId::About => (Align2::CENTER_CENTER, [400.0, 240.0], [280.0, 130.0]),
        PanelId::Missing => (Align2::CENTER_CENTER, [520.0, 360.0], [280.0, 130.0]),
        PanelId::Drawing => (Align2::LEFT_BOTTOM, [300.0, 684.0], [250.0, 130.0]),
        PanelId::Map => (Align2::RIGHT_BOTTOM, [340.0, (height * 0.6).clamp(200.0, 400.0)], [200.0, 170.0]),
        PanelId::Places => (Align2::RIGHT_CENTER, [260.0, 190.0], [200.0, 120.0]),
        PanelId::Zones => (Align2::CENTER_CENTER, [560.0, 420.0], [300.0, 140.0]),
        PanelId::Bytes => (Align2::LEFT_BOTTOM, [(width - 346.0).clamp(560.0, 920.0), 250.0], [420.0, 140.0]),
        PanelId::Textures => (Align2::CENTER_TOP, [390.0, (height - 262.0).max(330.0)], [300.0, 150.0]),
        PanelId::Tile => (Align2::RIGHT_TOP, [334.0, 680.0], [280.0, 140.0]),
        PanelId::Settings => (Align2::CENTER_CENTER, [480.0, 560.0], [320.0, 160.0]),
        PanelId::Comparison => (Align2::LEFT_BOTTOM, [330.0, 420.0], [280.0, 130.0]),
        PanelId::Statistics => (Align2::RIGHT_TOP, [360.0, 510.0], [340.0, 150.0]),
    };
    let least = Vec2::from(least).min(available.size());
    let size = Vec2::from(size).max(least).min(vec2(width, height));
    FirstPlace { rect: corner.align_size_within_rect(size, available), least }
}

fn contents(ui: &mut Ui, model: &Model, panel: PanelId, commands: &mut Vec<PanelCommand>) {
    match panel {
        PanelId::Help => scrolled(ui, |ui| information::help(ui, model)),
        PanelId::About => scrolled(ui, |ui| information::about(ui, model.text, model.about)),
        PanelId::Missing => scrolled(ui, |ui| information::missing(ui, model.text, model.missing, commands)),
        PanelId::Statistics => scrolled(ui, |ui| statistics::contents(ui, model, commands)),
        PanelId::Drawing => scrolled(ui, |ui| drawing::contents(ui, model, commands)),
        PanelId::Settings => settings::contents(ui, model, commands),
        PanelId::Map => map::contents(ui, model, commands),
        PanelId::Places => places::bookmarks(ui, model, commands),
        PanelId::Zones => places::zones(ui, model, commands),
        PanelId::Bytes => inspect::bytes::contents(ui, model.text, &model.inspect, commands),
        PanelId::Textures => inspect::textures::contents(ui, model.text, &model.inspect, commands),
        PanelId::Tile => scrolled(ui, |ui| inspect::tile::contents(ui, model.text, &model.inspect, commands)),
        PanelId::Comparison => {
            let Some(comparison) = &model.compare else { return };
            let mut asks = Vec::new();
            scrolled(ui, |ui| compare::contents(ui, model.text, comparison, &mut asks));
            commands.extend(asks.into_iter().map(PanelCommand::Compare));
        }
    }
}

fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, contents);
}
