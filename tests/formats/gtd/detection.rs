//! Layout detection.

use gtd_viewer::formats::gtd::{Draft, Gtd, Header, Layout, Pond, PondForm, SectionId, WaterVertex, is_map_size};
use gtd_viewer::formats::kernel::ErrorClass;

use super::{assert_whole, read, test_zone};

#[test]
fn every_layout_is_recognized() {
    let expected = [
        ("headerless", Layout::Headerless, PondForm::Named, None),
        ("headerless-old-ponds", Layout::Headerless, PondForm::Old, None),
        ("versioned-1", Layout::Versioned { version: 1 }, PondForm::Named, Some("sample")),
        ("versioned-2", Layout::Versioned { version: 2 }, PondForm::Extra, Some("sample")),
        ("modern", Layout::Modern, PondForm::Modern, Some("sample")),
    ];
    for ((name, draft), (expected_name, layout, form, zone_name)) in test_zone::layouts().into_iter().zip(expected) {
        assert_eq!(name, expected_name);
        let gtd = read(&draft.encode().unwrap());
        assert_eq!((gtd.header().layout, gtd.pond_form()), (layout, form), "{name}");
        assert_eq!(gtd.header().name.as_deref(), zone_name, "{name}");
        assert_eq!((gtd.rivers().len(), gtd.ponds().len()), (2, 2), "{name}");
        assert!(gtd.trailing().is_empty(), "{name}");
        assert_whole(&gtd);
    }
}

/// Lengths of names and versions that are also legal numbers of vertices: the end of the file decides.
#[test]
fn a_header_that_looks_like_a_size_is_still_a_header() {
    for length in [9, 17, 33, 65, 129] {
        let name = "n".repeat(length as usize);
        let modern = read(&test_zone::sample(Header::modern(&name)).encode().unwrap());
        assert_eq!((modern.header().layout, modern.header().name.as_deref()), (Layout::Modern, Some(name.as_str())));
        let version = Layout::Versioned { version: length };
        assert_eq!(
            read(&test_zone::sample(Header::versioned(length, "zone")).encode().unwrap()).header().layout,
            version
        );
    }
}

#[test]
fn names_may_be_empty_or_260_bytes() {
    for name in [String::new(), "z".repeat(260)] {
        for header in [Header::versioned(1, &name), Header::versioned(2, &name), Header::modern(&name)] {
            let gtd = read(&test_zone::sample(header.clone()).encode().unwrap());
            assert_eq!((gtd.header().layout, gtd.header().name.as_deref()), (header.layout, Some(name.as_str())));
        }
    }
}

#[test]
fn an_unknown_version_is_read_like_2_and_known_to_be_unknown() {
    for version in [3, 7, 999] {
        let gtd = read(&test_zone::sample(Header::versioned(version, "new")).encode().unwrap());
        assert_eq!(gtd.pond_form(), PondForm::Extra);
        assert!(!gtd.header().layout.is_known());
    }
    assert!(Layout::Versioned { version: 2 }.is_known() && Layout::Modern.is_known());
}

#[test]
fn trailing_bytes_are_kept_and_reported() {
    for (name, mut draft) in test_zone::layouts() {
        for trailing in [&b"x"[..], &[0; 4], &[0xff; 100]] {
            draft.trailing = trailing.to_vec();
            let gtd = read(&draft.encode().unwrap());
            assert_eq!(gtd.trailing(), trailing, "{name}");
            assert_eq!(gtd.pond_form(), draft.pond_form, "{name}");
            assert_whole(&gtd);
        }
    }
}

/// A damaged name length in a headerless file is not taken for an old pond with bytes left over.
#[test]
fn a_damaged_pond_is_no_old_pond() {
    let mut draft = Draft::flat(Header::headerless(), 9);
    let vertex = WaterVertex::new([1.0; 3], [0.0, 1.0, 0.0], 0, [0.0; 2]);
    draft.ponds = vec![Pond::new(2, vec![vertex; 4], "ka_water.dxt")];
    let mut bytes = draft.encode().unwrap();
    let pond = bytes.len() - (4 + 4 + 4 + 13 + 4 * 44 + 4);
    bytes[pond + 8..pond + 12].copy_from_slice(&(-1_i32).to_le_bytes());
    let error = Gtd::parse(bytes).unwrap_err();
    assert_eq!((error.section, error.offset), (SectionId::Ponds.name(), pond as u64 + 8));
}

#[test]
fn zones_without_textures_or_water_are_whole() {
    for header in
        [Header::headerless(), Header::versioned(1, "bare"), Header::versioned(2, "bare"), Header::modern("bare")]
    {
        for size in [9, 33, 65] {
            let gtd = read(&Draft::flat(header.clone(), size).encode().unwrap());
            assert_eq!((gtd.map_size(), gtd.patches_per_side()), (size, size / 8));
            assert_eq!(gtd.textures().tiles.len() + gtd.rivers().len() + gtd.ponds().len(), 0);
            assert_whole(&gtd);
        }
    }
}

#[test]
fn legal_sizes_are_powers_of_two_and_one() {
    let legal: Vec<i64> = (-10..=20_000).filter(|size| is_map_size(*size)).collect();
    assert_eq!(legal, [9, 17, 33, 65, 129, 257, 513, 1025, 2049, 4097, 8193]);
}

#[test]
fn errors_of_invalid_files_have_their_position() {
    let words = |words: &[i32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let (cut, wrong) = (ErrorClass::Truncated, ErrorClass::Malformed);
    let cases = [
        (vec![], cut, SectionId::Header, 0),
        (vec![1, 0, 0], cut, SectionId::Header, 0),
        (words(&[1]), cut, SectionId::Header, 4),
        (words(&[1, 8, 0]), cut, SectionId::Header, 8),
        (words(&[1, 4, 0]), cut, SectionId::MapData, 12),
        (words(&[1, 4, 0, 64]), wrong, SectionId::MapData, 12),
        (words(&[1, 4, 0, 65]), cut, SectionId::MapData, 16),
        (words(&[65]), cut, SectionId::MapData, 4),
        (words(&[-1, 0, 0]), wrong, SectionId::Header, 0),
        (words(&[5000, 4, 0, 64]), wrong, SectionId::Header, 0),
        (b"NTF\x03 is a texture".to_vec(), wrong, SectionId::Header, 0),
    ];
    for (bytes, class, section, offset) in cases {
        let error = Gtd::parse(bytes.as_slice()).unwrap_err();
        assert_eq!((error.class, error.section, error.offset), (class, section.name(), offset), "{bytes:?}: {error}");
    }
}
