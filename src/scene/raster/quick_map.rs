//! Small picture of a zone from above, drawn on the CPU within milliseconds: mean colors of the tiles, shaded relief,
//! water. For thumbnails.

use glam::{DVec2, Vec3};

use crate::scene::Water;
use crate::scene::raster::compose::Composer;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::raster::water_map::WaterMap;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::terrain::Terrain;
use crate::scene::water::WaterMesh;

/// Direction to the light: from the north-west, as on printed maps.
const LIGHT: Vec3 = Vec3::new(-0.5, 0.9, 0.5);
/// Range of the factor by which the light changes a color; level ground keeps its color.
const SHADE: [f32; 2] = [0.45, 1.4];
/// Color of water, whose textures are not read.
const WATER: [u8; 4] = [96, 138, 168, 235];
/// Rows of tiles that are averaged at most for a row of pixels.
const MOST_SAMPLES: u32 = 4;

/// Draws a zone: R, G, B, A rows of `side_px` pixels, row 0 in the north, opaque. `side_px` is a power of two.
pub fn quick_map(terrain: &Terrain, textures: &ZoneTextures, side_px: u32) -> Vec<u8> {
    let mut rgba = ground(terrain, textures, side_px);
    shade(terrain, side_px, &mut rgba);
    add_water(terrain, side_px, &mut rgba);
    rgba
}

/// Mean colors of the tiles.
fn ground(terrain: &Terrain, textures: &ZoneTextures, side_px: u32) -> Vec<u8> {
    let gtd = terrain.gtd();
    let tiles = gtd.tiles_per_side();
    // The tiles of a zone are a power of two: several pixels a tile, or several tiles a pixel.
    let tile_px = (side_px / tiles).max(1);
    let pictures = textures.pictures(tile_px);
    let base = textures.ground();
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*base);
    let a_pixel = (tiles / side_px).max(1);
    let step = (a_pixel / MOST_SAMPLES).max(1);
    let rows_of_tiles = (side_px / tile_px).min(tiles);
    let mut row_rgb = vec![0; composer.picture_bytes(tiles, 1)];
    let mut rgba = Vec::with_capacity(side_px as usize * side_px as usize * 4);
    for row in (0..rows_of_tiles).rev() {
        let mut sums = vec![[0_u32; 3]; (side_px * tile_px) as usize];
        let mut samples = 0;
        for z in (row * a_pixel..(row + 1) * a_pixel).step_by(step as usize) {
            composer.compose(0..tiles, z..z + 1, &mut row_rgb);
            // Neighbors that share a pixel follow each other.
            for (at, rgb) in row_rgb.as_chunks::<3>().0.iter().enumerate() {
                let sum = &mut sums[at / a_pixel as usize];
                sum.iter_mut().zip(rgb).for_each(|(sum, channel)| *sum += u32::from(*channel));
            }
            samples += a_pixel;
        }
        let mean = |sum: u32| u8::try_from(sum / samples).unwrap_or(u8::MAX);
        rgba.extend(sums.iter().flat_map(|&[r, g, b]| [mean(r), mean(g), mean(b), 255]));
    }
    rgba
}

/// Darkens slopes that face away from the light, and brightens those that face it.
fn shade(terrain: &Terrain, side_px: u32, rgba: &mut [u8]) {
    let (heights, extent_m) = (terrain.heights(), terrain.gtd().extent_m());
    let m_per_px = extent_m / side_px as f32;
    let light = LIGHT.normalize();
    let height = |x_m: f32, z_m: f32| heights.interpolate(x_m.clamp(0.0, extent_m), z_m.clamp(0.0, extent_m));
    for (i, px) in rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let (column, row) = (i as u32 % side_px, side_px - 1 - i as u32 / side_px);
        let middle = DVec2::new(f64::from(column) + 0.5, f64::from(row) + 0.5).as_vec2() * m_per_px;
        let slope = |east: f32, north: f32| {
            let (by_x, by_z) = (east * m_per_px, north * m_per_px);
            let ahead = height(middle.x + by_x, middle.y + by_z).unwrap_or_default();
            let behind = height(middle.x - by_x, middle.y - by_z).unwrap_or_default();
            (ahead - behind) / (2.0 * m_per_px)
        };
        let normal = Vec3::new(-slope(1.0, 0.0), 1.0, -slope(0.0, 1.0)).normalize_or(Vec3::Y);
        let factor = (normal.dot(light) / light.y).clamp(SHADE[0], SHADE[1]);
        px[..3].iter_mut().for_each(|channel| *channel = (f32::from(*channel) * factor).min(255.0) as u8);
    }
}

/// Puts rivers and ponds over the ground.
fn add_water(terrain: &Terrain, side_px: u32, rgba: &mut [u8]) {
    let mesh = WaterMesh::new(terrain.gtd());
    if mesh.is_empty() {
        return;
    }
    let textures = vec![MipImage::plain(WATER); mesh.textures.len()];
    let water = Water { mesh, walls: WaterMesh::default(), sea: None, textures, caustics: Vec::new() };
    let layer = WaterMap::new(&water, terrain, side_px);
    for (px, over) in rgba.as_chunks_mut::<4>().0.iter_mut().zip(layer.rgba.as_chunks::<4>().0) {
        let behind = 255 - u32::from(over[3]);
        for (channel, over) in px[..3].iter_mut().zip(over) {
            let sum = u32::from(*over) + u32::from(*channel) * behind / 255;
            *channel = u8::try_from(sum).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Source, TextureTable, TileTexture};
    use crate::formats::ntf::{PixelFormat, Texture};

    /// A zone whose western half has the first of two textures, with heights by tile.
    fn zone(size: u32, height_m: impl Fn(u32, u32) -> f32) -> (Terrain, ZoneTextures) {
        let mut draft = Draft::flat(Header::versioned(1, "map"), size);
        let tiles = (0..2).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        for (i, record) in (0..).zip(&mut draft.records) {
            let texture = u16::from(i / size >= size / 2);
            let tile = PackedTile::pack(true, 0, 0, texture, PackedTile::NO_TEXTURE);
            *record = MapRecord::new(height_m(i / size, i % size), tile);
        }
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let texture = |gray: u8| Texture::encode(&[gray; 64], 4, 4, PixelFormat::A8R8G8B8, false);
        let textures = ZoneTextures::new(&gtd, &[Some(vec![texture(80), texture(160)])], None, None);
        (Terrain::new(gtd), textures)
    }

    fn red(rgba: &[u8], side: usize, column: usize, row: usize) -> u8 {
        rgba[(row * side + column) * 4]
    }

    #[test]
    fn zones_of_every_size_have_their_colors() {
        for size in [9, 17, 65, 129] {
            let (terrain, textures) = zone(size, |_, _| 5.0);
            let map = quick_map(&terrain, &textures, 32);
            assert_eq!(map.len(), 32 * 32 * 4, "{size}");
            for row in [0, 15, 31] {
                assert_eq!([3, 12, 20, 28].map(|column| red(&map, 32, column, row)), [80, 80, 160, 160], "{size}");
            }
            assert!(map.iter().skip(3).step_by(4).all(|alpha| *alpha == 255), "{size}");
        }
    }

    #[test]
    fn slopes_are_lit_from_the_north_west() {
        // A ridge from the south to the north: its western side is bright.
        let (terrain, textures) = zone(65, |x, _| 60.0 - 2.0 * (x as f32 - 16.0).abs());
        let map = quick_map(&terrain, &textures, 64);
        let (west, east) = (red(&map, 64, 8, 32), red(&map, 64, 24, 32));
        assert!(west > 85 && east < 75, "{west} {east}");
        // Rows are counted from the north, where the ground is higher here: it faces away from the light.
        let (terrain, textures) = zone(65, |_, z| z as f32 * 2.0);
        let map = quick_map(&terrain, &textures, 64);
        assert!(red(&map, 64, 8, 32) < 75);
        let (terrain, textures) = zone(9, |_, _| f32::NAN);
        assert_eq!(red(&quick_map(&terrain, &textures, 16), 16, 3, 3), 80, "damaged heights are level ground");
    }
}
