//! Zones of the client that use the same texture file.

use std::path::Path;

use egui::{Label, ProgressBar, RichText, Ui};

use super::{Inspect, InspectCommand};
use crate::load::{FileUses, SurveyedZone};
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Named, Texts, fill};

/// Other zones of the client folder, as far as they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OtherZones<'a> {
    pub search: ZoneSearch,
    /// What the zones read so far use, the open one included.
    pub zones: &'a [SurveyedZone],
    /// File of the open zone.
    pub open: Option<&'a Path>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZoneSearch {
    /// The open zone is not in a folder.
    #[default]
    Unavailable,
    /// It was not requested yet, or canceled.
    NotStarted,
    /// Zones read so far, and all; 0 while they are not counted.
    Running([u64; 2]),
    /// Number of zones that cannot be read.
    Done(u64),
}

/// Draws the zones that use the file of a texture, or how to find them.
pub fn show(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16, commands: &mut Vec<PanelCommand>) {
    let words = &texts.other_zones;
    ui.label(RichText::new(words.title.name).strong()).on_hover_text(words.title.tip);
    if !search(ui, texts, words.search, &inspect.other_zones, commands) {
        return;
    }
    let found = found(inspect, texture);
    for (zone, uses) in &found {
        row(ui, texts, zone, *uses, commands);
    }
    if found.is_empty() && matches!(inspect.other_zones.search, ZoneSearch::Done(_)) {
        weak(ui, words.none);
    }
    unreadable(ui, texts, &inspect.other_zones);
}

/// Draws how far the zones are read, or a button that reads them. Returns whether there are results to show.
pub fn search(ui: &mut Ui, texts: &Texts, button: Named, other: &OtherZones, commands: &mut Vec<PanelCommand>) -> bool {
    let words = &texts.other_zones;
    match other.search {
        ZoneSearch::Unavailable => weak(ui, words.unavailable),
        ZoneSearch::NotStarted => {
            if ui.button(button.name).on_hover_text(button.tip).clicked() {
                commands.push(PanelCommand::Inspect(InspectCommand::SearchZones));
            }
        }
        ZoneSearch::Running([done, total]) => {
            ui.horizontal(|ui| {
                let text = texts.part(done, total);
                let share = done as f32 / total.max(1) as f32;
                let width = (ui.available_width() - 90.0).max(40.0);
                ui.add(ProgressBar::new(share).text(text).desired_width(width));
                if ui.button(words.cancel.name).on_hover_text(words.cancel.tip).clicked() {
                    commands.push(PanelCommand::Inspect(InspectCommand::CancelSearch));
                }
            });
        }
        ZoneSearch::Done(_) => {}
    }
    matches!(other.search, ZoneSearch::Running(_) | ZoneSearch::Done(_))
}

/// Draws the number of zones that cannot be read, once all are.
pub fn unreadable(ui: &mut Ui, texts: &Texts, other: &OtherZones) {
    if let ZoneSearch::Done(count @ 1..) = other.search {
        weak(ui, &texts.counted(texts.other_zones.unreadable, count));
    }
}

/// The other zones with the file of a texture: those with most tiles of the texture first.
fn found<'a>(inspect: &Inspect<'a>, texture: u16) -> Vec<(&'a SurveyedZone, FileUses)> {
    let table = inspect.ground.map(|ground| ground.gtd().textures());
    let entry = table.and_then(|table| Some((table.source_of(texture)?, table.tiles.get(usize::from(texture))?)));
    let Some((source, tile)) = entry else { return Vec::new() };
    let others = inspect.other_zones.zones.iter().filter(|zone| Some(zone.path.as_path()) != inspect.other_zones.open);
    let mut found: Vec<_> = others.filter_map(|zone| Some((zone, zone.uses_of(source, tile.tile)?))).collect();
    found.sort_by_key(|(_, uses)| std::cmp::Reverse([uses.picture, uses.file]));
    found
}

fn row(ui: &mut Ui, texts: &Texts, zone: &SurveyedZone, uses: FileUses, commands: &mut Vec<PanelCommand>) {
    let words = &texts.other_zones;
    ui.horizontal(|ui| {
        let open = ui.button(words.open.name).on_hover_text(fill(words.open.tip, &[("zone", &zone.stem)]));
        if open.clicked() {
            commands.push(PanelCommand::Open(zone.path.clone()));
        }
        let [picture, file] = [uses.picture, uses.file].map(|count| texts.numbers.count(u64::from(count)));
        ui.label(&zone.stem);
        let counts = fill(words.counts, &[("picture", &picture), ("file", &file)]);
        ui.add(Label::new(RichText::new(counts).small().color(style::WEAK)).truncate());
    });
}

fn weak(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).small().color(style::WEAK)).wrap());
}
