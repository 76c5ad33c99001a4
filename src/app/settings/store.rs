//! The settings file, shared by several windows.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Settings, merge, salvage};
use crate::app::folders;
use crate::export::atomic_file::AtomicFile;
use crate::formats::kernel::visible::path_text;
use crate::platform::fs;
use crate::platform::thread;

/// Largest settings file that is read, in bytes: hundreds of zones with thousands of bookmarks are smaller.
const MOST_BYTES: u64 = 8 << 20;

/// The settings file. Several windows share it: each merges its own changes into the file's contents.
#[derive(Clone, Debug)]
pub struct Store {
    file: Option<PathBuf>,
    /// The settings as last read or written here: differences from them are this window's changes.
    known: Settings,
}

impl Store {
    /// The file in the user's configuration folder; without such a folder nothing is saved.
    pub fn of_user() -> Store {
        Store { file: folders::settings().map(|folder| folder.join("settings.json")), known: Settings::default() }
    }

    #[cfg(test)]
    pub(super) fn at(file: PathBuf) -> Store {
        Store { file: Some(file), known: Settings::default() }
    }

    #[cfg(test)]
    pub(super) fn nowhere() -> Store {
        Store { file: None, known: Settings::default() }
    }

    /// Path of the settings file, if there is one.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Reads the settings. A damaged file is renamed, and a message returned.
    pub fn load(&mut self) -> (Settings, Option<String>) {
        let Found { settings, fault, .. } = self.read();
        self.known = settings.clone();
        (settings, fault)
    }

    fn read(&self) -> Found {
        let Some(file) = &self.file else { return Found::default() };
        fs::restore(file);
        let mut found = match fs::read_at_most(file, MOST_BYTES) {
            Ok(bytes) => Found { exists: true, ..salvage::settings_of(&bytes) },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::default(),
            Err(error) => Found { fault: Some(error.to_string()), ..Found::default() },
        };
        found.fault = found.fault.map(|fault| format!("{}: {fault}; {}", path_text(file), salvage::kept_aside(file)));
        found
    }

    /// Writes the settings, merged with changes of other windows; returns the merged settings, and a message if the
    /// file was damaged meanwhile.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&mut self, settings: &Settings) -> Result<(Settings, Option<String>), SaveError> {
        let Some(file) = &self.file else { return Ok((settings.clone(), None)) };
        let failed = |source: std::io::Error| SaveError { file: file.clone(), source };
        fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        let _turn = Turn::wait(&file.with_extension("lock"));
        let found = self.read();
        let kept = match found.fault {
            None if found.exists => merge::merged(&self.known, settings, &found.settings),
            _ => settings.clone(),
        };
        let mut written = serde_json::to_value(&kept).map_err(|error| failed(error.into()))?;
        salvage::keep_unknown(&mut written, &found.all);
        let text = serde_json::to_string_pretty(&written).map_err(|error| failed(error.into()))?;
        AtomicFile::write(file, text.as_bytes()).map_err(failed)?;
        fs::keep(file).map_err(failed)?;
        self.known = kept.clone();
        Ok((kept, found.fault))
    }
}

/// Contents of the settings file.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub settings: Settings,
    /// All valid contents, with the fields of other versions.
    pub all: Value,
    /// What is wrong with the file.
    pub fault: Option<String>,
    pub exists: bool,
}

/// The settings could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", path_text(file))]
pub struct SaveError {
    file: PathBuf,
    source: std::io::Error,
}

/// A lock for reading and writing. If the system has no locks, or another window is stuck, this continues without.
struct Turn {
    _lock: Option<fs::File>,
}

impl Turn {
    fn wait(path: &Path) -> Turn {
        // Five seconds; the event loop does not wait, except at the end.
        const TRIES: u32 = 1000;
        // Opening a pipe would wait for its reader.
        let is_file = fs::metadata(path).map_or(true, |about| about.is_file());
        let lock = is_file.then(|| fs::OpenOptions::new().create(true).append(true).open(path));
        let Some(Ok(lock)) = lock else { return Turn { _lock: None } };
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => return Turn { _lock: Some(lock) },
                Err(fs::TryLockError::WouldBlock) => thread::sleep(std::time::Duration::from_millis(5)),
                Err(fs::TryLockError::Error(_)) => break,
            }
        }
        Turn { _lock: None }
    }
}
