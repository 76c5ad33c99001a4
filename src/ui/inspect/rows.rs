//! A list of any number of rows that draws only the visible ones.
//!
//! egui's scroll areas use 32-bit points: the bytes of an 8193 zone have so many rows that neighbors would share a
//! coordinate. This list scrolls by row number.

use egui::{CornerRadius, Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::ui::style;

/// Width of the scroll bar in points.
pub const BAR: f32 = 12.0;
/// Minimum height of its handle in points.
const LEAST_HANDLE: f32 = 18.0;

/// Scroll position of a list: the row at the top, with a fraction.
pub fn top_row(ui: &Ui, id: Id) -> f64 {
    ui.data(|data| data.get_temp::<f64>(id)).unwrap_or(0.0)
}

/// Scrolls a list until a row is visible, a third from the top if it was not.
pub fn scroll_to(ui: &Ui, id: Id, row: u64) {
    let seen = ui.data(|data| data.get_temp::<f64>(id.with("seen"))).unwrap_or(1.0);
    let (row, top) = (row as f64, top_row(ui, id));
    if row < top || row + 1.0 > top + seen {
        ui.data_mut(|data| data.insert_temp(id, (row - (seen / 3.0).floor().max(2.0)).max(0.0)));
    }
}

/// Draws the visible ones of `count` rows of a height in the remaining space; `draw` receives each row's number.
pub fn show(ui: &mut Ui, id: Id, count: u64, height: f32, mut draw: impl FnMut(&mut Ui, u64)) {
    let rect = ui.available_rect_before_wrap();
    ui.allocate_rect(rect, Sense::hover());
    let list = Rect::from_min_max(rect.min, pos2(rect.right() - BAR - 2.0, rect.bottom()));
    let seen = (f64::from(rect.height() / height)).max(1.0);
    let last = (count as f64 - seen.floor()).max(0.0);
    let mut top = top_row(ui, id);
    if ui.rect_contains_pointer(rect) {
        top -= f64::from(ui.input(|input| input.smooth_scroll_delta.y) / height);
    }
    top = bar(ui, id, rect, top.clamp(0.0, last), last, seen);
    ui.data_mut(|data| {
        data.insert_temp(id, top);
        data.insert_temp(id.with("seen"), seen.floor());
    });
    let first = top.floor() as u64;
    let shift = (top.fract() as f32) * height;
    // A child ui, so that a partly visible last row does not make the list grow.
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(list).id_salt(id));
    ui.set_clip_rect(ui.clip_rect().intersect(list));
    for (i, row) in (first..count.min(first + seen.ceil() as u64 + 1)).enumerate() {
        let at = pos2(list.left(), list.top() - shift + i as f32 * height);
        let space = Rect::from_min_size(at, vec2(list.width(), height));
        let builder =
            UiBuilder::new().max_rect(space).id_salt(row).layout(egui::Layout::left_to_right(egui::Align::Center));
        ui.scope_builder(builder, |ui| draw(ui, row));
    }
}

/// The scroll bar on the right; returns the row at the top.
fn bar(ui: &mut Ui, id: Id, rect: Rect, top: f64, last: f64, seen: f64) -> f64 {
    if last <= 0.0 {
        return 0.0;
    }
    let track = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
    let length = (track.height() * (seen / (last + seen)) as f32).max(LEAST_HANDLE).min(track.height());
    let room = (track.height() - length).max(1.0);
    let response = ui.interact(track, id.with("bar"), Sense::click_and_drag());
    let mut top = top;
    if let Some(at) = response.interact_pointer_pos() {
        top = (f64::from((at.y - track.top() - length / 2.0) / room) * last).clamp(0.0, last);
    }
    let y = track.top() + room * (top / last) as f32;
    let handle = Rect::from_min_size(pos2(track.left() + 2.0, y), vec2(BAR - 4.0, length));
    let color = if response.hovered() || response.dragged() { style::WEAK.now() } else { style::BOX.now() };
    ui.painter().rect_filled(track, CornerRadius::same(4), style::hover());
    ui.painter().rect_filled(handle, CornerRadius::same(4), color);
    top
}
