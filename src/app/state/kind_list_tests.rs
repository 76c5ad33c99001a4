//! The list of objects, and going to an object of another zone.

use super::panel_tests::load;
use super::*;
use crate::input::Action;
use crate::ui::{KindListCommand, OpenPanels, PanelCommand, PanelId};

fn apply(state: &mut State, command: KindListCommand) -> Vec<Effect> {
    state.apply(PanelCommand::Objects(command), 0.0)
}

fn go_to(state: &mut State, object: usize) -> Vec<Effect> {
    state.apply(PanelCommand::Inspect(ui::InspectCommand::select(object, true)), 0.0)
}

fn demo() -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    state
}

/// The files of the island in a client folder, with a second zone that has no objects.
fn client() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in crate::demo::embedded::contents() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let bare = crate::formats::gtd::Draft::flat(crate::formats::gtd::Header::versioned(1, "bare"), 65);
    std::fs::write(folder.path().join("Zones/bare.gtd"), bare.encode().unwrap()).unwrap();
    folder
}

#[test]
fn objects_are_listed_once_their_panel_is_open() {
    let mut state = demo();
    state.update_kind_list();
    assert!(state.model().kind_list.catalog.is_none(), "nothing is done for a closed panel");
    state.apply(PanelCommand::Do(Action::Objects), 0.0);
    state.update_kind_list();
    let catalog = state.model().kind_list.catalog.expect("a catalog").clone();
    assert_eq!(catalog.objects.len(), state.zone_context.objects.len());
    assert!(catalog.kinds.iter().any(|kind| kind.triangles > Some(0)), "with the loaded meshes");
    state.update_kind_list();
    assert!(Arc::ptr_eq(&catalog, state.model().kind_list.catalog.expect("a catalog")), "it is made once");
}

#[test]
fn a_listed_object_is_selected_and_flown_to_beside_the_list() {
    let mut state = demo();
    state.apply(PanelCommand::Do(Action::Objects), 0.0);
    let front = state.model().front_dock;
    assert_eq!(go_to(&mut state, 5), []);
    let model = state.model();
    assert_eq!(model.inspect.object.map(|object| object.index), Some(5));
    assert_eq!(model.open_panels, OpenPanels::of(&[PanelId::Objects, PanelId::Object]));
    assert_eq!(model.front_dock, front, "where only one dock fits, the list stays");
    let looks_at_it = state.inspection.view_of_pick();
    state.advance(2.0);
    assert_eq!(Some(state.session.rig.pose()), looks_at_it);
    assert_eq!(go_to(&mut state, 1_000_000), [], "there is no such object");
}

#[test]
fn an_object_of_another_zone_is_gone_to_when_it_is_loaded() {
    let folder = client();
    let [bare, isle] = ["bare.gtd", "demo.gtd"].map(|name| folder.path().join("Zones").join(name));
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let effects = state.apply(PanelCommand::Open(bare.clone()), 0.0);
    load(&mut state, effects);
    assert!(state.model().kind_list.is_empty && state.model().kind_list.catalog.is_none());
    let effects = apply(&mut state, KindListCommand::GoToInZone(isle.clone(), 7));
    load(&mut state, effects);
    assert_eq!(state.model().inspect.object.map(|object| object.index), Some(7));
    let looks_at_it = state.inspection.view_of_pick();
    state.advance(2.0);
    assert_eq!(Some(state.session.rig.pose()), looks_at_it);
    // Another zone that is opened instead takes the place of that object's.
    let effects = state.apply(PanelCommand::Open(bare.clone()), 3.0);
    load(&mut state, effects);
    apply(&mut state, KindListCommand::GoToInZone(isle.clone(), 7));
    let effects = state.apply(PanelCommand::Open(bare), 4.0);
    load(&mut state, effects);
    let effects = state.apply(PanelCommand::Open(isle), 5.0);
    load(&mut state, effects);
    assert!(state.model().inspect.object.is_none());
}

#[test]
fn files_of_objects_are_found_in_the_client_folder() {
    let folder = client();
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let effects = state.apply(PanelCommand::Open(folder.path().join("Zones/demo.gtd")), 0.0);
    load(&mut state, effects);
    let name = "object\\ISLE_hut_walls.n3pmesh".to_owned();
    let effects = apply(&mut state, KindListCommand::CopyPath(name.clone()));
    let [Effect::Copy(path)] = &effects[..] else { panic!("{effects:?}") };
    assert!(std::path::Path::new(path).is_file(), "{path}");
    let effects = apply(&mut state, KindListCommand::ShowInFolder(name.clone()));
    let [Effect::Desktop(DesktopRequest::ShowInFolder(shown))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(shown, std::path::Path::new(path));
    assert_eq!(apply(&mut state, KindListCommand::CopyPath("object\\none.dxt".to_owned())), []);
    assert!(state.model().toast.is_some_and(|toast| toast.contains("none.dxt")));
    let mut island = demo();
    assert_eq!(apply(&mut island, KindListCommand::CopyPath(name)), [], "its files are in the program");
}
