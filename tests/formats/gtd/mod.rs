//! The zone file format through its public interface: records, layouts, malformed files, properties, fixtures.

mod detection;
mod fixtures;
mod light_maps;
mod malformed;
mod properties;
mod records;
mod walk;
mod water;

use crate::common::test_zone;
use gtd_viewer::formats::gtd::{Draft, Gtd};

/// Parses valid bytes.
fn read(bytes: &[u8]) -> Gtd {
    Gtd::parse(bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// Properties of every parsed zone, whatever its contents: sections and runs cover the file, and writing gives the same
/// bytes.
fn assert_whole(gtd: &Gtd) {
    let mut end = 0;
    for section in gtd.sections() {
        assert_eq!(section.offset, end);
        end = section.end();
    }
    assert_eq!(gtd.sections().len(), 8);
    assert_eq!(end + gtd.trailing().len() as u64, gtd.bytes().len() as u64);
    let end = gtd.field_map().runs().iter().fold(0, |end, run| {
        assert_eq!(run.offset, end, "a gap before {}", run.name());
        run.end()
    });
    assert_eq!(end, gtd.bytes().len() as u64);
    assert!(Draft::from(gtd).encode().unwrap() == gtd.bytes(), "written differently");
}
