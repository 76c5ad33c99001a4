//! Replay of fuzzer inputs: every stored crash, a small corpus, and the fixtures, through the fuzz targets; and the
//! fixtures with every four bytes damaged.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use crate::alone;
use crate::fuzz_targets::{TARGETS, Target};

/// All files below a folder, sorted; none if there is no such folder.
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

/// Runs bytes through a target; returns its panic message, if any.
fn replayed(target: Target, bytes: &[u8]) -> Result<(), String> {
    let text = |panic: Box<dyn std::any::Any + Send>| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast::<&str>().map_or_else(|_| "panicked".into(), |text| text.to_string()),
    };
    catch_unwind(|| target(bytes)).map_err(text)
}

/// Replacement values for counts, lengths and offsets.
const BROKEN: [i32; 4] = [-1, i32::MAX, 0x0001_0000, 0x0100_0000];

/// Runs a file through a target with every four bytes in turn damaged.
fn broken_everywhere(target: Target, whole: &[u8]) -> Result<(), String> {
    for at in 0..whole.len().saturating_sub(3) {
        let number = BROKEN[at % BROKEN.len()];
        let mut bytes = whole.to_vec();
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        replayed(target, &bytes).map_err(|panic| format!("with {number} at byte {at}: {panic}"))?;
    }
    Ok(())
}

#[test]
fn former_fuzzer_findings_stay_fixed() {
    let _alone = alone();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fuzz = root.join("tests/fuzz");
    let fixtures = [files_below(&root.join("fixtures/gtd")), files_below(&root.join("fixtures/parts"))].concat();
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    let mut failed = Vec::new();
    for (name, target, extensions) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "tests/fuzz/Cargo.toml lacks {name}");
        let [found, corpus] = ["corpus-regressions", "corpus"].map(|kind| files_below(&fuzz.join(kind).join(name)));
        assert!(!corpus.is_empty(), "{name} has no corpus");
        for path in found.iter().chain(&corpus).chain(&fixtures) {
            let bytes = std::fs::read(path).expect("a kept file");
            let mut result = replayed(target, &bytes);
            let is_its_kind = path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e));
            if result.is_ok() && is_its_kind && fixtures.contains(path) {
                result = broken_everywhere(target, &bytes);
            }
            failed.extend(result.err().map(|panic| format!("{name}, {}: {panic}", path.display())));
        }
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len(), "a program without a target");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn short_inputs_are_read_or_refused() {
    let _alone = alone();
    for (name, target, _) in TARGETS {
        for length in 0..64 {
            for byte in [0, 1, 0xff] {
                let result = replayed(target, &vec![byte; length]);
                assert!(result.is_ok(), "{name}, {length} bytes of {byte}: {result:?}");
            }
        }
    }
}
