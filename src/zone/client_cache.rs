//! What a run has read of its client folders: many zones are often in one folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::bundle::{ZONES_TABLE, read_zone_rows};
use super::client_files::{ClientFiles, DiskFiles};
use super::folder::{ClientFolder, Listings};
use crate::formats::zones_tbl::ZoneRow;

/// Rows of a zone table, or why it cannot be read.
type ZoneRows = Arc<Result<Vec<ZoneRow>, String>>;

/// Listings of folders and rows of zone tables, read once and kept. For a command over many zones: what changes on the
/// disk meanwhile is not seen.
pub struct ClientCache {
    listings: Arc<Listings>,
    /// By the path of the table.
    tables: Mutex<HashMap<PathBuf, ZoneRows>>,
}

impl ClientCache {
    /// An empty cache of these files.
    pub fn new(files: Arc<dyn ClientFiles>) -> ClientCache {
        ClientCache { listings: Listings::new(files), tables: Mutex::default() }
    }

    /// An empty cache of the files on disk.
    pub fn on_disk() -> ClientCache {
        ClientCache::new(Arc::new(DiskFiles))
    }

    /// The client folder of a zone: the given one, or the one that contains the zone's file.
    pub(super) async fn folder(&self, zone: &Path, data: Option<&Path>) -> ClientFolder {
        ClientFolder::for_zone_in(self.listings.clone(), zone, data).await
    }

    /// Rows of the client's zone table; none without a table.
    pub(super) async fn zone_rows(&self, folder: &ClientFolder) -> ZoneRows {
        let Some(path) = folder.find(ZONES_TABLE).await else { return Arc::new(Ok(Vec::new())) };
        let known = self.tables.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
        if let Some(rows) = known {
            return rows;
        }
        let rows = Arc::new(read_zone_rows(folder, &path).await);
        self.tables.lock().unwrap_or_else(PoisonError::into_inner).insert(path, rows.clone());
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;
    use crate::zone::ZoneFiles;
    use crate::zone::client_files::{Answer, FileStart, MemoryFiles};
    use std::borrow::Cow;
    use std::ffi::OsString;
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts what is asked of it.
    struct Counted {
        files: MemoryFiles,
        lists: AtomicUsize,
        reads: AtomicUsize,
    }

    impl ClientFiles for Counted {
        fn list<'a>(&'a self, folder: &'a Path) -> Answer<'a, io::Result<Vec<OsString>>> {
            self.lists.fetch_add(1, Ordering::Relaxed);
            self.files.list(folder)
        }

        fn read<'a>(&'a self, path: &'a Path) -> Answer<'a, io::Result<Vec<u8>>> {
            self.reads.fetch_add(1, Ordering::Relaxed);
            self.files.read(path)
        }

        fn read_start<'a>(&'a self, path: &'a Path, bytes: usize) -> Answer<'a, io::Result<FileStart>> {
            self.files.read_start(path, bytes)
        }
    }

    /// Numbers of listings and of reads to open this many zones of one client.
    fn work(zones: usize) -> [usize; 2] {
        let zone = |index: usize| PathBuf::from(format!("Zones/z{index}.gtd"));
        let others = ["DTex/a_0.gtt", "Data/Zones.tbl", "Misc/Sky/battlezone.n3sky"].map(PathBuf::from);
        let files = (0..zones).map(zone).chain(others).map(|path| (path, Cow::Borrowed(&b""[..]))).collect();
        let files = Arc::new(Counted { files, lists: AtomicUsize::new(0), reads: AtomicUsize::new(0) });
        let cache = ClientCache::new(files.clone());
        for index in 0..zones {
            let opened = block_on(ZoneFiles::open_with(&cache, &zone(index), None));
            assert!(opened.bundle().is_some_and(|bundle| bundle.sky.path().is_some()));
        }
        [&files.lists, &files.reads].map(|count| count.load(Ordering::Relaxed))
    }

    #[test]
    fn many_zones_of_one_folder_are_no_more_work_than_one() {
        let one = work(1);
        assert_eq!(work(500), one);
        assert_eq!(one[1], 1, "the zone table is read once");
    }
}
