//! Legend card of the view mode and the overlays. It never takes the mouse.

use egui::{
    Align, Align2, Area, Color32, Id, Label, Layout, Mesh, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, UiBuilder,
    pos2, vec2,
};

use super::game_marks;
use super::model::Model;
use super::panel::cards;
use super::style;
use super::text::fill;
use crate::camera::CameraMode;
use crate::input::Action;
use crate::scene::game_marks::{GameMarks, MarkDetail, MarkKind, TileClass, color_of_mark, mark_color};
use crate::scene::modes::legend::{Legend, LegendKey, LegendSpec, Note, Swatch, Unit, overlay_color};
use crate::scene::modes::palette::{CLIMB_DEG, Ramp};
use crate::scene::modes::pictures::{color, keys_of};
use crate::scene::modes::{Overlay, ViewMode};
use strum::VariantArray;

/// Data of the legend, besides the view settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LegendOf<'a> {
    /// Legend of the view mode.
    pub legend: Option<&'a Legend>,
    pub step_m: f32,
    /// The zone has baked shadows.
    pub shadows: bool,
    /// Values of the grass mask with their number of tiles, once counted.
    pub grass: Option<&'a [(LegendKey, u32)]>,
}

/// Tint of ground that is too steep, as `terrain.wgsl` draws it on a medium gray.
const TOO_STEEP: [u8; 3] = [161, 84, 70];
/// A color of water.
const WATER: [u8; 3] = [78, 122, 150];
/// Side of a color swatch, in points.
const SQUARE: f32 = 12.0;
/// Size of a ramp, in points.
const RAMP: [f32; 2] = [210.0, 12.0];
/// Size of a number below a ramp, in points.
const NUMBER: [f32; 2] = [60.0, 13.0];
/// Maximum number of listed grass mask values, and of listed events.
const MOST_GRASS: usize = 5;
const MOST_EVENTS: usize = 8;

/// Id of the card in egui's memory.
pub(super) fn id() -> Id {
    Id::unique("legend")
}

/// Draws the card in a corner of the picture.
pub(super) fn show(ui: &Ui, model: &Model) {
    if !is_wanted(model) {
        return;
    }
    let corner = cards::corner_of(ui.ctx(), id()).unwrap_or(Align2::LEFT_TOP);
    Area::new(id())
        .order(egui::Order::Background)
        .interactable(false)
        .fade_in(false)
        .pivot(corner)
        .fixed_pos(corner.pos_in_rect(&ui.available_rect_before_wrap().shrink(cards::GAP)))
        .show(ui.ctx(), |ui| {
            style::card().show(ui, |ui| {
                ui.style_mut().interaction.selectable_labels = false;
                contents(ui, model);
            });
        });
}

/// Whether the legend has content.
pub(super) fn is_wanted(model: &Model) -> bool {
    let has_colors = model.drawing.mode != ViewMode::Textured || !model.drawing.overlays.is_empty();
    model.zone.is_some() && (has_colors || is_walking(model))
}

fn is_walking(model: &Model) -> bool {
    model.walking && model.mode == CameraMode::Free
}

/// Draws the card's contents.
fn contents(ui: &mut Ui, model: &Model) {
    let mode = model.drawing.mode;
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.spacing_mut().interact_size.y = 0.0;
    if is_walking(model) {
        walking(ui, model);
    }
    if mode != ViewMode::Textured {
        ui.label(RichText::new((model.text.mode_name)(mode).name).strong());
        // Counts and the tile under the cursor are those of the open zone.
        if let Some(comparison) = model.compare.filter(|_| matches!(mode.spec().legend, LegendSpec::Counted)) {
            ui.label(RichText::new(comparison.a.name).small().color(style::WEAK));
        }
        match model.legend.legend {
            Some(Legend::Ramp { ramp, ends, unit }) => ramp_of(ui, model, ramp, *ends, *unit),
            Some(Legend::Swatches(swatches)) => swatches.iter().for_each(|swatch| row(ui, model, swatch)),
            _ => {}
        }
        if let Some(note) = note(model, mode) {
            ui.label(RichText::new(note).small().color(style::WEAK));
        }
        if matches!(mode.spec().legend, LegendSpec::Counted) {
            under_cursor(ui, model, mode);
        }
    }
    for overlay in model.drawing.overlays.iter() {
        self::overlay(ui, model, overlay);
    }
}

/// What the ground's colors mean for a walker, and how to leave walking.
fn walking(ui: &mut Ui, model: &Model) {
    let text = &model.text.modes;
    ui.label(RichText::new(text.walking).strong());
    for (rgb, meaning) in [(TOO_STEEP, text.too_steep), (WATER, text.water)] {
        ui.horizontal(|ui| {
            square(ui, rgb);
            ui.label(RichText::new(meaning).small());
        });
    }
    let [key, up] = [Action::Walk, Action::Up].map(|action| model.bindings.first_key_of(action));
    let fly = fill(text.fly_again, &[("key", &key), ("up", &up)]);
    ui.label(RichText::new(fly).small().color(style::WEAK));
}

fn note<'a>(model: &Model<'a>, mode: ViewMode) -> Option<&'a str> {
    let text = &model.text.modes;
    match mode.spec().note? {
        Note::SecondInCorner => Some(text.second_in_corner),
        Note::Shadows if !model.legend.shadows => Some(text.no_shadows),
        Note::Shadows => Some(text.darker_is_shadow),
        Note::ClimbLimit => Some(text.climb_limit),
    }
}

/// A ramp with its numbers below, and a mark for the terrain under the cursor.
fn ramp_of(ui: &mut Ui, model: &Model, ramp: &Ramp, [low, high]: [f32; 2], unit: Unit) {
    let slope = unit == Unit::Degrees;
    let (rect, _) = ui.allocate_exact_size(vec2(RAMP[0], RAMP[1] + 16.0), Sense::hover());
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(RAMP[0], RAMP[1]));
    ui.painter().add(Shape::mesh(gradient(bar, ramp)));
    let value_at = |t: f32| low + (high - low) * t;
    let suffix = if slope { "°" } else { " m" };
    let places = usize::from(!slope && high - low < 10.0);
    let middle = if slope { CLIMB_DEG / high } else { 0.5 };
    for (t, align) in [(0.0, Align::Min), (middle, Align::Center), (1.0, Align::Max)] {
        let text = format!("{}{suffix}", model.text.numbers.decimal(f64::from(value_at(t)), places));
        let at = bar.left() + (bar.width() - NUMBER[0]) * t;
        let place = Rect::from_min_size(pos2(at, bar.bottom() + 1.0), vec2(NUMBER[0], NUMBER[1]));
        let layout = Layout::left_to_right(Align::Center).with_main_justify(true).with_main_align(align);
        let mut number = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        number.add(Label::new(RichText::new(text).size(10.5)).selectable(false).halign(align));
    }
    let here = model.cursor.map(|cursor| if slope { cursor.slope_deg } else { cursor.position.y as f32 });
    if let Some(value) = here {
        let t = ((value - low) / (high - low).max(1e-3)).clamp(0.0, 1.0);
        let x = bar.left() + bar.width() * t;
        let tip = [pos2(x, bar.top() + 3.0), pos2(x - 4.0, bar.top() - 4.0), pos2(x + 4.0, bar.top() - 4.0)];
        ui.painter().add(Shape::convex_polygon(tip.to_vec(), Color32::WHITE, Stroke::new(1.0, Color32::BLACK)));
    }
}

fn gradient(bar: Rect, ramp: &Ramp) -> Mesh {
    const STEPS: u32 = 90;
    let mut mesh = Mesh::default();
    for i in 0..=STEPS {
        let t = i as f32 / STEPS as f32;
        let color = rgb(ramp.at(t));
        let x = bar.left() + bar.width() * t;
        mesh.colored_vertex(Pos2::new(x, bar.top()), color);
        mesh.colored_vertex(Pos2::new(x, bar.bottom()), color);
        if i > 0 {
            let first = i * 2 - 2;
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first + 2, first + 1, first + 3);
        }
    }
    mesh
}

fn rgb([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}

fn row(ui: &mut Ui, model: &Model, swatch: &Swatch) {
    ui.horizontal(|ui| {
        square(ui, swatch.rgb);
        ui.label(RichText::new(label(model, swatch.key)).small());
        if let Some(tiles) = swatch.tiles {
            let count = model.text.counted(model.text.modes.tiles, u64::from(tiles));
            ui.label(RichText::new(count).small().color(style::WEAK));
        }
    });
}

pub(super) fn square(ui: &mut Ui, color: [u8; 3]) {
    let (rect, _) = ui.allocate_exact_size(vec2(SQUARE, SQUARE), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, rgb(color));
    ui.painter().rect_stroke(rect, 2.0, Stroke::new(1.0, Color32::from_black_alpha(120)), egui::StrokeKind::Inside);
}

/// Meaning of a color in words.
fn label(model: &Model, key: LegendKey) -> String {
    let text = &model.text.modes;
    match key {
        LegendKey::Texture(index) | LegendKey::Mean(index) => fill(text.texture, &[("index", &index)]),
        LegendKey::Direction(direction) => {
            format!("{direction}  {}", model.text.tile.orientation[usize::from(direction & 7)])
        }
        LegendKey::LayerCount(count) => text.layer_counts[usize::from(count).min(2)].to_owned(),
        LegendKey::Level(0) => text.full_detail.to_owned(),
        LegendKey::Level(level) => fill(text.every_vertex, &[("step", &(1u32 << level.min(31)))]),
        LegendKey::Grass(mask) => fill(text.grass_mask, &[("value", &mask)]),
        LegendKey::Drawn(times) => model.text.counted(text.drawn, u64::from(times)),
        LegendKey::TexelsPerMeter(texels) => fill(text.texels_per_m, &[("count", &texels)]),
        LegendKey::Found => text.texture_found.to_owned(),
        LegendKey::Missing => text.texture_missing.to_owned(),
        LegendKey::Nothing => text.nothing.to_owned(),
    }
}

/// The value of the tile under the cursor.
fn under_cursor(ui: &mut Ui, model: &Model, mode: ViewMode) {
    let (Some(cursor), Some(ground)) = (model.cursor, model.inspect.ground) else { return };
    let keys = keys_of(ground.gtd(), mode, cursor.tile.x, cursor.tile.z);
    ui.horizontal(|ui| {
        ui.label(RichText::new(model.text.modes.here).small().color(style::WEAK));
        for key in keys.into_iter().flatten() {
            let is_missing = matches!(key, LegendKey::Mean(texture) if model.inspect.is_missing(texture));
            let shown = if is_missing && mode == ViewMode::MissingTextures { LegendKey::Missing } else { key };
            square(ui, color(shown, &[]));
            ui.label(RichText::new(label(model, key)).small());
        }
        if keys[0].is_none() {
            ui.label(RichText::new(model.text.modes.nothing).small());
        }
    });
}

fn overlay(ui: &mut Ui, model: &Model, overlay: Overlay) {
    let text = &model.text.modes;
    let rows = if overlay.shows_game_marks() { marks(model, overlay) } else { Vec::new() };
    // A single kind that has the overlay's name needs no line of its own.
    let only = match &rows[..] {
        [(_, name, count)] if *name == (model.text.overlay_name)(overlay).name => Some(*count),
        _ => None,
    };
    ui.horizontal(|ui| {
        match overlay.spec().is_lines {
            false => square(ui, overlay_color(overlay)),
            true => {
                let (rect, _) = ui.allocate_exact_size(vec2(SQUARE, SQUARE), Sense::hover());
                let line = [rect.left_center(), rect.right_center()];
                ui.painter().line_segment(line, Stroke::new(4.5, Color32::from_gray(120)));
                ui.painter().line_segment(line, Stroke::new(2.0, rgb(overlay_color(overlay))));
            }
        }
        ui.label(RichText::new((model.text.overlay_name)(overlay).name).small());
        if overlay == Overlay::Contours {
            let every =
                fill(text.every_meters, &[("step", &model.text.numbers.localize(&model.legend.step_m.to_string()))]);
            ui.label(RichText::new(every).small().color(style::WEAK));
        }
        if let Some(count) = only {
            ui.label(RichText::new(model.text.numbers.count(count)).small().color(style::WEAK));
        }
    });
    if overlay.shows_game_marks() && rows.is_empty() {
        ui.label(RichText::new(why_none(model, overlay)).small().color(style::WEAK));
    }
    for (rgb, name, count) in rows.into_iter().filter(|_| only.is_none()) {
        ui.horizontal(|ui| {
            square(ui, rgb);
            ui.label(RichText::new(name).small());
            ui.label(RichText::new(model.text.numbers.count(count)).small().color(style::WEAK));
        });
    }
    if let (Overlay::Grass, Some(grass)) = (overlay, model.legend.grass) {
        if grass.is_empty() {
            ui.label(RichText::new(text.no_grass).small().color(style::WEAK));
        }
        for (key, tiles) in grass.iter().take(MOST_GRASS) {
            row(ui, model, &Swatch { key: *key, rgb: color(*key, &[]), tiles: Some(*tiles) });
        }
    }
}

/// What the colors of an overlay of marks mean: kinds with their numbers, events, or classes of tiles.
fn marks(model: &Model, overlay: Overlay) -> Vec<([u8; 3], String, u64)> {
    let text = &model.text.game_marks;
    let Some(marks) = model.marks.marks else { return Vec::new() };
    match overlay {
        Overlay::Blocked => {
            let counts = model.marks.classes.unwrap_or_default();
            let row = |class: &TileClass| (class.color(), text.tile_classes[*class as usize].to_owned());
            let rows = TileClass::VARIANTS.iter().map(row).zip(counts);
            rows.map(|((rgb, name), count)| (rgb, name, u64::from(count))).filter(|(.., count)| *count > 0).collect()
        }
        Overlay::Events | Overlay::Areas => events(model, marks, overlay),
        _ => {
            let kinds = MarkKind::VARIANTS.iter().copied().filter(|kind| kind.overlay() == overlay);
            let rows =
                kinds.map(|kind| (mark_color(kind), (model.text.mark_kinds)(kind).to_owned(), marks.count(kind)));
            rows.map(|(rgb, name, count)| (rgb, name, count as u64)).filter(|(.., count)| *count > 0).collect()
        }
    }
}

/// Why an overlay of marks shows nothing.
fn why_none(model: &Model, overlay: Overlay) -> &'static str {
    let text = &model.text.game_marks;
    let has_server = model.server_check.pairing.is_some();
    let has_events = || model.marks.marks.is_some_and(|marks| marks.count(MarkKind::EventArea) > 0);
    match overlay {
        Overlay::Areas if has_events() => text.areas_of_server,
        Overlay::Areas => text.no_areas,
        Overlay::Events | Overlay::Blocked | Overlay::Spawns | Overlay::Regene if !has_server => text.needs_server,
        _ => text.none_short,
    }
}

/// Events or named areas by color, most tiles or areas first.
fn events(model: &Model, marks: &GameMarks, overlay: Overlay) -> Vec<([u8; 3], String, u64)> {
    let mut rows: Vec<([u8; 3], String, u64)> = Vec::new();
    for mark in marks.marks.iter().filter(|mark| mark.kind.overlay() == overlay) {
        let tiles = mark.details.iter().find_map(|detail| match detail {
            MarkDetail::Tiles(tiles) => Some(u64::from(*tiles)),
            _ => None,
        });
        let (rgb, count) = (color_of_mark(mark), tiles.unwrap_or(1));
        match rows.iter_mut().find(|row| row.0 == rgb) {
            Some(row) => row.2 += count,
            None => rows.push((rgb, game_marks::title(model.text, mark), count)),
        }
    }
    rows.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    rows.truncate(MOST_EVENTS);
    rows
}
