//! Walkable terrain: the client's slope limit.
//!
//! Source: "Where a player can walk" of the format's description. The client refuses a step when the horizontal part of
//! the unit normal of the triangle underfoot is longer than [`MAX_INCLINE`] and the step does not lead down it. Near the
//! map's edge the normal counts as straight up.

use crate::scene::space::{TILE_M, splits_along_sw_ne};
use crate::scene::terrain::heights::Heights;
use glam::Vec2;

/// Longest horizontal part of the unit normal that can be climbed: 40 degrees. (`terrain.wgsl` uses it as well.)
pub const MAX_INCLINE: f32 = 0.643;
/// Distance in meters from the edge of the map within which every slope can be climbed.
pub const FREE_EDGE_M: f32 = 10.0;

/// Horizontal part (x, z) of the unit normal at a place in meters, as used for walking: it points down the slope. None
/// outside the map.
pub fn incline(heights: &Heights, x_m: f32, z_m: f32) -> Option<Vec2> {
    let [east, north] = heights.gradient(x_m, z_m)?;
    let extent_m = (heights.side() - 1) as f32 * TILE_M;
    let edge_m = x_m.min(z_m).min(extent_m - x_m).min(extent_m - z_m);
    if edge_m < FREE_EDGE_M {
        return Some(Vec2::ZERO);
    }
    Some(Vec2::new(-east, -north) / (1.0 + east * east + north * north).sqrt())
}

/// Whether a step is refused on terrain with this incline.
pub fn is_refused(incline: Vec2, step: Vec2) -> bool {
    incline.length() > MAX_INCLINE && step.dot(incline) <= 0.0
}

/// Whether one of the two triangles of a tile is too steep to climb.
pub fn is_tile_too_steep(heights: &Heights, x: u32, z: u32) -> bool {
    // A place within each triangle.
    let places = if splits_along_sw_ne(x, z) { [[0.25, 0.75], [0.75, 0.25]] } else { [[0.25, 0.25], [0.75, 0.75]] };
    let at = |tile: u32, part: f32| (tile as f32 + part) * TILE_M;
    let inclines = places.map(|[u, v]| incline(heights, at(x, u), at(z, v)));
    inclines.into_iter().flatten().any(|incline| incline.length() > MAX_INCLINE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};

    /// Terrain that rises eastward by `by` meters per meter.
    fn rising(by: f32) -> Vec<MapRecord> {
        let at = |i: u32| MapRecord::new((i / 17) as f32 * 4.0 * by, PackedTile::default());
        (0..17 * 17).map(at).collect()
    }

    #[test]
    fn the_limit_is_forty_degrees_and_downhill_is_free() {
        for (degrees, free) in [(10.0_f32, true), (39.9, true), (40.2, false), (80.0, false)] {
            let records = rising(degrees.to_radians().tan());
            let heights = Heights::new(&records, 17).unwrap();
            let incline = incline(&heights, 30.0, 30.0).unwrap();
            assert!((incline.length() - degrees.to_radians().sin()).abs() < 1e-3 && incline.x < 0.0, "{incline}");
            assert_eq!(is_refused(incline, Vec2::X), !free, "{degrees} degrees up");
            assert_eq!(is_refused(incline, Vec2::Y), !free, "and along it");
            assert!(!is_refused(incline, Vec2::NEG_X), "but not down");
        }
    }

    #[test]
    fn a_tile_is_too_steep_if_one_of_its_triangles_is() {
        let mut records = rising(0.0);
        // One corner of four tiles is raised by 10 m: 68 degrees.
        records[8 * 17 + 8] = MapRecord::new(10.0, PackedTile::default());
        let heights = Heights::new(&records, 17).unwrap();
        let steep: Vec<[u32; 2]> =
            (0..256).map(|i| [i / 16, i % 16]).filter(|[x, z]| is_tile_too_steep(&heights, *x, *z)).collect();
        assert_eq!(steep, [[7, 7], [7, 8], [8, 7], [8, 8]]);
        let edge = rising(5.0);
        let heights = Heights::new(&edge, 17).unwrap();
        assert!(!is_tile_too_steep(&heights, 0, 8) && is_tile_too_steep(&heights, 8, 8), "but at the edge");
    }

    #[test]
    fn near_the_edge_everything_is_level_and_beyond_there_is_nothing() {
        let records = rising(5.0);
        let heights = Heights::new(&records, 17).unwrap();
        assert_eq!(incline(&heights, 9.9, 30.0), Some(Vec2::ZERO));
        assert_eq!(incline(&heights, 30.0, 54.1), Some(Vec2::ZERO));
        assert!(incline(&heights, 10.1, 30.0).unwrap().length() > 0.9);
        assert_eq!(incline(&heights, -0.1, 30.0), None);
        assert_eq!(incline(&heights, f32::NAN, 30.0), None);
    }
}
