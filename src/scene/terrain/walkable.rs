//! Walkable terrain: the client's slope limit.
//!
//! Source: "Where a player can walk" of the format's description. The client refuses a step when the horizontal part of
//! the unit normal of the triangle underfoot is longer than [`MAX_INCLINE`] and the step does not lead down it. Near the
//! map's edge the normal counts as straight up.

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
    let extent_m = (heights.side() - 1) as f32 * crate::scene::space::TILE_M;
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
