//! Uniforms of a frame that all shaders share: group 0.

use crate::formats::gtd::TextureTable;
use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::gpu::Gpu;
use crate::render::shader::{Constant, ShaderPart};
use crate::render::vertex::{UniformLayout, uniform_layout};
use crate::scene::lights::{LIGHT_LIMIT, MATERIAL_AMBIENT, SceneLight};
use crate::scene::space::TILE_M;
use crate::scene::surface_light::{FILL_CONTRAST, FULL_SHADOW, HIDDEN_SKY};
use bytemuck::{Pod, Zeroable};
use glam::{DVec3, Mat4, Vec2, Vec3};

/// Maximum number of tile textures of a zone.
pub(crate) const TEXTURE_LIMIT: usize = TextureTable::REACHABLE;

/// One bit for each tile texture: bit `i % 32` of word `i / 32`, four words to a vector.
pub(crate) type TextureBits = [[u32; 4]; TEXTURE_LIMIT / 128];

/// The array layer of each tile texture: 16 bits, two textures to a word, four words to a vector.
pub(crate) type TextureLayers = [[u32; 4]; TEXTURE_LIMIT / 8];

/// The uniform block: `Globals` in shaders/lib/globals.wgsl, which describes the members.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub(crate) struct Globals {
    pub clip_from_eye: Mat4,
    pub eye_from_clip: Mat4,
    pub eye_m: Vec3,
    pub time_secs: f32,
    pub light: Vec3,
    pub zone_extent_m: f32,
    pub fog_color: Vec3,
    pub fog_per_m: f32,
    pub zenith_color: Vec3,
    pub star_brightness: f32,
    pub sun_direction: Vec3,
    pub sun_is_up: u32,
    pub sun_disk: SunImage,
    pub sun_glow: SunImage,
    pub sun_flare: SunImage,
    pub clouds_1: CloudLayer,
    pub clouds_2: CloudLayer,
    pub line_half_width: Vec2,
    pub tile_fade_m: Vec2,
    pub height_range_m: Vec2,
    pub tile_level: f32,
    pub highlight: u32,
    pub contour_step_m: f32,
    pub px_per_pt: f32,
    pub point_light_count: u32,
    pub padding: f32,
    pub sun_light_direction: Vec3,
    pub padding_1: f32,
    pub sun_light_color: Vec3,
    pub padding_2: f32,
    pub fill_light_direction: Vec3,
    pub padding_3: f32,
    pub fill_light_color: Vec3,
    pub padding_4: f32,
    pub ambient_light: Vec3,
    pub padding_5: f32,
    pub haze_zenith_color: Vec3,
    pub border_m: f32,
    pub sea_color: Vec3,
    pub sea_m: f32,
    pub point_lights: [PointLight; LIGHT_LIMIT],
    pub ready: TextureBits,
    pub layer_of: TextureLayers,
}

/// A layer of the sun.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub(crate) struct SunImage {
    pub color: Vec3,
    pub half_width: f32,
}

/// A layer of clouds.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub(crate) struct CloudLayer {
    pub color: Vec3,
    pub cover: f32,
}

/// A point light of the frame.
#[repr(C)]
#[derive(Clone, Copy, Default, Pod, Zeroable)]
pub(crate) struct PointLight {
    pub from_eye: Vec3,
    pub range_m: f32,
    pub diffuse: Vec3,
    pub fade_from_m: f32,
    pub ambient: Vec3,
    pub padding_1: f32,
    pub attenuation: Vec3,
    pub padding_2: f32,
}

impl PointLight {
    /// The lights of a frame, up to the limit, and their number.
    pub fn list(lights: &[SceneLight], eye: DVec3) -> ([PointLight; LIGHT_LIMIT], u32) {
        let mut list = [PointLight::default(); LIGHT_LIMIT];
        for (entry, light) in list.iter_mut().zip(lights) {
            *entry = PointLight {
                from_eye: (light.position_m.as_dvec3() - eye).as_vec3(),
                range_m: light.range_m,
                diffuse: light.diffuse,
                fade_from_m: light.fade_from_m,
                ambient: light.ambient * MATERIAL_AMBIENT,
                attenuation: light.attenuation,
                ..PointLight::default()
            };
        }
        (list, lights.len().min(LIGHT_LIMIT) as u32)
    }
}

/// The structs of the block.
pub(crate) const UNIFORMS: &[&UniformLayout] = &[
    &uniform_layout!(Globals {
        clip_from_eye,
        eye_from_clip,
        eye_m,
        time_secs,
        light,
        zone_extent_m,
        fog_color,
        fog_per_m,
        zenith_color,
        star_brightness,
        sun_direction,
        sun_is_up,
        sun_disk,
        sun_glow,
        sun_flare,
        clouds_1,
        clouds_2,
        line_half_width,
        tile_fade_m,
        height_range_m,
        tile_level,
        highlight,
        contour_step_m,
        px_per_pt,
        point_light_count,
        padding,
        sun_light_direction,
        padding_1,
        sun_light_color,
        padding_2,
        fill_light_direction,
        padding_3,
        fill_light_color,
        padding_4,
        ambient_light,
        padding_5,
        haze_zenith_color,
        border_m,
        sea_color,
        sea_m,
        point_lights,
        ready,
        layer_of,
    }),
    &uniform_layout!(SunImage { color, half_width }),
    &uniform_layout!(CloudLayer { color, cover }),
    &uniform_layout!(PointLight {
        from_eye,
        range_m,
        diffuse,
        fade_from_m,
        ambient,
        padding_1,
        attenuation,
        padding_2
    }),
];

/// The declarations that all shaders begin with.
pub(crate) const GLOBALS_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../shaders/lib/globals.wgsl"),
    constants: &[
        ("TILE_M", Constant::F32(TILE_M)),
        ("TEXTURE_WORDS", Constant::U32(TEXTURE_LIMIT as u32 / 128)),
        ("LIGHT_LIMIT", Constant::U32(LIGHT_LIMIT as u32)),
        ("LAYER_WORDS", Constant::U32(TEXTURE_LIMIT as u32 / 8)),
    ],
};

/// The light of sky and point lights, for shaders that draw lit surfaces.
pub(crate) const LIGHTS_WGSL: ShaderPart =
    ShaderPart { wgsl: include_str!("../../shaders/lib/lights.wgsl"), constants: &LIGHT_CONSTANTS };

const LIGHT_CONSTANTS: [(&str, Constant); 3] = [
    ("FULL_SHADOW", Constant::F32(FULL_SHADOW)),
    ("HIDDEN_SKY", Constant::F32(HIDDEN_SKY)),
    ("FILL_CONTRAST", Constant::F32(FILL_CONTRAST)),
];

/// Bindings of group 0.
pub(crate) const BINDINGS: BindingTable<wgpu::Buffer> = BindingTable {
    label: "globals",
    group: 0,
    bindings: &[&[Binding(0, "globals", Resource::Uniform(|buffer| buffer))]],
};

/// Layout of group 0.
pub(crate) struct GlobalsLayout(pub wgpu::BindGroupLayout);

impl GlobalsLayout {
    pub fn new(gpu: &Gpu) -> GlobalsLayout {
        GlobalsLayout(BINDINGS.layout(gpu))
    }
}

/// Group 0 of a scene view.
pub(crate) struct GlobalsGroup {
    pub group: wgpu::BindGroup,
    buffer: wgpu::Buffer,
}

impl GlobalsGroup {
    /// Creates the uniform buffer and its bind group, with zeroed values.
    pub fn new(gpu: &Gpu, layout: &GlobalsLayout) -> GlobalsGroup {
        let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("globals"),
            size: size_of::<Globals>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        GlobalsGroup { group: BINDINGS.group(gpu, &layout.0, &buffer), buffer }
    }

    /// Writes the values of a frame.
    pub fn write(&self, gpu: &Gpu, globals: &Globals) {
        gpu.write_buffer(&self.buffer, 0, bytemuck::bytes_of(globals));
    }
}
