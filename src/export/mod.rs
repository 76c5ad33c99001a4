//! What leaves the program as files. Everything is written beside its final name and renamed when it is whole, so that a
//! full disk or a canceled run leaves no half-written file.

pub mod atomic_file;
pub mod dds;
pub mod heights;
pub mod mesh;
pub mod png;
pub mod splat;
pub mod staging;
pub mod textures;
pub mod tiles;
pub mod web_map;

use std::path::Path;

/// A file format that an export can be written in, for dialogs and for checking a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileType {
    /// Its name in dialogs.
    pub name: &'static str,
    /// Its file extensions, in lower case; the usual one first.
    pub extensions: &'static [&'static str],
}

impl FileType {
    /// Whether a path has one of the extensions, in any case.
    pub fn matches(&self, path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }
}

/// Is called while something long is exported, on any thread, with what is done and what there is to do.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// For those who do not want to be told.
pub fn untold(_: usize, _: usize) {}
