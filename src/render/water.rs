//! Rivers and ponds: one mesh for all of a zone's water, a draw call for each texture. First come the sides of the water
//! at the border of the zone, which show through its surface.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL, LIGHTS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Depth, PipelineBuilder, PipelineCache, switch};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::{MODES_WGSL, TerrainResources};
use crate::render::textures::{smooth_sampler, upload, upload_array};
use crate::render::vertex::{VertexLayout, vertex_layout};
use crate::render::view::{FrameStats, GpuMemory};
use crate::scene::modes::ShadingMode;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::water::{CAUSTIC_FRAMES, WaterMesh, WaterPart, WaterPoint};
use crate::scene::{SceneUpdate, Water};
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Transparent],
    shaders: &[&SHADER],
    renderer: |gpu, layouts| Arc::new(WaterRenderer::new(gpu, layouts)),
};

const SHADER: Shader = Shader {
    name: "water",
    parts: &[
        &GLOBALS_WGSL,
        &LIGHTS_WGSL,
        &MODES_WGSL,
        &ShaderPart {
            wgsl: include_str!("../../shaders/water.wgsl"),
            constants: &[("CAUSTIC_FRAMES", Constant::U32(CAUSTIC_FRAMES))],
        },
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&VERTICES],
};

const VERTICES: VertexLayout =
    vertex_layout!(WaterPoint, Vertex { position: Float32x3, color: Unorm8x4, uv: Float32x2, flows: Float32 });

const BINDINGS: BindingTable<WaterTextures> = BindingTable {
    label: "water",
    group: 1,
    bindings: &[&[
        Binding(0, "caustics", Resource::TextureArray(|water| &water.caustics)),
        Binding(1, "wave", Resource::Texture(|water| &water.wave)),
        Binding(2, "water_sampler", Resource::Sampler(|water| &water.sampler)),
    ]],
};

/// Textures of one part of the water.
struct WaterTextures {
    caustics: wgpu::TextureView,
    wave: wgpu::TextureView,
    sampler: wgpu::Sampler,
}

/// What a pipeline depends on, besides the target.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Variant {
    fog: bool,
    point_lights: bool,
    /// Both sides of the triangles are drawn.
    both_sides: bool,
    /// Only [`ShadingMode::Overdraw`] differs from the game's picture.
    shading: ShadingMode,
}

struct WaterRenderer {
    layouts: Arc<SharedLayouts>,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    shader: ShaderModule,
    pipelines: PipelineCache<Variant>,
}

impl WaterRenderer {
    fn new(gpu: &Gpu, layouts: &Arc<SharedLayouts>) -> WaterRenderer {
        WaterRenderer {
            layouts: layouts.clone(),
            layout: BINDINGS.layout(gpu),
            sampler: smooth_sampler(gpu, wgpu::AddressMode::Repeat, 1),
            shader: ShaderModule::new(&SHADER),
            pipelines: PipelineCache::new(),
        }
    }

    fn pipeline(&self, frame: &FrameContext, both_sides: bool) -> wgpu::RenderPipeline {
        let shading = Some(frame.options.mode.spec().shading).filter(|shading| *shading == ShadingMode::Overdraw);
        let variant = Variant {
            fog: frame.has_fog(),
            point_lights: !frame.point_lights.is_empty(),
            both_sides,
            shading: shading.unwrap_or_default(),
        };
        self.pipelines.get(frame.target, variant, || {
            let groups = [&self.layouts.globals.0, &self.layout];
            let constants = [
                ("FOG", switch(variant.fog)),
                ("POINT_LIGHTS", switch(variant.point_lights)),
                ("MODE", f64::from(variant.shading as u32)),
            ];
            let builder = PipelineBuilder::new("water", &self.shader, ["vs_water", "fs_water"], groups)
                .vertices(&VERTICES)
                .constants(&constants)
                .depth(Depth::Write)
                .blend(if shading.is_some() { Blend::Add } else { Blend::Alpha });
            let builder = if both_sides { builder } else { builder.cull_back() };
            builder.build(frame.gpu, frame.target)
        })
    }
}

impl Renderer for WaterRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(WaterDrawData { renderer: self, pipelines: None, mesh: None })
    }
}

struct WaterDrawData {
    renderer: Arc<WaterRenderer>,
    /// The pipelines of this frame, of walls and surfaces; none without water.
    pipelines: Option<[wgpu::RenderPipeline; 2]>,
    mesh: Option<WaterBuffers>,
}

/// A zone's water on the GPU.
struct WaterBuffers {
    /// Walls and surfaces.
    meshes: [MeshBuffers; 2],
    /// Group 1 of each texture.
    textures: Vec<wgpu::BindGroup>,
    texture_bytes: u64,
}

/// A mesh on the GPU.
struct MeshBuffers {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    parts: Vec<WaterPart>,
}

impl DrawData for WaterDrawData {
    fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(_) => self.clear(),
            SceneUpdate::Water(water) => {
                self.mesh = (!water.mesh.is_empty()).then(|| WaterBuffers::new(gpu, &self.renderer, water));
            }
            _ => {}
        }
    }

    fn clear(&mut self) {
        self.mesh = None;
    }

    fn prepare(&mut self, frame: &FrameContext, stats: &mut FrameStats) {
        self.pipelines = None;
        if let Some(mesh) = self.mesh.as_ref().filter(|_| frame.options.water) {
            self.pipelines = Some([true, false].map(|both_sides| self.renderer.pipeline(frame, both_sides)));
            stats.triangles += mesh.triangles();
            stats.animated = true;
        }
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some(pipelines), Some(water)) = (&self.pipelines, &self.mesh) else { return };
        for (pipeline, mesh) in pipelines.iter().zip(&water.meshes).filter(|(_, mesh)| !mesh.parts.is_empty()) {
            pass.set_pipeline(pipeline);
            pass.set_vertices(&mesh.vertices);
            pass.set_indices(&mesh.indices, wgpu::IndexFormat::Uint32);
            for part in &mesh.parts {
                if let Some(group) = water.textures.get(part.texture) {
                    pass.set_group(group);
                    pass.draw_indexed(part.indices.clone(), 0..1);
                }
            }
        }
    }

    fn memory(&self) -> GpuMemory {
        self.mesh.as_ref().map_or_else(GpuMemory::default, WaterBuffers::memory)
    }
}

impl WaterBuffers {
    fn new(gpu: &Gpu, renderer: &WaterRenderer, water: &Water) -> WaterBuffers {
        let Water { mesh, walls, textures, caustics } = water;
        let caustic_frames = upload_array(gpu, "caustics", caustics);
        let white = MipImage::plain([255; 4]);
        let group = |texture: usize| {
            let wave = upload(gpu, "water", textures.get(texture).unwrap_or(&white));
            let sampler = renderer.sampler.clone();
            let textures = WaterTextures { caustics: caustic_frames.clone(), wave, sampler };
            BINDINGS.group(gpu, &renderer.layout, &textures)
        };
        WaterBuffers {
            meshes: [walls, mesh].map(|mesh| MeshBuffers::new(gpu, mesh)),
            textures: (0..mesh.textures.len()).map(group).collect(),
            texture_bytes: textures.iter().chain(caustics).map(MipImage::bytes).sum(),
        }
    }

    fn memory(&self) -> GpuMemory {
        let buffers = self.meshes.iter().map(|mesh| mesh.vertices.size() + mesh.indices.size()).sum();
        GpuMemory { buffers, textures: self.texture_bytes }
    }

    fn triangles(&self) -> u64 {
        let parts = self.meshes.iter().flat_map(|mesh| &mesh.parts);
        parts.map(|part| u64::from(part.indices.end - part.indices.start) / 3).sum()
    }
}

impl MeshBuffers {
    fn new(gpu: &Gpu, mesh: &WaterMesh) -> MeshBuffers {
        let buffer = |label, contents: &[u8], usage| gpu.buffer_of(label, contents, usage);
        MeshBuffers {
            vertices: buffer("water", bytemuck::cast_slice(&mesh.points), wgpu::BufferUsages::VERTEX),
            indices: buffer("water indices", bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX),
            parts: mesh.parts.clone(),
        }
    }
}
