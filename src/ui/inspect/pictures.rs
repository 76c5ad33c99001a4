//! Tile textures as egui images, created when they are first visible.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{ColorImage, Context, Id, TextureHandle, TextureOptions};

use crate::scene::raster::tile_image::{TILE_PX, TileImage};
use crate::scene::terrain::layers::Orientation;

/// Maximum number of cached images; beyond that the cache is cleared.
const MOST: usize = 2048;

/// Key: texels, level and orientation. Value: texels and image.
type TextureCache = HashMap<(usize, u32, u8), (Arc<TileImage>, TextureHandle)>;

/// The image of a texture's level, in tile orientation (north up).
pub fn picture(ctx: &Context, image: &Arc<TileImage>, level: u32, turned: Orientation) -> TextureHandle {
    let id = Id::unique("tile pictures");
    // Texels are kept alive with their image, so that their address stays unique.
    let key = (Arc::as_ptr(image) as usize, level, turned.index());
    let known = ctx.data(|data| {
        let kept = data.get_temp::<Arc<egui::mutex::Mutex<TextureCache>>>(id)?;
        let kept = kept.lock();
        kept.get(&key).map(|(_, handle)| handle.clone())
    });
    if let Some(handle) = known {
        return handle;
    }
    let side = (TILE_PX >> level) as usize;
    let size = [side, side];
    let colors = ColorImage::from_rgba_unmultiplied(size, &opaque(lying(&image.level_rgba8(level), side, turned)));
    let options = if level == 0 { TextureOptions::LINEAR } else { TextureOptions::NEAREST };
    let handle = ctx.load_texture("tile texture", colors, options);
    let kept = ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<egui::mutex::Mutex<TextureCache>>>(id).clone());
    let mut kept = kept.lock();
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key, (image.clone(), handle.clone()));
    handle
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
