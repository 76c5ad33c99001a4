//! `diff`: properties of changes; real versions of zones; the binary.

use crate::common;
use std::collections::BTreeSet;
use std::path::Path;

use crate::common::test_zone::{self, SAMPLE_SIDE as SIZE};
use gtd_viewer::diff::{Difference, compare};
use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, PatchBounds, Source, TileTexture};
use proptest::prelude::*;
use serde_json::{Value, json};

fn parsed(draft: &Draft) -> Gtd {
    Gtd::parse(draft.encode().unwrap()).unwrap()
}

fn difference(a: &Draft, b: &Draft) -> Difference {
    compare(&parsed(a), &parsed(b))
}

fn sample() -> Draft {
    test_zone::sample(Header::versioned(2, "sample"))
}

fn tiles_changed(a: &Draft, b: &Draft) -> usize {
    difference(a, b).tiles.unwrap().changed.len()
}

/// Changes the packed word of a tile.
fn set_tile(draft: &mut Draft, x: u32, z: u32, change: impl FnOnce(PackedTile) -> PackedTile) {
    let record = &mut draft.records[(x * SIZE + z) as usize];
    *record = MapRecord::new(record.height_m(), change(record.tile()));
}

/// The zone with its texture table in another order, and the tiles adjusted: it looks the same.
fn renumbered(draft: &Draft, order: &[usize]) -> Draft {
    let mut new = draft.clone();
    new.textures.tiles = order.iter().map(|&old| draft.textures.tiles[old]).collect();
    let moved = |old: u16| order.iter().position(|&o| o == usize::from(old)).map_or(old, |new| new as u16);
    for record in &mut new.records {
        let tile = record.tile();
        let bits = PackedTile::pack(tile.full(), tile.dir1(), tile.dir2(), moved(tile.tex1()), moved(tile.tex2()));
        *record = MapRecord::new(record.height_m(), bits);
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn k_changed_tiles_are_k(places in prop::collection::btree_set((0..SIZE - 1, 0..SIZE - 1), 0..40), what in 0..3) {
        let (a, mut b) = (sample(), sample());
        for &(x, z) in &places {
            set_tile(&mut b, x, z, |tile| match what {
                0 => PackedTile(tile.0 ^ 1),
                1 => PackedTile::pack(tile.full(), tile.dir1() ^ 4, 0, 3, 1023),
                _ => PackedTile::pack(tile.full(), tile.dir1(), tile.dir2(), (tile.tex1() + 1) % 12, tile.tex2()),
            });
        }
        let changed: BTreeSet<(u32, u32)> =
            difference(&a, &b).tiles.unwrap().changed.iter().map(|tile| (tile.x, tile.z)).collect();
        prop_assert_eq!(changed, places);
    }

    #[test]
    fn k_changed_heights_are_k(places in prop::collection::btree_set((0..SIZE, 0..SIZE), 0..40), by_m in 0.5f32..9.0) {
        let (a, mut b) = (sample(), sample());
        for &(x, z) in &places {
            let record = &mut b.records[(x * SIZE + z) as usize];
            *record = MapRecord::new(record.height_m() + by_m, record.tile());
        }
        let heights = difference(&a, &b).heights.unwrap();
        prop_assert_eq!(heights.changed.len(), places.len());
        let expected = if places.is_empty() { 0.0 } else { f64::from(by_m) };
        prop_assert!((heights.max_m.unwrap() - expected).abs() < 1e-4);
        prop_assert_eq!(difference(&a, &b).tiles.unwrap().changed.len(), 0);
    }

    #[test]
    fn a_renumbered_table_changes_nothing(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle()) {
        let a = sample();
        prop_assert!(difference(&a, &renumbered(&a, &order)).is_empty());
    }
}

#[test]
fn a_zone_does_not_differ_from_itself_in_any_layout() {
    let zones = test_zone::layouts();
    for (name, a) in &zones {
        assert!(difference(a, a).is_empty(), "{name}");
    }
    let by_name = |wanted: &str| &zones.iter().find(|(name, _)| *name == wanted).unwrap().1;
    for name in ["headerless", "versioned-1", "modern"] {
        assert!(difference(by_name("versioned-2"), by_name(name)).is_empty(), "{name}");
    }
    let mut odd = sample();
    odd.records[5] = MapRecord::new(f32::NAN, PackedTile(u32::MAX));
    odd.ponds[0].parameters[3] = f32::NAN;
    assert!(difference(&odd, &odd).is_empty());
}

#[test]
fn undrawn_layers_are_ignored() {
    let (a, mut b) = (sample(), sample());
    set_tile(&mut b, SIZE - 1, 3, |_| PackedTile(0));
    set_tile(&mut b, 3, SIZE - 1, |_| PackedTile(0));
    assert_eq!(tiles_changed(&a, &b), 0);
    // The direction of a missing layer, another index for none, and bit 31.
    let mut bare = sample();
    set_tile(&mut bare, 2, 2, |_| PackedTile::pack(true, 1, 3, 4, 1023));
    let mut other = bare.clone();
    set_tile(&mut other, 2, 2, |_| PackedTile(PackedTile::pack(true, 1, 6, 4, 12).0 | 1 << 31));
    assert_eq!(tiles_changed(&bare, &other), 0);
    set_tile(&mut other, 2, 2, |_| PackedTile::pack(true, 2, 6, 4, 12));
    assert_eq!(tiles_changed(&bare, &other), 1);
    b.patch_bounds[0] = PatchBounds::new(9.0, 9.0);
    b.textures.sources[0] = Source::new("DTEX\\Sample_0.gtt");
    assert!(difference(&a, &b).is_empty());
}

#[test]
fn textures_are_compared_by_their_files() {
    let (a, mut b) = (sample(), sample());
    b.textures.sources.push(Source::new("dtex\\Z.gtt"));
    b.textures.sources[2] = Source::new("dtex\\B.gtt");
    let told = difference(&a, &b).textures;
    assert_eq!(
        (told.added, told.removed),
        (vec!["dtex\\b.gtt".into(), "dtex\\z.gtt".into()], vec!["dtex\\sample_2.gtt".into()])
    );
    // All tiles with a picture of the renamed file look different.
    let shows = |tile: PackedTile| [tile.tex1(), tile.tex2()].iter().any(|texture| (8..12).contains(texture));
    let drawn = |index: usize| index as u32 / SIZE < SIZE - 1 && (index as u32 % SIZE) < SIZE - 1;
    let expected = a.records.iter().enumerate().filter(|(i, record)| drawn(*i) && shows(record.tile())).count();
    assert_eq!(tiles_changed(&a, &b), expected);
}

#[test]
fn entries_that_lead_nowhere_are_compared_as_they_stand() {
    let (mut a, mut b) = (sample(), sample());
    a.textures.tiles[0] = TileTexture { source: 99, tile: 0 };
    b.textures.tiles[0] = TileTexture { source: 99, tile: 0 };
    assert!(difference(&a, &b).is_empty());
    b.textures.tiles[0] = TileTexture { source: 98, tile: 0 };
    assert!(tiles_changed(&a, &b) > 0);
}

#[test]
fn water_is_compared() {
    let a = sample();
    let (mut river, mut pond) = (sample(), sample());
    river.rivers[1].name_bytes = b"other.dxt\0".to_vec();
    pond.ponds.pop();
    let told = |b: &Draft| {
        let difference = difference(&a, b);
        (difference.rivers_changed, difference.ponds_changed)
    };
    assert_eq!((told(&river), told(&pond), told(&a)), ((true, false), (false, true), (false, false)));
}

#[test]
fn zones_of_different_sizes() {
    let told = difference(&sample(), &Draft::flat(Header::headerless(), 33));
    assert_eq!((told.map_size, told.heights.is_none(), told.tiles.is_none()), ([17, 33], true, true));
    assert_eq!(told.textures.removed.len(), 3);
}

fn program(folder: &Path, args: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

#[test]
fn the_binary_explains_and_draws() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = sample();
    set_tile(&mut b, 1, 2, |tile| PackedTile(tile.0 ^ 1));
    b.records[0] = MapRecord::new(-8.0 + 2.5, b.records[0].tile());
    std::fs::write(folder.path().join("a.gtd"), sample().encode().unwrap()).unwrap();
    std::fs::write(folder.path().join("b.gtd"), b.encode().unwrap()).unwrap();
    std::fs::write(folder.path().join("large.gtd"), Draft::flat(Header::headerless(), 33).encode().unwrap()).unwrap();
    let args = ["diff", "a.gtd", "b.gtd", "--json", "-o", "changes.png"];
    let run = program(folder.path(), &args).assert().success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let expected = json!({
        "a": "a.gtd", "b": "b.gtd", "map_size": [17, 17], "heights": { "changed": 1, "max_m": 2.5 },
        "tiles": { "changed": 1 }, "textures": { "added": [], "removed": [] },
        "rivers_changed": false, "ponds_changed": false,
    });
    assert_eq!(told, expected);
    let picture = image::open(folder.path().join("changes.png")).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (64, 64));
    let [r, _, b] = picture.get_pixel(4 + 2, 63 - 8 - 2).0;
    assert!(r > 150 && r > b + 80, "the changed tile does not glow");

    let run = program(folder.path(), &["diff", "a.gtd", "large.gtd", "--json"]).assert().success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!((&told["heights"], &told["tiles"]), (&Value::Null, &Value::Null));
    program(folder.path(), &["diff", "a.gtd", "large.gtd", "-o", "no.png"]).assert().code(1);
    program(folder.path(), &["diff", "a.gtd", "gone.gtd"]).assert().code(1);
    program(folder.path(), &["diff", "-", "-"]).assert().code(2);
    program(folder.path(), &["diff", "a.gtd"]).assert().code(2);
    program(folder.path(), &["diff", "-", "a.gtd"]).write_stdin(sample().encode().unwrap()).assert().success();
}

#[test]
fn real_versions_of_zones() {
    let Some(corpus) = common::corpus() else { return };
    let read = |client: &str, zone: &str| {
        let path = corpus.join("ko").join(client).join("Zones").join(zone);
        Gtd::parse(std::fs::read(path).unwrap()).unwrap()
    };
    for zone in ["karus_start.gtd", "moradon.gtd"] {
        let (old, new) = (read("1097", zone), read("1298", zone));
        assert!(compare(&old, &old).is_empty() && compare(&new, &new).is_empty());
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        assert_eq!(there.tiles, back.tiles);
        assert_eq!(there.textures.added, back.textures.removed);
        assert!(!there.is_empty());
    }
    let sizes = compare(&read("1298", "moradon.gtd"), &read("modern", "moradon.gtd"));
    assert_eq!((sizes.map_size, sizes.tiles), ([129, 257], None));
}
