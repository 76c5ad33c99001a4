//! The overview map in a corner of the picture.

use egui::{Align2, Area, CursorIcon, Order, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use super::layout::{PanelArea, map_side};
use super::{cards, dock, header, layout};
use crate::ui::model::{Model, PanelCommand, PanelId};
use crate::ui::style;

/// Height above the map for its controls, and margin around it, in points.
const CONTROLS: f32 = 30.0;
const MARGIN: f32 = 6.0;
/// Side of the corner that resizes it.
const GRIP: f32 = 14.0;

/// Size of the card in a picture.
pub fn size(model: &Model, picture: Vec2) -> Vec2 {
    let side = map_side(picture, &model.panel_sizes);
    vec2(side, (side + CONTROLS).min(picture.y - 2.0 * layout::GAP).max(CONTROLS))
}

/// Draws the card, if the map is open.
pub fn show(ui: &Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    if super::open_in(model, PanelArea::Corner).is_none() {
        return;
    }
    let room = ui.available_rect_before_wrap();
    let corner = cards::corner_of(ui.ctx(), super::id_of(PanelId::Map)).unwrap_or(Align2::RIGHT_BOTTOM);
    let rect = layout::card_rect(room, size(model, room.size()), corner);
    Area::new(super::id_of(PanelId::Map))
        .kind(egui::UiKind::Window)
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .default_size(rect.size())
        .constrain(false)
        .fade_in(false)
        .accessible_name((model.text.title)(PanelId::Map))
        .role(Role::Window)
        .show(ui.ctx(), |ui| {
            ui.allocate_exact_size(rect.size(), Sense::hover());
            style::fill_card(ui, rect);
            let inner = rect.shrink(MARGIN);
            let button = Rect::from_min_size(inner.right_top() - vec2(20.0, 0.0), Vec2::splat(20.0));
            let close = &mut ui.new_child(UiBuilder::new().max_rect(button).id_salt("close"));
            if header::close_button(close, model, PanelId::Map) {
                commands.push(PanelCommand::Show(PanelId::Map, false));
            }
            // A child ui, so that contents that do not fit do not make the card grow.
            let body = &mut ui.new_child(UiBuilder::new().max_rect(inner).id_salt("body"));
            body.set_clip_rect(body.clip_rect().intersect(inner));
            super::contents(body, model, PanelId::Map, commands);
            grip(ui, model, rect, corner, commands);
        });
}

/// The inner corner, for resizing.
fn grip(ui: &Ui, model: &Model, rect: Rect, corner: Align2, commands: &mut Vec<PanelCommand>) {
    let outer = corner.pos_in_rect(&rect);
    let inner = rect.center() + (rect.center() - outer);
    let grip = Rect::from_two_pos(inner, inner + (outer - inner).normalized() * GRIP * 1.4);
    let response = ui.interact(grip, ui.scope_id().with("map corner"), Sense::click_and_drag());
    let text = &model.text.frame;
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, text.resize.name));
    let mut sizes = model.panel_sizes;
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let reach = (at - outer).abs();
        sizes.map = Some(reach.x.max(reach.y - CONTROLS).max(1.0).round());
    } else if response.double_clicked() {
        sizes.map = None;
    }
    dock::resized(model, sizes, response.drag_stopped() || response.double_clicked(), commands);
    let falls = (inner.x < outer.x) == (inner.y < outer.y);
    let cursor = if falls { CursorIcon::ResizeNwSe } else { CursorIcon::ResizeNeSw };
    response.on_hover_and_drag_cursor(cursor).on_hover_text(text.resize.tip);
}
