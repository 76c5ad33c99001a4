//! Capture of a key for a binding in the settings panel.

use crate::input::{Action, Bindings, Chord, Key, Modifiers};

/// The action that is being bound, and the index of the chord to replace.
#[derive(Debug, Default)]
pub struct KeyCapture {
    waiting: Option<(Action, usize)>,
}

/// Result of a captured key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Captured {
    /// The key cannot be bound; capture continues.
    Ignored,
    Canceled,
    /// The chord does not fit the action: movements have no modifiers.
    Unfit,
    /// New chords of the action.
    Chords(Action, Vec<Chord>),
}

impl KeyCapture {
    /// Starts or stops the capture.
    pub fn wait(&mut self, waiting: Option<(Action, usize)>) {
        self.waiting = waiting;
    }

    /// The action that is being bound, and the index of its chord.
    pub fn waiting(&self) -> Option<(Action, usize)> {
        self.waiting
    }

    /// Captures a pressed key. Escape cancels, unless Escape is what is bound.
    pub fn press(&mut self, key: Key, held: Modifiers, bindings: &Bindings) -> Captured {
        let Some((action, index)) = self.waiting else { return Captured::Ignored };
        match key {
            // A modifier, or an unidentified key.
            Key::Other => return Captured::Ignored,
            Key::Escape if action != Action::Escape => {
                self.waiting = None;
                return Captured::Canceled;
            }
            _ => {}
        }
        let chord = Chord::captured(action, key, held);
        if !chord.fits(action) {
            return Captured::Unfit;
        }
        self.waiting = None;
        Captured::Chords(action, with_chord(bindings.chords_of(action), index, chord))
    }
}

/// The chords with a new one at an index, or at the end. A duplicate in another place is removed there.
fn with_chord(mut chords: Vec<Chord>, index: usize, chord: Chord) -> Vec<Chord> {
    let index = index.min(chords.len());
    match chords.get_mut(index) {
        Some(place) => *place = chord,
        None => chords.push(chord),
    }
    let kept = chords.iter().enumerate().filter(|(at, known)| **known != chord || *at == index);
    kept.map(|(_, known)| *known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_in_one_place_only() {
        let chord = |code| Chord::from_code(code).unwrap();
        let codes = |index, code| {
            let chords = with_chord(vec![chord("KeyA"), chord("KeyB"), chord("KeyC")], index, chord(code));
            chords.into_iter().map(Chord::code).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(codes(1, "KeyX"), "KeyA KeyX KeyC");
        assert_eq!(codes(9, "KeyX"), "KeyA KeyB KeyC KeyX");
        assert_eq!(codes(0, "KeyC"), "KeyC KeyB");
        assert_eq!(codes(2, "KeyA"), "KeyB KeyA");
        assert_eq!(codes(9, "KeyA"), "KeyB KeyC KeyA");
    }

    #[test]
    fn keys_that_cannot_be_bound_are_ignored() {
        let (mut capture, bindings) = (KeyCapture::default(), Bindings::default());
        let press = |capture: &mut KeyCapture, key| capture.press(key, Modifiers::default(), &bindings);
        assert_eq!(press(&mut capture, Key::X), Captured::Ignored, "none is waited for");
        capture.wait(Some((Action::Escape, 0)));
        assert_eq!(press(&mut capture, Key::Other), Captured::Ignored);
        assert!(
            matches!(press(&mut capture, Key::Escape), Captured::Chords(Action::Escape, chords) if chords.len() == 1)
        );
        capture.wait(Some((Action::Help, 0)));
        assert_eq!((press(&mut capture, Key::Escape), capture.waiting()), (Captured::Canceled, None));
    }
}
