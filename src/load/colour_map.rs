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

/// Tiles along a side of a cell.
const CELL_TILES: u32 = 32;

/// Steps that making the colour map of a zone takes: its cells; none where the zone is smaller than one.
pub fn steps(map_size: u32) -> u32 {
    if map_size <= CELL_TILES { 0 } else { ColourMapMaker::cells_per_side(map_size).pow(2) }
}

/// Makes the colour map of a zone from its tile textures, at most `limit_px` wide. None when the load was cancelled,
/// and for a zone smaller than a cell, which has no picture of its own size.
pub fn make(ground: &Ground, textures: &[Option<Texture>], limit_px: u32, outbox: &Outbox) -> Option<MipPicture> {
    let gtd = ground.gtd();
    let cells = ColourMapMaker::cells_per_side(gtd.map_size());
    if steps(gtd.map_size()) == 0 {
        return None;
    }
    let level = (0..7).find(|level| cells * (CELL_PX >> level) <= limit_px).unwrap_or(7);
    let cell_px = CELL_PX >> level;
    let side = cells * cell_px;
    let references: Vec<Option<&Texture>> = textures.iter().map(Option::as_ref).collect();
    let maker = ColourMapMaker::new(&references);
    let texels = Mutex::new(vec![0; (side as usize).pow(2) * 4]);
    outbox.say("making a colour map from the tiles");
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
