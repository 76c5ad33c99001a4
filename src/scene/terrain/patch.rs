//! Nodes packed for drawing: 9 x 9 heights and 8 x 8 cells.
//!
//! Cells are sorted by kind (one texture, two, or none), so that each kind is one contiguous range of the node's index
//! buffer and fragments need no branch. `shaders/lib/node.wgsl` reads this layout.

use crate::formats::gtd::{Gtd, PackedTile};
use crate::scene::space::{PATCH_TILES, PATCH_VERTICES};
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::nodes::NodeId;

/// Heights in a node.
pub const NODE_HEIGHTS: usize = (PATCH_VERTICES * PATCH_VERTICES) as usize;
/// Cells in a node: tiles for a patch, larger squares for coarser nodes.
pub const NODE_CELLS: usize = (PATCH_TILES * PATCH_TILES) as usize;
/// 32-bit words in a node's slot; a multiple of 4 words.
pub const NODE_WORDS: usize = 148;

/// Number of cells of each kind in a node, in storage order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellCounts {
    /// Cells with a first texture only (coarser nodes: cells whose center has any texture).
    pub one: u8,
    /// Tiles with two textures.
    pub two: u8,
    /// Cells without a texture: the color map under the base texture.
    pub bare: u8,
}

/// A packed node, ready for upload into a GPU slot.
#[derive(Clone)]
pub struct NodeMesh {
    /// Heights in meters as float bits (x outer), then the cells, then padding.
    pub words: [u32; NODE_WORDS],
    /// Number of cells by kind.
    pub counts: CellCounts,
}

/// Bit positions and masks of a cell's word, from the lowest bit: place in the node (x, z; 3 bits each), direction of
/// layer 1 and 2 (3 bits each), texture of layer 1 and 2 (10 bits each).
#[cfg_attr(not(feature = "render"), allow(dead_code, reason = "masks that only the shaders need"))]
pub(crate) mod cell {
    pub const PLACE_MASK: u32 = 7;
    pub const Z: u32 = 3;
    pub const DIRECTION_MASK: u32 = 7;
    pub const DIRECTION_1: u32 = 6;
    pub const DIRECTION_2: u32 = 9;
    pub const TEXTURE_MASK: u32 = 1023;
    pub const TEXTURE_1: u32 = 12;
    pub const TEXTURE_2: u32 = 22;
}

fn cell_word(x: u32, z: u32, tile: PackedTile) -> u32 {
    let direction = |direction| u32::from(direction) & cell::DIRECTION_MASK;
    let texture = |texture| u32::from(texture) & cell::TEXTURE_MASK;
    (x & cell::PLACE_MASK)
        | (z & cell::PLACE_MASK) << cell::Z
        | direction(tile.dir1()) << cell::DIRECTION_1
        | direction(tile.dir2()) << cell::DIRECTION_2
        | texture(tile.tex1()) << cell::TEXTURE_1
        | texture(tile.tex2()) << cell::TEXTURE_2
}

/// Packs a node of a zone.
pub fn pack_node(gtd: &Gtd, heights: Heights, id: NodeId) -> NodeMesh {
    let mut mesh = NodeMesh { words: [0; NODE_WORDS], counts: CellCounts::default() };
    let (x0, z0) = id.first_vertex();
    let stride = id.stride();
    for i in 0..PATCH_VERTICES {
        for j in 0..PATCH_VERTICES {
            let height_m = heights.at(x0 + i * stride, z0 + j * stride);
            mesh.words[(i * PATCH_VERTICES + j) as usize] = height_m.to_bits();
        }
    }
    pack_cells(gtd, id, &mut mesh);
    mesh
}

fn pack_cells(gtd: &Gtd, id: NodeId, mesh: &mut NodeMesh) {
    let mut kinds = [[0u32; NODE_CELLS]; 3];
    let mut counts = [0usize; 3];
    let (x0, z0) = id.first_vertex();
    let stride = id.stride();
    for x in 0..PATCH_TILES {
        for z in 0..PATCH_TILES {
            // the tile itself, or the center tile of a coarser cell
            let tile = gtd.record(x0 + x * stride + stride / 2, z0 + z * stride + stride / 2).tile();
            let kind = match gtd.layers_of(tile) {
                (Some(_), Some(_)) if tile.full() && id.level == 0 => 1,
                (Some(_), _) if tile.full() => 0,
                _ => 2,
            };
            kinds[kind][counts[kind]] = cell_word(x, z, tile);
            counts[kind] += 1;
        }
    }
    let cells = kinds.iter().zip(counts).flat_map(|(words, count)| &words[..count]);
    for (slot, &word) in mesh.words[NODE_HEIGHTS..].iter_mut().zip(cells) {
        *slot = word;
    }
    mesh.counts = CellCounts { one: counts[0] as u8, two: counts[1] as u8, bare: counts[2] as u8 };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_word_keeps_its_fields_apart() {
        let tile = |dir1, dir2, tex1, tex2| PackedTile::pack(true, dir1, dir2, tex1, tex2);
        assert_eq!(cell_word(7, 0, tile(0, 0, 0, 0)), 0x7);
        assert_eq!(cell_word(0, 7, tile(0, 0, 0, 0)), 0x7 << 3);
        assert_eq!(cell_word(0, 0, tile(7, 0, 0, 0)), 0x7 << 6);
        assert_eq!(cell_word(0, 0, tile(0, 7, 0, 0)), 0x7 << 9);
        assert_eq!(cell_word(0, 0, tile(0, 0, 1023, 0)), 0x3ff << 12);
        assert_eq!(cell_word(0, 0, tile(0, 0, 0, 1023)), 0x3ff << 22);
        // only the low three bits of a direction are drawn
        assert_eq!(cell_word(0, 0, tile(31, 24, 0, 0)), 0x7 << 6);
    }
}
