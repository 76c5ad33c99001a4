//! Measurement of a path over the terrain: length, height differences, slopes and height profile.
//!
//! The terrain is linear along a straight line between two edges of its triangles, so the profile has a point at each
//! edge that the path crosses, and is exact. Parts of a path outside the map have a length but no height.

use glam::DVec2;

use crate::scene::numbers::single;
use crate::scene::space::TILE_M;
use crate::scene::terrain::heights::Heights;

/// Distance in meters by which a point may be outside the map from rounding.
const ROUNDING_M: f64 = 1e-6;

/// A point of a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfilePoint {
    /// Meters east and north.
    pub place: DVec2,
    /// Horizontal distance along the path from its start, meters.
    pub distance_m: f64,
    /// Height of the terrain in meters; none outside the map.
    pub height_m: Option<f64>,
}

/// A measured path of straight legs over the terrain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasuredPath {
    profile: Vec<ProfilePoint>,
    /// The given points, as indices into `profile`.
    corners: Vec<usize>,
}

/// Height differences and slopes of a path, of its parts on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PathSlopes {
    /// Length along the ground, meters.
    pub ground_m: f64,
    /// Sum of all rises, meters.
    pub ascent_m: f64,
    /// Sum of all falls, meters; positive.
    pub descent_m: f64,
    /// Largest slope along the path in degrees.
    pub steepest_deg: f64,
}

impl MeasuredPath {
    /// Measures the path through points, meters east and north. Points that are not finite are left out.
    pub fn new(heights: &Heights, points: &[DVec2]) -> MeasuredPath {
        let mut path = MeasuredPath::default();
        for &point in points.iter().filter(|point| point.is_finite()) {
            if let Some(last) = path.profile.last().copied() {
                let leg_m = last.place.distance(point);
                let crossed = crossings(heights, last.place, point);
                path.profile.extend(crossed.into_iter().map(|t| {
                    let place = last.place.lerp(point, t);
                    ProfilePoint { place, distance_m: last.distance_m + leg_m * t, height_m: height_m(heights, place) }
                }));
                path.profile.push(ProfilePoint {
                    place: point,
                    distance_m: last.distance_m + leg_m,
                    height_m: height_m(heights, point),
                });
            } else {
                path.profile.push(ProfilePoint { place: point, distance_m: 0.0, height_m: height_m(heights, point) });
            }
            path.corners.push(path.profile.len() - 1);
        }
        path
    }

    /// The height profile, from start to end.
    pub fn profile(&self) -> &[ProfilePoint] {
        &self.profile
    }

    /// The given points.
    pub fn corners(&self) -> impl DoubleEndedIterator<Item = ProfilePoint> + ExactSizeIterator {
        self.corners.iter().map(|&index| self.profile[index])
    }

    /// Horizontal length in meters.
    pub fn length_m(&self) -> f64 {
        self.profile.last().map_or(0.0, |end| end.distance_m)
    }

    /// Height of the end above the start in meters; none if one of them is outside the map.
    pub fn rise_m(&self) -> Option<f64> {
        Some(self.profile.last()?.height_m? - self.profile.first()?.height_m?)
    }

    /// The rise over the length as an angle in degrees, negative where the path falls. None without a length.
    pub fn slope_deg(&self) -> Option<f64> {
        let (rise_m, length_m) = (self.rise_m()?, self.length_m());
        (length_m > 0.0).then(|| rise_m.atan2(length_m).to_degrees())
    }

    /// Lowest and highest height in meters; none outside the map.
    pub fn height_range_m(&self) -> Option<[f64; 2]> {
        let heights = self.profile.iter().filter_map(|point| point.height_m);
        heights.fold(None, |range, height| {
            let [low, high] = range.unwrap_or([height; 2]);
            Some([height.min(low), height.max(high)])
        })
    }

    /// Neighboring points of the profile that are both on the map.
    pub fn segments(&self) -> impl Iterator<Item = [(ProfilePoint, f64); 2]> + '_ {
        self.profile.windows(2).filter_map(|ends| Some([(ends[0], ends[0].height_m?), (ends[1], ends[1].height_m?)]))
    }

    /// Sums over the parts on the map.
    pub fn slopes(&self) -> PathSlopes {
        /// Shorter segments have no slope, from rounding.
        const SHORTEST_M: f64 = 1e-3;
        let mut slopes = PathSlopes::default();
        for [(from, low), (to, high)] in self.segments() {
            let (run, rise) = (to.distance_m - from.distance_m, high - low);
            slopes.ground_m += run.hypot(rise);
            slopes.ascent_m += rise.max(0.0);
            slopes.descent_m += (-rise).max(0.0);
            if run > SHORTEST_M {
                slopes.steepest_deg = slopes.steepest_deg.max(rise.abs().atan2(run).to_degrees());
            }
        }
        slopes
    }

    /// The point of the path at a distance from its start, within its ends; none without points.
    pub fn at(&self, distance_m: f64) -> Option<ProfilePoint> {
        let next = self.profile.partition_point(|point| point.distance_m < distance_m);
        let (Some(to), Some(from)) = (self.profile.get(next), next.checked_sub(1).map(|before| self.profile[before]))
        else {
            return self.profile.get(next).or(self.profile.last()).copied();
        };
        let t = (distance_m - from.distance_m) / (to.distance_m - from.distance_m);
        Some(ProfilePoint {
            place: from.place.lerp(to.place, t),
            distance_m,
            height_m: from.height_m.zip(to.height_m).map(|(low, high)| low + (high - low) * t),
        })
    }
}

/// Height in meters; a place outside the map by a rounding error is on its border.
fn height_m(heights: &Heights, place: DVec2) -> Option<f64> {
    let inside = place.clamp(DVec2::ZERO, DVec2::splat(extent_m(heights)));
    let height = |place: DVec2| heights.interpolate(single(place.x), single(place.y)).map(f64::from);
    (inside.distance(place) <= ROUNDING_M).then(|| height(inside)).flatten()
}

fn extent_m(heights: &Heights) -> f64 {
    f64::from(heights.side() - 1) * f64::from(TILE_M)
}

/// Where a leg crosses the border of the map, and edges of triangles on it: as parts of its length, ascending.
fn crossings(heights: &Heights, from: DVec2, to: DVec2) -> Vec<f64> {
    let Some([enter, leave]) = inside(extent_m(heights), from, to) else { return Vec::new() };
    // All edges lie on lines of whole x, whole z, even x - z or even x + z, in tiles.
    let lines = |place: DVec2| {
        let DVec2 { x, y: z } = place / f64::from(TILE_M);
        [x, z, (x - z) / 2.0, (x + z) / 2.0]
    };
    let mut found = vec![enter, leave];
    for (start, stop) in lines(from).into_iter().zip(lines(to)) {
        let span = stop - start;
        let [a, b] = [enter, leave].map(|t| start + span * t);
        let whole = a.min(b).ceil() as i64..=a.max(b).floor() as i64;
        found.extend(whole.map(|line| (line as f64 - start) / span).filter(|t| t.is_finite()));
    }
    found.sort_by(f64::total_cmp);
    // Several lines meet at a vertex.
    let same = ROUNDING_M / from.distance(to);
    found.dedup_by(|next, before| *next - *before <= same);
    found.retain(|t| *t > same && *t < 1.0 - same);
    found
}

/// The part of a leg that is on a square map of a side: where it begins and ends, as parts of the leg's length.
fn inside(side_m: f64, from: DVec2, to: DVec2) -> Option<[f64; 2]> {
    let way = to - from;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (start, along) in from.to_array().into_iter().zip(way.to_array()) {
        if along == 0.0 {
            if !(0.0..=side_m).contains(&start) {
                return None;
            }
            continue;
        }
        let (a, b) = (-start / along, (side_m - start) / along);
        enter = enter.max(a.min(b));
        leave = leave.min(a.max(b));
    }
    (enter <= leave).then_some([enter, leave])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use proptest::prelude::*;

    const SIDE: u32 = 17;

    fn records(height_m: impl Fn(u32, u32) -> f32) -> Vec<MapRecord> {
        let record = |i: u32| MapRecord::new(height_m(i / SIDE, i % SIDE), PackedTile::default());
        (0..SIDE * SIDE).map(record).collect()
    }

    fn measured(records: &[MapRecord], points: &[[f64; 2]]) -> MeasuredPath {
        let points: Vec<DVec2> = points.iter().copied().map(DVec2::from).collect();
        MeasuredPath::new(&Heights::new(records, SIDE).unwrap(), &points)
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-4
    }

    #[test]
    fn a_ramp_has_its_length_height_and_slope() {
        // rises 3 m on each 4 m eastward
        let ramp = records(|x, _| x as f32 * 3.0);
        let path = measured(&ramp, &[[8.0, 10.0], [48.0, 10.0]]);
        assert_eq!((path.length_m(), path.rise_m()), (40.0, Some(30.0)));
        assert!(near(path.slope_deg().unwrap(), 36.8699), "{:?}", path.slope_deg());
        let slopes = path.slopes();
        assert!(
            near(slopes.ground_m, 50.0) && near(slopes.ascent_m, 30.0) && near(slopes.descent_m, 0.0),
            "{slopes:?}"
        );
        assert!(near(slopes.steepest_deg, 36.8699), "{slopes:?}");
        let back = measured(&ramp, &[[8.0, 10.0], [48.0, 10.0], [8.0, 10.0]]);
        assert_eq!((back.length_m(), back.rise_m(), back.slope_deg()), (80.0, Some(0.0), Some(0.0)));
        assert!(near(back.slopes().descent_m, 30.0) && near(back.slopes().ascent_m, 30.0));
        let corners: Vec<f64> = back.corners().map(|corner| corner.distance_m).collect();
        assert_eq!(corners, [0.0, 40.0, 80.0]);
        assert_eq!(back.height_range_m(), Some([6.0, 36.0]));
        let down = measured(&ramp, &[[48.0, 10.0], [8.0, 10.0]]);
        assert!(near(down.slope_deg().unwrap(), -36.8699), "downhill is negative");
    }

    #[test]
    fn few_points_and_bad_ones_are_measured_as_well() {
        let flat = records(|_, _| 5.0);
        assert_eq!(measured(&flat, &[]), MeasuredPath::default());
        assert_eq!((measured(&flat, &[]).at(3.0), measured(&flat, &[]).rise_m()), (None, None));
        let one = measured(&flat, &[[3.0, 4.0]]);
        assert_eq!((one.length_m(), one.rise_m(), one.slope_deg()), (0.0, Some(0.0), None));
        let twice = measured(&flat, &[[3.0, 4.0], [3.0, 4.0], [f64::NAN, 1.0]]);
        assert_eq!((twice.length_m(), twice.corners().len(), twice.slope_deg()), (0.0, 2, None));
        assert_eq!(twice.slopes(), PathSlopes::default());
        let damaged = records(|x, _| if x == 3 { f32::NAN } else { 5.0 });
        let heights = measured(&damaged, &[[8.0, 8.0], [16.0, 8.0]]);
        assert_eq!(heights.height_range_m(), Some([0.0, 5.0]), "as drawn: a damaged height is 0");
    }

    #[test]
    fn outside_the_map_there_is_a_length_but_no_height() {
        let flat = records(|_, _| 5.0);
        let path = measured(&flat, &[[-20.0, 32.0], [100.0, 32.0]]);
        assert_eq!((path.length_m(), path.rise_m(), path.height_range_m()), (120.0, None, Some([5.0, 5.0])));
        assert!(near(path.slopes().ground_m, 64.0), "the part on the map: {:?}", path.slopes());
        assert_eq!(path.at(10.0).unwrap().height_m, None);
        assert_eq!(path.at(20.0 + 32.0).unwrap().height_m, Some(5.0));
        let beside = measured(&flat, &[[-20.0, -1.0], [100.0, -1.0]]);
        assert_eq!((beside.profile().len(), beside.height_range_m()), (2, None));
        let far = measured(&flat, &[[-1e15, 32.0], [1e15, 33.0]]);
        assert!(far.profile().len() < 200, "{}", far.profile().len());
    }

    #[test]
    fn a_place_on_the_path_is_found_by_its_distance() {
        let ramp = records(|x, _| x as f32 * 3.0);
        let path = measured(&ramp, &[[8.0, 10.0], [48.0, 10.0], [48.0, 20.0]]);
        let at = path.at(17.0).unwrap();
        assert!(at.place.distance(DVec2::new(25.0, 10.0)) < 1e-9 && near(at.height_m.unwrap(), 18.75), "{at:?}");
        assert_eq!(path.at(45.0).unwrap().place, DVec2::new(48.0, 15.0));
        assert_eq!(path.at(-3.0).unwrap().distance_m, 0.0);
        assert_eq!(path.at(99.0).unwrap().distance_m, 50.0);
    }

    proptest! {
        /// Between two neighboring points of the profile the terrain is linear.
        #[test]
        fn the_profile_is_the_terrain(
            seed in 0_u32..8,
            from in (-10.0..74.0_f64, -10.0..74.0_f64),
            to in (-10.0..74.0_f64, -10.0..74.0_f64),
        ) {
            let rough = records(|x, z| ((x * SIDE + z) ^ seed).wrapping_mul(2_654_435_761) as f32 / 4e8);
            let heights = Heights::new(&rough, SIDE).unwrap();
            let path = measured(&rough, &[[from.0, from.1], [to.0, to.1]]);
            for i in 0..=200 {
                let distance_m = path.length_m() * f64::from(i) / 200.0;
                let found = path.at(distance_m).unwrap();
                let expected = height_m(&heights, found.place);
                match (found.height_m, expected) {
                    (Some(found), Some(expected)) => {
                        prop_assert!((found - expected).abs() < 2e-3, "{found} for {expected} at {distance_m}");
                    }
                    (None, None) => {}
                    // within rounding of the border
                    _ => prop_assert!(found.place.min_element().abs() < 1e-3
                        || (found.place.max_element() - 64.0).abs() < 1e-3, "{found:?}"),
                }
            }
        }
    }
}
