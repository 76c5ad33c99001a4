//! Effect of each layer: small golden views of the embedded zone, and a check that each layer is visible.
//!
//! Golden pictures are from the software Vulkan driver. `GTD_VIEWER_BLESS=1` updates them; look at them before you
//! commit.

use crate::headless::{gpu, open_zone, show_sky};
use crate::pictures::{ISLAND_VIEW, difference, hold_against_golden};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{FrameOptions, Gpu, QualityRequest, SceneView};
use gtd_viewer::scene::terrain::select::{CLASSIC_FAR_M, Detail, LodRules};
use image::RgbImage;

const SIZE_PX: [u32; 2] = [256, 144];

/// A change of frame options.
type Change = fn(&mut FrameOptions);

struct Scene {
    gpu: Gpu,
    scene_view: SceneView,
}

impl Scene {
    fn demo() -> Option<Scene> {
        let gpu = gpu()?;
        let request = QualityRequest { filter: None, msaa: Some(1) };
        let (scene_view, _) = open_zone(&gpu, ZoneSource::Demo, request);
        Some(Scene { gpu, scene_view })
    }

    fn start() -> Pose {
        ISLAND_VIEW.parse().unwrap()
    }

    fn draw(&mut self, pose: Pose, hours: f32, change: impl Fn(&mut FrameOptions)) -> RgbImage {
        let mut options = FrameOptions { fog_per_m: FrameOptions::fog_to(4000.0), ..FrameOptions::default() };
        show_sky(&self.scene_view, hours, &mut options);
        change(&mut options);
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let canvas = Canvas::new(&self.gpu, SIZE_PX);
        let (rgb, stats) = draw_view(&self.gpu, &mut self.scene_view, &canvas, &view, &options).unwrap();
        // six kinds of cells, the sky, for each water texture a call for surfaces and one for sides; objects: opaque ones
        // by their texture's size, and blended ones, which alternate from far to near
        assert!(!stats.streaming && stats.draw_calls <= 11 + 13, "{stats:?}");
        RgbImage::from_raw(SIZE_PX[0], SIZE_PX[1], rgb).unwrap()
    }
}

#[test]
fn golden_views_of_the_built_in_zone() {
    let Some(mut scene) = Scene::demo() else { return };
    let start = Scene::start();
    let views: [(&str, f32, Change); 8] = [
        ("demo-noon", 12.0, |_| ()),
        ("demo-morning", 6.0, |_| ()),
        ("demo-night", 23.0, |_| ()),
        ("demo-color-map", 12.0, |options| options.tiles = false),
        ("demo-tiles-only", 12.0, |options| {
            (options.water, options.shadows, options.sky, options.fog_per_m) = (false, false, false, 0.0);
            options.objects = false;
        }),
        ("demo-relief", 12.0, |options| options.relief = true),
        ("demo-full-detail", 12.0, |options| options.lod.detail = Detail::Full),
        ("demo-classic", 12.0, |options| {
            options.lod = LodRules { detail: Detail::Classic, view_distance_m: CLASSIC_FAR_M };
            (options.fog_per_m, options.mip_bias) = (FrameOptions::fog_to(CLASSIC_FAR_M), true);
        }),
    ];
    for (name, hours, change) in views {
        let drawn = scene.draw(start, hours, change);
        hold_against_golden(&scene.gpu.caps, name, &drawn);
    }
}

/// Each switch changes the picture: otherwise a broken layer would go unnoticed.
#[test]
fn every_layer_shows() {
    let Some(mut scene) = Scene::demo() else { return };
    let start = Scene::start();
    let all = scene.draw(start, 12.0, |_| ());
    // shadows surround the peak, best seen from above
    let above: Pose = "512,900,512,0,-89".parse().unwrap();
    let from_above = scene.draw(above, 12.0, |_| ());
    let unshaded = scene.draw(above, 12.0, |options| options.shadows = false);
    let changed = difference(&from_above, &unshaded, 4);
    assert!(changed.share_beyond > 0.002, "shadows change {changed:?}");
    let without: [(&str, Change); 5] = [
        ("tiles", |options| options.tiles = false),
        ("water", |options| options.water = false),
        ("sky", |options| options.sky = false),
        ("fog", |options| options.fog_per_m = 0.0),
        ("relief", |options| options.relief = true),
    ];
    for (name, change) in without {
        let changed = difference(&all, &scene.draw(start, 12.0, change), 0);
        assert!(changed.share_beyond > 0.002, "{name} changes {changed:?}");
    }
    let night = scene.draw(start, 23.0, |_| ());
    assert!(difference(&all, &night, 16).share_beyond > 0.5, "night is darker");
}

/// Detail levels must not be visible: the picture with them is nearly the one without.
#[test]
fn detail_levels_hardly_change_the_picture() {
    let Some(mut scene) = Scene::demo() else { return };
    let start = Scene::start();
    let levels = scene.draw(start, 12.0, |options| options.lod.detail = Detail::Screen { tile_px: 1.0, error_px: 1.0 });
    let full = scene.draw(start, 12.0, |options| options.lod.detail = Detail::Full);
    let apart = difference(&levels, &full, 48);
    assert!(apart.mean < 4.0 && apart.share_beyond < 0.03, "{apart:?}");
}
