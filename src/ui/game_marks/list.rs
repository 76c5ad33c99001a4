//! The list of marks: only the rows in sight are drawn.

use egui::style::ScrollAnimation;
use egui::{Align, Color32, Painter, Rect, ScrollArea, Stroke, Ui, Vec2, pos2, vec2};

use super::{MarkCommand, distance_m, title, words};
use crate::scene::game_marks::color_of_mark;
use crate::scene::icons::{Icon, of_mark};
use crate::ui::model::{Model, PanelCommand};
use crate::ui::objects::rows::{self, Line};
use crate::ui::style;
use crate::ui::text::fill;

/// Height of a row, and side of its icon, in points.
const ROW: f32 = 36.0;
const ICON: f32 = 18.0;

/// Draws the list. Scrolls to a mark that was selected elsewhere.
pub fn show(
    ui: &mut Ui,
    model: &Model,
    listed: &[usize],
    newly_selected: Option<usize>,
    commands: &mut Vec<PanelCommand>,
) {
    let reveal = newly_selected.and_then(|mark| listed.iter().position(|index| *index == mark));
    let area = ScrollArea::vertical().id_salt("marks").auto_shrink([false, false]);
    area.show_viewport(ui, |ui, sight| {
        ui.set_height(ROW * listed.len() as f32);
        let (left_top, width) = (ui.min_rect().left_top(), ui.available_width());
        let rect = |row: usize| Rect::from_min_size(pos2(left_top.x, left_top.y + ROW * row as f32), vec2(width, ROW));
        let first = (sight.top() / ROW).floor().max(0.0) as usize;
        let end = ((sight.bottom() / ROW).ceil().max(0.0) as usize).min(listed.len());
        for (row, mark) in listed.iter().enumerate().take(end).skip(first) {
            mark_row(ui, model, *mark, rect(row), commands);
        }
        if let Some(row) = reveal.filter(|row| !(first + 1..end.saturating_sub(1)).contains(row)) {
            ui.scroll_to_rect_animation(rect(row), Some(Align::Center), ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
    });
}

fn mark_row(ui: &Ui, model: &Model, index: usize, rect: Rect, commands: &mut Vec<PanelCommand>) {
    let Some(mark) = model.marks.get(index) else { return };
    let (name, summary) = (title(model.text, mark), words::summary(model.text, mark));
    let row = rows::row(ui, rect, ("mark", index), (&name, model.marks.selected == Some(index)));
    let middle = pos2(rect.left() + 16.0, rect.center().y);
    let [r, g, b] = color_of_mark(mark);
    paint_icon(ui.painter(), of_mark(mark.kind), Rect::from_center_size(middle, Vec2::splat(ICON)), [r, g, b]);
    let (left, first, second) = (rect.left() + 34.0, rect.top() + 11.0, rect.top() + 26.0);
    let mut right = rect.right() - 6.0;
    if mark.count() > 1 {
        right = rows::at_right(ui, rect, first, format!("× {}", model.text.numbers.count(mark.count().into())));
    }
    rows::line(ui, pos2(left, first), right - 8.0 - left, &Line { text: name, size: 13.0, tone: style::TEXT });
    let away_m = distance_m(model, index);
    let away = fill(model.text.game_marks.meters, &[("meters", &model.text.numbers.decimal(away_m, 0))]);
    let right = if away_m.is_finite() { rows::at_right(ui, rect, second, away) } else { rect.right() };
    rows::line(ui, pos2(left, second), right - 8.0 - left, &Line { text: summary, size: 11.0, tone: style::WEAK });
    if row.on_hover_text(model.text.game_marks.row_tip).clicked() {
        commands.push(PanelCommand::Marks(MarkCommand::Select { mark: Some(index), fly: true }));
    }
}

/// Draws an icon with a dark rim, which keeps it visible on any ground.
pub fn paint_icon(painter: &Painter, icon: Icon, rect: Rect, [r, g, b]: [u8; 3]) {
    let at = |[x, y]: [f64; 2]| rect.center() + vec2(x as f32, -y as f32) * rect.size() * 0.42;
    for (width, color) in [(3.2, Color32::from_black_alpha(190)), (1.5, Color32::from_rgb(r, g, b))] {
        for stroke in icon {
            painter.line(stroke.iter().copied().map(at).collect(), Stroke::new(width, color));
        }
    }
}
