//! The keys that are down, and what a press means.

use std::collections::BTreeMap;

use super::{Action, Bindings, Key};
use crate::camera::MoveInput;

/// The modifier keys that are down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Either Shift.
    pub shift: bool,
    /// Either Ctrl.
    pub ctrl: bool,
    /// Either Alt.
    pub alt: bool,
    /// Either Cmd or Windows key.
    pub logo: bool,
}

impl Modifiers {
    /// Whether a key pressed now is a command: Ctrl, on macOS Cmd. Ctrl with Alt is AltGr on some systems, which
    /// writes characters.
    pub fn is_command(self) -> bool {
        let command = if cfg!(target_os = "macos") { self.logo } else { self.ctrl };
        command && !self.alt
    }
}

/// What became of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A movement has begun.
    KeyState,
    /// Something is to be done once.
    Do(Action),
    /// Nothing is bound to it.
    Nothing,
    /// The repeat of a key that is down: not a press.
    Repeat,
}

/// The held movement keys and modifiers.
#[derive(Clone, Debug, Default)]
pub struct KeyState {
    /// What the keys do.
    pub bindings: Bindings,
    modifiers: Modifiers,
    moving: BTreeMap<Key, Action>,
}

impl KeyState {
    /// No key is down.
    pub fn new(bindings: Bindings) -> KeyState {
        KeyState { bindings, ..KeyState::default() }
    }

    /// A key went down. Commands and one-time actions come back; movements are held until [`Held::release`].
    pub fn press(&mut self, key: Key, repeat: bool) -> Outcome {
        if repeat {
            return Outcome::Repeat;
        }
        if self.modifiers.is_command()
            && let Some(action) = self.bindings.action_of(key, true)
        {
            return Outcome::Do(action);
        }
        // With Ctrl and no command bound it stays a movement: Ctrl + W is a slow W.
        match self.bindings.action_of(key, false) {
            Some(action) if action.is_held() => {
                self.moving.insert(key, action);
                Outcome::KeyState
            }
            Some(action) if !self.modifiers.is_command() => Outcome::Do(action),
            _ => Outcome::Nothing,
        }
    }

    /// A key went up: always to be passed on, whoever took the press.
    pub fn release(&mut self, key: Key) {
        self.moving.remove(&key);
    }

    /// The modifier keys changed.
    pub fn set_modifiers(&mut self, modifiers: Modifiers) {
        self.modifiers = modifiers;
    }

    /// The modifier keys that are down.
    pub fn modifiers(&self) -> Modifiers {
        self.modifiers
    }

    /// The window lost the focus: its releases will not come.
    pub fn release_all(&mut self) {
        self.moving.clear();
        self.modifiers = Modifiers::default();
    }

    /// Whether a movement key is down.
    pub fn is_moving(&self) -> bool {
        !self.moving.is_empty()
    }

    /// Which way the held keys want to go. Two keys for one direction are no faster than one.
    pub fn move_input(&self) -> MoveInput {
        let down = |action: Action| f64::from(u8::from(self.moving.values().any(|&a| a == action)));
        MoveInput {
            right: down(Action::Right) - down(Action::Left),
            up: down(Action::Up) - down(Action::Down),
            forward: down(Action::Forward) - down(Action::Back),
            fast: self.modifiers.shift,
            slow: self.modifiers.ctrl,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: Modifiers =
        Modifiers { shift: false, ctrl: cfg!(not(target_os = "macos")), alt: false, logo: cfg!(target_os = "macos") };

    fn with(modifiers: Modifiers) -> KeyState {
        let mut key_state = KeyState::default();
        key_state.set_modifiers(modifiers);
        key_state
    }

    #[test]
    fn keys_move_while_they_are_down() {
        let mut key_state = KeyState::default();
        assert_eq!(key_state.press(Key::W, false), Outcome::KeyState);
        assert_eq!(key_state.press(Key::ArrowUp, false), Outcome::KeyState);
        assert_eq!(key_state.move_input().forward, 1.0, "two keys for one direction count once");
        key_state.release(Key::W);
        assert_eq!(key_state.move_input().forward, 1.0, "the other is still down");
        key_state.press(Key::S, false);
        assert_eq!(key_state.move_input().forward, 0.0, "opposites cancel");
        key_state.release(Key::ArrowUp);
        key_state.release(Key::S);
        assert!(!key_state.is_moving() && key_state.move_input().is_still());
    }

    #[test]
    fn a_command_is_never_a_movement() {
        let mut key_state = with(COMMAND);
        assert_eq!(key_state.press(Key::C, false), Outcome::Do(Action::CopyView));
        assert_eq!(key_state.press(Key::O, false), Outcome::Do(Action::OpenFile));
        assert!(!key_state.is_moving());
        assert_eq!(key_state.press(Key::Z, false), Outcome::Nothing, "Ctrl+Z is not Z");
        key_state.set_modifiers(Modifiers::default());
        assert_eq!(key_state.press(Key::O, true), Outcome::Repeat, "letting go of Ctrl first does not make it one");
        assert!(!key_state.is_moving());
        assert_eq!(key_state.press(Key::O, false), Outcome::Do(Action::MapView));
    }

    #[test]
    fn ctrl_slows_a_movement_and_shift_speeds_it() {
        let ctrl = Modifiers { ctrl: true, ..Modifiers::default() };
        let mut key_state = with(ctrl);
        assert_eq!(key_state.press(Key::W, false), Outcome::KeyState);
        assert!(key_state.move_input().slow && key_state.move_input().forward == 1.0);
        key_state.set_modifiers(Modifiers { shift: true, ..Modifiers::default() });
        assert!(key_state.move_input().fast && !key_state.move_input().slow);
    }

    #[test]
    fn alt_gr_writes_characters() {
        let mut key_state = with(Modifiers { ctrl: true, alt: true, ..Modifiers::default() });
        assert_eq!(key_state.press(Key::O, false), Outcome::Do(Action::MapView));
    }

    #[test]
    fn losing_the_focus_lets_go_and_repeats_do_not_press_again() {
        let mut key_state = with(Modifiers { shift: true, ..Modifiers::default() });
        key_state.press(Key::W, false);
        key_state.press(Key::D, false);
        key_state.release_all();
        assert!(!key_state.is_moving() && !key_state.move_input().fast);
        assert_eq!(key_state.press(Key::W, true), Outcome::Repeat);
        assert!(!key_state.is_moving());
        key_state.release(Key::W);
        key_state.release(Key::D);
        assert!(!key_state.is_moving(), "late releases are harmless");
    }

    #[test]
    fn releases_are_never_lost() {
        let mut key_state = KeyState::default();
        key_state.press(Key::E, false);
        key_state.bindings = Bindings::new(&Default::default(), true);
        key_state.release(Key::E);
        assert!(!key_state.is_moving(), "whatever the binding says by now");
        key_state.press(Key::W, false);
        key_state.set_modifiers(COMMAND);
        key_state.release(Key::W);
        assert!(!key_state.is_moving(), "whatever the modifiers are by now");
    }
}
