//! The pipelines that draw grids, edges, contours and the grass mask once more over the ground that is seen.

use crate::render::draw_list::{DrawLists, NodeInstance};
use crate::render::gpu::Gpu;
use crate::render::targets::depth_state;
use crate::scene::modes::Overlays;
use std::collections::HashMap;

/// What lies over the ground in one draw; spheres and objects are lines of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OverlayVariant {
    wireframe: bool,
    tiles: bool,
    patches: bool,
    contours: bool,
    grass: bool,
    fog: bool,
}

impl OverlayVariant {
    /// What of a set is drawn over the ground, if anything is.
    pub fn of(overlays: Overlays, has_grass: bool, fog: bool) -> Option<OverlayVariant> {
        let Overlays { wireframe, tiles, patches, contours, grass, spheres: _, objects: _ } = overlays;
        let grass = grass && has_grass;
        let any = wireframe || tiles || patches || contours || grass;
        any.then_some(OverlayVariant { wireframe, tiles, patches, contours, grass, fog })
    }
}

/// The pipelines; made when one is needed first.
pub struct OverlayPipelines {
    shader: wgpu::ShaderModule,
    layout: wgpu::PipelineLayout,
    pipelines: HashMap<OverlayVariant, wgpu::RenderPipeline>,
}

/// The shader, put together from its parts.
pub fn shader_source() -> String {
    [
        include_str!("../../shaders/lib/globals.wgsl"),
        include_str!("../../shaders/lib/node.wgsl"),
        include_str!("../../shaders/overlay.wgsl"),
    ]
    .join("\n")
}

impl OverlayPipelines {
    /// For the layouts of groups 0 and 1.
    pub fn new(
        gpu: &Gpu,
        globals_layout: &wgpu::BindGroupLayout,
        zone_layout: &wgpu::BindGroupLayout,
    ) -> OverlayPipelines {
        let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("overlays"),
            source: wgpu::ShaderSource::Wgsl(shader_source().into()),
        });
        let layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("overlays"),
            bind_group_layouts: &[Some(globals_layout), Some(zone_layout)],
            immediate_size: 0,
        });
        OverlayPipelines { shader, layout, pipelines: HashMap::new() }
    }

    /// Makes the pipeline of a variant if it is not there yet.
    pub fn prepare(&mut self, gpu: &Gpu, format: wgpu::TextureFormat, samples: u32, variant: OverlayVariant) {
        if !self.pipelines.contains_key(&variant) {
            let pipeline = self.build(gpu, format, samples, variant);
            self.pipelines.insert(variant, pipeline);
        }
    }

    fn build(
        &self,
        gpu: &Gpu,
        format: wgpu::TextureFormat,
        samples: u32,
        variant: OverlayVariant,
    ) -> wgpu::RenderPipeline {
        let on = |switch: bool| f64::from(u8::from(switch));
        let constants = [
            ("WIREFRAME", on(variant.wireframe)),
            ("TILES", on(variant.tiles)),
            ("PATCHES", on(variant.patches)),
            ("CONTOURS", on(variant.contours)),
            ("GRASS", on(variant.grass)),
            ("FOG", on(variant.fog)),
        ];
        gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("overlays"),
            layout: Some(&self.layout),
            vertex: wgpu::VertexState {
                module: &self.shader,
                entry_point: Some("vs_overlay"),
                compilation_options: Default::default(),
                buffers: &[Some(NodeInstance::layout())],
            },
            primitive: wgpu::PrimitiveState {
                front_face: wgpu::FrontFace::Cw,
                cull_mode: Some(wgpu::Face::Back),
                ..Default::default()
            },
            depth_stencil: Some(depth_state(false)),
            multisample: wgpu::MultisampleState { count: samples, ..Default::default() },
            fragment: Some(wgpu::FragmentState {
                module: &self.shader,
                entry_point: Some("fs_overlay"),
                compilation_options: wgpu::PipelineCompilationOptions { constants: &constants, ..Default::default() },
                targets: &[Some(wgpu::ColorTargetState {
                    format,
                    blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        })
    }

    /// Draws over the ground that was drawn from the same lists; tells in how many calls. The variant must have been
    /// prepared, groups 0 and 1 and the index buffer be set.
    pub fn draw(&self, pass: &mut wgpu::RenderPass, lists: &DrawLists, variant: OverlayVariant, indirect: bool) -> u32 {
        pass.set_pipeline(&self.pipelines[&variant]);
        lists.draw_cells(pass, indirect)
    }
}
