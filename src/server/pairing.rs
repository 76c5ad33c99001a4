//! Which of a server's zones and maps belong to a zone of the client.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use super::fault::ServerFault;
use super::folder::{MapFile, ReadMap, ServerFolder};
use super::tables::{TableRows, ZoneInfo};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::visible::path_text;
use crate::scene::server_map::{HeightMatch, percent};
use crate::zone::bundle::Bundle;

/// Decimals of a share of heights.
const DECIMALS: usize = 1;

/// By what a zone of the server was found for one of the client.
#[derive(Clone, Debug, PartialEq)]
pub enum ZoneBy {
    /// The client's number is ten times the server's, as in clients from 1298 on.
    TenfoldNumber(u32),
    /// Client and server have the same number, as in older clients.
    SameNumber(u32),
    /// The map's name in `ZONE_INFO`, or the zone's, is the name of the client's zone.
    Name(String),
    /// `ZONE_INFO` names the map that was found by its heights or given.
    Map,
    /// The name of the map is the number of the zone.
    MapNumber,
}

/// By what a map was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapBy {
    /// `ZONE_INFO` names it.
    Table,
    /// Its name is the number of the zone.
    Number,
    /// Its name is that of the client's zone.
    Name,
    /// Its heights are the most similar.
    Heights,
    /// It is the only file that was given.
    Given,
}

/// How the server's half of a zone was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// Number of the zone on the server, and by what it was found.
    pub zone: Option<(i32, ZoneBy)>,
    /// The map, and by what it was found.
    pub map: Option<(PathBuf, MapBy)>,
    /// Name of the map in `ZONE_INFO`, if no such file is there.
    pub missing_map: Option<String>,
    /// How well the map's heights fit; none if it has another size.
    pub heights: Option<HeightMatch>,
}

/// The result of pairing.
pub(super) struct Paired {
    pub pairing: Pairing,
    pub row: Option<ZoneInfo>,
    pub map: Option<ReadMap>,
    pub faults: Vec<ServerFault>,
}

/// Finds the server's half of a zone. `bundle` has the zone's names and numbers; zones without files have none.
pub(super) fn pair(folder: &ServerFolder, bundle: Option<&Bundle>, gtd: &Gtd) -> Paired {
    let none = TableRows::default();
    let rows = folder.tables().map_or(&none, |tables| &tables.rows);
    let mut faults = Vec::new();
    let by_table = bundle.and_then(|bundle| zone_of(rows, bundle));
    let mut row = by_table.as_ref().map(|(row, _)| *row);
    let mut zone = by_table.map(|(row, by)| (row.zone, by));
    let mut has_rows = true;
    if rows.zones.is_empty() {
        zone = bundle.and_then(|bundle| number_without_table(rows, bundle));
        has_rows = zone.as_ref().is_some_and(|(number, _)| zones_with_rows(rows).contains(number));
    }
    let found = map_of(folder, (row, zone.as_ref().map(|(number, _)| *number)), bundle, gtd, &mut faults);
    if let (None, Some((file, _))) = (&zone, &found) {
        row = rows.zones.iter().find(|row| file.is_named(&row.map));
        let by_map = || Some((file.number()?, ZoneBy::MapNumber));
        zone = row.map(|row| (row.zone, ZoneBy::Map)).or_else(by_map);
    }
    // The client's number alone says nothing of the server.
    let has_rooms = |number: i32| folder.rooms.iter().any(|rooms| rooms.number == Some(number));
    zone = zone.filter(|(number, _)| has_rows || found.is_some() || has_rooms(*number));
    let missing = row.filter(|row| !folder.maps.iter().any(|map| map.is_named(&row.map)));
    let read = found.and_then(|(file, by)| match folder.read_map(file) {
        Ok(map) => Some((map, by)),
        Err(fault) => {
            faults.push(fault);
            None
        }
    });
    let pairing = Pairing {
        zone,
        map: read.as_ref().map(|(map, by)| (map.path.clone(), *by)),
        missing_map: missing.map(|row| row.map.clone()).filter(|name| !name.is_empty()),
        heights: read.as_ref().and_then(|(map, _)| HeightMatch::between(gtd, &map.map.heights)),
    };
    Paired { pairing, row: row.cloned(), map: read.map(|(map, _)| map), faults }
}

/// The row of `ZONE_INFO` by number, else by name.
fn zone_of<'r>(rows: &'r TableRows, bundle: &Bundle) -> Option<(&'r ZoneInfo, ZoneBy)> {
    let numbered = |number: i64| rows.zones.iter().find(|row| i64::from(row.zone) == number);
    let by_number = numbers_of(bundle).find_map(|(number, by)| Some((numbered(number)?, by)));
    if by_number.is_some() {
        return by_number;
    }
    let names = [Some(bundle.stem.as_str()), bundle.name.as_deref()];
    names.into_iter().flatten().filter(|name| !name.is_empty()).find_map(|name| {
        let row = rows.zones.iter().find(|row| is_same_name(&row.map, name) || is_same_name(&row.name, name))?;
        Some((row, ZoneBy::Name(name.to_owned())))
    })
}

/// The numbers that a zone of the client may have on the server, the most likely ones first.
fn numbers_of(bundle: &Bundle) -> impl Iterator<Item = (i64, ZoneBy)> {
    bundle.ids.iter().flat_map(|id| {
        let tenth = (id % 10 == 0).then(|| (i64::from(id / 10), ZoneBy::TenfoldNumber(*id)));
        let same = Some((i64::from(*id), ZoneBy::SameNumber(*id)));
        let both = if bundle.has_tenfold_ids { [tenth, same] } else { [same, tenth] };
        both.into_iter().flatten()
    })
}

/// The number of a zone for servers without `ZONE_INFO`: one that other tables have rows of, else that of the client's table.
fn number_without_table(rows: &TableRows, bundle: &Bundle) -> Option<(i32, ZoneBy)> {
    let zones = zones_with_rows(rows);
    let numbers = || numbers_of(bundle).filter_map(|(number, by)| Some((i32::try_from(number).ok()?, by)));
    numbers().find(|(number, _)| zones.contains(number)).or_else(|| numbers().next())
}

/// The zones that tables about single zones have rows of.
fn zones_with_rows(rows: &TableRows) -> BTreeSet<i32> {
    let (spawns, events) = (rows.spawns.iter().map(|row| row.zone), rows.events.iter().map(|row| row.zone));
    spawns.chain(events).chain(rows.starts.iter().map(|row| row.zone)).collect()
}

/// Whether two names are the same, without the ending of a map.
fn is_same_name(stored: &str, name: &str) -> bool {
    let stored = stored.trim().to_lowercase();
    !stored.is_empty() && stored.strip_suffix(".smd").unwrap_or(&stored) == name.to_lowercase()
}

/// The map: by the table, by number, by name, and else by heights.
fn map_of<'f>(
    folder: &'f ServerFolder,
    (row, number): (Option<&ZoneInfo>, Option<i32>),
    bundle: Option<&Bundle>,
    gtd: &Gtd,
    faults: &mut Vec<ServerFault>,
) -> Option<(&'f MapFile, MapBy)> {
    if folder.is_single_map() {
        return folder.maps.first().map(|map| (map, MapBy::Given));
    }
    let named = |name: &str| folder.maps.iter().find(|map| map.is_named(name));
    let by_row = || named(&row?.map).map(|map| (map, MapBy::Table));
    let by_number = || named(&number?.to_string()).map(|map| (map, MapBy::Number));
    let by_name = || bundle.and_then(|bundle| named(&bundle.stem)).map(|map| (map, MapBy::Name));
    let fits = |(map, _): &(&MapFile, MapBy)| map.size == gtd.map_size();
    let found = by_row().or_else(by_number).or_else(by_name);
    match found.filter(fits) {
        Some(found) => Some(found),
        // A map of another size is better than none.
        None => by_heights(folder, gtd, faults).map(|map| (map, MapBy::Heights)).or(found),
    }
}

/// The map with the most equal heights, if there are enough.
fn by_heights<'f>(folder: &'f ServerFolder, gtd: &Gtd, faults: &mut Vec<ServerFault>) -> Option<&'f MapFile> {
    let mut best: Option<(f64, &MapFile)> = None;
    for map in folder.maps.iter().filter(|map| map.size == gtd.map_size()) {
        let heights = match folder.read_heights(map) {
            Ok(heights) => heights,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let found = HeightMatch::between(gtd, &heights).filter(HeightMatch::is_likely);
        if let Some(share) =
            found.map(|heights| heights.share()).filter(|share| best.is_none_or(|(most, _)| *share > most))
        {
            best = Some((share, map));
        }
    }
    best.map(|(_, map)| map)
}

impl fmt::Display for Pairing {
    /// One line: `zone 21 of the server (a tenth of the client's number 210); map moradon_0826.smd (named by ZONE_INFO),
    /// 97.9 % of its heights are the client's`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.zone {
            Some((zone, by)) => write!(f, "zone {zone} of the server ({by})")?,
            None => f.write_str("no zone of the server")?,
        }
        match &self.map {
            Some((path, by)) => {
                let name = path.file_name().map(path_text).unwrap_or_default();
                write!(f, "; map {name} ({by})")?;
                match &self.heights {
                    Some(heights) => {
                        write!(f, ", {} of its heights are the client's", percent(heights.share(), DECIMALS))?;
                    }
                    None => f.write_str(" of another size than the client's zone")?,
                }
            }
            None => f.write_str("; no map")?,
        }
        match &self.missing_map {
            Some(name) => write!(f, "; {name}, which ZONE_INFO names, is not there"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ZoneBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZoneBy::TenfoldNumber(id) => write!(f, "a tenth of the client's number {id}"),
            ZoneBy::SameNumber(id) => write!(f, "the client's number {id}"),
            ZoneBy::Name(name) => write!(f, "by the name {name}"),
            ZoneBy::Map => f.write_str("by its map"),
            ZoneBy::MapNumber => f.write_str("by the name of its map"),
        }
    }
}

impl fmt::Display for MapBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MapBy::Table => "named by ZONE_INFO",
            MapBy::Number => "named by the zone's number",
            MapBy::Name => "by the client's name",
            MapBy::Heights => "by its heights",
            MapBy::Given => "the given file",
        })
    }
}
