//! Contents of an output folder: which files an earlier output has left in it, and which are of other origin.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::export::partial;
use crate::platform::fs;
use crate::platform::parallel::*;

/// List of an export's files, in its folder.
pub(super) const MANIFEST: &str = ".gtd-viewer-export";
/// Files that file managers leave in folders that they show.
const OF_FILE_MANAGERS: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory"];

/// How files of an earlier output are recognized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By a manifest in the folder, whose first line is this text and whose others are the files with their sizes.
    Manifest(String),
    /// By their names and bytes.
    Files(&'static [(&'static str, &'static [u8])]),
    /// Not at all: the folder must be empty.
    Unknown,
}

impl Origin {
    fn is_title(&self, text: &str) -> bool {
        matches!(self, Origin::Manifest(title) if title == text)
    }

    /// The manifest of these files, if there is to be one.
    pub(super) fn manifest(&self, files: &[StagedFile]) -> Option<String> {
        let Origin::Manifest(title) = self else { return None };
        let lines = files.iter().map(|StagedFile { name, bytes }| format!("{bytes} {name}\n"));
        Some(std::iter::once(format!("{title}\n")).chain(lines).collect())
    }
}

/// A file, and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StagedFile {
    /// Path below the folder, with `/`.
    pub(super) name: String,
    pub(super) bytes: u64,
}

/// All files below a folder, sorted by name.
pub(super) fn list(folder: &Path) -> io::Result<Vec<StagedFile>> {
    let mut files = Vec::new();
    walk(folder, "", &mut |name, entry| {
        if let Some(entry) = entry {
            files.push(StagedFile { name: name.to_owned(), bytes: entry.metadata()?.len() });
        }
        Ok(true)
    })?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Visits everything below a folder until `visit` returns false: folders without an entry. A link is no folder.
fn walk(
    folder: &Path,
    above: &str,
    visit: &mut dyn FnMut(&str, Option<&fs::DirEntry>) -> io::Result<bool>,
) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let goes_on = if entry.file_type()?.is_dir() {
            visit(&format!("{name}/"), None)? && walk(&entry.path(), &format!("{name}/"), visit)?
        } else {
            visit(&name, Some(&entry))?
        };
        if !goes_on {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes all files and folders to the disk.
pub(super) fn sync(folder: &Path, files: &[StagedFile]) -> io::Result<()> {
    // On all cores: file systems write the changes of several files at once.
    files.par_iter().try_for_each(|file| {
        let file = fs::OpenOptions::new().write(true).open(folder.join(&file.name))?;
        fs::sync_file(&file)
    })?;
    let mut folders: Vec<&Path> = files.iter().map(|file| fs::parent(Path::new(&file.name))).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.par_iter().for_each(|below| fs::sync_folder(&folder.join(below)));
    Ok(())
}

/// Whether another program that still runs has a temporary folder in this one.
pub(super) fn has_other_owner(folder: &Path, own: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut others = entries.filter(|entry| partial::is_temporary(&entry.file_name()) && entry.path() != own);
    others.any(|entry| partial::is_owned(&entry.path()))
}

/// Contents of a target, read until something of other origin is found.
pub(super) struct Content {
    /// Files of an earlier output.
    pub(super) files: Vec<String>,
    /// A file or folder of other origin.
    pub(super) foreign: Option<String>,
    /// Title of the manifest of another output.
    title: Option<String>,
    /// Whether an earlier output would be recognized.
    is_recognizable: bool,
}

impl Content {
    /// Reads the contents of a folder, except for a temporary folder in it.
    pub(super) fn read(folder: &Path, origin: &Origin, except: Option<&Path>) -> io::Result<Content> {
        let known = Known::read(folder, origin);
        let except = except.and_then(Path::file_name).map(|name| format!("{}/", name.to_string_lossy()));
        let is_excepted = |name: &str| except.as_deref().is_some_and(|except| name.starts_with(except));
        let (mut files, mut folders, mut foreign) = (Vec::new(), Vec::new(), None);
        walk(folder, "", &mut |name, entry| {
            match entry {
                _ if is_excepted(name) => {}
                None => folders.push(name.to_owned()),
                Some(entry) if known.contains(name, entry)? => files.push(name.to_owned()),
                Some(_) => foreign = Some(name.to_owned()),
            }
            Ok(foreign.is_none())
        })?;
        files.sort_unstable();
        // No output has folders without a file.
        let has_files = |folder: &String| {
            let next = files.get(files.partition_point(|file| file < folder));
            next.is_some_and(|file| file.starts_with(folder.as_str()))
        };
        let foreign = foreign.or_else(|| folders.into_iter().find(|folder| !has_files(folder)));
        let title = known.title.filter(|title| !origin.is_title(title));
        let title = title.map(|title| title.escape_debug().to_string());
        Ok(Content { files, foreign, title, is_recognizable: *origin != Origin::Unknown })
    }

    /// Fails if there are files of other origin.
    pub(super) fn assert_own(&self) -> io::Result<()> {
        let Some(name) = &self.foreign else { return Ok(()) };
        let reason = match &self.title {
            Some(title) => format!("it holds the output of '{title}'"),
            None if self.is_recognizable => {
                format!("it holds '{}', which is not from an earlier run of this command", name.escape_debug())
            }
            None => format!("it holds '{}'", name.escape_debug()),
        };
        let reason = format!("the folder is not empty: {reason}; choose an empty or new folder");
        Err(io::Error::new(io::ErrorKind::AlreadyExists, reason))
    }
}

/// The files that an earlier output may have left.
struct Known<'a> {
    sizes: BTreeMap<String, u64>,
    origin: &'a Origin,
    /// First line of the manifest, if there is one.
    title: Option<String>,
}

impl Known<'_> {
    fn read<'a>(folder: &Path, origin: &'a Origin) -> Known<'a> {
        let mut known = Known { sizes: BTreeMap::new(), origin, title: None };
        match origin {
            Origin::Manifest(expected) => {
                let path = folder.join(MANIFEST);
                let is_file = fs::symlink_metadata(&path).is_ok_and(|known| known.is_file());
                let text = is_file.then(|| fs::read_to_string(path).ok()).flatten().unwrap_or_default();
                let mut lines = text.lines();
                known.title = lines.next().map(str::to_owned);
                if known.title.as_ref() == Some(expected) {
                    let file = |line: &str| {
                        line.split_once(' ').and_then(|(n, name)| Some((name.to_owned(), n.parse().ok()?)))
                    };
                    known.sizes = lines.filter_map(file).collect();
                    known.sizes.insert(MANIFEST.to_owned(), text.len() as u64);
                }
            }
            Origin::Files(files) => {
                known.sizes = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.len() as u64)).collect();
            }
            Origin::Unknown => {}
        }
        known
    }

    fn contains(&self, name: &str, entry: &fs::DirEntry) -> io::Result<bool> {
        let is_file = entry.file_type()?.is_file();
        let leaf = name.rsplit('/').next().unwrap_or(name);
        if is_file && OF_FILE_MANAGERS.contains(&leaf) {
            return Ok(true);
        }
        if !is_file || self.sizes.get(name) != Some(&entry.metadata()?.len()) {
            return Ok(false);
        }
        match self.origin {
            Origin::Files(files) => {
                let expected = files.iter().find(|(known, _)| *known == name);
                Ok(expected.is_some_and(|(_, bytes)| fs::read(entry.path()).is_ok_and(|found| found == *bytes)))
            }
            _ => Ok(true),
        }
    }
}
