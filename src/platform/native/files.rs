//! Files of the user as futures, which are ready at once.

#![allow(clippy::unused_async, reason = "only a page must wait")]

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::fs;

/// The names of all files and folders in a folder, in any order.
///
/// # Errors
/// The system's error.
pub async fn list(folder: &Path) -> io::Result<Vec<OsString>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.file_name()).collect())
}

/// All bytes of a file.
///
/// # Errors
/// As [`fs::read`].
pub async fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// At most `bytes` bytes from the start of a file, and its length.
///
/// # Errors
/// As [`fs::read_start`].
pub async fn read_start(path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
    fs::read_start(path, bytes)
}

/// The absolute path of a file. Symbolic links are not resolved: they are the user's names of files.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
