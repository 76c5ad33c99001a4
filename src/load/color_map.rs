//! Assembly of color map images from cells, and their delivery.

use crate::load::worker::Outbox;
use crate::scene::SceneUpdate;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::ZoneImage;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Assembles the image of the whole zone and sends it, with the cells if they provide finer pages. Each cell counts as
/// a step of progress.
pub async fn send(cells: ColorCells, outbox: &Outbox) {
    let step = || {
        outbox.shared().done.fetch_add(1, Ordering::Relaxed);
        !outbox.is_canceled()
    };
    let Some(picture) = cells.whole_in_turns(step).await else { return };
    outbox.update(SceneUpdate::Image { which: ZoneImage::ColorMap, image: Arc::new(picture) });
    if cells.page_levels() > 0 {
        outbox.update(SceneUpdate::ColorPages(Arc::new(cells)));
    }
}
