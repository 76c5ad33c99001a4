//! Tests of the menu bar.

use super::*;

pub(super) fn menu_click(menu: &str, entry: &str, shown: &Shown) -> Vec<PanelCommand> {
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    assert_eq!(screen.click(&model, menu), []);
    let commands = screen.click(&model, entry);
    assert!(!screen.ctx.egui_wants_keyboard_input(), "a click leaves the keyboard to the camera");
    commands
}

#[test]
fn menus_give_the_commands_that_keys_give() {
    let shown = Shown::empty();
    assert_eq!(menu_click("File", "Open…", &shown), [PanelCommand::Do(Action::OpenFile)]);
    assert_eq!(menu_click("File", "Quit", &shown), [PanelCommand::Quit]);
    assert_eq!(menu_click("Camera", "Map view", &shown), [PanelCommand::Do(Action::MapView)]);
    assert_eq!(menu_click("View", "Full screen", &shown), [PanelCommand::Do(Action::FullScreen)]);
    assert_eq!(menu_click("Help", "Keys and mouse", &shown), [PanelCommand::Do(Action::Help)]);
    assert_eq!(menu_click("Help", "About", &shown), [PanelCommand::Show(PanelId::About, true)]);
}

#[test]
fn whatever_a_key_does_once_is_in_a_menu_with_its_key() {
    let shown = Shown::full();
    let model = shown.model();
    let mut texts = String::new();
    for menu in ["File", "View", "View/Overlays", "Camera", "Inspect", "Help"] {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        for entry in menu.split('/') {
            screen.click(&model, entry);
        }
        texts += &screen.texts().join("\n");
        texts += "\n";
    }
    for binding in BINDINGS.iter().filter(|binding| !binding.action.is_held()) {
        let keys = Bindings::default().keys_of(binding.action).join(", ");
        assert!(texts.contains(&keys), "{:?} ({keys}) is in no menu:\n{texts}", binding.action);
    }
}

#[test]
fn recent_zones_open_from_their_list() {
    let shown = Shown::full();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    screen.click(&model, "File");
    screen.click(&model, "Open recent");
    assert_eq!(screen.click(&model, "arena.gtd"), [PanelCommand::Open(PathBuf::from("Zones/arena.gtd"))]);
}

#[test]
fn stored_views_can_be_gone_to_only_where_there_is_one() {
    let shown = Shown::full();
    let model = shown.model();
    let go = |entry: &str| {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        screen.click(&model, "Camera");
        screen.click(&model, "Go to stored view");
        screen.click(&model, entry)
    };
    assert_eq!(go("View 2"), [PanelCommand::Do(Action::GoToView(Digit::new(2).unwrap()))]);
    assert_eq!(go("View 3"), []);
}

#[test]
fn a_language_is_chosen_in_the_settings_and_speaks_at_once() {
    let shown = Shown::empty();
    let (mut screen, mut model) = panel(&shown, PanelId::Settings);
    screen.click(&model, "Language");
    assert!(screen.find("System default (English)").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Türkçe"), [PanelCommand::SetLanguage(LanguageChoice::Turkish)]);
    (model.language, model.text) = (LanguageChoice::Turkish, Language::Turkish.texts());
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("Görünüm").is_some());
    screen.click(&model, "Dil (Language)");
    assert_eq!(screen.click(&model, "English"), [PanelCommand::SetLanguage(LanguageChoice::English)]);
}

#[test]
fn what_is_on_has_a_check_mark() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.open_panels.set(PanelId::Map, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    screen.click(&model, "View");
    let is_on = |action: Action| {
        let name = model.text.action_name(action);
        let is_entry = |node: &Node| node.label().is_some_and(|label| label.starts_with(&name));
        let is = |node: &&(NodeId, Node)| node.1.role() == Role::MenuItemCheckBox && is_entry(&node.1);
        let (_, node) = screen.nodes.iter().find(is).unwrap_or_else(|| panic!("{name}"));
        node.toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(is_on(Action::OverviewMap) && !is_on(Action::Statistics));
}

#[test]
fn the_tooltip_of_an_entry_covers_no_other_entry() {
    let shown = Shown::full();
    let model = shown.model();
    for (menu, entry) in [("File", "Open…"), ("File", "Quit"), ("Camera", "Map view"), ("Help", "About")] {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        screen.click(&model, menu);
        let area = |screen: &Screen, order: egui::Order| {
            screen.ctx.memory(|memory| {
                let shown = |layer: &egui::LayerId| layer.order == order && memory.areas().is_visible(layer);
                let layer = memory.layer_ids().filter(shown).last();
                layer.and_then(|layer| memory.area_rect(layer.id))
            })
        };
        let list = area(&screen, egui::Order::Foreground).expect("the menu is open");
        let entries = screen.all(entry);
        let at = entries.iter().find(|rect| list.contains_rect(**rect)).unwrap_or_else(|| panic!("{entry} in {menu}"));
        screen.frame(&model, vec![Event::PointerMoved(at.center())]);
        for _ in 0..20 {
            screen.frame(&model, vec![]);
        }
        let tip = area(&screen, egui::Order::Tooltip).unwrap_or_else(|| panic!("{entry} in {menu} has a tooltip"));
        assert!(!tip.intersects(list), "{entry}: the tooltip at {tip} covers a part of the menu at {list}");
    }
}
