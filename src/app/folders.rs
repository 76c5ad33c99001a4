//! Folders of the user.

use std::path::{Path, PathBuf};

#[cfg(not(target_family = "wasm"))]
use etcetera::BaseStrategy;

use crate::platform::fs;

/// The folder of the program's settings; none without one.
#[cfg(not(target_family = "wasm"))]
pub fn settings() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir();
    folder.is_absolute().then(|| folder.join("gtd-viewer"))
}

/// The folder of the program's cache; none without one.
#[cfg(not(target_family = "wasm"))]
pub fn cache() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.cache_dir();
    folder.is_absolute().then(|| folder.join("gtd-viewer"))
}

/// The folder of the program's settings, which a page keeps in the browser's storage.
#[cfg(target_family = "wasm")]
pub fn settings() -> Option<PathBuf> {
    Some(PathBuf::from("/gtd-viewer/settings"))
}

/// The folder of the program's cache, as long as the page is open.
#[cfg(target_family = "wasm")]
pub fn cache() -> Option<PathBuf> {
    Some(PathBuf::from("/gtd-viewer/cache"))
}

/// The folder for screenshots: its files become downloads.
#[cfg(target_family = "wasm")]
pub fn pictures(_settings: Option<&Path>) -> PathBuf {
    PathBuf::from(fs::DOWNLOADS)
}

/// Default folder for screenshots: the pictures folder, else the home folder, else the folder of the settings.
#[cfg(not(target_family = "wasm"))]
pub fn pictures(settings: Option<&Path>) -> PathBuf {
    let places = etcetera::choose_base_strategy().ok();
    let home = places.as_ref().map(|places| places.home_dir().to_owned()).filter(|home| home.is_absolute());
    let listed = places.map(|places| places.config_dir().join("user-dirs.dirs"));
    let listed = listed.filter(|_| cfg!(target_os = "linux")).and_then(|list| fs::read_to_string(list).ok());
    let named = home.as_ref().zip(listed).and_then(|(home, list)| named_in(&list, "XDG_PICTURES_DIR", home));
    let usual = home.as_ref().map(|home| home.join("Pictures"));
    let beside = settings.and_then(Path::parent).map(Path::to_owned);
    let found = [named, usual, home, beside.clone()].into_iter().flatten().find(|folder| fs::is_folder(folder));
    found.or(beside).unwrap_or_else(std::env::temp_dir)
}

/// Parses a folder from the user-dirs file of Linux desktops: lines such as `XDG_PICTURES_DIR="$HOME/Pictures"`.
#[cfg(not(target_family = "wasm"))]
fn named_in(list: &str, name: &str, home: &Path) -> Option<PathBuf> {
    let value = list.lines().find_map(|line| line.trim().strip_prefix(name)?.trim().strip_prefix('='))?;
    let value = value.trim().trim_matches('"');
    let folder = match value.strip_prefix("$HOME") {
        Some(rest) => home.join(rest.trim_start_matches('/')),
        None => PathBuf::from(value),
    };
    folder.is_absolute().then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn desktops_name_the_folder_in_their_own_language() {
        let list = "# a comment\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n";
        let home = Path::new("/home/me");
        assert_eq!(named_in(list, "XDG_PICTURES_DIR", home), Some(PathBuf::from("/home/me/Bilder")));
        assert_eq!(named_in("XDG_PICTURES_DIR=\"/mnt/p\"", "XDG_PICTURES_DIR", home), Some(PathBuf::from("/mnt/p")));
        for odd in ["", "XDG_PICTURES_DIR", "XDG_PICTURES_DIR=\"\"", "XDG_PICTURES_DIR=\"relative\""] {
            assert_eq!(named_in(odd, "XDG_PICTURES_DIR", home), None, "{odd}");
        }
    }

    #[test]
    fn there_is_always_one() {
        assert!(pictures(None).is_absolute());
    }
}
