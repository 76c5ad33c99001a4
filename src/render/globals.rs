//! What all shaders of a frame share: group 0. `shaders/lib/globals.wgsl` is its other half; a test holds them together.

use crate::render::gpu::Gpu;
use bytemuck::{Pod, Zeroable};
use glam::{Mat4, Vec4};

/// Textures that may be on their way: one bit each.
pub const TEXTURE_LIMIT: usize = 1024;

/// The frame's uniform block.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct Globals {
    /// Takes eye-relative world positions to clip space.
    pub clip_from_eye: Mat4,
    /// The other way round.
    pub eye_from_clip: Mat4,
    /// The eye in world meters; w: seconds of animation.
    pub eye: Vec4,
    /// Light on the ground by color, 1 = the texture's own; w: half a line's width as a part of half the picture's width.
    pub light: Vec4,
    /// Fog color; w: density per meter, 0 for none.
    pub fog: Vec4,
    /// x, y: meters between which tiles give way to the color map; z: the zone's side in meters; w: half a line's
    /// width as a part of half the picture's height.
    pub ground: Vec4,
    /// x, y: lowest and highest height in meters; z: fixed level of tile textures, used by the map; w: index
    /// of the tile texture that is lit up.
    pub height: Vec4,
    /// The zenith's color; w: how bright stars are, 0 to 1.
    pub sky: Vec4,
    /// Direction to the sun; w: 1 where it is drawn.
    pub sun: Vec4,
    /// Color and half width (as the tangent of an angle) of the sun's disk.
    pub sun_disk: Vec4,
    /// Of its glow.
    pub sun_glow: Vec4,
    /// Of its flare.
    pub sun_flare: Vec4,
    /// Color and cover of the first layer of clouds.
    pub clouds_1: Vec4,
    /// Of the second.
    pub clouds_2: Vec4,
    /// x: meters between contours; y: pixels in a point of the screen.
    pub marks: Vec4,
    /// Bit i: tile texture i has arrived.
    pub ready: [[u32; 4]; TEXTURE_LIMIT / 128],
}

/// Group 0: the frame's uniforms.
pub struct GlobalsBinding {
    /// Its layout.
    pub layout: wgpu::BindGroupLayout,
    /// The group.
    pub group: wgpu::BindGroup,
    buffer: wgpu::Buffer,
}

impl GlobalsBinding {
    /// An empty block.
    pub fn new(gpu: &Gpu) -> GlobalsBinding {
        let layout = gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("globals"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            }],
        });
        let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("globals"),
            size: size_of::<Globals>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("globals"),
            layout: &layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: buffer.as_entire_binding() }],
        });
        GlobalsBinding { layout, group, buffer }
    }

    /// Sets the frame's values.
    pub fn write(&self, gpu: &Gpu, globals: &Globals) {
        gpu.queue.write_buffer(&self.buffer, 0, bytemuck::bytes_of(globals));
    }
}
