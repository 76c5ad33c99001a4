//! A rectangle of tiles, as the client's companions store it (server section 3).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{FormatError, Reader, Writer};

/// Fields of a rectangle.
static FIELDS: [Field; 4] = [
    Field::new("left", T::I32, "first tile from the west"),
    Field::new("top", T::I32, "last tile to the north"),
    Field::new("right", T::I32, "last tile to the east"),
    Field::new("bottom", T::I32, "first tile from the south"),
];
/// Bytes of a rectangle.
pub(super) const BYTES: usize = 16;
/// Side of a tile in meters.
const TILE_M: f64 = 4.0;

/// Tiles of a zone, from corner to corner, both included; any values are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TileRect {
    /// First tile from the west.
    pub left: i32,
    /// Last tile to the north: not less than `bottom`.
    pub top: i32,
    /// Last tile to the east.
    pub right: i32,
    /// First tile from the south.
    pub bottom: i32,
}

impl TileRect {
    /// Whether it has tiles: its corners are in order.
    pub fn has_tiles(&self) -> bool {
        self.left <= self.right && self.bottom <= self.top
    }

    /// Whether a tile, counted from the south-west corner of the zone, is in it.
    pub fn contains(&self, x: i32, z: i32) -> bool {
        (self.left..=self.right).contains(&x) && (self.bottom..=self.top).contains(&z)
    }

    /// Its tiles within a zone of `side` tiles, as x and z.
    pub fn tiles_within(&self, side: u32) -> impl Iterator<Item = (u32, u32)> + use<> {
        let range = |first: i32, last: i32| {
            let last = u32::try_from(last).map_or(0, |last| last.saturating_add(1).min(side));
            u32::try_from(first).unwrap_or(0)..last
        };
        let z = range(self.bottom, self.top);
        range(self.left, self.right).flat_map(move |x| z.clone().map(move |z| (x, z)))
    }

    /// South-west and north-east corner in meters, x and z.
    pub fn corners_m(&self) -> [[f64; 2]; 2] {
        let meters = |tile: i32, tiles: f64| (f64::from(tile) + tiles) * TILE_M;
        [[meters(self.left, 0.0), meters(self.bottom, 0.0)], [meters(self.right, 1.0), meters(self.top, 1.0)]]
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<TileRect, FormatError> {
        let words = reader.fields(&FIELDS)?.as_chunks::<4>().0;
        let [left, top, right, bottom] =
            std::array::from_fn(|i| words.get(i).map_or(0, |word| i32::from_le_bytes(*word)));
        Ok(TileRect { left, top, right, bottom })
    }

    pub(super) fn write(&self, out: &mut Writer) {
        for tile in [self.left, self.top, self.right, self.bottom] {
            out.i32(tile);
        }
    }

    /// Whether it could be one of a zone: in order, and within the largest map.
    pub(super) fn is_plausible(&self) -> bool {
        self.has_tiles() && self.left >= 0 && self.bottom >= 0 && self.right < 8192 && self.top < 8192
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_included_and_north_is_up() {
        let rect = TileRect { left: 1, top: 3, right: 2, bottom: 2 };
        assert!(rect.contains(1, 2) && rect.contains(2, 3) && !rect.contains(3, 3) && !rect.contains(1, 1));
        assert_eq!(rect.tiles_within(100).collect::<Vec<_>>(), [(1, 2), (1, 3), (2, 2), (2, 3)]);
        assert_eq!(rect.tiles_within(2).count(), 0, "all tiles are north of a zone of two tiles");
        assert_eq!(rect.corners_m(), [[4.0, 8.0], [12.0, 16.0]]);
        let outside = TileRect { left: i32::MIN, top: i32::MAX, right: i32::MAX, bottom: -1 };
        assert_eq!(outside.tiles_within(3).count(), 9);
        assert!(outside.has_tiles() && !outside.is_plausible());
        let inverted = TileRect { left: 5, top: 1, right: 4, bottom: 2 };
        assert!(!inverted.has_tiles() && inverted.tiles_within(10).next().is_none());
    }
}
