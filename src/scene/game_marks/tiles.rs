//! The event map of the server: one number for each tile, and the regions that it makes.

/// Numbers of all tiles. 0 is blocked, 1 is free, all others are events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTiles {
    side: u32,
    ids: Vec<i16>,
}

/// Adjoining tiles with one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRegion {
    /// The event.
    pub id: i16,
    /// First tile, east and north.
    pub first: [u32; 2],
    /// Last tile, inclusive.
    pub last: [u32; 2],
    /// Number of tiles.
    pub tiles: u32,
}

impl EventTiles {
    /// Numbers of `side` x `side` tiles, in the order of the file: all of one column from south to north, then the next
    /// one to the east. None if their number is another one.
    pub fn new(side: u32, ids: Vec<i16>) -> Option<EventTiles> {
        let is_square = u64::from(side) * u64::from(side) == ids.len() as u64;
        (is_square && side > 0).then_some(EventTiles { side, ids })
    }

    /// Tiles a side: as many as the zone has vertices. The last row and column are not drawn.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// The number of a tile; none outside.
    pub fn at(&self, x: u32, z: u32) -> Option<i16> {
        if x >= self.side || z >= self.side {
            return None;
        }
        self.ids.get((x as usize) * self.side as usize + z as usize).copied()
    }

    /// The event of a tile; none if it has none.
    pub fn event_at(&self, x: u32, z: u32) -> Option<i16> {
        self.at(x, z).filter(|id| is_event(*id))
    }

    /// Adjoining tiles with the same event, by event and then by place.
    pub fn regions(&self) -> Vec<EventRegion> {
        let side = self.side as usize;
        let mut seen = vec![false; self.ids.len()];
        let (mut regions, mut waiting) = (Vec::new(), Vec::new());
        for start in 0..self.ids.len() {
            let id = self.ids[start];
            if !is_event(id) || seen[start] {
                continue;
            }
            let place = |index: usize| [(index / side) as u32, (index % side) as u32];
            let mut region = EventRegion { id, first: place(start), last: place(start), tiles: 0 };
            seen[start] = true;
            waiting.push(start);
            while let Some(index) = waiting.pop() {
                let at = place(index);
                region.tiles += 1;
                for (axis, value) in at.into_iter().enumerate() {
                    region.first[axis] = region.first[axis].min(value);
                    region.last[axis] = region.last[axis].max(value);
                }
                let [x, z] = at.map(|value| value as usize);
                let near = [
                    (x > 0).then(|| index - side),
                    (x + 1 < side).then(|| index + side),
                    (z > 0).then(|| index - 1),
                    (z + 1 < side).then(|| index + 1),
                ];
                for next in near.into_iter().flatten() {
                    if !seen[next] && self.ids[next] == id {
                        seen[next] = true;
                        waiting.push(next);
                    }
                }
            }
            regions.push(region);
        }
        regions.sort_by_key(|region| region.id);
        regions
    }
}

/// Whether a number is that of an event.
fn is_event(id: i16) -> bool {
    !matches!(id, 0 | 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjoining_tiles_of_an_event_are_one_region() {
        let mut ids = vec![1; 25];
        // Column 1 from tile 1 to 3, and the tile beside its end; a tile of the same event apart; another event.
        for index in [6, 7, 8, 13, 24] {
            ids[index] = 30;
        }
        (ids[0], ids[2]) = (0, 1001);
        let tiles = EventTiles::new(5, ids).expect("a square");
        let region = |id, first, last, tiles| EventRegion { id, first, last, tiles };
        assert_eq!(
            tiles.regions(),
            [region(30, [1, 1], [2, 3], 4), region(30, [4, 4], [4, 4], 1), region(1001, [0, 2], [0, 2], 1)]
        );
        assert_eq!(
            [tiles.event_at(1, 1), tiles.event_at(0, 0), tiles.at(0, 0), tiles.at(5, 0)],
            [Some(30), None, Some(0), None]
        );
        assert_eq!([EventTiles::new(2, vec![1; 3]), EventTiles::new(0, Vec::new())], [None, None]);
    }
}
