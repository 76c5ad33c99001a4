//! Keys, mouse, fingers and dropped files: from window events to the state.

use winit::event::{ElementState, KeyEvent, MouseScrollDelta, Touch, WindowEvent};
use winit::event_loop::ActiveEventLoop;

use super::Handler;
use crate::app::keys;
use crate::input::pointer::Button;
use crate::input::touch::{TouchGesture, TouchPhase};

impl Handler {
    pub(super) fn key(&mut self, event_loop: &ActiveEventLoop, event: &KeyEvent, taken: bool) {
        let (key, now) = (keys::key_of(event), self.now_secs());
        match event.state {
            ElementState::Released => self.state.key_released(key, now),
            ElementState::Pressed if taken => {}
            ElementState::Pressed => {
                let effects = self.state.key_pressed(key, event.repeat, now);
                self.perform(event_loop, effects);
            }
        }
    }

    /// Handles input events. `taken`: a panel has used the event.
    pub(super) fn input(&mut self, event_loop: &ActiveEventLoop, event: WindowEvent, taken: bool) {
        let now = self.now_secs();
        let Some(stage) = &mut self.stage else { return };
        let scale = f64::from(stage.gui.screen_scale());
        match event {
            WindowEvent::CloseRequested => event_loop.exit(),
            WindowEvent::Resized(size) => {
                self.hidden = size.width == 0 || size.height == 0;
            }
            WindowEvent::Occluded(covered) => self.covered = covered,
            WindowEvent::Focused(focused) => {
                self.focused = focused;
                if !focused {
                    self.state.focus_lost(now);
                }
            }
            WindowEvent::ModifiersChanged(modifiers) => {
                self.state.modifiers_changed(keys::modifiers_of(modifiers.state()), now);
            }
            WindowEvent::KeyboardInput { event, is_synthetic, .. } => {
                // A synthetic press means a key that was already down when the window got the keyboard.
                self.key(event_loop, &event, taken || is_synthetic);
            }
            WindowEvent::MouseInput { state: ElementState::Released, button, .. } => {
                keys::button_of(button).into_iter().for_each(|button| self.state.button_released(button, now));
            }
            WindowEvent::MouseInput { state: ElementState::Pressed, button, .. } if !stage.gui.wants_press() => {
                keys::button_of(button).into_iter().for_each(|button| self.state.button_pressed(button, now));
            }
            WindowEvent::Touch(touch) => return self.touch(touch, scale),
            WindowEvent::MouseWheel { delta: MouseScrollDelta::PixelDelta(by), .. }
                if self.state.shows_map() && !stage.gui.wants_pointer() =>
            {
                self.state.pan([by.x, by.y], now);
            }
            WindowEvent::PinchGesture { delta, .. } if !stage.gui.wants_pointer() => self.state.pinch(delta, now),
            WindowEvent::PanGesture { delta, .. } if !stage.gui.wants_pointer() => {
                self.state.pan([f64::from(delta.x), f64::from(delta.y)], now);
            }
            WindowEvent::RotationGesture { delta, .. } if !stage.gui.wants_pointer() => {
                self.state.turn(f64::from(delta), now);
            }
            WindowEvent::MouseWheel { delta, .. } if !stage.gui.wants_pointer() => {
                self.state.wheel(keys::notches_of(delta, scale), now);
            }
            // While locked, movements arrive as device events. Some compositors leave the cursor unlocked nevertheless
            // (sway without a configured seat): each movement would count twice.
            WindowEvent::CursorMoved { .. } if stage.is_cursor_locked() => {}
            WindowEvent::CursorMoved { position, .. } => self.state.cursor_moved([position.x, position.y], scale),
            WindowEvent::CursorLeft { .. } => self.state.session.pointer.left(),
            WindowEvent::HoveredFile(_) => self.state.say(self.state.text().messages.drop_to_open),
            WindowEvent::DroppedFile(path) => {
                let effects = self.state.dropped(&path);
                self.perform(event_loop, effects);
            }
            _ => {}
        }
        self.with_grab();
    }

    /// Handles a finger on the picture. The cursor stays as it is.
    fn touch(&mut self, touch: Touch, scale: f64) {
        let (at_px, now) = ([touch.location.x, touch.location.y], self.now_secs());
        let phase = match touch.phase {
            // A finger that touches a panel is the panel's until it leaves.
            winit::event::TouchPhase::Started if self.stage.as_ref().is_some_and(|stage| stage.gui.wants_press()) => {
                return;
            }
            winit::event::TouchPhase::Started => TouchPhase::Down,
            winit::event::TouchPhase::Moved => TouchPhase::Moved,
            winit::event::TouchPhase::Ended => TouchPhase::Up,
            winit::event::TouchPhase::Cancelled => TouchPhase::Canceled,
        };
        match self.touches.touched(phase, touch.id, at_px) {
            Some(TouchGesture::Press(at_px)) => {
                self.state.cursor_moved(at_px, scale);
                self.state.button_pressed(Button::Left, now);
            }
            Some(TouchGesture::Drag(at_px)) => self.state.finger_moved(at_px, scale),
            Some(TouchGesture::Release(at_px)) => {
                self.state.finger_moved(at_px, scale);
                self.state.button_released(Button::Left, now);
            }
            Some(TouchGesture::GiveUp) => self.state.session.pointer.release_all(),
            Some(TouchGesture::Fly { by_px, pinch }) => {
                self.state.fingers_moved(by_px, scale, now);
                self.state.pinch(pinch, now);
            }
            None => {}
        }
        if !self.touches.any() {
            self.state.session.pointer.left();
        }
    }

    /// Grabs the cursor while the view is dragged, and releases it afterwards.
    pub(super) fn with_grab(&mut self) {
        if let Some(stage) = self.stage.as_mut().filter(|_| !self.touches.any()) {
            stage.hold_cursor(&mut self.state.session.pointer);
        }
    }
}
