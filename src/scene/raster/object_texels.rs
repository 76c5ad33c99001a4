//! Texels of the objects' textures, read from their blocks where they are needed: for picking, and for images in panels.

use glam::Vec4;

use super::object_textures::{ObjectEncoding, ObjectTextures, TextureArray, TexturePlace};
use crate::formats::ntf::{Level, PixelFormat};

impl TextureArray {
    /// Sides of a level in texels.
    fn sides(&self, level: usize) -> [u32; 2] {
        [self.width, self.height].map(|side| side.checked_shr(level as u32).unwrap_or(0).max(1))
    }

    /// A texel of a layer's level, R, G, B, A; none outside.
    fn texel(&self, layer: u32, level: usize, [x, y]: [u32; 2]) -> Option<[u8; 4]> {
        let data = self.layers.get(layer as usize)?.get(level)?;
        let [width, height] = self.sides(level);
        let format = match self.encoding {
            ObjectEncoding::Bc1 => PixelFormat::Dxt1,
            ObjectEncoding::Bc2 => PixelFormat::Dxt3,
            ObjectEncoding::Rgba8 => {
                let at = (y as usize * width as usize + x as usize) * 4;
                return data.get(at..at + 4)?.try_into().ok();
            }
        };
        Level { width, height, data }.texel_rgba8(format, x, y)
    }
}

impl ObjectTextures {
    /// Sides of a texture in texels; none for a place that does not exist.
    pub fn sides(&self, place: TexturePlace) -> Option<[u32; 2]> {
        self.arrays.get(place.array).map(|array| array.sides(0))
    }

    /// Red, green, blue and alpha of a texture from 0 to 1, mixed from the four nearest texels of a level, as the GPU does.
    /// Coordinates repeat from 0 to 1. The smallest level stands for those after it.
    pub fn sample(&self, place: TexturePlace, level: usize, uv: [f32; 2]) -> Option<[f32; 4]> {
        let array = self.arrays.get(place.array).filter(|_| uv.iter().all(|at| at.is_finite()))?;
        let level = level.min(array.layers.get(place.layer as usize)?.len().checked_sub(1)?);
        let sides = array.sides(level);
        // Texels have their color in the middle.
        let at = [0, 1].map(|axis: usize| f64::from(uv[axis]).rem_euclid(1.0) * f64::from(sides[axis]) - 0.5);
        let share = at.map(|at| (at - at.floor()) as f32);
        let texel = |dx: f64, dy: f64| {
            let wrapped = [at[0] + dx, at[1] + dy]
                .map(f64::floor)
                .into_iter()
                .zip(sides)
                .map(|(at, side)| at.rem_euclid(side.into()) as u32);
            let place_in_level = wrapped.collect::<Vec<u32>>().try_into().ok()?;
            let texel = array.texel(place.layer, level, place_in_level)?;
            Some(Vec4::from(texel.map(f32::from)))
        };
        let [upper, lower] = [0.0, 1.0].map(|dy| Some(texel(0.0, dy)?.lerp(texel(1.0, dy)?, share[0])));
        Some((upper?.lerp(lower?, share[1]) / 255.0).to_array())
    }

    /// The largest level of a texture whose sides are at most this long: its sides, and rows of R, G, B, A from the top.
    pub fn image(&self, place: TexturePlace, most_px: u32) -> Option<([u32; 2], Vec<u8>)> {
        let array = self.arrays.get(place.array)?;
        let levels = array.layers.get(place.layer as usize)?.len();
        let fits = |level: &usize| array.sides(*level).iter().all(|side| *side <= most_px);
        let level = (0..levels).find(fits).or(levels.checked_sub(1))?;
        let [width, height] = array.sides(level);
        let texels = (0..width * height).map(|i| array.texel(place.layer, level, [i % width, i / width]));
        Some(([width, height], texels.collect::<Option<Vec<_>>>()?.into_flattened()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::Texture;

    /// Four texels in a row and in a column of 4: red by column, green by row, alpha in the first column only.
    fn textures(format: PixelFormat, blocks: bool) -> ObjectTextures {
        let pixel = |i: u32| [(i % 4 * 85) as u8, (i / 4 * 85) as u8, 0, if i.is_multiple_of(4) { 255 } else { 0 }];
        let texels: Vec<u8> = (0..16).flat_map(pixel).collect();
        ObjectTextures::new(&[Some(Texture::encode(&texels, 4, 4, format, true))], &[false], blocks)
    }

    #[test]
    fn texels_are_mixed_and_repeat() {
        let textures = textures(PixelFormat::A8R8G8B8, false);
        let place = textures.places[0];
        let at = |u, v| textures.sample(place, 0, [u, v]).expect("a texture");
        let near = |actual: [f32; 4], expected: [f32; 4]| {
            assert!(actual.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5), "{actual:?}");
        };
        near(at(0.125, 0.125), [0.0, 0.0, 0.0, 1.0]);
        near(at(0.25, 0.375), [1.0 / 6.0, 1.0 / 3.0, 0.0, 0.5]);
        near(at(0.0, 0.125), [0.5, 0.0, 0.0, 0.5]);
        near(at(-2.75, 7.375), at(0.25, 0.375));
        assert_eq!(textures.sample(place, 99, [0.0, 0.0]), textures.sample(place, 2, [0.0, 0.0]));
        assert_eq!(textures.sample(TexturePlace { array: 9, layer: 0 }, 0, [0.0; 2]), None);
        assert_eq!(textures.sample(place, 0, [f32::NAN, 0.0]), None);
    }

    #[test]
    fn blocks_have_the_alpha_of_their_texels() {
        let textures = textures(PixelFormat::Dxt3, true);
        let alphas = [0.125, 0.375, 0.625, 0.875].map(|u| textures.sample(textures.places[0], 0, [u, 0.4]).unwrap()[3]);
        assert_eq!(alphas, [1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn images_are_a_level_that_fits() {
        let textures = textures(PixelFormat::A8R8G8B8, false);
        let image = |most_px| textures.image(textures.places[0], most_px).map(|(sides, rgba)| (sides, rgba.len()));
        assert_eq!(
            [8, 4, 3, 0].map(image),
            [[4, 4], [4, 4], [2, 2], [1, 1]].map(|sides| Some((sides, (sides[0] * sides[1] * 4) as usize)))
        );
        assert_eq!(textures.image(textures.places[0], 4).unwrap().1[..8], [0, 0, 0, 255, 85, 0, 0, 0]);
    }
}
