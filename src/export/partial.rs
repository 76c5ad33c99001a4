//! Unfinished files and folders under temporary names: creation, removal when the program ends early, and removal of
//! what killed programs have left.
//!
//! A temporary is named `.gtd-viewer-PROCESS-NUMBER.part` and lies beside its target; its name does not depend on the
//! target's, which may be as long as the file system allows. Its owner locks it for as long as it lives: a file itself,
//! a folder by a file in it. The system releases the lock of a killed process, so whoever gets the lock of a temporary
//! may remove it.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::platform::fs::{self, File, OpenOptions, TryLockError};
use crate::platform::thread;
use crate::platform::time::Duration;

/// Temporaries of this process.
static UNFINISHED: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());
/// Set when the program is about to end: no further file is started.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// Number for the names of temporaries.
static BEGUN: AtomicU32 = AtomicU32::new(0);
/// Folders in which leftovers were removed.
static SWEPT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

const PREFIX: &str = ".gtd-viewer-";
const SUFFIX: &str = ".part";
/// File in a temporary folder whose lock shows that the owner lives.
const LOCK: &str = "lock";

struct Unfinished {
    path: PathBuf,
    /// The lock of a folder; a file is locked by its writer's handle.
    lock: Option<File>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all temporaries of this process and prevents new ones, for a program that is about to end.
pub(crate) fn cleanup_partial_files() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    for Unfinished { path, lock: held } in lock(&UNFINISHED).drain(..) {
        drop(held);
        remove(&path);
    }
}

/// Removes a temporary. Another thread may still be writing its last file into a folder, which fails from then on.
fn remove(path: &Path) {
    const ATTEMPTS: u32 = 100;
    for _ in 0..ATTEMPTS {
        match if fs::is_folder(path) { fs::remove_dir_all(path) } else { fs::remove_file(path) } {
            Err(error) if error.kind() != ErrorKind::NotFound => thread::sleep(Duration::from_millis(10)),
            _ => return,
        }
    }
}

/// Does not return once another thread has begun to end the program: the command has failed for no other reason.
pub(crate) fn wait_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_secs(1));
    }
}

/// Fails if the program is about to end.
pub(super) fn check_interrupted() -> io::Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) {
        return Err(io::Error::new(ErrorKind::Interrupted, "the program is ending"));
    }
    Ok(())
}

/// Runs the last step of an output: renames that belong together. The program ends before or after it.
pub(super) fn place<T>(step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let _unfinished = lock(&UNFINISHED);
    check_interrupted()?;
    step()
}

/// Creates a temporary file in a folder; its handle holds the lock.
pub(super) fn begin_file(folder: &Path) -> io::Result<(PathBuf, File)> {
    begin(folder, |path| {
        let file = File::create_new(path)?;
        Ok((is_locked(&file), (file, None)))
    })
}

/// Creates a temporary folder in a folder.
pub(super) fn begin_folder(folder: &Path) -> io::Result<PathBuf> {
    let created = begin(folder, |path| {
        fs::create_dir(path)?;
        let file = File::create_new(path.join(LOCK))?;
        Ok((is_locked(&file), ((), Some(file))))
    });
    Ok(created?.0)
}

/// Locks a file; not on a file system without locks, where leftovers are not recognized.
fn is_locked(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Creates and registers a temporary with an unused name. `create` also returns whether it has the lock.
fn begin<T>(
    folder: &Path,
    create: impl Fn(&Path) -> io::Result<(bool, (T, Option<File>))>,
) -> io::Result<(PathBuf, T)> {
    const ATTEMPTS: u32 = 1000;
    sweep(folder);
    let mut unfinished = lock(&UNFINISHED);
    check_interrupted()?;
    for _ in 0..ATTEMPTS {
        let number = BEGUN.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", crate::platform::process_id()));
        match create(&path) {
            // Between its creation and its lock, another process may take it for a leftover and remove it.
            Ok((true, (content, lock))) if fs::exists(&path) => {
                unfinished.push(Unfinished { path: path.clone(), lock });
                return Ok((path, content));
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound && folder_exists(folder) => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "there is no unused name for a temporary file"))
}

fn folder_exists(folder: &Path) -> bool {
    folder.as_os_str().is_empty() || fs::is_folder(folder)
}

/// Removes a temporary folder.
pub(super) fn discard(folder: &Path) {
    // Without the lock, which is a file in the folder.
    forget(folder);
    let _ = fs::remove_dir_all(folder);
}

/// Unregisters a temporary that is finished or removed.
pub(super) fn forget(temporary: &Path) {
    lock(&UNFINISHED).retain(|unfinished| unfinished.path != temporary);
}

/// Removes the temporaries that killed programs have left in a folder, once per folder.
pub(super) fn sweep(folder: &Path) {
    let mut swept = lock(&SWEPT);
    if swept.iter().any(|known| known == folder) {
        return;
    }
    swept.push(folder.to_owned());
    drop(swept);
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(listed) else { return };
    for entry in entries.flatten().filter(|entry| is_temporary(&entry.file_name())) {
        let Ok(kind) = entry.file_type() else { continue };
        let _ = match kind {
            kind if kind.is_dir() => remove_left_folder(&entry.path()),
            kind if kind.is_file() => remove_left_file(&entry.path()),
            _ => Ok(()),
        };
    }
}

/// Whether a file name is that of a temporary.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    let numbers = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(|(a, b)| is_number(a) && is_number(b))
}

/// Whether the owner of a temporary folder lives.
pub(super) fn is_owned(folder: &Path) -> bool {
    open_lock(folder).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Opens the lock of a temporary folder, unless something else has its name: opening a pipe would not return.
fn open_lock(folder: &Path) -> io::Result<File> {
    let path = folder.join(LOCK);
    match fs::symlink_metadata(&path)?.is_file() {
        true => OpenOptions::new().write(true).open(path),
        false => Err(ErrorKind::InvalidInput.into()),
    }
}

fn remove_left_file(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    // The lock is held until the file is removed.
    file.try_lock()?;
    fs::remove_file(path)
}

fn remove_left_folder(path: &Path) -> io::Result<()> {
    match open_lock(path) {
        Ok(file) => {
            file.try_lock()?;
            super::staging::complete(path);
            // All but the lock while it is held; then the lock, because Windows keeps a folder with an open file.
            for entry in fs::read_dir(path)?.flatten().filter(|entry| entry.file_name() != LOCK) {
                let is_folder = entry.file_type()?.is_dir();
                if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }?;
            }
            drop(file);
            fs::remove_dir_all(path)
        }
        // The lock comes before everything else, so the folder is being created, or being removed. The process that
        // does so may be killed.
        Err(_) => {
            super::staging::FOLDERS.iter().for_each(|name| drop(fs::remove_dir_all(path.join(name))));
            fs::remove_dir(path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn leftovers_are_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".gtd-viewer-7-1.part", ".gtd-viewer-x-1.part", ".gtd-viewer-7-1.parts", ".a.png.7-1.part"] {
            std::fs::write(path(name), b"x").unwrap();
        }
        for name in [".gtd-viewer-7-2.part", ".gtd-viewer-7-3.part", ".gtd-viewer-7-4.part"] {
            std::fs::create_dir(path(name)).unwrap();
        }
        std::fs::write(path(".gtd-viewer-7-2.part/lock"), b"").unwrap();
        std::fs::write(path(".gtd-viewer-7-2.part/a.png"), b"").unwrap();
        std::fs::write(path(".gtd-viewer-7-3.part/of a user"), b"").unwrap();
        std::fs::create_dir_all(path(".gtd-viewer-7-4.part/whole/half removed")).unwrap();
        let (living_file, _held) = {
            let file = File::create(path(".gtd-viewer-8-1.part")).unwrap();
            file.lock().unwrap();
            (".gtd-viewer-8-1.part", file)
        };
        std::fs::create_dir(path(".gtd-viewer-8-2.part")).unwrap();
        let held = File::create(path(".gtd-viewer-8-2.part/lock")).unwrap();
        held.lock().unwrap();
        sweep(folder.path());
        let kept = [
            ".a.png.7-1.part",
            ".gtd-viewer-7-1.parts",
            ".gtd-viewer-7-3.part",
            living_file,
            ".gtd-viewer-8-2.part",
            ".gtd-viewer-x-1.part",
        ];
        assert_eq!(names(folder.path()), kept);
    }

    #[test]
    fn the_temporaries_of_this_process_are_locked() {
        let folder = tempfile::tempdir().unwrap();
        let (file, handle) = begin_file(folder.path()).unwrap();
        let part = begin_folder(folder.path()).unwrap();
        assert!(remove_left_file(&file).is_err() && remove_left_folder(&part).is_err());
        assert!(is_owned(&part));
        drop(handle);
        forget(&part);
        assert!(!is_owned(&part));
        remove_left_file(&file).unwrap();
        remove_left_folder(&part).unwrap();
        forget(&file);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_missing_folder_is_reported_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(begin_file(&folder.path().join("none")).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(begin_folder(&folder.path().join("none")).unwrap_err().kind(), ErrorKind::NotFound);
    }
}
