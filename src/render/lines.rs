//! Lines in the world with a constant width on the screen: outlines of what is picked, and the marks of [`marks`].
//!
//! Ends are world meters in double precision and are made relative to the eye each frame; their number is small.

use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::marks::{self, MarkCache};
use crate::render::pipeline::{Blend, Pipeline, PipelineBuilder, PipelineCache};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::terrain::TerrainResources;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::render::view::FrameStats;
use crate::scene::SceneUpdate;
use bytemuck::{Pod, Zeroable};
use glam::{DVec3, Vec2};
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Overlay],
    shaders: &[&SHADER],
    renderer: |_, layouts| Arc::new(LineRenderer::new(layouts)),
};

const SHADER: Shader = Shader {
    name: "lines",
    parts: &[&GLOBALS_WGSL, &ShaderPart { wgsl: include_str!("../../shaders/lines.wgsl"), constants: &[] }],
    bindings: &[&globals::BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

/// Width of a line in points.
const WIDTH_PT: f32 = 2.0;

/// A line in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorldLine {
    /// Both ends, world meters.
    pub ends: [DVec3; 2],
    /// Red, green, blue, opacity.
    pub rgba: [u8; 4],
}

/// Half the width of a line as a fraction of half the target's width and height.
pub(crate) fn half_width(size_px: [u32; 2], px_per_pt: f32) -> Vec2 {
    Vec2::from(size_px.map(|side_px| WIDTH_PT * px_per_pt / side_px.max(1) as f32))
}

/// Instance data of a line; both ends relative to the eye.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct LineInstance {
    start: [f32; 3],
    stop: [f32; 3],
    color: [u8; 4],
}

const INSTANCES: VertexLayout =
    vertex_layout!(LineInstance, Instance { start: Float32x3, stop: Float32x3, color: Unorm8x4 });

struct LineRenderer {
    layouts: Arc<SharedLayouts>,
    shader: ShaderModule,
    pipelines: PipelineCache<()>,
}

impl LineRenderer {
    fn new(layouts: &Arc<SharedLayouts>) -> LineRenderer {
        let pipelines = PipelineCache::new();
        LineRenderer { layouts: layouts.clone(), shader: ShaderModule::new(&SHADER), pipelines }
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, (), move |gpu, target| {
            PipelineBuilder::new("lines", &renderer.shader, ["vs_line", "fs_line"], [&renderer.layouts.globals.0])
                .vertices(&INSTANCES)
                .blend(Blend::Alpha)
                .build(gpu, target)
        })
    }
}

impl Renderer for LineRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(LineDrawData {
            renderer: self,
            pipeline: None,
            marks: Vec::new(),
            cache: MarkCache::default(),
            instances: Vec::new(),
            buffer: GrowingBuffer::new("lines", wgpu::BufferUsages::VERTEX),
        })
    }
}

struct LineDrawData {
    renderer: Arc<LineRenderer>,
    /// The pipeline of this frame; none without lines.
    pipeline: Option<Pipeline>,
    marks: Vec<WorldLine>,
    cache: MarkCache,
    instances: Vec<LineInstance>,
    buffer: GrowingBuffer,
}

impl DrawData for LineDrawData {
    fn apply(&mut self, _gpu: &Gpu, update: &SceneUpdate) {
        if matches!(update, SceneUpdate::Terrain(_)) {
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.cache.clear();
    }

    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        self.marks.clear();
        marks::collect(&mut self.marks, &mut self.cache, frame);
        let eye = frame.view.eye;
        let relative = |end: DVec3| (end - eye).as_vec3().to_array();
        self.instances.clear();
        self.instances.extend(frame.markup.lines.iter().chain(&self.marks).map(|line| LineInstance {
            start: relative(line.ends[0]),
            stop: relative(line.ends[1]),
            color: line.rgba,
        }));
        self.buffer.write(frame.gpu, bytemuck::cast_slice(&self.instances));
        self.pipeline = (!self.instances.is_empty()).then(|| self.renderer.pipeline(frame));
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some(pipeline), Some(buffer)) = (&self.pipeline, self.buffer.get()) else { return };
        pass.set_pipeline(pipeline);
        pass.set_vertices(buffer);
        pass.draw(0..6, 0..self.instances.len() as u32);
    }
}
