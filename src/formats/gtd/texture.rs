//! Source files of textures, and the table of tile textures (format notes, section 1.3, fields 6 to 9).

use super::name_field::NameField;
use super::records::{PackedTile, TileEntry};
use super::{SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};

/// Source files and tile table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextureTable {
    /// The texture files, by source index.
    pub sources: Vec<Source>,
    /// Tile textures, by the index that tiles use. If there are none, the file stores no sources either.
    pub tiles: Vec<TileTexture>,
}

/// A texture file that the zone refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the client's folder with backslashes, up to the NUL: `dtex
    /// ame_0.gtt`.
    pub path: String,
    /// The field as stored, with junk after its NUL.
    pub field: NameField,
}

impl Source {
    /// Creates a source without junk in its field.
    pub fn new(path: &str) -> Source {
        Source::from(NameField::new(path))
    }

    /// Name of the file without folder, in lower case: files are found in any letter case.
    fn file_name(&self) -> String {
        self.path.rsplit(['\\', '/']).next().unwrap_or(&self.path).to_lowercase()
    }

    /// The path in one spelling: the same for all names of one file, which differ in letter case and separators.
    pub fn key(&self) -> String {
        self.path.to_lowercase().replace('/', "\\")
    }

    /// The family: the file's name without its trailing `_N.gtt`. A file has eight pictures, so that one kind of ground
    /// needs several files, which differ in their number only.
    pub fn family(&self) -> String {
        let name = self.file_name();
        let stem = name.strip_suffix(".gtt").unwrap_or(&name);
        let cut = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let family = cut.strip_suffix('_').filter(|_| cut.len() < stem.len()).unwrap_or(stem);
        let family = family.trim_matches(['.', ' ']);
        if family.is_empty() { "unnamed".into() } else { family.to_owned() }
    }
}

impl From<NameField> for Source {
    fn from(field: NameField) -> Source {
        Source { path: field.text(), field }
    }
}

/// One tile texture: a picture in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileTexture {
    /// Index of the source, as stored: it may be outside the table.
    pub source: i16,
    /// Index of the picture in the source, 0 to 7 in real files, as stored.
    pub tile: i16,
}

impl TextureTable {
    /// Number of entries that a tile can refer to: its index has ten bits.
    pub const REACHABLE: usize = PackedTile::NO_TEXTURE as usize + 1;

    /// The entries that a tile can refer to. A file may have any number of further ones, which nothing can show.
    pub fn reachable(&self) -> &[TileTexture] {
        &self.tiles[..self.tiles.len().min(TextureTable::REACHABLE)]
    }

    /// The source of a tile texture, if both indices are valid.
    pub fn source_of(&self, texture: u16) -> Option<&Source> {
        let tile = self.tiles.get(usize::from(texture))?;
        self.sources.get(usize::try_from(tile.source).ok()?)
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<TextureTable, FormatError> {
        reader.section(SectionId::Textures.spec());
        let tile_count = reader.count(&fields::TILE_COUNT)?;
        if tile_count == 0 {
            return Ok(TextureTable::default());
        }
        let source_count = reader.count(&fields::SOURCE_COUNT)?;
        let sources = reader.records(&fields::SOURCE_RECORD, source_count, 0)?;
        let tiles = reader.records(&fields::TILE_RECORD, tile_count, 0)?;
        let sources = reader.slice(sources).as_chunks::<{ NameField::BYTES }>().0;
        let tiles: &[TileEntry] = bytemuck::cast_slice(reader.slice(tiles));
        Ok(TextureTable {
            sources: sources.iter().map(|field| Source::from(NameField::from(*field))).collect(),
            tiles: tiles.iter().map(|entry| TileTexture { source: entry.source(), tile: entry.tile() }).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_names_without_their_number() {
        let names = [
            "dtex\\map_ka_nsnow01_5.gtt",
            "japan_ground_2008_j01._4.gtt",
            "DTex/A_12.GTT",
            "dtex\\plain.gtt",
            "_3.gtt",
        ];
        let families = names.map(|path| Source::new(path).family());
        assert_eq!(families, ["map_ka_nsnow01", "japan_ground_2008_j01", "a", "plain", "unnamed"]);
    }

    #[test]
    fn spellings_of_one_path_have_one_key() {
        let keys = ["dtex\\a_0.gtt", "DTex/A_0.GTT"].map(|path| Source::new(path).key());
        assert_eq!(keys[0], keys[1]);
        assert_ne!(keys[0], Source::new("misc\\a_0.gtt").key());
    }
}
