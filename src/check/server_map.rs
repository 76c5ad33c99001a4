//! Checks of a server map alone; those with zone and tables are a matter of `check --server`.

use std::collections::HashSet;

use super::{Findings, code, column_and_row};
use crate::formats::opd::{EventKind, is_invisible_wall};
use crate::formats::smd::{FREE, MapEnd, RegeneArea, ServerMap, UNIT_M, WarpLayout};
use crate::scene::server_map::BlockedTiles;

/// Heights beyond this are implausible, in meters.
const FAR_M: f32 = 10_000.0;
/// Largest distance of a resurrection area from the ground below its corner, in meters.
const NEAR_GROUND_M: f32 = 5.0;

/// Runs all checks on a server map.
pub fn check_server_map(map: &ServerMap) -> Findings {
    let mut findings = Findings::default();
    extent(map, &mut findings);
    heights(map, &mut findings);
    collision(map, &mut findings);
    objects(map, &mut findings);
    event_map(map, &mut findings);
    areas(map, &mut findings);
    warps(map, &mut findings);
    if !map.trailing.is_empty() {
        let bytes = map.trailing.len();
        findings.add(&code::SHORT_SERVER_MAP).beside("warps", None).say(format!("{bytes} bytes after the last field"));
    }
    findings
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
    let bodies = map.collision.iter().filter(|triangle| !is_invisible_wall(triangle)).count();
    if bodies > 0 && !map.has_collision_cells() {
        let text = format!("no cell lists any of the {} triangles", map.collision.len());
        findings.add(&code::MISSING_COLLISION_CELLS).beside("collision cells", None).say(text);
    }
}

fn objects(map: &ServerMap, findings: &mut Findings) {
    let with_role = |kinds: &'static [EventKind]| {
        map.object_events.iter().filter(move |object| object.role().is_some_and(|role| kinds.contains(&role)))
    };
    let gates: HashSet<i16> = with_role(&[EventKind::Gate, EventKind::FoldingGate]).map(|gate| gate.id).collect();
    for lever in with_role(&[EventKind::Lever]).filter(|lever| !gates.contains(&lever.npc)) {
        let text = format!("lever {} opens gate {}, which is not in the map", lever.id, lever.npc);
        place(map, findings, &code::LEVER_WITHOUT_GATE, lever.position_m).say(text);
    }
    let opened: HashSet<i16> = with_role(&[EventKind::Lever]).map(|lever| lever.npc).collect();
    for gate in with_role(&[EventKind::Gate, EventKind::FoldingGate]).filter(|gate| !opened.contains(&gate.id)) {
        let text = format!("no lever opens gate {}", gate.id);
        place(map, findings, &code::GATE_WITHOUT_LEVER, gate.position_m).say(text);
    }
    for gate in with_role(&[EventKind::Warp]).filter(|gate| map.warps_of(gate.npc).next().is_none()) {
        let text = format!("warp gate {} offers list {}, which has no warps", gate.id, gate.npc);
        place(map, findings, &code::WARP_WITHOUT_LIST, gate.position_m).say(text);
    }
    let mut seen = HashSet::new();
    for object in &map.object_events {
        let draft = |findings, code| place(map, findings, code, object.position_m);
        if object.id <= 0 {
            draft(findings, &code::OBJECT_WITHOUT_ID)
                .say(format!("an object of type {} has id {}", object.kind, object.id));
        } else if !seen.insert(object.id) {
            draft(findings, &code::DUPLICATE_ID).say(format!("a second object has id {}", object.id));
        }
    }
}

/// A finding about an object, with its tile.
fn place<'a>(
    map: &ServerMap,
    findings: &'a mut Findings,
    code: &'static super::Code,
    [x, _, z]: [f32; 3],
) -> super::findings::FindingDraft<'a> {
    let draft = findings.add(code).beside("object events", None);
    match map.tile_at(x.into(), z.into()) {
        Some((x, z)) => draft.on(x, z),
        None => draft,
    }
}

fn event_map(map: &ServerMap, findings: &mut Findings) {
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
    let last = map.size - 1;
    let border = (0..map.size).flat_map(|at| [(last, at), (at, last)]);
    if let Some((x, z)) = border.into_iter().find(|(x, z)| map.event_at(*x, *z) != Some(FREE)) {
        let text = "the last row or column, which is no tile, has other numbers than 1";
        findings.add(&code::EVENT_MAP_BORDER).beside("event map", None).on(x, z).say(text);
    }
}

fn areas(map: &ServerMap, findings: &mut Findings) {
    for (index, area) in map.regene_areas.iter().enumerate() {
        let RegeneArea { min_m: [x, y, z], length_z_m, length_x_m } = *area;
        let draft = |findings, code| place(map, findings, code, area.min_m).beside("resurrection areas", None);
        let far = map.tile_at(f64::from(x + length_x_m), f64::from(z + length_z_m));
        let is_sized = length_x_m >= 0.0 && length_z_m >= 0.0;
        let Some(((tx, tz), _)) = map.tile_at(x.into(), z.into()).zip(far).filter(|_| is_sized) else {
            let text = format!("area {index}: {length_x_m} x {length_z_m} m at {x}, {z} is not within the map");
            draft(findings, &code::RESURRECTION_AREA).say(text);
            continue;
        };
        let ground_m = map.height_m(tx, tz).unwrap_or(y);
        if (y - ground_m).abs() > NEAR_GROUND_M || !y.is_finite() {
            let text = format!("area {index}: its height is {y:.2} m, the ground's {ground_m:.2} m");
            draft(findings, &code::RESURRECTION_AREA).say(text);
        }
    }
}

fn warps(map: &ServerMap, findings: &mut Findings) {
    let section = "warps";
    match map.end {
        MapEnd::EventMap => findings
            .add(&code::SHORT_SERVER_MAP)
            .beside("event map", None)
            .say("the file ends after the event map; newer servers expect resurrection areas and warps"),
        MapEnd::RegeneAreas => findings
            .add(&code::SHORT_SERVER_MAP)
            .beside("resurrection areas", None)
            .say("the file ends after the resurrection areas; newer servers expect warps"),
        MapEnd::Warps { declared, layout } => {
            let there = map.warps.len();
            if (declared as usize) > there {
                let text = format!("{declared} warps are declared, {there} are there");
                findings.add(&code::SHORT_SERVER_MAP).beside(section, None).say(text);
            }
            if layout == WarpLayout::WithoutNation && there > 0 {
                let text = "warps have 316 bytes, without the nation; a server that expects 320 reads garbage";
                findings.add(&code::OLD_WARPS).beside(section, None).say(text);
            }
        }
    }
    let mut seen = HashSet::new();
    let gates: HashSet<i16> =
        map.object_events.iter().filter(|object| object.role() == Some(EventKind::Warp)).map(|gate| gate.npc).collect();
    let mut lists = HashSet::new();
    for warp in &map.warps {
        if !seen.insert(warp.id) {
            let text = format!("a second warp has id {}: \"{}\"", warp.id, warp.name().escape_debug());
            findings.add(&code::DUPLICATE_ID).beside(section, None).say(text);
        }
        if !gates.contains(&warp.list()) && lists.insert(warp.list()) {
            let text =
                format!("no warp gate offers list {}, which has \"{}\"", warp.list(), warp.name().escape_debug());
            findings.add(&code::LIST_WITHOUT_GATE).beside(section, None).say(text);
        }
    }
}
