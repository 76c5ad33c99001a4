//! Recovery of settings from damaged files and files of other versions.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Settings;

use crate::formats::kernel::visible::path_text;
use crate::platform::fs;

/// Settings of a file as far as they can be read, all contents of the file, and a message about errors.
pub(super) fn settings_of(bytes: &[u8]) -> (Settings, Value, Option<String>) {
    let mut all: Value = match serde_json::from_slice(bytes) {
        Ok(all) => all,
        Err(error) => return (Settings::default(), Value::Null, Some(error.to_string())),
    };
    rename_old(&mut all);
    let Value::Object(fields) = &all else {
        return (Settings::default(), Value::Null, Some("not a settings file".to_owned()));
    };
    if let Ok(settings) = serde_json::from_value(all.clone()) {
        return (settings, all, None);
    }
    // One invalid field must not affect the others.
    let (mut sound, mut faults) = (Map::new(), Vec::new());
    for (name, value) in fields {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        match serde_json::from_value::<Settings>(Value::Object(alone)) {
            Ok(_) => drop(sound.insert(name.clone(), value.clone())),
            Err(error) => faults.push(format!("{name}: {error}")),
        }
    }
    let all = Value::Object(sound);
    let settings = serde_json::from_value(all.clone()).unwrap_or_default();
    (settings, all, Some(faults.join("; ")))
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
const MAPS: [&str; 3] = ["keys", "places", "views"];

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
