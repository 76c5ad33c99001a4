//! The panel of what server and companion files place in the zone: all marks with search, order and filters, and the
//! values of the selected one.
//!
//! Search and filters are kept by egui, like those of other lists.

mod details;
mod list;
pub(super) mod map;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Button, ComboBox, Id, Response, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};
use glam::DVec3;
use strum::VariantArray;

use super::model::{Model, PanelCommand};
use super::server_check::ServerCommand;
use super::tips::beside;
use super::{places, style};
use crate::scene::game_marks::{FlatLine, GameMark, GameMarks, MarkKind, TileClass};
use crate::scene::modes::Overlay;
use crate::scene::raster::mip_image::MipImage;

pub(super) use self::words::{label, title};

/// Model of the panel, of labels and of the maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarksModel<'a> {
    /// The marks of the zone; none while they are not loaded.
    pub marks: Option<&'a Arc<GameMarks>>,
    /// Where the icons of the marks are, in world meters.
    pub heads: &'a [DVec3],
    /// Outlines of all marks seen from above, with the overlay that shows them.
    pub lines: &'a [(Overlay, FlatLine)],
    /// Tint of the map, north up.
    pub tint: Option<&'a Arc<MipImage>>,
    /// Number of tiles by [`TileClass`], once counted.
    pub classes: Option<[u32; TileClass::VARIANTS.len()]>,
    pub selected: Option<usize>,
}

impl<'a> MarksModel<'a> {
    /// A mark by its number.
    pub fn get(&self, index: usize) -> Option<&'a GameMark> {
        self.marks?.marks.get(index)
    }

    /// The selected mark with its number.
    pub fn selected(&self) -> Option<(usize, &'a GameMark)> {
        let index = self.selected?;
        Some((index, self.get(index)?))
    }
}

/// Command of the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkCommand {
    /// Select a mark, or none, and fly to it.
    Select {
        mark: Option<usize>,
        /// Fly to it.
        fly: bool,
    },
    /// Go to a place of this zone, or open the zone and go there.
    Follow {
        /// Number of the zone on the server.
        zone: i32,
        /// Place there, east and north in meters.
        place_m: [f64; 2],
    },
    /// Show the bytes of a mark in its file.
    ShowBytes(usize),
}

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Kind,
    Name,
    Distance,
    Count,
}

impl Order {
    const ALL: [Order; 4] = [Order::Kind, Order::Name, Order::Distance, Order::Count];
}

/// Search, filters and order.
#[derive(Clone, Debug, Default)]
struct Kept {
    text: String,
    /// Kinds that are listed; all if empty.
    kinds: BTreeSet<MarkKind>,
    order: Order,
    /// The selected mark of the last frame.
    selected: Option<usize>,
}

/// Width of the list of orders in points.
const ORDER: f32 = 120.0;
/// Share of the panel's height for the values of the selected mark, and their least height in points.
const DETAILS_SHARE: f32 = 0.42;
const DETAILS_LEAST: f32 = 110.0;

fn id() -> Id {
    Id::unique("game marks")
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    // Not when the marks of another zone arrive: the keys are for the picture then.
    let opened = places::just_opened(ui, id());
    let Some(marks) = model.marks.marks else {
        weak(ui, model.text.game_marks.none);
        return choose_server(ui, model, commands);
    };
    let mut kept: Kept = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    shown(ui, model, commands);
    let field = search(ui, model, &mut kept);
    if opened {
        field.request_focus();
    }
    filters(ui, model, marks, &mut kept);
    choose_server(ui, model, commands);
    let listed = listed(model, marks, &kept);
    ui.horizontal(|ui| {
        let count = model.text.counted(model.text.game_marks.marks, listed.len() as u64);
        ui.label(RichText::new(count).small().color(style::WEAK));
        order(ui, model, &mut kept.order);
    });
    let newly_selected = model.marks.selected.filter(|_| kept.selected != model.marks.selected);
    kept.selected = model.marks.selected;
    let room = ui.available_height();
    let details = model.marks.selected().map(|_| (room * DETAILS_SHARE).max(DETAILS_LEAST).min(room));
    let list = vec2(ui.available_width(), (room - details.map_or(0.0, |height| height + 8.0)).max(20.0));
    ui.allocate_ui(list, |ui| {
        ui.set_min_size(list);
        match listed.is_empty() {
            true => weak(ui, model.text.game_marks.nothing_found),
            false => list::show(ui, model, &listed, newly_selected, commands),
        }
    });
    if let Some((index, mark)) = model.marks.selected() {
        ui.separator();
        details::show(ui, model, index, mark, commands);
    }
    ui.data_mut(|data| data.insert_temp(id(), kept));
}

/// A button that chooses the server folder, while there is none.
fn choose_server(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let choose = model.text.server_check.choose;
    if model.server_check.pairing.is_none() {
        let button = ui.add_enabled(!model.dialog_open, Button::new(choose.name));
        if beside(button, choose.tip).clicked() {
            commands.push(PanelCommand::Server(ServerCommand::Choose));
        }
    }
}

/// The overlays of marks, as switches: what the picture shows.
fn shown(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let mut drawing = model.drawing;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        ui.label(RichText::new(model.text.game_marks.shown).small().color(style::WEAK));
        for overlay in Overlay::VARIANTS.iter().copied().filter(|overlay| overlay.shows_game_marks()) {
            let named = (model.text.overlay_name)(overlay);
            let on = drawing.overlays.switch(overlay);
            if ui.selectable_label(*on, RichText::new(named.name).small()).on_hover_text(named.tip).clicked() {
                *on = !*on;
            }
        }
    });
    if drawing != model.drawing {
        commands.push(PanelCommand::Draw(drawing));
    }
}

fn search(ui: &mut Ui, model: &Model, kept: &mut Kept) -> Response {
    let named = model.text.game_marks.search;
    let edit = TextEdit::singleline(&mut kept.text).hint_text(named.name).desired_width(f32::INFINITY);
    ui.add(edit.id(id().with("search"))).on_hover_text(named.tip)
}

/// A switch for each kind of which there are marks, with their number.
fn filters(ui: &mut Ui, model: &Model, marks: &GameMarks, kept: &mut Kept) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for kind in MarkKind::VARIANTS.iter().copied() {
            let count = marks.count(kind);
            if count == 0 {
                continue;
            }
            let name = (model.text.mark_kinds)(kind);
            let label = format!("{name} {}", model.text.numbers.count(count as u64));
            let on = kept.kinds.contains(&kind);
            let chip = ui.selectable_label(on, RichText::new(label).small());
            if chip.on_hover_text(model.text.game_marks.kind_tip).clicked() {
                if on {
                    kept.kinds.remove(&kind)
                } else {
                    kept.kinds.insert(kind)
                };
            }
        }
        if !kept.kinds.is_empty() {
            let all = model.text.game_marks.all_kinds;
            if ui.add(Button::new(RichText::new(all.name).small()).small()).on_hover_text(all.tip).clicked() {
                kept.kinds.clear();
            }
        }
    });
}

fn order(ui: &mut Ui, model: &Model, chosen: &mut Order) {
    let text = &model.text.game_marks;
    let name = |order: Order| text.orders[order as usize];
    let width = ORDER.min(ui.available_width());
    let list = ComboBox::from_id_salt("order of marks").selected_text(name(*chosen)).width(width).truncate();
    let list = list.show_ui(ui, |ui| {
        for order in Order::ALL {
            ui.selectable_value(chosen, order, name(order));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.order.name));
    list.response.on_hover_text(text.order.tip);
}

/// Numbers of the marks that match search and filters, in order.
fn listed(model: &Model, marks: &GameMarks, kept: &Kept) -> Vec<usize> {
    let words: Vec<String> = kept.text.split_whitespace().map(str::to_lowercase).collect();
    let is_kind = |kind: MarkKind| kept.kinds.is_empty() || kept.kinds.contains(&kind);
    let matches = |mark: &GameMark| {
        if !is_kind(mark.kind) || words.is_empty() {
            return is_kind(mark.kind);
        }
        let text = words::searched(model.text, mark);
        words.iter().all(|word| text.contains(word))
    };
    let found = marks.marks.iter().enumerate().filter(|(_, mark)| matches(mark));
    let mut found: Vec<usize> = found.map(|(index, _)| index).collect();
    match kept.order {
        Order::Kind => found.sort_by_key(|index| marks.marks[*index].kind),
        Order::Name => found.sort_by_cached_key(|index| title(model.text, &marks.marks[*index]).to_lowercase()),
        Order::Distance => found.sort_by(|a, b| distance_m(model, *a).total_cmp(&distance_m(model, *b))),
        Order::Count => found.sort_by_key(|index| std::cmp::Reverse(marks.marks[*index].count())),
    }
    found
}

/// Distance of a mark from the camera in meters.
fn distance_m(model: &Model, index: usize) -> f64 {
    model.marks.heads.get(index).map_or(f64::INFINITY, |head| head.distance(model.pose.eye))
}

fn weak(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    ui.add(egui::Label::new(RichText::new(text).color(style::WEAK)).wrap());
}
