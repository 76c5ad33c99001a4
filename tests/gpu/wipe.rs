//! Two zones in one picture: the first left of the wipe line, the second right of it, from the same view.

use crate::common::test_zone::TestZone;
use crate::headless::{gpu, open_zone};
use crate::objects::{NORTH, Scene, square_at};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, PICTURE_FORMAT, draw_view};
use gtd_viewer::render::view::view_params_of;
use gtd_viewer::render::wipe::{LINE_PX, Wipe};
use gtd_viewer::render::{FrameOptions, FrameParams, QualityRequest};
use gtd_viewer::scene::SceneUpdate;

const SIZE_PX: [u32; 2] = [200, 120];

#[test]
fn left_of_the_line_is_the_first_zone_and_right_of_it_the_second() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let little = ZoneSource::of(&TestZone::little().write(folder.path()));
    for msaa in [1, 4] {
        let request = QualityRequest { filter: None, msaa: Some(msaa) };
        let (mut first, _) = open_zone(&gpu, little.clone(), request);
        let (mut second, zone) = open_zone(&gpu, ZoneSource::Demo, request);
        let (low, high) = zone.ground.height_range_m();
        let eye = glam::DVec3::new(60.0, f64::from(low.min(-20.0).max(high)) + 60.0, 10.0);
        let view = View::new(Pose::new(eye, 10.0, -60.0), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let (options, canvas) = (FrameOptions { sky: false, ..FrameOptions::default() }, Canvas::new(&gpu, SIZE_PX));
        let (only_a, _) = draw_view(&gpu, &mut first, &canvas, &view, &options).unwrap();
        let (only_b, _) = draw_view(&gpu, &mut second, &canvas, &view, &options).unwrap();
        let differing = only_a.chunks(3).zip(only_b.chunks(3)).filter(|(a, b)| a != b).count();
        assert!(differing > 2000, "the zones must look different: {differing}");

        let mut wipe = Wipe::new(&gpu, PICTURE_FORMAT);
        for from_px in [0, 70, 200] {
            let mut encoder = gpu.device.create_command_encoder(&Default::default());
            let view_params = view_params_of(&view, SIZE_PX[1]);
            let (target, view) = (canvas.view(), &view_params);
            let frame = FrameParams { target: &target, size_px: SIZE_PX, view, options: &options, clock: None };
            first.draw(&gpu, &mut encoder, &frame);
            second.draw(&gpu, &mut encoder, &FrameParams { target: wipe.second(&gpu, SIZE_PX), ..frame });
            wipe.draw(&mut encoder, &canvas.view(), from_px);
            let both = canvas.finish_rgb8(&gpu, encoder).unwrap();
            for (index, pixel) in both.chunks(3).enumerate() {
                let x = index as u32 % SIZE_PX[0];
                if from_px == 70 && x.abs_diff(from_px) <= LINE_PX {
                    continue;
                }
                let expected = if x < from_px { &only_a } else { &only_b };
                assert_eq!(pixel, &expected[index * 3..index * 3 + 3], "pixel {index}, line at {from_px}");
            }
            if from_px == 70 {
                let line = &both[(SIZE_PX[0] * 60 + from_px) as usize * 3..][..3];
                assert!(line.iter().all(|&channel| channel > 230), "the line is bright: {line:?}");
            }
        }
    }
}

#[test]
fn each_side_of_the_line_has_its_own_objects() {
    let Some(mut first) = Scene::new(&[square_at(10.0, "red", 0)]) else { return };
    let mut second = first.scene_view.beside(&first.gpu);
    let Some(blue) = Scene::new(&[square_at(10.0, "blue", 0)]) else { return };
    let scene = blue.scene_view.scene();
    second.apply(&first.gpu, &SceneUpdate::Terrain(scene.terrain.clone().unwrap()));
    second.apply(&first.gpu, &SceneUpdate::ObjectModels(scene.object_models.clone().unwrap()));
    let view = View::new(NORTH.parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let (options, canvas) = (FrameOptions::default(), Canvas::new(&first.gpu, SIZE_PX));
    let mut wipe = Wipe::new(&first.gpu, PICTURE_FORMAT);
    let mut encoder = first.gpu.device.create_command_encoder(&Default::default());
    let (target, view) = (canvas.view(), &view_params_of(&view, SIZE_PX[1]));
    let frame = FrameParams { target: &target, size_px: SIZE_PX, view, options: &options, clock: None };
    first.scene_view.draw(&first.gpu, &mut encoder, &frame);
    second.draw(&first.gpu, &mut encoder, &FrameParams { target: wipe.second(&first.gpu, SIZE_PX), ..frame });
    wipe.draw(&mut encoder, &canvas.view(), SIZE_PX[0] / 2);
    let both = canvas.finish_rgb8(&first.gpu, encoder).unwrap();
    let pixel = |x: u32| &both[((SIZE_PX[0] * SIZE_PX[1] / 2 + x) * 3) as usize..][..3];
    assert_eq!((pixel(SIZE_PX[0] / 2 - 12), pixel(SIZE_PX[0] / 2 + 12)), (&[255, 0, 0][..], &[0, 0, 255][..]));
}
