//! Cards over the picture: legend, notices, map, measurement. They give way to the picked point.

use egui::{Align2, Context, Id, Pos2, Ui};

pub use super::layout::GAP;
use super::layout::{Card, PanelArea, card_corners};
use super::{id_of, map_card};
use crate::ui::model::{Model, PanelId};
use crate::ui::{legend, markers, measure, notices};

/// Determines the corners of the shown cards for this frame, from their last sizes.
pub fn arrange(ui: &Ui, model: &Model) {
    let room = ui.available_rect_before_wrap();
    let (ctx, point) = (ui.ctx(), picked_point(ui, model));
    let last_size = |id: Id| ctx.memory(|memory| memory.area_rect(id)).map_or(egui::Vec2::ZERO, |rect| rect.size());
    let mut shown = Vec::new();
    if !model.panels_hidden && super::open_in(model, PanelArea::Corner).is_some() {
        shown.push((id_of(PanelId::Map), map_card::size(model, room.size()), Align2::RIGHT_BOTTOM));
    }
    if notices::has_news(model) {
        shown.push((notices::id(), last_size(notices::id()), Align2::RIGHT_TOP));
    }
    if !model.panels_hidden && legend::is_wanted(model) {
        shown.push((legend::id(), last_size(legend::id()), Align2::LEFT_TOP));
    }
    if !model.panels_hidden && model.measure.is_some() {
        shown.push((measure::id(), last_size(measure::id()), Align2::LEFT_BOTTOM));
    }
    let card = |(id, size, corner): &(Id, egui::Vec2, Align2)| Card {
        size: *size,
        corner: *corner,
        last: corner_of(ctx, *id).unwrap_or(*corner),
    };
    let cards: Vec<Card> = shown.iter().map(card).collect();
    let corners = card_corners(room, &cards, point);
    ctx.data_mut(|data| {
        for ((id, ..), corner) in shown.iter().zip(corners) {
            data.insert_temp(id.with("corner"), corner);
        }
    });
}

/// The corner of the picture that a card has.
pub fn corner_of(ctx: &Context, id: Id) -> Option<Align2> {
    ctx.data(|data| data.get_temp(id.with("corner")))
}

/// The picked point on the screen, if it is in the picture.
pub fn picked_point(ui: &Ui, model: &Model) -> Option<Pos2> {
    let at = model.view.project(model.inspect.picked_point()?)?;
    let room = ui.available_rect_before_wrap();
    let at = markers::on_screen(at, room);
    room.contains(at).then_some(at)
}
