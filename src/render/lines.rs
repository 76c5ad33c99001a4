//! Lines in the world: outlines of what is picked. Drawn last, over the ground and water that do not hide them.
//!
//! Ends are world meters in double precision and become relative to the eye anew each frame: there are few lines.
//! They are as wide on the screen at every distance.

use crate::render::draw_list::write_growing;
use crate::render::globals::GlobalsBinding;
use crate::render::gpu::Gpu;
use crate::render::targets::{blended, depth_state};
use bytemuck::{Pod, Zeroable};
use glam::DVec3;

/// Width of a line on a screen of scale 1, in pixels.
const WIDTH_PX: f32 = 2.0;

/// A line in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Both ends, world meters.
    pub ends: [DVec3; 2],
    /// Red, green, blue, opacity.
    pub rgba: [u8; 4],
}

/// A line as the shader takes it.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct LineInstance {
    /// One end relative to the eye, meters.
    from: [f32; 3],
    /// The other.
    to: [f32; 3],
    rgba: [u8; 4],
}

/// The lines that are shown, and what draws them.
pub struct Lines {
    pipeline: wgpu::RenderPipeline,
    lines: Vec<Line>,
    /// Lines of this frame alone.
    marks: Vec<Line>,
    instances: Vec<LineInstance>,
    buffer: Option<wgpu::Buffer>,
    scale: f32,
}

/// The shader, put together from its parts.
pub fn shader_source() -> String {
    [include_str!("../../shaders/lib/globals.wgsl"), include_str!("../../shaders/lines.wgsl")].join("\n")
}

impl Lines {
    /// For targets of a format and a number of samples.
    pub fn new(gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) -> Lines {
        let pipeline = build(gpu, globals, format, samples);
        Lines { pipeline, lines: Vec::new(), marks: Vec::new(), instances: Vec::new(), buffer: None, scale: 1.0 }
    }

    /// Shows these lines from now on, on a screen of so many pixels to a point.
    pub fn set(&mut self, lines: &[Line], scale: f32) {
        self.lines.clear();
        self.lines.extend_from_slice(lines);
        self.scale = scale;
    }

    /// The lines of this frame alone, to be filled before [`Lines::upload`].
    pub fn marks(&mut self) -> &mut Vec<Line> {
        &mut self.marks
    }

    /// Pixels in a point of the screen.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Half a line's width as parts of half the picture's width and height.
    pub fn half_width(&self, size_px: [u32; 2]) -> [f32; 2] {
        size_px.map(|side_px| WIDTH_PX * self.scale / side_px.max(1) as f32)
    }

    /// Writes the lines, and further ones of this frame, as they lie from an eye.
    pub fn upload(&mut self, gpu: &Gpu, eye: DVec3, further: &[Line]) {
        let relative = |end: DVec3| (end - eye).as_vec3().to_array();
        self.instances.clear();
        self.instances.extend(self.lines.iter().chain(&self.marks).chain(further).map(|line| LineInstance {
            from: relative(line.ends[0]),
            to: relative(line.ends[1]),
            rgba: line.rgba,
        }));
        let data = bytemuck::cast_slice(&self.instances);
        write_growing(gpu, &mut self.buffer, "lines", data, wgpu::BufferUsages::VERTEX);
    }

    /// Draws them; tells in how many calls. Group 0 must be set.
    pub fn draw(&self, pass: &mut wgpu::RenderPass) -> u32 {
        let Some(buffer) = self.buffer.as_ref().filter(|_| !self.instances.is_empty()) else { return 0 };
        pass.set_pipeline(&self.pipeline);
        pass.set_vertex_buffer(0, buffer.slice(..));
        pass.draw(0..6, 0..self.instances.len() as u32);
        1
    }
}

fn build(gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) -> wgpu::RenderPipeline {
    let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some("lines"),
        source: wgpu::ShaderSource::Wgsl(shader_source().into()),
    });
    let layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("lines"),
        bind_group_layouts: &[Some(&globals.layout)],
        immediate_size: 0,
    });
    gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("lines"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module: &shader,
            entry_point: Some("vs_line"),
            compilation_options: Default::default(),
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<LineInstance>() as u64,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x3, 2 => Unorm8x4],
            })],
        },
        primitive: wgpu::PrimitiveState::default(),
        depth_stencil: Some(depth_state(false)),
        multisample: wgpu::MultisampleState { count: samples, ..Default::default() },
        fragment: Some(wgpu::FragmentState {
            module: &shader,
            entry_point: Some("fs_line"),
            compilation_options: Default::default(),
            targets: &[Some(blended(format))],
        }),
        multiview_mask: None,
        cache: None,
    })
}
