//! The zone's ground as spawns meet it: heights, slopes, water, bodies of objects.

use glam::{DVec2, DVec3};

use crate::formats::gtd::Gtd;
use crate::formats::opd::{OpdFile, is_invisible_wall};
use crate::scene::collision::{HEIGHT_M, RADIUS_M, STEP_M, TriangleGrid};
use crate::scene::numbers::single;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::walkable::{self, MAX_INCLINE};
use crate::scene::water::WaterMesh;

/// Depth of water in which a character does not stand, in meters.
const DEEP_M: f64 = 1.5;

/// Height above the feet at which walls around a character are looked for, in meters.
const CHEST_M: f64 = 1.0;

/// Ground, water and bodies of a zone.
pub struct Ground<'a> {
    heights: Option<Heights<'a>>,
    water: TriangleGrid,
    bodies: TriangleGrid,
}

/// Why nobody can stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The slope is beyond the client's limit.
    Steep,
    /// Deep water.
    Water,
    /// A body of an object.
    Wall,
}

impl<'a> Ground<'a> {
    /// The ground of the client's files.
    pub fn new(gtd: &'a Gtd, opd: Option<&OpdFile>) -> Ground<'a> {
        let extent_m = f64::from(gtd.extent_m());
        let faces = opd.map(|opd| opd.collision.as_slice()).unwrap_or_default().iter().copied();
        Ground {
            heights: Heights::new(gtd.records(), gtd.map_size()),
            water: WaterMesh::new(gtd).surface(extent_m),
            bodies: TriangleGrid::new(faces.filter(|face| !is_invisible_wall(face)), extent_m),
        }
    }

    /// Height of the ground in meters; none outside the map.
    pub(super) fn height_m(&self, x: f32, z: f32) -> Option<f32> {
        self.heights?.interpolate(x, z)
    }

    /// Whether a body has a floor within `reach_m` of a height.
    pub(super) fn has_floor_near(&self, [x, z]: [f32; 2], height_m: f32, reach_m: f32) -> bool {
        let place = DVec2::new(f64::from(x), f64::from(z));
        let floor = self.bodies.floor_m(place, f64::from(height_m + reach_m));
        floor.is_some_and(|floor| floor >= f64::from(height_m - reach_m))
    }

    /// Whether a body has a floor at a place, at any height.
    pub(super) fn has_floor(&self, place: DVec2) -> bool {
        self.bodies.floor_m(place, f64::INFINITY).is_some()
    }

    /// Why nobody can stand at a place; none where someone can, or outside the map. Floors of bodies count as ground, but
    /// not the roof of a body that is closed all around.
    pub(super) fn obstacle(&self, place: DVec2) -> Option<Obstacle> {
        let [x, z] = [single(place.x), single(place.y)];
        let heights = self.heights?;
        let ground_m = f64::from(heights.interpolate(x, z)?);
        let floor_m = self.bodies.floor_m(place, f64::INFINITY);
        let has_floor_here = self.bodies.floor_m(place, ground_m + STEP_M).is_some();
        if !has_floor_here && self.bodies.encloses(DVec3::new(place.x, ground_m + CHEST_M, place.y)) {
            return Some(Obstacle::Wall);
        }
        let is_blocked = |feet_m: f64| self.bodies.touches(place, RADIUS_M, [feet_m + STEP_M, feet_m + HEIGHT_M]);
        if floor_m.is_some_and(|floor| !is_blocked(floor)) {
            return None;
        }
        if is_blocked(ground_m) {
            return Some(Obstacle::Wall);
        }
        if self.water.floor_m(place, f64::INFINITY).is_some_and(|level| level > ground_m + DEEP_M) {
            return Some(Obstacle::Water);
        }
        let incline = walkable::incline(&heights, x, z)?;
        (incline.length() > MAX_INCLINE).then_some(Obstacle::Steep)
    }
}
