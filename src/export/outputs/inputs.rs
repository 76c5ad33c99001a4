//! The files that a command reads.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::platform::fs;
use crate::platform::fs::FileId;

/// Files and folders that a command reads, by identity.
#[derive(Clone, Debug, Default)]
pub struct InputFiles {
    names: HashMap<FileId, PathBuf>,
}

impl InputFiles {
    /// Adds a file or folder. Pipes and devices are left out: they can be read and written at once.
    pub fn add(&mut self, path: &Path) {
        let is_stored = fs::metadata(path).is_ok_and(|known| known.is_file() || known.is_dir());
        if let (true, Ok(id)) = (is_stored, FileId::of(path)) {
            self.names.entry(id).or_insert_with(|| path.to_owned());
        }
    }

    /// Adds the file from which standard input is redirected, if there is one.
    pub fn add_standard_input(&mut self) {
        if let Some(id) = FileId::of_standard_input() {
            self.names.entry(id).or_insert_with(|| PathBuf::from("-"));
        }
    }

    /// The name of the input with an identity.
    pub(super) fn find(&self, id: FileId) -> Option<&Path> {
        self.names.get(&id).map(PathBuf::as_path)
    }
}

impl<P: AsRef<Path>> FromIterator<P> for InputFiles {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> InputFiles {
        let mut inputs = InputFiles::default();
        paths.into_iter().for_each(|path| inputs.add(path.as_ref()));
        inputs
    }
}
