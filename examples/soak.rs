//! Soak test: draws many small frames while switching between zones, and prints memory use. Run by `script/soak`.
//!
//! Usage: soak FRAMES [FILE...]; without files, the embedded zone and generated ones alternate. Each visit to
//! a zone loads it, flies through it, and drops it. Every tenth visit switches to the next zone before the load has
//! ended. Fails if memory after the first round over all zones grows by more than a quarter, or if the number of GPU
//! resources grows.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use gtd_viewer::camera::{Lens, Pose, View, start_view};
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::timed_target::TimedTarget;
use gtd_viewer::render::view::view_params_of;
use gtd_viewer::render::{FrameOptions, Gpu, Quality, QualityRequest, SceneView, TimeOfDay, picture};

const SIZE_PX: [u32; 2] = [320, 240];
/// Frames per visit to a zone.
const VISIT_FRAMES: u32 = 250;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let mut args = std::env::args_os().skip(1);
    let frames: u32 = match args.next() {
        Some(text) => text.to_str().and_then(|text| text.parse().ok()).ok_or("FRAMES is a number")?,
        None => 100_000,
    };
    let mut zones: Vec<Option<PathBuf>> = args.map(|file| Some(file.into())).collect();
    let folder = tempfile::tempdir()?;
    if zones.is_empty() {
        zones.push(None);
        for size in [65, 129, 257, 513] {
            let file = folder.path().join(format!("hills{size}.gtd"));
            std::fs::write(&file, gtd_viewer::test_zone::draft(size).encode()?)?;
            zones.push(Some(file));
        }
    }
    Soak::new()?.run(&zones, frames)
}

struct Soak {
    gpu: Gpu,
    scene_view: SceneView,
    stage: TimedTarget,
    started: Instant,
    drawn: u32,
    visits: u32,
}

/// Memory use at a moment.
#[derive(Clone, Copy)]
struct MemoryUse {
    process_bytes: u64,
    gpu_bytes: u64,
    /// Number of buffers, textures, views and bind groups.
    gpu_things: usize,
}

impl Soak {
    fn new() -> Result<Soak, Failure> {
        let gpu = Gpu::headless(None)?;
        println!("{} ({}), {} x {}", gpu.caps.adapter, gpu.caps.backend, SIZE_PX[0], SIZE_PX[1]);
        let quality = Quality::resolve(QualityRequest::default(), &gpu.caps);
        let scene_view = SceneView::new(&gpu, picture::PICTURE_FORMAT, quality);
        let stage = TimedTarget::new(&gpu, SIZE_PX);
        Ok(Soak { gpu, scene_view, stage, started: Instant::now(), drawn: 0, visits: 0 })
    }

    fn run(mut self, zones: &[Option<PathBuf>], frames: u32) -> Result<ExitCode, Failure> {
        let mut first_round = None;
        while self.drawn < frames {
            for zone in zones {
                self.visit(zone.as_deref(), frames)?;
            }
            let memory_use = self.memory_use();
            self.report("round", memory_use);
            first_round.get_or_insert(memory_use);
        }
        self.scene_view.clear();
        let (first, last) = (first_round.ok_or("no zones")?, self.memory_use());
        self.report("end, no zone open", last);
        let grown = |a: u64, b: u64| b > a + a / 4;
        let leaks = grown(first.process_bytes, last.process_bytes)
            || grown(first.gpu_bytes, last.gpu_bytes)
            || grown(first.gpu_things as u64, last.gpu_things as u64);
        println!("{}", if leaks { "FAILED: what is held has grown" } else { "All well: what is held did not grow" });
        Ok(if leaks { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// Loads a zone, and flies through it during the load and after.
    fn visit(&mut self, file: Option<&Path>, frames: u32) -> Result<(), Failure> {
        self.visits += 1;
        let leave_early = self.visits.is_multiple_of(10);
        let mut load = Load::start(
            Request {
                zone: ZoneSource::of_or_demo(file),
                data: None,
                server: None,
                wanted: Default::default(),
                forms: self.gpu.caps.data_forms(None).into(),
            },
            || {},
        );
        let (mut zone, mut seen) = (None, 0);
        while seen < VISIT_FRAMES && self.drawn < frames {
            while let Some(event) = if zone.is_none() { load.wait() } else { load.poll() } {
                if self.take(event, &mut zone)? {
                    break;
                }
            }
            let Some(zone) = zone.as_deref() else { break };
            if leave_early && seen > 3 {
                return Ok(());
            }
            self.draw(zone, seen)?;
            seen += 1;
        }
        Ok(())
    }

    fn take(&mut self, event: LoadEvent, zone: &mut Option<std::sync::Arc<Zone>>) -> Result<bool, Failure> {
        if let Some(update) = event.scene_update() {
            self.scene_view.apply(&self.gpu, &update);
        }
        match event {
            LoadEvent::Opened(opened) => {
                *zone = Some(opened);
                // The first frame is drawn before the textures arrive, as in the window.
                return Ok(true);
            }
            LoadEvent::Update(_) | LoadEvent::Server(_) | LoadEvent::Missing(_) => {}
            LoadEvent::Failed(error) => return Err(error.into()),
            LoadEvent::Done => return Ok(true),
        }
        Ok(false)
    }

    fn draw(&mut self, zone: &Zone, frame: u32) -> Result<(), Failure> {
        let start = start_view(&zone.ground, &zone.outlines);
        let turn = f64::from(frame) / f64::from(VISIT_FRAMES);
        let extent_m = f64::from(zone.ground.gtd().extent_m());
        let east = (start.eye.x + turn * extent_m * 0.4).min(extent_m);
        let pose = Pose::new(glam::DVec3::new(east, start.eye.y, start.eye.z), turn * 360.0, -20.0);
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let mut options = FrameOptions { fog_per_m: FrameOptions::fog_to(extent_m as f32), ..FrameOptions::default() };
        let time = TimeOfDay { hours: turn as f32 * 24.0, zone_sun: false };
        options.atmosphere = self.scene_view.atmosphere(time).unwrap_or_default();
        self.stage.frame(&self.gpu, &mut self.scene_view, &view_params_of(&view, SIZE_PX[1]), &options)?;
        self.drawn += 1;
        Ok(())
    }

    fn memory_use(&self) -> MemoryUse {
        let memory = self.scene_view.memory();
        let report = self.gpu.instance.generate_report();
        let gpu_things = report.map_or(0, |report| {
            let hub = report.hub_report();
            [&hub.buffers, &hub.textures, &hub.texture_views, &hub.bind_groups]
                .map(|r| r.num_kept_from_user)
                .iter()
                .sum()
        });
        MemoryUse { process_bytes: resident_bytes(), gpu_bytes: memory.buffers + memory.textures, gpu_things }
    }

    fn report(&self, when: &str, memory_use: MemoryUse) {
        let mb = |bytes: u64| bytes as f64 / 1e6;
        println!(
            "{:>7.0} s {:>7} frames {:>5} visits: process {:>6.0} MB, GPU {:>6.1} MB in {:>5} resources ({when})",
            self.started.elapsed().as_secs_f64(),
            self.drawn,
            self.visits,
            mb(memory_use.process_bytes),
            mb(memory_use.gpu_bytes),
            memory_use.gpu_things
        );
    }
}

/// Resident memory of the process, if the system reports it (Linux); else 0.
fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
