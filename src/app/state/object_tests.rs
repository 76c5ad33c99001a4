//! Selection of objects of the demo zone, and the title of a zone that the client's table names.

use super::panel_tests::load;
use super::*;
use crate::app::picture_rect::PictureRect;
use crate::camera::Pose;
use crate::formats::gtd::{Draft, Header};
use crate::formats::tbl::{ColumnType, Table, TableValue};
use crate::input::pointer::Button;
use crate::input::{Action, Digit, Key, Modifiers};
use crate::scene::modes::ViewMode;
use crate::scene::objects::{ObjectCategory, ObjectMarks};
use crate::scene::view_settings::ViewSettings;
use crate::ui::{HideCommand, InspectCommand, OpenPanels, PanelCommand, PanelId, SelectHow};

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
    state.inspection.select_objects(&[index], SelectHow::Only, None);
    let pose = state.inspection.view_of_pick().expect("a view of it");
    state.session.rig.jump_to(pose);
    state.inspection.clear();
}

/// Draws boxes around selected objects, and nothing else.
fn box_alone(state: &mut State) {
    state.inspection.objects.mark(ObjectMarks { outline: false, ..ObjectMarks::default() });
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
    box_alone(&mut state);
    click(&mut state, 1.0);
    let picked = state.model().inspect.object.expect("an object");
    assert_eq!((picked.index, picked.count), (hut, state.zone_context.objects.len()));
    let (middle, radius_m) = state.inspection.objects.sphere().expect("a sphere");
    assert!(picked.point.distance(middle) <= radius_m * 1.01, "a point of the object");
    assert_eq!(state.model().open_panels, OpenPanels::of(&[PanelId::Object]));
    assert!(state.model().inspect.pinned.is_none() && state.inspection().is_picked());
    assert_eq!(state.world_lines().len(), 12, "the edges of its box");
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
fn hidden_objects_are_not_selected_and_are_in_the_copied_command_line() {
    let mut state = demo();
    let hut = object(&state, "Hut");
    face(&mut state, hut);
    state.set_hidden(format!("trees,{hut}").parse().unwrap());
    assert!(state.hidden().numbers().contains(hut) && state.hidden().numbers().len() > 10);
    click(&mut state, 1.0);
    assert!(state.model().inspect.object.is_none_or(|picked| picked.index != hut));
    let [Effect::Copy(line)] = &state.apply(PanelCommand::Do(Action::CopyView), 3.0)[..] else { panic!("not copied") };
    assert!(line.contains(&format!("--hide=trees,{hut}")), "{line}");

    let mut other = demo();
    other.paste_view(line);
    assert_eq!(other.hidden().numbers(), state.hidden().numbers());
    let effects = other.reload();
    load(&mut other, effects);
    assert_eq!(other.hidden().numbers(), state.hidden().numbers(), "the same zone again");
    load(&mut other, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    assert!(other.hidden().list().is_empty(), "another zone");
}

#[test]
fn the_command_key_adds_objects_to_the_selection_and_removes_them() {
    let mut state = demo();
    let (hut, door) = (object(&state, "Hut"), object(&state, "Hut door"));
    face(&mut state, hut);
    box_alone(&mut state);
    state.inspection.select_objects(&[door], SelectHow::Only, None);
    let command =
        Modifiers { ctrl: cfg!(not(target_os = "macos")), logo: cfg!(target_os = "macos"), ..Modifiers::default() };
    state.modifiers_changed(command, 1.0);
    click(&mut state, 2.0);
    let model = state.model();
    assert_eq!(
        (model.inspect.selected, model.inspect.object.map(|object| object.index)),
        (&[door, hut][..], Some(hut))
    );
    assert_eq!(state.world_lines().len(), 24, "the edges of both boxes");
    let eye = state.session.rig.pose();
    click(&mut state, 2.2);
    state.advance(3.0);
    assert_eq!(state.session.rig.pose(), eye, "a second click does not fly there");
    click(&mut state, 4.0);
    assert_eq!(state.model().inspect.selected, [door]);
    state.apply(PanelCommand::Draw(ViewSettings { objects: false, ..*state.view_settings() }), 5.0);
    click(&mut state, 6.0);
    assert_eq!(state.model().inspect.selected, [door], "where there is no object, the selection stays");
    state.modifiers_changed(Modifiers::default(), 7.0);
    state.key_pressed(Key::Escape, false, 8.0);
    assert!(state.model().inspect.selected.is_empty() && !state.inspection().is_picked());
}

#[test]
fn panels_select_objects_and_fly_to_all_of_them() {
    let mut state = demo();
    let (hut, door) = (object(&state, "Hut"), object(&state, "Hut door"));
    let apply = |state: &mut State, command| {
        let now_secs = state.session.clock_secs();
        state.apply(PanelCommand::Inspect(command), now_secs);
        state.advance(now_secs + 1.0);
    };
    let eye = state.session.rig.pose();
    apply(&mut state, InspectCommand::select(hut, false));
    assert_eq!((state.session.rig.pose(), state.model().inspect.selected), (eye, &[hut][..]));
    assert!(state.model().open_panels.is_open(PanelId::Object));
    apply(&mut state, InspectCommand::select_all(vec![door, hut], true));
    assert_eq!(state.model().inspect.object.map(|object| object.index), Some(door));
    let (middle, radius_m) = state.inspection.objects.sphere().expect("a sphere");
    assert_eq!(Some(state.session.rig.pose()), state.inspection.view_of_pick());
    assert!(state.session.rig.pose().eye.distance(middle) > radius_m, "both are in the picture");
    apply(&mut state, InspectCommand::toggle(door, false));
    apply(&mut state, InspectCommand::toggle(hut, false));
    assert_eq!(state.model().open_panels, OpenPanels::default(), "the panel that the selection opened");
    state.apply(PanelCommand::Show(PanelId::Textures, true), 3.0);
    apply(&mut state, InspectCommand::select(hut, false));
    assert!(state.model().open_panels.is_open(PanelId::Textures), "a panel that selects stays");
    state.apply(PanelCommand::Do(Action::MapView), 4.0);
    apply(&mut state, InspectCommand::select(hut, true));
    assert!(state.shows_map(), "the map stays, and shows it");
}

#[test]
fn keys_hide_the_selected_object_all_others_and_show_all_again() {
    let mut state = demo();
    let hut = object(&state, "Hut");
    let count = state.zone_context.objects.len();
    let press = |state: &mut State, modifiers: Modifiers, at_secs: f64| {
        state.modifiers_changed(modifiers, at_secs);
        state.key_pressed(Key::H, false, at_secs);
        state.key_released(Key::H, at_secs);
    };
    let [plain, shift, alt] = [(false, false), (true, false), (false, true)].map(|(shift, alt)| Modifiers {
        shift,
        alt,
        ..Modifiers::default()
    });
    press(&mut state, plain, 1.0);
    assert!(state.hidden().list().is_empty(), "nothing is selected");
    state.inspection.select_objects(&[hut], SelectHow::Only, None);
    press(&mut state, plain, 2.0);
    assert_eq!(state.hidden().list().to_string(), hut.to_string());
    assert!(!state.inspection.is_picked(), "what is hidden is not selected");
    assert!(state.model().toast.is_some_and(|said| said.contains("1 object hidden") && said.contains("Alt+H")));
    state.apply(PanelCommand::Hide(HideCommand::Category(ObjectCategory::Trees, true)), 3.0);
    let trees = state.hidden().model().in_category[0];
    assert_eq!(
        (state.hidden().numbers().len(), state.hidden().list().to_string()),
        (trees + 1, format!("trees,{hut}"))
    );
    state.inspection.select_objects(&[hut + 1, hut + 2], SelectHow::Only, None);
    press(&mut state, shift, 4.0);
    assert_eq!(state.hidden().numbers().len(), count - 2);
    assert!(!state.hidden().numbers().contains(hut + 1) && state.inspection.is_picked());
    press(&mut state, alt, 5.0);
    assert!(state.hidden().numbers().is_empty() && state.hidden().list().is_empty());
    state.apply(PanelCommand::Hide(HideCommand::Kind(object(&state, "Oak"))), 6.0);
    assert_eq!(state.hidden().list().to_string(), "oak");
    let oaks = state.zone_context.objects.iter().filter(|object| object.name == "Oak");
    assert_eq!(state.hidden().numbers().len(), oaks.count());
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
    state.inspection.select_objects(&[hut], SelectHow::Only, Some(DVec3::ONE));
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

#[test]
fn the_island_brings_views_that_the_user_can_replace() {
    let mut state = demo();
    let digits: Vec<u8> = state.model().stored_views.iter().map(|digit| digit.number()).collect();
    assert_eq!(digits, [1, 2, 3]);
    let two = Digit::new(2).expect("a digit");
    let mine = Pose::new(DVec3::new(500.0, 60.0, 500.0), 90.0, -10.0);
    state.session.rig.jump_to(mine);
    state.apply(PanelCommand::Do(Action::StoreView(two)), 1.0);
    load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    assert_eq!(state.settings.zones[0].view(two), Some(mine), "opening the island again keeps it");
}
