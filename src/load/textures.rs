//! Loading of tile textures, one source file at a time.

use std::path::{Path, PathBuf};

use super::missing::{FileProblem, MissingFile};
use crate::formats::gtd::TextureTable;
use crate::formats::ntf::{Texture, gtt};
use crate::scene::raster::tile_image::{TileEncoding, TileImage};
use crate::zone::ZoneFiles;

/// The textures of one source file.
pub struct SourceJob {
    /// File name as stored in the zone; none for entries without a source.
    pub name: Option<String>,
    /// Index in the tile table, and index in the file.
    pub tiles: Vec<(u32, i16)>,
}

/// Groups the tile table by source file, so that each file is read once. Entries without a source come last.
pub fn jobs(table: &TextureTable) -> Vec<SourceJob> {
    let mut jobs: Vec<SourceJob> =
        table.sources.iter().map(|source| SourceJob { name: Some(source.path.clone()), tiles: Vec::new() }).collect();
    let mut dangling = SourceJob { name: None, tiles: Vec::new() };
    for (index, tile) in (0..).zip(&table.tiles) {
        let job = usize::try_from(tile.source).ok().and_then(|source| jobs.get_mut(source));
        job.unwrap_or(&mut dangling).tiles.push((index, tile.tile));
    }
    jobs.retain(|job| !job.tiles.is_empty());
    if !dangling.tiles.is_empty() {
        jobs.push(dangling);
    }
    jobs
}

/// Result of a job: an image, or none, for each texture; and the errors.
#[derive(Default)]
pub struct LoadedTextureFile {
    /// Index in the tile table, image to draw, and the texture itself.
    pub images: Vec<(u32, Option<TileImage>, Option<Texture>)>,
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
    for &(index, tile) in &job.tiles {
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
        loaded.images.push((index, image, texture.cloned()));
    }
    loaded
}

impl LoadedTextureFile {
    /// No images, all for the same reason.
    fn nothing(job: &SourceJob, missing: MissingFile) -> LoadedTextureFile {
        let images = job.tiles.iter().map(|&(index, _)| (index, None, None)).collect();
        LoadedTextureFile { images, missing: vec![missing], bytes: 0 }
    }
}
