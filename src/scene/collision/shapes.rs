//! Geometry of single triangles: the part between two limits, distances from above, vertical lines and segments.

use glam::{DVec2, DVec3};

/// Three corners in meters.
pub type Triangle = [DVec3; 3];

/// A face that is steeper than this is a wall: the vertical part of its unit normal. 60 degrees.
const FLOOR_NORMAL_Y: f64 = 0.5;

/// A convex polygon: a triangle cut by up to two planes.
#[derive(Clone, Copy, Debug)]
pub struct Polygon {
    corners: [DVec3; 5],
    count: usize,
}

impl Polygon {
    /// The part of a triangle whose coordinate of an axis (0 to 2) is between two limits; may be empty.
    pub fn between(triangle: &Triangle, axis: usize, [low, high]: [f64; 2]) -> Polygon {
        let mut whole = Polygon { corners: [DVec3::ZERO; 5], count: 0 };
        triangle.iter().for_each(|corner| whole.push(*corner));
        whole.cut(|point| point[axis] - low).cut(|point| high - point[axis])
    }

    /// The part with positive values of a linear function.
    fn cut(&self, value: impl Fn(DVec3) -> f64) -> Polygon {
        let mut part = Polygon { corners: [DVec3::ZERO; 5], count: 0 };
        for (index, &to) in self.corners().iter().enumerate() {
            let from = self.corners()[(index + self.count - 1) % self.count];
            let (from_value, to_value) = (value(from), value(to));
            if (from_value < 0.0) != (to_value < 0.0) {
                part.push(from.lerp(to, from_value / (from_value - to_value)));
            }
            if to_value >= 0.0 {
                part.push(to);
            }
        }
        part
    }

    fn push(&mut self, corner: DVec3) {
        if let Some(place) = self.corners.get_mut(self.count) {
            *place = corner;
            self.count += 1;
        }
    }

    pub fn corners(&self) -> &[DVec3] {
        &self.corners[..self.count]
    }

    /// The vector from the nearest point of the polygon to a place, seen from above; zero inside it. None for an empty
    /// polygon.
    pub fn away_from(&self, place: DVec2) -> Option<DVec2> {
        let corner = |index: usize| flat(self.corners[index % self.count]);
        let edges = || (0..self.count).map(|index| (corner(index), corner(index + 1)));
        let sides = || edges().map(|(from, to)| (to - from).perp_dot(place - from));
        if self.count > 2 && (sides().all(|side| side > 0.0) || sides().all(|side| side < 0.0)) {
            return Some(DVec2::ZERO);
        }
        let away = edges().map(|(from, to)| place - nearest_on(from, to, place));
        away.min_by(|a, b| a.length_squared().total_cmp(&b.length_squared()))
    }
}

/// A point seen from above: east and north.
fn flat(point: DVec3) -> DVec2 {
    DVec2::new(point.x, point.z)
}

fn nearest_on(from: DVec2, to: DVec2, place: DVec2) -> DVec2 {
    let along = to - from;
    let length_squared = along.length_squared();
    let part = if length_squared > 0.0 { ((place - from).dot(along) / length_squared).clamp(0.0, 1.0) } else { 0.0 };
    from + along * part
}

/// Height of a triangle at a place, if it is there and not too steep to be a floor.
pub fn floor_at(&[a, b, c]: &Triangle, place: DVec2) -> Option<f64> {
    let normal = (b - a).cross(c - a);
    let steepness = normal.y.abs();
    if steepness < normal.length() * FLOOR_NORMAL_Y || steepness == 0.0 {
        return None;
    }
    // Twice the areas of the triangles between an edge and the place, as parts of the whole.
    let part = |from: DVec3, to: DVec3| -(flat(to) - flat(from)).perp_dot(place - flat(from)) / normal.y;
    let parts = [part(b, c), part(c, a), part(a, b)];
    let height_m = a.y * parts[0] + b.y * parts[1] + c.y * parts[2];
    // Places on the border between two triangles belong to both.
    parts.iter().all(|part| *part >= -1e-9).then_some(height_m)
}

/// Whether a segment crosses a triangle, from either side.
pub fn crosses(&[a, b, c]: &Triangle, from: DVec3, to: DVec3) -> bool {
    let (way, normal) = (to - from, (b - a).cross(c - a));
    let slope = way.dot(normal);
    let at = (a - from).dot(normal) / slope;
    if !(0.0..=1.0).contains(&at) {
        return false;
    }
    let point = from + way * at;
    [(a, b), (b, c), (c, a)].into_iter().all(|(from, to)| (to - from).cross(point - from).dot(normal) >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLANTED: Triangle = [DVec3::new(0.0, 0.0, 0.0), DVec3::new(4.0, 0.0, 0.0), DVec3::new(0.0, 3.0, 4.0)];

    #[test]
    fn a_triangle_is_cut_at_both_limits() {
        let part = Polygon::between(&SLANTED, 1, [0.75, 1.5]);
        let heights: Vec<f64> = part.corners().iter().map(|corner| corner.y).collect();
        assert_eq!(heights.len(), 4, "{part:?}");
        assert!(heights.iter().all(|height| (0.75..=1.5).contains(height)), "{heights:?}");
        assert!(Polygon::between(&SLANTED, 1, [3.5, 4.0]).corners().is_empty());
        assert_eq!(Polygon::between(&SLANTED, 1, [-1.0, 9.0]).corners(), SLANTED);
    }

    #[test]
    fn the_way_to_a_polygon_is_the_shortest_one() {
        let whole = Polygon::between(&SLANTED, 1, [-1.0, 9.0]);
        assert_eq!(whole.away_from(DVec2::new(1.0, 1.0)), Some(DVec2::ZERO));
        assert_eq!(whole.away_from(DVec2::new(1.0, -2.0)), Some(DVec2::new(0.0, -2.0)));
        assert_eq!(whole.away_from(DVec2::new(7.0, -4.0)), Some(DVec2::new(3.0, -4.0)), "from a corner");
        let upright = [DVec3::ZERO, DVec3::new(4.0, 0.0, 0.0), DVec3::new(4.0, 2.0, 0.0)];
        let upright = Polygon::between(&upright, 1, [0.5, 9.0]);
        assert_eq!(upright.away_from(DVec2::new(3.0, 0.5)), Some(DVec2::new(0.0, 0.5)));
        assert_eq!(upright.away_from(DVec2::new(9.0, 0.0)), Some(DVec2::new(5.0, 0.0)), "in line with it");
        assert_eq!(Polygon::between(&SLANTED, 1, [5.0, 6.0]).away_from(DVec2::ZERO), None);
    }

    #[test]
    fn floors_are_found_and_walls_are_none() {
        assert!((floor_at(&SLANTED, DVec2::new(1.0, 2.0)).unwrap() - 1.5).abs() < 1e-12);
        let [a, b, c] = SLANTED;
        assert!((floor_at(&[c, b, a], DVec2::new(1.0, 2.0)).unwrap() - 1.5).abs() < 1e-12, "either side up");
        assert_eq!(floor_at(&SLANTED, DVec2::new(3.0, 3.0)), None, "beside it");
        assert!(floor_at(&SLANTED, DVec2::new(2.0, 2.0)).is_some(), "on its edge");
        assert_eq!(floor_at(&[a, b, DVec3::new(0.0, 8.0, 4.0)], DVec2::new(1.0, 1.0)), None, "too steep");
        assert_eq!(floor_at(&[a, a, a], DVec2::ZERO), None);
    }

    #[test]
    fn segments_cross_from_either_side() {
        let (above, below) = (DVec3::new(1.0, 5.0, 1.0), DVec3::new(1.0, -5.0, 1.0));
        assert!(crosses(&SLANTED, above, below) && crosses(&SLANTED, below, above));
        assert!(!crosses(&SLANTED, above, DVec3::new(1.0, 1.0, 1.0)), "it ends before");
        assert!(!crosses(&SLANTED, above + 4.0, below + 4.0), "beside it");
        assert!(!crosses(&[above, above, above], above, below));
    }
}
