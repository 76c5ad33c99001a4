//! Merge of the settings that several windows changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Bookmark, Settings, ZoneMemory};
use crate::input::ChosenKeys;

/// Merges the settings `ours` with `there`, both derived from `known`. On conflicts ours wins.
pub(super) fn merged(known: &Settings, ours: &Settings, there: &Settings) -> Settings {
    let mut recent = ours.recent.clone();
    // What is known and not here any more was removed here.
    let is_new = |path: &&PathBuf| !ours.recent.contains(path) && !known.recent.contains(path);
    let new = there.recent.iter().filter(is_new).filter(|path| !respelled(ours, there, path));
    recent.extend(new.cloned());
    recent.truncate(Settings::RECENT);
    let mut zones: Vec<ZoneMemory> = ours.zones.iter().map(|zone| merged_zone(known, zone, there)).collect();
    zones.extend(there.zones.iter().filter(|zone| find(ours, &zone.key).is_none()).cloned());
    zones.truncate(Settings::ZONES);
    Settings {
        window: either(&known.window, &ours.window, &there.window),
        vsync: either(&known.vsync, &ours.vsync, &there.vsync),
        swap_up_down: either(&known.swap_up_down, &ours.swap_up_down, &there.swap_up_down),
        language: either(&known.language, &ours.language, &there.language),
        keys: merged_keys(known, ours, there),
        recent,
        zones,
        export_folder: either(&known.export_folder, &ours.export_folder, &there.export_folder),
        drawing: either(&known.drawing, &ours.drawing, &there.drawing),
        panels: either(&known.panels, &ours.panels, &there.panels),
        preferences: either(&known.preferences, &ours.preferences, &there.preferences),
    }
}

/// Keys of each action: ours if changed here, else the file's.
fn merged_keys(known: &Settings, ours: &Settings, there: &Settings) -> ChosenKeys {
    let actions: BTreeSet<&String> = ours.keys.keys().chain(there.keys.keys()).collect();
    let of = |settings: &Settings, action: &String| settings.keys.get(action).cloned();
    let merged = |action: &String| either(&of(known, action), &of(ours, action), &of(there, action));
    actions.into_iter().filter_map(|action| Some((action.clone(), merged(action)?))).collect()
}

/// Ours if changed here, else the file's.
fn either<T: PartialEq + Clone>(known: &T, ours: &T, there: &T) -> T {
    if ours == known { there.clone() } else { ours.clone() }
}

/// Whether a recent path is another spelling of a zone that was opened here.
fn respelled(ours: &Settings, there: &Settings, path: &Path) -> bool {
    let zone = there.zones.iter().find(|zone| zone.path.as_deref() == Some(path));
    let ours = zone.and_then(|zone| find(ours, &zone.key)).and_then(|zone| zone.path.as_ref());
    ours.is_some_and(|spelled| spelled != path)
}

fn find<'a>(settings: &'a Settings, key: &str) -> Option<&'a ZoneMemory> {
    settings.zones.iter().find(|zone| zone.key == key)
}

fn merged_zone(known: &Settings, ours: &ZoneMemory, there: &Settings) -> ZoneMemory {
    let Some(there) = find(there, &ours.key) else { return ours.clone() };
    let nothing = ZoneMemory { key: ours.key.clone(), ..ZoneMemory::default() };
    let known = find(known, &ours.key).unwrap_or(&nothing);
    let mut views = ours.views.clone();
    views.retain(|digit, view| known.views.get(digit) != Some(view) || there.views.contains_key(digit));
    for (digit, view) in &there.views {
        if known.views.get(digit) != Some(view) && known.views.get(digit) == ours.views.get(digit) {
            views.insert(*digit, view.clone());
        }
    }
    let mut bookmarks = ours.bookmarks.clone();
    bookmarks.retain(|bookmark| !known.bookmarks.contains(bookmark) || there.bookmarks.contains(bookmark));
    let is_new = |bookmark: &&Bookmark| !known.bookmarks.contains(bookmark);
    for bookmark in there.bookmarks.iter().filter(is_new) {
        if !bookmarks.iter().any(|ours| ours.name == bookmark.name) {
            bookmarks.push(bookmark.clone());
        }
    }
    ZoneMemory {
        key: ours.key.clone(),
        path: either(&known.path, &ours.path, &there.path),
        client_folder: either(&known.client_folder, &ours.client_folder, &there.client_folder),
        server_folder: either(&known.server_folder, &ours.server_folder, &there.server_folder),
        camera: either(&known.camera, &ours.camera, &there.camera),
        speed_mps: either(&known.speed_mps, &ours.speed_mps, &there.speed_mps),
        views,
        bookmarks,
    }
}
