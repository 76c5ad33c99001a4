//! A device that runs out of memory or is lost during offscreen drawing: an error, no wrong picture and no panic.

use crate::common::skip;
use crate::headless;
use gtd_viewer::camera::{Lens, View, start_view};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, PictureError, draw_view};
use gtd_viewer::render::{FrameOptions, QualityRequest};
use gtd_viewer::scene::SceneUpdate;

#[test]
fn pictures_of_a_full_or_lost_device_are_refused() {
    let Some(gpu) = headless::gpu() else { return };
    let (mut scene_view, zone) = headless::open_zone(&gpu, ZoneSource::Demo, QualityRequest::default());
    let canvas = Canvas::new(&gpu, [64, 48]);
    let view = View::new(start_view(&zone.ground, &zone.outlines), Lens::Perspective { fov_y_deg: 60.0 }, [64, 48]);
    let mut draw = || draw_view(&gpu, &mut scene_view, &canvas, &view, &FrameOptions::default());
    let (whole, _) = draw().expect("a picture");
    gpu.pretend_out_of_memory();
    let error = draw().expect_err("a picture with something left out");
    assert!(matches!(error, PictureError::OutOfMemory), "{error}");
    // Reported once: after reducing memory the picture is complete again.
    assert!(draw().expect("a picture").0 == whole);
    gpu.device.destroy();
    let error = draw().expect_err("a picture of no device");
    assert!(gpu.is_lost(), "{error}");
    // What the loader still brings leads to no panic.
    let water = scene_view.scene().water.clone();
    scene_view.apply(&gpu, &SceneUpdate::Terrain(zone.ground.clone()));
    water.into_iter().for_each(|water| scene_view.apply(&gpu, &SceneUpdate::Water(water)));
}

/// Not simulated: with a memory limit that suffices for a small picture, the allocation of a large one's textures
/// fails.
#[cfg(target_os = "linux")]
#[test]
fn a_picture_that_memory_does_not_hold_is_refused_and_leaves_no_file() {
    if headless::gpu().is_none_or(|gpu| !gpu.caps.is_cpu) {
        skip("the limit holds for graphics memory on a CPU adapter only");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let zone = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/Zones/demo.gtd");
    let render = |size: &str| {
        let out = folder.path().join(format!("{size}.png"));
        // 1.6 GB, of which threads use little; the samples and depth of the large picture alone would be 2 GB.
        let output = std::process::Command::new("sh")
            .args(["-c", "ulimit -v 1600000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_gtd-viewer"), "render", zone])
            .args(["--msaa", "4", "--size", size, "-o"])
            .arg(&out)
            .envs([("MALLOC_ARENA_MAX", "2"), ("RAYON_NUM_THREADS", "2"), ("LP_NUM_THREADS", "2")])
            .output()
            .expect("sh runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), out.exists())
    };
    let (code, told, written) = render("64x48");
    assert!(code == Some(0) && written, "{code:?} {told}");
    let (code, told, written) = render("8000x8000");
    assert!(told.contains("out of graphics memory; try a lower --gpu-budget"), "{told}");
    assert!(code == Some(1) && !written && !told.contains("panicked"), "{code:?} {told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "something is left of the large picture");
}

/// A budget far below a zone's needs draws coarsely, but it draws.
#[test]
fn the_smallest_budget_still_shows_the_ground() {
    let Some(gpu) = headless::gpu() else { return };
    let budget = Some(1 << 20);
    let px = gpu.caps.ground_picture_px(budget);
    let (mut scene_view, zone) = headless::open_zone_within(&gpu, ZoneSource::Demo, QualityRequest::default(), px);
    scene_view.set_budget(&gpu.caps, budget);
    scene_view.apply(&gpu, &SceneUpdate::Terrain(zone.ground.clone()));
    let canvas = Canvas::new(&gpu, [64, 48]);
    let view = View::new(start_view(&zone.ground, &zone.outlines), Lens::Perspective { fov_y_deg: 60.0 }, [64, 48]);
    let (rgb, stats) = draw_view(&gpu, &mut scene_view, &canvas, &view, &FrameOptions::default()).expect("a picture");
    assert!(stats.nodes_drawn > 0 && stats.nodes_resident * 592 <= 1 << 20, "{}", stats.nodes_resident);
    let (ground, sky) = (&rgb[rgb.len() * 3 / 4..], &rgb[..rgb.len() / 8]);
    let mean = |part: &[u8]| part.iter().map(|value| f64::from(*value)).sum::<f64>() / part.len() as f64;
    assert!((mean(ground) - mean(sky)).abs() > 10.0, "no ground is seen");
}
