//! The menu bar. Whatever a key does stands here too, with its key beside it.

use egui::containers::menu::{MenuBar, SubMenuButton};
use egui::{Button, RichText, Ui};

use super::compare::Ask;
use super::model::{Command, Model, Window};
use super::style;
use crate::camera::Mode;
use crate::input::{Action, Digit, keys_of};

/// Draws the bar at the top.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    egui::Panel::top("menu bar").frame(style::bar()).show(ui, |ui| {
        MenuBar::new().style(style_of_bar).ui(ui, |ui| {
            ui.menu_button("File", |ui| file(ui, model, commands));
            ui.menu_button("View", |ui| view(ui, model, commands));
            ui.menu_button("Inspect", |ui| super::inspect::menu(ui, model, commands));
            ui.menu_button("Help", |ui| help(ui, model, commands));
            if let Some(zone) = model.zone {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let path = RichText::new(zone.path).color(style::WEAK).small();
                    ui.add(egui::Label::new(path).truncate().selectable(false));
                });
            }
        });
    });
}

/// Room round the words of the bar, which egui's own style does not give.
fn style_of_bar(style: &mut egui::Style) {
    egui::containers::menu::menu_style(style);
    style.spacing.button_padding = egui::vec2(8.0, 3.0);
}

struct Entries<'a, 'u> {
    ui: &'u mut Ui,
    model: &'a Model<'a>,
    commands: &'u mut Vec<Command>,
}

impl Entries<'_, '_> {
    /// An entry for what a key does, with that key.
    fn action(&mut self, action: Action) {
        self.named(&action.label(), action, true);
    }

    /// The same under another name, which may be greyed out.
    fn named(&mut self, label: &str, action: Action, enabled: bool) {
        let button = Button::new(label).shortcut_text(self.keys(action));
        if self.ui.add_enabled(enabled, button).clicked() {
            self.commands.push(Command::Do(action));
        }
    }

    /// A switch that a key turns too.
    fn switch(&mut self, action: Action, on: bool) {
        let button = Button::new(action.label()).shortcut_text(self.keys(action)).selected(on);
        if self.ui.add(button).clicked() {
            self.commands.push(Command::Do(action));
        }
    }

    /// A switch without a key.
    fn plain_switch(&mut self, label: &str, on: bool, command: Command) {
        if self.ui.add(Button::new(label).selected(on)).clicked() {
            self.commands.push(command);
        }
    }

    /// An entry without a key.
    fn plain(&mut self, label: &str, enabled: bool, command: Command) {
        if self.ui.add_enabled(enabled, Button::new(label)).clicked() {
            self.commands.push(command);
        }
    }

    fn keys(&self, action: Action) -> String {
        keys_of(action, self.model.swap_up_down).join(", ")
    }
}

fn entries<'a, 'u>(ui: &'u mut Ui, model: &'a Model<'a>, commands: &'u mut Vec<Command>) -> Entries<'a, 'u> {
    ui.set_min_width(230.0);
    Entries { ui, model, commands }
}

fn file(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let mut menu = entries(ui, model, commands);
    menu.named("Open…", Action::OpenFile, !model.dialog_open);
    recent(menu.ui, model, menu.commands);
    menu.switch(Action::ZoneList, model.windows.zones);
    let listed = model.zone.is_some() || !model.zones.rows.is_empty();
    menu.named(&Action::PreviousZone.label(), Action::PreviousZone, listed);
    menu.named(&Action::NextZone.label(), Action::NextZone, listed);
    let can_compare = model.zone.is_some() && !model.dialog_open;
    menu.plain("Compare with…", can_compare, Command::Compare(Ask::Choose));
    menu.named(&Action::Reload.label(), Action::Reload, model.zone.is_some());
    menu.ui.separator();
    menu.action(Action::CopyView);
    menu.action(Action::PasteView);
    menu.ui.separator();
    menu.plain("Quit", true, Command::Quit);
}

fn recent(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    ui.add_enabled_ui(!model.recent.is_empty(), |ui| {
        SubMenuButton::new("Open recent").ui(ui, |ui| {
            for path in model.recent {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let folder = path.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
                let button = Button::new(name.into_owned()).shortcut_text(shortened(&folder, 40));
                if ui.add(button).on_hover_text(path.to_string_lossy()).clicked() {
                    commands.push(Command::Open(path.clone()));
                }
            }
            ui.separator();
            if ui.button("Forget these").clicked() {
                commands.push(Command::ClearRecent);
            }
        });
    });
}

fn view(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let open = model.zone.is_some();
    let mut menu = entries(ui, model, commands);
    menu.switch(Action::DrawingPanel, model.windows.drawing);
    menu.switch(Action::OverviewMap, model.windows.map);
    menu.switch(Action::Places, model.windows.places);
    menu.ui.separator();
    menu.switch(Action::MapView, model.mode == Mode::Map);
    menu.named(&Action::Home.label(), Action::Home, open);
    menu.named(&Action::StartView.label(), Action::StartView, open);
    menu.ui.separator();
    stored_views(menu.ui, model, menu.commands);
    menu.ui.separator();
    menu.switch(Action::FullScreen, model.full_screen);
    menu.switch(Action::HidePanels, model.panels_hidden);
    menu.plain_switch("Wait for the screen (vsync)", model.vsync, Command::Vsync(!model.vsync));
    menu.plain_switch("Q flies up, E down", model.swap_up_down, Command::SwapUpDown(!model.swap_up_down));
}

fn stored_views(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let open = model.zone.is_some();
    ui.add_enabled_ui(open, |ui| {
        SubMenuButton::new("Go to a stored view").ui(ui, |ui| {
            let mut menu = entries(ui, model, commands);
            for digit in Digit::all() {
                menu.named(&format!("View {}", digit.number()), Action::GoToView(digit), model.has_view(digit));
            }
        });
        SubMenuButton::new("Store this view").ui(ui, |ui| {
            let mut menu = entries(ui, model, commands);
            for digit in Digit::all() {
                let replaces = if model.has_view(digit) { " (replaces)" } else { "" };
                let label = format!("View {}{replaces}", digit.number());
                menu.named(&label, Action::StoreView(digit), true);
            }
        });
    });
}

fn help(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let mut menu = entries(ui, model, commands);
    menu.named("Keys and mouse", Action::Help, true);
    let count = model.missing.len();
    menu.plain(&format!("Missing files ({count})"), count > 0, Command::Show(Window::Missing, true));
    menu.ui.separator();
    menu.named(&Action::Escape.label(), Action::Escape, true);
    menu.action(Action::CopyDiagnostics);
    menu.plain("About", true, Command::Show(Window::About, true));
}

impl Model<'_> {
    fn has_view(&self, digit: Digit) -> bool {
        self.stored_views.contains(&digit)
    }
}

/// The end of a text that is longer than a number of characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let count = text.chars().count();
    if count <= longest {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count + 1 - longest).collect();
    format!("…{tail}")
}
