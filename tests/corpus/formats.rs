//! Every real file is parsed completely and written back identically.

use crate::common;
use std::path::Path;
use std::sync::Arc;

use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::kernel::{EncodeError, FormatError};
use gtd_viewer::formats::n3pmesh::Mesh;
use gtd_viewer::formats::n3shape::ShapeFile;
use gtd_viewer::formats::n3sky::SkyFile;
use gtd_viewer::formats::ntf::{self, PixelFormat, tct, tlt};
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::formats::opdext::WallsFile;
use gtd_viewer::formats::opdsub::EffectsFile;
use gtd_viewer::formats::tbl::{ColumnType, Table, TableValue};
use gtd_viewer::formats::zones_tbl;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::day::SkyState;
use gtd_viewer::zone::bundle::SkyRule;
use gtd_viewer::zone::client_files::DiskFiles;
use gtd_viewer::zone::zone_list::{ZoneEntry, zones_in};

#[test]
fn tile_textures_are_eight_of_dxt1() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko"), "gtt");
    assert!(files.len() > 200, "{} GTT files", files.len());
    for path in files {
        let bytes = common::read(&path);
        let textures = ntf::gtt::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(textures.len(), 8, "{}", path.display());
        for texture in &textures {
            assert_eq!((texture.width(), texture.height(), texture.level_count()), (128, 128, 6));
            assert_eq!(texture.format(), PixelFormat::Dxt1);
        }
        assert!(ntf::write::gtt(&textures) == bytes, "{} is not written back the same", path.display());
    }
}

#[test]
fn single_textures_end_with_their_files() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko"), "dxt");
    assert!(files.len() > 60, "{} textures", files.len());
    for path in files {
        let bytes = common::read(&path);
        let texture = ntf::parse_dxt(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(ntf::write::gtt([&texture]) == bytes, "{} is not written back the same", path.display());
    }
}

#[test]
fn small_copies_show_the_same_picture() {
    let Some(folder) = common::corpus() else { return };
    for path in common::files_with_extension(&folder.join("ko/1298/Zones"), "dxt") {
        let texture = ntf::parse_dxt(&common::read(&path)).unwrap();
        let half = texture.decode_rgba8(1);
        let mut copy = vec![0; half.len()];
        let bytes = &texture.small_copy()[..half.len() / 2];
        ntf::pixel::decode_a1r5g5b5(bytes, &mut copy);
        let difference: u64 = half.iter().zip(&copy).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = difference as f64 / half.len() as f64;
        assert!(mean < 5.0, "{}: mean difference {mean}", path.display());
    }
}

#[test]
fn color_maps_have_a_cell_for_each_128_meters() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko"), "tct");
    assert!(files.len() >= 7, "{} color maps", files.len());
    for path in files {
        let bytes = common::read(&path);
        let map = tct::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(map.textures().iter().all(|texture| texture.width() == 128 && texture.height() == 128));
        assert!(ntf::write::tct(&map) == bytes, "{} is not written back the same", path.display());
        let opaque = map.cell(0, 0).unwrap().decode_rgba8(0).iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
        assert!(opaque, "{}", path.display());
    }
}

#[test]
fn shadow_maps_are_cells_of_16_meters() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko"), "tlt");
    assert!(files.len() >= 9, "{} shadow files", files.len());
    let mut counts = Vec::new();
    for path in files {
        let bytes = common::read(&path);
        let side = tlt::patches_per_side(&bytes).unwrap_or_else(|| panic!("{}: no square table", path.display()));
        let maps = tlt::parse(&bytes, side).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(maps.grid(), tlt::ShadowGrid::Cells);
        let mut textures = maps.patches().iter().flat_map(|patch| &patch.maps).map(|map| &map.texture);
        assert!(textures.all(|t| t.width() == 32 && t.format() == PixelFormat::A4R4G4B4));
        assert!(ntf::write::tlt(&maps).unwrap() == bytes, "{} is not written back the same", path.display());
        counts.push((path.file_stem().unwrap().to_string_lossy().to_lowercase(), maps.map_count()));
    }
    for (stem, count) in [("arena", 142), ("moradon", 519), ("karus_intro", 88), ("moradon", 394), ("eslantzone", 0)] {
        assert!(counts.contains(&(stem.to_string(), count)), "{stem} {count} in {counts:?}");
    }
}

#[test]
fn objects_and_lights_are_read_whole() {
    let Some(folder) = common::corpus() else { return };
    let mut counts = Vec::new();
    for path in common::files_with_extension(&folder.join("ko"), "opd") {
        let bytes = common::read(&path);
        let file = OpdFile::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(file.encode().unwrap() == bytes, "{} is not written back the same", path.display());
        assert_eq!(file.header.is_some(), path.to_string_lossy().contains("1298"));
        for object in &file.objects {
            let [x, y, z, w] = object.placement.rotation;
            assert!((x * x + y * y + z * z + w * w - 1.0).abs() < 1e-3, "{}: {}", path.display(), object.name());
        }
        counts.push((file.objects.len(), file.collision.len()));
    }
    for expected in [(2760, 9273), (1588, 23_895), (41, 654), (2834, 9335), (2, 16)] {
        assert!(counts.contains(&expected), "{expected:?} in {counts:?}");
    }
    for path in common::files_with_extension(&folder.join("ko"), "glo") {
        let bytes = common::read(&path);
        let file = GloFile::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!((file.encode().unwrap() == bytes, file.lights.is_empty()), (true, false), "{}", path.display());
    }
}

/// Parses and encodes all files with an extension; returns how many there are and what `count` says of all.
fn round_trips<T>(
    extension: &str,
    parse: fn(&[u8]) -> Result<T, FormatError>,
    encode: fn(&T) -> Result<Vec<u8>, EncodeError>,
    count: fn(&T) -> usize,
) -> Option<(usize, usize)> {
    let folder = common::corpus()?;
    let files = common::files_with_extension(&folder.join("ko"), extension);
    let mut counted = 0;
    for path in &files {
        let bytes = common::read(path);
        let file = parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(encode(&file).unwrap() == bytes, "{} is not written back the same", path.display());
        counted += count(&file);
    }
    Some((files.len(), counted))
}

#[test]
fn meshes_objects_walls_and_effects_are_read_whole() {
    let triangles = |mesh: &Mesh| mesh.full_detail().len() / 3;
    let Some(meshes) = round_trips("n3pmesh", Mesh::parse, Mesh::encode, triangles) else { return };
    let parts = |file: &ShapeFile| file.object.parts.len();
    let shapes = round_trips("n3shape", ShapeFile::parse, ShapeFile::encode, parts).unwrap();
    let walls = round_trips("opdext", WallsFile::parse, WallsFile::encode, |file| file.triangles.len()).unwrap();
    let effects = |file: &EffectsFile| file.effects.iter().flatten().count();
    let effects = round_trips("opdsub", EffectsFile::parse, EffectsFile::encode, effects).unwrap();
    assert_eq!((meshes, shapes, walls, effects), ((1781, 188_613), (6, 15), (2, 340), (7, 19)));
}

#[test]
fn zone_tables_name_every_part() {
    let Some(folder) = common::corpus() else { return };
    let table = |client: &str| {
        let bytes = common::read(&folder.join("ko").join(client).join("Data/Zones.tbl"));
        let table = Table::parse(&bytes).unwrap_or_else(|e| panic!("{client}: {e}"));
        assert!(table.encode().unwrap() == bytes, "{client} is not written back the same");
        table
    };
    let new = table("1298");
    assert_eq!(new.columns.len(), 24);
    let rows = zones_tbl::rows(&new);
    let arena: Vec<_> = zones_tbl::rows_of(&rows, "arena.gtd").collect();
    assert_eq!((arena[0].id, arena[0].sun_hour), (480, None));
    assert_eq!(arena[0].sky.as_deref().map(zones_tbl::file_name).as_deref(), Some("battlezone.n3sky"));
    let ids: Vec<u32> = zones_tbl::rows_of(&rows, "eslantzone.gtd").map(|row| row.id).collect();
    assert_eq!(ids, [110, 120]);
    assert_eq!(zones_tbl::rows_of(&rows, "dungeon_b1th.gtd").next().unwrap().sun_hour, Some(2));
    assert_eq!(zones_tbl::rows_of(&rows, "karus_start.gtd").count(), 0);
    assert!(rows.iter().flat_map(|row| [&row.tct, &row.glo]).flatten().all(|path| path.trim() == path));
    let old = table("1097");
    assert_eq!(old.columns.len(), 15);
    let rows = zones_tbl::rows(&old);
    let moradon = zones_tbl::rows_of(&rows, "moradon.gtd").next().unwrap();
    assert_eq!((moradon.id, moradon.name.as_deref()), (21, None));
    assert_eq!(moradon.glo.as_deref().map(zones_tbl::file_name).as_deref(), Some("moradon.glo"));
    // The strings alone identify the columns.
    for (table, stem) in [(new, "moradon_xmas"), (old, "moradon")] {
        let known = zones_tbl::rows(&table);
        let mut wider = table.clone();
        wider.columns.push(ColumnType::U8);
        wider.rows.iter_mut().for_each(|row| row.push(TableValue::Number(0)));
        let guessed = zones_tbl::rows(&wider);
        let row =
            |rows: &[zones_tbl::ZoneRow]| zones_tbl::rows_of(rows, &format!("{stem}.gtd")).next().unwrap().clone();
        assert_eq!(row(&guessed), row(&known));
    }
}

#[test]
fn skies_have_the_known_days() {
    let Some(folder) = common::corpus() else { return };
    let files = common::files_with_extension(&folder.join("ko"), "n3sky");
    assert_eq!(files.len(), 10);
    let rgb = |v: glam::Vec3| (v * 255.0).round().to_array().map(|c| c as u8);
    for path in files {
        let bytes = common::read(&path);
        let file = SkyFile::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(file.encode().unwrap() == bytes, "{} is not written back the same", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().to_lowercase();
        let noon = SkyState::at(&file, 12.0 * 3600.0, None);
        let (sky, fog) = match name.as_str() {
            "elmorad" | "battlezone" => ([61, 112, 173], [183, 197, 202]),
            "karus" => ([70, 84, 96], [180, 186, 186]),
            "moradon" => ([73, 73, 160], [183, 197, 202]),
            _ => ([46, 97, 189], [169, 203, 215]),
        };
        assert_eq!((rgb(noon.sky), rgb(noon.fog)), (sky, fog), "{name}");
        assert_eq!(noon.ground_light(), glam::Vec3::ONE, "{name}: by day the ground shows its own colors");
        assert_eq!(noon.lights.is_some(), name != "default");
        if let Some(sum) = noon.ground_light_unclamped() {
            assert!(sum.min_element() > 1.3 && sum.max_element() < 1.7, "{name}: {sum}");
        }
        if name == "elmorad" {
            let night = SkyState::at(&file, 23.0 * 3600.0, None);
            assert_eq!((rgb(night.sky), rgb(night.fog)), ([15, 30, 49], [71, 85, 109]));
            assert!(night.ground_light().distance(glam::vec3(0.45, 0.56, 0.75)) < 0.02, "{}", night.ground_light());
        }
    }
}

fn zones(folder: &Path) -> Vec<ZoneEntry> {
    block_on(zones_in(Arc::new(DiskFiles), folder))
}

#[test]
fn a_client_folder_lists_its_zones() {
    let Some(folder) = common::corpus() else { return };
    let list = zones(&folder.join("ko/1298"));
    let sizes: Vec<_> = list.iter().map(|zone| (zone.bundle.stem.as_str(), zone.map_size)).collect();
    let expected = [
        ("arena", 65),
        ("battlezone_b", 257),
        ("dungeon_b1th", 129),
        ("eslantzone", 257),
        ("karus_intro", 65),
        ("karus_start", 513),
        ("moradon", 129),
    ];
    assert_eq!(sizes, expected.map(|(stem, size)| (stem, Some(size))));
    assert_eq!(zones(&folder.join("ko/1298/Zones")), list);
    assert_eq!(zones(&folder.join("ko/1298/Data/Zones.tbl")), list);
    let karus = &list[5].bundle;
    assert_eq!((karus.sky_rule, karus.sky.path().is_some()), (SkyRule::FirstWord, true));
    assert!(karus.tct.not_found().is_some() && karus.tlt.path().is_some() && karus.minimap.path().is_some());
    let dungeon = &list[2].bundle;
    assert_eq!((dungeon.ids.as_slice(), dungeon.sun_hour), (&[320][..], Some(2)));
    assert!(dungeon.minimap.not_found().is_some() && dungeon.tct.path().is_some());
    let modern = zones(&folder.join("ko/modern"));
    assert_eq!((modern[0].map_size, modern[0].bundle.sky_rule), (Some(257), SkyRule::Common));
    assert_eq!(zones(&folder.join("ko/1097")).iter().map(|z| z.map_size.unwrap()).sum::<u32>(), 257 + 513 + 129);
}
