//! Placed objects: instances of parts, opaque ones by texture and mesh, blended ones from far to near.
//!
//! All meshes of a zone are in one pair of buffers. Each frame selects the visible parts and writes one instance for
//! each: billboards, wind and flip-books need no shader of their own. Where the device has indirect draws, opaque parts
//! are one call for each texture array, and all blended ones, which must be drawn in their order, a single call with
//! their arrays.

mod buffers;
mod draw_list;
mod instance;
mod levels;
mod textures;

use crate::formats::n3pmesh::MeshVertex;
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL, LIGHTS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Depth, Pipeline, PipelineBuilder, PipelineCache, switch};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::terrain::{MODES_WGSL, TerrainResources};
use crate::render::textures::smooth_sampler;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::render::view::{FrameStats, GpuMemory, ObjectCounts};
use crate::scene::SceneUpdate;
use crate::scene::modes::ShadingMode;
use crate::scene::terrain::select::Detail;
use crate::scene::view_settings::Lighting;
use buffers::ObjectBuffers;
use draw_list::{CallKind, DrawList};
use instance::{CONSTANTS, INSTANCES};
use levels::{ClientLevels, LevelChoice};
use std::sync::Arc;
use textures::BINDINGS;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Opaque, Phase::Transparent],
    shaders: &[&SHADER],
    renderer: |gpu, layouts| Arc::new(ObjectRenderer::new(gpu, layouts)),
};

const SHADER: Shader = Shader {
    name: "objects",
    parts: &[
        &GLOBALS_WGSL,
        &LIGHTS_WGSL,
        &MODES_WGSL,
        &ShaderPart { wgsl: include_str!("../../../shaders/objects.wgsl"), constants: CONSTANTS },
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&VERTICES, &INSTANCES],
};

const VERTICES: VertexLayout =
    vertex_layout!(MeshVertex, Vertex { position_m: Float32x3, normal: Float32x3, uv: Float32x2 });

/// What a pipeline depends on, besides the target.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Variant {
    is_blended: bool,
    is_double_sided: bool,
    /// Number of arrays with its textures.
    arrays: u32,
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
            _ if self.is_blended => Blend::PremultipliedAlpha,
            _ => Blend::Replace,
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

    fn pipeline(self: &Arc<Self>, frame: &FrameContext, variant: Variant) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, variant, move |gpu, target| {
            let Variant { is_blended, is_double_sided, arrays, fog, is_classic, shading, lighting, point_lights } =
                variant;
            let has_coverage = !is_blended && target.samples > 1 && !is_classic;
            // Blended parts, and all of the client's, show every texel that is not quite invisible.
            let alpha_test = if is_blended || is_classic { 0.002 } else { 0.5 };
            let constants = [
                ("FOG", switch(fog)),
                ("BLENDED", switch(is_blended)),
                ("ARRAY_COUNT", f64::from(arrays)),
                ("SHARP", switch(is_classic)),
                ("ALPHA_TEST", alpha_test),
                ("COVERAGE", switch(has_coverage)),
                ("LIGHTING", f64::from(lighting as u32)),
                ("POINT_LIGHTS", switch(point_lights)),
                ("MODE", f64::from(shading as u32)),
            ];
            let groups = [&renderer.layouts.globals.0, &renderer.layout];
            let mut builder = PipelineBuilder::new("objects", &renderer.shader, ["vs_object", "fs_object"], groups)
                .vertices(&VERTICES)
                .vertices(&INSTANCES)
                .constants(&constants)
                .depth(Depth::Write)
                .blend(variant.blend());
            if !is_double_sided {
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
            client_levels: ClientLevels::new(),
            is_of_client: false,
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
    /// The client's levels, and whether this frame shows them.
    client_levels: ClientLevels,
    is_of_client: bool,
    /// Calls of this frame, in order.
    calls: Vec<Call>,
    instances: GrowingBuffer,
    arguments: GrowingBuffer,
}

/// Consecutive batches with one pipeline and the same textures.
struct Call {
    kind: CallKind,
    pipeline: Pipeline,
    batches: std::ops::Range<u32>,
}

impl CallKind {
    fn phase(self) -> Phase {
        match self {
            CallKind::Opaque { .. } => Phase::Opaque,
            CallKind::Blended { .. } => Phase::Transparent,
        }
    }
}

impl DrawData for ObjectDrawData {
    fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(_) => self.clear(),
            SceneUpdate::ObjectModels(objects) => {
                self.clear();
                self.zone = Some(ObjectBuffers::new(gpu, &self.renderer, objects.clone()));
            }
            _ => {}
        }
    }

    fn clear(&mut self) {
        self.zone = None;
        self.client_levels.clear();
    }

    fn prepare(&mut self, frame: &FrameContext, stats: &mut FrameStats) {
        self.list.clear();
        self.calls.clear();
        let Some(zone) = self.zone.as_ref().filter(|_| frame.options.objects) else { return };
        self.is_of_client = LevelChoice::is_of_client(frame);
        self.client_levels.begin();
        let client = self.is_of_client.then_some(&mut self.client_levels);
        self.list.select(LevelChoice { zone, frame, client });
        self.client_levels.upload(frame.gpu);
        self.instances.write(frame.gpu, bytemuck::cast_slice(&self.list.instances));
        if frame.gpu.caps.indirect {
            self.arguments.write(frame.gpu, &self.list.arguments());
        }
        let is_classic = matches!(frame.options.lod.detail, Detail::Classic);
        let shading = frame.options.mode.spec().shading.of_all_surfaces();
        for (index, batch) in self.list.batches.iter().enumerate() {
            let index = index as u32;
            if let Some(last) = self.calls.last_mut().filter(|last| last.kind == batch.call) {
                last.batches.end = index + 1;
                continue;
            }
            let (is_blended, is_double_sided, arrays, point_lights) = match batch.call {
                CallKind::Opaque { is_double_sided, has_lamps, .. } => (false, is_double_sided, 1, has_lamps),
                CallKind::Blended { group } => {
                    (true, true, zone.textures.of_blended[group].arrays, !frame.point_lights.is_empty())
                }
            };
            let variant = Variant {
                is_blended,
                is_double_sided,
                arrays,
                fog: frame.has_fog(),
                is_classic,
                shading,
                lighting: frame.options.lighting,
                point_lights,
            };
            let pipeline = self.renderer.pipeline(frame, variant);
            self.calls.push(Call { kind: batch.call, pipeline, batches: index..index + 1 });
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
        let indices = if self.is_of_client { self.client_levels.buffer() } else { Some(&zone.indices) };
        let Some(indices) = indices else { return };
        let calls = self.calls.iter().filter(|call| call.kind.phase() == phase);
        for (index, call) in calls.enumerate() {
            if index == 0 {
                pass.set_vertices(&zone.vertices);
                pass.set_instances(instances);
                pass.set_indices(indices, wgpu::IndexFormat::Uint32);
            }
            pass.set_pipeline(&call.pipeline);
            pass.set_group(match call.kind {
                CallKind::Opaque { array, .. } => &zone.textures.of_arrays[array],
                CallKind::Blended { group } => &zone.textures.of_blended[group].bound,
            });
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
        let buffers = self.instances.bytes() + self.arguments.bytes() + self.client_levels.bytes();
        let frame = GpuMemory { buffers, textures: 0 };
        self.zone.as_ref().map_or(frame, |zone| {
            let zone = zone.memory();
            GpuMemory { buffers: zone.buffers + frame.buffers, ..zone }
        })
    }
}
