//! Axes, units and terrain coordinates.
//!
//! Meters; X east, Y up, Z north; left-handed as in Direct3D. Arrays over the terrain are *x outer*: element (x, z) of
//! a square of side `n` is at index `x * n + z`.

use glam::Vec3;

/// Side of a tile in meters, and the distance between neighboring vertices.
pub const TILE_M: f32 = 4.0;
/// Tiles on the side of a patch.
pub const PATCH_TILES: u32 = 8;
/// Vertices on the side of a patch: one more than tiles.
pub const PATCH_VERTICES: u32 = PATCH_TILES + 1;
/// Side of a patch in meters.
pub const PATCH_M: f32 = TILE_M * PATCH_TILES as f32;
/// Side of a color-map cell (one TCT texture) in meters.
pub const COLOR_CELL_M: f32 = 128.0;

/// A tile, by the indices of its south-west vertex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// Eastward index, 0 at the western edge.
    pub x: u32,
    /// Northward index, 0 at the southern edge.
    pub z: u32,
}

/// A patch of 8 x 8 tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatchId {
    /// Eastward index, 0 at the western edge.
    pub x: u32,
    /// Northward index, 0 at the southern edge.
    pub z: u32,
}

impl TileId {
    /// The tile of an index into a square array with `side` elements a side.
    ///
    /// # Panics
    /// If `side` is 0.
    pub fn from_index(index: usize, side: u32) -> TileId {
        let coordinate = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        TileId { x: coordinate(index / side as usize), z: coordinate(index % side as usize) }
    }

    /// The patch that the tile lies in.
    pub fn patch(self) -> PatchId {
        PatchId { x: self.x / PATCH_TILES, z: self.z / PATCH_TILES }
    }
}

/// World position of vertex (x, z) at a height, in meters.
pub fn vertex_position(x: u32, z: u32, height_m: f32) -> Vec3 {
    Vec3::new(x as f32 * TILE_M, height_m, z as f32 * TILE_M)
}

/// Whether the quad at (x, z) is split along its south-west to north-east diagonal (true where x + z is even)
/// or along south-east to north-west.
pub fn splits_along_sw_ne(x: u32, z: u32) -> bool {
    (x + z).is_multiple_of(2)
}
