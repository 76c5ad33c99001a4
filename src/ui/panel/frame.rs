//! The frame of a panel: title bar with its buttons, and the edges for resizing.
//!
//! The frame has exactly the given size: larger contents scroll. egui's own windows grow with their contents, and would
//! overlap each other.

use egui::{Align2, Area, CornerRadius, CursorIcon, Id, Order, Rect, Sense, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use super::layout::Spot;
use crate::ui::style;
use crate::ui::text::{self, fill};

/// Height of the title bar, in points.
pub const TITLE: f32 = 28.0;
/// Margin around the contents, in points.
const MARGIN: f32 = 8.0;
/// Distance from an edge within which the mouse can grab it.
const GRIP: f32 = 6.0;
/// Side of the title bar buttons.
const BUTTON: f32 = 20.0;

/// A frame to draw.
pub struct PanelFrame<'a> {
    /// Id in egui's memory.
    pub id: Id,
    /// Text of the title bar.
    pub title: &'a str,
    /// Texts of the buttons.
    pub text: &'a text::Frame,
    /// The key that also closes the panel, if any.
    pub key: Option<String>,
    /// Position, and whether it is rolled up.
    pub spot: Spot,
    /// The area to which it is confined.
    pub room: Rect,
    pub least: Vec2,
}

/// Interaction of the user with a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Done {
    /// The close button was clicked.
    pub closed: bool,
    /// It was rolled up or opened again.
    pub turned: bool,
    /// New rectangle after a move.
    pub moved: Option<Rect>,
    /// The mouse released it.
    pub let_go: bool,
}

impl PanelFrame<'_> {
    /// Draws the frame and, unless rolled up, its contents.
    pub fn show(&self, ui: &Ui, contents: impl FnOnce(&mut Ui)) -> Done {
        let rect = self.spot.rect();
        let mut done = Done::default();
        let area = Area::new(self.id)
            .kind(egui::UiKind::Window)
            .order(Order::Middle)
            .fixed_pos(rect.min)
            .default_size(rect.size())
            .constrain(false)
            .fade_in(false)
            .accessible_name(self.title)
            .role(egui::accesskit::Role::Window);
        area.show(ui.ctx(), |ui| {
            ui.allocate_exact_size(rect.size(), Sense::hover());
            let visuals = ui.visuals();
            let (fill, stroke, corner) = (visuals.window_fill, visuals.window_stroke, visuals.window_corner_radius);
            ui.painter().rect(rect, corner, fill, stroke, egui::StrokeKind::Inside);
            if self.spot.is_open() {
                self.edges(ui, rect, &mut done);
            }
            self.title_bar(ui, rect, &mut done);
            if self.spot.is_open() {
                let body = Rect::from_min_max(rect.min + vec2(MARGIN, TITLE + 4.0), rect.max - Vec2::splat(MARGIN));
                // A child ui, so that contents that do not fit do not make the frame grow.
                let ui = &mut ui.new_child(UiBuilder::new().max_rect(body).id_salt("body"));
                ui.set_clip_rect(ui.clip_rect().intersect(body.expand(3.0)));
                contents(ui);
            }
        });
        done
    }

    fn title_bar(&self, ui: &mut Ui, rect: Rect, done: &mut Done) {
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), TITLE));
        let grip = Rect::from_min_max(bar.min, pos2(bar.right() - 2.0 * BUTTON - 10.0, bar.bottom()));
        let title_bar = ui.interact(grip.shrink2(vec2(0.0, 3.0)), self.id.with("title"), Sense::click_and_drag());
        let open = self.spot.is_open();
        let named = fill(self.text.title_bar, &[("panel", &self.title)]);
        title_bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TitleBar, true, &named));
        if open {
            let line = Stroke::new(1.0, ui.visuals().window_stroke.color);
            ui.painter().hline(bar.x_range().shrink(1.0), bar.bottom(), line);
        }
        let font = egui::FontId::proportional(14.0);
        let painter = ui.painter().with_clip_rect(grip);
        painter.text(grip.left_center() + vec2(10.0, 0.0), Align2::LEFT_CENTER, self.title, font, style::TEXT.now());
        if open && title_bar.dragged() {
            done.moved = Some(into(rect.translate(title_bar.drag_delta()), self.room));
        }
        done.let_go |= title_bar.drag_stopped();
        done.turned |= title_bar.double_clicked() || (!open && title_bar.clicked());
        let tip = if open { self.text.move_tip } else { self.text.rolled_tip };
        title_bar.on_hover_text(tip).on_hover_cursor(if open { CursorIcon::Grab } else { CursorIcon::PointingHand });

        let button = |from_right: f32| {
            let middle = pos2(bar.right() - from_right, bar.center().y);
            Rect::from_center_size(middle, Vec2::splat(BUTTON))
        };
        let (sign, name) = if open { ("–", self.text.roll_up) } else { ("+", self.text.unroll) };
        done.turned |= self.button(ui, button(BUTTON * 1.5 + 8.0), sign, name, name);
        let close = self.text.close;
        let by_key = |key: &String| fill(self.text.close_by_key, &[("key", key)]);
        let tip = self.key.as_ref().map_or_else(|| close.to_owned(), by_key);
        done.closed |= self.button(ui, button(BUTTON * 0.5 + 5.0), "×", close, &tip);
    }

    fn button(&self, ui: &mut Ui, rect: Rect, sign: &str, does: &str, tip: &str) -> bool {
        let response = ui.interact(rect, self.id.with(sign), Sense::click());
        let name = fill(self.text.button_of, &[("button", &does), ("panel", &self.title)]);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        let color = if response.hovered() { style::TEXT } else { style::WEAK };
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(4), style::hover());
        }
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, egui::FontId::proportional(16.0), color.now());
        response.on_hover_text(tip).clicked()
    }

    /// The left, right and lower edges and the lower corners, for resizing.
    fn edges(&self, ui: &Ui, rect: Rect, done: &mut Done) {
        use CursorIcon::{ResizeHorizontal, ResizeNeSw, ResizeNwSe, ResizeVertical};
        let thick = Vec2::splat(GRIP);
        let side = |x: f32| Rect::from_min_max(pos2(x, rect.top() + TITLE), pos2(x + GRIP, rect.bottom() - GRIP));
        let corner = |x: f32| Rect::from_min_size(pos2(x, rect.bottom() - GRIP * 2.0), thick * 2.0);
        let lower = Rect::from_min_max(pos2(rect.left() + GRIP, rect.bottom() - GRIP), rect.max - vec2(GRIP, 0.0));
        let grips = [
            ("left", side(rect.left()), ResizeHorizontal, [1.0, 0.0, 0.0]),
            ("right", side(rect.right() - GRIP), ResizeHorizontal, [0.0, 1.0, 0.0]),
            ("lower", lower, ResizeVertical, [0.0, 0.0, 1.0]),
            ("lower left", corner(rect.left()), ResizeNeSw, [1.0, 0.0, 1.0]),
            ("lower right", corner(rect.right() - GRIP * 2.0), ResizeNwSe, [0.0, 1.0, 1.0]),
        ];
        for (name, grip, cursor, [left, right, bottom]) in grips {
            let edge = ui.interact(grip, self.id.with(name), Sense::drag()).on_hover_and_drag_cursor(cursor);
            if edge.dragged() {
                let by = edge.drag_delta();
                let mut sized = rect;
                sized.min.x = (rect.left() + by.x * left).min(rect.right() - self.least.x).max(self.room.left());
                sized.max.x = (rect.right() + by.x * right).max(rect.left() + self.least.x).min(self.room.right());
                sized.max.y = (rect.bottom() + by.y * bottom).max(rect.top() + self.least.y).min(self.room.bottom());
                done.moved = Some(sized);
            }
            done.let_go |= edge.drag_stopped();
        }
    }
}

/// A rectangle moved into a room.
pub fn into(rect: Rect, room: Rect) -> Rect {
    let clamp = |low: f32, length: f32, from: f32, to: f32| low.clamp(from, (to - length).max(from));
    let at = pos2(
        clamp(rect.left(), rect.width(), room.left(), room.right()),
        clamp(rect.top(), rect.height(), room.top(), room.bottom()),
    );
    Rect::from_min_size(at, rect.size())
}
