//! Placed objects: instances of parts, opaque ones by texture and mesh, blended ones from far to near.
//!
//! All meshes of a zone are in one pair of buffers. Each frame selects the visible parts and writes one instance for
//! each: billboards, wind and flip-books need no shader of their own. Draws with the same pipeline and texture array are
//! one indirect call where the device has those.

mod buffers;
mod draw_list;

use crate::formats::n3pmesh::MeshVertex;
use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL, LIGHTS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Depth, PipelineBuilder, PipelineCache, TargetFormat, switch};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::{MODES_WGSL, TerrainResources};
use crate::render::textures::smooth_sampler;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::render::view::{FrameStats, GpuMemory, ObjectCounts};
use crate::scene::SceneUpdate;
use crate::scene::modes::ShadingMode;
use crate::scene::terrain::select::Detail;
use crate::scene::view_settings::Lighting;
use buffers::ObjectBuffers;
use bytemuck::{Pod, Zeroable};
use draw_list::{DrawList, Look};
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Opaque, Phase::Transparent],
    shaders: &[&SHADER],
    renderer: |gpu, layouts| Arc::new(ObjectRenderer::new(gpu, layouts)),
};

/// Bits of [`PartInstance::flags`].
const FLAG_UNLIT: u32 = 1;
const FLAG_NO_FOG: u32 = 2;
const FLAG_SQUARED: u32 = 4;
const FLAG_DOUBLED: u32 = 8;

const SHADER: Shader = Shader {
    name: "objects",
    parts: &[
        &GLOBALS_WGSL,
        &LIGHTS_WGSL,
        &MODES_WGSL,
        &ShaderPart {
            wgsl: include_str!("../../../shaders/objects.wgsl"),
            constants: &[
                ("FLAG_UNLIT", Constant::U32(FLAG_UNLIT)),
                ("FLAG_NO_FOG", Constant::U32(FLAG_NO_FOG)),
                ("FLAG_SQUARED", Constant::U32(FLAG_SQUARED)),
                ("FLAG_DOUBLED", Constant::U32(FLAG_DOUBLED)),
                ("LIGHTING_SUN", Constant::U32(Lighting::Sun as u32)),
                ("LIGHTING_NONE", Constant::U32(Lighting::None as u32)),
            ],
        },
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&VERTICES, &INSTANCES],
};

const VERTICES: VertexLayout =
    vertex_layout!(MeshVertex, Vertex { position_m: Float32x3, normal: Float32x3, uv: Float32x2 });

/// A visible part.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct PartInstance {
    row_0: [f32; 4],
    row_1: [f32; 4],
    row_2: [f32; 4],
    normal_0: [f32; 3],
    normal_1: [f32; 3],
    normal_2: [f32; 3],
    layer: u32,
    flags: u32,
}

const INSTANCES: VertexLayout = vertex_layout!(
    PartInstance,
    Instance from 3 {
        row_0: Float32x4,
        row_1: Float32x4,
        row_2: Float32x4,
        normal_0: Float32x3,
        normal_1: Float32x3,
        normal_2: Float32x3,
        layer: Uint32,
        flags: Uint32,
    }
);

const BINDINGS: BindingTable<ArrayResources> = BindingTable {
    label: "objects",
    group: 1,
    bindings: &[&[
        Binding(0, "object_textures", Resource::TextureArray(|array| &array.view)),
        Binding(1, "object_sampler", Resource::Sampler(|array| &array.sampler)),
    ]],
};

/// An array of textures.
struct ArrayResources {
    view: wgpu::TextureView,
    sampler: wgpu::Sampler,
}

/// What a pipeline depends on, besides the target.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Variant {
    look: Look,
    fog: bool,
    is_classic: bool,
    shading: ShadingMode,
    lighting: Lighting,
    point_lights: bool,
}

impl Variant {
    fn blend(&self) -> Blend {
        match self.shading {
            ShadingMode::Overdraw => Blend::Add,
            ShadingMode::TexelDensity => Blend::Replace,
            _ => self.look.blend,
        }
    }
}

struct ObjectRenderer {
    layouts: Arc<SharedLayouts>,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    shader: ShaderModule,
    pipelines: PipelineCache<Variant>,
}

impl ObjectRenderer {
    fn new(gpu: &Gpu, layouts: &Arc<SharedLayouts>) -> ObjectRenderer {
        let anisotropy = if gpu.caps.is_cpu { 1 } else { 8 };
        ObjectRenderer {
            layouts: layouts.clone(),
            layout: BINDINGS.layout(gpu),
            sampler: smooth_sampler(gpu, wgpu::AddressMode::Repeat, anisotropy),
            shader: ShaderModule::new(&SHADER),
            pipelines: PipelineCache::new(),
        }
    }

    fn pipeline(&self, gpu: &Gpu, target: TargetFormat, variant: Variant) -> wgpu::RenderPipeline {
        self.pipelines.get(target, variant, || {
            let Variant { look, fog, is_classic, shading, lighting, point_lights } = variant;
            let is_opaque = look.blend == Blend::Replace;
            let has_coverage = is_opaque && target.samples > 1 && !is_classic;
            // Blended parts, and all of the client's, show every texel that is not quite invisible.
            let alpha_test = if is_opaque && !is_classic { 0.5 } else { 0.002 };
            let constants = [
                ("FOG", switch(fog)),
                ("ADDED", switch(look.blend == Blend::Add)),
                ("ALPHA_TEST", alpha_test),
                ("COVERAGE", switch(has_coverage)),
                ("LIGHTING", f64::from(lighting as u32)),
                ("POINT_LIGHTS", switch(point_lights)),
                ("MODE", f64::from(shading as u32)),
            ];
            let groups = [&self.layouts.globals.0, &self.layout];
            let mut builder = PipelineBuilder::new("objects", &self.shader, ["vs_object", "fs_object"], groups)
                .vertices(&VERTICES)
                .vertices(&INSTANCES)
                .constants(&constants)
                .depth(Depth::Write)
                .blend(variant.blend());
            if !look.is_double_sided {
                builder = builder.cull_back();
            }
            if has_coverage {
                builder = builder.alpha_to_coverage();
            }
            builder.build(gpu, target)
        })
    }
}

impl Renderer for ObjectRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        let indirect = wgpu::BufferUsages::INDIRECT;
        Box::new(ObjectDrawData {
            renderer: self,
            zone: None,
            list: DrawList::default(),
            calls: Vec::new(),
            instances: GrowingBuffer::new("object instances", wgpu::BufferUsages::VERTEX),
            arguments: GrowingBuffer::new("object draws", indirect),
        })
    }
}

struct ObjectDrawData {
    renderer: Arc<ObjectRenderer>,
    /// The objects of the zone; none if it has none, or they are not loaded.
    zone: Option<ObjectBuffers>,
    /// What is drawn in this frame.
    list: DrawList,
    /// Calls of this frame: batches with the same pipeline and texture array.
    calls: Vec<Call>,
    instances: GrowingBuffer,
    arguments: GrowingBuffer,
}

/// Consecutive batches with one pipeline and one texture array.
struct Call {
    phase: Phase,
    pipeline: wgpu::RenderPipeline,
    array: usize,
    batches: std::ops::Range<u32>,
}

impl DrawData for ObjectDrawData {
    fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(_) => self.clear(),
            SceneUpdate::ObjectModels(objects) => {
                self.zone = Some(ObjectBuffers::new(gpu, &self.renderer, objects.clone()));
            }
            _ => {}
        }
    }

    fn clear(&mut self) {
        self.zone = None;
    }

    fn prepare(&mut self, frame: &FrameContext, stats: &mut FrameStats) {
        self.list.clear();
        self.calls.clear();
        let Some(zone) = self.zone.as_ref().filter(|_| frame.options.objects) else { return };
        self.list.select(zone, frame);
        self.instances.write(frame.gpu, bytemuck::cast_slice(&self.list.instances));
        if frame.gpu.caps.indirect {
            self.arguments.write(frame.gpu, &self.list.arguments());
        }
        let is_classic = matches!(frame.options.lod.detail, Detail::Classic);
        let shading = frame.options.mode.spec().shading.of_all_surfaces();
        for (index, batch) in self.list.batches.iter().enumerate() {
            let index = index as u32;
            let follows = |last: &Call| {
                let before = &self.list.batches[last.batches.start as usize];
                (before.look, before.array) == (batch.look, batch.array)
            };
            if let Some(last) = self.calls.last_mut().filter(|last| follows(last)) {
                last.batches.end = index + 1;
                continue;
            }
            let variant = Variant {
                look: batch.look,
                fog: frame.has_fog(),
                is_classic,
                shading,
                lighting: frame.options.lighting,
                point_lights: !frame.point_lights.is_empty(),
            };
            let pipeline = self.renderer.pipeline(frame.gpu, frame.target, variant);
            let phase = if batch.look.blend == Blend::Replace { Phase::Opaque } else { Phase::Transparent };
            self.calls.push(Call { phase, pipeline, array: batch.array, batches: index..index + 1 });
        }
        let draw_calls = if frame.gpu.caps.indirect { self.calls.len() } else { self.list.batches.len() };
        stats.objects = ObjectCounts {
            objects: self.list.objects() as u32,
            parts: self.list.instances.len() as u32,
            draw_calls: draw_calls as u32,
            triangles: self.list.triangles(),
        };
        stats.triangles += stats.objects.triangles;
        stats.animated |= self.list.is_animated;
    }

    fn draw(&self, phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some(zone), Some(instances)) = (&self.zone, self.instances.get()) else { return };
        let calls = self.calls.iter().filter(|call| call.phase == phase);
        for (index, call) in calls.enumerate() {
            if index == 0 {
                pass.set_vertices(&zone.vertices);
                pass.set_instances(instances);
                pass.set_indices(&zone.indices, wgpu::IndexFormat::Uint32);
            }
            pass.set_pipeline(&call.pipeline);
            pass.set_group(&zone.arrays[call.array]);
            match self.arguments.get() {
                Some(arguments) if pass.has_indirect() => pass.draw_indexed_indirect(arguments, call.batches.clone()),
                _ => {
                    for batch in &self.list.batches[call.batches.start as usize..call.batches.end as usize] {
                        pass.draw_indexed(batch.indices.clone(), batch.instances.clone());
                    }
                }
            }
        }
    }

    fn memory(&self) -> GpuMemory {
        let frame = GpuMemory { buffers: self.instances.bytes() + self.arguments.bytes(), textures: 0 };
        self.zone.as_ref().map_or(frame, |zone| {
            let zone = zone.memory();
            GpuMemory { buffers: zone.buffers + frame.buffers, ..zone }
        })
    }
}
