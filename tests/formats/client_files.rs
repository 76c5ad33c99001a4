//! The small files around a zone: tables, skies, objects, lights. Round trips, and errors with their position.

use std::path::Path;

use crate::common::samples::{
    self, effects, event_rects, flags, lights, mesh, named_areas, objects, shape, sky, sounds, table, walls,
};
use gtd_viewer::formats::ens::SoundsFile;
use gtd_viewer::formats::evtsub::NamedAreas;
use gtd_viewer::formats::flags::FlagsFile;
use gtd_viewer::formats::gev::GevFile;
use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::gmd::ZoneNote;
use gtd_viewer::formats::kernel::{ErrorClass, FormatError, cipher};
use gtd_viewer::formats::n3pmesh::Mesh;
use gtd_viewer::formats::n3shape::ShapeFile;
use gtd_viewer::formats::n3sky::SkyFile;
use gtd_viewer::formats::opd::{OpdFile, SubCells, is_invisible_wall};
use gtd_viewer::formats::opdext::WallsFile;
use gtd_viewer::formats::opdsub::EffectsFile;
use gtd_viewer::formats::tbl::Table;
use gtd_viewer::formats::zones_tbl;
use gtd_viewer::scene::day::{SkyState, neutral_sky};
use gtd_viewer::zone::zone_list;
use proptest::prelude::*;

/// The files in `fixtures/parts`. `GTD_VIEWER_WRITE_FIXTURES=1` updates them.
#[test]
fn fixtures_match_the_samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/parts");
    let write = std::env::var_os("GTD_VIEWER_WRITE_FIXTURES").is_some();
    for (name, bytes) in samples::all() {
        let path = folder.join(&name);
        if write {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let stored = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(stored == bytes, "{name} differs: see fixtures/README.md");
    }
}

#[test]
fn files_are_read_back() {
    assert_eq!(Table::parse(&table().encode().unwrap()), Ok(table()));
    assert_eq!(SkyFile::parse(&sky().encode().unwrap()), Ok(sky()));
    assert_eq!(GloFile::parse(&lights().encode().unwrap()), Ok(lights()));
    assert_eq!(NamedAreas::parse(&named_areas().encode().unwrap()), Ok(named_areas()));
    assert_eq!(GevFile::parse(&event_rects().encode().unwrap()), Ok(event_rects()));
    assert_eq!(FlagsFile::parse(&flags().encode().unwrap()), Ok(flags()));
    assert_eq!(SoundsFile::parse(&sounds().encode().unwrap()), Ok(sounds()));
    for header in [false, true] {
        // One of the objects has a non-finite position, so bytes are compared.
        let file = OpdFile::parse(&objects(header).encode().unwrap()).unwrap();
        assert_eq!((file.encode().unwrap(), file.header.is_some()), (objects(header).encode().unwrap(), header));
        assert_eq!(file.objects[0], objects(header).objects[0]);
        assert_eq!(file.objects[1].position_m().to_array(), [0.0, 1.0, 2.0]);
        assert!(file.objects[0].is_extra() && (file.objects[0].yaw_deg() - 90.0).abs() < 1e-3);
        assert_eq!((file.objects[0].name().as_str(), file.collision.len()), ("tree", 1));
    }
}

type Reader = fn(&[u8]) -> Result<(), FormatError>;

/// Each reader with a valid file.
fn readers() -> [(&'static str, Reader, Vec<u8>); 14] {
    [
        ("table", |bytes| Table::parse(bytes).map(drop), table().encode().unwrap()),
        ("sky", |bytes| SkyFile::parse(bytes).map(drop), sky().encode().unwrap()),
        ("lights", |bytes| GloFile::parse(bytes).map(drop), lights().encode().unwrap()),
        ("objects", |bytes| OpdFile::parse(bytes).map(drop), objects(true).encode().unwrap()),
        ("old objects", |bytes| OpdFile::parse(bytes).map(drop), objects(false).encode().unwrap()),
        ("mesh", |bytes| Mesh::parse(bytes).map(drop), mesh().encode().unwrap()),
        ("walls", |bytes| WallsFile::parse(bytes).map(drop), walls(1).encode().unwrap()),
        ("old walls", |bytes| WallsFile::parse(bytes).map(drop), walls(0).encode().unwrap()),
        ("effects", |bytes| EffectsFile::parse(bytes).map(drop), effects().encode().unwrap()),
        ("named areas", |bytes| NamedAreas::parse(bytes).map(drop), named_areas().encode().unwrap()),
        ("event rectangles", |bytes| GevFile::parse(bytes).map(drop), event_rects().encode().unwrap()),
        ("flags", |bytes| FlagsFile::parse(bytes).map(drop), flags().encode().unwrap()),
        ("sounds", |bytes| SoundsFile::parse(bytes).map(drop), sounds().encode().unwrap()),
        ("zone note", |bytes| ZoneNote::parse(bytes).map(drop), ZoneNote::new("note").encode()),
    ]
}

#[test]
fn nothing_cut_short_or_too_long_is_read() {
    for (name, read, bytes) in readers() {
        assert_eq!(read(&bytes), Ok(()), "{name}");
        for n in 0..bytes.len() {
            let error = read(&bytes[..n]).expect_err(&format!("{n} bytes of {name}"));
            assert!(error.offset <= n as u64, "{name}: {error}");
        }
        assert!(read(&[&bytes[..], &[0]].concat()).is_err(), "{name} with a byte more");
    }
}

#[test]
fn broken_fields_are_refused_where_they_stand() {
    let with = |bytes: &[u8], at: usize, word: u32| [&bytes[..at], &word.to_le_bytes()[..], &bytes[at + 4..]].concat();
    let plain = cipher::decipher(&table().encode().unwrap());
    let table_error = |at, word| Table::parse(&cipher::encipher(&with(&plain, at, word))).unwrap_err();
    assert_eq!(table_error(0, u32::MAX).class, ErrorClass::Malformed);
    assert_eq!(table_error(0, 1 << 30).class, ErrorClass::Truncated);
    let error = table_error(8, 10);
    assert_eq!(error.to_string(), "table columns, byte 8, column type: found 10, expected 1 to 9");
    assert_eq!(table_error(40, 1 << 29).offset, 40);
    let rows_of_nothing = cipher::encipher(&[0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f]);
    assert!(Table::parse(&rows_of_nothing).unwrap_err().to_string().contains("rows without columns"));

    let one_event = SkyFile { events: vec![sky().events[0].clone()], ..SkyFile::default() };
    let late = with(&one_event.encode().unwrap(), 44 + 8 + 4, 86_400);
    assert!(SkyFile::parse(&late).unwrap_err().to_string().contains("found 86,400 s"));
    assert_eq!(SkyFile::parse(&with(&sky().encode().unwrap(), 0, 5000)).unwrap_err().offset, 0);

    let objects = objects(false).encode().unwrap();
    for extent in [f32::NAN, f32::INFINITY, 1e9, 15.0] {
        let error = OpdFile::parse(&with(&objects, 0, extent.to_bits())).unwrap_err();
        assert_eq!((error.class, error.offset), (ErrorClass::Malformed, 0), "{extent}: {error}");
    }
    let error = OpdFile::parse(&with(&objects, 0, 32_768_f32.to_bits())).unwrap_err();
    assert_eq!(error.section, "collision cells", "{error}");
    assert_eq!(GloFile::parse(&with(&lights().encode().unwrap(), 0, 2)).unwrap_err().offset, 0);
    let error = WallsFile::parse(&with(&walls(1).encode().unwrap(), 0, 2)).unwrap_err();
    assert_eq!(error.to_string(), "wall header, byte 0, version: found 2, expected 0 or 1");

    // Header of 9 + 24 bytes, four vertices, six indices; then the only step.
    let step = 33 + 4 * 32 + 6 * 2;
    let mesh = mesh().encode().unwrap();
    let error = Mesh::parse(&with(&mesh, step + 8, 2)).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "collapses, byte {step}, collapse: found 2 more vertices after 3, expected 0 or more, and at most 4 in all"
        )
    );
    let error = Mesh::parse(&with(&mesh, 17, 65_537)).unwrap_err();
    assert_eq!((error.field, error.expected.as_str()), ("vertex count", "0 to 65,536"));
}

#[test]
fn an_older_object_ends_after_the_first_number() {
    let bytes = shape().encode().unwrap();
    let older = ShapeFile::parse(&bytes[..bytes.len() - 16]).unwrap();
    assert_eq!((older.object.events.belongs_to, older.object.events.event_id, older.stored_events), (1, 0, 1));
    assert_eq!(older.encode().unwrap(), bytes[..bytes.len() - 16]);
    assert!(ShapeFile::parse(&bytes[..bytes.len() - 12]).is_err());
}

#[test]
fn sub_cells_are_found_by_their_place_in_the_cell() {
    let walls = walls(1);
    let cell = walls.cells[0].as_ref().unwrap();
    assert_eq!(cell.sub_cells.triangles(0, 0), [[0, 1, 2]]);
    for (x, z) in [(1, 0), (0, 1), (3, 3), (4, 0), (0, 4)] {
        assert!(cell.sub_cells.triangles(x, z).is_empty());
    }
    let by_place = SubCells::new(std::array::from_fn(|index| if index == 6 { &[[3, 4, 5]][..] } else { &[] }));
    assert_eq!(by_place.triangles(2, 1), [[3, 4, 5]]);
    assert!(is_invisible_wall(&walls.triangles[0]) && !is_invisible_wall(&objects(true).collision[0]));
}

#[test]
fn map_sizes_are_read_from_the_first_bytes() {
    let bytes = |n: u64| 9 * n * n + 8 * ((n - 1) / 8).pow(2) + 260 + 16;
    let words = |words: &[u32]| -> Vec<u8> { words.iter().flat_map(|word| word.to_le_bytes()).collect() };
    let size = |head: &[u32], file_bytes| zone_list::map_size_of(&words(head), file_bytes);
    assert_eq!(size(&[65, 0, 0, 0], bytes(65)), Some(65));
    assert_eq!(size(&[65, 0, 0, 0], bytes(65) - 1), None);
    assert_eq!(size(&[2, 4, 0, 129], bytes(129) + 12), Some(129));
    assert_eq!(size(&[4, 0, 0, 257], bytes(257) + 12), Some(257));
    assert_eq!(size(&[66, 0, 0, 0], u64::MAX), None);
    assert_eq!(zone_list::map_size_of(&[], 0), None);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for (_, read, _) in readers() {
            let _ = read(&bytes);
        }
        let _ = Table::parse(&cipher::encipher(&bytes)).map(|table| zones_tbl::rows(&table));
        let _ = zone_list::map_size_of(&bytes, 1 << 20);
    }

    #[test]
    fn readable_corrupted_files_round_trip(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let corrupted = |bytes: Vec<u8>| {
            let mut bytes = bytes;
            let at = at.index(bytes.len());
            bytes[at] = value;
            bytes
        };
        let bytes = corrupted(sky().encode().unwrap());
        if let Ok(file) = SkyFile::parse(&bytes) {
            prop_assert_eq!(file.encode().unwrap(), bytes);
            for hour in 0..24 {
                prop_assert!(SkyState::at(&file, hour as f32 * 3600.0, None).ground_light().is_finite());
            }
        }
        for header in [false, true] {
            let bytes = corrupted(objects(header).encode().unwrap());
            if let Ok(file) = OpdFile::parse(&bytes) {
                prop_assert_eq!(file.encode().unwrap(), bytes);
            }
        }
        let bytes = corrupted(mesh().encode().unwrap());
        if let Ok(file) = Mesh::parse(&bytes) {
            prop_assert_eq!(file.full_detail().len(), 6);
            prop_assert_eq!(file.encode().unwrap(), bytes);
        }
        let bytes = corrupted(shape().encode().unwrap());
        if let Ok(file) = ShapeFile::parse(&bytes) {
            prop_assert_eq!(file.encode().unwrap(), bytes);
        }
        for version in [0, 1] {
            let bytes = corrupted(walls(version).encode().unwrap());
            if let Ok(file) = WallsFile::parse(&bytes) {
                prop_assert_eq!(file.encode().unwrap(), bytes);
            }
        }
        let bytes = corrupted(effects().encode().unwrap());
        if let Ok(file) = EffectsFile::parse(&bytes) {
            prop_assert_eq!(file.encode().unwrap(), bytes);
        }
        let bytes = corrupted(lights().encode().unwrap());
        if let Ok(file) = GloFile::parse(&bytes) {
            prop_assert_eq!(file.encode().unwrap(), bytes);
        }
        let bytes = cipher::encipher(&corrupted(cipher::decipher(&table().encode().unwrap())));
        if let Ok(table) = Table::parse(&bytes) {
            let _ = zones_tbl::rows(&table);
            prop_assert_eq!(table.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn the_sky_is_finite_at_any_time(secs in any::<f32>(), hour in prop::option::of(0_u32..40)) {
        let state = SkyState::at(&neutral_sky(), secs, hour);
        prop_assert!(state.sky.is_finite() && state.fog.is_finite() && state.towards_sun().is_normalized());
        prop_assert!(state.ground_light().min_element() >= 0.0 && state.ground_light().max_element() <= 1.0);
    }
}
