//! Base layer of tiles without a first texture: the stored color map times the base texture (formats section 5.2).

use crate::formats::ntf::mips::halve;
use crate::formats::ntf::tct::ColorMap;
use crate::scene::raster::compose::{BaseLayer, NEUTRAL_RGB};

/// Texels of a color map along a tile's side.
const TEXELS_PER_TILE: u32 = 4;
/// Tiles along the side of a color map's cell.
const CELL_TILES: u32 = 32;

/// `Terrain_Base.bmp`, one copy per tile, averaged to the scale of the picture. Rows run from south to north: the top
/// row of the decoded file is on the tile's southern edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseTexture {
    /// From the largest down to 1 pixel: sides and R, G, B, A rows, the southernmost first.
    levels: Vec<(u32, Vec<[u8; 4]>)>,
}

impl BaseTexture {
    /// From the decoded file: R, G, B, A rows from its top. `None` unless it is a square with a power of two a side.
    pub fn new(side_px: u32, rgba: &[u8]) -> Option<BaseTexture> {
        let expected = (side_px as usize).checked_pow(2)?.checked_mul(4)?;
        if !side_px.is_power_of_two() || rgba.len() != expected {
            return None;
        }
        let mut levels = vec![(side_px, rgba.as_chunks().0.to_vec())];
        let (mut side, mut last) = (side_px, rgba.to_vec());
        while side > 1 {
            let half = halve(side, side, &last);
            (side, last) = (half.width, half.data);
            levels.push((side, last.as_chunks().0.to_vec()));
        }
        Some(BaseTexture { levels })
    }

    /// A white texture, which leaves the color map unchanged.
    pub fn white() -> BaseTexture {
        BaseTexture { levels: vec![(1, vec![[255; 4]])] }
    }

    /// The color at a pixel of a tile, `row` counted from the north, of `side_px` pixels a tile.
    fn pixel(&self, column: u32, row: u32, side_px: u32) -> [u8; 4] {
        let large_enough = self.levels.iter().rev().find(|(side, _)| *side >= side_px);
        let (side, px) = large_enough.unwrap_or(&self.levels[0]);
        let from_south = (side_px - 1 - row) * side / side_px;
        px[(from_south * side + column * side / side_px) as usize]
    }
}

/// A stored color map over a base texture.
pub struct ColorBase<'a> {
    map: &'a ColorMap,
    base: &'a BaseTexture,
}

impl<'a> ColorBase<'a> {
    /// The base layer of a zone whose color map has a cell for each 32 x 32 tiles.
    pub fn new(map: &'a ColorMap, base: &'a BaseTexture) -> ColorBase<'a> {
        ColorBase { map, base }
    }

    /// Color map texel for a pixel: one to one up to 4 pixels a tile (from its stored levels below that), repeated
    /// above. Unfiltered, as the tiles are.
    pub fn color(&self, x: u32, z: u32, column: u32, row: u32, side_px: u32) -> [u8; 3] {
        let cell = self.map.cell(x / CELL_TILES, z / CELL_TILES);
        let texel = cell.and_then(|texture| {
            let level = texture.level((TEXELS_PER_TILE / side_px.max(1)).max(1).ilog2() as usize)?;
            // Place in the cell, in picture pixels from the west and from the north.
            let west = x % CELL_TILES * side_px + column;
            let north = (CELL_TILES - 1 - z % CELL_TILES) * side_px + row;
            let cell_px = CELL_TILES * side_px;
            level.texel_rgba8(texture.format(), west * level.width / cell_px, north * level.height / cell_px)
        });
        texel.map_or(NEUTRAL_RGB, |[r, g, b, _]| [r, g, b])
    }
}

impl BaseLayer for ColorBase<'_> {
    fn pixel(&self, x: u32, z: u32, column: u32, row: u32, side_px: u32) -> [u8; 3] {
        let color = self.color(x, z, column, row, side_px);
        let base = self.base.pixel(column, row, side_px);
        std::array::from_fn(|i| ((u32::from(color[i]) * u32::from(base[i]) + 127) / 255) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::{PixelFormat, Texture};

    /// One cell whose red is the column and whose green is the row from the north, halved.
    fn map() -> ColorMap {
        let rgba: Vec<u8> = (0..128 * 128).flat_map(|i| [(i % 128) as u8, (i / 128) as u8, 200, 255]).collect();
        ColorMap::new(vec![Texture::encode(&rgba, 128, 128, PixelFormat::A8R8G8B8, true)]).unwrap()
    }

    #[test]
    fn texels_lie_north_up_one_a_meter() {
        let (map, base) = (map(), BaseTexture::white());
        let ground = ColorBase::new(&map, &base);
        assert_eq!(ground.pixel(0, 31, 0, 0, 4), [0, 0, 200]);
        assert_eq!(ground.pixel(0, 0, 0, 3, 4), [0, 127, 200]);
        assert_eq!(ground.pixel(31, 30, 3, 1, 4), [127, 5, 200]);
        assert_eq!(ground.pixel(5, 31, 5, 3, 8), [22, 1, 200]);
        assert_eq!(ground.pixel(0, 31, 0, 0, 1)[0], 2);
        assert_eq!(ground.pixel(32, 0, 0, 0, 4), NEUTRAL_RGB);
    }

    #[test]
    fn the_base_lies_with_its_top_row_in_the_south() {
        let map = map();
        let dark_top: Vec<u8> = [[0, 0, 0, 255].repeat(2), [255; 8].to_vec()].concat();
        let base = BaseTexture::new(2, &dark_top).unwrap();
        let ground = ColorBase::new(&map, &base);
        assert_eq!(ground.pixel(0, 0, 0, 0, 2)[2], 200);
        assert_eq!(ground.pixel(0, 0, 0, 1, 2)[2], 0);
        assert_eq!(ground.pixel(0, 0, 0, 0, 1)[2], 100);
        assert_eq!(BaseTexture::new(3, &[0; 36]), None);
        assert_eq!(BaseTexture::new(2, &[0; 15]), None);
    }
}
