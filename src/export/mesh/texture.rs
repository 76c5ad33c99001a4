//! The picture that lies on an exported ground.

use super::{Part, Picture};
use crate::export::{Progress, untold};
use crate::formats::gtd::Gtd;
use crate::scene::raster::color_base::{BaseTexture, ColorBase};
use crate::scene::raster::compose::{BaseLayer, Composer};
use crate::scene::raster::zone_textures::ZoneTextures;

/// Pixels of a color map on the side of a tile.
const COLOR_MAP_PX: u32 = 4;
/// Longest side of a picture in pixels: what graphics cards everywhere take.
const MOST_PX: u32 = 16_384;

/// Rows of tiles that are composed at once: enough for all cores, few enough to tell of progress.
const STRIP: u32 = 16;

/// What lies on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baking {
    /// The tiles, composed with so many pixels on a tile's side (a power of two).
    Tiles(u32),
    /// The zone's color map; where it has none, the tiles at the same size.
    ColorMap,
}

/// Makes the picture of a part, smaller than asked for where it would be larger than graphics cards take; also its
/// pixels on a tile's side.
pub fn bake(gtd: &Gtd, files: &ZoneTextures, part: &Part, baking: Baking) -> (Picture, u32) {
    bake_telling(gtd, files, part, baking, &untold)
}

/// As [`bake`]; `progress` counts rows of tiles.
pub fn bake_telling(
    gtd: &Gtd,
    files: &ZoneTextures,
    part: &Part,
    baking: Baking,
    progress: Progress<'_>,
) -> (Picture, u32) {
    let [width, height] = part.size();
    let wanted = match baking {
        Baking::Tiles(px) => px.max(1),
        Baking::ColorMap => COLOR_MAP_PX,
    };
    let mut px = wanted;
    while px > 1 && width.max(height) * px > MOST_PX {
        px /= 2;
    }
    let rgb = match (baking, files.color_map()) {
        (Baking::ColorMap, Some(map)) => {
            let base = BaseTexture::white();
            stored(&ColorBase::new(map, &base), part, px)
        }
        _ => {
            let (pictures, base) = (files.pictures(px), files.ground());
            let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*base);
            let mut rgb = vec![0; composer.picture_bytes(width, height)];
            let strips = part.zs.clone().rev().step_by(STRIP as usize);
            for (north, pixels) in strips.zip(rgb.chunks_mut(composer.picture_bytes(width, STRIP))) {
                let south = (north + 1).saturating_sub(STRIP).max(part.zs.start);
                composer.compose(part.xs.clone(), south..north + 1, pixels);
                progress((part.zs.end - south) as usize, height as usize);
            }
            rgb
        }
    };
    (Picture { size_px: [width * px, height * px], rgb }, px)
}

/// The stored color map of a part.
fn stored(ground: &ColorBase<'_>, part: &Part, px: u32) -> Vec<u8> {
    let rows = part.zs.clone().rev().flat_map(|z| (0..px).map(move |row| (z, row)));
    let pixels = rows.flat_map(|(z, row)| {
        let columns = part.xs.clone().flat_map(|x| (0..px).map(move |column| (x, column)));
        columns.flat_map(move |(x, column)| ground.pixel(x, z, column, row, px))
    });
    pixels.collect()
}
