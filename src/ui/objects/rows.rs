//! Rows of lists of objects: a place that can be clicked, and texts that are cut at its width.

use std::fmt::Debug;
use std::hash::Hash;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, FontId, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::formats::kernel::visible::visible;
use crate::ui::model::Model;
use crate::ui::style::{self, Tone};

/// A line of text.
pub struct Line {
    pub text: String,
    pub size: f32,
    pub tone: Tone,
}

/// A place that can be clicked, with its name and whether it is selected.
pub fn row(ui: &Ui, rect: Rect, id: impl Hash + Debug, (name, is_selected): (&str, bool)) -> Response {
    let row = ui.interact(rect, ui.scope_id().with(id), Sense::click());
    row.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, name));
    if is_selected {
        ui.painter().rect_filled(rect, 4.0, style::SELECTED.now());
    } else if row.hovered() || row.has_focus() {
        ui.painter().rect_filled(rect, 4.0, style::hover());
    }
    row
}

/// A text that begins at the middle of a line's left edge, cut at a width.
pub fn line(ui: &Ui, left_middle: Pos2, width: f32, line: &Line) {
    let font = FontId::proportional(line.size);
    let mut job = LayoutJob::simple_singleline(line.text.clone(), font, line.tone.now());
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    let galley = ui.painter().layout_job(job);
    let at = left_middle - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, line.tone.now());
}

/// A short text at the right edge of a row. Returns where it begins.
pub fn at_right(ui: &Ui, rect: Rect, middle: f32, text: String) -> f32 {
    let at = pos2(rect.right() - 6.0, middle);
    ui.painter().text(at, Align2::RIGHT_CENTER, text, FontId::proportional(11.5), style::WEAK.now()).left()
}

/// The name of an object in a list.
pub fn shown_name(model: &Model, name: &str) -> String {
    if name.is_empty() { model.text.object.unnamed.to_owned() } else { visible(name).into_owned() }
}
