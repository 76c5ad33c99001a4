//! The files of a kind in and below folders, each real file and folder once.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::platform::fs::{self, FileId};

/// What was found in and below a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The wanted files, sorted by name, without those that were found before.
    pub files: Vec<PathBuf>,
    /// Folders that cannot be listed, with the reason.
    pub unlistable: Vec<(PathBuf, String)>,
    /// Whether there may be files that were found before.
    pub has_known: bool,
}

/// A walk through the folders of a command line.
///
/// Links are followed after everything that is really there, so that files keep their own paths. A link to a folder
/// that contains the folder of the walk is not followed: the drive `z:` of a Wine prefix would be the whole disk.
pub struct FolderWalk<W> {
    /// Whether a file is wanted.
    wants: W,
    /// Folders that were listed.
    folders: HashSet<FileId>,
    /// Real paths of the files that were found. Two hard links are two files: each has the files beside it as its parts.
    files: HashSet<PathBuf>,
    /// Number of folders that were listed, for tests.
    listed: usize,
}

impl FolderWalk<fn(&Path) -> bool> {
    /// A walk for zone files.
    pub fn for_zones() -> Self {
        FolderWalk::new(is_zone)
    }
}

impl<W: Fn(&Path) -> bool> FolderWalk<W> {
    /// A walk for the files that `wants` names.
    pub fn new(wants: W) -> FolderWalk<W> {
        FolderWalk { wants, folders: HashSet::new(), files: HashSet::new(), listed: 0 }
    }

    /// Leaves out a file that is read anyway.
    pub fn skip(&mut self, file: &Path) {
        self.files.extend(fs::canonicalize(file));
    }

    /// The wanted files in and below a folder.
    pub fn files_below(&mut self, folder: &Path) -> Walked {
        let (mut found, mut links) = (Walked::default(), BTreeSet::new());
        found.has_known = FileId::of(folder).is_ok_and(|id| self.folders.contains(&id));
        self.list_tree(folder, &mut found, &mut links);
        let top = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        // More links may come while the list is worked off.
        while let Some(link) = links.pop_first() {
            match fs::canonicalize(&link) {
                Ok(real) if real.is_dir() && !top.starts_with(&real) => self.list_tree(&link, &mut found, &mut links),
                Ok(real) if !real.is_dir() && (self.wants)(&link) => self.add(link, real, &mut found),
                _ => {}
            }
        }
        found.files.sort();
        found.unlistable.sort();
        found
    }

    /// Lists a folder and the real folders below it; links are only noted.
    fn list_tree(&mut self, folder: &Path, found: &mut Walked, links: &mut BTreeSet<PathBuf>) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            if FileId::of(&folder).is_ok_and(|id| !self.folders.insert(id)) {
                continue;
            }
            self.listed += 1;
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    found.unlistable.push((folder, error.to_string()));
                    continue;
                }
            };
            let real_folder = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
            for entry in entries.flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    Ok(kind) if kind.is_symlink() => drop(links.insert(entry.path())),
                    _ if (self.wants)(&entry.path()) => {
                        self.add(entry.path(), real_folder.join(entry.file_name()), found);
                    }
                    _ => {}
                }
            }
        }
    }

    fn add(&mut self, path: PathBuf, real: PathBuf, found: &mut Walked) {
        match self.files.insert(real) {
            true => found.files.push(path),
            false => found.has_known = true,
        }
    }
}

/// Whether a file has the extension of a zone.
fn is_zone(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case("gtd"))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A folder with files, and links from a name to a target.
    fn folder(files: &[&str], links: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
        }
        for (name, target) in links {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            symlink(target, path).unwrap();
        }
        folder
    }

    /// The zones found below a folder, relative to it, and the number of folders that were listed.
    fn walked(top: &Path) -> (Vec<String>, usize) {
        let mut walk = FolderWalk::for_zones();
        let zones = walk.files_below(top).files;
        let names = zones.iter().map(|zone| zone.strip_prefix(top).unwrap().to_str().unwrap().to_owned());
        (names.collect(), walk.listed)
    }

    fn assert_walk(top: &Path, zones: &[&str], listed: usize) {
        assert_eq!(walked(top), (zones.iter().map(|zone| (*zone).to_owned()).collect(), listed));
    }

    #[test]
    fn links_to_the_own_folder_end() {
        let with = folder(&["z/a.gtd"], &[("z/b", "."), ("z/c", "."), ("z/d", ".."), ("z/e", "../z"), ("z/f", "f")]);
        assert_walk(&with.path().join("z"), &["a.gtd"], 1);
        // from above, the links lead to folders that were listed
        assert_walk(with.path(), &["z/a.gtd"], 2);
    }

    #[test]
    fn two_folders_that_link_each_other_are_listed_once() {
        let with = folder(&["x/a.gtd", "y/b.gtd"], &[("x/y", "../y"), ("y/x", "../x")]);
        assert_walk(with.path(), &["x/a.gtd", "y/b.gtd"], 3);
        assert_walk(&with.path().join("x"), &["a.gtd", "y/b.gtd"], 2);
    }

    #[test]
    fn a_wine_prefix_has_each_zone_once() {
        let links = [("p/dosdevices/c:", "../drive_c"), ("p/dosdevices/z:", "/"), ("p/drive_c/users/me", "../../..")];
        let with = folder(&["p/drive_c/KO/Zones/a.gtd", "elsewhere.gtd"], &links);
        assert_walk(&with.path().join("p"), &["drive_c/KO/Zones/a.gtd"], 6);
    }

    #[test]
    fn linked_folders_and_files_elsewhere_are_found() {
        let outside = folder(&["Zones/a.gtd", "b.gtd", "c.gtd"], &[]);
        let target = |name: &str| outside.path().join(name).to_str().unwrap().to_owned();
        let (zones, b) = (target("Zones"), target("b.gtd"));
        let links =
            [("Zones", zones.as_str()), ("twice", &zones), ("b.gtd", &b), ("same.gtd", "b.gtd"), ("gone.gtd", "no")];
        let with = folder(&["own.gtd"], &links);
        let (found, listed) = walked(with.path());
        assert_eq!((found.len(), listed), (3, 2), "{found:?}");
        assert!(found.contains(&"own.gtd".to_owned()));
    }

    #[test]
    fn a_second_folder_adds_only_what_is_new() {
        let with = folder(&["x/a.gtd", "x/y/b.gtd", "empty/c.txt"], &[]);
        let at = |name: &str| with.path().join(name);
        let zones = |names: &[&str], has_known: bool| {
            let zones = names.iter().map(|name| at(name)).collect();
            Walked { files: zones, has_known, ..Walked::default() }
        };
        let mut walk = FolderWalk::for_zones();
        assert_eq!(walk.files_below(&at("x/y")), zones(&["x/y/b.gtd"], false));
        assert_eq!(walk.files_below(&at("x")), zones(&["x/a.gtd"], false));
        assert_eq!(walk.files_below(&at("x/y")), zones(&[], true));
        assert_eq!(walk.files_below(&at("empty")), zones(&[], false));
        let mut walk = FolderWalk::for_zones();
        walk.skip(&at("x/a.gtd"));
        assert_eq!(walk.files_below(&at("x")), zones(&["x/y/b.gtd"], true));
    }
}
