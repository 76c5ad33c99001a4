//! `diff`: properties of changes; real versions of zones; the binary.

use crate::common;
use std::collections::BTreeSet;
use std::path::Path;

use crate::common::test_zone::{self, SAMPLE_SIDE as SIZE, TestZone};
use gtd_viewer::diff::marks::color;
use gtd_viewer::diff::{ChangeKind, Difference, compare};
use gtd_viewer::formats::gtd::{
    Draft, Gtd, Header, LightMap, MapRecord, NameField, PackedTile, PatchBounds, SectionId, Source, TileTexture,
};
use gtd_viewer::formats::opd::{Object, OpdFile};
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
        let difference = difference(&a, &renumbered(&a, &order));
        prop_assert!(difference.is_empty());
        prop_assert_eq!(difference.tiles.unwrap().stored_only, []);
        let same = order.is_sorted();
        prop_assert_eq!((difference.textures.table_changed, difference.sections.is_empty()), (!same, same));
    }

    /// Any byte of a file of any layout that is still a zone afterwards.
    #[test]
    fn no_changed_byte_goes_unreported(layout in 0..5_usize, at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let (name, draft) = test_zone::layouts().swap_remove(layout);
        let mut bytes = with_all_parts(draft).encode().unwrap();
        let a = Gtd::parse(bytes.clone()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(b) = Gtd::parse(bytes) {
            let difference = compare(&a, &b);
            prop_assert!(!difference.is_identical(), "{name}, byte {at}");
            let first = difference.sections[0];
            prop_assert_eq!(first.offset, [at as u64; 2], "{}", name);
            if a.header().layout == b.header().layout && a.map_size() == b.map_size() {
                prop_assert!(has_reason(&difference), "{name}, byte {at}: {difference:?}");
            }
        }
    }
}

/// A zone with the sections that the samples lack.
fn with_all_parts(mut draft: Draft) -> Draft {
    let mut texture = Vec::new();
    gtd_viewer::formats::ntf::write::record(&test_zone::one_color(16, 0), &mut texture);
    draft.light_maps = vec![LightMap { x: 1, z: 2, texture }];
    draft.trailing = vec![1, 2, 3];
    draft
}

/// Whether a difference has an entry for what has changed besides the sections' bytes. Texts that are cut at a NUL, and
/// words before and in the waters, have none of their own.
fn has_reason(difference: &Difference) -> bool {
    let tiles = difference.tiles.as_ref().unwrap();
    let other = [SectionId::Grass, SectionId::Textures, SectionId::Rivers, SectionId::Ponds];
    difference.header.changed
        || !difference.heights.as_ref().unwrap().changed.is_empty()
        || !tiles.changed.is_empty()
        || !tiles.stored_only.is_empty()
        || !difference.patch_bounds.as_ref().unwrap().is_empty()
        || !difference.grass.as_ref().unwrap().is_empty()
        || difference.light_maps_changed
        || difference.trailing_changed()
        || other.iter().any(|id| difference.has_section(*id))
}

#[test]
fn a_zone_does_not_differ_from_itself_in_any_layout() {
    let zones = test_zone::layouts();
    for (name, a) in &zones {
        assert!(difference(a, a).is_empty() && difference(a, a).is_identical(), "{name}");
    }
    let by_name = |wanted: &str| &zones.iter().find(|(name, _)| *name == wanted).unwrap().1;
    for name in ["headerless", "versioned-1", "modern"] {
        let difference = difference(by_name("versioned-2"), by_name(name));
        assert!(difference.is_empty() && !difference.is_identical() && difference.header.changed, "{name}");
    }
    let mut odd = sample();
    odd.records[5] = MapRecord::new(f32::NAN, PackedTile(u32::MAX));
    odd.ponds[0].parameters[3] = f32::NAN;
    assert!(difference(&odd, &odd).is_empty());
}

#[test]
fn each_part_has_its_entry() {
    let a = sample();
    let changed = |change: &dyn Fn(&mut Draft)| {
        let mut b = sample();
        change(&mut b);
        difference(&a, &b)
    };
    let mask = changed(&|b| b.grass_mask[3 * SIZE as usize + 5] ^= 8);
    let places: Vec<_> = mask.grass.iter().flatten().map(|vertex| (vertex.x, vertex.z)).collect();
    assert_eq!((places, mask.is_empty(), mask.sections.len()), (vec![(3, 5)], false, 1));
    let set = changed(&|b| b.grass_set = NameField::new("other"));
    assert_eq!((&set.grass_set, set.grass_set_changed()), (&["sample".into(), "other".into()], true));
    assert!(!set.is_empty() && !changed(&|b| b.grass_set = NameField::new("SAMPLE")).grass_set_changed());
    let bounds = changed(&|b| b.patch_bounds[1] = PatchBounds::new(0.0, f32::NAN));
    let places: Vec<_> = bounds.patch_bounds.iter().flatten().map(|patch| (patch.x, patch.z)).collect();
    assert_eq!((places, bounds.is_empty(), bounds.is_identical()), (vec![(0, 1)], true, false));
    let renamed = changed(&|b| b.header = Header::versioned(2, "another"));
    assert_eq!(renamed.header.name, [Some("sample".into()), Some("another".into())]);
    assert!(renamed.header.changed && renamed.is_empty());
    let version = changed(&|b| b.header = Header::versioned(3, "sample"));
    assert!(version.header.changed && version.header.layout[1].version() == Some(3));
    let lit = changed(&|b| *b = with_all_parts(b.clone()));
    assert!(lit.light_maps_changed && lit.trailing_changed() && !lit.is_empty());
    assert_eq!(lit.trailing_bytes, [0, 3]);
    let case = changed(&|b| b.textures.sources[0] = Source::new("DTEX\\Sample_0.gtt"));
    assert!(case.textures.table_changed && case.is_empty());
    let junk = changed(&|b| b.textures.sources[0] = Source::from(NameField::new("dtex\\sample_0.gtt")));
    assert!(!junk.textures.table_changed && junk.has_section(SectionId::Textures));
    let word = changed(&|b| b.ponds[0].extra = 1);
    assert!(word.ponds_changed && word.sections[0].changed == Some(1));
}

#[test]
fn undrawn_layers_are_ignored() {
    let (a, mut b) = (sample(), sample());
    set_tile(&mut b, SIZE - 1, 3, |_| PackedTile(0));
    set_tile(&mut b, 3, SIZE - 1, |_| PackedTile(0));
    assert_eq!(tiles_changed(&a, &b), 0);
    assert_eq!(difference(&a, &b).tiles.unwrap().stored_only.len(), 2);
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
    assert!(told.grass.is_none() && told.patch_bounds.is_none() && told.sections.len() > 4);
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
        "a": "a.gtd", "b": "b.gtd", "identical": false, "map_size": [17, 17],
        "layout": ["versioned", "versioned"], "version": [2, 2], "name": ["sample", "sample"], "header_changed": false,
        "heights": { "changed": 1, "max_m": 2.5 }, "tiles": { "changed": 1, "stored_only": 0 },
        "patch_bounds": { "changed": 0 }, "grass": { "changed": 0 },
        "grass_set": ["sample", "sample"], "grass_set_changed": false,
        "textures": { "added": [], "removed": [], "table_changed": false }, "light_maps_changed": false,
        "rivers_changed": false, "ponds_changed": false, "trailing_bytes": [0, 0], "trailing_bytes_changed": false,
        // -8 m and -5.5 m differ in two bytes, a flag in one
        "sections": [{ "section": "map data", "bytes": [2316, 2316], "changed": 3, "offset": [20, 20] }],
        "objects": null,
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
fn the_text_reports_what_the_json_does() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, draft: &Draft| std::fs::write(folder.path().join(name), draft.encode().unwrap()).unwrap();
    let told = |b: &str| {
        let run = program(folder.path(), &["diff", "a.gtd", b]).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    write("a.gtd", &sample());
    write("same.gtd", &sample());
    assert!(told("same.gtd").contains("same.gtd  identical\n"), "{}", told("same.gtd"));
    let mut b = sample();
    b.header = Header::versioned(2, "simple");
    b.grass_mask[7] ^= 1;
    b.grass_set = NameField::new("meadow");
    b.patch_bounds[0] = PatchBounds::new(1.0, 2.0);
    b.trailing = vec![0; 4];
    set_tile(&mut b, SIZE - 1, 3, |_| PackedTile(0));
    write("b.gtd", &b);
    let text = told("b.gtd");
    for line in [
        "\"sample\" -> \"simple\"",
        "1 record stored differently without a visible change",
        "1 of 4 patches have other bounds",
        "1 of 289 vertices changed; grass set \"sample\" -> \"meadow\"",
        "0 -> 4 bytes after the last pond",
        "patches 6 of 32",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let mut junk = sample();
    junk.textures.sources[0] = Source::from(NameField::new("dtex\\sample_0.gtt"));
    write("junk.gtd", &junk);
    assert!(told("junk.gtd").contains("no visible changes") && told("junk.gtd").contains("textures 3 of"));
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

/// A zone with objects in a row, written into a folder after a change of its objects.
fn with_objects(folder: &Path, change: impl FnOnce(&mut OpdFile)) -> String {
    let mut zone = TestZone::with_objects();
    let bytes = zone.files.get_mut("Zones/row.opd").unwrap();
    let mut file = OpdFile::parse(bytes).unwrap();
    change(&mut file);
    *bytes = file.encode().unwrap();
    zone.write(folder).to_string_lossy().into_owned()
}

#[test]
fn objects_are_compared_in_json_text_and_picture() {
    let folder = tempfile::tempdir().unwrap();
    let a = with_objects(&folder.path().join("a"), |_| {});
    let names: Vec<String> = test_zone::objects_in_row().iter().map(Object::name).collect();
    let b = with_objects(&folder.path().join("b"), |file| {
        file.objects[0].placement.position_m[2] += 90.0;
        file.objects[3].placement.scale = [2.0; 3];
        let mut added = file.objects[4].clone();
        added.placement.position_m = [400.0, 0.0, 400.0];
        file.objects.push(added);
        file.objects.remove(1);
    });
    let run = program(folder.path(), &["diff", &a, &b, "--json", "-o", "changes.png"]).assert().success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    crate::schema::assert_fits(&told, "diff");
    let objects = &told["objects"];
    let counts = ["added", "removed", "moved", "changed"].map(|kind| objects[kind].as_u64().unwrap());
    assert_eq!((counts, &objects["unchanged"], &told["identical"]), ([1; 4], &json!(names.len() - 3), &json!(true)));
    let moved = &objects["list"]["moved"][0];
    let [x, _, z] = test_zone::place_in_row_m(0);
    assert_eq!(
        moved,
        &json!({
            "name": names[0], "index": [0, 0], "position": [[x, 0.0, z], [x, 0.0, z + 90.0]], "distance_m": 90.0,
            "differs": ["position"],
        })
    );
    assert_eq!(objects["list"]["removed"][0]["index"], json!([1, null]));
    assert_eq!(objects["list"]["added"][0]["position"], json!([null, [400.0, 0.0, 400.0]]));
    assert_eq!(objects["list"]["changed"][0]["differs"], json!(["scale"]));

    let picture = image::open(folder.path().join("changes.png")).unwrap().to_rgb8();
    let at = |x: f32, z: f32| picture.get_pixel(x as u32, 511 - z as u32).0;
    assert_eq!(at(400.0, 400.0), color(ChangeKind::Added));
    assert_eq!((at(x, z + 90.0), at(x, z + 45.0)), (color(ChangeKind::Moved), color(ChangeKind::Moved)));
    let [x, _, z] = test_zone::place_in_row_m(1);
    assert_eq!(at(x, z), color(ChangeKind::Removed));

    let run = program(folder.path(), &["diff", &a, &b, "-o", "again.png"]).assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    for line in [
        "identical terrain",
        "1 added, 1 removed, 1 moved, 1 changed",
        &format!("moved 0 \"{}\" at (12.0, 0.0, 154.0) m: by 90.00 m", names[0]),
        &format!("changed 3 -> 2 \"{}\"", names[3]),
        "objects: green added, red removed",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let run = program(folder.path(), &["diff", &a, &a]).assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(text.contains("  identical\n") && text.contains("Objects    unchanged"), "{text}");
}

#[test]
fn objects_of_one_zone_only_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let a = with_objects(&folder.path().join("a"), |_| {});
    let b = with_objects(&folder.path().join("b"), |_| {});
    std::fs::remove_file(folder.path().join("b/Zones/row.opd")).unwrap();
    let run = program(folder.path(), &["diff", &a, &b, "--json"]).assert().success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(told["objects"], Value::Null);
    std::fs::write(folder.path().join("b/Zones/row.opd"), b"broken").unwrap();
    let run = program(folder.path(), &["diff", &a, &b, "--json"]).assert().success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(told["objects"], Value::Null);
    let warning = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(warning.contains("row.opd") && warning.contains("objects are not compared"), "{warning}");
}
