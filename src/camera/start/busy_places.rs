//! The places of a zone on which its makers worked most.

use super::surroundings::Surroundings;
use crate::platform::parallel::*;
use crate::scene::numbers::{floor_u32, single};
use crate::scene::objects::Outlines;
use crate::scene::space::{PATCH_M, PATCH_TILES, TileId};
use crate::scene::terrain::nodes::NodeId;

/// Squares on a side of the largest zone.
const MOST_SQUARES: u32 = 256;
/// Tiles along a side of a square that are examined.
const TILES: u32 = 4;
/// Distance within which a place has a share in what is around it, in meters.
const RADIUS_M: f32 = 80.0;
const PLACES: usize = 8;
/// Smallest distance between two places in meters, in large zones.
const APART_M: f32 = 120.0;
/// The same in small zones, as a share of the zone's side.
const APART_SHARE: f32 = 0.12;

/// A place and how much work is near it, 0 to 1 in comparison with the busiest place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BusyPlace {
    /// Meters eastward.
    pub east_m: f32,
    /// Meters northward.
    pub north_m: f32,
    /// Amount of work.
    pub work: f32,
}

/// Squares of a zone with a value each, by columns from west to east.
struct Squares {
    side: u32,
    square_m: f32,
    values: Vec<f32>,
}

/// The busiest places that are apart from each other, the busiest first; of equal ones the nearest to the middle.
pub fn busy_places(zone: &Surroundings<'_>, objects: &Outlines) -> Vec<BusyPlace> {
    let squares = Squares::new(zone, objects).blurred();
    let apart_m = APART_M.min(zone.extent_m() * APART_SHARE);
    let mut places: Vec<BusyPlace> = Vec::new();
    while places.len() < PLACES {
        let is_apart = |place: &BusyPlace| {
            places.iter().all(|other| (place.east_m - other.east_m).hypot(place.north_m - other.north_m) >= apart_m)
        };
        let Some(best) = squares.best(zone.extent_m(), is_apart) else { break };
        places.push(best);
    }
    let most = places.first().map_or(0.0, |place| place.work).max(f32::MIN_POSITIVE);
    places.iter_mut().for_each(|place| place.work /= most);
    places
}

impl Squares {
    fn new(zone: &Surroundings<'_>, objects: &Outlines) -> Squares {
        let patches = zone.terrain.tree().patches_per_side();
        let level = (patches / MOST_SQUARES).max(1).ilog2();
        let side = patches >> level;
        let square_m = PATCH_M * single(f64::from(1u32 << level));
        let columns = (0..side).into_par_iter().map(|x| column(zone, x, side, level));
        let mut squares = Squares { side, square_m, values: columns.collect::<Vec<_>>().concat() };
        squares.add_objects(objects);
        squares
    }

    fn add_objects(&mut self, objects: &Outlines) {
        let mut counts = vec![0.0_f32; self.values.len()];
        for object in &objects.objects {
            let square = |at_m: f32| floor_u32(at_m / self.square_m);
            let (x, z) = (square(object.position_m.x), square(object.position_m.z));
            if x < self.side && z < self.side {
                counts[(x * self.side + z) as usize] += if object.is_event { 5.0 } else { 1.0 };
            }
        }
        self.values.iter_mut().zip(counts).for_each(|(value, count)| *value += 1.5 * count / (count + 4.0));
    }

    /// Each square with the mean of those around it.
    fn blurred(self) -> Squares {
        let reach = floor_u32(RADIUS_M / self.square_m);
        let side = self.side;
        let along = |values: &[f32], step: u32| -> Vec<f32> {
            let at = |index: u32| values[index as usize];
            let mean = |index: u32| {
                let here = index / step % side;
                let (from, to) = (here.saturating_sub(reach), (here + reach).min(side - 1));
                let sum: f32 = (from..=to).map(|there| at(index - here * step + there * step)).sum();
                sum / (2 * reach + 1) as f32
            };
            (0..side * side).map(mean).collect()
        };
        let values = along(&along(&self.values, 1), side);
        Squares { values, ..self }
    }

    fn best(&self, extent_m: f32, passes: impl Fn(&BusyPlace) -> bool) -> Option<BusyPlace> {
        let middle = |index: u32| (index as f32 + 0.5) * self.square_m;
        let places = self.values.iter().zip(0u32..).map(|(work, index)| BusyPlace {
            east_m: middle(index / self.side),
            north_m: middle(index % self.side),
            work: *work,
        });
        let off_middle = |place: &BusyPlace| (place.east_m - extent_m / 2.0).hypot(place.north_m - extent_m / 2.0);
        let is_better = |one: &BusyPlace, other: &BusyPlace| {
            one.work.total_cmp(&other.work).then_with(|| off_middle(other).total_cmp(&off_middle(one))).is_gt()
        };
        places.filter(passes).reduce(|best, place| if is_better(&place, &best) { place } else { best })
    }
}

/// Two-layer tiles, relief and shores of the squares of a column.
fn column(zone: &Surroundings<'_>, x: u32, side: u32, level: u32) -> Vec<f32> {
    let tiles = PATCH_TILES << level;
    let step = (tiles / TILES).max(1);
    let value = |z: u32| {
        let samples = || (0..TILES).flat_map(move |east| (0..TILES).map(move |north| (east * step, north * step)));
        let tile = |(east, north): (u32, u32)| TileId { x: x * tiles + east, z: z * tiles + north };
        let most = (TILES * TILES) as f32;
        let layered = samples().filter(|at| zone.terrain.is_two_layer(tile(*at))).count() as f32 / most;
        let is_wet = |at: (u32, u32)| zone.is_wet(tile(at));
        let wet = samples().filter(|at| is_wet(*at)).count() as f32 / most;
        let id = |at: u32| u16::try_from(at).unwrap_or(u16::MAX);
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let shape = zone.terrain.tree().shape(NodeId { level, x: id(x), z: id(z) });
        let relief = ((shape.max_m - shape.min_m) / 30.0).min(1.0);
        layered + 0.3 * relief + 1.6 * wet * (1.0 - wet)
    };
    (0..side).map(value).collect()
}
