//! Tiles of the open zone by texture: their number, and where those of the highlighted texture are. Both are found off
//! the window's thread, since large zones have tens of millions of tiles.

use std::sync::Arc;

use crate::app::background_task::{BackgroundTask, GroundOf};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::Terrain;

/// Mask of the tiles with a texture: their share of each texel.
#[derive(Clone, Debug)]
pub struct LitTiles {
    pub texture: u16,
    pub mask: Arc<MipImage>,
}

/// What is known of the tiles by texture.
#[derive(Default)]
pub struct TextureTiles {
    is_counting: bool,
    /// Tiles per texture; empty until they are counted.
    uses: Vec<u32>,
    /// The texture whose tiles were searched last.
    asked: Option<u16>,
    lit: Option<LitTiles>,
}

impl TextureTiles {
    /// Requests what is needed and was not requested yet: the tiles of the highlighted texture, and the numbers of all
    /// textures if `counts`.
    pub fn tasks(&mut self, ground: &Arc<Terrain>, highlight: Option<u16>, counts: bool) -> Vec<BackgroundTask> {
        let mut tasks = Vec::new();
        if std::mem::replace(&mut self.asked, highlight) != highlight {
            match highlight {
                Some(texture) => tasks.push(BackgroundTask::LitTiles(GroundOf(ground.clone()), texture)),
                None => self.lit = None,
            }
        }
        if counts && self.uses.is_empty() && !std::mem::replace(&mut self.is_counting, true) {
            tasks.push(BackgroundTask::TextureUses(GroundOf(ground.clone())));
        }
        tasks
    }

    /// Takes a mask, unless another texture was highlighted meanwhile.
    pub fn take_lit(&mut self, lit: &LitTiles) {
        if self.asked == Some(lit.texture) {
            self.lit = Some(lit.clone());
        }
    }

    /// Takes the number of tiles of each texture.
    pub fn take_uses(&mut self, uses: &[u32]) {
        self.uses = uses.to_vec();
    }

    /// Number of tiles of each texture; empty until they are counted.
    pub fn uses(&self) -> &[u32] {
        &self.uses
    }

    /// The tiles of the highlighted texture, or of the one before until they are found.
    pub fn lit(&self) -> Option<&LitTiles> {
        self.lit.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};

    fn mask(texture: u16) -> LitTiles {
        LitTiles { texture, mask: Arc::new(MipImage::plain([255; 4])) }
    }

    #[test]
    fn tiles_are_searched_once_and_late_results_are_dropped() {
        let gtd = Gtd::parse(Draft::flat(Header::versioned(1, "m"), 17).encode().unwrap()).unwrap();
        let (ground, mut tiles) = (Arc::new(Terrain::new(gtd)), TextureTiles::default());
        let found = |tiles: &TextureTiles| tiles.lit().map(|lit| lit.texture);
        assert_eq!(tiles.tasks(&ground, None, false), []);
        let lit = |texture| BackgroundTask::LitTiles(GroundOf(ground.clone()), texture);
        assert_eq!(tiles.tasks(&ground, Some(3), false), [lit(3)]);
        assert_eq!(tiles.tasks(&ground, Some(3), false), []);
        tiles.take_lit(&mask(3));
        assert_eq!(tiles.tasks(&ground, Some(5), false), [lit(5)]);
        assert_eq!(found(&tiles), Some(3), "until the others are found");
        tiles.take_lit(&mask(4));
        assert_eq!(found(&tiles), Some(3), "the texture of another moment");
        tiles.take_lit(&mask(5));
        assert_eq!(found(&tiles), Some(5));
        assert_eq!((tiles.tasks(&ground, None, false), found(&tiles)), (vec![], None));

        let uses = BackgroundTask::TextureUses(GroundOf(ground.clone()));
        assert_eq!(tiles.tasks(&ground, None, true), [uses]);
        assert_eq!(tiles.tasks(&ground, None, true), [], "they are being counted");
        tiles.take_uses(&[1, 2]);
        assert_eq!((tiles.tasks(&ground, None, true), tiles.uses()), (vec![], &[1, 2][..]));
    }
}
