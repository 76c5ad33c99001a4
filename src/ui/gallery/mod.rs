//! The zone gallery: pictures of a client's zones and of the built-in one, with search and sort order.

mod card;
mod entries;
mod grid;

use std::path::PathBuf;

use egui::{Button, ComboBox, Id, Key, Label, Modifiers, Response, RichText, Role, TextEdit, Ui, WidgetInfo};

use self::entries::{Entry, Sort, entries};
use self::grid::Layout;
use super::model::{Model, PanelCommand, PanelId};
use super::text::fill;
use super::tips::beside;
use super::{places, style, welcome};
use crate::formats::kernel::visible::visible_path;
use crate::input::Action;
use crate::load::ZoneSource;

/// A zone of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneListRow {
    pub path: PathBuf,
    /// File name without extension.
    pub stem: String,
    /// Name in the client's language, if the zone table has one.
    pub name: Option<String>,
    pub ids: Vec<u32>,
    /// Vertices a side; none if the file is not a terrain, and for models.
    pub map_size: Option<u32>,
    /// Parts of the zone, and whether they exist.
    pub parts: Vec<(&'static str, bool)>,
}

impl ZoneListRow {
    /// A single model.
    pub fn of_model(path: PathBuf) -> ZoneListRow {
        let stem = visible_path(path.file_stem().unwrap_or_default());
        ZoneListRow { path, stem, name: None, ids: Vec::new(), map_size: None, parts: Vec::new() }
    }

    /// Whether it is a single model.
    pub fn is_model(&self) -> bool {
        matches!(ZoneSource::of(&self.path), ZoneSource::Model(_))
    }

    /// Whether it can be opened.
    pub fn can_open(&self) -> bool {
        self.map_size.is_some() || self.is_model()
    }
}

/// The zones of a folder, or its models where it has no zones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ZoneList<'a> {
    pub folder: &'a str,
    /// Client folders of recent zones, newest first.
    pub recent_folders: &'a [PathBuf],
    /// Zones of the folder, by file name.
    pub rows: &'a [ZoneListRow],
    /// The folder is being read.
    pub reading: bool,
    /// Index of the open zone.
    pub open: Option<usize>,
    /// The built-in zone is open.
    pub island_open: bool,
    /// The zones whose previews were asked for last.
    pub in_sight: &'a [ZoneSource],
}

impl ZoneList<'_> {
    /// Whether it lists single models.
    pub fn shows_models(&self) -> bool {
        self.rows.first().is_some_and(ZoneListRow::is_model)
    }
}

/// Search, order and chosen zone, kept by egui.
#[derive(Clone, Debug, Default)]
struct Gallery {
    search: String,
    sort: Sort,
    /// The zone that Enter opens; none for the open one, or else the first.
    chosen: Option<ZoneSource>,
    /// The chosen zone is to be scrolled into view.
    reveal: bool,
}

/// Keys that the gallery takes before its search field.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    /// Columns to the right, left negative.
    across: isize,
    /// Rows down, up negative.
    down: isize,
    /// Pages down, up negative.
    pages: isize,
    enter: bool,
}

impl Keys {
    fn take(ui: &Ui) -> Keys {
        ui.input_mut(|input| {
            let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
            Keys {
                across: count(Key::ArrowRight) - count(Key::ArrowLeft),
                down: count(Key::ArrowDown) - count(Key::ArrowUp),
                pages: count(Key::PageDown) - count(Key::PageUp),
                enter: count(Key::Enter) > 0,
            }
        })
    }

    fn moves(self) -> bool {
        self.across != 0 || self.down != 0 || self.pages != 0
    }
}

pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let id = Id::unique("zone gallery");
    let search = id.with("search");
    let mut gallery: Gallery = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let opened = places::just_opened(ui, id);
    if opened {
        gallery = Gallery { sort: gallery.sort, reveal: true, ..Gallery::default() };
    }
    let keys = if ui.memory(|memory| memory.has_focus(search)) { Keys::take(ui) } else { Keys::default() };
    let field = header(ui, model, &mut gallery, search);
    // The search has the keyboard, also after a click elsewhere in the gallery.
    let is_free = ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.pointer.any_released());
    if opened || (is_free && ui.ui_contains_pointer()) {
        field.request_focus();
    }
    // Esc takes the keyboard from the field before the dialog sees the key.
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.push(PanelCommand::Show(PanelId::Zones, false));
    }
    let entries = entries(model, &gallery.search, gallery.sort);
    folder_and_count(ui, model, &entries, commands);
    match model.zones.rows {
        [] => nothing_here(ui, model, commands),
        _ if entries.is_empty() => no_match(ui, model, &gallery.search),
        _ => cards(ui, model, &entries, (&mut gallery, keys), commands),
    }
    ui.data_mut(|data| data.insert_temp(id, gallery));
}

fn no_match(ui: &mut Ui, model: &Model, search: &str) {
    let words = &model.text.gallery;
    let nothing_found = if model.zones.shows_models() { words.no_model_found } else { words.nothing_found };
    let text = fill(nothing_found, &[("search", &search.trim())]);
    ui.add_space(24.0);
    ui.vertical_centered(|ui| ui.add(Label::new(RichText::new(text).color(style::WEAK)).wrap()));
}

/// The zones that match the search; there is at least one.
fn cards(
    ui: &mut Ui,
    model: &Model,
    entries: &[Entry],
    (gallery, keys): (&mut Gallery, Keys),
    commands: &mut Vec<PanelCommand>,
) {
    let layout = Layout::new(ui);
    let position = |zone: &ZoneSource| entries.iter().position(|entry| entry.is(zone));
    let open = || entries.iter().position(|entry| entry.is_open(model)).filter(|_| gallery.search.is_empty());
    let mut chosen = gallery.chosen.as_ref().and_then(position).or_else(open).unwrap_or(0);
    if keys.moves() {
        chosen = layout.step(chosen, keys, entries.len());
        gallery.chosen = Some(entries[chosen].source());
        gallery.reveal = true;
    }
    if keys.enter {
        commands.extend(entries[chosen].open_command());
    }
    let reveal = std::mem::take(&mut gallery.reveal).then_some(chosen);
    grid::show(ui, model, &layout, entries, (chosen, reveal), commands);
}

/// Search and sort order. Returns the search field.
fn header(ui: &mut Ui, model: &Model, gallery: &mut Gallery, search: Id) -> Response {
    const SORT: f32 = 160.0;
    let text = &model.text.gallery;
    let row = |ui: &mut Ui| {
        let width = (ui.available_width() - SORT - ui.spacing().item_spacing.x).max(80.0);
        let field = TextEdit::singleline(&mut gallery.search).id(search).hint_text(text.search.name);
        let field = ui.add(field.desired_width(width)).on_hover_text(text.search.tip);
        if field.changed() {
            (gallery.chosen, gallery.reveal) = (None, true);
        }
        sort_choice(ui, model, gallery, SORT);
        field
    };
    ui.horizontal(row).inner
}

fn sort_choice(ui: &mut Ui, model: &Model, gallery: &mut Gallery, width: f32) {
    let text = &model.text.gallery;
    let before = gallery.sort;
    let list = ComboBox::from_id_salt("zone order").selected_text(gallery.sort.name(text)).width(width).truncate();
    let list = list.show_ui(ui, |ui| {
        for sort in Sort::ALL {
            ui.selectable_value(&mut gallery.sort, sort, sort.name(text));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.sort.name));
    list.response.on_hover_text(text.sort.tip);
    gallery.reveal |= gallery.sort != before;
}

/// The folder whose zones are shown, recent ones, and the file dialog for another one.
fn folder_choice(ui: &mut Ui, model: &Model, width: f32, commands: &mut Vec<PanelCommand>) {
    let (text, list) = (&model.text.gallery, &model.zones);
    let shown = if list.folder.is_empty() { text.folder.name } else { list.folder };
    let choice = ComboBox::from_id_salt("zone folder").selected_text(shown).width(width).truncate();
    let choice = choice.show_ui(ui, |ui| {
        for folder in list.recent_folders {
            let name = visible_path(folder);
            let button = Button::selectable(name == list.folder, super::menu::shortened(&name, 60));
            if beside(ui.add(button), &name).clicked() {
                commands.push(PanelCommand::Open(folder.clone()));
            }
        }
        if !list.recent_folders.is_empty() {
            ui.separator();
        }
        let open = ui.add_enabled(!model.dialog_open, Button::selectable(false, model.text.menu.open_folder.name));
        if beside(open, model.text.menu.open_folder.tip).clicked() {
            commands.push(PanelCommand::OpenFolder);
        }
    });
    choice.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.folder.name));
    choice.response.on_hover_text(if list.folder.is_empty() { text.folder.tip } else { list.folder });
}

/// The choice of the folder, and the number of zones that match the search.
fn folder_and_count(ui: &mut Ui, model: &Model, entries: &[Entry], commands: &mut Vec<PanelCommand>) {
    const FOLDER: f32 = 420.0;
    let (text, list) = (&model.text.gallery, &model.zones);
    let found = entries.iter().filter(|entry| !entry.is_island()).count();
    let count = match (list.reading, list.rows.len()) {
        (true, _) => text.reading.to_owned(),
        (false, 0) => String::new(),
        (false, all) => {
            let [found, count] = [found, all].map(|count| model.text.numbers.count(count as u64));
            let words = if list.shows_models() { text.models_found } else { text.found };
            fill(words.form(all as u64), &[("found", &found), ("count", &count)])
        }
    };
    ui.horizontal(|ui| {
        folder_choice(ui, model, FOLDER.min(ui.available_width() / 2.0), commands);
        ui.label(RichText::new(count).small().color(style::WEAK));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| steps(ui, model, commands));
    });
    ui.add_space(4.0);
}

/// The buttons that open the neighbors of the open zone.
fn steps(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.gallery;
    for (action, label) in [(Action::NextZone, text.next), (Action::PreviousZone, text.previous)] {
        let tip = super::menu::tip_of(model.text, action, model.bindings);
        let button = ui.add_enabled(!model.zones.rows.is_empty(), Button::new(label));
        if button.on_hover_text(&tip).on_disabled_hover_text(&tip).clicked() {
            commands.push(PanelCommand::Do(action));
        }
    }
}

/// What to do in a gallery without a client's zones.
fn nothing_here(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, list) = (&model.text.gallery, &model.zones);
    if list.reading {
        return;
    }
    let title = match list.folder {
        "" => text.no_zones.to_owned(),
        folder => fill(text.no_zones_in, &[("folder", &folder)]),
    };
    ui.add_space((ui.available_height() / 2.0 - 90.0).max(8.0));
    ui.vertical_centered(|ui| {
        ui.add(Label::new(RichText::new(title).heading()).wrap());
        ui.add_space(4.0);
        ui.add(Label::new(RichText::new(text.no_zones_advice).color(style::WEAK)).wrap());
        ui.add_space(12.0);
        let folder = model.text.menu.open_folder;
        let buttons = [
            (welcome::primary(folder.name), folder, PanelCommand::OpenFolder, !model.dialog_open),
            (Button::new(text.open_island.name), text.open_island, PanelCommand::OpenIsland, true),
        ];
        for (button, named, command, enabled) in buttons {
            let button = ui.add_enabled(enabled, button.min_size(egui::vec2(220.0, 30.0)));
            if button.on_hover_text(named.tip).clicked() {
                commands.push(command);
            }
        }
    });
}
