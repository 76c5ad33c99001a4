//! A zone's tile textures, one source file at a time.

use crate::formats::gtd::TextureTable;
use crate::formats::ntf::{Texture, gtt};
use crate::scene::raster::tile_image::{TileEncoding, TileImage};
use crate::zone::files::{Files, MissingFile};
use std::path::Path;

/// The textures that come from one source file.
pub struct SourceJob {
    /// The file's name in the zone; none where the table points at no source.
    pub name: Option<String>,
    /// Index in the tile table, and which tile of the file it is.
    pub tiles: Vec<(u32, i16)>,
}

/// The tile table sorted by source file, so that each file is read once. Entries that name no source come last.
pub fn jobs(table: &TextureTable) -> Vec<SourceJob> {
    let mut jobs: Vec<SourceJob> =
        table.sources.iter().map(|source| SourceJob { name: Some(source.path.clone()), tiles: Vec::new() }).collect();
    let mut dangling = SourceJob { name: None, tiles: Vec::new() };
    for (index, tile) in table.tiles.iter().enumerate() {
        let job = usize::try_from(tile.source).ok().and_then(|source| jobs.get_mut(source));
        job.unwrap_or(&mut dangling).tiles.push((index as u32, tile.tile));
    }
    jobs.retain(|job| !job.tiles.is_empty());
    if !dangling.tiles.is_empty() {
        jobs.push(dangling);
    }
    jobs
}

/// A job's outcome: an image, or none, for each texture; and what was wrong.
#[derive(Default)]
pub struct Loaded {
    /// Index in the tile table, what is drawn, and the texture itself.
    pub images: Vec<(u32, Option<TileImage>, Option<Texture>)>,
    /// Files and tiles that cannot be used.
    pub missing: Vec<MissingFile>,
    /// Bytes read.
    pub bytes: u64,
}

/// Reads a source file and prepares the tiles that the zone uses.
pub fn load(job: &SourceJob, files: &Files, encoding: TileEncoding) -> Loaded {
    let mut loaded = Loaded::default();
    let Some(name) = &job.name else {
        loaded.fail(job, "", Path::new(""), "the tile table names a source file that the zone does not list");
        return loaded;
    };
    let (path, bytes) = match files.read(name) {
        Ok(found) => found,
        Err(missing) => {
            loaded.missing.push(missing);
            loaded.images = job.tiles.iter().map(|&(index, _)| (index, None, None)).collect();
            return loaded;
        }
    };
    loaded.bytes = bytes.len() as u64;
    let (textures, damage) = gtt::read(&bytes);
    if let Some(damage) = &damage {
        loaded.report(name, &path, damage.to_string());
    }
    for &(index, tile) in &job.tiles {
        let texture = usize::try_from(tile).ok().and_then(|tile| textures.get(tile));
        let texture_here = texture.cloned();
        let image = match texture.map(|texture| TileImage::from_texture(texture, encoding)) {
            Some(Ok(image)) => Some(image),
            Some(Err(reason)) => loaded.report(name, &path, format!("tile {tile}: {reason}")),
            // it may lie behind the damage, which is told already
            None if damage.is_some() && tile >= 0 => None,
            None => loaded.report(name, &path, format!("has {} tiles, no tile {tile}", textures.len())),
        };
        loaded.images.push((index, image, texture_here));
    }
    loaded
}

impl Loaded {
    fn fail(&mut self, job: &SourceJob, name: &str, path: &Path, reason: &str) {
        self.report(name, path, reason.to_owned());
        self.images = job.tiles.iter().map(|&(index, _)| (index, None, None)).collect();
    }

    fn report(&mut self, name: &str, path: &Path, reason: String) -> Option<TileImage> {
        self.missing.push(MissingFile { name: name.to_owned(), path: path.to_owned(), reason });
        None
    }
}
