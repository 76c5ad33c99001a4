//! Drawers, one for each kind of content. Each has a [`Renderer`], which is immutable and shared by all scene views of
//! a device; [`DrawData`], which belongs to one scene view; and the [`Phase`]s in which it draws.
//!
//! To add a drawer, write a file with a [`Drawer`], its shader, and its lines in `render/mod.rs`: the module and its
//! place in [`DRAWERS`](crate::render::DRAWERS).

use crate::render::globals::GlobalsLayout;
use crate::render::gpu::Gpu;
use crate::render::lines::WorldLine;
use crate::render::pipeline::{Pipeline, PipelineQueue, TargetFormat};
use crate::render::shader::Shader;
use crate::render::terrain::TerrainResources;
use crate::render::terrain::TerrainShared;
use crate::render::view::{FrameOptions, FrameStats, GpuMemory};
use crate::scene::lights::SceneLight;
use crate::scene::objects::ObjectNumbers;
use crate::scene::terrain::select::ViewParams;
use crate::scene::{Scene, SceneUpdate};
use std::ops::Range;
use std::sync::Arc;

/// A part of the world pass. All drawers of a phase draw before those of the next phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Opaque surfaces on the ground.
    Opaque,
    /// The terrain. It comes after what may hide it, so that less is shaded in vain.
    Ground,
    /// Blended onto the opaque surfaces, at their depth.
    Decal,
    /// The background, where nothing opaque was drawn.
    Sky,
    /// Blended surfaces over the opaque ones and the sky.
    Transparent,
    /// Lines and labels over everything, except where they are hidden.
    Overlay,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Phase; 6] =
        [Phase::Opaque, Phase::Ground, Phase::Decal, Phase::Sky, Phase::Transparent, Phase::Overlay];
}

/// A kind of content, with the constructor of its renderer.
pub(crate) struct Drawer {
    /// The phases in which it draws.
    pub phases: &'static [Phase],
    /// Its shader modules, for the tests that compare them with Rust.
    #[cfg_attr(not(test), expect(dead_code, reason = "renderers create the modules"))]
    pub shaders: &'static [&'static Shader],
    /// Constructor of the renderer.
    pub renderer: fn(&Gpu, &Arc<SharedLayouts>) -> Arc<dyn Renderer>,
}

/// The immutable part of a drawer: layouts, samplers, pipelines by target format.
pub(crate) trait Renderer: Send + Sync {
    /// Draw data for an empty scene.
    fn draw_data(self: Arc<Self>, gpu: &Gpu) -> Box<dyn DrawData>;
}

/// The data of a drawer for one scene view.
pub(crate) trait DrawData: Send {
    /// Applies the drawer's part of a scene update.
    fn apply(&mut self, _gpu: &Gpu, _update: &SceneUpdate) {}

    /// Drops all data of the scene.
    fn clear(&mut self) {}

    /// Writes the data of a frame and chooses its pipelines.
    fn prepare(&mut self, frame: &FrameContext, stats: &mut FrameStats);

    /// Records the draw calls. Group 0 holds the globals; group 1 is the drawer's own.
    fn draw(&self, phase: Phase, terrain: Option<&TerrainResources>, pass: &mut DrawPass);

    /// GPU memory in bytes.
    fn memory(&self) -> GpuMemory {
        GpuMemory::default()
    }
}

/// Layouts that several drawers share.
pub(crate) struct SharedLayouts {
    /// Group 0 of all drawers.
    pub globals: GlobalsLayout,
    /// Group 1 of the drawers that draw terrain nodes.
    pub terrain: TerrainShared,
}

pub(crate) struct FrameContext<'a> {
    pub gpu: &'a Gpu,
    pub target: TargetFormat,
    /// The pipelines that no frame needed before.
    pub pipelines: &'a PipelineQueue,
    pub size_px: [u32; 2],
    pub view: &'a ViewParams,
    pub options: &'a FrameOptions,
    /// The border of the zone fades into haze or sea.
    pub has_border: bool,
    pub scene: &'a Scene,
    /// The point lights that reach something in the picture.
    pub point_lights: &'a [SceneLight],
    pub markup: &'a Markup,
    /// Placed objects that are not drawn.
    pub hidden: &'a ObjectNumbers,
    /// The terrain with the nodes selected for this frame; none while no zone is open.
    pub terrain: Option<&'a TerrainResources>,
}

impl FrameContext<'_> {
    /// Whether fog is drawn.
    pub fn has_fog(&self) -> bool {
        self.options.fog_per_m > 0.0
    }
}

/// Outlines and highlights of the user's selection.
#[derive(Default)]
pub(crate) struct Markup {
    /// Outlines of what is picked.
    pub lines: Vec<WorldLine>,
    /// Index of the tile texture whose tiles are highlighted.
    pub highlight: Option<u16>,
    /// Pixels per screen point.
    pub px_per_pt: f32,
}

/// Numbers of what was recorded into a pass.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PassCounts {
    pub draw_calls: u32,
    pub pipeline_changes: u32,
    pub group_changes: u32,
}

/// The world pass during drawing. Counts what is recorded, and leaves out pipelines and groups that are set already.
pub(crate) struct DrawPass<'e> {
    raw: wgpu::RenderPass<'e>,
    has_indirect: bool,
    pipeline: Option<wgpu::RenderPipeline>,
    group: Option<wgpu::BindGroup>,
    counts: PassCounts,
}

impl<'e> DrawPass<'e> {
    /// Begins to draw into a pass with the globals as group 0.
    pub fn new(gpu: &Gpu, mut raw: wgpu::RenderPass<'e>, globals: &wgpu::BindGroup) -> DrawPass<'e> {
        raw.set_bind_group(0, globals, &[]);
        let counts = PassCounts { group_changes: 1, ..PassCounts::default() };
        DrawPass { raw, has_indirect: gpu.caps.indirect, pipeline: None, group: None, counts }
    }

    /// The underlying pass, for timestamps.
    pub fn raw(&mut self) -> &mut wgpu::RenderPass<'e> {
        &mut self.raw
    }

    /// Whether indirect draws may use a nonzero first instance.
    pub fn has_indirect(&self) -> bool {
        self.has_indirect
    }

    /// Numbers of what was recorded so far.
    pub fn counts(&self) -> PassCounts {
        self.counts
    }

    pub fn set_pipeline(&mut self, pipeline: &Pipeline) {
        let pipeline = pipeline.built();
        if self.pipeline.as_ref() != Some(pipeline) {
            self.raw.set_pipeline(pipeline);
            self.pipeline = Some(pipeline.clone());
            self.counts.pipeline_changes += 1;
        }
    }

    /// Sets group 1.
    pub fn set_group(&mut self, group: &wgpu::BindGroup) {
        if self.group.as_ref() != Some(group) {
            self.raw.set_bind_group(1, group, &[]);
            self.group = Some(group.clone());
            self.counts.group_changes += 1;
        }
    }

    /// Sets the buffer of vertices or instances.
    pub fn set_vertices(&mut self, buffer: &wgpu::Buffer) {
        self.raw.set_vertex_buffer(0, buffer.slice(..));
    }

    /// Sets the buffer of instances beside one of vertices.
    pub fn set_instances(&mut self, buffer: &wgpu::Buffer) {
        self.raw.set_vertex_buffer(1, buffer.slice(..));
    }

    /// Sets the index buffer.
    pub fn set_indices(&mut self, buffer: &wgpu::Buffer, format: wgpu::IndexFormat) {
        self.raw.set_index_buffer(buffer.slice(..), format);
    }

    /// Draws vertices without indices.
    pub fn draw(&mut self, vertices: Range<u32>, instances: Range<u32>) {
        self.raw.draw(vertices, instances);
        self.counts.draw_calls += 1;
    }

    pub fn draw_indexed(&mut self, indices: Range<u32>, instances: Range<u32>) {
        self.raw.draw_indexed(indices, 0, instances);
        self.counts.draw_calls += 1;
    }

    /// Draws indexed vertices by a range of the indirect arguments in a buffer, in one call.
    pub fn draw_indexed_indirect(&mut self, arguments: &wgpu::Buffer, range: Range<u32>) {
        let offset = u64::from(range.start) * size_of::<wgpu::util::DrawIndexedIndirectArgs>() as u64;
        self.raw.multi_draw_indexed_indirect(arguments, offset, range.end - range.start);
        self.counts.draw_calls += 1;
    }
}
