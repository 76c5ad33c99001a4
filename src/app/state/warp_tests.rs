//! Warps from click to arrival, in a made-up client of two zones with a server folder, without a window and a GPU.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::*;
use crate::app::background_task;
use crate::formats::gtd::Gtd;
use crate::formats::smd::{MapEnd, ObjectEvent, ServerMap, Warp};
use crate::formats::tbl::{ColumnType, Table, TableValue};
use crate::load::{DataForms, Load, LoadOptions, Request};
use crate::scene::game_marks::MarkKind;
use crate::scene::raster::tile_image::TileEncoding;
use crate::test_zone;
use crate::ui::{MarkCommand, PanelCommand};

const SIZE: u32 = 65;
/// Places to which the warp gate of the first zone leads: zone, east and north in meters.
const TARGETS: [(i16, [f32; 2]); 4] = [(1, [200.0, 40.0]), (2, [60.0, 190.0]), (3, [10.0, 10.0]), (1, [900.0, 10.0])];

/// A client folder with the zones `hills` (10) and `coast` (20), and beside it a folder with the maps 1 and 2.
fn write(folder: &Path) {
    let zones = folder.join("client/Zones");
    for path in [&zones, &folder.join("client/Data"), &folder.join("server")] {
        std::fs::create_dir_all(path).unwrap();
    }
    let bytes = test_zone::draft(SIZE).encode().unwrap();
    let gtd = Gtd::parse(bytes.clone()).unwrap();
    let row = |(id, stem): (i64, &str)| {
        vec![TableValue::Number(id), TableValue::Text(format!("Zones\\{stem}.gtd").into_bytes())]
    };
    for (number, stem) in [(1, "hills"), (2, "coast")] {
        std::fs::write(zones.join(format!("{stem}.gtd")), &bytes).unwrap();
        std::fs::write(folder.join(format!("server/{number}.smd")), map(&gtd).encode().unwrap()).unwrap();
    }
    let columns = vec![ColumnType::U32, ColumnType::Text];
    let table = Table { columns, rows: [(10, "hills"), (20, "coast")].map(row).to_vec() };
    std::fs::write(folder.join("client/Data/Zones.tbl"), table.encode().unwrap()).unwrap();
    let sql =
        "INSERT INTO [ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName]) VALUES\n(1, 1, N'1.smd'),\n(1, 2, N'2.smd')\n";
    std::fs::write(folder.join("server/zones.sql"), sql).unwrap();
}

/// The server map of a zone of 65 vertices a side, with a warp gate.
pub(super) fn map(gtd: &Gtd) -> ServerMap {
    let extent_m = gtd.extent_m();
    let warps = TARGETS.iter().zip(400..);
    ServerMap {
        size: SIZE,
        unit_m: 4.0,
        heights: gtd.records().iter().map(|record| record.height_m()).collect(),
        width_m: extent_m,
        length_m: extent_m,
        collision: Vec::new(),
        cells: vec![None; 256],
        object_events: vec![ObjectEvent {
            id: 4001,
            kind: 5,
            npc: 40,
            position_m: [80.0, 0.0, 80.0],
            ..Default::default()
        }],
        event_map: vec![1; (SIZE * SIZE) as usize],
        regene_areas: Vec::new(),
        warps: warps.map(|((zone, [x, z]), id)| Warp::new(id, "Away", *zone, [*x, 0.0, *z])).collect(),
        end: MapEnd::after_warps(TARGETS.len()),
        trailing: Vec::new(),
    }
}

/// Runs the first effect, a load, to its end.
fn load(state: &mut State, effects: &[Effect]) {
    let Some(Effect::Load { source, keep_camera }) = effects.first() else { panic!("{effects:?}") };
    let request = Request {
        zone: source.clone(),
        data: state.client_folder_of(source),
        server: state.server_source_of(source),
        wanted: LoadOptions { game_marks: true, ..LoadOptions::TILES_ONLY },
        forms: DataForms::new(TileEncoding::Rgba8, 64).into(),
    };
    state.loading_started(Load::start(request, || {}), source.clone(), *keep_camera);
    while state.is_loading() {
        if state.take_loaded().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// A zone of the client, with the dropped server folder.
fn opened(folder: &Path, stem: &str) -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let effects = state.apply(PanelCommand::Open(folder.join(format!("client/Zones/{stem}.gtd"))), 0.0);
    load(&mut state, &effects);
    let effects = state.dropped(&folder.join("server"));
    load(&mut state, &effects);
    state
}

/// Clicks "Go to target" of the warp gate's target, and reads the list of zones if it is needed.
fn follow(state: &mut State, target: usize) -> Vec<Effect> {
    let marks = state.model().marks.marks.expect("marks").clone();
    let gate = marks.marks.iter().find(|mark| mark.kind == MarkKind::Warp).expect("a warp gate");
    let to = gate.destinations().nth(target).expect("a target");
    let command = MarkCommand::Follow { zone: to.zone, place_m: to.place_m };
    let effects = state.apply(PanelCommand::Marks(command), 0.0);
    let [Effect::Run(task)] = &effects[..] else { return effects };
    let (sender, answers) = channel();
    background_task::run(task.clone(), move |answer| sender.send(answer).unwrap());
    state.task_done(&answers.recv().unwrap())
}

/// Asserts that the camera looks at a place from near.
fn looks_at(state: &mut State, [x, z]: [f32; 2]) {
    tests::run(state, 100.0, 2.0);
    let pose = state.session.rig.pose();
    let ground = state.zone.ground().unwrap().heights().interpolate(x, z).unwrap();
    let to_place = DVec3::new(x.into(), ground.into(), z.into()) - pose.eye;
    assert!(to_place.length() < 40.0 && to_place.normalize().dot(pose.forward()) > 0.999, "{pose} is not at {x}, {z}");
    assert!(!state.world_lines().is_empty(), "the target is outlined");
}

fn path(state: &State) -> PathBuf {
    state.zone.file().unwrap().to_owned()
}

#[test]
fn a_warp_leads_to_a_place_in_the_same_zone_and_in_another_one() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let mut state = opened(folder.path(), "hills");
    assert_eq!(state.zone.server().map(|data| data.zone.number()), Some(Some(1)));
    assert_eq!(follow(&mut state, 0), [], "it is in this zone");
    looks_at(&mut state, TARGETS[0].1);

    let read = state.zone.server().unwrap().folder.clone();
    let effects = follow(&mut state, 1);
    load(&mut state, &effects);
    assert!(path(&state).ends_with("coast.gtd"));
    looks_at(&mut state, TARGETS[1].1);
    let server = state.zone.server().expect("the folder serves the zones beside the one for which it was chosen");
    assert_eq!(server.zone.number(), Some(2));
    assert!(Arc::ptr_eq(&read, &server.folder), "it is read once");

    // And back: the list of zones is known by now.
    let effects = follow(&mut state, 0);
    load(&mut state, &effects);
    assert!(path(&state).ends_with("hills.gtd"));
    looks_at(&mut state, TARGETS[0].1);
}

#[test]
fn targets_that_are_nowhere_are_reported_and_the_camera_stays() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let mut state = opened(folder.path(), "hills");
    let here = state.session.rig.pose();
    for (target, message) in [(2, "Zone 3 is not in the client folder"), (3, "The target is outside of the zone")] {
        assert_eq!(follow(&mut state, target), []);
        assert_eq!(state.messages.toast(), Some(message));
    }
    tests::run(&mut state, 100.0, 2.0);
    assert_eq!((state.session.rig.pose(), path(&state).ends_with("hills.gtd")), (here, true));
}

#[test]
fn a_changed_server_folder_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let mut state = opened(folder.path(), "hills");
    let read = state.zone.server().unwrap().folder.clone();
    assert!(state.files().iter().any(|file| file.ends_with("zones.sql")), "its files are watched: {:?}", state.files());
    let effects = state.files_changed();
    load(&mut state, &effects);
    assert!(Arc::ptr_eq(&read, &state.zone.server().unwrap().folder));
    std::fs::write(folder.path().join("server/K_NPC.csv"), "sSid,strName\n7,Smith\n").unwrap();
    let effects = state.files_changed();
    load(&mut state, &effects);
    let again = state.zone.server().unwrap().folder.clone();
    assert_eq!(again.tables().map(|tables| tables.rows.npcs.len()), Some(1));
}

#[test]
fn a_single_map_serves_one_zone_and_a_folder_all_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let mut state = opened(folder.path(), "hills");
    let zone = |stem: &str| ZoneSource::of(&folder.path().join(format!("client/Zones/{stem}.gtd")));
    let server = Some(folder.path().join("server"));
    assert_eq!([zone("hills"), zone("coast")].map(|zone| state.server_folder_of(&zone)), [server.clone(), server]);
    assert_eq!(state.server_folder_of(&ZoneSource::of(&folder.path().join("elsewhere/a.gtd"))), None);
    let map = folder.path().join("server/1.smd");
    let effects = state.dropped(&map);
    load(&mut state, &effects);
    assert_eq!([zone("hills"), zone("coast")].map(|zone| state.server_folder_of(&zone)), [Some(map), None]);
    let effects = state.apply(PanelCommand::Server(ui::ServerCommand::Forget), 0.0);
    load(&mut state, &effects);
    assert_eq!(state.server_folder_of(&zone("hills")), None);
}
