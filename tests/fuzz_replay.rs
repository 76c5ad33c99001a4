//! Replays what the fuzzer found: every kept crash, a small corpus, and the fixtures, through the fuzzer's own targets.
//!
//! One test only: memory is counted for the whole process, so nothing may run beside it.

#[path = "common/fuzz_targets.rs"]
mod fuzz_targets;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use fuzz_targets::{TARGETS, Target};

/// All files below a folder, sorted; none where there is no such folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("a readable entry").path())
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect();
    files.sort();
    files
}

/// Runs a file through a target; what the target says when it panics.
fn replayed(target: Target, bytes: &[u8]) -> Result<(), String> {
    let text = |panic: Box<dyn std::any::Any + Send>| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast::<&str>().map_or_else(|_| "panicked".into(), |text| text.to_string()),
    };
    catch_unwind(|| target(bytes)).map_err(text)
}

#[test]
fn what_the_fuzzer_found_stays_mended() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = [files_below(&root.join("fixtures/gtd")), files_below(&root.join("fixtures/parts"))].concat();
    let mut failed = Vec::new();
    for (name, target) in TARGETS {
        let kept =
            ["corpus-regressions", "corpus"].map(|kind| files_below(&root.join("tests/fuzz").join(kind).join(name)));
        assert!(!kept[1].is_empty(), "{name} has no corpus");
        for path in kept.iter().flatten().chain(&fixtures) {
            let bytes = std::fs::read(path).expect("a kept file");
            if let Err(told) = replayed(target, &bytes) {
                failed.push(format!("{name}, {}: {told}", path.display()));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The programs of `tests/fuzz` are those of the list.
#[test]
fn every_target_has_its_program() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "tests/fuzz/Cargo.toml lacks {name}");
        assert!(fuzz.join(format!("fuzz_targets/{name}.rs")).is_file(), "{name} has no program");
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}
