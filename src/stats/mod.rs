//! What the parser read, in numbers: the content of `--stats --json` and of the window's statistics panel.
//!
//! Owns the JSON's shape and how each number is counted. Floats are widened, so that JSON has every digit. Does not own its layout for readers (`cli`). Meters;
//! tiles are the (N - 1)^2 drawn ones, heights those of all N * N vertices.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod parts;

pub use parts::{PartStats, PartsStats};

use serde::Serialize;

use crate::formats::gtd::{Gtd, MapRecord, PackedTile, SectionId, height_range};

/// How many of the most used tile textures are told.
const MOST_USED: usize = 10;

/// Everything told about one zone file. Field names and order are those of the JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// The path as typed.
    pub path: String,
    /// Length of the file.
    pub bytes: u64,
    /// headerless, versioned or modern.
    pub layout: &'static str,
    /// Version, of a versioned file.
    pub version: Option<i32>,
    /// The name in the file, in clear text.
    pub name: Option<String>,
    /// N, vertices a side.
    pub map_size: u32,
    /// Side of the zone in meters.
    pub extent_m: f64,
    /// Patches along a side, of 8 x 8 tiles each.
    pub patches_per_side: u32,
    /// Heights of all vertices.
    pub height_m: HeightStats,
    /// How the drawn tiles are covered.
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
    /// The sections of the file in order, without gaps between them.
    pub sections: Vec<SectionStats>,
    /// Bytes after the last pond.
    pub trailing_bytes: usize,
    /// The files that the zone names and that are not found; none where no folder was searched.
    pub missing: Option<Vec<String>>,
    /// What lies beside the file.
    pub parts: PartsStats,
}

/// Raw heights in meters; none where no height is finite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeightStats {
    /// Lowest finite height.
    pub min: Option<f64>,
    /// Highest finite height.
    pub max: Option<f64>,
    /// Mean, in double precision.
    pub mean: Option<f64>,
    /// Heights that are no finite numbers, left out above.
    pub not_finite: usize,
}

/// Counts over the drawn tiles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileStats {
    /// Drawn tiles: (N - 1)^2.
    pub count: usize,
    /// Tiles whose bit `full` is set.
    pub full: usize,
    /// How many layers they have.
    pub layers: LayerStats,
    /// Tiles by first direction.
    pub dir1: [usize; 32],
    /// Tiles by second direction, also of those without a second layer.
    pub dir2: [usize; 32],
}

/// Drawn tiles by the layers that they have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LayerStats {
    /// Tiles without any layer.
    pub none: usize,
    /// Tiles with the first layer alone.
    pub one: usize,
    /// Tiles with two layers.
    pub two: usize,
    /// Tiles with a second layer but no first one.
    pub second_only: usize,
}

/// Stored spheres of the patches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoundsStats {
    /// Lowest and highest middle in meters.
    pub middle_y_m: [Option<f64>; 2],
    /// Smallest and largest radius in meters.
    pub radius_m: [Option<f64>; 2],
    /// Largest distance between a stored middle and the one that the heights give, in meters.
    pub max_middle_y_error_m: f64,
}

/// The grass set, and how much of the zone it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrassStats {
    /// Name of the set.
    pub set: String,
    /// Vertices whose mask is not 0.
    pub non_zero: usize,
}

/// Source files and the table of tile textures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextureStats {
    /// Entries of the table of tile textures.
    pub tiles: usize,
    /// Paths of the source files.
    pub sources: Vec<String>,
    /// The tile textures that most drawn tiles use, at most ten.
    pub most_used: Vec<TextureUse>,
}

/// How often a tile texture is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextureUse {
    /// Index in the tile table.
    pub texture: usize,
    /// The source's path; none where the table's index is wrong.
    pub source: Option<String>,
    /// Which picture of the source.
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
    /// Vertices in a row.
    pub width: i32,
    /// Number of triangles that the file states.
    pub triangles: i32,
    /// Texture's file name; empty in an old pond.
    pub texture: String,
}

/// Where a section stands.
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
    /// Counts a zone. `path` is reported as it is; `missing` are the files that the zone names and that are not found, none
    /// where no folder was searched.
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
        }
    }
}

impl HeightStats {
    fn new(gtd: &Gtd) -> HeightStats {
        let (mut min, mut max, mut finite) = (f64::INFINITY, f64::NEG_INFINITY, 0_usize);
        let heights_m = gtd.records().iter().map(|record| f64::from(record.height_m()));
        for height_m in heights_m.filter(|height| height.is_finite()) {
            (min, max) = (min.min(height_m), max.max(height_m));
            finite += 1;
        }
        let known = |value: f64| (finite > 0).then_some(value);
        HeightStats {
            min: known(min),
            max: known(max),
            mean: known(sum_heights_m(gtd.records()) / finite as f64),
            not_finite: gtd.records().len() - finite,
        }
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
    /// `uses` counts the drawn tiles by tile texture.
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

/// The sum of the finite heights, pairwise: unlike that of a plain loop its error does not grow with the map.
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

/// Counts the drawn tiles, and for each tile texture the drawn tiles that have it in a layer.
fn count_tiles(gtd: &Gtd) -> (TileStats, Vec<usize>) {
    let mut stats = TileStats { count: 0, full: 0, layers: LayerStats::default(), dir1: [0; 32], dir2: [0; 32] };
    let mut uses = vec![0; gtd.textures().tiles.len()];
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

/// The drawn tiles, x outer: all but the records of the last row and column.
fn drawn_tiles(gtd: &Gtd) -> impl Iterator<Item = PackedTile> + '_ {
    let size = gtd.map_size() as usize;
    let columns = gtd.records().chunks_exact(size).take(size - 1);
    columns.flat_map(move |column| column[..size - 1].iter().map(|record| record.tile()))
}
