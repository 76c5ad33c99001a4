//! Terrain heights as drawn: sanitized, interpolated, with normals.
//!
//! A file may hold any float as a height. Values that cannot be drawn (NaN, infinities, anything beyond [`LIMIT_M`])
//! count as 0 here; `formats::gtd` keeps the raw value and `check` reports it.

use crate::formats::gtd::MapRecord;
use crate::scene::space::{TILE_M, splits_along_sw_ne};
use glam::Vec3;

/// Heights beyond this many meters are treated as damage: real zones stay within 500 m.
pub const LIMIT_M: f32 = 100_000.0;

/// A view of a zone's height grid.
#[derive(Clone, Copy)]
pub struct Heights<'a> {
    records: &'a [MapRecord],
    side: u32,
}

impl<'a> Heights<'a> {
    /// A grid of `side` x `side` vertices, x outer. None where the number of records differs.
    pub fn new(records: &'a [MapRecord], side: u32) -> Option<Heights<'a>> {
        let count = (side as usize).checked_mul(side as usize)?;
        (side >= 2 && records.len() == count).then_some(Heights { records, side })
    }

    /// Vertices on a side.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// Height in meters of the vertex (x, z); indices beyond the grid are clamped to its edge.
    #[inline]
    pub fn at(&self, x: u32, z: u32) -> f32 {
        let last = self.side - 1;
        drawn(self.records[(x.min(last) * self.side + z.min(last)) as usize].height_m())
    }

    /// Heights in meters of `COUNT` vertices from (x, z) northward, every `step`-th one; all of them must lie within
    /// the grid.
    #[inline]
    pub fn samples<const COUNT: usize>(&self, x: u32, z: u32, step: u32) -> [f32; COUNT] {
        let from = &self.records[x as usize * self.side as usize + z as usize..];
        match from.first_chunk::<COUNT>() {
            // contiguous records: the known length lets the compiler vectorize
            Some(run) if step == 1 => run.map(|record| drawn(record.height_m())),
            _ => std::array::from_fn(|i| drawn(from[i * step as usize].height_m())),
        }
    }

    /// Height in meters of the drawn triangles at a place in meters; none outside the map.
    pub fn interpolate(&self, x_m: f32, z_m: f32) -> Option<f32> {
        let (fx, fz) = (x_m / TILE_M, z_m / TILE_M);
        let last = (self.side - 1) as f32;
        if !(fx >= 0.0 && fz >= 0.0 && fx <= last && fz <= last) {
            return None;
        }
        let x = (fx as u32).min(self.side - 2);
        let z = (fz as u32).min(self.side - 2);
        let (u, v) = (fx - x as f32, fz - z as f32);
        let (a, b) = (self.at(x, z), self.at(x + 1, z));
        let (c, d) = (self.at(x, z + 1), self.at(x + 1, z + 1));
        Some(quad_height([a, b, c, d], u, v, splits_along_sw_ne(x, z)))
    }

    /// Gradient of the drawn triangle at a place in meters, in meters per meter eastward and northward; none outside
    /// the map.
    pub fn gradient(&self, x_m: f32, z_m: f32) -> Option<[f32; 2]> {
        self.interpolate(x_m, z_m)?;
        let last = self.side - 2;
        let (x, z) = (((x_m / TILE_M) as u32).min(last), ((z_m / TILE_M) as u32).min(last));
        let (u, v) = (x_m / TILE_M - x as f32, z_m / TILE_M - z as f32);
        let (a, b) = (self.at(x, z), self.at(x + 1, z));
        let (c, d) = (self.at(x, z + 1), self.at(x + 1, z + 1));
        let (east, north) = match splits_along_sw_ne(x, z) {
            true if v >= u => (d - c, c - a),
            true => (b - a, d - b),
            false if u + v <= 1.0 => (b - a, c - a),
            false => (d - c, d - b),
        };
        Some([east / TILE_M, north / TILE_M])
    }

    /// Upward unit normal at a vertex, by central differences.
    pub fn normal(&self, x: u32, z: u32) -> Vec3 {
        let east = self.at(x + 1, z) - self.at(x.saturating_sub(1), z);
        let north = self.at(x, z + 1) - self.at(x, z.saturating_sub(1));
        Vec3::new(-east, 2.0 * TILE_M, -north).normalize()
    }
}

/// A stored height in meters, or 0 where it cannot be drawn.
#[inline]
fn drawn(raw: f32) -> f32 {
    if raw.abs() <= LIMIT_M { raw } else { 0.0 }
}

/// Height inside a quad with corners south-west, south-east, north-west, north-east at (u, v) in 0..=1, u east, v north.
pub fn quad_height([a, b, c, d]: [f32; 4], u: f32, v: f32, along_sw_ne: bool) -> f32 {
    if along_sw_ne {
        if v >= u { a + (d - c) * u + (c - a) * v } else { a + (b - a) * u + (d - b) * v }
    } else if u + v <= 1.0 {
        a + (b - a) * u + (c - a) * v
    } else {
        d + (c - d) * (1.0 - u) + (b - d) * (1.0 - v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::PackedTile;

    fn grid(heights: &[f32]) -> Vec<MapRecord> {
        heights.iter().map(|&h| MapRecord::new(h, PackedTile::default())).collect()
    }

    #[test]
    fn quads_follow_their_diagonal() {
        // only the north-east corner is raised: a sw-ne split lifts the middle of the diagonal, the other does not
        assert_eq!(quad_height([0.0, 0.0, 0.0, 2.0], 0.5, 0.5, true), 1.0);
        assert_eq!(quad_height([0.0, 0.0, 0.0, 2.0], 0.5, 0.5, false), 0.0);
        for split in [true, false] {
            for (corner, (u, v)) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].into_iter().enumerate() {
                assert_eq!(quad_height([1.0, 2.0, 3.0, 4.0], u, v, split), corner as f32 + 1.0);
            }
        }
    }

    #[test]
    fn interpolation_hits_the_vertices_and_ends_at_the_border() {
        let records = grid(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        let heights = Heights::new(&records, 3).unwrap();
        for x in 0..3 {
            for z in 0..3 {
                assert_eq!(heights.interpolate(x as f32 * 4.0, z as f32 * 4.0), Some(heights.at(x, z)));
            }
        }
        assert_eq!(heights.interpolate(-0.1, 0.0), None);
        assert_eq!(heights.interpolate(8.1, 0.0), None);
        assert_eq!(heights.interpolate(f32::NAN, 0.0), None);
    }

    #[test]
    fn undrawable_heights_count_as_zero() {
        let records = grid(&[f32::NAN, f32::INFINITY, -1e9, 5.0]);
        let heights = Heights::new(&records, 2).unwrap();
        assert_eq!([heights.at(0, 0), heights.at(0, 1), heights.at(1, 0), heights.at(1, 1)], [0.0, 0.0, 0.0, 5.0]);
    }
}
