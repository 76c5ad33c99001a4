//! The event map: section 1.3.

use gtd_viewer::formats::smd::{BLOCKED, FREE, ServerMap};
use gtd_viewer::scene::server_map::BlockedTiles;

use super::{maps, zone};

/// Tiles that the rule blocks; those with 0 or 1 against it, for maps with collision cells; and the share of those that would
/// agree with x and z exchanged.
fn rule(map: &ServerMap) -> (usize, Option<usize>, f64) {
    let rule = BlockedTiles::of_map(map);
    let differing = map.has_collision_cells().then(|| rule.differing(map).len());
    let tiles = map.size - 1;
    let places = || (0..tiles).flat_map(|x| (0..tiles).map(move |z| (x, z)));
    let plain =
        || places().filter_map(|(x, z)| Some((x, z, map.event_at(z, x).filter(|id| [BLOCKED, FREE].contains(id))?)));
    let agreeing = plain().filter(|(x, z, id)| rule.is_blocked(*x, *z) == (*id == BLOCKED)).count();
    (rule.count(), differing, agreeing as f64 * 100.0 / plain().count() as f64)
}

#[test]
fn blocked_tiles_follow_the_rule() {
    let Some(maps) = maps() else { return };
    let expected = [
        ("battle_0516.smd", 12_696, 0, 69.9),
        ("dungeon_1211.smd", 16_278, 0, 64.5),
        ("k_eslant.smd", 8_306, 0, 79.0),
        ("karus_1212.smd", 29_185, 0, 80.7),
        ("32.smd", 6_983, 0, 53.6),
        ("48.smd", 918, 0, 73.5),
        // Its event map is all 0.
        ("70.smd", 1_888, 2_208, 46.1),
        // Tiles that were freed by hand.
        ("battle2_0722.smd", 8_839, 378, 82.5),
        ("moradon_0826.smd", 4_409, 0, 77.1),
    ];
    for ((name, map), (expected_name, blocked, differing, exchanged)) in maps.iter().zip(expected) {
        let (rule_blocks, rule_differs, share) = rule(map);
        assert_eq!((name.as_str(), rule_blocks, rule_differs), (expected_name, blocked, Some(differing)));
        assert!((share - exchanged).abs() < 0.06, "{name}: {share} % with x and z exchanged");
    }
}

/// The last row and column are no tiles, and 1; in the map that is all 0 they are 0.
#[test]
fn the_border_is_free() {
    let Some(maps) = maps() else { return };
    for (name, map) in &maps {
        let last = map.size - 1;
        let border = (0..map.size).flat_map(|at| [map.event_at(at, last), map.event_at(last, at)]);
        let expected = if name == "70.smd" { BLOCKED } else { FREE };
        assert!(border.into_iter().all(|event| event == Some(expected)), "{name}");
    }
}

/// All events of all maps, with the number of their tiles.
#[test]
fn maps_have_the_known_events() {
    let Some(maps) = maps() else { return };
    let expected: [(&str, &[(i16, usize)]); 9] = [
        ("battle_0516.smd", &[(1011, 42), (1012, 16)]),
        ("dungeon_1211.smd", &[]),
        ("k_eslant.smd", &[(1131, 8)]),
        ("karus_1212.smd", &[(1001, 35), (1002, 88), (1031, 120)]),
        ("32.smd", &[]),
        ("48.smd", &[(30, 56), (38, 692), (39, 675), (42, 699)]),
        ("70.smd", &[]),
        ("battle2_0722.smd", &[(30, 9118), (31, 64), (32, 90), (35, 156)]),
        ("moradon_0826.smd", &[(30, 4240)]),
    ];
    for ((name, map), (expected_name, events)) in maps.iter().zip(expected) {
        let mut found = std::collections::BTreeMap::new();
        map.event_map.iter().filter(|id| **id > FREE).for_each(|id| *found.entry(*id).or_insert(0) += 1);
        assert_eq!((name.as_str(), found.into_iter().collect::<Vec<_>>()), (expected_name, events.to_vec()));
    }
}

/// Free tiles on the server of which a triangle is too steep for players, beyond 40 degrees.
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
    let known = [
        ("k_eslant.smd", 16.4),
        ("karus_1212.smd", 13.0),
        // An earlier state of the zone for which the specification has 33.4 %.
        ("battle_0516.smd", 33.5),
        // The specification has 5.1 %, with the client's heights of moradon_xmas.
        ("moradon_0826.smd", 5.3),
    ];
    for (name, percent) in known {
        println!("{name}: {:.2} %", share(name));
        assert!((share(name) - percent).abs() < 0.06, "{name}: {}", share(name));
    }
}

/// Floors of a dungeon's rooms are bodies, so they are blocked; where no body and no slope is, tiles are free.
#[test]
fn floors_of_dungeons_are_blocked() {
    let Some(maps) = maps() else { return };
    let map = &maps.iter().find(|(name, _)| name == "32.smd").unwrap().1;
    let rule = BlockedTiles::of_map(map);
    let tiles = map.size - 1;
    let tiles = || (0..tiles).flat_map(|x| (0..tiles).map(move |z| (x, z)));
    let blocked_by_bodies = tiles().filter(|(x, z)| rule.has_collision(*x, *z)).count();
    assert!(tiles().filter(|(x, z)| rule.has_collision(*x, *z)).all(|(x, z)| map.event_at(x, z) == Some(BLOCKED)));
    let zone_rule = BlockedTiles::of_zone(&zone("1298", "dungeon_b1th"), Some(&super::placed("dungeon_b1th")));
    let zone_bodies = tiles().filter(|(x, z)| zone_rule.has_collision(*x, *z)).count();
    println!("{blocked_by_bodies} tiles with bodies on the server, {zone_bodies} in the client");
    assert!(blocked_by_bodies * 4 > 6_983 * 3, "most blocked tiles: {blocked_by_bodies}");
}
