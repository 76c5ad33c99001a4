//! Regions of changes: groups of nearby changed tiles.
//!
//! Tiles at most [`REACH_TILES`] apart along both axes are in one region, transitively. A changed height changes the up
//! to four tiles with its vertex as a corner, changed grass the tile of its vertex. The time is linear in the zone's tiles, whatever the number of changes.

use super::Difference;
use crate::scene::space::TileId;

/// Maximum distance between changed tiles of one region: 32 m.
pub const REACH_TILES: u32 = 8;

/// A group of nearby changed tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedRegion {
    /// Number of changed tiles.
    pub tiles: u32,
    /// Smallest x and smallest z.
    pub least: TileId,
    /// Largest x and largest z.
    pub greatest: TileId,
}

impl ChangedRegion {
    /// Center in tiles from the zone's south-west corner, x then z.
    pub fn middle(&self) -> [f64; 2] {
        let middle = |a: u32, b: u32| (f64::from(a) + f64::from(b) + 1.0) / 2.0;
        [middle(self.least.x, self.greatest.x), middle(self.least.z, self.greatest.z)]
    }

    /// The longer side in tiles.
    pub fn side_tiles(&self) -> u32 {
        (self.greatest.x - self.least.x).max(self.greatest.z - self.least.z) + 1
    }

    fn new(tile: TileId) -> ChangedRegion {
        ChangedRegion { tiles: 0, least: tile, greatest: tile }
    }

    fn add(&mut self, tile: TileId) {
        self.tiles += 1;
        self.least = TileId { x: self.least.x.min(tile.x), z: self.least.z.min(tile.z) };
        self.greatest = TileId { x: self.greatest.x.max(tile.x), z: self.greatest.z.max(tile.z) };
    }
}

/// The regions of a difference: most tiles first, then from west to east and south to north. Empty if the sizes differ.
pub fn changed_regions(difference: &Difference) -> Vec<ChangedRegion> {
    let side = difference.map_size[0].saturating_sub(1);
    let (Some(heights), Some(tiles)) = (&difference.heights, &difference.tiles) else { return Vec::new() };
    let corners = heights.changed.iter().flat_map(|vertex| {
        let around = |at: u32| at.saturating_sub(1)..=at;
        around(vertex.x).flat_map(move |x| around(vertex.z).map(move |z| TileId { x, z }))
    });
    let grass = difference.grass.iter().flatten().copied();
    group_tiles(side, tiles.changed.iter().copied().chain(corners).chain(grass))
}

/// Groups tiles of a zone of `side` tiles; tiles outside are ignored, and duplicates count once.
pub(super) fn group_tiles(side: u32, tiles: impl Iterator<Item = TileId>) -> Vec<ChangedRegion> {
    let mut changed = CellGrid::new(side);
    for tile in tiles.filter(|tile| tile.x < side && tile.z < side) {
        changed.cells[(tile.x * side + tile.z) as usize] = 1;
    }
    let labels = changed.grown().labeled();
    let mut regions: Vec<Option<ChangedRegion>> = Vec::new();
    for tile in changed.tiles() {
        let label = labels.at(tile) as usize;
        if regions.len() < label {
            regions.resize(label, None);
        }
        regions[label - 1].get_or_insert(ChangedRegion::new(tile)).add(tile);
    }
    let mut regions: Vec<ChangedRegion> = regions.into_iter().flatten().collect();
    regions.sort_by_key(|region| (std::cmp::Reverse(region.tiles), region.least.x, region.least.z));
    regions
}

/// A square of cells, x outer.
struct CellGrid {
    side: u32,
    cells: Vec<u32>,
}

impl CellGrid {
    fn new(side: u32) -> CellGrid {
        CellGrid { side, cells: vec![0; side as usize * side as usize] }
    }

    fn at(&self, tile: TileId) -> u32 {
        self.cells[tile.x as usize * self.side as usize + tile.z as usize]
    }

    fn tiles(&self) -> impl Iterator<Item = TileId> {
        let side = self.side;
        let set = self.cells.iter().enumerate().filter(|(_, cell)| **cell != 0);
        set.map(move |(i, _)| TileId::from_index(i, side))
    }

    /// Each set cell becomes a square of [`REACH_TILES`] cells that begins in it. Two squares touch or overlap exactly
    /// if their cells are within that distance, so that a flood fill over neighbors finds the regions.
    fn grown(&self) -> CellGrid {
        let mut grown = CellGrid { side: self.side, cells: self.cells.clone() };
        let side = self.side as usize;
        for line in 0..side {
            grow(&mut grown.cells, line * side, 1, side);
        }
        for line in 0..side {
            grow(&mut grown.cells, line, side, side);
        }
        grown
    }

    /// Numbers from 1, one for each set of cells connected by sides or corners.
    fn labeled(mut self) -> CellGrid {
        const SET: u32 = u32::MAX;
        self.cells.iter_mut().for_each(|cell| *cell *= SET);
        let (side, mut next, mut open) = (self.side, 1, Vec::new());
        for start in 0..side * side {
            if self.cells[start as usize] != SET {
                continue;
            }
            self.cells[start as usize] = next;
            open.push(start);
            while let Some(cell) = open.pop() {
                let (x, z) = (cell / side, cell % side);
                for x in x.saturating_sub(1)..=(x + 1).min(side - 1) {
                    for z in z.saturating_sub(1)..=(z + 1).min(side - 1) {
                        let at = x * side + z;
                        if self.cells[at as usize] == SET {
                            self.cells[at as usize] = next;
                            open.push(at);
                        }
                    }
                }
            }
            next += 1;
        }
        self
    }
}

/// Sets the cells within reach after a set one, along a line of `count` cells that are `step` apart.
fn grow(cells: &mut [u32], from: usize, step: usize, count: usize) {
    let mut left = 0;
    for cell in cells[from..].iter_mut().step_by(step).take(count) {
        left = if *cell != 0 { REACH_TILES } else { left };
        *cell = u32::from(left > 0);
        left = left.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(side: u32, tiles: &[[u32; 2]]) -> Vec<(u32, [u32; 4])> {
        let tiles = tiles.iter().map(|&[x, z]| TileId { x, z });
        let listed = |p: &ChangedRegion| (p.tiles, [p.least.x, p.least.z, p.greatest.x, p.greatest.z]);
        group_tiles(side, tiles).iter().map(listed).collect()
    }

    #[test]
    fn tiles_within_32_meters_are_one_region() {
        assert_eq!(group(64, &[[3, 3], [11, 11]]), [(2, [3, 3, 11, 11])]);
        assert_eq!(group(64, &[[3, 11], [11, 3]]), [(2, [3, 3, 11, 11])], "either diagonal");
        assert_eq!(group(64, &[[3, 3], [12, 3]]), [(1, [3, 3, 3, 3]), (1, [12, 3, 12, 3])]);
        assert_eq!(group(64, &[[3, 3], [3, 12]]), [(1, [3, 3, 3, 3]), (1, [3, 12, 3, 12])]);
        let chain = [[0, 0], [8, 0], [16, 0], [24, 0]];
        assert_eq!(group(64, &chain), [(4, [0, 0, 24, 0])], "linked by those between");
    }

    #[test]
    fn most_tiles_come_first_then_west_and_south() {
        let found = group(128, &[[100, 9], [1, 90], [1, 1], [50, 50], [51, 50]]);
        let firsts: Vec<[u32; 2]> = found.iter().map(|(_, [x, z, ..])| [*x, *z]).collect();
        assert_eq!(firsts, [[50, 50], [1, 1], [1, 90], [100, 9]]);
    }

    #[test]
    fn duplicates_and_outside_tiles_are_ignored_and_edges_do_not_wrap() {
        assert_eq!(group(16, &[[2, 2], [2, 2], [16, 0], [0, 99]]), [(1, [2, 2, 2, 2])]);
        assert_eq!(group(64, &[[0, 63], [1, 40]]).len(), 2, "a line's end is not the next one's begin");
        assert_eq!(group(0, &[[0, 0]]), []);
        let all: Vec<[u32; 2]> = (0..64).flat_map(|x| (0..64).map(move |z| [x, z])).collect();
        assert_eq!(group(64, &all), [(4096, [0, 0, 63, 63])]);
    }

    #[test]
    fn regions_agree_with_comparing_every_pair() {
        let mut state = 7_u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for count in [2, 10, 25, 60] {
            let mut tiles: Vec<[u32; 2]> = (0..count).map(|_| [random(96), random(96)]).collect();
            tiles.sort_unstable();
            tiles.dedup();
            let mut of: Vec<usize> = (0..tiles.len()).collect();
            for i in 0..tiles.len() {
                for j in 0..i {
                    let near = |axis: usize| tiles[i][axis].abs_diff(tiles[j][axis]) <= REACH_TILES;
                    if near(0) && near(1) {
                        let (from, to) = (of[i], of[j]);
                        of.iter_mut().filter(|place| **place == from).for_each(|place| *place = to);
                    }
                }
            }
            of.sort_unstable();
            of.dedup();
            let found = group(96, &tiles);
            assert_eq!(found.len(), of.len(), "{tiles:?}");
            assert_eq!(found.iter().map(|(tiles, _)| *tiles as usize).sum::<usize>(), tiles.len());
        }
    }

    #[test]
    fn a_height_changes_the_tiles_around_it() {
        use crate::formats::gtd::{Draft, Gtd, Header};
        let flat = Draft::flat(Header::versioned(1, "flat"), 33);
        let mut high = flat.clone();
        let place = |x: u32, z: u32| (x * 33 + z) as usize;
        let lifted = |record: &crate::formats::gtd::MapRecord| crate::formats::gtd::MapRecord::new(9.0, record.tile());
        high.records[place(0, 5)] = lifted(&high.records[place(0, 5)]);
        high.records[place(32, 32)] = lifted(&high.records[place(32, 32)]);
        let parse = |draft: &Draft| Gtd::parse(draft.encode().unwrap()).unwrap();
        let found = changed_regions(&super::super::compare(&parse(&flat), &parse(&high)));
        let listed: Vec<_> = found.iter().map(|p| (p.tiles, p.least, p.middle(), p.side_tiles())).collect();
        let tile = |x, z| TileId { x, z };
        assert_eq!(listed, [(2, tile(0, 4), [0.5, 5.0], 2), (1, tile(31, 31), [31.5, 31.5], 1)]);
    }
}
