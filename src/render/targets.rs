//! What a frame is drawn into besides its target: depth, and the samples of a multisampled picture; and how pipelines
//! write to it.

use crate::render::gpu::Gpu;

/// Depth is reversed: 1 at the near plane, 0 at infinity.
pub const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;

/// How what is drawn is tested against depth: whatever is nearer, or as near, shows. `writes`: it hides what is behind.
pub fn depth_state(writes: bool) -> wgpu::DepthStencilState {
    wgpu::DepthStencilState {
        format: DEPTH_FORMAT,
        depth_write_enabled: Some(writes),
        depth_compare: Some(wgpu::CompareFunction::GreaterEqual),
        stencil: Default::default(),
        bias: Default::default(),
    }
}

/// A color target of a format that is drawn over by the alpha of what is drawn.
pub fn blended(format: wgpu::TextureFormat) -> wgpu::ColorTargetState {
    wgpu::ColorTargetState { format, blend: Some(wgpu::BlendState::ALPHA_BLENDING), write_mask: wgpu::ColorWrites::ALL }
}

/// Depth and multisampled color of one size.
pub struct Targets {
    size_px: [u32; 2],
    samples: u32,
    format: wgpu::TextureFormat,
    depth: wgpu::TextureView,
    color: Option<wgpu::TextureView>,
}

impl Targets {
    /// Makes them; sizes of zero count as one pixel.
    pub fn new(gpu: &Gpu, size_px: [u32; 2], samples: u32, format: wgpu::TextureFormat) -> Targets {
        let make = |label, format| {
            let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
                label: Some(label),
                size: wgpu::Extent3d { width: size_px[0].max(1), height: size_px[1].max(1), depth_or_array_layers: 1 },
                mip_level_count: 1,
                sample_count: samples,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
                view_formats: &[],
            });
            texture.create_view(&wgpu::TextureViewDescriptor::default())
        };
        let depth = make("depth", DEPTH_FORMAT);
        let color = (samples > 1).then(|| make("color samples", format));
        Targets { size_px, samples, format, depth, color }
    }

    /// Whether these serve a frame of this kind.
    pub fn fits(&self, size_px: [u32; 2], samples: u32, format: wgpu::TextureFormat) -> bool {
        (self.size_px, self.samples, self.format) == (size_px, samples, format)
    }

    /// Begins the pass that draws the world, ending in `target`.
    pub fn begin<'e>(
        &self,
        encoder: &'e mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        clear: [f32; 3],
        timing: Option<wgpu::RenderPassTimestampWrites>,
    ) -> wgpu::RenderPass<'e> {
        let (view, resolve_target) = match &self.color {
            Some(samples) => (samples, Some(target)),
            None => (target, None),
        };
        let [r, g, b] = clear.map(f64::from);
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
            timestamp_writes: timing,
            occlusion_query_set: None,
            multiview_mask: None,
        })
    }
}
