//! Lookup of a client's files. The game names them as on Windows, in any letter case and with backslashes, while a disk
//! may be case-sensitive. Names are resolved below the client's root only: a name with `..` is not found.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::client_files::{ClientFiles, DiskFiles};
use super::error::NotFound;
use super::zone_files::file_name;

/// Maximum number of folders above the zone's own in which the client's root is searched.
const MAX_CLIMB: usize = 4;

/// A client folder, and the folder of the current zone: names are looked up in both.
///
/// Directory listings are cached; a file that is added later is found by a new `ClientFolder`. Threads share it by
/// reference.
pub struct ClientFolder {
    listings: Arc<Listings>,
    root: PathBuf,
    /// The root was given, or has folders of a client.
    is_client: bool,
    zone_folder: Option<PathBuf>,
    /// Files on disk that were read, which an output must not replace.
    read: Mutex<BTreeSet<PathBuf>>,
    /// Paths that were looked for without success.
    missed: Mutex<BTreeSet<PathBuf>>,
}

/// Names in a folder, by their lower-case form.
type Listing = HashMap<String, Vec<OsString>>;

/// Files with cached listings.
pub(super) struct Listings {
    files: Arc<dyn ClientFiles>,
    /// None for paths that are not a folder, or cannot be read.
    known: Mutex<HashMap<PathBuf, Option<Arc<Listing>>>>,
}

impl ClientFolder {
    /// A client folder with a known root.
    pub fn new(files: Arc<dyn ClientFiles>, root: impl Into<PathBuf>) -> ClientFolder {
        ClientFolder::with_listings(Listings::new(files), root.into())
    }

    fn with_listings(listings: Arc<Listings>, root: PathBuf) -> ClientFolder {
        ClientFolder {
            listings,
            root,
            is_client: true,
            zone_folder: None,
            read: Mutex::default(),
            missed: Mutex::default(),
        }
    }

    /// The client folder of a zone: the given one, or the one that contains the zone's file.
    pub async fn for_zone(files: Arc<dyn ClientFiles>, zone_file: &Path, data: Option<&Path>) -> ClientFolder {
        ClientFolder::for_zone_in(Listings::new(files), zone_file, data).await
    }

    /// As [`ClientFolder::for_zone`], with the listings of other zones.
    pub(super) async fn for_zone_in(listings: Arc<Listings>, zone_file: &Path, data: Option<&Path>) -> ClientFolder {
        match data {
            Some(root) => {
                let zone_folder = Some(folder_of(&*listings.files, zone_file));
                ClientFolder { zone_folder, ..ClientFolder::with_listings(listings, root.into()) }
            }
            None => ClientFolder::around(listings, zone_file).await,
        }
    }

    /// As [`ClientFolder::for_zone`], for a zone on disk.
    pub async fn on_disk(zone_file: &Path, data: Option<&Path>) -> ClientFolder {
        ClientFolder::for_zone(Arc::new(DiskFiles), zone_file, data).await
    }

    /// Finds the client folder of a zone file: the nearest folder above it that has a `dtex` folder (or a `zones`
    /// folder beside `misc` or `data`). Otherwise the folder above a folder named `zones`, else the zone's own.
    pub(super) async fn around(listings: Arc<Listings>, zone_file: &Path) -> ClientFolder {
        let zone_folder = folder_of(&*listings.files, zone_file);
        let mut root = None;
        for folder in zone_folder.ancestors().take(MAX_CLIMB + 1) {
            if listings.looks_like_root(folder).await {
                root = Some(folder);
                break;
            }
        }
        let is_client = root.is_some();
        let root = root.or_else(|| above_zones(&zone_folder)).unwrap_or(&zone_folder).to_path_buf();
        let (read, missed) = Default::default();
        ClientFolder { listings, root, is_client, zone_folder: Some(zone_folder), read, missed }
    }

    /// The folder to which the game's file names are relative.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the root was given or has folders of a client, so that the client's common files should be there.
    pub fn is_client(&self) -> bool {
        self.is_client
    }

    /// The folder of the zone's file, if there is one.
    pub fn zone_folder(&self) -> Option<&Path> {
        self.zone_folder.as_deref()
    }

    /// The path of a file or folder by the game's name for it: either slash, any letter case, surrounding blanks
    /// ignored. Searched below the root, then below the zone's folder, then by its last part beside the zone.
    pub async fn find(&self, name: &str) -> Option<PathBuf> {
        let parts = parts_of(name)?;
        for (base, parts) in self.places(&parts) {
            if let Some(path) = self.listings.resolve(base, parts).await {
                return Some(path);
            }
        }
        None
    }

    /// As [`ClientFolder::find`]; the error contains the searched paths.
    pub async fn locate(&self, name: &str) -> Result<PathBuf, NotFound> {
        self.find(name).await.ok_or_else(|| {
            let parts = parts_of(name).unwrap_or_default();
            let looked_for =
                self.places(&parts).into_iter().map(|(base, parts)| base.join(parts.iter().collect::<PathBuf>()));
            let looked_for: Vec<PathBuf> = looked_for.collect();
            self.missed.lock().unwrap_or_else(PoisonError::into_inner).extend(looked_for.iter().cloned());
            NotFound { name: name.to_string(), looked_for }
        })
    }

    /// The path of a file beside the zone's own, by the last part of its name.
    pub async fn find_beside_zone(&self, name: &str) -> Option<PathBuf> {
        let parts = parts_of(name)?;
        self.listings.resolve(self.zone_folder.as_deref()?, &parts[parts.len() - 1..]).await
    }

    /// The files of a client folder with an extension, in any letter case, by name. A folder with several spellings
    /// is all of them.
    pub async fn list(&self, folder: &str, extension: &str) -> Vec<PathBuf> {
        let parts = parts_of(folder).unwrap_or_default();
        for (base, parts) in self.places(&parts) {
            let folders = self.listings.spellings(base, parts).await;
            if !folders.is_empty() {
                return self.listings.list(&folders, extension).await;
            }
        }
        Vec::new()
    }

    /// The files beside the zone's own with an extension, in any letter case, by name.
    pub async fn list_beside_zone(&self, extension: &str) -> Vec<PathBuf> {
        self.listings.list(self.zone_folder.as_slice(), extension).await
    }

    /// The game's name of a file: its path below the root with backslashes, or its file name elsewhere.
    pub fn name_of(&self, path: &Path) -> String {
        let absolute = self.listings.files.absolute(path);
        let Ok(below) = absolute.strip_prefix(&self.root) else { return file_name(path) };
        below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("\\")
    }

    /// All bytes of a file by its real path.
    ///
    /// # Errors
    /// Those of the source of files.
    pub async fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if self.listings.files.is_disk() {
            self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        }
        self.listings.files.read(path).await
    }

    /// The files on disk that were read so far, and the paths that were looked for without success.
    pub fn used(&self) -> Vec<PathBuf> {
        let missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        self.files_read().into_iter().chain(missed.iter().cloned()).collect()
    }

    /// The files on disk that were read so far.
    pub fn files_read(&self) -> Vec<PathBuf> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The paths to search for a name, without duplicates; empty if the name has no parts.
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
}

impl Listings {
    pub(super) fn new(files: Arc<dyn ClientFiles>) -> Arc<Listings> {
        Arc::new(Listings { files, known: Mutex::default() })
    }

    /// The files of folders (by real path) with an extension, in any letter case, by name.
    pub(super) async fn list(&self, folders: &[PathBuf], extension: &str) -> Vec<PathBuf> {
        let ending = format!(".{}", extension.to_lowercase());
        let mut files = Vec::new();
        for folder in folders {
            let Some(listing) = self.listing(folder).await else { continue };
            let named = listing.iter().filter(|(lower, _)| lower.ends_with(&ending));
            files.extend(named.flat_map(|(lower, real)| real.iter().map(|name| (lower.clone(), folder.join(name)))));
        }
        files.sort();
        files.into_iter().map(|(_, path)| path).collect()
    }

    /// The path of a file below a folder: the first of its spellings that is no folder, if there are several.
    pub(super) async fn resolve(&self, base: &Path, parts: &[&str]) -> Option<PathBuf> {
        let mut spellings = self.spellings(base, parts).await;
        for index in 0..if spellings.len() > 1 { spellings.len() } else { 0 } {
            if self.listing(&spellings[index]).await.is_none() {
                return Some(spellings.swap_remove(index));
            }
        }
        spellings.into_iter().next()
    }

    /// All paths that a name has below a folder in any letter case, for disks with `DTex` beside `dtex`. At each level
    /// the name's own spelling comes first, then the others by name.
    pub(super) async fn spellings(&self, base: &Path, parts: &[&str]) -> Vec<PathBuf> {
        let mut paths = vec![base.to_path_buf()];
        for part in parts {
            let mut next = Vec::new();
            for path in paths {
                let listing = self.listing(&path).await;
                let names = listing.as_deref().and_then(|listing| listing.get(&part.to_lowercase()));
                let (exact, others): (Vec<_>, Vec<_>) = names.into_iter().flatten().partition(|name| *name == part);
                next.extend(exact.into_iter().chain(others).map(|name| path.join(name)));
            }
            paths = next;
        }
        paths
    }

    async fn listing(&self, folder: &Path) -> Option<Arc<Listing>> {
        if let Some(listing) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return listing.clone();
        }
        let listing = self.files.list(folder).await.ok().map(|names| {
            let mut listing = Listing::new();
            for name in names {
                listing.entry(name.to_string_lossy().to_lowercase()).or_default().push(name);
            }
            listing.values_mut().for_each(|names| names.sort());
            Arc::new(listing)
        });
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_path_buf(), listing.clone());
        listing
    }

    async fn looks_like_root(&self, folder: &Path) -> bool {
        self.has_folder(folder, "dtex").await
            || self.has_folder(folder, "zones").await
                && (self.has_folder(folder, "misc").await || self.has_folder(folder, "data").await)
    }

    async fn has_folder(&self, folder: &Path, name: &str) -> bool {
        for path in self.spellings(folder, &[name]).await {
            if self.listing(&path).await.is_some() {
                return true;
            }
        }
        false
    }
}

/// The folder of a file.
fn folder_of(files: &dyn ClientFiles, file: &Path) -> PathBuf {
    let absolute = files.absolute(file);
    absolute.parent().unwrap_or(&absolute).to_path_buf()
}

fn above_zones(folder: &Path) -> Option<&Path> {
    let is_zones = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("zones"));
    folder.parent().filter(|_| is_zones)
}

/// The parts of a name of the game. `None` for names that could lead elsewhere: `..`, drives, control characters.
fn parts_of(name: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = name.trim().split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let usable = |part: &&str| *part != ".." && !part.contains(':') && !part.contains(char::is_control);
    (!parts.is_empty() && parts.iter().all(usable)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;
    use crate::zone::client_files::MemoryFiles;
    use std::borrow::Cow;
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

    fn around(zone: &Path) -> ClientFolder {
        block_on(ClientFolder::on_disk(zone, None))
    }

    fn client_folder(dir: &tempfile::TempDir) -> ClientFolder {
        ClientFolder::new(Arc::new(DiskFiles), dir.path().join("Client"))
    }

    #[test]
    fn names_are_found_in_any_case_with_either_slash() {
        let dir = client();
        let folder = around(&dir.path().join("Client/Zones/a.gtd"));
        assert_eq!((folder.root(), folder.is_client()), (dir.path().join("Client").as_path(), true));
        let expected = dir.path().join("Client/DTex/Grass._1.GTT");
        for name in ["dtex\\grass._1.gtt", "DTEX/GRASS._1.gtt", " .\\dtex\\\\grass._1.gtt "] {
            assert_eq!(block_on(folder.find(name)).as_deref(), Some(expected.as_path()), "{name}");
        }
        assert_eq!(block_on(folder.find("misc\\river\\KA_WATER.DXT")).unwrap().file_name().unwrap(), "ka_water.dxt");
        assert_eq!(block_on(folder.list("zones", "GTD")), [dir.path().join("Client/Zones/a.gtd")]);
    }

    /// The same paths on disk and in memory, where a case-sensitive disk can hold them.
    fn everywhere(paths: &[&str]) -> (tempfile::TempDir, Vec<ClientFolder>) {
        let dir = tempfile::tempdir().unwrap();
        let probe = dir.path().join("probe");
        fs::create_dir(&probe).unwrap();
        let keeps_case = !dir.path().join("PROBE").exists();
        fs::remove_dir(probe).unwrap();
        for path in paths.iter().filter(|_| keeps_case) {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"").unwrap();
        }
        let bytes = |path: &&str| (dir.path().join(path), Cow::Borrowed(&b""[..]));
        let memory: MemoryFiles = paths.iter().map(bytes).collect();
        let on_disk = keeps_case.then_some(Arc::new(DiskFiles) as Arc<dyn ClientFiles>);
        let folder = |files| ClientFolder::new(files, dir.path());
        let folders = on_disk.into_iter().chain([Arc::new(memory) as _]).map(folder).collect();
        (dir, folders)
    }

    #[test]
    fn all_spellings_of_a_folder_are_searched() {
        let paths = [
            "dtex/a_0.gtt",
            "DTex/b_0.gtt",
            "DTex/River/c.dxt",
            "Dtex/RIVER/d.dxt",
            "DTEX",
            "Misc/Sky/b.n3sky",
            "misc/sky/a.n3sky",
            "misc/SKY/c.N3SKY",
        ];
        let (_dir, folders) = everywhere(&paths);
        for folder in folders {
            let found = |name: &str| {
                let path = block_on(folder.find(name))?;
                Some(path.strip_prefix(folder.root()).unwrap().to_string_lossy().replace('\\', "/"))
            };
            for path in paths.iter().filter(|path| path.contains('.')) {
                assert_eq!(found(&path.to_lowercase()).as_deref(), Some(*path), "{path}");
                assert_eq!(found(&path.to_uppercase()).as_deref(), Some(*path), "{path}");
            }
            assert_eq!(found("dtex\\e.gtt"), None);
            let names: Vec<_> = block_on(folder.list("Misc\\Sky", "n3sky"));
            let names: Vec<_> = names.iter().map(|path| path.file_name().unwrap().to_string_lossy()).collect();
            assert_eq!(names, ["a.n3sky", "b.n3sky", "c.N3SKY"]);
            assert!(block_on(folder.listings.looks_like_root(folder.root())), "DTEX is a file, but dtex a folder");
        }
    }

    #[test]
    fn one_of_twins_is_chosen_always() {
        let paths = ["DTex/a_0.gtt", "dtex/A_0.GTT", "dtex/A_0.gtt", "DTex/c.gtt/x", "dtex/C.gtt"];
        let (_dir, folders) = everywhere(&paths);
        for folder in folders {
            let found = |name: &str| {
                let path = block_on(folder.find(name)).unwrap();
                path.strip_prefix(folder.root()).unwrap().to_string_lossy().replace('\\', "/")
            };
            // The spelling of the outer folder decides first.
            assert_eq!(found("DTex\\A_0.gtt"), "DTex/a_0.gtt");
            assert_eq!(found("dtex\\A_0.gtt"), "dtex/A_0.gtt");
            assert_eq!(found("dtex\\a_0.gtt"), "dtex/A_0.GTT");
            assert_eq!(found("DTEX\\a_0.gtt"), "DTex/a_0.gtt");
            assert_eq!(found("DTex\\c.gtt"), "dtex/C.gtt", "a folder is no twin of a file");
        }
    }

    #[test]
    fn nothing_outside_the_root_is_found() {
        let dir = client();
        let folder = client_folder(&dir);
        assert!(dir.path().join("secret.gtt").exists());
        for name in ["..\\secret.gtt", "dtex\\..\\..\\secret.gtt", "C:\\secret.gtt", "", " ", "\\", ".", "a\0b"] {
            assert_eq!(block_on(folder.find(name)), None, "{name:?}");
        }
    }

    #[test]
    fn a_missing_file_is_reported_with_the_paths_looked_for() {
        let dir = client();
        let folder = around(&dir.path().join("Client/Zones/a.gtd"));
        let missing = block_on(folder.locate("dtex\\none.gtt")).unwrap_err();
        let looked_for = ["Client/dtex/none.gtt", "Client/Zones/dtex/none.gtt", "Client/Zones/none.gtt"];
        assert_eq!(missing.looked_for, looked_for.map(|path| dir.path().join(path)));
        assert!(missing.to_string().starts_with("dtex\\none.gtt: not found (looked for "));
        assert_eq!(block_on(folder.locate("..\\x")).unwrap_err().looked_for, Vec::<PathBuf>::new());
    }

    #[test]
    fn a_lonely_zone_has_its_own_folder() {
        let dir = client();
        let alone = dir.path().join("Alone");
        fs::write(alone.join("grass.gtt"), b"").unwrap();
        let folder = around(&alone.join("zone.gtd"));
        assert_eq!((folder.root(), folder.is_client()), (alone.as_path(), false));
        assert_eq!(block_on(folder.find("dtex\\Grass.gtt")), Some(alone.join("grass.gtt")));
        assert_eq!(around(&dir.path().join("Modern/Zones/m.gtd")).root(), dir.path().join("Modern"));
    }

    #[test]
    fn relative_paths_mean_the_working_folder() {
        let folder = around(Path::new("moradon.gtd"));
        assert_eq!(folder.zone_folder(), Some(std::env::current_dir().unwrap().as_path()));
    }

    #[test]
    fn a_given_folder_wins_but_the_zones_own_helps() {
        let dir = client();
        let zone = dir.path().join("Alone/zone.gtd");
        fs::write(dir.path().join("Alone/zone.tct"), b"").unwrap();
        let data = dir.path().join("Client");
        let folder = block_on(ClientFolder::on_disk(&zone, Some(&data)));
        assert_eq!((folder.root(), folder.is_client()), (data.as_path(), true));
        assert_eq!(block_on(folder.find("zones\\Zone.TCT")), Some(dir.path().join("Alone/zone.tct")));
    }
}
