//! Every code: a zone with the finding, and a similar one without it.

use gtd_viewer::check::{Code, check, code, malformed};
use gtd_viewer::check::{Severity, Subject};
use gtd_viewer::formats::gtd::{
    Gtd, Header, LightMap, NameField, PackedTile, PatchBounds, Pond, Source, TileTexture, WaterVertex,
};
use gtd_viewer::formats::ntf::tlt::{PatchShadows, ShadowMap, ShadowMaps};
use gtd_viewer::formats::ntf::write;
use gtd_viewer::formats::tbl::Table;

use super::judge;
use crate::common::samples;
use crate::common::test_zone::{SOUND_SIDE as SIZE, TestZone, color_map, grid, objects, one_color, tile_textures};

pub(super) type Change = fn(&mut TestZone);

/// Code, a change of a valid zone that triggers it, and a similar change that does not.
const CASES: &[(&Code, Change, Change)] = &[
    (&code::TRAILING_BYTES, |w| w.draft.trailing = vec![0], |w| w.draft.ponds.clear()),
    (&code::HEIGHT_NOT_FINITE, |w| height(w, f32::NAN), |w| height(w, f32::MAX)),
    (&code::HEIGHT_NOT_FINITE, |w| height(w, f32::INFINITY), |w| height(w, f32::MIN_POSITIVE)),
    (&code::HEIGHT_IMPLAUSIBLE, |w| height(w, -10_001.0), |w| height(w, -10_000.0)),
    (&code::PATCH_BOUNDS, |w| radius(w, -0.01), |w| radius(w, -0.0005)),
    (&code::PATCH_BOUNDS, |w| radius(w, f32::NAN), |w| radius(w, 5.0)),
    (&code::DANGLING_TEXTURE, |w| first(w, 3), |w| first(w, 1023)),
    (&code::DANGLING_TEXTURE, |w| second(w, 1022), |w| second(w, 2)),
    (&code::DANGLING_TEXTURE, |w| entry(w, 2, 0), |w| entry(w, 1, 0)),
    (&code::DANGLING_TEXTURE, |w| entry(w, -1, 0), |w| entry(w, 0, 5)),
    (&code::DANGLING_TEXTURE, |w| entry(w, 1, 8), |w| entry(w, 1, 7)),
    (&code::DANGLING_TEXTURE, |w| entry(w, 1, -1), |w| entry(w, 0, 0)),
    (&code::UNREADABLE_TEXTURE, |w| cut(w, "DTex/b_0.gtt", 1), |w| cut(w, "DTex/b_0.gtt", 0)),
    (&code::WATER_NOT_FINITE, |w| pond_x(w, f32::NAN), |w| pond_x(w, 1e30)),
    (&code::WATER_GRID, |w| w.draft.ponds[0].width = 4, |w| w.draft.ponds[0] = Pond::new(1, grid(1, 5), "flow.dxt")),
    (&code::WATER_GRID, |w| w.draft.ponds[0].width = 0, |w| w.draft.ponds[0].width = 9),
    (&code::WATER_GRID, |w| w.draft.rivers[0].vertices.truncate(11), |w| w.draft.rivers[0].vertices.truncate(8)),
    (&code::COLOR_MAP_SIZE, |w| put(w, "Zones/sample.tct", color_map(2, 128)), |_| {}),
    (
        &code::COLOR_MAP_SIZE,
        |w| put(w, "Zones/sample.tct", color_map(1, 64)),
        |w| put(w, "Zones/sample.tct", color_map(1, 128)),
    ),
    (&code::SHADOW_OFFSET, |w| shadow_entry(w, 1), |w| shadow_entry(w, 0)),
    (&code::SHADOW_OFFSET, |w| shadow_entry(w, i32::MIN), |w| w.files.clear()),
    (&code::UNREADABLE_PART, |w| cut(w, "Zones/sample.opd", 1), |w| cut(w, "Zones/sample.opd", 0)),
    (&code::UNREADABLE_PART, |w| cut(w, "Zones/sample.tlt", 1), |w| w.files.clear()),
    (&code::UNREADABLE_PART, |w| cut(w, "Zones/sample.glo", 1), |w| remove(w, "Zones/sample.glo")),
    (&code::LIGHT_BURIED, |w| light(w, -10.1), |w| light(w, -9.9)),
    (&code::UNREADABLE_PART, |w| text(w, "Misc/Terrain_Base.bmp"), |w| remove(w, "Misc/Terrain_Base.bmp")),
    (&code::UNREADABLE_PART, |w| cut(w, "Misc/Terrain_Base.bmp", 1), |_| {}),
    (&code::UNREADABLE_PART, |w| text(w, "Data/Zones.tbl"), |w| rename(w, "Data/Zones.tbl", "DATA/zones.TBL")),
    (&code::UNREADABLE_PART, |w| cut(w, "Misc/river/caust31.dxt", 1), dry),
    (
        &code::UNREADABLE_PART,
        |w| put(w, "Data/Zones.tbl", Table { columns: Vec::new(), rows: Vec::new() }.encode().unwrap()),
        |_| {},
    ),
    (&code::UNREADABLE_PART, |w| text(w, "Misc/Sky/sun.bmp"), |w| remove(w, "Misc/Sky/sun.bmp")),
    (&code::UNREADABLE_TEXTURE, |w| cut(w, "Misc/river/flow.dxt", 1), |w| remove(w, "Misc/river/flow.dxt")),
    (&code::MISSING_CLIENT_FILE, |w| remove(w, "Misc/Terrain_Base.bmp"), |w| text(w, "Misc/Terrain_Base.bmp")),
    (&code::MISSING_CLIENT_FILE, |w| remove(w, "Data/Zones.tbl"), |w| text(w, "Data/Zones.tbl")),
    (&code::MISSING_CLIENT_FILE, |w| remove(w, "Misc/river/caust07.dxt"), dry),
    (&code::MISSING_CLIENT_FILE, |w| remove(w, "Misc/Sky/sun.bmp"), |w| remove(w, "Misc/Sky/BattleZone.n3sky")),
    (&code::UNREADABLE_PART, |w| cut(w, "Object/Tree.n3pmesh", 1), |w| remove(w, "Object/Tree.n3pmesh")),
    (&code::UNREADABLE_TEXTURE, |w| cut(w, "Object/tree.dxt", 1), |w| remove(w, "Object/tree.dxt")),
    (&code::MISSING_OBJECT_FILE, |w| remove(w, "Object/Tree.n3pmesh"), |w| text(w, "Object/Tree.n3pmesh")),
    (&code::MISSING_OBJECT_FILE, |w| remove(w, "Object/tree.dxt"), |w| remove(w, "Zones/sample.opd")),
    (&code::NO_CLIENT, |w| w.files.retain(|name, _| name.starts_with("Zones/")), |w| remove(w, "Data/Zones.tbl")),
    (&code::SHADOW_GAPS, |w| append(w, "Zones/sample.tlt", 3), |w| append(w, "Zones/sample.tlt", 0)),
    (&code::MISSING_TEXTURE, |w| remove(w, "DTex/b_0.gtt"), |w| rename(w, "DTex/b_0.gtt", "DTex/B_0.GtT")),
    (&code::MISSING_WATER_TEXTURE, |w| remove(w, "Misc/river/flow.dxt"), |w| w.draft.rivers.clear()),
    (&code::ODD_TEXTURE, |w| put(w, "DTex/b_0.gtt", tile_textures(64)), |_| {}),
    (&code::UNUSED_SOURCE, |w| w.draft.textures.tiles[2].source = 0, |w| w.draft.textures.tiles[2].tile = 0),
    (&code::ODD_DIRECTION, |w| direction(w, 8), |w| direction(w, 7)),
    (
        &code::NAME_DIFFERS,
        |w| w.draft.header = Header::versioned(2, "sampler"),
        |w| w.draft.header = Header::versioned(2, "SAMPLE"),
    ),
    (&code::NAME_DIFFERS, |w| w.draft.header = Header::versioned(2, ""), |w| w.draft.header = Header::headerless()),
    (&code::WATER_OUTSIDE, |w| pond_x(w, 128.01), |w| pond_x(w, 128.0)),
    (&code::WATER_OUTSIDE, |w| pond_x(w, -0.01), |w| pond_x(w, 0.0)),
    (&code::WATER_COUNT, |w| w.draft.ponds[0].triangle_count += 1, |w| w.draft.ponds.clear()),
    (&code::WATER_COUNT, |w| w.draft.rivers[0].index_count -= 1, |w| w.draft.rivers.clear()),
    (&code::LEFTOVER_TILES, |w| last_row(w, 0, 0), |w| last_row(w, 3, 1023)),
    (&code::JUNK_AFTER_NUL, |w| junk(w, 7), |w| junk(w, 0)),
    (&code::UNKNOWN_VERSION, |w| w.draft.header = Header::versioned(3, "sample"), |_| {}),
    (&code::LOOSE_BOUNDS, |w| radius(w, 0.01), |w| radius(w, 0.0005)),
    (
        &code::OBJECT_EXTENT,
        |w| put(w, "Zones/sample.opd", objects(256.0)),
        |w| put(w, "Zones/sample.opd", objects(128.0)),
    ),
    (&code::MISSING_PART, |w| remove(w, "Zones/sample.dxt"), |w| rename(w, "Zones/sample.dxt", "Zones/Sample.DXT")),
    (
        &code::UNUSED_TEXTURE,
        |w| w.draft.textures.tiles.push(TileTexture { source: 1, tile: 1 }),
        |w| w.draft.textures.tiles[2].tile = 1,
    ),
    (&code::DUPLICATE_SOURCE, |w| source(w, "DTEX\\A_0.gtt"), |w| source(w, "dtex\\a_1.gtt")),
    (&code::NOT_FULL, |w| w.tile(5, 6, |tile| PackedTile(tile.0 & !1)), |_| {}),
    (&code::SECOND_LAYER_ONLY, |w| layers(w, 1023, 0), |w| layers(w, 1023, 1023)),
    (&code::UNKNOWN_BIT, |w| w.tile(5, 6, |tile| PackedTile(tile.0 | 1 << 31)), |w| second(w, 1)),
    (&code::UNKNOWN_WORD, |w| w.draft.ponds[0].extra = 1, |_| {}),
    (
        &code::GRASS_WITHOUT_SET,
        |w| {
            w.draft.grass_mask[9] = 4;
            w.draft.grass_set = NameField::new("");
        },
        |w| w.draft.grass_mask[9] = 4,
    ),
    (&code::LIGHT_MAPS, light_map, |_| {}),
];

fn height(world: &mut TestZone, height_m: f32) {
    world.record(5, 6, |_, tile| (height_m, tile));
    world.draft.refresh_bounds();
}

fn radius(world: &mut TestZone, more_m: f32) {
    // A level patch, so that its corners determine the sphere.
    (0..9).for_each(|x| (0..9).for_each(|z| world.record(x, z, |_, tile| (0.0, tile))));
    world.draft.refresh_bounds();
    let right = world.draft.patch_bounds[0];
    world.draft.patch_bounds[0] = PatchBounds::new(right.middle_y_m(), right.radius_m() + more_m);
}

fn layers(world: &mut TestZone, first: u16, second: u16) {
    world.tile(5, 6, |_| PackedTile::pack(true, 0, 0, first, second));
}

fn first(world: &mut TestZone, texture: u16) {
    layers(world, texture, 1023);
}

fn second(world: &mut TestZone, texture: u16) {
    layers(world, 0, texture);
}

fn entry(world: &mut TestZone, source: i16, tile: i16) {
    world.draft.textures.tiles.push(TileTexture { source, tile });
}

fn direction(world: &mut TestZone, direction: u8) {
    world.tile(5, 6, |_| PackedTile::pack(true, 0, direction, 0, 1023));
}

fn last_row(world: &mut TestZone, direction: u8, texture: u16) {
    world.tile(5, SIZE - 1, |_| PackedTile::pack(true, direction, 0, texture, 1023));
}

fn junk(world: &mut TestZone, byte: u8) {
    let mut bytes = *NameField::new("dtex\\a_0.gtt").bytes();
    bytes[200] = byte;
    world.draft.textures.sources[0] = Source::from(NameField::from(bytes));
}

fn source(world: &mut TestZone, path: &str) {
    world.draft.textures.sources.push(Source::new(path));
}

fn pond_x(world: &mut TestZone, x: f32) {
    world.draft.ponds[0].vertices[4] = WaterVertex::new([x, 1.0, 30.0], [0.0, 1.0, 0.0], 0, [0.0; 2]);
}

pub(super) fn put(world: &mut TestZone, name: &str, bytes: Vec<u8>) {
    world.files.insert(name.into(), bytes);
}

pub(super) fn remove(world: &mut TestZone, name: &str) {
    world.files.remove(name).unwrap();
}

/// Without water, and so without its caustics.
fn dry(world: &mut TestZone) {
    world.draft.rivers.clear();
    world.draft.ponds.clear();
    world.files.retain(|name, _| !name.starts_with("Misc/river/"));
}

/// Replaces a file by one that is nothing of the client.
fn text(world: &mut TestZone, name: &str) {
    put(world, name, b"junk\n".to_vec());
}

fn rename(world: &mut TestZone, from: &str, to: &str) {
    let bytes = world.files.remove(from).unwrap();
    put(world, to, bytes);
}

/// Bytes after the end of a file.
fn append(world: &mut TestZone, name: &str, count: usize) {
    let bytes = world.files.get_mut(name).expect("a file");
    bytes.extend(std::iter::repeat_n(7, count));
}

pub(super) fn cut(world: &mut TestZone, name: &str, bytes: usize) {
    let file = world.files.get_mut(name).unwrap();
    file.truncate(file.len() - bytes);
}

/// Shadows of one patch, with its table entry moved.
fn shadow_entry(world: &mut TestZone, moved: i32) {
    let map = ShadowMap { x: 0, z: 1, texture: one_color(32, 0) };
    let mut bytes = write::tlt(&ShadowMaps::new(4, vec![PatchShadows { x: 2, z: 1, maps: vec![map] }])).unwrap();
    let at = 4 + (2 + 4) * 4;
    let offset = i32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let new = if moved == 1 { bytes.len() as i32 } else { offset.wrapping_add(moved) };
    let new = if moved == 0 { offset } else { new };
    bytes[at..at + 4].copy_from_slice(&new.to_le_bytes());
    put(world, "Zones/sample.tlt", bytes);
}

fn light_map(world: &mut TestZone) {
    let mut texture = Vec::new();
    write::record(&one_color(16, 0), &mut texture);
    world.draft.light_maps = vec![LightMap { x: 1, z: 2, texture }];
}

fn cases() -> impl Iterator<Item = &'static (&'static Code, Change, Change)> {
    CASES.iter().chain(super::objects::CASES)
}

#[test]
fn a_sound_zone_has_no_findings() {
    let findings = judge(&TestZone::sound()).into_list();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// Each file around a zone, cut to three bytes or removed, has a finding that names it.
#[test]
fn no_file_around_a_zone_is_broken_or_missing_unnoticed() {
    for name in TestZone::sound().files.into_keys() {
        let named = |zone: &TestZone| {
            let list = judge(zone).into_list();
            let wanted = name.replace('\\', "/").to_lowercase();
            let file = wanted.rsplit('/').next().unwrap_or_default().to_owned();
            assert!(list.iter().any(|f| f.message.to_lowercase().contains(&file)), "{name}: {list:#?}");
            list
        };
        let (mut broken, mut gone) = (TestZone::sound(), TestZone::sound());
        broken.files.get_mut(&name).unwrap().truncate(3);
        gone.files.remove(&name);
        let broken = named(&broken);
        assert!(broken.iter().any(|finding| finding.code.severity == Severity::Error), "{name}: {broken:#?}");
        let path = name.rsplit('/').next().unwrap_or_default();
        assert!(broken.iter().any(|finding| finding.message.contains(path)), "the real path of {name}: {broken:#?}");
        named(&gone);
    }
}

#[test]
fn every_code_is_found_where_it_is_and_only_there() {
    for (index, (code, breaks, nearly)) in cases().enumerate() {
        let (mut broken, mut near) = (TestZone::sound(), TestZone::sound());
        breaks(&mut broken);
        nearly(&mut near);
        assert!(judge(&broken).has(code), "case {index}: {} is not found", code.name);
        assert!(!judge(&near).has(code), "case {index}: {} is found: {:?}", code.name, judge(&near).into_list());
    }
}

/// A light that is moved up from the ground at its place.
fn light(world: &mut TestZone, by_m: f32) {
    let mut file = samples::lights();
    file.lights.truncate(1);
    let gtd = Gtd::parse(world.draft.encode().unwrap()).unwrap();
    file.lights[0].placement.position_m = [8.0, gtd.record(2, 3).height_m() + by_m, 12.0];
    put(world, "Zones/sample.glo", file.encode().unwrap());
}

#[test]
fn every_code_has_a_case() {
    // These two need no zone: see `a_file_that_no_layout_fits` and the tests of the binary.
    let elsewhere = [&code::MALFORMED, &code::UNREADABLE_FILE];
    for code in code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        let of_server = super::server::CASES.iter().any(|(tested, _)| tested == code);
        let of_maps = super::server_maps::CASES.iter().any(|(tested, ..)| tested == code);
        assert!(of_server || of_maps || cases().any(|(tested, ..)| tested == code), "{} has no case", code.name);
    }
}

#[test]
fn the_documentation_lists_every_code_with_its_severity() {
    let row = |code: &&Code| format!("| `{}` | {} | {} |\n", code.name, code.severity.name(), code.meaning);
    let table: String = code::ALL.iter().map(row).collect();
    assert!(include_str!("../../../docs/check.md").ends_with(&format!("|---|---|---|\n{table}")), "{table}");
}

#[test]
fn a_file_that_no_layout_fits() {
    let bytes = TestZone::sound().draft.encode().unwrap();
    let error = Gtd::parse(&bytes[..bytes.len() - 1]).unwrap_err();
    let found = malformed(&error).into_list();
    assert_eq!((found.len(), found[0].code, found[0].section), (1, &code::MALFORMED, Some("ponds")));
    assert!(Gtd::parse(bytes).is_ok());
}

#[test]
fn findings_say_where() {
    let mut world = TestZone::sound();
    height(&mut world, f32::NAN);
    let finding = judge(&world).into_list().remove(0);
    assert_eq!(finding.tile.map(|tile| (tile.x, tile.z)), Some((5, 6)));
    let bytes = world.draft.encode().unwrap();
    let at = finding.offset.unwrap() as usize;
    assert_eq!(bytes[at..at + 4], f32::NAN.to_le_bytes());

    let mut world = TestZone::sound();
    first(&mut world, 77);
    let finding = judge(&world).into_list().remove(0);
    let (bytes, at) = (world.draft.encode().unwrap(), finding.offset.unwrap() as usize);
    let word = PackedTile(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()));
    assert_eq!((word.tex1(), finding.section), (77, Some("map data")));
}

#[test]
fn without_a_folder_only_the_file_is_checked() {
    let mut world = TestZone::sound();
    world.draft.trailing = vec![1, 2, 3];
    let gtd = Gtd::parse(world.draft.encode().unwrap()).unwrap();
    let findings = check(&Subject { gtd: &gtd, stem: None, around: None });
    assert_eq!((findings.count(Severity::Error), findings.into_list().len()), (1, 1));
}
