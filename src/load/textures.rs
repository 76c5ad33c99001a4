//! Loading of tile textures, one source file at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::missing::{FileProblem, MissingFile};
use crate::formats::gtd::TextureTable;
use crate::formats::ntf::{Texture, gtt};
use crate::scene::raster::tile_image::{TileEncoding, TileImage};
use crate::scene::raster::tile_set::{DistinctTile, distinct_tiles};
use crate::zone::ZoneFiles;

/// The textures of one source file.
pub struct SourceJob {
    /// File name as stored in the zone; none for entries without a source.
    pub name: Option<String>,
    /// Indices in the tile table, and index in the file, of each picture.
    pub tiles: Vec<(Arc<[u16]>, i16)>,
}

/// Groups the pictures of the tile table by source file, so that each file is read and each picture decoded once.
/// Entries without a source come last.
pub fn jobs(table: &TextureTable) -> Vec<SourceJob> {
    let mut by_source: BTreeMap<usize, SourceJob> = BTreeMap::new();
    for DistinctTile { source, tile, indices } in distinct_tiles(table) {
        let name = source.and_then(|source| table.sources.get(source)).map(|source| source.path.clone());
        let job = by_source.entry(source.unwrap_or(usize::MAX)).or_insert(SourceJob { name, tiles: Vec::new() });
        job.tiles.push((indices.into(), tile));
    }
    by_source.into_values().collect()
}

/// Indices in the tile table, image to draw, and the texture itself.
pub type LoadedTile = (Arc<[u16]>, Option<TileImage>, Option<Texture>);

/// Result of a job: an image, or none, for each texture; and the errors.
#[derive(Default)]
pub struct LoadedTextureFile {
    /// The pictures of the job.
    pub images: Vec<LoadedTile>,
    /// Unusable files and tiles.
    pub missing: Vec<MissingFile>,
    /// Length of the file in bytes; 0 where none was read.
    pub bytes: u64,
}

/// Reads a source file and prepares its tiles that the zone uses.
pub async fn load(job: &SourceJob, files: &ZoneFiles, encoding: TileEncoding) -> LoadedTextureFile {
    let Some(name) = &job.name else {
        let missing = MissingFile { name: String::new(), path: PathBuf::new(), problem: FileProblem::NoSource };
        return LoadedTextureFile::nothing(job, missing);
    };
    match files.read(name).await {
        Ok(file) => prepare(job, name, &file.path, &file.bytes, encoding),
        Err(error) => LoadedTextureFile::nothing(job, MissingFile::named(name, error)),
    }
}

fn prepare(job: &SourceJob, name: &str, path: &Path, bytes: &[u8], encoding: TileEncoding) -> LoadedTextureFile {
    let mut loaded = LoadedTextureFile { bytes: bytes.len() as u64, ..LoadedTextureFile::default() };
    let (textures, damage) = gtt::read(bytes);
    let damaged = damage.is_some();
    let mut report = |problem: FileProblem| {
        loaded.missing.push(MissingFile { name: name.to_owned(), path: path.to_owned(), problem });
    };
    damage.into_iter().for_each(|damage| report(damage.into()));
    for (indices, tile) in &job.tiles {
        let tile = *tile;
        let texture = usize::try_from(tile).ok().and_then(|tile| textures.get(tile));
        let image = match texture.map(|texture| TileImage::from_texture(texture, encoding)) {
            Some(Ok(image)) => Some(image),
            Some(Err(source)) => {
                report(FileProblem::Tile { tile, source });
                None
            }
            // the texture may lie beyond the damage, which is already reported
            None if damaged && tile >= 0 => None,
            None => {
                report(FileProblem::NoTile { tiles: textures.len(), tile });
                None
            }
        };
        loaded.images.push((indices.clone(), image, texture.cloned()));
    }
    loaded
}

impl LoadedTextureFile {
    /// No images, all for the same reason.
    fn nothing(job: &SourceJob, missing: MissingFile) -> LoadedTextureFile {
        let images = job.tiles.iter().map(|(indices, _)| (indices.clone(), None, None)).collect();
        LoadedTextureFile { images, missing: vec![missing], bytes: 0 }
    }
}
