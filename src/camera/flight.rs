//! Short camera flight from one pose to another.

use glam::DVec3;

use super::pose::{Pose, normal_yaw};
use crate::scene::easing::ease;

/// A flight in progress, with eased motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Pose,
    to: Pose,
    elapsed_secs: f64,
}

impl Flight {
    /// Duration of a flight, seconds.
    pub const SECS: f64 = 0.35;

    /// Starts a flight between two poses.
    pub fn new(from: Pose, to: Pose) -> Flight {
        Flight { from, to, elapsed_secs: 0.0 }
    }

    /// Target pose of the flight.
    pub fn target(&self) -> Pose {
        self.to
    }

    /// Advances by a time step in seconds; returns the pose, and whether it has arrived.
    pub fn step(&mut self, dt_secs: f64) -> (Pose, bool) {
        self.elapsed_secs += dt_secs;
        let part = (self.elapsed_secs / Self::SECS).min(1.0);
        if part >= 1.0 {
            return (self.to, true);
        }
        let s = ease(part);
        let turn = (self.to.yaw_deg - self.from.yaw_deg + 180.0).rem_euclid(360.0) - 180.0;
        let pitch = self.from.pitch_deg + (self.to.pitch_deg - self.from.pitch_deg) * s;
        (Pose::new(self.from.eye.lerp(self.to.eye, s), normal_yaw(self.from.yaw_deg + turn * s), pitch), false)
    }
}

/// Target pose for a double-clicked point: looks at the point from the current side and stops short of it, at a
/// distance that shrinks with the way but keeps the surroundings in view.
pub fn pose_before(from: Pose, point: DVec3) -> Pose {
    let way = point - from.eye;
    let distance = way.length();
    let stop_m = (distance * 0.15).clamp(15.0, 80.0).min(distance);
    let eye = if distance > 0.0 { point - way * (stop_m / distance) } else { from.eye };
    let pose = Pose::looking_at(eye, point);
    Pose { pitch_deg: pose.pitch_deg.clamp(-89.0, 89.0), ..pose }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrives_in_time_and_turns_the_short_way() {
        let from = Pose::new(DVec3::ZERO, 350.0, 0.0);
        let to = Pose::new(DVec3::new(100.0, 20.0, 300.0), 20.0, -30.0);
        let mut flight = Flight::new(from, to);
        let (middle, arrived) = flight.step(Flight::SECS / 2.0);
        assert!(!arrived);
        assert!((middle.eye - to.eye / 2.0).length() < 1e-9);
        assert!((middle.yaw_deg - 5.0).abs() < 1e-9, "over north, not round by south: {}", middle.yaw_deg);
        assert_eq!(flight.step(Flight::SECS / 2.0), (to, true));
    }

    #[test]
    fn stops_short_of_the_point_and_looks_at_it() {
        let from = Pose::new(DVec3::new(0.0, 50.0, 0.0), 0.0, 0.0);
        let point = DVec3::new(300.0, 0.0, 400.0);
        let to = pose_before(from, point);
        let left = point - to.eye;
        assert!((15.0..=80.0).contains(&left.length()));
        assert!((to.forward() - left.normalize()).length() < 1e-9);
        let near = pose_before(from, DVec3::new(0.0, 50.0, 3.0));
        assert_eq!(near.eye, from.eye, "never backwards");
        assert!(pose_before(from, from.eye).is_finite());
    }
}
