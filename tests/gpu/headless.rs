//! A device and a zone on it.

use gtd_viewer::load::Event;
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::Request;
use gtd_viewer::load::Sky;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::PICTURE_FORMAT;
use gtd_viewer::render::{Atmosphere, FrameOptions, Gpu, Quality, QualityRequest, Renderer, tiles};
use std::sync::Arc;

/// A device, or a printed line and none.
pub fn gpu(test: &str) -> Option<Gpu> {
    match Gpu::headless(None) {
        Ok(gpu) => Some(gpu),
        Err(error) => {
            println!("{test}: skipped, {error}");
            None
        }
    }
}

/// Opens a zone with all that belongs to it but its sky.
pub fn open_zone(gpu: &Gpu, zone: ZoneSource, request: QualityRequest) -> (Renderer, Arc<Zone>) {
    let (renderer, zone, _) = open_zone_with_sky(gpu, zone, request);
    (renderer, zone)
}

/// Opens a zone with all that belongs to it.
pub fn open_zone_with_sky(
    gpu: &Gpu,
    zone: ZoneSource,
    request: QualityRequest,
) -> (Renderer, Arc<Zone>, Option<Arc<Sky>>) {
    open_zone_within(gpu, zone, request, 2048)
}

/// Opens a zone with all that belongs to it, with pictures over the ground of at most `picture_px` texels a side.
pub fn open_zone_within(
    gpu: &Gpu,
    zone: ZoneSource,
    request: QualityRequest,
    picture_px: u32,
) -> (Renderer, Arc<Zone>, Option<Arc<Sky>>) {
    let mut renderer = Renderer::new(gpu, PICTURE_FORMAT, Quality::resolve(request, &gpu.caps));
    let encoding = tiles::encoding_for(&gpu.caps);
    let mut load =
        Load::start(Request { zone, data: None, encoding, wanted: LoadOptions::default(), picture_px }, || {});
    let (mut opened, mut sky) = (None, None);
    while let Some(event) = load.wait() {
        match event {
            Event::Opened(zone) => {
                renderer.set_zone(gpu, Some(zone.ground.clone()));
                opened = Some(zone);
            }
            Event::Texture { index, image } => renderer.add_texture(gpu, index, &image),
            Event::Terrain { which, picture } => renderer.set_ground_picture(gpu, which, picture),
            Event::ColorPages(cells) => renderer.set_color_pages(gpu, cells),
            Event::Water(water) => renderer.set_water(gpu, &water.mesh, &water.textures, &water.caustics),
            Event::Failed(error) => panic!("{error}"),
            Event::Sky(read) => sky = Some(read),
            Event::Objects(_) | Event::Missing(_) => {}
            Event::Done => break,
        }
    }
    (renderer, opened.expect("the zone was opened"), sky)
}

/// Shows a sky at an hour: its pictures on the renderer, its colors in the options.
pub fn show_sky(gpu: &Gpu, renderer: &mut Renderer, sky: &Sky, hours: f32, options: &mut FrameOptions) {
    let (atmosphere, clouds) = Atmosphere::at(&sky.file, hours, sky.sun_hour);
    options.atmosphere = atmosphere;
    let [disk, glow, flare] = sky.sun.each_ref().map(Option::as_ref);
    let [first, second] = clouds.map(|cloud| sky.clouds[cloud].as_ref());
    renderer.set_sky_pictures(gpu, [disk, glow, flare, first, second]);
}
