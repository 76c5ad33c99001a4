//! The zones of a client folder.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::formats::gtd::is_map_size;
use crate::zone::bundle::{Bundle, zone_rows};
use crate::zone::folder::Folder;

/// Bytes of a terrain file that are read to know its size: the longest header and the count behind it.
const PEEK_BYTES: u64 = 8 + 260 + 4;

/// A zone of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneEntry {
    /// What belongs to it.
    pub bundle: Bundle,
    /// Vertices a side; `None` where the file does not begin like a terrain.
    pub map_size: Option<u32>,
    /// Bytes of the terrain file.
    pub file_bytes: u64,
}

/// The zones of a folder, by name: a client's root, its folder of zones, any folder with terrain files, or a
/// `Zones.tbl` (which stands for its client).
pub fn zones_in(path: &Path) -> Vec<ZoneEntry> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let place = if absolute.is_dir() { absolute } else { above_data(&absolute) };
    let finder = Folder::new(&place);
    let files = [place.clone()].into_iter().chain(finder.find("zones"));
    let files: Vec<PathBuf> = files.flat_map(|folder| finder.list_in(&folder, "gtd")).collect();
    let Some(first) = files.first() else { return Vec::new() };
    let rows = zone_rows(&Folder::around(first));
    let entry = |gtd: &PathBuf| {
        let (map_size, file_bytes) = peek(gtd).unwrap_or((None, 0));
        ZoneEntry { bundle: Bundle::new(gtd, &Folder::around(gtd), &rows), map_size, file_bytes }
    };
    files.iter().map(entry).collect()
}

/// The client's root for a table in its `Data` folder.
fn above_data(table: &Path) -> PathBuf {
    let folder = table.parent().unwrap_or(table);
    let in_data = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("data"));
    if in_data { folder.parent().unwrap_or(folder).to_path_buf() } else { folder.to_path_buf() }
}

fn peek(gtd: &Path) -> std::io::Result<(Option<u32>, u64)> {
    let file = File::open(gtd)?;
    let file_bytes = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(PEEK_BYTES).read_to_end(&mut head)?;
    Ok((map_size_of(&head, file_bytes), file_bytes))
}

/// Vertices a side, judged by a file's first bytes and its length (formats section 1.2).
pub fn map_size_of(head: &[u8], file_bytes: u64) -> Option<u32> {
    let word = |at: usize| head.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let map_size_at = |at: usize| {
        let n = word(at).filter(|n| is_map_size(i64::from(*n)))?;
        let (vertices, patches) = (u64::from(n).pow(2), u64::from((n - 1) / 8).pow(2));
        (file_bytes >= at as u64 + 4 + 9 * vertices + 8 * patches + 260 + 12).then_some(n)
    };
    let length = |at: usize| word(at).filter(|n| *n <= 260).map(|n| n as usize);
    let headerless = map_size_at(0);
    let versioned = || word(0).filter(|v| (1..1000).contains(v)).and_then(|_| map_size_at(8 + length(4)?));
    let modern = || map_size_at(8 + length(0)?);
    headerless.or_else(versioned).or_else(modern)
}
