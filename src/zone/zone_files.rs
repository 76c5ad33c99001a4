//! Access to a zone's files: the terrain, its parts, and the files that they refer to.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bundle::{Bundle, PartFile, SKY_FOLDER};
use super::client_cache::ClientCache;
use super::client_files::{ClientFiles, DiskFiles, MemoryFiles};
use super::error::{FileError, PartError};
use super::folder::ClientFolder;
use super::parts::{FoundPart, Part, ZonePart, ZoneParts};
use super::references::{Need, needed_files};
use super::source::ZoneSource;
use crate::demo::embedded;
use crate::formats::gtd::Gtd;

/// Path of the demo zone in its client folder.
const DEMO_ZONE: &str = "Zones/demo.gtd";

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFile {
    /// Its real path; for embedded files the client's name.
    pub path: PathBuf,
    /// Complete contents of the file.
    pub bytes: Vec<u8>,
}

/// The files of a zone. Files of the demo zone that a client folder lacks come from the program itself: generated zones
/// use its textures.
pub struct ZoneFiles {
    folder: Option<ClientFolder>,
    bundle: Option<Bundle>,
    /// Why the zone table cannot be read: the zone is opened without it.
    table_error: Option<String>,
}

impl ZoneFiles {
    /// The files of a zone on disk, or of the demo zone. `data` is the client folder, if it is not the one that
    /// contains the zone. The terrain file itself is not opened yet.
    pub async fn open(source: &ZoneSource, data: Option<&Path>) -> ZoneFiles {
        match source {
            ZoneSource::File(path) => ZoneFiles::open_in(Arc::new(DiskFiles), path, data).await,
            ZoneSource::Model(path) => ZoneFiles::around(Arc::new(DiskFiles), path, data).await,
            ZoneSource::Object { zone, .. } => Box::pin(ZoneFiles::open(zone, data)).await,
            ZoneSource::Demo => ZoneFiles::open_in(Arc::new(MemoryFiles::demo()), Path::new(DEMO_ZONE), None).await,
        }
    }

    /// As [`ZoneFiles::open`], with any source of files.
    pub async fn open_in(files: Arc<dyn ClientFiles>, zone: &Path, data: Option<&Path>) -> ZoneFiles {
        ZoneFiles::open_with(&ClientCache::new(files), zone, data).await
    }

    /// As [`ZoneFiles::open`], with what other zones of the same run have read of their client.
    pub async fn open_with(cache: &ClientCache, zone: &Path, data: Option<&Path>) -> ZoneFiles {
        let folder = cache.folder(zone, data).await;
        let rows = cache.zone_rows(&folder).await;
        let (rows, table_error) = match &*rows {
            Ok(rows) => (&rows[..], None),
            Err(reason) => (&[][..], Some(reason.clone())),
        };
        let bundle = Bundle::new(zone, &folder, rows).await;
        ZoneFiles { folder: Some(folder), bundle: Some(bundle), table_error }
    }

    /// The files around a file that is not a zone, such as a sky: there are no parts.
    pub async fn around(files: Arc<dyn ClientFiles>, file: &Path, data: Option<&Path>) -> ZoneFiles {
        ZoneFiles { folder: Some(ClientFolder::for_zone(files, file, data).await), bundle: None, table_error: None }
    }

    /// As [`ZoneFiles::around`], with what others of the same run have read of their client.
    pub async fn around_with(cache: &ClientCache, file: &Path, data: Option<&Path>) -> ZoneFiles {
        ZoneFiles { folder: Some(cache.folder(file, data).await), bundle: None, table_error: None }
    }

    /// For a zone without a path, as from standard input: there are no parts, and its textures come from the given
    /// client folder, or from the program without one.
    pub fn without_path(data: Option<&Path>) -> ZoneFiles {
        let folder = data.map(|root| ClientFolder::new(Arc::new(DiskFiles), root));
        ZoneFiles { folder, bundle: None, table_error: None }
    }

    /// Paths of the zone's parts; none for a zone without a path.
    pub fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_ref()
    }

    /// Logs why the zone table cannot be read, for callers that do not report it otherwise.
    #[cfg(feature = "load")]
    pub fn log_table_error(&self) {
        self.table_error.iter().for_each(|error| log::warn!("{error}"));
    }

    /// Path and reason of a zone table that cannot be read: the zone is opened without it.
    pub fn table_error(&self) -> Option<&str> {
        self.table_error.as_deref()
    }

    /// The client's root folder, if there is one.
    pub fn root(&self) -> Option<&Path> {
        self.folder.as_ref().map(ClientFolder::root)
    }

    /// The files on disk that were read so far.
    pub fn files_read(&self) -> Vec<PathBuf> {
        self.folder.as_ref().map(ClientFolder::files_read).unwrap_or_default()
    }

    /// Whether the files are in a client folder, so that the client's common files should be there.
    pub fn is_in_client(&self) -> bool {
        self.folder.as_ref().is_some_and(ClientFolder::is_client)
    }

    /// The files on disk that were read so far, and the paths that were looked for without success.
    pub fn used(&self) -> Vec<PathBuf> {
        self.folder.as_ref().map(ClientFolder::used).unwrap_or_default()
    }

    /// Reads the terrain file.
    ///
    /// # Errors
    /// Those of the source of files.
    pub async fn read_terrain(&self) -> io::Result<Vec<u8>> {
        match self.folder.as_ref().zip(self.bundle.as_ref()) {
            Some((folder, bundle)) => folder.read(&bundle.gtd).await,
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Reads a part of the zone.
    ///
    /// # Errors
    /// The reason why the part is not available.
    pub async fn part<P: ZonePart>(&self, gtd: &Gtd) -> Part<P> {
        let file = self.bundle.as_ref().map(P::file).ok_or(PartError::None)?;
        let ClientFile { path, bytes } = self.read_part(file).await?;
        match P::parse(&bytes, gtd) {
            Ok(content) => Ok(FoundPart { path, file_bytes: bytes.len() as u64, content }),
            Err(source) => Err(PartError::Malformed { path, bytes: bytes.into(), source }),
        }
    }

    /// Reads all parts for statistics and checks. An unreadable part does not affect the others.
    pub async fn parts(&self, gtd: &Gtd) -> ZoneParts {
        ZoneParts {
            tct: self.part(gtd).await,
            tlt: self.part(gtd).await,
            opd: self.part(gtd).await,
            minimap: self.part(gtd).await,
            sky: self.part(gtd).await,
        }
    }

    /// Reads the file of a part that is not a [`ZonePart`].
    ///
    /// # Errors
    /// The reason why the file is not available; never [`PartError::Malformed`].
    pub async fn read_part(&self, file: &PartFile) -> Result<ClientFile, PartError> {
        match file {
            PartFile::None => Err(PartError::None),
            PartFile::NotFound(not_found) => Err(not_found.clone().into()),
            PartFile::Found(path) => self.read_path(path).await,
        }
    }

    /// Reads a file by its real path.
    ///
    /// # Errors
    /// Those of the source of files.
    pub async fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        match &self.folder {
            Some(folder) => folder.read(path).await,
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// As [`ZoneFiles::read_file`].
    ///
    /// # Errors
    /// [`PartError::Unreadable`]; [`PartError::None`] without a client folder.
    pub async fn read_path(&self, path: &Path) -> Result<ClientFile, PartError> {
        let folder = self.folder.as_ref().ok_or(PartError::None)?;
        let path = path.to_owned();
        match folder.read(&path).await {
            Ok(bytes) => Ok(ClientFile { path, bytes }),
            Err(source) => Err(PartError::Unreadable { path, source: Arc::new(source) }),
        }
    }

    /// Reads a file by the client's name for it, from the client folder or else from the program.
    ///
    /// # Errors
    /// The file does not exist or cannot be read.
    pub async fn read(&self, name: &str) -> Result<ClientFile, FileError> {
        match self.read_from_client(name).await {
            Err(FileError::NotFound(not_found)) => match embedded::file(name) {
                Some(file) => match file.load().await {
                    Ok(bytes) => Ok(ClientFile { path: PathBuf::from(name), bytes: bytes.to_vec() }),
                    Err(source) => Err(FileError::Unreadable { path: PathBuf::from(name), source: Arc::new(source) }),
                },
                None => Err(FileError::NotFound(not_found)),
            },
            read => read,
        }
    }

    /// The real path of a file in the client folder, by the client's name for it.
    pub async fn find(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref()?.find(name).await
    }

    /// Whether the client folder or the program has a file, by the client's name for it.
    pub async fn contains(&self, name: &str) -> bool {
        let in_client = match &self.folder {
            Some(folder) => folder.find(name).await.is_some(),
            None => false,
        };
        in_client || embedded::contains(name)
    }

    /// Path of a file in the client folder, by the client's name for it.
    pub async fn find_in_client(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref()?.find(name).await
    }

    /// Reads a file by the client's name for it, from the client folder only.
    ///
    /// # Errors
    /// The file does not exist or cannot be read.
    pub async fn read_from_client(&self, name: &str) -> Result<ClientFile, FileError> {
        let nowhere = || FileError::NotFound(super::error::NotFound { name: name.to_owned(), looked_for: Vec::new() });
        let folder = self.folder.as_ref().ok_or_else(nowhere)?;
        let path = folder.locate(name).await.map_err(FileError::NotFound)?;
        match folder.read(&path).await {
            Ok(bytes) => Ok(ClientFile { path, bytes }),
            Err(source) => Err(FileError::Unreadable { path, source: Arc::new(source) }),
        }
    }

    /// The referenced files that the client folder lacks; none without a folder.
    pub async fn not_found(&self, gtd: &Gtd) -> Option<Vec<Need>> {
        let folder = self.folder.as_ref()?;
        let mut not_found = Vec::new();
        for need in needed_files(gtd) {
            if folder.find(need.name()).await.is_none() {
                not_found.push(need);
            }
        }
        Some(not_found)
    }

    /// Paths of the client's skies, by name.
    pub async fn skies(&self) -> Vec<PathBuf> {
        self.list(SKY_FOLDER, "n3sky").await
    }

    /// The files of one of the client's folders with an extension, by name.
    pub async fn list(&self, folder: &str, extension: &str) -> Vec<PathBuf> {
        match &self.folder {
            Some(client) => client.list(folder, extension).await,
            None => Vec::new(),
        }
    }

    /// The files beside the zone's own, or beside the model's, with an extension, by name.
    pub async fn list_beside(&self, extension: &str) -> Vec<PathBuf> {
        match &self.folder {
            Some(client) => client.list_beside_zone(extension).await,
            None => Vec::new(),
        }
    }

    /// The client's name of a file: its path below the client's root, or its file name elsewhere.
    pub fn name_of(&self, path: &Path) -> String {
        match &self.folder {
            Some(client) => client.name_of(path),
            None => file_name(path),
        }
    }
}

/// Name of a file without its folder.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3sky::SkyFile;
    use crate::formats::ntf::tct::ColorMap;
    use crate::formats::opd::OpdFile;
    use crate::platform::block_on;
    use std::borrow::Cow;

    fn demo_gtd() -> Gtd {
        Gtd::parse(embedded::zone().to_vec()).unwrap()
    }

    /// The demo zone under another name, with some of its files.
    fn little(files: &[(&str, &[u8])]) -> ZoneFiles {
        let files = files.iter().map(|(path, bytes)| (PathBuf::from(path), Cow::Owned(bytes.to_vec())));
        let files: MemoryFiles = files.chain([("zones/Little.GTD".into(), Cow::Borrowed(embedded::zone()))]).collect();
        block_on(ZoneFiles::open_in(Arc::new(files), Path::new("zones/Little.GTD"), None))
    }

    #[test]
    fn the_demo_zone_has_all_its_parts() {
        let files = block_on(ZoneFiles::open(&ZoneSource::Demo, None));
        let gtd = demo_gtd();
        assert!(block_on(files.read_terrain()).unwrap() == embedded::zone());
        let parts = block_on(files.parts(&gtd));
        assert!(
            parts.tct.is_ok() && parts.tlt.is_ok() && parts.opd.is_ok() && parts.minimap.is_ok() && parts.sky.is_ok()
        );
        assert_eq!(block_on(files.not_found(&gtd)), Some(Vec::new()));
        assert_eq!(block_on(files.skies()).len(), 1);
        let bundle = files.bundle().unwrap();
        assert_eq!((bundle.name.as_deref(), bundle.sun_hour), (Some("Demo island"), None));
    }

    #[test]
    fn each_kind_of_trouble_has_its_error() {
        let files = little(&[("zones/little.tct", b"no color map"), ("Data/x", b"")]);
        let gtd = demo_gtd();
        let malformed = block_on(files.part::<ColorMap>(&gtd));
        assert!(matches!(malformed, Err(PartError::Malformed { bytes, .. }) if *bytes == *b"no color map"));
        let Err(PartError::NotFound(not_found)) = block_on(files.part::<OpdFile>(&gtd)) else { panic!() };
        assert_eq!(not_found.name, "Zones\\little.opd");
        let stray = block_on(ZoneFiles::without_path(None).part::<SkyFile>(&gtd));
        assert!(matches!(stray, Err(PartError::None)));
    }

    #[test]
    fn names_come_from_the_client_before_the_program() {
        let name = "DTEX\\isle_rock_0.gtt";
        let with = little(&[("dtex/Isle_Rock_0.gtt", b"another rock")]);
        assert_eq!(block_on(with.read(name)).unwrap().bytes, b"another rock");
        let without = little(&[]);
        assert_eq!(block_on(without.read(name)).unwrap().bytes, embedded::find(name).unwrap());
        assert!(matches!(block_on(without.read_from_client(name)), Err(FileError::NotFound(_))));
        assert!(
            matches!(block_on(without.read("dtex\\none.gtt")), Err(FileError::NotFound(n)) if n.looked_for.len() > 1)
        );
        assert!(block_on(ZoneFiles::without_path(None).read(name)).is_ok());
        let missing = without.used();
        assert!(missing.iter().any(|path| path.ends_with("dtex/none.gtt")), "{missing:?}");
    }
}
