//! Zone for the checks, and matching files.

use std::sync::OnceLock;

use super::super::samples;
use super::TestZone;
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, Pond, River, Source, TileTexture, WaterVertex};
use gtd_viewer::formats::n3sky::SkyFile;
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::formats::ntf::tlt::ShadowMaps;
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::formats::opd::{Cell, OpdFile, RenderFlags, SubCells};

/// Vertices a side: 4 x 4 patches, one cell of the color map.
pub const SIDE: u32 = 33;

/// A texture of one color.
pub fn one_color(side_px: u32, gray: u8) -> Texture {
    let rgba = [gray, gray, gray, 255].repeat((side_px * side_px) as usize);
    Texture::encode(&rgba, side_px, side_px, PixelFormat::Dxt1, true)
}

/// Eight tile textures in a file.
pub fn tile_textures(side_px: u32) -> Vec<u8> {
    let textures: Vec<Texture> = (0..8).map(|i| one_color(side_px, 100 + i)).collect();
    write::gtt(&textures)
}

fn tile_textures_of_128() -> Vec<u8> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| tile_textures(128)).clone()
}

/// A color map with `cells` cells.
pub fn color_map(cells: usize, side_px: u32) -> Vec<u8> {
    write::tct(&ColorMap::new(vec![one_color(side_px, 90); cells * cells]).unwrap())
}

/// An object file without objects, for a zone of this extent.
pub fn objects(extent_m: f32) -> Vec<u8> {
    objects_file(extent_m).encode().unwrap()
}

/// An object file with a tree, which stands on the ground and is listed in its cell.
pub fn tree(extent_m: f32) -> OpdFile {
    let mut tree = samples::objects(false).objects.swap_remove(0);
    tree.placement.rotation = [0.0, 0.0, 0.0, 1.0];
    tree.placement.scale = [1.0; 3];
    tree.placement.position_m = [68.0, 0.5, 4.0];
    tree.parts[0].material.flags = RenderFlags(0x24);
    let mut file = OpdFile { objects: vec![tree], ..objects_file(extent_m) };
    let cell = Cell { exists: 1, objects: vec![0], sub_cells: SubCells::default() };
    file.cells[4] = Some(Box::new(cell));
    file
}

fn objects_file(extent_m: f32) -> OpdFile {
    let cells = vec![None; (extent_m / 16.0).powi(2) as usize];
    OpdFile { header: None, width_m: extent_m, length_m: extent_m, collision: Vec::new(), cells, objects: Vec::new() }
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

/// A file of the client that the embedded demo has as well.
fn common(name: &str) -> Vec<u8> {
    embedded::find(name).expect("a file of the demo").to_vec()
}

/// A sky with one picture.
fn sky() -> SkyFile {
    let mut sky = SkyFile::default();
    sky.sun[0] = b"sun.bmp\0".to_vec();
    sky
}

/// The zone and the files around it.
pub fn zone() -> TestZone {
    let mut draft = Draft::flat(Header::versioned(2, "sample"), SIDE);
    draft.textures.sources = vec![Source::new("dtex\\a_0.gtt"), Source::new("dtex\\b_0.gtt")];
    draft.textures.tiles = [(0, 0), (0, 3), (1, 7)].map(|(source, tile)| TileTexture { source, tile }).into();
    for (index, record) in draft.records.iter_mut().enumerate() {
        let (x, z) = (index as u32 / SIDE, index as u32 % SIDE);
        let second = if x == z { 2 } else { PackedTile::NO_TEXTURE };
        let tile = match x < SIDE - 1 && z < SIDE - 1 {
            true => PackedTile::pack(true, (x % 8) as u8, 0, (x % 2) as u16, second),
            false => PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE),
        };
        *record = MapRecord::new((x * z % 17) as f32 / 2.0, tile);
    }
    draft.refresh_bounds();
    draft.rivers = vec![River::new(grid(4, 3), "flow.dxt")];
    draft.ponds = vec![Pond::new(3, grid(3, 3), "ka_water.dxt")];
    let files = [
        ("DTex/A_0.GTT", tile_textures_of_128()),
        ("DTex/b_0.gtt", tile_textures_of_128()),
        ("Misc/river/flow.dxt", write::gtt([&one_color(16, 9)])),
        ("Misc/river/ka_water.dxt", write::gtt([&one_color(16, 9)])),
        ("Misc/Terrain_Base.bmp", common("Misc\\Terrain_Base.bmp")),
        ("Data/Zones.tbl", common("Data\\Zones.tbl")),
        ("Misc/Sky/sun.bmp", common("Misc\\Terrain_Base.bmp")),
        ("Misc/Sky/BattleZone.n3sky", sky().encode().unwrap()),
        ("Zones/sample.tct", color_map(1, 128)),
        ("Zones/sample.tlt", write::tlt(&ShadowMaps::new(4, Vec::new())).unwrap()),
        ("Zones/sample.opd", tree(128.0).encode().unwrap()),
        ("Object/Tree.n3pmesh", samples::mesh().encode().unwrap()),
        ("Object/tree.dxt", write::gtt([&one_color(16, 9)])),
        ("Zones/sample.dxt", write::gtt([&one_color(64, 50)])),
        ("Zones/sample.glo", GloFile::default().encode().unwrap()),
    ];
    let caustics = (0..32).map(|frame| (format!("Misc/river/caust{frame:02}.dxt"), write::gtt([&one_color(16, 9)])));
    let files = files.into_iter().map(|(name, bytes)| (name.to_string(), bytes)).chain(caustics).collect();
    TestZone { stem: "sample".into(), draft, files }
}
