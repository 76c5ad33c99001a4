//! Color map composed from the tiles, for zones without a color map file.
//!
//! Cells and pixels are those of a stored color map: 128 m and 1 m at the finest level, row 0 in the north. Each pixel
//! is the mean of the composed tile: the saturated sum of two layers is averaged, not the layers themselves.

use crate::platform::parallel::*;

use crate::formats::gtd::MapRecord;
use crate::formats::ntf::mips::halve;
use crate::formats::ntf::tct::ColorMap;
use crate::formats::ntf::{PixelFormat, Texture};
use crate::scene::raster::compose::{BaseLayer, TilePictures};
use crate::scene::raster::placeholder::Placeholders;
use crate::scene::raster::tile_colors::{ColorMemory, TILE_PX, TileColors};
use crate::scene::terrain::layers::{Layers, TileLayer};

/// Tiles along a cell's side.
const CELL_TILES: u32 = 32;
/// Pixels along a cell's side at the finest level.
pub const CELL_PX: u32 = CELL_TILES * TILE_PX as u32;
/// Levels of a cell, from 128 pixels to 1.
pub const CELL_LEVELS: u32 = 8;
/// Size at which tile textures are added: 4 x 4 samples per pixel.
const SAMPLES_PX: u32 = 16;

/// Levels from the pixels of a tile to its mean.
const TILE_LEVELS: u32 = TILE_PX.ilog2();

/// Composes cells of the color map on demand, from any thread.
pub struct ColorMapMaker {
    pictures: TilePictures,
    remembered: ColorMemory,
}

impl ColorMapMaker {
    /// Prepares the zone's tile textures, in the order of its table; missing ones show as their placeholders.
    pub fn new(textures: &[Option<&Texture>], placeholders: &Placeholders) -> ColorMapMaker {
        let pictures = TilePictures::new(textures, placeholders, SAMPLES_PX);
        ColorMapMaker { pictures, remembered: ColorMemory::default() }
    }

    /// Cells along the side of a zone with `map_size` vertices a side.
    pub fn cells_per_side(map_size: u32) -> u32 {
        (map_size.saturating_sub(1)).div_ceil(CELL_TILES).max(1)
    }

    /// A cell at a level (0 the finest, 128 pixels; each further level half of that), as R, G, B, A rows from the
    /// north, opaque. `records` are the zone's, x outer; `base` shows on tiles without a first layer. Beyond the border
    /// of a small zone its border tiles repeat.
    ///
    /// # Panics
    /// If the records are not `map_size` squared, or the zone has no tile.
    pub fn cell(
        &self,
        records: &[MapRecord],
        map_size: u32,
        base: &dyn BaseLayer,
        (cell_x, cell_z): (u32, u32),
        level: u32,
    ) -> Vec<u8> {
        assert!(map_size > 1 && records.len() == (map_size as usize).pow(2), "{map_size} squared records");
        // tiles are halved on their own, so coarser levels need only their means
        let side_px = if level < TILE_LEVELS { TILE_PX as u32 } else { 1 };
        let mut side = CELL_TILES * side_px;
        let mut rgba = vec![255; (side * side * 4) as usize];
        let mut known = self.remembered.lookups();
        for local_x in 0..CELL_TILES {
            let x = (cell_x * CELL_TILES + local_x).min(map_size - 2);
            let column = &records[x as usize * map_size as usize..][..map_size as usize];
            for local_z in 0..CELL_TILES {
                let z = (cell_z * CELL_TILES + local_z).min(map_size - 2);
                let tile = column[z as usize].tile();
                let number = known.of_word(tile).or_else(|| match Layers::of(tile, self.pictures.count()) {
                    Layers::ColorMap => None,
                    layers => Some(known.of_layers(tile, layers, || self.average(layers))),
                });
                let of_base = || {
                    let px = |i: usize| base.pixel(x, z, (i % TILE_PX) as u32, (i / TILE_PX) as u32, TILE_PX as u32);
                    TileColors::new(std::array::from_fn(px))
                };
                let mut put = |px: &[[u8; 3]]| put(px, side_px as usize, local_x, local_z, &mut rgba);
                match (number, side_px) {
                    (Some(number), 1) => put(&[known.mean(number)]),
                    (Some(number), _) => put(known.px(number)),
                    (None, 1) => put(&[of_base().mean]),
                    (None, _) => put(&of_base().px),
                }
            }
        }
        known.finish();
        let done = if side_px == 1 { TILE_LEVELS } else { 0 };
        for _ in done..level.min(CELL_LEVELS - 1) {
            rgba = halve(side, side, &rgba).data;
            side /= 2;
        }
        rgba
    }

    /// All cells, in the form of a color map file of the client.
    ///
    /// # Panics
    /// As [`ColorMapMaker::cell`].
    pub fn make(&self, records: &[MapRecord], map_size: u32, base: &dyn BaseLayer) -> ColorMap {
        let side = ColorMapMaker::cells_per_side(map_size);
        let texture = |i: u32| {
            let rgba = self.cell(records, map_size, base, (i / side, i % side), 0);
            Texture::encode(&rgba, CELL_PX, CELL_PX, PixelFormat::A1R5G5B5, true)
        };
        let textures = (0..side * side).into_par_iter().map(texture).collect();
        ColorMap::new(textures).expect("a square of cells")
    }

    fn average(&self, layers: Layers) -> TileColors {
        let (first, second) = match layers {
            Layers::One(first) => (Some(first), None),
            Layers::Two(first, second) => (Some(first), Some(second)),
            Layers::ColorMap => (None, None),
        };
        let (first, second) = (self.lying(first), self.lying(second));
        let step = SAMPLES_PX as usize / TILE_PX;
        TileColors::new(std::array::from_fn(|i| {
            let (column, row) = (i % TILE_PX * step, i / TILE_PX * step);
            let mut sums = [0_u32; 3];
            for sample in 0..step * step {
                let at = (row + sample / step) * SAMPLES_PX as usize + column + sample % step;
                let (a, b) = (first(at), second(at));
                for (channel, sum) in sums.iter_mut().enumerate() {
                    *sum += u32::from(a[channel].saturating_add(b[channel]));
                }
            }
            let samples = (step * step) as u32;
            sums.map(|sum| ((sum + samples / 2) / samples) as u8)
        }))
    }

    /// Samples of a layer in tile orientation, rows from the north; black without a layer.
    fn lying(&self, layer: Option<TileLayer>) -> impl Fn(usize) -> [u8; 4] {
        let walked = layer.and_then(|layer| {
            Some((self.pictures.picture(layer.texture)?, layer.orientation.walk(SAMPLES_PX as usize)))
        });
        move |i| match walked {
            Some((picture, (start, east, south))) => {
                let (row, column) = ((i / SAMPLES_PX as usize) as isize, (i % SAMPLES_PX as usize) as isize);
                picture[start.wrapping_add_signed(row * south + column * east)]
            }
            None => [0; 4],
        }
    }
}

/// Copies the pixels of a tile, `tile_px` a side, into its cell.
fn put(colors: &[[u8; 3]], tile_px: usize, local_x: u32, local_z: u32, rgba: &mut [u8]) {
    let (px, _) = rgba.as_chunks_mut::<4>();
    let north = (CELL_TILES - 1 - local_z) as usize * tile_px;
    for (i, [r, g, b]) in colors.iter().enumerate() {
        let (column, row) = (local_x as usize * tile_px + i % tile_px, north + i / tile_px);
        px[row * CELL_TILES as usize * tile_px + column] = [*r, *g, *b, 255];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::PackedTile;
    use crate::scene::raster::compose::{NEUTRAL_RGB, NeutralBase};

    /// West half 0, east half `right`, 16 x 16.
    fn texture(left: u8, right: u8) -> Texture {
        let rgba: Vec<u8> = (0..256).flat_map(|i| [if i % 16 < 8 { left } else { right }, 0, 9, 255]).collect();
        Texture::encode(&rgba, 16, 16, PixelFormat::A8R8G8B8, true)
    }

    /// 64 tiles a side, all of texture 0 except (1, 0) with both textures and (0, 1) with none.
    fn records() -> Vec<MapRecord> {
        let record = |i: usize| {
            let tile = match (i / 65, i % 65) {
                (1, 0) => PackedTile::pack(true, 0, 2, 0, 1),
                (0, 1) => PackedTile::pack(true, 0, 0, 1023, 1023),
                _ => PackedTile::pack(true, 0, 0, 0, 1023),
            };
            MapRecord::new(0.0, tile)
        };
        (0..65 * 65).map(record).collect()
    }

    fn red(rgba: &[u8], side: usize, column: usize, row_from_south: usize) -> u8 {
        rgba[((side - 1 - row_from_south) * side + column) * 4]
    }

    #[test]
    fn pixels_are_means_of_saturated_sums() {
        let (first, second) = (texture(100, 200), texture(60, 100));
        let maker = ColorMapMaker::new(&[Some(&first), Some(&second)], &Placeholders::default());
        let records = records();
        let cell = maker.cell(&records, 65, &NeutralBase, (0, 0), 0);
        let row = |z: usize| (0..8).map(|x| red(&cell, 128, x, z)).collect::<Vec<u8>>();
        // The second layer is rotated by 180 degrees: its brighter half lies in the west.
        assert_eq!(row(0), [100, 100, 200, 200, 200, 200, 255, 255]);
        assert_eq!(row(4), [NEUTRAL_RGB[0], NEUTRAL_RGB[0], NEUTRAL_RGB[0], NEUTRAL_RGB[0], 100, 100, 200, 200]);
        let coarse = maker.cell(&records, 65, &NeutralBase, (1, 1), 7);
        assert_eq!(coarse, [150, 0, 9, 255]);
        assert_eq!(maker.cell(&records, 65, &NeutralBase, (0, 0), 3).len(), 16 * 16 * 4);
    }

    #[test]
    fn a_file_can_be_made_of_it() {
        let first = texture(80, 80);
        let maker = ColorMapMaker::new(&[Some(&first)], &Placeholders::default());
        let map = maker.make(&records(), 65, &NeutralBase);
        assert_eq!(map.cells_per_side(), 2);
        assert_eq!(map.cell(1, 0).unwrap().decode_rgba8(5)[..4], [82, 0, 8, 255]);
    }

    #[test]
    fn zones_smaller_than_a_cell_repeat_their_border() {
        let first = texture(80, 80);
        let maker = ColorMapMaker::new(&[Some(&first)], &Placeholders::default());
        let records = vec![MapRecord::new(0.0, PackedTile::pack(true, 0, 0, 0, 1023)); 81];
        assert_eq!(ColorMapMaker::cells_per_side(9), 1);
        let cell = maker.cell(&records, 9, &NeutralBase, (0, 0), 0);
        assert!(cell.chunks(4).all(|px| px == [80, 0, 9, 255]));
    }

    /// A cell, tile by tile without the memory of colors and the table of words.
    fn plain_cell(
        maker: &ColorMapMaker,
        records: &[MapRecord],
        map_size: u32,
        cell: (u32, u32),
        level: u32,
    ) -> Vec<u8> {
        let mut rgba = vec![255; (CELL_PX * CELL_PX * 4) as usize];
        for (x, z) in (0..CELL_TILES).flat_map(|x| (0..CELL_TILES).map(move |z| (x, z))) {
            let at = |cell: u32, local: u32| (cell * CELL_TILES + local).min(map_size - 2);
            let tile = records[(at(cell.0, x) * map_size + at(cell.1, z)) as usize].tile();
            let px = match Layers::of(tile, maker.pictures.count()) {
                Layers::ColorMap => [NEUTRAL_RGB; TILE_PX * TILE_PX],
                layers => maker.average(layers).px,
            };
            put(&px, TILE_PX, x, z, &mut rgba);
        }
        (0..level).for_each(|level| rgba = halve(CELL_PX >> level, CELL_PX >> level, &rgba).data);
        rgba
    }

    #[test]
    fn remembered_colors_are_those_of_each_tile() {
        let textures = [texture(100, 200), texture(60, 100), texture(31, 7)];
        let maker = ColorMapMaker::new(&textures.each_ref().map(Some), &Placeholders::default());
        let mut random = 1_u32;
        let mut next = |below: u32| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 16) % below
        };
        // A cell with a few words, one with more than its table holds, without layers, and across the border.
        let record = |i: u32| {
            let kinds = if i / 100 < 32 { 2 } else { 32 };
            let (dir1, dir2) = (next(kinds) as u8, next(kinds) as u8);
            let (tex1, tex2) = (next(5) as u16, [0, 1, 2, 1023][next(4) as usize]);
            MapRecord::new(0.0, PackedTile::pack(next(9) > 0, dir1, dir2, tex1, tex2))
        };
        let records: Vec<MapRecord> = (0..100 * 100).map(record).collect();
        for level in [0, 1, 2, 4, 7] {
            for cell in (0..4).flat_map(|x| (0..4).map(move |z| (x, z))) {
                let expected = plain_cell(&maker, &records, 100, cell, level);
                assert!(maker.cell(&records, 100, &NeutralBase, cell, level) == expected, "{cell:?} at level {level}");
            }
        }
    }
}
