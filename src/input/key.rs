//! The project's own names of keys.

use super::Digit;

/// A key by its place on the keyboard, named as on a US one: W is the key above S also where the letter on it
/// is Z. The exception is [`Key::QuestionMark`], which is a character, wherever the layout puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say it.
pub enum Key {
    A,
    B,
    C,
    D,
    E,
    F,
    I,
    M,
    N,
    O,
    P,
    Q,
    S,
    T,
    V,
    W,
    Z,
    ArrowUp,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    PageUp,
    PageDown,
    Home,
    Space,
    Escape,
    F1,
    F5,
    F9,
    F10,
    F11,
    QuestionMark,
    Digit(Digit),
    /// Any key that nothing is bound to; pressing it still ends a flight.
    Other,
}

impl Key {
    /// What help and menus write for it.
    pub fn name(self) -> &'static str {
        match self {
            Key::A => "A",
            Key::B => "B",
            Key::C => "C",
            Key::D => "D",
            Key::E => "E",
            Key::F => "F",
            Key::I => "I",
            Key::M => "M",
            Key::N => "N",
            Key::O => "O",
            Key::P => "P",
            Key::Q => "Q",
            Key::S => "S",
            Key::T => "T",
            Key::V => "V",
            Key::W => "W",
            Key::Z => "Z",
            Key::ArrowUp => "↑",
            Key::ArrowDown => "↓",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::PageUp => "PageUp",
            Key::PageDown => "PageDown",
            Key::Home => "Home",
            Key::Space => "Space",
            Key::Escape => "Esc",
            Key::F1 => "F1",
            Key::F5 => "F5",
            Key::F9 => "F9",
            Key::F10 => "F10",
            Key::F11 => "F11",
            Key::QuestionMark => "?",
            Key::Digit(_) => "1 – 9",
            Key::Other => "",
        }
    }
}
