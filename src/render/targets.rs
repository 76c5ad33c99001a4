//! The attachments of a frame besides its target: depth, and the samples of a multisampled color.

use crate::render::clock::GpuClock;
use crate::render::gpu::Gpu;
use crate::render::pipeline::TargetFormat;
use crate::render::view::FrameParams;

/// Format of depth, which is reversed: 1 at the near plane, 0 at infinity.
pub(crate) const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;

/// A color target of one sample per pixel that a later pass reads; a size of zero is raised to one pixel.
pub(crate) fn sampled_target(
    gpu: &Gpu,
    label: &'static str,
    size_px: [u32; 2],
    format: wgpu::TextureFormat,
) -> wgpu::TextureView {
    let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some(label),
        size: wgpu::Extent3d { width: size_px[0].max(1), height: size_px[1].max(1), depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::TEXTURE_BINDING,
        view_formats: &[],
    });
    texture.create_view(&wgpu::TextureViewDescriptor { label: Some(label), ..Default::default() })
}

/// Depth and multisampled color of one size.
pub(crate) struct FrameTargets {
    size_px: [u32; 2],
    format: TargetFormat,
    depth: wgpu::TextureView,
    color: Option<wgpu::TextureView>,
}

impl FrameTargets {
    /// Creates the attachments; a size of zero is raised to one pixel.
    pub fn new(gpu: &Gpu, size_px: [u32; 2], target: TargetFormat) -> FrameTargets {
        let make = |label, format| {
            let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
                label: Some(label),
                size: wgpu::Extent3d { width: size_px[0].max(1), height: size_px[1].max(1), depth_or_array_layers: 1 },
                mip_level_count: 1,
                sample_count: target.samples,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
                view_formats: &[],
            });
            texture.create_view(&wgpu::TextureViewDescriptor { label: Some(label), ..Default::default() })
        };
        let depth = make("depth", DEPTH_FORMAT);
        let color = (target.samples > 1).then(|| make("color samples", target.color));
        FrameTargets { size_px, format: target, depth, color }
    }

    /// Whether the attachments fit a target of this size and format.
    pub fn fits(&self, size_px: [u32; 2], format: TargetFormat) -> bool {
        (self.size_px, self.format) == (size_px, format)
    }

    /// Begins the pass that draws the world, ending in the target of the frame.
    pub fn begin<'e>(&self, encoder: &'e mut wgpu::CommandEncoder, frame: &FrameParams) -> wgpu::RenderPass<'e> {
        let (view, resolve_target) = match &self.color {
            Some(samples) => (samples, Some(frame.target)),
            None => (frame.target, None),
        };
        let [r, g, b] = frame.options.background().to_array().map(f64::from);
        let store = if resolve_target.is_some() { wgpu::StoreOp::Discard } else { wgpu::StoreOp::Store };
        encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("world"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view,
                resolve_target,
                depth_slice: None,
                ops: wgpu::Operations { load: wgpu::LoadOp::Clear(wgpu::Color { r, g, b, a: 1.0 }), store },
            })],
            depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
                view: &self.depth,
                depth_ops: Some(wgpu::Operations { load: wgpu::LoadOp::Clear(0.0), store: wgpu::StoreOp::Discard }),
                stencil_ops: None,
            }),
            timestamp_writes: frame.clock.map(GpuClock::world),
            occlusion_query_set: None,
            multiview_mask: None,
        })
    }
}
