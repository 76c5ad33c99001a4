//! Per-tile modes and overlays as images of the zone, row 0 in the north.
//!
//! A tile is one texel or a square of texels, within a maximum image size; where even one texel per tile would exceed
//! it, a texel shows the most frequent value of its tiles. Built off the UI thread.

use std::sync::Arc;

use crate::platform::parallel::*;

use super::ViewMode;
use super::legend::LegendKey;
use super::palette::{self, DIRECTIONS, GRASS_OPACITY, LAYER_COUNTS, NOTHING, grass, texture};
use super::spec::TextureColors;
use crate::formats::gtd::Gtd;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::raster::tile_image::{TILE_LEVELS, TileImage};
use crate::scene::terrain::layers::Layers;

/// Longest side of an image in texels.
pub const PICTURE_PX: u32 = 4096;

/// The image of a view mode, and tile counts by key.
#[derive(Clone, Debug, PartialEq)]
pub struct ModePicture {
    /// Colors of the tiles with mip levels, row 0 in the north.
    pub picture: Arc<MipImage>,
    /// Number of tiles by key, most frequent first. The second layer of a tile counts as well.
    pub counts: Vec<(LegendKey, u32)>,
}

/// Mean color of each tile texture and whether it is missing, collected as textures are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Means(Vec<([u8; 3], bool)>);

impl Means {
    /// Stores the mean color of a texture, by its indices in the zone's table.
    pub fn keep(&mut self, indices: &[u16], image: &TileImage, is_missing: bool) {
        let [r, g, b, ..] = image.level_rgba8(TILE_LEVELS - 1)[..] else { return };
        for index in indices.iter().map(|index| usize::from(*index)) {
            if self.0.len() <= index {
                self.0.resize(index + 1, ([128; 3], false));
            }
            self.0[index] = ([r, g, b], is_missing);
        }
    }

    /// R, G, B by texture index, for the image of a mode.
    pub fn colors(&self, mode: ViewMode) -> Vec<[u8; 3]> {
        let textures = mode.spec().image().map_or(TextureColors::Unused, |image| image.textures);
        let color = |&(mean, is_missing): &([u8; 3], bool)| match textures {
            TextureColors::Missing if is_missing => palette::MISSING,
            TextureColors::Missing => palette::found(mean),
            TextureColors::Mean | TextureColors::Unused => mean,
        };
        self.0.iter().map(color).collect()
    }
}

/// The image of a mode that has one ([`ViewMode::has_picture`]), else neutral ground. `means` are the colors of
/// the tile textures, see [`Means::colors`].
pub fn picture(gtd: &Gtd, mode: ViewMode, means: &[[u8; 3]], most_px: u32) -> ModePicture {
    let tiles = gtd.tiles_per_side().max(1);
    // a tile with two values shows the second one in its north-eastern quarter
    let quartered = mode.spec().image().is_some_and(|image| image.quartered) && tiles * 2 <= most_px;
    let keys = |x: u32, z: u32| keys_of(gtd, mode, x, z);
    let rgb = |key: LegendKey| color(key, means);
    let picture = match quartered {
        true => drawn(tiles * 2, |column, row| {
            let (x, z) = (column / 2, tiles - 1 - row / 2);
            let [first, second] = keys(x, z);
            let corner = column % 2 == 1 && row % 2 == 0;
            opaque(rgb(second.filter(|_| corner).or(first).unwrap_or(LegendKey::Nothing)))
        }),
        false => {
            let a_texel = tiles.div_ceil(most_px.max(1)).next_power_of_two();
            let side = tiles.div_ceil(a_texel);
            drawn(side, |column, row| {
                let (x0, z0) = (column * a_texel, (side - 1 - row) * a_texel);
                let first = |i: u32| keys((x0 + i / a_texel).min(tiles - 1), (z0 + i % a_texel).min(tiles - 1))[0];
                opaque(rgb(commonest((0..a_texel * a_texel).map(first)).unwrap_or(LegendKey::Nothing)))
            })
        }
    };
    ModePicture { picture: Arc::new(picture), counts: counts(gtd, mode) }
}

/// Image of the grass mask: premultiplied colors, transparent where no grass grows.
pub fn grass_picture(gtd: &Gtd, most_px: u32) -> ModePicture {
    let tiles = gtd.tiles_per_side().max(1);
    let a_texel = tiles.div_ceil(most_px.max(1)).next_power_of_two();
    let side = tiles.div_ceil(a_texel);
    let mask = |x: u32, z: u32| grass_mask(gtd, x.min(tiles - 1), z.min(tiles - 1));
    let picture = drawn(side, |column, row| {
        let (x0, z0) = (column * a_texel, (side - 1 - row) * a_texel);
        let masks = (0..a_texel * a_texel).map(|i| mask(x0 + i / a_texel, z0 + i % a_texel));
        match commonest(masks.map(|mask| Some(LegendKey::Grass(mask)))) {
            Some(LegendKey::Grass(mask)) if mask != 0 => {
                let [r, g, b] = grass(mask).map(|channel| (f32::from(channel) * GRASS_OPACITY + 0.5) as u8);
                [r, g, b, (GRASS_OPACITY * 255.0) as u8]
            }
            _ => [0; 4],
        }
    });
    let mut found = [0u32; 256];
    for x in 0..tiles {
        for z in 0..tiles {
            found[usize::from(grass_mask(gtd, x, z))] += 1;
        }
    }
    let counts = (1..=255u8).map(|mask| (LegendKey::Grass(mask), found[usize::from(mask)]));
    ModePicture { picture: Arc::new(picture), counts: most_first(counts.filter(|(_, count)| *count > 0).collect()) }
}

fn grass_mask(gtd: &Gtd, x: u32, z: u32) -> u8 {
    let index = u64::from(x) * u64::from(gtd.map_size()) + u64::from(z);
    gtd.grass_mask().get(index as usize).copied().unwrap_or_default()
}

/// Keys of a tile's first and second layer in a mode; the colors on CPU and GPU follow from them.
pub fn keys_of(gtd: &Gtd, mode: ViewMode, x: u32, z: u32) -> [Option<LegendKey>; 2] {
    let tile = gtd.record(x, z).tile();
    let layers = match Layers::of(tile, gtd.textures().reachable().len()) {
        Layers::ColorMap => [None, None],
        Layers::One(first) => [Some(first), None],
        Layers::Two(first, second) => [Some(first), Some(second)],
    };
    mode.spec().image().map_or([None; 2], |image| (image.keys)(layers))
}

/// The color of a key; `means` as for [`picture`].
pub fn color(key: LegendKey, means: &[[u8; 3]]) -> [u8; 3] {
    match key {
        LegendKey::Texture(index) => texture(index),
        LegendKey::Direction(direction) => DIRECTIONS[usize::from(direction & 7)],
        LegendKey::LayerCount(count) => LAYER_COUNTS[usize::from(count).min(2)],
        LegendKey::Mean(index) => means.get(usize::from(index)).copied().unwrap_or([128; 3]),
        LegendKey::Found => palette::FOUND,
        LegendKey::Missing => palette::MISSING,
        LegendKey::Grass(mask) => grass(mask),
        LegendKey::Level(level) => palette::detail(level),
        LegendKey::Drawn(times) => palette::overdraw(times),
        LegendKey::TexelsPerMeter(texels) => palette::texel_density(f32::from(texels)),
        LegendKey::Nothing => NOTHING,
    }
}

fn counts(gtd: &Gtd, mode: ViewMode) -> Vec<(LegendKey, u32)> {
    let Some(image) = mode.spec().image() else { return Vec::new() };
    let tiles = gtd.tiles_per_side();
    let textures = gtd.textures().reachable().len();
    let slots = textures.max(8) + 1;
    let column = |mut found: (Vec<u32>, u32), x: u32| {
        for z in 0..tiles {
            let keys = keys_of(gtd, mode, x, z);
            keys.into_iter().flatten().filter_map(LegendKey::index).for_each(|index| found.0[index] += 1);
            found.1 += u32::from(keys[0].is_none());
        }
        found
    };
    let add = |mut a: (Vec<u32>, u32), b: (Vec<u32>, u32)| {
        a.0.iter_mut().zip(b.0).for_each(|(a, b)| *a += b);
        (a.0, a.1 + b.1)
    };
    let none = || (vec![0; slots], 0);
    let (found, nothing) = fold((0..tiles).into_par_iter(), none, column, add);
    let all = found
        .iter()
        .enumerate()
        .map(|(i, count)| ((image.key)(i as u16), *count))
        .chain([(LegendKey::Nothing, nothing)]);
    most_first(all.filter(|(_, count)| *count > 0).collect())
}

fn most_first(mut counts: Vec<(LegendKey, u32)>) -> Vec<(LegendKey, u32)> {
    counts.sort_by_key(|(_, tiles)| std::cmp::Reverse(*tiles));
    counts
}

/// The most frequent key of a few tiles; the first one on a tie.
fn commonest(keys: impl Iterator<Item = Option<LegendKey>>) -> Option<LegendKey> {
    let mut found: Vec<(Option<LegendKey>, u32)> = Vec::new();
    for key in keys {
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += 1,
            None => found.push((key, 1)),
        }
    }
    found.into_iter().rev().max_by_key(|(_, count)| *count).and_then(|(key, _)| key)
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, 255]
}

fn drawn(side: u32, texel: impl Fn(u32, u32) -> [u8; 4] + Sync) -> MipImage {
    let mut texels = vec![0; side as usize * side as usize * 4];
    texels.par_chunks_mut(side as usize * 4).enumerate().for_each(|(row, texels)| {
        let (texels, _) = texels.as_chunks_mut::<4>();
        texels.iter_mut().enumerate().for_each(|(column, at)| *at = texel(column as u32, row as u32));
    });
    MipImage::new(side, side, Texel::Rgba8, texels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile, Source, TextureTable, TileTexture};
    use crate::scene::raster::tile_image::TileEncoding;

    /// 16 x 16 tiles of texture 1 in direction 2; tile (1, 0) has two layers, tile (0, 15) none.
    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "modes"), 17);
        let tiles = (0..4).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        let none = PackedTile::NO_TEXTURE;
        draft.records.fill(MapRecord::new(0.0, PackedTile::pack(true, 2, 0, 1, none)));
        draft.records[17] = MapRecord::new(0.0, PackedTile::pack(true, 1, 5, 3, 2));
        draft.records[15] = MapRecord::new(0.0, PackedTile::pack(true, 0, 0, none, none));
        draft.grass_mask[17] = 0b11;
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    fn at(picture: &MipImage, column: u32, row: u32) -> [u8; 3] {
        let texel = &picture.levels[0][((row * picture.width + column) * 4) as usize..];
        [texel[0], texel[1], texel[2]]
    }

    #[test]
    fn a_second_layer_shows_in_the_north_eastern_quarter() {
        for (mode, first, second, common) in [
            (ViewMode::TextureIndex, texture(3), texture(2), texture(1)),
            (ViewMode::Direction, DIRECTIONS[1], DIRECTIONS[5], DIRECTIONS[2]),
        ] {
            let made = picture(&zone(), mode, &[], PICTURE_PX);
            let picture = &made.picture;
            assert_eq!((picture.width, picture.height), (32, 32));
            // tile (1, 0): columns 2 and 3 of the last two rows
            let tile = [(2, 30), (3, 30), (2, 31), (3, 31)].map(|(column, row)| at(picture, column, row));
            assert_eq!(tile, [first, second, first, first], "{mode:?}");
            assert_eq!(at(picture, 20, 20), common);
            assert_eq!([at(picture, 0, 0), at(picture, 1, 0)], [NOTHING; 2]);
            assert_eq!(made.counts[0].1, 254);
            assert!(made.counts.contains(&(LegendKey::Nothing, 1)));
        }
    }

    #[test]
    fn layers_are_counted() {
        let made = picture(&zone(), ViewMode::Layers, &[], PICTURE_PX);
        assert_eq!(made.picture.width, 16);
        assert_eq!([at(&made.picture, 1, 15), at(&made.picture, 0, 0)], [LAYER_COUNTS[2], LAYER_COUNTS[0]]);
        let counts = [(LegendKey::LayerCount(1), 254), (LegendKey::LayerCount(0), 1), (LegendKey::LayerCount(2), 1)];
        assert_eq!(made.counts, counts);
    }

    #[test]
    fn single_layers_show_their_textures_mean() {
        let means = [[1; 3], [2; 3], [3; 3], [4; 3]];
        let of = |mode| picture(&zone(), mode, &means, PICTURE_PX).picture;
        assert_eq!([at(&of(ViewMode::Layer1), 1, 15), at(&of(ViewMode::Layer1), 5, 5)], [[4; 3], [2; 3]]);
        assert_eq!([at(&of(ViewMode::Layer2), 1, 15), at(&of(ViewMode::Layer2), 5, 5)], [[3; 3], NOTHING]);
    }

    #[test]
    fn missing_textures_are_magenta_and_found_ones_gray() {
        let mut means = Means::default();
        let image = |rgb: [u8; 3]| {
            let [r, g, b] = rgb;
            TileImage::from_rgba8(&[r, g, b, 255].repeat(128 * 128), TileEncoding::Rgba8)
        };
        for (index, rgb, is_missing) in [(1, [20, 200, 30], false), (2, [90; 3], true), (3, [200, 10, 10], false)] {
            means.keep(&[index], &image(rgb), is_missing);
        }
        let colors = means.colors(ViewMode::MissingTextures);
        let picture = picture(&zone(), ViewMode::MissingTextures, &colors, PICTURE_PX).picture;
        // Tile (1, 0) has texture 3 and, in its corner, the missing texture 2.
        assert_eq!(at(&picture, 3, 30), palette::MISSING);
        for found in [at(&picture, 2, 31), at(&picture, 20, 20)] {
            assert!(found[0] == found[1] && found[1] == found[2] && found[0] > 80, "gray: {found:?}");
        }
        assert!(at(&picture, 20, 20) > at(&picture, 2, 31), "as bright as the texture");
        assert_eq!(means.colors(ViewMode::Layer1)[1], [20, 200, 30]);
    }

    #[test]
    fn too_many_tiles_share_texels() {
        let made = picture(&zone(), ViewMode::TextureIndex, &[], 8);
        assert_eq!((made.picture.width, at(&made.picture, 0, 7)), (8, texture(1)), "what most of its tiles show");
    }

    #[test]
    fn grass_is_where_the_mask_says() {
        let made = grass_picture(&zone(), PICTURE_PX);
        let alpha = |column: usize, row: usize| made.picture.levels[0][(row * 16 + column) * 4 + 3];
        assert_eq!((alpha(1, 15), alpha(0, 15), alpha(1, 14)), ((GRASS_OPACITY * 255.0) as u8, 0, 0));
        assert_eq!(made.counts, [(LegendKey::Grass(3), 1)]);
    }
}
