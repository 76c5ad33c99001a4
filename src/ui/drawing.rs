//! The panel that says what is drawn: layers, detail, time of day, sky, names of the placed objects.

use egui::{Button, Checkbox, ComboBox, Grid, RichText, Role, Slider, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::model::{Command, Model};
use super::modes;
use super::style;
use crate::terrain::modes::{Overlays, ViewMode};

/// Seconds of a day.
pub const DAY_SECS: u32 = 86_400;

/// How tile textures are filtered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FilterChoice {
    /// What fits the adapter.
    #[default]
    Auto,
    /// Nearest texel of the nearest level.
    Nearest,
    /// Four texels of the nearest level.
    Bilinear,
    /// Four texels of the two nearest levels.
    Trilinear,
    /// Trilinear, along the direction in which the ground recedes.
    Anisotropic,
}

impl FilterChoice {
    /// All of them, with their names on the command line and a sentence about each.
    pub const ALL: [(FilterChoice, &'static str, &'static str); 5] = [
        (FilterChoice::Auto, "auto", "Trilinear where a CPU draws, anisotropic elsewhere"),
        (FilterChoice::Nearest, "nearest", "Every texel a square: what the files hold"),
        (FilterChoice::Bilinear, "bilinear", "Smooth, with an edge where the level changes"),
        (FilterChoice::Trilinear, "trilinear", "Smooth, also from level to level"),
        (FilterChoice::Anisotropic, "anisotropic", "Sharp also at flat angles; seconds a frame where a CPU draws"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        FilterChoice::ALL[self as usize].1
    }

    /// The choice of a name.
    pub fn of_name(name: &str) -> Option<FilterChoice> {
        FilterChoice::ALL.into_iter().find(|(_, known, _)| *known == name).map(|(choice, ..)| choice)
    }
}

/// What is drawn of a zone, as far as the user chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Drawing {
    /// Tile textures.
    pub tiles: bool,
    /// The colour map in the distance.
    pub colour_map: bool,
    /// Baked shadows.
    pub shadows: bool,
    /// Rivers and ponds.
    pub water: bool,
    /// Sky.
    pub sky: bool,
    /// Fog.
    pub fog: bool,
    /// Shading by slope.
    pub relief: bool,
    /// Detail, far clip, fog, field of view and mip bias of the client.
    pub classic: bool,
    /// Every patch in full, however far.
    pub full_detail: bool,
    /// Names of the placed objects.
    pub objects: bool,
    /// The time of day goes on.
    pub time_runs: bool,
    /// The sun stands where the zone's table fixes it, if it does.
    pub fixed_hour: bool,
    /// Time of day in seconds, below [`DAY_SECS`].
    pub time_secs: u32,
    /// Texture filter.
    pub filter: FilterChoice,
    /// Samples a pixel: 1, 2 or 4; none for what fits the adapter.
    pub samples: Option<u32>,
    /// How far the ground is drawn, metres; none for to the horizon.
    pub view_distance_m: Option<f32>,
    /// What the ground is coloured by.
    pub mode: ViewMode,
    /// What lies over it.
    pub overlays: Overlays,
    /// Height between contours, metres; none for what suits the zone.
    pub contour_step_m: Option<f32>,
}

impl Default for Drawing {
    /// As a zone is drawn where nothing was chosen: at noon, with everything but relief and names.
    fn default() -> Drawing {
        Drawing {
            tiles: true,
            colour_map: true,
            shadows: true,
            water: true,
            sky: true,
            fog: true,
            relief: false,
            classic: false,
            full_detail: false,
            objects: false,
            time_runs: false,
            fixed_hour: true,
            time_secs: DAY_SECS / 2,
            filter: FilterChoice::Auto,
            samples: None,
            view_distance_m: None,
            mode: ViewMode::Textured,
            overlays: Overlays::default(),
            contour_step_m: None,
        }
    }
}

/// The skies that a zone can be seen under.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Skies<'a> {
    /// Names of the client's skies.
    pub names: &'a [String],
    /// The one that is shown, where it is one of them.
    pub shown: Option<usize>,
    /// The zone has a sky of its own or was given one: the time of day shows.
    pub any: bool,
    /// The hour at which the zone's sun stands still, if it does.
    pub fixed_hour: Option<u32>,
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let mut drawing = model.drawing;
    heading(ui, model.text.modes.heading);
    modes::section(ui, model, &mut drawing);
    ui.add_space(6.0);
    layers(ui, &mut drawing, model.objects.len());
    ui.add_space(6.0);
    detail(ui, &mut drawing);
    ui.add_space(6.0);
    quality(ui, &mut drawing, model.zone.map_or(2048.0, |zone| zone.extent_m as f32));
    ui.add_space(6.0);
    heading(ui, "Time of day");
    ui.add_enabled_ui(model.skies.any, |ui| time_of_day(ui, &mut drawing, &model.skies));
    if !model.skies.any {
        ui.label(RichText::new("Without a sky there is no time of day.").small().color(style::WEAK));
    }
    sky(ui, model, commands);
    if drawing != model.drawing {
        commands.push(Command::Draw(drawing));
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).strong().color(style::ACCENT));
}

fn switch(ui: &mut Ui, on: &mut bool, label: &str, tip: &str) {
    ui.add(Checkbox::new(on, label)).on_hover_text(tip);
}

fn layers(ui: &mut Ui, drawing: &mut Drawing, objects: usize) {
    heading(ui, "Layers");
    Grid::new("layers").num_columns(2).min_col_width(120.0).spacing([12.0, 4.0]).show(ui, |ui| {
        switch(ui, &mut drawing.tiles, "Tiles", "Tile textures; without them the colour map lies everywhere");
        switch(ui, &mut drawing.colour_map, "Colour map", "Takes over where tiles are too far to be told apart");
        ui.end_row();
        switch(ui, &mut drawing.shadows, "Shadows", "The zone's baked shadows");
        switch(ui, &mut drawing.water, "Water", "Rivers and ponds");
        ui.end_row();
        switch(ui, &mut drawing.sky, "Sky", "Gradient, sun and clouds");
        switch(ui, &mut drawing.fog, "Fog", "By the client's formula, scaled to the view distance");
        ui.end_row();
        switch(ui, &mut drawing.relief, "Relief", "Shade the ground by its slope, which the client does not");
        ui.add_enabled_ui(objects > 0, |ui| {
            let tip = format!("Name the nearest of {objects} placed objects in the picture");
            switch(ui, &mut drawing.objects, "Object names", &tip);
        });
        ui.end_row();
    });
}

fn detail(ui: &mut Ui, drawing: &mut Drawing) {
    heading(ui, "Detail");
    ui.horizontal_wrapped(|ui| {
        let mut level = |full: bool, label: &str, tip: &str| {
            if ui.selectable_label(drawing.full_detail == full, label).on_hover_text(tip).clicked() {
                drawing.full_detail = full;
            }
        };
        level(false, "Automatic", "Far ground is drawn with fewer triangles where that does not show");
        level(true, "Full", "Every tile, however far: slow in large zones");
        let tip = "As the client drew it: three detail levels, 512 m of view, its field of view and sharp textures";
        switch(ui, &mut drawing.classic, "Classic", tip);
    });
}

fn quality(ui: &mut Ui, drawing: &mut Drawing, extent_m: f32) {
    heading(ui, "Quality");
    Grid::new("quality").num_columns(2).spacing([12.0, 4.0]).show(ui, |ui| {
        ui.label("Filter");
        let list = ComboBox::from_id_salt("filter").selected_text(drawing.filter.name()).width(130.0);
        let list = list.show_ui(ui, |ui| {
            for (choice, name, tip) in FilterChoice::ALL {
                ui.selectable_value(&mut drawing.filter, choice, name).on_hover_text(tip);
            }
        });
        list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Texture filter"));
        list.response.on_hover_text("How tile textures are filtered");
        ui.end_row();
        ui.label("Samples");
        ui.horizontal(|ui| {
            let choices = [(None, "auto"), (Some(1), "1"), (Some(4), "4")];
            for (samples, name) in choices {
                let tip = match samples {
                    None => "One where a CPU draws, four elsewhere",
                    Some(1) => "One a pixel: fast, with steps along edges",
                    Some(_) => "Four a pixel: smooth edges",
                };
                if ui.selectable_label(drawing.samples == samples, name).on_hover_text(tip).clicked() {
                    drawing.samples = samples;
                }
            }
        });
        ui.end_row();
        ui.label("View distance");
        view_distance(ui, drawing, extent_m);
        ui.end_row();
    });
}

fn view_distance(ui: &mut Ui, drawing: &mut Drawing, extent_m: f32) {
    let most_m = (extent_m * 1.5).max(1024.0);
    ui.horizontal(|ui| {
        let mut limited = drawing.view_distance_m.is_some();
        let tip = "Draw the ground only so far; else to the horizon";
        let limit = ui.add(Checkbox::new(&mut limited, ""));
        limit.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, limited, "Limit the view distance"));
        if limit.on_hover_text(tip).changed() {
            drawing.view_distance_m = limited.then_some((extent_m / 2.0).clamp(64.0, most_m).round());
        }
        match &mut drawing.view_distance_m {
            Some(metres) => {
                let value = egui::DragValue::new(metres).range(16.0..=most_m).speed(4.0).max_decimals(1).suffix(" m");
                let value = ui.add(value);
                value.widget_info(|| WidgetInfo::drag_value(true, f64::from(*metres)));
                value.on_hover_text("Metres from the eye; drag, or click and type");
            }
            None => drop(ui.label(RichText::new("to the horizon").color(style::WEAK))),
        }
    });
}

fn time_of_day(ui: &mut Ui, drawing: &mut Drawing, skies: &Skies) {
    ui.horizontal(|ui| {
        let (mark, tip) =
            if drawing.time_runs { ("⏸", "Stop the time") } else { ("▶", "Let a day pass in two minutes") };
        let play = ui.add(Button::new(mark).min_size(egui::vec2(26.0, 0.0))).on_hover_text(tip);
        let name = if drawing.time_runs { "Stop the time" } else { "Let the time run" };
        play.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        if play.clicked() {
            drawing.time_runs = !drawing.time_runs;
        }
        ui.spacing_mut().slider_width = (ui.available_width() - 70.0).max(60.0);
        let mut minutes = drawing.time_secs / 60;
        let slider = Slider::new(&mut minutes, 0..=DAY_SECS / 60 - 1)
            .custom_formatter(|minutes, _| clock(minutes as u32))
            .custom_parser(|text| minutes_of(text).map(f64::from));
        let slider = ui.add(slider);
        slider.widget_info(|| WidgetInfo::slider(true, f64::from(minutes), "Time of day"));
        if slider.on_hover_text("Time of the zone's day").changed() {
            drawing.time_secs = minutes * 60;
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (label, hour) in [("Dawn", 5), ("Noon", 12), ("Dusk", 18), ("Midnight", 0)] {
            let tip = format!("{hour:02}:00");
            if ui.add(Button::new(label).small()).on_hover_text(tip).clicked() {
                drawing.time_secs = hour * 3600;
            }
        }
    });
    if let Some(hour) = skies.fixed_hour {
        let label = format!("Sun fixed at {hour:02}:00");
        switch(ui, &mut drawing.fixed_hour, &label, "The client's table of zones fixes the sun of this zone");
    }
}

fn sky(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let skies = model.skies;
    if skies.names.is_empty() {
        return;
    }
    ui.add_space(6.0);
    heading(ui, "Sky");
    let shown = skies.shown.and_then(|index| skies.names.get(index)).map_or("the zone's own", String::as_str);
    let list = ComboBox::from_id_salt("sky").selected_text(shown).width(ui.available_width().min(260.0));
    let list = list.show_ui(ui, |ui| {
        for (index, name) in skies.names.iter().enumerate() {
            let label = ui.selectable_label(skies.shown == Some(index), name);
            if label.on_hover_text("See the zone under this sky").clicked() {
                commands.push(Command::ChooseSky(index));
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Sky"));
    list.response.on_hover_text("See the zone under another sky of the client");
}

/// Minutes of the day as a clock shows them.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes of the day from a clock's text, or from whole hours.
pub(super) fn minutes_of(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
