//! From the grounds at a tile's corners to its two layers: textures and directions.
//!
//! The tile textures, which are those of the demo zone, and the choice among them. The eight directions are those of
//! the client (formats section 5.1): a layer shows texel (u, v) at (s, t), s eastward, t southward from the north-west.

use super::ground::{Corners, Ground, simplified};
use super::noise::hash;
use crate::formats::gtd::{PackedTile, Source, TextureTable, TileTexture};

/// Shapes in which two grounds share a tile. Two kinds meet in one tile as half and the same half rotated by 180
/// degrees, or as corner and rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The southern half of the tile.
    Half,
    /// Only the south-western corner.
    Corner,
    /// All but the south-western corner.
    Rest,
}

/// A tile texture: the family's ground over the whole tile, or over a part of it on black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileShape {
    /// The whole tile; the number identifies variants of one ground.
    Full(u32),
    /// The part of this shape.
    Edge(Edge),
}

/// A texture file with eight tiles.
pub struct TileFile {
    /// Path as stored in zone files.
    pub path: &'static str,
    /// Its tiles in order.
    pub tiles: [(Ground, TileShape); 8],
}

const HALF: TileShape = TileShape::Edge(Edge::Half);
const CORNER: TileShape = TileShape::Edge(Edge::Corner);
const REST: TileShape = TileShape::Edge(Edge::Rest);
const FULL: TileShape = TileShape::Full(0);

/// Two families with one full tile each.
const fn pair(path: &'static str, a: Ground, b: Ground) -> TileFile {
    let tiles = [(a, FULL), (a, HALF), (a, CORNER), (a, REST), (b, FULL), (b, HALF), (b, CORNER), (b, REST)];
    TileFile { path, tiles }
}

/// All texture files, in order.
pub const FILES: [TileFile; 7] = [
    pair("dtex\\isle_sea_0.gtt", Ground::Deep, Ground::Shallow),
    pair("dtex\\isle_shore_0.gtt", Ground::Sand, Ground::Path),
    TileFile {
        path: "dtex\\isle_grass_0.gtt",
        tiles: [
            (Ground::DryGrass, FULL),
            (Ground::DryGrass, TileShape::Full(1)),
            (Ground::DryGrass, HALF),
            (Ground::DryGrass, CORNER),
            (Ground::DryGrass, REST),
            (Ground::Grass, FULL),
            (Ground::Grass, TileShape::Full(1)),
            (Ground::Grass, TileShape::Full(2)),
        ],
    },
    TileFile {
        path: "dtex\\isle_grass_1.gtt",
        tiles: [
            (Ground::Grass, HALF),
            (Ground::Grass, CORNER),
            (Ground::Grass, REST),
            (Ground::Forest, FULL),
            (Ground::Forest, TileShape::Full(1)),
            (Ground::Forest, HALF),
            (Ground::Forest, CORNER),
            (Ground::Forest, REST),
        ],
    },
    pair("dtex\\isle_rock_0.gtt", Ground::Rock, Ground::DarkRock),
    pair("dtex\\isle_snow_0.gtt", Ground::Snow, Ground::DarkSnow),
    pair("dtex\\isle_high_0.gtt", Ground::Alpine, Ground::Dusted),
];

/// The grass variant with flowers.
pub const FLOWERS: u32 = 2;

/// Index of a texture in the zone's tile table: files in order, eight tiles each. None if there is no such tile.
pub fn texture_index(ground: Ground, shape: TileShape) -> Option<u16> {
    let mut all = FILES.iter().flat_map(|file| file.tiles);
    all.position(|tile| tile == (ground, shape)).map(|index| index as u16)
}

/// The tile table of [`texture_index`]: all files, eight tiles each.
pub fn texture_table() -> TextureTable {
    let tiles = (0..FILES.len() as i16).flat_map(|source| (0..8).map(move |tile| TileTexture { source, tile }));
    TextureTable { sources: FILES.iter().map(|file| Source::new(file.path)).collect(), tiles: tiles.collect() }
}

/// Number of general full-tile variants of a ground (flowers are for some places only).
fn variants(ground: Ground) -> u32 {
    match ground {
        Ground::DryGrass | Ground::Grass | Ground::Forest => 2,
        _ => 1,
    }
}

/// The texel at (s, t), both in 0..1, in direction `dir`.
pub fn texel(dir: u8, s: f32, t: f32) -> (f32, f32) {
    match dir & 7 {
        0 => (s, t),
        1 => (t, 1.0 - s),
        2 => (1.0 - s, 1.0 - t),
        3 => (1.0 - t, s),
        4 => (1.0 - s, t),
        5 => (t, s),
        6 => (s, 1.0 - t),
        _ => (1.0 - t, 1.0 - s),
    }
}

/// The direction rotated by 180 degrees.
fn opposite(dir: u8) -> u8 {
    [2, 3, 0, 1, 6, 7, 4, 5][usize::from(dir & 7)]
}

/// The corners (south-west, south-east, north-west, north-east) that an edge shape covers, unrotated.
fn covered(edge: Edge) -> [bool; 4] {
    match edge {
        Edge::Half => [true, true, false, false],
        Edge::Corner => [true, false, false, false],
        Edge::Rest => [false, true, true, true],
    }
}

/// The corners that it covers in a direction.
fn covered_turned(edge: Edge, dir: u8) -> [bool; 4] {
    let corners = [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)];
    corners.map(|(s, t)| {
        let (u, v) = texel(dir, s, t);
        covered(edge)[usize::from(u > 0.5) + 2 * usize::from(v < 0.5)]
    })
}

/// Visual difference of two grounds: the squared distance of their mean colors.
fn contrast(a: Ground, b: Ground) -> u32 {
    let (a, b) = (a.mean_color(), b.mean_color());
    (0..3).map(|c| (a[c] - b[c]) * (a[c] - b[c])).sum::<f32>() as u32
}

/// The layers of the tile at (x, z) with these corners. `flowery` requests flowers if the tile is entirely grass.
/// Variant and direction depend on the position alone.
pub fn layers(corners: Corners, (x, z): (i32, i32), flowery: bool) -> PackedTile {
    let dice = hash(91, x, z);
    let corners = simplified(corners, contrast);
    let first = corners.iter().copied().min().unwrap_or(Ground::Deep);
    let own = corners.map(|corner| corner == first);
    let Some(second) = corners.into_iter().find(|corner| *corner != first) else {
        let plain = TileShape::Full((dice >> 8) % variants(first));
        let shape = if flowery && first == Ground::Grass { TileShape::Full(FLOWERS) } else { plain };
        return pack((dice >> 29) as u8, 0, texture_index(first, shape), None);
    };
    let count = own.iter().filter(|own| **own).count();
    let (edge, other) = match count {
        1 => (Edge::Corner, Edge::Rest),
        3 => (Edge::Rest, Edge::Corner),
        _ => (Edge::Half, Edge::Half),
    };
    // Two directions fit each shape: one is the mirror image of the other.
    let fitting: Vec<u8> = (0..8).filter(|dir| covered_turned(edge, *dir) == own).collect();
    let dir = fitting.get((dice >> 31) as usize % fitting.len().max(1)).copied().unwrap_or(0);
    let other_dir = if edge == Edge::Half { opposite(dir) } else { dir };
    let shape = |ground, edge| texture_index(ground, TileShape::Edge(edge));
    pack(dir, other_dir, shape(first, edge), shape(second, other))
}

fn pack(dir1: u8, dir2: u8, tex1: Option<u16>, tex2: Option<u16>) -> PackedTile {
    let or_none = |texture: Option<u16>| texture.unwrap_or(PackedTile::NO_TEXTURE);
    PackedTile::pack(true, dir1, dir2, or_none(tex1), or_none(tex2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_has_its_tiles_once() {
        for ground in Ground::ALL {
            for shape in [FULL, HALF, CORNER, REST] {
                assert!(texture_index(ground, shape).is_some(), "{ground:?} {shape:?}");
            }
        }
        let all: Vec<_> = FILES.iter().flat_map(|file| file.tiles).collect();
        assert!(all.iter().enumerate().all(|(i, tile)| !all[..i].contains(tile)));
    }

    #[test]
    fn all_eight_directions_occur() {
        let mut seen = [0; 8];
        for x in 0..200 {
            let tile = layers([Ground::Grass; 4], (x, 3), false);
            seen[usize::from(tile.dir1())] += 1;
        }
        assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
    }
}
