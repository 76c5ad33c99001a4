//! Small objects that are left out where only a share of them is drawn: always the same ones.

use glam::Vec3;

use super::Bounds;
use super::pose::random;

/// Objects of this extent in any direction are large: they are always drawn. Meters.
const LARGE_M: f32 = 5.0;
/// Tells the choice of objects apart from other random numbers of theirs.
const SALT: u32 = 0x5eed;

/// For each of `count` objects the smallest share of small objects with which it is drawn: 0 for large objects, above 0
/// to 1 for small ones. `parts` are the number of the object, and middle and radius in meters of a sphere, of each part.
pub fn smallest_shares(count: usize, parts: impl IntoIterator<Item = (usize, Vec3, f32)>) -> Vec<f32> {
    let mut bounds: Vec<Option<Bounds>> = vec![None; count];
    for (object, center, radius_m) in parts {
        let part = Bounds { min: center - radius_m, max: center + radius_m };
        if let Some(bounds) = bounds.get_mut(object) {
            *bounds = Some(bounds.map_or(part, |bounds| bounds.union(part)));
        }
    }
    let share = |(object, bounds): (usize, Option<Bounds>)| match bounds {
        Some(bounds) if (bounds.max - bounds.min).max_element() < LARGE_M => {
            random(object as u32, SALT).max(f32::EPSILON)
        }
        _ => 0.0,
    };
    bounds.into_iter().enumerate().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_objects_are_drawn_by_their_share_and_large_ones_always() {
        let small = (0..1000).map(|object| (object, Vec3::splat(object as f32), 1.0));
        let large = [(1000, Vec3::ZERO, 1.0), (1000, Vec3::X * 4.0, 1.0), (1001, Vec3::ZERO, 3.0)];
        let shares = smallest_shares(1003, small.chain(large));
        let drawn = |density: f32| shares[..1000].iter().filter(|share| **share <= density).count();
        assert_eq!([drawn(0.0), drawn(1.0)], [0, 1000]);
        for percent in [10, 50, 90] {
            let drawn = drawn(percent as f32 / 100.0);
            assert!(drawn.abs_diff(percent * 10) < 50, "{drawn} of 1000 for {percent} %");
        }
        assert_eq!(shares[1000..], [0.0; 3], "large by its parts, large by one, and without parts");
        let again = smallest_shares(1, [(0, Vec3::ONE, 2.0)]);
        assert_eq!(again[0], shares[0], "the choice depends on the object alone");
    }
}
