//! Instances of parts: the vertex data of a part in a frame.

use crate::formats::opd::RenderFlags;
use crate::render::shader::Constant;
use crate::render::vertex::{VertexLayout, vertex_layout};
use crate::scene::objects::light::{PartShading, world_from_normal};
use crate::scene::objects::{Blending, KindPart};
use crate::scene::view_settings::Lighting;
use bytemuck::{Pod, Zeroable};
use glam::{Affine3A, DVec3, Vec3};

/// Bits of [`PartInstance::flags`].
const FLAG_UNLIT: u32 = 1;
const FLAG_NO_FOG: u32 = 2;
const FLAG_SQUARED: u32 = 4;
const FLAG_ONE_SIDED: u32 = 8;
const FLAG_ADDED: u32 = 16;
const FLAG_PREMULTIPLIED: u32 = 32;
const FLAG_DOUBLED: u32 = 64;
const FLAG_TRANSLUCENT: u32 = 128;

/// Constants of the shader.
pub(super) const CONSTANTS: &[(&str, Constant)] = &[
    ("FLAG_UNLIT", Constant::U32(FLAG_UNLIT)),
    ("FLAG_NO_FOG", Constant::U32(FLAG_NO_FOG)),
    ("FLAG_SQUARED", Constant::U32(FLAG_SQUARED)),
    ("FLAG_ONE_SIDED", Constant::U32(FLAG_ONE_SIDED)),
    ("FLAG_ADDED", Constant::U32(FLAG_ADDED)),
    ("FLAG_PREMULTIPLIED", Constant::U32(FLAG_PREMULTIPLIED)),
    ("FLAG_DOUBLED", Constant::U32(FLAG_DOUBLED)),
    ("FLAG_TRANSLUCENT", Constant::U32(FLAG_TRANSLUCENT)),
    ("LIGHTING_SUN", Constant::U32(Lighting::Sun as u32)),
    ("LIGHTING_NONE", Constant::U32(Lighting::None as u32)),
];

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub(super) struct PartInstance {
    row_0: [f32; 4],
    row_1: [f32; 4],
    row_2: [f32; 4],
    normal_0: [f32; 3],
    normal_1: [f32; 3],
    normal_2: [f32; 3],
    array: u32,
    layer: u32,
    flags: u32,
    lights: u32,
}

pub(super) const INSTANCES: VertexLayout = vertex_layout!(
    PartInstance,
    Instance from 3 {
        row_0: Float32x4,
        row_1: Float32x4,
        row_2: Float32x4,
        normal_0: Float32x3,
        normal_1: Float32x3,
        normal_2: Float32x3,
        array: Uint32,
        layer: Uint32,
        flags: Uint32,
        lights: Uint32,
    }
);

impl PartInstance {
    /// A part with its pose, seen from the eye. `texture`: number of the array in its group, and layer. `lights`: set of
    /// the point lights that reach it.
    pub fn new(part: &KindPart, world_from_mesh: Affine3A, eye: DVec3, texture: [u32; 2], lights: u32) -> PartInstance {
        let relative = (Vec3::from(world_from_mesh.translation).as_dvec3() - eye).as_vec3();
        let rows = world_from_mesh.matrix3.transpose();
        let normal_rows = world_from_normal(world_from_mesh).transpose();
        let row = |row: glam::Vec3A, w: f32| [row.x, row.y, row.z, w];
        PartInstance {
            row_0: row(rows.x_axis, relative.x),
            row_1: row(rows.y_axis, relative.y),
            row_2: row(rows.z_axis, relative.z),
            normal_0: normal_rows.x_axis.to_array(),
            normal_1: normal_rows.y_axis.to_array(),
            normal_2: normal_rows.z_axis.to_array(),
            array: texture[0],
            layer: texture[1],
            flags: flags(part, is_double_sided(part, world_from_mesh)),
            lights,
        }
    }
}

fn flags(part: &KindPart, is_double_sided: bool) -> u32 {
    let material = &part.material;
    let shading = PartShading::new(material);
    let blending = Blending::new(material);
    let bits = [
        (shading.is_unlit, FLAG_UNLIT),
        (shading.is_squared, FLAG_SQUARED),
        (shading.is_doubled, FLAG_DOUBLED),
        (shading.is_translucent, FLAG_TRANSLUCENT),
        (material.flags.contains(RenderFlags::NO_FOG), FLAG_NO_FOG),
        (!is_double_sided, FLAG_ONE_SIDED),
        (blending == Blending::Added, FLAG_ADDED),
        (blending == Blending::Premultiplied, FLAG_PREMULTIPLIED),
    ];
    bits.into_iter().filter_map(|(on, bit)| on.then_some(bit)).sum()
}

/// Whether a part is mixed with what is behind it.
pub(super) fn is_blended(part: &KindPart) -> bool {
    part.material.flags.contains(RenderFlags::BLENDED)
}

/// Whether both sides of a part's triangles are drawn. Mirrored triangles are wound the other way.
pub(super) fn is_double_sided(part: &KindPart, world_from_mesh: Affine3A) -> bool {
    part.material.flags.contains(RenderFlags::DOUBLE_SIDED) || world_from_mesh.matrix3.determinant() < 0.0
}
