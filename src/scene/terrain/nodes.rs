//! The quadtree of detail levels over the patches.
//!
//! A node of level 0 is a patch: 8 x 8 tiles of 4 m. A node of level `l` covers 2^l x 2^l patches with 8 x 8 cells,
//! each 2^l times as wide, over every 2^l-th vertex. So nodes of all levels share one mesh layout of 9 x 9 heights, and
//! one kind of GPU slot.
//!
//! Each node stores the range of its heights (for culling) and its LOD error: the largest distance in meters between
//! its surface and the full-detail one.

use crate::scene::space::{PATCH_M, PATCH_TILES, PatchId};
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::lod_error;

/// A node of the detail quadtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    /// Level: 0 is a patch; each further level doubles the side.
    pub level: u8,
    /// Eastward index among the nodes of this level.
    pub x: u16,
    /// Northward index among the nodes of this level.
    pub z: u16,
}

impl NodeId {
    /// Side of the node in meters.
    pub fn side_m(self) -> f32 {
        PATCH_M * (1u32 << self.level) as f32
    }

    /// Vertices between neighboring samples.
    pub fn stride(self) -> u32 {
        1 << self.level
    }

    /// Grid indices of the south-west vertex.
    pub fn first_vertex(self) -> (u32, u32) {
        let side = PATCH_TILES << self.level;
        (u32::from(self.x) * side, u32::from(self.z) * side)
    }

    /// The four nodes of the next finer level, none for a patch: south-west, north-west, south-east, north-east.
    pub fn children(self) -> Option<[NodeId; 4]> {
        let level = self.level.checked_sub(1)?;
        let (x, z) = (self.x * 2, self.z * 2);
        Some([(x, z), (x, z + 1), (x + 1, z), (x + 1, z + 1)].map(|(x, z)| NodeId { level, x, z }))
    }

    /// The node of the next coarser level that contains this one.
    pub fn parent(self) -> NodeId {
        NodeId { level: self.level + 1, x: self.x / 2, z: self.z / 2 }
    }
}

impl From<PatchId> for NodeId {
    fn from(patch: PatchId) -> NodeId {
        NodeId { level: 0, x: patch.x as u16, z: patch.z as u16 }
    }
}

/// Bounds and error of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeShape {
    /// Lowest height in meters, of the full-detail surface.
    pub min_m: f32,
    /// Highest height in meters, of the full-detail surface.
    pub max_m: f32,
    /// Largest distance in meters from the full-detail surface; 0 for a patch.
    pub error_m: f32,
}

/// The shapes of all nodes of a zone.
pub struct NodeTree {
    patches_per_side: u32,
    /// By level, finest first; each x outer.
    levels: Vec<Vec<NodeShape>>,
    /// Index of each level's first node in the order of all nodes.
    first: Vec<u32>,
}

impl NodeTree {
    /// Computes the nodes of a height grid with 2^k + 1 vertices a side, at least 9.
    pub fn new(heights: Heights) -> NodeTree {
        let patches_per_side = ((heights.side() - 1) / PATCH_TILES).max(1);
        let levels = lod_error::levels(heights, patches_per_side);
        let sizes = levels.iter().map(|level| level.len() as u32);
        let first = sizes.scan(0, |next, size| Some(std::mem::replace(next, *next + size))).collect();
        NodeTree { patches_per_side, levels, first }
    }

    /// Patches on a side of the zone.
    pub fn patches_per_side(&self) -> u32 {
        self.patches_per_side
    }

    /// The node that covers the whole zone.
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

    /// Index of a node in the order of all nodes, below [`NodeTree::node_count`].
    pub fn index(&self, id: NodeId) -> usize {
        (self.first[usize::from(id.level)] + u32::from(id.x) * self.side(id.level) + u32::from(id.z)) as usize
    }

    /// Bounds and error of a node of this tree.
    pub fn shape(&self, id: NodeId) -> NodeShape {
        self.levels[usize::from(id.level)][(u32::from(id.x) * self.side(id.level) + u32::from(id.z)) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};

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
