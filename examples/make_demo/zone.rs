//! The demo zone as the files of a client folder.
//!
//! Owns the assembly of terrain, layers and textures into the file formats. Paths have forward slashes and the client's
//! folders; bytes are the same on every platform.

use super::canvas::{Canvas, SIZE};
use super::cover::Cover;
use super::cover_rules::{cover, flowery};
use super::edge::edge_tile;
use super::island::{Island, island};
use super::objects::{model_files, objects, placed};
use super::overview::{color_map, minimap};
use super::paint::full_tile;
use super::places::zones_table;
use super::server::{companion_files, server_files};
use super::shade::shadow_maps;
use super::sky::sky_file;
use super::sky_paint::sky_files;
use super::water::{ponds, river};
use super::water_paint::water_files;
use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::test_zone::ground::Ground;
use gtd_viewer::test_zone::tiles::{FILES, TileFile, TileShape, layers, texture_table};
use gtd_viewer::zone::source::DEMO_NAME as NAME;
use rayon::prelude::*;

/// A file of the demo's client folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFile {
    /// Path below the folder, with forward slashes.
    pub path: String,
    /// Contents of the file.
    pub bytes: Vec<u8>,
}

/// All files of the demo zone, which take a few seconds.
pub fn demo_files() -> Vec<ClientFile> {
    let island = island();
    let cover = cover(&island);
    let draft = zone_draft(&island, &cover);
    let placed = placed(&island, &cover);
    let objects = objects(&island, &placed);
    let tiles = tile_textures();
    let map = color_map(&draft.records, draft.map_size, &tiles);
    let gtd = draft.encode().expect("the demo zone is small");
    let server = server_files(&Gtd::parse(gtd.clone()).expect("it was just written"), &objects.opd);
    let zone_file = |ending: &str, bytes| ClientFile { path: format!("Zones/{NAME}.{ending}"), bytes };
    let mut files = vec![
        zone_file("gtd", gtd),
        zone_file("tct", write::tct(&map)),
        zone_file("tlt", write::tlt(&shadow_maps(&island.ground, &placed)).expect("the demo zone is small")),
        zone_file("opd", objects.opd.encode().expect("the demo zone is small")),
        zone_file("glo", objects.glo.encode().expect("the demo zone is small")),
        zone_file("dxt", write::gtt([&minimap(&map, &island)])),
        ClientFile { path: "Data/Zones.tbl".into(), bytes: zones_table().encode().expect("the demo zone is small") },
        ClientFile {
            path: format!("Misc/Sky/{NAME}.n3sky"),
            bytes: sky_file().encode().expect("the demo zone is small"),
        },
    ];
    files.extend(sky_files());
    files.extend(water_files());
    files.extend(texture_files(&tiles));
    files.extend(model_files());
    files.extend(companion_files());
    files.extend(server);
    files
}

/// Contents of the zone file.
fn zone_draft(island: &Island, cover: &Cover) -> Draft {
    let side = island.ground.side;
    let mut draft = Draft::flat(Header::versioned(2, NAME), side as u32);
    for (index, record) in draft.records.iter_mut().enumerate() {
        let (x, z) = (index / side, index % side);
        // The last row and column have no tiles.
        let tile = if x + 1 < side && z + 1 < side {
            layers(cover.corners(x, z), (x as i32, z as i32), flowery(x, z))
        } else {
            PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE)
        };
        *record = MapRecord::new(centimeters(island.ground.at(x, z)), tile);
    }
    draft.refresh_bounds();
    draft.textures = texture_table();
    draft.rivers = vec![river(island)];
    draft.ponds = ponds(island);
    draft
}

/// Rounds a height to whole centimeters, which compress and read well.
fn centimeters(height_m: f32) -> f32 {
    (height_m * 100.0 + 0.5).floor() / 100.0
}

/// All tile textures, in the order of the zone's table.
pub fn tile_textures() -> Vec<Texture> {
    // An edge tile is cut from its ground's first full tile, so each full tile is painted only once.
    let tiles: Vec<(Ground, TileShape)> = FILES.iter().flat_map(|file| file.tiles).collect();
    let full = |tile: &(Ground, TileShape)| match tile.1 {
        TileShape::Full(variant) => Some((*tile, full_tile(tile.0, variant))),
        TileShape::Edge(_) => None,
    };
    let painted: Vec<((Ground, TileShape), Canvas)> = tiles.par_iter().filter_map(full).collect();
    let encode = |(ground, shape): &(Ground, TileShape)| {
        let wanted = if let TileShape::Full(_) = shape { *shape } else { TileShape::Full(0) };
        let canvas = painted.iter().find(|(tile, _)| *tile == (*ground, wanted)).map(|(_, canvas)| canvas);
        let canvas = canvas.cloned().unwrap_or_else(|| full_tile(*ground, 0));
        encode_tile(&if let TileShape::Edge(edge) = shape { edge_tile(&canvas, *edge) } else { canvas })
    };
    tiles.par_iter().map(encode).collect()
}

/// Texture files of eight tiles each.
fn texture_files(tiles: &[Texture]) -> Vec<ClientFile> {
    let file = |(file, textures): (&TileFile, &[Texture])| {
        // As in the client, the case of the folder's name differs from that in zone files.
        let name = file.path.trim_start_matches("dtex\\");
        ClientFile { path: format!("DTex/{name}"), bytes: write::gtt(textures) }
    };
    FILES.iter().zip(tiles.chunks(8)).map(file).collect()
}

fn encode_tile(canvas: &Canvas) -> Texture {
    let rgba: Vec<u8> = canvas.to_rgb8().into_iter().flat_map(|[r, g, b]| [r, g, b, 255]).collect();
    encode_rgba(&rgba, SIZE as u32)
}

/// A square picture of R, G, B, A rows from the top, as BC1 with levels.
pub fn encode_rgba(rgba: &[u8], side: u32) -> Texture {
    Texture::encode(rgba, side, side, PixelFormat::Dxt1, true)
}
