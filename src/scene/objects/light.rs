//! Materials and normals of placed objects in light (objects sections 3 and 4), on the CPU: for maps, and as the
//! reference for `shaders/objects.wgsl`.

use glam::{Affine3A, Mat3A, Vec3};

use crate::formats::opd::{Material, RenderFlags};
use crate::scene::surface_light::SurfaceLights;

/// D3DTEXTUREOP: multiply, and double the result.
const MODULATE_2X: u32 = 5;
/// D3DTA: the texture.
const TEXTURE: u32 = 2;
/// D3DTA: white.
const WHITE: u32 = 3;

/// How light and texture make the color of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartShading {
    /// Light makes no difference.
    pub is_unlit: bool,
    /// The texture is multiplied with itself instead of the light.
    pub is_squared: bool,
    /// The color is doubled.
    pub is_doubled: bool,
    /// Both sides are drawn, as of leaves, which let light through.
    pub is_translucent: bool,
}

impl PartShading {
    /// The shading of a material. Blended parts ignore the texture operation.
    pub fn new(material: &Material) -> PartShading {
        let is_opaque = !material.flags.contains(RenderFlags::BLENDED);
        let args = Some(material.color_args).filter(|_| is_opaque);
        PartShading {
            is_unlit: material.flags.contains(RenderFlags::UNLIT) || args == Some([TEXTURE, WHITE]),
            is_squared: args == Some([TEXTURE, TEXTURE]),
            is_doubled: is_opaque && material.color_op == MODULATE_2X,
            is_translucent: material.flags.contains(RenderFlags::DOUBLE_SIDED),
        }
    }

    /// Factor of the texture's color at a vertex with a normal in the world. The product is clamped to 1.
    pub fn light(&self, lights: &SurfaceLights, normal: Vec3) -> Vec3 {
        let light = match self {
            PartShading { is_unlit: true, .. } => Vec3::ONE,
            // only one of the two sides has the normal that is stored
            PartShading { is_translucent: true, .. } if lights.is_smooth => {
                (lights.at(normal) + lights.at(Vec3::Y)) / 2.0
            }
            _ => lights.at(normal),
        };
        if self.is_doubled { light * 2.0 } else { light }
    }
}

/// From normals of a mesh to the world: the inverse transpose.
pub fn world_from_normal(world_from_mesh: Affine3A) -> Mat3A {
    let matrix = world_from_mesh.matrix3;
    if matrix.determinant() == 0.0 { matrix.transpose() } else { matrix.inverse().transpose() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::surface_light::DirectionalLight;
    use glam::Vec3A;

    /// White from above, and a little from all sides.
    const LIGHTS: SurfaceLights = SurfaceLights {
        directional: [DirectionalLight { towards: Vec3::Y, color: Vec3::ONE }; 2],
        ambient: Vec3::splat(0.1),
        is_smooth: false,
    };

    #[test]
    fn normals_of_large_objects_are_short_in_the_client() {
        let scale = Vec3::new(2.0, 4.0, 1.0);
        let turn = glam::Quat::from_rotation_z(std::f32::consts::FRAC_PI_2);
        let place = Affine3A::from_scale_rotation_translation(scale, turn, Vec3::splat(7.0));
        // The mesh's X axis becomes the world's Y axis.
        assert!(Vec3::from(world_from_normal(place) * Vec3A::X).abs_diff_eq(Vec3::Y / 2.0, 1e-6));
        assert!(world_from_normal(Affine3A::from_scale(Vec3::new(1.0, 0.0, 1.0))).is_finite());
    }

    #[test]
    fn the_texture_operation_counts_for_opaque_parts() {
        let material = |color_op, color_args, flags| {
            PartShading::new(&Material { color_op, color_args, flags: RenderFlags(flags), ..Material::default() })
        };
        let light = |shading: PartShading| shading.light(&LIGHTS, Vec3::NEG_Y).x;
        assert_eq!(light(material(4, [0, 2], 0x4)), 0.1, "no light comes through in the client");
        let smooth = SurfaceLights { is_smooth: true, ..LIGHTS };
        let through = material(4, [0, 2], 0x4).light(&smooth, Vec3::NEG_Y).x;
        assert_eq!(through, (smooth.at(Vec3::NEG_Y).x + 1.0) / 2.0);
        assert_eq!(light(material(4, [0, 2], 0)), 0.1);
        assert_eq!(light(material(5, [0, 2], 0)), 0.2);
        assert_eq!(light(material(4, [2, 3], 0)), 1.0);
        assert_eq!(light(material(4, [0, 2], 0x40)), 1.0);
        assert!(material(4, [2, 2], 0).is_squared);
        let blended = material(5, [2, 2], 1);
        assert!(!blended.is_squared && light(blended) == 0.1);
    }
}
