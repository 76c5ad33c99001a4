//! Flying: smoothed velocity, independent of the frame rate.

use glam::DVec3;

use super::pose::Pose;

/// Sensitivity and speed settings of the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameraSettings {
    /// Time constant with which the velocity follows the keys, seconds.
    pub smoothing_secs: f64,
    /// Speed factor while the fast key is held.
    pub fast_factor: f64,
    /// Speed factor while the slow key is held.
    pub slow_factor: f64,
    /// Speed factor per notch of the wheel.
    pub wheel_factor: f64,
    /// Minimum and maximum base speed, meters per second.
    pub speed_range_mps: [f64; 2],
    /// Moving the mouse down looks up.
    pub invert_look: bool,
    /// View rotation in degrees per pixel of mouse movement.
    pub look_deg_per_px: f64,
    /// Maximum pitch up or down, degrees.
    pub pitch_limit_deg: f64,
    /// Go to other places at once, without a flight.
    pub reduce_motion: bool,
}

impl Default for CameraSettings {
    fn default() -> CameraSettings {
        CameraSettings {
            smoothing_secs: 0.08,
            fast_factor: 5.0,
            slow_factor: 0.1,
            wheel_factor: 1.2,
            speed_range_mps: [1.0, 2000.0],
            invert_look: false,
            look_deg_per_px: 0.12,
            pitch_limit_deg: 89.0,
            reduce_motion: false,
        }
    }
}

/// Movement input of the held keys.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoveInput {
    /// -1 (left) to 1 (right).
    pub right: f64,
    /// -1 (down) to 1 (up), along the world's up axis.
    pub up: f64,
    /// -1 (back) to 1 (forward).
    pub forward: f64,
    /// The fast key is held.
    pub fast: bool,
    /// The slow key is held.
    pub slow: bool,
}

impl MoveInput {
    /// Whether there is no movement input.
    pub fn is_still(&self) -> bool {
        self.right == 0.0 && self.up == 0.0 && self.forward == 0.0
    }

    /// Speed factor of the fast and slow keys.
    pub fn speed_factor(&self, settings: &CameraSettings) -> f64 {
        let fast = if self.fast { settings.fast_factor } else { 1.0 };
        fast * if self.slow { settings.slow_factor } else { 1.0 }
    }
}

/// Exponentially smoothed velocity, integrated exactly: the path does not depend on the time steps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glide {
    velocity_mps: DVec3,
}

impl Glide {
    /// Below this speed, without keys held, the rest of the way is covered at once.
    const REST_MPS: f64 = 0.01;

    /// Whether it is in motion, so that another frame is needed.
    pub fn is_moving(&self) -> bool {
        self.velocity_mps != DVec3::ZERO
    }

    /// Sets the velocity to zero, for example after a jump to another place.
    pub fn stop(&mut self) {
        self.velocity_mps = DVec3::ZERO;
    }

    /// Advances by `dt_secs` towards `target_mps` with a time constant; returns the distance in meters.
    pub fn step(&mut self, target_mps: DVec3, smoothing_secs: f64, dt_secs: f64) -> DVec3 {
        let lag = self.velocity_mps - target_mps;
        let decay = (-dt_secs / smoothing_secs).exp();
        self.velocity_mps = target_mps + lag * decay;
        let mut way = target_mps * dt_secs + lag * (smoothing_secs * (1.0 - decay));
        if target_mps == DVec3::ZERO && self.velocity_mps.length() < Self::REST_MPS {
            way += self.velocity_mps * smoothing_secs;
            self.stop();
        }
        way
    }
}

/// Flying: base speed and smoothed velocity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fly {
    /// Base speed in meters per second.
    pub speed_mps: f64,
    glide: Glide,
}

impl Default for Fly {
    fn default() -> Fly {
        Fly { speed_mps: 40.0, glide: Glide::default() }
    }
}

impl Fly {
    /// Moves the pose by a time step in seconds. Forward is the view direction, up is the world's up.
    pub fn step(&mut self, settings: &CameraSettings, pose: &mut Pose, move_input: &MoveInput, dt_secs: f64) {
        let direction =
            pose.right() * move_input.right + DVec3::Y * move_input.up + pose.forward() * move_input.forward;
        let target = direction.clamp_length_max(1.0) * (self.speed_mps * move_input.speed_factor(settings));
        pose.eye += self.glide.step(target, settings.smoothing_secs, dt_secs);
    }

    /// Changes the base speed by notches of the wheel (away from the user is faster), within the range.
    pub fn change_speed(&mut self, settings: &CameraSettings, notches: f64) {
        let [slowest, fastest] = settings.speed_range_mps;
        self.speed_mps = (self.speed_mps * settings.wheel_factor.powf(notches)).clamp(slowest, fastest);
    }

    /// Whether it is in motion.
    pub fn is_moving(&self) -> bool {
        self.glide.is_moving()
    }

    /// Sets the velocity to zero, for example after a jump to another place.
    pub fn stop(&mut self) {
        self.glide.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::numbers::floor_u32;

    const FORWARD: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 1.0, fast: false, slow: false };

    /// Applies an input for a time, then releases it and glides to rest; the frame time is `dt`.
    fn flown(move_input: MoveInput, held_secs: f64, dt: f64, yaw_deg: f64) -> DVec3 {
        let (settings, mut fly) = (CameraSettings::default(), Fly::default());
        let mut pose = Pose::new(DVec3::ZERO, yaw_deg, 0.0);
        for _ in 0..floor_u32((held_secs / dt).round()) {
            fly.step(&settings, &mut pose, &move_input, dt);
        }
        for _ in 0..floor_u32(3.0 / dt) {
            fly.step(&settings, &mut pose, &MoveInput::default(), dt);
        }
        assert!(!fly.is_moving(), "it comes to rest");
        pose.eye
    }

    #[test]
    fn forward_is_north_and_right_is_east() {
        let north = flown(FORWARD, 1.0, 0.01, 0.0);
        assert!((north - DVec3::Z * 40.0).length() < 1e-6, "W for a second at 40 m/s: {north}");
        let east = flown(MoveInput { right: 1.0, ..MoveInput::default() }, 1.0, 0.01, 0.0);
        assert!((east - DVec3::X * 40.0).length() < 1e-6, "{east}");
        let south = flown(MoveInput { right: 1.0, ..MoveInput::default() }, 1.0, 0.01, 90.0);
        assert!((south + DVec3::Z * 40.0).length() < 1e-6, "right of east is south: {south}");
    }

    #[test]
    fn the_path_does_not_depend_on_the_frame_rate() {
        let reference = flown(FORWARD, 0.5, 0.001, 30.0);
        for dt in [0.002, 0.004, 0.0125, 0.05, 0.25] {
            let other = flown(FORWARD, 0.5, dt, 30.0);
            assert!((other - reference).length() < 1e-6, "{dt}: {other} for {reference}");
        }
    }

    #[test]
    fn velocity_follows_within_its_time_constant() {
        let (settings, mut fly) = (CameraSettings::default(), Fly::default());
        let mut pose = Pose::new(DVec3::ZERO, 0.0, 0.0);
        fly.step(&settings, &mut pose, &FORWARD, settings.smoothing_secs);
        let reached = fly.glide.velocity_mps.z / 40.0;
        assert!((reached - 0.632).abs() < 0.001, "63 % after one time constant: {reached}");
    }

    #[test]
    fn fast_and_slow_and_diagonal() {
        let fast = flown(MoveInput { fast: true, ..FORWARD }, 1.0, 0.01, 0.0);
        assert!((fast.z - 200.0).abs() < 1e-6);
        let slow = flown(MoveInput { slow: true, ..FORWARD }, 1.0, 0.01, 0.0);
        assert!((slow.z - 4.0).abs() < 1e-6);
        let both = flown(MoveInput { right: 1.0, ..FORWARD }, 1.0, 0.01, 0.0);
        assert!((both.length() - 40.0).abs() < 1e-6, "no faster on the diagonal");
    }

    #[test]
    fn up_is_the_worlds_up_whatever_the_pitch() {
        let (settings, mut fly) = (CameraSettings::default(), Fly::default());
        let mut pose = Pose::new(DVec3::ZERO, 40.0, -70.0);
        fly.step(&settings, &mut pose, &MoveInput { up: 1.0, ..MoveInput::default() }, 0.5);
        assert!(pose.eye.y > 1.0 && pose.eye.x == 0.0 && pose.eye.z == 0.0);
    }

    #[test]
    fn the_wheel_changes_the_speed_within_its_range() {
        let (settings, mut fly) = (CameraSettings::default(), Fly::default());
        fly.change_speed(&settings, 1.0);
        assert!((fly.speed_mps - 48.0).abs() < 1e-9);
        fly.change_speed(&settings, 1000.0);
        assert_eq!(fly.speed_mps, 2000.0);
        fly.change_speed(&settings, -1000.0);
        assert_eq!(fly.speed_mps, 1.0);
    }
}
