//! A device and a zone on it.

use crate::common::skip;
use gtd_viewer::load::DataForms;
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::PICTURE_FORMAT;
use gtd_viewer::render::{FrameOptions, Gpu, Quality, QualityRequest, SceneView, TimeOfDay};
use std::sync::Arc;

/// A device; prints that the test is skipped without one.
pub fn gpu() -> Option<Gpu> {
    match Gpu::headless(None) {
        Ok(gpu) => Some(gpu),
        Err(error) => {
            skip(&error.to_string());
            None
        }
    }
}

/// Opens a zone with all its parts.
pub fn open_zone(gpu: &Gpu, zone: ZoneSource, request: QualityRequest) -> (SceneView, Arc<Zone>) {
    open_zone_within(gpu, zone, request, 2048)
}

/// Opens a zone with all its parts, with zone images of at most `picture_px` texels a side.
pub fn open_zone_within(
    gpu: &Gpu,
    zone: ZoneSource,
    request: QualityRequest,
    picture_px: u32,
) -> (SceneView, Arc<Zone>) {
    let mut scene_view = SceneView::new(gpu, PICTURE_FORMAT, Quality::resolve(request, &gpu.caps));
    let encoding = gpu.caps.tile_encoding();
    let mut load = Load::start(
        Request {
            zone,
            data: None,
            server: None,
            wanted: LoadOptions::default(),
            forms: DataForms::new(encoding, picture_px).into(),
        },
        || {},
    );
    let mut opened = None;
    while let Some(event) = load.wait() {
        if let Some(update) = event.scene_update() {
            scene_view.apply(gpu, &update);
        }
        match event {
            LoadEvent::Opened(zone) => opened = Some(zone),
            LoadEvent::Failed(error) => panic!("{:#}", anyhow::Error::from(error)),
            LoadEvent::Update(_) | LoadEvent::Server(_) | LoadEvent::Missing(_) => {}
            LoadEvent::Done => break,
        }
    }
    (scene_view, opened.expect("the zone was opened"))
}

/// Applies the scene's own sky at an hour.
pub fn show_sky(scene_view: &SceneView, hours: f32, options: &mut FrameOptions) {
    let time = TimeOfDay { hours, zone_sun: true };
    options.atmosphere = scene_view.atmosphere(time).expect("the scene has a sky");
}
