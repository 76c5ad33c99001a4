//! The menu of a point on the terrain: a right click on the picture, or the menu key.

use egui::containers::menu::menu_style;
use egui::{Align, Button, Id, Layout, Popup, PopupKind, RichText, SetOpenCommand, Ui, pos2};
use glam::{DVec2, DVec3};

use super::inspect::{InspectCommand, Pin};
use super::measure::MeasureCommand;
use super::model::{Model, PanelCommand, PanelId};
use super::style;
use super::text::{Named, fill};
use super::tips::beside;
use crate::input::Action;
use crate::scene::number_format::NumberFormat;
use crate::scene::terrain::tile_facts::TileFacts;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContextMenu {
    /// Number of the menu: a higher one opens at its own place.
    pub serial: u64,
    /// Its place in the window, physical pixels.
    pub at_px: [f64; 2],
    /// The point and its tile.
    pub pin: Pin,
    /// It was opened by a key, which also moves through its entries.
    pub by_key: bool,
}

/// What is done with a point on the terrain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointCommand {
    /// Pick its tile.
    Pick,
    /// Save a view of it as a bookmark.
    SavePlace,
    /// Fly to eye height above it.
    LookFrom,
}

/// Draws the menu, while it is open.
pub(super) fn show(ui: &Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let Some(menu) = model.context_menu else { return };
    let id = Id::unique("context menu");
    let shown = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<u64>(id), menu.serial));
    let opens = shown != menu.serial;
    let [x, y] = menu.at_px.map(|px| px as f32 / ui.ctx().pixels_per_point());
    let popup = Popup::new(id, ui.ctx().clone(), pos2(x, y), ui.layer_id())
        .kind(PopupKind::Menu)
        .layout(Layout::top_down_justified(Align::Min))
        .style(menu_style)
        .accessible_name(model.text.context_menu.title)
        .open_memory(opens.then_some(SetOpenCommand::Bool(true)));
    let open = popup.show(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(8.0, 3.0);
        entries(ui, model, menu.pin, opens && menu.by_key, commands);
    });
    if open.is_none() || !Popup::is_id_open(ui.ctx(), id) {
        commands.push(PanelCommand::CloseContextMenu);
    }
}

fn entries(ui: &mut Ui, model: &Model, pin: Pin, focus: bool, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.context_menu;
    let mut first = focus;
    let mut entry = |ui: &mut Ui, (name, tip): (&str, &str), beside_name: &str, done: Vec<PanelCommand>| {
        let button = ui.add(Button::new(name).right_text(RichText::new(beside_name).small().color(style::WEAK)));
        if std::mem::take(&mut first) {
            button.request_focus();
        }
        if beside(button, tip).clicked() {
            commands.extend(done);
        }
    };
    ui.set_min_width(240.0);
    let copy = |text: String| vec![PanelCommand::CopyText(text)];
    let at_point = |command| PanelCommand::AtPoint(pin, command);
    let [x, z] = [pin.point.x, pin.point.z].map(|m| NumberFormat::PLAIN.decimal(m, 1));
    let place = format!("{x} {z}");
    entry(ui, pair(text.copy_coordinates), &place, copy(place.clone()));
    let pattern = &model.preferences.server_command;
    let command = server_command(pattern, pin.point, model.zone.and_then(|zone| zone.number));
    entry(ui, pair(text.copy_command), &super::menu::shortened(&command, 30), copy(command.clone()));
    ui.separator();
    let from = MeasureCommand::From(DVec2::new(pin.point.x, pin.point.z));
    entry(ui, pair(text.measure_from), "", vec![PanelCommand::Measure(from)]);
    entry(ui, pair(text.save_place), "", vec![at_point(PointCommand::SavePlace)]);
    entry(ui, pair(text.look_from), "", vec![at_point(PointCommand::LookFrom)]);
    let (selects, hides) = (!model.inspect.selected.is_empty(), !model.hidden.numbers.is_empty());
    if selects || hides {
        ui.separator();
        let selected = [Action::HideObjects, Action::IsolateObjects].into_iter().filter(|_| selects);
        for action in selected.chain(hides.then_some(Action::ShowAllObjects)) {
            let (name, tip) = (model.text.action_name(action), model.text.action_tip(action));
            let key = model.bindings.first_key_of(action);
            entry(ui, (&name, &tip), &key, vec![PanelCommand::Do(action)]);
        }
    }
    ui.separator();
    let tile = fill(model.text.tile.title, &[("x", &pin.tile.x), ("z", &pin.tile.z)]);
    let pick = at_point(PointCommand::Pick);
    entry(ui, pair(text.show_bytes), &tile, vec![pick.clone(), PanelCommand::Show(PanelId::Bytes, true)]);
    let layers = model.inspect.ground.and_then(|ground| TileFacts::of(ground, pin.tile)).map(|facts| facts.layers);
    for texture in layers.into_iter().flatten().flatten().map(|layer| layer.texture) {
        let index = fill(model.text.modes.texture, &[("index", &texture)]);
        let highlight = PanelCommand::Inspect(InspectCommand::Highlight(Some(texture)));
        let show = PanelCommand::Show(PanelId::Textures, true);
        entry(ui, pair(text.show_texture), &index, vec![pick.clone(), highlight, show]);
    }
}

fn pair(named: Named) -> (&'static str, &'static str) {
    (named.name, named.tip)
}

/// The server command of a place: the pattern with whole meters in place of `{x}`, `{y}` and `{z}`, and the number of
/// the zone in place of `{zone}`, if it is known.
pub(super) fn server_command(pattern: &str, place: DVec3, zone: Option<u32>) -> String {
    let [x, y, z] = place.floor().to_array().map(|m| NumberFormat::PLAIN.decimal(m, 0));
    let command = fill(pattern, &[("x", &x), ("y", &y), ("z", &z)]);
    zone.map_or(command.clone(), |zone| fill(&command, &[("zone", &zone)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_the_server_command_get_the_place() {
        let place = DVec3::new(461.9, 33.2, 218.0);
        assert_eq!(server_command("/zone {x} {z}", place, None), "/zone 461 218");
        assert_eq!(server_command("+tele {zone} {x} {y} {z}", place, Some(21)), "+tele 21 461 33 218");
        assert_eq!(server_command("/go {zone} {w} {", place, None), "/go {zone} {w} {", "what is not known stays");
        assert_eq!(server_command("{x}", DVec3::new(-0.5, 0.0, 0.0), None), "-1");
    }
}
