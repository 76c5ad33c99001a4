//! Culling, streaming, contour labels and the camera allocate nothing in the steady state: the second flight over the
//! same path is free of allocations.

use crate::alone;
use crate::fuzz_targets::MEMORY;
use glam::DVec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::scene::modes::contours::LabelPlaces;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::terrain::select::{Detail, LodRules, Selection, ViewParams};
use gtd_viewer::scene::terrain::stream::SlotPool;
use gtd_viewer::test_zone;

const SIZE_PX: [u32; 2] = [1280, 720];

/// Peak of bytes that a function allocates.
fn allocated(work: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work();
    MEMORY.peak_usage().saturating_sub(before)
}

/// Flies over the zone in a curve, with fewer slots than the visible nodes need.
fn fly(ground: &Terrain, selection: &mut Selection, pool: &mut SlotPool, labels: &mut LabelPlaces, frame: &mut u32) {
    let rules = LodRules { detail: Detail::Screen { tile_px: 1.0, error_px: 1.0 }, view_distance_m: f32::INFINITY };
    let tree = ground.tree();
    let (mut met, mut labeled) = (0, 0);
    for step in 0..300 {
        *frame += 1;
        let eye = DVec3::new(200.0 + f64::from(step) * 5.0, 120.0, 700.0 + f64::from(step % 60));
        let view = View::new(Pose::new(eye, f64::from(step), -10.0), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let clip_from_eye = view.clip_from_camera_relative();
        let view_params = ViewParams { eye, clip_from_eye, px_per_m: 623.0, flat: false };
        for _ in 0..12 {
            selection.walk(tree, &view_params, &rules, |node| pool.slot(node).is_some());
            selection.used.iter().for_each(|&id| pool.touch(tree.index(id), *frame));
            if selection.wanted.iter().any(|&id| pool.claim(tree.index(id), *frame).is_none()) {
                break;
            }
        }
        labeled += labels.find(ground, &view_params, 5.0, 1.0).len();
        let ray = view.ray_at_pixel(glam::DVec2::new(640.0, 500.0), SIZE_PX);
        met += usize::from(pick(ground, ray.origin, ray.direction).is_some());
    }
    assert!(met > 100 && labeled > 100 && !selection.drawn.is_empty());
}

#[test]
fn a_flight_over_known_ground_allocates_nothing() {
    let _alone = alone();
    let ground = Terrain::new(Gtd::parse(test_zone::draft(513).encode().unwrap()).unwrap());
    let mut selection = Selection::default();
    let mut pool = SlotPool::new(ground.tree().node_count(), 1500);
    let (mut labels, mut frame) = (LabelPlaces::default(), 0);
    let first = allocated(|| fly(&ground, &mut selection, &mut pool, &mut labels, &mut frame));
    let second = allocated(|| fly(&ground, &mut selection, &mut pool, &mut labels, &mut frame));
    println!("{first} bytes on the first flight, {second} on the second");
    assert!(first > 0, "the lists grow at first");
    assert_eq!(second, 0, "bytes are allocated on known ground");
}
