//! Textures of a tile, and their orientation (formats sections 5.1 and 5.2).

use crate::formats::gtd::PackedTile;

/// Rotation and mirroring of a texture on its tile: the low three bits of a stored direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Orientation(u8);

/// Texture corners (u, v) of each direction at the tile's NW, NE, SW and SE corner; v = 0 is the top row.
const CORNERS: [[(u8, u8); 4]; 8] = [
    [(0, 0), (1, 0), (0, 1), (1, 1)],
    [(0, 1), (0, 0), (1, 1), (1, 0)],
    [(1, 1), (0, 1), (1, 0), (0, 0)],
    [(1, 0), (1, 1), (0, 0), (0, 1)],
    [(1, 0), (0, 0), (1, 1), (0, 1)],
    [(0, 0), (0, 1), (1, 0), (1, 1)],
    [(0, 1), (1, 1), (0, 0), (1, 0)],
    [(1, 1), (1, 0), (0, 1), (0, 0)],
];

impl Orientation {
    /// The orientation of a stored direction; real files have 0 to 7.
    pub fn new(direction: u8) -> Orientation {
        Orientation(direction & 7)
    }

    /// The direction's number, 0 to 7.
    pub fn index(self) -> u8 {
        self.0
    }

    /// The orientation in words, seen from above with north up.
    pub fn describe(self) -> &'static str {
        [
            "unchanged",
            "rotated 90° clockwise",
            "rotated 180°",
            "rotated 90° counterclockwise",
            "mirrored left-right",
            "transposed",
            "mirrored top-bottom",
            "anti-transposed",
        ][usize::from(self.0)]
    }

    /// The texture corners (u, v), each 0 or 1, at the tile's NW, NE, SW and SE corner.
    pub fn corners(self) -> [(u8, u8); 4] {
        CORNERS[usize::from(self.0)]
    }

    /// Iteration over a square picture of `side_px` pixels in tile orientation: the index of the pixel at the
    /// north-western corner, the step to the next pixel eastward, and the step to the next row southward.
    pub fn walk(self, side_px: usize) -> (usize, isize, isize) {
        let [nw, ne, sw, _] = self.corners();
        let last = side_px.saturating_sub(1);
        let start = (usize::from(nw.1) * side_px + usize::from(nw.0)) * last;
        let step = |from: (u8, u8), to: (u8, u8)| {
            let (du, dv) = (to.0 as isize - from.0 as isize, to.1 as isize - from.1 as isize);
            du + dv * side_px as isize
        };
        (start, step(nw, ne), step(nw, sw))
    }
}

/// A texture on a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileLayer {
    /// Index in the zone's table of tile textures, always inside it.
    pub texture: u16,
    /// Rotation and mirroring on the tile.
    pub orientation: Orientation,
}

/// Textures that the client draws on a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layers {
    /// No texture: the color map shows, because there is no first layer or the tile is not "full".
    ColorMap,
    /// The first layer alone.
    One(TileLayer),
    /// Two textures, added and saturated.
    Two(TileLayer, TileLayer),
}

impl Layers {
    /// The layers drawn on a tile, in a zone with `tile_textures` tile textures. A second layer without a first one is not
    /// drawn.
    pub fn of(tile: PackedTile, tile_textures: usize) -> Layers {
        let layer = |texture: u16, direction: u8| {
            let there = usize::from(texture) < tile_textures;
            there.then(|| TileLayer { texture, orientation: Orientation::new(direction) })
        };
        match (layer(tile.tex1(), tile.dir1()), layer(tile.tex2(), tile.dir2())) {
            (Some(first), Some(second)) if tile.full() => Layers::Two(first, second),
            (Some(first), None) if tile.full() => Layers::One(first),
            _ => Layers::ColorMap,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 3x3 picture of its pixel numbers in tile orientation, north up.
    fn lying(direction: u8) -> Vec<usize> {
        let (start, east, south) = Orientation::new(direction).walk(3);
        let at = |row: isize, column: isize| (start as isize + row * south + column * east) as usize;
        (0..9).map(|i| at(i / 3, i % 3)).collect()
    }

    #[test]
    fn the_eight_directions_turn_a_picture_as_their_names_say() {
        assert_eq!(lying(0), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(lying(1), [6, 3, 0, 7, 4, 1, 8, 5, 2]);
        assert_eq!(lying(2), [8, 7, 6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(lying(3), [2, 5, 8, 1, 4, 7, 0, 3, 6]);
        assert_eq!(lying(4), [2, 1, 0, 5, 4, 3, 8, 7, 6]);
        assert_eq!(lying(5), [0, 3, 6, 1, 4, 7, 2, 5, 8]);
        assert_eq!(lying(6), [6, 7, 8, 3, 4, 5, 0, 1, 2]);
        assert_eq!(lying(7), [8, 5, 2, 7, 4, 1, 6, 3, 0]);
        assert_eq!(Orientation::new(31).index(), 7);
    }

    #[test]
    fn corners_agree_with_the_walk() {
        for direction in 0..8 {
            let orientation = Orientation::new(direction);
            let (start, east, south) = orientation.walk(5);
            let corners = [0, 4 * east, 4 * south, 4 * (east + south)].map(|step| start as isize + step);
            let expected = orientation.corners().map(|(u, v)| isize::from(v) * 20 + isize::from(u) * 4);
            assert_eq!(corners, expected, "{direction}");
        }
    }

    #[test]
    fn a_layer_is_there_when_the_table_has_it() {
        let layer = |texture, direction| TileLayer { texture, orientation: Orientation::new(direction) };
        let of = |full, tex1, tex2| Layers::of(PackedTile::pack(full, 9, 2, tex1, tex2), 10);
        assert_eq!(of(true, 3, 1023), Layers::One(layer(3, 1)));
        assert_eq!(of(true, 9, 0), Layers::Two(layer(9, 1), layer(0, 2)));
        assert_eq!(of(true, 10, 0), Layers::ColorMap);
        assert_eq!(of(false, 3, 1023), Layers::ColorMap);
        assert_eq!(of(true, 3, 10), Layers::One(layer(3, 1)));
    }
}
