//! Whether a place is within bodies: touched by a wall, or inside a closed body.

use glam::{DVec2, DVec3};

use super::TriangleGrid;
use super::shapes::{Polygon, Triangle, crosses};

/// How far away the walls of a closed body may be, in meters.
const FAR_M: f64 = 60.0;
/// Directions in which walls are looked for. None is that of an axis, along which many walls run.
const DIRECTIONS: usize = 8;
/// Turn of the first direction, in radians.
const TURN: f64 = 0.3;

impl TriangleGrid {
    /// Whether a face is within a distance of a place, seen from above, between two heights.
    pub fn touches(&self, place: DVec2, distance_m: f64, heights_m: [f64; 2]) -> bool {
        let away = |face: Triangle| Polygon::between(&face, 1, heights_m).away_from(place);
        self.near(place, distance_m).filter_map(away).any(|away| away.length() < distance_m)
    }

    /// Whether a point is inside a closed body: in every direction an odd number of faces is crossed. The body may be open
    /// below.
    pub fn encloses(&self, point: DVec3) -> bool {
        let directions = (0..DIRECTIONS).map(|step| TURN + step as f64 * std::f64::consts::TAU / DIRECTIONS as f64);
        let mut sides = directions.map(|turn| DVec3::new(turn.sin(), 0.0, turn.cos()));
        !self.is_empty() && sides.all(|side| self.crossings(point, point + side * FAR_M) % 2 == 1)
    }

    /// Number of faces that a segment crosses.
    fn crossings(&self, from: DVec3, to: DVec3) -> usize {
        let key = |face: Triangle| face.map(|corner| corner.to_array().map(f64::to_bits));
        let mut crossed: Vec<_> = self.along(from, to).filter(|face| crosses(face, from, to)).map(key).collect();
        crossed.sort_unstable();
        crossed.dedup();
        crossed.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sides and top of a box, as the demo zone's bodies have them.
    fn block(low: [f32; 3], high: [f32; 3]) -> Vec<[[f32; 3]; 3]> {
        const SIDES: [[usize; 4]; 5] = [[0, 2, 3, 1], [1, 3, 7, 5], [5, 7, 6, 4], [4, 6, 2, 0], [2, 6, 7, 3]];
        let corner = |i: usize| [0, 1, 2].map(|axis: usize| if i >> axis & 1 == 0 { low[axis] } else { high[axis] });
        let faces = SIDES.map(|side| side.map(corner));
        faces.into_iter().flat_map(|[a, b, c, d]| [[a, b, c], [a, c, d]]).collect()
    }

    #[test]
    fn a_point_inside_a_closed_body_is_enclosed() {
        let grid = TriangleGrid::new(block([20.0, 0.0, 20.0], [30.0, 8.0, 44.0]), 128.0);
        assert!(grid.encloses(DVec3::new(25.0, 1.0, 32.0)) && grid.encloses(DVec3::new(20.5, 7.0, 43.0)));
        assert!(!grid.encloses(DVec3::new(19.0, 1.0, 32.0)), "beside it");
        assert!(!grid.encloses(DVec3::new(25.0, 9.0, 32.0)), "above it");
        assert!(!TriangleGrid::default().encloses(DVec3::ZERO));
    }

    #[test]
    fn a_room_with_walls_of_two_faces_is_not_closed() {
        let walls = [block([20.0, 0.0, 20.0], [30.0, 8.0, 44.0]), block([21.0, 0.0, 21.0], [29.0, 7.0, 43.0])];
        let grid = TriangleGrid::new(walls.concat(), 128.0);
        assert!(!grid.encloses(DVec3::new(25.0, 1.0, 32.0)) && grid.encloses(DVec3::new(20.5, 1.0, 32.0)));
    }

    #[test]
    fn walls_are_touched_where_they_are_near_and_as_high() {
        let grid = TriangleGrid::new(block([20.0, 2.0, 20.0], [30.0, 8.0, 44.0]), 128.0);
        assert!(grid.touches(DVec2::new(19.8, 30.0), 0.3, [1.0, 2.5]));
        assert!(
            !grid.touches(DVec2::new(19.6, 30.0), 0.3, [1.0, 2.5])
                && !grid.touches(DVec2::new(19.8, 30.0), 0.3, [0.5, 1.8])
        );
    }
}
