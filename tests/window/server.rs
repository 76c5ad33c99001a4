//! End to end: server data are brought by a drop and by the File menu, a spawn is found and flown to in their panel, and a
//! warp is followed into another zone.

use crate::common::skip;
use crate::portal::{Bus, portal};
use crate::xvfb::{self, Display, Viewer, wait_for};
use glam::DVec3;
use gtd_viewer::camera::Pose;
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::smd::ServerMap;
use gtd_viewer::formats::tbl::{Table, TableValue};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// East and north, in meters, of the only row of the made-up server's spawns.
const SPAWN_M: [f64; 2] = [600.0, 640.0];
/// The place in the second zone to which all warps lead.
const TARGET_M: [f32; 2] = [476.0, 380.0];
const LONG: Duration = Duration::from_secs(60);
/// Places in the window: the titles of the menus File and View with their entries, the panel's first row, and the button that
/// leads to the first target of the warp that it shows.
const FILE: (i32, i32) = (24, 13);
const SERVER_DATA: (i32, i32) = (100, 200);
const VIEW: (i32, i32) = (74, 13);
const PANEL: (i32, i32) = (100, 92);
const FIRST_ROW: (i32, i32) = (200, 289);
const GO_TO_TARGET: (i32, i32) = (90, 610);

/// A client folder with the island as two zones, `demo` (1) and `coast` (2), and a server folder with a map and tables of
/// both, in which there is one spawn, and all warps lead to the other zone.
fn write(folder: &Path) {
    let client = folder.join("client");
    let program = env!("CARGO_BIN_EXE_gtd-viewer");
    let generated = Command::new(program).args(["generate", "demo", "-o"]).arg(&client).status().expect("it runs");
    assert!(generated.success());
    let zones = client.join("Zones");
    std::fs::copy(zones.join("demo.gtd"), zones.join("coast.gtd")).expect("a second zone");
    let table = client.join("Data/Zones.tbl");
    let mut rows = Table::parse(&std::fs::read(&table).expect("a table")).expect("a table");
    let mut coast = rows.rows[0].clone();
    (coast[0], coast[1]) = (TableValue::Number(2), TableValue::Text(b"Zones\\coast.gtd".to_vec()));
    coast[2] = TableValue::Text(b"Coast".to_vec());
    rows.rows.push(coast);
    std::fs::write(table, rows.encode().expect("a small table")).expect("a table");

    let server = folder.join("server");
    std::fs::create_dir_all(&server).expect("a folder");
    let mut map = ServerMap::parse(embedded::find("Server/demo.smd").expect("the island's map")).expect("a map");
    map.warps.iter_mut().for_each(|warp| {
        warp.target_zone = 2;
        warp.target_m = [TARGET_M[0], 0.0, TARGET_M[1]];
    });
    std::fs::write(server.join("demo.smd"), map.encode().expect("a small map")).expect("a map");
    let [x, z] = SPAWN_M;
    let tables = format!(
        "INSERT INTO [ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName]) VALUES\n(1, 1, N'demo.smd'),\n(1, 2, N'coast.smd')\nGO\n\
         INSERT INTO [K_MONSTER] ([sSid], [strName], [sLevel]) VALUES\n(7, N'Kraken', 80)\nGO\n\
         INSERT INTO [K_NPCPOS] ([ZoneID], [NpcID], [ActType], [LeftX], [TopZ], [RightX], [BottomZ], [NumNPC], [RegTime]) VALUES\n\
         (1, 7, 1, {x}, {z}, {x}, {z}, 3, 60)\nGO\n"
    );
    std::fs::write(server.join("tables.sql"), tables).expect("tables");
}

/// The camera in the copied diagnostics.
fn camera(viewer: &Viewer) -> Pose {
    let text = viewer.diagnostics_with("\ncamera: ");
    let line = text.lines().find_map(|line| line.strip_prefix("camera: ")).expect("the camera");
    line.parse().expect("a pose")
}

/// Distance of a camera from a place on the ground, in meters east and north.
fn away_m(pose: &Pose, [x, z]: [f64; 2]) -> f64 {
    DVec3::new(pose.eye.x - x, 0.0, pose.eye.z - z).length()
}

/// Waits until the camera is at a place: flights and loading take their time.
fn wait_for_arrival(viewer: &Viewer, place: [f64; 2]) {
    wait_for("the camera at the place", LONG, || (away_m(&camera(viewer), place) < 60.0).then_some(()));
}

/// The number of marks in copied diagnostics.
fn marks(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix("marks: ")).map(str::to_owned)
}

/// Waits until there are other marks than before: server data are read in the background.
fn wait_for_marks(viewer: &Viewer, before: Option<&str>) {
    viewer.copied("ctrl+i", "other marks", |text| marks(text).is_some_and(|now| Some(&*now) != before));
    viewer.settled();
}

fn click(viewer: &Viewer, at: (i32, i32)) {
    viewer.move_to(at);
    viewer.click("1", 1);
    viewer.settled();
}

/// Opens the panel of server data, whose search then has the keyboard.
fn open_panel(viewer: &Viewer) {
    click(viewer, VIEW);
    click(viewer, PANEL);
}

/// Shows the picture of the screen to a person who looks for what failed.
fn shot(viewer: &Viewer, name: &str) {
    if let Some(folder) = std::env::var_os("GTD_VIEWER_SHOTS") {
        viewer.picture().save(&Path::new(&folder).join(format!("{name}.png")));
    }
}

#[test]
fn a_dropped_server_folder_lists_its_spawn_and_a_click_flies_there() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let Some(display) = Display::start() else { return };
    let zone = folder.path().join("client/Zones/demo.gtd");
    let viewer = display.open(&[&zone.display().to_string(), "--camera=300,60,300,0,-10", "--layers=tiles,colormap"]);
    viewer.wait_for_picture("the ground", |picture| picture.colors() > 30);
    viewer.settled();
    let before = marks(&viewer.diagnostics_with("\nmarks: "));
    viewer.drop_file(&folder.path().join("server"));
    wait_for_marks(&viewer, before.as_deref());
    shot(&viewer, "server-dropped");

    open_panel(&viewer);
    display.xdotool(&["type", "--delay", "80", "kraken"]).expect("the search is typed");
    viewer.settled();
    shot(&viewer, "server-search");
    click(&viewer, FIRST_ROW);
    viewer.diagnostics_with(" Kraken\n");
    shot(&viewer, "server-spawn");
    wait_for_arrival(&viewer, SPAWN_M);
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn a_warp_of_chosen_server_data_leads_to_its_place_in_another_zone() {
    if !xvfb::in_path("dbus-daemon") {
        skip("there is no dbus-daemon");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    let Some(display) = Display::start() else { return };
    let bus = Bus::start();
    let (_portal, hears) = portal(&bus, Some(&folder.path().join("server")));
    let zone = folder.path().join("client/Zones/demo.gtd");
    let args = [&zone.display().to_string(), "--camera=300,60,300,0,-10", "--layers=tiles,colormap"];
    let viewer = display.open_with(&args, &[("DBUS_SESSION_BUS_ADDRESS", &bus.address)]);
    viewer.wait_for_picture("the ground", |picture| picture.colors() > 30);
    viewer.settled();
    let before = marks(&viewer.diagnostics_with("\nmarks: "));
    click(&viewer, FILE);
    shot(&viewer, "server-menu");
    click(&viewer, SERVER_DATA);
    let title = hears.recv_timeout(LONG).expect("the dialog is requested");
    assert_eq!(title, "Choose the folder with the server's maps and tables");
    wait_for_marks(&viewer, before.as_deref());

    open_panel(&viewer);
    display.xdotool(&["type", "--delay", "80", "coast"]).expect("the search is typed");
    viewer.settled();
    click(&viewer, FIRST_ROW);
    viewer.diagnostics_with("\nmark: ");
    viewer.settled();
    shot(&viewer, "server-warp");
    click(&viewer, GO_TO_TARGET);
    wait_for("the other zone", LONG, || viewer.title().starts_with("coast ").then_some(()));
    viewer.settled();
    shot(&viewer, "server-arrived");
    wait_for_arrival(&viewer, TARGET_M.map(f64::from));
    // The folder serves this zone, too.
    let text = viewer.diagnostics_with("\nmarks: ");
    assert!(text.contains("zone: coast, "), "{text}");
    assert_eq!(viewer.close().code(), Some(0));
}
