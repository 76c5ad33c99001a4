//! Distant terrain: no cracks between detail levels, no shimmer while the eye moves slowly.

use crate::common;
use crate::headless::{gpu, open_zone, open_zone_within};
use glam::Vec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{FrameOptions, QualityRequest};
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::view_settings::Lighting;
use gtd_viewer::test_zone;
use std::path::PathBuf;

const PLAIN: QualityRequest = QualityRequest { filter: None, msaa: Some(1) };
const SIZE_PX: [u32; 2] = [640, 360];

fn view(pose: Pose) -> View {
    View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX)
}

/// A generated zone of 513 vertices a side.
fn generated(folder: &std::path::Path) -> PathBuf {
    let path = folder.join("hills.gtd");
    std::fs::write(&path, test_zone::draft(513).encode().unwrap()).unwrap();
    path
}

fn ground_m(ground: &Terrain, x: f64, z: f64) -> f64 {
    f64::from(ground.heights().interpolate(x as f32, z as f32).unwrap_or(0.0))
}

/// With a magenta sky, gaps in the terrain show magenta below the horizon.
#[test]
fn levels_meet_without_cracks() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut zones = vec![generated(folder.path())];
    if let Some(corpus) = common::corpus() {
        zones.push(corpus.join("ko/1298/Zones/karus_start.gtd"));
        zones.push(corpus.join("ko/1298/Zones/eslantzone.gtd"));
    }
    for path in zones {
        let (mut scene_view, zone) = open_zone(&gpu, ZoneSource::of(&path), PLAIN);
        let canvas = Canvas::new(&gpu, SIZE_PX);
        let mut options = FrameOptions { sky: false, water: false, ..FrameOptions::default() };
        options.atmosphere.fog = Vec3::new(1.0, 0.0, 1.0);
        let side = f64::from(zone.ground.gtd().extent_m());
        let mut levels_seen = false;
        for step in 0..24 {
            let turn = f64::from(step) * 47.0;
            let (x, z) =
                (side * (0.35 + 0.3 * f64::from(step % 5) / 4.0), side * (0.35 + 0.3 * f64::from(step % 7) / 6.0));
            let above = [4.0, 40.0, 160.0][step as usize % 3];
            let eye = glam::DVec3::new(x, ground_m(&zone.ground, x, z) + above, z);
            let pose = Pose::new(eye, turn, [-4.0, -14.0, -32.0][step as usize % 3]);
            let view = view(pose);
            let (rgb, stats) = draw_view(&gpu, &mut scene_view, &canvas, &view, &options).unwrap();
            levels_seen |= stats.nodes_drawn < 1000;
            let holes = holes_below_ground(&rgb, &view, &zone.ground);
            assert_eq!(holes, 0, "{}: --camera {pose} shows {holes} pixels of sky through the ground", path.display());
        }
        assert!(levels_seen, "detail levels were at work");
    }
}

/// Magenta pixels below terrain in the picture, whose ray hits the full-detail terrain well inside the map.
fn holes_below_ground(rgb: &[u8], view: &View, ground: &Terrain) -> usize {
    let side = f64::from(ground.gtd().extent_m());
    let mut holes = 0;
    let mut ground_above = vec![false; SIZE_PX[0] as usize];
    for (i, pixel) in rgb.chunks_exact(3).enumerate() {
        let above = &mut ground_above[i % SIZE_PX[0] as usize];
        if !(pixel[0] > 250 && pixel[1] < 5 && pixel[2] > 250) {
            *above = true;
            continue;
        }
        if !*above {
            continue;
        }
        let at = glam::DVec2::new(f64::from(i as u32 % SIZE_PX[0]) + 0.5, f64::from(i as u32 / SIZE_PX[0]) + 0.5);
        let ray = view.ray_at_pixel(at, SIZE_PX);
        // a pixel above the ridge around it is sky; only rays that dive well below the terrain count
        let dives = (1..400).any(|step| {
            let point = ray.at(f64::from(step) * 5.0);
            let inside = point.x > 8.0 && point.z > 8.0 && point.x < side - 8.0 && point.z < side - 8.0;
            inside && point.y < ground_m(ground, point.x, point.z) - 4.0
        });
        holes += usize::from(dives);
    }
    holes
}

/// 30 frames of the horizon with the eye moving 1 cm per frame: the distant band hardly changes.
#[test]
fn the_horizon_does_not_shimmer() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut views = vec![(generated(folder.path()), "300,90,300,45,-3")];
    if let Some(corpus) = common::corpus() {
        views.push((corpus.join("ko/1298/Zones/karus_start.gtd"), "300,190,300,45,-3"));
    }
    for (path, pose) in views {
        let (mut scene_view, _zone) = open_zone(&gpu, ZoneSource::of(&path), PLAIN);
        let canvas = Canvas::new(&gpu, SIZE_PX);
        let start: Pose = pose.parse().unwrap();
        let options = FrameOptions { water: false, sky: false, ..FrameOptions::default() };
        let mut last: Option<Vec<u8>> = None;
        let (mut worst_mean, mut worst_share) = (0.0f64, 0.0f64);
        for frame in 0..30 {
            let eye = start.eye + glam::DVec3::new(0.01, 0.0, 0.004) * f64::from(frame);
            let (rgb, _) = draw_view(&gpu, &mut scene_view, &canvas, &view(Pose { eye, ..start }), &options).unwrap();
            // the distant band: from slightly above the horizon to a few degrees below it
            let rows = SIZE_PX[1] as usize * 38 / 100..SIZE_PX[1] as usize * 58 / 100;
            let band = rgb[rows.start * SIZE_PX[0] as usize * 3..rows.end * SIZE_PX[0] as usize * 3].to_vec();
            if let Some(last) = &last {
                let changes: Vec<u8> = last
                    .chunks_exact(3)
                    .zip(band.chunks_exact(3))
                    .map(|(a, b)| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0))
                    .collect();
                let mean = changes.iter().map(|&c| f64::from(c)).sum::<f64>() / changes.len() as f64;
                let share = changes.iter().filter(|&&c| c > 16).count() as f64 / changes.len() as f64;
                (worst_mean, worst_share) = (worst_mean.max(mean), worst_share.max(share));
            }
            last = Some(band);
        }
        println!(
            "{}: mean change {worst_mean:.3} of 255, {:.3} % of the pixels by more than 16",
            path.display(),
            worst_share * 100.0
        );
        assert!(worst_mean < 2.0 && worst_share < 0.01, "mean {worst_mean}, share {worst_share}");
    }
}

/// A zone too large for one image looks as if it had one, and coarser until its pages arrive.
#[test]
fn pages_of_the_color_map_show_what_one_picture_would() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let zone = ZoneSource::of(&generated(folder.path()));
    let canvas = Canvas::new(&gpu, SIZE_PX);
    // Sun light has an image of its own, without pages.
    let all = FrameOptions { tiles: false, sky: false, lighting: Lighting::None, ..FrameOptions::default() };
    let piecemeal = FrameOptions { upload_bytes: 1 << 30, ..all };
    let mut whole = open_zone_within(&gpu, zone.clone(), PLAIN, 2048).0;
    let mut paged = open_zone_within(&gpu, zone, PLAIN, 256).0;
    for (i, pose) in ["900,150,300,20,-12", "1000,700,1000,0,-80", "400,60,1500,130,-5"].into_iter().enumerate() {
        let view = view(pose.parse().unwrap());
        let expected = draw_view(&gpu, &mut whole, &canvas, &view, &all).unwrap().0;
        let (early, stats) = draw_view(&gpu, &mut paged, &canvas, &view, &piecemeal).unwrap();
        let (late, settled) = draw_view(&gpu, &mut paged, &canvas, &view, &all).unwrap();
        let difference = |rgb: &[u8]| {
            let sum: u64 = rgb.iter().zip(&expected).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            sum as f64 / rgb.len() as f64
        };
        let (before, after) = (difference(&early), difference(&late));
        println!("{pose}: mean difference of 255: {before:.3} before the pages came, {after:.3} with them");
        assert!(stats.streaming && !settled.streaming, "{pose}");
        assert!(after < 0.5, "{pose}: {after}");
        // later views find a part of their pages loaded
        assert!(i > 0 || after < before * 0.25, "{pose}: {before} before, {after} after");
    }
}
