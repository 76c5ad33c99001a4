//! Collision as see-through triangles with edges: bodies of objects, and invisible walls as bands along the ground.

use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Pipeline, PipelineBuilder, PipelineCache};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::terrain::TerrainResources;
use crate::render::vertex::{VertexLayout, vertex_layout};
use crate::render::view::{FrameStats, GpuMemory};
use crate::scene::SceneUpdate;
use crate::scene::collision::{Collision, wall_bands};
use crate::scene::modes::palette::lines;
use bytemuck::{Pod, Zeroable};
use glam::Vec3;
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Overlay],
    shaders: &[&SHADER],
    renderer: |_, layouts| Arc::new(BodyRenderer::new(layouts)),
};

const SHADER: Shader = Shader {
    name: "bodies",
    parts: &[&GLOBALS_WGSL, &ShaderPart { wgsl: include_str!("../../shaders/bodies.wgsl"), constants: &[] }],
    bindings: &[&globals::BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

/// Instance data of a triangle, in world meters.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct TriangleInstance {
    a: [f32; 3],
    b: [f32; 3],
    c: [f32; 3],
    color: [u8; 4],
}

const INSTANCES: VertexLayout =
    vertex_layout!(TriangleInstance, Instance { a: Float32x3, b: Float32x3, c: Float32x3, color: Unorm8x4 });

struct BodyRenderer {
    layouts: Arc<SharedLayouts>,
    shader: ShaderModule,
    pipelines: PipelineCache<()>,
}

impl BodyRenderer {
    fn new(layouts: &Arc<SharedLayouts>) -> BodyRenderer {
        let pipelines = PipelineCache::new();
        BodyRenderer { layouts: layouts.clone(), shader: ShaderModule::new(&SHADER), pipelines }
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, (), move |gpu, target| {
            let groups = [&renderer.layouts.globals.0];
            PipelineBuilder::new("bodies", &renderer.shader, ["vs_triangle", "fs_triangle"], groups)
                .vertices(&INSTANCES)
                .blend(Blend::Alpha)
                .build(gpu, target)
        })
    }
}

impl Renderer for BodyRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(BodyDrawData { renderer: self, collision: Arc::default(), shown: None, pipeline: None })
    }
}

/// What a buffer of triangles depends on, besides the zone.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Content {
    bodies: bool,
    walls: bool,
    gates_open: bool,
}

/// Triangles on the GPU.
struct Triangles {
    content: Content,
    /// None if there are no triangles.
    buffer: Option<wgpu::Buffer>,
    count: u32,
}

struct BodyDrawData {
    renderer: Arc<BodyRenderer>,
    collision: Arc<Collision>,
    /// The triangles that were shown last; none without these overlays.
    shown: Option<Triangles>,
    /// The pipeline of this frame; none if there is nothing to draw.
    pipeline: Option<Pipeline>,
}

impl BodyDrawData {
    fn triangles(&self, frame: &FrameContext, content: Content) -> Triangles {
        let mut instances = Vec::new();
        let mut add = |triangles: &[[Vec3; 3]], color| {
            let instance = |corners: &[Vec3; 3]| {
                let [a, b, c] = corners.map(|corner| corner.to_array());
                TriangleInstance { a, b, c, color }
            };
            instances.extend(triangles.iter().map(instance));
        };
        if content.bodies {
            add(self.collision.bodies(), lines::COLLISION);
            add(self.collision.gates(content.gates_open), lines::COLLISION);
        }
        if let Some(terrain) = frame.terrain.filter(|_| content.walls) {
            let (heights, extent_m) = (terrain.terrain.heights(), terrain.terrain.gtd().extent_m());
            let ground_m = |x: f32, z: f32| heights.interpolate(x.clamp(0.0, extent_m), z.clamp(0.0, extent_m));
            add(&wall_bands(self.collision.wall_feet(), ground_m), lines::WALLS);
        }
        let count = instances.len() as u32;
        let contents = bytemuck::cast_slice(&instances);
        let buffer = (count > 0).then(|| frame.gpu.buffer_of("bodies", contents, wgpu::BufferUsages::VERTEX));
        Triangles { content, buffer, count }
    }
}

impl DrawData for BodyDrawData {
    fn apply(&mut self, _gpu: &Gpu, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(_) => self.clear(),
            SceneUpdate::Collision(collision) => (self.collision, self.shown) = (collision.clone(), None),
            _ => {}
        }
    }

    fn clear(&mut self) {
        (self.collision, self.shown) = (Arc::default(), None);
    }

    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        let overlays = frame.options.overlays;
        let gates_open = overlays.collision && frame.options.gates_open;
        let content = Content { bodies: overlays.collision, walls: overlays.walls, gates_open };
        let is_shown = content.bodies || content.walls;
        let shown = self.shown.take().filter(|shown| is_shown && shown.content == content);
        self.shown = is_shown.then(|| shown.unwrap_or_else(|| self.triangles(frame, content)));
        let is_drawn = self.shown.as_ref().is_some_and(|shown| shown.buffer.is_some());
        self.pipeline = is_drawn.then(|| self.renderer.pipeline(frame));
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some(pipeline), Some(shown)) = (&self.pipeline, &self.shown) else { return };
        let Some(buffer) = &shown.buffer else { return };
        pass.set_pipeline(pipeline);
        pass.set_vertices(buffer);
        pass.draw(0..3, 0..shown.count);
    }

    fn memory(&self) -> GpuMemory {
        let buffer = self.shown.as_ref().and_then(|shown| shown.buffer.as_ref());
        GpuMemory { buffers: buffer.map_or(0, wgpu::Buffer::size), textures: 0 }
    }
}
