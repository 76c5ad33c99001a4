//! Textures of objects at the mip level that fits the map.

use std::sync::OnceLock;

use glam::DVec2;

use super::projection::MapTriangle;
use crate::formats::ntf::Texture;

/// Textures whose levels are decoded on first use.
pub(super) struct TextureLevels<'a> {
    textures: Vec<TextureWithLevels<'a>>,
}

struct TextureWithLevels<'a> {
    texture: Option<&'a Texture>,
    levels: Vec<OnceLock<Vec<u8>>>,
}

/// A decoded level: red, green, blue, alpha of each texel.
pub(super) struct DecodedLevel<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> TextureLevels<'a> {
    pub fn new(textures: &'a [Option<Texture>]) -> TextureLevels<'a> {
        let with_levels = |texture: &'a Option<Texture>| {
            let count = texture.as_ref().map_or(0, Texture::level_count);
            let levels = std::iter::repeat_with(OnceLock::new).take(count).collect();
            TextureWithLevels { texture: texture.as_ref(), levels }
        };
        TextureLevels { textures: textures.iter().map(with_levels).collect() }
    }

    /// The level of a texture that fits a triangle; none where the texture is missing.
    pub fn fitting(&self, number: usize, triangle: &MapTriangle) -> Option<DecodedLevel<'_>> {
        let TextureWithLevels { texture, levels } = self.textures.get(number)?;
        let texture = (*texture)?;
        let number = mip_level(texture, triangle.uv, triangle.area_px());
        let level = texture.level(number)?;
        let rgba = levels.get(number)?.get_or_init(|| texture.decode_rgba8(number));
        Some(DecodedLevel { rgba, width: level.width as usize, height: level.height as usize })
    }
}

/// The stored level nearest to one texel per pixel.
pub(super) fn mip_level(texture: &Texture, uv: [[f64; 2]; 3], area_px: f64) -> usize {
    let size = [f64::from(texture.width()), f64::from(texture.height())];
    let texels = uv.map(|uv| DVec2::new(uv[0] * size[0], uv[1] * size[1]));
    let area_texels = ((texels[1] - texels[0]).perp_dot(texels[2] - texels[0]) / 2.0).abs();
    let level = ((area_texels / area_px).log2() / 2.0).round();
    let last = texture.level_count().saturating_sub(1);
    // A saturating cast: no texels at all is -infinity, thus level 0.
    (level.max(0.0) as usize).min(last)
}

impl DecodedLevel<'_> {
    /// Bilinear sample, repeated beyond the borders; none where alpha is 0. The result is opaque.
    pub fn sample(&self, uv: [f64; 2]) -> Option<[u8; 4]> {
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
        (mixed(3) > 0.0).then(|| [mixed(0), mixed(1), mixed(2), 255.0].map(|value| value.round() as u8))
    }
}
