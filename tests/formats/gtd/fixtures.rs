//! The files in `fixtures/gtd` are those of the sample zones. `GTD_VIEWER_WRITE_FIXTURES=1` updates them.

use std::path::Path;

use super::{assert_whole, read, test_zone};

#[test]
fn fixtures_match_the_sample_zones() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gtd");
    let write = std::env::var_os("GTD_VIEWER_WRITE_FIXTURES").is_some();
    for (name, draft) in test_zone::layouts() {
        let (path, bytes) = (folder.join(format!("{name}.gtd")), draft.encode().unwrap());
        if write {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let stored = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(stored == bytes, "{} differs: see fixtures/README.md", path.display());
        assert_whole(&read(&stored));
    }
}
