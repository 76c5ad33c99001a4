//! Invisible walls as they are shown: they reach from far below the ground to the sky, of which a band along the ground
//! is enough.

use std::collections::HashSet;

use glam::{Vec2, Vec3};

/// Lower and upper edge of a band, in meters above the ground.
const BAND_M: [f32; 2] = [-1.0, 8.0];
/// Longest piece of a band in meters, so that it follows the ground.
const PIECE_M: f32 = 8.0;
/// Maximum number of pieces.
const MOST_PIECES: usize = 1 << 16;
/// Walls whose ends are nearer than this are one, in meters.
const SAME_M: f32 = 0.05;

/// Where walls stand: both ends seen from above, east and north, once for all triangles of a wall.
pub(super) fn wall_feet(walls: &[[Vec3; 3]]) -> Vec<[Vec2; 2]> {
    let mut known = HashSet::new();
    walls.iter().map(foot).filter(|ends| known.insert(key(*ends))).collect()
}

/// Triangles of the bands of walls, by where they stand. `ground_m` is the height of the ground at a place.
pub fn wall_bands(feet: &[[Vec2; 2]], ground_m: impl Fn(f32, f32) -> Option<f32>) -> Vec<[Vec3; 3]> {
    let mut bands = Vec::new();
    for [from, to] in feet.iter().copied() {
        let pieces = (from.distance(to) / PIECE_M).ceil().max(1.0);
        let ends = |piece: f32| {
            let place = from.lerp(to, piece / pieces);
            let ground = ground_m(place.x, place.y).unwrap_or_default();
            BAND_M.map(|above| Vec3::new(place.x, ground + above, place.y))
        };
        let left = MOST_PIECES.saturating_sub(bands.len() / 2);
        for piece in (0..pieces as usize).take(left) {
            let ([low_a, high_a], [low_b, high_b]) = (ends(piece as f32), ends((piece + 1) as f32));
            bands.extend([[low_a, high_a, high_b], [low_a, high_b, low_b]]);
        }
    }
    bands
}

/// Ends of a triangle's longest side seen from above: east and north.
fn foot(triangle: &[Vec3; 3]) -> [Vec2; 2] {
    let [a, b, c] = triangle.map(|corner| Vec2::new(corner.x, corner.z));
    let sides = [[a, b], [b, c], [c, a]];
    sides.into_iter().fold([a, b], |longest, side| {
        if side[0].distance_squared(side[1]) > longest[0].distance_squared(longest[1]) { side } else { longest }
    })
}

/// Equal for walls with the same ends.
fn key(ends: [Vec2; 2]) -> [[i64; 2]; 2] {
    let mut key = ends.map(|end| (end / SAME_M).round().to_array().map(|value| value as i64));
    key.sort_unstable();
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_is_one_band_that_follows_the_ground() {
        let [low, high] = [-5000.0, 5000.0];
        let (a, b) = (Vec2::new(10.0, 4.0), Vec2::new(26.0, 4.0));
        let corner = |at: Vec2, y| Vec3::new(at.x, y, at.y);
        let faces =
            [[corner(a, low), corner(a, high), corner(b, high)], [corner(a, low), corner(b, high), corner(b, low)]];
        let both: Vec<[Vec3; 3]> = faces.iter().copied().chain(faces.map(|[a, b, c]| [c, b, a])).collect();
        let feet = wall_feet(&both);
        assert_eq!(feet, [[a, b]]);
        let bands = wall_bands(&feet, |x, _| Some(x / 2.0));
        assert_eq!(bands.len(), 4, "two pieces of two triangles");
        let corners: Vec<Vec3> = bands.concat();
        assert!(corners.iter().all(|corner| corner.z == 4.0 && [-1.0, 8.0].contains(&(corner.y - corner.x / 2.0))));
        let east = corners.iter().map(|corner| corner.x);
        assert_eq!((east.clone().fold(f32::MAX, f32::min), east.fold(f32::MIN, f32::max)), (10.0, 26.0));
        assert!(wall_bands(&feet, |_, _| None).concat().iter().all(|corner| [-1.0, 8.0].contains(&corner.y)));
    }

    #[test]
    fn endless_walls_have_an_end() {
        let wall = |n: f32| [Vec3::ZERO, Vec3::new(1e5, 1e5, n), Vec3::new(0.0, 1e5, 0.0)];
        let walls: Vec<[Vec3; 3]> = (0..100).map(|n| wall(n as f32)).collect();
        assert_eq!(wall_bands(&wall_feet(&walls), |_, _| None).len(), MOST_PIECES * 2);
    }
}
