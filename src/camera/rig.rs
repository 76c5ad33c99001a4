//! The camera of a window: all controllers of one pose.
//!
//! Owns the switching between controllers (a key ends a flight, looking ends a flight, the map view keeps the free
//! pose). Events apply at once; [`Rig::step`] advances time.

use glam::{DVec2, DVec3};

use super::flight::{Flight, pose_before};
use super::fly::{CameraSettings, Fly};
use super::frame::frame_zone;
use super::landing::landing;
use super::map::MapView;
use super::orbit::{orbit, turned_around};
use super::path::Path;
use super::pose::Pose;
use super::terrain_query::TerrainQuery;
use super::view::{Lens, View};
use super::walk::Walk;

pub use super::fly::MoveInput;

/// Nearest and farthest distance to which the wheel moves the camera from a point, in meters.
const APPROACH_M: [f64; 2] = [0.1, 5000.0];

/// The controller that moves the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraMode {
    /// Flying and looking, in perspective.
    Free,
    /// The map view: vertical, north up.
    Map,
}

/// Extent of a zone, for framing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneExtent {
    /// The zone's side in meters.
    pub extent_m: f64,
    /// Lowest and highest height, meters.
    pub heights_m: [f64; 2],
}

impl Default for ZoneExtent {
    fn default() -> ZoneExtent {
        ZoneExtent { extent_m: 1024.0, heights_m: [0.0, 0.0] }
    }
}

#[derive(Clone, Debug)]
struct Tour {
    path: Path,
    elapsed_secs: f64,
    /// The field of view before the fly-through.
    fov_y_deg: f64,
}

/// The camera of a window.
#[derive(Clone, Debug)]
pub struct Rig {
    /// Sensitivity and speed settings.
    pub settings: CameraSettings,
    /// The zone around the camera; set when a zone opens.
    pub extent: ZoneExtent,
    /// Vertical field of view of the free mode in degrees.
    pub fov_y_deg: f64,
    pose: Pose,
    fly: Fly,
    walk: Walk,
    walking: bool,
    flight: Option<Flight>,
    tour: Option<Tour>,
    map: Option<MapView>,
    mode: CameraMode,
}

impl Rig {
    /// A camera at a pose, with a vertical field of view in degrees.
    pub fn new(pose: Pose, fov_y_deg: f64) -> Rig {
        Rig {
            settings: CameraSettings::default(),
            extent: ZoneExtent::default(),
            fov_y_deg,
            pose,
            fly: Fly::default(),
            walk: Walk::default(),
            walking: false,
            flight: None,
            tour: None,
            map: None,
            mode: CameraMode::Free,
        }
    }

    /// The pose of the free mode, also while the map is shown.
    pub fn pose(&self) -> Pose {
        self.pose
    }

    /// The controller that moves the camera.
    pub fn mode(&self) -> CameraMode {
        self.mode
    }

    /// Base speed in meters per second, of flying or walking.
    pub fn speed_mps(&self) -> f64 {
        if self.walking { self.walk.speed_mps } else { self.fly.speed_mps }
    }

    /// Base speed of flying in meters per second.
    pub fn fly_speed_mps(&self) -> f64 {
        self.fly.speed_mps
    }

    /// Speed of walking in meters per second.
    pub fn walk_speed_mps(&self) -> f64 {
        self.walk.speed_mps
    }

    /// Sets the speed of walking in meters per second, within its range.
    pub fn set_walk_speed(&mut self, speed_mps: f64) {
        self.walk.set_speed(speed_mps);
    }

    /// Whether the free mode is walking.
    pub fn is_walking(&self) -> bool {
        self.walking
    }

    /// Starts walking on the nearest suitable ground in a picture of a size in pixels, else on the nearest anywhere; false
    /// if there is no terrain.
    pub fn start_walking(&mut self, ground: &dyn TerrainQuery, size_px: [u32; 2]) -> bool {
        let Some(standing) = landing(ground, &self.view(size_px)) else { return false };
        self.fly_to(standing);
        self.walk.stop();
        self.walking = true;
        true
    }

    /// Switches from walking to flying.
    pub fn stop_walking(&mut self) {
        self.walking = false;
        self.cancel_flight();
    }

    /// Whether the picture changes over time without further input.
    pub fn is_moving(&self) -> bool {
        match self.mode {
            CameraMode::Free if self.walking => self.flight.is_some() || self.tour.is_some() || self.walk.is_moving(),
            CameraMode::Free => self.flight.is_some() || self.tour.is_some() || self.fly.is_moving(),
            CameraMode::Map => self.map.is_some_and(|map| map.is_moving()),
        }
    }

    /// The view for a picture of a size in pixels.
    pub fn view(&self, size_px: [u32; 2]) -> View {
        let free = View::new(self.pose, Lens::Perspective { fov_y_deg: self.fov_y_deg }, size_px);
        match (self.mode, self.map) {
            (CameraMode::Map, Some(map)) => map.view(self.extent.heights_m[1] + 100.0, free.aspect),
            _ => free,
        }
    }

    /// Sets the free pose at once, and shows it.
    pub fn jump_to(&mut self, pose: Pose) {
        self.cancel_flight();
        self.pose = pose;
        self.fly.stop();
        self.walking = false;
        self.mode = CameraMode::Free;
    }

    /// Sets the free pose at once; the map view stays if it is shown.
    pub fn put(&mut self, pose: Pose) {
        let mode = self.mode;
        self.jump_to(pose);
        self.mode = mode;
    }

    /// Flies to a pose, leaving the map view and walking mode.
    pub fn fly_to(&mut self, pose: Pose) {
        let from = self.pose;
        self.jump_to(pose);
        if !self.settings.reduce_motion {
            self.pose = from;
            self.flight = Some(Flight::new(from, pose));
        }
    }

    /// Starts a fly-through, leaving the map view.
    pub fn fly_along(&mut self, path: Path) {
        self.cancel_flight();
        self.fly.stop();
        self.walking = false;
        self.mode = CameraMode::Free;
        self.tour = Some(Tour { path, elapsed_secs: 0.0, fov_y_deg: self.fov_y_deg });
    }

    /// Raises the free pose to a minimum height in meters.
    pub fn raise_to(&mut self, least_m: f64) {
        self.pose.eye.y = self.pose.eye.y.max(least_m);
    }

    /// Elapsed and total time of a fly-through, seconds.
    pub fn tour_secs(&self) -> Option<[f64; 2]> {
        self.tour.as_ref().map(|tour| [tour.elapsed_secs, tour.path.secs()])
    }

    /// Flies to a point of the world (a double click): stops short of it, looking at it. On the map the point becomes
    /// the center; in walking mode the camera moves to it.
    pub fn fly_to_point(&mut self, point: DVec3) {
        match (self.mode, &mut self.map) {
            (CameraMode::Map, Some(map)) => map.center_m = DVec2::new(point.x, point.z),
            _ if self.walking => {
                self.fly_to(Pose { eye: point + DVec3::Y * Walk::EYE_M, ..self.pose });
                self.walk.stop();
                self.walking = true;
            }
            _ => self.fly_to(pose_before(self.pose, point)),
        }
    }

    /// Home: frames the whole zone, in the current mode.
    pub fn home(&mut self, size_px: [u32; 2]) {
        let aspect = self.view(size_px).aspect;
        match self.mode {
            CameraMode::Map => self.map = Some(MapView::of_zone(self.extent.extent_m, aspect)),
            CameraMode::Free => {
                self.fly_to(frame_zone(self.extent.extent_m, self.extent.heights_m, self.fov_y_deg, aspect));
            }
        }
    }

    /// Switches between the free mode and the map view. The map initially shows the whole zone, later its last state.
    pub fn toggle_map(&mut self, size_px: [u32; 2]) {
        self.settle();
        self.mode = match self.mode {
            CameraMode::Free => CameraMode::Map,
            CameraMode::Map => CameraMode::Free,
        };
        if self.mode == CameraMode::Map && self.map.is_none() {
            self.home(size_px);
        }
    }

    /// Resets the map view, when another zone opens.
    pub fn set_extent(&mut self, extent: ZoneExtent) {
        self.extent = extent;
        self.map = None;
        self.mode = CameraMode::Free;
        self.walking = false;
    }

    /// Takes over the extent of another version of the same zone. The map view stays, with its center in the zone.
    pub fn resize(&mut self, extent: ZoneExtent) {
        self.extent = extent;
        if let Some(map) = &mut self.map {
            map.center_m = map.center_m.clamp(DVec2::ZERO, DVec2::splat(extent.extent_m));
        }
    }

    /// Ends a flight or a fly-through at its current pose, as any key does.
    pub fn cancel_flight(&mut self) {
        self.flight = None;
        if let Some(tour) = self.tour.take() {
            self.fov_y_deg = tour.fov_y_deg;
        }
    }

    /// Rotates the view by a mouse movement in pixels; drags the map in map mode.
    pub fn look(&mut self, dx_px: f64, dy_px: f64, size_px: [u32; 2]) {
        match (self.mode, &mut self.map) {
            (CameraMode::Map, Some(map)) => map.drag(dx_px, dy_px, f64::from(size_px[1])),
            _ => {
                self.cancel_flight();
                let per_px = self.settings.look_deg_per_px;
                let up_px = if self.settings.invert_look { dy_px } else { -dy_px };
                self.pose = self.pose.turned(dx_px * per_px, up_px * per_px, self.settings.pitch_limit_deg);
            }
        }
    }

    /// Orbits a point of the world by a mouse movement in pixels; drags the map in map mode.
    pub fn orbit(&mut self, pivot: DVec3, dx_px: f64, dy_px: f64, size_px: [u32; 2]) {
        match self.mode {
            CameraMode::Map => self.look(dx_px, dy_px, size_px),
            CameraMode::Free => {
                self.stop_walking();
                self.pose = orbit(&self.settings, self.pose, pivot, dx_px, dy_px);
            }
        }
    }

    /// Rotates the free pose around a point of the world by degrees, clockwise as seen from above.
    pub fn turn_around(&mut self, pivot: DVec3, degrees: f64) {
        if self.mode == CameraMode::Free && degrees.is_finite() {
            self.pose = turned_around(self.pose, pivot, [degrees, 0.0], 90.0);
        }
    }

    /// Moves the free pose towards a point of the world, by notches of the wheel; away for negative ones.
    pub fn approach(&mut self, point: DVec3, notches: f64) {
        if self.mode == CameraMode::Free && notches.is_finite() {
            self.stop_walking();
            let [nearest_m, farthest_m] = APPROACH_M;
            let from = self.pose.eye - point;
            let distance_m = from.length().max(1e-3);
            let wanted_m = distance_m * self.settings.wheel_factor.powf(-notches);
            self.pose.eye = point + from / distance_m * wanted_m.clamp(nearest_m, farthest_m.max(distance_m));
        }
    }

    /// Applies the wheel: changes the speed (returns true, to show it), or zooms the map at the cursor (x -1 left to 1
    /// right, y -1 bottom to 1 top).
    pub fn wheel(&mut self, notches: f64, cursor: DVec2, size_px: [u32; 2]) -> bool {
        let aspect = self.view(size_px).aspect;
        match (self.mode, &mut self.map) {
            (CameraMode::Map, Some(map)) => {
                map.zoom(notches, cursor, aspect, self.extent.extent_m * 2.0 / aspect.min(1.0));
                false
            }
            _ if self.walking => {
                self.walk.change_speed(&self.settings, notches);
                true
            }
            _ => {
                self.fly.change_speed(&self.settings, notches);
                true
            }
        }
    }

    /// Moves the free pose at once by a distance in world meters.
    pub fn shift(&mut self, by_m: DVec3) {
        if self.mode == CameraMode::Free && by_m.is_finite() {
            self.stop_walking();
            self.pose.eye += by_m;
        }
    }

    /// Rotates the free pose at once by degrees, counter-clockwise as seen from above.
    pub fn turn(&mut self, degrees: f64) {
        if self.mode == CameraMode::Free && degrees.is_finite() {
            self.cancel_flight();
            self.pose = self.pose.turned(-degrees, 0.0, 90.0);
        }
    }

    /// Sets the base speed in meters per second, within its range.
    pub fn set_speed(&mut self, speed_mps: f64) {
        if speed_mps.is_finite() {
            let [slowest, fastest] = self.settings.speed_range_mps;
            self.fly.speed_mps = speed_mps.clamp(slowest, fastest);
        }
    }

    /// Stops and rounds to whole millimeters, so that the pose has a short exact text.
    pub fn settle(&mut self) {
        self.cancel_flight();
        self.fly.stop();
        self.walk.stop();
        self.pose = self.pose.snapped();
    }

    /// Advances time with the held keys, without terrain to walk on.
    pub fn step(&mut self, move_input: &MoveInput, dt_secs: f64) {
        self.step_over(None, move_input, dt_secs);
    }

    /// Advances time with the held keys. In walking mode, flying up leaves the terrain.
    pub fn step_over(&mut self, ground: Option<&dyn TerrainQuery>, move_input: &MoveInput, dt_secs: f64) {
        if let (CameraMode::Map, Some(map)) = (self.mode, &mut self.map) {
            map.step(&self.settings, move_input, self.extent.extent_m, dt_secs);
            return;
        }
        if !move_input.is_still() {
            self.cancel_flight();
        }
        if let Some(tour) = &mut self.tour {
            tour.elapsed_secs += dt_secs;
            (self.pose, self.fov_y_deg) = tour.path.at(tour.elapsed_secs);
            if tour.elapsed_secs >= tour.path.secs() {
                self.cancel_flight();
            }
            return;
        }
        if let Some(flight) = &mut self.flight {
            let (pose, arrived) = flight.step(dt_secs);
            self.pose = pose;
            if arrived {
                self.flight = None;
            }
            return;
        }
        if move_input.up > 0.0 {
            self.walking = false;
        }
        match ground.filter(|_| self.walking) {
            Some(ground) => self.walk.step(&self.settings, ground, &mut self.pose, move_input, dt_secs),
            None => self.fly.step(&self.settings, &mut self.pose, move_input, dt_secs),
        }
    }
}

#[cfg(test)]
mod tests;
