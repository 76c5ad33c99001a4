//! Inspection panels: the picked tile, the bytes of the file, the tile textures.
//!
//! They read the zone and the inspection state ([`Inspect`]); requests are returned as [`InspectCommand`]s. Scroll
//! positions, open branches and search texts are kept by egui, like window positions; so are images, as long as their
//! texels are the zone's.

mod address;
pub(super) mod bytes;
pub(super) mod explanation;
mod hex;
pub(super) mod object;
pub(super) mod other_zones;
mod packed;
mod pictures;
mod rows;
mod single_model;
mod texture_grid;
pub(super) mod textures;
pub(super) mod tile;
pub(super) mod tree;

#[cfg(test)]
pub(super) mod tests;

pub use other_zones::{OtherZones, ZoneSearch};
pub use single_model::SingleModel;

use std::ops::Range;
use std::sync::Arc;

use glam::DVec3;

use crate::formats::kernel::FieldMap;
use crate::formats::kernel::visible::visible;
use crate::formats::kinds::MappedFile;
use crate::scene::number_format::NumberFormat;
use crate::scene::objects::{ObjectFacts, ObjectMarks, SelectionFacts};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::raster::tile_image::TileImage;
use crate::scene::space::TileId;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::Hit;
use crate::scene::terrain::tile_facts::TileFacts;
use crate::scene::{Objects, PlacedObject};
use crate::ui::text::Texts;

/// Model of the inspection panels.
#[derive(Clone, Default)]
pub struct Inspect<'a> {
    /// Terrain of the zone; none without an open zone.
    pub ground: Option<&'a Terrain>,
    /// The picked tile, with the clicked point (world meters).
    pub pinned: Option<Pin>,
    /// Color and shadow of the picked tile.
    pub over: OverTile,
    /// The selected object that the panel shows. There is either one or a picked tile.
    pub object: Option<PickedObject<'a>>,
    /// Numbers of all selected objects, in the order in which they were selected.
    pub selected: &'a [usize],
    /// The single model that is shown instead of a zone.
    pub single_model: Option<SingleModel>,
    /// Values of all selected objects together.
    pub selection: Option<&'a SelectionFacts>,
    /// All objects of the zone; empty while they are not loaded.
    pub objects: &'a [PlacedObject],
    /// Meshes and textures of the objects, once they are loaded.
    pub models: Option<&'a Arc<Objects>>,
    /// What is drawn over the object in the panel.
    pub marks: ObjectMarks,
    /// Loaded tile textures by index.
    pub textures: &'a [Option<TextureHere>],
    /// Number of tiles per texture; empty until they are counted.
    pub uses: &'a [u32],
    /// The texture whose tiles are highlighted.
    pub highlight: Option<u16>,
    /// The highlighted bytes, of the file in the bytes panel.
    pub bytes: Option<Range<u64>>,
    /// The file in the bytes panel.
    pub files: FileChoice<'a>,
    /// Textures of the client's other zones.
    pub other_zones: OtherZones<'a>,
}

/// Files available in the bytes panel, and the one that it shows.
#[derive(Clone, Default)]
pub struct FileChoice<'a> {
    /// Names of the files; the terrain comes first.
    pub names: &'a [String],
    /// Index of the shown file.
    pub chosen: usize,
    /// Index of the file of placed objects, if the zone has one.
    pub objects: Option<usize>,
    /// The shown file, or the reason why it cannot be read. `None` while it is loading; the terrain is in
    /// [`Inspect::ground`].
    pub other: Option<Result<&'a MappedFile, &'a str>>,
}

/// Bytes and field map of a file.
#[derive(Clone, Copy)]
pub(super) struct FileFields<'a> {
    /// Index of the file in [`FileChoice::names`].
    pub key: usize,
    /// The bytes; deciphered, if the file is enciphered.
    pub content: &'a [u8],
    pub map: &'a FieldMap,
}

/// A loaded tile texture.
#[derive(Clone)]
pub struct TextureHere {
    pub image: Arc<TileImage>,
    /// It is the placeholder for a missing one.
    pub missing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pin {
    pub tile: TileId,
    /// The clicked point, world meters.
    pub point: DVec3,
}

impl From<Hit> for Pin {
    fn from(hit: Hit) -> Pin {
        Pin { tile: hit.tile, point: hit.position }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct PickedObject<'a> {
    /// Its number, and that of all objects of the zone.
    pub index: usize,
    pub count: usize,
    /// The clicked point, world meters.
    pub point: DVec3,
    pub placed: &'a PlacedObject,
    pub facts: &'a ObjectFacts,
}

/// Color map and shadow at the center of a tile.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OverTile {
    /// Texel of the color map, red, green, blue.
    pub color: Option<[u8; 3]>,
    /// Strength of the shadow, 0 to 255.
    pub shadow: Option<u8>,
}

impl OverTile {
    /// Reads both images at the center of a tile, in a zone with `tiles` tiles per side.
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

/// Command of the inspection panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InspectCommand {
    Unpin,
    /// Pick a tile and fly to it.
    GoTo(TileId),
    /// Highlight these bytes of the file, and scroll to them.
    ShowBytes(Range<u64>),
    /// Show another file of the zone, by its index in [`FileChoice::names`].
    ShowFile(usize),
    /// Highlight the tiles of a texture, or none.
    Highlight(Option<u16>),
    /// Fly to the next tile with a texture.
    NextPlace(u16),
    /// Read the textures of the client's other zones.
    SearchZones,
    CancelSearch,
    /// Draw marks over the object in the panel.
    Mark(ObjectMarks),
    /// Select objects by their numbers.
    Select {
        objects: Vec<usize>,
        how: SelectHow,
        /// Fly to where all selected objects are in the picture.
        fly: bool,
    },
}

/// How objects are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectHow {
    /// These instead of those before. The panel shows the first one.
    Only,
    /// Those that are not selected are added, the others removed.
    Toggle,
}

impl InspectCommand {
    /// Selects an object, and no others.
    pub fn select(object: usize, fly: bool) -> InspectCommand {
        InspectCommand::select_all(vec![object], fly)
    }

    /// Selects objects, and no others. The panel shows the first one.
    pub fn select_all(objects: Vec<usize>, fly: bool) -> InspectCommand {
        InspectCommand::Select { objects, how: SelectHow::Only, fly }
    }

    /// Selects an object beside others, or removes it from them.
    pub fn toggle(object: usize, fly: bool) -> InspectCommand {
        InspectCommand::Select { objects: vec![object], how: SelectHow::Toggle, fly }
    }
}

impl Inspect<'_> {
    /// The picked point, of a tile or an object, in world meters.
    pub(super) fn picked_point(&self) -> Option<DVec3> {
        self.pinned.map(|pin| pin.point).or(self.object.map(|object| object.point))
    }

    /// Values of the picked tile.
    fn facts(&self) -> Option<TileFacts> {
        TileFacts::of(self.ground?, self.pinned?.tile)
    }

    /// Whether the placeholder is shown for a texture.
    pub(super) fn is_missing(&self, texture: u16) -> bool {
        self.textures.get(usize::from(texture)).and_then(Option::as_ref).is_some_and(|here| here.missing)
    }

    /// File of a texture, and index in it.
    fn source(&self, text: &Texts, texture: u16) -> (String, i16) {
        let Some(table) = self.ground.map(|ground| ground.gtd().textures()) else { return (String::new(), 0) };
        let path = table.source_of(texture).map_or(text.tile.no_source, |source| source.path.as_str());
        (visible(path).into_owned(), table.tiles.get(usize::from(texture)).map_or(0, |tile| tile.tile))
    }
}

/// Additional values of the picked tile, for copied diagnostics.
pub(super) fn rows_of(text: &Texts, inspect: &Inspect, facts: &TileFacts) -> Vec<(&'static str, String)> {
    tile::rows(text, NumberFormat::PLAIN, inspect, facts)
}
