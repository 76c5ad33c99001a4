//! Statistics of a zone: the contents of `--stats --json`.
//!
//! Owns the JSON's shape and the definition of each number. Floats are widened, so that JSON has every digit. Text
//! output is the responsibility of `cli`. Units are meters; tiles are the (N - 1)^2 drawn ones, heights those of all N
//! * N vertices.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod models;
pub mod objects;
mod parts;
pub mod server_map;

pub use parts::{PartStats, PartsStats};

use serde::Serialize;

use self::objects::ObjectTotals;
use crate::formats::gtd::{Gtd, MapRecord, PackedTile, SectionId, height_range};

/// Number of listed tile textures, most used first.
const MOST_USED: usize = 10;

/// Statistics of one zone file. Field names and order are those of the JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// The path as typed.
    pub path: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// headerless, versioned or modern.
    pub layout: &'static str,
    /// Version of a versioned file.
    pub version: Option<i32>,
    /// Name in the file, in plain text.
    pub name: Option<String>,
    /// N, vertices a side.
    pub map_size: u32,
    /// Side of the zone in meters.
    pub extent_m: f64,
    /// Patches along a side, of 8 x 8 tiles each.
    pub patches_per_side: u32,
    /// Heights of all vertices.
    pub height_m: HeightStats,
    /// Layers of the drawn tiles.
    pub tiles: TileStats,
    /// The bounding spheres of patches, as stored.
    pub patch_bounds: BoundsStats,
    /// The grass set and its mask.
    pub grass: GrassStats,
    /// Sources and tile textures.
    pub textures: TextureStats,
    /// Number of light maps.
    pub light_maps: usize,
    /// Rivers in file order.
    pub rivers: Vec<RiverStats>,
    /// Ponds in file order.
    pub ponds: Vec<PondStats>,
    /// Sections of the file in order, contiguous.
    pub sections: Vec<SectionStats>,
    /// Bytes after the last pond.
    pub trailing_bytes: usize,
    /// Referenced files that are missing; none if no folder was searched.
    pub missing: Option<Vec<String>>,
    /// Files beside the zone file.
    pub parts: PartsStats,
    /// Sums over the placed objects; none if the zone has none, or they cannot be read.
    pub objects: Option<ObjectTotals>,
}

/// Raw heights in meters; none if no height is finite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeightStats {
    /// Lowest finite height, meters.
    pub min: Option<f64>,
    /// Highest finite height, meters.
    pub max: Option<f64>,
    /// Mean of the finite heights, in double precision.
    pub mean: Option<f64>,
    /// Number of non-finite heights, ignored above.
    pub not_finite: usize,
}

/// Counts over the drawn tiles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileStats {
    /// Drawn tiles: (N - 1)^2.
    pub count: usize,
    /// Tiles with bit `full` set.
    pub full: usize,
    /// Drawn tiles by number of layers.
    pub layers: LayerStats,
    /// Tiles by first direction.
    pub dir1: [usize; 32],
    /// Tiles by second direction, including those without a second layer.
    pub dir2: [usize; 32],
}

/// Drawn tiles by their layers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LayerStats {
    /// Tiles without any layer.
    pub none: usize,
    /// Tiles with only the first layer.
    pub one: usize,
    /// Tiles with two layers.
    pub two: usize,
    /// Tiles with a second layer but no first one.
    pub second_only: usize,
}

/// Stored spheres of the patches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoundsStats {
    /// Lowest and highest center in meters.
    pub middle_y_m: [Option<f64>; 2],
    /// Smallest and largest radius in meters.
    pub radius_m: [Option<f64>; 2],
    /// Largest distance between a stored center and the one computed from the heights, in meters.
    pub max_middle_y_error_m: f64,
}

/// Grass set and coverage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrassStats {
    /// Name of the set.
    pub set: String,
    /// Vertices with a nonzero mask.
    pub non_zero: usize,
}

/// Source files and the table of tile textures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextureStats {
    /// Entries of the table of tile textures.
    pub tiles: usize,
    /// Paths of the source files.
    pub sources: Vec<String>,
    /// The tile textures used by the most drawn tiles, at most ten.
    pub most_used: Vec<TextureUse>,
}

/// Usage of a tile texture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextureUse {
    /// Index in the tile table.
    pub texture: usize,
    /// Path of the source; none if the table's index is invalid.
    pub source: Option<String>,
    /// Index of the picture in the source.
    pub tile: i16,
    /// Drawn tiles with it in either layer; a tile with it in both counts once.
    pub tiles: usize,
}

/// A river as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RiverStats {
    /// Number of vertices stored.
    pub vertices: usize,
    /// Number of indices that the file states.
    pub indices: i32,
    /// File name of its texture.
    pub texture: String,
}

/// A pond as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PondStats {
    /// Number of vertices stored.
    pub vertices: usize,
    /// Vertices per row, as stored.
    pub width: i32,
    /// Number of triangles that the file states.
    pub triangles: i32,
    /// Texture's file name; empty in an old pond.
    pub texture: String,
}

/// Position of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionStats {
    /// Name as in [`SectionId::name`].
    pub name: &'static str,
    /// Offset of its first byte in the file.
    pub offset: u64,
    /// Length in bytes, 0 for an empty section.
    pub bytes: u64,
}

impl Stats {
    /// Computes the statistics of a zone. `path` is reported unchanged; `missing` are the referenced files that are
    /// missing, none if no folder was searched.
    pub fn new(path: &str, gtd: &Gtd, missing: Option<Vec<String>>, parts: PartsStats) -> Stats {
        let rivers = gtd.rivers().iter().map(|river| RiverStats {
            vertices: river.vertices.len(),
            indices: river.index_count,
            texture: river.texture(),
        });
        let ponds = gtd.ponds().iter().map(|pond| PondStats {
            vertices: pond.vertices.len(),
            width: pond.width,
            triangles: pond.triangle_count,
            texture: pond.texture(),
        });
        let sections = gtd.sections().iter().map(|section| SectionStats {
            name: SectionId::name(section.id),
            offset: section.offset,
            bytes: section.bytes,
        });
        let (tiles, uses) = count_tiles(gtd);
        Stats {
            path: path.to_string(),
            bytes: gtd.bytes().len() as u64,
            layout: gtd.header().layout.name(),
            version: gtd.header().layout.version(),
            name: gtd.header().name.clone(),
            map_size: gtd.map_size(),
            extent_m: f64::from(gtd.extent_m()),
            patches_per_side: gtd.patches_per_side(),
            height_m: HeightStats::new(gtd),
            tiles,
            patch_bounds: BoundsStats::new(gtd),
            grass: GrassStats {
                set: gtd.grass_set().to_string(),
                non_zero: gtd.grass_mask().iter().filter(|mask| **mask != 0).count(),
            },
            textures: TextureStats::new(gtd, &uses),
            light_maps: gtd.light_maps().len(),
            rivers: rivers.collect(),
            ponds: ponds.collect(),
            sections: sections.collect(),
            trailing_bytes: gtd.trailing().len(),
            missing,
            parts,
            objects: None,
        }
    }

    /// The same statistics with those of the placed objects, which [`Stats::new`] leaves out.
    pub fn with_objects(self, objects: Option<ObjectTotals>) -> Stats {
        Stats { objects, ..self }
    }
}

impl HeightStats {
    fn new(gtd: &Gtd) -> HeightStats {
        let heights_m = gtd.records().iter().map(|record| f64::from(record.height_m()));
        HeightStats::measured(heights_m, sum_heights_m(gtd.records()), gtd.records().len())
    }

    /// Statistics of heights in meters.
    fn of(heights_m: &[f32]) -> HeightStats {
        let heights = || heights_m.iter().map(|height_m| f64::from(*height_m));
        HeightStats::measured(heights(), heights().filter(|m| m.is_finite()).sum(), heights_m.len())
    }

    /// `sum_m` is that of the finite ones of `count` heights.
    fn measured(heights_m: impl Iterator<Item = f64>, sum_m: f64, count: usize) -> HeightStats {
        let (mut min, mut max, mut finite) = (f64::INFINITY, f64::NEG_INFINITY, 0_usize);
        for height_m in heights_m.filter(|height| height.is_finite()) {
            (min, max) = (min.min(height_m), max.max(height_m));
            finite += 1;
        }
        let known = |value: f64| (finite > 0).then_some(value);
        HeightStats { min: known(min), max: known(max), mean: known(sum_m / finite as f64), not_finite: count - finite }
    }
}

impl BoundsStats {
    fn new(gtd: &Gtd) -> BoundsStats {
        let side = gtd.patches_per_side();
        let places = (0..side).flat_map(|x| (0..side).map(move |z| (x, z)));
        let errors = places.zip(gtd.patch_bounds()).map(|((x, z), stored)| {
            let (min, max) = height_range(gtd.records(), gtd.map_size(), x, z);
            (f64::from(stored.middle_y_m()) - (f64::from(min) + f64::from(max)) / 2.0).abs()
        });
        BoundsStats {
            max_middle_y_error_m: errors.filter(|error| error.is_finite()).fold(0.0, f64::max),
            middle_y_m: range(gtd.patch_bounds().iter().map(|bounds| bounds.middle_y_m())),
            radius_m: range(gtd.patch_bounds().iter().map(|bounds| bounds.radius_m())),
        }
    }
}

impl TextureStats {
    /// `uses`: number of drawn tiles by tile texture.
    fn new(gtd: &Gtd, uses: &[usize]) -> TextureStats {
        let table = gtd.textures();
        let mut order: Vec<usize> = (0..uses.len()).filter(|texture| uses[*texture] > 0).collect();
        order.sort_by_key(|texture| (std::cmp::Reverse(uses[*texture]), *texture));
        let most_used = order.into_iter().take(MOST_USED).map(|texture| TextureUse {
            texture,
            source: u16::try_from(texture).ok().and_then(|texture| table.source_of(texture)).map(|s| s.path.clone()),
            tile: table.tiles[texture].tile,
            tiles: uses[texture],
        });
        TextureStats {
            tiles: table.tiles.len(),
            sources: table.sources.iter().map(|source| source.path.clone()).collect(),
            most_used: most_used.collect(),
        }
    }
}

/// Pairwise sum of the finite heights: its error does not grow with the map, unlike that of a plain loop.
fn sum_heights_m(records: &[MapRecord]) -> f64 {
    const LANES: usize = 8;
    let height_m = |record: &MapRecord| Some(f64::from(record.height_m())).filter(|h| h.is_finite()).unwrap_or(0.0);
    if records.len() > 128 {
        let half = records.len() / 2;
        let (left, right) = records.split_at(half - half % LANES);
        return sum_heights_m(left) + sum_heights_m(right);
    }
    let (chunks, rest) = records.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, record)| *lane += height_m(record));
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    rest.iter().map(height_m).fold(((a + b) + (c + d)) + ((e + f) + (g + h)), |sum, height| sum + height)
}

/// Smallest and largest finite value.
fn range(values: impl Iterator<Item = f32>) -> [Option<f64>; 2] {
    values.map(f64::from).filter(|value| value.is_finite()).fold([None, None], |[min, max], value| {
        [Some(min.map_or(value, |min: f64| min.min(value))), Some(max.map_or(value, |max: f64| max.max(value)))]
    })
}

/// Counts the drawn tiles, and for each tile texture the drawn tiles with it in a layer.
fn count_tiles(gtd: &Gtd) -> (TileStats, Vec<usize>) {
    let mut stats = TileStats { count: 0, full: 0, layers: LayerStats::default(), dir1: [0; 32], dir2: [0; 32] };
    let mut uses = vec![0; gtd.textures().reachable().len()];
    for tile in drawn_tiles(gtd) {
        stats.count += 1;
        stats.full += usize::from(tile.full());
        stats.dir1[usize::from(tile.dir1())] += 1;
        stats.dir2[usize::from(tile.dir2())] += 1;
        let layers = gtd.layers_of(tile);
        match layers {
            (None, None) => stats.layers.none += 1,
            (Some(_), None) => stats.layers.one += 1,
            (Some(_), Some(_)) => stats.layers.two += 1,
            (None, Some(_)) => stats.layers.second_only += 1,
        }
        let second = layers.1.filter(|second| layers.0 != Some(*second));
        for texture in layers.0.into_iter().chain(second) {
            uses[usize::from(texture)] += 1;
        }
    }
    (stats, uses)
}

/// The drawn tiles, x outer: all except the records of the last row and column.
fn drawn_tiles(gtd: &Gtd) -> impl Iterator<Item = PackedTile> + '_ {
    let size = gtd.map_size() as usize;
    let columns = gtd.records().chunks_exact(size).take(size - 1);
    columns.flat_map(move |column| column[..size - 1].iter().map(|record| record.tile()))
}
