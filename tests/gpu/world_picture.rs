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
        picture.copy(&mut encoder, &window.view(), corner_px);
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
