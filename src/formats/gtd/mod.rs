//! Zone terrain files (`.gtd`): bytes to plain data and back.
//!
//! Owns the layouts of all known client builds, the file's bytes, and the positions of its sections. Independent of
//! drawing (`scene::terrain`), textures (`formats::ntf`), and file lookup (`zone`). Units are the file's own: meters, X
//! east, Y up, Z north; arrays are x outer.
//!
//! [`Gtd::parse`] is strict about the layout and keeps all values unchanged: unusual values are findings of `check`,
//! not errors. [`fields`] is the table of all fields, [`Gtd::field_map`] has their positions in one file, and [`Draft`]
//! is an editable copy that can be written.
//!
//! No input makes this module panic, and allocations are bounded by a small multiple of the input's size.

pub mod fields;
mod grass;
mod header;
mod light_map;
mod map_data;
mod name_field;
mod patch;
mod records;
mod section;
mod texture;
mod water;
mod write;

use std::ops::Range;

pub use header::{Header, Layout, MAP_SIZE_MAX, MAP_SIZE_MIN, is_map_size};
pub use light_map::LightMap;
pub use name_field::NameField;
pub use patch::{compute_bounds, height_range};
pub use records::{MapRecord, PackedTile, PatchBounds, WaterVertex};
pub use section::{GtdSection, SectionId};

pub use texture::{Source, TextureTable, TileTexture};
pub use water::{DEFAULT_WATER, Pond, PondForm, River, WaterTag};
pub use write::Draft;

use crate::formats::foreign;
use crate::formats::kernel::{FieldMap, FormatError, Reader, Run};
use crate::formats::kinds::{self, FileKind};

/// Kind of the terrain files (`.gtd`).
pub static KIND: FileKind = FileKind {
    name: "terrain",
    extensions: &["gtd"],
    summary: "The terrain of a zone: heights, tiles, texture tables, grass and water.",
    is_enciphered: false,
    recognizes: header::is_long_enough,
    map: |bytes| match GtdParts::choose(bytes) {
        Ok(parts) => (parts.field_map, None),
        Err(error) => (kinds::record(bytes, |_| Ok(())).0, Some(error)),
    },
};

/// A parsed zone file: its bytes, and the positions of its contents.
#[derive(Clone, Debug)]
pub struct Gtd {
    bytes: Vec<u8>,
    parts: GtdParts,
}

/// Everything except the bytes.
#[derive(Clone, Debug)]
struct GtdParts {
    header: Header,
    map: map_data::MapData,
    patches: Range<usize>,
    grass: grass::Grass,
    textures: TextureTable,
    light_maps: Vec<LightMap>,
    river_tag: Option<WaterTag>,
    rivers: Vec<River>,
    pond_tag: Option<WaterTag>,
    pond_form: PondForm,
    ponds: Vec<Pond>,
    sections: Vec<GtdSection>,
    field_map: FieldMap,
    trailing: usize,
}

impl Gtd {
    /// Parses a zone file of any layout; a vector is moved, a slice copied. Vertices, tiles, spheres and grass are
    /// viewed in place.
    ///
    /// # Errors
    /// No layout fits: section, offset, found and expected of the attempt that came furthest.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::gtd::{Draft, Gtd, Header};
    /// let file = Draft::flat(Header::versioned(1, "meadow"), 65).encode()?;
    /// let zone = Gtd::parse(file.as_slice())?;
    /// assert_eq!((zone.map_size(), zone.extent_m()), (65, 256.0));
    /// assert_eq!(zone.record(3, 4).height_m(), 0.0);
    /// // where byte 100 belongs to
    /// let (run, field) = zone.field_map().field_at(100).expect("a byte of the file");
    /// assert_eq!((run.name(), field.field.name, field.offset), ("vertex", "height", 98));
    /// // a cut file
    /// let error = Gtd::parse(&file[..1000]).unwrap_err();
    /// assert_eq!((error.section, error.field, error.offset), ("map data", "vertex", 18));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Result<Gtd, FormatError> {
        Gtd::parse_file(bytes, None)
    }

    /// Parses the bytes of a file with this extension (any case, no dot), which helps to name a file of another kind.
    ///
    /// # Errors
    /// Those of [`Gtd::parse`].
    pub fn parse_file(bytes: impl Into<Vec<u8>>, extension: Option<&str>) -> Result<Gtd, FormatError> {
        let bytes = bytes.into();
        match GtdParts::choose(&bytes) {
            Ok(parts) => Ok(Gtd { bytes, parts }),
            Err(error) => Err(foreign::error(&bytes, extension).unwrap_or(error)),
        }
    }

    /// The complete file as it was parsed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Layout of the file, and the zone's name.
    pub fn header(&self) -> &Header {
        &self.parts.header
    }

    /// N, vertices a side.
    pub fn map_size(&self) -> u32 {
        self.parts.map.size
    }

    /// Tiles a side, N - 1.
    pub fn tiles_per_side(&self) -> u32 {
        self.map_size() - 1
    }

    /// Patches a side, (N - 1) / 8.
    pub fn patches_per_side(&self) -> u32 {
        self.tiles_per_side() / 8
    }

    /// Side of the zone in meters.
    pub fn extent_m(&self) -> f32 {
        self.tiles_per_side() as f32 * 4.0
    }

    /// N * N records, x outer: vertex (x, z) is `x * N + z`.
    pub fn records(&self) -> &[MapRecord] {
        bytemuck::cast_slice(&self.bytes[self.parts.map.records.clone()])
    }

    /// The record of vertex (x, z), both below N.
    ///
    /// # Panics
    /// If the indices are outside the map: they never come from a file.
    pub fn record(&self, x: u32, z: u32) -> MapRecord {
        self.records()[x as usize * self.map_size() as usize + z as usize]
    }

    /// Stored bounding spheres of the patches, x outer.
    pub fn patch_bounds(&self) -> &[PatchBounds] {
        bytemuck::cast_slice(&self.bytes[self.parts.patches.clone()])
    }

    /// N * N bytes, x outer: bit k lets grass kind k grow.
    pub fn grass_mask(&self) -> &[u8] {
        &self.bytes[self.parts.grass.mask.clone()]
    }

    /// Name of the grass set.
    pub fn grass_set(&self) -> &str {
        &self.parts.grass.set_text
    }

    /// Texture files and tile textures.
    pub fn textures(&self) -> &TextureTable {
        &self.parts.textures
    }

    /// The tile textures of a tile's two layers; an index outside the table means none.
    pub fn layers_of(&self, tile: PackedTile) -> (Option<u16>, Option<u16>) {
        let known = |index: u16| (usize::from(index) < self.textures().tiles.len()).then_some(index);
        (known(tile.tex1()), known(tile.tex2()))
    }

    /// Light maps stored in the file; none in real files.
    pub fn light_maps(&self) -> &[LightMap] {
        &self.parts.light_maps
    }

    /// Flowing water, in file order.
    pub fn rivers(&self) -> &[River] {
        &self.parts.rivers
    }

    /// Standing water, in file order.
    pub fn ponds(&self) -> &[Pond] {
        &self.parts.ponds
    }

    /// The form of the ponds' records.
    pub fn pond_form(&self) -> PondForm {
        self.parts.pond_form
    }

    /// The eight sections, contiguous from byte 0.
    pub fn sections(&self) -> &[GtdSection] {
        &self.parts.sections
    }

    /// The runs of one section; empty if the file does not have it.
    pub fn runs_of(&self, section: SectionId) -> &[Run] {
        let map = self.field_map();
        map.section(section.name()).map_or(&[], |section| &map.runs()[section.runs.clone()])
    }

    /// The runs of one river, pond or light map, by the name and index of its group.
    pub fn group_runs(&self, section: SectionId, name: &str, index: u32) -> &[Run] {
        let map = self.field_map();
        map.section(section.name()).map_or(&[], |section| map.group_runs(section, name, index))
    }

    /// Positions of all fields, including trailing bytes.
    pub fn field_map(&self) -> &FieldMap {
        &self.parts.field_map
    }

    /// Whether another file stores the same, except for patch bounds, which follow from the heights, and trailing bytes;
    /// with `any_heights`, except for heights, too.
    pub fn is_version_of(&self, other: &Gtd, any_heights: bool) -> bool {
        let same = |a: &MapRecord, b: &MapRecord| a.tile() == b.tile() && (any_heights || a == b);
        self.around_records() == other.around_records()
            && self.records().len() == other.records().len()
            && self.records().iter().zip(other.records()).all(|(a, b)| same(a, b))
    }

    /// The bytes before the records, between them and the patch bounds, and after those up to the last pond.
    fn around_records(&self) -> [&[u8]; 3] {
        let (records, bounds) = (&self.parts.map.records, &self.parts.patches);
        [0..records.start, records.end..bounds.start, bounds.end..self.parts.trailing].map(|range| &self.bytes[range])
    }

    /// Bytes after the last pond; empty in a valid file.
    pub fn trailing(&self) -> &[u8] {
        &self.bytes[self.parts.trailing..]
    }
}

impl GtdParts {
    /// Reads the bytes in every way that their first fields allow. Chooses the way that ends at the end of the file;
    /// else a complete one with the fewest bytes left; else the error of the one that came furthest.
    fn choose(bytes: &[u8]) -> Result<GtdParts, FormatError> {
        let (mut partial, mut error): (Option<GtdParts>, Option<FormatError>) = (None, None);
        for layout in header::candidates(bytes) {
            for &form in PondForm::candidates(layout) {
                match GtdParts::read(bytes, layout, form) {
                    Ok(parts) if parts.trailing == bytes.len() => return Ok(parts),
                    Ok(parts) if form == PondForm::Old && !water::plausible_old(&parts.ponds) => {}
                    Ok(parts) if partial.as_ref().is_some_and(|best| best.trailing >= parts.trailing) => {}
                    Ok(parts) => partial = Some(parts),
                    Err(_) if form == PondForm::Old && !water::stopped_at_scale(bytes, error.as_ref()) => {}
                    Err(new) if error.as_ref().is_some_and(|old| old.offset >= new.offset) => {}
                    Err(new) => error = Some(new),
                }
            }
        }
        partial.ok_or_else(|| error.unwrap_or_else(|| header::no_layout_error(bytes)))
    }

    fn read(bytes: &[u8], layout: Layout, pond_form: PondForm) -> Result<GtdParts, FormatError> {
        let mut reader = Reader::recording(bytes);
        reader.section(SectionId::Header.spec());
        let header = Header::read(&mut reader, layout)?;
        let map = map_data::MapData::read(&mut reader)?;
        let patches = patch::read(&mut reader, map.size)?;
        let grass = grass::Grass::read(&mut reader, map.size)?;
        let textures = TextureTable::read(&mut reader)?;
        let light_maps = light_map::read(&mut reader)?;
        let (river_tag, rivers) = water::read_rivers(&mut reader, layout)?;
        let (pond_tag, ponds) = water::read_ponds(&mut reader, layout, pond_form)?;
        let trailing = reader.at();
        let field_map = reader.into_map();
        let sections = section::sections(&field_map);
        Ok(GtdParts {
            header,
            map,
            patches,
            grass,
            textures,
            light_maps,
            river_tag,
            rivers,
            pond_tag,
            pond_form,
            ponds,
            sections,
            field_map,
            trailing,
        })
    }
}
