//! Conversion of winit keys and buttons.

use winit::event::{KeyEvent, MouseButton, MouseScrollDelta};
use winit::keyboard::{Key as LogicalKey, KeyCode, ModifiersState, PhysicalKey};

use crate::input::key::for_each_key;
use crate::input::pointer::Button;
use crate::input::{Digit, Key, Modifiers};

/// The key of an event.
pub fn key_of(event: &KeyEvent) -> Key {
    match (&event.logical_key, event.physical_key) {
        (LogicalKey::Character(text), _) if text == "?" => Key::QuestionMark,
        (_, PhysicalKey::Code(code)) => key_of_code(code),
        _ => Key::Other,
    }
}

macro_rules! define_key_of_code {
    ($($key:ident $code:ident $name:literal),* $(,)?) => {
        /// The key of a winit key code; both are named after the W3C's "UI Events".
        fn key_of_code(code: KeyCode) -> Key {
            let digit = |number| Digit::new(number).map_or(Key::Other, Key::Digit);
            match code {
                KeyCode::Digit1 => digit(1),
                KeyCode::Digit2 => digit(2),
                KeyCode::Digit3 => digit(3),
                KeyCode::Digit4 => digit(4),
                KeyCode::Digit5 => digit(5),
                KeyCode::Digit6 => digit(6),
                KeyCode::Digit7 => digit(7),
                KeyCode::Digit8 => digit(8),
                KeyCode::Digit9 => digit(9),
                $(KeyCode::$code => Key::$key,)*
                _ => Key::Other,
            }
        }
    };
}

for_each_key!(define_key_of_code);

pub fn modifiers_of(state: ModifiersState) -> Modifiers {
    Modifiers { shift: state.shift_key(), ctrl: state.control_key(), alt: state.alt_key(), logo: state.super_key() }
}

/// The mouse button, if the program uses it.
pub fn button_of(button: MouseButton) -> Option<Button> {
    match button {
        MouseButton::Left => Some(Button::Left),
        MouseButton::Right => Some(Button::Right),
        MouseButton::Middle => Some(Button::Middle),
        _ => None,
    }
}

/// Wheel movement in notches, away from the user positive. Touchpads report pixels: this many points make a notch.
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

    #[test]
    fn the_window_systems_codes_are_those_that_settings_hold() {
        use KeyCode::{
            ArrowUp, Backquote, Comma, ControlRight, Digit0, Digit1, Digit7, Digit9, Escape, F12, F24, IntlBackslash,
            KeyA, KeyZ, Numpad5, NumpadAdd, PageDown, ShiftLeft, Space,
        };
        let codes = [
            KeyA,
            KeyZ,
            Digit0,
            Digit1,
            Digit7,
            Digit9,
            ArrowUp,
            PageDown,
            Space,
            Escape,
            F12,
            Comma,
            Backquote,
            IntlBackslash,
            Numpad5,
            NumpadAdd,
        ];
        for code in codes {
            assert_eq!(key_of_code(code).code(), format!("{code:?}"));
        }
        assert_eq!(key_of_code(Digit7), Key::Digit(Digit::new(7).unwrap()));
        assert_eq!([key_of_code(ShiftLeft), key_of_code(ControlRight), key_of_code(F24)], [Key::Other; 3]);
    }
}
