//! Everything that a zone's ground is composed of on the CPU: tile textures, color map, base texture.
//!
//! Owns the putting together; where bytes come from is the caller's knowledge, so that a client's folder, the
//! built-in demo and a test are the same to it. What is missing or unreadable is told and stood in for.

use crate::platform::parallel::*;

use crate::formats::gtd::Gtd;
use crate::formats::ntf::Texture;
use crate::formats::ntf::tct::{self, ColorMap};
use crate::scene::raster::color_base::{BaseTexture, ColorBase};
use crate::scene::raster::color_map::ColorMapMaker;
use crate::scene::raster::compose::{BaseLayer, NeutralBase, TilePictures};
use crate::scene::raster::tile_set::{self, SourceFile};
use crate::zone::bundle::TERRAIN_BASE;

/// The textures of a zone's ground.
#[derive(Clone, Debug)]
pub struct ZoneTextures {
    textures: Vec<Option<Texture>>,
    color_map: Option<ColorMap>,
    base: BaseTexture,
    /// What could not be had: name and reason.
    pub missing: Vec<(String, String)>,
}

impl ZoneTextures {
    /// Reads the files that a zone names with `read`, which takes the client's name of a file and gives its bytes or
    /// the reason for having none. `color_map` is the zone's, where it has one; `decode_base` decodes the base texture's
    /// bmp (the model itself decodes no pictures).
    pub fn read(
        gtd: &Gtd,
        color_map: Option<(String, Vec<u8>)>,
        decode_base: impl Fn(&[u8]) -> Option<BaseTexture>,
        read: impl Fn(&str) -> Result<Vec<u8>, String> + Sync,
    ) -> ZoneTextures {
        let sources = &gtd.textures().sources;
        let files: Vec<SourceFile> =
            sources.par_iter().map(|source| tile_set::read_source(&read(&source.path)?)).collect();
        let named = sources.iter().zip(&files);
        let mut missing: Vec<(String, String)> =
            named.filter_map(|(source, file)| Some((source.path.clone(), file.as_ref().err()?.clone()))).collect();
        let color_map = color_map.and_then(|(name, bytes)| match judged(gtd, &bytes) {
            Ok(map) => Some(map),
            Err(reason) => {
                missing.push((name, reason));
                None
            }
        });
        ZoneTextures {
            textures: tile_set::resolve(gtd.textures(), &files).into_iter().map(Result::ok).collect(),
            color_map,
            base: read(TERRAIN_BASE).ok().and_then(|bytes| decode_base(&bytes)).unwrap_or_else(BaseTexture::white),
            missing,
        }
    }

    /// The tile textures at a size, by their index in the zone's table.
    pub fn pictures(&self, side_px: u32) -> TilePictures {
        let textures: Vec<Option<&Texture>> = self.textures.iter().map(Option::as_ref).collect();
        TilePictures::new(&textures, side_px)
    }

    /// The tile textures themselves, by their index in the zone's table.
    pub fn textures(&self) -> &[Option<Texture>] {
        &self.textures
    }

    /// The zone's stored color map.
    pub fn color_map(&self) -> Option<&ColorMap> {
        self.color_map.as_ref()
    }

    /// What shows on tiles without a first layer.
    pub fn ground(&self) -> Box<dyn BaseLayer + '_> {
        match &self.color_map {
            Some(map) => Box::new(ColorBase::new(map, &self.base)),
            None => Box::new(NeutralBase),
        }
    }
}

/// A color map that fits the zone.
fn judged(gtd: &Gtd, bytes: &[u8]) -> Result<ColorMap, String> {
    let map = tct::parse(bytes).map_err(|error| error.to_string())?;
    let (found, expected) = (map.cells_per_side(), ColorMapMaker::cells_per_side(gtd.map_size()));
    match found == expected {
        true => Ok(map),
        false => Err(format!("{found} x {found} textures, expected {expected} x {expected}")),
    }
}
