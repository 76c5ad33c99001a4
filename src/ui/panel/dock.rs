//! Docks: columns beside the picture, each with tabs and the contents of the open one.

use egui::{Align, CursorIcon, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::header;
use super::layout::{PanelArea, PanelSizes, dock_widths, height_below};
use crate::ui::model::{Model, PanelCommand, PanelId};
use crate::ui::style;

/// Distance from the edge of a dock within which the mouse can grab it, in points.
const GRIP: f32 = 4.0;

/// Width of the buttons that open and close the docks, in points.
pub const SWITCHES: f32 = 56.0;

/// Draws the open docks, and takes their room from `ui`.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    const AREAS: [PanelArea; 2] = [PanelArea::Left, PanelArea::Right];
    let open = AREAS.map(|area| super::open_in(model, area));
    let room = ui.available_rect_before_wrap().size();
    let is_open = open.map(|panel| panel.is_some());
    let widths = dock_widths(room.x, &model.panel_sizes, is_open, model.front_dock);
    for ((area, panel), width) in AREAS.into_iter().zip(open).zip(widths) {
        if let (Some(panel), Some(width)) = (panel, width) {
            match height_below(room).filter(|_| model.touch) {
                Some(height) => below(ui, model, area, (panel, height), commands),
                None => beside(ui, model, area, (panel, width.round()), commands),
            }
        }
    }
}

/// A dock below the picture.
fn below(
    ui: &mut Ui,
    model: &Model,
    area: PanelArea,
    (open, height): (PanelId, f32),
    commands: &mut Vec<PanelCommand>,
) {
    let panel = egui::Panel::bottom("lower dock").exact_size(height);
    let rect = dock(ui, model, area, (panel, open), commands);
    ui.painter().hline(rect.x_range(), rect.top(), ui.visuals().window_stroke);
}

/// A dock at a side of the picture, whose edge can be dragged.
fn beside(
    ui: &mut Ui,
    model: &Model,
    area: PanelArea,
    (open, width): (PanelId, f32),
    commands: &mut Vec<PanelCommand>,
) {
    let panel = if area == PanelArea::Left { egui::Panel::left("left dock") } else { egui::Panel::right("right dock") };
    let rect = dock(ui, model, area, (panel.exact_size(width), open), commands);
    edge(ui, model, area, rect, commands);
}

/// A dock's panel with its contents; returns its place.
fn dock(
    ui: &mut Ui,
    model: &Model,
    area: PanelArea,
    (panel, open): (egui::Panel, PanelId),
    commands: &mut Vec<PanelCommand>,
) -> Rect {
    let panel = panel.resizable(false).show_separator_line(false).frame(style::dock());
    let shown = panel.show(ui, |ui| {
        let title = (model.text.title)(open);
        let builder = UiBuilder::new()
            .id_salt(open.key())
            .max_rect(ui.available_rect_before_wrap())
            .accessibility_role(Role::TabPanel)
            .accessibility_label(title);
        // A child ui, so that contents that do not fit do not make the dock grow.
        let ui = &mut ui.new_child(builder);
        ui.set_clip_rect(ui.clip_rect().intersect(ui.max_rect().expand(3.0)));
        let head = ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if header::close_button(ui, model, open) {
                    commands.push(PanelCommand::Show(open, false));
                }
                ui.with_layout(Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
                    header::tabs(ui, model, &PanelId::in_area(area), open, commands);
                });
            });
        });
        header::line(ui, head.response.rect.expand2(vec2(0.0, 2.0)));
        ui.add_space(6.0);
        super::contents(ui, model, open, commands);
    });
    shown.response.rect
}

/// The edge towards the picture, for resizing.
fn edge(ui: &Ui, model: &Model, area: PanelArea, rect: Rect, commands: &mut Vec<PanelCommand>) {
    let x = if area == PanelArea::Left { rect.right() } else { rect.left() };
    let grip = Rect::from_x_y_ranges(x - GRIP..=x + GRIP, rect.y_range());
    let response = ui.interact(grip, ui.scope_id().with(("dock edge", area as u8)), Sense::click_and_drag());
    let text = &model.text.frame;
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, text.resize.name));
    let active = response.hovered() || response.dragged();
    let color = if active { style::ACCENT.now() } else { ui.visuals().window_stroke.color };
    ui.painter().vline(x, rect.y_range(), egui::Stroke::new(if active { 2.0 } else { 1.0 }, color));
    let mut sizes = model.panel_sizes;
    let size = if area == PanelArea::Left { &mut sizes.left } else { &mut sizes.right };
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let width = if area == PanelArea::Left { at.x - rect.left() } else { rect.right() - at.x };
        *size = Some(width.max(1.0).round());
    } else if response.double_clicked() {
        *size = None;
    }
    let let_go = response.drag_stopped() || response.double_clicked();
    resized(model, sizes, let_go, commands);
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal).on_hover_text(text.resize.tip);
}

/// The command for sizes that were changed, or that are to be saved.
pub fn resized(model: &Model, sizes: PanelSizes, let_go: bool, commands: &mut Vec<PanelCommand>) {
    if let_go || sizes != model.panel_sizes {
        commands.push(PanelCommand::Resize { sizes, let_go });
    }
}

/// Buttons in the menu bar that open and close the docks, from the right.
pub fn switches(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    for area in [PanelArea::Right, PanelArea::Left] {
        let named = if area == PanelArea::Left { model.text.frame.left_dock } else { model.text.frame.right_dock };
        let open = super::open_in(model, area).is_some();
        let (rect, response) = ui.allocate_exact_size(vec2(24.0, 20.0), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, named.name));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4.0, style::hover());
        }
        let icon = Rect::from_center_size(rect.center(), vec2(15.0, 11.0));
        let split = if area == PanelArea::Left { icon.left() + 5.0 } else { icon.right() - 5.0 };
        let side = if area == PanelArea::Left {
            Rect::from_min_max(icon.min, pos2(split, icon.bottom()))
        } else {
            Rect::from_min_max(pos2(split, icon.top()), icon.max)
        };
        let color = if open { style::ACCENT.now() } else { style::WEAK.now() };
        if open {
            ui.painter().rect_filled(side, 1.0, color);
        }
        let stroke = egui::Stroke::new(1.2, color);
        ui.painter().rect_stroke(icon, 2.0, stroke, egui::StrokeKind::Inside);
        ui.painter().vline(split, icon.y_range(), stroke);
        if response.on_hover_text(named.tip).clicked() {
            commands.push(PanelCommand::SwitchDock(area));
        }
    }
}
