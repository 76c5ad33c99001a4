//! The tool strip: a column of icons at the left edge of the window.

use egui::{Align, Id, Layout, Popup, PopupCloseBehavior, RectAlign, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::icons::Icon;
use super::model::{Model, PanelCommand, PanelId};
use super::tips::beside;
use super::{drawing, style};
use crate::input::Action;

/// Width of the strip, in points.
const WIDTH: f32 = 40.0;
/// Side of a button and of its icon.
const BUTTON: f32 = 32.0;
const ICON: f32 = 20.0;
/// Narrower windows leave their width to picture and panels.
const NARROW: f32 = 500.0;
/// Width of the popup with the time of day.
const TIME_WIDTH: f32 = 264.0;

/// Width of the strip in a window of a width; 0 if it has none.
pub fn width(window: f32) -> f32 {
    if window < NARROW { 0.0 } else { WIDTH }
}

/// Draws the strip, and takes its room from `ui`.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let width = width(ui.available_width());
    if width == 0.0 {
        return;
    }
    let panel = egui::Panel::left("tool strip").exact_size(width).resizable(false).show_separator_line(false);
    let shown = panel.frame(style::strip()).show(ui, |ui| {
        let builder = UiBuilder::new().accessibility_role(Role::Toolbar).accessibility_label(model.text.frame.tools);
        ui.scope_builder(builder.layout(Layout::top_down(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            buttons(ui, model, commands);
        });
    });
    let edge = shown.response.rect;
    ui.painter().vline(edge.right(), edge.y_range(), ui.visuals().window_stroke);
}

fn buttons(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let is_open = |panel| model.open_panels.is_open(panel);
    let measuring = model.measure.is_some_and(|measure| measure.active);
    let select = model.text.frame.select;
    let selecting =
        beside(button(ui, Icon::Pointer, select.name, !measuring), &format!("{}\n{}", select.name, select.tip));
    if selecting.clicked() && measuring {
        commands.push(PanelCommand::Do(Action::Measure));
    }
    let actions = [
        (Icon::Ruler, Action::Measure, measuring),
        (Icon::Walk, Action::Walk, model.walking),
        (Icon::Map, Action::OverviewMap, is_open(PanelId::Map)),
        (Icon::Layers, Action::DrawingPanel, is_open(PanelId::Drawing)),
    ];
    for (icon, action, on) in actions {
        let keys = model.bindings.keys_of(action).join(", ");
        let name = model.text.action_name(action);
        let titled = if keys.is_empty() { name.clone() } else { format!("{name} ({keys})") };
        let button = button(ui, icon, &name, on);
        if beside(button, &format!("{titled}\n{}", model.text.action_tip(action))).clicked() {
            commands.push(PanelCommand::Do(action));
        }
    }
    time(ui, model, commands);
}

/// The button of the time of day, which opens a popup beside it.
fn time(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let named = model.text.drawing.time_of_day;
    let open = Popup::is_id_open(ui.ctx(), time_id());
    let button = button(ui, Icon::Sun, named.name, open);
    let popup = Popup::from_toggle_button_response(&button)
        .id(time_id())
        .align(RectAlign::RIGHT_START)
        .gap(6.0)
        .width(TIME_WIDTH)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(named.name);
    popup.show(|ui| {
        ui.set_width(TIME_WIDTH);
        let mut settings = model.drawing;
        drawing::time_section(ui, model, &mut settings);
        if settings != model.drawing {
            commands.push(PanelCommand::Draw(settings));
        }
    });
    if !open {
        beside(button, &format!("{}\n{}", named.name, named.tip));
    }
}

fn time_id() -> Id {
    Id::unique("time of day")
}

/// A button with an icon, emphasized while it is on.
fn button(ui: &mut Ui, icon: Icon, name: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let visuals = ui.visuals();
    let (back, color) = match (on, response.hovered()) {
        (true, _) => (style::SELECTED.now(), visuals.selection.stroke.color),
        (false, true) => (style::hover(), style::TEXT.now()),
        (false, false) => (egui::Color32::TRANSPARENT, style::WEAK.now()),
    };
    ui.painter().rect_filled(rect, 6.0, back);
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, style::ACCENT.now());
        ui.painter().rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
    }
    icon.paint(ui.painter(), egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(ICON)), color);
    response
}
