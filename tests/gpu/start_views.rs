//! Start views in pictures: how much of them is background, how near the ground is, and that they are not plain.

use crate::headless::{gpu, open_zone};
use glam::{DVec2, Vec3};
use gtd_viewer::camera::{Lens, View, start_view};
use gtd_viewer::formats::gtd::{Draft, MapRecord, PackedTile, Pond, WaterVertex};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{Atmosphere, FrameOptions, QualityRequest};
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::view_settings::Lighting;
use gtd_viewer::test_zone;

const SIZE_PX: [u32; 2] = [320, 180];
/// A color of the background that nothing else has.
const BACKGROUND: [u8; 3] = [255, 0, 255];

/// The zone of tests with other heights.
fn raised(side: u32, height_m: impl Fn(f32, f32) -> f32) -> Draft {
    let mut draft = test_zone::draft(side);
    for (index, record) in (0u32..).zip(&mut draft.records) {
        let (x, z) = (index / side, index % side);
        *record = MapRecord::new(height_m(x as f32, z as f32), record.tile());
    }
    draft
}

/// The zone of tests without tile textures.
fn untextured(side: u32) -> Draft {
    let mut draft = test_zone::draft(side);
    for record in &mut draft.records {
        let bare = PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE);
        *record = MapRecord::new(record.height_m(), bare);
    }
    draft
}

/// A zone under water.
fn flooded(side: u32) -> Draft {
    let last_m = (side - 1) as f32 * 4.0;
    let corner = |x: f32, z: f32| WaterVertex::new([x, 12.0, z], [0.0, 1.0, 0.0], 0xFF40_80C0, [x / 16.0, z / 16.0]);
    let corners = vec![corner(0.0, 0.0), corner(last_m, 0.0), corner(0.0, last_m), corner(last_m, last_m)];
    Draft { ponds: vec![Pond::new(2, corners, "")], ..raised(side, |_, _| 2.0) }
}

#[test]
fn the_islands_and_generated_start_views_show_ground_and_sky() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let drafts = [
        ("tiny", test_zone::draft(33)),
        ("small", test_zone::draft(129)),
        ("hills", test_zone::draft(257)),
        ("flat", raised(129, |_, _| 7.0)),
        ("noise", raised(257, |x, z| (x * 12.9 + z * 78.2).sin() * 3.0)),
        ("untextured", untextured(257)),
        ("flooded", flooded(129)),
    ];
    let generated = drafts.map(|(name, draft)| {
        let file = folder.path().join(format!("{name}.gtd"));
        std::fs::write(&file, draft.encode().unwrap()).unwrap();
        ZoneSource::of(&file)
    });
    for source in std::iter::once(ZoneSource::Demo).chain(generated) {
        let name = source.name();
        let (mut scene_view, zone) = open_zone(&gpu, source, QualityRequest { filter: None, msaa: Some(1) });
        let pose = start_view(&zone.ground, &zone.outlines);
        let view = View::new(pose, Lens::Perspective { fov_y_deg: View::DEFAULT_FOV_DEG }, SIZE_PX);
        let fog = Vec3::from(BACKGROUND.map(|channel| f32::from(channel) / 255.0));
        let options = FrameOptions {
            sky: false,
            fog_per_m: 0.0,
            lighting: Lighting::None,
            atmosphere: Atmosphere { fog, ..Atmosphere::default() },
            ..FrameOptions::default()
        };
        let canvas = Canvas::new(&gpu, SIZE_PX);
        let (rgb, _) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
        let pixels = rgb.as_chunks::<3>().0;
        let background = pixels.iter().filter(|pixel| **pixel == BACKGROUND).count() as f64 / pixels.len() as f64;
        assert!((0.12..0.55).contains(&background), "{name}: {background:.2} of the picture is background at {pose}");

        let middle = (80..240).step_by(10).flat_map(|x| (45..135).step_by(10).map(move |y| (x, y)));
        let rays = middle.map(|(x, y)| view.ray_at_pixel(DVec2::new(f64::from(x), f64::from(y)), SIZE_PX));
        let hits = rays.filter_map(|ray| pick(&zone.ground, ray.origin, ray.direction));
        let nearest_m = hits.map(|hit| hit.distance_m).fold(f64::INFINITY, f64::min);
        assert!(nearest_m > 15.0, "{name}: the ground is {nearest_m:.0} m ahead at {pose}");

        let brightness =
            || pixels.iter().map(|pixel| pixel.iter().map(|channel| f64::from(*channel)).sum::<f64>() / 3.0);
        let mean = brightness().sum::<f64>() / pixels.len() as f64;
        let spread = (brightness().map(|value| (value - mean).powi(2)).sum::<f64>() / pixels.len() as f64).sqrt();
        assert!(
            (40.0..220.0).contains(&mean) && spread > 12.0,
            "{name}: brightness {mean:.0} +- {spread:.0} at {pose}"
        );
    }
}
