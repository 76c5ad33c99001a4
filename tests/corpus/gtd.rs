//! Every real zone file: parsed completely, covered to the byte, written back identically.

use crate::common;
use gtd_viewer::formats::gtd::{Draft, Gtd, SectionId};

#[test]
fn every_real_file_is_accounted_for_and_written_back() {
    let Some(corpus) = common::corpus() else { return };
    let files = common::files_with_extension(&corpus.join("ko"), "gtd");
    assert!(!files.is_empty(), "no zone file below {}", corpus.display());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let gtd = Gtd::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(gtd.trailing().is_empty(), "{}", path.display());
        assert_gapless(&gtd);
        assert!(Draft::from(&gtd).encode().unwrap() == bytes, "{} is written differently", path.display());
    }
}

/// Sections and runs cover the file from byte 0 to its end.
fn assert_gapless(gtd: &Gtd) {
    let mut end = 0;
    for (section, id) in gtd.sections().iter().zip(SectionId::ALL) {
        assert_eq!((section.id, section.offset), (id, end));
        end = section.end();
    }
    assert_eq!(end + gtd.trailing().len() as u64, gtd.bytes().len() as u64);
    let runs_end = gtd.field_map().runs().iter().fold(0, |end, run| {
        assert_eq!(run.offset, end, "a gap before {}", run.name());
        run.end()
    });
    assert_eq!(runs_end, gtd.bytes().len() as u64);
}

/// Implied triangles face up, except for a few folded cells.
#[test]
fn real_water_faces_up() {
    let Some(corpus) = common::corpus() else { return };
    let (mut up, mut all) = (0, 0);
    for path in common::files_with_extension(&corpus.join("ko"), "gtd") {
        let gtd = Gtd::parse(std::fs::read(&path).unwrap()).unwrap();
        let rivers = gtd.rivers().iter().map(|river| (&river.vertices, river.indices(), river.index_count));
        let ponds = gtd.ponds().iter().map(|pond| (&pond.vertices, pond.indices(), pond.triangle_count * 3));
        for (vertices, indices, stored) in rivers.chain(ponds) {
            assert_eq!(indices.len(), stored as usize, "{}", path.display());
            for corner in indices.as_chunks::<3>().0 {
                let [a, b, c] = corner.map(|index| glam::Vec3::from(vertices[index as usize].position_m()));
                let y = (b - a).cross(c - a).y;
                all += usize::from(y != 0.0);
                up += usize::from(y > 0.0);
            }
        }
    }
    println!("{up} of {all} water triangles face up");
    assert!(up * 100 >= all * 95);
}

/// Parsing views the records in place, so the largest zone takes microseconds. The limit is generous, for unoptimized
/// builds on busy machines; the printed number is what matters.
#[test]
fn parsing_takes_no_time() {
    let Some(corpus) = common::corpus() else { return };
    let bytes = std::fs::read(corpus.join("ko/1298/Zones/karus_start.gtd")).unwrap();
    let median = |parse: fn(&[u8]) -> std::time::Duration| {
        let mut times: Vec<_> = (0..101).map(|_| parse(&bytes)).collect();
        times.sort();
        times[50]
    };
    let taken = median(|bytes| {
        let owned = bytes.to_vec();
        let start = std::time::Instant::now();
        std::hint::black_box(Gtd::parse(owned)).unwrap();
        start.elapsed()
    });
    let copied = median(|bytes| {
        let start = std::time::Instant::now();
        std::hint::black_box(Gtd::parse(bytes)).unwrap();
        start.elapsed()
    });
    println!("karus_start is parsed in {taken:?} where the bytes are taken, {copied:?} where they are copied");
    assert!(taken.as_millis() < 5);
}
