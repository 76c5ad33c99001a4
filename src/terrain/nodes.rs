//! The quadtree of detail levels over the patches.
//!
//! A node of level 0 is a patch: 8 x 8 tiles of 4 m. A node of level `l` covers 2^l x 2^l patches with the same
//! 8 x 8 cells, each 2^l times as wide, through every 2^l-th vertex. So every node of every level is the same
//! mesh of 9 x 9 heights, and one kind of GPU slot holds any of them.
//!
//! Each node knows the range of its heights (for culling) and its error: how far, in metres, its surface strays
//! from the full-detail one anywhere inside.

use crate::terrain::heights::{Heights, quad_height};
use crate::terrain::space::{PATCH_M, PATCH_TILES, PatchId, splits_along_sw_ne};
use rayon::prelude::*;

/// A node of the detail quadtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    /// 0 is a patch; each level doubles the side.
    pub level: u8,
    /// Eastward index among the nodes of this level.
    pub x: u16,
    /// Northward index among the nodes of this level.
    pub z: u16,
}

impl NodeId {
    /// Side in metres.
    pub fn side_m(self) -> f32 {
        PATCH_M * (1u32 << self.level) as f32
    }

    /// Vertices between neighbouring samples.
    pub fn stride(self) -> u32 {
        1 << self.level
    }

    /// The south-west vertex.
    pub fn first_vertex(self) -> (u32, u32) {
        let side = PATCH_TILES << self.level;
        (u32::from(self.x) * side, u32::from(self.z) * side)
    }

    /// The four nodes of the next finer level, or none for a patch: south-west, north-west, south-east, north-east.
    pub fn children(self) -> Option<[NodeId; 4]> {
        let level = self.level.checked_sub(1)?;
        let (x, z) = (self.x * 2, self.z * 2);
        Some([(x, z), (x, z + 1), (x + 1, z), (x + 1, z + 1)].map(|(x, z)| NodeId { level, x, z }))
    }

    /// The node one level coarser that this one lies in.
    pub fn parent(self) -> NodeId {
        NodeId { level: self.level + 1, x: self.x / 2, z: self.z / 2 }
    }
}

impl From<PatchId> for NodeId {
    fn from(patch: PatchId) -> NodeId {
        NodeId { level: 0, x: patch.x as u16, z: patch.z as u16 }
    }
}

/// What is known about a node without its heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeShape {
    /// Lowest height in metres, of the full-detail surface.
    pub min_m: f32,
    /// Highest height in metres, of the full-detail surface.
    pub max_m: f32,
    /// Largest distance in metres from the full-detail surface; 0 for a patch.
    pub error_m: f32,
}

/// The shapes of all nodes of a zone.
pub struct NodeTree {
    patches_per_side: u32,
    /// Finest first; each x outer.
    levels: Vec<Vec<NodeShape>>,
    /// Index of each level's first node in the order of all nodes.
    first: Vec<u32>,
}

impl NodeTree {
    /// Measures the nodes of a height grid with 2^k + 1 vertices a side, at least 9.
    pub fn new(heights: Heights) -> NodeTree {
        let patches_per_side = ((heights.side() - 1) / PATCH_TILES).max(1);
        let mut side = patches_per_side;
        let mut levels = match side {
            1 => vec![vec![measure_patch(heights)]],
            _ => {
                side /= 2;
                measure_finest(heights, side).into()
            }
        };
        while side > 1 {
            side /= 2;
            let finer = levels.last().expect("starts with the patches");
            levels.push(measure_level(heights, finer, side, levels.len() as u8));
        }
        let sizes = levels.iter().map(|level| level.len() as u32);
        let first = sizes.scan(0, |next, size| Some(std::mem::replace(next, *next + size))).collect();
        NodeTree { patches_per_side, levels, first }
    }

    /// Patches on a side of the zone.
    pub fn patches_per_side(&self) -> u32 {
        self.patches_per_side
    }

    /// The one node that covers everything.
    pub fn root(&self) -> NodeId {
        NodeId { level: (self.levels.len() - 1) as u8, x: 0, z: 0 }
    }

    /// Nodes on a side at a level.
    pub fn side(&self, level: u8) -> u32 {
        self.patches_per_side >> level
    }

    /// Nodes of all levels together.
    pub fn node_count(&self) -> usize {
        self.levels.iter().map(Vec::len).sum()
    }

    /// The node's place in the order of all nodes, below [`NodeTree::node_count`].
    pub fn index(&self, id: NodeId) -> usize {
        (self.first[usize::from(id.level)] + u32::from(id.x) * self.side(id.level) + u32::from(id.z)) as usize
    }

    /// What is known about a node of this tree.
    pub fn shape(&self, id: NodeId) -> NodeShape {
        self.levels[usize::from(id.level)][(u32::from(id.x) * self.side(id.level) + u32::from(id.z)) as usize]
    }
}

fn ids(side: u32, level: u8) -> impl IndexedParallelIterator<Item = NodeId> {
    (0..side * side).into_par_iter().with_min_len(64).map(move |i| NodeId {
        level,
        x: (i / side) as u16,
        z: (i % side) as u16,
    })
}

/// The one patch of the smallest zone.
fn measure_patch(heights: Heights) -> NodeShape {
    let (min_m, max_m) = range((0..SIDE_SAMPLES).flat_map(|x| heights.run(x, 0, 1, SIDE_SAMPLES)));
    NodeShape { min_m, max_m, error_m: 0.0 }
}

/// Patches and the level above them, in one pass over the heights: on large zones memory is what takes the time.
fn measure_finest(heights: Heights, side: u32) -> [Vec<NodeShape>; 2] {
    let measured: Vec<([NodeShape; 4], NodeShape)> = ids(side, 1)
        .map(|id| {
            let samples = Samples::gather(heights, id);
            let patches = [(0, 0), (0, PATCH_TILES), (PATCH_TILES, 0), (PATCH_TILES, PATCH_TILES)].map(|(x, z)| {
                let (min_m, max_m) = samples.range_of_patch(x as usize, z as usize);
                NodeShape { min_m, max_m, error_m: 0.0 }
            });
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

fn measure_level(heights: Heights, finer: &[NodeShape], side: u32, level: u8) -> Vec<NodeShape> {
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

/// The range of four shapes, and the worst of their errors.
fn around(shapes: &[NodeShape; 4]) -> NodeShape {
    shapes[1..].iter().fold(shapes[0], |a, b| NodeShape {
        min_m: a.min_m.min(b.min_m),
        max_m: a.max_m.max(b.max_m),
        error_m: a.error_m.max(b.error_m),
    })
}

fn range(heights: impl Iterator<Item = f32>) -> (f32, f32) {
    heights.fold((f32::INFINITY, f32::NEG_INFINITY), |(min, max), h| (min.min(h), max.max(h)))
}

/// Samples along a node's side, of the node itself and of the next finer level.
const SIDE_SAMPLES: u32 = PATCH_TILES + 1;
const FINE: usize = 2 * PATCH_TILES as usize + 1;

/// A node's heights at the samples of the next finer level, x outer.
struct Samples([[f32; FINE]; FINE]);

impl Samples {
    fn gather(heights: Heights, id: NodeId) -> Samples {
        let (x0, z0) = id.first_vertex();
        let step = id.stride() / 2;
        let mut samples = [[0.0; FINE]; FINE];
        for (i, column) in samples.iter_mut().enumerate() {
            for (sample, height) in column.iter_mut().zip(heights.run(x0 + i as u32 * step, z0, step, FINE as u32)) {
                *sample = height;
            }
        }
        Samples(samples)
    }

    /// Lowest and highest sample of the 9 x 9 from (x, z).
    fn range_of_patch(&self, x: usize, z: usize) -> (f32, f32) {
        let side = SIDE_SAMPLES as usize;
        range(self.0[x..x + side].iter().flat_map(|column| column[z..z + side].iter().copied()))
    }

    /// Largest distance between the node's surface and the samples that only the next finer level has.
    fn error_m(&self) -> f32 {
        let mut worst = 0.0f32;
        for i in 0..PATCH_TILES {
            for j in 0..PATCH_TILES {
                let at = |x: usize, z: usize| self.0[2 * i as usize + x][2 * j as usize + z];
                let (a, b, c, d) = (at(0, 0), at(2, 0), at(0, 2), at(2, 2));
                let middle = quad_height([a, b, c, d], 0.5, 0.5, splits_along_sw_ne(i, j));
                worst = worst
                    .max((at(1, 1) - middle).abs())
                    .max((at(1, 0) - (a + b) * 0.5).abs())
                    .max((at(0, 1) - (a + c) * 0.5).abs())
                    .max((at(1, 2) - (c + d) * 0.5).abs())
                    .max((at(2, 1) - (b + d) * 0.5).abs());
            }
        }
        worst
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gtd::{MapRecord, PackedTile};

    fn tree_of(side: u32, height: impl Fn(u32, u32) -> f32) -> NodeTree {
        let records: Vec<_> =
            (0..side * side).map(|i| MapRecord::new(height(i / side, i % side), PackedTile::default())).collect();
        NodeTree::new(Heights::new(&records, side).unwrap())
    }

    #[test]
    fn a_plane_has_no_error_and_a_bump_has_its_height() {
        let plane = tree_of(65, |x, z| x as f32 * 2.0 + z as f32);
        assert!(plane.shape(plane.root()).error_m < 1e-4);
        let bump = tree_of(65, |x, z| if (x, z) == (9, 9) { 5.0 } else { 0.0 });
        assert_eq!(bump.shape(NodeId { level: 0, x: 1, z: 1 }).error_m, 0.0);
        assert_eq!(bump.shape(NodeId { level: 1, x: 0, z: 0 }).error_m, 5.0);
        assert_eq!(bump.shape(bump.root()).max_m, 5.0);
        assert_eq!(bump.shape(NodeId { level: 1, x: 1, z: 1 }).error_m, 0.0);
    }

    #[test]
    fn every_node_has_its_own_index() {
        let tree = tree_of(65, |_, _| 0.0);
        let mut seen = vec![false; tree.node_count()];
        for level in 0..=tree.root().level {
            for x in 0..tree.side(level) as u16 {
                for z in 0..tree.side(level) as u16 {
                    let index = tree.index(NodeId { level, x, z });
                    assert!(!std::mem::replace(&mut seen[index], true));
                }
            }
        }
        assert!(seen.into_iter().all(|s| s));
    }

    #[test]
    fn children_lie_in_their_parent() {
        let node = NodeId { level: 3, x: 2, z: 5 };
        for child in node.children().unwrap() {
            assert_eq!(child.parent(), node);
        }
        assert_eq!(NodeId { level: 0, x: 0, z: 0 }.children(), None);
    }
}
