//! The panel that says what is drawn: layers, detail, time of day, sky, names of the placed objects.

use egui::{Button, Checkbox, ComboBox, Grid, RichText, Slider, Ui};

use super::model::{Command, Model};
use super::style;

/// Seconds of a day.
pub const DAY_SECS: u32 = 86_400;

/// What is drawn of a zone, as far as the user chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    layers(ui, &mut drawing, model.objects.len());
    ui.add_space(6.0);
    detail(ui, &mut drawing);
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
    ui.horizontal(|ui| {
        let mut level = |full: bool, label: &str, tip: &str| {
            if ui.selectable_label(drawing.full_detail == full, label).on_hover_text(tip).clicked() {
                drawing.full_detail = full;
            }
        };
        level(false, "Automatic", "Far ground is drawn with fewer triangles where that does not show");
        level(true, "Full", "Every tile, however far: slow in large zones");
    });
    let tip = "As the client drew it: three detail levels, 512 m of view, its field of view and sharp textures";
    switch(ui, &mut drawing.classic, "Classic", tip);
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
        if ui.add(slider).on_hover_text("Time of the zone's day").changed() {
            drawing.time_secs = minutes * 60;
        }
    });
    ui.horizontal(|ui| {
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
            if ui.selectable_label(skies.shown == Some(index), name).clicked() {
                commands.push(Command::ChooseSky(index));
            }
        }
    });
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
