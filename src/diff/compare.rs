//! Comparison of two zones.

use std::collections::{BTreeSet, HashMap};

use super::stored::{HeaderDifference, SectionDifference, changed_sections, headers};
use crate::formats::gtd::{DEFAULT_WATER, Gtd, PackedTile, Pond, PondForm, SectionId, WaterVertex};
use crate::scene::space::{PatchId, TileId};

/// The difference of two zones, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Layout, version and name.
    pub header: HeaderDifference,
    /// Vertices a side of both.
    pub map_size: [u32; 2],
    /// Heights; none if the sizes differ.
    pub heights: Option<HeightDifference>,
    /// Tiles; none if the sizes differ.
    pub tiles: Option<TileDifference>,
    /// Patches with different bounding spheres, x outer; none if the sizes differ.
    pub patch_bounds: Option<Vec<PatchId>>,
    /// Vertices with different grass, x outer; none if the sizes differ.
    pub grass: Option<Vec<TileId>>,
    /// Names of the grass sets of both.
    pub grass_set: [String; 2],
    /// Source files of tile textures.
    pub textures: TextureDifference,
    /// Whether any light map differs.
    pub light_maps_changed: bool,
    /// Whether any river differs.
    pub rivers_changed: bool,
    /// Whether any pond differs.
    pub ponds_changed: bool,
    /// Bytes after the last pond of both.
    pub trailing_bytes: [usize; 2],
    /// The sections with different bytes, in file order: empty exactly if the files are the same to the byte.
    pub sections: Vec<SectionDifference>,
}

/// Vertices with different heights, and the amount.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightDifference {
    /// The vertices whose heights differ in any bit, x outer.
    pub changed: Vec<TileId>,
    /// The largest finite difference in meters; 0 without changes, none if no difference is finite.
    pub max_m: Option<f64>,
}

/// Tiles with different textures or directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileDifference {
    /// The drawn tiles that look different, x outer.
    pub changed: Vec<TileId>,
    /// The other records, x outer, whose stored tiles differ beyond a renumbered texture table: those of the last row
    /// and column, layers that are not drawn, and bits without a known meaning.
    pub stored_only: Vec<TileId>,
}

/// Files that only one of the two refers to, in lower case and sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextureDifference {
    /// Only in the second.
    pub added: Vec<String>,
    /// Only in the first.
    pub removed: Vec<String>,
    /// Whether the list of files or the tile table is stored differently: other order, entries, or letter case.
    pub table_changed: bool,
}

impl Difference {
    /// Whether the files are the same to the byte.
    pub fn is_identical(&self) -> bool {
        self.sections.is_empty()
    }

    /// Whether no difference affects drawing or walking. The bytes may differ nevertheless.
    pub fn is_empty(&self) -> bool {
        let none = |changed: Option<&Vec<TileId>>| changed.is_some_and(Vec::is_empty);
        none(self.heights.as_ref().map(|heights| &heights.changed))
            && none(self.tiles.as_ref().map(|tiles| &tiles.changed))
            && none(self.grass.as_ref())
            && !self.grass_set_changed()
            && self.textures.added.is_empty()
            && self.textures.removed.is_empty()
            && !self.light_maps_changed
            && !self.rivers_changed
            && !self.ponds_changed
    }

    /// Whether the names of the grass sets differ, in more than letter case.
    pub fn grass_set_changed(&self) -> bool {
        let [old, new] = &self.grass_set;
        old.to_lowercase() != new.to_lowercase()
    }

    /// Whether the bytes after the last pond differ.
    pub fn trailing_changed(&self) -> bool {
        self.has_section(SectionId::Trailing)
    }

    /// Whether a section has different bytes.
    pub fn has_section(&self, id: SectionId) -> bool {
        self.sections.iter().any(|section| section.id == id)
    }
}

/// Compares two versions of a zone, the first one being the older.
pub fn compare(a: &Gtd, b: &Gtd) -> Difference {
    let same_size = a.map_size() == b.map_size();
    Difference {
        header: headers(a, b),
        map_size: [a.map_size(), b.map_size()],
        heights: same_size.then(|| heights(a, b)),
        tiles: same_size.then(|| tiles(a, b)),
        patch_bounds: same_size.then(|| patch_bounds(a, b)),
        grass: same_size.then(|| grass(a, b)),
        grass_set: [a, b].map(|gtd| gtd.grass_set().to_owned()),
        textures: textures(a, b),
        light_maps_changed: a.light_maps() != b.light_maps(),
        rivers_changed: rivers(a) != rivers(b),
        ponds_changed: ponds_differ(a, b),
        trailing_bytes: [a, b].map(|gtd| gtd.trailing().len()),
        sections: changed_sections(a, b),
    }
}

fn heights(a: &Gtd, b: &Gtd) -> HeightDifference {
    let mut changed = Vec::new();
    let mut max_m: Option<f64> = None;
    for (index, (old, new)) in a.records().iter().zip(b.records()).enumerate() {
        let (old, new) = (old.height_m(), new.height_m());
        if old.to_bits() == new.to_bits() {
            continue;
        }
        changed.push(TileId::from_index(index, a.map_size()));
        let by_m = (f64::from(new) - f64::from(old)).abs();
        if by_m.is_finite() {
            max_m = Some(max_m.map_or(by_m, |max| max.max(by_m)));
        }
    }
    let max_m = if changed.is_empty() { Some(0.0) } else { max_m };
    HeightDifference { changed, max_m }
}

/// Identity of a tile texture: a number per (file, picture), the same in both zones.
type TextureNumber = usize;
/// Appearance of a layer: its texture and direction.
type LayerLook = Option<(TextureNumber, u8)>;

fn tiles(a: &Gtd, b: &Gtd) -> TileDifference {
    let mut numbers = HashMap::new();
    let (of_a, of_b) = (texture_numbers(a, &mut numbers), texture_numbers(b, &mut numbers));
    let size = a.map_size();
    let (mut changed, mut stored_only) = (Vec::new(), Vec::new());
    for (index, (old, new)) in a.records().iter().zip(b.records()).enumerate() {
        let (old, new, place) = (old.tile(), new.tile(), TileId::from_index(index, size));
        let is_drawn = place.x < size - 1 && place.z < size - 1;
        if is_drawn && look(old, &of_a) != look(new, &of_b) {
            changed.push(place);
        } else if stored(old, &of_a) != stored(new, &of_b) {
            stored_only.push(place);
        }
    }
    TileDifference { changed, stored_only }
}

/// The number of each entry of a zone's table. Entries without a file are identified by their indices.
fn texture_numbers(gtd: &Gtd, numbers: &mut HashMap<(Option<String>, i16, i16), TextureNumber>) -> Vec<TextureNumber> {
    let table = gtd.textures();
    let number = |index: usize| {
        let entry = table.tiles[index];
        let source = usize::try_from(entry.source).ok().and_then(|source| table.sources.get(source));
        let key = match source {
            Some(source) => (Some(source.path.to_lowercase()), 0, entry.tile),
            None => (None, entry.source, entry.tile),
        };
        let next = numbers.len();
        *numbers.entry(key).or_insert(next)
    };
    (0..table.tiles.len()).map(number).collect()
}

/// Appearance of a tile: the full flag and its layers. The direction of a missing layer is ignored.
fn look(tile: PackedTile, numbers: &[TextureNumber]) -> (bool, LayerLook, LayerLook) {
    let layer = |texture: u16, direction: u8| Some((*numbers.get(usize::from(texture))?, direction & 7));
    (tile.full(), layer(tile.tex1(), tile.dir1()), layer(tile.tex2(), tile.dir2()))
}

/// All stored values of a tile. Textures are known by their numbers, those outside the table by their indices, so that
/// a renumbered table alone changes nothing.
fn stored(tile: PackedTile, numbers: &[TextureNumber]) -> (bool, [u8; 2], [Result<TextureNumber, u16>; 2], bool) {
    let texture = |texture: u16| numbers.get(usize::from(texture)).copied().ok_or(texture);
    (tile.full(), [tile.dir1(), tile.dir2()], [tile.tex1(), tile.tex2()].map(texture), tile.unknown_bit())
}

fn patch_bounds(a: &Gtd, b: &Gtd) -> Vec<PatchId> {
    let (old, new) = (a.patch_bounds().iter(), b.patch_bounds().iter());
    let differing =
        old.zip(new).enumerate().filter(|(_, (old, new))| bytemuck::bytes_of(*old) != bytemuck::bytes_of(*new));
    let place = |index: usize| TileId::from_index(index, a.patches_per_side());
    differing.map(|(index, _)| place(index)).map(|TileId { x, z }| PatchId { x, z }).collect()
}

fn grass(a: &Gtd, b: &Gtd) -> Vec<TileId> {
    let differing = a.grass_mask().iter().zip(b.grass_mask()).enumerate().filter(|(_, (old, new))| old != new);
    differing.map(|(index, _)| TileId::from_index(index, a.map_size())).collect()
}

fn textures(a: &Gtd, b: &Gtd) -> TextureDifference {
    let paths = |gtd: &Gtd| -> BTreeSet<String> {
        gtd.textures().sources.iter().map(|source| source.path.to_lowercase()).collect()
    };
    let (old, new) = (paths(a), paths(b));
    let stored = |gtd: &Gtd| -> Vec<String> { gtd.textures().sources.iter().map(|s| s.path.clone()).collect() };
    TextureDifference {
        added: new.difference(&old).cloned().collect(),
        removed: old.difference(&new).cloned().collect(),
        table_changed: a.textures().tiles != b.textures().tiles || stored(a) != stored(b),
    }
}

/// Vertices and counts of a water, and its texture's name in lower case.
type WaterLook<'a> = (&'a [WaterVertex], i32, i32, String);

fn rivers(gtd: &Gtd) -> Vec<WaterLook<'_>> {
    let rivers = gtd.rivers().iter();
    rivers.map(|river| (&river.vertices[..], river.index_count, 4, river.texture().to_lowercase())).collect()
}

fn ponds(gtd: &Gtd) -> Vec<WaterLook<'_>> {
    let texture = |pond: &Pond| match gtd.pond_form() {
        PondForm::Old => DEFAULT_WATER.to_string(),
        _ => pond.texture().to_lowercase(),
    };
    gtd.ponds().iter().map(|pond| (&pond.vertices[..], pond.triangle_count, pond.width, texture(pond))).collect()
}

/// Fields of some layouts only are compared if both ponds have the same form.
fn ponds_differ(a: &Gtd, b: &Gtd) -> bool {
    let stored = |gtd: &Gtd| -> Vec<_> {
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<u32>>();
        let ponds = gtd.ponds().iter();
        ponds.map(|p| (bits(&p.scale), p.extra, p.second_name_bytes.clone(), bits(&p.parameters))).collect()
    };
    ponds(a) != ponds(b) || a.pond_form() == b.pond_form() && stored(a) != stored(b)
}
