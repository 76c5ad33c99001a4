//! File access: a thin layer over `std::fs`, and parallel reading of large files.
//!
//! Files are read, not mapped: a mapped file that shrinks would crash the process.

use std::io::{self, Read};
use std::path::Path;
#[cfg(feature = "app")]
use std::path::PathBuf;

pub use std::fs::{
    DirEntry, File, OpenOptions, TryLockError, canonicalize, create_dir, create_dir_all, hard_link, metadata, read,
    read_dir, read_link, read_to_string, remove_dir, remove_dir_all, remove_file, symlink_metadata, write,
};

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

/// Identity of a file on disk, the same for each of its names: links, other spellings, another letter case.
#[cfg(feature = "tools")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileId {
    volume: u64,
    index: u64,
}

#[cfg(feature = "tools")]
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
#[cfg(feature = "tools")]
pub fn standard_output() -> io::Result<File> {
    descriptor(&io::stdout())
}

#[cfg(all(unix, feature = "tools"))]
fn descriptor(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(all(windows, feature = "tools"))]
fn descriptor(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}

/// Files smaller than this are read by one thread, bytes.
const LARGE_BYTES: u64 = 16 << 20;
/// Maximum number of threads per file; more are not faster.
const MOST_THREADS: usize = 4;

/// Reads a file, a large one with several threads: filling fresh memory dominates the time.
///
/// # Errors
/// The system's error, if the file cannot be opened or read.
pub fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let length = metadata(path).map_or(0, |about| if about.is_file() { about.len() } else { 0 });
    match usize::try_from(length) {
        // a file whose length changes meanwhile is read again, sequentially
        Ok(bytes) if length >= LARGE_BYTES => read_together(path, bytes).or_else(|_| read(path)),
        _ => read(path),
    }
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

/// At most `bytes` bytes from the start of a file, and its length.
///
/// # Errors
/// The system's error, if the file cannot be opened or read.
pub fn read_start(path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let file_bytes = file.metadata()?.len();
    let mut start = Vec::new();
    file.take(bytes as u64).read_to_end(&mut start)?;
    Ok((start, file_bytes))
}

/// Reads a text file that another program may have written: UTF-8 or UTF-16, with or without a byte order mark.
///
/// # Errors
/// The system's error, or the bytes are no such text.
pub fn read_text(path: &Path) -> io::Result<String> {
    text_of(read(path)?)
}

/// Decodes UTF-8 or UTF-16, with or without a byte order mark, which is removed. UTF-16 without one is recognized by the
/// zero byte beside the first character, which JSON and most texts begin with.
///
/// # Errors
/// The bytes are no such text.
pub fn text_of(mut bytes: Vec<u8>) -> io::Result<String> {
    let (is_little, at) = match bytes.as_slice() {
        [0xff, 0xfe, ..] => (true, 2),
        [0xfe, 0xff, ..] => (false, 2),
        [first, 0, ..] if *first != 0 => (true, 0),
        [0, second, ..] if *second != 0 => (false, 0),
        _ => {
            if bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            return String::from_utf8(bytes)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()));
        }
    };
    let (words, rest) = bytes[at..].as_chunks::<2>();
    let words = words.iter().map(|word| if is_little { u16::from_le_bytes(*word) } else { u16::from_be_bytes(*word) });
    let text: Result<String, _> = char::decode_utf16(words).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "invalid UTF-16"))
}

/// The path of a file without links, `.` and `..`, in the letter case of the disk: the same for each spelling of a file,
/// so it serves as a key. The absolute path where there is no such file.
#[cfg(feature = "app")]
pub(crate) fn canonical(path: &Path) -> PathBuf {
    dunce::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Reads a regular file of at most `most_bytes`. Anything else is refused: a pipe or a device may never end.
///
/// # Errors
/// The system's error, or that it is no regular file, or larger.
#[cfg(feature = "app")]
pub(crate) fn read_at_most(path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
    let kind = metadata(path)?.file_type();
    if !kind.is_file() {
        let found = if kind.is_dir() { "a folder" } else { "a device or pipe" };
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {found}, not a file")));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most_bytes {
        let limit = format!("it is larger than {most_bytes} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, limit));
    }
    Ok(bytes)
}

/// Reads exactly this many bytes, each thread a part; fails if the file has more.
fn read_together(path: &Path, length: usize) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(MOST_THREADS);
    let part = length.div_ceil(threads);
    let mut bytes = zeros(length)?;
    std::thread::scope(|scope| {
        let parts = bytes.chunks_mut(part).enumerate();
        let threads: Vec<_> = parts
            .map(|(i, part_bytes)| {
                scope.spawn({
                    let file = &file;
                    move || read_exact_at(file, part_bytes, (i * part) as u64)
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into())))
    })?;
    match read_at(&file, &mut [0], length as u64)? {
        0 => Ok(bytes),
        _ => Err(io::Error::other("the file changed while it was read")),
    }
}

/// Allocates zeroed bytes, or returns an error without memory: `vec!` would abort then, but only it gets memory that
/// the system has already cleared.
fn zeros(length: usize) -> io::Result<Vec<u8>> {
    Vec::<u8>::new().try_reserve_exact(length).map_err(|_| io::ErrorKind::OutOfMemory)?;
    Ok(vec![0; length])
}

fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match read_at(file, bytes, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = &mut bytes[read..];
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        let bytes: Vec<u8> =
            (0..LARGE_BYTES as u32 / 4 + 3).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        write(&path, &bytes).unwrap();
        assert!(read_whole(&path).unwrap() == bytes);
        assert!(read_together(&path, bytes.len()).unwrap() == bytes);
    }

    #[cfg(all(unix, feature = "tools"))]
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

    #[cfg(all(unix, feature = "app"))]
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

    #[test]
    fn text_is_read_in_the_forms_that_editors_write() {
        let text = "{\"views\": \"가😀\"}";
        let utf16 = |little: bool| {
            let bytes = move |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [&b"\xff\xfe"[..], &utf16(true)].concat(),
            [&b"\xfe\xff"[..], &utf16(false)].concat(),
            utf16(true),
            utf16(false),
        ] {
            assert_eq!(text_of(bytes).unwrap(), text);
        }
        assert_eq!(text_of(Vec::new()).unwrap() + &text_of(b"\xef\xbb\xbf".to_vec()).unwrap(), "");
        for broken in [&b"\xb0\xa1"[..], b"\xff\xfe{", b"\xff\xfe\0\xd8", b"\xef\xbb"] {
            assert_eq!(text_of(broken.to_vec()).unwrap_err().kind(), io::ErrorKind::InvalidData, "{broken:?}");
        }
    }

    #[test]
    fn memory_that_is_not_to_be_had_is_an_error() {
        assert_eq!(zeros(isize::MAX as usize).unwrap_err().kind(), io::ErrorKind::OutOfMemory);
        assert_eq!(zeros(3).unwrap(), [0; 3]);
    }

    #[test]
    fn a_file_of_another_length_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("small");
        write(&path, [7; 1000]).unwrap();
        assert!(read_together(&path, 999).is_err(), "it has grown");
        assert!(read_together(&path, 1001).is_err(), "it has shrunk");
        assert_eq!(read_whole(&path).unwrap(), [7; 1000]);
        assert!(read_whole(&folder.path().join("none")).is_err());
    }
}
