//! Places plants and stones: groves by the ground, bushes at their edges, flowers on meadows, reeds at the water.

use super::catalog::{Kind, flora};
use super::placing::Ground as Site;
use crate::cover::Cover;
use crate::layout::{PALM_POINT, SQUARE};
use crate::patterns::Random;
use crate::relief::POND;
use glam::Vec2;
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::ground::Ground;
use gtd_viewer::test_zone::noise::{mix, noise, smoothstep};
use std::f32::consts::TAU;

pub fn place(site: &mut Site, cover: &Cover) {
    trees(site, cover);
    boulders(site, cover);
    meadows(site, cover);
    reeds(site);
}

/// A place on a grid of `step_m`, with random numbers of its own.
fn scattered(cover: &Cover, seed: u32, step_m: f32) -> impl Iterator<Item = ([f32; 2], Random)> {
    let side = ((cover.side - 1) as f32 * TILE_M / step_m) as i32;
    (0..side * side).map(move |index| {
        let mut random = Random::new(seed ^ index as u32);
        let place = [index % side, index / side].map(|step| (step as f32 + random.range(0.1, 0.9)) * step_m);
        (place, random)
    })
}

fn ground_at(cover: &Cover, [x, z]: [f32; 2]) -> Ground {
    cover.at((x / TILE_M + 0.5) as usize, (z / TILE_M + 0.5) as usize)
}

/// 1 in the village, 0 far from it.
fn near_village([x, z]: [f32; 2]) -> f32 {
    smoothstep(150.0, 50.0, Vec2::new(x, z).distance(Vec2::new(SQUARE.0 + 20.0, SQUARE.1)))
}

/// Oaks and birches in the woods, pines higher up, palms on the beaches, single trees on meadows.
fn trees(site: &mut Site, cover: &Cover) {
    for (place, mut random) in scattered(cover, 0x7ee5, 5.6) {
        let [x, z] = place;
        if !site.has_room(place, 1.0) || site.slope(place) > 0.75 {
            continue;
        }
        let (ground, height_m) = (ground_at(cover, place), site.height_m(x, z));
        let grove = noise(941, x / 46.0, z / 46.0);
        let palms = smoothstep(90.0, 25.0, Vec2::new(x, z).distance(Vec2::new(PALM_POINT.0, PALM_POINT.1)));
        let thin = 1.0 - 0.75 * near_village(place);
        let chance = match ground {
            Ground::Forest => (0.62 + 0.35 * grove) * mix(0.35, 1.0, thin),
            Ground::Grass => (0.02 + 0.13 * (grove - 0.1).max(0.0)) * thin + 0.12 * palms,
            Ground::DryGrass => (0.008 + 0.02 * grove) * thin + 0.12 * palms,
            Ground::Alpine => 0.05 + 0.1 * grove,
            Ground::Sand if height_m > 1.0 => 0.035 + 0.1 * grove + 0.16 * palms,
            _ => 0.0,
        };
        if random.unit() >= chance {
            continue;
        }
        let high_m = height_m + 9.0 * noise(942, x / 60.0, z / 60.0);
        let is_birch = noise(944, x / 38.0, z / 38.0) + 0.5 * random.range(-0.5, 0.5) > 0.12;
        let (kind, sizes) = match ground {
            Ground::Sand => (flora::palm(), [0.8, 1.25]),
            _ if palms > 0.3 && random.unit() < 0.75 => (flora::palm(), [0.85, 1.35]),
            Ground::Alpine => (flora::pine(), [0.4, 0.85]),
            _ if high_m > 24.0 => (flora::pine(), [0.7, 1.3]),
            _ if is_birch => (flora::birch(), [0.75, 1.2]),
            _ => (flora::oak(), [0.7, 1.2]),
        };
        let (yaw, scale) = (random.range(0.0, TAU), random.range(sizes[0], sizes[1]));
        site.stand(kind, place, yaw, scale);
        // Bushes and ferns grow at the feet of some.
        let is_wood = ground == Ground::Forest;
        let beside = [x + random.range(-3.2, 3.2), z + random.range(-3.2, 3.2)];
        if is_wood && random.unit() < 0.34 && site.has_room(beside, 0.5) {
            let kind = if random.unit() < 0.4 { flora::bush() } else { flora::fern() };
            site.stand(kind, beside, random.range(0.0, TAU), random.range(0.7, 1.3));
        }
    }
}

/// Boulders on slopes, in the shallows and on the heights, in groups.
fn boulders(site: &mut Site, cover: &Cover) {
    for (place, mut random) in scattered(cover, 0xb0de, 9.0) {
        let [x, z] = place;
        let height_m = site.height_m(x, z);
        let group = noise(945, x / 30.0, z / 30.0);
        let chance = match ground_at(cover, place) {
            Ground::Rock | Ground::DarkRock => 0.02 + 0.08 * group,
            Ground::Alpine | Ground::Dusted => 0.05 + 0.2 * group,
            Ground::Sand => 0.02 + 0.16 * (group - 0.15).max(0.0),
            Ground::Shallow if height_m > -2.2 => 0.01 + 0.3 * (group - 0.25).max(0.0),
            Ground::Grass | Ground::DryGrass => 0.008 + 0.05 * (group - 0.2).max(0.0),
            _ => 0.0,
        };
        let is_free = height_m < 0.7 || site.has_room(place, 1.2);
        if is_free && random.unit() < chance && site.slope(place) < 1.2 {
            let shape = (random.bits() >> 16) as usize;
            let size = random.unit();
            site.stand(flora::boulder(shape), place, random.range(0.0, TAU), 0.55 + 1.5 * size * size);
        }
    }
}

/// Bushes, flowers and tufts of grass: many near the village and the paths, where people look from.
fn meadows(site: &mut Site, cover: &Cover) {
    for (place, mut random) in scattered(cover, 0x3ead, 3.6) {
        let [x, z] = place;
        let ground = ground_at(cover, place);
        if !matches!(ground, Ground::Grass | Ground::DryGrass | Ground::Forest) || !site.has_room(place, 0.2) {
            continue;
        }
        let to_path_m = site.island.path.sample(x / TILE_M, z / TILE_M) * TILE_M;
        let seen = near_village(place).max(smoothstep(26.0, 6.0, to_path_m)).max(near_pond(place));
        let patch = noise(946, x / 13.0, z / 13.0);
        let chance = 0.012 + seen * (0.13 + 0.3 * patch.max(0.0));
        if random.unit() >= chance || site.slope(place) > 0.7 {
            continue;
        }
        let (kind, scale) = meadow_plant(ground, patch, &mut random);
        site.stand(kind, place, random.range(0.0, TAU), scale);
    }
}

fn near_pond([x, z]: [f32; 2]) -> f32 {
    smoothstep(70.0, 35.0, Vec2::new(x, z).distance(Vec2::new(POND.0, POND.1)))
}

fn meadow_plant(ground: Ground, patch: f32, random: &mut Random) -> (Kind, f32) {
    let dice = random.unit();
    match ground {
        Ground::Forest if dice < 0.5 => (flora::fern(), random.range(0.7, 1.2)),
        _ if dice < 0.07 => (flora::bush(), random.range(0.6, 1.2)),
        _ if dice < 0.1 => (flora::blooming_bush(), random.range(0.7, 1.0)),
        _ if patch > 0.12 && dice < 0.6 => (flora::flowers(dice > 0.36), random.range(0.8, 1.3)),
        _ => (flora::grass_tuft(), random.range(0.7, 1.4)),
    }
}

/// Reeds along the shores of the pond and of the river, in groups.
fn reeds(site: &mut Site) {
    let mut random = Random::new(0x4eed);
    let level_m = site.island.pond_level_m;
    for _ in 0..1300 {
        let place = [POND.0, POND.1].map(|middle| middle + random.range(-POND.2 * 1.6, POND.2 * 1.6));
        let depth_m = level_m - site.height_m(place[0], place[1]);
        let is_shore = site.island.pond.sample(place[0] / TILE_M, place[1] / TILE_M) < 1.25;
        reed(site, place, is_shore && (-0.05..0.3).contains(&depth_m), &mut random);
    }
    let line = site.island.river_line.clone();
    for (point, water_m) in line.points.iter().zip(&line.heights_m) {
        for side in [-1.0f32, 1.0] {
            let place = [point.0 * TILE_M + side * random.range(4.0, 8.0), point.1 * TILE_M + random.range(-2.0, 2.0)];
            let depth_m = water_m - site.height_m(place[0], place[1]);
            reed(site, place, (-0.1..0.35).contains(&depth_m) && *water_m < 12.0, &mut random);
        }
    }
}

fn reed(site: &mut Site, place: [f32; 2], is_shore: bool, random: &mut Random) {
    let (yaw, scale) = (random.range(0.0, TAU), random.range(0.8, 1.4));
    if is_shore && noise(943, place[0] / 9.0, place[1] / 9.0) > 0.08 {
        site.stand(flora::reeds(), place, yaw, scale);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_village_is_near_itself() {
        assert_eq!(near_village([SQUARE.0, SQUARE.1]), 1.0);
        assert_eq!(near_village([900.0, 900.0]), 0.0);
        assert!(crate::layout::pads().len() > 8);
    }
}
