//! Comparison of two zones.

use std::collections::{BTreeSet, HashMap};

use crate::formats::gtd::{DEFAULT_WATER, Gtd, PackedTile, Pond, PondForm, WaterVertex};
use crate::scene::space::TileId;

/// The difference of two zones, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Vertices a side of both.
    pub map_size: [u32; 2],
    /// Heights; none if the sizes differ.
    pub heights: Option<HeightDifference>,
    /// Tiles; none if the sizes differ.
    pub tiles: Option<TileDifference>,
    /// Source files of tile textures.
    pub textures: TextureDifference,
    /// Whether any river differs.
    pub rivers_changed: bool,
    /// Whether any pond differs.
    pub ponds_changed: bool,
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
}

/// Files that only one of the two refers to, in lower case and sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextureDifference {
    /// Only in the second.
    pub added: Vec<String>,
    /// Only in the first.
    pub removed: Vec<String>,
}

impl Difference {
    /// Whether no difference affects drawing or walking.
    pub fn is_empty(&self) -> bool {
        let none = |changed: Option<&Vec<TileId>>| changed.is_some_and(Vec::is_empty);
        none(self.heights.as_ref().map(|heights| &heights.changed))
            && none(self.tiles.as_ref().map(|tiles| &tiles.changed))
            && self.textures.added.is_empty()
            && self.textures.removed.is_empty()
            && !self.rivers_changed
            && !self.ponds_changed
    }
}

/// Compares two versions of a zone, the first one being the older.
pub fn compare(a: &Gtd, b: &Gtd) -> Difference {
    let same_size = a.map_size() == b.map_size();
    Difference {
        map_size: [a.map_size(), b.map_size()],
        heights: same_size.then(|| heights(a, b)),
        tiles: same_size.then(|| tiles(a, b)),
        textures: textures(a, b),
        rivers_changed: rivers(a) != rivers(b),
        ponds_changed: ponds_differ(a, b),
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
    let drawn = |place: &TileId| place.x < size - 1 && place.z < size - 1;
    let records = a.records().iter().zip(b.records()).enumerate();
    let differing = records.filter(|(_, (old, new))| look(old.tile(), &of_a) != look(new.tile(), &of_b));
    TileDifference { changed: differing.map(|(index, _)| TileId::from_index(index, size)).filter(drawn).collect() }
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

fn textures(a: &Gtd, b: &Gtd) -> TextureDifference {
    let paths = |gtd: &Gtd| -> BTreeSet<String> {
        gtd.textures().sources.iter().map(|source| source.path.to_lowercase()).collect()
    };
    let (old, new) = (paths(a), paths(b));
    TextureDifference {
        added: new.difference(&old).cloned().collect(),
        removed: old.difference(&new).cloned().collect(),
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
