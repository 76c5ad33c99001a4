//! The bindings in force: the defaults with what the user has changed.

use std::collections::BTreeMap;

use super::{Action, BINDINGS, Binding, Digit, Key, command_name};

/// A key, alone or with Ctrl (Cmd on macOS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key, by its place on the keyboard.
    pub key: Key,
    /// Whether Ctrl (Cmd on macOS) is held.
    pub command: bool,
}

impl Chord {
    /// As help and menus write it.
    pub fn name(self) -> String {
        let name = self.key.name();
        if self.command { format!("{}+{name}", command_name()) } else { name }
    }

    /// As settings hold it: the same on every system and keyboard.
    pub fn code(self) -> String {
        let code = self.key.code();
        if self.command { format!("Ctrl+{code}") } else { code }
    }

    /// The chord of a code.
    pub fn of_code(code: &str) -> Option<Chord> {
        let command = code.strip_prefix("Ctrl+");
        Some(Chord { key: Key::of_code(command.unwrap_or(code))?, command: command.is_some() })
    }
}

/// The keys that the user chose, by the action's name: codes of chords. Names and codes that are not known are those of
/// other versions and are left alone.
pub type ChosenKeys = BTreeMap<String, Vec<String>>;

/// The bindings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bindings {
    list: Vec<Binding>,
    chosen: Vec<Action>,
}

impl Default for Bindings {
    fn default() -> Bindings {
        Bindings { list: BINDINGS.to_vec(), chosen: Vec::new() }
    }
}

impl Bindings {
    /// The defaults with what was chosen in place of them. `swap_up_down` exchanges Q and E among the defaults.
    pub fn new(chosen: &ChosenKeys, swap_up_down: bool) -> Bindings {
        let mut bindings = Bindings::default();
        for binding in bindings.list.iter_mut().filter(|binding| !binding.command && swap_up_down) {
            binding.key = match binding.key {
                Key::Q => Key::E,
                Key::E => Key::Q,
                other => other,
            };
        }
        for action in Bindings::actions() {
            let Some(codes) = chosen.get(&action.code()) else { continue };
            let at = bindings.list.iter().position(|binding| binding.action == action).unwrap_or(bindings.list.len());
            bindings.list.retain(|binding| binding.action != action);
            let chords = codes.iter().filter_map(|code| Chord::of_code(code)).filter(|chord| fits(action, *chord));
            let own = chords.map(|Chord { key, command }| Binding { key, command, action });
            bindings.list.splice(at..at, own);
            bindings.chosen.push(action);
        }
        bindings
    }

    /// Every action that a key can be bound to, in the order in which help shows them. The digits' are not among them:
    /// they are bound by rule.
    pub fn actions() -> impl Iterator<Item = Action> {
        let mut actions: Vec<Action> = Vec::new();
        for binding in BINDINGS {
            if !actions.contains(&binding.action) {
                actions.push(binding.action);
            }
        }
        actions.into_iter()
    }

    /// What a key does, with or without Ctrl (Cmd on macOS). A digit that nothing else is bound to goes to a view, or
    /// stores one.
    pub fn action_of(&self, key: Key, command: bool) -> Option<Action> {
        let bound = self.list.iter().find(|binding| binding.key == key && binding.command == command);
        bound.map(|binding| binding.action).or(match key {
            Key::Digit(digit) if command => Some(Action::StoreView(digit)),
            Key::Digit(digit) => Some(Action::GoToView(digit)),
            _ => None,
        })
    }

    /// The chords of an action, the one that menus show first.
    pub fn chords_of(&self, action: Action) -> Vec<Chord> {
        let of_digit = |digit: Digit, command| vec![Chord { key: Key::Digit(digit), command }];
        match action {
            Action::GoToView(digit) => of_digit(digit, false),
            Action::StoreView(digit) => of_digit(digit, true),
            _ => self
                .list
                .iter()
                .filter(|binding| binding.action == action)
                .map(|&Binding { key, command, .. }| Chord { key, command })
                .collect(),
        }
    }

    /// The keys that do something, as help and menus write them: `["W", "↑"]`.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.chords_of(action).into_iter().map(Chord::name).collect()
    }

    /// Whether the user has chosen the keys of an action.
    pub fn is_chosen(&self, action: Action) -> bool {
        self.chosen.contains(&action)
    }

    /// Another action that a chord of this one is bound to as well; only one of the two gets it.
    pub fn conflict(&self, action: Action, chord: Chord) -> Option<Action> {
        let same = |binding: &&Binding| binding.key == chord.key && binding.command == chord.command;
        self.list.iter().filter(same).map(|binding| binding.action).find(|other| *other != action)
    }
}

/// Whether a chord can do an action: a command is never a movement, and nothing but modifiers is no key.
pub fn fits(action: Action, chord: Chord) -> bool {
    chord.key != Key::Other && !(chord.command && action.is_held())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pairs: &[(Action, &[&str])]) -> ChosenKeys {
        let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
        pairs.iter().map(|(action, own)| (action.code(), codes(own))).collect()
    }

    #[test]
    fn chords_go_round_through_their_codes() {
        for chord in BINDINGS.iter().map(|&Binding { key, command, .. }| Chord { key, command }) {
            assert_eq!(Chord::of_code(&chord.code()), Some(chord));
        }
        for odd in ["", "Ctrl+", "Shift+KeyA", "KeyÄ"] {
            assert_eq!(Chord::of_code(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_chosen_takes_the_place_of_the_defaults() {
        let keys = chosen(&[
            (Action::Forward, &["KeyT", "nonsense", "Ctrl+KeyX"]),
            (Action::Help, &[]),
            (Action::Reload, &["Digit3"]),
        ]);
        let bindings = Bindings::new(&keys, false);
        assert_eq!(bindings.keys_of(Action::Forward), ["T"], "commands are no movements");
        assert_eq!(bindings.action_of(Key::W, false), None);
        assert_eq!(bindings.action_of(Key::T, false), Some(Action::Forward), "the first in order has it");
        let t = Chord { key: Key::T, command: false };
        assert_eq!(bindings.conflict(Action::Forward, t), Some(Action::ZoneList));
        assert_eq!(bindings.conflict(Action::ZoneList, t), Some(Action::Forward));
        assert_eq!(bindings.keys_of(Action::Help), Vec::<String>::new(), "an action may have none");
        let three = Digit::new(3).unwrap();
        assert_eq!(bindings.action_of(Key::Digit(three), false), Some(Action::Reload));
        assert_eq!(bindings.action_of(Key::Digit(three), true), Some(Action::StoreView(three)));
        assert!(bindings.is_chosen(Action::Reload) && !bindings.is_chosen(Action::Back));
    }

    #[test]
    fn q_and_e_can_be_swapped_unless_keys_were_chosen() {
        let swapped = Bindings::new(&ChosenKeys::new(), true);
        assert_eq!(swapped.keys_of(Action::Down), ["E", "PageDown"]);
        assert_eq!(swapped.action_of(Key::Q, false), Some(Action::Up));
        let own = Bindings::new(&chosen(&[(Action::Up, &["KeyE"])]), true);
        assert_eq!(own.keys_of(Action::Up), ["E"]);
    }
}
