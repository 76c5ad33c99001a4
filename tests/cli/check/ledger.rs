//! Findings of `check` for every fixture. `GTD_VIEWER_WRITE_FIXTURES=1` updates them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use gtd_viewer::check::{Subject, Surroundings, check, malformed};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::platform::block_on;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common::files_with_extension;

#[test]
fn the_ledger_of_the_fixtures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut ledger = String::new();
    for path in files_with_extension(&root, "gtd") {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        writeln!(ledger, "{name}").unwrap();
        for (code, count) in findings(&path) {
            writeln!(ledger, "  {code} {count}").unwrap();
        }
    }
    let stored = root.join("check.ledger");
    if std::env::var_os("GTD_VIEWER_WRITE_FIXTURES").is_some() {
        std::fs::write(&stored, &ledger).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&stored).unwrap_or_default(), ledger, "see fixtures/README.md");
}

fn findings(path: &Path) -> BTreeMap<String, u64> {
    let found = match Gtd::parse(std::fs::read(path).unwrap()) {
        Ok(gtd) => {
            let around =
                block_on(async { Surroundings::read(&gtd, &ZoneFiles::open(&ZoneSource::of(path), None).await).await });
            let stem = path.file_stem().unwrap().to_string_lossy();
            check(&Subject { gtd: &gtd, stem: Some(&stem), around: around.as_ref() })
        }
        Err(error) => malformed(&error),
    };
    let mut counts = BTreeMap::new();
    for finding in found.into_list() {
        let label = format!("{} {}", finding.code.severity.name(), finding.code.name);
        *counts.entry(label).or_default() += finding.count;
    }
    counts
}
