//! Water from above and at the border of the zone, and the border itself.

use crate::headless::{gpu, open_zone};
use crate::pictures::difference;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, Pond, WaterVertex};
use gtd_viewer::load::{DataForms, Load, LoadEvent, LoadOptions, Request, Zone, ZoneSource};
use gtd_viewer::render::picture::{Canvas, MapPlan, PictureError, draw_map, draw_view, map_options};
use gtd_viewer::render::{FrameOptions, Gpu, QualityRequest, SceneView};
use gtd_viewer::scene::raster::mip_image::{MipImage, ZoneImage};
use gtd_viewer::scene::raster::water_map::WaterMap;
use gtd_viewer::scene::terrain::select::{Detail, LodRules};
use gtd_viewer::scene::view_settings::Lighting;
use gtd_viewer::scene::{SceneUpdate, Water};
use image::{Rgb, RgbImage};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SIDE: u32 = 257;
/// Color of the sky in these pictures, which neither terrain nor water has.
const SKY: Rgb<u8> = Rgb([255, 0, 255]);
const NO_MSAA: QualityRequest = QualityRequest { filter: None, msaa: Some(1) };

/// Writes a zone of 1024 m a side with heights by place in meters, under a pond at 0 m that extends far beyond it.
fn zone(folder: &Path, height: impl Fn(f32, f32) -> f32) -> PathBuf {
    tinted_zone(folder, 0xbb40_80ff, height)
}

/// The same with a tint of the pond (ARGB).
fn tinted_zone(folder: &Path, tint: u32, height: impl Fn(f32, f32) -> f32) -> PathBuf {
    let mut draft = Draft::flat(Header::versioned(1, "water"), SIDE);
    for (i, record) in (0..).zip(&mut draft.records) {
        let (x, z) = (i / SIDE, i % SIDE);
        let none = PackedTile::NO_TEXTURE;
        *record = MapRecord::new(height(x as f32 * 4.0, z as f32 * 4.0), PackedTile::pack(true, 0, 0, none, none));
    }
    let corner = |x: f32, z: f32| WaterVertex::new([x, 0.0, z], [0.0, 1.0, 0.0], tint, [x / 30.0, z / 30.0]);
    let grid = [(2000.0, -900.0), (-900.0, -900.0), (2000.0, 2000.0), (-900.0, 2000.0)];
    draft.ponds = vec![Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "ka_water.dxt")];
    let path = folder.join("water.gtd");
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    path
}

/// Hills of some hundred meters across: a coarse node over them is flat.
fn hills(x: f32, z: f32) -> f32 {
    30.0 * ((x * 0.06).sin() + (z * 0.047).cos()) + 8.0 * (x * 0.31).sin()
}

fn map(
    gpu: &Gpu,
    scene_view: &mut SceneView,
    zone: &Zone,
    px_per_tile: u32,
    change: impl Fn(&mut FrameOptions),
) -> RgbImage {
    let plan = MapPlan::new(zone.ground.gtd().tiles_per_side(), px_per_tile, 4096);
    let mut options = FrameOptions { tiles: false, color_map: true, water: true, ..map_options(px_per_tile) };
    change(&mut options);
    let mut rgb = Vec::new();
    draw_map::<PictureError>(gpu, scene_view, &plan, &options, |rows| {
        rgb.extend_from_slice(rows);
        Ok(())
    })
    .unwrap();
    RgbImage::from_raw(plan.side_px() as u32, plan.side_px() as u32, rgb).unwrap()
}

/// The color map and the water that a zone's load delivers, as the window receives them.
fn delivered(zone: ZoneSource) -> (Option<Arc<MipImage>>, Option<Arc<Water>>) {
    let encoding = gtd_viewer::scene::raster::tile_image::TileEncoding::Rgba8;
    let request = Request {
        zone,
        data: None,
        server: None,
        wanted: LoadOptions::default(),
        forms: DataForms::new(encoding, 2048).into(),
    };
    let (mut load, mut color_map, mut water) = (Load::start(request, || {}), None, None);
    while let Some(event) = load.wait() {
        match event {
            LoadEvent::Update(SceneUpdate::Image { which: ZoneImage::ColorMap, image }) => color_map = Some(image),
            LoadEvent::Update(SceneUpdate::Water(found)) => water = Some(found),
            LoadEvent::Done => break,
            _ => {}
        }
    }
    (color_map, water)
}

/// The level of an image with a width.
fn level_of(image: &MipImage, width: u32) -> RgbImage {
    let level = (0..image.levels.len()).find(|level| image.width >> level == width).expect("a level of this width");
    let rgb = image.levels[level].as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    RgbImage::from_raw(width, width, rgb).unwrap()
}

/// What the overview map shows: a picture under the water.
fn overview(under: &RgbImage, water: &WaterMap) -> RgbImage {
    let over = water.rgba.as_chunks::<4>().0;
    let mix =
        |under: u8, over: u8, alpha: u8| over.saturating_add((u32::from(under) * u32::from(255 - alpha) / 255) as u8);
    let pixel = |(under, over): (&Rgb<u8>, &[u8; 4])| [0, 1, 2].map(|i| mix(under.0[i], over[i], over[3]));
    let rgb = under.pixels().zip(over).flat_map(pixel).collect();
    RgbImage::from_raw(water.side_px, water.side_px, rgb).unwrap()
}

#[test]
fn the_overview_map_is_the_map_with_color_map_and_water() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let lava = folder.path().join("lava");
    std::fs::create_dir(&lava).unwrap();
    let lava = tinted_zone(&lava, 0xbbff_5500, hills);
    let sources = [ZoneSource::Demo, ZoneSource::of(&zone(folder.path(), hills)), ZoneSource::of(&lava)];
    for source in sources {
        let (mut scene_view, zone) = open_zone(&gpu, source.clone(), NO_MSAA);
        let (color_map, water) = delivered(source.clone());
        assert!(color_map.is_some());
        let water = water.expect("water");
        for px_per_tile in [4, 2] {
            let drawn = map(&gpu, &mut scene_view, &zone, px_per_tile, |_| ());
            let dry = map(&gpu, &mut scene_view, &zone, px_per_tile, |options| options.water = false);
            // Tiles without a texture have the base texture in the map, which the color map leaves out.
            let under = color_map
                .as_ref()
                .filter(|_| source == ZoneSource::Demo)
                .map_or(dry.clone(), |color_map| level_of(color_map, drawn.width()));
            let made = overview(&under, &WaterMap::new(&water, &zone.ground, drawn.width()));
            let apart = difference(&drawn, &made, 24);
            assert!(apart.mean < 2.0 && apart.share_beyond < 0.01, "{source:?}, {px_per_tile} px a tile: {apart:?}");
            assert!(difference(&drawn, &dry, 24).share_beyond > 0.05, "{source:?} has water");
        }
    }
}

/// Mean color of a picture.
fn mean(picture: &RgbImage) -> [f32; 3] {
    let sum = picture.pixels().fold([0.0; 3], |sum, pixel| [0, 1, 2].map(|i| sum[i] + f32::from(pixel.0[i])));
    sum.map(|channel| channel / picture.pixels().len() as f32)
}

#[test]
fn lava_glows_by_day_and_night_except_as_in_the_client() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = tinted_zone(folder.path(), 0xbbff_5500, |_, _| -5.0);
    let (mut scene_view, zone) = open_zone(&gpu, ZoneSource::of(&path), NO_MSAA);
    let mut lit = |lighting, light: f32| {
        map(&gpu, &mut scene_view, &zone, 1, |options| {
            options.lighting = lighting;
            options.atmosphere.light = glam::Vec3::splat(light);
        })
    };
    let noon = lit(Lighting::Sun, 1.0);
    let [r, g, b] = mean(&noon);
    assert!(r > 140.0 && g > 40.0 && g < r * 0.7 && b < g, "{r}, {g}, {b}");
    for (lighting, light) in [(Lighting::Sun, 0.4), (Lighting::None, 1.0)] {
        let apart = difference(&noon, &lit(lighting, light), 2);
        assert!(apart.worst <= 12, "opaque, and not darkened: {lighting:?}, {apart:?}");
    }
    let client = mean(&lit(Lighting::Client, 1.0));
    assert!(client[0] < r * 0.6, "the product of textures and tint: {client:?}");
}

/// A view with the window's levels of detail, or in full detail.
fn draw(gpu: &Gpu, scene_view: &mut SceneView, view: &View, size_px: [u32; 2], detail: Detail) -> RgbImage {
    let mut options = FrameOptions {
        lod: LodRules { detail, view_distance_m: f32::INFINITY },
        tiles: false,
        sky: false,
        shadows: false,
        ..FrameOptions::default()
    };
    options.atmosphere.fog = glam::Vec3::new(1.0, 0.0, 1.0);
    let canvas = Canvas::new(gpu, size_px);
    let (rgb, stats) = draw_view(gpu, scene_view, &canvas, view, &options).unwrap();
    assert!(!stats.streaming);
    RgbImage::from_raw(size_px[0], size_px[1], rgb).unwrap()
}

const LEVELS: Detail = Detail::Screen { tile_px: 1.0, error_px: 1.0 };

#[test]
fn the_map_view_has_the_shores_of_full_detail() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    for source in [ZoneSource::Demo, ZoneSource::of(&zone(folder.path(), hills))] {
        let (mut scene_view, zone) = open_zone(&gpu, source.clone(), NO_MSAA);
        let extent_m = f64::from(zone.ground.gtd().extent_m());
        let middle = glam::DVec3::new(extent_m / 2.0, 600.0, extent_m / 2.0);
        for size_px in [[256; 2], [100; 2]] {
            let view = View::new(Pose::new(middle, 0.0, -90.0), Lens::Orthographic { height_m: extent_m }, size_px);
            let [levels, full] =
                [LEVELS, Detail::Full].map(|detail| draw(&gpu, &mut scene_view, &view, size_px, detail));
            let apart = difference(&levels, &full, 32);
            assert!(apart.share_beyond < 0.01, "{source:?} in {size_px:?} pixels: {apart:?}");
        }
    }
}

/// The lowest pixel of each column that is not sky.
fn lower_edge(picture: &RgbImage) -> Vec<Option<u32>> {
    let lowest = |x: u32| (0..picture.height()).rev().find(|&y| *picture.get_pixel(x, y) != SKY);
    (0..picture.width()).map(lowest).collect()
}

#[test]
fn nothing_hangs_under_the_border_of_the_zone() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = zone(folder.path(), |x, z| 40.0 + hills(x, z).abs());
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::of(&path), NO_MSAA);
    let size_px = [480, 270];
    for camera in ["512,300,-400,0,-30", "-300,400,-300,45,-25", "1500,120,512,270,-8", "512,160,-60,10,-10"] {
        let view = View::new(camera.parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
        let full = lower_edge(&draw(&gpu, &mut scene_view, &view, size_px, Detail::Full));
        for detail in [LEVELS, Detail::Classic] {
            let edge = lower_edge(&draw(&gpu, &mut scene_view, &view, size_px, detail));
            let lower = edge.iter().zip(&full).filter(|(edge, full)| **edge > full.map(|full| full + 3)).count();
            assert!(lower <= 2 || (detail == Detail::Classic && lower <= 24), "{camera}, {detail:?}: {lower} columns");
        }
    }
}

#[test]
fn water_is_closed_at_the_border_of_the_zone() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    // Land in the south, and deep water in the north.
    let path = zone(folder.path(), |_, z| if z < 400.0 { 10.0 } else { -40.0 });
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::of(&path), NO_MSAA);
    let size_px = [200, 120];
    let mut sky_share = |camera: &str, rows: std::ops::Range<u32>| {
        let view = View::new(camera.parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
        let picture = draw(&gpu, &mut scene_view, &view, size_px, Detail::Full);
        let pixels = rows.map(|y| *picture.get_pixel(size_px[0] / 2, y));
        // Of all colors only that of the sky, also through water, is more red than green.
        let reddish = pixels.clone().filter(|Rgb([r, g, _])| *r > g.saturating_add(10)).count();
        reddish as f32 / pixels.count() as f32
    };
    assert_eq!(sky_share("512,20,900,0,-40", 10..110), 0.0, "from inside, no sky shows through the water");
    assert!(sky_share("-200,-20,700,90,0", 52..68) < 0.05, "from outside, there is water under its surface");
}

#[test]
fn the_sea_goes_on_beyond_the_border() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::of(&zone(folder.path(), |_, _| -10.0)), NO_MSAA);
    let size_px = [160, 90];
    let view = View::new("512,20,30,180,0".parse::<Pose>().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
    let canvas = Canvas::new(&gpu, size_px);
    let mut sky_below_horizon = |border_m: f32| {
        let mut options = FrameOptions { sky: false, border_m, fog_per_m: 1e-6, ..FrameOptions::default() };
        options.atmosphere.fog = glam::Vec3::new(1.0, 0.0, 1.0);
        let (rgb, _) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
        let picture = RgbImage::from_raw(size_px[0], size_px[1], rgb).unwrap();
        picture.enumerate_pixels().filter(|(_, row, pixel)| *row > 46 && **pixel == SKY).count()
    };
    assert_eq!(sky_below_horizon(64.0), 0);
    assert!(sky_below_horizon(0.0) > 1000, "the water ends at the border");
}
