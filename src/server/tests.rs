//! A made-up server for a small test zone: folder, pairing, marks.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::companions::{Companion, Companions};
use super::pairing::{MapBy, ZoneBy};
use super::{ServerFolder, ZoneServer, game_marks};
use crate::formats::evtsub::{NamedArea, NamedAreas};
use crate::formats::gtd::Gtd;
use crate::formats::smd::{MapEnd, ObjectEvent, RegeneArea, ServerMap, Warp};
use crate::formats::tile_rect::TileRect;
use crate::platform::block_on;
use crate::scene::game_marks::{GameMark, MarkDetail, MarkKind, MarkShape, MarkSource, Nation};
use crate::test_zone;
use crate::zone::ZoneFiles;
use crate::zone::bundle::Bundle;
use crate::zone::client_files::MemoryFiles;

const SIZE: u32 = 17;

fn gtd() -> Gtd {
    Gtd::parse(test_zone::draft(SIZE).encode().unwrap()).unwrap()
}

/// The server map of the test zone, whose heights are moved by some meters beyond the first columns.
fn map(columns: u32, by_m: f32) -> ServerMap {
    let gtd = gtd();
    let places = (0..SIZE).flat_map(|x| (0..SIZE).map(move |z| (x, z)));
    let heights = places.map(|(x, z)| gtd.record(x, z).height_m() + if x < columns { 0.0 } else { by_m }).collect();
    let mut event_map = vec![1; (SIZE * SIZE) as usize];
    event_map[0] = 0;
    (2..4).flat_map(|x| (5..8).map(move |z| x * 17 + z)).for_each(|tile| event_map[tile] = 30);
    event_map[10 * 17 + 12] = 1001;
    let extent_m = (SIZE - 1) as f32 * 4.0;
    ServerMap {
        size: SIZE,
        unit_m: 4.0,
        heights,
        width_m: extent_m,
        length_m: extent_m,
        collision: Vec::new(),
        cells: vec![None; 16],
        object_events: vec![
            ObjectEvent { belong: 1, id: 1101, kind: 1, npc: 0, status: 0, position_m: [10.0, 1.0, 20.0] },
            ObjectEvent { belong: 0, id: 2101, kind: 3, npc: 1101, status: 1, position_m: [11.0, 1.0, 21.0] },
            ObjectEvent { belong: 0, id: 4001, kind: 5, npc: 40, status: 0, position_m: [12.0, 1.0, 22.0] },
        ],
        event_map,
        regene_areas: vec![RegeneArea { min_m: [8.0, 2.0, 12.0], length_z_m: 6.0, length_x_m: 4.0 }],
        warps: vec![Warp::new(401, "To the coast", 2, [30.0, 0.0, 31.0]), Warp::new(501, "Elsewhere", 3, [0.0; 3])],
        end: MapEnd::after_warps(2),
        trailing: Vec::new(),
    }
}

const ZONES: &str = "INSERT INTO [ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName], [InitX], [InitZ], [InitY], [Type], [RoomEvent], [bz]) VALUES\n\
    (1, 1, N'Hills.smd', 100, 200, 0, 1, 3, N'The hills'),\n(1, 2, N'coast_0101.smd', 0, 0, 0, 1, 0, N'Coast')\n";
const SPAWNS: &str = "INSERT INTO [K_NPCPOS] ([ZoneID], [NpcID], [ActType], [RegenType], [DungeonFamily], [SpecialType], [TrapNumber], [LeftX], [TopZ], [RightX], [BottomZ], [NumNPC], [RegTime], [DotCnt], [path]) VALUES\n\
    (1, 7, 2, 0, 4, 0, 0, 30, 20, 10, 40, 5, 90, 2, N'0010002000300040'),\n(1, 7, 101, 0, 0, 7, 0, 5, 5, 5, 5, 1, 30, 0, NULL),\n(2, 7, 2, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, NULL)\n";
const OTHERS: &str = "INSERT INTO K_NPC (sSid, strName, sLevel) VALUES (7, 'Smith', 60)\nINSERT INTO K_MONSTER (sSid, strName, sLevel) VALUES (7, 'Wolf', 4)\n\
    INSERT INTO EVENT (ZoneNum, EventNum, Type, Cond1, Exec1, Exec2, Exec3) VALUES (1, 1001, 1, '0', '2', '40', '50'), (2, 9, 2, '0', '0', '0', '0')\n\
    INSERT INTO START_POSITION (ZoneID, sKarusX, sKarusZ, sElmoradX, sElmoradZ, bRangeX, bRangeZ, sKarusGateX, sKarusGateZ, sElmoGateX, sElmoGateZ) VALUES (1, 10, 11, 20, 21, 5, 6, 0, 0, 0, 0)\n\
    INSERT INTO HOME (Nation, ElmoZoneX, ElmoZoneZ, ElmoZoneLX, ElmoZoneLZ, KarusZoneX, KarusZoneZ, KarusZoneLX, KarusZoneLZ) VALUES (2, 1, 2, 3, 4, 12, 13, 2, 3)\n";
const ROOMS: &str = "TYPE 0\r\nROOM 5\r\nNATION 1\r\nPOS 40 50 30 20\r\nA 2 0 0\r\nE 2 1101 0\r\nEND\r\n";

fn folder(files: &[(&str, &[u8])]) -> ServerFolder {
    let files = files.iter().map(|(path, bytes)| (PathBuf::from(path), Cow::Owned(bytes.to_vec())));
    ServerFolder::in_memory(Path::new("server"), files.collect::<BTreeMap<_, _>>())
}

fn whole_folder() -> ServerFolder {
    folder(&[
        ("server/MAP/HILLS.SMD", &map(SIZE, 0.0).encode().unwrap()),
        ("server/sql/zones.SQL", ZONES.as_bytes()),
        ("server/sql/spawns.sql", SPAWNS.as_bytes()),
        ("server/sql/others.sql", OTHERS.as_bytes()),
        ("server/MAP/3.evt", ROOMS.as_bytes()),
        ("server/QUESTS/1.evt", b"EVENT 1\r\nE RUN_EVENT 2\r\nEND\r\n"),
        ("server/readme.txt", b"nothing"),
    ])
}

/// The names and numbers of a zone, of a client from 1298 on.
fn bundle(stem: &str, ids: &[u32], name: Option<&str>) -> Bundle {
    let path = PathBuf::from(format!("Zones/{stem}.gtd"));
    let files: MemoryFiles = [(path.clone(), Cow::Borrowed(&b""[..]))].into_iter().collect();
    let files = block_on(ZoneFiles::open_in(std::sync::Arc::new(files), &path, None));
    let name = name.map(str::to_owned);
    Bundle { ids: ids.to_vec(), has_tenfold_ids: true, name, ..files.bundle().unwrap().clone() }
}

fn hills(folder: &ServerFolder) -> ZoneServer {
    folder.zone(Some(&bundle("hills", &[10], None)), &gtd())
}

#[test]
fn a_folder_is_read_whole() {
    let folder = whole_folder();
    assert_eq!(folder.faults.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!((folder.maps.len(), folder.maps[0].size, folder.rooms.len(), folder.databases.len()), (1, SIZE, 1, 1));
    let rows = &folder.tables().unwrap().rows;
    assert_eq!((rows.zones.len(), rows.spawns.len(), rows.npcs.len(), rows.monsters.len()), (2, 3, 1, 1));
    assert!(!folder.is_empty() && self::folder(&[("server/a.txt", b"")]).is_empty());
}

#[test]
fn damaged_files_are_reported_and_the_rest_is_used() {
    let short = &map(SIZE, 0.0).encode().unwrap()[..1300];
    let folder = folder(&[
        ("server/short.smd", short),
        ("server/other.smd", b"no map at all"),
        ("server/a/zones.sql", ZONES.as_bytes()),
        ("server/a/zones again.sql", ZONES.as_bytes()),
        ("server/b/zones.sql", ZONES.as_bytes()),
        ("server/c/K_NPC.csv", b"sSid,strName\n1,a\n"),
    ]);
    let faults: Vec<String> = folder.faults.iter().map(|fault| fault.to_string().replace('\\', "/")).collect();
    assert_eq!(
        faults,
        [
            "server/a/zones.sql: ZONE_INFO was read from server/a/zones again.sql already",
            "server/b: another database than server/a, which is used",
            "server/other.smd: no server map: it does not begin with a number of vertices that the file has room for",
        ]
    );
    let used: Vec<_> = folder.databases[0].tables.files.keys().collect();
    assert_eq!(used.len(), 2, "tables of folders that lack each other's are one database: {used:?}");
    let zone = folder.zone(Some(&bundle("hills", &[10], None)), &gtd());
    assert_eq!(
        (zone.number(), zone.map.is_some(), zone.faults.len()),
        (Some(1), false, 1),
        "only its heights are whole"
    );
    let broken = self::folder(&[("server/1.smd", &short[..700])]);
    let zone = broken.zone(Some(&bundle("hills", &[10], None)), &gtd());
    assert!(zone.map.is_none() && zone.is_empty());
}

#[test]
fn numbers_names_and_heights_pair() {
    let whole = whole_folder();
    let gtd = gtd();
    let paired = |folder: &ServerFolder, stem: &str, ids: &[u32], name: Option<&str>| {
        folder.zone(Some(&bundle(stem, ids, name)), &gtd).pairing
    };
    let by_number = paired(&whole, "other", &[9999, 10], None);
    assert_eq!(by_number.zone, Some((1, ZoneBy::TenfoldNumber(10))));
    assert_eq!(by_number.map.as_ref().map(|(_, by)| *by), Some(MapBy::Table));
    assert_eq!(
        by_number.to_string(),
        "zone 1 of the server (a tenth of the client's number 10); map HILLS.SMD (named by ZONE_INFO), 100 % of its heights are the client's"
    );
    assert_eq!(paired(&whole, "other", &[1], None).zone, Some((1, ZoneBy::SameNumber(1))));
    let spawns = folder(&[("server/spawns.sql", SPAWNS.as_bytes())]);
    assert_eq!(paired(&spawns, "other", &[20], None).zone, Some((2, ZoneBy::TenfoldNumber(20))), "without ZONE_INFO");
    assert_eq!(paired(&spawns, "other", &[30], None).zone, None, "nothing of this zone");
    assert_eq!(paired(&whole, "hills", &[], None).zone, Some((1, ZoneBy::Name("hills".into()))));
    assert_eq!(paired(&whole, "other", &[], Some("the HILLS")).zone, Some((1, ZoneBy::Name("the HILLS".into()))));
    // Only the heights are left: the row follows from the map's name.
    let by_heights = paired(&whole, "other", &[], None);
    assert_eq!(
        (by_heights.zone.clone(), by_heights.map.map(|(_, by)| by)),
        (Some((1, ZoneBy::Map)), Some(MapBy::Heights))
    );
    // The second zone has no map, and no heights fit.
    let far = folder(&[("server/zones.sql", ZONES.as_bytes()), ("server/x.smd", &map(5, 9.0).encode().unwrap())]);
    let without = paired(&far, "other", &[20], None);
    assert_eq!((without.zone.clone(), without.map.clone()), (Some((2, ZoneBy::TenfoldNumber(20))), None));
    assert_eq!(
        without.to_string(),
        "zone 2 of the server (a tenth of the client's number 20); no map; coast_0101.smd, which ZONE_INFO names, is not there"
    );
    assert_eq!(paired(&far, "other", &[], None).to_string(), "no zone of the server; no map");
}

/// Without any table, the number is that of the client's table.
#[test]
fn the_clients_number_pairs_maps_and_rooms() {
    let map = map(2, 1.0).encode().unwrap();
    let folder = self::folder(&[("server/48.smd", &map), ("server/48.evt", ROOMS.as_bytes())]);
    let gtd = gtd();
    let paired = |id: u32, has_tenfold_ids| {
        let bundle = Bundle { has_tenfold_ids, ..bundle("other", &[id], None) };
        folder.zone(Some(&bundle), &gtd)
    };
    let arena = paired(480, true);
    assert_eq!((arena.number(), arena.rooms.is_some()), (Some(48), true));
    assert_eq!(
        arena.pairing.to_string(),
        "zone 48 of the server (a tenth of the client's number 480); map 48.smd (named by the zone's number), 11.8 % of its heights are the client's"
    );
    assert_eq!(paired(48, false).pairing.zone, Some((48, ZoneBy::SameNumber(48))), "an older client");
    assert_eq!(paired(480, false).pairing.zone, None, "no file is named 480");
    let rooms = self::folder(&[("server/48.evt", ROOMS.as_bytes())]);
    let only_rooms = rooms.zone(Some(&bundle("other", &[480], None)), &gtd);
    assert_eq!((only_rooms.number(), only_rooms.map.is_none(), only_rooms.rooms.is_some()), (Some(48), true, true));
}

#[test]
fn the_most_similar_map_is_chosen() {
    let [near, nearer, far] = [map(13, 3.0), map(15, 7.5), map(2, 1.0)].map(|map| map.encode().unwrap());
    let folder = folder(&[("server/21.smd", &near), ("server/a.smd", &far), ("server/48.smd", &nearer)]);
    let pairing = folder.zone(None, &gtd()).pairing;
    assert_eq!(pairing.zone, Some((48, ZoneBy::MapNumber)));
    let heights = pairing.heights.as_ref().unwrap();
    let max_m = heights.max_m.map(f64::round);
    assert_eq!((heights.changed.len(), heights.vertices, max_m), (2 * 17, 17 * 17, Some(8.0)));
    assert_eq!(
        pairing.to_string(),
        "zone 48 of the server (by the name of its map); map 48.smd (by its heights), 88.2 % of its heights are the client's"
    );
    // A single file is used whatever it is.
    let single = ServerFolder::in_memory(Path::new("a.smd"), [(PathBuf::from("a.smd"), Cow::Owned(far))].into());
    let pairing = single.zone(None, &gtd()).pairing;
    assert_eq!(
        pairing.to_string(),
        "no zone of the server; map a.smd (the given file), 11.8 % of its heights are the client's"
    );
}

fn only(marks: &[GameMark], kind: MarkKind) -> &GameMark {
    let mut of_kind = marks.iter().filter(|mark| mark.kind == kind);
    let first = of_kind.next().unwrap_or_else(|| panic!("no {kind:?}"));
    assert!(of_kind.next().is_none(), "several {kind:?}");
    first
}

#[test]
fn everything_of_a_zone_is_marked() {
    let rect = TileRect { left: 10, top: 12, right: 10, bottom: 12 };
    let areas = NamedAreas { areas: vec![NamedArea::new("Gate to the coast", 1001, rect)] };
    let areas = Some(Companion { path: "Zones/event_Hills.evtsub".into(), content: areas });
    let companions = Companions { areas, ..Companions::default() };
    let server = hills(&whole_folder());
    let marks = game_marks(&companions, Some(&server), SIZE);
    assert_eq!((marks.zone_number, marks.tiles.as_ref().and_then(|tiles| tiles.at(2, 5))), (Some(1), Some(30)));
    let of = |kind| only(&marks.marks, kind);
    let monster = of(MarkKind::Monster);
    assert_eq!((monster.name.as_str(), monster.count(), monster.number()), ("Wolf", 5, Some(7)));
    assert_eq!(monster.shape, MarkShape::Rect { min: [10.0, 20.0], max: [30.0, 40.0] });
    assert_eq!(monster.path, [[10.0, 20.0], [30.0, 40.0]]);
    assert!(
        monster.details.contains(&MarkDetail::RespawnSecs(90)) && monster.details.contains(&MarkDetail::RoomNumber(4))
    );
    assert!(matches!(&monster.source, MarkSource::Table { table, row: 1, .. } if table == "K_NPCPOS"));
    assert_eq!(of(MarkKind::Npc).name, "Smith");
    let gate = marks.gate_of(of(MarkKind::Lever)).unwrap();
    assert!(std::ptr::eq(&raw const marks.marks[gate], of(MarkKind::Gate)));
    let warp = of(MarkKind::Warp);
    let to: Vec<_> =
        warp.destinations().map(|to| (to.name.as_str(), to.zone, to.zone_name.as_str(), to.place_m)).collect();
    assert_eq!(to, [("To the coast", 2, "Coast", [30.0, 31.0])]);
    let resurrection = of(MarkKind::ResurrectionArea);
    assert_eq!(resurrection.shape, MarkShape::Rect { min: [8.0, 12.0], max: [12.0, 18.0] });
    let named = of(MarkKind::NamedArea);
    assert_eq!((named.name.as_str(), named.event_id()), ("Gate to the coast", Some(1001)));
    let regions: Vec<_> = marks.marks.iter().filter(|mark| mark.kind == MarkKind::EventArea).collect();
    let [safe, gate] = regions[..] else { panic!("{regions:?}") };
    assert_eq!((safe.event_id(), safe.shape), (Some(30), MarkShape::rect([8.0, 20.0], [16.0, 32.0])));
    let to = gate.destinations().next().unwrap();
    assert_eq!((gate.name.as_str(), to.zone, to.place_m), ("Gate to the coast", 2, [40.0, 50.0]));
    let starts: Vec<_> = marks.marks.iter().filter(|mark| mark.kind == MarkKind::StartArea).collect();
    assert_eq!(starts[1].shape, MarkShape::rect([20.0, 21.0], [25.0, 27.0]));
    assert_eq!(starts[1].details, [MarkDetail::Nation(Nation::ElMorad)]);
    assert_eq!(of(MarkKind::HomeArea).shape, MarkShape::rect([12.0, 13.0], [14.0, 16.0]));
    assert_eq!(of(MarkKind::Room).shape, MarkShape::rect([30.0, 20.0], [40.0, 50.0]));
    assert!(of(MarkKind::Room).details.contains(&MarkDetail::Script("E 2 1101 0".into())));
}

/// The bytes that a mark names hold its record.
#[test]
fn marks_of_the_map_name_their_bytes() {
    let server = hills(&whole_folder());
    let file = map(SIZE, 0.0).encode().unwrap();
    let marks = game_marks(&Companions::default(), Some(&server), SIZE);
    let bytes = |kind| match &only(&marks.marks, kind).source {
        MarkSource::File { bytes, .. } => {
            let [start, end] = [bytes.start, bytes.end].map(|offset| usize::try_from(offset).unwrap());
            &file[start..end]
        }
        source @ MarkSource::Table { .. } => panic!("{source:?}"),
    };
    assert_eq!(bytes(MarkKind::Lever)[4..8], [0x35, 0x08, 3, 0], "id 2101 and kind 3");
    assert_eq!(bytes(MarkKind::ResurrectionArea)[..4], 8.0_f32.to_le_bytes());
}

#[test]
fn without_a_server_the_client_has_marks() {
    let marks = game_marks(&Companions::default(), None, SIZE);
    assert!(marks.is_empty() && marks.zone_number.is_none());
}

#[test]
fn absurd_values_make_no_trouble() {
    let mut map = map(SIZE, f32::NAN);
    map.regene_areas[0] = RegeneArea { min_m: [f32::NAN; 3], length_z_m: f32::INFINITY, length_x_m: -1e30 };
    map.event_map = (0..289).map(|tile| if tile % 2 == 0 { i16::MIN } else { i16::MAX }).collect();
    let starts = "INSERT INTO START_POSITION (ZoneID, sKarusX, sKarusZ, sElmoradX, sElmoradZ, bRangeX, bRangeZ) VALUES \
        (1, 99999999999, -99999999999, 2147483647, 1, 2147483647, 1e300)\n\
        INSERT INTO K_NPCPOS (ZoneID, NpcID, ActType, LeftX, TopZ, RightX, BottomZ, NumNPC, RegTime, DotCnt, path) VALUES \
        (1, -1, -1, 2147483647, 1, -2147483648, 5, -3, -1, 255, '00100x2012345678')\n";
    let folder =
        folder(&[("server/hills.smd", &map.encode().unwrap()), ("server/a.sql", [ZONES, starts].concat().as_bytes())]);
    let marks = game_marks(&Companions::default(), Some(&hills(&folder)), SIZE);
    let monster = only(&marks.marks, MarkKind::Monster);
    assert_eq!((monster.count(), monster.path.len()), (0, 0));
    assert_eq!(marks.count(MarkKind::StartArea), 2);
}
