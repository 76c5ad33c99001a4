//! GPU: draws a zone into a texture view. The only place that names wgpu; window, pictures and bench share all of it.
//!
//! A [`Renderer`] owns what stays from zone to zone (pipelines, samplers, targets) and the open zone's share of GPU
//! memory. Each frame it decides what to draw by `terrain::select`, writes what is missing within a budget, and draws.
//! Colours are blended as the client did, on gamma-encoded values, so targets must not be sRGB formats.

pub mod draw_list;
pub mod globals;
pub mod gpu;
pub mod picture;
pub mod quality;
pub mod residency;
pub mod stage;
pub mod targets;
pub mod terrain;
pub mod tiles;
pub mod view;
pub mod zone;

pub use gpu::{Caps, Gpu, GpuError};
pub use quality::{Filter, Quality, QualityRequest};
pub use view::{FrameOptions, FrameStats, GpuMemory};

use crate::render::draw_list::{DrawLists, Kind};
use crate::render::globals::{Globals, GlobalsBinding};
use crate::render::targets::Targets;
use crate::render::terrain::{TerrainPipelines, Variant};
use crate::render::zone::ZoneOnGpu;
use crate::terrain::ground::Ground;
use crate::terrain::select::{Selection, Sight};
use crate::terrain::tile_image::TileImage;
use glam::{Vec3, Vec4};
use std::sync::Arc;
use std::time::Instant;

/// Default share of GPU memory for the ground's nodes, in bytes.
pub const DEFAULT_NODE_BYTES: u64 = 64 << 20;

/// Draws zones.
pub struct Renderer {
    format: wgpu::TextureFormat,
    quality: Quality,
    globals: GlobalsBinding,
    pipelines: TerrainPipelines,
    split_arrays: bool,
    targets: Option<Targets>,
    zone: Option<ZoneOnGpu>,
    lists: DrawLists,
    selection: Selection,
    frame: u32,
    started: Instant,
    node_bytes: u64,
}

impl Renderer {
    /// A renderer for targets of a format, which must not be an sRGB one.
    pub fn new(gpu: &Gpu, format: wgpu::TextureFormat, quality: Quality) -> Renderer {
        let globals = GlobalsBinding::new(gpu);
        let pipelines = TerrainPipelines::new(gpu, &globals.layout, format, quality.msaa, false);
        Renderer {
            format,
            quality,
            globals,
            pipelines,
            split_arrays: false,
            targets: None,
            zone: None,
            lists: DrawLists::default(),
            selection: Selection::default(),
            frame: 1,
            started: Instant::now(),
            node_bytes: DEFAULT_NODE_BYTES,
        }
    }

    /// Limits the GPU memory for the ground's nodes of zones opened from now on.
    pub fn set_node_bytes(&mut self, bytes: u64) {
        self.node_bytes = bytes;
    }

    /// What it draws with.
    pub fn quality(&self) -> Quality {
        self.quality
    }

    /// Draws another way from now on. The zone stays.
    pub fn set_quality(&mut self, gpu: &Gpu, quality: Quality) {
        if quality == self.quality {
            return;
        }
        self.quality = quality;
        self.rebuild_pipelines(gpu);
    }

    fn rebuild_pipelines(&mut self, gpu: &Gpu) {
        let (format, msaa) = (self.format, self.quality.msaa);
        self.pipelines = TerrainPipelines::new(gpu, &self.globals.layout, format, msaa, self.split_arrays);
        if let Some(zone) = &mut self.zone {
            zone.bind(gpu, &self.pipelines, self.quality.filter, self.split_arrays);
        }
    }

    /// Shows another zone, or none. Its textures follow by [`Renderer::add_texture`].
    pub fn set_zone(&mut self, gpu: &Gpu, ground: Option<Arc<Ground>>) {
        self.zone = None;
        let Some(ground) = ground else { return };
        let textures = ground.gtd().textures().tiles.len() as u32;
        let split = tiles::needs_split(&gpu.caps, textures);
        if split != self.split_arrays {
            self.split_arrays = split;
            self.rebuild_pipelines(gpu);
        }
        let filter = self.quality.filter;
        self.zone = Some(ZoneOnGpu::new(gpu, ground, self.node_bytes, &self.pipelines, filter, split));
    }

    /// Fills a tile texture of the open zone, by its index in the zone's tile table.
    pub fn add_texture(&mut self, gpu: &Gpu, index: u32, image: &TileImage) {
        if let Some(zone) = &mut self.zone {
            zone.tiles.upload(gpu, index, image);
        }
    }

    /// GPU memory in use.
    pub fn memory(&self) -> GpuMemory {
        let mut memory = GpuMemory { buffers: self.lists.bytes() + size_of::<Globals>() as u64, textures: 0 };
        if let Some(zone) = &self.zone {
            memory.buffers += zone.residency.bytes();
            memory.textures += zone.tiles.bytes();
        }
        memory
    }

    /// Draws a frame into `target`, of the renderer's format and `size_px` pixels.
    pub fn draw(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        size_px: [u32; 2],
        sight: &Sight,
        options: &FrameOptions,
    ) -> FrameStats {
        self.draw_timed(gpu, encoder, target, size_px, sight, options, None)
    }

    /// [`Renderer::draw`] with the pass's begin and end written as GPU timestamps.
    #[allow(clippy::too_many_arguments)] // a frame's inputs, and one more for bench
    pub fn draw_timed(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        size_px: [u32; 2],
        sight: &Sight,
        options: &FrameOptions,
        timing: Option<wgpu::RenderPassTimestampWrites>,
    ) -> FrameStats {
        let mut stats = FrameStats::default();
        let variants = self.prepare(gpu, sight, options, &mut stats);
        if !self.targets.as_ref().is_some_and(|t| t.fits(size_px, self.quality.msaa, self.format)) {
            self.targets = Some(Targets::new(gpu, size_px, self.quality.msaa, self.format));
        }
        let targets = self.targets.as_ref().expect("made above");
        let mut pass = targets.begin(encoder, target, options.clear.to_array(), timing);
        if let Some(zone) = &self.zone {
            pass.set_bind_group(0, &self.globals.group, &[]);
            pass.set_bind_group(1, zone.group(), &[]);
            for variant in variants.into_iter().flatten() {
                stats.draw_calls += self.pipelines.draw(&mut pass, &self.lists, variant, gpu.caps.indirect);
            }
        }
        stats
    }

    /// Selects and streams nodes, writes the frame's data, and says which pipelines draw it.
    fn prepare(
        &mut self,
        gpu: &Gpu,
        sight: &Sight,
        options: &FrameOptions,
        stats: &mut FrameStats,
    ) -> [Option<Variant>; 3] {
        let Some(zone) = &mut self.zone else { return [None; 3] };
        self.frame += 1;
        stats.streaming = zone.stream(&mut self.selection, sight, options, self.frame);
        zone.residency.flush(gpu);
        self.lists.fill(&zone.ground, &zone.residency, &self.selection.drawn, sight.eye);
        self.lists.upload(gpu);
        self.globals.write(gpu, &globals_for(zone, sight, options, self.started.elapsed().as_secs_f32()));
        stats.triangles = self.lists.triangles();
        stats.nodes_drawn = self.selection.drawn.len() as u32;
        stats.nodes_resident = zone.residency.resident() as u32;
        stats.patches_total = zone.ground.tree().patches_per_side().pow(2);
        let variant = |kind| Variant {
            kind,
            fixed_level: options.fixed_level.is_some(),
            loading: !zone.tiles.complete(),
            fog: false,
            colour_map: false,
            relief: options.relief,
        };
        [Kind::One, Kind::Two, Kind::Bare].map(|kind| {
            let variant = variant(kind);
            (!self.lists.is_empty(kind)).then(|| {
                self.pipelines.prepare(gpu, variant);
                variant
            })
        })
    }
}

fn globals_for(zone: &ZoneOnGpu, sight: &Sight, options: &FrameOptions, secs: f32) -> Globals {
    let (low_m, high_m) = zone.ground.height_range_m();
    let fade = options.lod.tile_range_m.min(1e9);
    Globals {
        clip_from_eye: sight.clip_from_eye,
        eye: sight.eye.as_vec3().extend(secs),
        light: Vec3::ONE.extend(0.0),
        fog: Vec4::ZERO,
        ground: Vec4::new(fade * 0.7, fade, zone.ground.gtd().extent_m(), 0.0),
        height: Vec4::new(low_m, high_m, options.fixed_level.unwrap_or(0.0), 0.0),
        ready: zone.tiles.ready(),
    }
}
