//! Chords: a key with its modifier keys.

use super::{Action, Key, Modifiers};

/// The modifier keys of a chord.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChordModifiers {
    /// Ctrl, or Cmd on macOS.
    pub command: bool,
    /// The left or right Shift key.
    pub shift: bool,
    /// The left or right Alt key (Option on macOS).
    pub alt: bool,
}

impl ChordModifiers {
    /// No modifiers.
    pub const NONE: ChordModifiers = ChordModifiers { command: false, shift: false, alt: false };
    /// Only Ctrl, or Cmd on macOS.
    pub const COMMAND: ChordModifiers = ChordModifiers { command: true, ..ChordModifiers::NONE };

    /// Whether a chord with these modifiers fires while others are held. Additional Shift and Alt are ignored, because
    /// they have a meaning of their own while the camera moves; Ctrl (Cmd) is not.
    pub fn fires_with(self, held: ChordModifiers) -> bool {
        self.command == held.command && (held.shift || !self.shift) && (held.alt || !self.alt)
    }

    /// Number of modifiers: of two matching chords the one with more fires.
    pub fn count(self) -> usize {
        [self.command, self.shift, self.alt].into_iter().filter(|on| *on).count()
    }
}

impl Modifiers {
    /// The held keys as modifiers of a chord. Ctrl with Alt is AltGr on some systems, which types characters: then
    /// neither counts.
    pub fn for_chord(self) -> ChordModifiers {
        let command_key = if cfg!(target_os = "macos") { self.logo } else { self.ctrl };
        let (command, alt) = (command_key && !self.alt, self.alt && !self.ctrl && !self.logo);
        ChordModifiers { command, shift: self.shift, alt }
    }
}

/// A key with optional modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key, by its position on the keyboard.
    pub key: Key,
    /// The required modifier keys.
    pub modifiers: ChordModifiers,
}

impl Chord {
    /// A pressed chord, to be bound to an action. Shift and Alt are part of it unless the action is a movement, where
    /// they change the speed; a Shift that the keyboard layout needs for `?` is part of the character.
    pub fn captured(action: Action, key: Key, held: Modifiers) -> Chord {
        let mut modifiers = held.for_chord();
        modifiers.shift &= key != Key::QuestionMark && !action.is_held();
        modifiers.alt &= !action.is_held();
        Chord { key, modifiers }
    }

    /// Name in menus and help: `Ctrl+Shift+C`.
    pub fn name(self) -> String {
        self.joined([super::command_name(), alt_name(), "Shift"], &self.key.name())
    }

    /// Code in settings files, the same on every system and keyboard layout: `Ctrl+Shift+KeyC`.
    pub fn code(self) -> String {
        self.joined(CODES, &self.key.code())
    }

    fn joined(self, names: [&str; 3], key: &str) -> String {
        let ChordModifiers { command, shift, alt } = self.modifiers;
        let held = names.into_iter().zip([command, alt, shift]).filter(|(_, on)| *on);
        held.map(|(name, _)| name).chain([key]).collect::<Vec<_>>().join("+")
    }

    /// Parses a code, with its modifiers in any order. None for unknown codes, and for Ctrl with Alt, which never
    /// fires.
    pub fn from_code(code: &str) -> Option<Chord> {
        let (mut rest, mut on) = (code, [false; 3]);
        while let Some((index, after)) = CODES.iter().enumerate().find_map(|(index, name)| {
            let after = rest.strip_prefix(name)?.strip_prefix('+')?;
            Some((index, after))
        }) {
            if std::mem::replace(&mut on[index], true) {
                return None;
            }
            rest = after;
        }
        let [command, alt, shift] = on;
        let key = Key::from_code(rest).filter(|_| !(command && alt))?;
        Some(Chord { key, modifiers: ChordModifiers { command, shift, alt } })
    }

    /// Whether it can be bound to an action: a movement takes no modifiers, and modifiers alone are not a chord.
    pub fn fits(self, action: Action) -> bool {
        self.key != Key::Other && !(action.is_held() && self.modifiers != ChordModifiers::NONE)
    }
}

/// Names of the modifiers in settings: command, Alt, Shift.
const CODES: [&str; 3] = ["Ctrl", "Alt", "Shift"];

fn alt_name() -> &'static str {
    if cfg!(target_os = "macos") { "Option" } else { "Alt" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::BINDINGS;

    fn held(names: &str) -> Modifiers {
        let (command, mac) = (names.contains("command"), cfg!(target_os = "macos"));
        let [shift, alt] = ["shift", "alt"].map(|name| names.contains(name));
        Modifiers { shift, alt, ctrl: command && !mac, logo: command && mac }
    }

    #[test]
    fn chords_round_trip_through_their_codes() {
        let all = [false, true].map(|shift| [false, true].map(|alt| ChordModifiers { command: false, shift, alt }));
        let all = all.into_iter().flatten().chain([ChordModifiers::COMMAND]);
        let own = all.map(|modifiers| Chord { key: Key::Backslash, modifiers });
        for chord in BINDINGS.iter().map(|binding| binding.chord).chain(own) {
            assert_eq!(Chord::from_code(&chord.code()), Some(chord), "{}", chord.code());
        }
        for odd in ["", "Ctrl+", "Meta+KeyA", "KeyÄ", "Ctrl+Ctrl+KeyA", "ctrl+KeyA", "Ctrl+Alt+KeyA", "KeyA+Shift"] {
            assert_eq!(Chord::from_code(odd), None, "{odd}");
        }
        assert_eq!(Chord::from_code("Shift+Ctrl+KeyA").map(Chord::code).as_deref(), Some("Ctrl+Shift+KeyA"));
    }

    #[test]
    fn chords_are_captured_with_the_modifiers_that_belong_to_them() {
        let captured = |action, key, names| Chord::captured(action, key, held(names)).code();
        assert_eq!(captured(Action::Reload, Key::R, "command shift"), "Ctrl+Shift+KeyR");
        assert_eq!(captured(Action::Reload, Key::R, "alt"), "Alt+KeyR");
        assert_eq!(captured(Action::Reload, Key::R, "command alt"), "KeyR", "AltGr");
        assert_eq!(captured(Action::Help, Key::QuestionMark, "shift"), "?");
        assert_eq!(captured(Action::Forward, Key::I, "shift alt"), "KeyI", "faster, but the same movement");
        let command = Chord::captured(Action::Forward, Key::I, held("command"));
        assert!(!command.fits(Action::Forward) && command.fits(Action::Reload));
    }

    #[test]
    fn names_show_every_modifier() {
        let modifiers = ChordModifiers { command: false, shift: true, alt: true };
        let name = Chord { key: Key::ArrowUp, modifiers }.name();
        assert_eq!(name, format!("{}+Shift+↑", alt_name()));
    }
}
