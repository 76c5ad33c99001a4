//! Textures of objects at the mip level that fits a picture.

use std::sync::OnceLock;

use glam::DVec2;

use super::object_textures::{MISSING, ObjectEncoding, ObjectTextures, TextureArray, TexturePlace};
use super::pixel_triangle::PixelTriangle;
use crate::formats::ntf::{Level, PixelFormat, Texture, decode_into};

/// Color of parts whose texture is missing.
pub(super) const PLACEHOLDER: [u8; 4] = [150, 150, 150, 255];

/// Textures whose levels are decoded on first use.
pub(super) struct TextureLevels<'a> {
    textures: Vec<Option<TextureWithLevels<'a>>>,
}

struct TextureWithLevels<'a> {
    stored: StoredLevels<'a>,
    decoded: Vec<OnceLock<Vec<u8>>>,
}

/// Encoded levels of a texture.
#[derive(Clone, Copy)]
enum StoredLevels<'a> {
    /// As in a file.
    File(&'a Texture),
    /// As for the GPU: a layer of an array.
    Array(&'a TextureArray, &'a [Vec<u8>]),
}

/// A decoded level: red, green, blue, alpha of each texel.
pub(super) struct DecodedLevel<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> TextureLevels<'a> {
    /// Textures of files; none where one is missing.
    pub fn new(textures: &'a [Option<Texture>]) -> TextureLevels<'a> {
        let with_levels =
            |texture: &'a Option<Texture>| Some(TextureWithLevels::new(StoredLevels::File(texture.as_ref()?)));
        TextureLevels { textures: textures.iter().map(with_levels).collect() }
    }

    /// Textures that were made for the GPU.
    pub fn of_arrays(textures: &'a ObjectTextures) -> TextureLevels<'a> {
        let with_levels = |place: &TexturePlace| {
            let array = textures.arrays.get(place.array).filter(|_| *place != MISSING)?;
            Some(TextureWithLevels::new(StoredLevels::Array(array, array.layers.get(place.layer as usize)?)))
        };
        TextureLevels { textures: textures.places.iter().map(with_levels).collect() }
    }

    /// The level of a texture that fits a triangle; none where the texture is missing.
    pub fn fitting(&self, number: usize, triangle: &PixelTriangle) -> Option<DecodedLevel<'_>> {
        let TextureWithLevels { stored, decoded } = self.textures.get(number)?.as_ref()?;
        let number = stored.fitting(triangle.uv, triangle.area_px());
        let [width, height] = stored.size_px(number).map(|side| side as usize);
        let rgba = decoded.get(number)?.get_or_init(|| stored.decode_rgba8(number));
        Some(DecodedLevel { rgba, width, height })
    }
}

impl<'a> TextureWithLevels<'a> {
    fn new(stored: StoredLevels<'a>) -> TextureWithLevels<'a> {
        let decoded = std::iter::repeat_with(OnceLock::new).take(stored.count()).collect();
        TextureWithLevels { stored, decoded }
    }
}

impl StoredLevels<'_> {
    fn count(&self) -> usize {
        match self {
            StoredLevels::File(texture) => texture.level_count(),
            StoredLevels::Array(_, levels) => levels.len(),
        }
    }

    /// Width and height of a level in texels.
    fn size_px(&self, number: usize) -> [u32; 2] {
        let size = match self {
            StoredLevels::File(texture) => [texture.width(), texture.height()],
            StoredLevels::Array(array, _) => [array.width, array.height],
        };
        size.map(|side| (side >> number.min(31)).max(1))
    }

    /// The stored level nearest to one texel per pixel.
    fn fitting(&self, uv: [[f64; 2]; 3], area_px: f64) -> usize {
        let size = self.size_px(0).map(f64::from);
        let texels = uv.map(|uv| DVec2::new(uv[0] * size[0], uv[1] * size[1]));
        let area_texels = ((texels[1] - texels[0]).perp_dot(texels[2] - texels[0]) / 2.0).abs();
        let level = ((area_texels / area_px).log2() / 2.0).round();
        let last = self.count().saturating_sub(1);
        // A saturating cast: no texels at all is -infinity, thus level 0.
        (level.max(0.0) as usize).min(last)
    }

    /// Red, green, blue, alpha of each texel of a level.
    fn decode_rgba8(&self, number: usize) -> Vec<u8> {
        let (array, levels) = match self {
            StoredLevels::File(texture) => return texture.decode_rgba8(number),
            StoredLevels::Array(array, levels) => (array, levels),
        };
        let Some(data) = levels.get(number) else { return Vec::new() };
        let format = match array.encoding {
            ObjectEncoding::Rgba8 => return data.clone(),
            ObjectEncoding::Bc1 => PixelFormat::Dxt1,
            ObjectEncoding::Bc2 => PixelFormat::Dxt3,
        };
        let [width, height] = self.size_px(number);
        // Levels of less than a block are a whole block.
        let [block_width, block_height] = [width.max(4), height.max(4)];
        let mut rgba = vec![0; block_width as usize * block_height as usize * 4];
        decode_into(format, Level { width: block_width, height: block_height, data }, &mut rgba);
        let rows = rgba.chunks_exact(block_width as usize * 4).take(height as usize);
        rows.flat_map(|row| &row[..width as usize * 4]).copied().collect()
    }
}

/// The stored level of a texture nearest to one texel per pixel.
#[cfg(test)]
pub(super) fn mip_level(texture: &Texture, uv: [[f64; 2]; 3], area_px: f64) -> usize {
    StoredLevels::File(texture).fitting(uv, area_px)
}

impl DecodedLevel<'_> {
    /// Bilinear sample, repeated beyond the borders; none where alpha is 0. The result is opaque.
    pub fn sample(&self, uv: [f64; 2]) -> Option<[u8; 4]> {
        let [red, green, blue, _] = self.sample_with_alpha(uv)?;
        Some([red, green, blue, 255])
    }

    /// As [`DecodedLevel::sample`], with alpha as stored.
    pub fn sample_with_alpha(&self, uv: [f64; 2]) -> Option<[u8; 4]> {
        let [u, v] = uv;
        let (x, y) = (u * self.width as f64 - 0.5, v * self.height as f64 - 0.5);
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        let wrapped = |at: f64, size: usize| at.rem_euclid(size as f64) as usize % size;
        let (fx, fy) = (x - x.floor(), y - y.floor());
        let xs = [wrapped(x.floor(), self.width), wrapped(x.floor() + 1.0, self.width)];
        let ys = [wrapped(y.floor(), self.height), wrapped(y.floor() + 1.0, self.height)];
        let texel = |x: usize, y: usize, channel: usize| f64::from(self.rgba[(y * self.width + x) * 4 + channel]);
        let mixed = |channel: usize| {
            let row = |y: usize| texel(xs[0], y, channel) * (1.0 - fx) + texel(xs[1], y, channel) * fx;
            row(ys[0]) * (1.0 - fy) + row(ys[1]) * fy
        };
        (mixed(3) > 0.0).then(|| [0, 1, 2, 3].map(|channel| mixed(channel).round() as u8))
    }
}
