//! Orbiting: rotation around a point of the world, which keeps its place in the picture.

use glam::DVec3;

use super::fly::CameraSettings;
use super::pose::Pose;

/// Rotates the pose around `pivot` (world meters) for a mouse movement in pixels. The pivot keeps its place in the
/// picture, so that the view does not jump when a drag begins away from the center.
pub fn orbit(settings: &CameraSettings, pose: Pose, pivot: DVec3, dx_px: f64, dy_px: f64) -> Pose {
    // Twice the speed of looking: a drag across a window is about one revolution.
    let deg_per_px = settings.look_deg_per_px * 2.0;
    turned_around(pose, pivot, [dx_px * deg_per_px, -dy_px * deg_per_px], settings.pitch_limit_deg)
}

/// Rotates the pose around `pivot` (world meters) by degrees of yaw and pitch.
pub fn turned_around(pose: Pose, pivot: DVec3, [yaw_deg, pitch_deg]: [f64; 2], pitch_limit_deg: f64) -> Pose {
    let to = pivot - pose.eye;
    let (x, y, z) = (to.dot(pose.right()), to.dot(pose.up()), to.dot(pose.forward()));
    let turned = pose.turned(yaw_deg, pitch_deg, pitch_limit_deg);
    let eye = pivot - (turned.right() * x + turned.up() * y + turned.forward() * z);
    Pose { eye, ..turned }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, View};

    #[test]
    fn the_pivot_stays_in_its_place_and_distance() {
        let settings = CameraSettings::default();
        let pivot = DVec3::new(130.0, 5.0, 260.0);
        let mut pose = Pose::new(DVec3::new(100.0, 60.0, 100.0), 20.0, -15.0);
        let seen = |pose| View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [16, 9]).project(pivot).unwrap();
        let (place, distance) = (seen(pose), (pivot - pose.eye).length());
        let before = pose;
        for _ in 0..50 {
            pose = orbit(&settings, pose, pivot, 9.0, 2.0);
        }
        assert!((pose.eye - before.eye).length() > 50.0, "it went somewhere");
        assert!((seen(pose) - place).length() < 1e-9);
        assert!(((pivot - pose.eye).length() - distance).abs() < 1e-9);
    }

    #[test]
    fn it_never_turns_over() {
        let settings = CameraSettings::default();
        let start = Pose::new(DVec3::ZERO, 0.0, 0.0);
        assert_eq!(orbit(&settings, start, DVec3::Z * 50.0, 0.0, 1e6).pitch_deg, -89.0);
        assert_eq!(orbit(&settings, start, DVec3::Z * 50.0, 0.0, -1e6).pitch_deg, 89.0);
    }
}
