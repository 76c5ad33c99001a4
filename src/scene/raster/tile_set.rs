//! Tile textures of a zone: the texture of each table entry, or the reason why it is missing, and the entries that are
//! the same picture.

use std::collections::HashMap;

use crate::formats::gtd::TextureTable;
use crate::formats::ntf::Texture;

/// Reason why a tile texture is missing. The placeholder is drawn in its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// The source index of the entry is outside the zone's list of files.
    #[error("source {source_index} does not exist; the zone has {sources} sources")]
    NoSuchSource {
        /// The index as stored.
        source_index: i16,
        /// Number of files in the zone's list.
        sources: usize,
    },
    /// The file has too few pictures.
    #[error("texture {tile} of {path} does not exist; the file has {pictures}")]
    NoSuchPicture {
        /// Path of the file as stored in the zone.
        path: String,
        /// The index as stored.
        tile: i16,
        /// Number of pictures in the file.
        pictures: usize,
    },
    /// The file was not found or could not be read.
    #[error("{path} was not read")]
    NoFile {
        /// Path of the file as stored in the zone.
        path: String,
    },
}

/// A picture of a zone's source files, and the entries of the table that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinctTile {
    /// Index of the source, the first one with its path; none if there is no such source.
    pub source: Option<usize>,
    /// Index of the picture in the source, as stored.
    pub tile: i16,
    /// Indices in the table, ascending.
    pub indices: Vec<u16>,
}

/// The distinct pictures among the reachable entries of a zone's table, by their first entry: what is loaded and kept
/// once, however often the table names it.
pub fn distinct_tiles(table: &TextureTable) -> Vec<DistinctTile> {
    let mut sources: HashMap<String, usize> = HashMap::new();
    let mut numbers = HashMap::new();
    let mut distinct: Vec<DistinctTile> = Vec::new();
    for (index, entry) in (0..).zip(table.reachable()) {
        let listed = usize::try_from(entry.source).ok().and_then(|at| Some((at, table.sources.get(at)?)));
        let source = listed.map(|(at, source)| *sources.entry(source.path.to_lowercase()).or_insert(at));
        // Entries without a source all show the placeholder.
        let tile = if source.is_some() { entry.tile } else { 0 };
        let number = *numbers.entry((source, tile)).or_insert_with(|| {
            distinct.push(DistinctTile { source, tile, indices: Vec::new() });
            distinct.len() - 1
        });
        distinct[number].indices.push(index);
    }
    distinct
}

/// Resolves each reachable entry of a zone's table, in order. `files` are the pictures of the zone's source files in their order,
/// none for a file that was not read.
pub fn resolve(table: &TextureTable, files: &[Option<Vec<Texture>>]) -> Vec<Result<Texture, Absent>> {
    table.reachable().iter().map(|entry| resolve_one(table, files, entry.source, entry.tile)).collect()
}

/// Resolves one entry of a zone's table.
///
/// # Errors
/// Why there is none.
fn resolve_one(
    table: &TextureTable,
    files: &[Option<Vec<Texture>>],
    source: i16,
    tile: i16,
) -> Result<Texture, Absent> {
    let listed = usize::try_from(source).ok().and_then(|index| Some((index, table.sources.get(index)?)));
    let Some((index, entry)) = listed else {
        return Err(Absent::NoSuchSource { source_index: source, sources: table.sources.len() });
    };
    let path = || entry.path.clone();
    match files.get(index) {
        Some(Some(pictures)) => {
            let picture = usize::try_from(tile).ok().and_then(|tile| pictures.get(tile));
            picture.cloned().ok_or_else(|| Absent::NoSuchPicture { path: path(), tile, pictures: pictures.len() })
        }
        Some(None) | None => Err(Absent::NoFile { path: path() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Source, TileTexture};
    use crate::formats::ntf::PixelFormat;

    #[test]
    fn entries_of_one_picture_are_together() {
        let entries = [(0, 1), (2, 1), (1, 1), (-1, 7), (3, 0), (0, 2), (0, 1)];
        let tiles = entries.map(|(source, tile)| TileTexture { source, tile });
        let sources = ["dtex\\a_0.gtt", "dtex\\b_0.gtt", "DTEX\\A_0.gtt"].map(Source::new);
        let table = TextureTable { sources: sources.into(), tiles: tiles.into() };
        let found: Vec<_> = distinct_tiles(&table).into_iter().map(|it| (it.source, it.tile, it.indices)).collect();
        let expected =
            [(Some(0), 1, vec![0, 1, 6]), (Some(1), 1, vec![2]), (None, 0, vec![3, 4]), (Some(0), 2, vec![5])];
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_that_no_tile_can_name_are_left_out() {
        let tiles = (0..5000).map(|tile| TileTexture { source: 0, tile }).collect();
        let table = TextureTable { sources: vec![Source::new("a.gtt")], tiles };
        assert_eq!(distinct_tiles(&table).len(), 1024);
        assert_eq!(resolve(&table, &[]).len(), 1024);
    }

    #[test]
    fn every_entry_has_its_texture_or_its_reason() {
        let made: Vec<Texture> =
            [9, 200].map(|v| Texture::encode(&[v, v, v, 255].repeat(16), 4, 4, PixelFormat::Dxt1, true)).into();
        let tiles = [(0, 1), (0, 2), (1, 0), (2, 0), (-1, 0), (0, -1)];
        let table = TextureTable {
            sources: vec![Source::new("dtex\\a_0.gtt"), Source::new("dtex\\b_0.gtt")],
            tiles: tiles.map(|(source, tile)| TileTexture { source, tile }).into(),
        };
        let files = [Some(made.clone()), None];
        let resolved = resolve(&table, &files);
        assert_eq!(resolved[0].as_ref(), Ok(&made[1]));
        let reasons: Vec<String> = resolved[1..].iter().map(|slot| slot.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(reasons[0], "texture 2 of dtex\\a_0.gtt does not exist; the file has 2");
        assert_eq!(reasons[1], "dtex\\b_0.gtt was not read");
        assert_eq!(reasons[2], "source 2 does not exist; the zone has 2 sources");
        assert_eq!(reasons[3], "source -1 does not exist; the zone has 2 sources");
        assert_eq!(reasons[4], "texture -1 of dtex\\a_0.gtt does not exist; the file has 2");
        assert!(matches!(resolve(&table, &[])[0], Err(Absent::NoFile { .. })));
    }
}
