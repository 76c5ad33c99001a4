//! Damaged files by the field table: every count and length field, every boundary and every possible end of the file.

use gtd_viewer::formats::gtd::{Gtd, SectionId, fields};
use gtd_viewer::formats::kernel::fields::Field;
use gtd_viewer::formats::kernel::{ErrorClass, Run};

use super::{assert_whole, read, test_zone};

/// The run with a byte.
fn run_at(gtd: &Gtd, byte: u64) -> &Run {
    gtd.field_map().field_at(byte).expect("a byte of the file").0
}

fn section_of(gtd: &Gtd, run: &Run) -> &'static str {
    gtd.field_map().section_at(run.offset).expect("a byte of the file").spec.name
}

fn is_field(run: &Run, field: &Field) -> bool {
    run.record().is_none() && run.fields()[0] == *field
}

/// The bytes with another number in a field.
fn with_number(bytes: &[u8], run: &Run, value: i32) -> Vec<u8> {
    let (mut bytes, at) = (bytes.to_vec(), run.offset as usize);
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    bytes
}

#[test]
fn a_file_cut_at_any_byte_is_an_error_that_names_the_field() {
    for (name, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        let whole = read(&bytes);
        let body = whole.sections()[1].offset;
        for cut in 0..bytes.len() as u64 {
            let error = Gtd::parse(&bytes[..cut as usize]).expect_err(name);
            assert!(error.offset <= cut, "{name} cut at {cut}: {error}");
            if cut < body + 4 {
                continue; // too short to tell its layout; told by the detection's own test
            }
            let run = run_at(&whole, cut);
            assert_eq!(error.section, section_of(&whole, run), "{name} cut at {cut}: {error}");
            if !name.contains("headerless") {
                assert_eq!(
                    (error.class, error.offset),
                    (ErrorClass::Truncated, run.offset),
                    "{name} cut at {cut}: {error}"
                );
                assert_eq!(error.field, run.name());
            }
        }
    }
}

#[test]
fn a_file_cut_at_a_section_border_misses_that_section() {
    for (name, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        for section in &read(&bytes).sections()[1..] {
            let error = Gtd::parse(&bytes[..section.offset as usize]).expect_err(name);
            if section.id != SectionId::MapData {
                assert_eq!((error.section, error.offset), (section.id.name(), section.offset), "{name}: {error}");
            }
        }
    }
}

#[test]
fn impossible_counts_are_errors_at_the_count() {
    let counts = [
        &fields::TILE_COUNT,
        &fields::SOURCE_COUNT,
        &fields::LIGHT_COUNT,
        &fields::RIVER_COUNT,
        &fields::POND_COUNT,
        &fields::WATER_VERTEX_COUNT,
    ];
    for (name, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        let whole = read(&bytes);
        let mut broken = 0;
        for run in whole.field_map().runs().iter().filter(|run| counts.iter().any(|field| is_field(run, field))) {
            let error = Gtd::parse(with_number(&bytes, run, -1)).expect_err(name);
            assert_eq!((error.section, error.offset), (section_of(&whole, run), run.offset), "{name}: {error}");
            assert_eq!((error.class, error.found.as_str()), (ErrorClass::Malformed, "-1"), "{name}: {error}");
            for huge in [i32::MAX, i32::MAX / 44, 1 << 24] {
                let error = Gtd::parse(with_number(&bytes, run, huge)).expect_err(name);
                assert_eq!(error.section, section_of(&whole, run), "{name} {} {huge}: {error}", run.name());
                assert!(error.offset >= run.offset, "{name} {} {huge}: {error}", run.name());
            }
            broken += 1;
        }
        assert_eq!(broken, 5 + 4, "{name}: every count was broken");
    }
}

#[test]
fn absurd_name_lengths_are_errors_at_the_length() {
    let lengths = [&fields::WATER_NAME_LENGTH, &fields::POND_NAME2_LENGTH, &fields::TAG_LENGTH];
    for (name, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        let whole = read(&bytes);
        for run in whole.field_map().runs().iter().filter(|run| lengths.iter().any(|field| is_field(run, field))) {
            for absurd in [-1, i32::MIN, 4097, i32::MAX] {
                let error = Gtd::parse(with_number(&bytes, run, absurd)).expect_err(name);
                assert_eq!(
                    (error.section, error.offset),
                    (section_of(&whole, run), run.offset),
                    "{name} {absurd}: {error}"
                );
            }
        }
    }
}

#[test]
fn an_absurd_zone_name_is_an_error_in_the_header() {
    for (name, draft) in test_zone::layouts().into_iter().filter(|(name, _)| !name.contains("headerless")) {
        let bytes = draft.encode().unwrap();
        let whole = read(&bytes);
        let run = whole.field_map().runs().iter().find(|run| is_field(run, &fields::NAME_LENGTH)).unwrap();
        for absurd in [-1, 261, i32::MAX] {
            let error = Gtd::parse(with_number(&bytes, run, absurd)).expect_err(name);
            assert!(matches!(error.section, "header" | "map data"), "{name} {absurd}: {error}");
        }
    }
}

#[test]
fn illegal_sizes_are_errors_at_the_size() {
    for (name, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        let whole = read(&bytes);
        let run = whole.field_map().runs().iter().find(|run| is_field(run, &fields::MAP_SIZE)).unwrap();
        for size in [0, -1, 16, 18, 8192, 16_385, i32::MAX] {
            let error = Gtd::parse(with_number(&bytes, run, size)).expect_err(name);
            assert!(matches!(error.section, "header" | "map data"), "{name} {size}: {error}");
        }
        let error = Gtd::parse(with_number(&bytes, run, 8193)).expect_err(name);
        assert_eq!((error.class, error.section), (ErrorClass::Truncated, SectionId::MapData.name()), "{name}: {error}");
    }
}

/// Unusual values that fit the layout are accepted: they are findings, not errors.
#[test]
fn odd_values_are_read_as_they_are() {
    for (name, mut draft) in test_zone::layouts() {
        draft.textures.tiles[3].source = -7;
        draft.ponds[0].width = -1;
        draft.ponds[0].triangle_count = i32::MIN;
        draft.rivers[0].index_count = -1;
        draft.patch_bounds[0] = gtd_viewer::formats::gtd::PatchBounds::new(f32::NAN, f32::INFINITY);
        let gtd = read(&draft.encode().unwrap());
        assert_eq!((gtd.ponds()[0].width, gtd.ponds()[0].rows()), (-1, 0), "{name}");
        assert!(gtd.ponds()[0].indices().is_empty(), "{name}");
        assert_eq!(gtd.textures().source_of(3), None, "{name}");
        assert_whole(&gtd);
    }
}
