//! Texture of an exported terrain.

use super::build::TileRect;
use super::{MeshExport, is_obj};
use crate::export::outputs::companion_name;
use crate::export::png::rgb8_rows;
use crate::export::{ExportContext, ExportError};
use crate::formats::gtd::Gtd;
use crate::scene::raster::color_base::{BaseTexture, ColorBase};
use crate::scene::raster::compose::{BaseLayer, Composer};
use crate::scene::raster::zone_textures::ZoneTextures;

/// Pixels of a color map per tile side.
const COLOR_MAP_PX: u32 = 4;
/// Maximum side of a texture in pixels, supported by all GPUs.
pub(super) const MAX_PX: u32 = 16_384;
/// Rows of tiles that are composed at a time: enough for all cores, few enough to report progress.
const STRIP: u32 = 16;

/// What covers an exported terrain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum MeshTexture {
    /// The tiles, composed into one picture.
    #[default]
    #[value(help = "Tile textures, baked into one image")]
    Baked,
    /// The zone's color map; where it has none, the tiles at the same size.
    #[value(help = "Color map")]
    ColorMap,
    /// Nothing.
    #[value(help = "No texture")]
    None,
}

/// A texture, encoded while it is composed: its pixels would need 805 MB.
pub(super) struct MeshImage {
    /// Width and height in pixels.
    pub(super) size_px: [u32; 2],
    /// A PNG file of R, G, B.
    pub(super) png: Vec<u8>,
}

/// Composes the texture of a rectangle of tiles, smaller than requested if it would exceed the maximum size; also
/// returns its pixels per tile side.
pub(super) fn bake(
    gtd: &Gtd,
    textures: &ZoneTextures,
    rect: &TileRect,
    texture: MeshTexture,
    px_per_tile: u32,
    context: &ExportContext<'_>,
) -> Result<(MeshImage, u32), ExportError> {
    let [width, height] = rect.size();
    let px = fitting_px(rect, texture, px_per_tile);
    let size_px = [width * px, height * px];
    // In a .glb it is no file of its own.
    let companion_of = is_obj(context.output()).then(|| companion_name(context.output()));
    let png = rgb8_rows(size_px, companion_of.as_deref(), |sink| match (texture, textures.color_map()) {
        (MeshTexture::ColorMap, Some(map)) => {
            let base = BaseTexture::white();
            stored(&ColorBase::new(map, &base), rect, px, sink)
        }
        _ => composed(gtd, textures, rect, px, context, sink),
    })?;
    Ok((MeshImage { size_px, png }, px))
}

/// Pixels per tile side of a texture, at most the requested ones, so that it does not exceed the maximum size.
fn fitting_px(rect: &TileRect, texture: MeshTexture, px_per_tile: u32) -> u32 {
    let [width, height] = rect.size();
    let mut px = if texture == MeshTexture::ColorMap { COLOR_MAP_PX } else { px_per_tile.max(1) };
    while px > 1 && width.max(height) * px > MAX_PX {
        px /= 2;
    }
    px
}

/// Usual bytes of the texture of a rectangle.
pub(super) fn usual_bytes(rect: &TileRect, export: &MeshExport) -> u64 {
    let ten_pixels = match export.texture {
        MeshTexture::Baked => 5,
        MeshTexture::ColorMap => 15,
        MeshTexture::None => 0,
    };
    let px = u64::from(fitting_px(rect, export.texture, export.px_per_tile));
    let [width, height] = rect.size().map(|tiles| u64::from(tiles) * px);
    width * height * ten_pixels / 10
}

/// Receives rows of pixels.
type Sink<'a> = dyn FnMut(&[u8]) -> Result<(), ExportError> + 'a;

/// The composed tiles of a rectangle.
fn composed(
    gtd: &Gtd,
    textures: &ZoneTextures,
    rect: &TileRect,
    px: u32,
    context: &ExportContext<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), ExportError> {
    let [width, height] = rect.size();
    let (pictures, base) = (textures.pictures(px), textures.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*base);
    let mut rgb = Vec::new();
    for north in rect.zs.clone().rev().step_by(STRIP as usize) {
        let south = (north + 1).saturating_sub(STRIP).max(rect.zs.start);
        rgb.resize(composer.picture_bytes(width, north + 1 - south), 0);
        composer.compose(rect.xs.clone(), south..north + 1, &mut rgb);
        sink(&rgb)?;
        context.progress((rect.zs.end - south) as usize, height as usize)?;
    }
    Ok(())
}

/// The stored color map of a rectangle.
fn stored(ground: &ColorBase<'_>, rect: &TileRect, px: u32, sink: &mut Sink<'_>) -> Result<(), ExportError> {
    for (z, row) in rect.zs.clone().rev().flat_map(|z| (0..px).map(move |row| (z, row))) {
        let columns = rect.xs.clone().flat_map(|x| (0..px).map(move |column| (x, column)));
        let rgb: Vec<u8> = columns.flat_map(|(x, column)| ground.pixel(x, z, column, row, px)).collect();
        sink(&rgb)?;
    }
    Ok(())
}
