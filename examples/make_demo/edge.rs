//! Edge shapes in which two grounds share a tile, complementary so that their saturating sum has no seam.
//!
//! A family has three edge tiles, painted on black: *half* (its ground along the southern side), *corner* (in the
//! south-west corner only) and *rest* (everything else). Two families meet in one tile as half and the same half
//! rotated by 180 degrees, or as corner and rest. Invariants: half(p) + half(p rotated by 180 degrees) = 1, corner +
//! rest = 1, and on a tile's side every shape is the same function of the distance from the covered corner, whatever
//! its inside: any two tiles fit together in all eight directions.

use super::canvas::{Canvas, SIZE, scaled};
use gtd_viewer::test_zone::noise::{fbm, hash, noise, smoothstep, unit};
use gtd_viewer::test_zone::tiles::Edge;

/// Share of the tile's own ground at a pixel, 0..1.
pub fn share(edge: Edge, column: usize, row: usize) -> f32 {
    const LAST: usize = SIZE - 1;
    let inside = inward(column, row);
    let weight = match edge {
        Edge::Half => {
            let turned = frayed(61, LAST - column, LAST - row);
            rise(row, 1.0 - inside) + inside * 0.5 * (frayed(61, column, row) - turned)
        }
        Edge::Corner => rise(LAST - column, 1.0 - inside) * rise(row, 1.0 - inside) + inside * frayed(62, column, row),
        Edge::Rest => return 1.0 - share(Edge::Corner, column, row),
    };
    smoothstep(0.24, 0.76, weight)
}

/// From 0 to 1 along a side, with point symmetry: rise(i) + rise(last - i) = 1. `rough` is the strength of the grain.
fn rise(i: usize, rough: f32) -> f32 {
    let bump = |i: usize| {
        let at = i as f32;
        let grain = unit(hash(63, i as i32, 0)) - 0.5;
        noise(64, at / 13.0, 0.4) * 0.22 + noise(65, at / 5.0, 0.4) * 0.12 + grain * 0.12
    };
    (i as f32 + 0.5) / SIZE as f32 + rough * (bump(i) - bump(SIZE - 1 - i))
}

/// 0 on the sides of the tile, 1 inside: where the shape may be irregular.
fn inward(column: usize, row: usize) -> f32 {
    let fold = |i: usize| i.min(SIZE - 1 - i);
    smoothstep(0.0, 7.0, fold(column).min(fold(row)) as f32)
}

/// Displacement of the border at a pixel: tongues, and a grain like blades and stones.
fn frayed(seed: u32, column: usize, row: usize) -> f32 {
    let (x, y) = (column as f32, row as f32);
    let tongues = fbm(seed, x / 34.0 + 0.3, y / 34.0 + 0.6, 2, 0.6) * 0.34;
    let tufts = noise(seed + 5, x / 6.0 + 0.5, y / 6.0 + 0.5) * 0.14;
    tongues + tufts + (unit(hash(seed, column as i32, row as i32)) - 0.5) * 0.16
}

/// The edge tile of a ground: its full tile in that shape, black elsewhere.
pub fn edge_tile(full: &Canvas, edge: Edge) -> Canvas {
    let mut out = full.clone();
    for (i, pixel) in out.pixels.iter_mut().enumerate() {
        *pixel = scaled(*pixel, share(edge, i % SIZE, i / SIZE));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::formats::gtd::PackedTile;
    use gtd_viewer::test_zone::ground::{Corners, Ground, drawable};
    use gtd_viewer::test_zone::tiles::{FILES, TileShape, layers, texel};

    /// The shape of texture `index`.
    fn shape_of(index: u16) -> (Ground, TileShape) {
        FILES[usize::from(index / 8)].tiles[usize::from(index % 8)]
    }

    /// A layer's share of a tile at (s, t).
    fn layer_share(index: u16, dir: u8, s: f32, t: f32) -> f32 {
        let (u, v) = texel(dir, s, t);
        match shape_of(index).1 {
            TileShape::Full(_) => 1.0,
            TileShape::Edge(edge) => share(edge, (u * 127.99) as usize, (v * 127.99) as usize),
        }
    }

    #[test]
    fn shapes_are_complementary() {
        for row in 0..SIZE {
            for column in 0..SIZE {
                let half = share(Edge::Half, column, row) + share(Edge::Half, SIZE - 1 - column, SIZE - 1 - row);
                let corner = share(Edge::Corner, column, row) + share(Edge::Rest, column, row);
                assert!((half - 1.0).abs() < 1e-5 && (corner - 1.0).abs() < 1e-6, "{column} {row}: {half} {corner}");
            }
        }
    }

    #[test]
    fn all_shapes_fit_at_their_sides() {
        for i in 0..SIZE {
            let last = SIZE - 1;
            // From the covered corner upward: the western side of half and of corner; eastward: the southern side of
            // corner.
            let (half, corner, south) =
                (share(Edge::Half, 0, i), share(Edge::Corner, 0, i), share(Edge::Corner, last - i, last));
            assert!((half - corner).abs() < 0.02 && (corner - south).abs() < 0.02, "{i}: {half} {corner} {south}");
            assert!(share(Edge::Half, i, 0) < 0.02 && share(Edge::Half, i, last) > 0.98);
            assert!(share(Edge::Corner, i, 0) < 0.02 && share(Edge::Corner, last, i) < 0.02);
        }
    }

    #[test]
    fn the_border_is_frayed() {
        let crossings = (1..SIZE).map(|row| (share(Edge::Half, 64, row) - share(Edge::Half, 64, row - 1)) < 0.0);
        assert!(crossings.filter(|falls| *falls).count() > 5);
    }

    #[test]
    fn two_layers_add_up_and_lie_over_their_corners() {
        let pair = [Ground::Sand, Ground::Rock];
        for bits in 0..16 {
            let corners = [0, 1, 2, 3].map(|corner| pair[bits >> corner & 1]);
            if !drawable(corners) {
                continue;
            }
            for place in 0..20 {
                let tile = layers(corners, (place, 7), false);
                check_tile(corners, tile);
            }
        }
    }

    fn check_tile(corners: Corners, tile: PackedTile) {
        let shares = |s, t| {
            let first = layer_share(tile.tex1(), tile.dir1(), s, t);
            (
                first,
                if tile.tex2() == PackedTile::NO_TEXTURE { 0.0 } else { layer_share(tile.tex2(), tile.dir2(), s, t) },
            )
        };
        for i in 0..16 {
            for j in 0..16 {
                let (a, b) = shares((i as f32 * 8.0 + 0.5) / 128.0, (j as f32 * 8.0 + 3.5) / 128.0);
                assert!((a + b - 1.0).abs() < 1e-4, "{corners:?} {tile:?}: {a} + {b}");
            }
        }
        for (corner, (s, t)) in [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)].into_iter().enumerate() {
            let (a, _) = shares(s, t);
            let owner = if a > 0.5 { tile.tex1() } else { tile.tex2() };
            assert_eq!(shape_of(owner).0, corners[corner], "{corners:?} {tile:?} corner {corner}");
        }
    }
}
