//! Tests of the texts of every language.

use crate::load::LoadStep;
use std::collections::BTreeMap;

use super::texts::Each;
use super::*;

/// All texts of a language by path.
fn all(language: Language) -> BTreeMap<String, &'static str> {
    let mut texts = BTreeMap::new();
    language.texts().each("", &mut |path, text| {
        texts.insert(path.to_owned(), text);
    });
    texts
}

/// The placeholders of a text, sorted by name.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).map(|from| from.split_once('}').expect("a place ends").0).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Paths of names and signs that are the same in Turkish.
const SAME_IN_TURKISH: &[&str] = &[
    "drawing.samples_one.name",
    "drawing.samples_four.name",
    "export.entry",
    "export_group.mesh",
    "statistics.patches_of",
    "statistics.spread",
    "tile.bit",
];

#[test]
fn every_language_says_everything_with_the_same_values() {
    let english = all(Language::English);
    assert!(english.len() > 100, "the texts are gone through");
    for language in Language::ALL {
        let texts = all(language);
        assert!(texts.keys().eq(english.keys()));
        for (path, text) in texts {
            assert!(!text.trim().is_empty(), "{path} is empty in {language:?}");
            assert_eq!(places(text), places(english[&path]), "{path} in {language:?}: {text:?}");
            assert_eq!(text.trim(), text, "{path} in {language:?} has room at its ends");
        }
    }
}

#[test]
fn nothing_was_left_in_english() {
    let english = all(Language::English);
    for (path, text) in all(Language::Turkish) {
        let same = text == english[&path];
        assert_eq!(same, SAME_IN_TURKISH.contains(&path.as_str()), "{path}: {text:?}");
    }
}

#[test]
fn values_come_to_their_places() {
    assert_eq!(fill("{a} of {b}, {a}", &[("a", &1), ("b", &"{a}")]), "1 of {a}, 1");
    assert_eq!(fill("{c} {", &[("a", &1)]), "{c} {");
    assert_eq!(fill("as it is", &[]), "as it is");
    assert_eq!(fill("{{a}}", &[("a", &1)]), "{1}");
}

#[test]
fn the_systems_language_is_the_first_that_the_window_speaks() {
    assert_eq!(Language::of_tags(["tr-TR"]), Language::Turkish);
    assert_eq!(Language::of_tags(["de_DE.UTF-8", "tr_TR.UTF-8@x", "en"]), Language::Turkish);
    assert_eq!(Language::of_tags(["TR"]), Language::Turkish);
    for tags in [&[][..], &["C"], &["trv-TW"], &["en-GB", "tr"], &["C", "tr"], &[""]] {
        assert_eq!(Language::of_tags(tags), Language::English, "{tags:?}");
    }
}

#[test]
fn a_choice_keeps_its_name_and_unknown_ones_do_no_harm() {
    for choice in LanguageChoice::ALL {
        let text = serde_json::to_string(&choice).unwrap();
        assert_eq!(serde_json::from_str::<LanguageChoice>(&text).unwrap(), choice, "{text}");
    }
    assert_eq!(serde_json::to_string(&LanguageChoice::Turkish).unwrap(), "\"turkish\"");
    assert_eq!(serde_json::from_str::<LanguageChoice>("\"klingon\"").unwrap(), LanguageChoice::Auto);
    assert_eq!(LanguageChoice::Auto.language(Language::Turkish), Language::Turkish);
    assert_eq!(LanguageChoice::English.language(Language::Turkish), Language::English);
}

#[test]
fn orientations_are_called_as_the_command_line_calls_them() {
    for (index, name) in Language::English.texts().tile.orientation.into_iter().enumerate() {
        assert_eq!(name, crate::scene::terrain::layers::Orientation::new(index as u8).describe());
    }
}

#[test]
fn english_calls_the_loaders_steps_as_the_command_line_does() {
    for step in LoadStep::ALL {
        assert_eq!((Language::English.texts().load_step)(step), step.to_string());
        assert_ne!((Language::Turkish.texts().load_step)(step), step.to_string());
    }
}
