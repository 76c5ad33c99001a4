//! Staging of several files that appear together or not at all: a hidden folder beside the target collects them. Once
//! all are complete, they are moved to the target, or the folder is renamed.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic_file;

use crate::platform::fs;

/// A folder of unfinished files. If dropped before [`Staging::finish`], it is removed.
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    is_folder: bool,
}

impl Staging {
    /// Stages a file and its companions.
    ///
    /// # Errors
    /// The parent folder is missing or cannot be written.
    pub fn for_file(target: &Path) -> io::Result<Staging> {
        Staging::begin(target, false)
    }

    /// Stages a folder; fails like [`Staging::for_file`].
    pub fn for_folder(target: &Path) -> io::Result<Staging> {
        Staging::begin(target, true)
    }

    fn begin(target: &Path, is_folder: bool) -> io::Result<Staging> {
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.parts", std::process::id()));
        let folder = target.with_file_name(hidden);
        atomic_file::begin_folder(&folder)?;
        Ok(Staging { target: target.to_owned(), folder, is_folder })
    }

    /// Path to write to: the file or the folder.
    pub fn path(&self) -> PathBuf {
        match self.target.file_name() {
            Some(name) if !self.is_folder => self.folder.join(name),
            _ => self.folder.clone(),
        }
    }

    /// The folder of unfinished files, for a program that ends while another thread still writes.
    pub fn partial_folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// Moves everything to the target; existing files are replaced, but for an existing folder the new one gets a
    /// number. Returns the final path.
    ///
    /// # Errors
    /// The system's error; nothing is left in that case.
    pub fn finish(self) -> io::Result<PathBuf> {
        if self.is_folder {
            let place = free_name(&self.target);
            fs::rename(&self.folder, &place)?;
            return Ok(place);
        }
        let main = self.path();
        let mut files: Vec<PathBuf> =
            fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        // The main file comes last: if it exists, the export is complete.
        files.sort_by_key(|file| *file == main);
        for file in files {
            let name = file.file_name().unwrap_or_default();
            fs::rename(&file, self.target.with_file_name(name))?;
        }
        Ok(self.target.clone())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        atomic_file::forget(&self.folder);
    }
}

/// The name itself, or with the first unused number.
fn free_name(wanted: &Path) -> PathBuf {
    let name = wanted.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..).map(|number| wanted.with_file_name(format!("{name} {number}")));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::atomic_file::AtomicFile;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_together() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.png");
        std::fs::write(&target, "old").unwrap();
        let staging = Staging::for_file(&target).unwrap();
        AtomicFile::write(&staging.path(), b"new").unwrap();
        AtomicFile::write(&staging.path().with_extension("json"), b"{}").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"old");
        assert_eq!(staging.finish().unwrap(), target);
        assert_eq!(std::fs::read(&target).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.json", "a.png"]);
    }

    #[test]
    fn a_folder_appears_whole_and_takes_no_other_ones_place() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("maps");
        for expected in ["maps", "maps 2", "maps 3"] {
            let staging = Staging::for_folder(&target).unwrap();
            AtomicFile::write(&staging.path().join("1.png"), b"x").unwrap();
            assert_eq!(staging.finish().unwrap(), folder.path().join(expected));
        }
        assert_eq!(names(folder.path()), ["maps", "maps 2", "maps 3"]);
    }

    #[test]
    fn a_place_that_was_given_up_can_be_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let staging = Staging::for_folder(&folder.path().join("maps")).unwrap();
        AtomicFile::write(&staging.path().join("1.png"), b"x").unwrap();
        drop(staging);
        assert!(names(folder.path()).is_empty());
        let again = Staging::for_folder(&folder.path().join("maps")).unwrap();
        AtomicFile::write(&again.path().join("1.png"), b"x").unwrap();
    }
}
