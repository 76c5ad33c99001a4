//! Render pipelines: one builder for all drawers, and a cache by target format and variant.

use crate::platform::thread;
use crate::render::drawer::FrameContext;
use crate::render::gpu::Gpu;
use crate::render::shader::ShaderModule;
use crate::render::targets::DEPTH_FORMAT;
use crate::render::vertex::VertexLayout;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Properties of the color target that pipelines must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TargetFormat {
    /// Format of the target; must not be sRGB.
    pub color: wgpu::TextureFormat,
    /// Samples per pixel, 1 for no multisampling.
    pub samples: u32,
}

/// Blending of fragments with the color target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Blend {
    /// The fragment replaces the target.
    Replace,
    /// The fragment covers the target by its alpha.
    Alpha,
    /// As `Alpha`, for premultiplied colors.
    PremultipliedAlpha,
    /// The fragment is added to the target.
    Add,
}

/// Depth test. Depth is reversed: nearer or equal fragments pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// For passes without a depth buffer.
    None,
    /// Tested, but not written.
    Test,
    Write,
}

/// Describes a render pipeline of triangles. Defaults: no vertex buffers, no culling, colors replaced, depth tested and
/// not written.
pub(crate) struct PipelineBuilder<'a> {
    label: &'static str,
    groups: Vec<&'a wgpu::BindGroupLayout>,
    shader: &'a ShaderModule,
    entry_points: [&'static str; 2],
    vertices: Vec<&'static VertexLayout>,
    constants: &'a [(&'a str, f64)],
    culls_back: bool,
    blend: Blend,
    depth: Depth,
    alpha_to_coverage: bool,
}

impl<'a> PipelineBuilder<'a> {
    /// Starts with the vertex and the fragment entry point of a shader module.
    pub fn new(
        label: &'static str,
        shader: &'a ShaderModule,
        entry_points: [&'static str; 2],
        groups: impl IntoIterator<Item = &'a wgpu::BindGroupLayout>,
    ) -> PipelineBuilder<'a> {
        PipelineBuilder {
            label,
            groups: groups.into_iter().collect(),
            shader,
            entry_points,
            vertices: Vec::new(),
            constants: &[],
            culls_back: false,
            blend: Blend::Replace,
            depth: Depth::Test,
            alpha_to_coverage: false,
        }
    }

    /// Adds the layout of vertices or instances in the next slot, beginning with 0.
    pub fn vertices(mut self, layout: &'static VertexLayout) -> PipelineBuilder<'a> {
        self.vertices.push(layout);
        self
    }

    /// Lets the alpha of a fragment decide how many samples of a pixel it covers.
    pub fn alpha_to_coverage(self) -> PipelineBuilder<'a> {
        PipelineBuilder { alpha_to_coverage: true, ..self }
    }

    /// Sets override constants of the shader.
    pub fn constants(self, constants: &'a [(&'a str, f64)]) -> PipelineBuilder<'a> {
        PipelineBuilder { constants, ..self }
    }

    /// Culls back faces: front faces are clockwise on the screen, as in the client's left-handed world.
    pub fn cull_back(self) -> PipelineBuilder<'a> {
        PipelineBuilder { culls_back: true, ..self }
    }

    /// Sets the blending with the target.
    pub fn blend(self, blend: Blend) -> PipelineBuilder<'a> {
        PipelineBuilder { blend, ..self }
    }

    /// Sets the use of depth.
    pub fn depth(self, depth: Depth) -> PipelineBuilder<'a> {
        PipelineBuilder { depth, ..self }
    }

    /// Creates the pipeline for a target. Drivers compile it meanwhile, which takes milliseconds.
    pub fn build(self, gpu: &Gpu, target: TargetFormat) -> wgpu::RenderPipeline {
        let groups: Vec<_> = self.groups.iter().map(|group| Some(*group)).collect();
        let layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some(self.label),
            bind_group_layouts: &groups,
            immediate_size: 0,
        });
        let buffers: Vec<_> = self.vertices.iter().map(|vertices| Some(vertices.buffer_layout())).collect();
        let module = self.shader.get(gpu);
        let options = wgpu::PipelineCompilationOptions { constants: self.constants, ..Default::default() };
        let [vertex, mut fragment] = self.entry_points;
        if gpu.refuses_pipelines() {
            fragment = "of a driver that refuses it";
        }
        gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(self.label),
            layout: Some(&layout),
            vertex: wgpu::VertexState {
                module,
                entry_point: Some(vertex),
                compilation_options: options.clone(),
                buffers: &buffers,
            },
            primitive: wgpu::PrimitiveState {
                front_face: wgpu::FrontFace::Cw,
                cull_mode: self.culls_back.then_some(wgpu::Face::Back),
                ..Default::default()
            },
            depth_stencil: self.depth.state(),
            multisample: wgpu::MultisampleState {
                count: target.samples,
                alpha_to_coverage_enabled: self.alpha_to_coverage,
                ..Default::default()
            },
            fragment: Some(wgpu::FragmentState {
                module,
                entry_point: Some(fragment),
                compilation_options: options,
                targets: &[Some(wgpu::ColorTargetState {
                    format: target.color,
                    blend: self.blend.state(),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

impl Blend {
    fn state(self) -> Option<wgpu::BlendState> {
        match self {
            Blend::Replace => None,
            Blend::Alpha => Some(wgpu::BlendState::ALPHA_BLENDING),
            Blend::PremultipliedAlpha => Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
            Blend::Add => {
                let one = wgpu::BlendComponent { dst_factor: wgpu::BlendFactor::One, ..wgpu::BlendComponent::REPLACE };
                Some(wgpu::BlendState { color: one, alpha: one })
            }
        }
    }
}

impl Depth {
    fn state(self) -> Option<wgpu::DepthStencilState> {
        (self != Depth::None).then(|| wgpu::DepthStencilState {
            format: DEPTH_FORMAT,
            depth_write_enabled: Some(self == Depth::Write),
            depth_compare: Some(wgpu::CompareFunction::GreaterEqual),
            stencil: Default::default(),
            bias: Default::default(),
        })
    }
}

/// A switch as an override constant.
pub(crate) fn switch(on: bool) -> f64 {
    f64::from(u8::from(on))
}

/// A pipeline of a frame. It is built by the end of the frame's preparation.
#[derive(Clone)]
pub(crate) struct Pipeline(Arc<OnceLock<wgpu::RenderPipeline>>);

impl Pipeline {
    /// Panics if the [`PipelineQueue`] that it was requested with was not built.
    pub fn built(&self) -> &wgpu::RenderPipeline {
        self.0.get().expect("pipelines are built before a frame is drawn")
    }
}

/// Builds a pipeline, from any thread.
type Build = Box<dyn FnOnce(&Gpu) -> wgpu::RenderPipeline + Send>;

/// The pipelines that a frame lacks. Drivers compile each on the thread that builds it, so they are built on several.
#[derive(Default)]
pub(crate) struct PipelineQueue(RefCell<Vec<(Pipeline, Build)>>);

impl PipelineQueue {
    /// Builds all pipelines in the queue.
    pub fn build(self, gpu: &Gpu) {
        let queue = self.0.into_inner();
        let most = queue.len();
        let queue = Mutex::new(queue);
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
        thread::on_all_cores(most, || {
            while let Some((pipeline, build)) = next() {
                let built = build(gpu);
                pipeline.0.get_or_init(|| built);
            }
        });
    }
}

/// Pipelines by target format and by a variant of the drawer, built for the first frame that needs them.
pub(crate) struct PipelineCache<V> {
    pipelines: Mutex<HashMap<(TargetFormat, V), Pipeline>>,
}

impl<V: Copy + Eq + Hash> PipelineCache<V> {
    pub fn new() -> PipelineCache<V> {
        PipelineCache { pipelines: Mutex::default() }
    }

    /// The pipeline of a variant for the target of a frame. `build` is queued with the first request, and is passed that
    /// target.
    pub fn get(
        &self,
        frame: &FrameContext,
        variant: V,
        build: impl FnOnce(&Gpu, TargetFormat) -> wgpu::RenderPipeline + Send + 'static,
    ) -> Pipeline {
        let target = frame.target;
        let mut pipelines = self.pipelines.lock().unwrap_or_else(PoisonError::into_inner);
        let request = || {
            let pipeline = Pipeline(Arc::default());
            frame.pipelines.0.borrow_mut().push((pipeline.clone(), Box::new(move |gpu| build(gpu, target))));
            pipeline
        };
        pipelines.entry((target, variant)).or_insert_with(request).clone()
    }
}
