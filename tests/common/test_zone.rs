//! Zones for tests: a `.gtd` and the client files around it, as data that a test changes before writing.

mod little;
mod placed;
mod sample;
mod sound;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, Source, TileTexture};

pub use little::{ODD, SIDE as LITTLE_SIDE};
pub use placed::{position_m as place_in_row_m, row as objects_in_row};
pub use sample::{SIDE as SAMPLE_SIDE, layouts, sample};
pub use sound::{SIDE as SOUND_SIDE, color_map, grid, objects, one_color, tile_textures, tree};

/// A zone, and the files around it by their paths below the client's folder.
pub struct TestZone {
    /// The zone file's name without its extension.
    pub stem: String,
    pub draft: Draft,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl TestZone {
    /// A zone without other files.
    pub fn new(stem: &str, draft: Draft) -> TestZone {
        TestZone { stem: stem.into(), draft, files: BTreeMap::new() }
    }

    /// 33 vertices a side, with all features relevant to drawing: hills, textures that show their orientation, all
    /// directions on both layers, a missing texture file, a non-finite height.
    pub fn little() -> TestZone {
        little::zone()
    }

    /// [`TestZone::little`] with invalid heights, invalid texture indices, and trailing bytes.
    pub fn odd() -> TestZone {
        little::odd()
    }

    /// 33 vertices a side, with all files of a zone: `check` has no findings.
    pub fn sound() -> TestZone {
        sound::zone()
    }

    /// A level zone with one object of each kind of the demo in a row: trees, a hut, its door (a gate), a campfire
    /// (billboards and flip-books), a lamp and others, with their meshes, textures and point lights.
    pub fn with_objects() -> TestZone {
        placed::zone()
    }

    /// A flat zone whose texture table lists one file of each of these names in `dtex`, and one tile of each.
    pub fn with_sources(sources: &[&str], map_size: u32) -> TestZone {
        let mut draft = Draft::flat(Header::versioned(1, "many"), map_size);
        draft.textures.sources = sources.iter().map(|name| Source::new(&format!("dtex\\{name}"))).collect();
        draft.textures.tiles = (0..).zip(sources).map(|(source, _)| TileTexture { source, tile: 0 }).collect();
        TestZone::new("many", draft)
    }

    /// Adds or replaces a file.
    pub fn with_file(mut self, path: &str, bytes: Vec<u8>) -> TestZone {
        self.files.insert(path.into(), bytes);
        self
    }

    /// Changes the record of a vertex: its height in meters and its tile.
    pub fn record(&mut self, x: u32, z: u32, change: impl FnOnce(f32, PackedTile) -> (f32, PackedTile)) {
        let index = (x * self.draft.map_size + z) as usize;
        let record = &mut self.draft.records[index];
        let (height_m, tile) = change(record.height_m(), record.tile());
        *record = MapRecord::new(height_m, tile);
    }

    /// Changes the tile of a vertex.
    pub fn tile(&mut self, x: u32, z: u32, change: impl FnOnce(PackedTile) -> PackedTile) {
        self.record(x, z, |height_m, tile| (height_m, change(tile)));
    }

    /// Writes everything into a client folder, and returns the path of the `.gtd`.
    pub fn write(&self, root: &Path) -> PathBuf {
        let zone = format!("Zones/{}.gtd", self.stem);
        let encoded = self.draft.encode().unwrap();
        for (name, bytes) in self.files.iter().chain([(&zone, &encoded)]) {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the file");
            std::fs::write(&path, bytes).expect("a written file");
        }
        root.join(zone)
    }
}
