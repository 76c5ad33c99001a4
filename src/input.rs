//! MODEL: what keys and the mouse mean.
//!
//! Owns the [`Action`]s, the one table that binds keys to them ([`BINDINGS`], which help and menus are made
//! from), the keys that are held ([`Held`]) and what the mouse is doing ([`mod@pointer`]). Names no window system:
//! `app` turns device events into [`Key`]s.
//!
//! Invariants: a key release is always taken, whoever took the press; a key pressed as a command (with Ctrl, or
//! Cmd on macOS) is never a movement; losing the focus lets go of everything; a key repeat starts no movement.

mod action;
mod held;
mod key;
pub mod pointer;

pub use action::{Action, Digit};
pub use held::{Held, Modifiers, Outcome};
pub use key::Key;

/// A key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The key, by its place on the keyboard.
    pub key: Key,
    /// Whether Ctrl (Cmd on macOS) must be held.
    pub command: bool,
    /// What it does.
    pub action: Action,
}

const fn plain(key: Key, action: Action) -> Binding {
    Binding { key, command: false, action }
}

const fn command(key: Key, action: Action) -> Binding {
    Binding { key, command: true, action }
}

/// The default bindings, in the order in which help shows them. The digits are bound by rule, when a key is looked up.
pub const BINDINGS: &[Binding] = &[
    plain(Key::W, Action::Forward),
    plain(Key::ArrowUp, Action::Forward),
    plain(Key::S, Action::Back),
    plain(Key::ArrowDown, Action::Back),
    plain(Key::A, Action::Left),
    plain(Key::ArrowLeft, Action::Left),
    plain(Key::D, Action::Right),
    plain(Key::ArrowRight, Action::Right),
    plain(Key::E, Action::Up),
    plain(Key::Space, Action::Up),
    plain(Key::PageUp, Action::Up),
    plain(Key::Q, Action::Down),
    plain(Key::PageDown, Action::Down),
    plain(Key::Home, Action::Home),
    plain(Key::B, Action::StartView),
    plain(Key::O, Action::MapView),
    plain(Key::G, Action::Walk),
    plain(Key::M, Action::OverviewMap),
    plain(Key::T, Action::ZoneList),
    plain(Key::V, Action::DrawingPanel),
    plain(Key::P, Action::Places),
    command(Key::N, Action::NextZone),
    command(Key::P, Action::PreviousZone),
    command(Key::C, Action::CopyView),
    command(Key::V, Action::PasteView),
    plain(Key::F, Action::LookAtPick),
    command(Key::I, Action::CopyDiagnostics),
    command(Key::O, Action::OpenFile),
    plain(Key::F5, Action::Reload),
    plain(Key::F11, Action::FullScreen),
    plain(Key::F12, Action::Screenshot),
    plain(Key::Z, Action::HidePanels),
    plain(Key::F1, Action::Help),
    plain(Key::QuestionMark, Action::Help),
    plain(Key::Escape, Action::Escape),
];

/// What a key does, with or without Ctrl (Cmd on macOS). `swap_up_down` exchanges Q and E.
pub fn action_of(key: Key, command: bool, swap_up_down: bool) -> Option<Action> {
    if let Key::Digit(digit) = key {
        return Some(if command { Action::StoreView(digit) } else { Action::GoToView(digit) });
    }
    let key = match key {
        Key::Q if swap_up_down && !command => Key::E,
        Key::E if swap_up_down && !command => Key::Q,
        other => other,
    };
    BINDINGS.iter().find(|b| b.key == key && b.command == command).map(|b| b.action)
}

/// The keys that do something, as help and menus write them: `["W", "↑"]`.
pub fn keys_of(action: Action, swap_up_down: bool) -> Vec<String> {
    match action {
        Action::GoToView(digit) => return vec![digit.number().to_string()],
        Action::StoreView(digit) => return vec![format!("{}+{}", command_name(), digit.number())],
        _ => {}
    }
    let swapped = |key: Key| match key {
        Key::Q if swap_up_down => Key::E,
        Key::E if swap_up_down => Key::Q,
        other => other,
    };
    let name = |b: &Binding| match b.command {
        true => format!("{}+{}", command_name(), b.key.name()),
        false => swapped(b.key).name(),
    };
    BINDINGS.iter().filter(|b| b.action == action).map(name).collect()
}

/// The name of the key that makes commands on this system.
pub fn command_name() -> &'static str {
    if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice() {
        for (i, a) in BINDINGS.iter().enumerate() {
            for b in &BINDINGS[i + 1..] {
                assert!(a.key != b.key || a.command != b.command, "{a:?} and {b:?}");
            }
            assert!(!(a.command && a.action.is_held()), "a command is never a movement: {a:?}");
        }
    }

    #[test]
    fn digits_store_and_go() {
        let three = Digit::new(3).unwrap();
        assert_eq!(action_of(Key::Digit(three), false, false), Some(Action::GoToView(three)));
        assert_eq!(action_of(Key::Digit(three), true, false), Some(Action::StoreView(three)));
        assert_eq!((Digit::new(0), Digit::new(10)), (None, None));
        assert_eq!(Digit::all().count(), 9);
    }

    #[test]
    fn q_and_e_can_be_swapped_and_help_follows() {
        assert_eq!(action_of(Key::E, false, false), Some(Action::Up));
        assert_eq!(action_of(Key::E, false, true), Some(Action::Down));
        assert_eq!(action_of(Key::Q, false, true), Some(Action::Up));
        assert_eq!(keys_of(Action::Down, false), ["Q", "PageDown"]);
        assert_eq!(keys_of(Action::Down, true), ["E", "PageDown"]);
    }

    #[test]
    fn every_binding_is_found_by_its_key() {
        for binding in BINDINGS {
            assert_eq!(action_of(binding.key, binding.command, false), Some(binding.action));
            assert!(keys_of(binding.action, false).iter().all(|key| !key.is_empty()), "{binding:?}");
        }
        assert!(action_of(Key::Other, false, false).is_none());
    }
}
