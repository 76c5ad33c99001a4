//! Far objects of a real zone: coarser levels leave no holes where the client's levels do.

use crate::common;
use crate::headless::{gpu, open_zone};
use glam::Vec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{Atmosphere, FrameOptions, FrameStats, Gpu, QualityRequest, SceneView};
use gtd_viewer::scene::terrain::select::{Detail, LodRules};
use gtd_viewer::scene::view_settings::Lighting;

const SIZE_PX: [u32; 2] = [640, 400];

/// Views of moradon's town wall, from near to far.
const WALL_VIEWS: [&str; 5] =
    ["340,40,250,0,-12", "340,45,180,0,-8", "340,60,80,0,-6", "340,70,0,0,-6", "560,80,60,-30,-8"];

/// Draws objects in their light over a black ground and a black sky.
fn draw(gpu: &Gpu, scene_view: &mut SceneView, pose: &str, detail: Detail) -> (Vec<u8>, FrameStats) {
    let lod = LodRules { detail, view_distance_m: f32::INFINITY };
    let atmosphere = Atmosphere { light: Vec3::ZERO, fog: Vec3::ZERO, ..Atmosphere::default() };
    let lighting = Lighting::Client;
    let options = FrameOptions { lod, atmosphere, lighting, sky: false, water: false, ..FrameOptions::default() };
    let pose: Pose = pose.parse().unwrap();
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 58.0 }, SIZE_PX);
    let canvas = Canvas::new(gpu, SIZE_PX);
    draw_view(gpu, scene_view, &canvas, &view, &options).unwrap()
}

/// Black pixels of a picture where full detail shows an object that is not dark; and the number of the latter.
fn holes(full: &[u8], picture: &[u8]) -> [usize; 2] {
    let pixels = full.chunks_exact(3).zip(picture.chunks_exact(3));
    let objects = pixels.filter(|(full, _)| full.iter().map(|channel| u32::from(*channel)).sum::<u32>() > 40);
    objects.fold([0, 0], |[holes, all], (_, pixel)| [holes + usize::from(pixel == [0; 3]), all + 1])
}

#[test]
fn no_background_shows_through_a_wall_at_any_distance() {
    let Some(folder) = common::corpus() else { return };
    let Some(gpu) = gpu() else { return };
    let zone = ZoneSource::File(folder.join("ko/1298/Zones/moradon.gtd"));
    let (mut scene_view, _) = open_zone(&gpu, zone, QualityRequest { filter: None, msaa: Some(1) });
    let mut most_torn = 0;
    for pose in WALL_VIEWS {
        let mut drawn = |detail| draw(&gpu, &mut scene_view, pose, detail);
        let (full, all) = drawn(Detail::Full);
        let (coarser, fewer) = drawn(Detail::Screen { tile_px: 1.0, error_px: 1.0 });
        let [through, objects] = holes(&full, &coarser);
        let [through_classic, _] = holes(&full, &drawn(Detail::Classic).0);
        println!(
            "{pose}: background in {through} of {objects} pixels of objects, in {through_classic} with the client's \
             levels; {} triangles of {}",
            fewer.triangles, all.triangles
        );
        assert!(objects > 10_000, "{pose} shows objects in {objects} pixels");
        assert!(through * 2000 <= objects, "{pose}: {through} of {objects} pixels show the background");
        most_torn = most_torn.max(through_classic * 1000 / objects);
    }
    assert!(most_torn >= 5, "the client's levels are torn, and this test sees it: {most_torn} of 1000 pixels");
}
