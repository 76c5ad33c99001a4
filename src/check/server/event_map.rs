//! The server's event map: whether it is what its heights and collision make (server section 1.3), whether its events have
//! rows in the table of events, and whether it has the areas that the client names.

use std::collections::BTreeMap;

use super::regions::{Region, regions};
use super::{EVENT_TABLE, MAP, ServerZone, middle_of, row_text};
use crate::check::code::Code;
use crate::check::{Findings, code};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::smd::{BLOCKED, FREE, ServerMap};
use crate::formats::tile_rect::TileRect;
use crate::scene::server_map::BlockedTiles;

/// From this number on events do something that the table of events describes; below are areas with rules of their own,
/// such as safe zones.
const FIRST_WITH_ROW: i16 = 1000;

pub(super) fn check(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    stale(zone, map, findings);
    let events = tiles_by_event(map);
    rows(zone, &events, findings);
    areas(zone, map, findings);
}

/// Tiles that are free although the rule blocks them, or blocked although it does not.
fn stale(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    if !map.has_collision_cells() {
        if !map.collision.is_empty() || zone.opd.is_some_and(|opd| !opd.collision.is_empty()) {
            let triangles = counted(map.collision.len() as u64, "collision triangle", "collision triangles");
            let message = format!(
                "no cell lists any of its {triangles}, so bodies of objects do not block the server's tiles; the event map is not compared"
            );
            findings.add(&code::MISSING_COLLISION_CELLS).beside(MAP, None).say(message);
        }
        return;
    }
    let differing = BlockedTiles::of_map(map).differing(map);
    let wrong: Vec<[u32; 2]> = differing.into_iter().map(|(x, z)| [x, z]).collect();
    for region in regions(&wrong) {
        let of_region = region.members.iter().filter_map(|number| wrong.get(*number));
        let free = of_region.filter(|[x, z]| map.event_at(*x, *z) == Some(FREE)).count();
        let what = [(free, "free", "block"), (region.members.len() - free, "blocked", "do not block")];
        let what = what.into_iter().filter(|(count, ..)| *count > 0);
        let what = what.map(|(count, state, rule)| {
            let tiles = counted(count as u64, "tile is", "tiles are");
            format!("{tiles} {state}, which heights and collision of the map {rule}")
        });
        let message = format!("{}: {}", extent(&region), what.collect::<Vec<_>>().join("; "));
        zone.on_tile(findings.add(&code::STALE_EVENT_MAP).beside(MAP, None), region.middle(&wrong)).say(message);
    }
}

/// The tiles of each event.
fn tiles_by_event(map: &ServerMap) -> BTreeMap<i16, Vec<[u32; 2]>> {
    let mut events: BTreeMap<i16, Vec<[u32; 2]>> = BTreeMap::new();
    let side = map.size - 1;
    for [x, z] in (0..side).flat_map(|x| (0..side).map(move |z| [x, z])) {
        if let Some(event) = map.event_at(x, z).filter(|event| ![BLOCKED, FREE].contains(event)) {
            events.entry(event).or_default().push([x, z]);
        }
    }
    events
}

/// Events without a row, and rows without tiles.
fn rows(zone: &ServerZone<'_>, events: &BTreeMap<i16, Vec<[u32; 2]>>, findings: &mut Findings) {
    let Some(rows) = zone.events() else { return };
    for (event, tiles) in events.iter().filter(|(event, _)| **event >= FIRST_WITH_ROW) {
        if rows.iter().all(|row| row.event != i32::from(*event)) {
            let Some(region) = regions(tiles).into_iter().next() else { continue };
            let tiles_text = counted(tiles.len() as u64, "tile has", "tiles have");
            let message =
                format!("{tiles_text} event {event}, {}; the table {EVENT_TABLE} has no such row", extent(&region));
            zone.on_tile(findings.add(&code::EVENT_WITHOUT_ROW).beside(MAP, None), region.middle(tiles)).say(message);
        }
    }
    for row in rows {
        let has_tiles = i16::try_from(row.event).is_ok_and(|number| events.contains_key(&number));
        if !has_tiles {
            let message = format!(
                "{}: event {} has no tiles on the map, so nothing triggers it",
                row_text(&row.place),
                row.event
            );
            findings.add(&code::ROW_WITHOUT_TILES).beside(EVENT_TABLE, None).say(message);
        }
    }
}

/// Areas that the client names, against the tiles of the server's map.
fn areas(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let named = zone.companions.areas.as_ref().map(|file| file.content.areas.as_slice()).unwrap_or_default();
    for area in named {
        // A tile of several areas has the event of one of them.
        let is_there = |x: u32, z: u32| {
            let event = map.event_at(x, z);
            named.iter().any(|area| event == Some(area.event) && contains(&area.rect, x, z))
        };
        let what = format!("\"{}\" (event {})", area.name(), area.event);
        compare(zone, map, &area.rect, &what, is_there, findings);
    }
    for (index, area) in zone
        .companions
        .event_rects
        .as_ref()
        .map(|file| file.content.areas.as_slice())
        .unwrap_or_default()
        .iter()
        .enumerate()
    {
        let is_there = |x: u32, z: u32| map.event_at(x, z).is_some_and(|event| ![BLOCKED, FREE].contains(&event));
        compare(zone, map, &area.rect, &format!("event rectangle {index}"), is_there, findings);
    }
}

/// One area of the client.
fn compare(
    zone: &ServerZone<'_>,
    map: &ServerMap,
    rect: &TileRect,
    what: &str,
    is_there: impl Fn(u32, u32) -> bool,
    findings: &mut Findings,
) {
    let tiles: Vec<[u32; 2]> = rect.tiles_within(map.size - 1).map(|(x, z)| [x, z]).collect();
    let missing: Vec<[u32; 2]> = tiles.iter().copied().filter(|[x, z]| !is_there(*x, *z)).collect();
    if tiles.is_empty() || missing.is_empty() {
        return;
    }
    // Small differences are common: 35 of 2,155 tiles in the official arena.
    let is_mostly_there = missing.len() * 2 < tiles.len();
    let code: &'static Code = if is_mostly_there { &code::PARTIAL_AREA } else { &code::MISSING_AREA };
    let count = format!("{} of {}", grouped(missing.len() as u64), counted(tiles.len() as u64, "tile", "tiles"));
    let Some(region) = regions(&missing).into_iter().next() else { return };
    let message = format!("the client's area {what}: {count} do not have it on the server, {}", extent(&region));
    zone.on_tile(findings.add(code).beside(MAP, None), region.middle(&missing)).say(message);
}

fn contains(rect: &TileRect, x: u32, z: u32) -> bool {
    matches!((i32::try_from(x), i32::try_from(z)), (Ok(x), Ok(z)) if rect.contains(x, z))
}

/// Where a region of tiles is, in tiles and in meters.
pub(super) fn extent(region: &Region) -> String {
    let [x, z] = middle_of(region.min, region.max);
    let [[left, bottom], [right, top]] = [region.min, region.max];
    format!("tiles {left},{bottom} to {right},{top} around ({x:.0}, {z:.0}) m")
}
