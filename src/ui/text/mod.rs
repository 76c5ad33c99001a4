//! What the window says, in every language that it speaks.
//!
//! Owns which languages there are, which of them is meant, and how a text is looked up. The words themselves stand
//! in one file a language (`english`, `turkish`), the list of them in `list`. A [`Texts`] has a field for
//! each text: a language that lacks one does not compile. Texts with values in them name their places, `{count}`,
//! which [`fill`] puts the values in.
//!
//! Not here, and English in every language: what the readers, the loader, the checks and the command line say (they
//! are the layers below, and a report about them is to be understood by others), names of fields and sections of the
//! files, command-line words, and the copied diagnostics. Numbers are written the same everywhere, with a decimal
//! point: they are copied into command lines and files.

mod english;
mod list;
mod texts;
mod turkish;

#[cfg(test)]
mod tests;

use std::fmt::Display;

use serde::{Deserialize, Serialize};

pub(crate) use self::list::{Bytes, Compare, Frame, Tile};
#[cfg(test)]
pub(crate) use self::texts::Each;
pub(crate) use self::texts::Named;
pub use self::texts::Texts;

/// A language that the window speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Turkish,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Language; 2] = [Language::English, Language::Turkish];

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Turkish => "Türkçe",
        }
    }

    pub fn texts(self) -> &'static Texts {
        match self {
            Language::English => &english::TEXTS,
            Language::Turkish => &turkish::TEXTS,
        }
    }

    /// Its code by ISO 639-1.
    fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
        }
    }

    /// The first language that the window speaks of those that a user prefers, as tags (`tr-TR`, `tr_TR.UTF-8`);
    /// English where it speaks none.
    pub fn of_tags<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Language {
        let known = |tag: T| {
            let code = tag.as_ref().split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
            if ["c", "posix"].contains(&code.as_str()) {
                // Who asks for no language means English, whatever further variables say.
                return Some(Language::English);
            }
            Language::ALL.into_iter().find(|language| language.code() == code)
        };
        tags.into_iter().find_map(known).unwrap_or(Language::English)
    }
}

/// Which language the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", from = "String")]
pub enum LanguageChoice {
    #[default]
    Auto,
    English,
    Turkish,
}

impl LanguageChoice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [LanguageChoice; 3] = [LanguageChoice::Auto, LanguageChoice::English, LanguageChoice::Turkish];

    /// The language that is meant, where the system's is known.
    pub fn language(self, of_system: Language) -> Language {
        match self {
            LanguageChoice::Auto => of_system,
            LanguageChoice::English => Language::English,
            LanguageChoice::Turkish => Language::Turkish,
        }
    }
}

impl From<String> for LanguageChoice {
    /// A choice by its name in the settings. One that only a later version knows is the system's language: the rest of
    /// the settings must not be lost over it.
    fn from(name: String) -> LanguageChoice {
        match name.as_str() {
            "english" => LanguageChoice::English,
            "turkish" => LanguageChoice::Turkish,
            _ => LanguageChoice::Auto,
        }
    }
}

/// A text with its values put in their places: `fill("{done} of {total}", &[("done", &1), ("total", &2)])`.
///
/// A place that no value is given for stays as it is. Values are not looked through for places.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let place = from.split_once('}');
        let value = place.and_then(|(name, after)| Some((values.iter().find(|(known, _)| *known == name)?.1, after)));
        match value {
            Some((value, after)) => {
                filled.push_str(&value.to_string());
                rest = after;
            }
            None => {
                filled.push('{');
                rest = from;
            }
        }
    }
    filled.push_str(rest);
    filled
}
