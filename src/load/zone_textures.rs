//! Textures for terrain composition on the CPU, read for pictures and exports.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use super::missing::{FileProblem, MissingFile};
use super::pictures::base_texture;
use crate::formats::gtd::{Gtd, TextureTable};
use crate::formats::ntf::Texture;
use crate::formats::ntf::gtt;
use crate::formats::ntf::tct::ColorMap;
use crate::platform::map_concurrently;
use crate::scene::raster::color_map::ColorMapMaker;
use crate::scene::raster::tile_set::distinct_tiles;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::zone::ZoneFiles;
use crate::zone::bundle::TERRAIN_BASE;

/// Reads the textures of a zone's terrain. Unreadable ones are replaced by a placeholder and listed; a missing color
/// map is not listed.
pub async fn read_zone_textures(gtd: &Gtd, files: &ZoneFiles) -> (ZoneTextures, Vec<MissingFile>) {
    let mut missing = Vec::new();
    let sources = read_sources(gtd.textures(), files, &mut missing).await;
    let color_map = match color_map(gtd, files).await {
        Ok(map) => map,
        Err(error) => {
            missing.push(error);
            None
        }
    };
    let base = files.read(TERRAIN_BASE).await.ok().and_then(|file| base_texture(&file.bytes));
    (ZoneTextures::new(gtd, &sources, color_map, base), missing)
}

/// The pictures of the source files that reachable entries of the table use, in the order of all sources. A file that
/// is listed several times is read once.
async fn read_sources(
    table: &TextureTable,
    files: &ZoneFiles,
    missing: &mut Vec<MissingFile>,
) -> Vec<Option<Vec<Texture>>> {
    let used: BTreeSet<usize> = distinct_tiles(table).into_iter().filter_map(|tile| tile.source).collect();
    let used: Vec<&str> = used.into_iter().map(|source| table.sources[source].path.as_str()).collect();
    let read = map_concurrently(&used, |name| pictures(name, files)).await;
    let mut keep = |read: Result<Vec<Texture>, MissingFile>| read.map_err(|error| missing.push(error)).ok();
    let read: HashMap<String, Vec<Texture>> =
        used.iter().zip(read).filter_map(|(name, read)| Some((name.to_lowercase(), keep(read)?))).collect();
    let named: BTreeSet<usize> =
        table.reachable().iter().filter_map(|entry| usize::try_from(entry.source).ok()).collect();
    let of =
        |index: usize| named.contains(&index).then(|| read.get(&table.sources[index].path.to_lowercase()).cloned());
    (0..table.sources.len()).map(|index| of(index).flatten()).collect()
}

async fn pictures(name: &str, files: &ZoneFiles) -> Result<Vec<Texture>, MissingFile> {
    let file = files.read(name).await.map_err(|error| MissingFile::named(name, error))?;
    let parsed = gtt::parse(&file.bytes);
    parsed.map_err(|error| MissingFile { name: name.to_owned(), path: file.path, problem: error.into() })
}

/// The color map, if it exists and has the right size.
async fn color_map(gtd: &Gtd, files: &ZoneFiles) -> Result<Option<ColorMap>, MissingFile> {
    match files.part::<ColorMap>(gtd).await {
        Ok(found) => {
            let expected = ColorMapMaker::cells_per_side(gtd.map_size());
            fitting(found.content, found.path, expected).map(Some)
        }
        Err(error) => MissingFile::part(error).map_or(Ok(None), Err),
    }
}

/// Checks that a color map has the size of the zone, in cells a side.
#[allow(clippy::result_large_err, reason = "made once a zone, and kept whole in the report")]
pub(super) fn fitting(map: ColorMap, path: PathBuf, expected: u32) -> Result<ColorMap, MissingFile> {
    let found = map.cells_per_side();
    match found == expected {
        true => Ok(map),
        false => Err(MissingFile::at(path, FileProblem::CellCount { found, expected })),
    }
}
