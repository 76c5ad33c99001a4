//! Textures for terrain composition on the CPU, read for pictures and exports.

use std::path::PathBuf;

use super::missing::{FileProblem, MissingFile};
use super::pictures::base_texture;
use crate::formats::gtd::Gtd;
use crate::formats::ntf::Texture;
use crate::formats::ntf::gtt;
use crate::formats::ntf::tct::ColorMap;
use crate::platform::map_concurrently;
use crate::scene::raster::color_map::ColorMapMaker;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::zone::ZoneFiles;
use crate::zone::bundle::TERRAIN_BASE;

/// Reads the textures of a zone's terrain. Unreadable ones are replaced by a placeholder and listed; a missing color
/// map is not listed.
pub async fn read_zone_textures(gtd: &Gtd, files: &ZoneFiles) -> (ZoneTextures, Vec<MissingFile>) {
    let sources = &gtd.textures().sources;
    let read = map_concurrently(sources, |source| pictures(&source.path, files)).await;
    let mut missing = Vec::new();
    let mut keep = |read: Result<Vec<Texture>, MissingFile>| read.map_err(|error| missing.push(error)).ok();
    let sources: Vec<Option<Vec<Texture>>> = read.into_iter().map(&mut keep).collect();
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
