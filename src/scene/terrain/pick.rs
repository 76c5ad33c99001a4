//! Ray picking against the full-detail triangles, exact at any distance.
//!
//! The ray is followed tile by tile. Over a tile the terrain is two triangles, so on each side of the tile's diagonal
//! the height of the ray above the terrain is linear, and a change of sign is a hit. Neighboring tiles share the
//! heights of their border, so no ray slips through between them. Squares of the detail quadtree that the ray passes
//! entirely above or below are skipped in one step. Double precision.

use glam::DVec3;

use crate::scene::space::{PATCH_TILES, TILE_M, TileId, splits_along_sw_ne};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::nodes::{NodeId, NodeTree};

/// Intersection of a ray with the terrain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// World position in meters.
    pub position: DVec3,
    /// The tile that was hit.
    pub tile: TileId,
    /// Distance from the ray's origin in meters.
    pub distance_m: f64,
}

/// The first intersection of the ray with the terrain, from above or below. `direction` is a unit vector. The cost
/// depends on the detail near the ray, not on its length.
pub fn pick(ground: &Terrain, origin: DVec3, direction: DVec3) -> Option<Hit> {
    pick_on(&ground.heights(), Some(ground.tree()), origin, direction)
}

/// As [`pick`], on heights alone or with the bounds of quadtree nodes.
fn pick_on(heights: &Heights, tree: Option<&NodeTree>, origin: DVec3, direction: DVec3) -> Option<Hit> {
    let walk = TerrainWalk { heights, tree, origin, direction, tiles: heights.side().saturating_sub(1) };
    let distance_m = if direction.x == 0.0 && direction.z == 0.0 { walk.straight() } else { walk.across() };
    let (distance_m, tile) = distance_m?;
    Some(Hit { position: origin + direction * distance_m, tile, distance_m })
}

struct TerrainWalk<'a> {
    heights: &'a Heights<'a>,
    tree: Option<&'a NodeTree>,
    origin: DVec3,
    direction: DVec3,
    tiles: u32,
}

/// Tiles along a patch's side, as a power of two.
const PATCH_SHIFT: u8 = PATCH_TILES.ilog2() as u8;
/// Clearance in meters above or below a square at which it is skipped: larger than rounding errors.
const CLEAR_M: f64 = 0.01;
/// Side of a tile in meters.
const SIDE_M: f64 = TILE_M as f64;

impl TerrainWalk<'_> {
    /// Vertical rays meet the terrain in a single place.
    fn straight(&self) -> Option<(f64, TileId)> {
        let tile = self.tile_at(self.origin)?;
        let distance = (self.ground_m(tile, self.origin) - self.origin.y) / self.direction.y;
        (distance >= 0.0).then_some((distance, tile))
    }

    /// Follows the ray over its tiles.
    fn across(&self) -> Option<(f64, TileId)> {
        let (enter, leave) = self.span()?;
        let mut at = enter;
        let mut tile = self.tile_at(self.origin + self.direction * at)?;
        // Maximum number of steps of a straight line: ensures that the loop ends on any input.
        for _ in 0..=2 * self.tiles + 2 {
            let leap = self.leap(tile, at, leave);
            let (exit, next) = leap.unwrap_or_else(|| self.exit(tile, 0));
            let end = exit.min(leave).max(at);
            if leap.is_none()
                && let Some(distance) = self.meet(tile, at, end)
            {
                return Some((distance, tile));
            }
            if end >= leave {
                return None;
            }
            at = end;
            tile = next?;
        }
        None
    }

    /// Distances at which the ray enters and leaves the zone.
    fn span(&self) -> Option<(f64, f64)> {
        let extent = f64::from(self.tiles) * SIDE_M;
        let (mut enter, mut leave) = (0.0_f64, f64::INFINITY);
        for (origin, direction) in [(self.origin.x, self.direction.x), (self.origin.z, self.direction.z)] {
            if direction == 0.0 {
                if !(0.0..=extent).contains(&origin) {
                    return None;
                }
                continue;
            }
            let (a, b) = (-origin / direction, (extent - origin) / direction);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        (enter <= leave).then_some((enter, leave))
    }

    /// The tile under a place; places outside the zone by a rounding error are clamped.
    fn tile_at(&self, place: DVec3) -> Option<TileId> {
        let last = self.tiles.checked_sub(1)?;
        let index = |meters: f64| {
            let index = meters / SIDE_M;
            (-1e-6..=f64::from(self.tiles) + 1e-6).contains(&index).then(|| (index.max(0.0) as u32).min(last))
        };
        Some(TileId { x: index(place.x)?, z: index(place.z)? })
    }

    /// The exit of the largest quadtree square around a tile that the ray clears, if any.
    fn leap(&self, tile: TileId, at: f64, leave: f64) -> Option<(f64, Option<TileId>)> {
        let tree = self.tree?;
        (0..=tree.root().level).rev().find_map(|level| {
            let shift = level + PATCH_SHIFT;
            let (exit, next) = self.exit(tile, shift);
            let id = NodeId { level, x: (tile.x >> shift) as u16, z: (tile.z >> shift) as u16 };
            let shape = tree.shape(id);
            let [from, to] = [at, exit.min(leave)].map(|distance| self.origin.y + self.direction.y * distance);
            let above = from.min(to) > f64::from(shape.max_m) + CLEAR_M;
            let below = from.max(to) < f64::from(shape.min_m) - CLEAR_M;
            (above || below).then_some((exit, next))
        })
    }

    /// The distance at which the ray leaves the square of 2^`shift` tiles a side around a tile, and the next tile, if
    /// it is in the zone.
    fn exit(&self, tile: TileId, shift: u8) -> (f64, Option<TileId>) {
        // first and last tile of the square on an axis
        let square = |index: u32| (index >> shift << shift, (index >> shift << shift) + (1 << shift) - 1);
        let side = |index: u32, origin: f64, direction: f64| match direction {
            d if d > 0.0 => (f64::from(square(index).1 + 1) * SIDE_M - origin) / d,
            d if d < 0.0 => (f64::from(square(index).0) * SIDE_M - origin) / d,
            _ => f64::INFINITY,
        };
        let step = |index: u32, direction: f64| {
            let (first, last) = square(index);
            let next = if direction > 0.0 { last.checked_add(1) } else { first.checked_sub(1) };
            next.filter(|&next| next < self.tiles)
        };
        // the adjacent tile, clamped to the square against rounding
        let beside = |index: u32, origin: f64, direction: f64, distance: f64| {
            let (first, last) = square(index);
            (((origin + direction * distance) / SIDE_M).max(0.0) as u32).clamp(first, last)
        };
        let (o, d) = (self.origin, self.direction);
        let across_x = side(tile.x, o.x, d.x);
        let across_z = side(tile.z, o.z, d.z);
        if across_x <= across_z {
            let z = beside(tile.z, o.z, d.z, across_x);
            (across_x, step(tile.x, d.x).map(|x| TileId { x, z }))
        } else {
            let x = beside(tile.x, o.x, d.x, across_z);
            (across_z, step(tile.z, d.z).map(|z| TileId { x, z }))
        }
    }

    /// The first distance in a range, all over the tile, at which the ray meets its triangles.
    fn meet(&self, tile: TileId, from: f64, to: f64) -> Option<f64> {
        let above = |distance: f64| {
            let place = self.origin + self.direction * distance;
            place.y - self.ground_m(tile, place)
        };
        let meet = |from: f64, to: f64| {
            let (a, b) = (above(from), above(to));
            if a == 0.0 {
                return Some(from);
            }
            ((a > 0.0) != (b > 0.0)).then(|| from + (to - from) * (a / (a - b)))
        };
        match self.diagonal(tile).filter(|&d| d > from && d < to) {
            Some(middle) => meet(from, middle).or_else(|| meet(middle, to)),
            None => meet(from, to),
        }
    }

    /// The distance at which the ray crosses the tile's diagonal, if any.
    fn diagonal(&self, tile: TileId) -> Option<f64> {
        let (u, v) = Self::within(tile, self.origin);
        let (du, dv) = (self.direction.x / SIDE_M, self.direction.z / SIDE_M);
        // South-west to north-east is u = v, the other diagonal is u + v = 1.
        let (off, speed) = if splits_along_sw_ne(tile.x, tile.z) { (u - v, du - dv) } else { (u + v - 1.0, du + dv) };
        (speed != 0.0).then(|| -off / speed)
    }

    /// Coordinates within the tile: 0 to 1 eastward and northward.
    fn within(tile: TileId, place: DVec3) -> (f64, f64) {
        (place.x / SIDE_M - f64::from(tile.x), place.z / SIDE_M - f64::from(tile.z))
    }

    /// Height of the tile's triangles at a place over the tile (except for rounding).
    fn ground_m(&self, tile: TileId, place: DVec3) -> f64 {
        let (u, v) = Self::within(tile, place);
        let at = |dx, dz| f64::from(self.heights.at(tile.x + dx, tile.z + dz));
        let (a, b, c, d) = (at(0, 0), at(1, 0), at(0, 1), at(1, 1));
        match splits_along_sw_ne(tile.x, tile.z) {
            true if u >= v => a + (b - a) * u + (d - b) * v,
            true => a + (d - c) * u + (c - a) * v,
            false if u + v <= 1.0 => a + (b - a) * u + (c - a) * v,
            false => d + (c - d) * (1.0 - u) + (b - d) * (1.0 - v),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use proptest::prelude::*;

    const SIDE: u32 = 17;

    /// Rough terrain: every vertex its own height, a tenth as high in the east.
    fn records(seed: u32) -> Vec<MapRecord> {
        (0..SIDE * SIDE)
            .map(|i| {
                let mixed = (i ^ seed).wrapping_mul(2_654_435_761) >> 16;
                let scale = if i / SIDE > 8 { 1000.0 } else { 100.0 };
                MapRecord::new((mixed % 1000) as f32 / scale, PackedTile::default())
            })
            .collect()
    }

    /// The reference: the ray against every triangle of the zone.
    fn by_brute_force(heights: &Heights, origin: DVec3, direction: DVec3) -> Option<f64> {
        let vertex =
            |x: u32, z: u32| DVec3::new(f64::from(x) * SIDE_M, f64::from(heights.at(x, z)), f64::from(z) * SIDE_M);
        let mut nearest: Option<f64> = None;
        for x in 0..SIDE - 1 {
            for z in 0..SIDE - 1 {
                let (a, b) = (vertex(x, z), vertex(x + 1, z));
                let (c, d) = (vertex(x, z + 1), vertex(x + 1, z + 1));
                let triangles = if (x + z).is_multiple_of(2) { [[a, c, d], [a, d, b]] } else { [[c, d, b], [c, b, a]] };
                for [p, q, r] in triangles {
                    let hit = cross_triangle(origin, direction, p, q, r);
                    nearest = [nearest, hit].into_iter().flatten().reduce(f64::min);
                }
            }
        }
        nearest
    }

    fn cross_triangle(origin: DVec3, direction: DVec3, p: DVec3, q: DVec3, r: DVec3) -> Option<f64> {
        let (e1, e2) = (q - p, r - p);
        let h = direction.cross(e2);
        let det = e1.dot(h);
        let s = origin - p;
        let u = s.dot(h) / det;
        let n = s.cross(e1);
        let (v, t) = (direction.dot(n) / det, e2.dot(n) / det);
        (u >= 0.0 && v >= 0.0 && u + v <= 1.0 && t >= 0.0).then_some(t)
    }

    proptest! {
        #[test]
        fn agrees_with_every_triangle(
            seed in 0_u32..8,
            origin in (-40.0..100.0_f64, -20.0..60.0_f64, -40.0..100.0_f64),
            target in (0.5..63.5_f64, 0.0..10.0_f64, 0.5..63.5_f64),
        ) {
            let records = records(seed);
            let heights = Heights::new(&records, SIDE).unwrap();
        let tree = NodeTree::new(heights);
            let origin = DVec3::from(origin);
            let Some(direction) = (DVec3::from(target) - origin).try_normalize() else { return Ok(()) };
            let expected = by_brute_force(&heights, origin, direction);
            let found = pick_on(&heights, Some(&tree), origin, direction);
            prop_assert_eq!(found.map(|hit| hit.tile), pick_on(&heights, None, origin, direction).map(|hit| hit.tile));
            match (expected, found) {
                (None, None) => {}
                (Some(distance), Some(hit)) => {
                    prop_assert!((hit.distance_m - distance).abs() < 1e-6, "{} for {distance}", hit.distance_m);
                    let tile = [hit.position.x, hit.position.z].map(|m| m / SIDE_M);
                    prop_assert!((tile[0] - f64::from(hit.tile.x) - 0.5).abs() < 0.5001);
                    prop_assert!((tile[1] - f64::from(hit.tile.z) - 0.5).abs() < 0.5001);
                }
                other => prop_assert!(false, "{other:?} from {origin} along {direction}"),
            }
        }
    }

    #[test]
    fn rays_along_borders_and_straight_down_meet_the_ground() {
        let records = records(3);
        let heights = Heights::new(&records, SIDE).unwrap();
        let tree = NodeTree::new(heights);
        for x in 0..=16 {
            let x_m = f64::from(x) * SIDE_M;
            let down =
                pick_on(&heights, Some(&tree), DVec3::new(x_m, 50.0, 20.0), DVec3::NEG_Y).expect("over the zone");
            assert!((down.position.y - f64::from(heights.at(x, 5))).abs() < 1e-9);
            let along = DVec3::new(0.0, -0.5, 1.0).normalize();
            let hit =
                pick_on(&heights, Some(&tree), DVec3::new(x_m, 12.0, -2.0), along).expect("along a line of vertices");
            assert!((hit.position.x - x_m).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_is_met_in_the_sky_or_beside_the_zone() {
        let records = records(0);
        let heights = Heights::new(&records, SIDE).unwrap();
        let tree = NodeTree::new(heights);
        assert_eq!(pick_on(&heights, Some(&tree), DVec3::new(30.0, 50.0, 30.0), DVec3::Y), None);
        assert_eq!(pick_on(&heights, Some(&tree), DVec3::new(30.0, 50.0, 30.0), DVec3::X), None);
        assert_eq!(pick_on(&heights, Some(&tree), DVec3::new(-5.0, 50.0, 30.0), DVec3::NEG_Y), None);
        assert_eq!(pick_on(&heights, Some(&tree), DVec3::new(-5.0, 5.0, 30.0), DVec3::NEG_X), None);
        assert_eq!(pick_on(&heights, Some(&tree), DVec3::new(f64::NAN, 5.0, 30.0), DVec3::X), None);
    }

    #[test]
    fn is_exact_two_kilometers_away() {
        let side = 513;
        let flat: Vec<MapRecord> = vec![MapRecord::new(7.0, PackedTile::default()); side * side];
        let heights = Heights::new(&flat, side as u32).unwrap();
        let tree = NodeTree::new(heights);
        let (origin, target) = (DVec3::new(10.0, 90.0, 10.0), DVec3::new(1450.3, 7.0, 1500.9));
        let hit = pick_on(&heights, Some(&tree), origin, (target - origin).normalize()).unwrap();
        assert!((hit.position - target).length() < 1e-6, "{}", hit.position);
        assert_eq!(hit.tile, TileId { x: 362, z: 375 });
    }
}
