//! Texts of the window, in every language.
//!
//! The languages, the choice of one, and the lookup of texts. There is one file of texts per language (`english`,
//! `turkish`); `list` declares the fields. A [`Texts`] has a field for each text: a language that lacks one does not
//! compile. Values are inserted at named places, `{count}`, by [`fill`]; numbers in the language's
//! [`NumberFormat`](crate::scene::number_format::NumberFormat).
//!
//! English in every language: messages of the readers, the loader, the checks and the command line (so that a report
//! is understood everywhere), names of fields and sections of the files and of other programs' dialogs, command-line
//! options and copied diagnostics.

mod english;
mod list;
mod texts;
mod turkish;

#[cfg(test)]
mod tests;

use std::fmt::Display;

use serde::{Deserialize, Serialize};

pub(crate) use self::list::{Bytes, Compare, Drawing, Gallery, Object, Settings, Tile};
#[cfg(test)]
pub(crate) use self::texts::Each;
pub use self::texts::Texts;
pub(crate) use self::texts::{Fault, Named, Plural};

/// A language of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Turkish,
}

impl Language {
    /// All languages, in the order of the menu.
    pub const ALL: [Language; 2] = [Language::English, Language::Turkish];

    /// Its name in the language itself.
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

    /// ISO 639-1 code.
    fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
        }
    }

    /// The first supported language among a user's preferred ones, given as tags (`tr-TR`, `tr_TR.UTF-8`); English if
    /// none is supported.
    pub fn of_tags<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Language {
        let known = |tag: T| {
            let code = tag.as_ref().split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
            if ["c", "posix"].contains(&code.as_str()) {
                // An empty preference means English, whatever other variables contain.
                return Some(Language::English);
            }
            Language::ALL.into_iter().find(|language| language.code() == code)
        };
        tags.into_iter().find_map(known).unwrap_or(Language::English)
    }
}

/// The user's choice of language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", from = "String")]
pub enum LanguageChoice {
    #[default]
    Auto,
    English,
    Turkish,
}

impl LanguageChoice {
    /// All choices, in the order of the menu.
    pub const ALL: [LanguageChoice; 3] = [LanguageChoice::Auto, LanguageChoice::English, LanguageChoice::Turkish];

    /// The language of the choice, given the system's.
    pub fn language(self, of_system: Language) -> Language {
        match self {
            LanguageChoice::Auto => of_system,
            LanguageChoice::English => Language::English,
            LanguageChoice::Turkish => Language::Turkish,
        }
    }
}

impl From<String> for LanguageChoice {
    /// A choice by its name in the settings. A name of a later version means the system's language, so that the other
    /// settings are not lost.
    fn from(name: String) -> LanguageChoice {
        match name.as_str() {
            "english" => LanguageChoice::English,
            "turkish" => LanguageChoice::Turkish,
            _ => LanguageChoice::Auto,
        }
    }
}

/// Replaces the placeholders of a text: `fill("{done} of {total}", &[("done", &1), ("total", &2)])`.
///
/// A placeholder without a value is kept. Values are not searched for placeholders.
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
