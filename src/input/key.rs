//! Names and codes of keys.

use super::Digit;

/// Calls a macro with the table of keys: variant name, key code of the W3C's "UI Events" (used in settings and by the
/// window system), and name in menus and help. The digits 1 to 9 are not in it.
macro_rules! for_each_key {
    ($callback:ident) => {
        $callback! {
            A KeyA "A", B KeyB "B", C KeyC "C", D KeyD "D", E KeyE "E", F KeyF "F", G KeyG "G", H KeyH "H",
            I KeyI "I", J KeyJ "J", K KeyK "K", L KeyL "L", M KeyM "M", N KeyN "N", O KeyO "O", P KeyP "P",
            Q KeyQ "Q", R KeyR "R", S KeyS "S", T KeyT "T", U KeyU "U", V KeyV "V", W KeyW "W", X KeyX "X",
            Y KeyY "Y", Z KeyZ "Z",
            ArrowUp ArrowUp "↑", ArrowDown ArrowDown "↓", ArrowLeft ArrowLeft "←", ArrowRight ArrowRight "→",
            PageUp PageUp "PageUp", PageDown PageDown "PageDown", Home Home "Home", End End "End",
            Insert Insert "Insert", Delete Delete "Delete", Backspace Backspace "Backspace", Tab Tab "Tab",
            Enter Enter "Enter", Space Space "Space", Escape Escape "Esc",
            F1 F1 "F1", F2 F2 "F2", F3 F3 "F3", F4 F4 "F4", F5 F5 "F5", F6 F6 "F6", F7 F7 "F7", F8 F8 "F8",
            F9 F9 "F9", F10 F10 "F10", F11 F11 "F11", F12 F12 "F12",
            Zero Digit0 "0", Minus Minus "-", Equal Equal "=", BracketLeft BracketLeft "[",
            BracketRight BracketRight "]", Backslash Backslash "\\", Semicolon Semicolon ";", Quote Quote "'",
            Backquote Backquote "`", Comma Comma ",", Period Period ".", Slash Slash "/",
            IntlBackslash IntlBackslash "<", ContextMenu ContextMenu "Menu", Pause Pause "Pause", ScrollLock ScrollLock "ScrollLock",
            Numpad0 Numpad0 "Num 0", Numpad1 Numpad1 "Num 1", Numpad2 Numpad2 "Num 2", Numpad3 Numpad3 "Num 3",
            Numpad4 Numpad4 "Num 4", Numpad5 Numpad5 "Num 5", Numpad6 Numpad6 "Num 6", Numpad7 Numpad7 "Num 7",
            Numpad8 Numpad8 "Num 8", Numpad9 Numpad9 "Num 9", NumpadAdd NumpadAdd "Num +",
            NumpadSubtract NumpadSubtract "Num -", NumpadMultiply NumpadMultiply "Num *",
            NumpadDivide NumpadDivide "Num /", NumpadDecimal NumpadDecimal "Num .", NumpadEnter NumpadEnter "Num Enter",
        }
    };
}
#[cfg(feature = "window")]
pub(crate) use for_each_key;

macro_rules! define_keys {
    ($($key:ident $code:ident $name:literal),* $(,)?) => {
        /// A key by its position on the keyboard, named as on a US layout: W is the key above S even where its letter
        /// is Z. The exception is [`Key::QuestionMark`], which is a character at any position.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // The names say it.
        pub enum Key {
            $($key,)*
            QuestionMark,
            Digit(Digit),
            /// Any unidentified key, and the modifiers; pressing it still ends a flight.
            Other,
        }

        /// Each key with its code and name.
        const KEYS: &[(Key, &str, &str)] = &[$((Key::$key, stringify!($code), $name),)*];
    };
}

for_each_key!(define_keys);

impl Key {
    /// The name in help and menus.
    pub fn name(self) -> String {
        match self {
            Key::QuestionMark => "?".to_owned(),
            Key::Digit(digit) => digit.number().to_string(),
            Key::Other => String::new(),
            key => {
                KEYS.iter().find(|(known, ..)| *known == key).map(|(.., name)| (*name).to_owned()).unwrap_or_default()
            }
        }
    }

    /// The code in settings: that of the W3C's "UI Events", or the character.
    pub fn code(self) -> String {
        match self {
            Key::QuestionMark => "?".to_owned(),
            Key::Digit(digit) => format!("Digit{}", digit.number()),
            Key::Other => String::new(),
            key => {
                KEYS.iter().find(|(known, ..)| *known == key).map(|(_, code, _)| (*code).to_owned()).unwrap_or_default()
            }
        }
    }

    /// The key of a code, if it is an identified key.
    pub fn from_code(code: &str) -> Option<Key> {
        if code == "?" {
            return Some(Key::QuestionMark);
        }
        let digit = code.strip_prefix("Digit").and_then(|digit| Digit::new(digit.parse().ok()?));
        digit.map(Key::Digit).or_else(|| KEYS.iter().find(|(_, known, _)| *known == code).map(|(key, ..)| *key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_keys_and_names_tell_them_apart() {
        let digits = Digit::all().map(Key::Digit);
        let all: Vec<Key> = KEYS.iter().map(|(key, ..)| *key).chain(digits).chain([Key::QuestionMark]).collect();
        for (i, key) in all.iter().enumerate() {
            assert_eq!(Key::from_code(&key.code()), Some(*key), "{key:?}");
            assert!(!key.name().is_empty());
            for other in &all[i + 1..] {
                assert!(key.name() != other.name() && key.code() != other.code(), "{key:?} and {other:?}");
            }
        }
        assert_eq!([Key::from_code(""), Key::from_code("Digit10"), Key::from_code("ShiftLeft")], [None; 3]);
    }
}
