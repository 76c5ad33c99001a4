//! Tests of the zone gallery.

use std::sync::Arc;

use egui::{Key, Modifiers};

use super::*;
use crate::load::{FileCount, PreviewPicture, PreviewSize, ZonePreview, ZoneSource};

/// A preview with missing textures and object files.
pub(in crate::ui) fn preview(missing: [u32; 2]) -> Preview {
    let count = |missing| FileCount { missing, all: 66 };
    let picture = PreviewPicture { size_px: [2, 2], rgba: [90, 120, 60, 255].repeat(4) };
    let [textures, objects] = missing.map(count);
    Preview::Ready(Arc::new(ZonePreview { picture, size: PreviewSize::Zone(513), textures, objects }))
}

fn zone(number: u32) -> PathBuf {
    PathBuf::from(format!("Zones/zone_{number}.gtd"))
}

fn opens(number: u32) -> PanelCommand {
    PanelCommand::Open(zone(number))
}

fn key(key: Key) -> Vec<Event> {
    let press = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![press(true), press(false)]
}

/// Presses keys one after the other, and returns the commands of the last one.
fn press(screen: &mut Screen, model: &Model, keys: &[Key]) -> Vec<PanelCommand> {
    let mut commands = Vec::new();
    for &pressed in keys {
        commands = screen.frame(model, key(pressed));
        commands.extend(screen.frame(model, vec![]));
    }
    commands
}

fn write(screen: &mut Screen, model: &Model, text: &str) {
    screen.frame(model, vec![Event::Text(text.to_owned())]);
    screen.settle(model);
}

/// Zones with names, sizes and numbers in different orders.
fn mixed() -> Shown {
    let rows = [("b", None, 3, 129), ("a", Some("zeta"), 1, 513), ("c", Some("alpha"), 2, 65)];
    let row = |(stem, name, id, map_size): (&str, Option<&str>, u32, u32)| ZoneListRow {
        path: PathBuf::from(format!("Zones/{stem}.gtd")),
        stem: stem.to_owned(),
        name: name.map(str::to_owned),
        ids: vec![id],
        map_size: Some(map_size),
        parts: vec![("tct", true)],
    };
    let recent = ["Zones/c.gtd", "elsewhere/b.gtd", "Zones/b.gtd"].map(PathBuf::from).to_vec();
    Shown { zones: rows.map(row).to_vec(), recent, problems: vec![], ..Shown::empty() }
}

#[test]
fn zones_are_opened_from_their_cards() {
    let mut shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    shown.zones[10].map_size = None;
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    assert_eq!(screen.click(&model, "zone_11, 2,048"), [opens(11)]);
    assert_eq!(screen.click(&model, "zone_10,"), [], "it is no terrain");
    assert_eq!(screen.click(&model, "Next"), [PanelCommand::Do(Action::NextZone)]);
}

#[test]
fn only_the_cards_in_sight_are_drawn_and_ask_for_previews() {
    let mut shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let row = shown.zones[0].clone();
    shown.zones =
        (0..2000).map(|n| ZoneListRow { path: zone(n), stem: format!("zone_{n:04}"), ..row.clone() }).collect();
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    let asked = screen.previews.clone();
    assert!((12..40).contains(&asked.len()), "{}", asked.len());
    assert_eq!(asked[0], ZoneSource::File(zone(0)));
    assert!(screen.find("zone_0000,").is_some() && screen.find("zone_1999,").is_none());
    assert!(screen.texts().len() < 200, "{}", screen.texts().len());
    press(&mut screen, &model, &[Key::PageDown; 3]);
    assert!(!screen.previews.contains(&ZoneSource::File(zone(0))), "{:?}", screen.previews);
    assert!(screen.find("zone_0000,").is_none());
}

#[test]
fn arrow_keys_choose_a_zone_and_enter_opens_it() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let mut model = shown.model();
    model.zones.open = None;
    model.open_panels.set(PanelId::Zones, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    let order: Vec<u32> = {
        let mut names: Vec<(String, u32)> = (0..40).map(|n| (format!("zone_{n}"), n)).collect();
        names.sort();
        names.into_iter().map(|(_, n)| n).collect()
    };
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), [opens(order[0])], "the first, where none is open");
    assert_eq!(press(&mut screen, &model, &[Key::ArrowRight, Key::ArrowRight, Key::Enter]), [opens(order[2])]);
    // The card below is in the next row of the same column.
    let columns = screen.all("zone_").iter().filter(|rect| rect.top() == screen.all("zone_")[0].top()).count();
    assert_eq!(press(&mut screen, &model, &[Key::ArrowDown, Key::Enter]), [opens(order[2 + columns])]);
    assert_eq!(press(&mut screen, &model, &[Key::ArrowUp, Key::ArrowLeft, Key::Enter]), [opens(order[1])]);
    // What is typed is searched for, and the first result is chosen.
    write(&mut screen, &model, "39");
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), [opens(39)]);
    assert_eq!(press(&mut screen, &model, &[Key::Escape]), [PanelCommand::Show(PanelId::Zones, false)]);
}

#[test]
fn the_open_zone_is_marked_and_chosen_first() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), [opens(1)]);
    write(&mut screen, &model, "zone_2");
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), [opens(2)], "a search begins with its first result");
}

#[test]
fn zones_are_sorted_in_four_ways() {
    let shown = mixed();
    for (order, names) in [
        ("By name", ["c", "b", "a"]),
        ("By size", ["a", "b", "c"]),
        ("Recently opened", ["c", "b", "a"]),
        ("By number", ["a", "c", "b"]),
    ] {
        let (mut screen, mut model) = panel(&shown, PanelId::Zones);
        model.zones.open = None;
        screen.click(&model, "Order");
        screen.click(&model, order);
        let place = |stem: &str| {
            let title = model.zones.rows.iter().find(|row| row.stem == stem).map(|row| row.name.clone());
            let title = title.flatten().unwrap_or(stem.to_owned());
            screen.find(&format!("{title}, ")).unwrap_or_else(|| panic!("{title} in {:?}", screen.texts())).left()
        };
        let [first, second, third] = names.map(place);
        assert!(first < second && second < third, "{order}");
        assert!(screen.find("Island, ").is_some_and(|island| island.left() > third), "the built-in zone is the last");
    }
}

#[test]
fn names_and_numbers_are_searched_for() {
    let shown = mixed();
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    for (search, found) in [("ALPH", "alpha"), ("2", "alpha"), ("a zet", "zeta"), ("isl", "Island"), ("demo", "Island")]
    {
        write(&mut screen, &model, search);
        let names = ["b,", "alpha,", "zeta,", "Island,"].into_iter().filter(|name| screen.find(name).is_some());
        assert_eq!(names.collect::<Vec<_>>(), [format!("{found},")], "{search}");
        screen.frame(
            &model,
            vec![Event::Key {
                key: Key::A,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::COMMAND,
            }],
        );
    }
    write(&mut screen, &model, "nowhere");
    assert!(screen.find("No zone matches “nowhere”").is_some(), "{:?}", screen.texts());
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), []);
}

#[test]
fn the_island_is_a_zone_of_the_gallery() {
    let shown = mixed();
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    assert_eq!(screen.click(&model, "Island, "), [PanelCommand::OpenIsland]);
}

#[test]
fn an_empty_gallery_leads_to_zones() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.zones = ZoneList::default();
    model.open_panels.set(PanelId::Zones, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("No zones yet").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Open a client folder"), [PanelCommand::OpenFolder]);
    assert_eq!(screen.click(&model, "Open the island"), [PanelCommand::OpenIsland]);
    model.dialog_open = true;
    assert_eq!(screen.click(&model, "Open a client folder"), [], "one dialog at a time");
    model.zones.folder = "client";
    screen.settle(&model);
    assert!(screen.find("No zones in client").is_some(), "{:?}", screen.texts());
    model.zones.reading = true;
    screen.settle(&model);
    assert!(screen.find("Reading folder").is_some() && screen.find("Open the island").is_none());
}

#[test]
fn recent_folders_and_another_one_are_chosen_from_a_list() {
    let shown = mixed();
    let folders = ["client".into(), PathBuf::from("old client")];
    let (mut screen, mut model) = panel(&shown, PanelId::Zones);
    model.zones.recent_folders = &folders;
    screen.click(&model, "Client folder");
    assert_eq!(screen.click(&model, "old client"), [PanelCommand::Open("old client".into())]);
    screen.click(&model, "Client folder");
    assert_eq!(screen.click(&model, "Open a client folder"), [PanelCommand::OpenFolder]);
}

#[test]
fn a_card_has_a_menu() {
    let shown = mixed();
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    let path = || PathBuf::from("Zones/c.gtd");
    let mut choose = |item: &str| {
        screen.click(&model, "Menu of alpha");
        screen.click(&model, item)
    };
    assert_eq!(choose("Compare with the open zone"), [PanelCommand::CompareWith(ZoneSource::File(path()))]);
    assert_eq!(choose("Show in folder"), [PanelCommand::Desktop(DesktopRequest::ShowInFolder(path()))]);
    assert_eq!(choose("Copy path"), [PanelCommand::CopyText("Zones/c.gtd".into())]);
    let mut none_open = shown.model();
    none_open.zone = None;
    none_open.open_panels.set(PanelId::Zones, true);
    screen.click(&none_open, "Menu of alpha");
    assert_eq!(screen.click(&none_open, "Compare with the open zone"), [], "there is nothing to compare with");
}

#[test]
fn what_a_zone_lacks_and_why_it_cannot_be_read_is_said() {
    let mut shown = mixed();
    let source = |stem: &str| ZoneSource::File(PathBuf::from(format!("Zones/{stem}.gtd")));
    shown.previews.insert(source("a"), preview([66, 0]));
    shown.previews.insert(source("b"), preview([3, 5]));
    shown.previews.insert(source("c"), Preview::Failed("map data at byte 23".into()));
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    for (card, expected) in [
        ("zeta, ", &["66 of 66 textures missing", "Number 1", "tct: found"][..]),
        ("b, ", &["3 of 66 textures missing", "5 of 66 object files missing"]),
        ("alpha, ", &["Cannot be read: map data at byte 23"]),
    ] {
        let at = screen.find(card).expect("a card").center_bottom() - vec2(0.0, 20.0);
        screen.frame(&model, vec![Event::PointerMoved(at)]);
        for _ in 0..12 {
            screen.frame(&model, vec![]);
        }
        let tip = screen.texts().join("\n");
        for line in expected {
            assert!(tip.contains(line), "{line} in {tip}");
        }
    }
}

#[test]
fn a_folder_of_models_is_a_gallery_without_the_island() {
    let path = |name: &str| PathBuf::from(format!("Object/{name}"));
    let rows = ["roof.n3pmesh", "boat.n3shape"].map(|name| ZoneListRow::of_model(path(name)));
    let mut shown = Shown { zones: rows.to_vec(), problems: vec![], ..Shown::empty() };
    let Preview::Ready(ready) = preview([1, 0]) else { panic!("a preview") };
    let model_preview = ZonePreview { size: PreviewSize::Model(234), ..ZonePreview::clone(&ready) };
    shown.previews.insert(ZoneSource::of(&path("boat.n3shape")), Preview::Ready(Arc::new(model_preview)));
    let mut model = shown.model();
    model.open_panels = OpenPanels::of(&[PanelId::Zones]);
    model.zones.open = None;
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for text in ["Models", "2 of 2 models", "boat, 234 triangles", "roof, "] {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
    assert!(screen.find("Island").is_none(), "{:?}", screen.texts());
    write(&mut screen, &model, "roo");
    assert_eq!(press(&mut screen, &model, &[Key::Enter]), [PanelCommand::Open(path("roof.n3pmesh"))]);
    write(&mut screen, &model, "f of the house");
    assert!(screen.texts().iter().any(|text| text.starts_with("No model matches")), "{:?}", screen.texts());
}
