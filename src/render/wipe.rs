//! Wipe comparison: a second picture of the same view over the right part of the first, with a thin line between them.
//!
//! Owns the texture of the second picture, with the size and format of the target (which must not be sRGB), and the
//! pass that copies it over. Columns are pixels from the left.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Depth, PipelineBuilder, TargetFormat};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::targets::sampled_target;

/// Width of the line between the pictures in pixels.
pub const LINE_PX: u32 = 2;

/// Draws a second image over a first one.
pub struct Wipe {
    format: wgpu::TextureFormat,
    layout: wgpu::BindGroupLayout,
    second: wgpu::RenderPipeline,
    line: wgpu::RenderPipeline,
    image: Option<SecondImage>,
}

/// Texture of the second image, with its bind group.
struct SecondImage {
    size_px: [u32; 2],
    view: wgpu::TextureView,
    group: wgpu::BindGroup,
}

pub(crate) const SHADER: Shader = Shader {
    name: "wipe",
    parts: &[&ShaderPart { wgsl: include_str!("../../shaders/wipe.wgsl"), constants: &[] }],
    bindings: &[&BINDINGS],
    uniforms: &[],
    vertices: &[],
};

const BINDINGS: BindingTable<wgpu::TextureView> =
    BindingTable { label: "wipe", group: 0, bindings: &[&[Binding(0, "second", Resource::Texture(|view| view))]] };

impl Wipe {
    /// Creates the pass for targets of a format.
    pub fn new(gpu: &Gpu, format: wgpu::TextureFormat) -> Wipe {
        let layout = BINDINGS.layout(gpu);
        let shader = ShaderModule::new(&SHADER);
        let pipeline = |fragment| {
            PipelineBuilder::new("wipe", &shader, ["vs_wipe", fragment], [&layout])
                .depth(Depth::None)
                .build(gpu, TargetFormat { color: format, samples: 1 })
        };
        let (second, line) = (pipeline("fs_second"), pipeline("fs_line"));
        Wipe { format, layout, second, line, image: None }
    }

    /// The view to draw the second picture into, for a target of `size_px` pixels; a size of zero is raised to one
    /// pixel.
    pub fn second(&mut self, gpu: &Gpu, size_px: [u32; 2]) -> &wgpu::TextureView {
        if self.image.as_ref().is_some_and(|image| image.size_px != size_px) {
            self.image = None;
        }
        &self.image.get_or_insert_with(|| SecondImage::new(gpu, &self.layout, self.format, size_px)).view
    }

    /// Draws the second picture over the first from column `from_px` on. The size of [`Wipe::second`] must be that of
    /// the target; without a second picture this does nothing.
    pub fn draw(&self, encoder: &mut wgpu::CommandEncoder, target: &wgpu::TextureView, from_px: u32) {
        let Some(image) = &self.image else { return };
        let [width, height] = image.size_px;
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("wipe"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: target,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations { load: wgpu::LoadOp::Load, store: wgpu::StoreOp::Store },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        pass.set_bind_group(0, &image.group, &[]);
        for (pipeline, [from, to]) in [&self.second, &self.line].into_iter().zip(columns(width, from_px)) {
            if from < to {
                pass.set_pipeline(pipeline);
                pass.set_scissor_rect(from, 0, to - from, height);
                pass.draw(0..3, 0..1);
            }
        }
    }
}

/// Start and end columns of the second picture and of the line. There is no line at the edges of the target.
fn columns(width_px: u32, from_px: u32) -> [[u32; 2]; 2] {
    let from = from_px.min(width_px);
    let inside = from > 0 && from < width_px;
    let line = if inside { [from.saturating_sub(LINE_PX / 2), (from + LINE_PX / 2).min(width_px)] } else { [0, 0] };
    [[from, width_px], line]
}

impl SecondImage {
    fn new(gpu: &Gpu, layout: &wgpu::BindGroupLayout, format: wgpu::TextureFormat, size_px: [u32; 2]) -> SecondImage {
        let view = sampled_target(gpu, "second picture", size_px, format);
        let group = BINDINGS.group(gpu, layout, &view);
        SecondImage { size_px, view, group }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_between_the_pictures_and_not_at_the_edges() {
        assert_eq!(columns(100, 40), [[40, 100], [39, 41]]);
        assert_eq!(columns(100, 0), [[0, 100], [0, 0]], "all of the second");
        assert_eq!(columns(100, 100), [[100, 100], [0, 0]], "none of it");
        assert_eq!(columns(100, 7000), [[100, 100], [0, 0]]);
    }
}
