//! The server's half of real zones: every table to its last row, maps paired with the zones of both clients.

use std::path::{Path, PathBuf};

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::tbl::Table;
use gtd_viewer::formats::zones_tbl;
use gtd_viewer::load::read_game_marks;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::game_marks::MarkKind;
use gtd_viewer::scene::server_map::HeightMatch;
use gtd_viewer::server::pairing::{MapBy, ZoneBy};
use gtd_viewer::server::{ServerFolder, TableKind, ZoneServer};
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

/// The folders of both servers and of a client's zones.
fn folders() -> Option<[PathBuf; 3]> {
    let ko = common::corpus()?.join("ko");
    Some([ko.join("server/openko"), ko.join("server/ko4life"), ko.join("1298/Zones")])
}

fn zone(path: &Path) -> (Gtd, ZoneFiles) {
    let files = block_on(ZoneFiles::open(&ZoneSource::File(path.to_owned()), None));
    let gtd = Gtd::parse(block_on(files.read_terrain()).expect("a readable zone")).expect("a zone");
    (gtd, files)
}

fn server_of(folder: &ServerFolder, path: &Path) -> ZoneServer {
    let (gtd, files) = zone(path);
    folder.zone(files.bundle(), &gtd)
}

/// Row counts of the specification's section 2.
#[test]
fn every_table_is_read_to_its_last_row() {
    let Some([open_ko, ..]) = folders() else { return };
    let folder = ServerFolder::open(&open_ko);
    assert!(folder.faults.is_empty(), "{:?}", folder.faults);
    let tables = folder.tables().expect("a database");
    assert_eq!(tables.files.len(), TableKind::ALL.len());
    let rows = &tables.rows;
    let counts = [rows.zones.len(), rows.events.len(), rows.homes.len(), rows.starts.len()];
    assert_eq!(counts, [20, 28, 2, 19]);
    assert_eq!([rows.spawns.len(), rows.npcs.len(), rows.monsters.len()], [1730, 474, 723]);
    let last = rows.spawns.last().expect("a row");
    assert_eq!((last.zone, last.id, last.place.row, last.place.line), (12, 2005, 1730, 1731));
    assert_eq!((last.area.min, last.area.max), ([810, 761], [901, 910]));
}

/// Section 2.6: the limits' columns have exchanged names. Only so do they contain the areas.
#[test]
fn limits_contain_the_areas_of_spawns() {
    let Some([open_ko, ..]) = folders() else { return };
    let folder = ServerFolder::open(&open_ko);
    let spawns = &folder.tables().expect("a database").rows.spawns;
    let contained = |row: &&gtd_viewer::server::tables::SpawnRow| row.limit.contains(row.area.center());
    let within = spawns.iter().filter(contained).count();
    println!("{within} of {} limits contain the middle of their area", spawns.len());
    assert!(within * 100 >= spawns.len() * 95, "{within} of {}", spawns.len());
    let first = &spawns[0];
    assert_eq!((first.limit.min, first.limit.max), ([1734, 833], [1736, 835]));
}

#[test]
fn names_of_spawns_are_those_of_their_tables() {
    let Some([open_ko, ..]) = folders() else { return };
    let folder = ServerFolder::open(&open_ko);
    let tables = folder.tables().expect("a database");
    let named = tables.rows.spawns.iter().filter(|row| tables.name_of(row).is_some()).count();
    println!("{named} of {} spawns have a name", tables.rows.spawns.len());
    assert!(named * 100 >= tables.rows.spawns.len() * 99);
    let paths = tables.rows.spawns.iter().filter(|row| row.path_points > 0);
    assert!(paths.clone().count() > 0);
    for row in paths {
        assert_eq!(row.path_m.len(), row.path_points as usize, "row {}", row.place.row);
    }
}

/// Section 1.7: a map's zone is that with the most equal heights.
#[test]
fn maps_are_paired_with_their_zones() {
    let Some([open_ko, ko4life, zones]) = folders() else { return };
    let (open_ko, ko4life) = (ServerFolder::open(&open_ko), ServerFolder::open(&ko4life));
    let older = zones.join("../../1097/Zones");
    let cases = [
        (&open_ko, zones.join("moradon.gtd"), "moradon_0826.smd", 81.3, Some(21)),
        (&open_ko, zones.join("arena.gtd"), "48.smd", 100.0, Some(48)),
        (&open_ko, zones.join("dungeon_b1th.gtd"), "32.smd", 99.26, Some(32)),
        (&open_ko, zones.join("battlezone_b.gtd"), "battle2_0722.smd", 88.7, Some(102)),
        (&ko4life, zones.join("karus_start.gtd"), "karus_1212.smd", 97.62, None),
        // Without ZONE_INFO, the numbers are those of the client's tables; that of 1298 has no karus_start.
        (&ko4life, zones.join("eslantzone.gtd"), "k_eslant.smd", 100.0, Some(11)),
        (&ko4life, older.join("karus_start.gtd"), "karus_1212.smd", 99.95, Some(1)),
    ];
    for (folder, path, map, percent, number) in cases {
        let zone = server_of(folder, &path);
        println!("{}: {}", path.file_stem().unwrap().to_string_lossy(), zone.pairing);
        let (found, _) = zone.pairing.map.as_ref().unwrap_or_else(|| panic!("{}", path.display()));
        assert_eq!(found.file_name().unwrap().to_string_lossy(), map);
        let share = zone.pairing.heights.as_ref().expect("the same size").share() * 100.0;
        assert!((share - percent).abs() < 0.05, "{map}: {share}");
        assert_eq!(zone.number(), number, "{map}");
    }
}

/// Section 2.2: the server's numbers in the tables of both clients.
#[test]
fn numbers_of_zones_are_those_of_the_client() {
    let Some([open_ko, _, zones]) = folders() else { return };
    let folder = ServerFolder::open(&open_ko);
    let numbers: Vec<u32> =
        folder.tables().expect("a database").rows.zones.iter().map(|row| u32::try_from(row.zone).unwrap()).collect();
    let ids = |client: &str| -> Vec<u32> {
        let table = common::read(&zones.join("../..").join(client).join("Data/Zones.tbl"));
        zones_tbl::rows(&Table::parse(&table).unwrap()).iter().map(|row| row.id).collect()
    };
    let newer = ids("1298");
    let without: Vec<&u32> = numbers.iter().filter(|number| !newer.contains(&(**number * 10))).collect();
    assert_eq!((numbers.len(), without), (20, vec![&91]));
    let older = ids("1097");
    assert_eq!(numbers.iter().filter(|number| older.contains(number)).count(), 9);
    assert!(numbers.iter().all(|number| !older.contains(&(number * 10))));
    let is_tenfold = |path: &str| zone(&zones.join(path)).1.bundle().expect("names").has_tenfold_ids;
    assert_eq!([is_tenfold("arena.gtd"), is_tenfold("../../1097/Zones/moradon.gtd")], [true, false]);
}

/// The heights of each map of both servers, compared with all zones: the best is the right one.
#[test]
fn heights_name_the_zone_of_a_map() {
    let Some([open_ko, ko4life, zones]) = folders() else { return };
    let files = [
        common::files_with_extension(&zones, "gtd"),
        common::files_with_extension(&zones.join("../../1097/Zones"), "gtd"),
    ];
    let zones: Vec<_> = files.iter().flatten().map(|path| (path.clone(), zone(path).0)).collect();
    let best_zone = |map: &str, best: Option<&str>| {
        let folder = [&open_ko, &ko4life].into_iter().find(|folder| folder.join(map).exists()).expect("the map");
        let folder = ServerFolder::open(&folder.join(map));
        let heights = folder.read_heights(&folder.maps[0]).expect("heights");
        let shares = zones.iter().filter_map(|(path, gtd)| Some((HeightMatch::between(gtd, &heights)?.share(), path)));
        let found = shares.filter(|(share, _)| *share >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0));
        let found = found.map(|(_, path)| path.file_stem().unwrap().to_string_lossy().into_owned());
        assert_eq!(found.as_deref(), best, "{map}");
    };
    for (map, best) in [
        ("48.smd", Some("arena")),
        ("32.smd", Some("dungeon_b1th")),
        ("k_eslant.smd", Some("eslantzone")),
        ("karus_1212.smd", Some("karus_start")),
        ("moradon_0826.smd", Some("moradon")),
        ("battle2_0722.smd", Some("battlezone_b")),
        ("70.smd", None),
        ("dungeon_1211.smd", None),
        ("battle_0516.smd", None),
    ] {
        best_zone(map, best);
    }
}

#[test]
fn single_maps_and_tables_without_maps_pair() {
    let Some([open_ko, _, zones]) = folders() else { return };
    let single = server_of(&ServerFolder::open(&open_ko.join("moradon_0826.smd")), &zones.join("moradon.gtd"));
    assert_eq!(single.pairing.map.as_ref().map(|(_, by)| *by), Some(MapBy::Given));
    let tables = server_of(&ServerFolder::open(&open_ko.join("sql")), &zones.join("karus_start.gtd"));
    println!("{}", tables.pairing);
    let tables = server_of(&ServerFolder::open(&open_ko.join("sql")), &zones.join("moradon.gtd"));
    assert_eq!(
        tables.pairing.zone,
        Some((21, ZoneBy::Name("moradon".into()))),
        "the client's table lists moradon_xmas"
    );
    assert_eq!(tables.pairing.missing_map.as_deref(), Some("moradon_0826.smd"));
}

/// All marks of zones, with and without their server.
#[test]
fn zones_have_their_marks() {
    let Some([open_ko, _, zones]) = folders() else { return };
    let marks_of = |name: &str, server: Option<&Path>| {
        let (gtd, files) = zone(&zones.join(name));
        let server = server.map(ServerFolder::open);
        let (marks, missing) = block_on(read_game_marks(&files, &gtd, server.as_ref()));
        assert!(missing.is_empty(), "{name}: {missing:?}");
        marks
    };
    let alone = marks_of("arena.gtd", None);
    assert_eq!((alone.count(MarkKind::NamedArea), alone.tiles.is_some()), (15, false));
    let arena = marks_of("arena.gtd", Some(&open_ko));
    assert!(arena.tiles.is_some() && arena.count(MarkKind::EventArea) > 0);
    let moradon = marks_of("moradon.gtd", Some(&open_ko));
    for kind in
        [MarkKind::Monster, MarkKind::Npc, MarkKind::Warp, MarkKind::Flag, MarkKind::StartArea, MarkKind::EventArea]
    {
        println!("moradon: {} {kind}", moradon.count(kind));
        assert!(moradon.count(kind) > 0, "{kind}");
    }
    let warps = moradon.marks.iter().filter(|mark| mark.kind == MarkKind::Warp);
    assert!(warps.flat_map(|mark| mark.destinations()).count() > 0);
    let safe_tiles: u32 = moradon
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::EventArea && mark.event_id() == Some(30))
        .flat_map(|mark| mark.details.iter())
        .map(|detail| if let gtd_viewer::scene::game_marks::MarkDetail::Tiles(tiles) = detail { *tiles } else { 0 })
        .sum();
    assert_eq!(safe_tiles, 4240, "the safe zone of the town");
}
