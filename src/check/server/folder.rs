//! Findings about a server folder as a whole: files that cannot be read, several databases, maps and rows without a zone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{EVENT_TABLE, SPAWN_TABLE, START_TABLE, ZONE_TABLE, row_text};
use crate::check::{Findings, code};
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::{path_text, visible};
use crate::server::tables::{RowPlace, Tables, ZoneInfo};
use crate::server::{ServerFault, ServerFolder, ServerProblem};

/// Names that a finding lists.
const NAMED: usize = 5;

/// Findings about the folder. `paired` are the maps that belong to the given zones.
pub fn check_folder(folder: &ServerFolder, paired: &BTreeSet<PathBuf>) -> Findings {
    let mut findings = Findings::default();
    faults(&folder.faults, &mut findings);
    unpaired(folder, paired, &mut findings);
    match folder.tables() {
        Some(tables) => {
            missing_maps(folder, &tables.rows.zones, &mut findings);
            duplicate_zones(tables, &mut findings);
            unknown_zones(tables, &mut findings);
        }
        None => {
            let message = "it has no tables (.sql or .csv), so spawns, events and starts are not checked";
            findings.add(&code::NO_SERVER_TABLES).say(message);
        }
    }
    findings
}

/// Files that cannot be read or are not used.
pub(super) fn faults(faults: &[ServerFault], findings: &mut Findings) {
    for fault in faults {
        let code = match &fault.problem {
            ServerProblem::OtherDatabase { .. } | ServerProblem::ReadAlready { .. } => &code::SEVERAL_DATABASES,
            ServerProblem::Row { .. }
            | ServerProblem::More(_)
            | ServerProblem::TooManyRows { .. }
            | ServerProblem::TooMuch(_) => &code::ODD_SERVER_ROW,
            ServerProblem::Unreadable(_)
            | ServerProblem::Sql(_)
            | ServerProblem::Csv(_)
            | ServerProblem::NoColumn { .. }
            | ServerProblem::Malformed(_) => &code::UNREADABLE_SERVER_FILE,
        };
        findings.add(code).say(fault.to_string());
    }
}

/// Maps that belong to none of the given zones.
fn unpaired(folder: &ServerFolder, paired: &BTreeSet<PathBuf>, findings: &mut Findings) {
    let left: Vec<_> = folder.maps.iter().filter(|map| !paired.contains(&map.path)).collect();
    if left.is_empty() {
        return;
    }
    let name = |path: &Path| path_text(path.strip_prefix(&folder.path).unwrap_or(path));
    let named = left.iter().take(NAMED).map(|map| format!("{} ({1} x {1} vertices)", name(&map.path), map.size));
    let count = counted(left.len() as u64, "map belongs", "maps belong");
    let message = format!("{count} to none of the given zones: {}", listed(named, left.len()));
    findings.add(&code::UNPAIRED_MAP).say(message);
}

/// Maps that the table of zones names and that are not there.
fn missing_maps(folder: &ServerFolder, zones: &[ZoneInfo], findings: &mut Findings) {
    let is_there = |row: &ZoneInfo| {
        let names = [row.map.clone(), row.zone.to_string()];
        names.iter().any(|name| folder.maps.iter().any(|map| map.is_named(name)))
    };
    let missing: Vec<&ZoneInfo> = zones.iter().filter(|row| !is_there(row)).collect();
    if missing.is_empty() {
        return;
    }
    let named = missing.iter().take(NAMED).map(|row| format!("{} (zone {})", visible(&row.map), row.zone));
    let count = counted(missing.len() as u64, "map", "maps");
    let message = format!("{count} named there are not in the folder: {}", listed(named, missing.len()));
    findings.add(&code::NO_SERVER_MAP).beside(ZONE_TABLE, None).say(message);
}

/// Numbers of zones that the table of zones has twice, and events that a zone has twice.
fn duplicate_zones(tables: &Tables, findings: &mut Findings) {
    let mut known: BTreeMap<i32, &RowPlace> = BTreeMap::new();
    for row in &tables.rows.zones {
        if let Some(first) = known.insert(row.zone, &row.place) {
            let message = format!("{}: zone {} is in {} as well", row_text(&row.place), row.zone, row_text(first));
            findings.add(&code::DUPLICATE_ID).beside(ZONE_TABLE, None).say(message);
        }
    }
    let mut known: BTreeMap<(i32, i32), &RowPlace> = BTreeMap::new();
    for row in &tables.rows.events {
        if let Some(first) = known.insert((row.zone, row.event), &row.place) {
            let (source, first) = (row_text(&row.place), row_text(first));
            let message = format!("{source}: event {} of zone {} is in {first} as well", row.event, row.zone);
            findings.add(&code::DUPLICATE_ID).beside(EVENT_TABLE, None).say(message);
        }
    }
}

/// Rows about zones that the table of zones does not have, one finding for each table and zone.
fn unknown_zones(tables: &Tables, findings: &mut Findings) {
    if tables.rows.zones.is_empty() {
        return;
    }
    let known: BTreeSet<i32> = tables.rows.zones.iter().map(|row| row.zone).collect();
    let mut unknown: BTreeMap<(&'static str, i32), (u64, &RowPlace)> = BTreeMap::new();
    let events = tables.rows.events.iter().map(|row| (EVENT_TABLE, row.zone, &row.place));
    let starts = tables.rows.starts.iter().map(|row| (START_TABLE, row.zone, &row.place));
    let spawns = tables.rows.spawns.iter().map(|row| (SPAWN_TABLE, row.zone, &row.place));
    for (table, zone, place) in events.chain(starts).chain(spawns).filter(|(_, zone, _)| !known.contains(zone)) {
        unknown.entry((table, zone)).or_insert((0, place)).0 += 1;
    }
    for ((table, zone), (count, place)) in unknown {
        let count = counted(count, "row is", "rows are");
        let message = format!("{count} about zone {zone}, which {ZONE_TABLE} does not have; first {}", row_text(place));
        findings.add(&code::UNKNOWN_SERVER_ZONE).beside(table, None).say(message);
    }
}

/// The first names, and how many there are besides.
fn listed(names: impl Iterator<Item = String>, all: usize) -> String {
    let names: Vec<String> = names.collect();
    match all - names.len() {
        0 => names.join(", "),
        rest => format!("{} and {rest} more", names.join(", ")),
    }
}
