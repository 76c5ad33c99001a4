//! Places that belong together: tiles or vertices that are near each other are one region, so that a finding is one
//! line with a place instead of thousands.

use std::collections::{BTreeMap, BTreeSet};

/// Side of the squares by which places are joined, in tiles: those in one square or in squares that touch are one region.
const SQUARE: u32 = 8;

/// Places that are near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Westernmost and southernmost place, in tiles.
    pub min: [u32; 2],
    /// Easternmost and northernmost place, in tiles.
    pub max: [u32; 2],
    /// Numbers of the places, in the order in which they were given.
    pub members: Vec<usize>,
}

/// The regions of places (x, z), the largest first.
pub(super) fn regions(places: &[[u32; 2]]) -> Vec<Region> {
    let mut squares: BTreeMap<[u32; 2], Vec<usize>> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        squares.entry(place.map(|at| at / SQUARE)).or_default().push(number);
    }
    let mut left: BTreeSet<[u32; 2]> = squares.keys().copied().collect();
    let mut regions = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut members, mut open) = (Vec::new(), vec![first]);
        while let Some(square) = open.pop() {
            members.extend(squares.get(&square).into_iter().flatten());
            open.extend(around(square).filter(|near| left.remove(near)));
        }
        members.sort_unstable();
        regions.extend(Region::of(members, places));
    }
    regions.sort_by_key(|region| (std::cmp::Reverse(region.members.len()), region.min));
    regions
}

/// The squares beside one.
fn around([x, z]: [u32; 2]) -> impl Iterator<Item = [u32; 2]> {
    let near = |at: u32| at.saturating_sub(1)..=at + 1;
    near(x).flat_map(move |x| near(z).map(move |z| [x, z]))
}

impl Region {
    fn of(members: Vec<usize>, places: &[[u32; 2]]) -> Option<Region> {
        let joined = |[min, max]: [[u32; 2]; 2], place: [u32; 2]| {
            [[min[0].min(place[0]), min[1].min(place[1])], [max[0].max(place[0]), max[1].max(place[1])]]
        };
        let all = members.iter().filter_map(|number| places.get(*number).copied());
        let [min, max] = all.map(|place| [place, place]).reduce(|bounds, [place, _]| joined(bounds, place))?;
        Some(Region { min, max, members })
    }

    /// The place nearest to the middle of the region that belongs to it.
    pub fn middle(&self, places: &[[u32; 2]]) -> [u32; 2] {
        // Twice the middle, so that nothing is rounded.
        let middle = [self.min[0] + self.max[0], self.min[1] + self.max[1]];
        let distance = |place: &[u32; 2]| {
            let [x, z] = [0, 1].map(|axis| u64::from((place[axis] * 2).abs_diff(middle[axis])));
            x * x + z * z
        };
        let all = self.members.iter().filter_map(|number| places.get(*number).copied());
        all.min_by_key(distance).unwrap_or(self.min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_places_are_one_region_and_the_largest_is_first() {
        let places = [[100, 100], [3, 3], [9, 15], [17, 20], [2, 60], [101, 100]];
        let found = regions(&places);
        let numbers: Vec<&[usize]> = found.iter().map(|region| region.members.as_slice()).collect();
        assert_eq!(numbers, [&[1, 2, 3][..], &[0, 5], &[4]]);
        assert_eq!((found[0].min, found[0].max, found[0].middle(&places)), ([3, 3], [17, 20], [9, 15]));
        assert!(regions(&[]).is_empty());
    }

    #[test]
    fn the_middle_of_a_ring_lies_on_it() {
        let ring: Vec<[u32; 2]> = (0..=40).flat_map(|at| [[at, 0], [at, 40], [0, at], [40, at]]).collect();
        let found = regions(&ring);
        assert_eq!(found.len(), 1);
        let [x, z] = found[0].middle(&ring);
        assert!(ring.contains(&[x, z]) && (x == 20 || z == 20), "{x} {z}");
    }

    #[test]
    fn every_place_of_a_large_map_is_in_one_region() {
        let all: Vec<[u32; 2]> = (0..300).flat_map(|x| (0..300).map(move |z| [x, z])).collect();
        let found = regions(&all);
        assert_eq!((found.len(), found[0].members.len(), found[0].max), (1, 90_000, [299, 299]));
    }
}
