//! Zone for the drawing tests.

use super::TestZone;
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, Source, TextureTable, TileTexture};
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};

/// Vertices a side.
pub const SIDE: u32 = 33;
const TEXTURES: u32 = 9;

/// The zone and its textures. Texture 8 is in a file that does not exist.
pub fn zone() -> TestZone {
    let textures: Vec<Texture> = (0..8).map(painted).collect();
    TestZone::new("little", draft()).with_file("DTex/Little_0.GTT", write::gtt(&textures))
}

/// Vertices with invalid values in [`odd`].
pub const ODD: [(u32, u32); 5] = [(3, 3), (9, 20), (16, 16), (25, 4), (30, 30)];

/// The zone with invalid heights, invalid texture indices, and trailing bytes.
pub fn odd() -> TestZone {
    let mut zone = zone();
    let heights = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -1e30];
    for ((x, z), height) in ODD.into_iter().zip(heights) {
        zone.tile(x, z, |tile| PackedTile::pack(tile.full(), tile.dir1(), tile.dir2(), tile.tex1(), 1000));
        zone.record(x, z, |_, tile| (height, tile));
    }
    zone.draft.trailing = b"left behind".to_vec();
    zone
}

fn draft() -> Draft {
    let mut draft = Draft::flat(Header::versioned(2, "little"), SIDE);
    draft.textures = TextureTable {
        sources: vec![Source::new("dtex\\little_0.gtt"), Source::new("dtex\\gone_0.gtt")],
        tiles: (0..8).map(|tile| TileTexture { source: 0, tile }).chain([TileTexture { source: 1, tile: 3 }]).collect(),
    };
    for x in 0..SIDE {
        for z in 0..SIDE {
            draft.records[(x * SIDE + z) as usize] = record(x, z);
        }
    }
    draft.refresh_bounds();
    draft
}

fn record(x: u32, z: u32) -> MapRecord {
    let height = libm::sinf(x as f32 * 0.35) * 6.0 + libm::cosf(z as f32 * 0.22) * 9.0;
    let height = if (x, z) == (20, 9) { f32::NAN } else { height };
    let i = x * 7 + z * 13 + x * z;
    // directions cover all 32 stored values
    let (dir1, dir2) = ((i % 32) as u8, (i / 5 % 32) as u8);
    let tex1 = if (x, z) == (4, 4) { 8 } else { (i % (TEXTURES - 1)) as u16 };
    let tex2 = if i.is_multiple_of(3) { (i / 3 % 8) as u16 } else { PackedTile::NO_TEXTURE };
    MapRecord::new(height, PackedTile::pack(true, dir1, dir2, tex1, tex2))
}

/// A texture that looks different in every direction, darker than half so that two of them can be added.
fn painted(number: u32) -> Texture {
    let hue = [[90, 60, 30], [30, 100, 40], [60, 60, 110], [110, 100, 30]][(number % 4) as usize];
    let mut rgba = Vec::with_capacity(128 * 128 * 4);
    for y in 0..128u32 {
        for x in 0..128u32 {
            let stem = (30..44).contains(&x) && (16..112).contains(&y);
            let arm = (30..100).contains(&x) && (16..30).contains(&y);
            let shade = if stem || arm { 2 } else { 1 + u32::from((x / 16 + y / 16 + number).is_multiple_of(2)) };
            rgba.extend(hue.map(|channel| (channel * shade / 2 + y * 16 / 128) as u8));
            rgba.push(255);
        }
    }
    Texture::encode(&rgba, 128, 128, PixelFormat::Dxt1, true)
}
