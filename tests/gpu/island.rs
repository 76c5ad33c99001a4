//! The demo's objects: golden views from near, and every kind of them in a row.
//!
//! Golden pictures are from the software Vulkan driver. `GTD_VIEWER_BLESS=1` updates them; look at them before you
//! commit.

use crate::common::test_zone::{TestZone, objects_in_row, place_in_row_m};
use crate::headless::{gpu, open_zone, show_sky};
use crate::pictures::{difference, hold_against_golden};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{FrameOptions, Gpu, QualityRequest, SceneView};
use gtd_viewer::scene::terrain::select::{CLASSIC_FAR_M, Detail, LodRules};
use image::RgbImage;

const SIZE_PX: [u32; 2] = [256, 144];

struct Scene {
    gpu: Gpu,
    scene_view: SceneView,
}

impl Scene {
    fn open(zone: ZoneSource) -> Option<Scene> {
        let gpu = gpu()?;
        let (scene_view, _) = open_zone(&gpu, zone, QualityRequest { filter: None, msaa: Some(4) });
        Some(Scene { gpu, scene_view })
    }

    fn draw(&mut self, pose: &str, change: impl Fn(&mut FrameOptions)) -> RgbImage {
        let mut options = FrameOptions { fog_per_m: FrameOptions::fog_to(4000.0), ..FrameOptions::default() };
        show_sky(&self.scene_view, 12.0, &mut options);
        change(&mut options);
        let pose: Pose = pose.parse().unwrap();
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let canvas = Canvas::new(&self.gpu, SIZE_PX);
        let (rgb, stats) = draw_view(&self.gpu, &mut self.scene_view, &canvas, &view, &options).unwrap();
        assert!(!stats.streaming, "{stats:?}");
        RgbImage::from_raw(SIZE_PX[0], SIZE_PX[1], rgb).unwrap()
    }

    fn at_night(&mut self, pose: &str) -> RgbImage {
        let mut night = FrameOptions::default();
        show_sky(&self.scene_view, 23.0, &mut night);
        self.draw(pose, |options| options.atmosphere = night.atmosphere)
    }
}

fn classic(options: &mut FrameOptions) {
    options.lod = LodRules { detail: Detail::Classic, view_distance_m: CLASSIC_FAR_M };
    (options.fog_per_m, options.mip_bias) = (FrameOptions::fog_to(CLASSIC_FAR_M), true);
}

/// The village square; the jetty; the beach with the village and the mountain.
const YARD: &str = "452,9,370,20,-2";
const JETTY: &str = "474,6,336,312,-8";
const BEACH: &str = "430,12,352,60,-4";

#[test]
fn golden_views_of_the_islands_objects() {
    let Some(mut scene) = Scene::open(ZoneSource::Demo) else { return };
    let views = [("demo-yard", YARD), ("demo-jetty", JETTY), ("demo-beach", BEACH)];
    for (name, pose) in views {
        let drawn = scene.draw(pose, |_| ());
        hold_against_golden(&scene.gpu.caps, name, &drawn);
    }
    for (name, pose) in [("demo-yard-classic", YARD), ("demo-beach-classic", BEACH)] {
        let drawn = scene.draw(pose, classic);
        hold_against_golden(&scene.gpu.caps, name, &drawn);
    }
    let drawn = scene.at_night(YARD);
    hold_against_golden(&scene.gpu.caps, "demo-yard-night", &drawn);
}

/// The zone with one object of each kind.
fn row() -> Option<(Scene, tempfile::TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let file = TestZone::with_objects().write(folder.path());
    Some((Scene::open(ZoneSource::File(file))?, folder))
}

#[test]
fn every_kind_of_object_is_drawn() {
    let Some((mut scene, _folder)) = row() else { return };
    let objects = objects_in_row();
    assert!(objects.len() >= 12, "{} kinds", objects.len());
    for (number, object) in objects.iter().enumerate() {
        let [x, _, z] = place_in_row_m(number);
        let pose = format!("{x},4,{},0,-8", z - 14.0);
        let with = scene.draw(&pose, |_| ());
        let without = scene.draw(&pose, |options| options.objects = false);
        // The middle of the picture shows this object, not its neighbors. Even a post is some twenty pixels.
        let middle = |picture: &RgbImage| image::imageops::crop_imm(picture, 96, 24, 64, 96).to_image();
        let changed = difference(&middle(&with), &middle(&without), 8);
        assert!(changed.share_beyond > 0.002, "{} ({number}): {changed:?}", object.name());
    }
}

/// Trees sway, fires are flip-books; walls do neither.
#[test]
fn wind_and_flip_books_move_and_walls_stand() {
    let Some((mut scene, _folder)) = row() else { return };
    let objects = objects_in_row();
    for (name, moves) in [("Oak", true), ("Reeds", true), ("Campfire", true), ("Wall", false), ("Hut door", false)] {
        let number = objects.iter().position(|object| object.name() == name).unwrap();
        let [x, _, z] = place_in_row_m(number);
        let pose = format!("{x},2.5,{},0,-6", z - 7.0);
        let middle = |picture: RgbImage| image::imageops::crop_imm(&picture, 112, 40, 32, 60).to_image();
        // Clouds move as well.
        let mut at = |secs| middle(scene.draw(&pose, |options| (options.secs, options.sky) = (secs, false)));
        let (first, second) = (at(0.0), at(0.73));
        let changed = difference(&first, &second, 4);
        assert_eq!(changed.share_beyond > 0.0, moves, "{name}: {changed:?}");
    }
}
