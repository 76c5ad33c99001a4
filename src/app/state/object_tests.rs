//! Selection of objects of the demo zone, and the title of a zone that the client's table names.

use super::panel_tests::load;
use super::*;
use crate::app::picture_rect::PictureRect;
use crate::formats::gtd::{Draft, Header};
use crate::formats::tbl::{ColumnType, Table, TableValue};
use crate::input::pointer::Button;
use crate::input::{Action, Key, Modifiers};
use crate::scene::modes::ViewMode;
use crate::scene::view_settings::ViewSettings;
use crate::ui::{OpenPanels, PanelCommand, PanelId};

fn demo() -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    state.session.picture = PictureRect::of_window([800, 600]);
    state
}

/// Number of the first object with a name.
fn object(state: &State, name: &str) -> usize {
    let found = state.zone_context.objects.iter().position(|object| object.name == name);
    found.unwrap_or_else(|| panic!("the demo zone has no {name}"))
}

/// Looks at an object so that it is in the middle of the picture, with nothing picked.
fn face(state: &mut State, index: usize) {
    state.inspection.pick_object(index, DVec3::ZERO);
    let pose = state.inspection.view_of_pick().expect("a view of it");
    state.session.rig.jump_to(pose);
    state.inspection.clear();
}

fn click(state: &mut State, at_secs: f64) {
    state.cursor_moved([400.0, 300.0], 1.0);
    state.button_pressed(Button::Left, at_secs);
    state.button_released(Button::Left, at_secs + 0.1);
}

#[test]
fn a_click_selects_the_object_under_the_cursor_and_alt_the_ground_behind_it() {
    let mut state = demo();
    let hut = object(&state, "Hut");
    face(&mut state, hut);
    click(&mut state, 1.0);
    let picked = state.model().inspect.object.expect("an object");
    assert_eq!((picked.index, picked.count), (hut, state.zone_context.objects.len()));
    let (middle, radius_m) = state.inspection.objects.sphere().expect("a sphere");
    assert!(picked.point.distance(middle) <= radius_m * 1.01, "a point of the object");
    assert_eq!(state.model().open_panels, OpenPanels::of(&[PanelId::Object]));
    assert!(state.model().inspect.pinned.is_none() && state.inspection().is_picked());
    let ground = state.ground().expect("terrain").clone();
    assert_eq!(state.inspection().lines(&ground).len(), 12, "the edges of its box");
    let looks_at_it = state.inspection.view_of_pick();

    state.modifiers_changed(Modifiers { alt: true, ..Modifiers::default() }, 5.0);
    click(&mut state, 6.0);
    let model = state.model();
    let pin = model.inspect.pinned.expect("the tile behind it");
    assert!(model.inspect.object.is_none() && model.open_panels.is_open(PanelId::Tile));
    let eye = state.session.rig.pose().eye;
    assert!(pin.point.distance(eye) > middle.distance(eye) - radius_m);

    state.modifiers_changed(Modifiers::default(), 7.0);
    click(&mut state, 8.0);
    state.apply(PanelCommand::Do(Action::LookAtPick), 9.0);
    state.advance(10.0);
    assert_eq!(Some(state.session.rig.pose()), looks_at_it, "the key that frames the selection");
    state.key_pressed(Key::Escape, false, 11.0);
    assert!(!state.inspection().is_picked() && state.model().open_panels == OpenPanels::default());
}

#[test]
fn objects_that_are_not_drawn_are_not_selected() {
    let mut state = demo();
    let hut = object(&state, "Hut");
    face(&mut state, hut);
    let settings = *state.view_settings();
    let height = ViewSettings { mode: ViewMode::Height, ..settings };
    let near = ViewSettings { object_distance_m: Some(1.0), ..settings };
    for (time, drawing) in [ViewSettings { objects: false, ..settings }, height, near].into_iter().enumerate() {
        state.apply(PanelCommand::Draw(drawing), 0.0);
        click(&mut state, 1.0 + 2.0 * time as f64);
        assert!(state.model().inspect.object.is_none() && state.model().inspect.pinned.is_some(), "{drawing:?}");
    }
    state.apply(PanelCommand::Draw(settings), 0.0);
    click(&mut state, 9.0);
    assert!(state.model().inspect.object.is_some());
}

#[test]
fn a_selected_object_stays_when_the_zone_is_reloaded() {
    let mut state = demo();
    let hut = object(&state, "Hut");
    state.inspection.pick_object(hut, DVec3::ONE);
    let before = state.inspection.objects.sphere();
    let effects = state.apply(PanelCommand::Do(Action::Reload), 1.0);
    load(&mut state, effects);
    assert_eq!(state.model().inspect.object.map(|object| object.index), Some(hut));
    assert_eq!(state.inspection.objects.sphere(), before);
    load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    assert!(state.model().inspect.object.is_none(), "another zone has other objects");
}

#[test]
fn the_title_has_the_name_of_the_clients_table() {
    let folder = tempfile::tempdir().unwrap();
    let zones = folder.path().join("Zones");
    std::fs::create_dir_all(&zones).unwrap();
    std::fs::create_dir_all(folder.path().join("Data")).unwrap();
    let row = |id, file: &str, name: &str| {
        let texts = [format!("Zones\\{file}"), name.to_owned()].map(|text| TableValue::Text(text.into_bytes()));
        std::iter::once(TableValue::Number(id)).chain(texts).collect()
    };
    let columns = vec![ColumnType::U32, ColumnType::Text, ColumnType::Text];
    let rows = vec![row(21, "plain.gtd", "Wide Plains"), row(22, "same.gtd", "Same")];
    std::fs::write(folder.path().join("Data/Zones.tbl"), Table { columns, rows }.encode().unwrap()).unwrap();
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    for (name, title) in
        [("plain", "Wide Plains (plain) – gtd-viewer"), ("same", "same – gtd-viewer"), ("other", "other – gtd-viewer")]
    {
        let file = zones.join(format!("{name}.gtd"));
        std::fs::write(&file, Draft::flat(Header::versioned(1, name), 65).encode().unwrap()).unwrap();
        let effects = state.apply(PanelCommand::Open(file), 0.0);
        load(&mut state, effects);
        assert_eq!(state.title(), title);
    }
}
