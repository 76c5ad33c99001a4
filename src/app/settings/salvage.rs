//! Recovery of settings from damaged files and files of other versions.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::Settings;
use super::store::Found;
use crate::formats::kernel::visible::path_text;
use crate::platform::fs;

/// Maximum number of wrong entries that are removed one by one; then whole sections are.
const MOST_ENTRIES: usize = 50;
/// Maximum number of faults in a message.
const MOST_LISTED: usize = 3;

/// Settings of a file as far as they can be read: a wrong entry loses only itself.
pub(super) fn settings_of(bytes: &[u8]) -> Found {
    let mut faults = Faults::default();
    let text = fs::text_of(bytes.to_vec()).unwrap_or_else(|_| {
        faults.add("not all of its text is UTF-8".to_owned());
        String::from_utf8_lossy(bytes).into_owned()
    });
    let mut all: Value = match serde_json::from_str(&without_infinity(&text)) {
        Ok(all) => all,
        Err(error) => return Found { fault: Some(error.to_string()), ..Found::default() },
    };
    if !all.is_object() {
        return Found { fault: Some("not a settings file".to_owned()), ..Found::default() };
    }
    rename_old(&mut all);
    remove_odd_digits(&mut all, &mut faults);
    let settings = sound_part(&mut all, &mut faults).within_ranges();
    Found { settings, all, fault: faults.message(), exists: true }
}

/// Messages about wrong entries.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, fault: String) {
        self.0.push(fault);
    }

    fn message(&self) -> Option<String> {
        let listed = self.0[..self.0.len().min(MOST_LISTED)].join("; ");
        let more = self.0.len().saturating_sub(MOST_LISTED);
        match (listed.is_empty(), more) {
            (true, _) => None,
            (false, 0) => Some(listed),
            (false, more) => Some(format!("{listed}; and {more} more")),
        }
    }
}

/// The settings of all entries that can be read; the others are removed.
fn sound_part(all: &mut Value, faults: &mut Faults) -> Settings {
    let mut before: Vec<Step> = Vec::new();
    for round in 0.. {
        let error = match serde_path_to_error::deserialize::<_, Settings>(&*all) {
            Ok(settings) => return settings,
            Err(error) => error,
        };
        let mut path: Vec<Step> = error.path().iter().map_while(Step::of).collect();
        // An array of fixed length is wrong again without its wrong element.
        if round == 0 || !before.starts_with(&path) {
            faults.add(format!("{}: {}", error.path(), error.inner()));
        }
        if round >= MOST_ENTRIES {
            path.truncate(1);
        }
        if !remove(all, &path) {
            break;
        }
        before = path;
    }
    *all = Value::Object(Map::new());
    Settings::default()
}

/// A step from a value to an entry of it.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Index(usize),
    Key(String),
}

impl Step {
    fn of(segment: &Segment) -> Option<Step> {
        match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        }
    }
}

/// Removes the entry at a path, or the nearest one around it. False if there is none.
fn remove(all: &mut Value, path: &[Step]) -> bool {
    let [step, rest @ ..] = path else { return false };
    match (all, step) {
        (Value::Object(fields), Step::Key(key)) => match fields.get_mut(key) {
            Some(value) => remove(value, rest) || fields.shift_remove(key).is_some(),
            None => false,
        },
        (Value::Array(entries), Step::Index(index)) => match entries.get_mut(*index) {
            Some(value) => {
                if !remove(value, rest) {
                    entries.remove(*index);
                }
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// Removes stored views whose key is no number: the error of a key does not name it.
fn remove_odd_digits(all: &mut Value, faults: &mut Faults) {
    let zones = all.get_mut("zones").and_then(Value::as_array_mut);
    for (index, zone) in zones.into_iter().flatten().enumerate() {
        let Some(views) = zone.get_mut("views").and_then(Value::as_object_mut) else { continue };
        views.retain(|digit, _| {
            let is_digit = digit.parse::<u8>().is_ok();
            if !is_digit {
                faults.add(format!("zones[{index}].views: \"{}\" is no digit", digit.escape_debug()));
            }
            is_digit
        });
    }
}

/// The text with `null` in place of `NaN`, `Infinity` and numbers beyond the range of floats, which other programs write
/// and which are not JSON.
fn without_infinity(text: &str) -> Cow<'_, str> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let infinite = |word: &str| word.parse::<f64>().is_ok_and(|number| !number.is_finite());
    let bytes = text.as_bytes();
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            at = end_of_string(bytes, at);
        } else if is_word(bytes[at]) {
            let end = bytes[at..].iter().position(|byte| !is_word(*byte)).map_or(bytes.len(), |length| at + length);
            if infinite(&text[at..end]) {
                kept += &text[from..at];
                kept += "null";
                from = end;
            }
            at = end;
        } else {
            at += 1;
        }
    }
    if from == 0 { text.into() } else { (kept + &text[from..]).into() }
}

/// The end of the JSON string that begins at an index.
fn end_of_string(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len()) + 1
}

/// Renamed fields of earlier versions: the containing object, the old and the new name.
const RENAMED: [(&str, &str, &str); 1] = [("drawing", "colour_map", "color_map")];

/// Renames the fields of earlier versions.
fn rename_old(all: &mut Value) {
    for (object, old, new) in RENAMED {
        if let Some(Value::Object(fields)) = all.get_mut(object)
            && let Some(value) = fields.remove(old)
        {
            fields.entry(new).or_insert(value);
        }
    }
}

/// Renames a file to an unused name, which is returned.
pub(super) fn kept_aside(file: &Path) -> String {
    let name = |n: u32| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".broken-{n}"));
        PathBuf::from(name)
    };
    let Some(aside) = (1..10_000).map(name).find(|aside| fs::symlink_metadata(aside).is_err()) else {
        return "the broken file could not be renamed".to_owned();
    };
    match fs::rename(file, &aside) {
        Ok(()) => format!("the broken file was renamed to {}", path_text(&aside)),
        Err(error) => format!("the broken file could not be renamed: {error}"),
    }
}

/// Maps from which the user removes entries: a missing entry must not be restored.
const MAPS: [&str; 2] = ["keys", "views"];

/// Adds the fields of other versions from the file.
pub(super) fn keep_unknown(settings: &mut Value, file: &Value) {
    match (settings, file) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (name, value) in theirs {
                match ours.get_mut(name) {
                    Some(own) if !MAPS.contains(&name.as_str()) => keep_unknown(own, value),
                    Some(_) => {}
                    None => drop(ours.insert(name.clone(), value.clone())),
                }
            }
        }
        // Entries of lists correspond by key.
        (Value::Array(ours), Value::Array(theirs)) => {
            for own in ours.iter_mut().filter(|own| own["key"].is_string()) {
                if let Some(same) = theirs.iter().find(|entry| entry["key"] == own["key"]) {
                    keep_unknown(own, same);
                }
            }
        }
        _ => {}
    }
}
