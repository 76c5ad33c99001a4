//! Checks of a server map by itself; those against zone and tables are in [`super::server`], which begins with the ones here
//! that need neither.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::code::Code;
use super::findings::FindingDraft;
use super::{Findings, code, column_and_row};
use crate::formats::kernel::number::counted;
use crate::formats::opd::{EventKind, is_invisible_wall};
use crate::formats::smd::{FREE, MapEnd, ObjectEvent, RegeneArea, ServerMap, UNIT_M, Warp, WarpLayout};
use crate::scene::server_map::BlockedTiles;

/// Heights beyond this are implausible, in meters.
const FAR_M: f32 = 10_000.0;
/// Largest distance of a resurrection area from the ground below its corner, in meters.
const NEAR_GROUND_M: f32 = 5.0;

/// Section of objects with a role, and of warps.
const OBJECTS: &str = "object events";
const WARPS: &str = "warps";

/// Runs all checks on a server map.
pub fn check_server_map(map: &ServerMap) -> Findings {
    let mut findings = Findings::default();
    form(map, &mut findings);
    missing_cells(map, &mut findings);
    objects(map, &|_| false, &mut findings);
    stale_tiles(map, &mut findings);
    areas(map, &mut findings);
    warps(map, &mut findings);
    findings
}

/// Extent, heights, collision and border: what a server refuses, or reads as garbage.
pub(super) fn form(map: &ServerMap, findings: &mut Findings) {
    extent(map, findings);
    heights(map, findings);
    collision(map, findings);
    border(map, findings);
}

fn extent(map: &ServerMap, findings: &mut Findings) {
    if map.unit_m != UNIT_M {
        let found = format!("vertices are {} m apart; in all known maps {UNIT_M} m", map.unit_m);
        findings.add(&code::MAP_UNIT).beside("heights", None).say(found);
    }
    if !map.has_usual_extent() {
        let (vertices, unit_m) = (map.size, map.unit_m);
        let found = format!("{} x {} m for {vertices} vertices, {unit_m} m apart", map.width_m, map.length_m);
        findings.add(&code::MAP_EXTENT).beside("collision", None).say(found);
    }
}

fn heights(map: &ServerMap, findings: &mut Findings) {
    for (index, height_m) in map.heights.iter().enumerate() {
        let code = match height_m {
            m if !m.is_finite() => &code::HEIGHT_NOT_FINITE,
            m if m.abs() > FAR_M => &code::HEIGHT_IMPLAUSIBLE,
            _ => continue,
        };
        let (x, z) = column_and_row(index, map.size);
        findings.add(code).at("heights", 8 + 4 * index as u64).on(x, z).say(format!("the height is {height_m} m"));
    }
}

fn collision(map: &ServerMap, findings: &mut Findings) {
    for (index, triangle) in map.collision.iter().enumerate() {
        if !triangle.iter().flatten().all(|at| at.is_finite()) {
            let text = format!("triangle {index} has a corner that is NaN or infinite");
            findings.add(&code::COLLISION_NOT_FINITE).beside("collision", None).say(text);
        }
    }
    let corners = map.collision.len() as u64 * 3;
    for (index, cell) in map.cells.iter().enumerate() {
        let Some(cell) = cell else { continue };
        let listed = (0..4).flat_map(|x| (0..4).flat_map(move |z| cell.sub_cells.triangles(x, z)));
        let dangling = listed.flatten().filter(|corner| u64::from(**corner) >= corners).count();
        if dangling > 0 {
            let text = format!("cell {index} lists {dangling} corners beyond the {corners} of the triangles");
            findings.add(&code::DANGLING_COLLISION).beside("collision cells", None).say(text);
        }
    }
}

/// Triangles that no cell lists, as later tools wrote them.
fn missing_cells(map: &ServerMap, findings: &mut Findings) {
    let bodies = map.collision.iter().filter(|triangle| !is_invisible_wall(triangle)).count();
    if bodies > 0 && !map.has_collision_cells() {
        let text = format!("no cell lists any of the {} triangles", map.collision.len());
        findings.add(&code::MISSING_COLLISION_CELLS).beside("collision cells", None).say(text);
    }
}

/// Gates, levers, warp gates, and numbers that are used twice. `opens_itself` says which gates need no lever.
pub(super) fn objects(map: &ServerMap, opens_itself: &dyn Fn(i16) -> bool, findings: &mut Findings) {
    let used: Vec<&ObjectEvent> = map.object_events.iter().filter(|object| object.id > 0).collect();
    for object in map.object_events.iter().filter(|object| object.id <= 0) {
        report(map, findings, &code::OBJECT_WITHOUT_ID, object, "it has no id, so the server ignores it");
    }
    duplicates(map, &used, findings);
    let is_gate = |object: &ObjectEvent| matches!(object.role(), Some(EventKind::Gate | EventKind::FoldingGate));
    let levers = || used.iter().filter(|object| object.role() == Some(EventKind::Lever));
    for lever in levers() {
        if !used.iter().any(|object| is_gate(object) && object.id == lever.npc) {
            let message = format!("it opens gate {}, which the map does not have", lever.npc);
            report(map, findings, &code::LEVER_WITHOUT_GATE, lever, &message);
        }
    }
    for gate in used.iter().filter(|object| is_gate(object)) {
        if !opens_itself(gate.id) && levers().all(|lever| lever.npc != gate.id) {
            report(map, findings, &code::GATE_WITHOUT_LEVER, gate, "no lever of the map opens it");
        }
    }
    for gate in used.iter().filter(|object| object.role() == Some(EventKind::Warp)) {
        if map.warps_of(gate.npc).next().is_none() {
            let message = format!("it offers list {}, of which the map has no warps", gate.npc);
            report(map, findings, &code::WARP_WITHOUT_LIST, gate, &message);
        }
    }
}

/// Numbers that several objects have: the server takes the first one.
fn duplicates(map: &ServerMap, used: &[&ObjectEvent], findings: &mut Findings) {
    let mut first: HashMap<i16, &ObjectEvent> = HashMap::new();
    for object in used {
        let known = *first.entry(object.id).or_insert(object);
        if !std::ptr::eq(known, *object) {
            let [x, _, z] = known.position_m;
            let message = format!("it has the number of the object at ({x:.1}, {z:.1}) m, so the server ignores it");
            report(map, findings, &code::DUPLICATE_ID, object, &message);
        }
    }
}

/// Adds a finding about an object: its role, number and place come before the message.
pub(super) fn report(
    map: &ServerMap,
    findings: &mut Findings,
    code: &'static Code,
    object: &ObjectEvent,
    message: &str,
) {
    let [x, _, z] = object.position_m;
    let role = match object.role() {
        Some(EventKind::BindPoint) => "bind point",
        Some(EventKind::Gate | EventKind::FoldingGate) => "gate",
        Some(EventKind::Lever) => "lever",
        Some(EventKind::Flag) => "flag",
        Some(EventKind::Warp) => "warp gate",
        Some(EventKind::Barricade) => "barricade",
        Some(EventKind::BindRemoval) => "stone against binding",
        Some(EventKind::Anvil) => "anvil",
        Some(EventKind::Artifact) => "artifact",
        None => "object",
    };
    let message = format!("{role} {} at ({x:.1}, {z:.1}) m: {message}", object.id);
    place(map, findings.add(code).beside(OBJECTS, None), object.position_m).say(message);
}

/// Sets the place of a finding, and its tile if that is on the map.
fn place<'a>(map: &ServerMap, draft: FindingDraft<'a>, [x, _, z]: [f32; 3]) -> FindingDraft<'a> {
    let draft = draft.at_place([x.into(), z.into()]);
    match map.tile_at(x.into(), z.into()) {
        Some((x, z)) => draft.on(x, z),
        None => draft,
    }
}

fn stale_tiles(map: &ServerMap, findings: &mut Findings) {
    if map.has_collision_cells() {
        let rule = BlockedTiles::of_map(map);
        for (x, z) in rule.differing(map) {
            let text = match rule.is_blocked(x, z) {
                true => "the tile is free, but its slope or collision blocks it",
                false => "the tile is blocked, but neither slope nor collision blocks it",
            };
            findings.add(&code::STALE_EVENT_MAP).beside("event map", None).on(x, z).say(text);
        }
    }
}

fn border(map: &ServerMap, findings: &mut Findings) {
    let last = map.size - 1;
    let border = (0..map.size).flat_map(|at| [(last, at), (at, last)]);
    if let Some((x, z)) = border.into_iter().find(|(x, z)| map.event_at(*x, *z) != Some(FREE)) {
        let text = "the last row or column, which is no tile, has other numbers than 1";
        findings.add(&code::EVENT_MAP_BORDER).beside("event map", None).on(x, z).say(text);
    }
}

fn area_draft<'a>(map: &ServerMap, area: &RegeneArea, findings: &'a mut Findings) -> FindingDraft<'a> {
    place(map, findings.add(&code::RESURRECTION_AREA).beside("resurrection areas", None), area.min_m)
}

fn areas(map: &ServerMap, findings: &mut Findings) {
    for (index, area) in map.regene_areas.iter().enumerate() {
        let RegeneArea { min_m: [x, y, z], length_z_m, length_x_m } = *area;
        let far = map.tile_at(f64::from(x + length_x_m), f64::from(z + length_z_m));
        let is_sized = length_x_m >= 0.0 && length_z_m >= 0.0;
        let Some(((tx, tz), _)) = map.tile_at(x.into(), z.into()).zip(far).filter(|_| is_sized) else {
            let text = format!("area {index}: {length_x_m} x {length_z_m} m at {x}, {z} is not within the map");
            area_draft(map, area, findings).say(text);
            continue;
        };
        let ground_m = map.height_m(tx, tz).unwrap_or(y);
        if (y - ground_m).abs() > NEAR_GROUND_M || !y.is_finite() {
            let text = format!("area {index}: its height is {y:.2} m, the ground's {ground_m:.2} m");
            area_draft(map, area, findings).say(text);
        }
    }
}

/// How the map ends, lists that no warp gate offers, and warps with one number.
pub(super) fn warps(map: &ServerMap, findings: &mut Findings) {
    ending(map, findings);
    let gates: HashSet<i16> =
        map.object_events.iter().filter(|object| object.role() == Some(EventKind::Warp)).map(|gate| gate.npc).collect();
    let mut lists: BTreeMap<i16, Vec<&Warp>> = BTreeMap::new();
    let mut numbers: BTreeMap<i16, usize> = BTreeMap::new();
    for warp in &map.warps {
        lists.entry(warp.list()).or_default().push(warp);
        *numbers.entry(warp.id).or_default() += 1;
    }
    for (list, warps) in lists.iter().filter(|(list, _)| !gates.contains(list)) {
        let names: Vec<String> =
            warps.iter().take(3).map(|warp| format!("\"{}\"", warp.name().escape_debug())).collect();
        let count = counted(warps.len() as u64, "warp", "warps");
        let message = format!("list {list} ({count}: {}) is offered by no warp gate of the map", names.join(", "));
        findings.add(&code::LIST_WITHOUT_GATE).beside(WARPS, None).say(message);
    }
    for (number, count) in numbers.into_iter().filter(|(_, count)| *count > 1) {
        let message = format!("{count} warps have the number {number}; the server takes the first one");
        findings.add(&code::DUPLICATE_ID).beside(WARPS, None).say(message);
    }
}

/// A file that ends before its warps, declares more of them, has them without the nation, or goes on after them.
fn ending(map: &ServerMap, findings: &mut Findings) {
    let mut short = |section, message: String| findings.add(&code::SHORT_SERVER_MAP).beside(section, None).say(message);
    match map.end {
        MapEnd::EventMap => {
            short("event map", "it ends after the event map, without resurrection areas and warps".into());
        }
        MapEnd::RegeneAreas => {
            short("resurrection areas", "it ends after the resurrection areas, without warps".into());
        }
        MapEnd::Warps { declared, layout } => {
            let there = map.warps.len();
            if declared as usize != there {
                short(WARPS, format!("it declares {} and holds {there}", counted(declared.into(), "warp", "warps")));
            }
            if layout == WarpLayout::WithoutNation && there > 0 {
                let text = "warps have 316 bytes, without the nation; a server that expects 320 reads garbage";
                findings.add(&code::OLD_WARPS).beside(WARPS, None).say(text);
            }
        }
    }
    if !map.trailing.is_empty() {
        let bytes = counted(map.trailing.len() as u64, "byte follows", "bytes follow");
        findings.add(&code::SHORT_SERVER_MAP).beside(WARPS, None).say(format!("{bytes} the last field"));
    }
}
