//! Files that a zone names and that cannot be used, and why.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::pictures::ImageFileError;
use crate::formats::kernel::FormatError;
use crate::scene::raster::color_cells::UnfitCell;
use crate::scene::raster::tile_image::WrongTileSize;
use crate::zone::error::{FileError, PartError, with_causes};

/// A file that a zone names and that cannot be used.
#[derive(Clone, Debug)]
pub struct MissingFile {
    /// The name as the zone's file has it.
    pub name: String,
    /// The path that was tried, or that would be the right place.
    pub path: PathBuf,
    /// Why it cannot be used.
    pub problem: FileProblem,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FileProblem {
    /// There is no such file.
    #[error("not found")]
    NotFound,
    /// The system does not give its bytes.
    #[error(transparent)]
    Unreadable(#[from] Arc<io::Error>),
    /// Its bytes are not what they should be.
    #[error(transparent)]
    Malformed(#[from] FormatError),
    /// It is no picture that can be drawn.
    #[error(transparent)]
    Picture(#[from] ImageFileError),
    /// A cell of the color map cannot be drawn.
    #[error(transparent)]
    ColorMap(#[from] UnfitCell),
    /// The color map belongs to a zone of another size.
    #[error("has {found} x {found} cells, the zone {expected} x {expected}")]
    CellCount {
        /// Cells along a side of the color map.
        found: u32,
        /// Cells along a side of the zone.
        expected: u32,
    },
    /// A picture of the file fits no tile.
    #[error("tile {tile}")]
    Tile {
        /// Index in the file.
        tile: i16,
        /// What is wrong with it.
        source: WrongTileSize,
    },
    /// The file has fewer pictures than the zone's table asks for.
    #[error("has {tiles} tiles, no tile {tile}")]
    NoTile {
        /// Pictures in the file.
        tiles: usize,
        /// Index in the file, from the tile table.
        tile: i16,
    },
    /// A tile belongs to no file.
    #[error("the tile table names a source file that the zone does not list")]
    NoSource,
}

impl MissingFile {
    /// A file that is there and cannot be used.
    pub(crate) fn at(path: PathBuf, problem: impl Into<FileProblem>) -> MissingFile {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        MissingFile { name, path, problem: problem.into() }
    }

    /// A file that cannot be had by the name that the zone has for it.
    pub(crate) fn named(name: &str, error: FileError) -> MissingFile {
        let (path, problem) = match error {
            FileError::NotFound(not_found) => {
                (not_found.looked_for.first().cloned().unwrap_or_default(), FileProblem::NotFound)
            }
            FileError::Unreadable { path, source } => (path, source.into()),
        };
        MissingFile { name: name.to_owned(), path, problem }
    }

    /// A part that is there and cannot be used; none for one that is not there, which is no trouble.
    pub(crate) fn part(error: PartError) -> Option<MissingFile> {
        match error {
            PartError::None | PartError::NotFound(_) => None,
            PartError::Unreadable { path, source } => Some(MissingFile::at(path, source)),
            PartError::Malformed { path, source, .. } => Some(MissingFile::at(path, source)),
        }
    }

    /// Why it cannot be used, in English.
    pub fn reason(&self) -> String {
        with_causes(&self.problem)
    }
}
