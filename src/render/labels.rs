//! Numbers on contours: which are shown, and the pipeline that draws them.
//!
//! Where they may stand is `terrain::modes::contours`' knowledge; here those that would lie on a nearer one are left out.

use crate::render::draw_list::write_growing;
use crate::render::globals::GlobalsBinding;
use crate::render::glyphs::{self, ADVANCE, HEIGHT, UNIT_PT, glyph_of};
use crate::render::gpu::Gpu;
use crate::render::targets::{blended, depth_state};
use crate::render::textures::upload;
use crate::scene::modes::contours::ContourLabel;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::{Hit, pick};
use crate::scene::terrain::select::ViewParams;
use bytemuck::{Pod, Zeroable};

/// A glyph as the shader takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
struct GlyphInstance {
    /// Where its label stands, relative to the eye.
    anchor: [f32; 3],
    /// Its middle from there, in units to the right.
    right: f32,
    glyph: u32,
}

/// The labels that are shown, and what draws them.
pub struct Labels {
    pipeline: wgpu::RenderPipeline,
    group: wgpu::BindGroup,
    instances: Vec<GlyphInstance>,
    /// Middle and half size in points of those that are shown.
    taken: Vec<[f32; 4]>,
    buffer: Option<wgpu::Buffer>,
}

/// The shader, put together from its parts.
pub fn shader_source() -> String {
    [include_str!("../../shaders/lib/globals.wgsl"), include_str!("../../shaders/labels.wgsl")].join("\n")
}

/// What an eye sees, into a picture of a size.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// What may hide labels.
    pub ground: &'a Terrain,
    /// The eye.
    pub view_params: &'a ViewParams,
    /// The picture's width and height in pixels.
    pub size_px: [u32; 2],
    /// Pixels in a point.
    pub px_per_pt: f32,
}

/// Whether the ground is before the place where a label stands. It is drawn whole or not at all.
fn is_hidden(ground: &Terrain, view_params: &ViewParams, label: &ContourLabel) -> bool {
    let to_label = label.at - view_params.eye;
    let distance_m = to_label.length();
    let before = |hit: Hit| hit.distance_m < distance_m * 0.98 - 1.0;
    !view_params.flat && pick(ground, view_params.eye, to_label / distance_m.max(1e-6)).is_some_and(before)
}

/// Room kept free round a label, in points.
const GAP_PT: f32 = 5.0;

impl Labels {
    /// For targets of a format and a number of samples.
    pub fn new(gpu: &Gpu, globals: &GlobalsBinding, format: wgpu::TextureFormat, samples: u32) -> Labels {
        let (pipeline, layout) = build(gpu, globals, format, samples);
        let ([width, height], texels) = glyphs::atlas();
        let picture = MipImage { width, height, texel: Texel::R8, levels: vec![texels] };
        let view = upload(gpu, "glyphs", &picture);
        let sampler = gpu.device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("glyphs"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            ..Default::default()
        });
        let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("labels"),
            layout: &layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(&view) },
                wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(&sampler) },
            ],
        });
        Labels { pipeline, group, instances: Vec::new(), taken: Vec::new(), buffer: None }
    }

    /// Shows the labels, nearest first, of lines `step_m` apart, as they lie in a sight of a picture's size.
    pub fn set(&mut self, labels: &[ContourLabel], step_m: f32, seen: &Seen) {
        let Seen { ground, view_params, size_px, px_per_pt } = *seen;
        self.instances.clear();
        self.taken.clear();
        for label in labels {
            let text = Number::new(label.line as f64 * f64::from(step_m), step_m);
            let from_eye = (label.at - view_params.eye).as_vec3();
            let clip = view_params.clip_from_eye * from_eye.extend(1.0);
            if clip.w <= 0.0 {
                continue;
            }
            let half_pt = [text.width() * 0.5 * UNIT_PT + GAP_PT, HEIGHT * 0.5 * UNIT_PT + GAP_PT];
            let place = |part: f32, px: u32| part / clip.w * 0.5 * px as f32 / px_per_pt;
            let rect = [place(clip.x, size_px[0]), place(clip.y, size_px[1]), half_pt[0], half_pt[1]];
            if self.taken.iter().any(|other| meet(other, &rect)) || is_hidden(ground, view_params, label) {
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

    /// Shows none.
    pub fn clear(&mut self) {
        self.instances.clear();
    }

    /// Writes them to the GPU.
    pub fn upload(&mut self, gpu: &Gpu) {
        let data = bytemuck::cast_slice(&self.instances);
        write_growing(gpu, &mut self.buffer, "labels", data, wgpu::BufferUsages::VERTEX);
    }

    /// Draws them; tells in how many calls. Group 0 must be set.
    pub fn draw(&self, pass: &mut wgpu::RenderPass) -> u32 {
        let Some(buffer) = self.buffer.as_ref().filter(|_| !self.instances.is_empty()) else { return 0 };
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(1, &self.group, &[]);
        pass.set_vertex_buffer(0, buffer.slice(..));
        pass.draw(0..6, 0..self.instances.len() as u32);
        1
    }
}

/// Whether two places on the screen overlap.
fn meet(a: &[f32; 4], b: &[f32; 4]) -> bool {
    (a[0] - b[0]).abs() < a[2] + b[2] && (a[1] - b[1]).abs() < a[3] + b[3]
}

/// A number as text, with as many places as its step needs; without allocating.
struct Number {
    text: [u8; 16],
    length: usize,
}

impl Number {
    fn new(value: f64, step: f32) -> Number {
        use std::io::Write;
        let places = (0..3).find(|places| {
            let scaled = f64::from(step) * [1.0, 10.0, 100.0][*places];
            (scaled - scaled.round()).abs() < 1e-3
        });
        let mut text = [0; 16];
        let mut rest = &mut text[..];
        // no zero below zero; what is too long to write is cut off
        let _ = write!(rest, "{:.*}", places.unwrap_or(2), value + 0.0);
        let left = rest.len();
        Number { text, length: 16 - left }
    }

    fn bytes(&self) -> &[u8] {
        &self.text[..self.length]
    }

    /// In units.
    fn width(&self) -> f32 {
        self.length as f32 * ADVANCE
    }
}

fn build(
    gpu: &Gpu,
    globals: &GlobalsBinding,
    format: wgpu::TextureFormat,
    samples: u32,
) -> (wgpu::RenderPipeline, wgpu::BindGroupLayout) {
    let shader = gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some("labels"),
        source: wgpu::ShaderSource::Wgsl(shader_source().into()),
    });
    let entry =
        |binding, ty| wgpu::BindGroupLayoutEntry { binding, visibility: wgpu::ShaderStages::FRAGMENT, ty, count: None };
    let texture = wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: true },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    let sampler = wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering);
    let group_layout = gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("labels"),
        entries: &[entry(0, texture), entry(1, sampler)],
    });
    let layout = gpu.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("labels"),
        bind_group_layouts: &[Some(&globals.layout), Some(&group_layout)],
        immediate_size: 0,
    });
    let pipeline = gpu.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("labels"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module: &shader,
            entry_point: Some("vs_glyph"),
            compilation_options: Default::default(),
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<GlyphInstance>() as u64,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32, 2 => Uint32],
            })],
        },
        primitive: wgpu::PrimitiveState::default(),
        depth_stencil: Some(depth_state(false)),
        multisample: wgpu::MultisampleState { count: samples, ..Default::default() },
        fragment: Some(wgpu::FragmentState {
            module: &shader,
            entry_point: Some("fs_glyph"),
            compilation_options: Default::default(),
            targets: &[Some(blended(format))],
        }),
        multiview_mask: None,
        cache: None,
    });
    (pipeline, group_layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_places_that_their_step_needs() {
        let text = |value, step| String::from_utf8(Number::new(value, step).bytes().to_vec()).unwrap();
        assert_eq!(text(120.0, 10.0), "120");
        assert_eq!(text(-12.5, 2.5), "-12.5");
        assert_eq!(text(0.3, 0.1), "0.3");
        assert_eq!(text(0.25, 0.25), "0.25");
        assert_eq!(text(-0.0, 5.0), "0");
        assert_eq!(text(1e300, 1.0).len(), 16, "cut off, not out of bounds");
    }

    #[test]
    fn places_meet_where_they_overlap() {
        assert!(meet(&[0.0, 0.0, 10.0, 5.0], &[15.0, 4.0, 10.0, 5.0]));
        assert!(!meet(&[0.0, 0.0, 10.0, 5.0], &[25.0, 0.0, 10.0, 5.0]));
        assert!(!meet(&[0.0, 0.0, 10.0, 5.0], &[0.0, 11.0, 10.0, 5.0]));
    }
}
