//! Highlights in the world: outlines on the terrain, and the tiles of one texture.

use crate::common::test_zone::TestZone;
use crate::headless::{gpu, open_zone};
use glam::DVec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{Filter, FrameOptions, Quality, QualityRequest, WorldLine};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::raster::mip_image::ZoneImage;
use gtd_viewer::scene::terrain::select::{Detail, LodRules};
use gtd_viewer::scene::terrain::texture_uses::lit_tiles;
use std::sync::Arc;

const SIZE_PX: [u32; 2] = [320, 180];

#[test]
fn lines_are_hidden_by_hills_but_not_by_the_outlined_tile() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let request = QualityRequest { filter: None, msaa: Some(1) };
    let (mut scene_view, zone) = open_zone(&gpu, ZoneSource::of(&TestZone::little().write(folder.path())), request);
    let canvas = Canvas::new(&gpu, SIZE_PX);
    let middle = DVec3::new(62.0, 0.0, 62.0);
    let pose = Pose::looking_at(middle + DVec3::new(0.0, 60.0, -50.0), middle);
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let options = FrameOptions { sky: false, ..FrameOptions::default() };
    let magenta =
        |rgb: &[u8]| rgb.as_chunks::<3>().0.iter().filter(|px| px[0] > 250 && px[1] < 5 && px[2] > 250).count();

    let heights = zone.ground.heights();
    let corner = |x: u32, z: u32| DVec3::new(f64::from(x) * 4.0, f64::from(heights.at(x, z)), f64::from(z) * 4.0);
    let rgba = [255, 0, 255, 255];
    let mut outline = |lines: &[WorldLine]| {
        scene_view.set_lines(lines, 1.0);
        magenta(&draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap().0)
    };
    assert_eq!(outline(&[]), 0);
    let on_ground = [WorldLine { ends: [corner(14, 15), corner(15, 15)], rgba }];
    let drawn = outline(&on_ground);
    assert!((10..120).contains(&drawn), "{drawn} pixels of a line");
    let below = on_ground.map(|line| WorldLine { ends: line.ends.map(|end| end - DVec3::Y * 5.0), ..line });
    assert_eq!(outline(&below), 0, "a line under the ground is hidden");
    let behind = [WorldLine { ends: [pose.eye - pose.forward() * 9.0, pose.eye - pose.forward() * 2.0], rgba }];
    assert_eq!(outline(&behind), 0, "nothing of what lies behind the eye");
    let through =
        [WorldLine { ends: [pose.eye - pose.forward() * 9.0 - DVec3::Y, corner(15, 17) + DVec3::Y * 3.0], rgba }];
    assert!(outline(&through) > 20, "a line that passes the eye is drawn in part");
}

#[test]
fn the_tiles_of_one_texture_are_lit_and_the_others_gray() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let request = QualityRequest { filter: None, msaa: Some(1) };
    let (mut scene_view, zone) = open_zone(&gpu, ZoneSource::of(&TestZone::little().write(folder.path())), request);
    let canvas = Canvas::new(&gpu, SIZE_PX);
    let options = FrameOptions { sky: false, shadows: false, ..FrameOptions::default() };
    let texture = 2;
    scene_view.set_highlight(Some(texture));
    let mut seen = [0, 0];
    for (x, z) in (9..14).flat_map(|x| (10..15).map(move |z| (x, z))) {
        let record = zone.ground.gtd().record(x, z);
        let middle = DVec3::new(f64::from(x) * 4.0 + 2.0, f64::from(record.height_m()), f64::from(z) * 4.0 + 2.0);
        let pose = Pose::looking_at(middle + DVec3::new(0.0, 12.0, -0.5), middle);
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 20.0 }, SIZE_PX);
        let (rgb, _) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
        let [r, g, b] = rgb.as_chunks::<3>().0[(SIZE_PX[1] / 2 * SIZE_PX[0] + SIZE_PX[0] / 2) as usize];
        let (first, second) = zone.ground.gtd().layers_of(record.tile());
        let shows = first == Some(texture) || second == Some(texture);
        let colored = r.abs_diff(g) > 3 || g.abs_diff(b) > 3;
        assert_eq!(colored, shows, "tile {x}, {z} with {first:?} and {second:?} is {r}, {g}, {b}");
        seen[usize::from(shows)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "tiles with and without it: {seen:?}");
}

#[test]
fn far_ground_without_tiles_is_lit_where_they_lie() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let request = QualityRequest { filter: None, msaa: Some(1) };
    let (mut scene_view, zone) = open_zone(&gpu, ZoneSource::of(&TestZone::little().write(folder.path())), request);
    let canvas = Canvas::new(&gpu, SIZE_PX);
    // A threshold that no tile reaches: everything is distant terrain.
    let lod = LodRules { detail: Detail::Screen { tile_px: 1e9, error_px: 0.1 }, view_distance_m: f32::INFINITY };
    let options = FrameOptions { sky: false, shadows: false, lod, ..FrameOptions::default() };
    let texture = 2;
    let lit = Arc::new(lit_tiles(zone.ground.gtd(), texture));
    scene_view.apply(&gpu, &SceneUpdate::Image { which: ZoneImage::LitTiles, image: lit.clone() });
    let shows = |x: u32, z: u32| lit.levels[0][((lit.height - 1 - z) * lit.width + x) as usize] == 255;
    let mut seen = [0, 0];
    for on in [true, false] {
        scene_view.set_highlight(on.then_some(texture));
        for (x, z) in (9..14).flat_map(|x| (10..15).map(move |z| (x, z))) {
            let middle = DVec3::new(f64::from(x) * 4.0 + 2.0, 0.0, f64::from(z) * 4.0 + 2.0);
            let pose = Pose::looking_at(middle + DVec3::new(0.0, 60.0, -0.01), middle);
            let view = View::new(pose, Lens::Perspective { fov_y_deg: 10.0 }, SIZE_PX);
            let (rgb, _) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
            let [r, g, b] = rgb.as_chunks::<3>().0[(SIZE_PX[1] / 2 * SIZE_PX[0] + SIZE_PX[0] / 2) as usize];
            let golden = r > b.saturating_add(40) && g > b.saturating_add(20);
            if on {
                assert_eq!(golden, shows(x, z), "tile {x}, {z} is {r}, {g}, {b}");
                seen[usize::from(golden)] += 1;
            }
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "tiles with and without it: {seen:?}");
}

#[test]
fn another_quality_draws_as_if_it_had_been_chosen_at_the_start() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = TestZone::little().write(folder.path());
    let canvas = Canvas::new(&gpu, SIZE_PX);
    let middle = DVec3::new(62.0, 0.0, 62.0);
    let pose = Pose::looking_at(middle + DVec3::new(0.0, 30.0, -50.0), middle);
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let options = FrameOptions::default();
    let requests = [(Filter::Nearest, 1), (Filter::Trilinear, 4), (Filter::Bilinear, 1)];
    let requests = requests.map(|(filter, msaa)| QualityRequest { filter: Some(filter), msaa: Some(msaa) });
    let (mut changing, _) = open_zone(&gpu, ZoneSource::of(&path), requests[0]);
    let mut pictures = Vec::new();
    for request in requests {
        changing.set_quality(&gpu, Quality::resolve(request, &gpu.caps));
        let (mut fresh, _) = open_zone(&gpu, ZoneSource::of(&path), request);
        let (changed, _) = draw_view(&gpu, &mut changing, &canvas, &view, &options).unwrap();
        assert!(changed == draw_view(&gpu, &mut fresh, &canvas, &view, &options).unwrap().0, "{request:?}");
        pictures.push(changed);
    }
    assert!(pictures[0] != pictures[1] && pictures[0] != pictures[2], "it shows");
}
