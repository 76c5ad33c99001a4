//! The pipelines that draw the ground, their variants, and the bindings of a zone.

use crate::render::draw_list::{DrawLists, Kind, NodeInstance, node_indices};
use crate::render::gpu::Gpu;
use crate::render::residency::Residency;
use crate::render::shading_mode::ShadingMode;
use crate::render::targets::depth_state;
use crate::render::tiles::{MAX_ARRAYS, TileArrays};
use std::collections::HashMap;
use wgpu::util::DeviceExt;

/// A variant of the pipelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// What the cells are drawn with.
    pub kind: Kind,
    /// Sample one given mip level: for maps.
    pub fixed_level: bool,
    /// Some textures have not arrived.
    pub loading: bool,
    /// Fog with distance.
    pub fog: bool,
    /// There is a color map.
    pub color_map: bool,
    /// The color map has finer pages.
    pub pages: bool,
    /// Shaded by the slope.
    pub relief: bool,
    /// Under baked shadows.
    pub shadows: bool,
    /// One level too sharp.
    pub mip_bias: bool,
    /// The tiles that show one texture are lit up, the others dimmed.
    pub highlight: bool,
    /// What the ground is colored by.
    pub shading_mode: ShadingMode,
    /// Tinted by what became of patches for a frozen eye.
    pub frozen: bool,
    /// Slopes that cannot be climbed are tinted.
    pub walk: bool,
}

/// Everything that stays the same from zone to zone.
pub struct TerrainPipelines {
    shader: wgpu::ShaderModule,
    /// Layout of group 1: a zone's slots and textures.
    pub zone_layout: wgpu::BindGroupLayout,
    layout: wgpu::PipelineLayout,
    pipelines: HashMap<Variant, wgpu::RenderPipeline>,
    indices: wgpu::Buffer,
    format: wgpu::TextureFormat,
    samples: u32,
}

impl TerrainPipelines {
    /// Builds what is shared; pipelines follow as they are needed.
    pub fn new(
        gpu: &Gpu,
        globals_layout: &wgpu::BindGroupLayout,
        format: wgpu::TextureFormat,
        samples: u32,
        split_arrays: bool,
    ) -> TerrainPipelines {
        let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("terrain"),
            source: wgpu::ShaderSource::Wgsl(shader_source(split_arrays).into()),
        });
        let zone_layout = zone_layout(gpu, split_arrays);
        let layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("terrain"),
            bind_group_layouts: &[Some(globals_layout), Some(&zone_layout)],
            immediate_size: 0,
        });
        let indices = gpu.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("node indices"),
            contents: bytemuck::cast_slice(&node_indices()),
            usage: wgpu::BufferUsages::INDEX,
        });
        TerrainPipelines { shader, zone_layout, layout, pipelines: HashMap::new(), indices, format, samples }
    }

    /// Makes the pipeline of a variant if it is not there yet.
    pub fn prepare(&mut self, gpu: &Gpu, variant: Variant) {
        if !self.pipelines.contains_key(&variant) {
            let pipeline = self.build(gpu, variant);
            self.pipelines.insert(variant, pipeline);
        }
    }

    fn build(&self, gpu: &Gpu, variant: Variant) -> wgpu::RenderPipeline {
        let (vertex, fragment) = match variant.kind {
            Kind::Bare | Kind::Far if variant.shading_mode == ShadingMode::ColorMap => ("vs_far", "fs_far"),
            Kind::Bare | Kind::Far if variant.shading_mode != ShadingMode::Textures => ("vs_mode", "fs_mode"),
            Kind::One | Kind::OneFading => ("vs_one", "fs_one"),
            Kind::Two | Kind::TwoFading => ("vs_two", "fs_two"),
            Kind::Bare => ("vs_bare", "fs_bare"),
            Kind::Far => ("vs_far", "fs_far"),
        };
        let on = |switch: bool| f64::from(u8::from(switch));
        let constants = [
            ("FIXED_LEVEL", on(variant.fixed_level)),
            ("LOADING", on(variant.loading)),
            ("FOG", on(variant.fog)),
            ("COLOR_MAP", on(variant.color_map)),
            ("PAGES", on(variant.pages)),
            ("RELIEF", on(variant.relief)),
            ("SHADOWS", on(variant.shadows)),
            ("MIP_BIAS", on(variant.mip_bias)),
            ("HIGHLIGHT", on(variant.highlight)),
            ("MODE", f64::from(variant.shading_mode as u32)),
            ("FROZEN", on(variant.frozen)),
            ("WALK", on(variant.walk)),
        ];
        let options = wgpu::PipelineCompilationOptions { constants: &constants, ..Default::default() };
        gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("terrain"),
            layout: Some(&self.layout),
            vertex: wgpu::VertexState {
                module: &self.shader,
                entry_point: Some(vertex),
                compilation_options: options.clone(),
                buffers: &[Some(NodeInstance::layout())],
            },
            // the client's front faces: clockwise as seen, in a left-handed world
            primitive: wgpu::PrimitiveState {
                front_face: wgpu::FrontFace::Cw,
                cull_mode: Some(wgpu::Face::Back),
                ..Default::default()
            },
            depth_stencil: Some(depth_state(true)),
            multisample: wgpu::MultisampleState { count: self.samples, ..Default::default() },
            fragment: Some(wgpu::FragmentState {
                module: &self.shader,
                entry_point: Some(fragment),
                compilation_options: options,
                targets: &[Some(self.format.into())],
            }),
            multiview_mask: None,
            cache: None,
        })
    }

    /// Sets the nodes' index buffer.
    pub fn set_indices(&self, pass: &mut wgpu::RenderPass) {
        pass.set_index_buffer(self.indices.slice(..), wgpu::IndexFormat::Uint16);
    }

    /// Draws what the lists hold of one kind. The variant must have been prepared.
    pub fn draw(&self, pass: &mut wgpu::RenderPass, lists: &DrawLists, variant: Variant, indirect: bool) -> u32 {
        if lists.is_empty(variant.kind) {
            return 0;
        }
        pass.set_pipeline(&self.pipelines[&variant]);
        self.set_indices(pass);
        lists.draw(pass, variant.kind, indirect)
    }
}

/// The terrain shader, put together from its parts, for one array of tile textures or for four.
pub fn shader_source(split_arrays: bool) -> String {
    let sampling = if split_arrays {
        include_str!("../../shaders/lib/tiles_four_arrays.wgsl")
    } else {
        include_str!("../../shaders/lib/tiles_one_array.wgsl")
    };
    [
        include_str!("../../shaders/lib/globals.wgsl"),
        include_str!("../../shaders/lib/node.wgsl"),
        include_str!("../../shaders/lib/tiles.wgsl"),
        sampling,
        include_str!("../../shaders/terrain.wgsl"),
    ]
    .join("\n")
}

fn zone_layout(gpu: &Gpu, split_arrays: bool) -> wgpu::BindGroupLayout {
    let entry = |binding, visibility, ty| wgpu::BindGroupLayoutEntry { binding, visibility, ty, count: None };
    let texture = |view_dimension| wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: true },
        view_dimension,
        multisampled: false,
    };
    let slots = wgpu::BindingType::Buffer {
        ty: wgpu::BufferBindingType::Storage { read_only: true },
        has_dynamic_offset: false,
        min_binding_size: None,
    };
    let sampler = wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering);
    let (vertex, fragment) = (wgpu::ShaderStages::VERTEX, wgpu::ShaderStages::FRAGMENT);
    let (array, plain) = (wgpu::TextureViewDimension::D2Array, wgpu::TextureViewDimension::D2);
    let mut entries = vec![
        entry(0, vertex, slots),
        entry(1, fragment, sampler),
        entry(2, fragment, texture(array)),
        entry(3, fragment, sampler),
        entry(4, fragment, texture(plain)),
        entry(5, fragment, texture(plain)),
        entry(6, fragment, texture(plain)),
        entry(7, fragment, sampler),
        entry(11, fragment, texture(array)),
        entry(12, fragment, texture(plain)),
        entry(13, fragment, texture(plain)),
        entry(14, fragment, sampler),
        entry(15, fragment, texture(plain)),
        entry(16, fragment, texture(plain)),
        entry(20, fragment, texture(plain)),
    ];
    if split_arrays {
        entries.extend((8..11).map(|binding| entry(binding, fragment, texture(array))));
    }
    gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some("zone"), entries: &entries })
}

/// What a zone's group 1 is made of.
pub struct ZoneBindings<'a> {
    /// The node slots.
    pub residency: &'a Residency,
    /// The tile textures.
    pub tiles: &'a TileArrays,
    /// How tile textures are sampled.
    pub tile_sampler: &'a wgpu::Sampler,
    /// How the color map is sampled.
    pub smooth_sampler: &'a wgpu::Sampler,
    /// The color map of the whole zone.
    pub color_map: &'a wgpu::TextureView,
    /// Finer pages of it; any array where there are none.
    pub color_pages: &'a wgpu::TextureView,
    /// The detail that lies over bare tiles.
    pub terrain_base: &'a wgpu::TextureView,
    /// Strength of the shadows over the whole zone.
    pub shadow_map: &'a wgpu::TextureView,
    /// Share of the tiles that are lit up, over the whole zone.
    pub lit_tiles: &'a wgpu::TextureView,
    /// States of the patches as colors; any picture where no eye is frozen.
    pub patch_states: &'a wgpu::TextureView,
    /// How the base texture is sampled.
    pub repeat_sampler: &'a wgpu::Sampler,
    /// What the view mode tells tile by tile.
    pub mode_picture: &'a wgpu::TextureView,
    /// How that is sampled: with texels that are seen, and levels.
    pub crisp_sampler: &'a wgpu::Sampler,
    /// Colors of modes and overlays.
    pub ramp: &'a wgpu::TextureView,
    /// Where grass may grow.
    pub grass: &'a wgpu::TextureView,
}

impl TerrainPipelines {
    /// Group 1 for a zone.
    pub fn bind(&self, gpu: &Gpu, zone: &ZoneBindings, split_arrays: bool) -> wgpu::BindGroup {
        use wgpu::BindingResource::{Sampler, TextureView};
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let array = |i: usize| TextureView(zone.tiles.views.get(i).unwrap_or(&zone.tiles.views[0]));
        let mut entries = vec![
            entry(0, zone.residency.buffer.as_entire_binding()),
            entry(1, Sampler(zone.tile_sampler)),
            entry(2, array(0)),
            entry(3, Sampler(zone.smooth_sampler)),
            entry(4, TextureView(zone.color_map)),
            entry(5, TextureView(zone.terrain_base)),
            entry(6, TextureView(zone.shadow_map)),
            entry(7, Sampler(zone.repeat_sampler)),
            entry(11, TextureView(zone.color_pages)),
            entry(12, TextureView(zone.lit_tiles)),
            entry(13, TextureView(zone.mode_picture)),
            entry(14, Sampler(zone.crisp_sampler)),
            entry(15, TextureView(zone.ramp)),
            entry(16, TextureView(zone.grass)),
            entry(20, TextureView(zone.patch_states)),
        ];
        if split_arrays {
            entries.extend((1..MAX_ARRAYS).map(|i| entry(7 + i as u32, array(i))));
        }
        gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("zone"),
            layout: &self.zone_layout,
            entries: &entries,
        })
    }
}
