//! Every real file of a known kind is covered by named fields to its last byte.

use gtd_viewer::formats::kinds::{FileKind, KINDS};

use crate::common;

#[test]
fn every_real_file_is_covered_to_its_last_byte() {
    let Some(folder) = common::corpus() else { return };
    for kind in KINDS {
        let mut files = 0;
        for path in kind.extensions.iter().flat_map(|known| common::files_with_extension(&folder.join("ko"), known)) {
            let bytes = common::read(&path);
            let extension = path.extension().and_then(|extension| extension.to_str());
            let detected = FileKind::detect(&bytes, extension).map(|kind| kind.name);
            assert_eq!(detected, Some(kind.name), "{}", path.display());
            let file = kind.map(bytes);
            assert_eq!(file.error, None, "{}", path.display());
            let end = file.map.runs().iter().fold(0, |end, run| {
                assert_eq!(run.offset, end, "{}: a gap before {}", path.display(), run.name());
                run.end()
            });
            assert_eq!(end, file.content.len() as u64, "{}", path.display());
            assert_eq!(file.map.uncovered().next(), None, "{}", path.display());
            files += 1;
        }
        println!("{files} files of the kind \"{}\"", kind.name);
        assert!(files > 0, "no file of the kind {}", kind.name);
    }
}
