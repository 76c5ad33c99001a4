//! The panels that look inside a zone: the pinned tile, the bytes of the file, the tile textures.
//!
//! They read the zone itself and what the program remembers of them ([`Inspect`]); what is asked for comes back as
//! [`InspectCommand`]s. How far a list is scrolled, which branches are open and what is searched for is kept by
//! egui, as it keeps where a window stands; pictures are kept there, too, as long as their texels are the zone's.

pub(super) mod bytes;
mod hex;
mod pictures;
mod rows;
pub(super) mod textures;
pub(super) mod tile;
mod tree;

#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;
use std::sync::Arc;

use glam::DVec3;

use crate::formats::kernel::FieldMap;
use crate::formats::kinds::MappedFile;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::raster::tile_image::TileImage;
use crate::scene::space::TileId;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::tile_facts::TileFacts;
use crate::ui::text::Texts;

/// What the panels look into.
#[derive(Clone, Default)]
pub struct Inspect<'a> {
    /// The zone; none while none is open.
    pub ground: Option<&'a Terrain>,
    /// The picked tile, and the point of it that was clicked (world meters).
    pub pinned: Option<Pin>,
    /// What lies over the picked tile.
    pub over: OverTile,
    /// The tile textures that have arrived, by their index.
    pub textures: &'a [Option<TextureHere>],
    /// How many tiles show each; empty while nobody asked.
    pub uses: &'a [u32],
    /// The texture whose tiles are lit up.
    pub highlight: Option<u16>,
    /// The bytes that are lit up, of the file that the panel of bytes shows.
    pub bytes: Option<Range<u64>>,
    /// The file that the panel of bytes shows.
    pub files: FileChoice<'a>,
}

/// The zone's files that the panel of bytes can show, and the one that it shows.
#[derive(Clone, Default)]
pub struct FileChoice<'a> {
    /// Names of the files; the first is the terrain.
    pub names: &'a [String],
    /// Index of the one shown.
    pub chosen: usize,
    /// The one shown, or why it cannot be read. `None` while it is read; the terrain is in [`Inspect::ground`].
    pub other: Option<Result<&'a MappedFile, &'a str>>,
}

/// A file's bytes and where its fields lie.
#[derive(Clone, Copy)]
pub(super) struct FileFields<'a> {
    /// Index of the file in [`FileChoice::names`].
    pub key: usize,
    /// The bytes, of an enciphered file deciphered.
    pub content: &'a [u8],
    pub map: &'a FieldMap,
}

/// A tile texture that has arrived.
#[derive(Clone)]
pub struct TextureHere {
    pub image: Arc<TileImage>,
    /// It is the stand-in for one that is missing.
    pub missing: bool,
}

/// A tile that was picked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pin {
    pub tile: TileId,
    /// The point, world meters.
    pub point: DVec3,
}

/// What lies over the middle of a tile.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OverTile {
    /// The color map's texel, red, green, blue.
    pub color: Option<[u8; 3]>,
    /// The shadow's strength, 0 to 255.
    pub shadow: Option<u8>,
}

impl OverTile {
    /// Reads both pictures over the middle of a tile of a zone with so many tiles a side.
    pub fn read(tile: TileId, tiles: u32, color: Option<&MipImage>, shadow: Option<&MipImage>) -> OverTile {
        let texel = |picture: &MipImage| -> Option<[u8; 4]> {
            let place =
                |index: u32, side_px: u32| ((f64::from(index) + 0.5) / f64::from(tiles) * f64::from(side_px)) as u32;
            let (x, z) = (place(tile.x, picture.width), place(tile.z, picture.height));
            let row = picture.height.checked_sub(1 + z)?;
            let at = (row as usize * picture.width as usize + x as usize) * picture.texel.bytes();
            let bytes = picture.levels.first()?.get(at..at + picture.texel.bytes())?;
            Some(std::array::from_fn(|i| bytes.get(i).copied().unwrap_or_default()))
        };
        OverTile {
            color: color.and_then(texel).map(|[r, g, b, _]| [r, g, b]),
            shadow: shadow.and_then(texel).map(|[strength, ..]| strength),
        }
    }
}

/// What the user asks of the panels that look inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InspectCommand {
    Unpin,
    /// Pick a tile and fly to it.
    GoTo(TileId),
    /// Light up these bytes of the file, and show them.
    ShowBytes(Range<u64>),
    /// Show another of the zone's files, by its index in [`FileChoice::names`].
    ShowFile(usize),
    /// Light up the tiles of a texture; none for none.
    Highlight(Option<u16>),
    /// Fly to the next tile that shows a texture.
    NextPlace(u16),
}

impl Inspect<'_> {
    /// The picked tile's numbers.
    fn facts(&self) -> Option<TileFacts> {
        TileFacts::of(self.ground?, self.pinned?.tile)
    }

    /// A texture's file, and which of its pictures it is.
    fn source(&self, text: &Texts, texture: u16) -> (String, i16) {
        let Some(table) = self.ground.map(|ground| ground.gtd().textures()) else { return (String::new(), 0) };
        let path = table.source_of(texture).map_or(text.tile.no_source, |source| source.path.as_str());
        (path.to_owned(), table.tiles.get(usize::from(texture)).map_or(0, |tile| tile.tile))
    }
}

/// The picked tile's further numbers, for copied diagnostics.
pub(super) fn rows_of(text: &Texts, inspect: &Inspect, facts: &TileFacts) -> Vec<(&'static str, String)> {
    tile::rows(text, inspect, facts)
}
