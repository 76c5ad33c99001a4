//! Stored shadow maps, looked up by place (formats section 4).

use std::collections::HashMap;

use crate::formats::ntf::Texture;
use crate::formats::ntf::tlt::{ShadowGrid, ShadowMaps};

use crate::scene::space::PATCH_M;

/// Decoded shadow textures by cell. A cell is 16 m, or one tile in the other generation of files.
pub struct ShadowField {
    grid: ShadowGrid,
    cells: HashMap<(u32, u32), ShadowCell>,
}

/// A decoded shadow texture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowCell {
    /// Width in texels, apron included.
    pub width: u32,
    /// Height in texels, apron included.
    pub height: u32,
    /// R, G, B, A rows from the north, starting in the west. Alpha is the strength of the shadow.
    pub rgba: Vec<u8>,
}

impl ShadowField {
    /// Decodes all textures of a file. Of two textures for one cell, the later one is used.
    pub fn new(maps: &ShadowMaps) -> ShadowField {
        let places = maps.grid().places_per_patch();
        let of_patch = |patch: &crate::formats::ntf::tlt::PatchShadows| {
            let (x, z) = (patch.x * places, patch.z * places);
            patch.maps.iter().map(move |map| ((x + map.x, z + map.z), decode(&map.texture))).collect::<Vec<_>>()
        };
        ShadowField { grid: maps.grid(), cells: maps.patches().iter().flat_map(of_patch).collect() }
    }

    /// Cell size of the file.
    pub fn grid(&self) -> ShadowGrid {
        self.grid
    }

    /// Side of a cell in meters.
    pub fn cell_m(&self) -> f32 {
        PATCH_M / self.grid.places_per_patch() as f32
    }

    /// Width in texels of the border around the part that covers the cell.
    pub fn apron_px(&self) -> u32 {
        match self.grid {
            ShadowGrid::Cells => 1,
            ShadowGrid::Tiles => 0,
        }
    }

    /// The texture of a cell, by indices from the zone's south-western corner; none without shadows.
    pub fn cell(&self, x: u32, z: u32) -> Option<&ShadowCell> {
        self.cells.get(&(x, z))
    }

    /// Whether any shadow is not black (true in a few intro zones).
    pub fn is_tinted(&self) -> bool {
        self.cells
            .values()
            .any(|cell| cell.rgba.as_chunks().0.iter().any(|[r, g, b, a]| *a > 0 && [*r, *g, *b] != [0; 3]))
    }

    /// Number of cells with shadows.
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// Red, green, blue and strength of the nearest texel at a place in meters; zero without a shadow.
    pub fn at(&self, x_m: f32, z_m: f32) -> [u8; 4] {
        let (cell_x, cell_z) = (x_m / self.cell_m(), z_m / self.cell_m());
        if !(cell_x >= 0.0 && cell_z >= 0.0) {
            return [0; 4];
        }
        let Some(cell) = self.cell(cell_x as u32, cell_z as u32) else { return [0; 4] };
        let apron = self.apron_px();
        let texel = |fraction: f32, side: u32| {
            let inner = side.saturating_sub(2 * apron).max(1);
            (apron + ((fraction * inner as f32) as u32).min(inner - 1)).min(side - 1)
        };
        let column = texel(cell_x.fract(), cell.width);
        let row = texel(1.0 - cell_z.fract(), cell.height);
        cell.texel(column, row)
    }

    /// Strength of the shadow at a place in meters, 0 to 255.
    pub fn strength(&self, x_m: f32, z_m: f32) -> u8 {
        self.at(x_m, z_m)[3]
    }
}

impl ShadowCell {
    /// A texel; nothing outside.
    pub fn texel(&self, column: u32, row: u32) -> [u8; 4] {
        let at = row as usize * self.width as usize + column as usize;
        let inside = column < self.width;
        self.rgba.as_chunks().0.get(at).filter(|_| inside).copied().unwrap_or_default()
    }
}

fn decode(texture: &Texture) -> ShadowCell {
    ShadowCell { width: texture.width(), height: texture.height(), rgba: texture.decode_rgba8(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::PixelFormat;
    use crate::formats::ntf::tlt::{PatchShadows, ShadowMap};

    /// A texture whose strength grows by 17 each row from the north, 16 rows; columns 0 and 15 are full.
    fn texture() -> Texture {
        let strength = |i: usize| if matches!(i % 16, 0 | 15) { 255 } else { (i / 16 * 17) as u8 };
        let rgba: Vec<u8> = (0..256).flat_map(|i| [0, 0, 0, strength(i)]).collect();
        Texture::encode(&rgba, 16, 16, PixelFormat::A4R4G4B4, true)
    }

    fn field(place: (u32, u32)) -> ShadowField {
        let map = ShadowMap { x: place.0, z: place.1, texture: texture() };
        ShadowField::new(&ShadowMaps::new(4, vec![PatchShadows { x: 1, z: 2, maps: vec![map] }]))
    }

    #[test]
    fn cells_of_16_meters_leave_out_their_apron() {
        let field = field((1, 0));
        let (west, south) = (32.0 + 16.0, 64.0);
        assert_eq!(field.cell_m(), 16.0);
        // 14 inner rows: the northernmost is row 1, the southernmost row 14; the full columns are never seen.
        assert_eq!(field.strength(west + 0.1, south + 15.9), 17);
        assert_eq!(field.strength(west + 15.9, south + 0.1), 14 * 17);
        assert_eq!(field.strength(west + 8.0, south + 8.1), 7 * 17);
        assert_eq!(field.strength(west - 0.1, south + 8.0), 0);
        assert_eq!((field.strength(f32::NAN, 0.0), field.strength(-1.0, 70.0), field.strength(1e30, 1e30)), (0, 0, 0));
    }

    #[test]
    fn textures_of_single_tiles_cover_them_wholly() {
        let field = field((7, 3));
        let (west, south) = (32.0 + 28.0, 64.0 + 12.0);
        assert_eq!((field.cell_m(), field.cell_count()), (4.0, 1));
        assert_eq!(field.strength(west + 0.05, south + 2.0), 255);
        assert_eq!(field.strength(west + 2.0, south + 3.99), 0);
        assert_eq!(field.strength(west + 2.0, south + 0.01), 255);
        assert!(field.cell(15, 19).is_some());
    }
}
