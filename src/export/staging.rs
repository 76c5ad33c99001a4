//! Staging of a folder whose files appear together or not at all.
//!
//! The files are collected in a temporary folder beside the target (`partial`) and written to the disk; then that folder
//! is renamed. The output is in place after one rename, or two where an earlier output is replaced. A target that
//! cannot be renamed (a mount point, the working directory, a folder in one that cannot be written) gets its files one
//! by one from a temporary folder inside it.

mod content;

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::atomic_file::Target;
use super::partial;
use crate::platform::fs::{self, File};

use content::{Content, MANIFEST};

pub use content::Origin;

/// Folder with the output, under the target's name.
const WHOLE: &str = "whole";
/// Folder with the files of an output that go into the target one by one.
const FILES: &str = "files";
/// Folder of what was replaced. It exists once everything is complete and the first rename is near.
const OLD: &str = "old";

/// What a temporary folder holds besides its lock.
pub(super) const FOLDERS: [&str; 3] = [WHOLE, FILES, OLD];

/// Treatment of a target that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// The new folder gets a number.
    Number,
    /// An empty folder and an earlier output of the same origin are replaced; any other folder is refused.
    Replace,
    /// As `Replace`; in any other folder, files of the same name are replaced and the others are kept.
    Force,
}

/// A folder of unfinished files. If dropped before [`Staging::finish`], it is removed.
pub struct Staging {
    target: PathBuf,
    existing: Existing,
    origin: Origin,
    /// The temporary folder.
    part: PathBuf,
    /// The folder that collects the files.
    root: PathBuf,
    /// Whether `part` is inside the target.
    is_inside: bool,
}

/// A folder in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub path: PathBuf,
    /// Whether files of other origin are kept in it.
    pub is_merged: bool,
}

impl Staging {
    /// Begins a folder.
    ///
    /// # Errors
    /// The target is a file, or a folder with files of another origin; its parent is missing or cannot be written.
    pub fn begin(target: &Path, existing: Existing, origin: Origin) -> io::Result<Staging> {
        let target = resolved(target)?;
        let (part, is_inside) = if existing == Existing::Number || !fs::exists(&target) {
            (partial::begin_folder(fs::parent(&target))?, false)
        } else {
            begin_for_existing(&target, existing, &origin)?
        };
        let root = match target.file_name() {
            Some(name) if !is_inside => part.join(WHOLE).join(name),
            _ => part.join(FILES),
        };
        let staging = Staging { target, existing, origin, part, root, is_inside };
        fs::create_dir_all(&staging.root)?;
        Ok(staging)
    }

    /// Creates a file; `name` is its path below the target, with `/`. The folders above it are created as needed.
    ///
    /// # Errors
    /// The system's error; there is a file of that name; the program is ending.
    #[cfg(feature = "render")]
    pub fn create(&self, name: &str) -> io::Result<io::BufWriter<File>> {
        self.open(name).map(|file| io::BufWriter::with_capacity(1 << 20, file))
    }

    /// Writes a complete file, as [`Staging::create`].
    ///
    /// # Errors
    /// As [`Staging::create`], or the file cannot be written.
    pub fn add(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.open(name)?.write_all(bytes)
    }

    fn open(&self, name: &str) -> io::Result<File> {
        partial::check_interrupted()?;
        let path = self.root.join(name);
        match File::create_new(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                create_folders(&self.root, fs::parent(Path::new(name)))?;
                File::create_new(&path)
            }
            result => result,
        }
    }

    /// Moves everything to the target.
    ///
    /// # Errors
    /// The system's error, or files of another origin have appeared in the target. Nothing is left in that case, and
    /// what was in the target is kept.
    pub fn finish(self) -> io::Result<Placed> {
        let files = content::list(&self.root)?;
        if let Some(manifest) = self.origin.manifest(&files) {
            self.add(MANIFEST, manifest.as_bytes())?;
        }
        content::sync(&self.root, &files)?;
        partial::place(|| if self.is_inside { self.place_files() } else { self.place_whole() })
    }

    /// Renames the collecting folder to the target. Another process may put its own folder there at any moment.
    fn place_whole(&self) -> io::Result<Placed> {
        const ATTEMPTS: u32 = 8;
        let mut refused = ErrorKind::AlreadyExists.into();
        for attempt in 0..ATTEMPTS {
            let path = match self.existing {
                Existing::Number => free_name(&self.target),
                Existing::Replace | Existing::Force => self.target.clone(),
            };
            let old = self.part.join(OLD).join(attempt.to_string());
            fs::create_dir_all(fs::parent(&old))?;
            if fs::exists(&path) && self.existing != Existing::Number {
                Content::read(&path, &self.origin, None)?.assert_own()?;
                File::open(&self.root).iter().for_each(|root| fs::hand_on_permissions(&path, root));
                match fs::rename(&path, &old) {
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    result => result?,
                }
            }
            match fs::rename(&self.root, &path) {
                Ok(()) => {
                    fs::sync_folder(fs::parent(&path));
                    return Ok(Placed { path, is_merged: false });
                }
                Err(error) => refused = error,
            }
            if !fs::exists(&path) {
                let _ = fs::rename(&old, &path);
                break;
            }
        }
        Err(refused)
    }

    /// Moves the files into the target one by one; after an error, back.
    fn place_files(&self) -> io::Result<Placed> {
        let content = Content::read(&self.target, &self.origin, Some(&self.part))?;
        let is_merged = content.foreign.is_some();
        if self.existing != Existing::Force {
            content.assert_own()?;
        }
        // The manifest is the last one: until then, the folder is not taken for a complete output.
        let mut new: Vec<String> = content::list(&self.root)?.into_iter().map(|file| file.name).collect();
        new.sort_by_key(|name| name == MANIFEST);
        let is_taken = |name: &&String| fs::symlink_metadata(self.target.join(name)).is_ok();
        let replaced = if is_merged { new.iter().filter(is_taken).cloned().collect() } else { content.files };
        let old = self.part.join(OLD);
        fs::create_dir_all(&old)?;
        let mut moved = Vec::new();
        let away = replaced.iter().map(|name| (self.target.join(name), old.join(name)));
        let into = new.iter().map(|name| (self.root.join(name), self.target.join(name)));
        let done = away.chain(into).try_for_each(|(from, to)| {
            fs::create_dir_all(fs::parent(&to))?;
            fs::rename(&from, &to)?;
            moved.push((from, to));
            Ok(())
        });
        if let Err(error) = done {
            moved.iter().rev().for_each(|(from, to)| drop(fs::rename(to, from)));
            new.iter().for_each(|name| remove_empty_folders(&self.target, name));
            return Err(error);
        }
        replaced.iter().for_each(|name| remove_empty_folders(&self.target, name));
        fs::sync_folder(&self.target);
        Ok(Placed { path: self.target.clone(), is_merged })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        partial::discard(&self.part);
    }
}

/// Completes the renames that a killed process has begun: its output was complete, and a part of it may be in place.
pub(super) fn complete(part: &Path) {
    if !fs::is_folder(part.join(OLD)) {
        return;
    }
    let parent = fs::parent(part);
    for entry in fs::read_dir(part.join(WHOLE)).into_iter().flatten().flatten() {
        let path = parent.join(entry.file_name());
        if !fs::exists(&path) {
            let _ = fs::rename(entry.path(), path);
        }
    }
    let mut files = content::list(&part.join(FILES)).unwrap_or_default();
    files.sort_by_key(|file| file.name == MANIFEST);
    for content::StagedFile { name, .. } in files {
        let path = parent.join(&name);
        let folder = fs::create_dir_all(fs::parent(&path));
        let _ = folder.and_then(|()| fs::rename(part.join(FILES).join(&name), path));
    }
}

/// The folder that a path means: without `.` and `..` at its end, and behind links.
fn resolved(target: &Path) -> io::Result<PathBuf> {
    // Without a separator at the end, which would follow a link.
    let target: PathBuf = target.components().collect();
    let target = match target.file_name() {
        Some(_) => match Target::of(&target) {
            Target::File(path) => path,
            Target::StandardOutput | Target::Direct => target,
        },
        None if target.as_os_str().is_empty() => fs::canonicalize(Path::new("."))?,
        None => fs::canonicalize(&target)?,
    };
    match fs::metadata(&target) {
        Ok(known) if !known.is_dir() => {
            Err(io::Error::new(ErrorKind::NotADirectory, "this is a file, but the output is a folder"))
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(target),
    }
}

/// The temporary folder for a target that exists, and whether it is inside the target.
fn begin_for_existing(target: &Path, existing: Existing, origin: &Origin) -> io::Result<(PathBuf, bool)> {
    partial::sweep(target);
    let content = Content::read(target, origin, None)?;
    let is_merged = existing == Existing::Force && content.foreign.is_some();
    if !is_merged {
        content.assert_own()?;
        if !fs::is_fixed_folder(target) {
            match partial::begin_folder(fs::parent(target)) {
                Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {}
                result => return Ok((result?, false)),
            }
        }
    }
    let part = partial::begin_folder(target)?;
    if content::has_other_owner(target, &part) {
        partial::discard(&part);
        return Err(io::Error::new(ErrorKind::ResourceBusy, "another program is writing to this folder"));
    }
    Ok((part, true))
}

/// Creates folders below one that exists. (`create_dir_all` would create that one again after it was removed.)
fn create_folders(root: &Path, below: &Path) -> io::Result<()> {
    let mut path = root.to_owned();
    for part in below {
        path.push(part);
        match fs::create_dir(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            result => result?,
        }
    }
    Ok(())
}

/// Removes the folders of a file that was moved away, as far as nothing else is in them.
fn remove_empty_folders(root: &Path, name: &str) {
    let folders = Path::new(name).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    let _ = folders.map(|folder| fs::remove_dir(root.join(folder))).take_while(Result::is_ok).count();
}

/// The name itself, or with the first unused number.
fn free_name(wanted: &Path) -> PathBuf {
    let name = wanted.file_name().unwrap_or_default();
    let numbered = (2..).map(|number| {
        let mut name = name.to_owned();
        name.push(format!(" {number}"));
        wanted.with_file_name(name)
    });
    std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(|path| !fs::exists(path))
        .unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests;
