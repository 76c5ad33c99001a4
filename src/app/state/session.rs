//! Camera and input: the rig, the keys and the mouse that move it, and its clock.
//!
//! Times are seconds of one monotonic clock; positions in the picture are physical pixels.

use glam::DVec3;

use super::sight;
use crate::app::picture_rect::PictureRect;
use crate::camera::rig::ZoneExtent;
use crate::camera::start::above_ground;
use crate::camera::view::ndc_of_pixel;
use crate::camera::{CameraMode, Pose, Ray, Rig, TerrainQuery, View};
use crate::input::pointer::{Button, Gesture, Pointer};
use crate::input::{Bindings, KeyState};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::{Hit, pick};
use crate::scene::terrain::tile_facts::slope_deg;
use crate::ui::{Cursor, Preferences};

/// Magnification per notch of the wheel.
const NOTCH: f64 = 1.2;
/// Maximum movement of the free camera by a pinch without a point on the terrain, meters.
const PINCH_M: f64 = 200.0;
/// Maximum time step, so that the camera does not jump after a pause.
const LONGEST_STEP_SECS: f64 = 1.0;
/// Minimum height of a restored camera above the terrain, meters.
pub(super) const CLEARANCE_M: f64 = 1.0;

/// A click on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Click {
    /// With the left button, at a place in the window in pixels, with the point on the terrain there.
    Select([f64; 2], Option<Hit>),
    /// With the left button and the command key, at a place in the window in pixels, with the point on the terrain there.
    Add([f64; 2], Option<Hit>),
    /// With the left button and Alt: the terrain behind objects.
    Ground(Hit),
    /// With the right button on the terrain, at a place in the window in pixels.
    Menu(Hit, [f64; 2]),
}

/// Camera, keys, mouse and clock.
#[derive(Debug)]
pub struct Session {
    pub rig: Rig,
    pub key_state: KeyState,
    /// State of the mouse over the picture.
    pub pointer: Pointer,
    /// The part of the window that shows the world.
    pub picture: PictureRect,
    /// The pose for which terrain is selected while culling is frozen.
    pub frozen: Option<Pose>,
    /// The point on the terrain under the cursor.
    pub cursor: Option<Cursor>,
    /// The point of the last click on terrain or object, to which a second click at the same place flies.
    pub(super) clicked: Option<DVec3>,
    /// Center of a single model, around which the mouse moves the camera.
    pub center: Option<DVec3>,
    /// Start of a drag, and the point that it orbits.
    pivot: Option<([f64; 2], DVec3)>,
    clock_secs: f64,
}

impl Session {
    /// Creates a session with a camera pose.
    pub fn new(pose: Pose, fov_y_deg: f64, bindings: Bindings, preferences: &Preferences) -> Session {
        let mut session = Session {
            rig: Rig::new(pose, fov_y_deg),
            key_state: KeyState::new(bindings),
            pointer: Pointer::default(),
            picture: PictureRect::of_window([1280, 720]),
            frozen: None,
            cursor: None,
            clicked: None,
            center: None,
            pivot: None,
            clock_secs: 0.0,
        };
        session.rig.set_walk_speed(preferences.walk_speed_mps);
        session.apply_preferences(preferences);
        session
    }

    /// Applies the preferences of mouse and motion.
    pub fn apply_preferences(&mut self, preferences: &Preferences) {
        self.rig.settings.look_deg_per_px = preferences.look_deg_per_px;
        self.rig.settings.invert_look = preferences.invert_look;
        self.rig.settings.reduce_motion = preferences.reduce_motion;
    }

    /// Switches between the classic field of view and the usual one. A field of view chosen for this session is kept.
    pub fn set_classic(&mut self, classic: bool, preferences: &Preferences) {
        let fov_deg = |classic| if classic { View::CLASSIC_FOV_DEG } else { preferences.fov_y_deg };
        if self.rig.fov_y_deg == fov_deg(!classic) {
            self.rig.fov_y_deg = fov_deg(classic);
        }
    }

    /// Replaces the bindings; pressed keys are released.
    pub fn set_bindings(&mut self, bindings: Bindings) {
        self.key_state.release_all();
        self.key_state.bindings = bindings;
    }

    /// Advances the clock. Returns the seconds since the last call.
    pub fn advance(&mut self, now_secs: f64, ground: Option<&dyn TerrainQuery>) -> f64 {
        let dt_secs = (now_secs - self.clock_secs).clamp(0.0, LONGEST_STEP_SECS);
        self.clock_secs = self.clock_secs.max(now_secs);
        self.rig.step_over(ground, &self.key_state.move_input(), dt_secs);
        // A fly-through stays above the terrain, as `render --path` does.
        if let Some(ground) = ground.filter(|_| self.rig.tour_secs().is_some()) {
            let lifted = above_ground(ground, self.rig.pose(), CLEARANCE_M);
            self.rig.raise_to(lifted.eye.y);
        }
        dt_secs
    }

    /// Clock of the session, seconds.
    pub fn clock_secs(&self) -> f64 {
        self.clock_secs
    }

    /// Whether the picture changes over time.
    pub fn is_moving(&self) -> bool {
        self.rig.is_moving() || self.key_state.is_moving()
    }

    /// Speed of flying, or of walking, in meters per second.
    pub fn speed_mps(&self) -> f64 {
        if self.rig.is_walking() { self.rig.walk_speed_mps() } else { self.rig.speed_mps() }
    }

    pub fn view(&self) -> View {
        self.rig.view(self.picture.size_px)
    }

    /// The ray through a position in the window, pixels.
    pub(super) fn ray(&self, at_px: [f64; 2]) -> Ray {
        self.view().ray_at_pixel(self.picture.within(at_px).into(), self.picture.size_px)
    }

    /// The point on the terrain at a position in the window, pixels.
    pub fn pick(&self, ground: Option<&Terrain>, at_px: [f64; 2]) -> Option<Hit> {
        let ray = self.ray(at_px);
        pick(ground?, ray.origin, ray.direction)
    }

    /// The place of a world point in the window, pixels; none outside the picture.
    pub fn place_px(&self, world: DVec3) -> Option<[f64; 2]> {
        let at = self.view().project(world).filter(|at| at.abs().max_element() <= 1.0)?;
        let parts = [(at.x + 1.0) / 2.0, (1.0 - at.y) / 2.0];
        let PictureRect { corner_px, size_px } = self.picture;
        Some([0, 1].map(|i: usize| f64::from(corner_px[i]) + parts[i] * f64::from(size_px[i])))
    }

    /// Takes the new place of the picture. A picked point that was in sight stays in sight: the camera turns as little
    /// as that needs.
    pub fn set_picture(&mut self, picture: PictureRect, picked: Option<DVec3>) {
        let before = std::mem::replace(&mut self.picture, picture);
        if let Some(point) = picked.filter(|_| before.size_px != picture.size_px && self.rig.tour_secs().is_none())
            && sight::shows(&self.rig.view(before.size_px), point)
        {
            match self.rig.mode() {
                CameraMode::Map if !sight::shows(&self.view(), point) => self.rig.fly_to_point(point),
                CameraMode::Map => {}
                CameraMode::Free => {
                    if let Some(degrees) = sight::turn_to(&self.view(), point) {
                        self.rig.turn(-degrees);
                    }
                }
            }
        }
    }

    /// Releases keys and buttons, after the window lost the keyboard.
    pub fn release_all(&mut self) {
        self.key_state.release_all();
        self.pointer.release_all();
    }

    /// Handles a button press over the picture.
    pub fn button_pressed(&mut self, button: Button) {
        self.pointer.press(button, self.key_state.modifiers().alt);
    }

    /// Handles a button release. Returns a click.
    pub fn button_released(&mut self, button: Button, ground: Option<&Terrain>) -> Option<Click> {
        let gesture = self.pointer.release(button, self.clock_secs)?;
        self.gesture(gesture, ground)
    }

    /// Handles a cursor movement; `scale` is physical pixels per point. Returns a click.
    pub fn cursor_moved(&mut self, to_px: [f64; 2], scale: f64, ground: Option<&Terrain>) -> Option<Click> {
        let gesture = self.pointer.moved(to_px, scale)?;
        self.gesture(gesture, ground)
    }

    /// As [`Session::cursor_moved`], by a finger, which is less steady. It turns the view by points: pixels of phones are
    /// small.
    pub fn finger_moved(&mut self, to_px: [f64; 2], scale: f64) {
        /// Points of a finger for one of a mouse.
        const UNSTEADY: f64 = 2.0;
        match self.pointer.moved(to_px, scale * UNSTEADY) {
            Some(Gesture::Look { dx_px, dy_px }) if self.rig.mode() == CameraMode::Free => {
                self.gesture(Gesture::Look { dx_px: dx_px / scale, dy_px: dy_px / scale }, None);
            }
            Some(drag) => drop(self.gesture(drag, None)),
            None => {}
        }
    }

    /// Handles a relative movement while the cursor is locked. Returns a click.
    pub fn mouse_moved(&mut self, by_px: [f64; 2], ground: Option<&Terrain>) -> Option<Click> {
        let gesture = self.pointer.moved_by(by_px)?;
        self.gesture(gesture, ground)
    }

    fn gesture(&mut self, gesture: Gesture, ground: Option<&Terrain>) -> Option<Click> {
        match gesture {
            Gesture::Look { dx_px, dy_px } => match self.center {
                Some(center) => self.rig.orbit(center, dx_px, dy_px, self.picture.size_px),
                None => self.rig.look(dx_px, dy_px, self.picture.size_px),
            },
            Gesture::Orbit { dx_px, dy_px, began_px } => {
                let pivot = self.center.unwrap_or_else(|| self.pivot_of(began_px, ground));
                self.rig.orbit(pivot, dx_px, dy_px, self.picture.size_px);
            }
            Gesture::DoubleClick { .. } => {
                // What the first click opened may have moved the picture under the cursor.
                if let Some(point) = self.clicked.take() {
                    self.rig.fly_to_point(point);
                }
            }
            Gesture::Click { at_px } => {
                let hit = self.pick(ground, at_px);
                if self.key_state.modifiers().for_chord().command {
                    // A second click at the same place does not fly there.
                    self.clicked = None;
                    return Some(Click::Add(at_px, hit));
                }
                self.clicked = hit.map(|hit| hit.position);
                return Some(Click::Select(at_px, hit));
            }
            Gesture::AltClick { at_px } => return self.pick(ground, at_px).map(Click::Ground),
            Gesture::Menu { at_px } => return self.pick(ground, at_px).map(|hit| Click::Menu(hit, at_px)),
        }
        None
    }

    /// The point that a drag orbits: the terrain where it began, picked once per drag.
    fn pivot_of(&mut self, began_px: [f64; 2], ground: Option<&Terrain>) -> DVec3 {
        const WITHOUT_GROUND_M: f64 = 200.0;
        if let Some((began, pivot)) = self.pivot
            && began == began_px
            && self.pointer.is_dragging()
        {
            return pivot;
        }
        let sky = || self.ray(began_px).at(WITHOUT_GROUND_M);
        let pivot = self.pick(ground, began_px).map_or_else(sky, |hit| hit.position);
        self.pivot = Some((began_px, pivot));
        pivot
    }

    /// The cursor position in the window, or the center of the picture if the cursor is not over the window.
    fn cursor_px(&self) -> [f64; 2] {
        self.pointer.at_px().unwrap_or(self.picture.center_px())
    }

    /// Handles notches of the wheel over the picture, away from the user positive: a single model comes nearer. Returns
    /// the speed in meters per second, if it changed.
    pub fn wheel(&mut self, notches: f64) -> Option<f64> {
        if let Some(center) = self.center.filter(|_| self.rig.mode() == CameraMode::Free) {
            self.rig.approach(center, notches);
            return None;
        }
        let cursor = ndc_of_pixel(self.picture.within(self.cursor_px()).into(), self.picture.size_px);
        self.rig.wheel(notches, cursor, self.picture.size_px).then(|| self.rig.speed_mps())
    }

    /// Handles a pinch by a fraction of the distance of the fingers (negative: closing): zooms the map, or moves the
    /// free camera towards the point that it looks at.
    pub fn pinch(&mut self, delta: f64, ground: Option<&Terrain>) {
        match self.rig.mode() {
            _ if !delta.is_finite() => {}
            CameraMode::Map => {
                self.wheel((1.0 + delta.clamp(-0.9, 9.0)).ln() / NOTCH.ln());
            }
            CameraMode::Free => {
                let at_px = self.cursor_px();
                let distance = |hit: Hit| hit.position.distance(self.rig.pose().eye);
                let reach_m = self.pick(ground, at_px).map_or(PINCH_M, distance);
                let along = self.ray(at_px).direction;
                // The distance to the point changes by a factor, so that the opposite pinch leads back.
                let nearer = delta.clamp(-0.5, 1.0) / (1.0 + delta.clamp(-0.5, 1.0));
                self.rig.shift(along * nearer * reach_m.clamp(2.0, PINCH_M * 10.0));
            }
        }
    }

    /// Handles a two-finger scroll in pixels: drags the map, or moves the free camera sideways.
    pub fn pan(&mut self, by_px: [f64; 2]) {
        match self.rig.mode() {
            CameraMode::Map => self.rig.look(by_px[0], by_px[1], self.picture.size_px),
            CameraMode::Free => {
                let pose = self.rig.pose();
                let m_per_px = self.rig.speed_mps() / 400.0;
                self.rig.shift(pose.right() * (-by_px[0] * m_per_px) + DVec3::Y * (by_px[1] * m_per_px));
            }
        }
    }

    /// Picks the terrain under the cursor; `over_picture` is false if a panel is in the way.
    pub fn find_cursor(&mut self, over_picture: bool, ground: Option<&Terrain>) {
        let at_px = self.pointer.at_px().filter(|_| over_picture && !self.pointer.is_dragging());
        let hit = at_px.and_then(|at_px| self.pick(ground, at_px));
        let slope = |hit: &Hit| slope_deg(&ground?.heights(), hit.position.x as f32, hit.position.z as f32);
        self.cursor = hit.map(|hit| Cursor {
            position: hit.position,
            tile: hit.tile,
            slope_deg: slope(&hit).unwrap_or_default(),
        });
    }

    /// The same view on another version of the terrain. The eye is raised above it, unless it was below the previous
    /// one; an eye that has come to lie outside a smaller zone goes to `start`.
    pub fn stay_in(&mut self, before: Option<&Terrain>, ground: &Terrain, start: Pose) {
        let pose = self.rig.pose();
        let outside_m = |terrain: &Terrain, pose: Pose| outside_m(extent_of(terrain).extent_m, pose);
        let left = |pose: Pose| outside_m(ground, pose) > before.map_or(0.0, |before| outside_m(before, pose));
        let was_above = before.is_some_and(|before| above_ground(before, pose, 0.0) == pose);
        self.rig.resize(extent_of(ground));
        self.frozen = self.frozen.filter(|pose| !left(*pose));
        if left(pose) {
            self.rig.put(start);
        } else if was_above && above_ground(ground, pose, 0.0) != pose {
            self.rig.put(above_ground(ground, pose, CLEARANCE_M));
        }
    }

    pub fn enter(&mut self, ground: &Terrain, pose: Pose, speed_mps: Option<f64>) {
        self.rig.set_extent(extent_of(ground));
        self.rig.jump_to(pose);
        speed_mps.into_iter().for_each(|speed| self.rig.set_speed(speed));
    }

    /// Flies to a place on the terrain, meters east and north.
    pub fn go_to(&mut self, ground: &Terrain, east_m: f64, north_m: f64) {
        const FROM_ABOVE_M: f64 = 10_000.0;
        if let Some(hit) = pick(ground, DVec3::new(east_m, FROM_ABOVE_M, north_m), DVec3::NEG_Y) {
            self.rig.fly_to_point(hit.position);
        }
    }
}

fn extent_of(ground: &Terrain) -> ZoneExtent {
    let (low, high) = ground.height_range_m();
    ZoneExtent { extent_m: f64::from(ground.gtd().extent_m()), heights_m: [f64::from(low), f64::from(high)] }
}

/// Horizontal distance in meters by which an eye is outside a zone of an extent; 0 inside.
fn outside_m(extent_m: f64, pose: Pose) -> f64 {
    let beyond = |at_m: f64| (at_m - at_m.clamp(0.0, extent_m)).abs();
    beyond(pose.eye.x).max(beyond(pose.eye.z))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};
    use crate::input::Key;

    fn session() -> Session {
        let pose = Pose::new(DVec3::new(32.0, 40.0, 8.0), 0.0, -45.0);
        let mut session = Session::new(pose, 60.0, Bindings::default(), &Preferences::default());
        session.picture = PictureRect::of_window([800, 600]);
        session
    }

    fn ground() -> Terrain {
        Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "flat"), 17).encode().unwrap()).unwrap())
    }

    #[test]
    fn time_goes_forward_and_a_pause_is_no_flight() {
        let mut session = session();
        assert_eq!(session.advance(0.5, None), 0.5);
        assert_eq!((session.advance(0.2, None), session.clock_secs()), (0.0, 0.5));
        session.key_state.press(Key::W, false);
        let before = session.rig.pose().eye;
        assert_eq!(session.advance(3600.0, None), LONGEST_STEP_SECS);
        let way = session.rig.pose().eye.distance(before);
        assert!(way > 1.0 && way < session.rig.speed_mps() * 1.1, "{way}");
    }

    #[test]
    fn a_click_finds_the_ground_and_a_panel_in_the_way_hides_it() {
        let (mut session, ground) = (session(), ground());
        session.cursor_moved([400.0, 300.0], 1.0, Some(&ground));
        session.find_cursor(true, Some(&ground));
        let under = session.cursor.expect("the middle of the picture is ground").position;
        session.button_pressed(Button::Left);
        let clicked = session.button_released(Button::Left, Some(&ground));
        // A single click may still become a double click: the picked point is the same either way.
        assert!(clicked.is_none_or(|click| matches!(click, Click::Select(_, Some(hit)) if hit.position == under)));
        session.find_cursor(false, Some(&ground));
        assert!(session.cursor.is_none());
        session.find_cursor(true, None);
        assert!(session.cursor.is_none(), "there is no ground without a zone");
    }

    #[test]
    fn the_classic_view_keeps_a_field_of_view_of_ones_own() {
        let (mut session, preferences) = (session(), Preferences::default());
        session.rig.fov_y_deg = preferences.fov_y_deg;
        session.set_classic(true, &preferences);
        assert_eq!(session.rig.fov_y_deg, View::CLASSIC_FOV_DEG);
        session.set_classic(false, &preferences);
        assert_eq!(session.rig.fov_y_deg, preferences.fov_y_deg);
        session.rig.fov_y_deg = 33.0;
        session.set_classic(true, &preferences);
        assert_eq!(session.rig.fov_y_deg, 33.0);
    }

    #[test]
    fn a_pinch_and_its_opposite_lead_back() {
        let (mut session, ground) = (session(), ground());
        let start = session.rig.pose().eye;
        // Fingers that move together are seen to move one after the other.
        for _ in 0..8 {
            session.pinch(-0.2, Some(&ground));
            session.pinch(0.25, Some(&ground));
        }
        assert!(session.rig.pose().eye.distance(start) < 0.01, "{start}, {}", session.rig.pose().eye);
    }

    #[test]
    fn a_pinch_that_is_no_number_moves_nothing() {
        let mut session = session();
        let pose = session.rig.pose();
        session.pinch(f64::NAN, None);
        assert_eq!(session.rig.pose(), pose);
        session.pinch(0.1, None);
        assert_ne!(session.rig.pose(), pose);
    }
}
