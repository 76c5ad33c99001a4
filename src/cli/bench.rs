//! `bench`: loading and drawing times of a zone, off screen.

use crate::camera::{Lens, View};
use crate::cli::args::BenchArgs;
use crate::cli::drawing::{self, HeadlessRenderer, LoadedScene};
use crate::cli::ground::assert_no_folder;
use crate::cli::output::{Page, Style, print, print_json};
use crate::cli::values::SizeArg;
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::visible::path_text;
use crate::load::Load;
use crate::load::LoadEvent;
use crate::load::LoadOptions;
use crate::load::Zone;
use crate::platform::fs;
use crate::platform::time::Instant;
use crate::render::timed_target::{Timed, TimedTarget};
use crate::render::view::{ObjectCounts, size_in_motion, view_params_of};
use crate::render::{FrameOptions, GpuMemory};
use crate::scene::numbers::floor_u32;
use anyhow::{Context, Result};
use glam::DVec3;
use serde::Serialize;
use std::process::ExitCode;
use std::sync::OnceLock;

const FRAMES_A_SECOND: f64 = 60.0;

static PROCESS_START: OnceLock<Instant> = OnceLock::new();

/// Records the start of the process; call it as early as possible.
pub fn note_start() {
    PROCESS_START.get_or_init(Instant::now);
}

fn since_start_ms() -> f64 {
    PROCESS_START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

/// The results, with order and names of the command-line contract.
#[derive(Debug, Serialize)]
struct BenchReport {
    file: String,
    adapter: String,
    backend: String,
    size: [u32; 2],
    /// Size at which the frames are drawn.
    drawn_size: [u32; 2],
    frames: u32,
    load_ms: LoadMs,
    frame_ms: FrameMs,
    gpu_ms: Option<GpuMs>,
    draw_calls: u32,
    pipeline_changes: u32,
    bind_group_changes: u32,
    triangles: u64,
    patches: Patches,
    objects: ObjectCounts,
    uploaded_bytes: UploadedBytes,
    gpu_bytes: GpuMemory,
    peak_rss_bytes: Option<u64>,
}

#[derive(Debug, Serialize)]
struct LoadMs {
    parse: f64,
    first_frame: f64,
    complete: f64,
}

#[derive(Debug, Serialize)]
struct FrameMs {
    median: f64,
    p95: f64,
    min: f64,
    max: f64,
}

#[derive(Debug, Serialize)]
struct GpuMs {
    median: f64,
    p95: f64,
}

/// Bytes of buffers and textures written to the GPU.
#[derive(Debug, Serialize)]
struct UploadedBytes {
    /// Since the start of the process.
    total: u64,
    /// For a timed frame: median and maximum.
    frame: u64,
    frame_max: u64,
}

/// Patches of the zone, and the nodes of the detail quadtree that stand for them: patches nearby, coarser nodes in the
/// distance.
#[derive(Debug, Serialize)]
struct Patches {
    /// Patches of the zone.
    total: u32,
    /// Nodes that are drawn.
    visible: u32,
    /// Nodes in GPU memory.
    resident: u32,
    /// Nodes of all levels.
    nodes_total: u32,
}

/// Loads the zone, draws the frames and prints how long it took.
///
/// # Errors
/// Where the zone cannot be read, or there is no graphics device.
pub fn run(args: &BenchArgs) -> Result<ExitCode> {
    note_start();
    args.file.as_deref().map_or(Ok(()), assert_no_folder)?;
    let wanted = LoadOptions::from(&args.view.settings);
    drawing::with_renderer(&args.view, args.file.as_deref(), wanted, |headless, load| measure(args, headless, load))
}

fn measure(args: &BenchArgs, mut headless: HeadlessRenderer, mut load: Load) -> Result<ExitCode> {
    let size = args.size.unwrap_or(SizeArg::DEFAULT);
    let moves = headless.gpu.caps.is_cpu && !args.still;
    let size_px = size_in_motion([size.width_px, size.height_px], moves);
    let mut stage = TimedTarget::new(&headless.gpu, size_px);
    let mut flown_m = None;
    let mut start = None;
    let mut draw = |headless: &mut HeadlessRenderer, zone: &Zone, flown_m: Option<f64>| {
        // the default start view is computed once, not for each frame
        let start = *start.get_or_insert_with(|| args.view.camera.unwrap_or_else(|| drawing::start_pose(zone)));
        let fov_y_deg = args.view.field_of_view_deg();
        let mut view = View::new(start, Lens::Perspective { fov_y_deg }, size_px);
        let mut options = FrameOptions::new(&args.view.settings, zone.ground.gtd().extent_m());
        options = options.in_motion(moves);
        if let Some(flown_m) = flown_m {
            view.pose.eye += view.pose.right().cross(DVec3::Y) * flown_m;
            options = options.within_a_frame();
        }
        options = options.chosen_for(drawing::frozen(&args.view, size_px));
        options.atmosphere = headless.atmosphere(&args.view.settings);
        stage.frame(&headless.gpu, &mut headless.scene_view, &view_params_of(&view, size_px[1]), &options)
    };

    let mut loaded = LoadedScene::default();
    let mut first_frame = None;
    while let Some(event) = load.wait() {
        let opened = matches!(event, LoadEvent::Opened(_));
        let last = headless.take(event, &mut loaded)?;
        if let (true, Some(zone)) = (opened, &loaded.zone) {
            draw(&mut headless, zone, None)?;
            first_frame = Some(since_start_ms());
        }
        if last {
            break;
        }
    }
    let zone = loaded.zone.clone().context("the loader finished without a zone")?;
    headless.choose_sky(&args.view, &loaded)?;
    draw(&mut headless, &zone, None)?;
    let load_ms = LoadMs {
        parse: zone.parse_ms,
        first_frame: first_frame.context("the loader never opened the zone")?,
        complete: since_start_ms(),
    };
    // the first frames after loading warm up caches
    for _ in 0..3 {
        draw(&mut headless, &zone, None)?;
    }
    let mut frames: Vec<Timed> = Vec::with_capacity(args.frames as usize);
    for _ in 0..args.frames {
        flown_m = args.fly.map(|m_per_s| flown_m.unwrap_or(0.0) + m_per_s / FRAMES_A_SECOND);
        frames.push(draw(&mut headless, &zone, flown_m)?);
    }
    let report = report(args, &headless, size_px, load_ms, &frames)?;
    match args.json {
        true => print_json(&report)?,
        false => print(&as_text(&report))?,
    };
    Ok(ExitCode::SUCCESS)
}

fn report(
    args: &BenchArgs,
    headless: &HeadlessRenderer,
    drawn_size: [u32; 2],
    load_ms: LoadMs,
    frames: &[Timed],
) -> Result<BenchReport> {
    let size = args.size.unwrap_or(SizeArg::DEFAULT);
    let last = frames.last().context("at least one frame is timed")?.stats;
    let wall = sorted(frames.iter().map(|frame| frame.frame_ms));
    let gpu: Option<Vec<f64>> = frames.iter().map(|frame| frame.gpu_ms).collect();
    let mut uploaded: Vec<u64> = frames.iter().map(|frame| frame.stats.uploaded_bytes).collect();
    uploaded.sort_unstable();
    let terrain = headless.scene_view.scene().terrain.as_ref();
    Ok(BenchReport {
        file: args.file.as_ref().map_or("demo".into(), path_text),
        adapter: headless.gpu.caps.adapter.clone(),
        backend: headless.gpu.caps.backend.clone(),
        size: [size.width_px, size.height_px],
        drawn_size,
        frames: args.frames,
        load_ms,
        frame_ms: FrameMs {
            median: quantile(&wall, 0.5),
            p95: quantile(&wall, 0.95),
            min: wall[0],
            max: wall[wall.len() - 1],
        },
        gpu_ms: gpu.map(sorted).map(|gpu| GpuMs { median: quantile(&gpu, 0.5), p95: quantile(&gpu, 0.95) }),
        draw_calls: last.draw_calls,
        pipeline_changes: last.pipeline_changes,
        bind_group_changes: last.group_changes,
        triangles: last.triangles,
        patches: Patches {
            total: terrain.map_or(0, |terrain| terrain.gtd().patches_per_side().pow(2)),
            visible: last.nodes_drawn,
            resident: last.nodes_resident,
            nodes_total: last.nodes_total,
        },
        objects: last.objects,
        uploaded_bytes: UploadedBytes {
            total: headless.gpu.uploaded_bytes(),
            frame: quantile(&uploaded, 0.5),
            frame_max: quantile(&uploaded, 1.0),
        },
        gpu_bytes: headless.scene_view.memory(),
        peak_rss_bytes: peak_rss_bytes(),
    })
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Percentile of sorted values by nearest rank.
fn quantile<T: Copy>(sorted: &[T], share: f64) -> T {
    let rank = floor_u32((share * sorted.len() as f64).ceil()) as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

/// Peak memory of the process, if the system reports it (Linux).
fn peak_rss_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

fn as_text(report: &BenchReport) -> Page {
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let mut page = Page::new(Style::PLAIN);
    let [width, height] = report.drawn_size;
    let is_smaller = report.drawn_size != report.size;
    let drawn = if is_smaller { format!(", in motion {width} x {height}") } else { String::new() };
    page.line(&format!(
        "{} on {} ({}), {} x {} pixels{}",
        report.file, report.adapter, report.backend, report.size[0], report.size[1], drawn
    ));
    let load = &report.load_ms;
    page.line(&format!(
        "  load      parse {:.2} ms, first frame {:.0} ms, complete {:.0} ms",
        load.parse, load.first_frame, load.complete
    ));
    let frame = &report.frame_ms;
    page.line(&format!(
        "  frame     median {:.2} ms, 95th percentile {:.2} ms, min {:.2} ms, max {:.2} ms ({} frames)",
        frame.median,
        frame.p95,
        frame.min,
        frame.max,
        grouped(report.frames)
    ));
    page.line(&match &report.gpu_ms {
        Some(gpu) => format!("  GPU       median {:.2} ms, 95th percentile {:.2} ms", gpu.median, gpu.p95),
        None => "  GPU       timing unavailable".into(),
    });
    let patches = &report.patches;
    page.line(&format!(
        "  drawn     {} draw calls, {} triangles; nodes: {} visible, {} resident of {}; {} patches",
        grouped(report.draw_calls),
        grouped(report.triangles),
        grouped(patches.visible),
        grouped(patches.resident),
        grouped(patches.nodes_total),
        grouped(patches.total)
    ));
    let ObjectCounts { objects, parts, draw_calls, triangles } = report.objects;
    page.line(&format!(
        "  objects   {} drawn, {} parts, {} draw calls, {} triangles",
        grouped(objects),
        grouped(parts),
        grouped(draw_calls),
        grouped(triangles)
    ));
    let uploaded = &report.uploaded_bytes;
    page.line(&format!(
        "  changes   {} of pipelines, {} of bind groups; uploaded {:.1} kB a frame, at most {:.1} kB, {:.1} MB in all",
        grouped(report.pipeline_changes),
        grouped(report.bind_group_changes),
        uploaded.frame as f64 / 1e3,
        uploaded.frame_max as f64 / 1e3,
        mb(uploaded.total)
    ));
    let gpu = &report.gpu_bytes;
    let peak = report.peak_rss_bytes.map(|bytes| format!(", process peak {:.0} MB", mb(bytes))).unwrap_or_default();
    page.line(&format!(
        "  memory    GPU buffers {:.1} MB, GPU textures {:.1} MB{peak}",
        mb(gpu.buffers),
        mb(gpu.textures)
    ));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_nearest_ranks() {
        let values = sorted([5.0, 1.0, 3.0, 2.0, 4.0]);
        assert_eq!([0.0, 0.5, 0.95, 1.0].map(|share| quantile(&values, share)), [1.0, 3.0, 5.0, 5.0]);
    }
}
