//! Drawers: what draws one kind of thing. Each has a [`Renderer`], which is shared by all scene views of a device and does
//! not change; [`DrawData`], which belongs to one scene view; and the [`Phase`]s that it draws in.
//!
//! A new drawer is a file with a [`Drawer`] in it, its shader, and its lines in `render/mod.rs`: the module and its place in
//! [`DRAWERS`](crate::render::DRAWERS).

use crate::render::globals::GlobalsLayout;
use crate::render::gpu::Gpu;
use crate::render::lines::WorldLine;
use crate::render::pipeline::TargetFormat;
use crate::render::shader::Shader;
use crate::render::terrain::TerrainResources;
use crate::render::terrain::TerrainShared;
use crate::render::view::{FrameOptions, FrameStats, GpuMemory};
use crate::scene::terrain::select::ViewParams;
use crate::scene::{Scene, SceneUpdate};
use std::ops::Range;
use std::sync::Arc;

/// A part of the world pass. All drawers of a phase draw before those of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Surfaces that hide what is behind them.
    Opaque,
    /// Blended onto the opaque surfaces, at their depth.
    Decal,
    /// Where nothing opaque is.
    Sky,
    /// Blended surfaces over the opaque ones and the sky.
    Transparent,
    /// Lines and labels over everything that does not hide them.
    Overlay,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Phase; 5] = [Phase::Opaque, Phase::Decal, Phase::Sky, Phase::Transparent, Phase::Overlay];
}

/// A kind of thing to draw.
pub(crate) struct Drawer {
    /// The phases in which it draws.
    pub phases: &'static [Phase],
    /// Its shader modules, for the tests that compare them with Rust.
    #[cfg_attr(not(test), expect(dead_code, reason = "renderers create the modules"))]
    pub shaders: &'static [&'static Shader],
    /// Creates its renderer.
    pub renderer: fn(&Gpu, &Arc<SharedLayouts>) -> Arc<dyn Renderer>,
}

/// The part of a drawer that does not change: layouts, samplers, pipelines by target format.
pub(crate) trait Renderer: Send + Sync {
    /// Draw data of a scene view whose scene is empty.
    fn draw_data(self: Arc<Self>, gpu: &Gpu) -> Box<dyn DrawData>;
}

/// The data of a drawer for one scene view.
pub(crate) trait DrawData: Send {
    /// Applies what concerns the drawer of a change of the scene.
    fn apply(&mut self, _gpu: &Gpu, _update: &SceneUpdate) {}

    /// Lets go of everything that belongs to the scene.
    fn clear(&mut self) {}

    /// Writes the data of a frame and chooses its pipelines.
    fn prepare(&mut self, frame: &FrameContext, stats: &mut FrameStats);

    /// Draws what was prepared. Group 0 holds the globals; group 1 is the drawer's own.
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
    /// Group 1 of what is drawn from the terrain's nodes.
    pub terrain: TerrainShared,
}

/// The inputs from which drawers prepare a frame.
pub(crate) struct FrameContext<'a> {
    pub gpu: &'a Gpu,
    pub target: TargetFormat,
    pub size_px: [u32; 2],
    pub view: &'a ViewParams,
    pub options: &'a FrameOptions,
    pub scene: &'a Scene,
    pub markup: &'a Markup,
    /// The terrain with the nodes selected for this frame; none while no zone is open.
    pub terrain: Option<&'a TerrainResources>,
}

impl FrameContext<'_> {
    /// Whether fog is drawn.
    pub fn has_fog(&self) -> bool {
        self.options.fog_per_m > 0.0
    }
}

/// Outlines and highlights of what the user has selected.
#[derive(Default)]
pub(crate) struct Markup {
    /// Outlines.
    pub lines: Vec<WorldLine>,
    /// Index of the tile texture whose tiles are lit up.
    pub highlight: Option<u16>,
    /// Pixels in a point of the screen.
    pub px_per_pt: f32,
}

/// The world pass while drawers draw into it. Counts the draw calls.
pub(crate) struct DrawPass<'e> {
    raw: wgpu::RenderPass<'e>,
    has_indirect: bool,
    draw_calls: u32,
}

impl<'e> DrawPass<'e> {
    /// Starts with a pass that the globals are set in.
    pub fn new(gpu: &Gpu, raw: wgpu::RenderPass<'e>) -> DrawPass<'e> {
        DrawPass { raw, has_indirect: gpu.caps.indirect, draw_calls: 0 }
    }

    /// The pass itself, for timestamps.
    pub fn raw(&mut self) -> &mut wgpu::RenderPass<'e> {
        &mut self.raw
    }

    /// Whether indirect draws may start at any instance.
    pub fn has_indirect(&self) -> bool {
        self.has_indirect
    }

    /// Draw calls so far.
    pub fn draw_calls(&self) -> u32 {
        self.draw_calls
    }

    /// Sets the pipeline.
    pub fn set_pipeline(&mut self, pipeline: &wgpu::RenderPipeline) {
        self.raw.set_pipeline(pipeline);
    }

    /// Sets group 1.
    pub fn set_group(&mut self, group: &wgpu::BindGroup) {
        self.raw.set_bind_group(1, group, &[]);
    }

    /// Sets the buffer of vertices or instances.
    pub fn set_vertices(&mut self, buffer: &wgpu::Buffer) {
        self.raw.set_vertex_buffer(0, buffer.slice(..));
    }

    /// Sets the index buffer.
    pub fn set_indices(&mut self, buffer: &wgpu::Buffer, format: wgpu::IndexFormat) {
        self.raw.set_index_buffer(buffer.slice(..), format);
    }

    /// Draws vertices without indices.
    pub fn draw(&mut self, vertices: Range<u32>, instances: Range<u32>) {
        self.raw.draw(vertices, instances);
        self.draw_calls += 1;
    }

    /// Draws indexed vertices.
    pub fn draw_indexed(&mut self, indices: Range<u32>, instances: Range<u32>) {
        self.raw.draw_indexed(indices, 0, instances);
        self.draw_calls += 1;
    }

    /// Draws indexed vertices by the first `count` arguments of a buffer, in one call.
    pub fn draw_indexed_indirect(&mut self, arguments: &wgpu::Buffer, count: u32) {
        self.raw.multi_draw_indexed_indirect(arguments, 0, count);
        self.draw_calls += 1;
    }
}
