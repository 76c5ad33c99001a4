//! Inputs of terrain composition on the CPU: tile textures, color map, base texture.

use crate::formats::gtd::Gtd;
use crate::formats::ntf::Texture;
use crate::formats::ntf::tct::ColorMap;
use crate::scene::raster::color_base::{BaseTexture, ColorBase};
use crate::scene::raster::compose::{BaseLayer, NeutralBase, TilePictures};
use crate::scene::raster::placeholder::Placeholders;
use crate::scene::raster::tile_set;

/// Textures of a zone's terrain.
#[derive(Clone, Debug)]
pub struct ZoneTextures {
    textures: Vec<Option<Texture>>,
    placeholders: Placeholders,
    color_map: Option<ColorMap>,
    base: BaseTexture,
}

impl ZoneTextures {
    /// Takes the pictures of the zone's source files, in order, none for a file that was not read. A color map must
    /// match the size of the zone. Without a base texture the color map is used unchanged.
    pub fn new(
        gtd: &Gtd,
        sources: &[Option<Vec<Texture>>],
        color_map: Option<ColorMap>,
        base: Option<BaseTexture>,
    ) -> ZoneTextures {
        let textures: Vec<Option<Texture>> =
            tile_set::resolve(gtd.textures(), sources).into_iter().map(Result::ok).collect();
        ZoneTextures {
            placeholders: Placeholders::for_missing(gtd, &textures),
            textures,
            color_map,
            base: base.unwrap_or_else(BaseTexture::white),
        }
    }

    /// Tile textures decoded at a size, by their index in the zone's table.
    pub fn pictures(&self, side_px: u32) -> TilePictures {
        let textures: Vec<Option<&Texture>> = self.textures.iter().map(Option::as_ref).collect();
        TilePictures::new(&textures, &self.placeholders, side_px)
    }

    /// Tile textures, by their index in the zone's table.
    pub fn textures(&self) -> &[Option<Texture>] {
        &self.textures
    }

    /// The zone's stored color map.
    pub fn color_map(&self) -> Option<&ColorMap> {
        self.color_map.as_ref()
    }

    /// Color source of tiles without a first layer.
    pub fn ground(&self) -> Box<dyn BaseLayer + '_> {
        match &self.color_map {
            Some(map) => Box::new(ColorBase::new(map, &self.base)),
            None => Box::new(NeutralBase),
        }
    }
}
