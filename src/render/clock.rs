//! GPU frame times by timestamps: the world pass, its parts, the panels.
//!
//! Reading never blocks: results arrive some frames later, and a frame that finds all buffers in use is not timed. On
//! tile-based GPUs the parts of a pass overlap, and only their sum is meaningful.

use crate::render::drawer::Phase;
use crate::render::gpu::Gpu;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// GPU time of a frame in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PassTimes {
    /// The whole world pass.
    pub world_ms: f64,
    /// Terrain, sky, and the rest of the world; none where timestamps inside a pass are not supported.
    pub parts_ms: Option<[f64; 3]>,
    /// The panels; none if they were not timed.
    pub panels_ms: Option<f64>,
}

/// Indices of the timestamps.
const WORLD: u32 = 0;
const PARTS: u32 = 2;
const PANELS: u32 = 4;
const COUNT: u32 = 6;
/// Each pair is resolved at an offset of its own: pairs that were not written are not read.
const PAIR_STRIDE: u64 = wgpu::QUERY_RESOLVE_BUFFER_ALIGNMENT;
const BYTES: u64 = PAIR_STRIDE * 3;

/// States of a readback buffer.
const FREE: u8 = 0;
const FILLED: u8 = 1;
const ASKED: u8 = 2;
const READY: u8 = 3;
const FAILED: u8 = 4;

struct Readback {
    buffer: wgpu::Buffer,
    state: Arc<AtomicU8>,
    has_panels: bool,
}

/// Timestamp queries of a device.
pub struct GpuClock {
    queries: wgpu::QuerySet,
    resolved: wgpu::Buffer,
    readbacks: [Readback; 3],
    inside_passes: bool,
    ns_per_tick: f64,
    latest: Option<PassTimes>,
}

impl GpuClock {
    /// None where the device has no timestamps.
    pub fn new(gpu: &Gpu) -> Option<GpuClock> {
        if !gpu.caps.timestamps {
            return None;
        }
        let queries = gpu.device.create_query_set(&wgpu::QuerySetDescriptor {
            label: Some("frame time"),
            ty: wgpu::QueryType::Timestamp,
            count: COUNT,
        });
        let buffer = |label, usage| {
            let usage = usage | wgpu::BufferUsages::COPY_DST;
            let descriptor =
                wgpu::BufferDescriptor { label: Some(label), size: BYTES, usage, mapped_at_creation: false };
            gpu.device.create_buffer(&descriptor)
        };
        Some(GpuClock {
            queries,
            resolved: buffer("frame time resolved", wgpu::BufferUsages::QUERY_RESOLVE | wgpu::BufferUsages::COPY_SRC),
            readbacks: std::array::from_fn(|_| Readback {
                buffer: buffer("frame time readback", wgpu::BufferUsages::MAP_READ),
                state: Arc::default(),
                has_panels: false,
            }),
            inside_passes: gpu.device.features().contains(wgpu::Features::TIMESTAMP_QUERY_INSIDE_PASSES),
            ns_per_tick: f64::from(gpu.queue.get_timestamp_period()),
            latest: None,
        })
    }

    fn pair(&self, first: u32) -> wgpu::RenderPassTimestampWrites<'_> {
        wgpu::RenderPassTimestampWrites {
            query_set: &self.queries,
            beginning_of_pass_write_index: Some(first),
            end_of_pass_write_index: Some(first + 1),
        }
    }

    /// Timestamp writes of the world pass.
    pub(super) fn world(&self) -> wgpu::RenderPassTimestampWrites<'_> {
        self.pair(WORLD)
    }

    /// Timestamp writes of the panels' pass.
    pub fn panels(&self) -> wgpu::RenderPassTimestampWrites<'_> {
        self.pair(PANELS)
    }

    /// Records the end of a phase of the world pass. The timed parts end with the decals and with the sky.
    pub(super) fn phase_ends(&self, pass: &mut wgpu::RenderPass, phase: Phase) {
        let part = match phase {
            Phase::Decal => 0,
            Phase::Sky => 1,
            Phase::Opaque | Phase::Ground | Phase::Transparent | Phase::Overlay => return,
        };
        if self.inside_passes {
            pass.write_timestamp(&self.queries, PARTS + part);
        }
    }

    /// Resolves the queries of the frame; call last before its encoder is finished. `panels`: the panels were timed as
    /// well.
    pub fn resolve(&mut self, encoder: &mut wgpu::CommandEncoder, panels: bool) {
        let Some(readback) = self.readbacks.iter_mut().find(|readback| readback.state.load(Ordering::Acquire) == FREE)
        else {
            return;
        };
        let pairs = [(WORLD, true), (PARTS, self.inside_passes), (PANELS, panels)];
        for (first, _) in pairs.into_iter().filter(|(_, timed)| *timed) {
            let place = u64::from(first / 2) * PAIR_STRIDE;
            encoder.resolve_query_set(&self.queries, first..first + 2, &self.resolved, place);
        }
        encoder.copy_buffer_to_buffer(&self.resolved, 0, &readback.buffer, 0, BYTES);
        readback.has_panels = panels;
        readback.state.store(FILLED, Ordering::Release);
    }

    /// Requests the readback of the frame that was submitted last.
    pub fn ask(&mut self) {
        for readback in self.readbacks.iter().filter(|readback| readback.state.load(Ordering::Acquire) == FILLED) {
            readback.state.store(ASKED, Ordering::Release);
            let state = readback.state.clone();
            readback.buffer.slice(..).map_async(wgpu::MapMode::Read, move |result| {
                state.store(if result.is_ok() { READY } else { FAILED }, Ordering::Release);
            });
        }
    }

    /// The latest results that have arrived.
    pub fn latest(&mut self) -> Option<PassTimes> {
        for i in 0..self.readbacks.len() {
            match self.readbacks[i].state.load(Ordering::Acquire) {
                READY => {
                    self.latest = self.read(i).or(self.latest);
                    self.readbacks[i].buffer.unmap();
                }
                FAILED => {}
                _ => continue,
            }
            self.readbacks[i].state.store(FREE, Ordering::Release);
        }
        self.latest
    }

    fn read(&self, i: usize) -> Option<PassTimes> {
        let Readback { buffer, has_panels, .. } = &self.readbacks[i];
        let bytes = buffer.slice(..).get_mapped_range().ok()?;
        let ticks = |query: u32| {
            let at = (u64::from(query / 2) * PAIR_STRIDE + u64::from(query % 2) * 8) as usize;
            u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))
        };
        // none where the clock went backward
        let between =
            |from: u32, to: u32| ticks(to).checked_sub(ticks(from)).map(|ticks| ticks as f64 * self.ns_per_tick / 1e6);
        let parts = || Some([between(WORLD, PARTS)?, between(PARTS, PARTS + 1)?, between(PARTS + 1, WORLD + 1)?]);
        Some(PassTimes {
            world_ms: between(WORLD, WORLD + 1)?,
            parts_ms: if self.inside_passes { parts() } else { None },
            panels_ms: if *has_panels { between(PANELS, PANELS + 1) } else { None },
        })
    }
}
