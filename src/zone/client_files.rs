//! File access for zones: disk (in a browser the offered folders), embedded demo, memory of a test.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use crate::demo::embedded::{self, EmbeddedFile};
use crate::platform::files;

/// A result that may arrive later, from another thread.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The beginning of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStart {
    /// The requested bytes, or fewer if the file is shorter.
    pub bytes: Vec<u8>,
    /// Length of the whole file in bytes.
    pub file_bytes: u64,
}

/// Files by their exact path. Case-insensitive lookup is the responsibility of [`super::folder::ClientFolder`].
///
/// Answers may take any time, or never arrive: callers must support cancellation.
pub trait ClientFiles: Send + Sync {
    /// The names of all files and folders in a folder, in any order; an error if there is no such folder.
    fn list<'a>(&'a self, folder: &'a Path) -> Answer<'a, io::Result<Vec<OsString>>>;

    /// All bytes of a file.
    fn read<'a>(&'a self, path: &'a Path) -> Answer<'a, io::Result<Vec<u8>>>;

    /// At most `bytes` bytes from the start of a file, and its length.
    fn read_start<'a>(&'a self, path: &'a Path, bytes: usize) -> Answer<'a, io::Result<FileStart>>;

    /// Whether its paths are those of the disk.
    fn is_disk(&self) -> bool {
        false
    }

    /// The canonical path of a file: on disk the absolute one.
    fn absolute(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

/// Files of the user by their paths: those on disk; in a browser those of folders that were offered to the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

impl ClientFiles for DiskFiles {
    fn list<'a>(&'a self, folder: &'a Path) -> Answer<'a, io::Result<Vec<OsString>>> {
        Box::pin(files::list(folder))
    }

    fn read<'a>(&'a self, path: &'a Path) -> Answer<'a, io::Result<Vec<u8>>> {
        Box::pin(files::read(path))
    }

    fn read_start<'a>(&'a self, path: &'a Path, bytes: usize) -> Answer<'a, io::Result<FileStart>> {
        Box::pin(async move {
            let (bytes, file_bytes) = files::read_start(path, bytes).await?;
            Ok(FileStart { bytes, file_bytes })
        })
    }

    fn is_disk(&self) -> bool {
        true
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        files::absolute(path)
    }
}

/// Where a page offers the files of the demo zone.
#[cfg(target_family = "wasm")]
pub fn demo_paths() -> impl Iterator<Item = PathBuf> {
    embedded::FILES.iter().map(EmbeddedFile::offered_at)
}

/// Files in memory, by paths relative to the client's root.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(BTreeMap<PathBuf, Content>);

/// Bytes of a file in memory.
#[derive(Clone, Debug)]
enum Content {
    Bytes(Cow<'static, [u8]>),
    /// Decompressed when they are first read.
    Embedded(&'static EmbeddedFile),
}

impl MemoryFiles {
    /// The client folder of the demo zone, embedded in the program.
    pub fn demo() -> MemoryFiles {
        MemoryFiles(embedded::FILES.iter().map(|file| (file.path.into(), Content::Embedded(file))).collect())
    }
}

impl FromIterator<(PathBuf, Cow<'static, [u8]>)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (PathBuf, Cow<'static, [u8]>)>>(files: I) -> MemoryFiles {
        MemoryFiles(files.into_iter().map(|(path, bytes)| (path, Content::Bytes(bytes))).collect())
    }
}

impl MemoryFiles {
    async fn file(&self, path: &Path) -> io::Result<&[u8]> {
        match self.0.get(path) {
            Some(Content::Bytes(bytes)) => Ok(bytes),
            Some(Content::Embedded(file)) => file.load().await,
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn names_in(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let below = self.0.keys().filter_map(|path| path.strip_prefix(folder).ok());
        let names: BTreeSet<_> = below.filter_map(|path| path.components().next()).collect();
        match names.is_empty() {
            true => Err(io::ErrorKind::NotFound.into()),
            false => Ok(names.into_iter().map(|name| name.as_os_str().to_owned()).collect()),
        }
    }
}

impl ClientFiles for MemoryFiles {
    fn list<'a>(&'a self, folder: &'a Path) -> Answer<'a, io::Result<Vec<OsString>>> {
        Box::pin(async move { self.names_in(folder) })
    }

    fn read<'a>(&'a self, path: &'a Path) -> Answer<'a, io::Result<Vec<u8>>> {
        Box::pin(async move { self.file(path).await.map(<[u8]>::to_vec) })
    }

    fn read_start<'a>(&'a self, path: &'a Path, bytes: usize) -> Answer<'a, io::Result<FileStart>> {
        Box::pin(async move {
            let file = self.file(path).await?;
            Ok(FileStart { bytes: file[..bytes.min(file.len())].to_vec(), file_bytes: file.len() as u64 })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;

    #[test]
    fn disk_and_memory_answer_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("Zones/a.gtd", &b"zone"[..]), ("Zones/b.gtd", b""), ("DTex/Grass.gtt", b"grass")];
        let memory: MemoryFiles = files.iter().map(|(path, bytes)| (path.into(), Cow::Borrowed(*bytes))).collect();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        for path in ["", "Zones", "DTex", "dtex", "Zones/a.gtd", "nowhere", "DTex/Grass.gtt"] {
            let on_disk = folder.path().join(path);
            if path == "dtex" && on_disk.exists() {
                continue; // A disk on which letter case makes no difference, as on Windows and macOS.
            }
            let sorted = |names: io::Result<Vec<OsString>>| {
                let mut names = names.ok()?;
                names.sort();
                Some(names)
            };
            let listed = [block_on(DiskFiles.list(&on_disk)), block_on(memory.list(Path::new(path)))].map(sorted);
            assert_eq!(listed[0], listed[1], "{path}");
            let read = [block_on(DiskFiles.read(&on_disk)), block_on(memory.read(Path::new(path)))].map(Result::ok);
            assert_eq!(read[0], read[1], "{path}");
            let start = [block_on(DiskFiles.read_start(&on_disk, 3)), block_on(memory.read_start(Path::new(path), 3))];
            let [disk, memory] = start.map(Result::ok);
            assert_eq!(disk, memory, "{path}");
        }
        let start = block_on(memory.read_start(Path::new("Zones/a.gtd"), 3)).unwrap();
        assert_eq!(start, FileStart { bytes: b"zon".to_vec(), file_bytes: 4 });
    }
}
