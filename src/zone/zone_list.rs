//! List of the zones of a client folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bundle::{Bundle, zone_rows};
use super::client_files::ClientFiles;
use super::folder::{ClientFolder, Listings};
use super::source::model_endings;
use crate::formats::gtd::is_map_size;

/// Bytes of a terrain file that determine its size: the longest header and the following count.
const PEEK_BYTES: usize = 8 + 260 + 4;

/// A zone in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneEntry {
    /// The files of the zone.
    pub bundle: Bundle,
    /// Vertices a side; `None` if the file does not start like a terrain file.
    pub map_size: Option<u32>,
    /// Bytes of the terrain file.
    pub file_bytes: u64,
}

/// The zones of a folder, by name: a client's root, its folder of zones, any folder with terrain files, or a
/// `Zones.tbl` (which stands for its client).
pub async fn zones_in(files: Arc<dyn ClientFiles>, path: &Path) -> Vec<ZoneEntry> {
    let absolute = files.absolute(path);
    let place = if files.list(&absolute).await.is_ok() { absolute } else { above_data(&absolute) };
    let listings = Listings::new(files.clone());
    let folders = listings.spellings(&place, &["zones"]).await;
    let mut zones = listings.list(std::slice::from_ref(&place), "gtd").await;
    zones.extend(listings.list(&folders, "gtd").await);
    let Some(first) = zones.first() else { return Vec::new() };
    // Without a readable table the zones are known by their own names.
    let rows = zone_rows(&ClientFolder::around(listings.clone(), first).await).await.unwrap_or_default();
    let mut entries = Vec::with_capacity(zones.len());
    for gtd in &zones {
        let folder = ClientFolder::around(listings.clone(), gtd).await;
        let (map_size, file_bytes) = peek(&*files, gtd).await;
        entries.push(ZoneEntry { bundle: Bundle::new(gtd, &folder, &rows).await, map_size, file_bytes });
    }
    entries
}

/// The single models in a folder (`.n3pmesh`, `.n3shape`), by name.
pub async fn models_in(files: Arc<dyn ClientFiles>, folder: &Path) -> Vec<PathBuf> {
    let absolute = files.absolute(folder);
    let listings = Listings::new(files);
    let mut models = Vec::new();
    for ending in model_endings() {
        models.extend(listings.list(std::slice::from_ref(&absolute), ending).await);
    }
    models.sort_by_cached_key(|path| path.to_string_lossy().to_lowercase());
    models
}

/// The client's root for a table in its `Data` folder.
fn above_data(table: &Path) -> PathBuf {
    let folder = table.parent().unwrap_or(table);
    let in_data = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("data"));
    if in_data { folder.parent().unwrap_or(folder).to_path_buf() } else { folder.to_path_buf() }
}

/// Vertices a side and length in bytes; none for a file that cannot be read.
async fn peek(files: &dyn ClientFiles, gtd: &Path) -> (Option<u32>, u64) {
    let start = files.read_start(gtd, PEEK_BYTES).await.ok();
    start.map_or((None, 0), |start| (map_size_of(&start.bytes, start.file_bytes), start.file_bytes))
}

/// Vertices a side, from a file's first bytes and its length (formats section 1.2).
pub fn map_size_of(head: &[u8], file_bytes: u64) -> Option<u32> {
    let word = |at: usize| head.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let map_size_at = |at: usize| {
        let n = word(at).filter(|n| is_map_size(i64::from(*n)))?;
        let (vertices, patches) = (u64::from(n).pow(2), u64::from((n - 1) / 8).pow(2));
        (file_bytes >= at as u64 + 4 + 9 * vertices + 8 * patches + 260 + 12).then_some(n)
    };
    let length = |at: usize| word(at).filter(|n| *n <= 260).and_then(|n| usize::try_from(n).ok());
    let headerless = map_size_at(0);
    let versioned = || word(0).filter(|v| (1..1000).contains(v)).and_then(|_| map_size_at(8 + length(4)?));
    let modern = || map_size_at(8 + length(0)?);
    headerless.or_else(versioned).or_else(modern)
}
