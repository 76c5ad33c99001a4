//! The world's picture in a part of the window: drawn into a texture of its own, then copied to its place, enlarged if it
//! was drawn smaller.
//!
//! Drawers work on whole targets (scissor rectangles, screen positions), so that the world keeps clear of panels without
//! a drawer knowing of them. Positions are pixels, y down.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Depth, PipelineBuilder, TargetFormat};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::targets::sampled_target;
use crate::render::textures::smooth_sampler;

pub(crate) const SHADER: Shader = Shader {
    name: "world_picture",
    parts: &[&ShaderPart { wgsl: include_str!("../../shaders/world_picture.wgsl"), constants: &[] }],
    bindings: &[&BINDINGS],
    uniforms: &[],
    vertices: &[],
};

const BINDINGS: BindingTable<Sampled> = BindingTable {
    label: "world picture",
    group: 0,
    bindings: &[&[
        Binding(0, "picture", Resource::Texture(|sampled| &sampled.view)),
        Binding(1, "picture_sampler", Resource::Sampler(|sampled| &sampled.sampler)),
    ]],
};

struct Sampled {
    view: wgpu::TextureView,
    sampler: wgpu::Sampler,
}

/// A texture for the world, and the pass that copies it into a target of the same format.
pub struct WorldPicture {
    format: wgpu::TextureFormat,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    same_size: wgpu::RenderPipeline,
    enlarging: wgpu::RenderPipeline,
    image: Option<Image>,
}

struct Image {
    size_px: [u32; 2],
    view: wgpu::TextureView,
    group: wgpu::BindGroup,
}

impl WorldPicture {
    /// Creates the pass for targets of a format, which must not be sRGB.
    pub fn new(gpu: &Gpu, format: wgpu::TextureFormat) -> WorldPicture {
        let layout = BINDINGS.layout(gpu);
        let shader = ShaderModule::new(&SHADER);
        let pipeline = |fragment| {
            PipelineBuilder::new("world picture", &shader, ["vs_copy", fragment], [&layout])
                .depth(Depth::None)
                .build(gpu, TargetFormat { color: format, samples: 1 })
        };
        let (same_size, enlarging) = (pipeline("fs_copy"), pipeline("fs_enlarge"));
        let sampler = smooth_sampler(gpu, wgpu::AddressMode::ClampToEdge, 1);
        WorldPicture { format, layout, sampler, same_size, enlarging, image: None }
    }

    /// The view to draw the world into; a size of zero is raised to one pixel.
    pub fn view(&mut self, gpu: &Gpu, size_px: [u32; 2]) -> wgpu::TextureView {
        let size_px = size_px.map(|side| side.max(1));
        if self.image.as_ref().is_some_and(|image| image.size_px != size_px) {
            self.image = None;
        }
        let image = self.image.get_or_insert_with(|| {
            let view = sampled_target(gpu, "world picture", size_px, self.format);
            let sampled = Sampled { view, sampler: self.sampler.clone() };
            let group = BINDINGS.group(gpu, &self.layout, &sampled);
            Image { size_px, view: sampled.view, group }
        });
        image.view.clone()
    }

    /// Clears the target and copies the picture to `corner_px`, at `size_px`. It must lie within the target.
    pub fn copy(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        corner_px: [u32; 2],
        size_px: [u32; 2],
    ) {
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("world picture"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: target,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations { load: wgpu::LoadOp::Clear(wgpu::Color::BLACK), store: wgpu::StoreOp::Store },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        let Some(image) = &self.image else { return };
        let ([x, y], [width, height]) = (corner_px.map(|at| at as f32), size_px.map(|side| side.max(1) as f32));
        pass.set_viewport(x, y, width, height, 0.0, 1.0);
        pass.set_pipeline(if image.size_px == size_px { &self.same_size } else { &self.enlarging });
        pass.set_bind_group(0, &image.group, &[]);
        pass.draw(0..3, 0..1);
    }
}
