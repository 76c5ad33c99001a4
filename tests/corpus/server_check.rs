//! Findings of `check --server` about the open databases, with the zones of the clients 1097 and 1298.

use std::collections::BTreeMap;
use std::path::Path;

use gtd_viewer::check::Finding;
use gtd_viewer::check::server::{ServerReport, check_folder};
use gtd_viewer::formats::gtd::Gtd;
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
    let pairs = [
        ("1097/Zones/karus_start.gtd", "karus_1212.smd", 1),
        ("1298/Zones/karus_start.gtd", "karus_1212.smd", 6),
        ("1298/Zones/eslantzone.gtd", "k_eslant.smd", 0),
    ];
    for (zone, smd, regions) in pairs {
        let Some((map, found)) = findings("ko4life", zone) else { return };
        assert_eq!(map, smd, "{zone}");
        let heights = counts(&found).get("map-of-another-version").copied().unwrap_or_default();
        // Places that are less than two patches apart are one here.
        assert!(heights <= regions && (heights == 0) == (regions == 0), "{zone}: {found:#?}");
        assert!(!counts(&found).contains_key("stale-event-map"), "{zone}: {found:#?}");
    }
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
