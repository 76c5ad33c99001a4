//! The demo zone as files: what a client folder would hold.
//!
//! Owns: putting ground, layers and textures into the real formats. Paths have forward slashes and the client's
//! folders; bytes are the same on every platform.

use super::afar::{color_map, minimap};
use super::canvas::{Canvas, SIZE};
use super::cover::{cover, flowery};
use super::edge::edge_tile;
use super::ground::Ground;
use super::island::{Island, island};
use super::paint::full_tile;
use super::places::{objects, zones_table};
use super::shade::shadow_maps;
use super::sky::sky_file;
use super::sky_paint::sky_files;
use super::tiles::{FILES, Shape, TileFile, layers};
use super::water::{ponds, river};
use super::water_paint::water_files;
use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile, Source, TextureTable, TileTexture};
use crate::formats::ntf::{PixelFormat, Texture, write};
use crate::platform::parallel::*;

/// A file of the demo's client folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFile {
    /// Path below the folder, with forward slashes.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Name of the demo zone, and stem of its files.
pub const NAME: &str = "demo";

/// All files of the demo zone. Takes a few seconds.
pub fn demo_files() -> Vec<ClientFile> {
    let island = island();
    let draft = zone_draft(&island);
    let tiles = tile_textures();
    let map = color_map(&draft.records, draft.map_size, &tiles);
    let zone_file = |ending: &str, bytes| ClientFile { path: format!("Zones/{NAME}.{ending}"), bytes };
    let mut files = vec![
        zone_file("gtd", draft.encode()),
        zone_file("tct", write::tct(&map)),
        zone_file("tlt", write::tlt(&shadow_maps(&island.ground))),
        zone_file("opd", objects(&island).encode()),
        zone_file("dxt", write::gtt([&minimap(&map, &island)])),
        ClientFile { path: "Data/Zones.tbl".into(), bytes: zones_table().encode() },
        ClientFile { path: format!("Misc/Sky/{NAME}.n3sky"), bytes: sky_file().encode() },
    ];
    files.extend(sky_files());
    files.extend(water_files());
    files.extend(texture_files(&tiles));
    files
}

/// The zone file's content.
fn zone_draft(island: &Island) -> Draft {
    let side = island.ground.side;
    let cover = cover(island);
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

/// A height rounded to whole centimeters, which compress and read well.
fn centimeters(height_m: f32) -> f32 {
    (height_m * 100.0 + 0.5).floor() / 100.0
}

/// The tile table that [`super::tiles::texture_index`] counts in: all files, eight tiles each.
pub fn texture_table() -> TextureTable {
    let tiles = (0..FILES.len() as i16).flat_map(|source| (0..8).map(move |tile| TileTexture { source, tile }));
    TextureTable { sources: FILES.iter().map(|file| Source::new(file.path)).collect(), tiles: tiles.collect() }
}

/// All tile textures, in the order of the zone's table.
pub fn tile_textures() -> Vec<Texture> {
    // An edge tile is cut from its ground's first full tile: paint each full tile once.
    let tiles: Vec<(Ground, Shape)> = FILES.iter().flat_map(|file| file.tiles).collect();
    let full = |tile: &(Ground, Shape)| match tile.1 {
        Shape::Full(variant) => Some((*tile, full_tile(tile.0, variant))),
        Shape::Edge(_) => None,
    };
    let painted: Vec<((Ground, Shape), Canvas)> = tiles.par_iter().filter_map(full).collect();
    let encode = |(ground, shape): &(Ground, Shape)| {
        let wanted = if let Shape::Full(_) = shape { *shape } else { Shape::Full(0) };
        let canvas = painted.iter().find(|(tile, _)| *tile == (*ground, wanted)).map(|(_, canvas)| canvas);
        let canvas = canvas.cloned().unwrap_or_else(|| full_tile(*ground, 0));
        encode_tile(&if let Shape::Edge(edge) = shape { edge_tile(&canvas, *edge) } else { canvas })
    };
    tiles.par_iter().map(encode).collect()
}

/// The texture files, each of eight tiles.
fn texture_files(tiles: &[Texture]) -> Vec<ClientFile> {
    let file = |(file, textures): (&TileFile, &[Texture])| {
        // As in the client, the folder's name differs in case from what zones call it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::embedded;
    use crate::formats::gtd::Gtd;
    use crate::formats::ntf::gtt;

    #[test]
    fn generating_again_gives_the_same_bytes() {
        let files = demo_files();
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, embedded::FILES.map(|(path, _)| path), "the list in embedded.rs");
        for (file, (path, kept)) in files.iter().zip(embedded::FILES) {
            let differs = file.bytes.iter().zip(kept).position(|(made, kept)| made != kept);
            assert!(
                differs.is_none() && file.bytes.len() == kept.len(),
                "{path} differs from what is generated (lengths {} and {}, first difference at {differs:?}); if that is \
                 wanted: gtd-viewer generate demo -o assets/demo",
                kept.len(),
                file.bytes.len()
            );
        }
    }

    #[test]
    fn it_is_small_and_whole() {
        let total: usize = embedded::FILES.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(total < 4_000_000, "{total} bytes");
        let gtd = Gtd::parse(embedded::zone()).unwrap();
        assert_eq!(gtd.map_size(), 257);
        for source in &gtd.textures().sources {
            let file = embedded::find(&source.path).unwrap();
            assert_eq!(gtt::parse(file).unwrap().len(), 8, "{}", source.path);
        }
    }

    #[test]
    fn its_parts_are_read_as_real_ones_are() {
        let part = |path: &str| embedded::find(path).unwrap();
        assert_eq!(crate::formats::ntf::tct::parse(part("zones\\demo.tct")).unwrap().cells_per_side(), 8);
        assert!(crate::formats::ntf::tlt::parse(part("zones\\demo.tlt"), 32).is_ok());
        assert_eq!(crate::formats::ntf::parse_dxt(part("zones\\demo.dxt")).unwrap().width(), 256);
        let sky = crate::formats::n3sky::SkyFile::parse(part("misc\\sky\\demo.n3sky")).unwrap();
        for name in sky.sun.iter().chain(&sky.clouds) {
            assert!(embedded::find(&String::from_utf8_lossy(name)).is_some(), "{name:?}");
        }
        let gtd = Gtd::parse(embedded::zone()).unwrap();
        for need in crate::zone::references::needed_files(&gtd) {
            assert!(embedded::find(need.name()).is_some(), "{need:?}");
        }
    }

    #[test]
    fn its_ground_has_everything_that_was_asked_for() {
        let gtd = Gtd::parse(embedded::zone()).unwrap();
        let (mut directions, mut two, mut used) = ([0; 8], 0, [0; 48]);
        for (index, record) in gtd.records().iter().enumerate() {
            let (x, z, tile) = (index / 257, index % 257, record.tile());
            if x == 256 || z == 256 {
                continue;
            }
            let (first, second) = gtd.layers_of(tile);
            let first = first.unwrap_or_else(|| panic!("no texture at {x} {z}"));
            used[usize::from(first)] += 1;
            directions[usize::from(tile.dir1())] += 1;
            if let Some(second) = second {
                two += 1;
                used[usize::from(second)] += 1;
                directions[usize::from(tile.dir2())] += 1;
            }
        }
        assert!(directions.iter().all(|count| *count > 1000), "{directions:?}");
        assert!((0.1..0.5).contains(&(f64::from(two) / 65536.0)), "{two} tiles with two layers");
        assert!(used.iter().all(|count| *count > 0), "{used:?}");
        let heights = gtd.records().iter().map(|record| record.height_m());
        let (low, high) = heights.fold((0.0f32, 0.0f32), |(low, high), h| (low.min(h), high.max(h)));
        assert!((130.0..200.0).contains(&high) && (-40.0..-15.0).contains(&low), "{low} {high}");
    }
}
