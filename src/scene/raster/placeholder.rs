//! Placeholders for missing tile textures: muted colors in which the ground keeps its shape and its kinds.
//!
//! Each texture family has a hue, which the words in its name suggest (grass is green, stone is gray), so that a zone
//! without any texture still reads as a landscape. The textures of a family differ a little in brightness.

use crate::formats::gtd::{Gtd, Source};
use crate::scene::modes::palette::from_hsv;
use crate::scene::raster::tile_set::distinct_tiles;
use crate::scene::terrain::texture_uses::alone_and_paired;

/// Side of a placeholder in pixels, that of a tile texture.
pub const PLACEHOLDER_PX: u32 = 128;

/// Side of the speckles on a placeholder, in pixels.
const SPECKLE_PX: u32 = 8;

/// Color of textures without a source file.
const UNNAMED: [u8; 3] = [122, 118, 110];

/// A kind of ground: words in the names of its families, and its hue, saturation and value from 0 to 1.
struct Kind {
    words: &'static [&'static str],
    hsv: [f32; 3],
}

/// Kinds by their words; the first match counts.
const KINDS: [Kind; 6] = [
    Kind { words: &["snow", "ice"], hsv: [0.58, 0.06, 0.80] },
    Kind { words: &["grass", "forest", "leaf", "moss"], hsv: [0.25, 0.34, 0.50] },
    Kind { words: &["sand", "desert", "beach"], hsv: [0.12, 0.34, 0.68] },
    Kind { words: &["brick", "road", "floor", "tile"], hsv: [0.05, 0.22, 0.56] },
    Kind { words: &["stone", "rock", "cliff"], hsv: [0.11, 0.09, 0.54] },
    Kind { words: &["ground", "soil", "mud", "dirt"], hsv: [0.09, 0.32, 0.50] },
];

/// Saturation and value of families whose name suggests nothing; their hues lie between brown and green-blue, as water is blue.
const OTHER: [f32; 2] = [0.22, 0.52];
const OTHER_HUES: [f32; 2] = [0.06, 0.44];

/// Largest change of a family's hue and value from those of its kind.
const FAMILY_STEP: [f32; 2] = [0.035, 0.05];

/// Colors of the placeholders of a zone, by texture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placeholders(Vec<[u8; 3]>);

impl Placeholders {
    /// The colors for all textures of a zone's table. Textures that are mostly added to another one on a tile are half as
    /// bright: real ones are black where the other one shows, so that the sum is about as bright as a single texture.
    pub fn new(gtd: &Gtd) -> Placeholders {
        let (table, uses) = (gtd.textures(), alone_and_paired(gtd));
        let mut colors = vec![UNNAMED; table.reachable().len()];
        for tile in distinct_tiles(table) {
            let source = tile.source.and_then(|source| table.sources.get(source));
            let color = source.map_or(UNNAMED, |source| color_of(source, tile.tile));
            let indices = || tile.indices.iter().map(|index| usize::from(*index));
            let [alone, paired] =
                [0, 1].map(|i| indices().filter_map(|index| uses.get(index)).map(|of| u64::from(of[i])).sum::<u64>());
            let color = if paired > alone { color.map(|channel| channel / 2) } else { color };
            indices().for_each(|index| colors[index] = color);
        }
        Placeholders(colors)
    }

    /// The colors if one of these textures is missing; else none, without looking at the zone's tiles.
    pub fn for_missing<T>(gtd: &Gtd, textures: &[Option<T>]) -> Placeholders {
        if textures.iter().all(Option::is_some) { Placeholders::default() } else { Placeholders::new(gtd) }
    }

    /// The mean color of a texture's placeholder.
    pub fn color(&self, texture: usize) -> [u8; 3] {
        self.0.get(texture).copied().unwrap_or(UNNAMED)
    }
}

/// The color of a picture of a source file.
fn color_of(source: &Source, tile: i16) -> [u8; 3] {
    let family = source.family();
    let hash = hash(&family);
    // Two independent numbers from -1 to 1.
    let [a, b] = [hash & 0xff, hash >> 8 & 0xff].map(|byte| byte as f32 / 127.5 - 1.0);
    let kind = KINDS.iter().find(|kind| kind.words.iter().any(|word| family.contains(word)));
    let [hue, saturation, value] = kind.map_or_else(
        || [OTHER_HUES[0] + (OTHER_HUES[1] - OTHER_HUES[0]) * (a * 0.5 + 0.5), OTHER[0], OTHER[1]],
        |kind| [kind.hsv[0] + a * FAMILY_STEP[0], kind.hsv[1], kind.hsv[2]],
    );
    let step = f32::from(tile.rem_euclid(4)) - 1.5;
    from_hsv(hue, saturation, value + b * FAMILY_STEP[1] + step * 0.012)
}

/// FNV-1a, mixed.
fn hash(text: &str) -> u32 {
    mixed(text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
}

/// Spreads the bits of a number (the finalizer of `MurmurHash3`).
fn mixed(mut bits: u32) -> u32 {
    bits = (bits ^ bits >> 16).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ bits >> 13).wrapping_mul(0xc2b2_ae35);
    bits ^ bits >> 16
}

/// The placeholder of a color: speckled a little, so that movement over it is visible. R, G, B, A rows from the top,
/// opaque.
pub fn placeholder_rgba8(color: [u8; 3]) -> Vec<u8> {
    let side = PLACEHOLDER_PX;
    let pixel = |i: u32| {
        let (column, row) = (i % side / SPECKLE_PX, i / side / SPECKLE_PX);
        let noise = mixed(column << 8 | row) & 7;
        // From -7 to 7 of 256: the mean is the color.
        let shaded = color.map(|channel| (u32::from(channel) * (249 + 2 * noise) + 128) / 256);
        [shaded[0] as u8, shaded[1] as u8, shaded[2] as u8, 255]
    };
    (0..side * side).flat_map(pixel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile, TextureTable, TileTexture};

    /// 16 x 16 tiles with textures of grass and stone: 0 and 1 lie alone, 2 and 3 always together.
    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "colors"), 17);
        let sources = ["dtex\\el_grass_0.gtt", "dtex\\el_grass_1.gtt", "dtex\\co_stone_0.gtt"].map(Source::new);
        let tiles = [(0, 0), (2, 0), (1, 0), (2, 4), (0, 0), (9, 0)];
        let tiles = tiles.map(|(source, tile)| TileTexture { source, tile });
        draft.textures = TextureTable { sources: sources.into(), tiles: tiles.into() };
        let none = PackedTile::NO_TEXTURE;
        for (i, record) in draft.records.iter_mut().enumerate() {
            let (first, second) = [(0, none), (1, none), (2, 3)][i % 3];
            *record = MapRecord::new(0.0, PackedTile::pack(true, 0, 0, first, second));
        }
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    fn brightness(color: [u8; 3]) -> u32 {
        color.into_iter().map(u32::from).sum()
    }

    #[test]
    fn families_have_calm_colors_by_their_names() {
        let colors = Placeholders::new(&zone());
        let [grass, stone] = [0, 1].map(|texture| colors.color(texture));
        assert!(grass[1] > grass[0] && grass[1] > grass[2], "grass is green: {grass:?}");
        assert!(stone.iter().max().unwrap() - stone.iter().min().unwrap() < 24, "stone is gray: {stone:?}");
        for color in [grass, stone] {
            assert!((200..600).contains(&brightness(color)), "{color:?}");
        }
        assert_eq!(colors.color(4), grass, "the same picture");
        assert_eq!([colors.color(5), colors.color(99)], [UNNAMED; 2], "without a file");
        let other = color_of(&Source::new("dtex\\japan_2008_j01._4.gtt"), 0);
        assert_eq!(other, color_of(&Source::new("dtex\\japan_2008_j01._9.gtt"), 0), "one family");
        assert!(other.iter().max().unwrap() - other.iter().min().unwrap() < 50, "muted: {other:?}");
    }

    #[test]
    fn two_layers_together_are_as_bright_as_one() {
        let colors = Placeholders::new(&zone());
        let [grass, stone, half_grass, half_stone] = [0, 1, 2, 3].map(|texture| colors.color(texture));
        assert!(brightness(half_grass).abs_diff(brightness(grass) / 2) <= 12);
        let sum = brightness(half_grass) + brightness(half_stone);
        assert!(sum.abs_diff((brightness(grass) + brightness(stone)) / 2) <= 16, "{sum}");
    }

    #[test]
    fn nothing_is_computed_where_nothing_is_missing() {
        assert_eq!(Placeholders::for_missing(&zone(), &[Some(()), Some(())]), Placeholders::default());
        assert_eq!(Placeholders::for_missing(&zone(), &[Some(()), None]), Placeholders::new(&zone()));
    }

    #[test]
    fn it_is_opaque_and_of_the_color_in_the_mean() {
        let color = [100, 140, 60];
        let rgba = placeholder_rgba8(color);
        assert_eq!(rgba.len(), 128 * 128 * 4);
        assert!(rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255));
        for (channel, expected) in color.into_iter().enumerate() {
            let sum: usize = rgba.iter().skip(channel).step_by(4).map(|value| usize::from(*value)).sum();
            assert!((sum / (128 * 128)).abs_diff(usize::from(expected)) <= 2, "channel {channel}");
        }
        let distinct: std::collections::BTreeSet<_> = rgba.chunks(4).collect();
        assert!((4..=8).contains(&distinct.len()), "{} shades", distinct.len());
    }
}
