//! A zone's ground: the file and the detail levels measured from it.

use crate::gtd::Gtd;
use crate::terrain::heights::Heights;
use crate::terrain::nodes::NodeTree;

/// A parsed zone with its detail levels. Immutable once made; shared between the loader, the window and the GPU side.
pub struct Ground {
    gtd: Gtd,
    tree: NodeTree,
}

impl Ground {
    /// Measures a parsed zone.
    pub fn new(gtd: Gtd) -> Ground {
        let tree = NodeTree::new(heights_of(&gtd));
        Ground { gtd, tree }
    }

    /// The file.
    pub fn gtd(&self) -> &Gtd {
        &self.gtd
    }

    /// The detail levels.
    pub fn tree(&self) -> &NodeTree {
        &self.tree
    }

    /// The height grid.
    pub fn heights(&self) -> Heights<'_> {
        heights_of(&self.gtd)
    }

    /// Lowest and highest height in metres.
    pub fn height_range_m(&self) -> (f32, f32) {
        let shape = self.tree.shape(self.tree.root());
        (shape.min_m, shape.max_m)
    }
}

fn heights_of(gtd: &Gtd) -> Heights<'_> {
    Heights::new(gtd.records(), gtd.map_size()).expect("a parsed zone has map_size squared records")
}
