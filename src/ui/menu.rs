//! The menu bar. It contains every key action, with its key.

use std::path::Path;

use egui::containers::menu::{MenuBar, MenuButton, SubMenuButton};
use egui::{Button, RichText, Role, Stroke, Ui, WidgetInfo, vec2};

use super::compare::CompareCommand;
use super::export;
use super::inspect::InspectCommand;
use super::model::{Model, PanelCommand, PanelId};
use super::modes;
use super::panel::dock;
use super::server_check::ServerCommand;
use super::style;
use super::text::{Named, Plural, Texts, fill};
use super::tips::beside;
use crate::camera::CameraMode;
use crate::formats::kernel::visible::visible_path;
use crate::input::{Action, Bindings, Digit};
use crate::load::ZoneSource;

/// Room for check marks at the left of a menu, in points.
const CHECKS: f32 = 20.0;
/// In a narrower bar the titles are closer.
const NARROW: f32 = 460.0;

/// Draws the bar at the top.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    egui::Panel::top("menu bar").frame(style::bar()).show(ui, |ui| {
        let padding = if ui.available_width() < NARROW { 4.0 } else { 8.0 };
        MenuBar::new().style(move |style: &mut egui::Style| style_of_bar(style, padding)).ui(ui, |ui| {
            let text = &model.text.menu;
            menu(ui, text.file, |ui| file(ui, model, commands));
            menu(ui, text.view, |ui| view(ui, model, commands));
            menu(ui, text.camera, |ui| camera(ui, model, commands));
            menu(ui, text.inspect, |ui| inspect(ui, model, commands));
            // A placed object that is open alone is exported from its zone.
            let is_alone = model.inspect.single_model.is_some();
            let is_whole = |path: &str| !is_alone || matches!(ZoneSource::of(Path::new(path)), ZoneSource::Model(_));
            let open = model.zone.as_ref().is_some_and(|zone| is_whole(zone.path)) && !model.dialog_open;
            let busy = model.exporting.is_some();
            menu(ui, text.export, |ui| export::menu(ui, model, open, busy, commands));
            menu(ui, text.help, |ui| help(ui, model, commands));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| at_the_right(ui, model, commands));
        });
    });
}

fn menu(ui: &mut Ui, named: Named, contents: impl FnOnce(&mut Ui)) {
    let (button, open) = MenuButton::new(named.name).ui(ui, contents);
    // With an open menu a tooltip would cover its entries.
    if open.is_none() {
        button.on_hover_text(named.tip);
    }
}

/// Switches of the docks, missing files, and the open file.
fn at_the_right(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    const MISSING: f32 = 70.0;
    let (text, count) = (&model.text.menu, model.missing_files());
    // A narrow window may have no room for the switches; menus open the panels as well.
    if ui.available_width() > dock::SWITCHES + if count > 0 { MISSING } else { 0.0 } {
        ui.spacing_mut().item_spacing.x = 4.0;
        dock::switches(ui, model, commands);
        ui.spacing_mut().item_spacing.x = 10.0;
    }
    if count > 0 {
        let counted = |text: Plural| model.text.counted(text, count);
        let label = fill(text.missing, &[("count", &model.text.numbers.count(count))]);
        let button = ui.add(Button::new(RichText::new(label).color(style::WARNING)).small());
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, counted(text.files_missing)));
        if button.on_hover_text(counted(text.list_missing)).clicked() {
            commands.push(PanelCommand::Show(PanelId::Missing, true));
        }
    }
    if let Some(zone) = model.zone {
        let path = RichText::new(zone.path).color(style::WEAK).small();
        ui.add(egui::Label::new(path).truncate().selectable(false));
    }
}

/// Spacing of the menu titles, which egui's style lacks.
fn style_of_bar(style: &mut egui::Style, padding: f32) {
    egui::containers::menu::menu_style(style);
    style.spacing.button_padding = vec2(padding, 3.0);
}

struct Entries<'a, 'u> {
    ui: &'u mut Ui,
    model: &'a Model<'a>,
    commands: &'u mut Vec<PanelCommand>,
}

impl Entries<'_, '_> {
    /// An entry of a key action, with its key.
    fn action(&mut self, action: Action) {
        self.named(&self.model.text.action_name(action), action, true);
    }

    /// As `action`, optionally disabled.
    fn where_possible(&mut self, action: Action, enabled: bool) {
        self.named(&self.model.text.action_name(action), action, enabled);
    }

    /// As `action`, under another name and optionally disabled.
    fn named(&mut self, label: &str, action: Action, enabled: bool) {
        let button = Button::new(label).shortcut_text(self.keys(action));
        self.entry(button, enabled, &self.tip(action), PanelCommand::Do(action));
    }

    /// A switch with a key action.
    fn switch(&mut self, action: Action, on: bool) {
        let (name, keys) = (self.model.text.action_name(action), self.keys(action));
        if switch(self.ui, true, (&name, &self.tip(action)), keys, on) {
            self.commands.push(PanelCommand::Do(action));
        }
    }

    /// A switch without a key, optionally disabled.
    fn plain_switch(&mut self, named: Named, enabled: bool, on: bool, command: PanelCommand) {
        if switch(self.ui, enabled, (named.name, named.tip), String::new(), on) {
            self.commands.push(command);
        }
    }

    /// An entry without a key.
    fn plain(&mut self, named: Named, enabled: bool, command: PanelCommand) {
        self.entry(Button::new(named.name), enabled, named.tip, command);
    }

    fn entry(&mut self, button: Button, enabled: bool, tip: &str, command: PanelCommand) {
        if beside(self.ui.add_enabled(enabled, button), tip).clicked() {
            self.commands.push(command);
        }
    }

    fn keys(&self, action: Action) -> String {
        self.model.bindings.keys_of(action).join(", ")
    }

    fn tip(&self, action: Action) -> String {
        tip_of(self.model.text, action, self.model.bindings)
    }
}

/// Tooltip of an action: a sentence, and its keys.
pub(super) fn tip_of(text: &Texts, action: Action, bindings: &Bindings) -> String {
    let keys = bindings.keys_of(action);
    let tip = text.action_tip(action);
    if keys.is_empty() { tip } else { format!("{tip} ({})", keys.join(", ")) }
}

/// An entry that is on or off, with a check mark while it is on; returns whether it was clicked.
pub(super) fn switch(ui: &mut Ui, enabled: bool, (name, tip): (&str, &str), keys: String, on: bool) -> bool {
    let label = format!("{name} {keys}");
    let entry = ui.add_enabled(enabled, Button::new(name).shortcut_text(keys));
    entry.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, enabled, on, label.trim_end()));
    if on {
        let at = entry.rect.left_center() + vec2(CHECKS / 2.0, 0.0);
        let corners = [vec2(-4.0, 0.0), vec2(-1.5, 3.0), vec2(4.0, -3.5)].map(|by| at + by);
        ui.painter().line(corners.to_vec(), Stroke::new(1.6, style::ACCENT.now()));
    }
    beside(entry, tip).clicked()
}

/// Leaves room for check marks at the left of the entries of a menu.
pub(super) fn with_checks(ui: &mut Ui) {
    ui.spacing_mut().button_padding.x = CHECKS;
}

fn entries<'a, 'u>(ui: &'u mut Ui, model: &'a Model<'a>, commands: &'u mut Vec<PanelCommand>) -> Entries<'a, 'u> {
    ui.set_min_width(230.0);
    with_checks(ui);
    Entries { ui, model, commands }
}

fn file(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.menu;
    let mut menu = entries(ui, model, commands);
    menu.named(text.open, Action::OpenFile, !model.dialog_open);
    menu.plain(text.open_folder, !model.dialog_open, PanelCommand::OpenFolder);
    recent(menu.ui, model, menu.commands);
    menu.switch(Action::ZoneList, model.open_panels.is_open(PanelId::Zones));
    if let Some(zone) = model.inspect.single_model.as_ref().and_then(|single| single.back.as_ref()) {
        let words = model.text.single_model.back;
        menu.entry(Button::new(fill(words.name, &[("zone", zone)])), true, words.tip, PanelCommand::LeaveModel);
    }
    let listed = model.zone.is_some() || !model.zones.rows.is_empty();
    menu.where_possible(Action::PreviousZone, listed);
    menu.where_possible(Action::NextZone, listed);
    let server = &model.text.server_check;
    let can_choose = model.zone.is_some() && !model.dialog_open;
    menu.plain(server.choose, can_choose, PanelCommand::Server(ServerCommand::Choose));
    menu.plain(server.forget, model.server_check.is_chosen, PanelCommand::Server(ServerCommand::Forget));
    let can_compare = model.zone.is_some() && !model.dialog_open;
    menu.plain(text.compare, can_compare, PanelCommand::Compare(CompareCommand::Choose));
    let end = PanelCommand::Compare(CompareCommand::Close);
    menu.plain(model.text.compare.end, model.compare.is_some(), end);
    menu.where_possible(Action::Reload, model.zone.is_some());
    menu.ui.separator();
    menu.action(Action::CopyView);
    menu.action(Action::PasteView);
    menu.where_possible(Action::Screenshot, model.zone.is_some());
    menu.switch(Action::Settings, model.open_panels.is_open(PanelId::Settings));
    menu.ui.separator();
    menu.plain(text.quit, true, PanelCommand::Quit);
}

fn recent(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.menu;
    ui.add_enabled_ui(!model.recent.is_empty(), |ui| {
        SubMenuButton::new(text.open_recent).ui(ui, |ui| {
            for path in model.recent {
                let name = visible_path(path.file_name().unwrap_or(path.as_os_str()));
                let folder = path.parent().map(visible_path).unwrap_or_default();
                let button = Button::new(name).shortcut_text(shortened(&folder, 40));
                if beside(ui.add(button), &visible_path(path)).clicked() {
                    commands.push(PanelCommand::Open(path.clone()));
                }
            }
            ui.separator();
            if beside(ui.button(text.forget_recent.name), text.forget_recent.tip).clicked() {
                commands.push(PanelCommand::ClearRecent);
            }
        });
    });
}

fn view(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.menu;
    let mut menu = entries(ui, model, commands);
    menu.switch(Action::DrawingPanel, model.open_panels.is_open(PanelId::Drawing));
    menu.switch(Action::Objects, model.open_panels.is_open(PanelId::Objects));
    let marks = model.open_panels.is_open(PanelId::GameMarks);
    menu.plain_switch(text.game_marks, true, marks, PanelCommand::Show(PanelId::GameMarks, !marks));
    let check = model.open_panels.is_open(PanelId::ServerCheck);
    menu.plain_switch(text.server_check, true, check, PanelCommand::Show(PanelId::ServerCheck, !check));
    menu.switch(Action::Places, model.open_panels.is_open(PanelId::Places));
    menu.switch(Action::OverviewMap, model.open_panels.is_open(PanelId::Map));
    menu.switch(Action::Statistics, model.open_panels.is_open(PanelId::Statistics));
    menu.ui.separator();
    modes::menus(menu.ui, model, menu.commands);
    menu.switch(Action::FreezeCulling, model.frozen);
    menu.ui.separator();
    menu.switch(Action::FullScreen, model.full_screen);
    menu.switch(Action::HidePanels, model.panels_hidden);
    menu.plain(text.arrange, true, PanelCommand::ResetLayout);
}

fn camera(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let open = model.zone.is_some();
    let mut menu = entries(ui, model, commands);
    menu.switch(Action::MapView, model.mode == CameraMode::Map);
    menu.switch(Action::Walk, model.walking);
    if let Some(turning) = model.inspect.single_model.as_ref().map(|single| single.turning) {
        menu.plain_switch(model.text.single_model.turntable, true, turning, PanelCommand::TurnModel(!turning));
    }
    menu.ui.separator();
    menu.where_possible(Action::Home, open);
    menu.where_possible(Action::StartView, open);
    menu.where_possible(Action::LookAtPick, model.inspect.picked_point().is_some());
    menu.switch(Action::GoTo, model.open_panels.is_open(PanelId::GoTo));
    menu.ui.separator();
    stored_views(menu.ui, model, menu.commands);
    menu.switch(Action::FlyThrough, model.tour_secs.is_some());
    menu.where_possible(Action::CopyFlyThrough, !model.stored_views.is_empty());
}

fn stored_views(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, open) = (&model.text.menu, model.zone.is_some());
    let numbered = |text: &str, digit: Digit| fill(text, &[("digit", &digit.number())]);
    ui.add_enabled_ui(open, |ui| {
        SubMenuButton::new(text.go_to_stored).ui(ui, |ui| {
            let mut menu = entries(ui, model, commands);
            for digit in Digit::all() {
                let label = numbered(text.view_of_digit, digit);
                menu.named(&label, Action::GoToView(digit), model.has_view(digit));
            }
        });
        SubMenuButton::new(text.store_this).ui(ui, |ui| {
            let mut menu = entries(ui, model, commands);
            for digit in Digit::all() {
                let label = if model.has_view(digit) { text.view_is_replaced } else { text.view_of_digit };
                menu.named(&numbered(label, digit), Action::StoreView(digit), true);
            }
        });
    });
}

/// Entries of the inspection panels.
fn inspect(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, inspect) = (&model.text.menu, &model.inspect);
    let (open, picked) = (inspect.ground.is_some(), inspect.picked_point().is_some());
    let mut menu = entries(ui, model, commands);
    menu.switch(Action::Measure, model.measure.is_some_and(|measure| measure.active));
    menu.where_possible(Action::PointMenu, open);
    let points = model.measure.map_or(0, |measure| measure.path.corners().len());
    menu.where_possible(Action::RemovePoint, points > 0);
    menu.ui.separator();
    menu.where_possible(Action::HideObjects, !inspect.selected.is_empty());
    menu.where_possible(Action::IsolateObjects, !inspect.selected.is_empty());
    menu.where_possible(Action::ShowAllObjects, !model.hidden.numbers.is_empty());
    menu.ui.separator();
    let unpin = PanelCommand::Inspect(InspectCommand::Unpin);
    menu.plain(text.unpin, picked, unpin);
    menu.ui.separator();
    let bytes = model.open_panels.is_open(PanelId::Bytes);
    menu.plain_switch(text.bytes, open, bytes, PanelCommand::Show(PanelId::Bytes, !bytes));
    let textures = model.open_panels.is_open(PanelId::Textures);
    menu.plain_switch(text.textures, open, textures, PanelCommand::Show(PanelId::Textures, !textures));
    let none = PanelCommand::Inspect(InspectCommand::Highlight(None));
    menu.plain(text.light_up_none, inspect.highlight.is_some(), none);
}

fn help(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.menu;
    let mut menu = entries(ui, model, commands);
    menu.plain(text.welcome, true, PanelCommand::Show(PanelId::Welcome, true));
    menu.named((model.text.title)(PanelId::Help), Action::Help, true);
    let count = model.missing_files();
    let counted = fill(text.missing_files.name, &[("count", &model.text.numbers.count(count))]);
    menu.entry(Button::new(counted), count > 0, text.missing_files.tip, PanelCommand::Show(PanelId::Missing, true));
    menu.ui.separator();
    menu.action(Action::Escape);
    menu.action(Action::CopyDiagnostics);
    menu.plain(text.about, true, PanelCommand::Show(PanelId::About, true));
}

impl Model<'_> {
    fn has_view(&self, digit: Digit) -> bool {
        self.stored_views.contains(&digit)
    }
}

/// The end of a text that is longer than `longest` characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let count = text.chars().count();
    if count <= longest {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count + 1 - longest).collect();
    format!("…{tail}")
}
