//! The overview map: the zone from above, north up, with the camera's position and direction.

use egui::{Align2, Button, Color32, Mesh, Pos2, Rect, Sense, Shape, Stroke, TextureId, Ui, Vec2, pos2, vec2};
use glam::DVec2;

use super::game_marks::{self, MarkCommand};
use super::inspect::Pin;
use super::markers::plate;
use super::model::{Model, PanelCommand, ZoneInfo};
use super::style;
use super::text::{Named, Texts, fill};
use crate::scene::space::TILE_M;

/// Visible part of the zone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overview {
    /// Center, east and north in meters; none for the zone's own center.
    pub center_m: Option<DVec2>,
    /// Zoom factor: 1 shows the whole zone.
    pub zoom: f64,
    /// Show the game's minimap instead of the color map.
    pub minimap: bool,
}

/// Data of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapModel<'a> {
    /// Visible part of the zone.
    pub overview: Overview,
    /// The color map, north up.
    pub color_map: Option<TextureId>,
    /// The game's minimap, north up.
    pub minimap: Option<TextureId>,
    /// Terrain nodes drawn in the last frame: west and south edge, side, in meters.
    pub drawn: &'a [[f32; 3]],
    /// The water, over the color map.
    pub water: Option<TextureId>,
    /// The placed objects, over the water.
    pub objects: Option<TextureId>,
    /// Saved places: name, east and north in meters.
    pub places: &'a [(String, DVec2)],
    /// Mask of highlighted tiles, north up.
    pub lit: Option<TextureId>,
}

/// Transform from meters to screen points.
#[derive(Clone, Copy)]
struct Sheet {
    rect: Rect,
    center_m: DVec2,
    points_per_m: f64,
}

impl Sheet {
    fn at(&self, east_m: f64, north_m: f64) -> Pos2 {
        let by = (DVec2::new(east_m, north_m) - self.center_m) * self.points_per_m;
        self.rect.center() + vec2(by.x as f32, -by.y as f32)
    }

    fn place(&self, at: Pos2) -> DVec2 {
        let by = at - self.rect.center();
        self.center_m + DVec2::new(f64::from(by.x), -f64::from(by.y)) / self.points_per_m
    }

    fn square(&self, west_m: f64, south_m: f64, side_m: f64) -> Rect {
        Rect::from_two_pos(self.at(west_m, south_m), self.at(west_m + side_m, south_m + side_m))
    }
}

/// Color of the picked tile, as in the world.
const PIN: Color32 = Color32::from_rgb(255, 214, 64);
const ZOOM_MOST: f64 = 64.0;
/// Width in points beside the controls that is left for the closing button.
const CLOSE: f32 = 24.0;

/// Draws the map into the remaining space of a panel.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.map;
    let Some(zone) = model.zone else {
        ui.label(model.text.places.no_zone);
        return;
    };
    let map = model.map;
    let mut overview = map.overview;
    controls(ui, model.text, &map, &mut overview);
    let size = ui.available_size().max(vec2(120.0, 120.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let response = response.on_hover_cursor(egui::CursorIcon::Crosshair);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, text.picture));
    let sheet = sheet_of(rect, &overview, &zone);
    paint(ui, sheet, model, &zone, &overview);
    let mut hint = text.mouse.to_owned();
    if let Some(at) = response.hover_pos() {
        let scroll = ui.input(|input| input.smooth_scroll_delta.y + (input.zoom_delta() - 1.0) * 400.0);
        if scroll != 0.0 {
            zoom_at(&mut overview, &sheet, at, f64::from(scroll), &zone);
        }
        let place = sheet.place(at);
        hint = format!("{:.0}, {:.0}", place.x, place.y);
    }
    caption(&ui.painter_at(rect), rect, hint);
    if response.dragged() {
        let by = response.drag_delta();
        let moved = DVec2::new(-f64::from(by.x), f64::from(by.y)) / sheet.points_per_m;
        overview.center_m = Some((sheet.center_m + moved).clamp(DVec2::ZERO, DVec2::splat(zone.extent_m)));
    }
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let place = sheet.place(at);
        if let Some(mark) = game_marks::map::hit(model, at, |[east, north]| sheet.at(east, north)) {
            commands.push(PanelCommand::Marks(MarkCommand::Select { mark: Some(mark), fly: false }));
        } else if place.cmpge(DVec2::ZERO).all() && place.cmple(DVec2::splat(zone.extent_m)).all() {
            commands.push(PanelCommand::GoTo { east_m: place.x, north_m: place.y });
        }
    }
    if overview != map.overview {
        commands.push(PanelCommand::Overview(overview));
    }
}

fn controls(ui: &mut Ui, text: &Texts, map: &MapModel, overview: &mut Overview) {
    let text = &text.map;
    // The card's closing button is at the right.
    let room = vec2(ui.available_width() - CLOSE, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true), |ui| {
        let mut under = |minimap: bool, named: Named, there: bool| {
            ui.add_enabled_ui(there, |ui| {
                let label = ui.selectable_label(overview.minimap == minimap, named.name);
                if label.on_hover_text(named.tip).on_disabled_hover_text(text.no_picture).clicked() {
                    overview.minimap = minimap;
                }
            });
        };
        under(false, text.ground, true);
        under(true, text.minimap, map.minimap.is_some());
        let whole = ui.add_enabled(overview.zoom > 1.0, Button::new(text.whole.name));
        let tip = text.whole.tip;
        if whole.on_hover_text(tip).on_disabled_hover_text(tip).clicked() {
            (overview.zoom, overview.center_m) = (1.0, None);
        }
    });
}

fn sheet_of(rect: Rect, overview: &Overview, zone: &ZoneInfo) -> Sheet {
    let side = f64::from(rect.width().min(rect.height())).max(1.0);
    let points_per_m = side * overview.zoom.clamp(1.0, ZOOM_MOST) / zone.extent_m.max(1.0);
    Sheet { rect, center_m: overview.center_m.unwrap_or(DVec2::splat(zone.extent_m / 2.0)), points_per_m }
}

/// Zooms at the cursor.
fn zoom_at(overview: &mut Overview, sheet: &Sheet, at: Pos2, scroll: f64, zone: &ZoneInfo) {
    let before = sheet.place(at);
    overview.zoom = (overview.zoom.max(1.0) * (scroll * 0.005).exp()).clamp(1.0, ZOOM_MOST);
    let after = sheet_of(sheet.rect, overview, zone).place(at);
    let center = sheet.center_m + before - after;
    overview.center_m = (overview.zoom > 1.0).then_some(center.clamp(DVec2::ZERO, DVec2::splat(zone.extent_m)));
}

fn paint(ui: &Ui, sheet: Sheet, model: &Model, zone: &ZoneInfo, overview: &Overview) {
    let map = model.map;
    let painter = ui.painter_at(sheet.rect);
    painter.rect_filled(sheet.rect, 4.0, Color32::from_rgb(15, 17, 21));
    let whole = sheet.square(0.0, 0.0, zone.extent_m);
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    // The game's minimap has water and objects in it.
    let picture = if overview.minimap { map.minimap } else { map.color_map };
    let layers =
        if overview.minimap { [None, None] } else { [map.water, map.objects.filter(|_| model.drawing.objects)] };
    match picture {
        Some(id) => {
            painter.image(id, whole, all, Color32::WHITE);
        }
        None => {
            painter.rect_filled(whole, 0.0, Color32::from_rgb(52, 62, 48));
        }
    }
    for layer in layers.into_iter().flatten() {
        painter.image(layer, whole, all, Color32::WHITE);
    }
    let changes = model.compare.and_then(|comparison| comparison.glow);
    for (key, tint) in [("changes", changes), ("tint of marks", model.marks.tint)] {
        if let Some(tint) = tint {
            painter.image(game_marks::map::tint(ui, key, tint), whole, all, Color32::WHITE);
        }
    }
    if let Some(lit) = map.lit {
        painter.rect_filled(whole, 0.0, Color32::from_black_alpha(130));
        painter.image(lit, whole, all, Color32::WHITE);
    }
    let drawn = map
        .drawn
        .iter()
        .map(|&[west_m, south_m, side_m]| sheet.square(f64::from(west_m), f64::from(south_m), f64::from(side_m)));
    painter.add(squares(drawn, Color32::from_rgba_unmultiplied(255, 255, 255, 26)));
    if model.drawing.object_names {
        let marks = model
            .objects
            .iter()
            .map(|placed| Rect::from_center_size(sheet.at(placed.position.x, placed.position.z), Vec2::splat(3.0)));
        painter.add(squares(marks, style::WARNING.now()));
    }
    for (name, place) in map.places {
        let at = sheet.at(place.x, place.y);
        painter.circle(at, 4.0, style::ACCENT, Stroke::new(1.0, Color32::BLACK));
        label(&painter, at + vec2(7.0, 0.0), name);
    }
    game_marks::map::paint(&painter, model, |[east, north]| sheet.at(east, north));
    camera(&painter, &sheet, model, zone);
    if let Some(pin) = model.inspect.pinned {
        picked(&painter, model.text, &sheet, pin);
    }
}

/// The picked tile: its square, and a ring that is visible even if the square is small.
fn picked(painter: &egui::Painter, text: &Texts, sheet: &Sheet, pin: Pin) {
    let corner = |index: u32| f64::from(index) * f64::from(TILE_M);
    let square = sheet.square(corner(pin.tile.x), corner(pin.tile.z), f64::from(TILE_M));
    let ring = (square.width() * 0.75).max(7.0);
    painter.rect_stroke(square, 0.0, Stroke::new(1.5, PIN), egui::StrokeKind::Outside);
    painter.circle_stroke(square.center(), ring, Stroke::new(3.5, Color32::BLACK));
    painter.circle_stroke(square.center(), ring, Stroke::new(2.0, PIN));
    let text = fill(text.map.tile, &[("x", &pin.tile.x), ("z", &pin.tile.z)]);
    label(painter, square.center() + vec2(ring + 4.0, 0.0), &text);
}

/// A name beside a mark, readable over any terrain.
fn label(painter: &egui::Painter, at: Pos2, text: &str) {
    let galley = painter.layout_no_wrap(text.to_owned(), egui::FontId::proportional(11.0), Color32::WHITE);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    let beyond = rect.right() + 2.0 - painter.clip_rect().right();
    plate(painter, rect.min - vec2(beyond.max(0.0), 0.0), galley);
}

/// A text along the lower edge of the map, in as many lines as it needs.
fn caption(painter: &egui::Painter, map: Rect, text: String) {
    let galley = painter.layout(text, egui::FontId::proportional(11.0), Color32::WHITE, map.width() - 10.0);
    let corner = Align2::LEFT_BOTTOM.anchor_size(map.left_bottom() + vec2(5.0, -5.0), galley.size()).min;
    plate(painter, corner, galley);
}

/// Thousands of squares as one shape: separate shapes would take most of the frame.
fn squares(squares: impl Iterator<Item = Rect>, color: Color32) -> Shape {
    let mut mesh = Mesh::default();
    squares.for_each(|square| mesh.add_colored_rect(square, color));
    Shape::mesh(mesh)
}

/// The position of the free camera, and the visible part of the terrain.
fn camera(painter: &egui::Painter, sheet: &Sheet, model: &Model, zone: &ZoneInfo) {
    let eye = sheet.at(model.pose.eye.x, model.pose.eye.z);
    let half = (model.fov_y_deg.to_radians() / 2.0).tan() * model.view.aspect;
    let length = (sheet.points_per_m * zone.extent_m * 0.25).clamp(40.0, 160.0) as f32;
    let along = |turn: f64| {
        let yaw = model.pose.yaw_deg.to_radians() + turn;
        Vec2::new(yaw.sin() as f32, -yaw.cos() as f32) * length
    };
    let (left, right) = (along(-half.atan()), along(half.atan()));
    let cone = Color32::from_rgba_unmultiplied(255, 236, 150, 60);
    painter.add(Shape::convex_polygon(vec![eye, eye + left, eye + right], cone, Stroke::NONE));
    let line = Stroke::new(1.5, Color32::from_rgb(255, 236, 150));
    painter.line_segment([eye, eye + left], line);
    painter.line_segment([eye, eye + right], line);
    painter.circle(eye, 4.5, Color32::from_rgb(255, 214, 90), Stroke::new(1.5, Color32::BLACK));
}
