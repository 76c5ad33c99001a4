//! Pressed keys, and the interpretation of a press.

use std::collections::BTreeMap;

use super::{Action, Bindings, ChordModifiers, Key};
use crate::camera::MoveInput;

/// The modifier keys that are pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// The left or right Shift key.
    pub shift: bool,
    /// The left or right Ctrl key.
    pub ctrl: bool,
    /// The left or right Alt key.
    pub alt: bool,
    /// The Cmd or Windows key.
    pub logo: bool,
}

/// Interpretation of a key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPress {
    /// A movement has started, until the key is released.
    Held,
    /// An action to perform once.
    Do(Action),
    /// The key is not bound.
    Nothing,
    /// The repeat of a pressed key.
    Repeat,
}

/// Pressed movement keys and modifiers.
#[derive(Clone, Debug, Default)]
pub struct KeyState {
    /// Bindings that give presses their meaning.
    pub bindings: Bindings,
    modifiers: Modifiers,
    moving: BTreeMap<Key, Action>,
}

impl KeyState {
    /// Starts without any pressed keys.
    pub fn new(bindings: Bindings) -> KeyState {
        KeyState { bindings, ..KeyState::default() }
    }

    /// Handles a key press. Commands and one-time actions are returned; movements are held until [`KeyState::release`].
    pub fn press(&mut self, key: Key, repeat: bool) -> KeyPress {
        if repeat {
            return KeyPress::Repeat;
        }
        let held = self.modifiers.for_chord();
        // With Ctrl and no command bound a movement stays one: Ctrl + W is a slow W.
        let movement = || self.bindings.action_of(key, ChordModifiers::NONE).filter(|action| action.is_held());
        match self.bindings.action_of(key, held).or_else(movement) {
            Some(action) if action.is_held() => {
                self.moving.insert(key, action);
                KeyPress::Held
            }
            Some(action) => KeyPress::Do(action),
            None => KeyPress::Nothing,
        }
    }

    /// Handles a key release: to be called for every release, whoever handled the press.
    pub fn release(&mut self, key: Key) {
        self.moving.remove(&key);
    }

    /// Sets the pressed modifier keys.
    pub fn set_modifiers(&mut self, modifiers: Modifiers) {
        self.modifiers = modifiers;
    }

    /// The pressed modifier keys.
    pub fn modifiers(&self) -> Modifiers {
        self.modifiers
    }

    /// Releases all keys when the window loses the focus, as their releases will not be reported.
    pub fn release_all(&mut self) {
        self.moving.clear();
        self.modifiers = Modifiers::default();
    }

    /// Whether a movement key is down.
    pub fn is_moving(&self) -> bool {
        !self.moving.is_empty()
    }

    /// Movement of the held keys. Two keys for one direction are not faster than one.
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
        assert_eq!(key_state.press(Key::W, false), KeyPress::Held);
        assert_eq!(key_state.press(Key::ArrowUp, false), KeyPress::Held);
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
        assert_eq!(key_state.press(Key::C, false), KeyPress::Do(Action::CopyView));
        assert_eq!(key_state.press(Key::O, false), KeyPress::Do(Action::OpenFile));
        assert!(!key_state.is_moving());
        assert_eq!(key_state.press(Key::Z, false), KeyPress::Nothing, "Ctrl+Z is not Z");
        key_state.set_modifiers(Modifiers::default());
        assert_eq!(key_state.press(Key::O, true), KeyPress::Repeat, "letting go of Ctrl first does not make it one");
        assert!(!key_state.is_moving());
        assert_eq!(key_state.press(Key::O, false), KeyPress::Do(Action::MapView));
    }

    #[test]
    fn ctrl_slows_a_movement_and_shift_speeds_it() {
        let ctrl = Modifiers { ctrl: true, ..Modifiers::default() };
        let mut key_state = with(ctrl);
        assert_eq!(key_state.press(Key::W, false), KeyPress::Held);
        assert!(key_state.move_input().slow && key_state.move_input().forward == 1.0);
        key_state.set_modifiers(Modifiers { shift: true, ..Modifiers::default() });
        assert!(key_state.move_input().fast && !key_state.move_input().slow);
    }

    #[test]
    fn alt_gr_writes_characters() {
        let mut key_state = with(Modifiers { ctrl: true, alt: true, ..Modifiers::default() });
        assert_eq!(key_state.press(Key::O, false), KeyPress::Do(Action::MapView));
    }

    #[test]
    fn a_chord_with_shift_fires_and_shift_alone_only_speeds_up() {
        let shift = Modifiers { shift: true, ..Modifiers::default() };
        let mut key_state = with(shift);
        assert_eq!(key_state.press(Key::M, false), KeyPress::Do(Action::OverviewMap), "as without Shift");
        key_state.bindings =
            Bindings::new(&[("Reload".to_owned(), vec!["Shift+KeyW".to_owned()])].into_iter().collect(), false);
        assert_eq!(key_state.press(Key::W, false), KeyPress::Do(Action::Reload));
        assert!(!key_state.is_moving());
        key_state.set_modifiers(Modifiers { shift: true, ctrl: true, ..Modifiers::default() });
        assert_eq!(key_state.press(Key::W, false), KeyPress::Held, "Ctrl and Shift have no chord of their own");
    }

    #[test]
    fn losing_the_focus_lets_go_and_repeats_do_not_press_again() {
        let mut key_state = with(Modifiers { shift: true, ..Modifiers::default() });
        key_state.press(Key::W, false);
        key_state.press(Key::D, false);
        key_state.release_all();
        assert!(!key_state.is_moving() && !key_state.move_input().fast);
        assert_eq!(key_state.press(Key::W, true), KeyPress::Repeat);
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
