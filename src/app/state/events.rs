//! Keys and mouse.

use super::{Effect, State};
use crate::camera::Mode;
use crate::camera::view::ndc_of_pixel;
use crate::input::pointer::{Button, Gesture};
use crate::input::{Key, KeyPress, Modifiers};
use crate::scene::terrain::pick::Hit;
use crate::scene::terrain::tile_facts::slope_deg;
use crate::ui::Cursor;
use crate::ui::text::fill;

/// How much a notch of the wheel magnifies.
const NOTCH: f64 = 1.2;
/// As far as this the free camera goes by a pinch where there is no ground, meters.
const PINCH_M: f64 = 200.0;

impl State {
    /// A key went down that no panel took. Any key ends a flight.
    pub fn key_pressed(&mut self, key: Key, repeat: bool, now_secs: f64) -> Vec<Effect> {
        self.advance(now_secs);
        if self.is_listening() {
            return if repeat { Vec::new() } else { self.heard(key) };
        }
        let press = self.key_state.press(key, repeat);
        if press != KeyPress::Repeat {
            self.rig.cancel_flight();
        }
        match press {
            KeyPress::Do(action) => self.act(action),
            KeyPress::Held | KeyPress::Nothing | KeyPress::Repeat => Vec::new(),
        }
    }

    /// A key went up, whoever took its press.
    pub fn key_released(&mut self, key: Key, now_secs: f64) {
        self.advance(now_secs);
        self.key_state.release(key);
    }

    /// The modifier keys changed.
    pub fn modifiers_changed(&mut self, modifiers: Modifiers, now_secs: f64) {
        self.advance(now_secs);
        self.key_state.set_modifiers(modifiers);
    }

    /// The window lost the keyboard: what is down will be let go of unseen.
    pub fn focus_lost(&mut self, now_secs: f64) {
        self.advance(now_secs);
        self.key_state.release_all();
        self.pointer.release_all();
    }

    /// A button went down over the picture.
    pub fn button_pressed(&mut self, button: Button, now_secs: f64) {
        self.advance(now_secs);
        self.pointer.press(button, self.key_state.modifiers().alt);
    }

    /// A button went up, anywhere.
    pub fn button_released(&mut self, button: Button, now_secs: f64) {
        self.advance(now_secs);
        if let Some(gesture) = self.pointer.release(button, now_secs) {
            self.gesture(gesture);
        }
    }

    /// The cursor moved; `scale` is physical pixels in a point.
    pub fn cursor_moved(&mut self, to_px: [f64; 2], scale: f64) {
        if let Some(gesture) = self.pointer.moved(to_px, scale) {
            self.gesture(gesture);
        }
    }

    /// The mouse moved while its cursor is locked.
    pub fn mouse_moved(&mut self, by_px: [f64; 2]) {
        if let Some(gesture) = self.pointer.moved_by(by_px) {
            self.gesture(gesture);
        }
    }

    fn gesture(&mut self, gesture: Gesture) {
        match gesture {
            Gesture::Look { dx_px, dy_px } => self.rig.look(dx_px, dy_px, self.size_px),
            Gesture::Orbit { dx_px, dy_px, began_px } => {
                let pivot = self.pivot_of(began_px);
                self.rig.orbit(pivot, dx_px, dy_px, self.size_px);
            }
            Gesture::DoubleClick { at_px } => {
                if let Some(hit) = self.pick(at_px) {
                    self.rig.fly_to_point(hit.position);
                }
            }
            Gesture::Click { at_px } => self.pin_at(at_px),
        }
    }

    /// The point that a drag turns round: the ground where it began, found once a drag.
    fn pivot_of(&mut self, began_px: [f64; 2]) -> glam::DVec3 {
        const WITHOUT_GROUND_M: f64 = 200.0;
        if let Some((began, pivot)) = self.pivot
            && began == began_px
            && self.pointer.is_dragging()
        {
            return pivot;
        }
        let sky = || self.view().ray_at_pixel(began_px.into(), self.size_px).at(WITHOUT_GROUND_M);
        let pivot = self.pick(began_px).map_or_else(sky, |hit| hit.position);
        self.pivot = Some((began_px, pivot));
        pivot
    }

    /// The wheel turned by notches over the picture, away from the user positive.
    pub fn wheel(&mut self, notches: f64, now_secs: f64) {
        self.advance(now_secs);
        let at_px = self.pointer.at_px().unwrap_or(self.size_px.map(|side| f64::from(side) / 2.0));
        if self.rig.wheel(notches, ndc_of_pixel(at_px.into(), self.size_px), self.size_px) {
            let speed = speed_text(self.rig.speed_mps());
            self.say(&fill(self.text().messages.speed, &[("speed", &speed)]));
        }
    }

    /// Two fingers on a touchpad spread by a part of their distance (negative: closed): the map is magnified, the free
    /// camera goes to what it looks at.
    pub fn pinch(&mut self, delta: f64, now_secs: f64) {
        if !delta.is_finite() {
            return;
        }
        self.advance(now_secs);
        match self.rig.mode() {
            Mode::Map => self.wheel((1.0 + delta.clamp(-0.9, 9.0)).ln() / NOTCH.ln(), now_secs),
            Mode::Free => {
                let middle = self.size_px.map(|side| f64::from(side) / 2.0);
                let at_px = self.pointer.at_px().unwrap_or(middle);
                let reach_m = self.pick(at_px).map_or(PINCH_M, |hit| hit.position.distance(self.rig.pose().eye));
                let along = self.view().ray_at_pixel(at_px.into(), self.size_px).direction;
                self.rig.shift(along * delta.clamp(-0.5, 0.5) * reach_m.clamp(2.0, PINCH_M * 10.0));
            }
        }
    }

    /// Fingers moved over a touchpad by pixels: the map is dragged, the free camera moves sideways.
    pub fn pan(&mut self, by_px: [f64; 2], now_secs: f64) {
        self.advance(now_secs);
        match self.rig.mode() {
            Mode::Map => self.rig.look(by_px[0], by_px[1], self.size_px),
            Mode::Free => {
                let pose = self.rig.pose();
                let m_per_px = self.rig.speed_mps() / 400.0;
                self.rig.shift(pose.right() * (-by_px[0] * m_per_px) + glam::DVec3::Y * (by_px[1] * m_per_px));
            }
        }
    }

    /// Two fingers turned on a touchpad, degrees counter-clockwise.
    pub fn turn(&mut self, degrees: f64, now_secs: f64) {
        self.advance(now_secs);
        self.rig.turn(degrees);
    }

    /// Whether the map view has the picture.
    pub fn shows_map(&self) -> bool {
        self.rig.mode() == Mode::Map
    }

    /// Looks up what is under the cursor; `over_picture` is false where a panel is in the way.
    pub fn look_under_cursor(&mut self, over_picture: bool) {
        let at_px = self.pointer.at_px().filter(|_| over_picture && !self.pointer.is_dragging());
        let hit = at_px.and_then(|at_px| self.pick(at_px));
        let slope_deg = |hit: &Hit| {
            let heights = self.ground().map(|ground| ground.heights());
            heights.and_then(|heights| slope_deg(&heights, hit.position.x as f32, hit.position.z as f32))
        };
        self.cursor = hit.map(|hit| Cursor {
            position: hit.position,
            tile: hit.tile,
            slope_deg: slope_deg(&hit).unwrap_or_default(),
        });
    }
}

fn speed_text(speed_mps: f64) -> String {
    if speed_mps < 10.0 { format!("{speed_mps:.1}") } else { format!("{speed_mps:.0}") }
}
