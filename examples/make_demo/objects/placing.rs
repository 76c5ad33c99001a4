//! What stands where on the island: [`super::village`] places what people built, [`super::wild`] plants and stones.
//!
//! Units: meters; yaws in radians, clockwise as seen from above.

use super::catalog::Kind;
use super::solid::turn_y;
use super::{Placed, village, wild};
use crate::cover::Cover;
use crate::island::Island;
use crate::layout;
use glam::{Vec2, Vec3};
use gtd_viewer::scene::space::TILE_M;

/// All objects with meshes.
pub fn placed(island: &Island, cover: &Cover) -> Vec<Placed> {
    let mut ground = Ground { island, placed: Vec::new(), taken: Vec::new() };
    village::place(&mut ground);
    wild::place(&mut ground, cover);
    ground.placed
}

/// The terrain, and what stands on it so far.
pub struct Ground<'a> {
    pub island: &'a Island,
    placed: Vec<Placed>,
    /// Circles where nothing grows.
    taken: Vec<(Vec2, f32)>,
}

impl Ground<'_> {
    pub fn height_m(&self, x: f32, z: f32) -> f32 {
        self.island.ground.sample(x / TILE_M, z / TILE_M)
    }

    pub fn put(&mut self, kind: Kind, position_m: Vec3, yaw: f32, scale: f32) {
        self.placed.push(Placed { kind, position_m, yaw, scale });
    }

    /// Puts an object on the ground.
    pub fn stand(&mut self, kind: Kind, [x, z]: [f32; 2], yaw: f32, scale: f32) {
        let height_m = self.height_m(x, z);
        self.put(kind, Vec3::new(x, height_m, z), yaw, scale);
    }

    /// Keeps a circle free of plants.
    pub fn take(&mut self, [x, z]: [f32; 2], radius_m: f32) {
        self.taken.push((Vec2::new(x, z), radius_m));
    }

    /// Whether a plant of this radius has room: outside of what people use, of path, river and pond.
    pub fn has_room(&self, [x, z]: [f32; 2], radius_m: f32) -> bool {
        let at = Vec2::new(x, z);
        let (vx, vz) = (x / TILE_M, z / TILE_M);
        self.height_m(x, z) > 0.7
            && self.taken.iter().all(|(middle, taken_m)| at.distance(*middle) > taken_m + radius_m)
            && self.island.path.sample(vx, vz) * TILE_M > 2.6 + radius_m
            && self.island.river.sample(vx, vz) * TILE_M > 8.0 + radius_m
            && self.island.pond.sample(vx, vz) > 1.2
    }

    /// The steepest of four directions, meters per meter.
    pub fn slope(&self, [x, z]: [f32; 2]) -> f32 {
        let here = self.height_m(x, z);
        let steps = [(2.0, 0.0), (-2.0, 0.0), (0.0, 2.0), (0.0, -2.0)];
        let rises = steps.map(|(dx, dz)| (self.height_m(x + dx, z + dz) - here).abs() / 2.0);
        rises.into_iter().fold(0.0, f32::max)
    }
}

/// A place that faces somewhere, with others to its side and before it.
#[derive(Clone, Copy)]
pub struct Spot {
    pub at: [f32; 2],
    pub yaw: f32,
}

impl Spot {
    pub fn new(site: layout::Site) -> Spot {
        Spot { at: [site.x_m, site.z_m], yaw: site.turn_deg * (std::f32::consts::PI / 180.0) }
    }

    /// The place so many meters to the east and to the front, if it faced south.
    pub fn near(&self, east: f32, ahead: f32) -> [f32; 2] {
        let offset = turn_y(self.yaw) * Vec3::new(east, 0.0, -ahead);
        [self.at[0] + offset.x, self.at[1] + offset.z]
    }
}
