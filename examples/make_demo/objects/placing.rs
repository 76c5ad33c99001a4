//! What stands where on the island: two huts with their yards, the jetty, trees and reeds.
//!
//! Units: meters; yaws in radians, clockwise as seen from above.

use super::Placed;
use super::buildings::{FENCE_M, JETTY_M};
use super::catalog::{self, Kind};
use super::solid::turn_y;
use crate::cover::Cover;
use crate::island::Island;
use crate::patterns::Random;
use crate::relief::POND;
use glam::{Vec2, Vec3};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::ground::Ground;
use gtd_viewer::test_zone::noise::noise;

/// Centers of the yards, where no tree grows, and their radius.
const YARDS: [(f32, f32, f32); 3] = [(302.0, 357.0, 15.0), (471.0, 419.0, 15.0), (JETTY.0, JETTY.1 - 8.0, 14.0)];
/// Landward end of the jetty.
const JETTY: (f32, f32) = (424.0, 341.0);

/// All objects, those with meshes.
pub fn placed(island: &Island, cover: &Cover) -> Vec<Placed> {
    let mut site = Site { island, placed: Vec::new() };
    yard(&mut site, YARDS[0], 0.75, 0);
    yard(&mut site, YARDS[1], 0.55, 1);
    shore(&mut site);
    trees(&mut site, cover);
    reeds(&mut site);
    site.placed
}

struct Site<'a> {
    island: &'a Island,
    placed: Vec<Placed>,
}

impl Site<'_> {
    fn height_m(&self, x: f32, z: f32) -> f32 {
        self.island.ground.sample(x / TILE_M, z / TILE_M)
    }

    fn put(&mut self, kind: Kind, position_m: Vec3, yaw: f32, scale: f32) {
        self.placed.push(Placed { kind, position_m, yaw, scale });
    }

    /// Puts an object on the ground.
    fn stand(&mut self, kind: Kind, [x, z]: [f32; 2], yaw: f32, scale: f32) {
        let height_m = self.height_m(x, z);
        self.put(kind, Vec3::new(x, height_m, z), yaw, scale);
    }
}

/// A hut with its door, a lamp beside it, a campfire before it, fence and wall around.
fn yard(site: &mut Site, (x, z, _): (f32, f32, f32), yaw: f32, number: i32) {
    let turn = turn_y(yaw);
    let from_hut = |aside: f32, ahead: f32| {
        let offset = turn * Vec3::new(aside, 0.0, -ahead);
        [x + offset.x, z + offset.z]
    };
    let corners = [(-3.0, 2.4), (3.0, 2.4), (-3.0, -2.4), (3.0, -2.4)].map(|(aside, ahead)| from_hut(aside, ahead));
    let highest = corners.map(|[x, z]| site.height_m(x, z)).into_iter().fold(site.height_m(x, z), f32::max);
    let place = Vec3::new(x, highest, z);
    site.put(catalog::hut(), place, yaw, 1.0);
    site.put(catalog::door(number), place, yaw, 1.0);
    site.stand(catalog::lamp(), from_hut(2.6, 3.7), yaw, 1.0);
    site.stand(catalog::campfire(), from_hut(-3.4, 6.4), yaw, 1.0);
    // The fence leaves the way to the door free; walls close the back.
    fence(site, from_hut(1.9, 9.2), yaw, 2);
    fence(site, from_hut(1.9 + 2.0 * FENCE_M, 9.2), yaw - std::f32::consts::FRAC_PI_2, 4);
    fence(site, from_hut(-1.9 - 2.0 * FENCE_M, 9.2), yaw, 2);
    for step in [-1.5, -0.5, 0.5] {
        site.stand(catalog::wall(), from_hut(step * 4.2 + 1.5, -5.2), yaw, 1.0);
    }
    site.stand(catalog::wall(), from_hut(-7.0, -3.2), yaw + std::f32::consts::FRAC_PI_2, 1.0);
}

/// Pieces of fence from a place to the right as seen facing `yaw`, and a last post.
fn fence(site: &mut Site, [x, z]: [f32; 2], yaw: f32, pieces: usize) {
    let along = turn_y(yaw) * Vec3::X * FENCE_M;
    let at = |piece: usize| [x + along.x * piece as f32, z + along.z * piece as f32];
    for piece in 0..pieces {
        // Rails follow the ground by the lower of their ends.
        let ([x, z], next) = (at(piece), at(piece + 1));
        let height_m = (site.height_m(x, z) + site.height_m(next[0], next[1])) * 0.5;
        site.put(catalog::fence(), Vec3::new(x, height_m, z), yaw, 1.0);
    }
    site.stand(catalog::fence_post(), at(pieces), yaw, 1.0);
}

/// The jetty where the footpath begins, with a lamp, a boat and palms.
fn shore(site: &mut Site) {
    let (x, z) = JETTY;
    let yaw = -0.35;
    let deck_m = JETTY_M[2];
    site.put(catalog::jetty(), Vec3::new(x, deck_m, z), yaw, 1.0);
    let along = |aside: f32, out: f32| {
        let offset = turn_y(yaw) * Vec3::new(aside, 0.0, -out);
        [x + offset.x, z + offset.z]
    };
    let [lamp_x, lamp_z] = along(-0.85, JETTY_M[0] - 1.2);
    site.put(catalog::lamp(), Vec3::new(lamp_x, deck_m, lamp_z), yaw + std::f32::consts::FRAC_PI_2, 1.0);
    let [boat_x, boat_z] = along(2.7, JETTY_M[0] - 7.0);
    site.put(catalog::boat(), Vec3::new(boat_x, 0.0, boat_z), yaw + 0.12, 1.25);
    site.stand(catalog::boat(), along(-9.0, -3.5), yaw + 1.0, 1.25);
}

/// Trees by the ground: oaks in the woods, pines higher up, palms on the beaches, a few oaks on meadows.
fn trees(site: &mut Site, cover: &Cover) {
    const STEP_M: f32 = 6.0;
    let side = ((cover.side - 1) as f32 * TILE_M / STEP_M) as i32;
    for index in 0..side * side {
        let mut random = Random::new(0x7ee5 ^ index as u32);
        let (column, row) = (index % side, index / side);
        let [x, z] = [column, row].map(|step| (step as f32 + random.range(0.1, 0.9)) * STEP_M);
        if !has_room(site, x, z) {
            continue;
        }
        let vertex = [x, z].map(|at| (at / TILE_M + 0.5) as usize);
        let (ground, height_m) = (cover.at(vertex[0], vertex[1]), site.height_m(x, z));
        let grove = noise(941, x / 46.0, z / 46.0);
        let chance = match ground {
            Ground::Forest => 0.5 + 0.45 * grove,
            Ground::Grass => 0.012 + 0.05 * grove,
            Ground::DryGrass => 0.004 + 0.02 * grove,
            Ground::Sand if height_m > 1.0 => 0.03 + 0.09 * grove,
            _ => 0.0,
        };
        if random.unit() >= chance {
            continue;
        }
        let is_high = height_m + 9.0 * noise(942, x / 60.0, z / 60.0) > 27.0;
        let (kind, sizes) = match ground {
            Ground::Sand => (catalog::palm(), [0.85, 1.3]),
            _ if is_high => (catalog::pine(), [0.8, 1.45]),
            _ => (catalog::oak(), [0.75, 1.25]),
        };
        let (yaw, scale) = (random.range(0.0, std::f32::consts::TAU), random.range(sizes[0], sizes[1]));
        site.stand(kind, [x, z], yaw, scale);
    }
}

/// Whether a tree may stand at a place: dry, not too steep, clear of yards, path, river and pond.
fn has_room(site: &Site, x: f32, z: f32) -> bool {
    let (vx, vz) = (x / TILE_M, z / TILE_M);
    let slope_m = [(2.0, 0.0), (-2.0, 0.0), (0.0, 2.0), (0.0, -2.0)]
        .map(|(dx, dz)| (site.height_m(x + dx, z + dz) - site.height_m(x, z)).abs())
        .into_iter()
        .fold(0.0, f32::max);
    let is_clear = YARDS.iter().all(|(yard_x, yard_z, radius)| Vec2::new(x - yard_x, z - yard_z).length() > *radius);
    site.height_m(x, z) > 0.8
        && slope_m < 1.3
        && is_clear
        && site.island.path.sample(vx, vz) > 1.2
        && site.island.river.sample(vx, vz) > 2.6
        && site.island.pond.sample(vx, vz) > 1.3
}

/// Reeds along the pond's shore, in groups.
fn reeds(site: &mut Site) {
    let mut random = Random::new(0x4eed);
    let level_m = site.island.pond_level_m;
    for _ in 0..900 {
        let [x, z] = [POND.0, POND.1].map(|middle| middle + random.range(-POND.2 * 1.6, POND.2 * 1.6));
        let depth_m = level_m - site.height_m(x, z);
        let is_shore = site.island.pond.sample(x / TILE_M, z / TILE_M) < 1.25;
        if is_shore && (-0.05..0.3).contains(&depth_m) && noise(943, x / 9.0, z / 9.0) > 0.1 {
            let (yaw, scale) = (random.range(0.0, std::f32::consts::TAU), random.range(0.8, 1.3));
            site.stand(catalog::reeds(), [x, z], yaw, scale);
        }
    }
}
