//! Color of the terrain in the distance, in cells of 128 m: read from a stored color map, or composed from the tiles on
//! demand.
//!
//! Cells are assembled into two kinds of images. The image of the whole zone is as fine as a limit allows and always
//! resident on the GPU. Pages are finer, for zones that are too large for one image: each covers a node of the detail
//! quadtree with 128 x 128 texels, plus a gutter with its neighbors' texels for filtering.

use crate::formats::ntf::Texture;
use crate::formats::ntf::tct::ColorMap;
use crate::platform::{block_on, fill_rows};
use crate::scene::raster::color_map::{CELL_PX, ColorMapMaker};
use crate::scene::raster::compose::NeutralBase;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::raster::placeholder::Placeholders;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::nodes::NodeId;
use std::sync::Arc;

/// Texels along the side of the area that a page covers.
pub const PAGE_INNER_PX: u32 = CELL_PX;
/// Texels of the gutter on each side of a page.
pub const PAGE_GUTTER_PX: u32 = 8;
/// Texels along a page's side.
pub const PAGE_PX: u32 = PAGE_INNER_PX + 2 * PAGE_GUTTER_PX;
/// Mip levels of a page; at the last one the gutter is one texel wide.
pub const PAGE_MIPS: u32 = 4;
/// Level of the nodes that the finest pages cover: 128 m, one texel per meter.
pub const FINEST_PAGE_LEVEL: u8 = 2;

/// Tiles along a cell's side.
const TILES_PER_CELL: u32 = 32;
/// Level at which a cell is one texel.
const LAST_LEVEL: u32 = 7;

enum CellSource {
    Stored(ColorMap),
    Made { maker: ColorMapMaker, ground: Arc<Terrain> },
}

/// Color cells of a zone, and the resolution of the image of the whole zone.
pub struct ColorCells {
    source: CellSource,
    cells_per_side: u32,
    /// Level of the cells in the image of the whole zone.
    whole_level: u32,
}

/// A cell of a stored color map that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cell {x},{z} is not {CELL_PX} x {CELL_PX} pixels with {levels} mip levels")]
pub struct UnfitCell {
    /// Column, 0 in the west.
    pub x: u32,
    /// Row, 0 in the south.
    pub z: u32,
    /// Mip levels that the image of the zone needs.
    pub levels: u32,
}

impl ColorCells {
    /// Cells of a stored color map; the image of the whole zone is at most `limit_px` wide.
    ///
    /// # Errors
    /// Where a cell is not 128 texels a side, or lacks a mip level that the picture needs.
    pub fn stored(map: ColorMap, limit_px: u32) -> Result<ColorCells, UnfitCell> {
        let cells_per_side = map.cells_per_side();
        let whole_level = level_within(cells_per_side, limit_px);
        let fits = |texture: &Texture, level: u32| {
            texture.level(level as usize).is_some_and(|found| [found.width, found.height] == [CELL_PX >> level; 2])
        };
        for x in 0..cells_per_side {
            for z in 0..cells_per_side {
                let whole = map.cell(x, z).is_none_or(|cell| (0..=whole_level).all(|level| fits(cell, level)));
                if !whole {
                    return Err(UnfitCell { x, z, levels: whole_level + 1 });
                }
            }
        }
        Ok(ColorCells { source: CellSource::Stored(map), cells_per_side, whole_level })
    }

    /// Cells composed on demand from the zone's tile textures, in the order of its table. None for zones smaller than a
    /// cell.
    pub fn made(ground: Arc<Terrain>, textures: &[Option<Texture>], limit_px: u32) -> Option<ColorCells> {
        let map_size = ground.gtd().map_size();
        let cells_per_side = ColorMapMaker::cells_per_side(map_size);
        if ColorCells::count_in(map_size) == 0 {
            return None;
        }
        let references: Vec<Option<&Texture>> = textures.iter().map(Option::as_ref).collect();
        let maker = ColorMapMaker::new(&references, &Placeholders::for_missing(ground.gtd(), textures));
        let whole_level = level_within(cells_per_side, limit_px);
        Some(ColorCells { source: CellSource::Made { maker, ground }, cells_per_side, whole_level })
    }

    /// Cells of a zone with `map_size` vertices per side; none where it is smaller than a cell.
    pub fn count_in(map_size: u32) -> u32 {
        if map_size <= TILES_PER_CELL { 0 } else { ColorMapMaker::cells_per_side(map_size).pow(2) }
    }

    /// Number of page levels finer than the image of the whole zone; 0 where that image has one texel per meter.
    pub fn page_levels(&self) -> u8 {
        self.whole_level as u8
    }

    /// The texels of a cell at a level, R, G, B, A rows from the north.
    fn cell(&self, (x, z): (u32, u32), level: u32) -> Vec<u8> {
        match &self.source {
            CellSource::Stored(map) => map.cell(x, z).map_or_else(
                || [0, 0, 0, 255].repeat((CELL_PX >> level).pow(2) as usize),
                |texture| texture.decode_rgba8(level as usize),
            ),
            CellSource::Made { maker, ground } => {
                maker.cell(ground.gtd().records(), ground.gtd().map_size(), &NeutralBase, (x, z), level)
            }
        }
    }

    /// The image of the whole zone, composed on all cores. `step` is called after each cell and returns whether to
    /// continue; none after it returned false.
    pub fn whole(&self, step: impl Fn() -> bool + Sync + Send) -> Option<MipImage> {
        block_on(self.whole_in_turns(step))
    }

    /// As [`ColorCells::whole`], in turns where there is one thread.
    pub async fn whole_in_turns(&self, step: impl Fn() -> bool + Sync + Send) -> Option<MipImage> {
        let cell_px = CELL_PX >> self.whole_level;
        let cells = self.cells_per_side;
        let side = cells * cell_px;
        let mut texels = vec![0; (side as usize).pow(2) * 4];
        // Rows of cells from the north. Each is written by one thread, without waiting for others.
        let fill = |row: usize, texels: &mut [u8]| {
            let z = cells - 1 - row as u32;
            (0..cells).all(|x| {
                place(&self.cell((x, z), self.whole_level), cell_px, x * cell_px, side, texels);
                step()
            })
        };
        let is_filled = fill_rows(&mut texels, (side * cell_px) as usize * 4, fill).await;
        is_filled.then(|| MipImage::new(side, side, Texel::Rgba8, texels))
    }

    /// The page of a node at level [`FINEST_PAGE_LEVEL`] or coarser. The outermost texels of the zone repeat beyond its
    /// border.
    pub fn page(&self, node: NodeId) -> MipImage {
        let level = u32::from(node.level.saturating_sub(FINEST_PAGE_LEVEL)).min(LAST_LEVEL);
        let cell_px = CELL_PX >> level;
        let last_px = i64::from(self.cells_per_side * cell_px) - 1;
        let gutter = i64::from(PAGE_GUTTER_PX);
        // texels of the zone at this level, counted from the west and from the south
        let columns: Vec<u32> = span(node.x, gutter, last_px).collect();
        let rows: Vec<u32> = span(node.z, gutter, last_px).rev().collect();
        let (first_x, first_z) = (columns[0] / cell_px, rows[rows.len() - 1] / cell_px);
        let (wide, high) = (columns[columns.len() - 1] / cell_px - first_x + 1, rows[0] / cell_px - first_z + 1);
        let cells: Vec<Vec<u8>> =
            (0..wide * high).map(|i| self.cell((first_x + i / high, first_z + i % high), level)).collect();
        let mut texels = Vec::with_capacity((PAGE_PX * PAGE_PX * 4) as usize);
        for &z in &rows {
            for &x in &columns {
                let cell = &cells[((x / cell_px - first_x) * high + z / cell_px - first_z) as usize];
                let at = ((cell_px - 1 - z % cell_px) * cell_px + x % cell_px) as usize * 4;
                texels.extend_from_slice(&cell[at..at + 4]);
            }
        }
        let mut picture = MipImage::new(PAGE_PX, PAGE_PX, Texel::Rgba8, texels);
        picture.levels.truncate(PAGE_MIPS as usize);
        picture
    }
}

/// Texels of a page along one axis, in zone texels.
fn span(node: u16, gutter: i64, last_px: i64) -> impl DoubleEndedIterator<Item = u32> {
    let first = i64::from(node) * i64::from(PAGE_INNER_PX) - gutter;
    (first..first + i64::from(PAGE_PX)).map(move |px| px.clamp(0, last_px) as u32)
}

/// The finest cell level at which the image of the zone is at most `limit_px` wide.
fn level_within(cells_per_side: u32, limit_px: u32) -> u32 {
    (0..LAST_LEVEL).find(|level| cells_per_side * (CELL_PX >> level) <= limit_px).unwrap_or(LAST_LEVEL)
}

/// Copies a square RGBA8 picture into a strip of the same height.
fn place(from: &[u8], from_px: u32, left: u32, strip_px: u32, into: &mut [u8]) {
    let row_bytes = from_px as usize * 4;
    for (texels, row) in from.chunks_exact(row_bytes).zip(into.chunks_exact_mut(strip_px as usize * 4)) {
        row[left as usize * 4..][..row_bytes].copy_from_slice(texels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::PixelFormat;

    /// 4 x 4 cells; red encodes the column, green the row from the south, in steps of 4 m.
    fn color(limit_px: u32) -> ColorCells {
        let cell = |i: u32| {
            let rgba: Vec<u8> = (0..CELL_PX * CELL_PX)
                .flat_map(|px| {
                    let east_m = i / 4 * CELL_PX + px % CELL_PX;
                    let north_m = i % 4 * CELL_PX + (CELL_PX - 1 - px / CELL_PX);
                    [(east_m / 4) as u8, (north_m / 4) as u8, 7, 255]
                })
                .collect();
            Texture::encode(&rgba, CELL_PX, CELL_PX, PixelFormat::A8R8G8B8, true)
        };
        ColorCells::stored(ColorMap::new((0..16).map(cell).collect()).unwrap(), limit_px).unwrap()
    }

    fn texel(picture: &MipImage, column: u32, row: u32) -> [u8; 2] {
        let at = ((row * picture.width + column) * 4) as usize;
        [picture.levels[0][at], picture.levels[0][at + 1]]
    }

    #[test]
    fn the_whole_lies_with_the_north_at_the_top() {
        let whole = color(4096).whole(|| true).unwrap();
        assert_eq!(whole.width, 512);
        for (place, expected) in
            [([0, 511], [0, 0]), ([511, 511], [127, 0]), ([0, 0], [0, 127]), ([300, 100], [75, 102])]
        {
            assert_eq!(texel(&whole, place[0], place[1]), expected, "{place:?}");
        }
        assert!(color(4096).whole(|| false).is_none());
    }

    #[test]
    fn pages_show_their_node_and_a_gutter_around_it() {
        let color = color(128);
        assert_eq!(color.page_levels(), 2);
        let page = color.page(NodeId { level: 2, x: 1, z: 2 });
        assert_eq!((page.width, page.levels.len()), (PAGE_PX, PAGE_MIPS as usize));
        // 128 m east and 256 m north begin behind the gutter
        assert_eq!(texel(&page, 8, PAGE_PX - 9), [32, 64]);
        assert_eq!(texel(&page, 0, PAGE_PX - 1), [30, 62]);
        assert_eq!(texel(&page, PAGE_PX - 1, 0), [65, 97]);
        // twice as coarse: two meters a texel, and nothing beyond the border
        let page = color.page(NodeId { level: 3, x: 1, z: 0 });
        assert_eq!(texel(&page, 8, PAGE_PX - 9), [64, 0]);
        assert_eq!(texel(&page, 0, PAGE_PX - 1), [60, 0]);
        assert_eq!(texel(&page, PAGE_PX - 1, 8), [127, 63]);
    }

    #[test]
    fn cells_of_another_size_are_refused() {
        let small = ColorMap::new(vec![Texture::encode(&[0; 64], 4, 4, PixelFormat::Dxt1, true)]).unwrap();
        assert!(ColorCells::stored(small, 4096).is_err());
    }

    #[test]
    fn dxt1_cells_are_read_too() {
        let cell = |i: u8| Texture::encode(&[i * 60, 0, 0, 255].repeat(128 * 128), 128, 128, PixelFormat::Dxt1, true);
        let map = ColorMap::new((0..4).map(cell).collect()).unwrap();
        let whole = ColorCells::stored(map, 128).unwrap().whole(|| true).unwrap();
        assert_eq!(whole.width, 128);
        // x outer: cell 1 is the north-western one, cell 2 the south-eastern
        for (place, level) in [((0, 127), 0), ((0, 0), 60), ((127, 127), 120), ((127, 0), 180)] {
            assert!(texel(&whole, place.0, place.1)[0].abs_diff(level) <= 4, "{place:?}");
        }
    }
}
