//! Server maps and the server's texts: all endings of a map, malformed ones, rooms.

use crate::common::samples::{self, older_server_maps, server_map};
use gtd_viewer::formats::evt::{EventText, RoomArea, RoomStep};
use gtd_viewer::formats::kernel::ErrorClass;
use gtd_viewer::formats::kinds::FileKind;
use gtd_viewer::formats::opd::{EventKind, EventLinks, Object};
use gtd_viewer::formats::smd::{MapEnd, ObjectEvent, ServerMap, WarpLayout};

/// Bytes of the sample before the number of its event objects: heights, extent, a triangle, four cells.
const OBJECTS_AT: usize = 8 + 81 * 4 + 8 + 4 + 36 + 3 * 4 + (4 + 4 + 2 + 16 * 4 + 12);
/// Bytes before the event map, and before the resurrection areas.
const EVENTS_AT: usize = OBJECTS_AT + 4 + 2 * 24;
const REGENE_AT: usize = EVENTS_AT + 81 * 2;

fn with(bytes: &[u8], at: usize, word: u32) -> Vec<u8> {
    [&bytes[..at], &word.to_le_bytes()[..], &bytes[at + 4..]].concat()
}

#[test]
fn every_ending_of_a_server_map_is_read_back() {
    for (name, map) in older_server_maps().into_iter().chain([("map.smd", server_map())]) {
        let bytes = map.encode().unwrap();
        let read = ServerMap::parse(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read, map, "{name}");
        assert_eq!(read.encode().unwrap(), bytes, "{name}");
    }
    let ends = older_server_maps().map(|(_, map)| map.encode().unwrap().len());
    assert_eq!(ends[3], REGENE_AT);
    assert_eq!(ends[2], REGENE_AT + 4 + 20);
    assert_eq!(ends[0], ends[2] + 4 + 2 * 316);
    assert_eq!(ends[1], ends[2] + 4 + 320);
}

#[test]
fn a_server_map_is_read_by_columns() {
    let map = server_map();
    assert_eq!((map.index(1, 2), map.index(9, 0), map.index(0, 9)), (Some(11), None, None));
    assert_eq!((map.height_m(4, 2), map.height_m(2, 4)), (Some(2.0), Some(2.5)));
    assert_eq!((map.event_at(1, 2), map.event_at(2, 1), map.event_at(9, 9)), (Some(30), Some(1), None));
    assert_eq!(map.tile_at(7.9, 8.0), Some((1, 2)));
    assert_eq!([map.tile_at(-0.1, 3.0), map.tile_at(36.0, 3.0), map.tile_at(f64::NAN, 3.0)], [None; 3]);
    assert_eq!(map.warps_of(7).map(|warp| warp.name()).collect::<Vec<_>>(), ["Harbor"]);
    assert_eq!(map.warps_of(8).count(), 0);
    assert_eq!(map.object_events[1].role(), Some(EventKind::Warp));
    assert_eq!(ObjectEvent { kind: 50, ..ObjectEvent::default() }.role(), None);
}

#[test]
fn a_server_map_may_be_cut_after_its_event_map_and_may_have_more_bytes() {
    let bytes = server_map().encode().unwrap();
    for cut in 0..bytes.len() {
        match ServerMap::parse(&bytes[..cut]) {
            Ok(map) => {
                let warps = REGENE_AT + 4 + 20;
                assert!([REGENE_AT, warps].contains(&cut) || cut >= warps + 4, "cut at {cut}");
                assert_eq!(map.encode().unwrap(), &bytes[..cut]);
                // What is left of a warp may be one without a nation.
                assert_eq!(map.warps.len(), usize::from(cut >= warps + 4 + 316));
            }
            Err(error) => assert!(error.offset <= cut as u64, "{error}"),
        }
    }
    let longer = ServerMap::parse(&[&bytes[..], b"abc"].concat()).unwrap();
    assert_eq!((longer.trailing.as_slice(), longer.warps.len()), (&b"abc"[..], 1));
    assert_eq!(longer.end, MapEnd::Warps { declared: 1, layout: WarpLayout::WithNation });
}

#[test]
fn broken_fields_of_a_server_map_are_refused_where_they_are() {
    let bytes = server_map().encode().unwrap();
    let error = |at, word| ServerMap::parse(&with(&bytes, at, word)).unwrap_err();
    for size in [0, 1, 8194, u32::MAX] {
        assert_eq!((error(0, size).class, error(0, size).offset), (ErrorClass::Malformed, 0), "{size}");
    }
    assert_eq!((error(0, 8193).class, error(0, 8193).section), (ErrorClass::Truncated, "heights"));
    let width = 8 + 81 * 4;
    assert_eq!((error(width, f32::NAN.to_bits()).field, error(width, 0).offset), ("width", width as u64));
    for (at, field) in [(OBJECTS_AT, "object event count"), (REGENE_AT, "area count")] {
        for count in [u32::MAX, 0x7fff_ffff, 1000] {
            assert_eq!((error(at, count).field, error(at, count).offset), (field, at as u64));
        }
    }
    assert_eq!(error(REGENE_AT + 24, u32::MAX).field, "warp count");
    let many = ServerMap::parse(&with(&bytes, REGENE_AT + 24, 0x7fff_ffff)).unwrap();
    assert_eq!(many.warps.len(), 1, "as many as there are");
}

#[test]
fn zeros_are_no_server_map() {
    for bytes in [vec![0; 4], vec![0; 4000], [&9_u32.to_le_bytes()[..], &[0; 5000]].concat()] {
        assert_ne!(FileKind::detect(&bytes, None).map(|kind| kind.name), Some("server map"));
    }
    let odd = ServerMap { unit_m: 2.0, ..server_map() };
    assert!(!odd.has_usual_extent(), "the server refuses it");
    let odd = odd.encode().unwrap();
    assert_eq!(FileKind::detect(&odd, None).map(|kind| kind.name), Some("server map"));
    let longer = [&odd[..], &[1]].concat();
    assert_ne!(FileKind::detect(&longer, None).map(|kind| kind.name), Some("server map"), "too little is known");
}

#[test]
fn objects_with_a_role_become_object_events() {
    let mut object = Object::default();
    object.events.belongs_to = 2;
    assert_eq!(ObjectEvent::of(&object), None, "a nation is no role");
    object.placement.position_m = [1.0, 2.0, 3.0];
    object.events = EventLinks { belongs_to: 2, event_id: 70_001, event_kind: 3, npc_id: -5, npc_status: 1 };
    let event = ObjectEvent::of(&object).unwrap();
    assert_eq!((event.belong, event.id, event.kind, event.npc, event.status), (2, 4465, 3, -5, 1));
    assert_eq!((event.position_m, event.role()), ([1.0, 2.0, 3.0], Some(EventKind::Lever)));
}

#[test]
fn rooms_are_read_from_text() {
    let text = EventText::parse(samples::ROOMS.as_bytes()).unwrap();
    assert_eq!((text.room_type, text.rooms.len(), text.quests), (Some(0), 2, 0));
    let [gate, yard] = &text.rooms[..] else { panic!() };
    assert_eq!((gate.id, gate.line, gate.nation, gate.end_area), (1, 3, Some(2), None));
    assert_eq!(gate.area, Some(RoomArea { min_m: [8, 4], max_m: [16, 12] }));
    assert_eq!(gate.conditions, [RoomStep { kind: 2, options: [0, 0] }]);
    assert_eq!(gate.effects, [RoomStep { kind: 100, options: [1, 12] }]);
    assert_eq!((yard.line, yard.end_area.unwrap().max_m), (10, [30, 30]));

    let quests = EventText::parse(b"EVENT 1\nA CHECK_CLASS 111\nE RUN_EVENT 2\nEND\nEVENT 2\nEND").unwrap();
    assert_eq!((quests.rooms.len(), quests.quests), (0, 2));
    let unfinished = EventText::parse(b"ROOM 1\nPOS 1 2\nROOM 2 x\nEVENT 3").unwrap();
    assert_eq!(unfinished.rooms.iter().map(|room| (room.id, room.area)).collect::<Vec<_>>(), [(1, None), (2, None)]);
    assert_eq!(unfinished.quests, 1);
    let error = EventText::parse(b"ROOM 1\nEND\n\0\0").unwrap_err();
    assert_eq!((error.offset, error.found.as_str()), (11, "2 more bytes"));
}
