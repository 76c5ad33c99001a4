//! Files that a zone refers to and that cannot be used.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::pictures::ImageFileError;
use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::path_text;
use crate::scene::raster::color_cells::UnfitCell;
use crate::scene::raster::tile_image::WrongTileSize;
use crate::zone::error::{FileError, PartError, with_causes};

/// A referenced file that cannot be used.
#[derive(Clone, Debug)]
pub struct MissingFile {
    /// The name as stored in the zone.
    pub name: String,
    /// The path that was tried, or the expected place.
    pub path: PathBuf,
    /// Reason why the file cannot be used.
    pub problem: FileProblem,
}

/// Reason why a file cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FileProblem {
    /// The file does not exist.
    #[error("not found")]
    NotFound,
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Arc<io::Error>),
    /// The contents do not match the format.
    #[error(transparent)]
    Malformed(#[from] FormatError),
    /// The image cannot be decoded or drawn.
    #[error(transparent)]
    Picture(#[from] ImageFileError),
    /// A cell of the color map is unsuitable.
    #[error(transparent)]
    ColorMap(#[from] UnfitCell),
    /// The color map is for a zone of another size.
    #[error("has {found} x {found} cells, but the zone has {expected} x {expected}")]
    CellCount {
        /// Cells along a side of the color map.
        found: u32,
        /// Cells along a side of the zone.
        expected: u32,
    },
    /// A texture of the file has the wrong size for a tile.
    #[error("texture {tile}")]
    Tile {
        /// Index of the texture in the file.
        tile: i16,
        /// Size that the texture has instead.
        source: WrongTileSize,
    },
    /// The file has fewer textures than the zone's table requires.
    #[error("has no texture {tile}, only {tiles}")]
    NoTile {
        /// Number of textures in the file.
        tiles: usize,
        /// Index of the texture, from the tile table.
        tile: i16,
    },
    /// A tile texture refers to no file.
    #[error("the tile table refers to a source file that the zone does not list")]
    NoSource,
}

impl MissingFile {
    /// An existing file that cannot be used.
    pub(crate) fn at(path: PathBuf, problem: impl Into<FileProblem>) -> MissingFile {
        let name = path.file_name().map(path_text).unwrap_or_default();
        MissingFile { name, path, problem: problem.into() }
    }

    /// A file that cannot be found or read by its stored name.
    pub(crate) fn named(name: &str, error: FileError) -> MissingFile {
        let (path, problem) = match error {
            FileError::NotFound(not_found) => {
                (not_found.looked_for.first().cloned().unwrap_or_default(), FileProblem::NotFound)
            }
            FileError::Unreadable { path, source } => (path, source.into()),
        };
        MissingFile { name: name.to_owned(), path, problem }
    }

    /// A part that exists and cannot be used; none for a missing part, which is not an error.
    pub(crate) fn part(error: PartError) -> Option<MissingFile> {
        match error {
            PartError::None | PartError::NotFound(_) => None,
            PartError::Unreadable { path, source } => Some(MissingFile::at(path, source)),
            PartError::Malformed { path, source, .. } => Some(MissingFile::at(path, source)),
        }
    }

    /// The reason in English.
    pub fn reason(&self) -> String {
        with_causes(&self.problem)
    }
}
