//! The keys that are down, and what a press means.

use std::collections::BTreeMap;

use super::{Action, Bindings, Key};
use crate::camera::Wish;

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
    Held,
    /// Something is to be done once.
    Do(Action),
    /// Nothing is bound to it.
    Nothing,
    /// The repeat of a key that is down: not a press.
    Repeat,
}

/// The held movement keys and modifiers.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// What the keys do.
    pub bindings: Bindings,
    modifiers: Modifiers,
    moving: BTreeMap<Key, Action>,
}

impl Held {
    /// No key is down.
    pub fn new(bindings: Bindings) -> Held {
        Held { bindings, ..Held::default() }
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
                Outcome::Held
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
    pub fn wish(&self) -> Wish {
        let down = |action: Action| f64::from(u8::from(self.moving.values().any(|&a| a == action)));
        Wish {
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

    fn with(modifiers: Modifiers) -> Held {
        let mut held = Held::default();
        held.set_modifiers(modifiers);
        held
    }

    #[test]
    fn keys_move_while_they_are_down() {
        let mut held = Held::default();
        assert_eq!(held.press(Key::W, false), Outcome::Held);
        assert_eq!(held.press(Key::ArrowUp, false), Outcome::Held);
        assert_eq!(held.wish().forward, 1.0, "two keys for one direction count once");
        held.release(Key::W);
        assert_eq!(held.wish().forward, 1.0, "the other is still down");
        held.press(Key::S, false);
        assert_eq!(held.wish().forward, 0.0, "opposites cancel");
        held.release(Key::ArrowUp);
        held.release(Key::S);
        assert!(!held.is_moving() && held.wish().is_still());
    }

    #[test]
    fn a_command_is_never_a_movement() {
        let mut held = with(COMMAND);
        assert_eq!(held.press(Key::C, false), Outcome::Do(Action::CopyView));
        assert_eq!(held.press(Key::O, false), Outcome::Do(Action::OpenFile));
        assert!(!held.is_moving());
        assert_eq!(held.press(Key::Z, false), Outcome::Nothing, "Ctrl+Z is not Z");
        held.set_modifiers(Modifiers::default());
        assert_eq!(held.press(Key::O, true), Outcome::Repeat, "letting go of Ctrl first does not make it one");
        assert!(!held.is_moving());
        assert_eq!(held.press(Key::O, false), Outcome::Do(Action::MapView));
    }

    #[test]
    fn ctrl_slows_a_movement_and_shift_speeds_it() {
        let ctrl = Modifiers { ctrl: true, ..Modifiers::default() };
        let mut held = with(ctrl);
        assert_eq!(held.press(Key::W, false), Outcome::Held);
        assert!(held.wish().slow && held.wish().forward == 1.0);
        held.set_modifiers(Modifiers { shift: true, ..Modifiers::default() });
        assert!(held.wish().fast && !held.wish().slow);
    }

    #[test]
    fn alt_gr_writes_characters() {
        let mut held = with(Modifiers { ctrl: true, alt: true, ..Modifiers::default() });
        assert_eq!(held.press(Key::O, false), Outcome::Do(Action::MapView));
    }

    #[test]
    fn losing_the_focus_lets_go_and_repeats_do_not_press_again() {
        let mut held = with(Modifiers { shift: true, ..Modifiers::default() });
        held.press(Key::W, false);
        held.press(Key::D, false);
        held.release_all();
        assert!(!held.is_moving() && !held.wish().fast);
        assert_eq!(held.press(Key::W, true), Outcome::Repeat);
        assert!(!held.is_moving());
        held.release(Key::W);
        held.release(Key::D);
        assert!(!held.is_moving(), "late releases are harmless");
    }

    #[test]
    fn releases_are_never_lost() {
        let mut held = Held::default();
        held.press(Key::E, false);
        held.bindings = Bindings::new(&Default::default(), true);
        held.release(Key::E);
        assert!(!held.is_moving(), "whatever the binding says by now");
        held.press(Key::W, false);
        held.set_modifiers(COMMAND);
        held.release(Key::W);
        assert!(!held.is_moving(), "whatever the modifiers are by now");
    }
}
