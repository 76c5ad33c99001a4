//! Height labels on contours.
//!
//! `scene::modes::contours` finds their places; labels that would overlap a nearer one on the screen are left out here.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::glyphs::{self, ADVANCE, CELL, GLYPH_COUNT, HEIGHT, UNIT_PT, glyph_of};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Blend, Pipeline, PipelineBuilder, PipelineCache};
use crate::render::shader::{Constant, Shader, ShaderModule, ShaderPart};
use crate::render::terrain::TerrainResources;
use crate::render::textures::upload;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::render::view::FrameStats;
use crate::scene::modes::contours::{ContourLabel, LabelPlaces};
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::{Hit, pick};
use crate::scene::terrain::select::ViewParams;
use bytemuck::{Pod, Zeroable};
use std::sync::{Arc, OnceLock};

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Overlay],
    shaders: &[&SHADER],
    renderer: |gpu, layouts| Arc::new(LabelRenderer::new(gpu, layouts)),
};

const SHADER: Shader = Shader {
    name: "labels",
    parts: &[
        &GLOBALS_WGSL,
        &ShaderPart {
            wgsl: include_str!("../../shaders/labels.wgsl"),
            constants: &[
                ("CELL", Constant::Vec2([CELL[0] as f32, CELL[1] as f32])),
                ("GLYPH_COUNT", Constant::U32(GLYPH_COUNT)),
                ("GLYPH_RANGE", Constant::F32(glyphs::RANGE)),
                ("UNIT_PT", Constant::F32(UNIT_PT)),
            ],
        },
    ],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[&INSTANCES],
};

const BINDINGS: BindingTable<GlyphAtlas> = BindingTable {
    label: "labels",
    group: 1,
    bindings: &[&[
        Binding(0, "glyphs", Resource::Texture(|atlas| &atlas.view)),
        Binding(1, "glyph_sampler", Resource::Sampler(|atlas| &atlas.sampler)),
    ]],
};

/// Distance fields of all glyphs.
struct GlyphAtlas {
    view: wgpu::TextureView,
    sampler: wgpu::Sampler,
}

/// Instance data of a glyph.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
struct GlyphInstance {
    /// Place of the label, relative to the eye.
    anchor: [f32; 3],
    /// Offset of the glyph's center to the right, in units.
    right: f32,
    /// Index in the atlas.
    glyph: u32,
}

const INSTANCES: VertexLayout =
    vertex_layout!(GlyphInstance, Instance { anchor: Float32x3, right: Float32, glyph: Uint32 });

struct LabelRenderer {
    layouts: Arc<SharedLayouts>,
    layout: wgpu::BindGroupLayout,
    shader: ShaderModule,
    pipelines: PipelineCache<()>,
    /// Group 1; created with the first label, because the atlas takes a moment to compute.
    atlas: OnceLock<wgpu::BindGroup>,
}

impl LabelRenderer {
    fn new(gpu: &Gpu, layouts: &Arc<SharedLayouts>) -> LabelRenderer {
        LabelRenderer {
            layouts: layouts.clone(),
            layout: BINDINGS.layout(gpu),
            shader: ShaderModule::new(&SHADER),
            pipelines: PipelineCache::new(),
            atlas: OnceLock::new(),
        }
    }

    fn atlas(&self, gpu: &Gpu) -> wgpu::BindGroup {
        let group = self.atlas.get_or_init(|| BINDINGS.group(gpu, &self.layout, &GlyphAtlas::new(gpu)));
        group.clone()
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext) -> Pipeline {
        let renderer = self.clone();
        self.pipelines.get(frame, (), move |gpu, target| {
            let groups = [&renderer.layouts.globals.0, &renderer.layout];
            PipelineBuilder::new("labels", &renderer.shader, ["vs_glyph", "fs_glyph"], groups)
                .vertices(&INSTANCES)
                .blend(Blend::Alpha)
                .build(gpu, target)
        })
    }
}

impl GlyphAtlas {
    fn new(gpu: &Gpu) -> GlyphAtlas {
        let ([width, height], texels) = glyphs::atlas();
        let image = MipImage { width, height, texel: Texel::R8, levels: vec![texels] };
        let sampler = gpu.device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("glyphs"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            ..Default::default()
        });
        GlyphAtlas { view: upload(gpu, "glyphs", &image), sampler }
    }
}

impl Renderer for LabelRenderer {
    fn draw_data(self: Arc<Self>, _gpu: &Gpu) -> Box<dyn DrawData> {
        Box::new(LabelDrawData {
            renderer: self,
            pipeline: None,
            places: LabelPlaces::default(),
            instances: Vec::new(),
            taken: Vec::new(),
            buffer: GrowingBuffer::new("labels", wgpu::BufferUsages::VERTEX),
        })
    }
}

struct LabelDrawData {
    renderer: Arc<LabelRenderer>,
    /// Pipeline and atlas of this frame; none without labels.
    pipeline: Option<(Pipeline, wgpu::BindGroup)>,
    places: LabelPlaces,
    instances: Vec<GlyphInstance>,
    /// Center and half size in points of the drawn labels.
    taken: Vec<[f32; 4]>,
    buffer: GrowingBuffer,
}

impl DrawData for LabelDrawData {
    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        self.instances.clear();
        if let Some(terrain) = frame.terrain.filter(|_| frame.options.overlays.contours) {
            self.place(frame, &terrain.terrain, terrain.contour_step_m(frame.options));
        }
        self.buffer.write(frame.gpu, bytemuck::cast_slice(&self.instances));
        let atlas = || (self.renderer.pipeline(frame), self.renderer.atlas(frame.gpu));
        self.pipeline = (!self.instances.is_empty()).then(atlas);
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        let (Some((pipeline, atlas)), Some(buffer)) = (&self.pipeline, self.buffer.get()) else { return };
        pass.set_pipeline(pipeline);
        pass.set_group(atlas);
        pass.set_vertices(buffer);
        pass.draw(0..6, 0..self.instances.len() as u32);
    }
}

/// Space around a label, in points.
const GAP_PT: f32 = 5.0;

impl LabelDrawData {
    /// Places the labels of contours `step_m` apart, nearest first.
    fn place(&mut self, frame: &FrameContext, terrain: &Terrain, step_m: f32) {
        let (view_params, px_per_pt) = (frame.view, frame.markup.px_per_pt);
        self.taken.clear();
        for label in self.places.find(terrain, view_params, step_m, px_per_pt) {
            let text = NumberText::new(label.line as f64 * f64::from(step_m), step_m);
            let from_eye = (label.at - view_params.eye).as_vec3();
            let clip = view_params.clip_from_eye * from_eye.extend(1.0);
            if clip.w <= 0.0 {
                continue;
            }
            let half_pt = [text.width() * 0.5 * UNIT_PT + GAP_PT, HEIGHT * 0.5 * UNIT_PT + GAP_PT];
            let place = |part: f32, px: u32| part / clip.w * 0.5 * px as f32 / px_per_pt;
            let [x, y] = [place(clip.x, frame.size_px[0]), place(clip.y, frame.size_px[1])];
            let rect = [x, y, half_pt[0], half_pt[1]];
            if self.taken.iter().any(|other| overlap(other, &rect)) || is_hidden(terrain, view_params, label) {
                continue;
            }
            self.taken.push(rect);
            let first = -text.width() * 0.5 + ADVANCE * 0.5;
            self.instances.extend(text.bytes().iter().enumerate().map(|(i, character)| GlyphInstance {
                anchor: from_eye.to_array(),
                right: first + i as f32 * ADVANCE,
                glyph: glyph_of(*character),
            }));
        }
    }
}

/// Whether the terrain hides the place of a label. A label is drawn entirely or not at all.
fn is_hidden(terrain: &Terrain, view_params: &ViewParams, label: &ContourLabel) -> bool {
    let to_label = label.at - view_params.eye;
    let distance_m = to_label.length();
    let before = |hit: Hit| hit.distance_m < distance_m * 0.98 - 1.0;
    !view_params.flat && pick(terrain, view_params.eye, to_label / distance_m.max(1e-6)).is_some_and(before)
}

/// Whether two places on the screen overlap.
fn overlap(a: &[f32; 4], b: &[f32; 4]) -> bool {
    (a[0] - b[0]).abs() < a[2] + b[2] && (a[1] - b[1]).abs() < a[3] + b[3]
}

/// Formats a number with the decimals of its step, without allocating.
struct NumberText {
    text: [u8; 16],
    length: usize,
}

impl NumberText {
    fn new(value: f64, step: f32) -> NumberText {
        use std::io::Write;
        let places = (0..3).find(|places| {
            let scaled = f64::from(step) * [1.0, 10.0, 100.0][*places];
            (scaled - scaled.round()).abs() < 1e-3
        });
        let mut text = [0; 16];
        let mut rest = &mut text[..];
        // no "-0"; text that does not fit is cut off
        let _ = write!(rest, "{:.*}", places.unwrap_or(2), value + 0.0);
        let left = rest.len();
        NumberText { text, length: 16 - left }
    }

    fn bytes(&self) -> &[u8] {
        &self.text[..self.length]
    }

    /// Width of the text, in glyph units.
    fn width(&self) -> f32 {
        self.length as f32 * ADVANCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_places_that_their_step_needs() {
        let text = |value, step| String::from_utf8(NumberText::new(value, step).bytes().to_vec()).unwrap();
        assert_eq!(text(120.0, 10.0), "120");
        assert_eq!(text(-12.5, 2.5), "-12.5");
        assert_eq!(text(0.3, 0.1), "0.3");
        assert_eq!(text(0.25, 0.25), "0.25");
        assert_eq!(text(-0.0, 5.0), "0");
        assert_eq!(text(1e300, 1.0).len(), 16, "cut off, not out of bounds");
    }

    #[test]
    fn places_meet_where_they_overlap() {
        assert!(overlap(&[0.0, 0.0, 10.0, 5.0], &[15.0, 4.0, 10.0, 5.0]));
        assert!(!overlap(&[0.0, 0.0, 10.0, 5.0], &[25.0, 0.0, 10.0, 5.0]));
        assert!(!overlap(&[0.0, 0.0, 10.0, 5.0], &[0.0, 11.0, 10.0, 5.0]));
    }
}
