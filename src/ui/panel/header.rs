//! Parts of the frames of panels: tabs, and the button that closes.

use egui::{CornerRadius, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{action_of, is_available};
use crate::ui::model::{Model, PanelCommand, PanelId};
use crate::ui::style;
use crate::ui::text::fill;

/// Side of the closing button, in points.
const BUTTON: f32 = 20.0;
/// Size of the letters of tabs: all of a dock fit into a row of its initial width, without those of a comparison.
const TAB: f32 = 12.5;

/// A button that closes a panel; returns whether it was clicked.
pub fn close_button(ui: &mut Ui, model: &Model, panel: PanelId) -> bool {
    let (text, title) = (&model.text.frame, (model.text.title)(panel));
    let name = fill(text.button_of, &[("button", &text.close), ("panel", &title)]);
    let key = action_of(panel).and_then(|action| model.bindings.keys_of(action).into_iter().next());
    let tip = key.map_or_else(|| text.close.to_owned(), |key| fill(text.close_by_key, &[("key", &key)]));
    cross(ui, &name, &tip)
}

/// A button with a cross; returns whether it was clicked.
pub fn cross(ui: &mut Ui, name: &str, tip: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let color = if response.hovered() { style::TEXT } else { style::WEAK };
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), style::hover());
    }
    let font = egui::FontId::proportional(16.0);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, "×", font, color.now());
    response.on_hover_text(tip).clicked()
}

/// The tabs of a dock, with the open one emphasized.
pub fn tabs(ui: &mut Ui, model: &Model, panels: &[PanelId], open: PanelId, commands: &mut Vec<PanelCommand>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().button_padding.x = 4.0;
    for &panel in panels.iter().filter(|panel| is_available(model, **panel)) {
        let title = (model.text.title)(panel);
        let tab = ui.selectable_label(panel == open, RichText::new((model.text.tab)(panel)).size(TAB));
        tab.widget_info(|| WidgetInfo::selected(Role::Tab, true, panel == open, title));
        let key = action_of(panel).map(|action| model.bindings.keys_of(action).join(", "));
        let tip = key.filter(|key| !key.is_empty()).map_or_else(|| title.to_owned(), |key| format!("{title} ({key})"));
        if tab.on_hover_text(tip).clicked() && panel != open {
            commands.push(PanelCommand::Show(panel, true));
        }
    }
}

/// The line below a frame's header.
pub fn line(ui: &Ui, rect: Rect) {
    let stroke = egui::Stroke::new(1.0, ui.visuals().window_stroke.color);
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}
