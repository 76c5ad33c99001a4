//! Server maps and their texts, and the client's companions: the figures of spec/server.md that these files give.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::common;
use gtd_viewer::diff::server_map::compare;
use gtd_viewer::formats::ens::SoundsFile;
use gtd_viewer::formats::evt::EventText;
use gtd_viewer::formats::evtsub::NamedAreas;
use gtd_viewer::formats::flags::FlagsFile;
use gtd_viewer::formats::gev::GevFile;
use gtd_viewer::formats::gmd::ZoneNote;
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::{EventKind, OpdFile, is_invisible_wall};
use gtd_viewer::formats::opdext::WallsFile;
use gtd_viewer::formats::opdsub::EffectsFile;
use gtd_viewer::formats::smd::{MapEnd, ServerMap, WarpLayout};
use gtd_viewer::scene::server_map::{BlockedTiles, match_heights, rebuild};

fn server(name: &str) -> Option<PathBuf> {
    Some(common::corpus()?.join("ko/server").join(name))
}

fn map(path: &Path) -> ServerMap {
    ServerMap::parse(&common::read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn maps() -> Option<Vec<(String, ServerMap)>> {
    let folder = common::corpus()?.join("ko/server");
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    Some(common::files_with_extension(&folder, "smd").iter().map(|path| (name(path), map(path))).collect())
}

fn zone(client: &str, name: &str) -> Gtd {
    let path = common::corpus().unwrap().join("ko").join(client).join("Zones").join(format!("{name}.gtd"));
    Gtd::parse(common::read(&path)).unwrap()
}

fn placed(name: &str) -> OpdFile {
    let path = common::corpus().unwrap().join("ko/1298/Zones").join(format!("{name}.opd"));
    OpdFile::parse(&common::read(&path)).unwrap()
}

#[test]
fn every_server_map_is_read_to_its_last_byte_and_written_back() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko/server"), "smd");
    assert_eq!(files.len(), 9);
    for path in files {
        let bytes = common::read(&path);
        let map = map(&path);
        assert!(map.trailing.is_empty() && map.unit_m == 4.0 && map.has_usual_extent(), "{}", path.display());
        assert!(map.encode().unwrap() == bytes, "{} is not written back the same", path.display());
    }
}

#[test]
fn companions_are_read_to_their_last_byte_and_written_back() {
    let Some(folder) = common::corpus() else { return };
    let files = |extension: &str| common::files_with_extension(&folder.join("ko/1298/Zones"), extension);
    let mut counts = [0; 6];
    for path in files("gev") {
        let file = GevFile::parse(&common::read(&path)).unwrap();
        assert!(file.areas.iter().all(|area| area.kind == 1 && area.rect.has_tiles()));
        assert_eq!(file.encode().unwrap(), common::read(&path));
        counts[0] += file.areas.len();
    }
    for path in files("evtsub") {
        let file = NamedAreas::parse(&common::read(&path)).unwrap();
        assert_eq!(file.encode().unwrap(), common::read(&path));
        counts[1] += file.areas.len();
    }
    for path in [files("flag"), files("gfo")].concat() {
        let file = FlagsFile::parse(&common::read(&path)).unwrap();
        assert!(file.flags.iter().all(|flag| !flag.texture_name().is_empty()), "{}", path.display());
        assert_eq!(file.encode().unwrap(), common::read(&path));
        counts[2] += file.flags.len();
    }
    for path in files("ens") {
        let file = SoundsFile::parse(&common::read(&path)).unwrap();
        assert_eq!(file.encode().unwrap(), common::read(&path));
        assert_eq!(file.areas.len(), 58);
        assert_eq!(file.areas[0].group, 1_095_195_689, "junk");
        let known = file.areas.iter().filter(|area| file.group_of(area).is_some()).count();
        assert_eq!(known, 57);
        counts[3] += 1;
    }
    for path in files("gmd") {
        let file = ZoneNote::parse(&common::read(&path)).unwrap();
        assert_eq!((file.zone, file.note().is_empty()), (0, false));
        assert_eq!(file.encode(), common::read(&path));
        counts[4] += 1;
    }
    for path in common::files_with_extension(&folder.join("ko/server"), "evt") {
        counts[5] += EventText::parse(&common::read(&path)).unwrap().rooms.len();
    }
    println!("{counts:?}");
    assert_eq!(counts[..2], [16, 25], "event rectangles of battlezone_b, named areas of arena and karus2004");
    assert_eq!(counts[3..5], [1, 7]);
    assert_eq!(counts[5], 7, "rooms");
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
    assert!(levers > 0);
}

/// Section 1.3: tiles of the event map that the rule blocks.
#[test]
fn blocked_tiles_follow_the_rule() {
    let Some(maps) = maps() else { return };
    let mut differing = Vec::new();
    for (name, map) in &maps {
        let last = map.size - 1;
        let border = (0..map.size).flat_map(|i| [map.event_at(i, last), map.event_at(last, i)]);
        let border = border.filter(|event| *event != Some(1)).count();
        let rule = BlockedTiles::of_map(map);
        let count = map.has_collision_cells().then(|| rule.differing(map).len());
        differing.push((name.as_str(), rule.count(), count, border));
    }
    println!("{differing:?}");
    let of = |name: &str| differing.iter().find(|(known, ..)| *known == name).unwrap().2;
    for name in ["48.smd", "32.smd", "moradon_0826.smd", "karus_1212.smd", "k_eslant.smd"] {
        assert_eq!(of(name), Some(0), "{name}");
    }
    assert_eq!(of("battle2_0722.smd"), Some(378), "freed by hand");
}

/// Section 1.3: sizes of areas with events.
#[test]
fn event_areas_have_the_known_tiles() {
    let Some(maps) = maps() else { return };
    let tiles = |name: &str, event: i16| {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        map.event_map.iter().filter(|id| **id == event).count()
    };
    assert_eq!(tiles("moradon_0826.smd", 30), 4240, "NO_PK in the town");
    let arena: usize =
        maps.iter().find(|(name, _)| name == "48.smd").unwrap().1.event_map.iter().filter(|id| **id > 1).count();
    assert_eq!(arena, 2122);
}

/// Section 1.3: free tiles on the server of which a triangle is too steep for players, 40 degrees.
#[test]
fn many_free_tiles_are_too_steep_to_walk() {
    let Some(maps) = maps() else { return };
    let share = |name: &str| {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        let tiles = map.size - 1;
        let steep = |rise: [f32; 2]| rise[0].hypot(rise[1]) > 4.0 * 40_f32.to_radians().tan();
        let is_steep = |x: u32, z: u32| {
            let [sw, se, nw, ne] =
                [(x, z), (x + 1, z), (x, z + 1), (x + 1, z + 1)].map(|(x, z)| map.height_m(x, z).unwrap());
            // Each tile is two triangles, whose diagonal alternates.
            if (x + z).is_multiple_of(2) {
                steep([se - sw, ne - se]) || steep([ne - nw, nw - sw])
            } else {
                steep([se - sw, nw - sw]) || steep([ne - nw, ne - se])
            }
        };
        let count = (0..tiles)
            .flat_map(|x| (0..tiles).map(move |z| (x, z)))
            .filter(|(x, z)| map.event_at(*x, *z) != Some(0) && is_steep(*x, *z))
            .count();
        count as f64 * 100.0 / f64::from(tiles * tiles)
    };
    for (name, percent) in [("k_eslant.smd", 16.4), ("karus_1212.smd", 13.0)] {
        println!("{name}: {:.2} %", share(name));
        assert!((share(name) - percent).abs() < 0.06, "{name}: {}", share(name));
    }
}

/// Section 1.7: which map fits which zone.
#[test]
fn heights_name_the_zone() {
    let Some(maps) = maps() else { return };
    for (name, client, stem, percent, max_m) in [
        ("karus_1212.smd", "1097", "karus_start", 99.95_f64, 0.84_f64),
        ("karus_1212.smd", "1298", "karus_start", 97.62, 40.5),
        ("k_eslant.smd", "1298", "eslantzone", 100.0, 0.0),
        ("battle2_0722.smd", "1298", "battlezone_b", 88.7, 65.1),
        ("32.smd", "1298", "dungeon_b1th", 99.26, 1.56),
        ("48.smd", "1298", "arena", 100.0, 0.0),
        ("dungeon_1211.smd", "1097", "dungeon_a", 11.0, 76.0),
        ("moradon_0826.smd", "1298", "moradon", 81.3, f64::NAN),
        ("moradon_0826.smd", "1097", "moradon", 62.3, f64::NAN),
    ] {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        let found = match_heights(&zone(client, stem), map).unwrap();
        let (share, max) = (found.share() * 100.0, found.max_m.unwrap());
        println!("{name} and {client} {stem}: {share:.3} %, {max:.3} m, {} vertices", found.changed.len());
        let digits = if percent == percent.round() && percent != 100.0 { 0.5 } else { 0.051 };
        assert!((share - percent).abs() <= digits, "{name} and {client} {stem}: {share}");
        assert!(max_m.is_nan() || (max - max_m).abs() <= 0.5_f64.min(max_m * 0.02), "{name}: {max}");
    }
    // The best zone of this client is always clear.
    for (name, stem) in [
        ("48.smd", "arena"),
        ("k_eslant.smd", "eslantzone"),
        ("battle2_0722.smd", "battlezone_b"),
        ("32.smd", "dungeon_b1th"),
    ] {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        let stems = ["arena", "battlezone_b", "dungeon_b1th", "eslantzone", "karus_intro", "karus_start", "moradon"];
        let mut shares: Vec<(f64, &str)> =
            stems.iter().filter_map(|stem| Some((match_heights(&zone("1298", stem), map)?.share(), *stem))).collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("{name}: {shares:?}");
        assert_eq!(shares[0].1, stem);
    }
}

/// Section 1.1: read by rows instead, the heights of an outdoor zone do not fit.
#[test]
fn heights_are_stored_by_columns() {
    let Some(path) = server("ko4life/k_eslant.smd") else { return };
    let map = map(&path);
    let mut turned = map.clone();
    let at = |x: u32, z: u32| map.height_m(x, z).unwrap();
    turned.heights = (0..map.size).flat_map(|x| (0..map.size).map(move |z| at(z, x))).collect();
    let gtd = zone("1298", "eslantzone");
    assert_eq!(match_heights(&gtd, &map).unwrap().changed.len(), 0);
    let share = match_heights(&gtd, &turned).unwrap().share();
    assert!(share < 0.5, "{share}");
}

/// Section 1.7 and issue 25: arena and 48.smd.
#[test]
fn a_server_map_is_rebuilt_byte_for_byte() {
    let Some(path) = server("openko/48.smd") else { return };
    let (old, gtd, objects) = (map(&path), zone("1298", "arena"), placed("arena"));
    let difference = compare(&gtd, Some(&objects), &old);
    assert!(difference.is_same(), "{difference:?}");
    assert_eq!(difference.collision.as_ref().unwrap().common, 654);
    let new = rebuild(&gtd, Some(&objects), Some(&old)).unwrap();
    assert_eq!((new.corrected_tiles, new.event_tiles, new.other_objects), (0, 2122, [0, 0]));
    assert!(new.map.encode().unwrap() == common::read(&path), "every byte of 48.smd");
    let bare = rebuild(&gtd, Some(&objects), None).unwrap().map;
    assert_eq!(bare.object_events, old.object_events);
    let stale = bare.event_map.iter().zip(&old.event_map).filter(|(new, old)| **old <= 1 && new != old).count();
    assert_eq!(stale, 0);
}

/// Section 3.2: the client's named areas lie on tiles with their event.
#[test]
fn named_areas_lie_on_their_events() {
    let Some(path) = server("openko/48.smd") else { return };
    let map = map(&path);
    let areas = common::corpus().unwrap().join("ko/1298/Zones/event_Arena.evtsub");
    let areas = NamedAreas::parse(&common::read(&areas)).unwrap().areas;
    assert_eq!(areas.len(), 15);
    let whole = |turned: bool| {
        let is_whole = |area: &&gtd_viewer::formats::evtsub::NamedArea| {
            area.rect.tiles_within(map.size).all(|(x, z)| {
                let event = if turned { map.event_at(z, x) } else { map.event_at(x, z) };
                event == Some(area.event)
            })
        };
        areas.iter().filter(is_whole).count()
    };
    assert_eq!(whole(false), 11);
    let covered: HashSet<(u32, u32)> = areas.iter().flat_map(|area| area.rect.tiles_within(map.size)).collect();
    let with_event = covered.iter().filter(|(x, z)| map.event_at(*x, *z).is_some_and(|event| event > 1)).count();
    assert_eq!(with_event, 2120);
}

/// Section 3.1: the rectangles of `battlezone_b` have events on every tile.
#[test]
fn event_rectangles_have_events_on_every_tile() {
    let Some(path) = server("openko/battle2_0722.smd") else { return };
    let map = map(&path);
    let file = common::corpus().unwrap().join("ko/1298/Zones/battlezone_b.gev");
    let file = GevFile::parse(&common::read(&file)).unwrap();
    assert_eq!(file.areas.len(), 16);
    for area in &file.areas {
        for (x, z) in area.rect.tiles_within(map.size) {
            assert!(map.event_at(x, z).is_some_and(|event| event > 1), "{x}, {z}");
        }
    }
}

/// Section 3.8: the walls follow the other collision triangles of the objects, in both windings.
#[test]
fn invisible_walls_end_the_collision_of_the_objects() {
    let Some(folder) = common::corpus() else { return };
    for stem in ["battlezone_b", "dungeon_b1th"] {
        let walls = folder.join("ko/1298/Zones").join(format!("{stem}.opdext"));
        let walls = WallsFile::parse(&common::read(&walls)).unwrap();
        let objects = placed(stem);
        let invisible = objects.collision.iter().filter(|triangle| is_invisible_wall(triangle)).count();
        let (all, walls_twice) = (objects.collision.len(), 2 * walls.triangles.len());
        println!("{stem}: {all} triangles, {invisible} invisible, {} walls", walls.triangles.len());
        assert_eq!(invisible, walls_twice, "{stem}");
        let first = objects.collision.iter().position(is_invisible_wall).unwrap();
        assert_eq!(first, all - walls_twice, "{stem}");
        if let Some(before @ 1..) = walls.object_triangles {
            assert_eq!(before as usize, first, "{stem}");
        }
    }
}

/// Section 3.7: an entry for each object of the zone.
#[test]
fn effects_have_an_entry_for_each_object() {
    let Some(folder) = common::corpus() else { return };
    for path in common::files_with_extension(&folder.join("ko/1298/Zones"), "opdsub") {
        let effects = EffectsFile::parse(&common::read(&path)).unwrap();
        let objects = OpdFile::parse(&common::read(&path.with_extension("opd"))).unwrap();
        assert_eq!(effects.effects.len(), objects.objects.len(), "{}", path.display());
    }
}
