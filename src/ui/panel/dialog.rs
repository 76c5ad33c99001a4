//! The dialog: one panel in the middle of the window, as high as its contents.

use egui::{Align, Align2, Area, Layout, Margin, Order, Pos2, Rect, RichText, Role, Ui, Vec2, vec2};

use super::{header, layout};
use crate::ui::model::{Model, PanelCommand, PanelId};
use crate::ui::style;

/// Height of the header with its margins, in points.
const HEAD: f32 = 40.0;

/// Draws the open dialog, if any, within the window below the menu bar.
pub fn show(ui: &Ui, model: &Model, room: Rect, commands: &mut Vec<PanelCommand>) {
    let Some(panel) = super::open_in(model, layout::PanelArea::Dialog) else { return };
    let shows_models = panel == PanelId::Zones && model.zones.shows_models();
    let title = if shows_models { model.text.gallery.models } else { (model.text.title)(panel) };
    let frame = style::dialog().inner_margin(margin(panel));
    let size = size(panel, room.size() - frame.total_margin().sum());
    let (pivot, at) = place(panel, room, ui.available_rect_before_wrap());
    Area::new(super::id_of(panel))
        .kind(egui::UiKind::Window)
        .order(Order::Middle)
        .pivot(pivot)
        .fixed_pos(at)
        .constrain_to(room)
        .fade_in(false)
        .accessible_name(title)
        .role(Role::Window)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(size.x);
                let head = ui.horizontal(|ui| {
                    ui.label(RichText::new(title).strong().size(15.0));
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if header::close_button(ui, model, panel) {
                            commands.push(PanelCommand::Show(panel, false));
                        }
                    });
                });
                header::line(ui, head.response.rect.expand2(vec2(0.0, 2.0)));
                ui.add_space(6.0);
                let room = vec2(size.x, (size.y - HEAD).max(60.0));
                ui.allocate_ui(room, |ui| super::contents(ui, model, panel, commands));
            });
        });
}

/// Room between the edge of a dialog and its contents.
fn margin(panel: PanelId) -> Margin {
    if panel == PanelId::Welcome { Margin::symmetric(18, 14) } else { Margin::symmetric(12, 8) }
}

/// A point of a dialog and its place: in the middle of the room, or at the edge of the picture, of which the welcome
/// covers little.
fn place(panel: PanelId, room: Rect, picture: Rect) -> (Align2, Pos2) {
    match panel {
        PanelId::Welcome => (Align2::LEFT_CENTER, picture.left_center() + vec2(3.0 * layout::GAP, 0.0)),
        _ => (Align2::CENTER_CENTER, room.center()),
    }
}

/// Width and largest height of a dialog's contents in a room.
fn size(panel: PanelId, room: Vec2) -> Vec2 {
    let size = match panel {
        PanelId::Welcome => vec2(340.0, 640.0),
        PanelId::About => vec2(400.0, 300.0),
        PanelId::Missing => vec2(520.0, 480.0),
        PanelId::GoTo => vec2(440.0, 340.0),
        PanelId::Zones => vec2(1120.0, 900.0),
        PanelId::Settings => vec2(500.0, 620.0),
        PanelId::Export => vec2(480.0, 470.0),
        _ => vec2(580.0, 640.0),
    };
    size.min(room - Vec2::splat(2.0 * layout::GAP)).max(vec2(120.0, 100.0))
}
