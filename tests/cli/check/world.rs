//! A small sound zone in a client of its own, for tests that break one thing in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gtd_viewer::check::{Findings, Subject, Surroundings, check};
use gtd_viewer::formats::gtd::{
    Draft, Gtd, Header, MapRecord, PackedTile, Pond, River, Source, TileTexture, WaterVertex,
};
use gtd_viewer::formats::n3sky::SkyFile;
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::formats::ntf::tlt::ShadowMaps;
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::zone::folder::Folder;

/// Vertices a side: 4 x 4 patches, one cell of the color map.
pub const SIZE: u32 = 33;

/// A zone and the files around it, by their paths below the client's folder.
pub struct World {
    pub draft: Draft,
    pub files: BTreeMap<String, Vec<u8>>,
    pub stem: String,
}

/// A texture of one color.
pub fn plain(side_px: u32, gray: u8) -> Texture {
    let rgba = [gray, gray, gray, 255].repeat((side_px * side_px) as usize);
    Texture::encode(&rgba, side_px, side_px, PixelFormat::Dxt1, true)
}

/// Eight tile textures in a file.
pub fn eight(side_px: u32) -> Vec<u8> {
    let textures: Vec<Texture> = (0..8).map(|i| plain(side_px, 100 + i)).collect();
    write::gtt(&textures)
}

fn eight_of_128() -> Vec<u8> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| eight(128)).clone()
}

/// A color map of so many cells a side.
pub fn color_map(cells: usize, side_px: u32) -> Vec<u8> {
    write::tct(&ColorMap::new(vec![plain(side_px, 90); cells * cells]).unwrap())
}

/// An objects' file without objects, for a zone of this extent.
pub fn objects(extent_m: f32) -> Vec<u8> {
    let cells = vec![0; (extent_m / 16.0).powi(2) as usize * 4];
    let file = OpdFile {
        header: None,
        width_m: extent_m,
        length_m: extent_m,
        collision: Vec::new(),
        cells,
        objects: Vec::new(),
    };
    file.encode()
}

/// A level grid of vertices inside the map.
pub fn grid(width: u32, rows: u32) -> Vec<WaterVertex> {
    let places = (0..rows).flat_map(|row| (0..width).map(move |column| (column, row)));
    let vertex = |(column, row): (u32, u32)| {
        let position = [20.0 + row as f32 * 4.0, 1.0, 20.0 + column as f32 * 4.0];
        WaterVertex::new(position, [0.0, 1.0, 0.0], 0xAAFF_FFFF, [0.0; 2])
    };
    places.map(vertex).collect()
}

impl World {
    /// Nothing is wrong with it.
    pub fn sound() -> World {
        let mut draft = Draft::flat(Header::versioned(2, "sample"), SIZE);
        draft.textures.sources = vec![Source::new("dtex\\a_0.gtt"), Source::new("dtex\\b_0.gtt")];
        draft.textures.tiles = [(0, 0), (0, 3), (1, 7)].map(|(source, tile)| TileTexture { source, tile }).into();
        for (index, record) in draft.records.iter_mut().enumerate() {
            let (x, z) = (index as u32 / SIZE, index as u32 % SIZE);
            let second = if x == z { 2 } else { PackedTile::NO_TEXTURE };
            let tile = match x < SIZE - 1 && z < SIZE - 1 {
                true => PackedTile::pack(true, (x % 8) as u8, 0, (x % 2) as u16, second),
                false => PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE),
            };
            *record = MapRecord::new((x * z % 17) as f32 / 2.0, tile);
        }
        draft.refresh_bounds();
        draft.rivers = vec![River::new(grid(4, 3), "flow.dxt")];
        draft.ponds = vec![Pond::new(3, grid(3, 3), "ka_water.dxt")];
        let files = [
            ("DTex/A_0.GTT", eight_of_128()),
            ("DTex/b_0.gtt", eight_of_128()),
            ("Misc/river/flow.dxt", write::gtt([&plain(16, 9)])),
            ("Misc/river/ka_water.dxt", write::gtt([&plain(16, 9)])),
            ("Misc/Sky/BattleZone.n3sky", SkyFile::default().encode()),
            ("Zones/sample.tct", color_map(1, 128)),
            ("Zones/sample.tlt", write::tlt(&ShadowMaps::new(4, Vec::new()))),
            ("Zones/sample.opd", objects(128.0)),
            ("Zones/sample.dxt", write::gtt([&plain(64, 50)])),
        ];
        let files = files.into_iter().map(|(name, bytes)| (name.to_string(), bytes)).collect();
        World { draft, files, stem: "sample".into() }
    }

    /// Changes the record of a vertex.
    pub fn record(&mut self, x: u32, z: u32, change: impl FnOnce(f32, PackedTile) -> (f32, PackedTile)) {
        let record = &mut self.draft.records[(x * SIZE + z) as usize];
        let (height_m, tile) = change(record.height_m(), record.tile());
        *record = MapRecord::new(height_m, tile);
    }

    /// Changes the tile of a vertex.
    pub fn tile(&mut self, x: u32, z: u32, change: impl FnOnce(PackedTile) -> PackedTile) {
        self.record(x, z, |height_m, tile| (height_m, change(tile)));
    }

    /// Writes everything into a folder; the path of the zone.
    pub fn write(&self, root: &Path) -> PathBuf {
        let zone = format!("Zones/{}.gtd", self.stem);
        let encoded = self.draft.encode();
        for (name, bytes) in self.files.iter().chain([(&zone, &encoded)]) {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        root.join(zone)
    }

    /// Judges it, as the program does.
    pub fn check(&self) -> Findings {
        let folder = tempfile::tempdir().unwrap();
        let path = self.write(folder.path());
        let gtd = Gtd::parse(self.draft.encode()).unwrap();
        let around = Surroundings::read(&gtd, Some(&path), &Folder::around(&path));
        check(&Subject { gtd: &gtd, stem: Some(&self.stem), around: Some(&around) })
    }
}
