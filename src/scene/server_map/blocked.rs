//! The rule by which a tile of the event map is blocked (server section 1.3).

use crate::formats::gtd::Gtd;
use crate::formats::opd::{Cell, OpdFile, SUB_CELLS, cells_along};
use crate::formats::smd::{BLOCKED, FREE, ServerMap};

/// Least difference of a tile's corners that blocks it, in meters: 68 degrees.
const STEEP_M: f32 = 10.0;

/// The tiles of a zone that the rule blocks: those with a difference of 10 m between their corners, and those whose
/// sub-cell lists a collision triangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedTiles {
    /// Vertices a side of the zone.
    side: u32,
    /// Tiles by columns from west to east, also those of the last row and column, which are never blocked.
    blocked: Vec<bool>,
    /// Tiles whose sub-cell lists a collision triangle, in the same order.
    has_collision: Vec<bool>,
}

impl BlockedTiles {
    /// The tiles that heights and cells of a server map block.
    pub fn of_map(map: &ServerMap) -> BlockedTiles {
        let heights = |index: usize| map.heights.get(index).copied().unwrap_or(0.0);
        BlockedTiles::new(map.size, heights, &map.cells, cells_along(map.width_m))
    }

    /// The tiles that the client's files block.
    pub fn of_zone(gtd: &Gtd, objects: Option<&OpdFile>) -> BlockedTiles {
        let heights = |index: usize| gtd.records().get(index).map_or(0.0, |record| record.height_m());
        let (cells, across) = objects.map_or((&[][..], 0), |file| (&file.cells[..], cells_along(file.width_m)));
        BlockedTiles::new(gtd.map_size(), heights, cells, across)
    }

    /// `height_m` is that of a vertex, by columns; `cells` are by rows, `across` of them in each.
    fn new(side: u32, height_m: impl Fn(usize) -> f32, cells: &[Option<Box<Cell>>], across: usize) -> BlockedTiles {
        let n = side as usize;
        let mut blocked = vec![false; n * n];
        let mut has_collision = blocked.clone();
        for x in 0..n.saturating_sub(1) {
            for z in 0..n - 1 {
                let at = x * n + z;
                let corners = [at, at + 1, at + n, at + n + 1].map(&height_m);
                let (low, high) =
                    corners.iter().fold((f32::MAX, f32::MIN), |(low, high), m| (low.min(*m), high.max(*m)));
                has_collision[at] = has_triangle(cells, across, x, z);
                blocked[at] = high - low >= STEEP_M || has_collision[at];
            }
        }
        BlockedTiles { side, blocked, has_collision }
    }

    /// Whether the rule blocks a tile. Tiles beyond the map are not.
    pub fn is_blocked(&self, x: u32, z: u32) -> bool {
        let is_inside = x < self.side && z < self.side;
        is_inside && self.blocked.get(x as usize * self.side as usize + z as usize).copied().unwrap_or(false)
    }

    /// Whether collision touches a tile.
    pub fn has_collision(&self, x: u32, z: u32) -> bool {
        self.has_collision.get(x as usize * self.side as usize + z as usize).copied().unwrap_or(false) && z < self.side
    }

    /// Number of blocked tiles.
    pub fn count(&self) -> usize {
        self.blocked.iter().filter(|blocked| **blocked).count()
    }

    /// Numbers of an event map without events, by columns.
    pub fn event_map(&self) -> Vec<i16> {
        self.blocked.iter().map(|blocked| if *blocked { BLOCKED } else { FREE }).collect()
    }

    /// The tiles of a map, without the last row and column, that are blocked or free against the rule; tiles with events
    /// are neither.
    pub fn differing(&self, map: &ServerMap) -> Vec<(u32, u32)> {
        let tiles = self.side.saturating_sub(1);
        let all = (0..tiles).flat_map(|x| (0..tiles).map(move |z| (x, z)));
        all.filter(|(x, z)| {
            let expected = if self.is_blocked(*x, *z) { FREE } else { BLOCKED };
            map.event_at(*x, *z) == Some(expected)
        })
        .collect()
    }
}

/// Whether the sub-cell of a tile lists a triangle.
fn has_triangle(cells: &[Option<Box<Cell>>], across: usize, x: usize, z: usize) -> bool {
    let (column, row) = (x / SUB_CELLS, z / SUB_CELLS);
    let cell = (column < across).then(|| cells.get(row * across + column)).flatten();
    let Some(Some(cell)) = cell else { return false };
    !cell.sub_cells.triangles(x % SUB_CELLS, z % SUB_CELLS).is_empty()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::formats::smd::MapEnd;

    /// A flat map of 8 x 8 tiles.
    pub fn flat_map() -> ServerMap {
        ServerMap {
            size: 9,
            unit_m: 4.0,
            heights: vec![0.0; 81],
            width_m: 32.0,
            length_m: 32.0,
            collision: Vec::new(),
            cells: vec![None; 4],
            object_events: Vec::new(),
            event_map: vec![FREE; 81],
            regene_areas: Vec::new(),
            warps: Vec::new(),
            end: MapEnd::after_warps(0),
            trailing: Vec::new(),
        }
    }

    /// A cell whose sub-cell (1, 2) lists a triangle.
    pub fn cell() -> Cell {
        let triangle: &[[u32; 3]] = &[[0, 1, 2]];
        let sub_cells = std::array::from_fn(|index| if index == 2 * SUB_CELLS + 1 { triangle } else { &[][..] });
        Cell { exists: 1, objects: Vec::new(), sub_cells: crate::formats::opd::SubCells::new(sub_cells) }
    }

    #[test]
    fn ten_meters_block_the_tiles_around_a_vertex() {
        let mut map = flat_map();
        let at = map.index(3, 5).unwrap();
        map.heights[at] = 9.99;
        assert_eq!(BlockedTiles::of_map(&map).count(), 0);
        map.heights[at] = 10.0;
        let rule = BlockedTiles::of_map(&map);
        assert_eq!(rule.count(), 4);
        assert!(rule.is_blocked(2, 4) && rule.is_blocked(3, 5) && !rule.is_blocked(4, 5) && !rule.is_blocked(5, 3));
        map.heights[at] = f32::NAN;
        assert_eq!(BlockedTiles::of_map(&map).count(), 0);
        let edge = map.index(8, 8).unwrap();
        map.heights[edge] = -50.0;
        let rule = BlockedTiles::of_map(&map);
        assert!(rule.is_blocked(7, 7) && !rule.is_blocked(8, 8) && !rule.is_blocked(9, 0) && rule.count() == 1);
    }

    #[test]
    fn a_triangle_blocks_the_tile_of_its_sub_cell() {
        let mut map = flat_map();
        // The second row of cells, first column: tiles 0 to 3 eastward, 4 to 7 northward.
        map.cells[2] = Some(Box::new(cell()));
        let rule = BlockedTiles::of_map(&map);
        assert!(rule.is_blocked(1, 6) && rule.count() == 1);
        map.width_m = f32::NAN;
        assert_eq!(BlockedTiles::of_map(&map).count(), 0, "no cells");
    }

    #[test]
    fn tiles_with_events_do_not_differ() {
        let mut map = flat_map();
        map.cells[2] = Some(Box::new(cell()));
        let [ruled, other] = [map.index(1, 6).unwrap(), map.index(6, 1).unwrap()];
        let differing = |map: &ServerMap| BlockedTiles::of_map(map).differing(map);
        assert_eq!(differing(&map), [(1, 6)]);
        map.event_map[ruled] = 30;
        assert_eq!(differing(&map), []);
        map.event_map[other] = BLOCKED;
        assert_eq!(differing(&map), [(6, 1)]);
        assert_eq!(BlockedTiles::of_map(&map).event_map()[ruled], BLOCKED);
    }
}
