//! Places what people built: houses with their yards, harbor, lighthouse, windmill, gate, bridge.

use super::catalog::village::VILLAGE_GATE;
use super::catalog::{built, flora, village};
use super::harbor::{BRIDGE_M, JETTY_M, bridge_rise_m};
use super::house::{COTTAGE, HUT, House};
use super::placing::{Ground, Spot};
use super::solid::{around, turn_y};
use super::towers::GATEWAY_M;
use super::yard::FENCE_M;
use crate::layout::{self, COTTAGES, HUTS, JETTY, LIGHTHOUSE, SQUARE, STONE_CIRCLE, WINDMILL};
use crate::patterns::Random;
use glam::Vec3;
use gtd_viewer::scene::space::TILE_M;
use std::f32::consts::{FRAC_PI_2, PI, TAU};

pub fn place(ground: &mut Ground) {
    for (number, site) in HUTS.iter().enumerate() {
        yard(ground, Spot::new(*site), &HUT, number);
    }
    for (number, site) in COTTAGES.iter().enumerate() {
        yard(ground, Spot::new(*site), &COTTAGE, HUTS.len() + number);
    }
    square(ground);
    harbor(ground);
    towers(ground);
    gate(ground);
    bridge(ground);
    stone_circle(ground);
}

/// A house with its door, and what its people need: each yard has other things.
fn yard(ground: &mut Ground, spot: Spot, house: &House, number: usize) {
    let [half_x, half_z] = house.half_m;
    let corners = [(-half_x, half_z), (half_x, half_z), (-half_x, -half_z), (half_x, -half_z), (0.0, 0.0)];
    let heights = corners.map(|(east, ahead)| spot.near(east, ahead)).map(|[x, z]| ground.height_m(x, z));
    let place = Vec3::new(spot.at[0], heights.into_iter().fold(f32::MIN, f32::max), spot.at[1]);
    let kind = if house.is_framed { village::cottage() } else { village::hut() };
    ground.put(kind, place, spot.yaw, 1.0);
    ground.put(village::door(number as i32, half_z), place, spot.yaw, 1.0);
    ground.take(spot.at, half_x + 2.5);
    ground.take(spot.near(0.0, half_z + 4.0), 3.5);
    let mut random = Random::new(0x9a2d + number as u32);
    let (wall, front) = (half_x + 0.55, half_z + 0.6);
    match number % 5 {
        0 => {
            ground.stand(built::lamp(), spot.near(2.6, half_z + 1.6), spot.yaw, 1.0);
            ground.stand(built::drying_net(), spot.near(-1.0, half_z + 7.5), spot.yaw + 0.4, 1.0);
            barrels(ground, spot.near(-half_x + 0.6, front), &mut random);
        }
        1 => {
            fence(ground, &Spot { at: spot.near(-half_x - 4.0, half_z + 4.0), ..spot }, 2);
            fence(ground, &Spot { at: spot.near(2.0, half_z + 4.0), ..spot }, 2);
            ground.stand(built::crate_box(), spot.near(wall, 0.9), spot.yaw + 0.2, 1.0);
            ground.stand(built::crate_box(), spot.near(wall + 0.1, -0.2), spot.yaw - 0.1, 0.85);
        }
        2 => {
            ground.stand(built::campfire(), spot.near(-3.0, half_z + 4.2), spot.yaw, 1.0);
            barrels(ground, spot.near(half_x - 0.6, front), &mut random);
            ground.stand(built::boat(), spot.near(4.5, half_z + 5.0), spot.yaw + 1.2, 1.2);
        }
        3 => {
            for step in [-1.0, 0.0, 1.0] {
                ground.stand(built::wall(), spot.near(step * 4.2, -half_z - 2.6), spot.yaw, 1.0);
            }
            ground.stand(built::lamp(), spot.near(-2.4, half_z + 1.4), spot.yaw, 1.0);
        }
        _ => {
            fence(ground, &Spot { at: spot.near(half_x + 1.4, half_z + 3.0), yaw: spot.yaw - FRAC_PI_2 }, 3);
            barrels(ground, spot.near(half_x - 0.5, front), &mut random);
        }
    }
    for (east, ahead) in [(-1.65, half_z + 0.45), (1.65, half_z + 0.45), (half_x - 0.4, half_z + 0.5)] {
        let kind = if random.unit() < 0.5 { flora::flowers(random.unit() < 0.5) } else { flora::blooming_bush() };
        let scale = if kind.casters.is_empty() { 1.1 } else { 0.6 };
        ground.stand(kind, spot.near(east, ahead), random.range(0.0, TAU), scale);
    }
}

fn barrels(ground: &mut Ground, [x, z]: [f32; 2], random: &mut Random) {
    for (dx, dz, scale) in [(0.0, 0.0, 1.0), (0.75, 0.15, 0.95), (0.3, -0.65, 0.85)] {
        ground.stand(built::barrel(), [x + dx, z + dz], random.range(0.0, TAU), scale);
    }
}

/// Pieces of fence from a place to the east as seen facing south, and a last post.
fn fence(ground: &mut Ground, spot: &Spot, pieces: usize) {
    let at = |piece: usize| spot.near(piece as f32 * FENCE_M, 0.0);
    for piece in 0..pieces {
        // Rails lie half-way between the heights of their ends.
        let ([x, z], next) = (at(piece), at(piece + 1));
        let height_m = (ground.height_m(x, z) + ground.height_m(next[0], next[1])) * 0.5;
        ground.put(built::fence(), Vec3::new(x, height_m, z), spot.yaw, 1.0);
    }
    ground.stand(built::fence_post(), at(pieces), spot.yaw, 1.0);
}

/// The village square: a well, lamps, goods of the market.
fn square(ground: &mut Ground) {
    let spot = Spot { at: [SQUARE.0, SQUARE.1], yaw: -0.15 };
    ground.stand(built::well(), spot.at, spot.yaw, 1.0);
    ground.stand(built::lamp(), spot.near(-6.0, 4.0), 0.8, 1.0);
    ground.stand(built::lamp(), spot.near(6.5, 3.0), -0.9, 1.0);
    ground.stand(built::signpost(), spot.near(-5.2, -4.6), 0.4, 1.0);
    let mut random = Random::new(0x5a1e);
    barrels(ground, spot.near(5.0, -4.6), &mut random);
    for (east, ahead, scale) in [(3.4, -5.4, 1.0), (4.1, -6.2, 0.9), (3.3, -6.4, 1.1)] {
        ground.stand(built::crate_box(), spot.near(east, ahead), random.range(0.0, TAU), scale);
    }
    ground.stand(flora::oak(), spot.near(-8.2, -2.0), 1.0, 0.95);
    ground.take(spot.at, layout::SQUARE_RADIUS_M);
}

/// The jetty with its lamps and goods, boats at it, on the beach and in the bay, and nets that dry.
fn harbor(ground: &mut Ground) {
    let spot = Spot::new(JETTY);
    let deck_m = JETTY_M[2];
    let on_deck = |[x, z]: [f32; 2]| Vec3::new(x, deck_m, z);
    ground.put(built::jetty(), on_deck(spot.at), spot.yaw, 1.0);
    ground.put(built::lamp(), on_deck(spot.near(-0.85, JETTY_M[0] - 1.2)), spot.yaw + FRAC_PI_2, 1.0);
    ground.put(built::lamp(), on_deck(spot.near(0.85, 4.0)), spot.yaw - FRAC_PI_2, 1.0);
    ground.put(built::barrel(), on_deck(spot.near(0.6, JETTY_M[0] - 3.0)), 0.3, 0.9);
    ground.put(built::crate_box(), on_deck(spot.near(0.55, JETTY_M[0] - 4.3)), spot.yaw, 0.9);
    ground.put(built::crate_box(), on_deck(spot.near(-0.6, JETTY_M[0] - 8.0)), spot.yaw + 0.2, 0.8);
    let mut float = |kind, [x, z]: [f32; 2], yaw: f32, scale: f32| ground.put(kind, Vec3::new(x, 0.0, z), yaw, scale);
    float(built::boat(), spot.near(2.6, JETTY_M[0] - 7.0), spot.yaw + 0.1, 1.25);
    float(village::ferry(), spot.near(-3.3, JETTY_M[0] - 5.5), spot.yaw + PI - 0.06, 1.75);
    float(built::fishing_boat(true), spot.near(34.0, 56.0), spot.yaw - 0.9, 1.9);
    float(built::fishing_boat(true), spot.near(-88.0, 84.0), spot.yaw + 1.4, 1.8);
    float(built::boat(), spot.near(-30.0, 20.0), spot.yaw + 2.2, 1.25);
    for (east, ahead, yaw) in [(-11.0, -4.0, 1.9), (-16.5, -3.0, 1.5), (13.0, -5.5, -1.2)] {
        ground.stand(built::boat(), spot.near(east, ahead), spot.yaw + yaw, 1.25);
    }
    ground.stand(built::drying_net(), spot.near(-8.0, -11.0), spot.yaw + 0.25, 1.0);
    ground.stand(built::drying_net(), spot.near(9.5, -10.5), spot.yaw - 0.35, 1.0);
    ground.stand(built::campfire(), spot.near(21.0, -8.0), 0.0, 1.0);
    barrels(ground, spot.near(-3.4, -3.0), &mut Random::new(0xba11));
    for (east, ahead) in [(-8.0, -6.0), (8.0, -7.0), (0.0, -4.0), (20.0, -7.0)] {
        ground.take(spot.near(east, ahead), 7.0);
    }
}

fn towers(ground: &mut Ground) {
    let light = Spot::new(LIGHTHOUSE);
    ground.stand(village::lighthouse(), light.at, light.yaw, 1.0);
    ground.take(light.at, 9.0);
    for i in 0..5 {
        let [x, z] = light.near(-10.0 + i as f32 * 4.2, 9.5);
        ground.stand(built::wall(), [x, z], light.yaw, 1.0);
    }
    let mill = Spot::new(WINDMILL);
    ground.stand(village::windmill(), mill.at, mill.yaw, 1.0);
    let foot = Vec3::new(mill.at[0], ground.height_m(mill.at[0], mill.at[1]), mill.at[1]);
    ground.put(village::windmill_wing(), foot + turn_y(mill.yaw) * village::WING_M, mill.yaw, 1.0);
    ground.take(mill.at, 11.0);
    barrels(ground, mill.near(3.6, 2.4), &mut Random::new(0x3111));
    fence(ground, &Spot { at: mill.near(-9.0, 8.0), ..mill }, 3);
}

/// The village gate across the main path, its leaves, its lever, and lamps.
fn gate(ground: &mut Ground) {
    let ((x, z), yaw) = ground.island.gate();
    let spot = Spot { at: [x, z], yaw };
    let place = Vec3::new(x, ground.height_m(x, z), z);
    ground.put(village::gateway(), place, spot.yaw, 1.0);
    ground.put(village::gate(VILLAGE_GATE), place, spot.yaw, 1.0);
    let half = GATEWAY_M[0];
    ground.stand(village::lever(VILLAGE_GATE), spot.near(half + 1.7, 1.9), spot.yaw, 1.0);
    ground.stand(built::lamp(), spot.near(-half - 1.9, 1.2), spot.yaw, 1.0);
    ground.take(spot.at, GATEWAY_M[2] + 1.0);
    for (east, ahead) in [(-GATEWAY_M[2] - 2.0, 0.3), (GATEWAY_M[2] + 2.0, 0.3), (GATEWAY_M[2] + 6.0, 1.2)] {
        ground.stand(built::wall(), spot.near(east, ahead), spot.yaw - 0.12 * east.signum(), 1.0);
    }
}

/// The bridge, level between its banks.
fn bridge(ground: &mut Ground) {
    let [(x, z), (east, north)] = ground.island.bridge;
    let half = BRIDGE_M[0];
    let (x, z) = (x * TILE_M, z * TILE_M);
    let banks = [-half, half].map(|out| ground.height_m(x + east * out, z + north * out));
    let yaw = libm::atan2f(-north, east);
    ground.put(built::bridge(), Vec3::new(x, banks[0].max(banks[1]) + 0.1, z), yaw, 1.0);
    debug_assert!(bridge_rise_m(half).abs() < 1e-3);
    ground.take([x, z], half + 3.0);
}

/// Stones that stand in a circle, one of which has fallen.
fn stone_circle(ground: &mut Ground) {
    const STONES: usize = 11;
    let mut random = Random::new(0x570e);
    for i in 0..STONES {
        let turn = i as f32 / STONES as f32;
        let out = around(turn) * 9.0;
        let (yaw, scale) = (turn * TAU + random.range(-0.2, 0.2), random.range(0.75, 1.25));
        let kind = match i {
            0 => village::bind_stone(),
            4 => flora::boulder(2),
            _ => flora::standing_stone(),
        };
        ground.stand(kind, [STONE_CIRCLE.0 + out.x, STONE_CIRCLE.1 + out.z], yaw, scale);
    }
    ground.stand(built::campfire(), [STONE_CIRCLE.0, STONE_CIRCLE.1], 0.0, 1.0);
    ground.take([STONE_CIRCLE.0, STONE_CIRCLE.1], 13.0);
}
