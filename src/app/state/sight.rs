//! Whether a point is in the picture, and the turn that brings it back.

use glam::DVec3;

use crate::camera::{Pose, View};

/// Largest distance from the center of the picture to a point in sight, as a part of the half picture.
const IN_SIGHT: f64 = 0.94;
/// Largest turn in degrees that brings a point back.
const MOST_DEG: u32 = 90;

/// Whether a point is in the picture, not at its very edge.
pub fn shows(view: &View, point: DVec3) -> bool {
    view.project(point).is_some_and(|at| at.abs().max_element() <= IN_SIGHT)
}

/// The smallest turn in degrees, clockwise, after which a point is in the picture; none if no turn is needed, or if
/// turning does not help.
pub fn turn_to(view: &View, point: DVec3) -> Option<f64> {
    if shows(view, point) {
        return None;
    }
    let turned = |degrees: f64| View { pose: Pose { yaw_deg: view.pose.yaw_deg + degrees, ..view.pose }, ..*view };
    let turns = (1..=MOST_DEG).map(f64::from).flat_map(|degrees| [degrees, -degrees]);
    turns.into_iter().find(|degrees| shows(&turned(*degrees), point))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Lens;

    #[test]
    fn a_point_beside_a_narrower_picture_is_turned_to() {
        let pose = Pose::new(DVec3::new(10.0, 20.0, 30.0), 40.0, -15.0);
        let view = |width| View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [width, 700]);
        for side in [-0.9, 0.9] {
            let point = view(1280).ray(glam::DVec2::new(side, -0.2)).at(80.0);
            assert!(shows(&view(1280), point) && !shows(&view(700), point));
            let degrees = turn_to(&view(700), point).expect("a turn");
            assert_eq!(degrees.signum(), side.signum(), "to the side of the point");
            let turned = View { pose: Pose { yaw_deg: pose.yaw_deg + degrees, ..pose }, ..view(700) };
            let nearly = View { pose: Pose { yaw_deg: pose.yaw_deg + degrees - side.signum(), ..pose }, ..view(700) };
            assert!(shows(&turned, point) && !shows(&nearly, point), "no farther than needed");
        }
        let ahead = view(700).ray(glam::DVec2::ZERO).at(50.0);
        assert_eq!(turn_to(&view(700), ahead), None);
        let above = pose.eye + DVec3::Y * 50.0;
        assert_eq!(turn_to(&view(700), above), None, "no turn shows what is overhead");
    }
}
