//! Every code about server maps: a map with the finding, and a similar one without it.

use gtd_viewer::check::{Code, Severity, check_server_map, code};
use gtd_viewer::formats::smd::{MapEnd, ServerMap, WarpLayout};

use crate::common::{self, samples};

type Change = fn(&mut ServerMap);

/// Code, a change of a sound map that triggers it, and a similar change that does not.
pub(super) const CASES: &[(&Code, Change, Change)] = &[
    (&code::MAP_EXTENT, |m| m.width_m = 28.0, |_| {}),
    (&code::MAP_UNIT, |m| m.unit_m = 2.0, |m| m.unit_m = 4.0),
    (&code::HEIGHT_NOT_FINITE, |m| m.heights[3] = f32::NAN, |m| m.heights[3] = 3.0),
    (&code::COLLISION_NOT_FINITE, |m| m.collision[0][1][2] = f32::INFINITY, |m| m.collision[0][1][2] = 1e30),
    (&code::DANGLING_COLLISION, |m| m.collision.clear(), |_| {}),
    (&code::MISSING_COLLISION_CELLS, |m| m.cells[2] = None, |m| m.cells[0] = m.cells[2].clone()),
    (&code::STALE_EVENT_MAP, |m| event(m, 3, 3, 0), |m| event(m, 3, 3, 31)),
    (&code::STALE_EVENT_MAP, |m| event(m, 0, 4, 1), |m| event(m, 0, 4, 1001)),
    (&code::EVENT_MAP_BORDER, |m| event(m, 8, 3, 0), |m| event(m, 7, 3, 1)),
    (&code::LEVER_WITHOUT_GATE, |m| object(m, 3, 1101), |m| gate(m, 1101)),
    (&code::GATE_WITHOUT_LEVER, |m| object(m, 1, 0), |m| gate(m, 1101)),
    (&code::WARP_WITHOUT_LIST, |m| m.object_events[1].npc = 8, |m| m.object_events[1].npc = 7),
    (&code::LIST_WITHOUT_GATE, |m| m.warps[0].id = 81, |m| m.warps[0].id = 79),
    (&code::DUPLICATE_ID, |m| m.object_events[1].id = 101, |m| m.object_events[1].id = 102),
    (&code::OBJECT_WITHOUT_ID, |m| m.object_events[0].id = 0, |m| m.object_events[0].id = 1),
    (&code::DUPLICATE_ID, |m| m.warps.push(m.warps[0].clone()), |_| {}),
    (&code::SHORT_SERVER_MAP, |m| warps(m, 2, WarpLayout::WithNation), |m| warps(m, 1, WarpLayout::WithNation)),
    (&code::OLD_WARPS, |m| warps(m, 1, WarpLayout::WithoutNation), |m| warps(m, 1, WarpLayout::WithNation)),
    (&code::SHORT_SERVER_MAP, |m| m.end = MapEnd::EventMap, |_| {}),
    (&code::SHORT_SERVER_MAP, |m| m.end = MapEnd::RegeneAreas, |_| {}),
    (&code::RESURRECTION_AREA, |m| m.regene_areas[0].length_x_m = 40.0, |m| m.regene_areas[0].length_x_m = 20.0),
    (&code::RESURRECTION_AREA, |m| m.regene_areas[0].length_z_m = -1.0, |m| m.regene_areas[0].length_z_m = 0.0),
    (&code::RESURRECTION_AREA, |m| m.regene_areas[0].min_m[1] = 9.0, |m| m.regene_areas[0].min_m[1] = 6.0),
    (&code::RESURRECTION_AREA, |m| m.regene_areas[0].min_m[1] = f32::NAN, |_| {}),
    (&code::SHORT_SERVER_MAP, |m| m.trailing = vec![0], |_| {}),
];

fn event(map: &mut ServerMap, x: u32, z: u32, event: i16) {
    let at = map.index(x, z).unwrap();
    map.event_map[at] = event;
}

fn object(map: &mut ServerMap, kind: i16, npc: i16) {
    (map.object_events[0].kind, map.object_events[0].npc) = (kind, npc);
}

/// A gate, and a lever for it.
fn gate(map: &mut ServerMap, id: i16) {
    (map.object_events[0].kind, map.object_events[0].id) = (1, id);
    let mut lever = map.object_events[0];
    (lever.kind, lever.id, lever.npc) = (3, 1000 + id, id);
    map.object_events.push(lever);
}

fn warps(map: &mut ServerMap, declared: u32, layout: WarpLayout) {
    map.end = MapEnd::Warps { declared, layout };
}

#[test]
fn a_sound_map_has_no_findings() {
    let findings = check_server_map(&samples::server_map()).into_list();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn every_code_of_maps_is_found_where_it_is_and_only_there() {
    for (index, (code, breaks, nearly)) in CASES.iter().enumerate() {
        let [mut broken, mut near] = [samples::server_map(), samples::server_map()];
        breaks(&mut broken);
        nearly(&mut near);
        assert!(check_server_map(&broken).has(code), "case {index}: {} is not found", code.name);
        let findings = check_server_map(&near);
        assert!(!findings.has(code), "case {index}: {} is found: {:?}", code.name, findings.into_list());
    }
}

#[test]
fn findings_about_maps_have_their_tile() {
    let mut map = samples::server_map();
    event(&mut map, 3, 5, 0);
    map.object_events[1].npc = 9;
    let list = check_server_map(&map).into_list();
    let tiles: Vec<_> = list.iter().map(|one| (one.code.name, one.tile.map(|tile| (tile.x, tile.z)))).collect();
    let expected =
        [("warp-without-list", Some((5, 2))), ("stale-event-map", Some((3, 5))), ("list-without-gate", None)];
    assert_eq!(tiles, expected);
}

#[test]
fn real_maps_have_no_errors() {
    let Some(folder) = common::corpus() else { return };
    for path in common::files_with_extension(&folder.join("ko/server"), "smd") {
        let findings = check_server_map(&ServerMap::parse(&common::read(&path)).unwrap());
        let list = findings.clone().into_list();
        assert_eq!(findings.count(Severity::Error), 0, "{}: {list:?}", path.display());
        println!("{}: {:?}", path.display(), list.iter().map(|one| (one.code.name, one.count)).collect::<Vec<_>>());
    }
}
