//! Pictures: the GPU's map against the CPU's composition, small golden pictures, and the maps of the corpus.
//!
//! Golden pictures are from the software Vulkan driver. `GTD_VIEWER_BLESS=1` updates them; look at them before you
//! commit.

use crate::common;
use crate::common::test_zone::{LITTLE_SIDE as SIDE, TestZone};
use crate::headless::{gpu, open_zone};
use crate::pictures::{ISLAND_VIEW, LITTLE_VIEW, difference, hold_against_golden};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::ntf::gtt;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, MapPlan, PICTURE_FORMAT, PictureError, draw_map, draw_view, map_options};
use gtd_viewer::render::{FrameOptions, FrameParams, Gpu, Quality, QualityRequest, SceneView};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::raster::compose::{Composer, NeutralBase, TilePictures};
use gtd_viewer::scene::raster::mip_image::{MipImage, Texel, ZoneImage};
use gtd_viewer::scene::raster::placeholder::Placeholders;
use gtd_viewer::scene::view_settings::Lighting;
use image::RgbImage;
use std::path::Path;
use std::sync::Arc;

fn open(gpu: &Gpu, path: &Path, request: QualityRequest) -> (SceneView, Arc<Zone>) {
    open_zone(gpu, ZoneSource::of(path), request)
}

fn map(gpu: &Gpu, scene_view: &mut SceneView, zone: &Zone, px_per_tile: u32, piece_px: u32) -> RgbImage {
    let plan = MapPlan::new(zone.ground.gtd().tiles_per_side(), px_per_tile, piece_px);
    let mut rgb = Vec::new();
    draw_map::<PictureError>(gpu, scene_view, &plan, &map_options(px_per_tile), |rows| {
        rgb.extend_from_slice(rows);
        Ok(())
    })
    .unwrap();
    RgbImage::from_raw(plan.side_px() as u32, plan.side_px() as u32, rgb).unwrap()
}

#[test]
fn the_map_matches_the_cpu_composition() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = TestZone::little().write(folder.path());
    let (mut scene_view, zone) = open(&gpu, &path, QualityRequest { filter: None, msaa: Some(1) });
    let textures = gtt::parse(&std::fs::read(folder.path().join("DTex/Little_0.GTT")).unwrap()).unwrap();
    let table: Vec<_> = textures.iter().map(Some).chain([None]).collect();
    let gtd = Gtd::parse(std::fs::read(&path).unwrap()).unwrap();
    let placeholders = Placeholders::new(&gtd);
    for px_per_tile in [4, 16, 64, 128] {
        let pictures = TilePictures::new(&table, &placeholders, px_per_tile);
        let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &NeutralBase);
        let mut rgb = vec![0; composer.picture_bytes(SIDE - 1, SIDE - 1)];
        composer.compose(0..SIDE - 1, 0..SIDE - 1, &mut rgb);
        let side = composer.side_px();
        let composed = RgbImage::from_raw(side, side, rgb).unwrap();
        let drawn = map(&gpu, &mut scene_view, &zone, px_per_tile, 4096);
        let apart = difference(&composed, &drawn, 4);
        assert!(apart.mean <= 1.0 && apart.share_beyond <= 0.001, "{px_per_tile} px a tile: {apart:?}");
    }
}

#[test]
fn pieces_of_a_map_make_the_map() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (mut scene_view, zone) = open(&gpu, &TestZone::little().write(folder.path()), QualityRequest::default());
    let whole = map(&gpu, &mut scene_view, &zone, 16, 4096);
    let pieces = map(&gpu, &mut scene_view, &zone, 16, 100);
    assert_eq!(difference(&whole, &pieces, 0).worst, 0);
}

/// Draws a picture and compares it with the golden one.
fn assert_golden(gpu: &Gpu, name: &str, request: QualityRequest, change: impl Fn(&mut FrameOptions)) -> RgbImage {
    let folder = tempfile::tempdir().unwrap();
    let (mut scene_view, _) = open(gpu, &TestZone::little().write(folder.path()), request);
    let size_px = [320, 180];
    let mut options = FrameOptions::default();
    change(&mut options);
    let view = View::new(LITTLE_VIEW.parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
    let canvas = Canvas::new(gpu, size_px);
    let (rgb, stats) = draw_view(gpu, &mut scene_view, &canvas, &view, &options).unwrap();
    assert!(!stats.streaming && stats.draw_calls <= 8, "{stats:?}");
    let drawn = RgbImage::from_raw(size_px[0], size_px[1], rgb).unwrap();
    hold_against_golden(&gpu.caps, name, &drawn);
    drawn
}

#[test]
fn golden_tiles() {
    let Some(gpu) = gpu() else { return };
    let plain = assert_golden(&gpu, "tiles", QualityRequest { filter: None, msaa: Some(1) }, |_| ());
    let smooth = assert_golden(&gpu, "tiles-msaa", QualityRequest { filter: None, msaa: Some(4) }, |_| ());
    assert!(difference(&plain, &smooth, 0).mean > 0.05, "multisampling changes the picture");
    assert_golden(
        &gpu,
        "tiles-nearest",
        QualityRequest { filter: Some(gtd_viewer::render::Filter::Nearest), msaa: Some(1) },
        |_| (),
    );
    assert_golden(&gpu, "relief", QualityRequest { filter: None, msaa: Some(1) }, |options| options.relief = true);
}

/// Shadows are blended as in the client: the terrain times their transmission, plus their own color.
#[test]
fn shadows_darken_and_tint_the_ground() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (mut scene_view, zone) =
        open(&gpu, &TestZone::little().write(folder.path()), QualityRequest { filter: None, msaa: Some(1) });
    let size_px = [64, 64];
    // straight down, so that only terrain is visible
    let pose = Pose { eye: glam::DVec3::new(64.0, 90.0, 64.0), yaw_deg: 0.0, pitch_deg: -90.0 };
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 40.0 }, size_px);
    let canvas = Canvas::new(&gpu, size_px);
    let mut draw = |picture: Option<MipImage>| {
        if let Some(picture) = picture {
            scene_view.apply(&gpu, &SceneUpdate::Image { which: ZoneImage::Shadows, image: Arc::new(picture) });
        }
        let options = FrameOptions { lighting: Lighting::Client, ..FrameOptions::default() };
        draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap().0
    };
    let bare = draw(None);
    let black = draw(Some(MipImage::new(1, 1, Texel::R8, vec![102])));
    // strength 0.4, of a color of red 1 and blue 0.5
    let tinted = draw(Some(MipImage::new(1, 1, Texel::Rgba8, vec![102, 102, 0, 255 - 51])));
    for ((bare, black), (tinted, own)) in
        bare.iter().zip(&black).zip(tinted.iter().zip([102, 0, 51].into_iter().cycle()))
    {
        let left = f32::from(*bare) * 0.6;
        assert!((f32::from(*black) - left).abs() <= 1.5, "{bare} became {black}");
        assert!((f32::from(*tinted) - left - own as f32).abs() <= 1.5, "{bare} became {tinted}, not {left} and {own}");
    }
    drop(zone);
}

#[test]
fn a_zone_whose_textures_are_on_their_way_is_tinted_by_height() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(TestZone::little().write(folder.path())).unwrap();
    let ground = Arc::new(gtd_viewer::scene::terrain::Terrain::new(Gtd::parse(bytes).unwrap()));
    let mut scene_view = SceneView::new(&gpu, PICTURE_FORMAT, Quality::resolve(QualityRequest::default(), &gpu.caps));
    scene_view.apply(&gpu, &SceneUpdate::Terrain(ground.clone()));
    let size_px = [160, 90];
    let view = View::new(LITTLE_VIEW.parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
    let options = FrameOptions::default();
    let (rgb, _) = draw_view(&gpu, &mut scene_view, &Canvas::new(&gpu, size_px), &view, &options).unwrap();
    // the lower half is terrain: neither black nor the sky, and not uniform
    let lower = &rgb[rgb.len() / 2..];
    let distinct: std::collections::BTreeSet<_> = lower.chunks_exact(3).collect();
    assert!(distinct.len() > 50, "{} colors", distinct.len());
    assert!(lower.iter().all(|&channel| channel > 20));
}

#[test]
fn corpus_maps() {
    let Some(corpus) = common::corpus() else { return };
    let Some(gpu) = gpu() else { return };
    for (zone, px_per_tile) in [
        ("1298/moradon", 4),
        ("1298/eslantzone", 4),
        ("1298/battlezone_b", 4),
        ("1298/arena", 4),
        ("1298/arena", 16),
        ("1298/karus_start", 4),
        ("1097/moradon", 4),
        ("1298/karus_intro", 4),
        ("1298/karus_intro", 16),
        ("1298/dungeon_b1th", 4),
    ] {
        let (client, name) = zone.split_once('/').unwrap();
        let path = corpus.join("ko").join(client).join("Zones").join(format!("{name}.gtd"));
        let (mut scene_view, opened) = open(&gpu, &path, QualityRequest { filter: None, msaa: Some(1) });
        let drawn = map(&gpu, &mut scene_view, &opened, px_per_tile, 4096);
        let suffix = if px_per_tile == 4 { String::new() } else { format!("-{px_per_tile}px") };
        let golden = image::open(corpus.join(format!("golden/map/{client}-{name}{suffix}.png"))).unwrap().into_rgb8();
        let apart = difference(&golden, &drawn, 4);
        println!("{zone} at {px_per_tile} px a tile: {apart:?}");
        // the zones with color maps: the dungeon is dark, so that its mean needs a smaller tolerance
        let (mean, share) = match name {
            "dungeon_b1th" => (0.4, 1.0),
            "karus_intro" => (1.0, 0.01),
            _ => (1.0, 0.001),
        };
        assert!(apart.mean <= mean && apart.share_beyond <= share, "{zone} at {px_per_tile} px a tile: {apart:?}");
    }
}

/// A screenshot larger than the window is drawn in pieces: together they are identical to a picture drawn at once.
#[test]
fn pieces_are_the_whole_picture() {
    let Some(gpu) = gpu() else { return };
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::Demo, QualityRequest { filter: None, msaa: Some(1) });
    let (size_px, n) = ([160, 90], 3);
    let options = FrameOptions { fog_per_m: FrameOptions::fog_to(4000.0), ..FrameOptions::default() };
    let free = Lens::Perspective { fov_y_deg: 60.0 };
    let below = Pose::new(glam::DVec3::new(256.0, 0.0, 256.0), 0.0, -90.0);
    for (pose, lens) in [(ISLAND_VIEW.parse().unwrap(), free), (below, Lens::Orthographic { height_m: 400.0 })] {
        let view = View::new(pose, lens, size_px);
        let [width, height] = size_px.map(|side| side * n);
        let canvas = Canvas::new(&gpu, [width, height]);
        let (whole, _) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
        let whole = RgbImage::from_raw(width, height, whole).unwrap();
        let mut pieced = RgbImage::new(width, height);
        let canvas = Canvas::new(&gpu, size_px);
        for (column, row) in (0..n).flat_map(|row| (0..n).map(move |column| (column, row))) {
            let mut encoder = gpu.device.create_command_encoder(&Default::default());
            let view_params = gtd_viewer::render::view::view_params_of(&view, size_px[1]).piece([column, row], n);
            let (target, view) = (canvas.view(), &view_params);
            let frame = FrameParams { target: &target, size_px, view, options: &options, clock: None };
            scene_view.draw(&gpu, &mut encoder, &frame);
            let piece = canvas.finish_rgb8(&gpu, encoder).unwrap();
            let piece = RgbImage::from_raw(size_px[0], size_px[1], piece).unwrap();
            image::imageops::replace(&mut pieced, &piece, i64::from(column * size_px[0]), i64::from(row * size_px[1]));
        }
        let apart = difference(&whole, &pieced, 8);
        assert!(apart.mean < 0.1 && apart.share_beyond < 0.002, "{pose}: {apart:?}");
    }
}
