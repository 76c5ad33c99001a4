//! The places panel with the zone's bookmarks, and the zone list with its search.

use std::path::PathBuf;

use egui::{Button, Id, RichText, ScrollArea, TextEdit, Ui};

use super::model::{Model, PanelCommand};
use super::style;
use super::text::{Texts, fill};
use super::tips::beside;
use crate::input::{Action, Digit};

/// A row of the zone list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneListRow {
    pub path: PathBuf,
    /// File name without extension.
    pub stem: String,
    /// Name in the client's language, if the zone table has one.
    pub name: Option<String>,
    pub ids: Vec<u32>,
    /// Vertices a side; none if the file is not a terrain.
    pub map_size: Option<u32>,
    /// Parts of the zone, and whether they exist.
    pub parts: Vec<(&'static str, bool)>,
}

/// The zones of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ZoneList<'a> {
    pub folder: &'a str,
    /// Zones of the folder, by name.
    pub rows: &'a [ZoneListRow],
    /// The folder is being read.
    pub reading: bool,
    /// Index of the open zone.
    pub open: Option<usize>,
}

pub(super) fn bookmarks(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.places;
    if model.zone.is_none() {
        ui.label(text.no_zone);
        return;
    }
    ui.horizontal(|ui| {
        let id = Id::unique("bookmark's name");
        let mut name: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
        let width = (ui.available_width() - 60.0).max(60.0);
        let field = TextEdit::singleline(&mut name).hint_text(text.name.name).desired_width(width);
        let field = ui.add(field).on_hover_text(text.name.tip);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let add = ui.add(Button::new(text.add.name)).on_hover_text(text.add.tip);
        if add.clicked() || entered {
            commands.push(PanelCommand::AddBookmark(std::mem::take(&mut name).trim().to_owned()));
        }
        ui.data_mut(|data| data.insert_temp(id, name));
    });
    ui.add_space(4.0);
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        let views = Digit::all().filter(|digit| model.stored_views.contains(digit));
        for digit in views {
            let button = Button::new(fill(model.text.menu.view_of_digit, &[("digit", &digit.number())]));
            let button = button.shortcut_text(digit.number().to_string());
            if ui
                .add(button)
                .on_hover_text(super::menu::tip_of(model.text, Action::GoToView(digit), model.bindings))
                .clicked()
            {
                commands.push(PanelCommand::Do(Action::GoToView(digit)));
            }
        }
        for (index, name) in model.bookmarks.iter().enumerate() {
            ui.horizontal(|ui| {
                if ui.add(Button::new("×").small()).on_hover_text(fill(text.remove, &[("name", name)])).clicked() {
                    commands.push(PanelCommand::RemoveBookmark(index));
                }
                if beside(ui.add(Button::new(name).truncate()), text.go).clicked() {
                    commands.push(PanelCommand::GoToBookmark(index));
                }
            });
        }
        if model.bookmarks.is_empty() && model.stored_views.is_empty() {
            ui.label(RichText::new(text.none_kept).small().color(style::WEAK));
        }
    });
}

/// Draws the list of zones.
pub(super) fn zones(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, list) = (&model.text.places, model.zones);
    let id = Id::unique("search of zones");
    let mut search: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
    let mut entered = false;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 150.0).max(80.0);
        let field = TextEdit::singleline(&mut search).hint_text(text.search.name).desired_width(width);
        let field = ui.add(field).on_hover_text(text.search.tip);
        if just_opened(ui, id) {
            // A newly opened list gets the keyboard for its search.
            field.request_focus();
        }
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        for (action, label) in [(Action::PreviousZone, text.previous), (Action::NextZone, text.next)] {
            let tip = super::menu::tip_of(model.text, action, model.bindings);
            let button = ui.add_enabled(!list.rows.is_empty(), Button::new(label));
            if button.on_hover_text(&tip).on_disabled_hover_text(&tip).clicked() {
                commands.push(PanelCommand::Do(action));
            }
        }
    });
    let found: Vec<(usize, &ZoneListRow)> =
        list.rows.iter().enumerate().filter(|(_, row)| row.matches(&search)).collect();
    let told = match (list.reading, list.rows.len()) {
        (true, _) => text.reading.to_owned(),
        (false, 0) if list.folder.is_empty() => text.no_zones.to_owned(),
        (false, 0) => fill(text.no_zones_in, &[("folder", &list.folder)]),
        (false, count) => {
            let [found, all] = [found.len(), count].map(|count| model.text.numbers.count(count as u64));
            fill(text.found.form(count as u64), &[("found", &found), ("count", &all), ("folder", &list.folder)])
        }
    };
    ui.add(egui::Label::new(RichText::new(told).small().color(style::WEAK)).truncate());
    if let (true, Some((_, row))) = (entered, found.first()) {
        commands.push(PanelCommand::Open(row.path.clone()));
    }
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, 24.0, found.len(), |ui, range| {
        for (index, row) in &found[range] {
            zone_row(ui, model.text, row, list.open == Some(*index), commands);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, search));
}

/// Whether the panel with an id was closed in the previous frame.
pub(super) fn just_opened(ui: &Ui, id: Id) -> bool {
    let (id, now) = (id.with("shown in frame"), ui.ctx().cumulative_frame_nr());
    let before: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    before.is_none_or(|before| before + 1 < now)
}

fn zone_row(ui: &mut Ui, text: &Texts, row: &ZoneListRow, open: bool, commands: &mut Vec<PanelCommand>) {
    let (text, numbers) = (&text.places, text.numbers);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        let ids = row.ids.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let size =
            row.map_size.map_or(text.no_terrain.to_owned(), |side| format!("{}²", numbers.count(u64::from(side))));
        let button = Button::selectable(open, &row.stem).truncate().right_text("").min_size(egui::vec2(150.0, 0.0));
        let there = |(part, there): &(&str, bool)| {
            fill(if *there { text.part_there } else { text.part_missing }, &[("part", part)])
        };
        let tip = row.parts.iter().map(there).collect::<Vec<_>>().join("\n");
        let readable = row.map_size.is_some();
        let tip = if readable { tip } else { text.cannot_be_read.to_owned() };
        if beside(ui.add_enabled(readable, button), &tip).clicked() {
            commands.push(PanelCommand::Open(row.path.clone()));
        }
        ui.label(RichText::new(size).monospace());
        let parts: Vec<&str> = row.parts.iter().filter(|(_, there)| *there).map(|(part, _)| *part).collect();
        ui.label(RichText::new(parts.join(" ")).small().color(style::WEAK));
        let mut about = ids;
        // The client's names may be Korean, which the fonts lack.
        let font = egui::FontId::proportional(12.0);
        if let Some(name) = row.name.as_ref().filter(|name| ui.fonts_mut(|fonts| fonts.has_glyphs(&font, name))) {
            about = if about.is_empty() { name.clone() } else { format!("{about}  {name}") };
        }
        ui.add(egui::Label::new(RichText::new(about).small()).truncate());
    });
}

impl ZoneListRow {
    /// Whether all words of a search are in its name or its numbers.
    fn matches(&self, search: &str) -> bool {
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        search.split_whitespace().map(str::to_lowercase).all(|word| {
            self.stem.to_lowercase().contains(&word)
                || name.contains(&word)
                || self.ids.iter().any(|id| id.to_string() == word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_name_and_number() {
        let row = ZoneListRow {
            path: PathBuf::from("Moradon.gtd"),
            stem: "Moradon".into(),
            name: Some("Moradon City".into()),
            ids: vec![21],
            map_size: Some(513),
            parts: vec![],
        };
        assert!(["", "mora", "MORA city", "21", " don "].iter().all(|search| row.matches(search)));
        assert!(["2", "karus", "mora karus"].iter().all(|search| !row.matches(search)));
    }
}
