//! From the window system's keys and buttons to the project's own.

use winit::event::{KeyEvent, MouseButton, MouseScrollDelta};
use winit::keyboard::{Key as LogicalKey, KeyCode, ModifiersState, PhysicalKey};

use crate::input::pointer::Button;
use crate::input::{Key, Modifiers};

/// The project's key for an event.
pub fn key_of(event: &KeyEvent) -> Key {
    match (&event.logical_key, event.physical_key) {
        (LogicalKey::Character(text), _) if text == "?" => Key::QuestionMark,
        (_, PhysicalKey::Code(code)) => key_of_code(code),
        _ => Key::Other,
    }
}

/// The window system names keys as settings do, after the W3C's "UI Events".
fn key_of_code(code: KeyCode) -> Key {
    Key::of_code(&format!("{code:?}")).unwrap_or(Key::Other)
}

/// The project's modifiers.
pub fn modifiers_of(state: ModifiersState) -> Modifiers {
    Modifiers { shift: state.shift_key(), ctrl: state.control_key(), alt: state.alt_key(), logo: state.super_key() }
}

/// The project's mouse button, where it uses it.
pub fn button_of(button: MouseButton) -> Option<Button> {
    match button {
        MouseButton::Left => Some(Button::Left),
        MouseButton::Right => Some(Button::Right),
        MouseButton::Middle => Some(Button::Middle),
        _ => None,
    }
}

/// Notches of the wheel, away from the user positive. Touchpads tell pixels: so many of them, in points, are one.
pub fn notches_of(delta: MouseScrollDelta, scale: f64) -> f64 {
    const POINTS_PER_NOTCH: f64 = 40.0;
    match delta {
        MouseScrollDelta::LineDelta(_, y) => f64::from(y),
        MouseScrollDelta::PixelDelta(by) => by.y / (POINTS_PER_NOTCH * scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{BINDINGS, Digit as OwnDigit};

    #[test]
    fn keys_of_the_window_system_are_known_by_their_codes() {
        use KeyCode::*;
        let codes = [
            KeyA,
            KeyB,
            KeyC,
            KeyD,
            KeyE,
            KeyF,
            KeyG,
            KeyI,
            KeyM,
            KeyN,
            KeyO,
            KeyP,
            KeyQ,
            KeyS,
            KeyT,
            KeyV,
            KeyW,
            KeyZ,
            ArrowUp,
            ArrowDown,
            ArrowLeft,
            ArrowRight,
            PageUp,
            PageDown,
            Home,
            Space,
            Escape,
            F1,
            F5,
            F8,
            F9,
            F10,
            F11,
            F12,
            Comma,
            NumpadAdd,
            IntlBackslash,
            Backquote,
        ];
        let keys = codes.map(key_of_code);
        assert!(!keys.contains(&Key::Other), "{keys:?}");
        for binding in BINDINGS.iter().filter(|binding| binding.key != Key::QuestionMark) {
            assert!(keys.contains(&binding.key), "{:?}", binding.key);
        }
        assert_eq!(key_of_code(Digit7), Key::Digit(OwnDigit::new(7).unwrap()));
        assert_eq!([key_of_code(ShiftLeft), key_of_code(ControlRight), key_of_code(F24)], [Key::Other; 3]);
    }
}
