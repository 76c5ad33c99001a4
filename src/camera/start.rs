//! Start view of a zone: of many candidates the one with the best score.

mod busy_places;
mod cells;
mod panorama;
mod score;
mod surroundings;

use glam::{DVec3, Vec2, Vec3};

use self::busy_places::{BusyPlace, busy_places};
use self::panorama::{Panorama, ROWS, row_tangents};
use self::score::Framing;
use self::surroundings::Surroundings;
use super::frame::frame_model;
use super::pose::Pose;
use super::terrain_query::TerrainQuery;
use crate::platform::{block_on, filter_map_all, pause};
use crate::scene::model_stage::ModelSphere;
use crate::scene::numbers::{floor_u32, single};
use crate::scene::objects::Outlines;
use crate::scene::terrain::Terrain;

/// Directions from which each place is seen.
const DIRECTIONS: u16 = 8;
/// Distances from a place and heights above the ground, in meters.
const STANDS_M: [[f32; 2]; 4] = [[55.0, 12.0], [90.0, 24.0], [140.0, 42.0], [230.0, 75.0]];
/// In zones whose ground has no tile textures, distances and heights are larger by this factor.
const BARE_FACTOR: f32 = 2.0;
/// Zones smaller than this have smaller distances and heights, in meters.
const SMALL_ZONE_M: f32 = 500.0;
/// Least distance of what is in the middle of the picture, in meters.
const LEAST_M: f32 = 15.0;
/// Free space around the eye in meters.
const CLEARANCE_M: f32 = 8.0;
/// Of so many columns one is examined in the first round.
const COARSE_STRIDE: usize = 3;
/// Number of candidates of the first round that are examined in full.
const PROMISING: usize = 32;
/// Degrees between the pitches that are tried.
const PITCH_STEP_DEG: f64 = 4.0;
/// Degrees of the middle of the picture below the skyline.
const BELOW_SKYLINE_DEG: [f64; 3] = [6.0, 10.0, 14.0];
/// Limits of the pitch in degrees.
const PITCHES_DEG: [f64; 2] = [-50.0, -6.0];

/// The start view of a zone, or of a single model on its stage.
pub async fn start_view_of(terrain: &Terrain, objects: &Outlines, model: Option<&ModelSphere>) -> Pose {
    const FOV_DEG: f64 = 60.0;
    match model {
        Some(sphere) => frame_model(sphere, FOV_DEG).snapped(),
        None => best_view(terrain, objects).await,
    }
}

/// The view with the best score among candidates around the places where the makers of the zone worked most: in two-layer
/// tiles, objects, water and relief. A view is judged on a coarse picture of ground, water and objects.
pub fn start_view(terrain: &Terrain, objects: &Outlines) -> Pose {
    block_on(best_view(terrain, objects))
}

async fn best_view(terrain: &Terrain, objects: &Outlines) -> Pose {
    let zone = Surroundings::new(terrain, objects);
    pause().await;
    let chooser = Chooser::new(&zone);
    let places = busy_places(&zone, objects);
    pause().await;
    let candidates: Vec<Candidate> = places.iter().flat_map(|place| chooser.around(place)).collect();
    let ranked = chooser.ranked(candidates, COARSE_STRIDE).await;
    let promising = ranked.into_iter().take(PROMISING).map(|(candidate, ..)| candidate);
    let best = chooser.ranked(promising.collect(), 1).await.into_iter().next();
    best.map_or_else(|| chooser.fallback(places.first()), |(_, _, pose)| pose).snapped()
}

/// An eye and the place it looks at.
#[derive(Clone, Copy)]
struct Candidate {
    eye: Vec3,
    yaw_deg: f64,
    work: f32,
}

struct Chooser<'a> {
    zone: &'a Surroundings<'a>,
    tangents: [f32; ROWS],
    framings: Vec<Framing>,
    /// Factor of distances and heights.
    factor: f32,
}

impl<'a> Chooser<'a> {
    fn new(zone: &'a Surroundings<'a>) -> Chooser<'a> {
        let small = (zone.extent_m() / SMALL_ZONE_M).clamp(0.45, 1.0);
        let steps = 0..=floor_u32((PITCHES_DEG[1] - PITCHES_DEG[0]) / PITCH_STEP_DEG);
        let framings = steps.map(|step| Framing::new(PITCHES_DEG[0] + f64::from(step) * PITCH_STEP_DEG)).collect();
        Chooser {
            zone,
            tangents: row_tangents(),
            framings,
            factor: if zone.is_bare() { small * BARE_FACTOR } else { small },
        }
    }

    /// Candidates around a place.
    fn around(&self, place: &BusyPlace) -> Vec<Candidate> {
        let directions = (0..DIRECTIONS).map(|step| f64::from(step) * 360.0 / f64::from(DIRECTIONS));
        let stands = directions.flat_map(|yaw_deg| STANDS_M.map(|stand_m| (yaw_deg, stand_m)));
        stands.filter_map(|(yaw_deg, stand_m)| self.candidate(place, yaw_deg, stand_m)).collect()
    }

    /// The candidate at a distance and a height; none in a wall, a tree, or outside the zone.
    fn candidate(&self, place: &BusyPlace, yaw_deg: f64, stand_m: [f32; 2]) -> Option<Candidate> {
        let [back_m, above_m] = stand_m.map(|m| m * self.factor);
        let (east, north) = single(yaw_deg).to_radians().sin_cos();
        let (east_m, north_m) = (place.east_m - east * back_m, place.north_m - north * back_m);
        let ground_m = self.zone.at(east_m, north_m, 0.0)?.ground_m;
        let eye = Vec3::new(east_m, ground_m + above_m, north_m);
        let free_m = CLEARANCE_M.min(above_m / 2.0);
        (self.zone.clearance_m(east_m, north_m, CLEARANCE_M) + free_m <= eye.y).then_some(Candidate {
            eye,
            yaw_deg,
            work: place.work,
        })
    }

    /// The candidates with their best views, the best first.
    async fn ranked(&self, candidates: Vec<Candidate>, stride: usize) -> Vec<(Candidate, f32, Pose)> {
        let rank = |candidate: Candidate| self.best(&candidate, stride).map(|(score, pose)| (candidate, score, pose));
        let mut ranked: Vec<_> = filter_map_all(candidates, rank).await;
        // Stable, so that the choice does not depend on threads.
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranked
    }

    /// The best view from a candidate's eye in its direction, with its score. Of `stride` columns one is examined.
    fn best(&self, candidate: &Candidate, stride: usize) -> Option<(f32, Pose)> {
        let Candidate { eye, yaw_deg, work } = *candidate;
        let panorama = Panorama::new(self.zone, eye, yaw_deg, stride, &self.tangents);
        let least_m = LEAST_M * self.factor.max(1.0);
        let inward = self.inward(eye, yaw_deg);
        let skyline_deg = panorama.mean_skyline_deg();
        let views = BELOW_SKYLINE_DEG.into_iter().map(|below_deg| {
            let framing = self.framing(skyline_deg - below_deg);
            let score = framing.shown(&panorama, least_m).score(least_m);
            (score * inward * (0.7 + 0.3 * work), Pose::new(eye.as_dvec3(), yaw_deg, framing.pitch_deg))
        });
        views.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The framing with the nearest pitch.
    fn framing(&self, pitch_deg: f64) -> &Framing {
        let step = ((pitch_deg - PITCHES_DEG[0]) / PITCH_STEP_DEG).round().max(0.0);
        &self.framings[(floor_u32(step) as usize).min(self.framings.len() - 1)]
    }

    /// How much a direction leads towards the middle of the zone: 1, and less for one that leads out of it.
    fn inward(&self, eye: Vec3, yaw_deg: f64) -> f32 {
        let half_m = self.zone.extent_m() / 2.0;
        let to_middle = Vec2::new(half_m - eye.x, half_m - eye.z);
        let (east, north) = single(yaw_deg).to_radians().sin_cos();
        let off = (to_middle.length() / half_m).min(1.0);
        let cosine = to_middle.normalize_or_zero().dot(Vec2::new(east, north));
        1.0 - 0.35 * off * (1.0 - cosine)
    }

    /// Where no candidate is possible: down on the busiest place from above.
    fn fallback(&self, place: Option<&BusyPlace>) -> Pose {
        let half_m = self.zone.extent_m() / 2.0;
        let (east_m, north_m) = place.map_or((half_m, half_m), |place| (place.east_m, place.north_m));
        let back_m = 60.0 * self.factor;
        let eye = Vec3::new(east_m - back_m, self.zone.highest_m() + back_m, north_m - back_m);
        let target = Vec3::new(east_m, self.zone.clearance_m(east_m, north_m, 0.0), north_m);
        Pose::looking_at(eye.as_dvec3(), target.as_dvec3())
    }
}

/// Raises the pose to a minimum clearance in meters above the terrain.
pub fn above_ground(terrain: &(impl TerrainQuery + ?Sized), pose: Pose, clearance_m: f64) -> Pose {
    let least = terrain.nearest_height_m(pose.eye.x, pose.eye.z) + clearance_m;
    Pose { eye: DVec3::new(pose.eye.x, pose.eye.y.max(least), pose.eye.z), ..pose }
}

#[cfg(test)]
mod tests;
