//! A file that appears whole or not at all, also where the program is interrupted.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The temporary files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Set once the program is told to end: nothing new is begun.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Folders in which nothing new is begun.
static ABANDONED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// How many files were finished.
static FINISHED: AtomicU64 = AtomicU64::new(0);

/// How many files the program has finished so far.
pub fn finished() -> u64 {
    FINISHED.load(Ordering::Relaxed)
}

/// Lets no file begin in a folder from now on, until [`forget`].
pub(super) fn abandon(folder: &Path) {
    ABANDONED.lock().unwrap_or_else(PoisonError::into_inner).push(folder.to_owned());
}

fn is_abandoned(path: &Path) -> bool {
    let abandoned = ABANDONED.lock().unwrap_or_else(PoisonError::into_inner);
    abandoned.iter().any(|folder| path.starts_with(folder))
}

/// Removes everything that is being written and lets nothing new begin: for a program that is about to end.
pub fn abandon_all() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    for temporary in unfinished().drain(..) {
        // It may be finished by now.
        let _ = if temporary.is_dir() { std::fs::remove_dir_all(temporary) } else { std::fs::remove_file(temporary) };
    }
}

fn unfinished() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file under a temporary name beside its own, which it gets by [`WholeFile::finish`]. Dropped before that, it is removed.
pub struct WholeFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Begins a file. Fails where the folder is missing or cannot be written.
    pub fn create(path: &Path) -> io::Result<WholeFile> {
        let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.part", std::process::id()));
        let temporary = path.with_file_name(hidden);
        let writer = Some(BufWriter::with_capacity(1 << 20, begin(&temporary)?));
        Ok(WholeFile { path: path.to_owned(), temporary, writer })
    }

    /// Gives the file its name, replacing what had it.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(writer) = self.writer.take() {
            writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            std::fs::rename(&self.temporary, &self.path)?;
            forget(&self.temporary);
            FINISHED.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Writes a whole file at once.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = WholeFile::create(path)?;
        file.write_all(bytes)?;
        file.finish()
    }

    fn writer(&mut self) -> io::Result<&mut BufWriter<File>> {
        self.writer.as_mut().ok_or_else(|| io::Error::other("the file is finished"))
    }
}

/// Creates a temporary file and notes it, in one step as far as [`abandon_all`] can see.
fn begin(temporary: &Path) -> io::Result<File> {
    if is_abandoned(temporary) {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "cancelled"));
    }
    let mut unfinished = unfinished();
    if INTERRUPTED.load(Ordering::SeqCst) {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "the program is ending"));
    }
    let file = File::create(temporary)?;
    unfinished.push(temporary.to_owned());
    Ok(file)
}

/// Makes a folder for files that belong together and notes it, like a temporary file.
pub(super) fn begin_folder(folder: &Path) -> io::Result<()> {
    let mut unfinished = unfinished();
    if INTERRUPTED.load(Ordering::SeqCst) {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "the program is ending"));
    }
    // One may be left from a program of the same number that was killed.
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir(folder)?;
    unfinished.push(folder.to_owned());
    Ok(())
}

/// Notes that a temporary file or folder is no more.
pub(super) fn forget(temporary: &Path) {
    unfinished().retain(|path| path != temporary);
    ABANDONED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| path != temporary);
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer()?.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        self.writer = None;
        // Unfinished, or not renamed: nothing of it may stay. After a rename there is nothing.
        let _ = std::fs::remove_file(&self.temporary);
        forget(&self.temporary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_appears_only_when_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"abc").unwrap();
        assert!(!path.exists());
        file.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"abc");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_file_leaves_nothing_and_keeps_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        std::fs::write(&path, b"old").unwrap();
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
