//! Everything that a zone's ground is composed of on the CPU: tile textures, colour map, base texture.
//!
//! Owns the putting together; where bytes come from is the caller's knowledge, so that a client's folder, the
//! built-in demo and a test are the same to it. What is missing or unreadable is told and stood in for.

use rayon::prelude::*;

use super::colour_ground::{BaseTexture, ColourGround};
use super::colour_map::ColourMapMaker;
use super::compose::{BaseGround, NeutralGround, TilePictures};
use super::tile_set::{self, SourceFile};
use crate::client::bundle::TERRAIN_BASE;
use crate::gtd::Gtd;
use crate::ntf::Texture;
use crate::ntf::tct::{self, ColourMap};

/// The textures of a zone's ground.
#[derive(Clone, Debug)]
pub struct GroundFiles {
    textures: Vec<Option<Texture>>,
    colour_map: Option<ColourMap>,
    base: BaseTexture,
    /// What could not be had: name and reason.
    pub missing: Vec<(String, String)>,
}

impl GroundFiles {
    /// Reads the files that a zone names with `read`, which takes the client's name of a file and gives its bytes or
    /// the reason for having none. `colour_map` is the zone's, where it has one.
    pub fn read(
        gtd: &Gtd,
        colour_map: Option<(String, Vec<u8>)>,
        read: impl Fn(&str) -> Result<Vec<u8>, String> + Sync,
    ) -> GroundFiles {
        let sources = &gtd.textures().sources;
        let files: Vec<SourceFile> =
            sources.par_iter().map(|source| tile_set::read_source(&read(&source.path)?)).collect();
        let named = sources.iter().zip(&files);
        let mut missing: Vec<(String, String)> =
            named.filter_map(|(source, file)| Some((source.path.clone(), file.as_ref().err()?.clone()))).collect();
        let colour_map = colour_map.and_then(|(name, bytes)| match judged(gtd, &bytes) {
            Ok(map) => Some(map),
            Err(reason) => {
                missing.push((name, reason));
                None
            }
        });
        GroundFiles {
            textures: tile_set::resolve(gtd.textures(), &files).into_iter().map(Result::ok).collect(),
            colour_map,
            base: read(TERRAIN_BASE).ok().and_then(|bytes| base(&bytes)).unwrap_or_else(BaseTexture::white),
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

    /// The zone's stored colour map.
    pub fn colour_map(&self) -> Option<&ColourMap> {
        self.colour_map.as_ref()
    }

    /// What shows on tiles without a first layer.
    pub fn ground(&self) -> Box<dyn BaseGround + '_> {
        match &self.colour_map {
            Some(map) => Box::new(ColourGround::new(map, &self.base)),
            None => Box::new(NeutralGround),
        }
    }
}

/// A colour map that fits the zone.
fn judged(gtd: &Gtd, bytes: &[u8]) -> Result<ColourMap, String> {
    let map = tct::parse(bytes).map_err(|error| error.to_string())?;
    let (found, expected) = (map.cells_per_side(), ColourMapMaker::cells_per_side(gtd.map_size()));
    match found == expected {
        true => Ok(map),
        false => Err(format!("{found} x {found} textures, expected {expected} x {expected}")),
    }
}

fn base(bytes: &[u8]) -> Option<BaseTexture> {
    let picture = image::load_from_memory(bytes).ok()?.to_rgba8();
    let square = picture.width() == picture.height();
    square.then(|| BaseTexture::new(picture.width(), picture.as_raw()))?
}
