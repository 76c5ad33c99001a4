//! The terrain: tiles with one or two textures, tiles without, skirts between levels of detail, and the view modes.

mod bindings;
pub(crate) mod draw_lists;
pub(crate) mod frozen_view;
mod pages;
mod palette_texture;
mod residency;
mod resources;
mod shading;
mod tiles;
mod variant;
pub(crate) mod zone_images;

pub(crate) use bindings::{BINDINGS, SPLIT_BINDINGS, TerrainShared};
pub(crate) use pages::page_bytes;
pub(crate) use palette_texture::PALETTE_WGSL;
pub(crate) use resources::{MemoryBudget, Surroundings, TerrainResources};
pub(crate) use shading::MODES_WGSL;

use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL, LIGHTS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Depth, Pipeline, PipelineBuilder, PipelineCache};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::draw_lists::{INSTANCES, SKIRT_EDGE_VERTICES, SKIRT_FIRST_VERTEX, Surface};
use crate::render::terrain::shading::SLOPE_END;
use crate::render::terrain::tiles::SPLIT_LAYERS;
use crate::render::terrain::variant::TerrainVariant;
use crate::render::view::FrameStats;
use crate::scene::raster::tile_image::TILE_PX;
use crate::scene::space::{PATCH_VERTICES, TILE_M};
use crate::scene::terrain::normals::{NORMAL_SCALE, NORMAL_ZERO};
use crate::scene::terrain::patch::{NODE_HEIGHTS, NODE_WORDS, cell};
use crate::scene::terrain::walkable::{FREE_EDGE_M, MAX_INCLINE};
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Ground],
    shaders: &[&ONE_ARRAY, &FOUR_ARRAYS],
    renderer: |_, layouts| Arc::new(TerrainRenderer::new(layouts)),
};

/// WGSL access to the packed nodes.
pub(crate) const NODE_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../../shaders/lib/node.wgsl"),
    constants: &[
        ("NODE_WORDS", Constant::U32(NODE_WORDS as u32)),
        ("NODE_HEIGHTS", Constant::U32(NODE_HEIGHTS as u32)),
        ("NODE_SIDE", Constant::U32(PATCH_VERTICES)),
        ("SKIRT_FIRST", Constant::U32(SKIRT_FIRST_VERTEX)),
        ("SKIRT_EDGE", Constant::U32(SKIRT_EDGE_VERTICES)),
        ("CELL_Z", Constant::U32(cell::Z)),
        ("CELL_PLACE_MASK", Constant::U32(cell::PLACE_MASK)),
    ],
};

const TILES_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../../shaders/lib/tiles.wgsl"),
    constants: &[
        ("CELL_DIRECTION_1", Constant::U32(cell::DIRECTION_1)),
        ("CELL_DIRECTION_2", Constant::U32(cell::DIRECTION_2)),
        ("CELL_DIRECTION_MASK", Constant::U32(cell::DIRECTION_MASK)),
        ("CELL_TEXTURE_1", Constant::U32(cell::TEXTURE_1)),
        ("CELL_TEXTURE_2", Constant::U32(cell::TEXTURE_2)),
        ("CELL_TEXTURE_MASK", Constant::U32(cell::TEXTURE_MASK)),
    ],
};

const ONE_ARRAY_WGSL: ShaderPart =
    ShaderPart { wgsl: include_str!("../../../shaders/lib/tiles_one_array.wgsl"), constants: &[] };

const FOUR_ARRAYS_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../../shaders/lib/tiles_four_arrays.wgsl"),
    constants: &[("SPLIT_LAYERS", Constant::U32(SPLIT_LAYERS)), ("TILE_PX", Constant::F32(TILE_PX as f32))],
};

const TERRAIN_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../../shaders/terrain.wgsl"),
    constants: &[
        SLOPE_END,
        ("MAX_INCLINE", Constant::F32(MAX_INCLINE)),
        ("FREE_EDGE_M", Constant::F32(FREE_EDGE_M)),
        ("NORMAL_SCALE", Constant::F32(NORMAL_SCALE)),
        ("NORMAL_ZERO", Constant::F32(NORMAL_ZERO)),
        ("TILE_TEXELS_PER_M", Constant::F32(TILE_PX as f32 / TILE_M)),
    ],
};

const ONE_ARRAY: Shader = Shader {
    name: "terrain",
    parts: &[
        &GLOBALS_WGSL,
        &LIGHTS_WGSL,
        &NODE_WGSL,
        &PALETTE_WGSL,
        &TILES_WGSL,
        &ONE_ARRAY_WGSL,
        &MODES_WGSL,
        &TERRAIN_WGSL,
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

const FOUR_ARRAYS: Shader = Shader {
    name: "terrain with four texture arrays",
    parts: &[
        &GLOBALS_WGSL,
        &LIGHTS_WGSL,
        &NODE_WGSL,
        &PALETTE_WGSL,
        &TILES_WGSL,
        &FOUR_ARRAYS_WGSL,
        &MODES_WGSL,
        &TERRAIN_WGSL,
    ],
    bindings: &[&globals::BINDINGS, &SPLIT_BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

struct TerrainRenderer {
    layouts: Arc<SharedLayouts>,
    one_array: ShaderModule,
    four_arrays: ShaderModule,
    /// By variant, and by whether tile textures are split over several arrays.
    pipelines: PipelineCache<(TerrainVariant, bool)>,
}

impl TerrainRenderer {
    fn new(layouts: &Arc<SharedLayouts>) -> TerrainRenderer {
        TerrainRenderer {
            layouts: layouts.clone(),
            one_array: ShaderModule::new(&ONE_ARRAY),
            four_arrays: ShaderModule::new(&FOUR_ARRAYS),
            pipelines: PipelineCache::new(),
        }
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext, variant: TerrainVariant, split: bool) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, (variant, split), move |gpu, target| {
            let shader = if split { &renderer.four_arrays } else { &renderer.one_array };
            let groups = [&renderer.layouts.globals.0, renderer.layouts.terrain.layout(split)];
            PipelineBuilder::new("terrain", shader, variant.entry_points(), groups)
                .vertices(&INSTANCES)
                .constants(&variant.constants())
                .cull_back()
                .depth(Depth::Write)
                .blend(variant.blend())
                .build(gpu, target)
        })
    }
}

impl Renderer for TerrainRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(TerrainDrawData { renderer: self, pipelines: Vec::new() })
    }
}

/// The nodes are in [`TerrainResources`], which other drawers use as well.
struct TerrainDrawData {
    renderer: Arc<TerrainRenderer>,
    /// The pipelines of the surfaces in this frame.
    pipelines: Vec<(Surface, Pipeline)>,
}

impl DrawData for TerrainDrawData {
    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        self.pipelines.clear();
        let Some(terrain) = frame.terrain else { return };
        self.pipelines.extend(terrain.lists.surfaces().map(|surface| {
            let variant = TerrainVariant::new(surface, terrain, frame);
            (surface, self.renderer.pipeline(frame, variant, terrain.tiles.is_split()))
        }));
    }

    fn draw(&self, _phase: Phase, terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let Some(terrain) = terrain else { return };
        if !terrain.set_group(pass) {
            return;
        }
        for (surface, pipeline) in &self.pipelines {
            pass.set_pipeline(pipeline);
            terrain.lists.draw(pass, *surface);
        }
    }
}
