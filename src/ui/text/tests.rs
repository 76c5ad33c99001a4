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
    "drawing.samples_four.name",
    "about.backend",
    "menu.vsync.name",
    "statistics.gpu",
    "export.entry",
    "program.Blender",
    "program.Unity",
    "program.Unreal",
    "program.Godot",
    "statistics.patches_of",
    "statistics.spread",
    "tile.bit",
    "go_to.byte_of",
    "gallery.size",
    "compare.object_count",
    "mark_kind.Npc",
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

/// Phrases of the first version of the texts, with what took their place: a whole text, as it is written in the list.
const REPLACED: &[(&str, &str)] = &[
    ("What is drawn", "Display"),
    ("Wait for the screen", "VSync"),
    ("As the system", "System default"),
    ("Colours", "Theme"),
    ("Look up by pulling down", "Invert vertical look"),
    ("Look round", "Look around; in map view: pan"),
    ("Q flies up, E down", "Swap Q and E"),
    ("Light up", "Clear highlight"),
    ("shown by", "Used by {count} tiles"),
    ("Next place", "Next tile"),
    ("a texel a pixel", "Mip levels, 1:1"),
    ("Unpin", "Deselect"),
    ("picked tile", "Go to selection"),
    ("is kept", "No saved places in this zone yet."),
    ("Kept in", "Settings file"),
    ("The view is copied", "Copied view as command line"),
    ("fly-through", "Copy camera path"),
    (
        "Keys count",
        "Click a key, then press its replacement; Esc cancels. Keys are bound by position, whatever the layout.",
    ),
    ("One more key", "Add key"),
    ("first keys", "Reset all to defaults"),
    ("finely", "Rendering quality"),
    ("Use at most", "Limit to … MB"),
    ("Save power", "Power saving"),
    ("Draws with", "Graphics card"),
    ("By way of", "API"),
    ("Splat weights", "Splat maps (blend weights)"),
    ("as one picture", "Contact sheet (one picture)"),
    ("There are no zones", "No zones yet"),
    ("no such picture", "This zone has no minimap"),
    ("has no clock", "GPU timing unavailable"),
    ("Awaited", "Loading"),
    ("1, its textures", "yes (tile textures)"),
    ("{count} look different", "{count} tiles look different"),
    ("comes to its end", "Stopping…"),
    ("drawn anew", "Graphics memory is full; restarted with a lower limit"),
    ("loaded to the end", "Zone only partly loaded"),
    ("shows no file dialog", "No file dialog available (needs a desktop portal or zenity)"),
    ("Forget these", "Clear recent"),
    ("off the list", "Dismiss this message"),
    ("End the program", "Quit (your place is saved)"),
    ("where they first were", "Reset layout"),
    // Further words of that version.
    ("stand-in", "Missing textures"),
    ("not there", "Show the files that the zone refers to"),
    ("vsync", "VSync"),
];

#[test]
fn replaced_phrases_are_gone_and_their_replacements_are_there() {
    let english = all(Language::English);
    for (old, new) in REPLACED {
        let left: Vec<_> = english.iter().filter(|(_, text)| text.contains(old)).collect();
        assert!(left.is_empty(), "{old:?} is still in {left:?}");
        assert!(english.values().any(|text| text.contains(new)), "{new:?} is not among the texts");
    }
    // Single words, which other texts may contain.
    for (path, old, new) in [("status.eye", "Eye", "Camera"), ("status.looks", "Looks", "Heading")] {
        assert_eq!(english[path], new, "in place of {old:?}");
    }
}

#[test]
fn units_and_percent_signs_are_written_as_in_the_language() {
    for (path, text) in all(Language::English) {
        assert!(!text.contains(" %"), "{path}: {text:?}");
    }
    for (path, text) in all(Language::Turkish) {
        let after_number = text.char_indices().filter(|(_, c)| *c == '%').any(|(at, _)| {
            text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '}' || c == ' ')
                && !text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '{')
        });
        assert!(!after_number, "{path}: {text:?}");
    }
}

#[test]
fn counts_have_a_singular_and_the_numbers_of_the_language() {
    let [english, turkish] = [Language::English, Language::Turkish].map(Language::texts);
    let used = |texts: &Texts, count| texts.counted(texts.textures.shown_by, count);
    assert_eq!(used(english, 1), "Used by 1 tile");
    assert_eq!(used(english, 1729), "Used by 1,729 tiles");
    assert_eq!(used(turkish, 1729), "1.729 karoda kullanılıyor");
    assert_eq!(english.part(1200, 4920), "1,200 / 4,920");
}
