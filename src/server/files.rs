//! Files of a server folder: on a disk, or in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::fault::{ServerFault, ServerProblem};
use crate::platform::fs::{self, FileState};

/// The most files and folders that are looked at.
const MOST_ENTRIES: usize = 50_000;
/// The deepest folder that is searched, below the one that was given.
const MOST_LEVELS: usize = 8;

/// Files by their paths.
#[derive(Clone, Debug)]
pub enum Files {
    Disk,
    Memory(BTreeMap<PathBuf, Cow<'static, [u8]>>),
}

impl Files {
    /// All files below a folder, or the file itself, by path. Folders that cannot be read and limits are reported.
    pub fn list(&self, path: &Path, faults: &mut Vec<ServerFault>) -> Vec<PathBuf> {
        let mut files = Vec::new();
        match self {
            Files::Memory(all) => files.extend(all.keys().filter(|file| file.starts_with(path)).cloned()),
            Files::Disk => list_on_disk(path, &mut files, faults),
        }
        files.sort_by_cached_key(|file| (file.to_string_lossy().to_lowercase(), file.clone()));
        files
    }

    /// A stream of a file's bytes.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(&self, path: &Path) -> io::Result<Box<dyn Read + '_>> {
        match self {
            Files::Disk => Ok(Box::new(fs::open_regular(path)?.0)),
            Files::Memory(_) => Ok(Box::new(self.in_memory(path)?)),
        }
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self {
            Files::Disk => fs::read(path),
            Files::Memory(_) => Ok(self.in_memory(path)?.to_vec()),
        }
    }

    /// At most `bytes` bytes from the start of a file, and its length.
    ///
    /// # Errors
    /// Those of the system.
    pub fn read_start(&self, path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
        match self {
            Files::Disk => fs::read_start(path, bytes),
            Files::Memory(_) => {
                let file = self.in_memory(path)?;
                Ok((file[..bytes.min(file.len())].to_vec(), file.len() as u64))
            }
        }
    }

    /// What shows whether a file has changed; none in memory, where it never does.
    pub fn state(&self, path: &Path) -> Option<FileState> {
        match self {
            Files::Disk => FileState::of(path),
            Files::Memory(_) => None,
        }
    }

    fn in_memory(&self, path: &Path) -> io::Result<&[u8]> {
        match self {
            Files::Memory(files) => files.get(path).map(|bytes| &bytes[..]).ok_or(io::ErrorKind::NotFound.into()),
            Files::Disk => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

fn list_on_disk(path: &Path, files: &mut Vec<PathBuf>, faults: &mut Vec<ServerFault>) {
    let mut folders = vec![(path.to_owned(), 0)];
    let mut entries = 0;
    while let Some((folder, level)) = folders.pop() {
        let listed = match fs::read_dir(&folder) {
            Ok(listed) => listed,
            Err(_) if level == 0 && fs::is_file(&folder) => {
                files.push(folder);
                continue;
            }
            Err(error) => {
                let problem = ServerProblem::Unreadable(error.into());
                faults.push(ServerFault { path: folder, line: None, problem });
                continue;
            }
        };
        for entry in listed.flatten() {
            entries += 1;
            if entries > MOST_ENTRIES {
                let problem = ServerProblem::TooMuch(format!("more than {MOST_ENTRIES} files"));
                faults.push(ServerFault { path: path.to_owned(), line: None, problem });
                return;
            }
            let entry = entry.path();
            // Links are followed; the limit of levels ends circles.
            match fs::is_folder(&entry) {
                true if level < MOST_LEVELS => folders.push((entry, level + 1)),
                true => {
                    let problem = ServerProblem::TooMuch(format!("more than {MOST_LEVELS} folders deep"));
                    faults.push(ServerFault { path: entry, line: None, problem });
                }
                false => files.push(entry),
            }
        }
    }
}
