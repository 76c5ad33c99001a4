//! Bounds and LOD errors of the quadtree's nodes, computed from the finest level up.
//!
//! The first frame of a large zone waits for this, so the samples of a node are gathered once and processed in rows of
//! fixed length, which compilers vectorize.

use crate::platform::parallel::*;
use crate::scene::space::PATCH_TILES;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::nodes::{NodeId, NodeShape};

/// Shapes of all nodes over a grid of `patches` x `patches` patches (a power of two): finest level first, x outer.
pub(super) fn levels(heights: Heights, patches: u32) -> Vec<Vec<NodeShape>> {
    if patches == 1 {
        return vec![vec![only_patch(heights)]];
    }
    let mut side = patches / 2;
    let mut levels: Vec<Vec<NodeShape>> = finest(heights, side).into();
    while side > 1 {
        side /= 2;
        let finer = levels.last().expect("starts with the patches");
        levels.push(coarser(heights, finer, side, levels.len() as u8));
    }
    levels
}

/// The single patch of the smallest zone.
fn only_patch(heights: Heights) -> NodeShape {
    let all = (0..=PATCH_TILES).flat_map(|x| (0..=PATCH_TILES).map(move |z| heights.at(x, z)));
    let (min_m, max_m) = all.fold((f32::INFINITY, f32::NEG_INFINITY), |(min, max), h| (min.min(h), max.max(h)));
    NodeShape { min_m, max_m, error_m: 0.0 }
}

fn ids(side: u32, level: u8) -> impl IndexedParallelIterator<Item = NodeId> {
    (0..side * side).into_par_iter().with_min_len(64).map(move |i| NodeId {
        level,
        x: (i / side) as u16,
        z: (i % side) as u16,
    })
}

/// Patches and the level above them, in one pass over the heights; `side` is that of the upper level.
fn finest(heights: Heights, side: u32) -> [Vec<NodeShape>; 2] {
    let measured: Vec<([NodeShape; 4], NodeShape)> = ids(side, 1)
        .map(|id| {
            let samples = Samples::gather(heights, id);
            let patches = samples.quarters();
            let mut shape = around(&patches);
            shape.error_m = samples.error_m();
            (patches, shape)
        })
        .collect();
    let patch = |i: u32| {
        let (x, z) = (i / (side * 2), i % (side * 2));
        measured[(x / 2 * side + z / 2) as usize].0[(x % 2 * 2 + z % 2) as usize]
    };
    let patches = (0..side * side * 4).map(patch).collect();
    [patches, measured.iter().map(|(_, shape)| *shape).collect()]
}

fn coarser(heights: Heights, finer: &[NodeShape], side: u32, level: u8) -> Vec<NodeShape> {
    ids(side, level)
        .map(|id| {
            let children = id.children().expect("a coarser node has children");
            let mut shape =
                around(&children.map(|child| finer[(u32::from(child.x) * side * 2 + u32::from(child.z)) as usize]));
            shape.error_m += Samples::gather(heights, id).error_m();
            shape
        })
        .collect()
}

/// The union of four ranges, and the largest of the errors.
fn around(shapes: &[NodeShape; 4]) -> NodeShape {
    shapes[1..].iter().fold(shapes[0], |a, b| NodeShape {
        min_m: lower(a.min_m, b.min_m),
        max_m: higher(a.max_m, b.max_m),
        error_m: higher(a.error_m, b.error_m),
    })
}

// Heights are finite here, so a plain comparison is enough; `f32::min` and `max` would handle NaN each time.
fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

fn higher(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Cells along a node's side.
const CELLS: usize = PATCH_TILES as usize;
/// Samples along a node's side at the next finer level.
const FINE: usize = 2 * CELLS + 1;

/// A node's heights in meters at the samples of the next finer level, x outer.
struct Samples([[f32; FINE]; FINE]);

/// A column of samples: those of the node itself, and those between them.
struct Column {
    own: [f32; CELLS + 1],
    between: [f32; CELLS],
}

impl Samples {
    fn gather(heights: Heights, id: NodeId) -> Samples {
        let (x0, z0) = id.first_vertex();
        let step = id.stride() / 2;
        Samples(std::array::from_fn(|i| heights.samples(x0 + i as u32 * step, z0, step)))
    }

    fn column(&self, x: usize) -> Column {
        let column = &self.0[x];
        Column { own: std::array::from_fn(|j| column[2 * j]), between: std::array::from_fn(|j| column[2 * j + 1]) }
    }

    /// Ranges of the four quarters, in the order of [`NodeId::children`]; their error is 0.
    fn quarters(&self) -> [NodeShape; 4] {
        let halves = [0, CELLS].map(|x| {
            let columns = &self.0[x..=x + CELLS];
            columns[1..].iter().fold((columns[0], columns[0]), |(mut low, mut high), column| {
                for z in 0..FINE {
                    low[z] = lower(low[z], column[z]);
                    high[z] = higher(high[z], column[z]);
                }
                (low, high)
            })
        });
        [(0, 0), (0, CELLS), (1, 0), (1, CELLS)].map(|(half, z)| {
            let (low, high) = (&halves[half].0[z..=z + CELLS], &halves[half].1[z..=z + CELLS]);
            NodeShape {
                min_m: low[1..].iter().copied().fold(low[0], lower),
                max_m: high[1..].iter().copied().fold(high[0], higher),
                error_m: 0.0,
            }
        })
    }

    /// Largest distance in meters between the node's surface and the samples of the next finer level only.
    fn error_m(&self) -> f32 {
        let mut worst = [0.0; CELLS];
        let mut north = 0.0;
        let mut west = self.column(0);
        for i in 0..CELLS {
            let (middle, east) = (self.column(2 * i + 1), self.column(2 * i + 2));
            for (j, worst) in worst.iter_mut().enumerate() {
                // corners of the cell: south-west, south-east, north-west, north-east
                let (a, b, c, d) = (west.own[j], east.own[j], west.own[j + 1], east.own[j + 1]);
                // the direction of the diagonal alternates, as in `splits_along_sw_ne`
                let diagonal = [a + d, b + c][(i + j) % 2];
                let off_middle =
                    higher((middle.between[j] - diagonal * 0.5).abs(), (middle.own[j] - (a + b) * 0.5).abs());
                *worst = higher(*worst, higher(off_middle, (west.between[j] - (a + c) * 0.5).abs()));
            }
            north = higher(north, (middle.own[CELLS] - (west.own[CELLS] + east.own[CELLS]) * 0.5).abs());
            west = east;
        }
        for (j, worst) in worst.iter_mut().enumerate() {
            *worst = higher(*worst, (west.between[j] - (west.own[j] + west.own[j + 1]) * 0.5).abs());
        }
        worst.into_iter().fold(north, higher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use crate::scene::space::splits_along_sw_ne;
    use crate::scene::terrain::heights::quad_height;

    const SIDE: u32 = 65;

    /// Rough terrain without a pattern.
    fn rough() -> Vec<MapRecord> {
        let height = |i: u32| (i.wrapping_mul(2_654_435_761) >> 20) as f32 / 16.0 - 128.0;
        (0..SIDE * SIDE).map(|i| MapRecord::new(height(i), PackedTile::default())).collect()
    }

    /// The error by definition: each finer sample against the surface of the node.
    fn error_of(heights: Heights, id: NodeId) -> f32 {
        let ((x0, z0), stride, step) = (id.first_vertex(), id.stride(), id.stride() / 2);
        let mut worst = 0.0f32;
        for x in 0..=16 {
            for z in 0..=16 {
                let (i, j) = ((x / 2).min(7), (z / 2).min(7));
                let corner = |di, dj| heights.at(x0 + (i + di) * stride, z0 + (j + dj) * stride);
                let (u, v) = ((x - 2 * i) as f32 / 2.0, (z - 2 * j) as f32 / 2.0);
                let surface = quad_height(
                    [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)],
                    u,
                    v,
                    splits_along_sw_ne(i, j),
                );
                worst = worst.max((heights.at(x0 + x * step, z0 + z * step) - surface).abs());
            }
        }
        worst
    }

    #[test]
    fn shapes_match_the_heights() {
        let records = rough();
        let heights = Heights::new(&records, SIDE).unwrap();
        let levels = levels(heights, 8);
        assert_eq!(levels.iter().map(Vec::len).collect::<Vec<_>>(), [64, 16, 4, 1]);
        for (level, shapes) in levels.iter().enumerate() {
            let side = 8 >> level;
            for (i, shape) in shapes.iter().enumerate() {
                let id = NodeId { level: level as u8, x: (i / side) as u16, z: (i % side) as u16 };
                let ((x0, z0), reach) = (id.first_vertex(), 8u32 << level);
                let inside = || (x0..=x0 + reach).flat_map(move |x| (z0..=z0 + reach).map(move |z| heights.at(x, z)));
                assert_eq!(shape.min_m, inside().fold(f32::INFINITY, f32::min), "{id:?}");
                assert_eq!(shape.max_m, inside().fold(f32::NEG_INFINITY, f32::max), "{id:?}");
                let below = id.children().map_or(0.0, |children| {
                    let of = |child: NodeId| levels[level - 1][usize::from(child.x) * side * 2 + usize::from(child.z)];
                    children.map(|child| of(child).error_m).into_iter().fold(0.0, f32::max) + error_of(heights, id)
                });
                assert!((shape.error_m - below).abs() < 1e-3, "{id:?}: {} {below}", shape.error_m);
            }
        }
    }
}
