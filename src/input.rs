//! Input model: actions, key bindings, key and mouse state.
//!
//! Owns the [`Action`]s, the table that binds keys to them ([`BINDINGS`]), the user's changes of it ([`Bindings`], from
//! which help and menus are made), the pressed keys ([`KeyState`]) and the state of the mouse ([`mod@pointer`]).
//! Independent of the window system: `app` converts device events to [`Key`]s.
//!
//! Invariants: a key release is always handled, whoever handled the press; a key pressed as a command (with Ctrl, or
//! Cmd on macOS) is never a movement; losing the focus releases everything; a key repeat starts no movement.

mod action;
mod bindings;
mod chord;
pub(crate) mod key;
mod key_state;
pub mod pointer;
pub mod touch;

pub use action::{Action, Digit};
pub use bindings::{Bindings, ChosenKeys};
pub use chord::{Chord, ChordModifiers};
pub use key::Key;
pub use key_state::{KeyPress, KeyState, Modifiers};

/// A key chord and its action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyBinding {
    /// The key with its modifiers.
    pub chord: Chord,
    /// The action that the chord triggers.
    pub action: Action,
}

const fn plain(key: Key, action: Action) -> KeyBinding {
    KeyBinding { chord: Chord { key, modifiers: ChordModifiers::NONE }, action }
}

const fn command(key: Key, action: Action) -> KeyBinding {
    with(ChordModifiers::COMMAND, key, action)
}

const fn with(modifiers: ChordModifiers, key: Key, action: Action) -> KeyBinding {
    KeyBinding { chord: Chord { key, modifiers }, action }
}

/// The default bindings, in the order of help. Digits are bound by rule, when a key is looked up.
pub const BINDINGS: &[KeyBinding] = &[
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
    command(Key::F, Action::Objects),
    command(Key::N, Action::NextZone),
    command(Key::P, Action::PreviousZone),
    command(Key::C, Action::CopyView),
    command(Key::V, Action::PasteView),
    plain(Key::F, Action::LookAtPick),
    plain(Key::H, Action::HideObjects),
    with(ChordModifiers { shift: true, ..ChordModifiers::NONE }, Key::H, Action::IsolateObjects),
    with(ChordModifiers { alt: true, ..ChordModifiers::NONE }, Key::H, Action::ShowAllObjects),
    plain(Key::ContextMenu, Action::PointMenu),
    with(ChordModifiers { shift: true, ..ChordModifiers::NONE }, Key::F10, Action::PointMenu),
    command(Key::G, Action::GoTo),
    plain(Key::R, Action::Measure),
    plain(Key::Backspace, Action::RemovePoint),
    command(Key::I, Action::CopyDiagnostics),
    command(Key::O, Action::OpenFile),
    plain(Key::F5, Action::Reload),
    plain(Key::F9, Action::Contours),
    plain(Key::F10, Action::Wireframe),
    plain(Key::F8, Action::Statistics),
    plain(Key::C, Action::FreezeCulling),
    plain(Key::F11, Action::FullScreen),
    plain(Key::F12, Action::Screenshot),
    command(Key::Comma, Action::Settings),
    plain(Key::Z, Action::HidePanels),
    plain(Key::F1, Action::Help),
    plain(Key::QuestionMark, Action::Help),
    plain(Key::Escape, Action::Escape),
];

/// The name of the command modifier on this system.
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
                assert!(a.chord != b.chord, "{a:?} and {b:?}");
            }
            assert!(a.chord.fits(a.action), "a command is never a movement: {a:?}");
        }
    }

    #[test]
    fn digits_store_and_go() {
        let (three, bindings) = (Digit::new(3).unwrap(), Bindings::default());
        assert_eq!(bindings.action_of(Key::Digit(three), ChordModifiers::NONE), Some(Action::GoToView(three)));
        assert_eq!(bindings.action_of(Key::Digit(three), ChordModifiers::COMMAND), Some(Action::StoreView(three)));
        assert_eq!((Digit::new(0), Digit::new(10)), (None, None));
        assert_eq!(Digit::all().count(), 9);
        assert!(bindings.action_of(Key::Other, ChordModifiers::NONE).is_none());
    }
}
