//! Every kind of file field by field: complete, truncated, and with trailing bytes.

use std::path::Path;

use gtd_viewer::formats::gtd::{Draft, Header};
use gtd_viewer::formats::kernel::{FieldMap, Run, cipher};
use gtd_viewer::formats::kinds::{FileKind, KINDS};

use crate::common::samples;

/// A file of every kind: extension and bytes.
fn files() -> Vec<(String, Vec<u8>)> {
    let extension = |name: &str| Path::new(name).extension().unwrap().to_str().unwrap().to_owned();
    let parts = samples::all().into_iter().map(|(name, bytes)| (extension(&name), bytes));
    parts.chain([("gtd".to_owned(), Draft::flat(Header::versioned(2, "kinds"), 9).encode().unwrap())]).collect()
}

/// Runs and sections are contiguous over all bytes; each field has its bytes.
fn assert_gapless(map: &FieldMap, content: &[u8]) {
    let end = map.runs().iter().fold(0, |end, run| {
        assert_eq!(run.offset, end, "a gap or overlap before {}", run.name());
        for field in run.fields_at(run.count - 1) {
            assert_eq!(field.raw(content).map(<[u8]>::len), Some(field.bytes as usize), "{field:?}");
        }
        run.end()
    });
    assert_eq!(end, content.len() as u64);
    assert_eq!(map.sections().iter().map(|section| section.bytes).sum::<u64>(), content.len() as u64);
}

#[test]
fn every_kind_is_recognized_and_covered_to_its_last_byte() {
    let mut seen = Vec::new();
    for (extension, bytes) in files() {
        let kind = FileKind::detect(&bytes, Some(&extension)).unwrap_or_else(|| panic!(".{extension}"));
        assert!(kind.extensions.contains(&extension.as_str()), ".{extension} is taken for {}", kind.name);
        assert!(FileKind::detect(&bytes, None).is_some(), ".{extension} is recognized by its content");
        let file = kind.map(bytes.as_slice());
        assert_eq!(file.error, None, ".{extension}");
        assert_gapless(&file.map, &file.content);
        assert_eq!(file.map.uncovered().next(), None, ".{extension}");
        for run in file.map.runs() {
            assert!(!run.name().is_empty() && run.fields().iter().all(|field| !field.name.is_empty()));
        }
        seen.push(kind.name);
    }
    for kind in KINDS {
        assert!(seen.contains(&kind.name), "no sample of {}", kind.name);
    }
}

#[test]
fn a_cut_file_is_named_as_far_as_it_goes() {
    for (extension, bytes) in files() {
        let kind = FileKind::detect(&bytes, Some(&extension)).unwrap();
        let whole = kind.map(bytes.as_slice());
        let borders = whole.map.runs().iter().flat_map(|run| [run.offset, run.offset + 1, run.end() - 1]);
        for cut in borders.filter(|cut| *cut < bytes.len() as u64) {
            let file = kind.map(&bytes[..cut as usize]);
            assert_gapless(&file.map, &file.content);
            match &file.error {
                Some(error) => {
                    assert!(error.offset <= cut, ".{extension} cut at {cut}: {error}");
                    assert!(!error.section.is_empty() && !error.field.is_empty());
                }
                // Tile textures are any number of records, the first record of a color map of four is a color map of one,
                // older objects and server maps end earlier, and lines of text end anywhere.
                None => {
                    assert!(
                        ["gtt", "tct", "n3shape", "smd", "evt"].contains(&extension.as_str()),
                        ".{extension} cut at {cut} is read"
                    );
                }
            }
        }
    }
}

#[test]
fn bytes_behind_the_last_field_are_not_covered() {
    for (extension, bytes) in files() {
        let kind = FileKind::detect(&bytes, Some(&extension)).unwrap();
        let mut longer = if kind.is_enciphered { cipher::decipher(&bytes) } else { bytes.clone() };
        longer.extend([1, 2, 3]);
        let longer = if kind.is_enciphered { cipher::encipher(&longer) } else { longer };
        assert_eq!(FileKind::detect(&longer, Some(&extension)).map(|kind| kind.name), Some(kind.name));
        let file = kind.map(longer);
        assert_gapless(&file.map, &file.content);
        let left: Vec<&Run> = file.map.uncovered().collect();
        assert_eq!((left.len(), left[0].offset, left[0].bytes()), (1, bytes.len() as u64, 3), ".{extension}");
        assert_eq!(file.map.section_at(left[0].offset).unwrap().spec.name, "trailing bytes");
    }
}

#[test]
fn changed_bytes_never_leave_a_gap() {
    for (extension, bytes) in files() {
        let kind = FileKind::detect(&bytes, Some(&extension)).unwrap();
        for at in (0..bytes.len().min(600)).chain((600..bytes.len()).step_by(997)) {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = value;
                let file = kind.map(bytes);
                assert_gapless(&file.map, &file.content);
                assert!(file.error.is_none_or(|error| error.offset <= file.content.len() as u64));
            }
        }
    }
}
