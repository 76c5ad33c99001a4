//! Reading of whole files: regular ones only, with a limit, large ones in parallel.
//!
//! Files are read, not mapped: a mapped file that shrinks would crash the process.

use std::fs::{File, metadata};
use std::io::{self, Read};
use std::path::Path;

/// Files smaller than this are read by one thread, bytes.
const LARGE_BYTES: u64 = 16 << 20;
/// Maximum number of threads per file; more are not faster.
const MOST_THREADS: usize = 4;

/// Maximum length of a file that is read. The largest zone has 0.7 GB, and its heights as a table 1.5 GB.
pub const MAX_FILE_BYTES: u64 = 2 << 30;
/// Maximum number of bytes read from standard input or a pipe, which may never end: more than the largest zone has.
pub const MAX_STREAM_BYTES: u64 = 1 << 30;

/// Reads a file, a large one with several threads: filling fresh memory dominates the time.
///
/// Only regular files are read, and the pipes that a shell passes as `/dev/fd/N`: any other pipe, a device or a socket
/// would block or never end.
///
/// # Errors
/// The system's error; it is not a regular file; it has more than [`MAX_FILE_BYTES`].
pub fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    let path = path.as_ref();
    let (file, length) = match open(path)? {
        Opened::Stream(stream) => return read_stream(stream),
        Opened::Regular(file, length) => (file, length),
    };
    match usize::try_from(length) {
        // a file whose length changes meanwhile is read again, sequentially
        Ok(bytes) if (LARGE_BYTES..=MAX_FILE_BYTES).contains(&length) => {
            read_together(path, bytes).or_else(|_| read_to_limit(file, MAX_FILE_BYTES, length))
        }
        _ => read_to_limit(file, MAX_FILE_BYTES, length),
    }
}

/// As [`read`], for a file of text.
///
/// # Errors
/// As [`read`]; also if the text is not UTF-8.
pub fn read_to_string(path: impl AsRef<Path>) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the text is not UTF-8"))
}

/// Reads a text file that another program may have written: UTF-8 or UTF-16, with or without a byte order mark.
///
/// # Errors
/// The system's error, or the bytes are no such text.
pub fn read_text(path: &Path) -> io::Result<String> {
    super::super::text::text_of(read(path)?)
}

/// Reads standard input or a pipe to its end.
///
/// # Errors
/// The system's error, or that it has more than [`MAX_STREAM_BYTES`].
pub fn read_stream(stream: impl Read) -> io::Result<Vec<u8>> {
    read_to_limit(stream, MAX_STREAM_BYTES, 0)
}

/// At most `bytes` bytes from the start of a regular file, and its length.
///
/// # Errors
/// The system's error; it is not a regular file.
pub fn read_start(path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
    let Opened::Regular(file, file_bytes) = open(path)? else { return Err(not_regular("a pipe")) };
    let mut start = Vec::new();
    file.take(bytes as u64).read_to_end(&mut start)?;
    Ok((start, file_bytes))
}

/// Opens a regular file as a stream; also its length.
///
/// # Errors
/// The system's error; it is not a regular file.
#[cfg(feature = "load")]
pub(crate) fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    match open(path)? {
        Opened::Regular(file, length) => Ok((file, length)),
        Opened::Stream(_) => Err(not_regular("a pipe")),
    }
}

/// Reads a regular file of at most `most_bytes`. Anything else is refused: a pipe or a device may never end.
///
/// # Errors
/// The system's error, or that it is no regular file, or larger.
#[cfg(feature = "window")]
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

/// A file that can be read to its end.
enum Opened {
    /// A regular file and its length in bytes.
    Regular(File, u64),
    /// A pipe from the shell.
    Stream(File),
}

/// Opens a file for reading. What it is, is asked before, because opening a pipe blocks, and after, because it may have
/// been replaced.
fn open(path: &Path) -> io::Result<Opened> {
    let kind = metadata(path)?;
    // Opening a folder gives the system's own error.
    if !(kind.is_file() || kind.is_dir() || is_shell_pipe(path, &kind)) {
        return Err(not_regular(kind_name(&kind)));
    }
    let file = File::open(path)?;
    let kind = file.metadata()?;
    match kind.is_file() || kind.is_dir() {
        true => Ok(Opened::Regular(file, kind.len())),
        false if is_shell_pipe(path, &kind) => Ok(Opened::Stream(file)),
        false => Err(not_regular(kind_name(&kind))),
    }
}

/// Reads to the end, unless there is more than a limit; `expected` is the probable number of bytes.
fn read_to_limit(stream: impl Read, limit: u64, expected: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if expected <= limit {
        let reserved = bytes.try_reserve_exact(usize::try_from(expected).unwrap_or(usize::MAX));
        reserved.map_err(|_| io::ErrorKind::OutOfMemory)?;
        stream.take(limit + 1).read_to_end(&mut bytes)?;
    }
    if expected > limit || bytes.len() as u64 > limit {
        let reason = format!("larger than the limit of {} GiB", limit >> 30);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, reason));
    }
    Ok(bytes)
}

fn not_regular(kind: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("not a regular file, but {kind}"))
}

/// Whether a path is a pipe that the shell has opened: `/dev/stdin`, or `/dev/fd/63` of `<(command)`.
#[cfg(unix)]
fn is_shell_pipe(path: &Path, kind: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let is_descriptor = path == Path::new("/dev/stdin")
        || path.parent().is_some_and(|folder| {
            folder == Path::new("/dev/fd") || (folder.starts_with("/proc") && folder.ends_with("fd"))
        });
    is_descriptor && kind.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_shell_pipe(_: &Path, _: &std::fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn kind_name(kind: &std::fs::Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind.file_type() {
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_char_device() || kind.is_block_device() => "a device",
        _ => "something else",
    }
}

#[cfg(not(unix))]
fn kind_name(_: &std::fs::Metadata) -> &'static str {
    "a device"
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
    use std::fs::write;

    #[test]
    fn parts_make_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        let bytes: Vec<u8> =
            (0..LARGE_BYTES as u32 / 4 + 3).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        write(&path, &bytes).unwrap();
        assert!(read(&path).unwrap() == bytes);
        assert!(read_together(&path, bytes.len()).unwrap() == bytes);
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let [pipe, socket] = ["pipe", "socket"].map(|name| folder.path().join(name));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for (path, kind) in [(pipe.as_path(), "a pipe"), (&socket, "a socket"), (Path::new("/dev/zero"), "a device")] {
            let errors = [read(path).unwrap_err(), read_start(path, 4).unwrap_err(), read_to_string(path).unwrap_err()];
            for error in errors {
                assert_eq!(error.to_string(), format!("not a regular file, but {kind}"), "{}", path.display());
            }
        }
        assert_eq!(read(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn more_than_the_limit_is_refused() {
        let error = read_to_limit(io::repeat(7), 1 << 30, 2 << 30).unwrap_err();
        assert_eq!(error.to_string(), "larger than the limit of 1 GiB");
        assert_eq!(read_to_limit(io::repeat(7), 1000, 0).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_to_limit(&[7; 1000][..], 1000, 3).unwrap(), [7; 1000]);
        let folder = tempfile::tempdir().unwrap();
        let sparse = folder.path().join("sparse");
        File::create(&sparse).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert_eq!(read(&sparse).unwrap_err().to_string(), "larger than the limit of 2 GiB");
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
        assert_eq!(read(&path).unwrap(), [7; 1000]);
        assert!(read(folder.path().join("none")).is_err());
    }
}
