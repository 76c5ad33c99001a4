//! The sky: gradient, stars, sun and clouds on one triangle over the whole target, drawn behind everything else.

use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::drawer::{DrawData, DrawPass, Drawer, FrameContext, Phase, Renderer, SharedLayouts};
use crate::render::globals::{self, GLOBALS_WGSL};
use crate::render::gpu::Gpu;
use crate::render::pipeline::{PipelineBuilder, PipelineCache};
use crate::render::shader::{Shader, ShaderModule, ShaderPart};
use crate::render::terrain::TerrainResources;
use crate::render::textures::{smooth_sampler, upload};
use crate::render::view::{FrameStats, GpuMemory};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::{SceneUpdate, Sky};
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
    pipelines: PipelineCache<()>,
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

    fn pipeline(&self, frame: &FrameContext) -> wgpu::RenderPipeline {
        self.pipelines.get(frame.target, (), || {
            let groups = [&self.layouts.globals.0, &self.layout];
            PipelineBuilder::new("sky", &self.shader, ["vs_sky", "fs_sky"], groups).build(frame.gpu, frame.target)
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
    pipeline: Option<wgpu::RenderPipeline>,
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
