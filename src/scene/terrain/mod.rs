//! Terrain of a zone: the parsed file and the quadtree of detail levels over it.

pub mod cull;
pub mod heights;
pub mod layers;
mod lod_error;
pub mod measure;
pub mod nodes;
pub mod normals;
pub mod patch;
pub mod patch_states;
pub mod pick;
pub mod select;
pub mod shores;
pub mod stream;
pub mod texture_uses;
pub mod tile_facts;
pub mod walkable;

use crate::formats::gtd::Gtd;
use crate::scene::space::TileId;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::nodes::NodeTree;

/// A parsed zone with its detail levels. Immutable; shared by the loader, the window and the renderer.
pub struct Terrain {
    gtd: Gtd,
    tree: NodeTree,
}

impl Terrain {
    /// Builds the quadtree of a parsed zone.
    pub fn new(gtd: Gtd) -> Terrain {
        let tree = NodeTree::new(heights_of(&gtd));
        Terrain { gtd, tree }
    }

    /// The parsed zone file.
    pub fn gtd(&self) -> &Gtd {
        &self.gtd
    }

    /// Quadtree of the detail levels.
    pub fn tree(&self) -> &NodeTree {
        &self.tree
    }

    /// Sanitized heights of the vertices.
    pub fn heights(&self) -> Heights<'_> {
        heights_of(&self.gtd)
    }

    /// Whether a tile has both texture layers.
    pub fn is_two_layer(&self, tile: TileId) -> bool {
        let packed = self.gtd.record(tile.x, tile.z).tile();
        matches!(self.gtd.layers_of(packed), (Some(_), Some(_)))
    }

    /// Lowest and highest height in meters.
    pub fn height_range_m(&self) -> (f32, f32) {
        let shape = self.tree.shape(self.tree.root());
        (shape.min_m, shape.max_m)
    }
}

fn heights_of(gtd: &Gtd) -> Heights<'_> {
    Heights::new(gtd.records(), gtd.map_size()).expect("a parsed zone has map_size squared records")
}
