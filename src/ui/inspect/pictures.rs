//! Tile textures as egui images, created when they are first visible.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{ColorImage, Context, Id, TextureHandle, TextureOptions};

use crate::scene::Objects;
use crate::scene::raster::object_textures::TexturePlace;
use crate::scene::raster::tile_image::{TILE_PX, TileImage};
use crate::scene::terrain::layers::Orientation;

/// Maximum number of cached images; beyond that the cache is cleared.
const MOST: usize = 2048;
/// The same for images of objects' textures.
const MOST_OF_OBJECTS: usize = 256;
/// Squares of the checkerboard per side of a texture, and their gray values.
const SQUARES: usize = 16;
const GRAYS: [u8; 2] = [102, 153];

/// How the alpha channel is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Alpha {
    /// Not at all: the ground is opaque.
    Ignored,
    /// Over a checkerboard.
    Checkered,
}

/// An image in the cache.
struct Cached {
    /// The texels are kept alive with their image, so that their address stays unique.
    _texels: Arc<TileImage>,
    handle: TextureHandle,
    /// A texel is not opaque.
    has_alpha: bool,
}

/// Key: texels, level, orientation and alpha.
type TextureCache = HashMap<(usize, u32, u8, Alpha), Cached>;

/// The image of a texture's level as the ground shows it, in tile orientation (north up).
pub fn picture(ctx: &Context, image: &Arc<TileImage>, level: u32, turned: Orientation) -> TextureHandle {
    cached(ctx, image, (level, turned, Alpha::Ignored), |image| image.handle.clone())
}

/// The image of a texture's level as in its file, over a checkerboard where it is transparent.
pub fn checkered(ctx: &Context, image: &Arc<TileImage>, level: u32) -> TextureHandle {
    cached(ctx, image, (level, Orientation::new(0), Alpha::Checkered), |image| image.handle.clone())
}

/// Whether a texture has texels that are not opaque.
pub fn has_alpha(ctx: &Context, image: &Arc<TileImage>) -> bool {
    cached(ctx, image, (0, Orientation::new(0), Alpha::Checkered), |image| image.has_alpha)
}

/// Images of objects' textures, with the zone's models that keep their address unique, by address, array, layer and
/// longest side.
type ObjectImages = HashMap<(usize, usize, u32, u32), (Arc<Objects>, TextureHandle, [u32; 2])>;

/// The image of an object's texture over a checkerboard where it is transparent, and its sides in texels: the largest
/// level whose sides are at most this long.
pub fn of_object(
    ctx: &Context,
    models: &Arc<Objects>,
    place: TexturePlace,
    most_px: u32,
) -> Option<(TextureHandle, [u32; 2])> {
    let id = Id::unique("object pictures");
    let key = (Arc::as_ptr(models) as usize, place.array, place.layer, most_px);
    let cache = ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<egui::mutex::Mutex<ObjectImages>>>(id).clone());
    if let Some((_, handle, sides)) = cache.lock().get(&key) {
        return Some((handle.clone(), *sides));
    }
    let (sides, rgba) = models.textures.image(place, most_px)?;
    let [width, height] = sides.map(|side| side as usize);
    let rgba = over_checkerboard(rgba, width, (width.max(height) / SQUARES).max(1));
    let colors = ColorImage::from_rgba_unmultiplied([width, height], &rgba);
    let handle = ctx.load_texture("object texture", colors, TextureOptions::LINEAR);
    let mut cache = cache.lock();
    // Those of another zone are not needed any more.
    if cache.len() >= MOST_OF_OBJECTS || cache.keys().any(|known| known.0 != key.0) {
        cache.clear();
    }
    cache.insert(key, (models.clone(), handle.clone(), sides));
    Some((handle, sides))
}

fn cached<T>(
    ctx: &Context,
    image: &Arc<TileImage>,
    (level, turned, alpha): (u32, Orientation, Alpha),
    take: impl Fn(&Cached) -> T,
) -> T {
    let id = Id::unique("tile pictures");
    let key = (Arc::as_ptr(image) as usize, level, turned.index(), alpha);
    let cache = ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<egui::mutex::Mutex<TextureCache>>>(id).clone());
    let known = cache.lock().get(&key).map(&take);
    if let Some(known) = known {
        return known;
    }
    let side = (TILE_PX >> level) as usize;
    let rgba = lying(&image.level_rgba8(level), side, turned);
    let has_alpha = rgba.as_chunks::<4>().0.iter().any(|texel| texel[3] < 255);
    let rgba = match alpha {
        Alpha::Ignored => opaque(rgba),
        Alpha::Checkered => over_checkerboard(rgba, side, (side / SQUARES).max(1)),
    };
    let colors = ColorImage::from_rgba_unmultiplied([side, side], &rgba);
    let options = if level == 0 { TextureOptions::LINEAR } else { TextureOptions::NEAREST };
    let made = Cached { _texels: image.clone(), handle: ctx.load_texture("tile texture", colors, options), has_alpha };
    let taken = take(&made);
    let mut cache = cache.lock();
    if cache.len() >= MOST {
        cache.clear();
    }
    cache.insert(key, made);
    taken
}

/// A square picture in tile orientation.
fn lying(rgba: &[u8], side: usize, turned: Orientation) -> Vec<u8> {
    let (start, east, south) = turned.walk(side);
    let texels = rgba.as_chunks::<4>().0;
    let at = |i: usize| (start as isize + (i / side) as isize * south + (i % side) as isize * east) as usize;
    (0..side * side).flat_map(|i| texels.get(at(i)).copied().unwrap_or([0; 4])).collect()
}

/// Terrain is opaque, so alpha is ignored.
fn opaque(mut rgba: Vec<u8>) -> Vec<u8> {
    rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|texel| texel[3] = 255);
    rgba
}

/// Blends a picture of a width with a checkerboard of squares with a side in texels; blending is on gamma-encoded values,
/// as in the game.
fn over_checkerboard(mut rgba: Vec<u8>, width: usize, square: usize) -> Vec<u8> {
    for (i, texel) in rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let gray = GRAYS[(i % width / square + i / width / square) % 2];
        let alpha = u32::from(texel[3]);
        for channel in &mut texel[..3] {
            let blended = (u32::from(*channel) * alpha + u32::from(gray) * (255 - alpha) + 127) / 255;
            *channel = u8::try_from(blended).unwrap_or(u8::MAX);
        }
        texel[3] = 255;
    }
    rgba
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_texels_show_the_checkerboard_and_opaque_ones_do_not() {
        let texels = |alpha: u8| [10, 20, 30, alpha].repeat(64 * 64);
        assert_eq!(over_checkerboard(texels(255), 64, 4), texels(255));
        let clear = over_checkerboard(texels(0), 64, 4);
        let gray = |x: usize, y: usize| clear[(y * 64 + x) * 4];
        // squares of 4 x 4 texels
        assert_eq!([gray(0, 0), gray(3, 3), gray(4, 0), gray(0, 4), gray(4, 4)], [102, 102, 153, 153, 102]);
        assert_eq!(over_checkerboard(texels(51), 64, 4)[..4], [84, 86, 88, 255]);
    }

    #[test]
    fn only_textures_with_transparent_texels_have_alpha() {
        let ctx = Context::default();
        let image = |alpha: u8| {
            let texels = [200, 100, 50, alpha].repeat((TILE_PX * TILE_PX) as usize);
            Arc::new(TileImage::from_rgba8(&texels, crate::scene::raster::tile_image::TileEncoding::Rgba8))
        };
        assert_eq!([255, 254, 0].map(|alpha| has_alpha(&ctx, &image(alpha))), [false, true, true]);
    }
}
