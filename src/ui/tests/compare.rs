//! Tests of the comparison panel and the wipe line's handle.

use super::super::compare::{
    ChangedGround, ChangedObject, ChangedObjects, ChangedPlace, Changes, CompareCommand, ComparisonState,
    ComparisonView, Side,
};
use super::*;

pub(super) fn changes(count: u32) -> Changes {
    let place = |n: u32| ChangedPlace { tiles: 5000 - n, middle_m: [f64::from(n) * 40.0, 120.0] };
    Changes {
        map_size: [33, if count == 0 { 65 } else { 33 }],
        ground: (count > 0).then_some(ChangedGround {
            vertices: 12,
            most_m: Some(3.0),
            patches: 2,
            ..ChangedGround::default()
        }),
        texture_files: [0, 2],
        rivers: true,
        grass_set: true,
        header: true,
        stored: true,
        places: (0..count).map(place).collect(),
        objects: (count > 0).then(|| objects(count)),
        ..Changes::default()
    }
}

/// Changes of objects, of each kind in turn.
fn objects(count: u32) -> ChangedObjects {
    let object = |n: u32| ChangedObject {
        kind: n as usize % 4,
        name: format!("obj_mora_tree{n:02}"),
        place_m: [n as f32 * 8.0, 64.0],
    };
    ChangedObjects { counts: [1203, 0, 1, 17], list: (0..count).map(object).collect() }
}

pub(super) fn comparison(state: ComparisonState) -> ComparisonView {
    let side = |name, path| Side { name, path };
    let (a, b) = (side("1298/moradon", "old/moradon.gtd"), side("1097/moradon", "new/moradon.gtd"));
    ComparisonView {
        a,
        b,
        state,
        at: Some(1),
        at_object: Some(0),
        wipe: 500,
        missing: 94,
        shows_glow: true,
        glow: None,
    }
}

fn with_panel(shown: &Shown) -> Model<'_> {
    Model { open_panels: OpenPanels::of(&[PanelId::Comparison]), ..shown.model() }
}

fn settled(model: &Model) -> Screen {
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(model);
    screen
}

#[test]
fn it_says_what_changed_and_leads_there() {
    let (shown, changes) = (Shown::empty(), changes(300));
    let model = Model { compare: Some(comparison(ComparisonState::Changes(&changes))), ..with_panel(&shown) };
    let mut screen = settled(&model);
    for text in [
        "1298/moradon",
        "1097/moradon",
        "1298/moradon ↔ 1097/moradon",
        "12 vertices changed",
        "unchanged; other grass set",
        "header, bounds of 2 patches",
        "2 of 300",
        "94 files of 1097/moradon not found",
        "1.  5,000 tiles at 0, 120",
        "1,203 added, 1 moved, 17 changed",
        "removed: obj_mora_tree01 at 8, 64",
    ] {
        assert!(screen.find(text).is_some(), "{text} in {:?}", screen.texts());
    }
    for (button, ask) in [
        ("Next change", CompareCommand::Next),
        ("Previous change", CompareCommand::Previous),
        ("3.  4,998", CompareCommand::Go(2)),
        ("moved: obj_mora_tree02", CompareCommand::GoToObject(2)),
        ("Color changed tiles", CompareCommand::ShowGlow(false)),
        ("End comparison", CompareCommand::Close),
    ] {
        assert_eq!(screen.click(&model, button), [PanelCommand::Compare(ask)]);
    }
    let narrow = Screen::new(420.0, 700.0, 1.0);
    let mut narrow = narrow;
    narrow.settle(&model);
    assert!(narrow.find("Next change").is_some_and(|rect| rect.right() < 420.0 && rect.bottom() < 700.0));
}

#[test]
fn bytes_without_another_change_are_named() {
    let shown = Shown::empty();
    for stored in [true, false] {
        let ground = Some(ChangedGround::default());
        let changes = Changes { map_size: [33; 2], ground, stored, ..Changes::default() };
        let model = Model { compare: Some(comparison(ComparisonState::Changes(&changes))), ..with_panel(&shown) };
        let screen = settled(&model);
        let is_told = screen.find("bytes without a visible effect").is_some();
        assert!(is_told == stored && screen.find("unchanged").is_some(), "{:?}", screen.texts());
    }
}

#[test]
fn other_sizes_and_progress_are_shown() {
    let (shown, changes) = (Shown::empty(), changes(0));
    let model = Model { compare: Some(comparison(ComparisonState::Changes(&changes))), ..with_panel(&shown) };
    let screen = settled(&model);
    assert!(
        screen.find("1298/moradon has 33 vertices per side, 1097/moradon has 65").is_some()
            && screen.find("Next change").is_none()
    );
    let model =
        Model { compare: Some(comparison(ComparisonState::Loading { done: 1, total: 4 })), ..with_panel(&shown) };
    let loading = settled(&model);
    assert!(loading.find("Next change").is_none() && loading.find("Loading 1097/moradon").is_some());
    let model = Model { compare: Some(comparison(ComparisonState::Comparing)), ..with_panel(&shown) };
    assert!(settled(&model).find("Comparing").is_some());
}

#[test]
fn the_handle_moves_the_line_and_goes_with_the_panels() {
    let (shown, changes) = (Shown::empty(), changes(3));
    let model = Model { compare: Some(comparison(ComparisonState::Changes(&changes))), ..with_panel(&shown) };
    let mut screen = settled(&model);
    let grip = screen.find("Wipe line").expect("the handle");
    assert!(screen.texts().iter().filter(|text| text.starts_with("Wipe line")).count() >= 2, "handle and slider");
    assert!(grip.width() > 0.0);
    let picture = screen.picture;
    let (from, to) = (picture.center() + vec2(16.0, 0.0), pos2(picture.left() + picture.width() * 0.75, 300.0));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let mut asked = screen.frame(&model, vec![Event::PointerMoved(from)]);
    asked.extend(screen.frame(&model, vec![button(from, true)]));
    asked.extend(screen.frame(&model, vec![Event::PointerMoved(to)]));
    asked.extend(screen.frame(&model, vec![button(to, false)]));
    assert_eq!(asked.last(), Some(&PanelCommand::Compare(CompareCommand::Wipe(750))), "{asked:?}");
    let hidden = Model { panels_hidden: true, ..model };
    assert!(settled(&hidden).find("Comparison").is_none());
}

#[test]
fn the_file_menu_asks_for_a_zone_to_compare_with() {
    assert_eq!(
        menu::menu_click("File", "Compare with…", &Shown::empty()),
        [PanelCommand::Compare(CompareCommand::Choose)]
    );
}
