//! Overlays on the terrain: grids, edges, contours, the grass mask, and tints of marks and changes, drawn in a second pass over the visible cells.

use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Pipeline, PipelineBuilder, PipelineCache, switch};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::draw_lists::INSTANCES;
use crate::render::terrain::zone_images::ZoneImages;
use crate::render::terrain::{self, NODE_WGSL, PALETTE_WGSL, TerrainResources};
use crate::render::view::FrameStats;
use crate::scene::modes::Overlays;
use crate::scene::modes::contours::MAJOR;
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::space::PATCH_TILES;
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Decal],
    shaders: &[&SHADER],
    renderer: |_, layouts| Arc::new(OverlayRenderer::new(layouts)),
};

const SHADER: Shader = Shader {
    name: "overlays",
    parts: &[
        &GLOBALS_WGSL,
        &NODE_WGSL,
        &PALETTE_WGSL,
        &ShaderPart {
            wgsl: include_str!("../../shaders/overlays.wgsl"),
            constants: &[("MAJOR", Constant::F32(MAJOR as f32)), ("PATCH_TILES", Constant::F32(PATCH_TILES as f32))],
        },
    ],
    bindings: &[&globals::BINDINGS, &terrain::BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

/// Overlays that are drawn on the terrain; all others are drawn as lines and triangles in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct OverlayVariant {
    wireframe: bool,
    tiles: bool,
    patches: bool,
    contours: bool,
    grass: bool,
    ground_tint: bool,
    fog: bool,
}

impl OverlayVariant {
    /// The variant of a set of overlays; none if the set has no overlay on the terrain.
    fn new(overlays: Overlays, images: &ZoneImages, fog: bool) -> Option<OverlayVariant> {
        let Overlays { wireframe, tiles, patches, contours, grass, .. } = overlays;
        let grass = grass && images.has(ZoneImage::Grass);
        let ground_tint = images.has(ZoneImage::GroundTint);
        let any = wireframe || tiles || patches || contours || grass || ground_tint;
        any.then_some(OverlayVariant { wireframe, tiles, patches, contours, grass, ground_tint, fog })
    }
}

/// Whether a set has overlays on the terrain.
pub(crate) fn draws_on_terrain(overlays: Overlays, images: &ZoneImages) -> bool {
    OverlayVariant::new(overlays, images, false).is_some()
}

struct OverlayRenderer {
    layouts: Arc<SharedLayouts>,
    shader: ShaderModule,
    /// By variant, and by whether tile textures are split over several arrays.
    pipelines: PipelineCache<(OverlayVariant, bool)>,
}

impl OverlayRenderer {
    fn new(layouts: &Arc<SharedLayouts>) -> OverlayRenderer {
        let pipelines = PipelineCache::new();
        OverlayRenderer { layouts: layouts.clone(), shader: ShaderModule::new(&SHADER), pipelines }
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext, variant: OverlayVariant, split: bool) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, (variant, split), move |gpu, target| {
            let groups = [&renderer.layouts.globals.0, renderer.layouts.terrain.layout(split)];
            PipelineBuilder::new("overlays", &renderer.shader, ["vs_overlay", "fs_overlay"], groups)
                .vertices(&INSTANCES)
                .constants(&[
                    ("WIREFRAME", switch(variant.wireframe)),
                    ("TILES", switch(variant.tiles)),
                    ("PATCHES", switch(variant.patches)),
                    ("CONTOURS", switch(variant.contours)),
                    ("GRASS", switch(variant.grass)),
                    ("GROUND_TINT", switch(variant.ground_tint)),
                    ("FOG", switch(variant.fog)),
                ])
                .cull_back()
                .blend(Blend::PremultipliedAlpha)
                .build(gpu, target)
        })
    }
}

impl Renderer for OverlayRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(OverlayDrawData { renderer: self, pipeline: None })
    }
}

struct OverlayDrawData {
    renderer: Arc<OverlayRenderer>,
    /// The pipeline of this frame; none if there is nothing to draw.
    pipeline: Option<Pipeline>,
}

impl DrawData for OverlayDrawData {
    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        self.pipeline = frame.terrain.and_then(|terrain| {
            let variant = OverlayVariant::new(frame.options.overlays, &terrain.images, frame.has_fog())?;
            Some(self.renderer.pipeline(frame, variant, terrain.tiles.is_split()))
        });
    }

    fn draw(&self, _phase: Phase, terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some(pipeline), Some(terrain)) = (&self.pipeline, terrain) else { return };
        if terrain.set_group(pass) {
            pass.set_pipeline(pipeline);
            terrain.lists.draw_cells(pass);
        }
    }
}
