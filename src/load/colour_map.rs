//! A colour map made from the tiles, where the zone's own is missing.

use crate::load::over_ground::place;
use crate::load::worker::Outbox;
use crate::ntf::Texture;
use crate::terrain::colour_map::{CELL_PX, ColourMapMaker};
use crate::terrain::compose::NeutralGround;
use crate::terrain::ground::Ground;
use crate::terrain::picture::{MipPicture, Texel};
use rayon::prelude::*;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

/// Makes the colour map of a zone from its tile textures, at most `limit_px` wide. None when the load was cancelled.
pub fn make(ground: &Ground, textures: &[Option<Texture>], limit_px: u32, outbox: &Outbox) -> Option<MipPicture> {
    let gtd = ground.gtd();
    let cells = ColourMapMaker::cells_per_side(gtd.map_size());
    // a zone smaller than a cell has no picture of its own size
    if gtd.tiles_per_side() < 32 {
        return None;
    }
    let level = (0..7).find(|level| cells * (CELL_PX >> level) <= limit_px).unwrap_or(7);
    let cell_px = CELL_PX >> level;
    let side = cells * cell_px;
    let references: Vec<Option<&Texture>> = textures.iter().map(Option::as_ref).collect();
    let maker = ColourMapMaker::new(&references);
    let texels = Mutex::new(vec![0; (side as usize).pow(2) * 4]);
    outbox.say("making a colour map from the tiles");
    outbox.shared().done.store(0, Ordering::Relaxed);
    outbox.shared().total.store(cells * cells, Ordering::Relaxed);
    let done = (0..cells * cells).into_par_iter().try_for_each(|i| {
        if outbox.is_cancelled() {
            return None;
        }
        let (x, z) = (i / cells, i % cells);
        let rgba = maker.cell(gtd.records(), gtd.map_size(), &NeutralGround, (x, z), level);
        let mut texels = texels.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        place(&rgba, cell_px, [x * cell_px, (cells - 1 - z) * cell_px], side, &mut texels);
        outbox.shared().done.fetch_add(1, Ordering::Relaxed);
        Some(())
    });
    done?;
    let texels = texels.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Some(MipPicture::new(side, side, Texel::Rgba8, texels))
}
