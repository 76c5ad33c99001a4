//! The client's companions: section 3, and the rooms of section 2.1.

use std::collections::HashSet;

use gtd_viewer::formats::ens::SoundsFile;
use gtd_viewer::formats::evt::EventText;
use gtd_viewer::formats::evtsub::NamedAreas;
use gtd_viewer::formats::flags::FlagsFile;
use gtd_viewer::formats::gev::GevFile;
use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::gmd::ZoneNote;
use gtd_viewer::formats::opd::{CollisionTriangle, OpdFile, is_invisible_wall};
use gtd_viewer::formats::opdext::WallsFile;
use gtd_viewer::formats::opdsub::EffectsFile;

use super::{companion, ko, map, placed, zone};
use crate::common;

#[test]
fn companions_are_read_to_their_last_byte_and_written_back() {
    let Some(ko) = ko() else { return };
    let files = |extension: &str| common::files_with_extension(&ko.join("1298/Zones"), extension);
    let mut counts = [0; 5];
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
    // Event rectangles of battlezone_b; named areas of arena and karus2004; flags; a file of sounds; notes.
    assert_eq!(counts, [16, 25, 49, 1, 7]);
}

/// Section 2.1: rooms have places; a text of quests has none.
#[test]
fn texts_of_the_server_are_read_to_their_last_line() {
    let Some(ko) = ko() else { return };
    let read = |name: &str| EventText::parse(&common::read(&ko.join("server").join(name))).unwrap();
    let war = read("ko4life/ai/101.evt");
    let counts = |text: &EventText| {
        let areas = text.rooms.iter().flat_map(|room| [room.area, room.end_area]).flatten();
        (text.room_type, text.rooms.len(), areas.count(), text.quests)
    };
    assert_eq!(counts(&war), (Some(0), 6, 6, 0));
    assert_eq!(counts(&read("openko/21.evt")), (None, 1, 1, 0));
    let quests = counts(&read("ko4life/1.evt"));
    assert!((quests.1, quests.2) == (0, 0) && quests.3 > 10, "{quests:?}");
    // The first room is around a gate of the war zone.
    let gate = map("ko4life/battle_0516.smd").unwrap().object_events.into_iter().find(|object| object.id == 1303);
    let ([x, _, z], area) = (gate.unwrap().position_m, war.rooms[0].area.unwrap());
    assert!((area.min_m[0] as f32..=area.max_m[0] as f32).contains(&x), "{area:?}");
    assert!((area.min_m[1] as f32..=area.max_m[1] as f32).contains(&z), "{area:?}");
}

/// Section 3.2: the client's named areas lie on tiles with their event.
#[test]
fn named_areas_lie_on_their_events() {
    let Some(map) = map("openko/48.smd") else { return };
    let areas = NamedAreas::parse(&companion("event_Arena.evtsub").unwrap()).unwrap().areas;
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
    // With x and z exchanged, only the one in the middle of the zone does.
    assert_eq!([whole(false), whole(true)], [11, 1]);
    // In the other four 35 tiles are blocked or free; none has another event.
    let tiles = areas.iter().flat_map(|area| area.rect.tiles_within(map.size).map(|(x, z)| (x, z, area.event)));
    let other: Vec<_> = tiles.filter(|(x, z, event)| map.event_at(*x, *z) != Some(*event)).collect();
    assert!(
        other.len() == 35 && other.iter().all(|(x, z, _)| map.event_at(*x, *z).is_some_and(|id| id <= 1)),
        "{other:?}"
    );
    let covered: HashSet<(u32, u32)> = areas.iter().flat_map(|area| area.rect.tiles_within(map.size)).collect();
    let with_event = covered.iter().filter(|(x, z)| map.event_at(*x, *z).is_some_and(|event| event > 1)).count();
    let all = map.event_map.iter().filter(|event| **event > 1).count();
    assert_eq!((with_event, all), (2120, 2122));
}

/// Section 1.3: the client names the events.
#[test]
fn events_have_the_clients_names() {
    let Some(arena) = companion("event_Arena.evtsub") else { return };
    let names = |bytes: &[u8], event: i16| -> HashSet<String> {
        let areas = NamedAreas::parse(bytes).unwrap().areas;
        areas.iter().filter(|area| area.event == event).map(|area| area.name()).collect()
    };
    assert_eq!(names(&arena, 30), HashSet::from(["NO_PK".to_owned()]));
    for (event, start) in [(38, "Clan_PK_L"), (39, "Clan_PK_R"), (42, "Personal_PK")] {
        let names = names(&arena, event);
        assert!(!names.is_empty() && names.iter().all(|name| name.starts_with(start)), "{names:?}");
    }
    let karus = companion("event_ka.evtsub").unwrap();
    for (event, name) in
        [(32, "ElmoSaftyZone"), (1001, "FromKarusToBatt"), (1021, "FromKarusToSnowZone"), (1031, "FromKarusToEslant")]
    {
        assert_eq!(names(&karus, event), HashSet::from([name.to_owned()]));
    }
    assert!(names(&karus, 36).iter().all(|name| name.starts_with("SummonPro-")));
}

/// Section 3.1: the rectangles of `battlezone_b` have events on every tile.
#[test]
fn event_rectangles_have_events_on_every_tile() {
    let Some(map) = map("openko/battle2_0722.smd") else { return };
    let file = GevFile::parse(&companion("battlezone_b.gev").unwrap()).unwrap();
    assert_eq!(file.areas.len(), 16);
    for area in &file.areas {
        for (x, z) in area.rect.tiles_within(map.size) {
            assert!(map.event_at(x, z).is_some_and(|event| event > 1), "{x}, {z}");
        }
    }
}

/// Section 3.3: `.gfo` is mostly a copy: of the zone's own flags, or of those of another zone.
#[test]
fn flags_of_both_kinds_of_files() {
    let Some(battle) = companion("battlezone_b.flag") else { return };
    assert!(battle == companion("battlezone_b.gfo").unwrap());
    let places = |name: &str| -> Vec<[f32; 3]> {
        let flags = FlagsFile::parse(&companion(name).unwrap()).unwrap().flags;
        flags.iter().map(|flag| flag.placement.position_m).collect()
    };
    let counts = ["moradon.flag", "moradon.gfo", "battlezone_b.flag", "karus_intro.gfo"].map(|name| places(name).len());
    assert_eq!(counts, [4, 11, 16, 2]);
    let extent_m = zone("1298", "karus_intro").extent_m();
    assert_eq!(extent_m, 256.0);
    assert!(places("karus_intro.gfo").iter().all(|[x, _, z]| *x > extent_m && *z > extent_m), "another zone's");
}

/// Section 3.5: the lights of `battlezone_b` are Moradon's, which there are under ground.
#[test]
fn lights_of_another_zone() {
    let Some(battle) = companion("battlezone_b.glo") else { return };
    assert!(battle == companion("moradon.glo").unwrap());
    let gtd = zone("1298", "battlezone_b");
    let lights = GloFile::parse(&battle).unwrap().lights;
    assert!(!lights.is_empty());
    for light in &lights {
        let [x, y, z] = light.placement.position_m;
        let below_m = gtd.record((x / 4.0) as u32, (z / 4.0) as u32).height_m() - y;
        assert!(below_m > 40.0, "{below_m} m under ground at {x}, {z}");
    }
}

/// Section 3.7: an entry for each object of the zone, with a rotation of unit length.
#[test]
fn effects_have_an_entry_for_each_object() {
    let Some(ko) = ko() else { return };
    let files = common::files_with_extension(&ko.join("1298/Zones"), "opdsub");
    assert_eq!(files.len(), 7);
    for path in files {
        let effects = EffectsFile::parse(&common::read(&path)).unwrap();
        let objects = OpdFile::parse(&common::read(&path.with_extension("opd"))).unwrap();
        assert_eq!(effects.effects.len(), objects.objects.len(), "{}", path.display());
        for effect in effects.effects.iter().flatten() {
            let file = String::from_utf8_lossy(&effect.file).to_lowercase();
            assert!(file.starts_with("fx\\") && file.ends_with(".fxb"), "{file}");
            let length = effect.rotation.iter().map(|part| part * part).sum::<f32>().sqrt();
            assert!((length - 1.0).abs() < 1e-3, "{file}: {length}");
        }
    }
}

/// Zones with invisible walls, and the number of their triangles.
const WALLS: [(&str, usize); 2] = [("battlezone_b", 224), ("dungeon_b1th", 116)];

/// Section 3.8: the fields of a file of walls.
#[test]
fn invisible_walls_have_the_known_fields() {
    for (stem, triangles) in WALLS {
        let Some(bytes) = companion(&format!("{stem}.opdext")) else { return };
        let walls = WallsFile::parse(&bytes).unwrap();
        assert_eq!(walls.encode().unwrap(), bytes, "{stem}");
        assert_eq!((walls.version, walls.name.as_slice(), walls.padding), (1, stem.as_bytes(), 0));
        assert_eq!((walls.width_m, walls.triangles.len()), (zone("1298", stem).extent_m(), triangles));
        assert!(walls.triangles.iter().flatten().all(|corner| corner[1].abs() == 5000.0), "{stem}");
        let objects = placed(stem);
        assert_eq!(walls.cells.len(), objects.cells.len());
        let mut flags = HashSet::new();
        for (wall, cell) in walls.cells.iter().zip(&objects.cells) {
            let bits = wall.as_ref().map_or(0, |wall| wall.flags);
            flags.insert(bits);
            assert_eq!(bits & 1 == 1, cell.is_some(), "{stem}: bit 0 says that the objects have the cell");
            let Some(wall) = wall else { continue };
            assert_eq!(wall.padding, 0, "{stem}");
            let listed = (0..16).any(|part| !wall.sub_cells.triangles(part % 4, part / 4).is_empty());
            assert_eq!(bits & 2 == 2, listed, "{stem}: bit 1 says that a wall is in it");
        }
        assert!(flags.is_subset(&HashSet::from([0, 1, 3])), "{stem}: {flags:?}");
    }
}

/// Section 3.8: each triangle overlaps the parts of cells that list it; with x and z exchanged few do.
#[test]
fn invisible_walls_are_listed_where_they_are() {
    for (stem, _) in WALLS {
        let Some(bytes) = companion(&format!("{stem}.opdext")) else { return };
        let walls = WallsFile::parse(&bytes).unwrap();
        let across = (walls.width_m / 16.0) as usize;
        let corners = walls.triangles.as_flattened();
        let [mut listed, mut inside, mut exchanged] = [0_u32; 3];
        for (index, cell) in walls.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            for (x, z) in (0..4).flat_map(|x| (0..4).map(move |z| (x, z))) {
                let south_west = [index % across * 16 + x * 4, index / across * 16 + z * 4].map(|m| m as f32);
                for triangle in cell.sub_cells.triangles(x, z) {
                    let triangle = triangle.map(|corner| corners[corner as usize]);
                    listed += 1;
                    inside += u32::from(overlaps(&triangle, south_west));
                    exchanged += u32::from(overlaps(&triangle, [south_west[1], south_west[0]]));
                }
            }
        }
        println!("{stem}: {listed} listed, {inside} overlap, {exchanged} with x and z exchanged");
        assert!(listed > 0 && inside == listed && exchanged * 20 <= listed, "{stem}: {listed}, {inside}, {exchanged}");
    }
}

/// Whether the box around a triangle touches the square of 4 m.
fn overlaps(triangle: &CollisionTriangle, [x, z]: [f32; 2]) -> bool {
    let touches = |axis: usize, from: f32| {
        let values = triangle.map(|corner| corner[axis]);
        let (low, high) =
            (values.iter().copied().fold(f32::MAX, f32::min), values.iter().copied().fold(f32::MIN, f32::max));
        low <= from + 4.0 && high >= from
    };
    touches(0, x) && touches(2, z)
}

/// Section 3.8: the walls follow the other collision triangles of the objects, in both windings.
#[test]
fn invisible_walls_end_the_collision_of_the_objects() {
    for (stem, _) in WALLS {
        let Some(bytes) = companion(&format!("{stem}.opdext")) else { return };
        let walls = WallsFile::parse(&bytes).unwrap();
        let objects = placed(stem);
        let invisible = objects.collision.iter().filter(|triangle| is_invisible_wall(triangle)).count();
        let (all, walls_twice) = (objects.collision.len(), 2 * walls.triangles.len());
        println!("{stem}: {all} triangles, {invisible} invisible, {:?} before the walls", walls.object_triangles);
        assert_eq!(invisible, walls_twice, "{stem}");
        let first = objects.collision.iter().position(is_invisible_wall).unwrap();
        assert_eq!(first, all - walls_twice, "{stem}");
        if let Some(before @ 1..) = walls.object_triangles {
            assert_eq!(before as usize, first, "{stem}");
        }
        // Each wall is among them, by x and z.
        let ground = |triangle: &CollisionTriangle| {
            let mut corners = triangle.map(|[x, _, z]| [x.to_bits(), z.to_bits()]);
            corners.sort_unstable();
            corners
        };
        let there: HashSet<_> = objects.collision[first..].iter().map(ground).collect();
        assert!(walls.triangles.iter().all(|wall| there.contains(&ground(wall))), "{stem}");
    }
}
