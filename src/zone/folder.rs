//! Finding a client's files. The game names them as on Windows, in any case and with backslashes; the disk may
//! tell cases apart. Names are resolved below the client's root only: a `..` finds nothing.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many folders above the zone's own are looked at for the client's root.
const MAX_CLIMB: usize = 4;

/// A client folder, and the folder of the zone that is being read: names are looked for in both.
///
/// Listings are read once and kept, see [`Folder::forget`]. Shared between threads by reference.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    zone_folder: Option<PathBuf>,
    listings: Mutex<HashMap<PathBuf, Arc<Listing>>>,
}

/// The names in a folder, by their lower-cased form.
type Listing = HashMap<String, Vec<OsString>>;

/// A file that a zone names and that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: not found as {}", .looked_for.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", "))]
pub struct Missing {
    /// The name as the zone's files have it.
    pub name: String,
    /// The paths that were looked for, in any case; empty where the name itself is unusable.
    pub looked_for: Vec<PathBuf>,
}

impl Folder {
    /// A client folder by its root.
    pub fn new(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into(), zone_folder: None, listings: Mutex::default() }
    }

    /// The client folder around a zone's file: the nearest folder above it that has a `dtex` folder (or a `zones`
    /// folder beside `misc` or `data`). Where there is none, the folder above a folder named `zones`, else the
    /// zone's own.
    pub fn around(zone_file: &Path) -> Folder {
        let zone_folder = folder_of(zone_file);
        let finder = Folder::new(PathBuf::new());
        let root = zone_folder.ancestors().take(MAX_CLIMB + 1).find(|folder| finder.looks_like_root(folder));
        let root = root.or_else(|| above_zones(&zone_folder)).unwrap_or(&zone_folder).to_path_buf();
        Folder { root, zone_folder: Some(zone_folder), listings: finder.listings }
    }

    /// The client folder for a zone: the one given, or the one that the zone's file lies in.
    pub fn for_zone(zone_file: &Path, data: Option<&Path>) -> Folder {
        match data {
            Some(root) => Folder { zone_folder: Some(folder_of(zone_file)), ..Folder::new(root) },
            None => Folder::around(zone_file),
        }
    }

    /// The client's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the zone's own file, where there is one.
    pub fn zone_folder(&self) -> Option<&Path> {
        self.zone_folder.as_deref()
    }

    /// Finds a file or folder by the name that the game uses: either slash, any case, blanks around it ignored.
    /// Looked for under the root, then under the zone's folder, then by its last part beside the zone.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let parts = parts_of(name)?;
        self.places(&parts).into_iter().find_map(|(base, parts)| self.resolve(base, parts))
    }

    /// As [`Folder::find`], with the paths that were looked for where nothing is found.
    pub fn locate(&self, name: &str) -> Result<PathBuf, Missing> {
        self.find(name).ok_or_else(|| {
            let parts = parts_of(name).unwrap_or_default();
            let looked_for = self.places(&parts).into_iter().map(|(base, parts)| base.join(parts.join("/")));
            Missing { name: name.to_string(), looked_for: looked_for.collect() }
        })
    }

    /// Finds a file beside the zone's own, by the last part of its name.
    pub fn find_beside_zone(&self, name: &str) -> Option<PathBuf> {
        let parts = parts_of(name)?;
        self.resolve(self.zone_folder.as_deref()?, &parts[parts.len() - 1..])
    }

    /// The files of a folder of the client whose names end in `.extension`, in any case, by name.
    pub fn list(&self, folder: &str, extension: &str) -> Vec<PathBuf> {
        self.find(folder).map(|path| self.list_in(&path, extension)).unwrap_or_default()
    }

    /// As [`Folder::list`] for a folder by its real path.
    pub fn list_in(&self, folder: &Path, extension: &str) -> Vec<PathBuf> {
        let listing = self.listing(folder);
        let ending = format!(".{}", extension.to_lowercase());
        let mut names: Vec<_> = listing.iter().filter(|(lower, _)| lower.ends_with(&ending)).collect();
        names.sort();
        names.into_iter().flat_map(|(_, real)| real).map(|name| folder.join(name)).collect()
    }

    /// Forgets all listings: files that came or went since are seen from now on.
    pub fn forget(&self) {
        self.listings.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Where a name is looked for, without doubles; nowhere if the name has no parts.
    fn places<'n>(&self, parts: &'n [&'n str]) -> Vec<(&Path, &'n [&'n str])> {
        let Some(last) = parts.len().checked_sub(1) else { return Vec::new() };
        let mut places = vec![(self.root.as_path(), parts)];
        if let Some(zone_folder) = &self.zone_folder {
            for place in [(zone_folder.as_path(), parts), (zone_folder.as_path(), &parts[last..])] {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }

    fn resolve(&self, base: &Path, parts: &[&str]) -> Option<PathBuf> {
        parts.iter().try_fold(base.to_path_buf(), |folder, part| {
            let listing = self.listing(&folder);
            let names = listing.get(&part.to_lowercase())?;
            let name = names.iter().find(|name| name.as_os_str() == *part).or(names.first())?;
            Some(folder.join(name))
        })
    }

    fn listing(&self, folder: &Path) -> Arc<Listing> {
        let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listings.get(folder) {
            return listing.clone();
        }
        let listing = Arc::new(read_listing(folder));
        listings.insert(folder.to_path_buf(), listing.clone());
        listing
    }

    fn looks_like_root(&self, folder: &Path) -> bool {
        let has = |name: &str| self.resolve(folder, &[name]).is_some_and(|path| path.is_dir());
        has("dtex") || has("zones") && (has("misc") || has("data"))
    }
}

/// The absolute folder of a file. Links are not followed: a link stands where its owner put it.
fn folder_of(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    absolute.parent().unwrap_or(&absolute).to_path_buf()
}

fn above_zones(folder: &Path) -> Option<&Path> {
    let is_zones = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("zones"));
    folder.parent().filter(|_| is_zones)
}

/// A folder that cannot be read has no names.
fn read_listing(folder: &Path) -> Listing {
    let here = Path::new(".");
    let entries = std::fs::read_dir(if folder.as_os_str().is_empty() { here } else { folder });
    let mut listing = Listing::new();
    for name in entries.into_iter().flatten().flatten().map(|entry| entry.file_name()) {
        listing.entry(name.to_string_lossy().to_lowercase()).or_default().push(name);
    }
    listing.values_mut().for_each(|names| names.sort());
    listing
}

/// The parts of a name of the game. `None` for names that would lead elsewhere: `..`, drives, odd characters.
fn parts_of(name: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = name.trim().split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let usable = |part: &&str| *part != ".." && !part.contains(':') && !part.contains(char::is_control);
    (!parts.is_empty() && parts.iter().all(usable)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn client() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["Client/Zones", "Client/DTex", "Client/Misc/River", "Alone", "Modern/Zones"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        for file in ["Client/Zones/a.gtd", "Client/DTex/Grass._1.GTT", "Client/Misc/River/ka_water.dxt", "secret.gtt"] {
            fs::write(dir.path().join(file), b"").unwrap();
        }
        dir
    }

    #[test]
    fn names_are_found_in_any_case_with_either_slash() {
        let dir = client();
        let folder = Folder::around(&dir.path().join("Client/Zones/a.gtd"));
        assert_eq!(folder.root(), dir.path().join("Client"));
        let expected = dir.path().join("Client/DTex/Grass._1.GTT");
        for name in ["dtex\\grass._1.gtt", "DTEX/GRASS._1.gtt", " .\\dtex\\\\grass._1.gtt "] {
            assert_eq!(folder.find(name).as_deref(), Some(expected.as_path()), "{name}");
        }
        assert_eq!(folder.find("misc\\river\\KA_WATER.DXT").unwrap().file_name().unwrap(), "ka_water.dxt");
        assert_eq!(folder.list("zones", "GTD"), [dir.path().join("Client/Zones/a.gtd")]);
    }

    #[test]
    fn nothing_outside_the_root_is_found() {
        let dir = client();
        let folder = Folder::new(dir.path().join("Client"));
        assert!(dir.path().join("secret.gtt").exists());
        for name in ["..\\secret.gtt", "dtex\\..\\..\\secret.gtt", "C:\\secret.gtt", "", " ", "\\", ".", "a\0b"] {
            assert_eq!(folder.find(name), None, "{name:?}");
        }
    }

    #[test]
    fn what_is_missing_is_told_with_the_paths_looked_for() {
        let dir = client();
        let folder = Folder::around(&dir.path().join("Client/Zones/a.gtd"));
        let missing = folder.locate("dtex\\none.gtt").unwrap_err();
        let looked_for = ["Client/dtex/none.gtt", "Client/Zones/dtex/none.gtt", "Client/Zones/none.gtt"];
        assert_eq!(missing.looked_for, looked_for.map(|path| dir.path().join(path)));
        assert!(missing.to_string().starts_with("dtex\\none.gtt: not found as "));
        assert_eq!(folder.locate("..\\x").unwrap_err().looked_for, Vec::<PathBuf>::new());
    }

    #[test]
    fn a_lonely_zone_has_its_own_folder() {
        let dir = client();
        let alone = dir.path().join("Alone");
        fs::write(alone.join("grass.gtt"), b"").unwrap();
        let folder = Folder::around(&alone.join("zone.gtd"));
        assert_eq!(folder.root(), alone);
        assert_eq!(folder.find("dtex\\Grass.gtt"), Some(alone.join("grass.gtt")));
        assert_eq!(Folder::around(&dir.path().join("Modern/Zones/m.gtd")).root(), dir.path().join("Modern"));
    }

    #[test]
    fn relative_paths_mean_the_working_folder() {
        let folder = Folder::around(Path::new("moradon.gtd"));
        assert_eq!(folder.zone_folder(), Some(std::env::current_dir().unwrap().as_path()));
    }

    #[test]
    fn a_given_folder_wins_but_the_zones_own_helps() {
        let dir = client();
        let zone = dir.path().join("Alone/zone.gtd");
        fs::write(dir.path().join("Alone/zone.tct"), b"").unwrap();
        let data = dir.path().join("Client");
        let folder = Folder::for_zone(&zone, Some(&data));
        assert_eq!(folder.root(), data);
        assert_eq!(folder.find("zones\\Zone.TCT"), Some(dir.path().join("Alone/zone.tct")));
    }

    #[test]
    fn new_files_are_seen_after_forgetting() {
        let dir = client();
        let folder = Folder::new(dir.path().join("Client"));
        assert_eq!(folder.find("dtex\\new.gtt"), None);
        fs::write(dir.path().join("Client/DTex/New.gtt"), b"").unwrap();
        assert_eq!(folder.find("dtex\\new.gtt"), None);
        folder.forget();
        assert!(folder.find("dtex\\new.gtt").is_some());
    }
}
