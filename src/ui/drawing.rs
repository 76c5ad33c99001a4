//! View settings panel: layers, detail, time of day, sky, object names.

use egui::{Button, Checkbox, ComboBox, DragValue, Grid, RichText, Role, Slider, Ui, WidgetInfo};
use strum::VariantArray;

use super::hidden;
use super::model::{Model, PanelCommand};
use super::modes;
use super::number_input;
use super::style;
use super::sun_dial;
use super::text::{Drawing, Named, Texts, fill};
use super::tips::beside;
use crate::scene::view_settings::{DAY_SECS, Filter, Lighting, ViewSettings};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Skies<'a> {
    /// Names of the client's skies.
    pub names: &'a [String],
    /// Index of the sky in use, if it is one of them.
    pub shown: Option<usize>,
    /// The zone has a sky, its own or a chosen one, so the time of day matters.
    pub any: bool,
    /// Hour at which the zone fixes its sun, if it does.
    pub fixed_hour: Option<u32>,
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, mut drawing) = (model.text, model.drawing);
    heading(ui, text.modes.heading);
    modes::section(ui, model, &mut drawing);
    ui.add_space(6.0);
    layers(ui, text, &mut drawing, model.objects.len());
    ui.add_space(6.0);
    if !model.objects.is_empty() {
        hidden::section(ui, model, commands);
        ui.add_space(6.0);
    }
    lighting(ui, text, &mut drawing);
    ui.add_space(6.0);
    detail(ui, text, &mut drawing);
    ui.add_space(6.0);
    quality(ui, text, &mut drawing, model.zone.map_or(2048.0, |zone| zone.extent_m as f32));
    ui.add_space(6.0);
    time_section(ui, model, &mut drawing);
    sky(ui, model, commands);
    if drawing != model.drawing {
        commands.push(PanelCommand::Draw(drawing));
    }
}

/// The time of day, with its heading.
pub(super) fn time_section(ui: &mut Ui, model: &Model, drawing: &mut ViewSettings) {
    let text = model.text;
    heading(ui, text.drawing.time_of_day.name);
    ui.add_enabled_ui(model.skies.any, |ui| time_of_day(ui, text, drawing, &model.skies));
    if !model.skies.any {
        ui.label(RichText::new(text.drawing.no_time).small().color(style::WEAK));
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).strong().color(style::ACCENT));
}

fn switch(ui: &mut Ui, on: &mut bool, named: Named) {
    ui.add(Checkbox::new(on, named.name)).on_hover_text(named.tip);
}

fn layers(ui: &mut Ui, text: &Texts, drawing: &mut ViewSettings, objects: usize) {
    let (text, numbers) = (&text.drawing, text.numbers);
    heading(ui, text.layers);
    Grid::new("layers").num_columns(2).min_col_width(120.0).spacing([12.0, 4.0]).show(ui, |ui| {
        switch(ui, &mut drawing.tiles, text.tiles);
        switch(ui, &mut drawing.color_map, text.color_map);
        ui.end_row();
        switch(ui, &mut drawing.shadows, text.shadows);
        switch(ui, &mut drawing.water, text.water);
        ui.end_row();
        switch(ui, drawing.objects_switch(), text.objects);
        switch(ui, &mut drawing.sky, text.sky);
        ui.end_row();
        switch(ui, &mut drawing.fog, text.fog);
        switch(ui, &mut drawing.relief, text.relief);
        ui.end_row();
        ui.add_enabled_ui(objects > 0, |ui| {
            let tip = fill(text.object_names.tip, &[("count", &numbers.count(objects as u64))]);
            ui.add(Checkbox::new(&mut drawing.object_names, text.object_names.name)).on_hover_text(tip);
        });
        ui.add_enabled_ui(objects > 0 && drawing.objects, |ui| switch(ui, &mut drawing.gates_open, text.gates_open));
        ui.end_row();
    });
}

fn lighting(ui: &mut Ui, text: &Texts, drawing: &mut ViewSettings) {
    heading(ui, text.drawing.lighting);
    ui.horizontal_wrapped(|ui| {
        for lighting in Lighting::VARIANTS {
            let named = (text.lighting)(*lighting);
            let label = ui.selectable_label(drawing.lighting() == *lighting, named.name);
            if label.on_hover_text(named.tip).clicked() {
                drawing.set_lighting(*lighting);
            }
        }
    });
}

fn detail(ui: &mut Ui, text: &Texts, drawing: &mut ViewSettings) {
    let text = &text.drawing;
    heading(ui, text.detail);
    ui.horizontal_wrapped(|ui| {
        let mut level = |full: bool, named: Named| {
            let label = ui.selectable_label(drawing.full_detail == full, named.name);
            if label.on_hover_text(named.tip).clicked() {
                drawing.full_detail = full;
            }
        };
        level(false, text.automatic);
        level(true, text.full);
        switch(ui, &mut drawing.classic, text.classic);
    });
}

fn quality(ui: &mut Ui, texts: &Texts, drawing: &mut ViewSettings, extent_m: f32) {
    let text = &texts.drawing;
    heading(ui, text.quality);
    Grid::new("quality").num_columns(2).spacing([12.0, 4.0]).show(ui, |ui| {
        ui.label(text.filter.name);
        let list = ComboBox::from_id_salt("filter").selected_text((texts.filter)(drawing.filter).name).width(130.0);
        let list = list.show_ui(ui, |ui| {
            let choices = [None].into_iter().chain(Filter::VARIANTS.iter().copied().map(Some));
            for choice in choices {
                let named = (texts.filter)(choice);
                beside(ui.selectable_value(&mut drawing.filter, choice, named.name), named.tip);
            }
        });
        list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.texture_filter));
        list.response.on_hover_text(text.filter.tip);
        ui.end_row();
        ui.label(text.samples);
        ui.horizontal(|ui| {
            let choices = [(None, text.samples_auto), (Some(1), text.samples_one), (Some(4), text.samples_four)];
            for (samples, named) in choices {
                let label = ui.selectable_label(drawing.samples == samples, named.name);
                if label.on_hover_text(named.tip).clicked() {
                    drawing.samples = samples;
                }
            }
        });
        ui.end_row();
        let most_m = (extent_m * 1.5).max(1024.0);
        let usual_m = (extent_m / 2.0).clamp(64.0, most_m).round();
        ui.label(text.view_distance);
        distance(ui, texts, &mut drawing.view_distance_m, [usual_m, most_m], text.limit);
        ui.end_row();
        ui.label(text.object_distance);
        distance(ui, texts, &mut drawing.object_distance_m, [usual_m.min(300.0), most_m], text.limit_objects);
        ui.end_row();
        ui.label(text.object_density.name);
        let mut percent = drawing.object_density * 100.0;
        ui.spacing_mut().slider_width = 80.0;
        let slider = ui.add(Slider::new(&mut percent, 0.0..=100.0).step_by(5.0).max_decimals(0).suffix(" %"));
        slider.widget_info(|| WidgetInfo::slider(true, f64::from(percent), text.object_density.name));
        if slider.on_hover_text(text.object_density.tip).changed() {
            drawing.object_density = percent / 100.0;
        }
        ui.end_row();
    });
}

/// A distance that may be limited: to `usual_m` at first, and to at most `most_m`.
fn distance(ui: &mut Ui, text: &Texts, value: &mut Option<f32>, [usual_m, most_m]: [f32; 2], limit: Named) {
    let (text, numbers) = (&text.drawing, text.numbers);
    ui.horizontal(|ui| {
        let mut limited = value.is_some();
        let switch = ui.add(Checkbox::new(&mut limited, ""));
        switch.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, limited, limit.name));
        if switch.on_hover_text(limit.tip).changed() {
            *value = limited.then_some(usual_m);
        }
        match value {
            Some(meters) => {
                let field = number_input::field(numbers, meters, 16.0..=most_m).speed(4.0).max_decimals(1).suffix(" m");
                let field = ui.add(field);
                field.widget_info(|| WidgetInfo::drag_value(true, f64::from(*meters)));
                field.on_hover_text(text.distance_tip);
            }
            None => drop(ui.label(RichText::new(text.to_horizon).color(style::WEAK))),
        }
    });
}

fn time_of_day(ui: &mut Ui, texts: &Texts, drawing: &mut ViewSettings, skies: &Skies) {
    let text = &texts.drawing;
    let mut minutes = drawing.time_secs / 60;
    ui.horizontal(|ui| {
        let sun_hour = skies.fixed_hour.filter(|_| drawing.fixed_hour);
        sun_dial::show(ui, text.sun_dial, &mut minutes, sun_hour);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                play(ui, text, &mut drawing.time_runs);
                clock_field(ui, text.time_of_day, &mut minutes);
            });
            ui.add_space(4.0);
            for (label, hour) in text.hours.into_iter().zip([5, 12, 18, 0]) {
                let tip = format!("{hour:02}:00");
                if ui.add(Button::new(label).small()).on_hover_text(tip).clicked() {
                    minutes = hour * 60;
                }
            }
        });
    });
    // Seconds are kept while the minute is.
    if minutes != drawing.time_secs / 60 {
        drawing.time_secs = minutes * 60;
    }
    if let Some(hour) = skies.fixed_hour {
        let label = fill(text.sun_fixed.name, &[("hour", &format!("{hour:02}"))]);
        ui.add(Checkbox::new(&mut drawing.fixed_hour, label)).on_hover_text(text.sun_fixed.tip);
    }
}

/// The button that lets the time run.
fn play(ui: &mut Ui, text: &Drawing, runs: &mut bool) {
    let (mark, named) = if *runs { ("⏸", text.stop_time) } else { ("▶", text.run_time) };
    let play = ui.add(Button::new(mark).min_size(egui::vec2(26.0, 0.0))).on_hover_text(named.tip);
    play.widget_info(|| WidgetInfo::labeled(Role::Button, true, named.name));
    if play.clicked() {
        *runs = !*runs;
    }
}

/// The time as a clock, to type or to drag.
fn clock_field(ui: &mut Ui, named: Named, minutes: &mut u32) {
    let field = DragValue::new(minutes)
        .range(0..=DAY_SECS / 60 - 1)
        .custom_formatter(|minutes, _| clock(minutes as u32))
        .custom_parser(|text| minutes_of(text).map(f64::from));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::drag_value(true, f64::from(*minutes)));
    field.on_hover_text(named.tip);
}

fn sky(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, skies) = (&model.text.drawing, model.skies);
    if skies.names.is_empty() {
        return;
    }
    ui.add_space(6.0);
    heading(ui, text.sky_list.name);
    let shown = skies.shown.and_then(|index| skies.names.get(index)).map_or(text.own_sky, String::as_str);
    let list = ComboBox::from_id_salt("sky").selected_text(shown).width(ui.available_width().min(260.0));
    let list = list.show_ui(ui, |ui| {
        for (index, name) in skies.names.iter().enumerate() {
            let label = ui.selectable_label(skies.shown == Some(index), name);
            if beside(label, text.this_sky).clicked() {
                commands.push(PanelCommand::ChooseSky(index));
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.sky_list.name));
    list.response.on_hover_text(text.sky_list.tip);
}

/// Formats minutes of the day as a clock.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Parses minutes of the day from a clock's text, or from whole hours.
pub(super) fn minutes_of(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
