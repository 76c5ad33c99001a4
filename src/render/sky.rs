//! The sky: gradient, stars, sun and clouds on one triangle over the whole target, drawn behind everything else.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{Pipeline, PipelineBuilder, PipelineCache, switch};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::terrain::TerrainResources;
use crate::render::textures::{smooth_sampler, upload};
use crate::render::view::{FrameStats, GpuMemory};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::cull::Frustum;
use crate::scene::{SceneUpdate, Sky};
use glam::{Mat4, Vec3};
use std::f32::consts::SQRT_2;
use std::sync::Arc;

pub(crate) const DRAWER: Drawer = Drawer {
    phases: &[Phase::Sky],
    shaders: &[&SHADER],
    renderer: |gpu, layouts| Arc::new(SkyRenderer::new(gpu, layouts)),
};

const SHADER: Shader = Shader {
    name: "sky",
    parts: &[&GLOBALS_WGSL, &ShaderPart { wgsl: include_str!("../../shaders/sky.wgsl"), constants: &[] }],
    bindings: &[&globals::BINDINGS, &BINDINGS],
    uniforms: globals::UNIFORMS,
    vertices: &[],
};

const BINDINGS: BindingTable<SkyTextures> = BindingTable {
    label: "sky",
    group: 1,
    bindings: &[&[
        Binding(0, "sky_sampler", Resource::Sampler(|sky| &sky.sampler)),
        Binding(1, "sun_disk", Resource::Texture(|sky| &sky.views[0])),
        Binding(2, "sun_glow", Resource::Texture(|sky| &sky.views[1])),
        Binding(3, "sun_flare", Resource::Texture(|sky| &sky.views[2])),
        Binding(4, "clouds_1", Resource::Texture(|sky| &sky.views[3])),
        Binding(5, "clouds_2", Resource::Texture(|sky| &sky.views[4])),
    ]],
};

/// Disk, glow and flare of the sun, then the two cloud layers.
struct SkyTextures {
    sampler: wgpu::Sampler,
    views: [wgpu::TextureView; 5],
}

struct SkyRenderer {
    layouts: Arc<SharedLayouts>,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    shader: ShaderModule,
    pipelines: PipelineCache<SkyVariant>,
}

/// What a sky shows, as override constants of shaders/sky.wgsl. A software driver computes stars, sun and clouds for every
/// pixel, seen or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct SkyVariant {
    stars: bool,
    sun: bool,
    clouds: [bool; 2],
}

impl SkyVariant {
    fn new(frame: &FrameContext) -> SkyVariant {
        let atmosphere = &frame.options.atmosphere;
        let half_width = atmosphere.sun_parts.iter().map(|part| part.half_width).fold(0.0, f32::max);
        SkyVariant {
            stars: atmosphere.stars > 0.0,
            sun: atmosphere.sun.is_some_and(|sun| sees_sun(frame.view.clip_from_eye, sun, half_width)),
            clouds: atmosphere.clouds.map(|layer| layer.w > 0.0),
        }
    }
}

/// Whether a part of the images around the sun may be in the picture. `half_width` is the tangent of an angle.
fn sees_sun(clip_from_eye: Mat4, sun: Vec3, half_width: f32) -> bool {
    /// Far beyond the near plane.
    const DISTANCE_M: f32 = 1e4;
    let (center, reach) = (sun * DISTANCE_M, Vec3::splat(DISTANCE_M * half_width * SQRT_2));
    Frustum::new(clip_from_eye).sees_box(center - reach, center + reach)
}

impl SkyRenderer {
    fn new(gpu: &Gpu, layouts: &Arc<SharedLayouts>) -> SkyRenderer {
        SkyRenderer {
            layouts: layouts.clone(),
            layout: BINDINGS.layout(gpu),
            sampler: smooth_sampler(gpu, wgpu::AddressMode::Repeat, 1),
            shader: ShaderModule::new(&SHADER),
            pipelines: PipelineCache::new(),
        }
    }

    fn pipeline(self: &Arc<Self>, frame: &FrameContext) -> Pipeline {
        let variant = SkyVariant::new(frame);
        let renderer = self.clone();
        self.pipelines.get(frame, variant, move |gpu, target| {
            let groups = [&renderer.layouts.globals.0, &renderer.layout];
            PipelineBuilder::new("sky", &renderer.shader, ["vs_sky", "fs_sky"], groups)
                .constants(&[
                    ("STARS", switch(variant.stars)),
                    ("SUN_IMAGES", switch(variant.sun)),
                    ("CLOUDS_1", switch(variant.clouds[0])),
                    ("CLOUDS_2", switch(variant.clouds[1])),
                ])
                .build(gpu, target)
        })
    }

    /// Group 1 of these images. A missing image contributes nothing.
    fn group(&self, gpu: &Gpu, images: [Option<&MipImage>; 5]) -> SkyGroup {
        let none = MipImage::plain([0; 4]);
        let views = images.map(|image| upload(gpu, "sky", image.unwrap_or(&none)));
        let textures = SkyTextures { sampler: self.sampler.clone(), views };
        SkyGroup {
            group: BINDINGS.group(gpu, &self.layout, &textures),
            texture_bytes: images.iter().flatten().map(|image| image.bytes()).sum(),
        }
    }
}

impl Renderer for SkyRenderer {
    fn draw_data(self: Arc<Self>, gpu: &Gpu) -> Box<dyn DrawData> {
        let images = self.group(gpu, [None; 5]);
        Box::new(SkyDrawData { renderer: self, pipeline: None, images, clouds: None, is_stale: false })
    }
}

struct SkyGroup {
    group: wgpu::BindGroup,
    texture_bytes: u64,
}

struct SkyDrawData {
    renderer: Arc<SkyRenderer>,
    pipeline: Option<Pipeline>,
    images: SkyGroup,
    /// Indices of the cloud images in `images`.
    clouds: Option<[usize; 2]>,
    /// The images belong to the previous sky.
    is_stale: bool,
}

impl DrawData for SkyDrawData {
    fn apply(&mut self, _gpu: &Gpu, update: &SceneUpdate) {
        self.is_stale |= matches!(update, SceneUpdate::Terrain(_) | SceneUpdate::Sky(_));
    }

    fn clear(&mut self) {
        self.is_stale = true;
    }

    fn prepare(&mut self, frame: &FrameContext, _stats: &mut FrameStats) {
        self.pipeline = None;
        let clouds = frame.options.atmosphere.cloud_images;
        if self.is_stale || self.clouds != clouds {
            let sky = frame.scene.sky.as_deref().zip(clouds);
            self.images = self.renderer.group(frame.gpu, sky.map_or([None; 5], |(sky, clouds)| images(sky, clouds)));
            (self.clouds, self.is_stale) = (clouds, false);
        }
        if frame.options.sky {
            self.pipeline = Some(self.renderer.pipeline(frame));
        }
    }

    fn draw(&self, _phase: Phase, _terrain: Option<&TerrainResources>, pass: &mut DrawPass) {
        if let Some(pipeline) = &self.pipeline {
            pass.set_pipeline(pipeline);
            pass.set_group(&self.images.group);
            pass.draw(0..3, 0..1);
        }
    }

    fn memory(&self) -> GpuMemory {
        GpuMemory { buffers: 0, textures: self.images.texture_bytes }
    }
}

fn images(sky: &Sky, clouds: [usize; 2]) -> [Option<&MipImage>; 5] {
    let [disk, glow, flare] = sky.sun.each_ref().map(Option::as_ref);
    let [first, second] = clouds.map(|cloud| sky.clouds[cloud].as_ref());
    [disk, glow, flare, first, second]
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::camera::lh::{proj::directx, view};

    /// Images whose corner is in the picture are drawn, others are not.
    #[test]
    fn the_sun_is_left_out_where_it_cannot_be_seen() {
        // 60 degrees high and 90 degrees wide
        let projection = directx::perspective_infinite_reverse(std::f32::consts::FRAC_PI_3, 3.0_f32.sqrt(), 0.5);
        let clip_from_eye = projection * view::look_to_mat4(Vec3::ZERO, Vec3::Z, Vec3::Y);
        let sees = |degrees: f32, half_width| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            sees_sun(clip_from_eye, Vec3::new(sin, 0.0, cos), half_width)
        };
        assert!(sees(0.0, 0.1) && sees(44.0, 0.0) && sees(50.0, 0.3));
        assert!(!sees(50.0, 0.01) && !sees(180.0, 0.5));
    }
}
