//! The open zone's share of GPU memory: node slots, tile textures, and the group that binds them.

use crate::render::gpu::Gpu;
use crate::render::quality::Filter;
use crate::render::residency::Residency;
use crate::render::terrain::{TerrainPipelines, ZoneBindings};
use crate::render::tiles::{TileArrays, tile_sampler};
use crate::render::view::FrameOptions;
use crate::terrain::ground::Ground;
use crate::terrain::select::{Selection, Sight};
use std::sync::Arc;

/// A zone on the GPU.
pub struct ZoneOnGpu {
    /// The zone.
    pub ground: Arc<Ground>,
    /// Its node slots.
    pub residency: Residency,
    /// Its tile textures.
    pub tiles: TileArrays,
    blank: wgpu::TextureView,
    group: wgpu::BindGroup,
}

impl ZoneOnGpu {
    /// Room for a zone; nothing of it is on the GPU yet.
    pub fn new(
        gpu: &Gpu,
        ground: Arc<Ground>,
        node_bytes: u64,
        pipelines: &TerrainPipelines,
        filter: Filter,
        split_arrays: bool,
    ) -> ZoneOnGpu {
        let residency = Residency::new(gpu, ground.tree().node_count(), node_bytes);
        let tiles = TileArrays::new(gpu, ground.gtd().textures().tiles.len() as u32);
        let blank = blank_texture(gpu);
        let group = bind(gpu, &residency, &tiles, &blank, pipelines, filter, split_arrays);
        ZoneOnGpu { ground, residency, tiles, blank, group }
    }

    /// Binds it again, for other pipelines or another filter.
    pub fn bind(&mut self, gpu: &Gpu, pipelines: &TerrainPipelines, filter: Filter, split_arrays: bool) {
        self.group = bind(gpu, &self.residency, &self.tiles, &self.blank, pipelines, filter, split_arrays);
    }

    /// Group 1.
    pub fn group(&self) -> &wgpu::BindGroup {
        &self.group
    }

    /// Selects what to draw and brings what is missing into slots, coarse before fine, until nothing is missing or the
    /// frame's budget is spent. Tells whether something is still missing.
    pub fn stream(&mut self, selection: &mut Selection, sight: &Sight, options: &FrameOptions, frame: u32) -> bool {
        let tree = self.ground.tree();
        let mut budget = options.node_budget;
        loop {
            selection.walk(tree, sight, &options.lod, |node| self.residency.holds(node));
            for &id in &selection.used {
                self.residency.touch(tree.index(id), frame);
            }
            if selection.wanted.is_empty() {
                return false;
            }
            let mut loaded = 0;
            for &id in selection.wanted.iter().take(budget) {
                if !self.residency.load(&self.ground, id, frame) {
                    // every slot is in use: this is as fine as the memory allows
                    selection.walk(tree, sight, &options.lod, |node| self.residency.holds(node));
                    return false;
                }
                loaded += 1;
            }
            budget -= loaded;
            if budget == 0 {
                selection.walk(tree, sight, &options.lod, |node| self.residency.holds(node));
                return !selection.wanted.is_empty();
            }
        }
    }
}

fn bind(
    gpu: &Gpu,
    residency: &Residency,
    tiles: &TileArrays,
    blank: &wgpu::TextureView,
    pipelines: &TerrainPipelines,
    filter: Filter,
    split_arrays: bool,
) -> wgpu::BindGroup {
    let smooth = gpu.device.create_sampler(&wgpu::SamplerDescriptor {
        label: Some("smooth"),
        mag_filter: wgpu::FilterMode::Linear,
        min_filter: wgpu::FilterMode::Linear,
        mipmap_filter: wgpu::MipmapFilterMode::Linear,
        anisotropy_clamp: if filter == Filter::Anisotropic { 16 } else { 1 },
        ..Default::default()
    });
    let zone = ZoneBindings {
        residency,
        tiles,
        tile_sampler: &tile_sampler(gpu, filter),
        smooth_sampler: &smooth,
        colour_map: blank,
        terrain_base: blank,
    };
    pipelines.bind(gpu, &zone, split_arrays)
}

fn blank_texture(gpu: &Gpu) -> wgpu::TextureView {
    let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("blank"),
        size: wgpu::Extent3d { width: 1, height: 1, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: wgpu::TextureFormat::Rgba8Unorm,
        usage: wgpu::TextureUsages::TEXTURE_BINDING,
        view_formats: &[],
    });
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}
