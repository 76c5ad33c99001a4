//! Whether the camera moves: then a software renderer draws coarser pictures.

use crate::scene::terrain::select::ViewParams;

/// Seconds without movement after which the picture is drawn in full detail: longer than the pauses of a mouse drag.
const REST_SECS: f64 = 0.15;

/// The last view, and when it last changed.
#[derive(Default)]
pub struct Motion {
    view: Option<ViewParams>,
    moved_at_secs: Option<f64>,
}

impl Motion {
    /// Notes the view of a frame. Returns whether the camera moves, or has only just stopped. The first view is no
    /// movement.
    pub fn moves(&mut self, view: &ViewParams, now_secs: f64) -> bool {
        let moved = self.view.is_some_and(|last| last.eye != view.eye || last.clip_from_eye != view.clip_from_eye);
        self.view = Some(*view);
        if moved {
            self.moved_at_secs = Some(now_secs);
        }
        self.moved_at_secs.is_some_and(|at| now_secs < at + REST_SECS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::{DVec3, Mat4};

    fn view(x: f64) -> ViewParams {
        let eye = DVec3::new(x, 0.0, 0.0);
        ViewParams { eye, clip_from_eye: Mat4::IDENTITY, px_per_m: 400.0, flat: false }
    }

    #[test]
    fn a_camera_rests_a_while_after_its_last_movement() {
        let mut motion = Motion::default();
        assert!(!motion.moves(&view(0.0), 1.0), "the first view");
        assert!(!motion.moves(&view(0.0), 2.0));
        assert!(motion.moves(&view(1.0), 3.0));
        assert!(motion.moves(&view(1.0), 3.0 + REST_SECS / 2.0), "a pause of a drag");
        assert!(!motion.moves(&view(1.0), 3.0 + REST_SECS));
        assert!(motion.moves(&view(2.0), 9.0));
    }
}
