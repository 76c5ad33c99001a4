//! Findings of `check --server` about the open databases, with the zones of the clients 1097 and 1298: what spec/server.md lists,
//! each with its place.

use std::collections::BTreeMap;
use std::path::Path;

use gtd_viewer::check::server::{ServerReport, check_folder};
use gtd_viewer::check::{Finding, Severity, Subject, Surroundings, check};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::kernel::number::grouped;
use gtd_viewer::platform::block_on;
use gtd_viewer::server::ServerFolder;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

/// The findings about a zone, with the name of its map.
fn findings(server: &str, zone: &str) -> Option<(String, Vec<Finding>)> {
    let ko = common::corpus()?.join("ko");
    let folder = ServerFolder::open(&ko.join("server").join(server));
    let path = ko.join(zone);
    let gtd = Gtd::parse(std::fs::read(&path).expect("a file of the corpus")).expect("a zone");
    let report = block_on(async {
        let files = ZoneFiles::open(&ZoneSource::of(&path), None).await;
        ServerReport::read(&gtd, &files, &folder).await
    });
    let map = report.map.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    Some((map.unwrap_or_default(), report.findings.into_list()))
}

/// Number of findings of each code.
fn counts(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    findings.iter().for_each(|finding| *counts.entry(finding.code.name).or_default() += 1);
    counts
}

/// The numbers before a word, summed over the findings of a code.
fn total(findings: &[Finding], code: &str, word: &str) -> u64 {
    let number = |finding: &Finding| {
        let before = finding.message.split(word).next()?.trim().rsplit(' ').next()?.replace(',', "");
        before.parse::<u64>().ok()
    };
    findings.iter().filter(|finding| finding.code.name == code).filter_map(number).sum()
}

#[test]
fn the_arena_has_only_tiles_of_its_areas_without_their_event() {
    let Some((map, found)) = findings("openko", "1298/Zones/arena.gtd") else { return };
    assert_eq!(map, "48.smd");
    // Of the 2,155 tiles in the named areas, 25 are free and 10 are blocked on the server.
    assert!(found.iter().all(|finding| finding.code.name == "partial-area"), "{found:#?}");
    assert_eq!(total(&found, "partial-area", "of "), 35, "{found:#?}");
}

#[test]
fn spawns_on_the_floors_of_a_dungeon_are_of_interest_only() {
    let Some((map, found)) = findings("openko", "1298/Zones/dungeon_b1th.gtd") else { return };
    assert_eq!((map.as_str(), total(&found, "spawn-on-floor", "spawn")), ("32.smd", 125));
    let counts = counts(&found);
    // One platform of 1.56 m around (350, 450), and both bind points, which belong to another nation in the client.
    assert_eq!((counts["map-of-another-version"], counts["object-differs"]), (1, 2), "{found:#?}");
    let platform = found.iter().find(|finding| finding.code.name == "map-of-another-version").expect("one");
    let [x, z] = platform.place_m.expect("a place");
    assert!((312.0..=388.0).contains(&x) && (424.0..=496.0).contains(&z), "{platform:?}");
    assert!(platform.message.contains("differ by up to 1.56 m"), "{platform:?}");
    assert_eq!(counts.len(), 3, "{found:#?}");
}

#[test]
fn the_second_battle_zone_has_freed_tiles_and_rows_without_tiles() {
    let Some((map, found)) = findings("openko", "1298/Zones/battlezone_b.gtd") else { return };
    assert_eq!(map, "battle2_0722.smd");
    assert_eq!(total(&found, "stale-event-map", "tiles are free"), 378, "{found:#?}");
    let counts = counts(&found);
    assert_eq!((counts["row-without-tiles"], counts["object-differs"]), (2, 2), "{found:#?}");
    let blocked = total(&found, "spawn-blocked", "spawn") + total(&found, "spawn-on-floor", "spawn");
    assert_eq!(blocked, 13, "{found:#?}");
    // The east third is flat on the server.
    let east = found.iter().find(|finding| finding.code.name == "map-of-another-version").expect("one");
    assert!(east.message.starts_with("88.70 %") && east.message.contains("65.10 m"), "{east:?}");
}

#[test]
fn moradon_has_nothing_but_another_version() {
    let Some((map, found)) = findings("openko", "1298/Zones/moradon.gtd") else { return };
    assert_eq!(map, "moradon_0826.smd");
    assert!(found.iter().all(|finding| finding.code.name == "map-of-another-version"), "{found:#?}");
    assert!(found.iter().all(|finding| finding.message.starts_with("81.34 %")), "{found:#?}");
}

#[test]
fn maps_without_tables_are_paired_by_their_heights() {
    for (zone, smd) in [
        ("1097/Zones/karus_start.gtd", "karus_1212.smd"),
        ("1298/Zones/karus_start.gtd", "karus_1212.smd"),
        ("1298/Zones/eslantzone.gtd", "k_eslant.smd"),
    ] {
        let Some((map, found)) = findings("ko4life", zone) else { return };
        assert_eq!(map, smd, "{zone}");
        let counts = counts(&found);
        assert!(!counts.contains_key("stale-event-map"), "{zone}: {found:#?}");
        assert_eq!(counts.contains_key("old-warps"), smd == "karus_1212.smd", "{zone}: {found:#?}");
        assert_eq!(counts.contains_key("map-of-another-version"), smd != "k_eslant.smd", "{zone}: {found:#?}");
    }
}

/// Number of heights at a place, its x and z from and to in meters, and the greatest difference as text.
type Place = (u32, [u32; 2], [u32; 2], &'static str);

/// Section 1.7: where heights differ. Places less than two patches apart are one here.
#[test]
fn heights_of_another_version_are_found_where_they_are() {
    let cases: [(&str, &str, &[Place]); 5] = [
        ("ko4life", "1097/Zones/karus_start.gtd", &[(137, [296, 340], [1656, 1708], "0.84")]),
        (
            "ko4life",
            "1298/Zones/karus_start.gtd",
            &[
                (4_911, [1456, 1816], [668, 1024], "40.54"),
                (1_156, [1860, 1988], [932, 1220], "20.48"),
                (137, [296, 340], [1656, 1708], "0.84"),
                (43, [1776, 1800], [1128, 1152], "1.37"),
                (8, [940, 948], [760, 768], "0.03"),
            ],
        ),
        ("openko", "1298/Zones/dungeon_b1th.gtd", &[(123, [312, 388], [424, 496], "1.56")]),
        (
            "openko",
            "1298/Zones/battlezone_b.gtd",
            &[
                (6_921, [628, 1024], [0, 1024], "65.10"),
                (539, [176, 300], [0, 112], "35.58"),
                (1, [380, 380], [108, 108], "0.01"),
            ],
        ),
        (
            "openko",
            "1298/Zones/moradon.gtd",
            &[(3_101, [0, 512], [0, 512], "8.49"), (5, [184, 188], [372, 380], "1.50")],
        ),
    ];
    for (server, zone, places) in cases {
        let Some((_, found)) = findings(server, zone) else { return };
        let found: Vec<&Finding> =
            found.iter().filter(|finding| finding.code.name == "map-of-another-version").collect();
        assert_eq!(found.len(), places.len(), "{zone}: {found:#?}");
        for (finding, (count, x, z, most)) in found.iter().zip(places) {
            let heights =
                if *count == 1 { "1 height".to_owned() } else { format!("{} heights", grouped(u64::from(*count))) };
            let [west, east, south, north] = [x[0], x[1], z[0], z[1]];
            let text = format!("; {heights}, x {west} to {east} m, z {south} to {north} m, differ by up to {most} m");
            assert!(finding.message.ends_with(&text), "{text}: {finding:?}");
            let [at_x, at_z] = finding.place_m.expect("a place");
            assert!((f64::from(west)..=f64::from(east)).contains(&at_x), "{finding:?}");
            assert!((f64::from(south)..=f64::from(north)).contains(&at_z), "{finding:?}");
        }
    }
}

/// Section 1.3: the freed tiles lie in the east, where the heights are others.
#[test]
fn freed_tiles_are_found_where_they_are() {
    let Some((_, found)) = findings("openko", "1298/Zones/battlezone_b.gtd") else { return };
    let places = found.iter().filter(|finding| finding.code.name == "stale-event-map").map(|finding| finding.place_m);
    let places: Vec<[f64; 2]> = places.map(|place| place.expect("a place")).collect();
    assert_eq!(places.len(), 5, "{found:#?}");
    assert!(places.iter().all(|[x, _]| (624.0..708.0).contains(x)), "{places:?}");
}

/// Sections 3.3 and 3.5: companions of another zone.
#[test]
fn companions_of_another_zone_are_named() {
    let Some((_, intro)) = findings("openko", "1298/Zones/karus_intro.gtd") else { return };
    let flags = intro.iter().find(|finding| finding.code.name == "odd-companion").expect("its flags");
    assert!(flags.message.starts_with("karus_intro.gfo: 2 of 2 flags outside the map"), "{flags:?}");
    assert!(
        flags.place_m.is_some_and(|[x, z]| (464.0..465.0).contains(&x) && (1569.0..1570.0).contains(&z)),
        "{flags:?}"
    );
    let path = common::corpus().unwrap().join("ko/1298/Zones/battlezone_b.gtd");
    let gtd = Gtd::parse(common::read(&path)).unwrap();
    let found = block_on(async {
        let around = Surroundings::read(&gtd, &ZoneFiles::open(&ZoneSource::of(&path), None).await).await;
        check(&Subject { gtd: &gtd, stem: Some("battlezone_b"), around: around.as_ref() })
    });
    let lights = found.into_list().into_iter().find(|finding| finding.code.name == "light-buried").expect("its lights");
    assert!(lights.message.contains("lights are below the ground") && lights.place_m.is_some(), "{lights:?}");
}

/// All zones with both servers: nothing is an error, and what is at a place has one on the map.
#[test]
fn findings_about_places_have_them_and_official_files_have_no_errors() {
    const WITHOUT_PLACE: [&str; 4] = ["no-server-map", "row-without-tiles", "old-warps", "short-server-map"];
    let Some(corpus) = common::corpus() else { return };
    let mut zones = 0;
    for (client, server) in [("1298", "openko"), ("1298", "ko4life"), ("1097", "openko"), ("1097", "ko4life")] {
        for path in common::files_with_extension(&corpus.join("ko").join(client).join("Zones"), "gtd") {
            let zone = format!("{client}/Zones/{}", path.file_name().unwrap().to_string_lossy());
            let (_, found) = findings(server, &zone).expect("the corpus is there");
            let extent_m = f64::from(Gtd::parse(common::read(&path)).unwrap().extent_m());
            zones += 1;
            for finding in found.into_iter().filter(|finding| finding.code.name != "odd-companion") {
                assert_ne!(finding.code.severity, Severity::Error, "{server}, {zone}: {finding:?}");
                let is_on_map =
                    finding.place_m.is_some_and(|place| place.iter().all(|at| (0.0..=extent_m).contains(at)));
                let needs_none = WITHOUT_PLACE.contains(&finding.code.name);
                assert_eq!(is_on_map, !needs_none, "{server}, {zone}: {finding:?}");
            }
        }
    }
    assert_eq!(zones, 20);
}

/// A single map that is given for a zone, whatever it is.
#[test]
fn single_maps_are_compared_with_any_zone() {
    let report = |map: &str, zone: &str| findings(map, zone).map(|(_, found)| (counts(&found), found));
    let Some((hall, found)) = report("ko4life/dungeon_1211.smd", "1097/Zones/dungeon_a.gtd") else { return };
    assert!(hall.contains_key("map-of-another-version"), "{found:#?}");
    assert!(
        found.iter().any(|finding| finding.message.starts_with("11.04 %")),
        "the same hall, other heights: {found:#?}"
    );
    let (short, found) = report("ko4life/battle_0516.smd", "1298/Zones/battlezone_b.gtd").unwrap();
    assert_eq!(short["short-server-map"], 1, "it ends after the event map: {found:#?}");
    let (other, found) = report("openko/moradon_0826.smd", "1298/Zones/dungeon_b1th.gtd").unwrap();
    assert_eq!(other["map-of-another-zone"], 1, "{found:#?}");
    let named = "81.34 % of its heights are those of moradon";
    assert!(found.iter().any(|finding| finding.message.contains(named)), "{found:#?}");
}

#[test]
fn the_database_names_maps_that_are_not_there_and_zones_that_it_does_not_have() {
    let Some(corpus) = common::corpus() else { return };
    let folder = ServerFolder::open(&corpus.join("ko/server/openko"));
    let found = check_folder(&folder, &Default::default()).into_list();
    let counts = counts(&found);
    assert_eq!(
        counts,
        BTreeMap::from([("no-server-map", 1), ("unknown-server-zone", 2), ("unpaired-map", 1)]),
        "{found:#?}"
    );
    assert!(found.iter().any(|finding| finding.message.starts_with("15 maps named there")), "{found:#?}");
    let folder = ServerFolder::open(&corpus.join("ko/server/ko4life"));
    let found = check_folder(&folder, &Default::default()).into_list();
    assert!(found.iter().any(|finding| finding.code.name == "no-server-tables"), "{found:#?}");
}
