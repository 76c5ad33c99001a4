//! Inputs of a command: as typed, from standard input, or found in folders.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::platform::fs;
use crate::zone::{ZoneFiles, ZoneSource};

/// An input as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    StandardInput,
    /// A file or folder.
    Path(PathBuf),
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Input {
        if path.as_os_str() == "-" { Input::StandardInput } else { Input::Path(path) }
    }
}

impl Input {
    /// The name in reports: the path as typed.
    pub fn name(&self) -> String {
        match self {
            Input::StandardInput => "-".into(),
            Input::Path(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// The path, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::StandardInput => None,
            Input::Path(path) => Some(path),
        }
    }

    /// Access to the files of the zone. `data` is the client folder, if it is not the one that contains the zone.
    pub async fn zone_files(&self, data: Option<&Path>) -> ZoneFiles {
        match self {
            Input::Path(path) => ZoneFiles::open(&ZoneSource::of(path), data).await,
            Input::StandardInput => ZoneFiles::without_path(data),
        }
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// The system's error; a folder is an error of its own.
    pub fn read(&self) -> Result<Vec<u8>> {
        match self {
            Input::StandardInput => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
                Ok(bytes)
            }
            Input::Path(path) if path.is_dir() => bail!("is a folder; use -r to read the zones in it"),
            Input::Path(path) => fs::read(path).context("cannot read the file"),
        }
    }
}

/// Expands patterns such as `Zones/*.gtd`, sorted by name, for shells that do not. A pattern that is the name of a
/// file, or that matches nothing, is kept.
pub fn expand_patterns(inputs: Vec<Input>) -> Vec<Input> {
    let expand = |input: Input| {
        let pattern = input.path().filter(|path| !path.exists()).and_then(Path::to_str);
        let found = pattern.filter(|text| text.contains(['*', '?', '['])).and_then(|text| glob::glob(text).ok());
        let found: Vec<PathBuf> = found.into_iter().flatten().flatten().collect();
        if found.is_empty() { vec![input] } else { found.into_iter().map(Input::Path).collect() }
    };
    inputs.into_iter().flat_map(expand).collect()
}

/// Replaces each folder by the zone files in it and below it, sorted by name. A folder that cannot be listed, or has no
/// zones, is kept and fails when it is read.
pub fn expand_folders(inputs: Vec<Input>) -> Vec<Input> {
    let expand = |input: Input| match input.path().filter(|path| path.is_dir()) {
        Some(folder) => {
            let mut found = Vec::new();
            collect_zones(folder, &mut found, 0);
            if found.is_empty() { vec![input] } else { found.into_iter().map(Input::Path).collect() }
        }
        None => vec![input],
    };
    inputs.into_iter().flat_map(expand).collect()
}

/// Maximum depth of nested folders; ends loops of links.
const MAX_DEPTH: u32 = 32;

fn collect_zones(folder: &Path, found: &mut Vec<PathBuf>, depth: u32) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < MAX_DEPTH {
                collect_zones(&path, found, depth + 1);
            }
        } else if is_zone(&path) {
            found.push(path);
        }
    }
}

/// Whether a file has the extension of a zone.
fn is_zone(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case("gtd"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_their_zones_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("below")).unwrap();
        for name in ["b.GTD", "a.gtd", "a.tct", "below/c.gtd"] {
            std::fs::write(root.join(name), b"").unwrap();
        }
        let found = expand_folders(vec![Input::StandardInput, Input::Path(root.into())]);
        let expected = ["a.gtd", "b.GTD", "below/c.gtd"].map(|name| Input::Path(root.join(name)));
        assert_eq!(found[0], Input::StandardInput);
        assert_eq!(found[1..], expected);
    }

    #[test]
    fn patterns_become_what_they_match() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.gtd", "a.gtd", "c.tct", "[d].gtd"] {
            std::fs::write(folder.path().join(name), b"").unwrap();
        }
        let typed = |name: &str| Input::Path(folder.path().join(name));
        let found = expand_patterns(vec![typed("?.gtd"), typed("[d].gtd"), typed("*.opd"), Input::StandardInput]);
        assert_eq!(found, [typed("a.gtd"), typed("b.gtd"), typed("[d].gtd"), typed("*.opd"), Input::StandardInput]);
    }

    #[test]
    fn an_empty_folder_stays_and_fails() {
        let folder = tempfile::tempdir().unwrap();
        let input = Input::Path(folder.path().into());
        assert_eq!(expand_folders(vec![input.clone()]), std::slice::from_ref(&input));
        assert!(input.read().is_err());
    }
}
