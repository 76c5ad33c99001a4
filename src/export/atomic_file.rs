//! Atomic file writing: files appear complete or not at all, even if the program is interrupted. Every file that the
//! program writes goes through this module.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::partial;
use crate::platform::fs::{self, File, OpenOptions};

/// A file under a temporary name beside its target, renamed by [`AtomicFile::finish`]. If dropped before, it is
/// removed.
///
/// Symbolic links are followed: the target is replaced, not the link. Standard output, devices, pipes and open
/// descriptors (`-`, `/dev/null`, `/dev/stdout`, `/dev/fd/3`) cannot be replaced and are written directly. A replaced
/// file hands on its permissions.
pub struct AtomicFile {
    /// Final and temporary name; none for what is written directly.
    rename: Option<Rename>,
    writer: Option<BufWriter<Destination>>,
}

/// What an output path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `-`.
    StandardOutput,
    /// A device, a pipe, or an open descriptor, written as it is.
    Direct,
    /// A file to create or replace, or a folder: the path behind symbolic links, which may dangle.
    File(PathBuf),
}

/// Maximum number of symbolic links that lead to a file, as on Linux.
const MOST_LINKS: usize = 40;

impl Target {
    pub fn of(path: &Path) -> Target {
        if path.as_os_str() == "-" {
            return Target::StandardOutput;
        }
        let mut end = path.to_owned();
        for _ in 0..MOST_LINKS {
            if is_device_name(&end) || is_descriptor(&end) {
                return Target::Direct;
            }
            let Ok(next) = fs::read_link(&end) else { break };
            end.set_file_name(next);
        }
        match fs::metadata(&end) {
            Ok(known) if !known.is_file() && !known.is_dir() => Target::Direct,
            _ => Target::File(end),
        }
    }
}

/// Whether a path names an open descriptor of a process. What is behind it may be a regular file, to which a shell has
/// redirected it: that file must not be replaced while others write to it.
fn is_descriptor(path: &Path) -> bool {
    let Some(Ok(folder)) = path.parent().map(fs::canonicalize) else { return false };
    folder == Path::new("/dev/fd") || folder.starts_with("/proc") && folder.ends_with("fd")
}

/// Whether the system reserves a name for a device, in any folder.
fn is_device_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    cfg!(windows)
        && (["nul", "con", "conout$"].iter().any(|device| name.eq_ignore_ascii_case(device))
            || path.to_string_lossy().starts_with(r"\\.\"))
}

/// An open file; `is_direct` for one that is not renamed. The reader of a pipe may end before all is written: that is no
/// error.
struct Destination {
    file: File,
    is_direct: bool,
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.file.write(bytes) {
            Err(error) if self.is_direct && error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The final step: rename the temporary file to its target.
struct Rename {
    path: PathBuf,
    temporary: PathBuf,
}

impl AtomicFile {
    /// Creates a temporary file. Fails if the folder is missing or cannot be written, or the target is a folder.
    ///
    /// # Errors
    /// The system's error: no such folder, no permission, no space, a name that is too long.
    pub fn create(path: &Path) -> io::Result<AtomicFile> {
        let buffered = |file, is_direct| Some(BufWriter::with_capacity(1 << 20, Destination { file, is_direct }));
        let direct = |file| AtomicFile { rename: None, writer: buffered(file, true) };
        let path = match Target::of(path) {
            Target::StandardOutput => return Ok(direct(fs::standard_output()?)),
            // The descriptor itself keeps the position of others who write to it.
            Target::Direct if super::outputs::is_standard_output(path) => return Ok(direct(fs::standard_output()?)),
            // Behind another descriptor may be a file that already has contents.
            Target::Direct => return Ok(direct(OpenOptions::new().append(true).open(path)?)),
            Target::File(path) => path,
        };
        path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "not a file name"))?;
        match fs::metadata(&path) {
            Ok(known) if known.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let (temporary, file) = partial::begin_file(fs::parent(&path))?;
        Ok(AtomicFile { rename: Some(Rename { path, temporary }), writer: buffered(file, false) })
    }

    /// Renames the file to its target, replacing an existing file.
    ///
    /// # Errors
    /// The system's error, including a late report of a full disk; the temporary file is removed, and the old file is
    /// kept.
    pub fn finish(self) -> io::Result<()> {
        AtomicFile::finish_all(vec![self])
    }

    /// Renames complete files to their targets, in order. The program does not end in between.
    fn finish_all(mut files: Vec<AtomicFile>) -> io::Result<()> {
        files.iter_mut().try_for_each(AtomicFile::complete)?;
        let renames = || files.iter().filter_map(|file| file.rename.as_ref());
        partial::place(|| renames().try_for_each(|Rename { path, temporary }| fs::rename(temporary, path)))?;
        renames().for_each(|Rename { path, .. }| fs::sync_folder(fs::parent(path)));
        Ok(())
    }

    /// Writes everything to the disk: the name must not appear before the contents.
    fn complete(&mut self) -> io::Result<()> {
        self.writer()?.flush()?;
        match (&self.rename, &self.writer) {
            (Some(Rename { path, .. }), Some(writer)) => {
                let file = &writer.get_ref().file;
                fs::hand_on_permissions(path, file);
                fs::sync_file(file)
            }
            _ => Ok(()),
        }
    }

    /// Renames the file to the first unused one of these names; never replaces a file.
    ///
    /// # Errors
    /// As [`AtomicFile::finish`]; and if all names are taken.
    #[cfg(feature = "window")]
    pub fn finish_as_new(mut self, names: impl IntoIterator<Item = PathBuf>) -> io::Result<PathBuf> {
        self.complete()?;
        let temporary = self.rename.as_ref().map(|rename| rename.temporary.clone());
        let temporary = temporary.ok_or_else(|| io::Error::other("not a regular file"))?;
        for name in names {
            // A hard link fails if the name exists, even in a race with other programs.
            match fs::hard_link(&temporary, &name) {
                Ok(()) => return Ok(name),
                Err(_) if fs::symlink_metadata(&name).is_ok() => {}
                // Not every file system has hard links.
                Err(_) => return fs::rename(&temporary, &name).map(|()| name),
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "no unused file name left"))
    }

    /// Writes a complete file.
    ///
    /// # Errors
    /// As [`AtomicFile::create`] and [`AtomicFile::finish`].
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        AtomicFile::write_set(&[(path, bytes)])
    }

    /// Writes files that belong together: all of them appear, in this order, or none.
    ///
    /// # Errors
    /// As [`AtomicFile::create`] and [`AtomicFile::finish`].
    pub fn write_set(files: &[(&Path, &[u8])]) -> io::Result<()> {
        let mut begun = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            let mut file = AtomicFile::create(path)?;
            file.write_all(bytes)?;
            begun.push(file);
        }
        AtomicFile::finish_all(begun)
    }

    fn writer(&mut self) -> io::Result<&mut BufWriter<Destination>> {
        self.writer.as_mut().ok_or_else(|| io::Error::other("the file is already finished"))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer()?.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            // Buffered data must not be written any more.
            drop(writer.into_parts());
        }
        if let Some(Rename { temporary, .. }) = &self.rename {
            // Unfinished, or not renamed: remove it. After a rename there is nothing to remove.
            let _ = fs::remove_file(temporary);
            partial::forget(temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    fn names(folder: &Path) -> Vec<OsString> {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn it_appears_only_when_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"abc").unwrap();
        assert!(!path.exists());
        file.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"abc");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[test]
    fn an_unfinished_file_leaves_nothing_and_keeps_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        std::fs::write(&path, b"old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[test]
    fn two_that_are_written_at_once_do_not_mix() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let [mut first, mut second] = [(); 2].map(|()| AtomicFile::create(&path).unwrap());
        first.write_all(b"first").unwrap();
        second.write_all(b"2").unwrap();
        second.finish().unwrap();
        first.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[test]
    fn of_a_set_all_appear_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let [first, second, lost] = ["first", "second", "no folder/lost"].map(|name| folder.path().join(name));
        AtomicFile::write_set(&[(&first, b"1"), (&lost, b"2")]).unwrap_err();
        assert!(names(folder.path()).is_empty());
        AtomicFile::write_set(&[(&first, b"1"), (&second, b"2")]).unwrap();
        assert_eq!(names(folder.path()), ["first", "second"]);
    }

    #[cfg(feature = "window")]
    #[test]
    fn a_new_file_takes_the_first_free_name() {
        let folder = tempfile::tempdir().unwrap();
        let name = |n: u32| folder.path().join(format!("{n}.png"));
        std::fs::write(name(0), b"old").unwrap();
        for n in 1..4 {
            let mut file = AtomicFile::create(&name(0)).unwrap();
            file.write_all(b"new").unwrap();
            assert_eq!(file.finish_as_new((0..9).map(name)).unwrap(), name(n));
        }
        let file = AtomicFile::create(&name(0)).unwrap();
        assert_eq!(file.finish_as_new((0..3).map(name)).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(name(0)).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["0.png", "1.png", "2.png", "3.png"], "and nothing else is left");
    }

    #[test]
    fn a_name_may_be_as_long_as_the_file_system_allows() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["n".repeat(255), "\u{c548}".repeat(85)] {
            assert_eq!(name.len(), 255);
            AtomicFile::write(&folder.path().join(&name), b"x").unwrap();
            assert_eq!(names(folder.path()), [&*name]);
            std::fs::remove_file(folder.path().join(&name)).unwrap();
        }
        // Windows does not say so of a file that does not exist yet.
        if cfg!(unix) {
            assert!(AtomicFile::create(&folder.path().join("n".repeat(300))).is_err(), "before anything is written");
        }
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_folder_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(AtomicFile::create(folder.path()).err().unwrap().kind(), ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_of_a_replaced_file_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        AtomicFile::write(&path, b"1").unwrap();
        for mode in [0o600, 0o640, 0o755, 0o444] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            AtomicFile::write(&path, b"2").unwrap();
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o7777, mode);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let [link, target] = ["link", "target"].map(|name| folder.path().join(name));
        std::os::unix::fs::symlink("target", &link).unwrap();
        for text in ["made", "replaced"] {
            AtomicFile::write(&link, text.as_bytes()).unwrap();
            assert!(link.is_symlink());
            assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
        }
        assert_eq!(names(folder.path()), ["link", "target"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_chain_of_links_stays() {
        let folder = tempfile::tempdir().unwrap();
        let [first, second, target] = ["first", "second", "target"].map(|name| folder.path().join(name));
        std::os::unix::fs::symlink("second", &first).unwrap();
        std::os::unix::fs::symlink(&target, &second).unwrap();
        AtomicFile::write(&first, b"made").unwrap();
        assert!(first.is_symlink() && second.is_symlink());
        assert_eq!(std::fs::read(&target).unwrap(), b"made");
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("link", &link).unwrap();
        AtomicFile::write(&link, b"x").unwrap_err();
        assert!(link.is_symlink());
    }

    /// A shell redirects a descriptor to a file: others write to that file, too.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_behind_a_descriptor_is_appended_to() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let mut file = File::create(&path).unwrap();
        file.write_all(b"before ").unwrap();
        for folder in ["/dev/fd", "/proc/self/fd"] {
            let descriptor = Path::new(folder).join(file.as_raw_fd().to_string());
            assert_eq!(Target::of(&descriptor), Target::Direct);
            AtomicFile::write(&descriptor, b"here ").unwrap();
        }
        file.sync_all().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"before here here ");
        assert_eq!(names(folder.path()), ["a.bin"]);
        assert_eq!(Target::of(&path), Target::File(path));
    }

    #[test]
    fn the_reader_of_a_pipe_may_leave() {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        #[cfg(unix)]
        let file = File::from(std::os::fd::OwnedFd::from(writer));
        #[cfg(windows)]
        let file = File::from(std::os::windows::io::OwnedHandle::from(writer));
        let mut file = AtomicFile { rename: None, writer: Some(BufWriter::new(Destination { file, is_direct: true })) };
        file.write_all(&[7; 100_000]).unwrap();
        file.finish().unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_are_written_to_and_not_replaced() {
        AtomicFile::write(Path::new("/dev/null"), b"away").unwrap();
        let error = AtomicFile::write(Path::new("/dev/full"), b"no room").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        for device in ["/dev/null", "/dev/full"] {
            assert!(!std::fs::metadata(device).unwrap().is_file(), "{device}");
        }
    }
}
