//! Where players get to: targets of warps and events, starts and homes, resurrection areas.

use super::{EVENT_TABLE, HOME_TABLE, MAP, START_TABLE, ServerZone, Target, WARPS, ZONE_TABLE};
use crate::check::{Findings, code};
use crate::formats::opd::EventKind;
use crate::formats::smd::{RegeneArea, ServerMap, Warp};
use crate::server::tables::{EventAction, HomeZone};

/// Height above the ground, or below it, at which an area is not on it, in meters: that of a player.
const BODY_M: f32 = 2.0;
/// Places along each side of an area at which the ground is measured.
const SAMPLES: u16 = 5;

pub(super) fn check(zone: &ServerZone<'_>, findings: &mut Findings) {
    if let Some(map) = zone.map() {
        map.warps.iter().for_each(|warp| self::warp(zone, map, warp, findings));
        map.regene_areas.iter().enumerate().for_each(|(index, area)| resurrection_area(zone, index, area, findings));
    }
    events(zone, findings);
    starts(zone, findings);
}

/// A warp leads to a zone that the server has, and to a place on its map.
fn warp(zone: &ServerZone<'_>, map: &ServerMap, warp: &Warp, findings: &mut Findings) {
    let [x, _, z] = warp.target_m.map(f64::from);
    let Some((code, what)) = wrong_target(zone, i32::from(warp.target_zone), [x, z]) else { return };
    let gate =
        map.object_events.iter().find(|object| object.role() == Some(EventKind::Warp) && object.npc == warp.list());
    let draft = findings.add(code).beside(WARPS, None);
    let draft = match gate {
        Some(gate) => zone.located(draft, [f64::from(gate.position_m[0]), f64::from(gate.position_m[2])]),
        None => draft,
    };
    draft.say(format!("warp {} \"{}\" {what}", warp.id, warp.name()));
}

/// An event leads to a zone that the server has, and to a place on its map.
fn events(zone: &ServerZone<'_>, findings: &mut Findings) {
    for row in zone.events().into_iter().flatten() {
        let EventAction::ChangeZone { zone: target, at_m } = row.action else { continue };
        let Some((code, what)) = wrong_target(zone, target, at_m.map(f64::from)) else { continue };
        let draft = findings.add(code).beside(EVENT_TABLE, None);
        let tile = zone.map().and_then(|map| tile_of_event(map, row.event));
        let draft = match tile {
            Some(tile) => zone.on_tile(draft, tile),
            None => draft,
        };
        draft.say(format!("{}: event {} {what}", super::row_text(&row.place), row.event));
    }
}

/// A tile with an event.
fn tile_of_event(map: &ServerMap, event: i32) -> Option<[u32; 2]> {
    let event = i16::try_from(event).ok()?;
    let index = map.event_map.iter().position(|tile| *tile == event)?;
    Some(crate::check::column_and_row(index, map.size).into())
}

/// What is wrong with a place in another zone, or in this one.
fn wrong_target(zone: &ServerZone<'_>, target: i32, [x, z]: [f64; 2]) -> Option<(&'static crate::check::Code, String)> {
    match zone.target(target) {
        Target::Unknown => {
            Some((&code::UNKNOWN_SERVER_ZONE, format!("leads to zone {target}, which {ZONE_TABLE} does not have")))
        }
        Target::Extent(extent_m) if !is_inside(extent_m, [x, z]) => Some((
            &code::TARGET_OUTSIDE_MAP,
            format!("leads to ({x}, {z}) m in zone {target}, which is {extent_m} x {extent_m} m"),
        )),
        Target::Extent(_) | Target::NotRead => None,
    }
}

fn is_inside(extent_m: f64, place: [f64; 2]) -> bool {
    place.iter().all(|at| (0.0..extent_m).contains(at))
}

/// Starts and homes in this zone are on its map.
fn starts(zone: &ServerZone<'_>, findings: &mut Findings) {
    let extent_m = zone.extent_m();
    let mut place = |table: &'static str, what: String, [x, z]: [f64; 2]| {
        if !is_inside(extent_m, [x, z]) {
            let message = format!("{what} ({x}, {z}) m, but the map is {extent_m} x {extent_m} m");
            zone.located(findings.add(&code::START_OUTSIDE_MAP).beside(table, None), [x, z]).say(message);
        }
    };
    if let Some(row) = &zone.server.row {
        let [x, z, _] = row.start_m;
        place(ZONE_TABLE, format!("{}: players appear at", super::row_text(&row.place)), [x, z]);
    }
    for row in &zone.server.starts {
        let source = super::row_text(&row.place);
        // The area extends from its place to the east and north.
        let far = |at: [i32; 2]| [0, 1].map(|axis: usize| f64::from(at[axis]) + f64::from(row.range_m[axis].max(0)));
        for (nation, at) in [("Karus", row.karus_m), ("El Morad", row.elmorad_m)] {
            place(START_TABLE, format!("{source}: {nation} starts at"), at.map(f64::from));
            if is_inside(extent_m, at.map(f64::from)) {
                place(START_TABLE, format!("{source}: the area in which {nation} starts extends to"), far(at));
            }
        }
        for (nation, at) in [("Karus", row.karus_gate_m), ("El Morad", row.elmorad_gate_m)] {
            if at != [0, 0] {
                place(START_TABLE, format!("{source}: the gate of {nation} is at"), at.map(f64::from));
            }
        }
    }
    let kind = zone.server.number().and_then(HomeZone::of);
    for row in &zone.server.homes {
        for (_, area) in row.homes.iter().filter(|(home, _)| Some(*home) == kind) {
            let what = format!("{}: the home of nation {} is at", super::row_text(&row.place), row.nation);
            place(HOME_TABLE, what, area.center());
        }
    }
}

/// A resurrection area lies on the ground, or on a floor.
fn resurrection_area(zone: &ServerZone<'_>, index: usize, area: &RegeneArea, findings: &mut Findings) {
    let [x, y, z] = area.min_m;
    let far = [x + area.length_x_m, z + area.length_z_m];
    let corners = [[x, z], far].map(|corner| corner.map(f64::from));
    let draft =
        |findings| zone.located(Findings::add(findings, &code::RESURRECTION_AREA).beside(MAP, None), corners[0]);
    let what = format!("resurrection area {index} at ({x:.1}, {y:.1}, {z:.1}) m");
    if corners.iter().any(|corner| !is_inside(zone.extent_m(), *corner)) {
        let message = format!("{what} extends to ({:.1}, {:.1}) m, beyond the border of the map", far[0], far[1]);
        return draft(findings).say(message);
    }
    let along =
        |from: f32, length: f32| (0..SAMPLES).map(move |step| from + length * f32::from(step) / f32::from(SAMPLES - 1));
    let places = along(x, area.length_x_m).flat_map(|x| along(z, area.length_z_m).map(move |z| [x, z]));
    let ground = places.filter_map(|[x, z]| zone.ground.height_m(x, z)).map(|height| [height, height]);
    let Some([low, high]) = ground.reduce(|[low, high], [other, _]| [low.min(other), high.max(other)]) else { return };
    if y > high + BODY_M && !zone.ground.has_floor_near([x, z], y, BODY_M) {
        draft(findings).say(format!("{what} is {:.1} m above the highest ground in it", y - high));
    } else if y < low - BODY_M {
        draft(findings).say(format!("{what} is {:.1} m below the lowest ground in it", low - y));
    } else if !y.is_finite() {
        draft(findings).say(format!("{what} has no height"));
    }
}
