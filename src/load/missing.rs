//! Files that a zone refers to and that cannot be used.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::pictures::ImageFileError;
use crate::formats::kernel::FormatError;
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::path_text;
use crate::scene::raster::color_cells::UnfitCell;
use crate::scene::raster::tile_image::WrongTileSize;
use crate::server::ServerProblem;
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
    /// Many files of placed objects are missing: the number of meshes and of textures.
    #[error("{}", meshes_and_textures(*meshes, *textures))]
    ObjectFiles {
        /// Number of meshes.
        meshes: u32,
        /// Number of textures.
        textures: u32,
    },
    /// A file of the server.
    #[error(transparent)]
    Server(#[from] ServerProblem),
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

    /// Number of files that this one stands for.
    pub fn files(&self) -> u32 {
        match self.problem {
            FileProblem::ObjectFiles { meshes, textures } => meshes.saturating_add(textures),
            _ => 1,
        }
    }

    /// The reason in English.
    pub fn reason(&self) -> String {
        with_causes(&self.problem)
    }
}

/// Number of missing files of a folder that are listed one by one.
const LISTED: usize = 8;
/// Ending of meshes; the other files of objects are textures.
const MESH_ENDING: &str = ".n3pmesh";

/// Files of placed objects, where many of a folder are missing with one entry for the folder.
pub(super) fn grouped(files: Vec<MissingFile>) -> Vec<MissingFile> {
    let mut folders: BTreeMap<PathBuf, Vec<MissingFile>> = BTreeMap::new();
    let mut listed = Vec::new();
    for file in files {
        match (&file.problem, file.path.parent()) {
            (FileProblem::NotFound, Some(folder)) => folders.entry(folder.to_owned()).or_default().push(file),
            _ => listed.push(file),
        }
    }
    for (folder, files) in folders {
        if files.len() <= LISTED {
            listed.extend(files);
            continue;
        }
        let meshes = files.iter().filter(|file| file.name.ends_with(MESH_ENDING)).count();
        let [meshes, textures] = [meshes, files.len() - meshes].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let name = folder.file_name().map(path_text).unwrap_or_default();
        let problem = FileProblem::ObjectFiles { meshes, textures };
        listed.push(MissingFile { name: format!("{name}/"), path: folder, problem });
    }
    listed
}

fn meshes_and_textures(meshes: u32, textures: u32) -> String {
    let [meshes, textures] = [(meshes, "mesh", "meshes"), (textures, "texture", "textures")]
        .map(|(count, one, many)| if count == 0 { String::new() } else { counted(u64::from(count), one, many) });
    let both = if meshes.is_empty() || textures.is_empty() { "" } else { " and " };
    format!("{meshes}{both}{textures} not found")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(name: &str, problem: FileProblem) -> MissingFile {
        let name = name.to_owned();
        MissingFile { path: PathBuf::from("Client").join(&name), name, problem }
    }

    #[test]
    fn many_missing_files_of_a_folder_are_one_entry() {
        let object = |i: i32| format!("object/{i}{}", if i < 9 { MESH_ENDING } else { ".dxt" });
        let mut files: Vec<MissingFile> = (0..10).map(|i| missing(&object(i), FileProblem::NotFound)).collect();
        files.push(missing("other/a.dxt", FileProblem::NotFound));
        let unreadable = || FileProblem::Unreadable(Arc::new(io::Error::other("device gone")));
        files.push(missing("object/broken.dxt", unreadable()));
        let listed = grouped(files);
        let said = listed.iter().map(|file| (file.name.as_str(), file.files(), file.reason())).collect::<Vec<_>>();
        let expected = [
            ("object/broken.dxt", 1, "device gone"),
            ("object/", 10, "9 meshes and 1 texture not found"),
            ("other/a.dxt", 1, "not found"),
        ];
        assert_eq!(said, expected.map(|(name, files, reason)| (name, files, reason.to_owned())));
        let few = (0..8).map(|i| missing(&object(i), FileProblem::NotFound)).collect();
        assert_eq!(grouped(few).len(), 8, "a few are listed by name");
        assert_eq!(meshes_and_textures(0, 12), "12 textures not found");
    }
}
