//! File access: a thin layer over `std::fs`. Reading of whole files is in `read`.

use std::io;
use std::path::Path;
#[cfg(feature = "window")]
use std::path::PathBuf;

pub use std::fs::{
    DirEntry, File, OpenOptions, TryLockError, canonicalize, create_dir, create_dir_all, hard_link, metadata, read_dir,
    read_link, remove_dir, remove_dir_all, remove_file, symlink_metadata, write,
};

pub use super::super::text::text_of;
pub use super::read::{MAX_FILE_BYTES, MAX_STREAM_BYTES, read, read_start, read_stream, read_text, read_to_string};

#[cfg(feature = "load")]
pub(crate) use super::read::open_regular;
#[cfg(feature = "window")]
pub(crate) use super::read::read_at_most;

/// Renames a file or folder, replacing a file. Windows refuses that while another program has one of the two open, as
/// virus scanners and indexers have a new file for a moment: there it is tried again for up to a second.
///
/// # Errors
/// The system's error.
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    let mut result = std::fs::rename(&from, &to);
    if cfg!(windows) {
        // The numbers of ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION.
        const IN_USE: [i32; 2] = [5, 32];
        for wait_ms in [5, 10, 20, 40, 80, 160, 320, 320] {
            let in_use = result.as_ref().err().and_then(io::Error::raw_os_error).is_some_and(|e| IN_USE.contains(&e));
            if !in_use {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(wait_ms));
            result = std::fs::rename(&from, &to);
        }
    }
    result
}

/// What shows whether a file has changed: its length, and the time of its last change.
#[cfg(feature = "load")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    bytes: u64,
    modified: Option<std::time::SystemTime>,
}

#[cfg(feature = "load")]
impl FileState {
    /// The present state of a file; none if the system does not report it.
    pub fn of(path: &Path) -> Option<FileState> {
        let about = metadata(path).ok()?;
        Some(FileState { bytes: about.len(), modified: about.modified().ok() })
    }
}

/// Identity of a file on disk, the same for each of its names: links, other spellings, another letter case.
#[cfg(feature = "export")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileId {
    volume: u64,
    index: u64,
}

#[cfg(feature = "export")]
impl FileId {
    /// The identity of what a path leads to. Links are followed; nothing is opened on Unix, so a pipe does not block.
    ///
    /// # Errors
    /// The system's error, also if there is no such file.
    pub fn of(path: &Path) -> io::Result<FileId> {
        #[cfg(unix)]
        return Ok(FileId::from_metadata(&metadata(path)?));
        #[cfg(windows)]
        return FileId::of_handle(winapi_util::Handle::from_path_any(path)?);
    }

    /// The identity of the file that standard input is redirected from; none for a pipe or a terminal.
    pub fn of_standard_input() -> Option<FileId> {
        let file = descriptor(&io::stdin()).ok()?;
        FileId::of_file(&file).filter(|_| file.metadata().is_ok_and(|metadata| metadata.is_file()))
    }

    /// The identity of the file, pipe or device behind standard output.
    pub fn of_standard_output() -> Option<FileId> {
        FileId::of_file(&standard_output().ok()?)
    }

    fn of_file(file: &File) -> Option<FileId> {
        #[cfg(unix)]
        return file.metadata().ok().map(|metadata| FileId::from_metadata(&metadata));
        #[cfg(windows)]
        return FileId::of_handle(file).ok();
    }

    #[cfg(unix)]
    fn from_metadata(metadata: &std::fs::Metadata) -> FileId {
        use std::os::unix::fs::MetadataExt;
        FileId { volume: metadata.dev(), index: metadata.ino() }
    }

    #[cfg(windows)]
    fn of_handle(handle: impl winapi_util::AsHandleRef) -> io::Result<FileId> {
        let about = winapi_util::file::information(handle)?;
        Ok(FileId { volume: about.volume_serial_number(), index: about.file_index() })
    }
}

/// Standard output as a file, without the buffer and lock of [`io::stdout`].
///
/// # Errors
/// The system's error; standard output may be closed.
#[cfg(feature = "export")]
pub fn standard_output() -> io::Result<File> {
    descriptor(&io::stdout())
}

#[cfg(all(unix, feature = "export"))]
fn descriptor(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(all(windows, feature = "export"))]
fn descriptor(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}

/// Brings a file of settings up to date, where it is kept elsewhere: here the disk has it.
#[cfg(feature = "window")]
pub fn restore(_file: &Path) {}

/// Keeps a file of settings for the next start: here the disk does.
#[cfg(feature = "window")]
pub fn keep(_file: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether there is a file or folder.
pub fn exists(path: impl AsRef<Path>) -> bool {
    path.as_ref().exists()
}

/// Whether a path leads to a regular file.
pub fn is_file(path: impl AsRef<Path>) -> bool {
    path.as_ref().is_file()
}

/// Whether a path leads to a folder.
pub fn is_folder(path: impl AsRef<Path>) -> bool {
    path.as_ref().is_dir()
}

/// The folder of a path; empty for a name in the working directory.
pub fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// Waits until the contents of a file are on the disk; not on file systems that cannot do that.
///
/// # Errors
/// The contents cannot be written.
pub fn sync_file(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Waits until the names in a folder are on the disk, where the system can do that.
pub fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Gives a new file the permissions of the file that it replaces, and its owner where that is allowed.
#[cfg(unix)]
pub fn hand_on_permissions(old: &Path, new: &File) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (Ok(old), Ok(now)) = (metadata(old), new.metadata()) else { return };
    let is_same_owner = (old.uid(), old.gid()) == (now.uid(), now.gid());
    let keeps_owner = is_same_owner || fchown(new, Some(old.uid()), Some(old.gid())).is_ok();
    // Bits that lend the owner's rights are of no use to another owner.
    let mask = if keeps_owner { 0o7777 } else { 0o777 };
    let _ = new.set_permissions(std::fs::Permissions::from_mode(old.mode() & mask));
}

/// On other systems a new file has the permissions of its folder.
#[cfg(not(unix))]
pub fn hand_on_permissions(_old: &Path, _new: &File) {}

/// Whether a folder cannot be renamed without harm: it is a mount point, or the working directory is in it.
pub fn is_fixed_folder(folder: &Path) -> bool {
    let Ok(folder) = canonicalize(folder) else { return false };
    let working = std::env::current_dir().and_then(canonicalize);
    working.is_ok_and(|working| working.starts_with(&folder)) || is_mount_point(&folder)
}

#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| metadata(path).map(|about| about.dev()).ok();
    folder.parent().is_none_or(|parent| device(parent) != device(folder))
}

#[cfg(not(unix))]
fn is_mount_point(folder: &Path) -> bool {
    folder.parent().is_none()
}

/// The path of a file without links, `.` and `..`, in the letter case of the disk: the same for each spelling of a file,
/// so it serves as a key. The absolute path where there is no such file.
#[cfg(feature = "window")]
pub(crate) fn canonical(path: &Path) -> PathBuf {
    dunce::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(all(test, unix, feature = "export"))]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_file_have_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let [file, hard, soft, other] = ["file", "hard", "soft", "other"].map(|name| folder.path().join(name));
        write(&file, b"same").unwrap();
        write(&other, b"same").unwrap();
        hard_link(&file, &hard).unwrap();
        std::os::unix::fs::symlink("./file", &soft).unwrap();
        let id = FileId::of(&file).unwrap();
        for name in [hard, soft, folder.path().join(".").join("file")] {
            assert_eq!(FileId::of(&name).unwrap(), id, "{}", name.display());
        }
        assert_ne!(FileId::of(&other).unwrap(), id);
        assert!(FileId::of(&folder.path().join("none")).is_err());
    }

    /// As while a virus scanner reads it.
    #[test]
    fn a_file_that_is_open_for_a_moment_can_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        write(&old, b"old").unwrap();
        write(&new, b"new").unwrap();
        let open = File::open(&old).unwrap();
        let closer = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(100));
            drop(open);
        });
        rename(&new, &old).unwrap();
        closer.join().unwrap();
        assert_eq!(read(&old).unwrap(), b"new");
    }

    #[cfg(all(unix, feature = "window"))]
    #[test]
    fn spellings_of_a_file_have_one_path() {
        let folder = tempfile::tempdir().unwrap();
        let folder = std::fs::canonicalize(folder.path()).unwrap();
        let file = folder.join("a/file");
        create_dir(folder.join("a")).unwrap();
        write(&file, b"").unwrap();
        std::os::unix::fs::symlink("a", folder.join("b")).unwrap();
        std::os::unix::fs::symlink("a/file", folder.join("other name")).unwrap();
        for spelled in ["a/file", "./a//file", "a/../a/./file", "b/file", "b/../a/file", "other name"] {
            assert_eq!(canonical(&folder.join(spelled)), file, "{spelled}");
        }
        assert_eq!(canonical(&folder.join("./none")), folder.join("none"));
    }
}
