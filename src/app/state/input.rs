//! Keys and mouse: from the handler's events to the parts.

use std::sync::Arc;

use glam::DVec2;

use super::key_capture::Captured;
use super::object_pick::{ObjectPoint, PictureView};
use super::session::Click;
use super::{Effect, State};
use crate::camera::CameraMode;
use crate::input::pointer::Button;
use crate::input::{Key, KeyPress, Modifiers};
use crate::scene::number_format::NumberFormat;
use crate::scene::terrain::pick::Hit;
use crate::ui::text::fill;
use crate::ui::{PanelId, Pin, SelectHow};

impl State {
    /// Handles a key press that no panel used. Any key ends a flight.
    pub fn key_pressed(&mut self, key: Key, repeat: bool, now_secs: f64) -> Vec<Effect> {
        self.advance(now_secs);
        if self.is_capturing_key() {
            return if repeat { Vec::new() } else { self.capture(key) };
        }
        let press = self.session.key_state.press(key, repeat);
        if press != KeyPress::Repeat {
            self.welcome.end_glide();
            self.session.rig.cancel_flight();
        }
        match press {
            KeyPress::Do(action) => self.act(action),
            KeyPress::Held => {
                self.leave_welcome();
                Vec::new()
            }
            KeyPress::Nothing | KeyPress::Repeat => Vec::new(),
        }
    }

    /// Whether the next key is captured for a binding.
    pub fn is_capturing_key(&self) -> bool {
        self.key_capture.waiting().is_some()
    }

    fn capture(&mut self, key: Key) -> Vec<Effect> {
        let key_state = &self.session.key_state;
        match self.key_capture.press(key, key_state.modifiers(), &key_state.bindings) {
            Captured::Ignored | Captured::Canceled => Vec::new(),
            Captured::Unfit => {
                self.say(self.text().settings.no_movement);
                Vec::new()
            }
            Captured::Chords(action, chords) => self.bind(action, Some(chords)),
        }
    }

    /// Handles a key release, including those whose press a panel used.
    pub fn key_released(&mut self, key: Key, now_secs: f64) {
        self.advance(now_secs);
        self.session.key_state.release(key);
    }

    /// Updates the modifier keys.
    pub fn modifiers_changed(&mut self, modifiers: Modifiers, now_secs: f64) {
        self.advance(now_secs);
        self.session.key_state.set_modifiers(modifiers);
    }

    /// The window lost the keyboard: releases will not be reported.
    pub fn focus_lost(&mut self, now_secs: f64) {
        self.advance(now_secs);
        self.session.release_all();
    }

    /// Handles a button press over the picture.
    pub fn button_pressed(&mut self, button: Button, now_secs: f64) {
        self.advance(now_secs);
        self.leave_welcome();
        self.session.button_pressed(button);
    }

    /// Handles a button release at any place.
    pub fn button_released(&mut self, button: Button, now_secs: f64) {
        self.advance(now_secs);
        let clicked = self.session.button_released(button, self.zone.ground().map(Arc::as_ref));
        self.clicked(clicked);
    }

    /// Handles a cursor movement; `scale` is physical pixels per point.
    pub fn cursor_moved(&mut self, to_px: [f64; 2], scale: f64) {
        let clicked = self.session.cursor_moved(to_px, scale, self.zone.ground().map(Arc::as_ref));
        self.clicked(clicked);
    }

    /// Handles a movement of a finger that is the left button; `scale` is physical pixels per point.
    pub fn finger_moved(&mut self, to_px: [f64; 2], scale: f64) {
        self.session.finger_moved(to_px, scale);
    }

    /// Handles a relative movement while the cursor is locked.
    pub fn mouse_moved(&mut self, by_px: [f64; 2]) {
        let clicked = self.session.mouse_moved(by_px, self.zone.ground().map(Arc::as_ref));
        self.clicked(clicked);
    }

    fn clicked(&mut self, click: Option<Click>) {
        match click {
            Some(Click::Select(at_px, hit)) => self.select(at_px, hit),
            Some(Click::Add(at_px, hit)) => self.add_to_selection(at_px, hit),
            Some(Click::Ground(hit)) => self.pick_tile(hit.into()),
            Some(Click::Menu(hit, at_px)) => self.open_context_menu(hit.into(), at_px),
            None => {}
        }
    }

    /// Adds a clicked point to the measured path; else selects the object at a place in the window, or picks the tile.
    fn select(&mut self, at_px: [f64; 2], hit: Option<Hit>) {
        if let (true, Some(ground)) = (self.measuring.is_active(), self.zone.ground()) {
            if let Some(hit) = hit {
                self.measuring.add(DVec2::new(hit.position.x, hit.position.z), ground);
            }
            // A second click at the same place is no double click, which would fly there.
            self.session.clicked = None;
            return;
        }
        let ground_m = hit.map_or(f64::INFINITY, |hit| hit.position.distance(self.session.view().pose.eye));
        if self.select_mark_at(at_px, ground_m) {
            return;
        }
        match (self.object_at(at_px, hit), hit) {
            (Some(object), _) => {
                self.session.clicked = Some(object.position);
                self.inspection.select_objects(&[object.index], SelectHow::Only, Some(object.position));
                self.panels.show_picked(PanelId::Object);
            }
            (None, Some(hit)) => self.pick_tile(hit.into()),
            (None, None) => {}
        }
    }

    /// Selects the object at a place in the window beside those that are selected, or removes it from them. Where there is
    /// none, the selection stays.
    fn add_to_selection(&mut self, at_px: [f64; 2], hit: Option<Hit>) {
        if self.measuring.is_active() {
            return self.select(at_px, hit);
        }
        if let Some(object) = self.object_at(at_px, hit) {
            self.inspection.select_objects(&[object.index], SelectHow::Toggle, Some(object.position));
            self.panels.show_picked(PanelId::Object);
        }
    }

    /// The object at a place in the window, unless the terrain there hides it.
    fn object_at(&self, at_px: [f64; 2], hit: Option<Hit>) -> Option<ObjectPoint> {
        let (ray, settings) = (self.session.ray(at_px), self.view_choice.settings());
        let ground_m = hit.map_or(f64::INFINITY, |hit| hit.position.distance(ray.origin));
        self.inspection.objects.hit(&ray, settings, &self.picture_view(), ground_m)
    }

    /// What the picture shows objects by.
    pub(super) fn picture_view(&self) -> PictureView<'_> {
        let view = self.session.view();
        PictureView {
            eye: view.pose.eye,
            is_map: self.shows_map(),
            secs: self.session.clock_secs() as f32,
            pixel_m: view.pixel_m(self.session.picture.size_px),
            hidden: self.hidden.numbers(),
        }
    }

    /// Picks a tile, and shows it.
    pub(super) fn pick_tile(&mut self, pin: Pin) {
        self.inspected_files.choose_terrain();
        self.inspection.pin(pin, self.zone.ground().map(Arc::as_ref));
        self.panels.tile_picked();
    }

    /// Handles notches of the wheel over the picture, away from the user positive.
    pub fn wheel(&mut self, notches: f64, now_secs: f64) {
        self.advance(now_secs);
        self.leave_welcome();
        if let Some(speed_mps) = self.session.wheel(notches) {
            let text = self.text().messages.speed;
            self.say(&fill(text, &[("speed", &speed_text(self.text().numbers, speed_mps))]));
        }
    }

    /// Handles a pinch by a fraction of the distance of the fingers; negative when they close.
    pub fn pinch(&mut self, delta: f64, now_secs: f64) {
        self.advance(now_secs);
        self.leave_welcome();
        self.session.pinch(delta, self.zone.ground().map(Arc::as_ref));
    }

    /// Handles a two-finger scroll in pixels.
    pub fn pan(&mut self, by_px: [f64; 2], now_secs: f64) {
        self.advance(now_secs);
        self.leave_welcome();
        self.session.pan(by_px);
    }

    /// Handles a movement of two fingers in pixels; `scale` is pixels per point.
    pub fn fingers_moved(&mut self, by_px: [f64; 2], scale: f64, now_secs: f64) {
        let scale = if self.shows_map() { 1.0 } else { scale };
        self.pan(by_px.map(|px| px / scale), now_secs);
    }

    /// Handles a rotation on a touchpad, degrees counter-clockwise.
    pub fn turn(&mut self, degrees: f64, now_secs: f64) {
        self.advance(now_secs);
        self.leave_welcome();
        self.session.rig.turn(degrees);
    }

    /// Whether the map view is shown.
    pub fn shows_map(&self) -> bool {
        self.session.rig.mode() == CameraMode::Map
    }
}

fn speed_text(numbers: NumberFormat, speed_mps: f64) -> String {
    numbers.decimal(speed_mps, usize::from(speed_mps < 10.0))
}
