//! Timed offscreen frames: wall time until the device has finished, and GPU time where timestamps are supported.

use crate::platform::time::Instant;
use crate::render::clock::GpuClock;
use crate::render::gpu::Gpu;
use crate::render::picture::{self, Canvas, PictureError};
use crate::render::{FrameOptions, FrameParams, FrameStats, SceneView};
use crate::scene::terrain::select::ViewParams;

/// An offscreen canvas with timers.
pub struct TimedTarget {
    canvas: Canvas,
    clock: Option<GpuClock>,
}

/// Times and statistics of a frame.
#[derive(Clone, Copy, Debug)]
pub struct Timed {
    /// Milliseconds from the start of the frame's CPU work until the device has finished.
    pub frame_ms: f64,
    /// GPU time of the world pass in milliseconds.
    pub gpu_ms: Option<f64>,
    /// Statistics of the frame.
    pub stats: FrameStats,
}

impl TimedTarget {
    /// Creates a target of a size in pixels.
    pub fn new(gpu: &Gpu, size_px: [u32; 2]) -> TimedTarget {
        TimedTarget { canvas: Canvas::new(gpu, size_px), clock: GpuClock::new(gpu) }
    }

    /// Draws a frame and waits for the device.
    pub fn frame(
        &mut self,
        gpu: &Gpu,
        scene_view: &mut SceneView,
        view_params: &ViewParams,
        options: &FrameOptions,
    ) -> Result<Timed, PictureError> {
        let started = Instant::now();
        let mut encoder = gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: Some("frame") });
        let (target, size_px, clock) = (self.canvas.view(), self.canvas.size_px(), self.clock.as_ref());
        let frame = FrameParams { target: &target, size_px, view: view_params, options, clock };
        let stats = scene_view.draw(gpu, &mut encoder, &frame);
        if let Some(clock) = &mut self.clock {
            clock.resolve(&mut encoder, false);
        }
        gpu.queue.submit([encoder.finish()]);
        wait(gpu)?;
        let frame_ms = started.elapsed().as_secs_f64() * 1e3;
        let gpu_ms = match &mut self.clock {
            Some(clock) => {
                clock.ask();
                wait(gpu)?;
                clock.latest().map(|times| times.world_ms)
            }
            None => None,
        };
        Ok(Timed { frame_ms, gpu_ms, stats })
    }
}

fn wait(gpu: &Gpu) -> Result<(), PictureError> {
    picture::check(gpu)?;
    gpu.device
        .poll(wgpu::PollType::wait_indefinitely())
        .map(|_| ())
        .map_err(|error| PictureError::Device(error.to_string()))
}
