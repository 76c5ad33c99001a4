//! The menu bar. Whatever a key does stands here too, with its key beside it.

use egui::containers::menu::{MenuBar, MenuButton, SubMenuButton};
use egui::{Button, RichText, Ui};

use super::compare::Ask;
use super::export;
use super::inspect::InspectCommand;
use super::model::{Command, Model, Window};
use super::style;
use crate::camera::Mode;
use crate::input::{Action, Digit, keys_of};

/// Draws the bar at the top.
pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    egui::Panel::top("menu bar").frame(style::bar()).show(ui, |ui| {
        MenuBar::new().style(style_of_bar).ui(ui, |ui| {
            menu(ui, "File", "Open, reload, copy the view", |ui| file(ui, model, commands));
            menu(ui, "View", "Panels, views, full screen", |ui| view(ui, model, commands));
            menu(ui, "Inspect", "Tile, bytes and textures", |ui| inspect(ui, model, commands));
            let (open, busy) = (model.zone.is_some() && !model.dialog_open, model.exporting.is_some());
            menu(ui, "Export", "Heights, maps, meshes, textures", |ui| export::menu(ui, open, busy, commands));
            menu(ui, "Help", "Keys, missing files, about", |ui| help(ui, model, commands));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| at_the_right(ui, model, commands));
        });
    });
}

fn menu(ui: &mut Ui, name: &str, tip: &str, contents: impl FnOnce(&mut Ui)) {
    let (button, open) = MenuButton::new(name).ui(ui, contents);
    // Under an open menu a tooltip would lie on its entries.
    if open.is_none() {
        button.on_hover_text(tip);
    }
}

/// What is being loaded where panels stand, what is missing, and which file is open.
fn at_the_right(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 10.0;
    let count = model.missing.len();
    if count > 0 {
        let text = RichText::new(format!("{count} missing")).color(style::WARNING);
        let button = ui.add(Button::new(text).small());
        let files = if count == 1 { "1 file is".to_owned() } else { format!("{count} files are") };
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{files} missing")));
        if button.on_hover_text(format!("{files} named and not there: list them")).clicked() {
            commands.push(Command::Show(Window::Missing, true));
        }
    }
    if let Some(progress) = model.progress.filter(|_| super::notices::in_bar(model)) {
        super::notices::short_bar(ui, progress);
    } else if let Some(zone) = model.zone {
        let path = RichText::new(zone.path).color(style::WEAK).small();
        ui.add(egui::Label::new(path).truncate().selectable(false));
    }
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
        self.entry(button, enabled, &self.tip(action), Command::Do(action));
    }

    /// A switch that a key turns too.
    fn switch(&mut self, action: Action, on: bool) {
        let button = Button::new(action.label()).shortcut_text(self.keys(action)).selected(on);
        self.entry(button, true, &self.tip(action), Command::Do(action));
    }

    /// A switch without a key.
    fn plain_switch(&mut self, label: &str, on: bool, tip: &str, command: Command) {
        self.entry(Button::new(label).selected(on), true, tip, command);
    }

    /// A panel without a key, which may be greyed out.
    fn panel(&mut self, label: &str, enabled: bool, on: bool, tip: &str, command: Command) {
        self.entry(Button::new(label).selected(on), enabled, tip, command);
    }

    /// An entry without a key.
    fn plain(&mut self, label: &str, enabled: bool, tip: &str, command: Command) {
        self.entry(Button::new(label), enabled, tip, command);
    }

    fn entry(&mut self, button: Button, enabled: bool, tip: &str, command: Command) {
        let response = self.ui.add_enabled(enabled, button);
        if response.on_hover_text(tip).on_disabled_hover_text(tip).clicked() {
            self.commands.push(command);
        }
    }

    fn keys(&self, action: Action) -> String {
        keys_of(action, self.model.swap_up_down).join(", ")
    }

    fn tip(&self, action: Action) -> String {
        tip_of(action, self.model.swap_up_down)
    }
}

/// What a tooltip tells of an action: a sentence, and the keys that do it.
pub(super) fn tip_of(action: Action, swap_up_down: bool) -> String {
    let keys = keys_of(action, swap_up_down);
    if keys.is_empty() { action.tip() } else { format!("{} ({})", action.tip(), keys.join(", ")) }
}

fn entries<'a, 'u>(ui: &'u mut Ui, model: &'a Model<'a>, commands: &'u mut Vec<Command>) -> Entries<'a, 'u> {
    ui.set_min_width(230.0);
    Entries { ui, model, commands }
}

fn file(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let mut menu = entries(ui, model, commands);
    menu.named("Open…", Action::OpenFile, !model.dialog_open);
    recent(menu.ui, model, menu.commands);
    menu.switch(Action::ZoneList, model.windows.is_open(Window::Zones));
    let listed = model.zone.is_some() || !model.zones.rows.is_empty();
    menu.named(&Action::PreviousZone.label(), Action::PreviousZone, listed);
    menu.named(&Action::NextZone.label(), Action::NextZone, listed);
    let can_compare = model.zone.is_some() && !model.dialog_open;
    let tip = "See another version of the zone beside this one, and what differs";
    menu.plain("Compare with…", can_compare, tip, Command::Compare(Ask::Choose));
    menu.named(&Action::Reload.label(), Action::Reload, model.zone.is_some());
    menu.ui.separator();
    menu.action(Action::CopyView);
    menu.action(Action::PasteView);
    menu.named(&Action::Screenshot.label(), Action::Screenshot, model.zone.is_some());
    menu.ui.separator();
    menu.plain("Quit", true, "End the program; where you are is kept", Command::Quit);
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
            if ui.button("Forget these").on_hover_text("Empty this list").clicked() {
                commands.push(Command::ClearRecent);
            }
        });
    });
}

fn view(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let open = model.zone.is_some();
    let mut menu = entries(ui, model, commands);
    menu.switch(Action::DrawingPanel, model.windows.is_open(Window::Drawing));
    menu.switch(Action::OverviewMap, model.windows.is_open(Window::Map));
    menu.switch(Action::Places, model.windows.is_open(Window::Places));
    menu.ui.separator();
    menu.switch(Action::MapView, model.mode == Mode::Map);
    menu.switch(Action::Walk, model.walking);
    menu.named(&Action::Home.label(), Action::Home, open);
    menu.named(&Action::StartView.label(), Action::StartView, open);
    menu.ui.separator();
    stored_views(menu.ui, model, menu.commands);
    menu.ui.separator();
    menu.switch(Action::FullScreen, model.full_screen);
    menu.switch(Action::HidePanels, model.panels_hidden);
    menu.plain("Arrange the panels", true, "Put all panels where they first were", Command::ResetPlaces);
    let tip = "Frames wait for the screen: nothing tears; off, they come as fast as may be";
    menu.plain_switch("Wait for the screen (vsync)", model.vsync, tip, Command::Vsync(!model.vsync));
    let tip = "Exchange what Q and E do";
    menu.plain_switch("Q flies up, E down", model.swap_up_down, tip, Command::SwapUpDown(!model.swap_up_down));
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

/// What looks inside the zone.
fn inspect(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let inspect = &model.inspect;
    let (open, picked) = (inspect.ground.is_some(), inspect.pinned.is_some());
    let mut menu = entries(ui, model, commands);
    menu.named(&Action::LookAtPick.label(), Action::LookAtPick, picked);
    let unpin = Command::Inspect(InspectCommand::Unpin);
    menu.plain("Unpin the tile", picked, "Close its panel and take its outline away", unpin);
    menu.ui.separator();
    let bytes = model.windows.is_open(Window::Bytes);
    let tip = "The file as a tree of its fields, and byte by byte";
    menu.panel("Bytes of the file", open, bytes, tip, Command::Show(Window::Bytes, !bytes));
    let textures = model.windows.is_open(Window::Textures);
    let tip = "All tile textures of the zone: which are used, where, and what is missing";
    menu.panel("Tile textures", open, textures, tip, Command::Show(Window::Textures, !textures));
    let none = Command::Inspect(InspectCommand::Highlight(None));
    menu.plain("Light up no texture", inspect.highlight.is_some(), "Show all tiles in their own colours", none);
}

fn help(ui: &mut Ui, model: &Model, commands: &mut Vec<Command>) {
    let mut menu = entries(ui, model, commands);
    menu.named("Keys and mouse", Action::Help, true);
    let count = model.missing.len();
    let tip = "The files that the zone names and that are not there";
    menu.plain(&format!("Missing files ({count})"), count > 0, tip, Command::Show(Window::Missing, true));
    menu.ui.separator();
    menu.named(&Action::Escape.label(), Action::Escape, true);
    menu.action(Action::CopyDiagnostics);
    menu.plain("About", true, "Version, and what draws", Command::Show(Window::About, true));
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
