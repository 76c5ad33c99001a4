//! The status line at the bottom: camera, cursor, speed or zoom, hidden objects, and what is loading. Without a zone, how to open one.

use egui::{Align, FontId, Label, Layout, RichText, Ui, vec2};

use super::compare::ComparisonView;
use super::model::{Model, PanelCommand, ZoneInfo};
use super::text::{Texts, fill};
use super::{hidden, notices, style};
use crate::camera::{CameraMode, Lens};
use crate::scene::number_format::NumberFormat;

/// Distance between two entries, in points.
const GAP: f32 = 16.0;
/// Height of the line, in points.
const HEIGHT: f32 = 24.0;

/// An entry of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: &'static str,
    pub value: String,
    /// Number of characters that are reserved, so that the next entries stay while the value changes.
    chars: usize,
}

pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let panel =
        egui::Panel::bottom("status line").exact_size(HEIGHT).show_separator_line(false).frame(style::status_line());
    panel.show(ui, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            match (model.progress, model.zone) {
                (Some(progress), Some(_)) => notices::short_bar(ui, model.text, progress),
                (_, Some(zone)) => {
                    let text = model.compare.as_ref().map_or_else(|| size(model.text, zone), sides);
                    ui.label(RichText::new(text).small().color(style::WEAK));
                }
                (_, None) => {}
            }
            if model.zone.is_some() && !model.hidden.numbers.is_empty() {
                ui.add_space(GAP);
                ui.allocate_ui_with_layout(vec2(0.0, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
                    hidden::hint(ui, model, commands);
                });
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| entries(ui, model));
        });
    });
}

/// As many entries as fit.
fn entries(ui: &mut Ui, model: &Model) {
    if model.zone.is_none() {
        let hint = format!("{}. {}", model.text.status.no_zone, model.text.status.drop_hint);
        ui.add(Label::new(RichText::new(hint).color(style::WEAK)).truncate());
        return;
    }
    ui.spacing_mut().item_spacing.x = 5.0;
    let mono = FontId::monospace(12.0);
    let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&mono, '0'));
    let small = egui::TextStyle::Small.resolve(ui.style());
    for entry in line(model) {
        let name = ui.painter().layout_no_wrap(entry.name.to_owned(), small.clone(), style::WEAK.now());
        let value = entry.value.chars().count().max(entry.chars) as f32 * digit;
        if name.size().x + 5.0 + value + GAP > ui.available_width() {
            break;
        }
        ui.label(RichText::new(entry.name).small().color(style::WEAK));
        ui.allocate_ui_with_layout(vec2(value, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(value);
            ui.label(RichText::new(&entry.value).font(mono.clone()));
        });
        ui.add_space(GAP - 5.0);
    }
}

/// The entries, most important first.
pub(super) fn line(model: &Model) -> Vec<Entry> {
    let (text, numbers) = (&model.text.status, model.text.numbers);
    let entry = |name, value: String, chars| Entry { name, value, chars };
    // as the game shows places: whole meters east and north
    let place = |p: glam::DVec3| format!("{:.0}, {:.0}  {} m", p.x.floor(), p.z.floor(), numbers.decimal(p.y, 1));
    let none = || "–".to_owned();
    let cursor = model.cursor.map_or_else(none, |cursor| place(cursor.position));
    let tile = model.cursor.map_or_else(none, |cursor| format!("{}, {}", cursor.tile.x, cursor.tile.z));
    let degrees = |cursor: super::Cursor| format!("{}°", numbers.decimal(f64::from(cursor.slope_deg), 1));
    let slope = model.cursor.map_or_else(none, degrees);
    let mut line = vec![entry(text.cursor, cursor, 18), entry(text.tile, tile, 8), entry(text.slope, slope, 5)];
    match (model.mode, model.view.lens) {
        (CameraMode::Map, Lens::Orthographic { height_m }) => {
            line.push(entry(text.map_view, fill(text.meters_high, &[("meters", &meters(numbers, height_m))]), 0));
        }
        _ => {
            let pose = &model.pose;
            let heading =
                format!("{:.0}° {}, {:+.0}°", pose.yaw_deg, compass(model.text, pose.yaw_deg), pose.pitch_deg);
            let speed = numbers.decimal(model.speed_mps, usize::from(model.speed_mps < 10.0));
            let moving = if model.walking { text.walking } else { text.speed };
            line.push(entry(moving, format!("{speed} m/s"), 8));
            line.push(entry(text.eye, place(pose.eye), 18));
            line.push(entry(text.looks, heading, 14));
        }
    }
    line
}

/// The compared zones, as they are beside the wipe line.
fn sides(comparison: &ComparisonView) -> String {
    format!("{} ↔ {}", comparison.a.name, comparison.b.name)
}

/// Size of a zone: vertices and meters.
fn size(text: &Texts, zone: ZoneInfo) -> String {
    let side = text.numbers.count(u64::from(zone.map_size));
    fill(text.status.size, &[("side", &side), ("extent", &meters(text.numbers, zone.extent_m))])
}

/// The nearest of eight compass directions.
pub(super) fn compass(text: &Texts, yaw_deg: f64) -> &'static str {
    let names = &text.status.compass;
    names[(yaw_deg.rem_euclid(360.0) / 45.0).round() as usize % names.len()]
}

/// A length for reading.
fn meters(numbers: NumberFormat, length_m: f64) -> String {
    if length_m < 10_000.0 {
        format!("{} m", numbers.decimal(length_m, 0))
    } else {
        format!("{} km", numbers.decimal(length_m / 1000.0, 1))
    }
}
