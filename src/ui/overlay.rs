//! The small card over the picture: zone, position, frame statistics. It never takes the mouse.

use egui::{Align2, Area, Grid, Id, RichText, Ui, vec2};

use super::legend;
use super::model::Model;
use super::style;
use super::text::{Texts, fill};
use crate::camera::CameraMode;
use crate::scene::number_format::NumberFormat;

/// Room height in points below which the card shows only the position.
const LOW: f32 = 420.0;
/// Number of rows in that case.
const LOW_ROWS: usize = 4;

/// Id of the card in egui's memory.
pub(super) fn id() -> Id {
    Id::unique("overlay")
}

/// Draws the card at the top left, below the menu bar.
pub fn show(ui: &mut Ui, model: &Model) {
    let room = ui.available_rect_before_wrap();
    Area::new(id())
        .order(egui::Order::Background)
        .interactable(false)
        .fade_in(false)
        .pivot(Align2::LEFT_TOP)
        .fixed_pos(room.min + vec2(10.0, 10.0))
        .show(ui.ctx(), |ui| {
            style::card().show(ui, |ui| {
                ui.style_mut().interaction.selectable_labels = false;
                // A constant width, because panels are placed beside it.
                ui.set_min_width(230.0_f32.min(room.width() * 0.4));
                contents(ui, model, room.height() < LOW);
            });
            if legend::is_wanted(model) {
                ui.add_space(4.0);
                style::card().show(ui, |ui| {
                    ui.style_mut().interaction.selectable_labels = false;
                    ui.set_min_width(230.0_f32.min(room.width() * 0.4));
                    legend::contents(ui, model);
                });
            }
        });
}

fn contents(ui: &mut Ui, model: &Model, low: bool) {
    let text = &model.text.overlay;
    match model.zone {
        Some(zone) => {
            ui.label(RichText::new(zone.name).strong().size(15.0));
            if !low {
                let numbers = model.text.numbers;
                let side = numbers.count(u64::from(zone.map_size));
                let size = fill(text.size, &[("side", &side), ("extent", &meters(numbers, zone.extent_m))]);
                ui.label(RichText::new(size).small().color(style::WEAK));
            }
        }
        None => {
            ui.label(RichText::new(text.no_zone).strong().size(15.0));
            ui.label(RichText::new(text.drop_hint).small().color(style::WEAK));
            return;
        }
    }
    ui.add_space(2.0);
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("overlay numbers").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows(model).into_iter().take(if low { LOW_ROWS } else { usize::MAX }) {
            ui.label(RichText::new(name).small().color(style::WEAK));
            ui.label(RichText::new(value).monospace());
            ui.end_row();
        }
    });
}

/// The card's rows: name and value.
pub(super) fn rows(model: &Model) -> Vec<(&'static str, String)> {
    let (text, numbers, eye) = (&model.text.overlay, model.text.numbers, model.pose.eye);
    // as the game shows places: whole meters east and north
    let place = |p: glam::DVec3| format!("{:.0}, {:.0}  {} m", p.x.floor(), p.z.floor(), numbers.decimal(p.y, 1));
    let mut rows = match model.mode {
        CameraMode::Free => vec![
            (text.eye, place(eye)),
            (
                text.looks,
                format!(
                    "{:.0}° {}, {:+.0}°",
                    model.pose.yaw_deg,
                    compass(model.text, model.pose.yaw_deg),
                    model.pose.pitch_deg
                ),
            ),
        ],
        CameraMode::Map => vec![(text.view, text.map_view.to_owned())],
    };
    let (cursor, tile) = match model.cursor {
        Some(cursor) => {
            let (tile, patch) = (cursor.tile, cursor.tile.patch());
            let places: [(&str, &dyn std::fmt::Display); 4] =
                [("x", &tile.x), ("z", &tile.z), ("patch_x", &patch.x), ("patch_z", &patch.z)];
            let tile = fill(text.tile_in_patch, &places);
            (place(cursor.position), tile)
        }
        None => ("–".to_owned(), "–".to_owned()),
    };
    let slope =
        model.cursor.map_or("–".to_owned(), |cursor| format!("{}°", numbers.decimal(f64::from(cursor.slope_deg), 1)));
    if model.walking {
        rows.push((text.moves, text.walking.to_owned()));
    }
    rows.push((text.cursor, cursor));
    rows.push((text.tile, tile));
    rows.push((text.slope, slope));
    let frame = &model.frame;
    rows.push((text.frame, format!("{} ms", numbers.decimal(frame.frame_ms, 1))));
    let [drawn, resident, total] =
        [frame.nodes_drawn, frame.nodes_resident, frame.nodes_total].map(|n| numbers.count(u64::from(n)));
    let counts = fill(text.nodes_counted, &[("drawn", &drawn), ("resident", &resident), ("total", &total)]);
    rows.push((text.nodes, counts));
    rows
}

/// The nearest of eight compass directions.
pub(super) fn compass(text: &Texts, yaw_deg: f64) -> &'static str {
    let names = &text.overlay.compass;
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
