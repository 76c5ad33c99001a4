//! The zone that the open one is compared with: a renderer of its own, whose picture is wiped over the first.

use std::sync::Arc;

use super::WindowRenderer;
use crate::load::Event;
use crate::load::Sky;
use crate::render::wipe::Wipe;
use crate::render::{Atmosphere, FrameOptions, FrameStats, Gpu, Quality, Renderer};
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::terrain::select::ViewParams;
use crate::ui::Drawing;

/// What draws the second zone.
pub struct Comparison {
    renderer: Renderer,
    wipe: Wipe,
    sky: Option<Arc<Sky>>,
    /// Which clouds' pictures are on the GPU.
    clouds: Option<[usize; 2]>,
}

impl Comparison {
    fn new(gpu: &Gpu, format: wgpu::TextureFormat, quality: Quality, budget_bytes: Option<u64>) -> Comparison {
        let mut renderer = Renderer::new(gpu, format, quality);
        renderer.set_budget(&gpu.caps, budget_bytes);
        Comparison { renderer, wipe: Wipe::new(gpu, format), sky: None, clouds: None }
    }

    /// Draws with another quality from now on.
    pub fn set_quality(&mut self, gpu: &Gpu, quality: Quality) {
        self.renderer.set_quality(gpu, quality);
    }

    fn upload(&mut self, gpu: &Gpu, event: Event) {
        match event {
            Event::Opened(zone) => {
                self.renderer.set_zone(gpu, Some(zone.ground.clone()));
                (self.sky, self.clouds) = (None, None);
            }
            Event::Texture { index, image } => self.renderer.add_texture(gpu, index, &image),
            Event::Terrain { which, picture } => self.renderer.set_ground_picture(gpu, which, picture),
            Event::ColorPages(cells) => self.renderer.set_color_pages(gpu, cells),
            Event::Water(water) => self.renderer.set_water(gpu, &water.mesh, &water.textures, &water.caustics),
            Event::Sky(sky) => (self.sky, self.clouds) = (Some(sky), None),
            Event::Objects(objects) => {
                self.renderer.set_objects(objects.iter().map(|object| object.position_m.as_dvec3()));
            }
            Event::Missing(_) | Event::Failed(_) | Event::Done => {}
        }
    }

    /// The zone's own air at the time of day; without a sky file that of the first zone. Pictures are brought to the
    /// GPU only where they are other ones.
    fn atmosphere(&mut self, gpu: &Gpu, drawing: &Drawing, otherwise: Atmosphere) -> Atmosphere {
        let Some(sky) = &self.sky else { return otherwise };
        let sun_hour = sky.sun_hour.filter(|_| drawing.fixed_hour);
        let (atmosphere, clouds) = Atmosphere::at(&sky.file, drawing.time_secs as f32 / 3600.0, sun_hour);
        if self.clouds != Some(clouds) {
            let [disk, glow, flare] = sky.sun.each_ref().map(Option::as_ref);
            let [first, comparison] = clouds.map(|cloud| sky.clouds[cloud].as_ref());
            self.renderer.set_sky_pictures(gpu, [disk, glow, flare, first, comparison]);
            self.clouds = Some(clouds);
        }
        atmosphere
    }

    /// Draws the same view of the second zone over the right part of a picture, from a part of its width on.
    #[allow(clippy::too_many_arguments)] // a frame's inputs, and where the line is
    pub fn draw(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        size_px: [u32; 2],
        view_params: &ViewParams,
        options: &FrameOptions,
        (part, drawing): (f32, &Drawing),
    ) -> FrameStats {
        let atmosphere = self.atmosphere(gpu, drawing, options.atmosphere);
        let options = FrameOptions { atmosphere, ..*options };
        let stats = self.renderer.draw(gpu, encoder, self.wipe.second(gpu, size_px), size_px, view_params, &options);
        self.wipe.draw(encoder, target, (part * size_px[0] as f32).round() as u32);
        stats
    }
}

impl WindowRenderer {
    /// Takes what the load of the second zone brings to the GPU.
    pub fn upload_second(&mut self, event: Event, budget_bytes: Option<u64>) {
        let (gpu, format, quality) = (&self.gpu, self.surface.format(&self.gpu), self.renderer.quality());
        self.comparison.get_or_insert_with(|| Comparison::new(gpu, format, quality, budget_bytes)).upload(gpu, event);
    }

    /// Takes a picture of a view mode or an overlay, of the open zone or of the second one.
    pub fn set_mode_picture(&mut self, comparison: bool, which: ZoneImage, picture: Arc<MipImage>) {
        match (comparison, &mut self.comparison) {
            (false, _) => self.renderer.set_ground_picture(&self.gpu, which, picture),
            (true, Some(comparison)) => comparison.renderer.set_ground_picture(&self.gpu, which, picture),
            (true, None) => {}
        }
    }

    /// Lets go of the second zone.
    pub fn drop_second(&mut self) {
        self.comparison = None;
    }
}
