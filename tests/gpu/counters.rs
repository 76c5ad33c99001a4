//! Counters of frames: bytes written to the GPU, changes of pipelines and bind groups; the benchmark's output.

use crate::headless::{gpu, open_zone};
use crate::schema::assert_fits;
use gtd_viewer::camera::{Lens, View};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::picture::{Canvas, draw_view};
use gtd_viewer::render::{FrameOptions, Gpu, QualityRequest, SceneView};
use serde_json::Value;
use std::process::Command;

const SIZE_PX: [u32; 2] = [64, 48];

#[test]
fn a_frame_at_rest_uploads_its_lists_alone() {
    let Some(gpu) = gpu() else { return };
    let before = gpu.uploaded_bytes();
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::Demo, QualityRequest::default());
    // meshes and textures of objects
    assert!(gpu.uploaded_bytes() > before + 1_000_000, "{}", gpu.uploaded_bytes());
    let view = View::new("512,120,512,45,-10".parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let canvas = Canvas::new(&gpu, SIZE_PX);
    let draw = |gpu: &Gpu, scene_view: &mut SceneView| {
        draw_view(gpu, scene_view, &canvas, &view, &FrameOptions::default()).unwrap().1
    };
    draw(&gpu, &mut scene_view);
    let before = gpu.uploaded_bytes();
    let stats = draw(&gpu, &mut scene_view);
    assert!(!stats.streaming && stats.triangles > 1000, "{stats:?}");
    assert_eq!(gpu.uploaded_bytes() - before, stats.uploaded_bytes);
    let nodes_and_parts = u64::from(stats.nodes_drawn + stats.objects.parts);
    assert!((1000..20_000 + nodes_and_parts * 400).contains(&stats.uploaded_bytes), "{stats:?}");
}

#[test]
fn pipelines_and_groups_change_no_more_often_than_is_drawn() {
    let Some(gpu) = gpu() else { return };
    let (mut scene_view, _) = open_zone(&gpu, ZoneSource::Demo, QualityRequest::default());
    let view = View::new("512,120,512,45,-10".parse().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let canvas = Canvas::new(&gpu, SIZE_PX);
    let mut draw = |options: &FrameOptions| draw_view(&gpu, &mut scene_view, &canvas, &view, options).unwrap().1;
    let full = draw(&FrameOptions::default());
    let counts = [full.pipeline_changes, full.group_changes];
    assert!(counts.iter().all(|count| (3..=full.draw_calls + 1).contains(count)), "{full:?}");
    // the ground alone has one group of its own, beside that of the globals
    let ground = FrameOptions { sky: false, water: false, objects: false, ..FrameOptions::default() };
    assert_eq!(draw(&ground).group_changes, 2);
}

#[test]
fn output_of_the_benchmark_fits_its_schema() {
    if gpu().is_none() {
        return;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let output = command.args(["bench", "--json", "--frames", "2", "--size", "64x48"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_fits(&report, "bench");
    let count = |pointer: &str| report.pointer(pointer).and_then(Value::as_u64).unwrap();
    assert!(count("/uploaded_bytes/frame") <= count("/uploaded_bytes/frame_max"));
    assert!(count("/uploaded_bytes/frame_max") < count("/uploaded_bytes/total"));
}
