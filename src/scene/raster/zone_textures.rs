//! Everything that a zone's ground is composed of on the CPU: tile textures, color map, base texture.

use crate::formats::gtd::Gtd;
use crate::formats::ntf::Texture;
use crate::formats::ntf::tct::ColorMap;
use crate::scene::raster::color_base::{BaseTexture, ColorBase};
use crate::scene::raster::compose::{BaseLayer, NeutralBase, TilePictures};
use crate::scene::raster::tile_set;

/// The textures of a zone's ground.
#[derive(Clone, Debug)]
pub struct ZoneTextures {
    textures: Vec<Option<Texture>>,
    color_map: Option<ColorMap>,
    base: BaseTexture,
}

impl ZoneTextures {
    /// From the pictures of the zone's source files, in their order and none for one that was not read. A color map has
    /// to have the zone's size. Without a base texture the color map shows as it is.
    pub fn new(
        gtd: &Gtd,
        sources: &[Option<Vec<Texture>>],
        color_map: Option<ColorMap>,
        base: Option<BaseTexture>,
    ) -> ZoneTextures {
        ZoneTextures {
            textures: tile_set::resolve(gtd.textures(), sources).into_iter().map(Result::ok).collect(),
            color_map,
            base: base.unwrap_or_else(BaseTexture::white),
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
