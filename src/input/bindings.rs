//! Key bindings in effect: the defaults with the user's changes.

use std::collections::BTreeMap;

use super::{Action, BINDINGS, Chord, ChordModifiers, Digit, Key, KeyBinding};

/// Keys chosen by the user: codes of chords by action name. Unknown names and codes belong to other versions and are
/// kept.
pub type ChosenKeys = BTreeMap<String, Vec<String>>;

/// Key bindings: the defaults with the user's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bindings {
    list: Vec<KeyBinding>,
    chosen: Vec<Action>,
}

impl Default for Bindings {
    fn default() -> Bindings {
        Bindings { list: BINDINGS.to_vec(), chosen: Vec::new() }
    }
}

impl Bindings {
    /// The defaults with the user's choices. `swap_up_down` exchanges Q and E among the defaults.
    pub fn new(chosen: &ChosenKeys, swap_up_down: bool) -> Bindings {
        let mut bindings = Bindings::default();
        let plain = |binding: &&mut KeyBinding| binding.chord.modifiers == ChordModifiers::NONE;
        for binding in bindings.list.iter_mut().filter(plain).filter(|_| swap_up_down) {
            binding.chord.key = match binding.chord.key {
                Key::Q => Key::E,
                Key::E => Key::Q,
                other => other,
            };
        }
        for action in Bindings::actions() {
            let Some(codes) = chosen.get(action.code()) else { continue };
            let at = bindings.list.iter().position(|binding| binding.action == action).unwrap_or(bindings.list.len());
            bindings.list.retain(|binding| binding.action != action);
            let chords = codes.iter().filter_map(|code| Chord::from_code(code)).filter(|chord| chord.fits(action));
            bindings.list.splice(at..at, chords.map(|chord| KeyBinding { chord, action }));
            bindings.chosen.push(action);
        }
        bindings
    }

    /// Every action that a key can be bound to, in the order of help. Those of digits are bound by rule and are not
    /// included.
    pub fn actions() -> impl Iterator<Item = Action> {
        let mut actions: Vec<Action> = Vec::new();
        for binding in BINDINGS {
            if !actions.contains(&binding.action) {
                actions.push(binding.action);
            }
        }
        actions.into_iter()
    }

    /// The action of a key with held modifiers: of the matching chords, the one with the most modifiers. A digit
    /// without a binding goes to a view, or stores one with Ctrl (Cmd on macOS).
    pub fn action_of(&self, key: Key, held: ChordModifiers) -> Option<Action> {
        let firing =
            self.list.iter().filter(|KeyBinding { chord, .. }| chord.key == key && chord.modifiers.fires_with(held));
        let count = |binding: &KeyBinding| binding.chord.modifiers.count();
        let bound = firing.reduce(|best, other| if count(other) > count(best) { other } else { best });
        bound.map(|binding| binding.action).or(match key {
            Key::Digit(digit) if held.command => Some(Action::StoreView(digit)),
            Key::Digit(digit) => Some(Action::GoToView(digit)),
            _ => None,
        })
    }

    /// The chords of an action; menus show the first one.
    pub fn chords_of(&self, action: Action) -> Vec<Chord> {
        let of_digit = |digit: Digit, modifiers| vec![Chord { key: Key::Digit(digit), modifiers }];
        match action {
            Action::GoToView(digit) => of_digit(digit, ChordModifiers::NONE),
            Action::StoreView(digit) => of_digit(digit, ChordModifiers::COMMAND),
            _ => self.list.iter().filter(|binding| binding.action == action).map(|binding| binding.chord).collect(),
        }
    }

    /// The keys of an action as written in help and menus: `["W", "↑"]`.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.chords_of(action).into_iter().map(Chord::name).collect()
    }

    /// The first key of an action, by name; a dash where it has none.
    pub fn first_key_of(&self, action: Action) -> String {
        self.keys_of(action).into_iter().next().unwrap_or_else(|| "–".to_owned())
    }

    /// Whether the user has chosen keys for an action.
    pub fn is_chosen(&self, action: Action) -> bool {
        self.chosen.contains(&action)
    }

    /// Another action with one of this action's chords; only one of the two receives it.
    pub fn conflict(&self, action: Action, chord: Chord) -> Option<Action> {
        self.list
            .iter()
            .filter(|binding| binding.chord == chord)
            .map(|binding| binding.action)
            .find(|other| *other != action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: ChordModifiers = ChordModifiers::NONE;

    fn chosen(pairs: &[(Action, &[&str])]) -> ChosenKeys {
        let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
        pairs.iter().map(|(action, own)| (action.code().to_owned(), codes(own))).collect()
    }

    #[test]
    fn chosen_keys_replace_the_defaults() {
        let keys = chosen(&[
            (Action::Forward, &["KeyT", "nonsense", "Ctrl+KeyX"]),
            (Action::Help, &[]),
            (Action::Reload, &["Digit3"]),
        ]);
        let bindings = Bindings::new(&keys, false);
        assert_eq!(bindings.keys_of(Action::Forward), ["T"], "commands are no movements");
        assert_eq!(bindings.action_of(Key::W, PLAIN), None);
        assert_eq!(bindings.action_of(Key::T, PLAIN), Some(Action::Forward), "the first in order has it");
        let t = Chord { key: Key::T, modifiers: PLAIN };
        assert_eq!(bindings.conflict(Action::Forward, t), Some(Action::ZoneList));
        assert_eq!(bindings.conflict(Action::ZoneList, t), Some(Action::Forward));
        assert_eq!(bindings.keys_of(Action::Help), Vec::<String>::new(), "an action may have none");
        let three = Digit::new(3).unwrap();
        assert_eq!(bindings.action_of(Key::Digit(three), PLAIN), Some(Action::Reload));
        assert_eq!(bindings.action_of(Key::Digit(three), ChordModifiers::COMMAND), Some(Action::StoreView(three)));
        assert!(bindings.is_chosen(Action::Reload) && !bindings.is_chosen(Action::Back));
    }

    #[test]
    fn q_and_e_can_be_swapped_unless_keys_were_chosen() {
        let swapped = Bindings::new(&ChosenKeys::new(), true);
        assert_eq!(swapped.keys_of(Action::Down), ["E", "PageDown"]);
        assert_eq!(swapped.action_of(Key::Q, PLAIN), Some(Action::Up));
        let own = Bindings::new(&chosen(&[(Action::Up, &["KeyE"])]), true);
        assert_eq!(own.keys_of(Action::Up), ["E"]);
    }

    #[test]
    fn shift_and_alt_choose_between_chords_and_are_ignored_elsewhere() {
        let keys = chosen(&[
            (Action::Reload, &["Shift+KeyM"]),
            (Action::Statistics, &["Alt+KeyM", "Ctrl+Shift+KeyC"]),
            (Action::Forward, &["KeyW", "Shift+KeyI"]),
        ]);
        let bindings = Bindings::new(&keys, false);
        let [shift, alt] = [true, false].map(|shift| ChordModifiers { shift, alt: !shift, command: false });
        assert_eq!(bindings.action_of(Key::M, PLAIN), Some(Action::OverviewMap));
        assert_eq!(bindings.action_of(Key::M, shift), Some(Action::Reload));
        assert_eq!(bindings.action_of(Key::M, alt), Some(Action::Statistics));
        assert_eq!(bindings.action_of(Key::O, shift), Some(Action::MapView), "no chord of O asks for Shift");
        assert_eq!(bindings.action_of(Key::C, ChordModifiers::COMMAND), Some(Action::CopyView));
        let both = ChordModifiers { shift: true, ..ChordModifiers::COMMAND };
        assert_eq!(bindings.action_of(Key::C, both), Some(Action::Statistics));
        assert_eq!(bindings.action_of(Key::N, both), Some(Action::NextZone));
        assert_eq!(bindings.keys_of(Action::Forward), ["W"], "a movement has no modifiers");
        let chord = Chord { key: Key::M, modifiers: shift };
        assert_eq!(bindings.conflict(Action::OverviewMap, chord), Some(Action::Reload));
        assert_eq!(bindings.conflict(Action::Reload, chord), None, "M alone is another chord");
    }
}
