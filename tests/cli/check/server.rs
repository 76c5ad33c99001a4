//! Codes of the server's half: the demo zone's set has no findings, and each code is found where one thing of it is damaged.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gtd_viewer::check::server::{ServerReport, check_folder};
use gtd_viewer::check::{Code, Finding, code};
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::smd::{MapEnd, ObjectEvent, ServerMap, WarpLayout};
use gtd_viewer::platform::block_on;
use gtd_viewer::server::ServerFolder;
use gtd_viewer::zone::ZoneFiles;
use gtd_viewer::zone::client_files::MemoryFiles;

use crate::common::samples;

const MAP: &str = "Server/demo.smd";
const SQL: &str = "Server/demo.sql";

/// The demo zone's server set.
pub(super) struct Server {
    map: ServerMap,
    sql: String,
    others: BTreeMap<PathBuf, Vec<u8>>,
    /// Files of the client in place of the demo zone's.
    client: BTreeMap<PathBuf, Vec<u8>>,
    has_map: bool,
    has_tables: bool,
}

impl Server {
    pub(super) fn sound() -> Server {
        let file = |name| embedded::find(name).expect("the demo zone has it");
        Server {
            map: ServerMap::parse(file(MAP)).expect("a map"),
            sql: String::from_utf8(file(SQL).to_vec()).expect("a text"),
            others: BTreeMap::new(),
            client: BTreeMap::new(),
            has_map: true,
            has_tables: true,
        }
    }

    fn replace(&mut self, from: &str, to: &str) {
        assert!(self.sql.contains(from), "{from} is not in the tables");
        self.sql = self.sql.replacen(from, to, 1);
    }

    fn object(&mut self, id: i16) -> &mut ObjectEvent {
        self.map.object_events.iter_mut().find(|object| object.id == id).expect("an object")
    }

    fn folder(&self) -> ServerFolder {
        let mut files: BTreeMap<PathBuf, Cow<'static, [u8]>> = BTreeMap::new();
        let map = self.has_map.then(|| (MAP, self.map.encode().expect("a small map")));
        let sql = self.has_tables.then(|| (SQL, self.sql.clone().into_bytes()));
        files.extend(map.into_iter().chain(sql).map(|(name, bytes)| (name.into(), Cow::Owned(bytes))));
        files.extend(self.others.iter().map(|(name, bytes)| (name.clone(), Cow::Owned(bytes.clone()))));
        ServerFolder::in_memory(Path::new("Server"), files)
    }

    /// Findings about zone and folder.
    fn judge(&self) -> Vec<Finding> {
        let gtd = Gtd::parse(embedded::zone()).expect("a zone");
        let folder = self.folder();
        let embedded = embedded::contents().iter().map(|(path, bytes)| (PathBuf::from(path), Cow::Borrowed(*bytes)));
        let own = self.client.iter().map(|(path, bytes)| (path.clone(), Cow::Owned(bytes.clone())));
        let client: MemoryFiles = embedded.chain(own).collect();
        let report = block_on(async {
            let files = ZoneFiles::open_in(Arc::new(client), Path::new("Zones/demo.gtd"), None).await;
            ServerReport::read(&gtd, &files, &folder).await
        });
        let paired: BTreeSet<PathBuf> = report.map.into_iter().collect();
        let mut findings = report.findings.into_list();
        findings.extend(check_folder(&folder, &paired).into_list());
        findings
    }
}

type Damage = fn(&mut Server);

/// Code, and a change of the set that triggers it.
pub(super) const CASES: &[(&Code, Damage)] = &[
    (&code::UNREADABLE_SERVER_FILE, |s| add(s, "Server/broken.smd", vec![7, 0, 0, 0])),
    (&code::UNREADABLE_SERVER_FILE, |s| s.replace("[EventNum], ", "")),
    (&code::MAP_OF_ANOTHER_ZONE, smaller),
    (&code::START_OUTSIDE_MAP, |s| s.replace("(1, 446, 380, 476,", "(1, 446, 3800, 476,")),
    (&code::START_OUTSIDE_MAP, |s| s.replace("446, 380, 6, 6, 0", "1446, 380, 6, 6, 0")),
    (&code::START_OUTSIDE_MAP, |s| s.replace("44600, 38000", "44600, -38000")),
    (&code::TARGET_OUTSIDE_MAP, |s| s.map.warps[0].target_m[0] = 2000.0),
    (&code::TARGET_OUTSIDE_MAP, |s| s.replace("N'762'", "N'1024'")),
    (&code::SPAWN_OUTSIDE_MAP, |s| s.replace("451, 373, 453, 371,", "4510, 373, 4530, 371,")),
    (&code::NO_SERVER_MAP, |s| s.has_map = false),
    (&code::MAP_OF_ANOTHER_VERSION, |s| s.map.heights[5000..5100].iter_mut().for_each(|height| *height += 1.0)),
    (&code::STALE_EVENT_MAP, |s| tile(s, [20, 20], 0)),
    (&code::MISSING_COLLISION_CELLS, |s| s.map.cells.iter_mut().for_each(|cell| *cell = None)),
    (&code::EVENT_WITHOUT_ROW, |s| s.replace("(1, 1003, 3", "(1, 1004, 3")),
    (&code::ROW_WITHOUT_TILES, |s| s.replace("(1, 1003, 3", "(1, 1004, 3")),
    (&code::MISSING_AREA, |s| s.map.event_map.iter_mut().filter(|event| **event == 30).for_each(|event| *event = 1)),
    (&code::PARTIAL_AREA, |s| tile(s, [100, 90], 1)),
    (&code::LIST_WITHOUT_GATE, |s| s.map.warps[0].id = 2011),
    (&code::WARP_WITHOUT_LIST, |s| s.map.warps.iter_mut().for_each(|warp| warp.id += 1000)),
    (&code::LEVER_WITHOUT_GATE, |s| s.object(1150).id = 1160),
    (&code::GATE_WITHOUT_LEVER, |s| s.object(2150).npc = 1100),
    (&code::OBJECT_WITHOUT_CHARACTER, |s| s.replace("(1150, N'Village gate'", "(1250, N'Village gate'")),
    (&code::OBJECT_DIFFERS, |s| s.object(4001).position_m[0] += 5.0),
    (&code::OBJECT_DIFFERS, |s| s.object(301).belong = 1),
    (&code::OBJECT_ONLY_ON_SERVER, |s| s.map.object_events.push(ObjectEvent { id: 302, ..ObjectEvent::default() })),
    (&code::OBJECT_ONLY_IN_CLIENT, |s| s.map.object_events.truncate(s.map.object_events.len() - 1)),
    (&code::DUPLICATE_ID, |s| s.object(1101).id = 1100),
    (&code::DUPLICATE_ID, |s| s.map.warps[1].id = s.map.warps[0].id),
    (&code::DUPLICATE_ID, |s| s.replace("(1, 1002, 1", "(1, 1001, 1")),
    (&code::SHORT_SERVER_MAP, |s| s.map.end = MapEnd::Warps { declared: 14, layout: WarpLayout::WithNation }),
    (&code::UNKNOWN_SERVER_ZONE, |s| s.map.warps[0].target_zone = 77),
    (&code::UNKNOWN_SERVER_ZONE, |s| s.replace("(1, 1003, 3", "(2, 1003, 3")),
    (&code::RESURRECTION_AREA, |s| s.map.regene_areas[0].min_m[1] += 30.0),
    (&code::RESURRECTION_AREA, |s| s.map.regene_areas[0].length_x_m = 900.0),
    (&code::UNKNOWN_CHARACTER, |s| s.replace("(1, 101, 101,", "(1, 111, 101,")),
    (&code::SPAWN_BLOCKED, |s| (146..=150).for_each(|x| (168..=172).for_each(|z| tile(s, [x, z], 0)))),
    (&code::SPAWN_STEEP, |s| s.replace("451, 373, 453, 371,", STEEP)),
    (&code::SPAWN_IN_WATER, |s| s.replace("451, 373, 453, 371,", "500, 101, 502, 99,")),
    (&code::SPAWN_IN_WALL, |s| s.replace("451, 373, 453, 371,", "303, 352, 303, 352,")),
    (&code::SPAWN_ON_FLOOR, |s| s.replace("451, 373, 453, 371,", "317, 367, 319, 365,")),
    (&code::PATH_OUTSIDE_MAP, |s| s.replace("N'02860540", "N'92860540")),
    (&code::PATH_LENGTH, |s| s.replace("5, N'02860540", "6, N'02860540")),
    (&code::SEVERAL_DATABASES, |s| add(s, "Server/old/demo.sql", s.sql.clone().into_bytes())),
    (&code::ODD_SERVER_ROW, |s| s.replace("(1, 205, 1,", "(1, 'parrot', 1,")),
    (&code::ODD_COMPANION, |s| client(s, "Zones/demo.flag", flags_at(5000.0))),
    (&code::ODD_COMPANION, |s| client(s, "Zones/demo.ens", samples::sounds().encode().expect("sounds"))),
    (&code::UNPAIRED_MAP, |s| add(s, "Server/other.smd", s.map.encode().expect("a small map"))),
    (&code::NO_SERVER_TABLES, |s| s.has_tables = false),
];

/// A place on a slope of more than 40 degrees, as corners of a row.
const STEEP: &str = "626, 618, 626, 618,";

fn add(server: &mut Server, name: &str, bytes: Vec<u8>) {
    server.others.insert(name.into(), bytes);
}

fn client(server: &mut Server, name: &str, bytes: Vec<u8>) {
    server.client.insert(name.into(), bytes);
}

/// A flag whose place east is given.
fn flags_at(x_m: f32) -> Vec<u8> {
    let mut file = samples::flags();
    file.flags[0].placement.position_m[0] = x_m;
    file.encode().expect("flags")
}

fn tile(server: &mut Server, [x, z]: [u32; 2], event: i16) {
    let index = server.map.index(x, z).expect("a tile");
    server.map.event_map[index] = event;
}

/// A map of 64 x 64 tiles.
fn smaller(server: &mut Server) {
    let map = &mut server.map;
    (map.size, map.width_m, map.length_m) = (65, 256.0, 256.0);
    (map.heights, map.event_map) = (vec![0.0; 65 * 65], vec![1; 65 * 65]);
    (map.collision, map.cells) = (Vec::new(), vec![None; 16 * 16]);
}

#[test]
fn the_demo_zones_server_set_has_no_findings() {
    let found = Server::sound().judge();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_damage_of_the_server_set_is_found() {
    for (index, (code, damage)) in CASES.iter().enumerate() {
        let mut server = Server::sound();
        damage(&mut server);
        let found = server.judge();
        assert!(found.iter().any(|finding| finding.code == *code), "case {index}: {} in {found:#?}", code.name);
    }
}

#[test]
fn findings_have_places_in_meters_and_tiles() {
    let mut server = Server::sound();
    tile(&mut server, [20, 30], 0);
    let found = server.judge();
    let [finding] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((finding.place_m, finding.tile.map(|tile| (tile.x, tile.z))), (Some([82.0, 122.0]), Some((20, 30))));
    assert!(finding.message.contains("tiles 20,30 to 20,30 around (82, 122) m: 1 tile is blocked"), "{finding:?}");

    let mut server = Server::sound();
    server.replace("451, 373, 453, 371,", "4510, 373, 4530, 371,");
    let found = server.judge();
    let [finding] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((finding.place_m, finding.tile), (Some([4520.0, 372.0]), None), "{finding:?}");
    assert!(finding.message.contains("Harbor master (101) at (4520, 372) m, demo.sql:"), "{finding:?}");
}

#[test]
fn companions_of_another_zone_are_named() {
    let mut server = Server::sound();
    client(&mut server, "Zones/demo.flag", flags_at(300.0));
    assert_eq!(server.judge(), [], "on the map");
    client(&mut server, "Zones/demo.flag", flags_at(5000.0));
    let found = server.judge();
    let [finding] = &found[..] else { panic!("{found:#?}") };
    assert!(
        finding.message.starts_with("demo.flag: 1 of 1 flag outside the map; the first is \"banner\" at (5000, "),
        "{finding:?}"
    );
    assert_eq!(finding.place_m.map(|place| place[0]), Some(5000.0));
    client(&mut server, "Zones/demo.flag", flags_at(300.0));
    client(&mut server, "Zones/demo.ens", samples::sounds().encode().expect("sounds"));
    let found = server.judge();
    assert!(found.iter().all(|finding| finding.code == &code::ODD_COMPANION), "{found:#?}");
    assert!(found.iter().any(|finding| finding.message.contains("1 sound area is junk")), "{found:#?}");
}
