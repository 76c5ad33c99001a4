//! Server maps as files: sections 1.2, 1.4 and 1.5, and maps that are made again.

use std::collections::HashSet;

use gtd_viewer::check::check_server_map;
use gtd_viewer::diff::server_map::compare;
use gtd_viewer::formats::opd::EventKind;
use gtd_viewer::formats::smd::{MapEnd, ServerMap, WarpLayout};
use gtd_viewer::scene::server_map::rebuild;

use super::{ko, map, maps, placed, read_map, zone};
use crate::common;

#[test]
fn every_server_map_is_read_to_its_last_byte_and_written_back() {
    let Some(ko) = ko() else { return };
    let files = common::files_with_extension(&ko.join("server"), "smd");
    assert_eq!(files.len(), 9);
    let mut sizes = Vec::new();
    for path in files {
        let bytes = common::read(&path);
        let map = read_map(&path);
        assert!(map.trailing.is_empty() && map.unit_m == 4.0 && map.has_usual_extent(), "{}", path.display());
        assert!(map.encode().unwrap() == bytes, "{} is not written back the same", path.display());
        sizes.push((map.size, map.collision.len()));
    }
    let ko4life = [(257, 11_582), (257, 6_556), (257, 7_908), (513, 22_801)];
    let open_ko = [(129, 3_551), (65, 654), (65, 2_955), (257, 12_792), (129, 8_271)];
    assert_eq!(sizes, [&ko4life[..], &open_ko].concat());
}

/// Section 1.5: files with warps of 316 and of 320 bytes, and files that end after the event map.
#[test]
fn warps_have_two_sizes() {
    let Some(maps) = maps() else { return };
    let ends: Vec<(&str, Option<WarpLayout>)> = maps
        .iter()
        .map(|(name, map)| {
            let layout = match map.end {
                MapEnd::Warps { declared, layout } if declared > 0 => {
                    assert_eq!(declared as usize, map.warps.len(), "{name}");
                    Some(layout)
                }
                _ => None,
            };
            (name.as_str(), layout)
        })
        .collect();
    println!("{ends:?}");
    let of = |name: &str| ends.iter().find(|(known, _)| *known == name).unwrap().1;
    assert_eq!(of("karus_1212.smd"), Some(WarpLayout::WithoutNation));
    assert_eq!(of("moradon_0826.smd"), Some(WarpLayout::WithNation));
    let battle = maps.iter().find(|(name, _)| name == "battle_0516.smd").unwrap();
    assert_eq!(battle.1.end, MapEnd::EventMap);
    for (name, map) in &maps {
        for warp in &map.warps {
            assert_eq!(warp.padding[..2], [[0; 2]; 2], "{name}");
            assert!((0..=2).contains(&warp.nation.unwrap_or(0)), "{name}");
            assert!((3.0..=10.0).contains(&warp.radius_m), "{name}: {}", warp.radius_m);
        }
        let gates = || map.object_events.iter().filter(|object| object.role() == Some(EventKind::Warp));
        for gate in gates() {
            assert!(map.warps_of(gate.npc).next().is_some(), "{name}: gate {} has no list", gate.id);
        }
        assert!([0, 1, 3].contains(&map.regene_areas.len()), "{name}");
    }
}

/// Section 1.5: padding is 0, but for two bytes after the nation, which one file fills in both of its warps.
#[test]
fn the_padding_after_a_nation_may_be_filled() {
    let Some(maps) = maps() else { return };
    let mut filled = Vec::new();
    for (name, map) in &maps {
        for warp in &map.warps {
            assert_eq!(warp.padding[..2], [[0; 2]; 2], "{name}");
            if warp.padding[2] != [0; 2] {
                filled.push((name.as_str(), warp.id, warp.nation, warp.padding[2]));
            }
        }
    }
    let battle = |id, nation| ("battle2_0722.smd", id, Some(nation), [68, 1]);
    assert_eq!(filled, [battle(10_211, 1), battle(10_221, 2)]);
}

/// Section 1.2: each lever names a gate of its file; the objects are those of the client.
#[test]
fn levers_name_gates() {
    let Some(maps) = maps() else { return };
    let mut levers = 0;
    for (name, map) in &maps {
        let gates: HashSet<i16> = map
            .object_events
            .iter()
            .filter(|object| matches!(object.role(), Some(EventKind::Gate | EventKind::FoldingGate)))
            .map(|object| object.id)
            .collect();
        for lever in map.object_events.iter().filter(|object| object.role() == Some(EventKind::Lever)) {
            assert!(gates.contains(&lever.npc), "{name}: lever {}", lever.id);
            levers += 1;
        }
    }
    println!("{levers} levers");
    assert_eq!(levers, 19);
}

/// Section 1.2: the objects of a map are those of its client that have a role; gates have lists, and lists have gates.
#[test]
fn objects_with_a_role_are_those_of_the_client() {
    let Some(moradon) = map("openko/moradon_0826.smd") else { return };
    let objects = |name: &str, map: &ServerMap| {
        let found = compare(&zone("1298", name), Some(&placed(name)), map).object_events.unwrap();
        (found.common, found.only_a.len(), found.only_b.len())
    };
    assert_eq!(objects("moradon", &moradon), (3, 0, 0));
    assert_eq!(objects("arena", &map("openko/48.smd").unwrap()), (0, 0, 0));
    assert_eq!(objects("eslantzone", &map("ko4life/k_eslant.smd").unwrap()), (0, 0, 0));
    // Both bind points belong to another nation.
    assert_eq!(objects("dungeon_b1th", &map("openko/32.smd").unwrap()), (0, 2, 2));
    for (name, map) in &maps().unwrap() {
        assert!(map.object_events.iter().all(|object| object.id > 0), "{name}");
        let lists: HashSet<i16> = map.warps.iter().map(|warp| warp.list()).collect();
        let gates = map.object_events.iter().filter(|object| object.role() == Some(EventKind::Warp));
        assert_eq!(gates.map(|gate| gate.npc).collect::<HashSet<i16>>(), lists, "{name}");
    }
}

/// Section 1.4: an area's height is that of the ground at its south-west corner; read with x and z exchanged it is not.
#[test]
fn resurrection_areas_lie_on_the_ground() {
    let Some(maps) = maps() else { return };
    let [mut right, mut exchanged] = [Vec::new(), Vec::new()];
    for map in maps.iter().map(|(_, map)| map) {
        for area in &map.regene_areas {
            let [x, y, z] = area.min_m;
            right.push((y - ground_m(map, x, z)).abs());
            exchanged.push((y - ground_m(map, z, x)).abs());
        }
    }
    let median = |distances: &mut Vec<f32>| {
        distances.sort_by(f32::total_cmp);
        distances[distances.len() / 2]
    };
    assert_eq!(right.len(), 7);
    let medians = [median(&mut right), median(&mut exchanged)];
    assert!(medians[0] < 0.005 && *right.last().unwrap() < 0.01 && medians[1] > 5.0, "{medians:?}");
}

/// Height of the ground of a map, between its vertices.
fn ground_m(map: &ServerMap, x_m: f32, z_m: f32) -> f32 {
    let (x, z) = (x_m / map.unit_m, z_m / map.unit_m);
    let at = |right: u32, up: u32| map.height_m(x as u32 + right, z as u32 + up).unwrap();
    let (east, north) = (x.fract(), z.fract());
    let south = at(0, 0) * (1.0 - east) + at(1, 0) * east;
    south * (1.0 - north) + (at(0, 1) * (1.0 - east) + at(1, 1) * east) * north
}

/// Sections 1, 1.3 and 1.5: what is unusual about single maps is found by `check`.
#[test]
fn unusual_maps_are_found() {
    let Some(maps) = maps() else { return };
    let expected: [(&str, &[(&str, u64)]); 9] = [
        ("battle_0516.smd", &[("short-server-map", 1)]),
        ("dungeon_1211.smd", &[]),
        ("k_eslant.smd", &[]),
        ("karus_1212.smd", &[("gate-without-lever", 1), ("old-warps", 1)]),
        ("32.smd", &[]),
        ("48.smd", &[]),
        // All of its event map is blocked.
        ("70.smd", &[("stale-event-map", 2208), ("event-map-border", 1)]),
        ("battle2_0722.smd", &[("stale-event-map", 378), ("gate-without-lever", 2)]),
        ("moradon_0826.smd", &[]),
    ];
    for ((name, map), (expected_name, codes)) in maps.iter().zip(expected) {
        let mut found: Vec<(&str, u64)> = Vec::new();
        for finding in check_server_map(map).into_list() {
            match found.iter_mut().find(|(code, _)| *code == finding.code.name) {
                Some((_, count)) => *count += finding.count,
                None => found.push((finding.code.name, finding.count)),
            }
        }
        assert_eq!((name.as_str(), &found[..]), (expected_name, codes));
    }
}

/// Section 1.7 and issue 25: arena and 48.smd.
#[test]
fn a_server_map_is_rebuilt_byte_for_byte() {
    let Some(old) = map("openko/48.smd") else { return };
    let (gtd, objects) = (zone("1298", "arena"), placed("arena"));
    let difference = compare(&gtd, Some(&objects), &old);
    assert!(difference.is_same(), "{difference:?}");
    assert_eq!(difference.collision.as_ref().unwrap().common, 654);
    let new = rebuild(&gtd, Some(&objects), Some(&old)).unwrap();
    assert_eq!((new.corrected_tiles, new.event_tiles, new.other_objects), (0, 2122, [0, 0]));
    assert!(
        new.map.encode().unwrap() == common::read(&ko().unwrap().join("server/openko/48.smd")),
        "every byte of 48.smd"
    );
    let bare = rebuild(&gtd, Some(&objects), None).unwrap().map;
    assert_eq!(bare.object_events, old.object_events);
    let stale = bare.event_map.iter().zip(&old.event_map).filter(|(new, old)| **old <= 1 && new != old).count();
    assert_eq!(stale, 0);
}
