//! The measuring tool: its card with numbers and height profile, and its points over the picture.

use egui::{
    Align, Align2, Area, Button, Color32, Id, LayerId, Layout, Order, Pos2, Rect, RichText, Role, Sense, Shape, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};
use glam::{DVec2, DVec3};

use super::model::{Model, PanelCommand};
use super::panel::{cards, header};
use super::text::{Texts, fill};
use super::{markers, style};
use crate::input::Action;
use crate::scene::modes::palette::CLIMB_DEG;
use crate::scene::number_format::NumberFormat;
use crate::scene::space::TILE_M;
use crate::scene::terrain::measure::{MeasuredPath, ProfilePoint};

/// The path that is being measured, or was.
#[derive(Clone, Copy)]
pub struct MeasureModel<'a> {
    pub path: &'a MeasuredPath,
    /// Clicks on the picture add points.
    pub active: bool,
}

/// Command of the measuring tool, other than its actions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasureCommand {
    /// Start a path at a place, meters east and north.
    From(DVec2),
    /// End the tool and remove the path.
    Close,
}

/// Color of the path, as in the world.
pub const PATH: [u8; 4] = [255, 122, 61, 255];
/// Width of the card, and height of the profile, in points.
const WIDTH: f32 = 310.0;
const PROFILE: f32 = 84.0;
/// Least height of the picture in points for a card with a profile.
const ROOM_FOR_PROFILE: f32 = 330.0;
/// Least range of heights in the profile, in meters: a plain looks like one.
const LEAST_RANGE_M: f64 = 5.0;

/// Id of the card in egui's memory.
pub(super) fn id() -> Id {
    Id::unique("measure")
}

/// Draws the card in a corner of the picture.
pub(super) fn show(ui: &Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let Some(measure) = model.measure else { return };
    let room = ui.available_rect_before_wrap();
    let corner = cards::corner_of(ui.ctx(), id()).unwrap_or(Align2::LEFT_BOTTOM);
    let title = model.text.action_name(Action::Measure);
    Area::new(id())
        .kind(egui::UiKind::Window)
        .order(Order::Middle)
        .fade_in(false)
        .movable(false)
        .pivot(corner)
        .fixed_pos(corner.pos_in_rect(&room.shrink(cards::GAP)))
        .accessible_name(&title)
        .role(Role::Window)
        .show(ui.ctx(), |ui| {
            style::notice(style::ACCENT).show(ui, |ui| {
                ui.set_width(WIDTH.min(room.width() - 2.0 * cards::GAP - 26.0).max(120.0));
                head(ui, model, &title, commands);
                if measure.path.corners().len() > 1 {
                    numbers(ui, model.text, measure.path);
                    if room.height() > ROOM_FOR_PROFILE {
                        profile(ui, model, measure.path, room);
                    }
                }
                if measure.active {
                    ui.add(
                        egui::Label::new(RichText::new(hint(model, measure.path)).small().color(style::WEAK)).wrap(),
                    );
                }
                buttons(ui, model, measure, commands);
            });
        });
}

fn head(ui: &mut Ui, model: &Model, title: &str, commands: &mut Vec<PanelCommand>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = &model.text.frame;
            let name = fill(text.button_of, &[("button", &text.close), ("panel", &title)]);
            if header::cross(ui, &name, text.close) {
                commands.push(PanelCommand::Measure(MeasureCommand::Close));
            }
        });
    });
}

/// What a click does, and how the tool is ended.
fn hint(model: &Model, path: &MeasuredPath) -> String {
    let key = |action: Action| model.bindings.keys_of(action).join(", ");
    let (remove, end) = (key(Action::RemovePoint), key(Action::Escape));
    let text = &model.text.measure;
    let hint = if path.corners().len() == 0 { text.hint_first } else { text.hint };
    fill(hint, &[("remove", &remove), ("end", &end)])
}

fn buttons(ui: &mut Ui, model: &Model, measure: MeasureModel, commands: &mut Vec<PanelCommand>) {
    let (text, count) = (&model.text.measure, measure.path.corners().len());
    ui.horizontal(|ui| {
        let copy = ui.add_enabled(count > 1, Button::new(text.copy.name));
        if copy.on_hover_text(text.copy.tip).on_disabled_hover_text(text.copy.tip).clicked() {
            commands.push(PanelCommand::CopyText(as_text(model.text, measure.path)));
        }
        let remove = ui.add_enabled(count > 0, Button::new(model.text.action_name(Action::RemovePoint)));
        let tip = super::menu::tip_of(model.text, Action::RemovePoint, model.bindings);
        if remove.on_hover_text(&tip).on_disabled_hover_text(&tip).clicked() {
            commands.push(PanelCommand::Do(Action::RemovePoint));
        }
    });
}

fn numbers(ui: &mut Ui, text: &Texts, path: &MeasuredPath) {
    ui.spacing_mut().interact_size.y = 0.0;
    egui::Grid::new("measured").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows(text, text.numbers, path) {
            ui.label(RichText::new(name).small().color(style::WEAK));
            ui.add(egui::Label::new(value).wrap());
            ui.end_row();
        }
    });
    ui.spacing_mut().interact_size.y = 22.0;
}

/// Name and value of each number.
fn rows(text: &Texts, numbers: NumberFormat, path: &MeasuredPath) -> Vec<(&'static str, String)> {
    let (text, slopes) = (&text.measure, path.slopes());
    let number = |value: f64| numbers.decimal(value, 1);
    let signed = |value: f64| if value >= 0.05 { format!("+{}", number(value)) } else { number(value) };
    let (length, tiles) = (number(path.length_m()), number(path.length_m() / f64::from(TILE_M)));
    let mut rows = vec![(text.distance, fill(text.meters_and_tiles, &[("meters", &length), ("tiles", &tiles)]))];
    if path.height_range_m().is_none() {
        return rows;
    }
    rows.push((text.along_ground, format!("{} m", number(slopes.ground_m))));
    let up_down = fill(text.up_and_down, &[("up", &number(slopes.ascent_m)), ("down", &number(slopes.descent_m))]);
    let rise = path.rise_m().map_or_else(|| text.outside.to_owned(), |rise| format!("{} m", signed(rise)));
    rows.push((text.rise, format!("{rise} ({up_down})")));
    let steepest = fill(text.steepest, &[("slope", &number(slopes.steepest_deg))]);
    let slope = path.slope_deg().map_or_else(|| text.outside.to_owned(), |slope| format!("{}°", signed(slope)));
    rows.push((text.slope, format!("{slope} ({steepest})")));
    rows
}

/// The measurement as text: its numbers, and one line per point.
fn as_text(text: &Texts, path: &MeasuredPath) -> String {
    let numbers = NumberFormat::PLAIN;
    let number = |value: f64| numbers.decimal(value, 1);
    let rows = rows(text, numbers, path).into_iter().map(|(name, value)| format!("{name}: {value}\n"));
    let points = path.corners().map(|ProfilePoint { place, height_m, .. }| {
        let height = height_m.map_or_else(|| "–".to_owned(), number);
        format!("{} {} {}\n", number(place.x), number(place.y), height)
    });
    rows.chain([format!("{}:\n", text.measure.points)]).chain(points).collect()
}

/// Transform from a profile to the screen.
struct Plot {
    rect: Rect,
    length_m: f64,
    heights_m: [f64; 2],
}

impl Plot {
    fn new(rect: Rect, path: &MeasuredPath, [low, high]: [f64; 2]) -> Plot {
        let spare = ((LEAST_RANGE_M - (high - low)) / 2.0).max((high - low) * 0.08);
        Plot { rect, length_m: path.length_m().max(1e-3), heights_m: [low - spare, high + spare] }
    }

    fn x(&self, distance_m: f64) -> f32 {
        self.rect.left() + self.rect.width() * (distance_m / self.length_m) as f32
    }

    fn at(&self, point: &ProfilePoint, height_m: f64) -> Pos2 {
        let [low, high] = self.heights_m;
        let part = ((height_m - low) / (high - low)) as f32;
        pos2(self.x(point.distance_m), self.rect.bottom() - self.rect.height() * part)
    }

    fn distance_m(&self, x: f32) -> f64 {
        f64::from((x - self.rect.left()) / self.rect.width()) * self.length_m
    }
}

/// The height profile; the place under the mouse is marked in the picture as well.
fn profile(ui: &mut Ui, model: &Model, path: &MeasuredPath, room: Rect) {
    let Some(range) = path.height_range_m() else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), PROFILE), Sense::hover());
    let text = &model.text.measure;
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, text.profile));
    let plot = Plot::new(rect, path, range);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 3.0, style::WELL.now());
    for corner in path.corners().skip(1) {
        let line = Stroke::new(1.0, style::WEAK.now().gamma_multiply(0.4));
        painter.vline(plot.x(corner.distance_m), rect.y_range(), line);
    }
    painter.extend(profile_lines(&plot, path));
    let font = egui::FontId::monospace(10.0);
    let meters = |value: f64| format!("{} m", model.text.numbers.decimal(value, 1));
    for (height, align) in [(range[1], Align2::LEFT_TOP), (range[0], Align2::LEFT_BOTTOM)] {
        let at = align.pos_in_rect(&rect.shrink(3.0));
        painter.text(at, align, meters(height), font.clone(), style::WEAK.now());
    }
    let hovered = response.hover_pos().and_then(|at| path.at(plot.distance_m(at.x)));
    if let Some((point, height_m)) = hovered.and_then(|point| Some((point, point.height_m?))) {
        let at = plot.at(&point, height_m);
        painter.vline(at.x, rect.y_range(), Stroke::new(1.0, style::TEXT.now()));
        painter.circle_filled(at, 3.5, style::TEXT.now());
        let [height, distance] = [height_m, point.distance_m].map(|value| model.text.numbers.decimal(value, 1));
        let place = fill(text.height_at, &[("height", &height), ("distance", &distance)]);
        painter.text(rect.right_top() + vec2(-3.0, 3.0), Align2::RIGHT_TOP, place, font, style::TEXT.now());
        mark(ui, model, world(&point, height_m), room, Color32::WHITE);
    }
}

/// The profile as lines, red where it is too steep to climb. Of the points in one column of pixels only the lowest and
/// the highest matter, so only those are drawn.
fn profile_lines(plot: &Plot, path: &MeasuredPath) -> Vec<Shape> {
    let column = |x: f32| (x * 2.0) as i64;
    let mut shapes: Vec<Shape> = Vec::new();
    let mut last: Option<(i64, f32, f32)> = None;
    for [(from, low), (to, high)] in path.segments() {
        let ends = [plot.at(&from, low), plot.at(&to, high)];
        let steep = (high - low).abs().atan2(to.distance_m - from.distance_m).to_degrees() > f64::from(CLIMB_DEG);
        let within = |(at, top, bottom): (i64, f32, f32)| {
            ends.iter().all(|end| column(end.x) == at && (top..=bottom).contains(&end.y))
        };
        if last.is_some_and(within) && !steep {
            continue;
        }
        let [top, bottom] = [ends[0].y.min(ends[1].y), ends[0].y.max(ends[1].y)];
        last = match last {
            Some((at, above, below)) if at == column(ends[1].x) => Some((at, above.min(top), below.max(bottom))),
            _ => Some((column(ends[1].x), top, bottom)),
        };
        let color = if steep { style::DANGER } else { style::ACCENT };
        shapes.push(Shape::line_segment(ends, Stroke::new(1.5, color.now())));
    }
    shapes
}

/// Draws the points over the picture, and the length at the last one, or at the cursor while the tool is active.
pub(super) fn points(ui: &Ui, model: &Model) {
    let Some(measure) = model.measure else { return };
    let room = ui.available_rect_before_wrap();
    let mut last = None;
    for corner in measure.path.corners() {
        last = corner.height_m.and_then(|height_m| mark(ui, model, world(&corner, height_m), room, path_color(255)));
    }
    let length_m = measure.path.length_m();
    match next_leg(model, measure) {
        Some(leg) => {
            let end = line(ui, model, &leg, room);
            label(ui, model, end, length_m + leg.length_m(), room);
        }
        None if length_m > 0.0 => label(ui, model, last, length_m, room),
        None => {}
    }
}

/// The leg that a click would add.
fn next_leg(model: &Model, measure: MeasureModel) -> Option<MeasuredPath> {
    let last = measure.path.corners().next_back().filter(|_| measure.active)?;
    let cursor = model.cursor?.position;
    Some(MeasuredPath::new(&model.inspect.ground?.heights(), &[last.place, DVec2::new(cursor.x, cursor.z)]))
}

/// Draws a leg over the picture, which costs no new picture of the world; returns the place of its end.
fn line(ui: &Ui, model: &Model, leg: &MeasuredPath, room: Rect) -> Option<Pos2> {
    let on_screen = |(point, height_m): (ProfilePoint, f64)| {
        Some(markers::on_screen(model.view.project(world(&point, height_m))?, room))
    };
    let painter = painter(ui, room);
    let mut last = None;
    for [from, to] in leg.segments() {
        last = on_screen(to);
        if let (Some(from), Some(to)) = (on_screen(from), last) {
            painter.line_segment([from, to], Stroke::new(2.0, path_color(170)));
        }
    }
    last
}

fn label(ui: &Ui, model: &Model, at: Option<Pos2>, length_m: f64, room: Rect) {
    let (Some(at), painter) = (at, painter(ui, room)) else { return };
    let length = format!("{} m", model.text.numbers.decimal(length_m, 1));
    markers::Label::beside(&painter, at, &length, 13.0).paint(&painter);
}

fn world(point: &ProfilePoint, height_m: f64) -> DVec3 {
    DVec3::new(point.place.x, height_m, point.place.y)
}

fn path_color(alpha: u8) -> Color32 {
    let [r, g, b, _] = PATH;
    Color32::from_rgba_unmultiplied(r, g, b, alpha)
}

fn painter(ui: &Ui, room: Rect) -> egui::Painter {
    ui.ctx().layer_painter(LayerId::new(Order::Background, id())).with_clip_rect(room)
}

/// Draws a dot at a place of the world; returns its place, if it is in front of the camera.
fn mark(ui: &Ui, model: &Model, at: DVec3, room: Rect, color: Color32) -> Option<Pos2> {
    let at = markers::on_screen(model.view.project(at)?, room);
    painter(ui, room).circle(at, 4.5, color, (1.5, Color32::BLACK));
    Some(at)
}
