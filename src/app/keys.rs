//! From the window system's keys and buttons to the project's own.

use winit::event::{KeyEvent, MouseButton, MouseScrollDelta};
use winit::keyboard::{Key as LogicalKey, KeyCode, ModifiersState, PhysicalKey};

use crate::input::pointer::Button;
use crate::input::{Digit, Key, Modifiers};

/// The project's key for an event.
pub fn key_of(event: &KeyEvent) -> Key {
    match (&event.logical_key, event.physical_key) {
        (LogicalKey::Character(text), _) if text == "?" => Key::QuestionMark,
        (_, PhysicalKey::Code(code)) => key_of_code(code),
        _ => Key::Other,
    }
}

fn key_of_code(code: KeyCode) -> Key {
    match code {
        KeyCode::KeyA => Key::A,
        KeyCode::KeyB => Key::B,
        KeyCode::KeyC => Key::C,
        KeyCode::KeyD => Key::D,
        KeyCode::KeyE => Key::E,
        KeyCode::KeyF => Key::F,
        KeyCode::KeyI => Key::I,
        KeyCode::KeyM => Key::M,
        KeyCode::KeyN => Key::N,
        KeyCode::KeyO => Key::O,
        KeyCode::KeyP => Key::P,
        KeyCode::KeyQ => Key::Q,
        KeyCode::KeyS => Key::S,
        KeyCode::KeyT => Key::T,
        KeyCode::KeyV => Key::V,
        KeyCode::KeyW => Key::W,
        KeyCode::KeyZ => Key::Z,
        KeyCode::ArrowUp => Key::ArrowUp,
        KeyCode::ArrowDown => Key::ArrowDown,
        KeyCode::ArrowLeft => Key::ArrowLeft,
        KeyCode::ArrowRight => Key::ArrowRight,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::Space => Key::Space,
        KeyCode::Escape => Key::Escape,
        KeyCode::F1 => Key::F1,
        KeyCode::F5 => Key::F5,
        KeyCode::F9 => Key::F9,
        KeyCode::F10 => Key::F10,
        KeyCode::F11 => Key::F11,
        other => digit_of_code(other).map_or(Key::Other, Key::Digit),
    }
}

fn digit_of_code(code: KeyCode) -> Option<Digit> {
    const DIGITS: [KeyCode; 9] = [
        KeyCode::Digit1,
        KeyCode::Digit2,
        KeyCode::Digit3,
        KeyCode::Digit4,
        KeyCode::Digit5,
        KeyCode::Digit6,
        KeyCode::Digit7,
        KeyCode::Digit8,
        KeyCode::Digit9,
    ];
    let index = DIGITS.iter().position(|&digit| digit == code)?;
    Digit::new(index as u8 + 1)
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
    fn every_bound_key_can_be_pressed() {
        use KeyCode::*;
        let codes = [
            KeyA, KeyB, KeyC, KeyD, KeyE, KeyF, KeyI, KeyM, KeyN, KeyO, KeyP, KeyQ, KeyS, KeyT, KeyV, KeyW, KeyZ,
            ArrowUp, ArrowDown, ArrowLeft, ArrowRight, PageUp, PageDown, Home, Space, Escape, F1, F5, F9, F10, F11,
        ];
        let keys = codes.map(key_of_code);
        for binding in BINDINGS.iter().filter(|binding| binding.key != Key::QuestionMark) {
            assert!(keys.contains(&binding.key), "{:?}", binding.key);
        }
        assert_eq!(key_of_code(Digit7), Key::Digit(OwnDigit::new(7).unwrap()));
        assert_eq!(key_of_code(KeyX), Key::Other);
    }
}
