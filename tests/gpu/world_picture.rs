//! The world's picture copied into a part of a larger target.

use crate::headless::{gpu, open_zone};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, PICTURE_FORMAT, draw_view};
use gtd_viewer::render::view::view_params_of;
use gtd_viewer::render::world_picture::WorldPicture;
use gtd_viewer::render::{FrameOptions, FrameParams, QualityRequest};

#[test]
fn the_picture_is_the_same_texel_by_texel_wherever_it_lies() {
    let Some(gpu) = gpu() else { return };
    let window_px = [333, 217];
    let (mut scene, _) = open_zone(&gpu, ZoneSource::Demo, QualityRequest { filter: None, msaa: Some(1) });
    let pose = Pose::new(glam::DVec3::new(200.0, 60.0, 150.0), 10.0, -30.0);
    let options = FrameOptions { sky: false, ..FrameOptions::default() };
    let mut picture = WorldPicture::new(&gpu, PICTURE_FORMAT);
    for (corner_px, size_px) in [([0, 0], window_px), ([101, 26], [131, 167]), ([332, 216], [1, 1])] {
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, size_px);
        let alone = Canvas::new(&gpu, size_px);
        let (expected, _) = draw_view(&gpu, &mut scene, &alone, &view, &options).unwrap();
        let window = Canvas::new(&gpu, window_px);
        let mut encoder = gpu.device.create_command_encoder(&Default::default());
        let view_params = view_params_of(&view, size_px[1]);
        let target = &picture.view(&gpu, size_px);
        let frame = FrameParams { target, size_px, view: &view_params, options: &options, clock: None };
        scene.draw(&gpu, &mut encoder, &frame);
        picture.copy(&mut encoder, &window.view(), corner_px, size_px);
        let found = window.finish_rgb8(&gpu, encoder).unwrap();
        for (index, pixel) in found.chunks(3).enumerate() {
            let at = [index as u32 % window_px[0], index as u32 / window_px[0]];
            let inside = [0, 1].map(|i: usize| at[i].checked_sub(corner_px[i]).filter(|at| *at < size_px[i]));
            let expected = match inside {
                [Some(x), Some(y)] => &expected[(y * size_px[0] + x) as usize * 3..][..3],
                _ => &[0, 0, 0],
            };
            assert_eq!(pixel, expected, "at {at:?}, picture at {corner_px:?}");
        }
    }
}

#[test]
fn a_smaller_picture_is_enlarged_by_blending_its_texels() {
    let Some(gpu) = gpu() else { return };
    let (mut scene, _) = open_zone(&gpu, ZoneSource::Demo, QualityRequest { filter: None, msaa: Some(1) });
    let pose = Pose::new(glam::DVec3::new(200.0, 60.0, 150.0), 10.0, -30.0);
    let (small_px, size_px, corner_px) = ([60, 45], [120, 90], [13, 7]);
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, small_px);
    let options = FrameOptions::default();
    let (texels, _) = draw_view(&gpu, &mut scene, &Canvas::new(&gpu, small_px), &view, &options).unwrap();
    let mut picture = WorldPicture::new(&gpu, PICTURE_FORMAT);
    let window = Canvas::new(&gpu, [150, 100]);
    let mut encoder = gpu.device.create_command_encoder(&Default::default());
    let view_params = view_params_of(&view, small_px[1]);
    let target = &picture.view(&gpu, small_px);
    let frame = FrameParams { target, size_px: small_px, view: &view_params, options: &options, clock: None };
    scene.draw(&gpu, &mut encoder, &frame);
    picture.copy(&mut encoder, &window.view(), corner_px, size_px);
    let found = window.finish_rgb8(&gpu, encoder).unwrap();
    // Twice the size: a pixel lies a quarter of a texel from the center of the nearest one.
    let neighbors = |at: u32, last: u32| [at / 2, (at / 2 + at % 2 * 2).saturating_sub(1).min(last)];
    for (x, y) in (0..size_px[0]).flat_map(|x| (0..size_px[1]).map(move |y| (x, y))) {
        let (columns, rows) = (neighbors(x, small_px[0] - 1), neighbors(y, small_px[1] - 1));
        for channel in 0..3 {
            let texel =
                |i: usize, j: usize| f32::from(texels[((rows[j] * small_px[0] + columns[i]) * 3) as usize + channel]);
            let row = |j: usize| texel(0, j) * 0.75 + texel(1, j) * 0.25;
            let expected = row(0) * 0.75 + row(1) * 0.25;
            let at = ((y + corner_px[1]) * 150 + x + corner_px[0]) as usize * 3 + channel;
            assert!((f32::from(found[at]) - expected).abs() <= 2.0, "{x},{y}: {} for {expected}", found[at]);
        }
    }
    assert_eq!(found[..3], [0; 3]);
}
