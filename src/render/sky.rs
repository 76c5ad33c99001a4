//! The sky behind the world: one triangle over the whole picture, drawn where nothing else is.

use crate::render::globals::GlobalsBinding;
use crate::render::gpu::Gpu;
use crate::render::targets::depth_state;
use crate::render::textures::{smooth_sampler, upload};
use crate::scene::raster::mip_image::MipImage;

/// Pictures of the sky: disk, glow and flare of the sun, then the two layers of clouds. None is not drawn.
pub const SKY_PICTURES: usize = 5;

/// Draws the sky.
pub struct SkyPipeline {
    pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    group: wgpu::BindGroup,
    texture_bytes: u64,
}

/// The shader, put together from its parts.
pub fn shader_source() -> String {
    [include_str!("../../shaders/lib/globals.wgsl"), include_str!("../../shaders/sky.wgsl")].join("\n")
}

impl SkyPipeline {
    /// For targets of a format and a number of samples; without pictures.
    pub fn new(gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) -> SkyPipeline {
        let layout = picture_layout(gpu);
        let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("sky"),
            source: wgpu::ShaderSource::Wgsl(shader_source().into()),
        });
        let pipeline_layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("sky"),
            bind_group_layouts: &[Some(&globals.layout), Some(&layout)],
            immediate_size: 0,
        });
        let pipeline = gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("sky"),
            layout: Some(&pipeline_layout),
            vertex: wgpu::VertexState {
                module: &shader,
                entry_point: Some("vs_sky"),
                compilation_options: Default::default(),
                buffers: &[],
            },
            primitive: Default::default(),
            depth_stencil: Some(depth_state(false)),
            multisample: wgpu::MultisampleState { count: samples, ..Default::default() },
            fragment: Some(wgpu::FragmentState {
                module: &shader,
                entry_point: Some("fs_sky"),
                compilation_options: Default::default(),
                targets: &[Some(format.into())],
            }),
            multiview_mask: None,
            cache: None,
        });
        let sampler = smooth_sampler(gpu, wgpu::AddressMode::Repeat, 1);
        let (group, texture_bytes) = bind(gpu, &layout, &sampler, [None; SKY_PICTURES]);
        SkyPipeline { pipeline, layout, sampler, group, texture_bytes }
    }

    /// Draws to targets of another number of samples from now on; the pictures stay.
    pub fn set_samples(&mut self, gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) {
        self.pipeline = SkyPipeline::new(gpu, globals, format, samples).pipeline;
    }

    /// Takes other pictures: disk, glow and flare of the sun, then the two layers of clouds.
    pub fn set_pictures(&mut self, gpu: &Gpu, pictures: [Option<&MipImage>; SKY_PICTURES]) {
        (self.group, self.texture_bytes) = bind(gpu, &self.layout, &self.sampler, pictures);
    }

    /// Draws it in one call. Group 0 must be set.
    pub fn draw(&self, pass: &mut wgpu::RenderPass) {
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(1, &self.group, &[]);
        pass.draw(0..3, 0..1);
    }

    /// Bytes of its textures.
    pub fn texture_bytes(&self) -> u64 {
        self.texture_bytes
    }
}

fn picture_layout(gpu: &Gpu) -> wgpu::BindGroupLayout {
    let entry =
        |binding, ty| wgpu::BindGroupLayoutEntry { binding, visibility: wgpu::ShaderStages::FRAGMENT, ty, count: None };
    let picture = wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: true },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    let mut entries = vec![entry(0, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering))];
    entries.extend((1..=SKY_PICTURES as u32).map(|binding| entry(binding, picture)));
    gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some("sky"), entries: &entries })
}

fn bind(
    gpu: &Gpu,
    layout: &wgpu::BindGroupLayout,
    sampler: &wgpu::Sampler,
    pictures: [Option<&MipImage>; SKY_PICTURES],
) -> (wgpu::BindGroup, u64) {
    // what is missing adds nothing and covers nothing
    let nothing = MipImage::plain([0; 4]);
    let views = pictures.map(|picture| upload(gpu, "sky", picture.unwrap_or(&nothing)));
    let mut entries = vec![wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::Sampler(sampler) }];
    entries.extend(views.iter().enumerate().map(|(i, view)| wgpu::BindGroupEntry {
        binding: i as u32 + 1,
        resource: wgpu::BindingResource::TextureView(view),
    }));
    let group =
        gpu.device.create_bind_group(&wgpu::BindGroupDescriptor { label: Some("sky"), layout, entries: &entries });
    (group, pictures.iter().flatten().map(|picture| picture.bytes()).sum())
}
