//! Every real zone file: read whole, accounted for to the byte, written back as it was.

mod common;

use gtd_viewer::gtd::{Draft, Gtd, SectionId};

#[test]
fn every_real_file_is_accounted_for_and_written_back() {
    let Some(corpus) = common::corpus("corpus_gtd") else { return };
    let files = common::files_with_extension(&corpus.join("ko"), "gtd");
    assert!(!files.is_empty(), "no zone file below {}", corpus.display());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let gtd = Gtd::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(gtd.trailing().is_empty(), "{}", path.display());
        assert_gapless(&gtd);
        assert!(Draft::from(&gtd).encode() == bytes, "{} is written differently", path.display());
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
    let runs_end = gtd.runs().iter().fold(0, |end, run| {
        assert_eq!(run.offset, end, "a gap before {}", run.name());
        run.end()
    });
    assert_eq!(runs_end, gtd.bytes().len() as u64);
}
