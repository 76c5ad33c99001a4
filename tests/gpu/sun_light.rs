//! The sun's light on the terrain: beside the same formula on the CPU, and without seams.

use std::sync::Arc;

use glam::Vec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};
use gtd_viewer::platform::block_on;
use gtd_viewer::render::picture::{Canvas, PICTURE_FORMAT, draw_view};
use gtd_viewer::render::{Atmosphere, FrameOptions, FrameStats, Gpu, Quality, QualityRequest, SceneView};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::raster::mip_image::{MipImage, Texel, ZoneImage};
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::normals::{normal_image, smooth_normal, with_shadows};
use gtd_viewer::scene::terrain::select::{Detail, LodRules};
use gtd_viewer::scene::view_settings::Lighting;

use crate::headless::gpu;

const SIDE: u32 = 129;
const EXTENT_M: f64 = 512.0;
const SIZE_PX: [u32; 2] = [512, 512];
/// Color of the whole terrain, dark enough that no light is clamped.
const GRAY: u8 = 150;
/// Rounding of colors and of normals.
const TOLERANCE: f32 = 2.0;

/// A pixel for each meter.
const MAP: Lens = Lens::Orthographic { height_m: EXTENT_M };
/// Levels of detail depend on the distance.
const EYE: Lens = Lens::Perspective { fov_y_deg: 50.0 };

struct Scene {
    gpu: Gpu,
    scene_view: SceneView,
    terrain: Arc<Terrain>,
}

impl Scene {
    /// Gray terrain with heights by place in meters; none without a device.
    fn new(height: impl Fn(f32, f32) -> f32) -> Option<Scene> {
        let gpu = gpu()?;
        let mut draft = Draft::flat(Header::versioned(1, "sun"), SIDE);
        for (i, record) in (0..).zip(&mut draft.records) {
            *record = MapRecord::new(height((i / SIDE) as f32 * 4.0, (i % SIDE) as f32 * 4.0), PackedTile::default());
        }
        let terrain = Arc::new(Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap()));
        let quality = Quality::resolve(QualityRequest { filter: None, msaa: Some(1) }, &gpu.caps);
        let mut scene_view = SceneView::new(&gpu, PICTURE_FORMAT, quality);
        scene_view.apply(&gpu, &SceneUpdate::Terrain(terrain.clone()));
        let normals = block_on(normal_image(terrain.heights(), 512, || false)).unwrap();
        let gray = MipImage::plain([GRAY, GRAY, GRAY, 255]);
        let mut scene = Scene { gpu, scene_view, terrain };
        scene.show(ZoneImage::Normals, normals);
        scene.show(ZoneImage::ColorMap, gray);
        Some(scene)
    }

    fn show(&mut self, which: ZoneImage, image: MipImage) {
        self.scene_view.apply(&self.gpu, &SceneUpdate::Image { which, image: Arc::new(image) });
    }

    /// Red of the whole zone from above, row 0 in the north.
    fn draw(&mut self, lens: Lens, change: impl Fn(&mut FrameOptions)) -> (Vec<u8>, FrameStats) {
        let mut options = FrameOptions { tiles: false, atmosphere: afternoon(), ..FrameOptions::default() };
        change(&mut options);
        let pose: Pose = format!("{0},500,{0},0,-90", EXTENT_M / 2.0).parse().unwrap();
        let view = View::new(pose, lens, SIZE_PX);
        let canvas = Canvas::new(&self.gpu, SIZE_PX);
        let (rgb, stats) = draw_view(&self.gpu, &mut self.scene_view, &canvas, &view, &options).unwrap();
        (rgb.chunks_exact(3).map(|pixel| pixel[0]).collect(), stats)
    }

    /// Compares every pixel with the light of its place and its shadow.
    fn assert_light(&mut self, shadow: f32) {
        let (red, _) = self.draw(MAP, |_| ());
        let lights = afternoon().surface_lights(Lighting::Sun);
        for (i, red) in red.iter().enumerate() {
            let [x, z] = place(i);
            let normal = smooth_normal(self.terrain.heights(), x, z);
            let expected = f32::from(GRAY) * lights.unclamped(normal, shadow).x;
            assert!((f32::from(*red) - expected).abs() <= TOLERANCE, "{x}, {z}: {red} instead of {expected}");
        }
    }
}

/// East and north of a pixel in meters.
fn place(pixel: usize) -> [f32; 2] {
    let m_per_px = EXTENT_M as f32 / SIZE_PX[0] as f32;
    let [column, row] = [pixel % SIZE_PX[0] as usize, pixel / SIZE_PX[0] as usize];
    [(column as f32 + 0.5) * m_per_px, EXTENT_M as f32 - (row as f32 + 0.5) * m_per_px]
}

fn afternoon() -> Atmosphere {
    let mut atmosphere = Atmosphere::default();
    atmosphere.lights[0].towards = Vec3::new(-0.6, 0.64, -0.48);
    atmosphere
}

/// Smooth hills, for which the triangles of coarse levels of detail are far off.
fn hills(x: f32, z: f32) -> f32 {
    18.0 * ((x * 0.03).sin() + (z * 0.024).cos())
}

fn coarse() -> LodRules {
    LodRules { detail: Detail::Screen { tile_px: 1e9, error_px: 0.5 }, view_distance_m: f32::INFINITY }
}

#[test]
fn light_on_the_terrain_is_that_of_its_smooth_normal_and_its_shadow() {
    let rough = |x: f32, z: f32| hills(x, z) + ((x * 7.0 + z * 3.0) % 11.0) * 0.4;
    let Some(mut scene) = Scene::new(rough) else { return };
    scene.assert_light(0.0);
    for strength in [60, 204, 255] {
        scene.show(ZoneImage::Shadows, MipImage::new(1, 1, Texel::R8, vec![strength]));
        scene.assert_light(f32::from(strength) / 255.0);
    }
}

#[test]
fn no_seams_at_the_borders_of_patches_and_levels_of_detail() {
    let Some(mut scene) = Scene::new(hills) else { return };
    let (full, all) = scene.draw(EYE, |options| options.lod.detail = Detail::Full);
    let (coarse, some) = scene.draw(EYE, |options| options.lod = coarse());
    assert!(some.nodes_drawn > 16 && some.nodes_drawn * 2 < all.nodes_drawn, "levels are mixed: {some:?}");
    let worst = full.iter().zip(&coarse).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(worst <= Some(2), "a level of detail changes the brightness by {worst:?}");
    let side = SIZE_PX[0] as usize;
    let steps = (0..coarse.len() - side).filter(|i| i % side + 1 < side);
    let worst = steps.map(|i| coarse[i].abs_diff(coarse[i + 1]).max(coarse[i].abs_diff(coarse[i + side]))).max();
    assert!(worst <= Some(2), "neighboring pixels differ by {worst:?}");
    let (min, max) = (coarse.iter().min().unwrap(), coarse.iter().max().unwrap());
    assert!(max - min > 40, "slopes differ: {min} to {max}");
}

#[test]
fn the_border_of_the_zone_fades_into_haze() {
    let Some(mut scene) = Scene::new(|_, _| 0.0) else { return };
    let fog = afternoon().fog.x * 255.0;
    let pose: Pose = "256,500,256,0,-90".parse().unwrap();
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 54.0 }, SIZE_PX);
    let canvas = Canvas::new(&scene.gpu, SIZE_PX);
    let mut row = |border_m: f32| -> Vec<u8> {
        let options = FrameOptions { fog_per_m: 1e-7, border_m, atmosphere: afternoon(), ..FrameOptions::default() };
        let (rgb, _) = draw_view(&scene.gpu, &mut scene.scene_view, &canvas, &view, &options).unwrap();
        let row = rgb.chunks_exact(3).skip(256 * 512).take(512);
        row.map(|pixel| pixel[0]).collect()
    };
    let (hard, soft) = (row(0.0), row(40.0));
    // 512 m are as wide as the picture, but for some pixels.
    assert!(hard[6..506].iter().all(|red| *red == GRAY), "{hard:?}");
    assert!(soft[50..462].iter().all(|red| *red == GRAY), "the inside keeps its color");
    assert!(f32::from(soft[6]) > 0.95 * fog, "{} at the border, and {fog} behind it", soft[6]);
    let steps = soft[..256].windows(2).map(|pair| pair[0].abs_diff(pair[1])).max();
    assert!(steps < Some(8), "no edge: {steps:?}");
}

#[test]
fn slopes_have_one_light_in_the_client_and_none_without_lighting() {
    let Some(mut scene) = Scene::new(hills) else { return };
    for lighting in [Lighting::Client, Lighting::None] {
        let (red, _) = scene.draw(MAP, |options| options.lighting = lighting);
        assert!(red.iter().all(|red| *red == GRAY), "{lighting}");
    }
}

/// On a software renderer the image of the normals has the shadows, too: the ground looks the same with a sample less.
#[test]
fn normals_with_shadows_look_like_both() {
    let Some(mut scene) = Scene::new(hills) else { return };
    // stripes and spots of several widths
    let strength = |i: u32| [(i % 512) / 7 * 40, (i / 512) / 3 * 25][(i / 4096 % 2) as usize] % 205;
    let strengths = (0..512 * 512).map(|i| u8::try_from(strength(i)).unwrap()).collect();
    let shadows = MipImage::new(512, 512, Texel::R8, strengths);
    let both = block_on(with_shadows(
        &block_on(normal_image(scene.terrain.heights(), 512, || false)).unwrap(),
        &shadows,
        || false,
    ));
    scene.show(ZoneImage::Shadows, shadows);
    let apart = [MAP, EYE].map(|lens| scene.draw(lens, |_| ()).0);
    scene.show(ZoneImage::ShadedNormals, both.unwrap());
    for (lens, apart) in [MAP, EYE].into_iter().zip(apart) {
        let (joined, _) = scene.draw(lens, |_| ());
        let worst = apart.iter().zip(&joined).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst <= Some(2), "{lens:?}: {worst:?}");
        let (bare, _) = scene.draw(lens, |options| options.shadows = false);
        assert!(joined.iter().zip(&bare).any(|(shaded, bare)| shaded + 20 < *bare));
    }
}
