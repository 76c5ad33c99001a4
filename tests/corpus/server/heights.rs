//! Heights of server maps and clients: sections 1.1 and 1.7.

use std::collections::HashSet;

use gtd_viewer::diff::server_map::compare;
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::smd::ServerMap;
use gtd_viewer::scene::server_map::match_heights;

use super::{map, maps, placed, zone};

/// A map with x and z exchanged.
fn exchanged(map: &ServerMap) -> ServerMap {
    let at = |x: u32, z: u32| map.height_m(x, z).unwrap();
    let heights = (0..map.size).flat_map(|x| (0..map.size).map(move |z| at(z, x))).collect();
    ServerMap { heights, ..map.clone() }
}

/// Correlation of the heights of a zone and a map.
fn correlation(gtd: &Gtd, map: &ServerMap) -> f64 {
    let pairs: Vec<[f64; 2]> =
        gtd.records().iter().zip(&map.heights).map(|(record, m)| [record.height_m().into(), (*m).into()]).collect();
    let mean = [0, 1].map(|side: usize| pairs.iter().map(|pair| pair[side]).sum::<f64>() / pairs.len() as f64);
    let product = |a: usize, b: usize| pairs.iter().map(|pair| (pair[a] - mean[a]) * (pair[b] - mean[b])).sum::<f64>();
    product(0, 1) / (product(0, 0) * product(1, 1)).sqrt()
}

/// Section 1.1: heights are stored by columns, and equal to the client's last bit where nothing was changed since.
#[test]
fn heights_are_stored_by_columns() {
    let Some(eslant) = map("ko4life/k_eslant.smd") else { return };
    let same_bits = |gtd: &Gtd, map: &ServerMap| {
        gtd.records().iter().zip(&map.heights).all(|(record, m)| record.height_m().to_bits() == m.to_bits())
    };
    assert!(same_bits(&zone("1298", "eslantzone"), &eslant));
    assert!(same_bits(&zone("1298", "arena"), &map("openko/48.smd").unwrap()));
    for (name, stem, by_columns, by_rows) in [
        ("ko4life/k_eslant.smd", "eslantzone", 1.0, 0.54),
        ("openko/moradon_0826.smd", "moradon", 0.998, 0.77),
        ("openko/battle2_0722.smd", "battlezone_b", 0.88, 0.63),
        ("openko/48.smd", "arena", 1.0, 0.47),
        ("openko/32.smd", "dungeon_b1th", 0.993, 0.12),
    ] {
        let (gtd, map) = (zone("1298", stem), map(name).unwrap());
        let found = [correlation(&gtd, &map), correlation(&gtd, &exchanged(&map))];
        assert!((found[0] - by_columns).abs() < 0.006 && (found[1] - by_rows).abs() < 0.006, "{name}: {found:?}");
    }
    let karus = exchanged(&map("ko4life/karus_1212.smd").unwrap());
    let found = correlation(&zone("1097", "karus_start"), &karus);
    assert!((found + 0.40).abs() < 0.006, "{found}");
}

/// Section 1.7: which map fits which zone: share of equal heights, vertices that differ, greatest difference.
#[test]
fn maps_fit_their_zones() {
    let Some(maps) = maps() else { return };
    for (name, client, stem, percent, changed, max_m) in [
        ("karus_1212.smd", "1097", "karus_start", 99.95, 137, 0.84),
        ("karus_1212.smd", "1298", "karus_start", 97.62, 6_255, 40.54),
        ("k_eslant.smd", "1298", "eslantzone", 100.0, 0, 0.0),
        ("battle2_0722.smd", "1298", "battlezone_b", 88.70, 7_461, 65.10),
        // One platform of 112 vertices, and 11 more nearby.
        ("32.smd", "1298", "dungeon_b1th", 99.26, 123, 1.56),
        ("48.smd", "1298", "arena", 100.0, 0, 0.0),
        ("dungeon_1211.smd", "1097", "dungeon_a", 11.04, 58_760, 76.04),
        ("moradon_0826.smd", "1298", "moradon", 81.34, 3_106, 8.49),
        ("moradon_0826.smd", "1097", "moradon", 62.30, 6_274, 34.42),
    ] {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        let found = match_heights(&zone(client, stem), map).unwrap();
        let (share, max) = (found.share() * 100.0, found.max_m.unwrap());
        assert_eq!(found.changed.len(), changed, "{name} and {client} {stem}");
        assert!(
            (share - percent).abs() < 0.006 && (max - max_m).abs() < 0.006,
            "{name} and {client} {stem}: {share} %, {max} m"
        );
    }
}

/// Vertices that differ, in groups whose members are at most two vertices apart: number, and x and z in meters.
fn places(gtd: &Gtd, map: &ServerMap) -> Vec<(usize, [u32; 2], [u32; 2])> {
    let mut left: HashSet<(u32, u32)> =
        match_heights(gtd, map).unwrap().changed.iter().map(|vertex| (vertex.x, vertex.z)).collect();
    let mut places = Vec::new();
    while let Some(first) = left.iter().next().copied() {
        left.remove(&first);
        let (mut open, mut members) = (vec![first], Vec::new());
        while let Some((x, z)) = open.pop() {
            members.push((x, z));
            let near = |at: u32| at.saturating_sub(2)..=at + 2;
            open.extend(near(x).flat_map(|x| near(z).map(move |z| (x, z))).filter(|place| left.remove(place)));
        }
        let range = |values: Vec<u32>| [values.iter().min().unwrap() * 4, values.iter().max().unwrap() * 4];
        let [x, z] = [members.iter().map(|(x, _)| *x).collect(), members.iter().map(|(_, z)| *z).collect()].map(range);
        places.push((members.len(), x, z));
    }
    places.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    places
}

/// Section 1.7: where heights differ.
#[test]
fn heights_differ_at_the_known_places() {
    let Some(karus) = map("ko4life/karus_1212.smd") else { return };
    assert_eq!(places(&zone("1097", "karus_start"), &karus), [(137, [296, 340], [1656, 1708])], "a hill");
    let found = places(&zone("1298", "karus_start"), &karus);
    println!("karus_start 1298: {found:?}");
    let inside = |places: [[u32; 2]; 2], bounds: [[u32; 2]; 2]| {
        places.iter().zip(bounds).all(|(place, bound)| place[0] >= bound[0] && place[1] <= bound[1])
    };
    let of_the_two = found.iter().filter(|(_, x, z)| {
        inside([*x, *z], [[1456, 1816], [668, 1024]]) || inside([*x, *z], [[1860, 1988], [932, 1220]])
    });
    assert!(of_the_two.map(|(count, ..)| count).sum::<usize>() * 10 > 6_255 * 9, "nearly all: {found:?}");
    let found = places(&zone("1298", "dungeon_b1th"), &map("openko/32.smd").unwrap());
    assert_eq!(found[0], (112, [324, 376], [424, 476]), "a platform around (350, 450)");
    let found = places(&zone("1298", "battlezone_b"), &map("openko/battle2_0722.smd").unwrap());
    assert_eq!(found[0], (6_921, [628, 1024], [0, 1024]), "the east third");
}

/// Section 1.7: the best zone of a map is always clear.
#[test]
fn the_next_zone_fits_much_worse() {
    let Some(maps) = maps() else { return };
    let stems = ["arena", "battlezone_b", "dungeon_b1th", "eslantzone", "karus_intro", "karus_start", "moradon"];
    let zones = stems.map(|stem| (stem, zone("1298", stem)));
    for (name, best, least, next) in [
        ("k_eslant.smd", "eslantzone", 100.0, 0.1),
        ("karus_1212.smd", "karus_start", 97.6, 0.1),
        ("32.smd", "dungeon_b1th", 99.2, 0.1),
        // Flat ground in both.
        ("48.smd", "arena", 100.0, 47.3),
        ("battle2_0722.smd", "battlezone_b", 88.7, 0.1),
        ("moradon_0826.smd", "moradon", 81.3, 0.1),
        // Zones that this client does not have.
        ("70.smd", "arena", 0.8, 0.4),
        ("battle_0516.smd", "eslantzone", 0.0, 0.1),
    ] {
        let map = &maps.iter().find(|(known, _)| known == name).unwrap().1;
        let share = |gtd: &Gtd| match_heights(gtd, map).map(|heights| heights.share() * 100.0);
        let mut shares: Vec<(f64, &str)> = zones.iter().filter_map(|(stem, gtd)| Some((share(gtd)?, *stem))).collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        assert!(shares[0].1 == best && shares[0].0 >= least, "{name}: {shares:?}");
        assert!(shares.get(1).is_none_or(|(share, _)| *share < next), "{name}: {shares:?}");
    }
}

/// Section 1.7: how much of a map's collision is the client's.
#[test]
fn collision_is_that_of_the_clients_version() {
    let Some(eslant) = map("ko4life/k_eslant.smd") else { return };
    let common = |stem: &str, map: &ServerMap| {
        let found = compare(&zone("1298", stem), Some(&placed(stem)), map).collision.unwrap();
        (found.common, found.only_a.len(), found.only_b.len())
    };
    assert_eq!(common("arena", &map("openko/48.smd").unwrap()), (654, 0, 0));
    let (both, only_client, only_map) = common("eslantzone", &eslant);
    let percent = both as f64 * 100.0 / (both + only_client + only_map) as f64;
    assert!((percent - 66.0).abs() < 0.6, "{percent} % of all triangles: {both}, {only_client}, {only_map}");
}
