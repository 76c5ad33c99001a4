//! Frames off screen whose time is taken: by the clock until the device has finished, and by the GPU where it can.

use crate::render::gpu::Gpu;
use crate::render::picture::{Canvas, PictureError};
use crate::render::{FrameOptions, FrameStats, Renderer};
use crate::terrain::select::Sight;
use std::time::Instant;

/// A canvas with a timer.
pub struct Stage {
    canvas: Canvas,
    timer: Option<PassTimer>,
}

/// What a frame took.
#[derive(Clone, Copy, Debug)]
pub struct Timed {
    /// Milliseconds from the start of the frame's work to the device having finished it.
    pub frame_ms: f64,
    /// Milliseconds of the world's pass by the GPU's own clock.
    pub gpu_ms: Option<f64>,
    /// What was drawn.
    pub stats: FrameStats,
}

impl Stage {
    /// A stage of a size in pixels.
    pub fn new(gpu: &Gpu, size_px: [u32; 2]) -> Stage {
        Stage { canvas: Canvas::new(gpu, size_px), timer: PassTimer::new(gpu) }
    }

    /// Draws a frame and waits for it.
    pub fn frame(
        &mut self,
        gpu: &Gpu,
        renderer: &mut Renderer,
        sight: &Sight,
        options: &FrameOptions,
    ) -> Result<Timed, PictureError> {
        let started = Instant::now();
        let mut encoder = gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: Some("frame") });
        let timing = self.timer.as_ref().map(PassTimer::writes);
        let size_px = self.canvas.size_px();
        let stats = renderer.draw_timed(gpu, &mut encoder, &self.canvas.view(), size_px, sight, options, timing);
        if let Some(timer) = &self.timer {
            timer.resolve(&mut encoder);
        }
        gpu.queue.submit([encoder.finish()]);
        wait(gpu)?;
        let frame_ms = started.elapsed().as_secs_f64() * 1e3;
        let gpu_ms = match &self.timer {
            Some(timer) => timer.read_ms(gpu)?,
            None => None,
        };
        Ok(Timed { frame_ms, gpu_ms, stats })
    }
}

fn wait(gpu: &Gpu) -> Result<(), PictureError> {
    gpu.device
        .poll(wgpu::PollType::wait_indefinitely())
        .map(|_| ())
        .map_err(|error| PictureError::Device(error.to_string()))
}

/// Two timestamps round the world's pass.
struct PassTimer {
    queries: wgpu::QuerySet,
    resolved: wgpu::Buffer,
    readback: wgpu::Buffer,
    ns_per_tick: f64,
}

impl PassTimer {
    /// A timer, where the device has timestamps.
    fn new(gpu: &Gpu) -> Option<PassTimer> {
        if !gpu.caps.timestamps {
            return None;
        }
        let queries = gpu.device.create_query_set(&wgpu::QuerySetDescriptor {
            label: Some("pass time"),
            ty: wgpu::QueryType::Timestamp,
            count: 2,
        });
        let buffer = |label, usage| {
            gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(label),
                size: 16,
                usage: usage | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        };
        let resolved = buffer("pass time resolved", wgpu::BufferUsages::QUERY_RESOLVE | wgpu::BufferUsages::COPY_SRC);
        let readback = buffer("pass time readback", wgpu::BufferUsages::MAP_READ);
        Some(PassTimer { queries, resolved, readback, ns_per_tick: f64::from(gpu.queue.get_timestamp_period()) })
    }

    fn writes(&self) -> wgpu::RenderPassTimestampWrites<'_> {
        wgpu::RenderPassTimestampWrites {
            query_set: &self.queries,
            beginning_of_pass_write_index: Some(0),
            end_of_pass_write_index: Some(1),
        }
    }

    fn resolve(&self, encoder: &mut wgpu::CommandEncoder) {
        encoder.resolve_query_set(&self.queries, 0..2, &self.resolved, 0);
        encoder.copy_buffer_to_buffer(&self.resolved, 0, &self.readback, 0, 16);
    }

    /// The finished frame's time; none where the clock went backward.
    fn read_ms(&self, gpu: &Gpu) -> Result<Option<f64>, PictureError> {
        let failed = |reason: &dyn std::fmt::Display| PictureError::Device(reason.to_string());
        let slice = self.readback.slice(..);
        slice.map_async(wgpu::MapMode::Read, |_| ());
        wait(gpu)?;
        let ticks = {
            let bytes = slice.get_mapped_range().map_err(|error| failed(&error))?;
            let at = |i: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[i * 8 + byte]));
            at(1).checked_sub(at(0))
        };
        self.readback.unmap();
        Ok(ticks.map(|ticks| ticks as f64 * self.ns_per_tick / 1e6))
    }
}
