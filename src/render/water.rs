//! Rivers and ponds on the GPU: one mesh for all of a zone's water, drawn in a call for each texture.

use crate::render::globals::GlobalsBinding;
use crate::render::gpu::Gpu;
use crate::render::targets::{blended, depth_state};
use crate::render::textures::{smooth_sampler, upload, upload_array};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::water::{WaterMesh, WaterPoint};
use std::ops::Range;
use wgpu::util::DeviceExt;

/// Pipelines and what all water shares.
pub struct WaterPipelines {
    clear: wgpu::RenderPipeline,
    foggy: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
}

/// A zone's water.
pub struct WaterOnGpu {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    parts: Vec<(Range<u32>, wgpu::BindGroup)>,
    texture_bytes: u64,
}

/// The shader, put together from its parts.
pub fn shader_source() -> String {
    [include_str!("../../shaders/lib/globals.wgsl"), include_str!("../../shaders/water.wgsl")].join("\n")
}

impl WaterPipelines {
    /// For targets of a format and a number of samples.
    pub fn new(gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) -> WaterPipelines {
        let texture = |binding, view_dimension| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::FRAGMENT,
            ty: wgpu::BindingType::Texture {
                sample_type: wgpu::TextureSampleType::Float { filterable: true },
                view_dimension,
                multisampled: false,
            },
            count: None,
        };
        let layout = gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("water"),
            entries: &[
                texture(0, wgpu::TextureViewDimension::D2Array),
                texture(1, wgpu::TextureViewDimension::D2),
                wgpu::BindGroupLayoutEntry {
                    binding: 2,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
                    count: None,
                },
            ],
        });
        let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("water"),
            source: wgpu::ShaderSource::Wgsl(shader_source().into()),
        });
        let pipeline_layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("water"),
            bind_group_layouts: &[Some(&globals.layout), Some(&layout)],
            immediate_size: 0,
        });
        let build = |fog| build(gpu, &shader, &pipeline_layout, format, samples, fog);
        let sampler = smooth_sampler(gpu, wgpu::AddressMode::Repeat, 1);
        WaterPipelines { clear: build(false), foggy: build(true), layout, sampler }
    }

    /// Draws to targets of another number of samples from now on; a zone's water stays.
    pub fn set_samples(&mut self, gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) {
        let new = WaterPipelines::new(gpu, globals, format, samples);
        (self.clear, self.foggy) = (new.clear, new.foggy);
    }

    /// Draws a zone's water over what is there; tells in how many calls. Group 0 must be set.
    pub fn draw(&self, pass: &mut wgpu::RenderPass, water: &WaterOnGpu, fog: bool) -> u32 {
        if water.parts.is_empty() {
            return 0;
        }
        pass.set_pipeline(if fog { &self.foggy } else { &self.clear });
        pass.set_vertex_buffer(0, water.vertices.slice(..));
        pass.set_index_buffer(water.indices.slice(..), wgpu::IndexFormat::Uint32);
        for (range, group) in &water.parts {
            pass.set_bind_group(1, group, &[]);
            pass.draw_indexed(range.clone(), 0, 0..1);
        }
        water.parts.len() as u32
    }
}

fn build(
    gpu: &Gpu,
    shader: &wgpu::ShaderModule,
    layout: &wgpu::PipelineLayout,
    format: wgpu::TextureFormat,
    samples: u32,
    fog: bool,
) -> wgpu::RenderPipeline {
    let constants = [("FOG", f64::from(u8::from(fog)))];
    let options = wgpu::PipelineCompilationOptions { constants: &constants, ..Default::default() };
    gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("water"),
        layout: Some(layout),
        vertex: wgpu::VertexState {
            module: shader,
            entry_point: Some("vs_water"),
            // FOG belongs to the fragments
            compilation_options: Default::default(),
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<WaterPoint>() as u64,
                step_mode: wgpu::VertexStepMode::Vertex,
                attributes: &wgpu::vertex_attr_array![0 => Float32x3, 1 => Unorm8x4, 2 => Float32x2, 3 => Float32],
            })],
        },
        primitive: wgpu::PrimitiveState {
            front_face: wgpu::FrontFace::Cw,
            cull_mode: Some(wgpu::Face::Back),
            ..Default::default()
        },
        depth_stencil: Some(depth_state(true)),
        multisample: wgpu::MultisampleState { count: samples, ..Default::default() },
        fragment: Some(wgpu::FragmentState {
            module: shader,
            entry_point: Some("fs_water"),
            compilation_options: options,
            targets: &[Some(blended(format))],
        }),
        multiview_mask: None,
        cache: None,
    })
}

impl WaterOnGpu {
    /// Uploads a zone's water: the mesh, its textures by their number in the mesh's parts, and the caustics' frames.
    pub fn new(
        gpu: &Gpu,
        pipelines: &WaterPipelines,
        mesh: &WaterMesh,
        textures: &[MipImage],
        caustics: &[MipImage],
    ) -> WaterOnGpu {
        let buffer = |label, contents: &[u8], usage| {
            gpu.device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label: Some(label), contents, usage })
        };
        let vertices = buffer("water", bytemuck::cast_slice(&mesh.points), wgpu::BufferUsages::VERTEX);
        let indices = buffer("water indices", bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX);
        let caustic_view = upload_array(gpu, "caustics", caustics);
        let white = MipImage::plain([255; 4]);
        let parts = mesh
            .parts
            .iter()
            .map(|part| {
                let wave = upload(gpu, "water", textures.get(part.texture).unwrap_or(&white));
                let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
                    label: Some("water"),
                    layout: &pipelines.layout,
                    entries: &[
                        wgpu::BindGroupEntry {
                            binding: 0,
                            resource: wgpu::BindingResource::TextureView(&caustic_view),
                        },
                        wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::TextureView(&wave) },
                        wgpu::BindGroupEntry {
                            binding: 2,
                            resource: wgpu::BindingResource::Sampler(&pipelines.sampler),
                        },
                    ],
                });
                (part.indices.clone(), group)
            })
            .collect();
        let texture_bytes = textures.iter().chain(caustics).map(MipImage::bytes).sum();
        WaterOnGpu { vertices, indices, parts, texture_bytes }
    }

    /// Bytes of its buffers.
    pub fn buffer_bytes(&self) -> u64 {
        self.vertices.size() + self.indices.size()
    }

    /// Bytes of its textures.
    pub fn texture_bytes(&self) -> u64 {
        self.texture_bytes
    }

    /// Triangles of all of it.
    pub fn triangles(&self) -> u64 {
        self.parts.iter().map(|(range, _)| u64::from(range.end - range.start) / 3).sum()
    }
}
