//! Access to the files of a page without waiting, by the names of `std::fs`: files that the program has written are in
//! memory, and of offered files the names are known.

use std::ffi::OsString;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::memory::{self, Content, Entries, Node};

pub use super::super::text::text_of;

/// Maximum length of a file that is read.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// An open file.
#[derive(Clone, Debug)]
pub struct File {
    bytes: Arc<Mutex<Vec<u8>>>,
    at: usize,
}

impl File {
    /// Creates a file that does not exist.
    ///
    /// # Errors
    /// There is such a file, or no such folder.
    pub fn create_new(path: impl AsRef<Path>) -> io::Result<File> {
        let bytes: Arc<Mutex<Vec<u8>>> = Arc::default();
        memory::insert_new(path.as_ref(), Node::File(Content::Written(bytes.clone())))?;
        Ok(File { bytes, at: 0 })
    }

    /// Opens a file in memory.
    ///
    /// # Errors
    /// There is no such file, or the browser has it.
    pub fn open(path: impl AsRef<Path>) -> io::Result<File> {
        written(path.as_ref()).map(|bytes| File { bytes, at: 0 })
    }

    /// What is known of the file.
    pub fn metadata(&self) -> io::Result<Metadata> {
        Ok(Metadata { is_folder: false, bytes: self.lock().len() as u64 })
    }

    /// Does nothing: no other program sees the file.
    pub fn try_lock(&self) -> Result<(), TryLockError> {
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.lock();
        let rest = bytes.get(self.at..).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        drop(bytes);
        self.at += read;
        Ok(read)
    }
}

impl Write for File {
    fn write(&mut self, new: &[u8]) -> io::Result<usize> {
        let mut bytes = self.lock();
        let end = self.at + new.len();
        if bytes.len() < end {
            let more = end - bytes.len();
            bytes.try_reserve(more).map_err(|_| io::ErrorKind::OutOfMemory)?;
            bytes.resize(end, 0);
        }
        bytes[self.at..end].copy_from_slice(new);
        drop(bytes);
        self.at = end;
        Ok(new.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => i64::try_from(at).ok(),
            SeekFrom::End(by) => i64::try_from(self.lock().len()).ok().and_then(|end| end.checked_add(by)),
            SeekFrom::Current(by) => i64::try_from(self.at).ok().and_then(|at| at.checked_add(by)),
        };
        self.at = at.and_then(|at| usize::try_from(at).ok()).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at as u64)
    }
}

impl From<TryLockError> for io::Error {
    fn from(error: TryLockError) -> io::Error {
        match error {
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
            TryLockError::Error(error) => error,
        }
    }
}

/// A lock that another program has. There is none.
#[derive(Debug)]
pub enum TryLockError {
    /// Another program has the lock.
    WouldBlock,
    /// The system has no locks.
    Error(io::Error),
}

/// How to open a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenOptions {
    create: bool,
    append: bool,
}

impl OpenOptions {
    /// Options with which nothing is created.
    pub fn new() -> OpenOptions {
        OpenOptions::default()
    }

    /// Creates a file that is missing.
    pub fn create(&mut self, create: bool) -> &mut OpenOptions {
        self.create = create;
        self
    }

    /// Writes at the end.
    pub fn append(&mut self, append: bool) -> &mut OpenOptions {
        self.append = append;
        self
    }

    /// Writes from the start, which every file allows.
    pub fn write(&mut self, _write: bool) -> &mut OpenOptions {
        self
    }

    /// Opens a file.
    ///
    /// # Errors
    /// There is no such file or folder.
    pub fn open(&self, path: impl AsRef<Path>) -> io::Result<File> {
        let path = path.as_ref();
        let mut file = match File::open(path) {
            Err(error) if self.create && error.kind() == io::ErrorKind::NotFound => File::create_new(path)?,
            opened => opened?,
        };
        if self.append {
            let end = file.lock().len();
            file.at = end;
        }
        Ok(file)
    }
}

/// What is known of a file or folder.
#[derive(Clone, Copy, Debug)]
pub struct Metadata {
    is_folder: bool,
    bytes: u64,
}

/// Kind of a file.
pub type FileType = Metadata;

impl Metadata {
    /// Whether it is a folder.
    pub fn is_dir(&self) -> bool {
        self.is_folder
    }

    /// Whether it is a file.
    pub fn is_file(&self) -> bool {
        !self.is_folder
    }

    /// Whether it is a link: there are none.
    pub fn is_symlink(&self) -> bool {
        false
    }

    /// Length in bytes; 0 for an offered file, whose length is known once it is read.
    #[allow(clippy::len_without_is_empty, reason = "the name that std::fs has")]
    pub fn len(&self) -> u64 {
        self.bytes
    }

    /// Who may write it.
    pub fn permissions(&self) -> Permissions {
        Permissions
    }

    /// The kind of the file.
    pub fn file_type(&self) -> FileType {
        *self
    }

    /// Time of the last change, which is not known.
    ///
    /// # Errors
    /// Always.
    pub fn modified(&self) -> io::Result<std::time::SystemTime> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Who may write a file: the program.
#[derive(Clone, Copy, Debug)]
pub struct Permissions;

impl Permissions {
    /// Whether nobody may write it.
    pub fn readonly(self) -> bool {
        false
    }
}

/// A file or folder in a folder.
#[derive(Clone, Debug)]
pub struct DirEntry {
    path: PathBuf,
    about: Metadata,
}

impl DirEntry {
    /// The path.
    pub fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// The name.
    pub fn file_name(&self) -> OsString {
        self.path.file_name().unwrap_or_default().to_owned()
    }

    /// The kind of file.
    pub fn file_type(&self) -> io::Result<FileType> {
        Ok(self.about)
    }

    /// What is known of it.
    pub fn metadata(&self) -> io::Result<Metadata> {
        Ok(self.about)
    }
}

fn about(node: &Node) -> Metadata {
    let bytes = match node {
        Node::File(Content::Written(bytes)) => bytes.lock().unwrap_or_else(PoisonError::into_inner).len() as u64,
        Node::File(Content::Offered(_)) | Node::Folder(_) => 0,
    };
    Metadata { is_folder: matches!(node, Node::Folder(_)), bytes }
}

fn written(path: &Path) -> io::Result<Arc<Mutex<Vec<u8>>>> {
    match memory::content(path)? {
        Content::Written(bytes) => Ok(bytes),
        // Only `files` can wait for the browser.
        Content::Offered(_) => Err(io::ErrorKind::WouldBlock.into()),
    }
}

/// What is known of a file or folder.
///
/// # Errors
/// There is no such file.
pub fn metadata(path: impl AsRef<Path>) -> io::Result<Metadata> {
    let path = path.as_ref();
    match memory::is_folder(path) {
        Some(true) => Ok(Metadata { is_folder: true, bytes: 0 }),
        Some(false) => {
            let bytes = written(path).map_or(0, |bytes| bytes.lock().unwrap_or_else(PoisonError::into_inner).len());
            Ok(Metadata { is_folder: false, bytes: bytes as u64 })
        }
        None => Err(io::ErrorKind::NotFound.into()),
    }
}

pub use metadata as symlink_metadata;

/// The files and folders in a folder.
///
/// # Errors
/// There is no such folder.
pub fn read_dir(folder: impl AsRef<Path>) -> io::Result<std::vec::IntoIter<io::Result<DirEntry>>> {
    let folder = folder.as_ref();
    memory::with_entries(folder, |entries| {
        let entry = |(name, node): (&String, &Node)| Ok(DirEntry { path: folder.join(name), about: about(node) });
        entries.iter().map(entry).collect::<Vec<_>>().into_iter()
    })
}

/// Creates a folder.
///
/// # Errors
/// There is such a file or folder, or none to create it in.
pub fn create_dir(path: impl AsRef<Path>) -> io::Result<()> {
    memory::insert_new(path.as_ref(), Node::Folder(Entries::new()))
}

/// Creates a folder, with those that lead to it.
///
/// # Errors
/// A file is in the way.
pub fn create_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    let path = memory::absolute(path.as_ref());
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| memory::is_folder(folder).is_none()).collect();
    missing.into_iter().rev().try_for_each(create_dir)
}

/// Removes a file.
///
/// # Errors
/// There is no such file.
pub fn remove_file(path: impl AsRef<Path>) -> io::Result<()> {
    let is_file = |node: &Node| match node {
        Node::File(_) => Ok(()),
        Node::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
    };
    memory::remove_if(path.as_ref(), is_file).map(drop)
}

/// Removes an empty folder.
///
/// # Errors
/// There is no such folder, or it has files.
pub fn remove_dir(path: impl AsRef<Path>) -> io::Result<()> {
    let is_empty = |node: &Node| match node {
        Node::Folder(entries) if entries.is_empty() => Ok(()),
        Node::Folder(_) => Err(io::ErrorKind::DirectoryNotEmpty.into()),
        Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
    };
    memory::remove_if(path.as_ref(), is_empty).map(drop)
}

/// Removes a folder with all that is in it.
///
/// # Errors
/// There is no such folder.
pub fn remove_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    memory::remove_if(path.as_ref(), |_| Ok(())).map(drop)
}

/// Renames a file or folder, replacing a file.
///
/// # Errors
/// There is no such file, or a folder with files is in the way.
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    let node = memory::remove_if(from.as_ref(), |_| Ok(()))?;
    let placed = memory::place(to.as_ref(), node.clone());
    if placed.is_err() {
        memory::place(from.as_ref(), node)?;
    }
    placed
}

/// A second name of a file.
///
/// # Errors
/// There is no such file, or the name is used.
pub fn hard_link(file: impl AsRef<Path>, link: impl AsRef<Path>) -> io::Result<()> {
    let content = memory::content(file.as_ref())?;
    memory::insert_new(link.as_ref(), Node::File(content))
}

/// Where a link leads: there are no links.
///
/// # Errors
/// Always.
pub fn read_link(_path: impl AsRef<Path>) -> io::Result<PathBuf> {
    Err(io::ErrorKind::InvalidInput.into())
}

/// The path from the root.
///
/// # Errors
/// There is no such file.
pub fn canonicalize(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    let path = path.as_ref();
    memory::is_folder(path).map(|_| memory::absolute(path)).ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// The path of a file, the same for each spelling.
#[cfg(feature = "window")]
pub(crate) fn canonical(path: &Path) -> PathBuf {
    memory::absolute(path)
}

/// All bytes of a file in memory.
///
/// # Errors
/// There is no such file, or the browser has it.
pub fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    written(path.as_ref()).map(|bytes| bytes.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// As [`read`], for a file of text.
///
/// # Errors
/// As [`read`]; also if the text is not UTF-8.
pub fn read_to_string(path: impl AsRef<Path>) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the text is not UTF-8"))
}

/// As [`read`], for a file of at most `most_bytes`.
///
/// # Errors
/// As [`read`]; also if the file is larger.
#[cfg(feature = "window")]
pub(crate) fn read_at_most(path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
    read(path).and_then(|bytes| match bytes.len() as u64 <= most_bytes {
        true => Ok(bytes),
        false => Err(io::ErrorKind::FileTooLarge.into()),
    })
}

/// At most `bytes` bytes from the start of a file in memory, and its length.
///
/// # Errors
/// As [`read`].
pub fn read_start(path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
    let content = read(path)?;
    Ok((content[..bytes.min(content.len())].to_vec(), content.len() as u64))
}

/// Opens a file in memory as a stream; also its length.
///
/// # Errors
/// As [`read`].
#[cfg(feature = "load")]
pub(crate) fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    let file = File::open(path)?;
    let bytes = file.lock().len() as u64;
    Ok((file, bytes))
}

/// What shows whether a file has changed: nothing, since offered files do not change.
#[cfg(feature = "load")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState;

#[cfg(feature = "load")]
impl FileState {
    /// The present state of a file.
    pub fn of(path: &Path) -> Option<FileState> {
        memory::is_folder(path).map(|_| FileState)
    }
}

/// Identity of a file.
#[cfg(feature = "export")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileId(PathBuf);

#[cfg(feature = "export")]
impl FileId {
    /// The identity of the file at a path.
    ///
    /// # Errors
    /// There is no such file.
    pub fn of(path: &Path) -> io::Result<FileId> {
        canonicalize(path).map(FileId)
    }

    /// The identity of standard input: there is none.
    pub fn of_standard_input() -> Option<FileId> {
        None
    }

    /// The identity of standard output: there is none.
    pub fn of_standard_output() -> Option<FileId> {
        None
    }
}

/// Standard output: there is none.
///
/// # Errors
/// Always.
#[cfg(feature = "export")]
pub fn standard_output() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Folder of files that become downloads.
pub const DOWNLOADS: &str = "/gtd-viewer/downloads";

/// Reads a file of settings from the browser's storage.
#[cfg(feature = "window")]
pub fn restore(file: &Path) {
    if let Some(text) = super::storage::get(&file.to_string_lossy()) {
        memory::put(file, Content::Written(Arc::new(Mutex::new(text.into_bytes()))));
    }
}

/// Writes a file of settings to the browser's storage.
///
/// # Errors
/// The browser has no storage for this page, or it is full.
#[cfg(feature = "window")]
pub fn keep(file: &Path) -> io::Result<()> {
    super::storage::set(&file.to_string_lossy(), &read_to_string(file)?)
}

/// Whether there is a file or folder.
pub fn exists(path: impl AsRef<Path>) -> bool {
    memory::is_folder(path.as_ref()).is_some()
}

/// Whether a path leads to a file.
pub fn is_file(path: impl AsRef<Path>) -> bool {
    memory::is_folder(path.as_ref()) == Some(false)
}

/// Whether a path leads to a folder.
pub fn is_folder(path: impl AsRef<Path>) -> bool {
    memory::is_folder(path.as_ref()) == Some(true)
}

/// The folder of a path; empty for a name in the root.
pub fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// Does nothing: files in memory are written at once.
pub fn sync_file(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Does nothing: names in memory are written at once.
pub fn sync_folder(_folder: &Path) {}

/// Does nothing: files in memory have no permissions.
pub fn hand_on_permissions(_old: &Path, _new: &File) {}

/// Whether a folder cannot be renamed.
pub fn is_fixed_folder(folder: &Path) -> bool {
    folder.parent().is_none()
}
