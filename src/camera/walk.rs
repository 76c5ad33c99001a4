//! Walking: the eye 1.7 m above the floor, with a slope limit, stopped by the bodies of objects.
//!
//! Movement is split into short steps, each blocked or deflected by terrain and bodies, so that neither frame rate nor
//! speed allows passing a steep slope or a wall. The floor is the terrain, or the highest body that a step reaches. There
//! is no gravity: the feet are on the floor at once, the eye follows them smoothly, and is never below the floor.

use crate::scene::numbers::floor_u32;
use glam::{DVec2, DVec3};

use super::fly::{CameraSettings, Glide, MoveInput};
use super::pose::Pose;
use super::terrain_query::TerrainQuery;
use crate::scene::collision::{STEP_M, Walker};

/// Walking: speed and smoothed height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// Speed in meters per second.
    pub speed_mps: f64,
    glide: Glide,
    /// Height of the feet in meters; none before the first step.
    feet_m: Option<f64>,
    /// The eye has not reached its height above the terrain yet.
    settling: bool,
}

impl Default for Walk {
    fn default() -> Walk {
        Walk { speed_mps: 6.0, glide: Glide::default(), feet_m: None, settling: false }
    }
}

impl Walk {
    /// Height of the eye above the floor, meters.
    pub const EYE_M: f64 = 1.7;
    /// Minimum height of the eye above the floor, if that rises faster than the eye follows, meters.
    pub const LEAST_EYE_M: f64 = 0.8;
    /// Minimum and maximum speed, meters per second.
    pub const SPEED_RANGE_MPS: [f64; 2] = [1.0, 40.0];
    /// Time constant with which the eye follows the floor's height, seconds.
    const FOLLOW_SECS: f64 = 0.07;
    /// Maximum length of a movement step, meters.
    const STEP_M: f64 = 0.2;
    /// Maximum number of steps at a time, whatever the distance.
    const MOST_STEPS: f64 = 4000.0;
    /// Deflection away from a blocking slope or body, as a fraction of the movement along it.
    const ASIDE: f64 = 0.02;
    /// Distance from the zone's edge at which movement stops, meters.
    const EDGE_M: f64 = 0.05;

    /// The walking pose on the terrain below or above a pose, within the zone; looks level.
    pub fn standing(ground: &dyn TerrainQuery, pose: Pose) -> Option<Pose> {
        let at = Self::inside(ground, DVec2::new(pose.eye.x, pose.eye.z));
        let floor_m = ground.floor_m(at, ground.height_m(at.x, at.y)? + STEP_M)?;
        Some(Pose { eye: DVec3::new(at.x, floor_m + Self::EYE_M, at.y), pitch_deg: 0.0, ..pose })
    }

    /// Moves the pose by a time step in seconds. Forward is the horizontal view direction.
    pub fn step(
        &mut self,
        settings: &CameraSettings,
        ground: &dyn TerrainQuery,
        pose: &mut Pose,
        move_input: &MoveInput,
        dt_secs: f64,
    ) {
        let level = Pose { pitch_deg: 0.0, ..*pose };
        let direction = level.right() * move_input.right + level.forward() * move_input.forward;
        let target = direction.clamp_length_max(1.0) * (self.speed_mps * move_input.speed_factor(settings));
        let way = self.glide.step(target, settings.smoothing_secs, dt_secs);
        let place = Self::inside(ground, DVec2::new(pose.eye.x, pose.eye.z));
        let feet_m = self.feet_m.unwrap_or(pose.eye.y - Self::EYE_M);
        let floor_m = ground.floor_m(place, feet_m + STEP_M);
        let from = Walker { place, feet_m: floor_m.unwrap_or(feet_m) };
        let walker = Self::gone(ground, from, DVec2::new(way.x, way.z));
        (pose.eye.x, pose.eye.z) = (walker.place.x, walker.place.y);
        self.feet_m = Some(walker.feet_m);
        self.follow(walker.feet_m, pose, dt_secs);
    }

    /// Result of a movement.
    fn gone(ground: &dyn TerrainQuery, mut walker: Walker, way: DVec2) -> Walker {
        let steps = (way.length() / Self::STEP_M).ceil().clamp(1.0, Self::MOST_STEPS);
        let step = (way / steps).clamp_length_max(Self::STEP_M);
        for _ in 0..floor_u32(steps) {
            walker = Self::stepped(ground, walker, step);
        }
        walker
    }

    /// One step: straight, along what blocks it, or blocked.
    fn stepped(ground: &dyn TerrainQuery, walker: Walker, step: DVec2) -> Walker {
        if step == DVec2::ZERO {
            return walker;
        }
        let mut step = step;
        // Straight; along one slope or wall; out of a corner of two.
        for _ in 0..3 {
            let place = Self::inside(ground, walker.place + step);
            let Some(feet_m) = ground.floor_m(place, walker.feet_m + STEP_M) else { return walker };
            let next = Walker { place, feet_m };
            let Some(away) = Self::obstacle(ground, [walker, next], step) else { return next };
            let along = step - away * step.dot(away).min(0.0);
            step = along + away * (along.length() * Self::ASIDE);
            if step.length() < 1e-6 {
                break;
            }
        }
        walker
    }

    /// What blocks a step between two places: a slope or a body. Returns the unit vector away from it. The terrain's
    /// slope does not matter to feet that are on a body, such as a bridge.
    fn obstacle(ground: &dyn TerrainQuery, [from, to]: [Walker; 2], step: DVec2) -> Option<DVec2> {
        const ON_TERRAIN_M: f64 = 0.01;
        let slope = |walker: Walker| {
            let terrain_m = ground.height_m(walker.place.x, walker.place.y)?;
            if walker.feet_m > terrain_m + ON_TERRAIN_M { None } else { ground.refuses(walker.place, step) }
        };
        // At both places: beyond a thin wall, a step leads away from it.
        let feet_m = from.feet_m.max(to.feet_m);
        let body = |walker: Walker| ground.blocks(Walker { feet_m, ..walker }, step);
        slope(from).or_else(|| slope(to)).or_else(|| body(from)).or_else(|| body(to))
    }

    /// Moves the eye towards its height above the feet.
    fn follow(&mut self, feet_m: f64, pose: &mut Pose, dt_secs: f64) {
        let left = (feet_m + Self::EYE_M - pose.eye.y) * (-dt_secs / Self::FOLLOW_SECS).exp();
        self.settling = left.abs() > 0.001;
        let eye = feet_m + Self::EYE_M - if self.settling { left } else { 0.0 };
        pose.eye.y = eye.max(feet_m + Self::LEAST_EYE_M);
    }

    /// The nearest place within the zone.
    pub(super) fn inside(ground: &dyn TerrainQuery, at: DVec2) -> DVec2 {
        let last = (ground.extent_m() - Self::EDGE_M).max(Self::EDGE_M);
        at.clamp(DVec2::splat(Self::EDGE_M), DVec2::splat(last))
    }

    /// Changes the speed by notches of the wheel, within its range.
    pub fn change_speed(&mut self, settings: &CameraSettings, notches: f64) {
        self.set_speed(self.speed_mps * settings.wheel_factor.powf(notches));
    }

    /// Sets the speed in meters per second, within its range.
    pub fn set_speed(&mut self, speed_mps: f64) {
        if speed_mps.is_finite() {
            let [slowest, fastest] = Self::SPEED_RANGE_MPS;
            self.speed_mps = speed_mps.clamp(slowest, fastest);
        }
    }

    /// Whether it is in motion without input.
    pub fn is_moving(&self) -> bool {
        self.glide.is_moving() || self.settling
    }

    /// Stops at once, without gliding.
    pub fn stop(&mut self) {
        self.glide.stop();
        self.feet_m = None;
        self.settling = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::WalkGround;
    use crate::formats::gtd::{Draft, Gtd, Header};
    use crate::formats::opd::OpdFile;
    use crate::scene::collision::{Collision, TriangleGrid};
    use crate::scene::objects::ObjectSet;
    use crate::scene::terrain::Terrain;
    use crate::scene::terrain::walkable::{MAX_INCLINE, is_refused};

    const FORWARD: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 1.0, fast: false, slow: false };
    const STILL: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 0.0, fast: false, slow: false };

    /// A square kilometer whose height is a function; slopes by differences over a centimeter.
    struct Hill<F>(F);

    impl<F: Fn(f64, f64) -> f64> TerrainQuery for Hill<F> {
        fn tiles_per_side(&self) -> u32 {
            250
        }
        fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64> {
            Some((self.0)(east_m, north_m)).filter(|height| height.is_finite())
        }
        fn refuses(&self, at: DVec2, direction: DVec2) -> Option<DVec2> {
            const D: f64 = 0.005;
            let rise = |a: DVec2| ((self.0)(at.x + a.x, at.y + a.y) - (self.0)(at.x - a.x, at.y - a.y)) / (2.0 * D);
            let gradient = DVec2::new(rise(DVec2::X * D), rise(DVec2::Y * D));
            let incline = -gradient / (1.0 + gradient.length_squared()).sqrt();
            is_refused(incline.as_vec2(), direction.as_vec2()).then(|| incline.normalize_or_zero())
        }
    }

    /// Walks with an input for a time, at a frame time, from a place, in a direction.
    fn walked(
        ground: &dyn TerrainQuery,
        from: [f64; 2],
        yaw_deg: f64,
        move_input: MoveInput,
        secs: f64,
        dt: f64,
    ) -> (Walk, Pose) {
        let (settings, mut walk) = (CameraSettings::default(), Walk::default());
        let start = Pose::new(DVec3::new(from[0], 500.0, from[1]), yaw_deg, -40.0);
        let mut pose = Walk::standing(ground, start).expect("ground");
        for _ in 0..floor_u32((secs / dt).round()) {
            walk.step(&settings, ground, &mut pose, &move_input, dt);
            let ground_m = ground.height_m(pose.eye.x, pose.eye.z).expect("ground");
            assert!(pose.eye.y >= ground_m + Walk::LEAST_EYE_M - 1e-9, "in the ground at {pose}");
        }
        (walk, pose)
    }

    fn settled(ground: &dyn TerrainQuery, (mut walk, mut pose): (Walk, Pose)) -> Pose {
        for _ in 0..300 {
            walk.step(&CameraSettings::default(), ground, &mut pose, &STILL, 0.01);
        }
        assert!(!walk.is_moving(), "it comes to rest");
        pose
    }

    #[test]
    fn on_level_ground_the_eye_is_at_its_height_and_the_speed_is_that_of_feet() {
        let plain = Hill(|_, _| 12.0);
        let pose = settled(&plain, walked(&plain, [500.0, 500.0], 0.0, FORWARD, 2.0, 0.01));
        assert!((pose.eye - DVec3::new(500.0, 13.7, 512.0)).length() < 1e-6, "{pose}");
        let fast = MoveInput { fast: true, ..FORWARD };
        let pose = settled(&plain, walked(&plain, [500.0, 500.0], 90.0, fast, 2.0, 0.01));
        assert!((pose.eye.x - 560.0).abs() < 1e-6, "Shift, eastward: {pose}");
    }

    #[test]
    fn looking_down_is_no_slower_and_the_frame_rate_does_not_matter() {
        let hills = Hill(|x: f64, z: f64| (x / 20.0).sin() * 4.0 + (z / 30.0).cos() * 5.0);
        let reference = settled(&hills, walked(&hills, [500.0, 500.0], 30.0, FORWARD, 4.0, 0.002));
        for dt in [0.01, 0.04, 0.25] {
            let other = settled(&hills, walked(&hills, [500.0, 500.0], 30.0, FORWARD, 4.0, dt));
            assert!((other.eye - reference.eye).length() < 0.01, "{dt}: {other} for {reference}");
        }
    }

    /// Level, then a slope in degrees from 520 m east on.
    fn slope(degrees: f64) -> Hill<impl Fn(f64, f64) -> f64> {
        Hill(move |x: f64, _| (x - 520.0).max(0.0) * degrees.to_radians().tan())
    }

    #[test]
    fn slopes_above_the_limit_block_and_others_do_not() {
        let limit = f64::from(MAX_INCLINE).asin().to_degrees();
        assert!((limit - 40.0).abs() < 0.05);
        for (degrees, stops) in [(30.0, false), (limit - 0.3, false), (limit + 0.3, true), (85.0, true)] {
            let ground = slope(degrees);
            for dt in [0.005, 0.1, 1.0] {
                let (_, pose) = walked(&ground, [510.0, 500.0], 90.0, FORWARD, 6.0, dt);
                assert_eq!(pose.eye.x < 520.1, stops, "{degrees} degrees at {dt} s a frame: {pose}");
                let (_, pose) = walked(&ground, [530.0, 500.0], 270.0, FORWARD, 6.0, dt);
                assert!(pose.eye.x < 515.0, "downhill always: {pose}");
            }
        }
    }

    #[test]
    fn walking_slides_along_a_wall() {
        let wall = slope(70.0);
        let (_, pose) = walked(&wall, [515.0, 500.0], 45.0, FORWARD, 5.0, 0.01);
        assert!(pose.eye.x < 520.1, "not through it: {pose}");
        assert!(pose.eye.z > 515.0, "but along it: {pose}");
    }

    #[test]
    fn a_corner_blocks_and_can_be_left_again() {
        let corner = Hill(|x: f64, z: f64| ((x - 520.0).max(0.0) + (z - 520.0).max(0.0)) * 5.0);
        let (walk, pose) = walked(&corner, [515.0, 515.0], 45.0, FORWARD, 10.0, 0.01);
        assert!(pose.eye.x < 520.3 && pose.eye.z < 520.3, "{pose}");
        let (mut walk, mut pose) = (walk, pose);
        let back = MoveInput { forward: -1.0, ..STILL };
        for _ in 0..300 {
            walk.step(&CameraSettings::default(), &corner, &mut pose, &back, 0.01);
        }
        assert!(pose.eye.x < 512.0 && pose.eye.z < 512.0, "{pose}");
    }

    #[test]
    fn at_the_border_it_ends() {
        let plain = Hill(|_, _| 3.0);
        let fast = MoveInput { fast: true, ..FORWARD };
        for (yaw_deg, x, z) in [(0.0, 500.0, 999.95), (90.0, 999.95, 500.0), (180.0, 500.0, 0.05), (270.0, 0.05, 500.0)]
        {
            let (_, pose) = walked(&plain, [500.0, 500.0], yaw_deg, fast, 40.0, 0.1);
            assert!((pose.eye.x - x).abs() < 1e-6 && (pose.eye.z - z).abs() < 1e-6, "{yaw_deg}: {pose}");
        }
        let outside = Walk::standing(&plain, Pose::new(DVec3::new(-400.0, 9.0, 5000.0), 0.0, -89.0)).unwrap();
        assert_eq!((outside.eye, outside.pitch_deg), (DVec3::new(0.05, 4.7, 999.95), 0.0));
    }

    #[test]
    fn holes_and_damage_are_not_walked_into() {
        let hole = Hill(|x, _| if x > 510.0 { f64::NAN } else { 1.0 });
        let (_, pose) = walked(&hole, [500.0, 500.0], 90.0, FORWARD, 5.0, 0.01);
        assert!(pose.eye.x <= 510.0 && pose.eye.x > 509.0 && pose.is_finite(), "{pose}");
        let void = Hill(|_, _| f64::NAN);
        assert_eq!(Walk::standing(&void, Pose::new(DVec3::ZERO, 0.0, 0.0)), None);
    }

    /// A flat square of 256 m with bodies, as a walker meets it.
    struct Yard {
        terrain: Terrain,
        collision: Collision,
    }

    impl Yard {
        /// Each body is a box between two corners: its sides and its top.
        fn new(bodies: &[[[f32; 3]; 2]]) -> Yard {
            let gtd = Gtd::parse(Draft::flat(Header::versioned(1, "yard"), 65).encode().unwrap()).unwrap();
            let faces = |&[[x0, y0, z0], [x1, y1, z1]]: &[[f32; 3]; 2]| {
                let sides = [[x0, z0, x1, z0], [x1, z0, x1, z1], [x1, z1, x0, z1], [x0, z1, x0, z0]];
                let wall = |[ax, az, bx, bz]: [f32; 4]| {
                    [[[ax, y0, az], [ax, y1, az], [bx, y1, bz]], [[ax, y0, az], [bx, y1, bz], [bx, y0, bz]]]
                };
                let top = [[x0, y1, z0], [x0, y1, z1], [x1, y1, z1], [x1, y1, z0]];
                let top = [[top[0], top[1], top[2]], [top[0], top[2], top[3]]];
                sides.into_iter().flat_map(wall).chain(top).collect::<Vec<_>>()
            };
            let collision = bodies.iter().flat_map(faces).collect();
            let file =
                OpdFile { header: None, width_m: 256.0, length_m: 256.0, collision, cells: vec![], objects: vec![] };
            Yard { terrain: Terrain::new(gtd), collision: Collision::new(&file, &ObjectSet::default(), &[]) }
        }

        /// Where somebody ends who walks in a direction for some seconds.
        fn end(&self, from: [f64; 2], yaw_deg: f64, secs: f64) -> DVec3 {
            let water = &TriangleGrid::default();
            let ground = WalkGround { terrain: &self.terrain, collision: &self.collision, water, gates_open: false };
            settled(&ground, walked(&ground, from, yaw_deg, FORWARD, secs, 1.0 / 60.0)).eye
        }
    }

    #[test]
    fn a_wall_stops_and_is_slid_along() {
        let yard = Yard::new(&[[[100.0, 0.0, 20.0], [101.0, 4.0, 220.0]]]);
        let eye = yard.end([90.0, 120.0], 90.0, 5.0);
        assert!(eye.x > 99.4 && eye.x < 99.75 && (eye.z - 120.0).abs() < 0.3, "head-on: {eye}");
        let eye = yard.end([95.0, 120.0], 45.0, 5.0);
        assert!(eye.x < 99.75 && eye.z > 135.0, "along it: {eye}");
        let eye = yard.end([95.0, 210.0], 45.0, 5.0);
        assert!(eye.x > 101.0, "past its end: {eye}");
    }

    #[test]
    fn a_passage_is_wide_enough_and_a_gap_is_not() {
        let walls = |gap: f32| {
            let half = gap / 2.0;
            Yard::new(&[
                [[100.0, 0.0, 20.0], [101.0, 4.0, 120.0 - half]],
                [[100.0, 0.0, 120.0 + half], [101.0, 4.0, 220.0]],
            ])
        };
        assert!(walls(0.9).end([95.0, 120.0], 90.0, 4.0).x > 110.0, "a door");
        assert!(walls(0.4).end([95.0, 120.0], 90.0, 4.0).x < 100.2, "a slit");
    }

    #[test]
    fn steps_and_bridges_carry_and_high_ones_block() {
        // Three steps of 0.4 m, then a bridge at 1.2 m that ends at 130 m.
        let steps = [1.0, 2.0, 3.0].map(|i| [[100.0 + i, 0.0, 110.0], [130.0, 0.4 * i, 130.0]]);
        let stairs = Yard::new(&steps);
        let eye = stairs.end([95.0, 120.0], 90.0, 4.0);
        assert!((eye.y - 2.9).abs() < 0.01 && eye.x > 115.0, "up and along: {eye}");
        let eye = stairs.end([95.0, 120.0], 90.0, 8.0);
        assert!((eye.y - 1.7).abs() < 0.01 && eye.x > 140.0, "and down at its end: {eye}");
        let block = Yard::new(&[[[101.0, 0.0, 110.0], [130.0, 0.6, 130.0]]]);
        let eye = block.end([95.0, 120.0], 90.0, 4.0);
        assert!(eye.x < 101.0 && (eye.y - 1.7).abs() < 0.01, "too high for a step: {eye}");
        let roof = Yard::new(&[[[101.0, 2.2, 110.0], [110.0, 2.6, 130.0]]]);
        let eye = roof.end([95.0, 120.0], 90.0, 4.0);
        assert!(eye.x > 115.0 && (eye.y - 1.7).abs() < 0.01, "under it: {eye}");
    }

    #[test]
    fn a_step_in_the_ground_is_taken_softly() {
        let kerb = Hill(|x, _| if x > 503.0 { 0.5 } else { 0.0 });
        let (settings, mut walk) = (CameraSettings::default(), Walk::default());
        let mut pose = Walk::standing(&kerb, Pose::new(DVec3::new(500.0, 9.0, 500.0), 90.0, 0.0)).unwrap();
        let mut highest: f64 = 0.0;
        for _ in 0..200 {
            let before = pose.eye.y;
            // A vertical step between patches has no width: it is stepped over.
            walk.step(&settings, &kerb, &mut pose, &FORWARD, 1.0 / 60.0);
            highest = highest.max(pose.eye.y - before);
        }
        assert!(pose.eye.x > 510.0 && (pose.eye.y - 2.2).abs() < 1e-6, "{pose}");
        assert!(highest < 0.12, "no jolt: {highest} m in a frame");
    }
}
