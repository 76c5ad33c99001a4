//! The folder of real client files, for tests that need it. It is not part of the project.

#![allow(dead_code)] // each test binary uses its own part

use std::path::{Path, PathBuf};

/// The folder that `GTD_VIEWER_CORPUS` names (with `ko` and `golden` in it), or `None` with a printed line.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("GTD_VIEWER_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: GTD_VIEWER_CORPUS is not set");
    }
    folder
}

/// All files below `folder` whose names end so, in any case, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().to_lowercase().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The bytes of a file.
pub fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
