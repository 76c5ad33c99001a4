//! The compared zone: a second scene view, wiped over the first one.

use std::sync::Arc;

use super::WindowRenderer;
use crate::render::wipe::Wipe;
use crate::render::{FrameOptions, FrameParams, FrameStats, Gpu, Quality, SceneView, TimeOfDay};
use crate::scene::SceneUpdate;
use crate::scene::objects::ObjectList;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};

/// Scene view of the compared zone, and the wipe that combines the two.
pub struct ComparisonPicture {
    scene_view: SceneView,
    wipe: Wipe,
}

impl ComparisonPicture {
    /// Sets the quality of the following frames.
    pub fn set_quality(&mut self, gpu: &Gpu, quality: Quality) {
        self.scene_view.set_quality(gpu, quality);
    }

    /// Leaves out placed objects. Their numbers in the compared zone are others.
    pub fn set_hidden(&mut self, hide: &ObjectList) {
        self.scene_view.set_hidden(&hide.clone().without_numbers());
    }

    /// As [`SceneView::set_changes`].
    pub fn set_changes(&mut self, changes: Option<&Arc<MipImage>>) {
        self.scene_view.set_changes(changes);
    }

    /// As [`SceneView::revision`].
    pub fn revision(&self) -> u64 {
        self.scene_view.revision()
    }

    /// Draws the compared zone with the options of `frame` over the target, from `part` of its width to the right. A
    /// zone without a sky uses the atmosphere of the open one.
    pub fn draw(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        frame: &FrameParams,
        time: TimeOfDay,
        part: f32,
    ) -> FrameStats {
        let atmosphere = self.scene_view.atmosphere(time).unwrap_or(frame.options.atmosphere);
        let options = FrameOptions { atmosphere, ..*frame.options };
        let target = self.wipe.second(gpu, frame.size_px);
        let stats = self.scene_view.draw(gpu, encoder, &FrameParams { target, options: &options, ..*frame });
        self.wipe.draw(encoder, frame.target, (part * frame.size_px[0] as f32).round() as u32);
        stats
    }
}

impl WindowRenderer {
    /// Applies an update of the compared zone's scene.
    pub fn apply_to_comparison(&mut self, update: &SceneUpdate) {
        let (gpu, format, first) = (&self.gpu, self.surface.format(&self.gpu), &self.scene_view);
        let comparison = self
            .comparison
            .get_or_insert_with(|| ComparisonPicture { scene_view: first.beside(gpu), wipe: Wipe::new(gpu, format) });
        comparison.scene_view.apply(gpu, update);
    }

    /// Adds an image of a view mode or an overlay, for the open or the compared zone.
    pub fn set_mode_picture(&mut self, comparison: bool, which: ZoneImage, image: Arc<MipImage>) {
        let update = SceneUpdate::Image { which, image };
        match (comparison, &mut self.comparison) {
            (false, _) => self.scene_view.apply(&self.gpu, &update),
            (true, Some(comparison)) => comparison.scene_view.apply(&self.gpu, &update),
            (true, None) => {}
        }
    }

    /// Drops the compared zone.
    pub fn drop_second(&mut self) {
        self.comparison = None;
    }
}
