//! Map view: vertical, north up, orthographic.

use glam::{DVec2, DVec3};

use super::fly::{CameraSettings, Glide, MoveInput};
use super::pose::Pose;
use super::view::{Lens, View};

/// State of the map view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    /// Center of the picture, meters east and north.
    pub center_m: DVec2,
    /// Meters from the bottom of the picture to its top.
    pub height_m: f64,
    glide: Glide,
}

impl MapView {
    /// Closest zoom: a few tiles.
    const CLOSEST_M: f64 = 8.0;
    /// Zoom factor per notch of the wheel.
    const ZOOM_FACTOR: f64 = 1.2;
    /// Panning speed of the keys in picture heights per second.
    const PAN_HEIGHTS_PER_SEC: f64 = 0.8;

    /// A map view at a place.
    pub fn new(center_m: DVec2, height_m: f64) -> MapView {
        MapView { center_m, height_m, glide: Glide::default() }
    }

    /// The map view that shows a square zone of a side in meters with a small margin.
    pub fn of_zone(extent_m: f64, aspect: f64) -> MapView {
        let shown = extent_m.max(Self::CLOSEST_M) * 1.08;
        MapView::new(DVec2::splat(extent_m / 2.0), shown / aspect.min(1.0))
    }

    /// The view; `eye_y_m` is the height of the eye.
    pub fn view(&self, eye_y_m: f64, aspect: f64) -> View {
        let eye = DVec3::new(self.center_m.x, eye_y_m, self.center_m.y);
        View { pose: Pose::new(eye, 0.0, -90.0), lens: Lens::Orthographic { height_m: self.height_m }, aspect }
    }

    /// Pans by a mouse drag in pixels, in a picture of a height in pixels.
    pub fn drag(&mut self, dx_px: f64, dy_px: f64, picture_height_px: f64) {
        self.glide.stop();
        let m_per_px = self.height_m / picture_height_px.max(1.0);
        self.center_m += DVec2::new(-dx_px, dy_px) * m_per_px;
    }

    /// Zooms by notches of the wheel (away from the user is closer); the point under the cursor stays there. `cursor`
    /// is x -1 left to 1 right, y -1 bottom to 1 top; `farthest_m` limits the picture's height.
    pub fn zoom(&mut self, notches: f64, cursor: DVec2, aspect: f64, farthest_m: f64) {
        let farthest = farthest_m.max(Self::CLOSEST_M);
        let height = (self.height_m * Self::ZOOM_FACTOR.powf(-notches)).clamp(Self::CLOSEST_M, farthest);
        let from_center = DVec2::new(cursor.x * aspect, cursor.y) / 2.0;
        self.center_m += from_center * (self.height_m - height);
        self.height_m = height;
    }

    /// Pans by the held keys for a time step in seconds; `zone_m` is the zone's side, which limits panning.
    pub fn step(&mut self, settings: &CameraSettings, move_input: &MoveInput, zone_m: f64, dt_secs: f64) {
        let direction = DVec3::new(move_input.right, 0.0, move_input.forward).clamp_length_max(1.0);
        let speed = self.height_m * Self::PAN_HEIGHTS_PER_SEC * move_input.speed_factor(settings);
        let way = self.glide.step(direction * speed, settings.smoothing_secs, dt_secs);
        self.center_m = (self.center_m + DVec2::new(way.x, way.z)).clamp(DVec2::ZERO, DVec2::splat(zone_m.max(0.0)));
    }

    /// Whether it is in motion.
    pub fn is_moving(&self) -> bool {
        self.glide.is_moving()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::view::ndc_of_pixel;

    const SIZE: [u32; 2] = [1600, 900];
    const ASPECT: f64 = 16.0 / 9.0;

    fn ground_under(map: &MapView, pixel: DVec2) -> DVec2 {
        let origin = map.view(100.0, ASPECT).ray_at_pixel(pixel, SIZE).origin;
        DVec2::new(origin.x, origin.z)
    }

    #[test]
    fn zooming_keeps_the_ground_under_the_cursor() {
        let mut map = MapView::new(DVec2::new(700.0, 800.0), 1000.0);
        let pixel = DVec2::new(1400.0, 130.0);
        let before = ground_under(&map, pixel);
        map.zoom(3.0, ndc_of_pixel(pixel, SIZE), ASPECT, 4000.0);
        assert!(map.height_m < 600.0);
        assert!((ground_under(&map, pixel) - before).length() < 1e-9);
        map.zoom(-1e3, ndc_of_pixel(pixel, SIZE), ASPECT, 4000.0);
        assert_eq!(map.height_m, 4000.0);
        map.zoom(1e3, ndc_of_pixel(pixel, SIZE), ASPECT, 4000.0);
        assert_eq!(map.height_m, 8.0);
    }

    #[test]
    fn dragging_keeps_the_ground_under_the_cursor() {
        let mut map = MapView::new(DVec2::new(700.0, 800.0), 450.0);
        let (from, to) = (DVec2::new(300.0, 300.0), DVec2::new(420.0, 250.0));
        let before = ground_under(&map, from);
        map.drag(to.x - from.x, to.y - from.y, 900.0);
        assert!((ground_under(&map, to) - before).length() < 1e-9);
    }

    #[test]
    fn a_zone_is_shown_whole_in_any_shape_of_window() {
        for aspect in [0.4, 1.0, 2.4] {
            let view = MapView::of_zone(2048.0, aspect).view(500.0, aspect);
            for corner in [DVec3::ZERO, DVec3::new(2048.0, 0.0, 2048.0)] {
                assert!(view.project(corner).unwrap().abs().max_element() <= 1.0, "{aspect}");
            }
        }
    }

    #[test]
    fn keys_pan_north_and_stop_at_the_edge() {
        let (settings, mut map) = (CameraSettings::default(), MapView::new(DVec2::splat(512.0), 500.0));
        let move_input = MoveInput { forward: 1.0, ..MoveInput::default() };
        map.step(&settings, &move_input, 1024.0, 0.2);
        assert!(map.center_m.y > 520.0 && map.center_m.x == 512.0);
        map.step(&settings, &move_input, 1024.0, 60.0);
        assert_eq!(map.center_m.y, 1024.0);
        for _ in 0..100 {
            map.step(&settings, &MoveInput::default(), 1024.0, 0.02);
        }
        assert!(!map.is_moving());
    }
}
