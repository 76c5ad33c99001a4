//! Tests of the objects panel.

use std::sync::Arc;

use egui::Key;

use super::*;
use crate::load::SurveyedZone;
use crate::scene::objects::catalog::{Catalog, KindOrder, ObjectTrait, ObjectTraits};
use crate::scene::objects::search::ObjectSearch;
use crate::ui::inspect::tests::Opened;

fn go_to(object: usize) -> [PanelCommand; 1] {
    [PanelCommand::Inspect(InspectCommand::select(object, true))]
}

fn listed<'a>(opened: &'a Opened, shown: &'a Shown) -> (Screen, Model<'a>) {
    let mut model = opened.model(shown);
    model.open_panels = OpenPanels::of(&[PanelId::Objects]);
    model.kind_list = opened.kind_list();
    model.inspect.pinned = None;
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

fn catalog(opened: &Opened) -> &Catalog {
    opened.kind_list().catalog.expect("a catalog")
}

/// The objects that match a search, kind by kind.
fn found(opened: &Opened, search: &str) -> Vec<usize> {
    catalog(opened).find(&ObjectSearch::new(search), ObjectTraits::default(), KindOrder::Count).objects().collect()
}

fn write(screen: &mut Screen, model: &Model, text: &str) {
    screen.frame(model, vec![Event::Text(text.to_owned())]);
    screen.settle(model);
}

fn press(screen: &mut Screen, model: &Model, key: Key) -> Vec<PanelCommand> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    let mut commands = screen.frame(model, vec![event(true), event(false)]);
    commands.extend(screen.frame(model, vec![]));
    commands
}

/// Selects an object, as the program does after a click on it.
fn selected<'a>(opened: &'a Opened, model: &Model<'a>, index: usize) -> Model<'a> {
    let object = crate::ui::PickedObject { index, ..opened.gate() };
    let mut model = model.clone();
    model.inspect.object = Some(object);
    model
}

#[test]
fn kinds_are_listed_with_their_number_and_open_to_their_objects() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, model) = listed(&opened, &shown);
    let all = found(&opened, "");
    let count = model.text.counted(model.text.kind_list.objects, all.len() as u64);
    assert!(screen.find(&count).is_some(), "{count} is not among {:?}", screen.texts());
    let first = catalog(&opened).objects[all[0]].kind;
    let name = catalog(&opened).name_of_kind(first);
    let kind = catalog(&opened).kinds[first].objects.clone();
    let label = format!("{name}, {}", model.text.numbers.count(kind.len() as u64));
    assert_eq!(screen.click(&model, &label), go_to(kind[0]));
    let model = selected(&opened, &model, kind[0]);
    screen.settle(&model);
    assert_eq!(screen.click(&model, &label), go_to(kind[1]), "a further click goes to the next one");
    assert_eq!(screen.click(&model, &format!("List the objects of {name}")), []);
    screen.settle(&model);
    let own = format!("{}: {}", model.text.numbers.count(kind[1] as u64), catalog(&opened).name(kind[1]));
    assert_eq!(screen.click(&model, &own), go_to(kind[1]));
    assert_eq!(screen.click(&model, &format!("Hide the objects of {name}")), []);
    screen.settle(&model);
    assert!(screen.find(&own).is_none());
}

#[test]
fn a_search_lists_what_matches_and_arrow_keys_lead_through_it() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, model) = listed(&opened, &shown);
    write(&mut screen, &model, "hut");
    let huts = found(&opened, "hut");
    assert!(huts.len() > 1 && huts.len() < catalog(&opened).objects.len());
    let count = model.text.counted(model.text.kind_list.objects, huts.len() as u64);
    assert!(screen.find(&count).is_some(), "{count} is not among {:?}", screen.texts());
    assert_eq!(press(&mut screen, &model, Key::ArrowDown), go_to(huts[0]));
    let model = selected(&opened, &model, huts[0]);
    assert_eq!(press(&mut screen, &model, Key::ArrowDown), go_to(huts[1]));
    assert_eq!(press(&mut screen, &model, Key::ArrowUp), go_to(huts[huts.len() - 1]), "before the first is the last");
    assert_eq!(screen.click(&model, "Next"), go_to(huts[1]));
    assert_eq!(screen.click(&model, "Previous"), go_to(huts[huts.len() - 1]));
    screen.settle(&model);
    assert!(screen.find(&format!("1 of {}", huts.len())).is_some(), "{:?}", screen.texts());
    screen.click(&model, "hut");
    write(&mut screen, &model, " nothing of the kind");
    assert!(screen.find(model.text.kind_list.nothing_found).is_some());
}

#[test]
fn filters_are_offered_with_their_number_of_objects() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, model) = listed(&opened, &shown);
    let all = catalog(&opened);
    for (one, named) in ObjectTrait::ALL.into_iter().zip(model.text.kind_list.traits) {
        let count = all.objects.iter().filter(|object| object.traits.has(one)).count();
        let chip = format!("{} {}", named.name, model.text.numbers.count(count as u64));
        assert_eq!(screen.find(&chip).is_some(), count > 0, "{chip} among {:?}", screen.texts());
        if count > 0 {
            screen.click(&model, &chip);
            screen.settle(&model);
            let objects = model.text.counted(model.text.kind_list.objects, count as u64);
            assert!(screen.find(&objects).is_some(), "{objects} is not among {:?}", screen.texts());
            screen.click(&model, &chip);
        }
    }
}

#[test]
fn only_rows_in_sight_are_drawn_and_a_selected_object_is_scrolled_to() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, model) = listed(&opened, &shown);
    let rows = screen.texts().iter().filter(|text| text.starts_with("List the objects")).count();
    assert!(rows < 20, "{rows}");
    let last = *found(&opened, "").last().expect("objects");
    let all = catalog(&opened);
    let name = all.name_of_kind(all.objects[last].kind);
    let label = format!("{name}, ");
    assert!(screen.find(&label).is_none(), "below what is seen");
    let model = selected(&opened, &model, last);
    screen.settle(&model);
    assert!(screen.find(&label).is_some(), "{label} is not among {:?}", screen.texts());
}

#[test]
fn a_panel_without_objects_says_why() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, mut model) = listed(&opened, &shown);
    model.kind_list = KindList::default();
    screen.settle(&model);
    assert!(screen.find(model.text.kind_list.loading).is_some());
    model.kind_list.is_empty = true;
    screen.settle(&model);
    assert!(screen.find(model.text.kind_list.no_objects).is_some());
    model.zone = None;
    screen.settle(&model);
    assert!(screen.find(model.text.status.no_zone).is_some());
}

#[test]
fn all_zones_of_the_client_are_searched() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let (mut screen, mut model) = listed(&opened, &shown);
    model.inspect.other_zones.search = ZoneSearch::NotStarted;
    write(&mut screen, &model, "hut");
    screen.click(&model, "All zones");
    assert_eq!(screen.click(&model, "Search all zones"), [PanelCommand::Inspect(InspectCommand::SearchZones)]);
    let catalog = Arc::new(catalog(&opened).clone());
    let zone = |path: &str| {
        let ground = model.inspect.ground.expect("a zone").gtd();
        let mut zone = SurveyedZone::new(path.into(), ground, None);
        zone.objects = catalog.clone();
        zone
    };
    let zones = ["isle.gtd", "twin.gtd"].map(zone);
    let open = Some(std::path::Path::new("isle.gtd"));
    model.inspect.other_zones = OtherZones { search: ZoneSearch::Done(1), zones: &zones, open };
    screen.settle(&model);
    let huts = found(&opened, "hut");
    assert!(screen.find("1 zone cannot be read").is_some(), "{:?}", screen.texts());
    let kind = catalog.objects[huts[0]].kind;
    let label = format!("{}, ", catalog.name_of_kind(kind));
    assert_eq!(screen.click(&model, &label), go_to(huts[0]), "of the open zone");
    let places = screen.all(&label);
    let at = places.last().expect("the other zone").center();
    let button =
        |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    let mut commands = screen.frame(&model, vec![Event::PointerMoved(at)]);
    commands.extend(screen.frame(&model, vec![button(true)]));
    commands.extend(screen.frame(&model, vec![button(false)]));
    let path = PathBuf::from("twin.gtd");
    assert_eq!(commands, [PanelCommand::Objects(KindListCommand::GoToInZone(path, huts[0]))]);
}
