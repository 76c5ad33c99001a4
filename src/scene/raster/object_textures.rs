//! Textures of placed objects for the GPU: arrays of one size and format each, with full mip chains.
//!
//! Textures of parts that are not blended are cut out by their alpha. Averaging makes their holes grow or close with
//! distance, so that trees thin out: the alpha of each level is scaled until as much of it passes the alpha test as of
//! the largest level.

use std::collections::HashMap;

use crate::formats::ntf::{PixelFormat, Texture, mips};
use crate::platform::{block_on, filter_map_all};
use crate::scene::raster::mip_image::{MipImage, Texel};

/// Largest number of layers per array; WebGPU guarantees 256.
const MOST_LAYERS: usize = 255;
/// Alpha from which a texel of a cut-out texture is drawn, of 255.
pub const ALPHA_TEST: u8 = 128;
/// The values on both sides of the test that four bits of alpha can store.
const PASSES: f32 = 136.0;
const FAILS: f32 = 119.0;

/// Storage format of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectEncoding {
    /// Opaque blocks, as in the files.
    Bc1,
    /// Blocks with four bits of alpha per texel, as in the files.
    Bc2,
    /// R, G, B, A bytes.
    Rgba8,
}

/// Textures of one size and format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextureArray {
    /// Width of the largest level in texels.
    pub width: u32,
    /// Height of the largest level in texels.
    pub height: u32,
    /// Format of all levels.
    pub encoding: ObjectEncoding,
    /// The textures: for each its levels from the largest to 1 x 1.
    pub layers: Vec<Vec<Vec<u8>>>,
}

/// Place of a texture: array and layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct TexturePlace {
    /// Number of the array.
    pub array: usize,
    /// Layer in the array.
    pub layer: u32,
}

/// Place of the placeholder of missing textures. That of parts without textures is the default.
pub const MISSING: TexturePlace = TexturePlace { array: 0, layer: 1 };

/// All textures of a zone's objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectTextures {
    /// The arrays; the first one holds the placeholders.
    pub arrays: Vec<TextureArray>,
    /// Place of each texture, by its number in the object set; [`MISSING`] where it is missing.
    pub places: Vec<TexturePlace>,
    /// How often the largest textures were halved to fit into the memory, see [`ObjectTextures::fit`].
    pub halvings: u32,
}

impl ObjectTextures {
    /// Collects textures into arrays. `is_cut_out` tells for each whether its alpha is tested; with `blocks`, block
    /// formats are kept as they are.
    pub fn new(textures: &[Option<Texture>], is_cut_out: &[bool], blocks: bool) -> ObjectTextures {
        block_on(ObjectTextures::new_in_turns(textures, is_cut_out, blocks))
    }

    /// As [`ObjectTextures::new`], in turns where there is one thread.
    pub async fn new_in_turns(textures: &[Option<Texture>], is_cut_out: &[bool], blocks: bool) -> ObjectTextures {
        let encoded = |index: usize| {
            let is_cut_out = is_cut_out.get(index).copied().unwrap_or_default();
            Some(textures[index].as_ref().map(|texture| encode(texture, is_cut_out, blocks)))
        };
        let encoded: Vec<Option<EncodedTexture>> = filter_map_all((0..textures.len()).collect(), encoded).await;
        let places = Vec::with_capacity(textures.len());
        let mut sets = ObjectTextures { arrays: vec![placeholders()], places, halvings: 0 };
        let mut open: HashMap<(u32, u32, ObjectEncoding), usize> = HashMap::new();
        for texture in encoded {
            let place = texture.map_or(MISSING, |texture| sets.add(texture, &mut open));
            sets.places.push(place);
        }
        sets
    }

    fn add(&mut self, texture: EncodedTexture, open: &mut HashMap<(u32, u32, ObjectEncoding), usize>) -> TexturePlace {
        let key = (texture.width, texture.height, texture.encoding);
        let array = match open.get(&key) {
            Some(array) if self.arrays[*array].layers.len() < MOST_LAYERS => *array,
            _ => {
                let (width, height, encoding) = key;
                self.arrays.push(TextureArray { width, height, encoding, layers: Vec::new() });
                open.insert(key, self.arrays.len() - 1);
                self.arrays.len() - 1
            }
        };
        let layers = &mut self.arrays[array].layers;
        layers.push(texture.levels);
        TexturePlace { array, layer: layers.len() as u32 - 1 }
    }

    /// Bytes of all levels.
    pub fn bytes(&self) -> u64 {
        let levels = self.arrays.iter().flat_map(|array| array.layers.iter().flatten());
        levels.map(|level| level.len() as u64).sum()
    }

    /// Leaves out the top mip level of the largest textures until all fit into a number of bytes, or none can be
    /// halved.
    pub fn fit(&mut self, most_bytes: u64) {
        while self.bytes() > most_bytes {
            let halvable = || self.arrays.iter().filter(|array| array.can_be_halved());
            let Some(largest) = halvable().map(TextureArray::longest_side).max() else { return };
            let halved = |array: &&mut TextureArray| array.can_be_halved() && array.longest_side() == largest;
            self.arrays.iter_mut().filter(halved).for_each(TextureArray::halve);
            self.halvings += 1;
        }
    }
}

impl TextureArray {
    fn longest_side(&self) -> u32 {
        self.width.max(self.height)
    }

    /// Whether there is a smaller level whose sides the format allows.
    fn can_be_halved(&self) -> bool {
        // Blocks need sides that are multiples of 4.
        let smallest = if self.encoding == ObjectEncoding::Rgba8 { 1 } else { 4 };
        let allows = |side: u32| side > smallest && (side / 2).is_multiple_of(smallest);
        allows(self.width) && allows(self.height) && self.layers.iter().all(|levels| levels.len() > 1)
    }

    fn halve(&mut self) {
        (self.width, self.height) = (self.width / 2, self.height / 2);
        self.layers.iter_mut().for_each(|levels| drop(levels.remove(0)));
    }
}

/// Side of the placeholders in texels.
const PLACEHOLDER_PX: u32 = 64;

/// The placeholders: a gray square with a dark frame for parts without textures, and a gray checker for missing ones.
fn placeholders() -> TextureArray {
    let side = PLACEHOLDER_PX;
    let layer = |gray: fn(u32, u32) -> u8| {
        let pixel = |i: u32| {
            let gray = gray(i % side, i / side);
            [gray, gray, gray, 255]
        };
        MipImage::new(side, side, Texel::Rgba8, (0..side * side).flat_map(pixel).collect()).levels
    };
    let frame = |x: u32, y: u32| if [x, y].iter().all(|at| (3..PLACEHOLDER_PX - 3).contains(at)) { 176 } else { 96 };
    let checker = |x: u32, y: u32| if (x / 16 + y / 16).is_multiple_of(2) { 168 } else { 132 };
    TextureArray {
        width: side,
        height: side,
        encoding: ObjectEncoding::Rgba8,
        layers: vec![layer(frame), layer(checker)],
    }
}

struct EncodedTexture {
    width: u32,
    height: u32,
    encoding: ObjectEncoding,
    levels: Vec<Vec<u8>>,
}

fn encode(texture: &Texture, is_cut_out: bool, blocks: bool) -> EncodedTexture {
    let (width, height) = (texture.width(), texture.height());
    // Blocks need sides that are multiples of 4.
    let fits = width.is_multiple_of(4) && height.is_multiple_of(4);
    let encoding = match texture.format() {
        PixelFormat::Dxt1 if blocks && fits => ObjectEncoding::Bc1,
        PixelFormat::Dxt3 if blocks && fits => ObjectEncoding::Bc2,
        _ => ObjectEncoding::Rgba8,
    };
    let mut levels: Vec<Vec<u8>> = match encoding {
        ObjectEncoding::Rgba8 => {
            let stored = (0..texture.level_count()).map(|level| texture.decode_rgba8(level));
            stored.chain(mips::tail_rgba8(texture).into_iter().map(|level| level.data)).collect()
        }
        ObjectEncoding::Bc1 | ObjectEncoding::Bc2 => {
            let stored = texture.levels().map(|level| level.data.to_vec());
            stored.chain(mips::tail_blocks(texture).into_iter().map(|level| level.data)).collect()
        }
    };
    if is_cut_out {
        keep_coverage(encoding, &mut levels);
    }
    EncodedTexture { width, height, encoding, levels }
}

/// Scales the alpha of all further levels so that the same share of texels passes the alpha test as in the first.
fn keep_coverage(encoding: ObjectEncoding, levels: &mut [Vec<u8>]) {
    let Some((first, others)) = levels.split_first_mut() else { return };
    let wanted = share_above(&alphas(encoding, first), f32::from(ALPHA_TEST));
    if wanted == 0.0 || wanted == 1.0 {
        return;
    }
    for level in others {
        let mut values = alphas(encoding, level);
        // Sorted, the value at the wanted share is the threshold. Equal values pass together, or not at all.
        values.sort_unstable_by(|a, b| b.total_cmp(a));
        let passing = ((wanted * values.len() as f32).round() as usize).clamp(1, values.len());
        let threshold = values[passing - 1].max(1.0);
        let below = share_above(&values, threshold.next_up());
        let with_equals = share_above(&values, threshold);
        let passes = (with_equals - wanted).abs() <= (below - wanted).abs();
        scale_alpha(encoding, level, if passes { PASSES } else { FAILS } / threshold);
    }
}

/// Alpha of all texels, 0 to 255.
fn alphas(encoding: ObjectEncoding, level: &[u8]) -> Vec<f32> {
    match encoding {
        ObjectEncoding::Bc1 => Vec::new(),
        ObjectEncoding::Rgba8 => level.iter().skip(3).step_by(4).map(|alpha| f32::from(*alpha)).collect(),
        // Eight bytes of alpha, four bits a texel, before the eight of color.
        ObjectEncoding::Bc2 => {
            let bytes = level.chunks_exact(16).flat_map(|block| &block[..8]);
            bytes.flat_map(|byte| [byte & 15, byte >> 4]).map(|alpha| f32::from(alpha) * 17.0).collect()
        }
    }
}

fn share_above(alphas: &[f32], threshold: f32) -> f32 {
    if alphas.is_empty() {
        return 1.0;
    }
    alphas.iter().filter(|alpha| **alpha >= threshold).count() as f32 / alphas.len() as f32
}

fn scale_alpha(encoding: ObjectEncoding, level: &mut [u8], factor: f32) {
    match encoding {
        ObjectEncoding::Bc1 => {}
        ObjectEncoding::Rgba8 => level.iter_mut().skip(3).step_by(4).for_each(|alpha| {
            *alpha = (f32::from(*alpha) * factor).round().clamp(0.0, 255.0) as u8;
        }),
        ObjectEncoding::Bc2 => {
            let scaled = |alpha: u8| (f32::from(alpha) * factor).round().clamp(0.0, 15.0) as u8;
            for byte in level.chunks_exact_mut(16).flat_map(|block| &mut block[..8]) {
                *byte = scaled(*byte & 15) | (scaled(*byte >> 4) << 4);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leaves: a few opaque texels in each 8 x 8, more in some places.
    fn leaves(format: PixelFormat) -> Texture {
        let pixel = |i: u32| {
            let (x, y) = (i % 32, i / 32);
            let (cell, inner) = ((x / 8 * 7 + y / 8 * 13) % 11, (x * 7 + y * 13) % 11);
            [40, 160, 30, if inner * 4 < cell { 255 } else { 0 }]
        };
        Texture::encode(&(0..32 * 32).flat_map(pixel).collect::<Vec<u8>>(), 32, 32, format, true)
    }

    #[test]
    fn as_much_of_every_level_is_opaque_as_of_the_first() {
        for (format, blocks) in [(PixelFormat::A8R8G8B8, false), (PixelFormat::Dxt3, false), (PixelFormat::Dxt3, true)]
        {
            let shares = |is_cut_out| {
                let textures = ObjectTextures::new(&[Some(leaves(format))], &[is_cut_out], blocks);
                let array = &textures.arrays[1];
                let share = |level: &Vec<u8>| share_above(&alphas(array.encoding, level), f32::from(ALPHA_TEST));
                array.layers[0].iter().take(3).map(share).collect::<Vec<_>>()
            };
            let [kept, plain] = [true, false].map(shares);
            assert!(kept.iter().all(|share| (share - kept[0]).abs() < 0.12), "{format:?}: {kept:?}");
            assert!(plain[2] < kept[0] / 2.0, "without it the leaves vanish: {plain:?}");
        }
    }

    #[test]
    fn textures_of_a_size_and_format_share_an_array() {
        let plain =
            |side: u32, format| Some(Texture::encode(&vec![255; (side * side * 4) as usize], side, side, format, true));
        let textures = [
            plain(8, PixelFormat::Dxt1),
            None,
            plain(8, PixelFormat::Dxt3),
            plain(16, PixelFormat::Dxt1),
            plain(8, PixelFormat::Dxt1),
        ];
        let places = |blocks| {
            let sets = ObjectTextures::new(&textures, &[], blocks);
            assert_eq!(sets.places[1], MISSING);
            for array in &sets.arrays {
                let levels = array.width.ilog2() as usize + 1;
                assert!(array.layers.iter().all(|layer| layer.len() == levels), "down to 1 x 1");
            }
            sets.places.iter().map(|place| (place.array, place.layer)).collect::<Vec<_>>()
        };
        assert_eq!(places(true), [(1, 0), (0, 1), (2, 0), (3, 0), (1, 1)]);
        assert_eq!(places(false), [(1, 0), (0, 1), (1, 1), (2, 0), (1, 2)]);
    }

    #[test]
    fn the_largest_textures_lose_their_top_levels_until_all_fit() {
        let plain = |side: u32, format| {
            let texels = vec![255; (side * side * 4) as usize];
            Some(Texture::encode(&texels, side, side, format, true))
        };
        let textures = [plain(256, PixelFormat::Dxt1), plain(64, PixelFormat::A8R8G8B8), plain(128, PixelFormat::Dxt3)];
        let whole = ObjectTextures::new(&textures, &[], true);
        let sides = |set: &ObjectTextures| set.arrays[1..].iter().map(|array| array.width).collect::<Vec<_>>();
        let mut fitted = whole.clone();
        fitted.fit(whole.bytes());
        assert_eq!(fitted, whole);
        fitted.fit(whole.bytes() - 1);
        assert_eq!((sides(&fitted), fitted.halvings), (vec![128, 64, 128], 1));
        fitted.fit(fitted.bytes() - 1);
        assert_eq!((sides(&fitted), fitted.halvings), (vec![64, 64, 64], 2), "of equal size, both");
        for array in &fitted.arrays {
            assert!(array.layers.iter().all(|levels| levels.len() == array.width.ilog2() as usize + 1));
        }
        fitted.fit(0);
        assert_eq!(sides(&fitted), [4, 1, 4], "blocks end at 4 texels");
        assert_eq!(fitted.places, whole.places);
    }

    #[test]
    fn a_full_array_is_followed_by_another() {
        let textures = vec![Some(leaves(PixelFormat::Dxt1)); MOST_LAYERS + 1];
        let sets = ObjectTextures::new(&textures, &[], true);
        let last = sets.places[MOST_LAYERS];
        assert_eq!((last, sets.places[MOST_LAYERS - 1].layer), (TexturePlace { array: 2, layer: 0 }, 254));
    }
}
