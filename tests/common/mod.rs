//! What the integration tests share.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};

/// The folder with real client files (`ko`) and expected results (`golden`); says that the test is skipped without.
pub fn corpus(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("GTD_VIEWER_CORPUS").map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        println!("{test}: skipped, GTD_VIEWER_CORPUS names no folder with real client files");
    }
    folder
}

/// All files below a folder with this extension in any case, sorted.
pub fn files_with_extension(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder").flatten() {
            let path = entry.path();
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

pub mod little_zone;
pub mod pictures;

#[cfg(feature = "render")]
pub mod headless;
