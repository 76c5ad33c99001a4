//! Drawn maps of zones, kept between runs in the user's cache folder: PNG files named by their key.

use std::path::{Path, PathBuf};

use super::folders;
use crate::export::png::{PngError, decode_rgba8, write_rgba8};
use crate::load::{MapStore, PREVIEW_PX, PreviewPicture};
use crate::platform::fs;

/// Most bytes of all maps together; beyond it the oldest are removed.
const MOST_BYTES: u64 = 64 << 20;
/// Largest file that is read, in bytes: more than a map has without compression.
const MOST_FILE_BYTES: u64 = 1 << 20;

/// A folder of maps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFolder {
    folder: PathBuf,
    most_bytes: u64,
}

impl MapFolder {
    /// The folder in the user's cache; none without one.
    pub fn of_user() -> Option<MapFolder> {
        folders::cache().map(|cache| MapFolder::at(cache.join("maps")))
    }

    fn at(folder: PathBuf) -> MapFolder {
        MapFolder { folder, most_bytes: MOST_BYTES }
    }

    fn file(&self, key: u64) -> PathBuf {
        self.folder.join(format!("{key:016x}.png"))
    }

    fn write(&self, key: u64, map: &PreviewPicture) -> Result<(), PngError> {
        let path = self.file(key);
        fs::create_dir_all(&self.folder).map_err(|source| PngError::Io { path: path.clone(), source })?;
        let row_bytes = map.size_px[0] as usize * 4;
        write_rgba8(&path, map.size_px, &[], |row| map.rgba.chunks(row_bytes.max(1)).try_for_each(row))
    }

    /// Removes the oldest maps until the rest is small enough.
    fn make_room(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let known = |entry: fs::DirEntry| {
            let about = entry.metadata().ok().filter(|about| about.is_file() && is_map(&entry.path()))?;
            Some((about.modified().ok(), about.len(), entry.path()))
        };
        let mut maps: Vec<(_, u64, PathBuf)> = entries.flatten().filter_map(known).collect();
        maps.sort();
        let mut bytes: u64 = maps.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, length, path) in maps {
            if bytes <= self.most_bytes {
                break;
            }
            // Another window may have removed it already.
            let _ = fs::remove_file(path);
            bytes -= length;
        }
    }
}

/// Whether a file has the name of a map: only those are removed.
fn is_map(path: &Path) -> bool {
    let stem = path.file_stem().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let is_key = stem.len() == 16 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_key && path.extension().is_some_and(|extension| extension == "png")
}

impl MapStore for MapFolder {
    /// A damaged file counts as none: it is replaced by the map that is drawn instead.
    fn get(&self, key: u64) -> Option<PreviewPicture> {
        let bytes = fs::read_at_most(&self.file(key), MOST_FILE_BYTES).ok()?;
        let (size_px, rgba) = decode_rgba8(&bytes, u64::from(PREVIEW_PX).pow(2)).ok()?;
        Some(PreviewPicture { size_px, rgba })
    }

    fn put(&self, key: u64, map: &PreviewPicture) {
        match self.write(key, map) {
            Ok(()) => self.make_room(),
            Err(error) => log::warn!("a map is not kept: {}", crate::zone::error::with_causes(&error)),
        }
    }
}

/// No maps are kept.
pub struct NoMaps;

impl MapStore for NoMaps {
    fn get(&self, _key: u64) -> Option<PreviewPicture> {
        None
    }

    fn put(&self, _key: u64, _map: &PreviewPicture) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(red: u8) -> PreviewPicture {
        PreviewPicture { size_px: [16, 16], rgba: [red, 2, 3, 255].repeat(256) }
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn maps_are_kept_by_key() {
        let folder = tempfile::tempdir().unwrap();
        let maps = MapFolder::at(folder.path().join("new/maps"));
        assert_eq!(maps.get(7), None);
        maps.put(7, &map(1));
        maps.put(u64::MAX, &map(2));
        assert_eq!([maps.get(7), maps.get(u64::MAX), maps.get(8)], [Some(map(1)), Some(map(2)), None]);
        assert_eq!(names(&folder.path().join("new/maps")), ["0000000000000007.png", "ffffffffffffffff.png"]);
    }

    #[test]
    fn damaged_maps_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let maps = MapFolder::at(folder.path().to_owned());
        maps.put(7, &map(1));
        let whole = std::fs::read(maps.file(7)).unwrap();
        let large = PreviewPicture { size_px: [512, 512], rgba: vec![9; 512 * 512 * 4] };
        maps.put(8, &large);
        for damaged in [&b""[..], b"no picture", &whole[..whole.len() / 2], &std::fs::read(maps.file(8)).unwrap()] {
            std::fs::write(maps.file(7), damaged).unwrap();
            assert_eq!(maps.get(7), None);
        }
        maps.put(7, &map(3));
        assert_eq!(maps.get(7), Some(map(3)));
    }

    #[test]
    fn the_oldest_maps_make_room() {
        let folder = tempfile::tempdir().unwrap();
        let mut maps = MapFolder::at(folder.path().to_owned());
        for file in ["notes.txt", "picture.png", "0000000000000001.txt"] {
            std::fs::write(folder.path().join(file), [0; 4096]).unwrap();
        }
        let age = |key: u64, secs: u64| {
            let file = std::fs::File::options().write(true).open(maps.file(key)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(secs)).unwrap();
        };
        for (key, secs) in [(1, 300), (2, 100), (3, 200)] {
            maps.put(key, &map(1));
            age(key, secs);
        }
        maps.most_bytes = std::fs::metadata(maps.file(1)).unwrap().len() * 3;
        maps.put(4, &map(1));
        assert_eq!([1, 2, 3, 4].map(|key| maps.get(key).is_some()), [true, false, true, true]);
        assert_eq!(names(folder.path()).len(), 6, "other files stay");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), b"").unwrap();
        let maps = MapFolder::at(folder.path().join("file/maps"));
        maps.put(7, &map(1));
        assert_eq!(maps.get(7), None);
    }
}
