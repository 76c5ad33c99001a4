//! Helpers shared by the test harnesses.
#![allow(dead_code, unused_imports, reason = "each harness uses a part")]

use std::path::{Path, PathBuf};

pub mod glb;
pub mod samples;
pub mod test_zone;

/// Prints that the running test is skipped, and the reason. `script/test` shows these lines.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    println!("skipped: {}: {reason}", thread.name().unwrap_or("a test"));
}

/// The folder with real client files (`ko`) and expected results (`golden`); prints that the test is skipped without
/// it.
pub fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("GTD_VIEWER_CORPUS").map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        skip("GTD_VIEWER_CORPUS names no folder with real client files");
    }
    folder
}

/// All files below a folder with this extension in any case, sorted.
pub fn files_with_extension(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Bytes of a file that must be readable.
pub fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
