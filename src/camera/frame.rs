//! Home view: a pose that shows a whole zone.

use glam::DVec3;

use super::pose::Pose;
use crate::scene::model_stage::ModelSphere;
use crate::scene::raster::model_picture::PictureAngle;

/// A pose south of a square zone, looking north and down at its center from the distance that shows all of it.
///
/// `extent_m` is the zone's side, `heights_m` its lowest and highest ground, `fov_y_deg` the vertical field of
/// view and `aspect` the picture's width over its height.
pub fn frame_zone(extent_m: f64, heights_m: [f64; 2], fov_y_deg: f64, aspect: f64) -> Pose {
    const PITCH_DEG: f64 = -45.0;
    let [low, high] = heights_m;
    let half = DVec3::new(extent_m / 2.0, (high - low).max(0.0) / 2.0, extent_m / 2.0);
    let center = DVec3::new(half.x, low + half.y, half.z);
    let tan_y = (fov_y_deg.to_radians() / 2.0).tan();
    let tan_x = tan_y * aspect;
    let direction = Pose::new(center, 0.0, PITCH_DEG);
    let (r, u, f) = (direction.right(), direction.up(), direction.forward());
    // The minimum distance at which all corners of the zone's box are within the picture.
    let mut distance: f64 = 1.0;
    for i in 0..8 {
        let sign = |bit: i32| if i >> bit & 1 == 0 { -1.0 } else { 1.0 };
        let corner = half * DVec3::new(sign(0), sign(1), sign(2));
        let needed = (corner.dot(r).abs() / tan_x).max(corner.dot(u).abs() / tan_y) - corner.dot(f);
        distance = distance.max(needed);
    }
    // A small margin.
    Pose { eye: center - f * (distance * 1.03), ..direction }
}

/// A pose that shows a sphere around a single model from the direction of its pictures, in a picture that is at least as
/// wide as high.
pub fn frame_model(sphere: &ModelSphere, fov_y_deg: f64) -> Pose {
    let PictureAngle { yaw_deg, pitch_deg } = PictureAngle::default();
    let center = sphere.center.as_dvec3();
    let direction = Pose::new(center, yaw_deg.into(), pitch_deg.into());
    // A small margin.
    let distance = f64::from(sphere.radius_m) / (fov_y_deg.to_radians() / 2.0).sin() * 1.03;
    Pose { eye: center - direction.forward() * distance, ..direction }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, View};

    #[test]
    fn the_whole_zone_is_in_the_picture_and_fills_it() {
        for (extent, heights) in [(256.0, [0.0, 3.0]), (2048.0, [-11.0, 274.0]), (32768.0, [0.0, 483.0])] {
            for aspect in [0.5, 1.0, 16.0 / 9.0] {
                let pose = frame_zone(extent, heights, 60.0, aspect);
                let view = View { pose, lens: Lens::Perspective { fov_y_deg: 60.0 }, aspect };
                let mut widest: f64 = 0.0;
                for i in 0..8 {
                    let pick = |bit: i32, a: f64, b: f64| if i >> bit & 1 == 0 { a } else { b };
                    let corner =
                        DVec3::new(pick(0, 0.0, extent), pick(1, heights[0], heights[1]), pick(2, 0.0, extent));
                    widest = widest.max(view.project(corner).expect("in front of the eye").abs().max_element());
                }
                assert!(widest <= 1.0 && widest > 0.8, "{extent} {aspect}: {widest}");
                assert!(pose.eye.y > heights[1], "above the ground");
            }
        }
    }

    #[test]
    fn the_whole_model_is_in_the_picture_and_fills_it() {
        let sphere = ModelSphere { center: glam::Vec3::new(32.0, 1.5, 32.0), radius_m: 2.0 };
        let pose = frame_model(&sphere, 60.0);
        let view = View { pose, lens: Lens::Perspective { fov_y_deg: 60.0 }, aspect: 1.0 };
        let top = view.project(sphere.center.as_dvec3() + pose.up() * 2.0).expect("in front of the eye");
        assert!((0.75..1.0).contains(&top.y), "{top}");
        assert!(pose.eye.y > 1.5 && pose.eye.z < 32.0 && pose.eye.x < 32.0);
    }
}
