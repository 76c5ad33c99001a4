//! Two zones, without a window and a GPU.

use std::path::Path;
use std::time::Duration;

use crate::app::dialog::DialogResult;
use crate::app::state::tests::zone_dialog;
use crate::app::state::*;
use crate::formats::gtd::{Draft, Gtd, Header, MapRecord};
use crate::formats::opd::{Object, OpdFile, Placement};
use crate::load::DataForms;
use crate::load::Load;
use crate::load::Request;
use crate::scene::raster::tile_image::TileEncoding;
use crate::ui::PanelCommand;
use crate::ui::compare::{CompareCommand, ComparisonState};

/// Writes two flat zones of 65 vertices, the second with two hills, and one of 33.
fn write_zones(folder: &Path) {
    let mut draft = Draft::flat(Header::versioned(1, "flat"), 65);
    std::fs::write(folder.join("a.gtd"), draft.encode().unwrap()).unwrap();
    for (x, z) in [(10, 10), (11, 10), (50, 40)] {
        let record = &mut draft.records[x * 65 + z];
        *record = MapRecord::new(20.0, record.tile());
    }
    std::fs::write(folder.join("b.gtd"), draft.encode().unwrap()).unwrap();
    std::fs::write(folder.join("small.gtd"), Draft::flat(Header::versioned(1, "small"), 33).encode().unwrap()).unwrap();
}

fn start(path: &Path) -> Load {
    let request = Request {
        zone: ZoneSource::of(path),
        data: None,
        server: None,
        wanted: Default::default(),
        forms: DataForms::new(TileEncoding::Rgba8, 1024).into(),
    };
    Load::start(request, || {})
}

/// Opens a zone and a compared zone, and loads both completely.
fn comparing(a: &Path, b: &Path) -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    state.loading_started(start(a), ZoneSource::of(a), false);
    state.comparing_started(start(b), ZoneSource::of(b));
    finish(&mut state);
    state
}

fn finish(state: &mut State) {
    while state.is_loading() || state.is_comparing() {
        let taken = state.take_loaded().is_some() | state.take_compared().is_some();
        if let Some(job) = state.compare_job() {
            crate::platform::block_on(job.run());
        }
        if !taken {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn changes_are_found_and_flown_to_in_a_circle() {
    let folder = tempfile::tempdir().unwrap();
    write_zones(folder.path());
    let [a, b] = ["a.gtd", "b.gtd"].map(|name| folder.path().join(name));
    let mut state = comparing(&a, &b);
    let comparison = state.model().compare.unwrap();
    assert!(comparison.b.path.ends_with("b.gtd") && comparison.a.path.ends_with("a.gtd"));
    let ComparisonState::Changes(changes) = comparison.state else { panic!("{comparison:?}") };
    let ground = changes.ground.expect("zones of one size are compared");
    assert_eq!((ground.vertices, ground.most_m), (3, Some(20.0)));
    let tiles: Vec<u32> = changes.places.iter().map(|place| place.tiles).collect();
    assert_eq!(tiles, [6, 4], "the tiles round two vertices, and round one");
    assert_eq!(changes.places[1].middle_m, [200.0, 160.0]);
    for (ask, at) in [
        (CompareCommand::Next, 0),
        (CompareCommand::Next, 1),
        (CompareCommand::Next, 0),
        (CompareCommand::Previous, 1),
        (CompareCommand::Go(0), 0),
    ] {
        assert_eq!(state.apply(PanelCommand::Compare(ask), 0.0), []);
        assert_eq!(state.model().compare.unwrap().at, Some(at));
        assert!(state.is_moving(), "it flies there");
    }
    for i in 0..300 {
        state.advance(f64::from(i) / 100.0);
    }
    let pose = state.session.rig.pose();
    let seen = pose.eye + pose.forward() * ((20.0 - pose.eye.y) / pose.forward().y);
    assert!((seen - DVec3::new(42.0, 20.0, 40.0)).length() < 30.0 && pose.eye.z < 40.0, "{pose}, {seen}");
    assert_eq!(state.wipe(), Some(0.5));
    state.apply(PanelCommand::Compare(CompareCommand::Wipe(4000)), 9.0);
    assert_eq!(state.wipe(), Some(1.0));
    state.apply(PanelCommand::Compare(CompareCommand::Close), 9.0);
    assert!(state.wipe().is_none() && state.model().compare.is_none());
    assert_eq!(state.apply(PanelCommand::Compare(CompareCommand::Next), 9.0), [], "harmless");
}

/// An object file for the zones, with these objects and their eastings.
fn write_objects(path: &Path, objects: &[(&str, f32)]) {
    let object = |(name, x): &(&str, f32)| Object {
        kind: 0x41b,
        placement: Placement {
            name: name.as_bytes().to_vec(),
            position_m: [*x, 0.0, 100.0],
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [1.0; 3],
            ..Placement::default()
        },
        ..Object::default()
    };
    let objects = objects.iter().map(object).collect();
    let file = OpdFile {
        header: None,
        width_m: 256.0,
        length_m: 256.0,
        collision: Vec::new(),
        cells: vec![None; 256],
        objects,
    };
    std::fs::write(path, file.encode().unwrap()).unwrap();
}

#[test]
fn changed_objects_are_listed_and_flown_to() {
    let folder = tempfile::tempdir().unwrap();
    write_zones(folder.path());
    write_objects(&folder.path().join("a.opd"), &[("well", 20.0), ("tree", 60.0)]);
    write_objects(&folder.path().join("b.opd"), &[("tree", 60.0), ("well", 50.0), ("hut", 200.0)]);
    let [a, b, small] = ["a.gtd", "b.gtd", "small.gtd"].map(|name| folder.path().join(name));
    let mut state = comparing(&a, &b);
    let comparison = state.model().compare.unwrap();
    let ComparisonState::Changes(changes) = comparison.state else { panic!("{comparison:?}") };
    let objects = changes.objects.as_ref().expect("both zones have objects");
    let list: Vec<_> = objects.list.iter().map(|object| (object.kind, object.name.as_str(), object.place_m)).collect();
    assert_eq!(objects.counts, [1, 0, 1, 0]);
    assert_eq!(list, [(0, "hut", [200.0, 100.0]), (2, "well", [50.0, 100.0])]);
    assert_eq!(state.apply(PanelCommand::Compare(CompareCommand::GoToObject(1)), 0.0), []);
    assert_eq!(state.model().compare.unwrap().at_object, Some(1));
    for i in 0..300 {
        state.advance(f64::from(i) / 100.0);
    }
    let pose = state.session.rig.pose();
    let seen = pose.eye + pose.forward() * ((6.0 - pose.eye.y) / pose.forward().y);
    assert!((seen - DVec3::new(50.0, 6.0, 100.0)).length() < 1.0, "{pose}, {seen}");
    assert_eq!(state.apply(PanelCommand::Compare(CompareCommand::GoToObject(9)), 3.0), [], "harmless");

    state.loading_started(start(&small), ZoneSource::of(&small), false);
    finish(&mut state);
    let comparison = state.model().compare.unwrap();
    let ComparisonState::Changes(changes) = comparison.state else { panic!("{comparison:?}") };
    assert_eq!((&changes.objects, comparison.at_object), (&None, None), "a zone without objects");
}

#[test]
fn changes_from_a_zone_and_from_a_server_map_are_colored_on_the_ground() {
    let folder = tempfile::tempdir().unwrap();
    write_zones(folder.path());
    let [a, b, map] = ["a.gtd", "b.gtd", "a.smd"].map(|name| folder.path().join(name));
    let mut server = warp_tests::map(&Gtd::parse(std::fs::read(&a).unwrap()).unwrap());
    server.heights[10 * 65 + 10] += 3.0;
    std::fs::write(&map, server.encode().unwrap()).unwrap();
    for other in [&b, &map] {
        let mut state = comparing(&a, other);
        let glow = state.changes_on_ground().expect("colors").clone();
        let opacity = |x: usize, z: usize| glow.levels[0][((63 - z) * 64 + x) * 4 + 3];
        assert!(opacity(10, 10) > 100 && opacity(30, 30) == 0, "{}", other.display());
        state.apply(PanelCommand::Compare(CompareCommand::ShowGlow(false)), 0.0);
        assert!(state.changes_on_ground().is_none());
        state.apply(PanelCommand::Compare(CompareCommand::ShowGlow(true)), 0.0);
        assert!(state.changes_on_ground().is_some());
    }
    assert!(comparing(&a, &a).changes_on_ground().is_none(), "nothing differs");
}

#[test]
fn another_zone_is_compared_again_and_other_sizes_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    write_zones(folder.path());
    let [a, b, small] = ["a.gtd", "b.gtd", "small.gtd"].map(|name| folder.path().join(name));
    let mut state = comparing(&a, &b);
    state.apply(PanelCommand::Compare(CompareCommand::Next), 0.0);
    state.loading_started(start(&small), ZoneSource::of(&small), false);
    finish(&mut state);
    let comparison = state.model().compare.unwrap();
    let ComparisonState::Changes(changes) = comparison.state else { panic!("{comparison:?}") };
    assert_eq!((changes.map_size, changes.ground), ([33, 65], None), "{changes:?}");
    assert!(changes.places.is_empty() && comparison.at.is_none() && state.wipe().is_some());
}

#[test]
fn two_versions_of_a_zone_are_named_by_their_folders() {
    let folder = tempfile::tempdir().unwrap();
    let [a, b, c] = ["1298", "1097", "new"].map(|client| folder.path().join(client).join("Zones"));
    for zones in [&a, &b, &c] {
        std::fs::create_dir_all(zones).unwrap();
        std::fs::write(zones.join("moradon.gtd"), Draft::flat(Header::versioned(1, "flat"), 33).encode().unwrap())
            .unwrap();
    }
    let [a, b, c] = [a, b, c].map(|zones| zones.join("moradon.gtd"));
    let mut state = comparing(&a, &b);
    let names =
        |state: &State| state.model().compare.map(|compare| [compare.a.name, compare.b.name].map(str::to_owned));
    assert_eq!(names(&state).unwrap(), ["1298/moradon", "1097/moradon"]);
    assert_eq!(state.title(), "1298/moradon ↔ 1097/moradon – gtd-viewer");
    state.loading_started(start(&c), ZoneSource::of(&c), false);
    finish(&mut state);
    assert_eq!(names(&state).unwrap(), ["new/moradon", "1097/moradon"]);
    state.apply(PanelCommand::Compare(CompareCommand::Close), 1.0);
    assert_eq!(state.title(), "moradon – gtd-viewer");
    std::fs::remove_file(&b).unwrap();
    state.comparing_started(start(&b), ZoneSource::of(&b));
    assert_eq!(names(&state).unwrap(), ["new/moradon", "1097/moradon"], "known before it is read");
    finish(&mut state);
    assert_eq!(state.model().problems[0].title, "Cannot open 1097/moradon for the comparison");
}

#[test]
fn a_second_zone_that_cannot_be_read_leaves_the_first_alone() {
    let folder = tempfile::tempdir().unwrap();
    write_zones(folder.path());
    let state = comparing(&folder.path().join("a.gtd"), &folder.path().join("absent.gtd"));
    let model = state.model();
    assert!(model.zone.is_some() && model.compare.is_none());
    assert!(model.problems[0].detail.contains("absent.gtd"), "{:?}", model.problems);
}

#[test]
fn the_dialog_asks_for_the_second_zone_only_when_that_was_wanted() {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let effects = state.apply(PanelCommand::Compare(CompareCommand::Choose), 0.0);
    assert_eq!(effects, [Effect::ShowDialog(zone_dialog(DialogPurpose::CompareWith))]);
    let chosen = || DialogResult::Chosen("b.gtd".into());
    assert_eq!(state.dialog_answered(chosen()), [Effect::Compare(ZoneSource::of(Path::new("b.gtd")))]);
    assert!(matches!(state.dialog_answered(chosen())[..], [Effect::Load { .. }]));
    state.apply(PanelCommand::Compare(CompareCommand::Choose), 0.0);
    state.dialog_answered(DialogResult::Canceled);
    assert!(matches!(state.dialog_answered(chosen())[..], [Effect::Load { .. }]), "canceled is over");
}
