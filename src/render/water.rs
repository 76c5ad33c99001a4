//! Rivers and ponds: one mesh for all of a zone's water, a draw call for each texture. First come the sides of the water
//! at the border of the zone, which show through its surface, or the sea around the zone.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL, LIGHTS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Depth, Pipeline, PipelineBuilder, PipelineCache, switch};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::{MODES_WGSL, TerrainResources};
use crate::render::textures::{smooth_sampler, upload, upload_array};
use crate::render::vertex::{VertexLayout, vertex_layout};
use crate::render::view::{FrameStats, GpuMemory};
use crate::scene::modes::ShadingMode;
use crate::scene::raster::mip_image::MipImage;
use crate::scene::view_settings::Lighting;
use crate::scene::water::{CAUSTIC_FRAMES, WaterMesh, WaterPart, WaterPoint, lava};
use crate::scene::{SceneUpdate, Water};
use bytemuck::{Pod, Zeroable};
use glam::Vec3;
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
        &ShaderPart { wgsl: include_str!("../../shaders/water.wgsl"), constants: &CONSTANTS },
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&VERTICES],
};

const CONSTANTS: [(&str, Constant); 7] = [
    ("CAUSTIC_FRAMES", Constant::U32(CAUSTIC_FRAMES)),
    ("WARMTH", Constant::Vec2(lava::WARMTH)),
    ("HEAT", Constant::Vec2(lava::HEAT)),
    ("CRUST", Constant::F32(lava::CRUST)),
    ("HOT", Constant::Vec3(lava::HOT)),
    ("OPACITY", Constant::F32(lava::OPACITY)),
    ("LUMA", Constant::Vec3(lava::LUMA)),
];

const VERTICES: VertexLayout = vertex_layout!(
    WaterVertex,
    Vertex { position: Float32x3, color: Unorm8x4, uv: Float32x2, flows: Float32, reach_m: Float32 }
);

/// A vertex on the GPU.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct WaterVertex {
    position: [f32; 3],
    color: [u8; 4],
    uv: [f32; 2],
    flows: f32,
    /// Length of the longest side of the triangles at the vertex, in meters: each of their points is that near.
    reach_m: f32,
}

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
    /// Water with a tint of fire glows.
    lava: bool,
    border: bool,
    /// The sea around the zone.
    sea: bool,
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

    fn pipeline(self: &Arc<Self>, frame: &FrameContext, body: WaterBody) -> Pipeline {
        let shading = Some(frame.options.mode.spec().shading).filter(|shading| *shading == ShadingMode::Overdraw);
        let variant = Variant {
            fog: frame.has_fog(),
            point_lights: !frame.point_lights.is_empty(),
            lava: frame.options.lighting != Lighting::Client,
            border: frame.has_border,
            sea: body == WaterBody::Sea,
            both_sides: body != WaterBody::Surfaces,
            shading: shading.unwrap_or_default(),
        };
        let renderer = self.clone();
        self.pipelines.get(frame, variant, move |gpu, target| {
            let groups = [&renderer.layouts.globals.0, &renderer.layout];
            let constants = [
                ("FOG", switch(variant.fog)),
                ("BORDER", switch(variant.border)),
                ("SEA", switch(variant.sea)),
                ("POINT_LIGHTS", switch(variant.point_lights)),
                ("LAVA", switch(variant.lava)),
                ("MODE", f64::from(variant.shading as u32)),
            ];
            let builder = PipelineBuilder::new("water", &renderer.shader, ["vs_water", "fs_water"], groups)
                .vertices(&VERTICES)
                .constants(&constants)
                .depth(Depth::Write)
                .blend(if shading.is_some() { Blend::Add } else { Blend::Alpha });
            let builder = if variant.both_sides { builder } else { builder.cull_back() };
            builder.build(gpu, target)
        })
    }
}

impl Renderer for WaterRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(WaterDrawData { renderer: self, draws: Vec::new(), mesh: None })
    }
}

struct WaterDrawData {
    renderer: Arc<WaterRenderer>,
    /// The meshes of this frame with their pipelines.
    draws: Vec<(WaterBody, Pipeline)>,
    mesh: Option<WaterBuffers>,
}

/// A mesh of a zone's water.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WaterBody {
    Walls,
    Surfaces,
    Sea,
}

/// A zone's water on the GPU.
struct WaterBuffers {
    /// By [`WaterBody`].
    meshes: [MeshBuffers; 3],
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
        self.draws.clear();
        let Some(water) = self.mesh.as_ref().filter(|_| frame.options.water) else { return };
        stats.animated = true;
        let has_sea = frame.has_border && !water.mesh(WaterBody::Sea).parts.is_empty();
        let around = if has_sea { WaterBody::Sea } else { WaterBody::Walls };
        for body in [around, WaterBody::Surfaces] {
            stats.triangles += water.mesh(body).triangles();
            self.draws.push((body, self.renderer.pipeline(frame, body)));
        }
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let Some(water) = &self.mesh else { return };
        let draws = self.draws.iter().map(|(body, pipeline)| (water.mesh(*body), pipeline));
        for (mesh, pipeline) in draws.filter(|(mesh, _)| !mesh.parts.is_empty()) {
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
        let Water { mesh, walls, sea, textures, caustics } = water;
        let no_sea = WaterMesh::default();
        let sea = sea.as_ref().map_or(&no_sea, |sea| &sea.mesh);
        let caustic_frames = upload_array(gpu, "caustics", caustics);
        let white = MipImage::plain([255; 4]);
        let group = |texture: usize| {
            let wave = upload(gpu, "water", textures.get(texture).unwrap_or(&white));
            let sampler = renderer.sampler.clone();
            let textures = WaterTextures { caustics: caustic_frames.clone(), wave, sampler };
            BINDINGS.group(gpu, &renderer.layout, &textures)
        };
        WaterBuffers {
            meshes: [walls, mesh, sea].map(|mesh| MeshBuffers::new(gpu, mesh)),
            textures: (0..mesh.textures.len()).map(group).collect(),
            texture_bytes: textures.iter().chain(caustics).map(MipImage::bytes).sum(),
        }
    }

    fn memory(&self) -> GpuMemory {
        let buffers = self.meshes.iter().map(|mesh| mesh.vertices.size() + mesh.indices.size()).sum();
        GpuMemory { buffers, textures: self.texture_bytes }
    }

    fn mesh(&self, body: WaterBody) -> &MeshBuffers {
        &self.meshes[body as usize]
    }
}

impl WaterVertex {
    /// The vertices of a mesh.
    fn of_mesh(mesh: &WaterMesh) -> Vec<WaterVertex> {
        let mut reaches_m = vec![0.0_f32; mesh.points.len()];
        for triangle in mesh.indices.as_chunks::<3>().0 {
            let [a, b, c] = triangle.map(|corner| Vec3::from(mesh.points[corner as usize].position));
            let longest_m = a.distance(b).max(b.distance(c)).max(c.distance(a));
            for corner in triangle {
                let reach_m = &mut reaches_m[*corner as usize];
                *reach_m = reach_m.max(longest_m);
            }
        }
        let vertex = |(WaterPoint { position, color, uv, flows }, reach_m): (&WaterPoint, f32)| WaterVertex {
            position: *position,
            color: *color,
            uv: *uv,
            flows: *flows,
            reach_m,
        };
        mesh.points.iter().zip(reaches_m).map(vertex).collect()
    }
}

impl MeshBuffers {
    fn new(gpu: &Gpu, mesh: &WaterMesh) -> MeshBuffers {
        let buffer = |label, contents: &[u8], usage| gpu.buffer_of(label, contents, usage);
        MeshBuffers {
            vertices: buffer("water", bytemuck::cast_slice(&WaterVertex::of_mesh(mesh)), wgpu::BufferUsages::VERTEX),
            indices: buffer("water indices", bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX),
            parts: mesh.parts.clone(),
        }
    }

    fn triangles(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.indices.end - part.indices.start) / 3).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vertices_reach_over_the_triangles_at_them() {
        let point = |x: f32, z: f32| WaterPoint { position: [x, 0.0, z], color: [255; 4], uv: [0.0; 2], flows: 0.0 };
        let points = vec![point(0.0, 0.0), point(3.0, 0.0), point(0.0, 4.0), point(0.0, 104.0)];
        let mesh = WaterMesh { points, indices: vec![0, 1, 2, 0, 2, 3], ..WaterMesh::default() };
        let reaches_m: Vec<f32> = WaterVertex::of_mesh(&mesh).iter().map(|vertex| vertex.reach_m).collect();
        assert_eq!(reaches_m, [104.0, 5.0, 104.0, 104.0]);
    }
}
