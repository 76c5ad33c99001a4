//! Where monsters and NPCs appear: on the map, on ground where they can stand, with a name.

use std::collections::BTreeMap;

use glam::DVec2;

use super::ground::Obstacle;
use super::regions::regions;
use super::{SPAWN_TABLE, ServerZone, row_text};
use crate::check::code::Code;
use crate::check::{Findings, code};
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::visible;
use crate::formats::smd::{BLOCKED, ServerMap};
use crate::scene::numbers::floor_u32;
use crate::scene::space::TILE_M;
use crate::server::Spawn;
use crate::server::tables::{AreaM, SpawnRow};

/// Places along each side of an area at which the ground is examined.
const SAMPLES: u32 = 5;
/// Spawns of a region that a finding names.
const NAMED: usize = 3;

pub(super) fn check(zone: &ServerZone<'_>, findings: &mut Findings) {
    let mut found: Vec<(&'static Code, Vec<&Spawn>)> = Vec::new();
    let mut add = |code: &'static Code, spawn| match found.iter_mut().find(|(of, _)| *of == code) {
        Some((_, spawns)) => spawns.push(spawn),
        None => found.push((code, vec![spawn])),
    };
    for spawn in &zone.server.spawns {
        let row = &spawn.row;
        if !zone.has_area(&row.area) {
            add(&code::SPAWN_OUTSIDE_MAP, spawn);
            continue;
        }
        let far = |place: &[f64; 2]| !place.iter().all(|at| (0.0..zone.extent_m()).contains(at));
        if row.path_m.iter().any(far) {
            add(&code::PATH_OUTSIDE_MAP, spawn);
        }
        if usize::try_from(row.path_points).is_ok_and(|points| points != row.path_m.len()) {
            add(&code::PATH_LENGTH, spawn);
        }
        if let Some(code) = obstacle(zone, row).or_else(|| blocked(zone, row)) {
            add(code, spawn);
        }
    }
    for (code, spawns) in &found {
        report(zone, code, spawns, findings);
    }
    unknown(zone, findings);
}

/// Why nobody can stand anywhere in the area; the obstacle of its middle.
fn obstacle(zone: &ServerZone<'_>, row: &SpawnRow) -> Option<&'static Code> {
    let mut obstacles = samples(&row.area).map(|place| zone.ground.obstacle(place));
    let first = obstacles.next()??;
    obstacles.all(|other| other.is_some()).then_some(match first {
        Obstacle::Steep => &code::SPAWN_STEEP,
        Obstacle::Water => &code::SPAWN_IN_WATER,
        Obstacle::Wall => &code::SPAWN_IN_WALL,
    })
}

/// Whether all tiles of the area are blocked on the server: by floors of bodies, which is usual in dungeons, or otherwise.
fn blocked(zone: &ServerZone<'_>, row: &SpawnRow) -> Option<&'static Code> {
    let map = zone.map()?;
    if !tiles(map, &row.area).all(|[x, z]| map.event_at(x, z) == Some(BLOCKED)) {
        return None;
    }
    let on_floors = samples(&row.area).any(|place| zone.ground.has_floor(place));
    Some(if on_floors { &code::SPAWN_ON_FLOOR } else { &code::SPAWN_BLOCKED })
}

/// The tiles that an area touches.
fn tiles(map: &ServerMap, area: &AreaM) -> impl Iterator<Item = [u32; 2]> {
    let tile = |place: [i32; 2]| map.tile_at(f64::from(place[0]), f64::from(place[1]));
    let corners = tile(area.min).zip(tile(area.max));
    corners.into_iter().flat_map(|((west, south), (east, north))| {
        (west..=east).flat_map(move |x| (south..=north).map(move |z| [x, z]))
    })
}

/// Places of an area, its middle first.
fn samples(area: &AreaM) -> impl Iterator<Item = DVec2> {
    let (low, high) = (area.min.map(f64::from), area.max.map(f64::from));
    let at =
        move |axis: usize, step: u32| low[axis] + (high[axis] - low[axis]) * f64::from(step) / f64::from(SAMPLES - 1);
    let grid = (0..SAMPLES).flat_map(move |x| (0..SAMPLES).map(move |z| DVec2::new(at(0, x), at(1, z))));
    std::iter::once(DVec2::from(area.center())).chain(grid)
}

/// One finding for the spawns of a code that are near each other.
fn report(zone: &ServerZone<'_>, code: &'static Code, spawns: &[&Spawn], findings: &mut Findings) {
    let tile = |spawn: &&Spawn| spawn.row.area.center().map(|at| floor_u32(at.max(0.0) / f64::from(TILE_M)));
    let places: Vec<[u32; 2]> = spawns.iter().map(tile).collect();
    for region in regions(&places) {
        let members: Vec<&Spawn> = region.members.iter().filter_map(|number| spawns.get(*number).copied()).collect();
        let Some(first) = members.first() else { continue };
        let named = members.iter().take(NAMED).map(|spawn| introduction(spawn));
        let mut message = named.collect::<Vec<_>>().join("; ");
        if let Some(rest) = members.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
            message += &format!("; and {} near them", counted(rest as u64, "other", "others"));
        }
        let count = counted(members.len() as u64, "spawn", "spawns");
        let message = format!("{count} {}: {message}", state(code));
        zone.located(findings.add(code).beside(SPAWN_TABLE, None), first.row.area.center()).say(message);
    }
}

/// What is said about spawns with a code.
fn state(code: &'static Code) -> &'static str {
    match code.name {
        "spawn-outside-map" => "outside the map",
        "path-outside-map" => "with a patrol path that leaves the map",
        "path-length" => "with another number of points than the path holds",
        "spawn-steep" => "on ground steeper than 40 degrees",
        "spawn-in-water" => "in deep water",
        "spawn-in-wall" => "inside bodies of objects",
        "spawn-on-floor" => "on floors of objects, which are blocked tiles on the server",
        _ => "on blocked tiles only",
    }
}

/// Name, number, place and source of a spawn.
fn introduction(spawn: &Spawn) -> String {
    let name = spawn.npc.as_ref().map_or("unknown", |npc| npc.name.as_str());
    let [x, z] = spawn.row.area.center();
    format!("{} ({}) at ({x:.0}, {z:.0}) m, {}", visible(name), spawn.row.id, row_text(&spawn.row.place))
}

/// Spawns of monsters and NPCs that the tables do not have, one finding for each number.
fn unknown(zone: &ServerZone<'_>, findings: &mut Findings) {
    let Some(tables) = zone.folder.tables() else { return };
    let mut unknown: BTreeMap<(bool, i32), Vec<&SpawnRow>> = BTreeMap::new();
    for Spawn { row, .. } in zone.server.spawns.iter().filter(|spawn| spawn.npc.is_none()) {
        let names = if row.is_npc { &tables.rows.npcs } else { &tables.rows.monsters };
        if !names.is_empty() {
            unknown.entry((row.is_npc, row.id)).or_default().push(row);
        }
    }
    for ((is_npc, id), rows) in unknown {
        let (table, Some(first)) = (if is_npc { "K_NPC" } else { "K_MONSTER" }, rows.first()) else { continue };
        let count = counted(rows.len() as u64, "spawn names", "spawns name");
        let [x, z] = first.area.center();
        let source = row_text(&first.place);
        let message = format!("{count} {id}, which {table} does not have; first at ({x:.0}, {z:.0}) m, {source}");
        zone.located(findings.add(&code::UNKNOWN_CHARACTER).beside(SPAWN_TABLE, None), [x, z]).say(message);
    }
}
