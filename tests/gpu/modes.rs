//! View modes and overlays: each mode's map against values computed on the CPU, small golden pictures, and a check that
//! each overlay is visible.
//!
//! Golden pictures are from the software Vulkan driver. `GTD_VIEWER_BLESS=1` updates them; look at them before you
//! commit.

use crate::common;
use crate::common::test_zone::TestZone;
use crate::headless::gpu;
use crate::overlay_scene;
use crate::pictures::{ISLAND_VIEW, difference, hold_against_golden};
use glam::Vec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::{Draft, Gtd};
use gtd_viewer::load::DataForms;
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, MapPlan, PICTURE_FORMAT, PictureError, draw_map, draw_view, map_options};
use gtd_viewer::render::{FrameOptions, Gpu, Quality, QualityRequest, SceneView};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::game_marks::tint;
use gtd_viewer::scene::modes::palette::{
    NOTHING, Ramp, SHADOWED, SLOPE_END_DEG, detail, flat, height_place, overdraw, texel_density,
};
use gtd_viewer::scene::modes::pictures::{Means, color, grass_picture, keys_of, picture};
use gtd_viewer::scene::modes::{Overlay, Overlays, ViewMode};
use gtd_viewer::scene::raster::mip_image::{MipImage, Texel, ZoneImage};
use gtd_viewer::scene::raster::tile_image::TileImage;
use gtd_viewer::scene::terrain::layers::{Layers, TileLayer};
use gtd_viewer::scene::terrain::tile_facts::slope_deg;
use image::RgbImage;
use std::collections::HashMap;
use std::sync::Arc;
use strum::VariantArray;

/// Draw calls of the ground in a picture: one for each kind of cells on each surface (with and without lamps and border).
const MOST_DRAW_CALLS: u32 = 7 * 4;

/// A zone on a device, with the data of the modes.
struct Scene {
    gpu: Gpu,
    scene_view: SceneView,
    zone: Arc<Zone>,
    images: Vec<Option<Arc<TileImage>>>,
    over: HashMap<ZoneImage, Arc<MipImage>>,
    means: Means,
}

impl Scene {
    /// Opens a zone with zone images of at most `picture_px`.
    fn open(source: ZoneSource, picture_px: u32) -> Option<Scene> {
        let gpu = gpu()?;
        let request = QualityRequest { filter: None, msaa: Some(1) };
        let mut scene_view = SceneView::new(&gpu, PICTURE_FORMAT, Quality::resolve(request, &gpu.caps));
        let encoding = gpu.caps.tile_encoding();
        // What these tests draw: reading the objects of a town takes longer than all its maps.
        let (sky, water, objects, object_models, collision) = (false, false, false, false, false);
        let wanted = LoadOptions { sky, water, objects, object_models, collision, ..LoadOptions::default() };
        let mut load = Load::start(
            Request {
                zone: source,
                data: None,
                server: None,
                wanted,
                forms: DataForms::new(encoding, picture_px).into(),
            },
            || {},
        );
        let (mut zone, mut images, mut over, mut means) = (None, Vec::new(), HashMap::new(), Means::default());
        while let Some(event) = load.wait() {
            if let Some(update) = event.scene_update() {
                scene_view.apply(&gpu, &update);
            }
            match event {
                LoadEvent::Opened(opened) => {
                    images = vec![None; opened.ground.gtd().textures().tiles.len()];
                    zone = Some(opened);
                }
                LoadEvent::Update(SceneUpdate::TileTexture { indices, image, is_missing }) => {
                    means.keep(&indices, &image, is_missing);
                    indices.iter().for_each(|index| images[usize::from(*index)] = Some(image.clone()));
                }
                LoadEvent::Update(SceneUpdate::Image { which, image }) => drop(over.insert(which, image)),
                LoadEvent::Failed(error) => panic!("{error}"),
                LoadEvent::Done => break,
                _ => {}
            }
        }
        Some(Scene { gpu, scene_view, zone: zone.expect("the zone was opened"), images, over, means })
    }

    fn gtd(&self) -> &Gtd {
        self.zone.ground.gtd()
    }

    /// Loads the images of a mode and of overlays.
    fn prepare(&mut self, mode: ViewMode, overlays: Overlays) {
        if mode.has_picture() {
            let made = picture(self.zone.ground.gtd(), mode, &self.means.colors(mode), 4096);
            self.scene_view.apply(&self.gpu, &SceneUpdate::Image { which: ZoneImage::Mode(mode), image: made.picture });
        }
        if overlays.has(Overlay::Grass) {
            let made = grass_picture(self.zone.ground.gtd(), 4096);
            self.scene_view.apply(&self.gpu, &SceneUpdate::Image { which: ZoneImage::Grass, image: made.picture });
        }
    }

    /// The map in a mode, 4 pixels per tile.
    fn map(&mut self, mode: ViewMode) -> RgbImage {
        self.prepare(mode, Overlays::default());
        let plan = MapPlan::new(self.gtd().tiles_per_side(), 4, 4096);
        let options = map_options(4).in_mode(mode, Overlays::default(), None);
        let mut rgb = Vec::new();
        draw_map::<PictureError>(&self.gpu, &mut self.scene_view, &plan, &options, |rows| {
            rgb.extend_from_slice(rows);
            Ok(())
        })
        .unwrap();
        RgbImage::from_raw(plan.side_px() as u32, plan.side_px() as u32, rgb).unwrap()
    }

    fn draw(&mut self, pose: Pose, mode: ViewMode, overlays: Overlays, size_px: [u32; 2]) -> RgbImage {
        self.prepare(mode, overlays);
        // Objects have tests of their own, in `object_modes`.
        let options = FrameOptions { sky: false, water: false, objects: false, ..FrameOptions::default() };
        let options = options.in_mode(mode, overlays, None);
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, size_px);
        let canvas = Canvas::new(&self.gpu, size_px);
        let (rgb, stats) = draw_view(&self.gpu, &mut self.scene_view, &canvas, &view, &options).unwrap();
        assert!(!stats.streaming && stats.draw_calls <= MOST_DRAW_CALLS, "{stats:?}");
        RgbImage::from_raw(size_px[0], size_px[1], rgb).unwrap()
    }

    /// Expected colors of a map pixel at 4 per tile: one color, or one of both triangles' near their diagonal.
    fn expected(&self, ramps: &Ramps, mode: ViewMode, column: u32, row: u32) -> Vec<[u8; 3]> {
        let (gtd, ground) = (self.gtd(), &self.zone.ground);
        let tiles = gtd.tiles_per_side();
        let (x_m, z_m) = (column as f32 + 0.5, (tiles * 4) as f32 - row as f32 - 0.5);
        let (x, z) = (column / 4, tiles - 1 - row / 4);
        let (low_m, high_m) = ground.height_range_m();
        match mode {
            ViewMode::Height => {
                let height_m = ground.heights().interpolate(x_m, z_m).unwrap();
                vec![ramps.height.at(height_place(height_m, [low_m, high_m]))]
            }
            ViewMode::Slope => {
                let beside = [(0.05, -0.05), (-0.05, 0.05), (0.05, 0.05), (-0.05, -0.05)];
                let slope = |(dx, dz)| slope_deg(&ground.heights(), x_m + dx, z_m + dz).unwrap();
                beside.map(slope).map(|deg| ramps.slope.at(deg / SLOPE_END_DEG)).to_vec()
            }
            ViewMode::Layer1 | ViewMode::Layer2 => vec![self.layer_texel(mode, x, z, column % 4, row % 4)],
            ViewMode::Shadow => {
                let Some(shadows) = self.over.get(&ZoneImage::Shadows) else { return vec![SHADOWED] };
                assert_eq!(shadows.width, tiles * 4, "a texel a pixel");
                let at = (row * shadows.width + column) as usize;
                let [strength, red, green, blue] = match shadows.texel {
                    Texel::R8 => [shadows.levels[0][at], 0, 0, 255],
                    Texel::Rgba8 => std::array::from_fn(|i| shadows.levels[0][at * 4 + i]),
                };
                let own = [red, green, 255 - blue];
                let left = 1.0 - f32::from(strength) / 255.0;
                vec![std::array::from_fn(|i| (f32::from(SHADOWED[i]) * left + f32::from(own[i]) + 0.5) as u8)]
            }
            ViewMode::Colormap => {
                let map = &self.over[&ZoneImage::ColorMap];
                let texel = |pixel: u32, side: u32| ((pixel as f32 + 0.5) / (tiles * 4) as f32 * side as f32) as u32;
                let at = (texel(row, map.height) * map.width + texel(column, map.width)) as usize * 4;
                vec![std::array::from_fn(|i| map.levels[0][at + i])]
            }
            ViewMode::Detail => vec![detail(0)],
            ViewMode::Flat => self.normals(x_m, z_m).map(|normal| flat(normal.to_array())).to_vec(),
            ViewMode::Overdraw => vec![overdraw(1)],
            // 128 texels for 4 m of level ground, stretched by the slope
            ViewMode::TexelDensity => {
                self.normals(x_m, z_m).map(|normal| texel_density(32.0 * normal.y.sqrt())).to_vec()
            }
            ViewMode::Textured => unreachable!("compared elsewhere"),
            // The others show a key per tile.
            _ => {
                let image = mode.spec().image().unwrap();
                let [first, second] = keys_of(gtd, mode, x, z);
                let corner = image.quartered && column % 4 >= 2 && row % 4 < 2;
                let key = second.filter(|_| corner).or(first);
                vec![key.map_or(NOTHING, |key| color(key, &self.means.colors(mode)))]
            }
        }
    }

    /// Normals of the ground close to a place, on all its sides.
    fn normals(&self, x_m: f32, z_m: f32) -> [Vec3; 4] {
        [(0.05, -0.05), (-0.05, 0.05), (0.05, 0.05), (-0.05, -0.05)].map(|(dx, dz)| {
            let [east, north] = self.zone.ground.heights().gradient(x_m + dx, z_m + dz).unwrap();
            Vec3::new(-east, 1.0, -north).normalize()
        })
    }

    /// A texel of a tile's first or second texture, in tile orientation.
    fn layer_texel(&self, mode: ViewMode, x: u32, z: u32, column: u32, row: u32) -> [u8; 3] {
        const LEVEL_OF_4_PX: u32 = 5;
        let layer: Option<TileLayer> = match Layers::of(self.gtd().record(x, z).tile(), self.images.len()) {
            Layers::One(first) => Some(first).filter(|_| mode == ViewMode::Layer1),
            Layers::Two(first, second) => Some(if mode == ViewMode::Layer1 { first } else { second }),
            Layers::ColorMap => None,
        };
        let Some(layer) = layer else { return NOTHING };
        let texels = self.images[usize::from(layer.texture)].as_ref().unwrap().level_rgba8(LEVEL_OF_4_PX);
        let (start, east, south) = layer.orientation.walk(4);
        let at = (start as isize + row as isize * south + column as isize * east) as usize * 4;
        [texels[at], texels[at + 1], texels[at + 2]]
    }

    /// Compares a mode's map with the CPU's values; of a large map every third row, which has each row of the tiles.
    fn assert_map(&mut self, name: &str, mode: ViewMode) {
        let drawn = self.map(mode);
        let ramps = Ramps { height: Ramp::height(), slope: Ramp::slope() };
        let step = if drawn.height() > 1024 { 3 } else { 1 };
        let (mut beyond, mut sum, mut pixels) = (0u64, 0u64, 0u64);
        for (column, row, pixel) in drawn.enumerate_pixels().filter(|(_, row, _)| row % step == 0) {
            let off = |wanted: [u8; 3]| wanted.iter().zip(pixel.0).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0);
            let best = self.expected(&ramps, mode, column, row).into_iter().map(off).min().unwrap();
            beyond += u64::from(best > 4);
            sum += u64::from(best);
            pixels += 1;
        }
        let (mean, share) = (sum as f64 / pixels as f64, beyond as f64 / pixels as f64);
        println!("{name} {}: mean {mean:.3}, {:.4} % beyond 4", mode, share * 100.0);
        assert!(mean <= 1.0 && share <= 0.001, "{name} {mode}: mean {mean}, beyond {share}");
    }
}

struct Ramps {
    height: Ramp,
    slope: Ramp,
}

fn modes() -> impl Iterator<Item = ViewMode> {
    ViewMode::VARIANTS.iter().copied().filter(|mode| *mode != ViewMode::Textured)
}

#[test]
fn each_modes_map_matches_the_cpu() {
    let folder = tempfile::tempdir().unwrap();
    let little = ZoneSource::of(&TestZone::little().write(folder.path()));
    for (name, source, picture_px) in [("little", little, 128), ("demo", ZoneSource::Demo, 1024)] {
        let Some(mut scene) = Scene::open(source, picture_px) else {
            return;
        };
        modes().for_each(|mode| scene.assert_map(name, mode));
    }
}

#[test]
fn corpus_maps_of_each_mode() {
    let Some(corpus) = common::corpus() else { return };
    for (zone, picture_px) in [("1298/moradon", 512), ("1298/karus_intro", 256), ("1097/karus_start", 2048)] {
        let (client, name) = zone.split_once('/').unwrap();
        let path = corpus.join("ko").join(client).join("Zones").join(format!("{name}.gtd"));
        let Some(mut scene) = Scene::open(ZoneSource::of(&path), picture_px) else {
            return;
        };
        modes().for_each(|mode| scene.assert_map(zone, mode));
    }
}

const SIZE_PX: [u32; 2] = [320, 180];

#[test]
fn golden_view_modes() {
    let Some(mut scene) = Scene::open(ZoneSource::Demo, 2048) else { return };
    let start: Pose = ISLAND_VIEW.parse().unwrap();
    let textured = scene.draw(start, ViewMode::Textured, Overlays::default(), SIZE_PX);
    let mut all = vec![textured];
    for mode in modes() {
        let drawn = scene.draw(start, mode, Overlays::default(), SIZE_PX);
        hold_against_golden(&scene.gpu.caps, &format!("mode-{mode}"), &drawn);
        all.push(drawn);
    }
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            assert!(difference(a, b, 4).share_beyond > 0.01, "two modes look the same");
        }
    }
}

/// The little zone with grass on some tiles.
fn grassy() -> (tempfile::TempDir, ZoneSource) {
    let folder = tempfile::tempdir().unwrap();
    let path = TestZone::little().write(folder.path());
    let mut draft = Draft::from(&Gtd::parse(std::fs::read(&path).unwrap()).unwrap());
    for (i, mask) in draft.grass_mask.iter_mut().enumerate() {
        *mask = [0, 0, 0, 4, 48][i / 5 % 5];
    }
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    let source = ZoneSource::of(&path);
    (folder, source)
}

#[test]
fn golden_overlays() {
    let (_folder, source) = grassy();
    let Some(mut scene) = Scene::open(source, 2048) else { return };
    for update in overlay_scene::updates(&scene.zone.ground) {
        scene.scene_view.apply(&scene.gpu, &update);
    }
    let pose: Pose = "64,40,-20,0,-28".parse().unwrap();
    let bare = scene.draw(pose, ViewMode::Textured, Overlays::default(), SIZE_PX);
    for overlay in Overlay::VARIANTS.iter().copied() {
        let drawn = scene.draw(pose, ViewMode::Textured, Overlays::from_iter([overlay]), SIZE_PX);
        hold_against_golden(&scene.gpu.caps, &format!("overlay-{overlay}"), &drawn);
        let changed = difference(&bare, &drawn, 8).share_beyond;
        assert!((0.002..0.6).contains(&changed), "{overlay} changes {changed} of the picture");
    }
    let again = scene.draw(pose, ViewMode::Textured, Overlays::default(), SIZE_PX);
    assert_eq!(difference(&bare, &again, 0).worst, 0, "what is off leaves nothing");
}

/// Lines lie on the visible terrain, also at the borders of detail levels and over multisampled edges: the overlay has
/// the terrain's own depth.
#[test]
fn overlays_cover_all_of_the_ground_that_is_seen() {
    let (_folder, source) = grassy();
    let Some(mut scene) = Scene::open(source, 2048) else { return };
    let pose: Pose = "64,60,64,0,-89".parse().unwrap();
    let everywhere = MipImage::plain([255, 0, 0, 255]);
    let options = FrameOptions { sky: false, water: false, ..FrameOptions::default() };
    let options = options.in_mode(ViewMode::Textured, Overlays::from_iter([Overlay::Grass]), None);
    scene.scene_view.apply(&scene.gpu, &SceneUpdate::Image { which: ZoneImage::Grass, image: Arc::new(everywhere) });
    let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [96, 96]);
    let canvas = Canvas::new(&scene.gpu, [96, 96]);
    let (rgb, _) = draw_view(&scene.gpu, &mut scene.scene_view, &canvas, &view, &options).unwrap();
    let red = rgb.chunks_exact(3).filter(|pixel| **pixel == [255, 0, 0]).count();
    assert_eq!(red, 96 * 96, "ground without its overlay");
}

/// The tint of a map in the window and in `render --map` is that of the overview map, which is made on the CPU: compared
/// in the middle of each tile, where no outline is.
#[test]
fn maps_have_the_tint_of_the_cpu() {
    const PX: u32 = 16;
    let (_folder, source) = grassy();
    let Some(mut scene) = Scene::open(source, 2048) else { return };
    let marks = overlay_scene::marks(scene.gtd().map_size());
    scene.scene_view.apply(&scene.gpu, &SceneUpdate::GameMarks(Arc::new(marks.clone())));
    let plan = MapPlan::new(scene.gtd().tiles_per_side(), PX, 4096);
    let mut map = |overlays: Overlays| {
        let options = map_options(PX).in_mode(ViewMode::Textured, overlays, None);
        let mut rgb = Vec::new();
        draw_map::<PictureError>(&scene.gpu, &mut scene.scene_view, &plan, &options, |rows| {
            rgb.extend_from_slice(rows);
            Ok(())
        })
        .unwrap();
        RgbImage::from_raw(plan.side_px() as u32, plan.side_px() as u32, rgb).unwrap()
    };
    let bare = map(Overlays::default());
    for overlays in [&[Overlay::Blocked][..], &[Overlay::Events], &[Overlay::Events, Overlay::Blocked]] {
        let overlays = overlays.iter().copied().collect::<Overlays>();
        let (drawn, tint) = (map(overlays), tint(&marks, &scene.zone.ground, overlays).expect("a tint"));
        let mut tinted = 0;
        for (index, texel) in tint.levels[0].as_chunks::<4>().0.iter().enumerate() {
            let at = [index as u32 % tint.width, index as u32 / tint.width].map(|tile| tile * PX + PX / 2);
            let (under, over) = (bare.get_pixel(at[0], at[1]), drawn.get_pixel(at[0], at[1]));
            let left = 1.0 - f32::from(texel[3]) / 255.0;
            for channel in 0..3 {
                let expected = f32::from(texel[channel]) + f32::from(under[channel]) * left;
                assert!((expected - f32::from(over[channel])).abs() <= 2.0, "{overlays:?} at {at:?}");
            }
            tinted += usize::from(texel[3] > 0);
        }
        assert!(tinted > 30, "{overlays:?} tints {tinted} tiles");
    }
}
