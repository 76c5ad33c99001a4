//! Fixed-size records of large arrays. They have alignment 1, so that a slice of them can be a view of the file's bytes
//! at any offset.

use bytemuck::{Pod, Zeroable};

/// One vertex of the height grid and the tile to its north-east (formats section 1.4; `MAPDATA` in the client).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct MapRecord {
    height: [u8; 4],
    packed: [u8; 4],
}

impl MapRecord {
    /// Creates a record from its fields.
    pub fn new(height_m: f32, tile: PackedTile) -> MapRecord {
        MapRecord { height: height_m.to_le_bytes(), packed: tile.0.to_le_bytes() }
    }

    /// Height in meters, as stored: any float value is possible.
    pub fn height_m(&self) -> f32 {
        f32::from_le_bytes(self.height)
    }

    /// The tile's packed bits.
    pub fn tile(&self) -> PackedTile {
        PackedTile(u32::from_le_bytes(self.packed))
    }
}

/// The packed 32 bits of a tile, from the lowest: `full` 1, `dir1` 5, `dir2` 5, `tex1` 10, `tex2` 10, unknown 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct PackedTile(pub u32);

impl PackedTile {
    /// Texture index that real files use for "no texture". Any index outside the tile table has the same meaning.
    pub const NO_TEXTURE: u16 = 1023;

    /// Packs the fields; each is truncated to its width. Bit 31 is 0.
    pub fn pack(full: bool, dir1: u8, dir2: u8, tex1: u16, tex2: u16) -> PackedTile {
        PackedTile(
            u32::from(full)
                | (u32::from(dir1) & 31) << 1
                | (u32::from(dir2) & 31) << 6
                | (u32::from(tex1) & 1023) << 11
                | (u32::from(tex2) & 1023) << 21,
        )
    }

    /// Bit 0: draw the tile's textures (1), or the color map instead (0). 1 in every real file.
    pub fn full(self) -> bool {
        self.0 & 1 != 0
    }

    /// Bits 1-5: direction of the first texture, 0..=31. Only the low three bits affect drawing.
    pub fn dir1(self) -> u8 {
        (self.0 >> 1 & 31) as u8
    }

    /// Bits 6-10: direction of the second texture, 0..=31. Set even without a second texture.
    pub fn dir2(self) -> u8 {
        (self.0 >> 6 & 31) as u8
    }

    /// Bits 11-20: index of the first texture in the tile table, 0..=1023.
    pub fn tex1(self) -> u16 {
        (self.0 >> 11 & 1023) as u16
    }

    /// Bits 21-30: index of the second texture in the tile table, 0..=1023.
    pub fn tex2(self) -> u16 {
        (self.0 >> 21 & 1023) as u16
    }

    /// Bit 31: set in some real records, meaning unknown. Preserved, ignored by drawing.
    pub fn unknown_bit(self) -> bool {
        self.0 >> 31 != 0
    }
}

/// A patch's stored bounding sphere (formats section 1.5).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct PatchBounds {
    middle_y: [u8; 4],
    radius: [u8; 4],
}

impl PatchBounds {
    /// Creates bounds from their fields.
    pub fn new(middle_y_m: f32, radius_m: f32) -> PatchBounds {
        PatchBounds { middle_y: middle_y_m.to_le_bytes(), radius: radius_m.to_le_bytes() }
    }

    /// Height of the sphere's center in meters.
    pub fn middle_y_m(&self) -> f32 {
        f32::from_le_bytes(self.middle_y)
    }

    /// The sphere's radius in meters.
    pub fn radius_m(&self) -> f32 {
        f32::from_le_bytes(self.radius)
    }
}

/// An entry of the tile table (format notes, section 1.3, field 9).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub(super) struct TileEntry {
    source: [u8; 2],
    tile: [u8; 2],
}

impl TileEntry {
    /// Index of the source file, as stored.
    pub fn source(&self) -> i16 {
        i16::from_le_bytes(self.source)
    }

    /// Index of the picture in the file.
    pub fn tile(&self) -> i16 {
        i16::from_le_bytes(self.tile)
    }
}

/// A vertex of a river or pond (formats section 1.8.2).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
pub struct WaterVertex {
    position: [[u8; 4]; 3],
    normal: [[u8; 4]; 3],
    color: [u8; 4],
    uv1: [[u8; 4]; 2],
    uv2: [[u8; 4]; 2],
}

impl WaterVertex {
    /// Creates a vertex; both texture coordinates are equal, as in every real file.
    pub fn new(position_m: [f32; 3], normal: [f32; 3], color_argb: u32, uv: [f32; 2]) -> WaterVertex {
        let uv = uv.map(f32::to_le_bytes);
        WaterVertex {
            position: position_m.map(f32::to_le_bytes),
            normal: normal.map(f32::to_le_bytes),
            color: color_argb.to_le_bytes(),
            uv1: uv,
            uv2: uv,
        }
    }

    /// World position in meters.
    pub fn position_m(&self) -> [f32; 3] {
        self.position.map(f32::from_le_bytes)
    }

    /// Normal; (0, 1, 0) in every real file.
    pub fn normal(&self) -> [f32; 3] {
        self.normal.map(f32::from_le_bytes)
    }

    /// Tint and opacity as 0xAARRGGBB.
    pub fn color_argb(&self) -> u32 {
        u32::from_le_bytes(self.color)
    }

    /// Texture coordinates of the animated texture, u eastward.
    pub fn uv1(&self) -> [f32; 2] {
        self.uv1.map(f32::from_le_bytes)
    }

    /// Second texture coordinates; equal to the first in every real file.
    pub fn uv2(&self) -> [f32; 2] {
        self.uv2.map(f32::from_le_bytes)
    }
}
