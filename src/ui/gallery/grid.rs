//! The grid of cards: columns, keys, and the cards in sight.

use egui::{Align, Rect, ScrollArea, Ui, pos2, style::ScrollAnimation, vec2};

use super::Keys;
use super::card;
use super::entries::Entry;
use crate::load::ZoneSource;
use crate::ui::model::{Model, PanelCommand};

/// Least width of a card, and space between cards, in points.
const CARD: f32 = 164.0;
const GAP: f32 = 10.0;

/// Places of the cards.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub columns: usize,
    /// Rows that are seen whole at a time, at least one.
    rows_in_sight: usize,
    card: egui::Vec2,
}

impl Layout {
    /// A grid that fills the room that is left.
    pub fn new(ui: &Ui) -> Layout {
        // The scroll bar is beside the cards.
        let room = ui.available_size() - vec2(ui.spacing().scroll.bar_width + GAP, 0.0);
        let columns = ((room.x + GAP) / (CARD + GAP)).floor().max(1.0);
        let width = ((room.x + GAP) / columns - GAP).max(40.0);
        let card = vec2(width, card::height(width));
        let rows_in_sight = (room.y / (card.y + GAP)).floor().max(1.0);
        Layout { columns: columns as usize, rows_in_sight: rows_in_sight as usize, card }
    }

    /// The card that keys lead to; at a border they lead nowhere.
    pub fn step(&self, from: usize, keys: Keys, count: usize) -> usize {
        let last = count.saturating_sub(1);
        let rows = keys.down + keys.pages * self.rows_in_sight as isize;
        let across = from.saturating_add_signed(keys.across).min(last);
        let (row, last_row) = (across / self.columns, last / self.columns);
        let to_row = row.saturating_add_signed(rows).min(last_row);
        (to_row * self.columns + across % self.columns).min(last)
    }

    /// Place of a card below a corner.
    fn place(&self, corner: egui::Pos2, index: usize) -> Rect {
        let (column, row) = ((index % self.columns) as f32, (index / self.columns) as f32);
        let step = self.card + vec2(GAP, GAP);
        Rect::from_min_size(pos2(corner.x + column * step.x, corner.y + row * step.y), self.card)
    }
}

/// Draws the cards in sight; `chosen` is the one that Enter opens, `reveal` one to scroll to. Asks for the previews of
/// the zones in sight and of the row below.
pub fn show(
    ui: &mut Ui,
    model: &Model,
    layout: &Layout,
    entries: &[Entry],
    (chosen, reveal): (usize, Option<usize>),
    commands: &mut Vec<PanelCommand>,
) {
    let area = ScrollArea::vertical().id_salt("zone cards").auto_shrink([false, false]);
    let in_sight = area.show_viewport(ui, |ui, view| {
        let step = layout.card.y + GAP;
        ui.set_height(entries.len().div_ceil(layout.columns) as f32 * step - GAP);
        let corner = ui.min_rect().left_top();
        let row = |y: f32| (y / step).floor().max(0.0) as usize * layout.columns;
        let (first, end) = (row(view.top()), (row(view.bottom()) + layout.columns).min(entries.len()));
        for (index, entry) in entries.iter().enumerate().take(end).skip(first) {
            card::show(ui, model, entry, layout.place(corner, index), index == chosen, commands);
        }
        if let Some(index) = reveal {
            let place = layout.place(corner, index);
            let seen = view.translate(corner.to_vec2()).y_range();
            let is_seen = seen.contains(place.top()) && seen.contains(place.bottom());
            if !is_seen {
                ui.scroll_to_rect_animation(place, Some(Align::Center), ScrollAnimation::none());
                // The cards there are drawn with the next frame.
                ui.ctx().request_repaint();
            }
        }
        entries.iter().take((end + layout.columns).min(entries.len())).skip(first)
    });
    let in_sight: Vec<ZoneSource> = in_sight.inner.map(Entry::source).collect();
    if in_sight != model.zones.in_sight {
        commands.push(PanelCommand::WantPreviews(in_sight));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_within_the_grid() {
        let layout = Layout { columns: 4, rows_in_sight: 2, card: vec2(100.0, 100.0) };
        let to = |from, across, down, pages| layout.step(from, Keys { across, down, pages, enter: false }, 10);
        assert_eq!([to(0, 1, 0, 0), to(3, 1, 0, 0), to(4, -1, 0, 0), to(0, -1, 0, 0), to(9, 1, 0, 0)], [1, 4, 3, 0, 9]);
        assert_eq!([to(1, 0, 1, 0), to(5, 0, 1, 0), to(6, 0, 1, 0), to(9, 0, 1, 0), to(1, 0, -1, 0)], [5, 9, 9, 9, 1]);
        assert_eq!([to(1, 0, 0, 1), to(9, 0, 0, -1), to(2, 0, 0, -5)], [9, 1, 2]);
    }
}
