//! Light on placed objects (objects sections 3 and 4), on the CPU: for maps, and as the reference for
//! `shaders/objects.wgsl`.

use glam::{Affine3A, Mat3A, Vec3};

use crate::formats::opd::{Material, RenderFlags};
use crate::scene::day::SkyState;
use crate::scene::lights::MATERIAL_AMBIENT;

/// D3DTEXTUREOP: multiply, and double the result.
const MODULATE_2X: u32 = 5;
/// D3DTA: the texture.
const TEXTURE: u32 = 2;
/// D3DTA: white.
const WHITE: u32 = 3;

/// A directional light on placed objects.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ObjectLight {
    /// Unit vector towards the light.
    pub towards: Vec3,
    /// Color, 0 to 1.
    pub color: Vec3,
}

/// Lights of placed objects at a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectLights {
    /// Sun and fill.
    pub directional: [ObjectLight; 2],
    /// Light from all sides.
    pub ambient: Vec3,
    /// Normals have a length of 1; off: as in the client, where they keep the length that is stored, divided by the
    /// scale of the object.
    pub unit_normals: bool,
}

/// Direction to the fill light, before normalization (formats section 5.4).
const TOWARDS_FILL: Vec3 = Vec3::new(-2.0, 3.0, -2.0);

/// How light and texture make the color of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartShading {
    /// Light makes no difference.
    pub is_unlit: bool,
    /// The texture is multiplied with itself instead of the light.
    pub is_squared: bool,
    /// The color is doubled.
    pub is_doubled: bool,
}

impl ObjectLights {
    /// A clear, neutral noon.
    pub const NEUTRAL: ObjectLights = ObjectLights {
        directional: [
            ObjectLight { towards: Vec3::new(-0.4, 0.8, -0.45), color: Vec3::splat(0.55) },
            ObjectLight { towards: Vec3::new(0.5, 0.7, 0.5), color: Vec3::splat(0.2) },
        ],
        ambient: Vec3::splat(0.5),
        unit_normals: true,
    };

    /// The lights of a sky; neutral ones without lights in its file.
    pub fn of_sky(state: &SkyState) -> ObjectLights {
        let Some([sun, fill, _]) = state.lights else { return ObjectLights::NEUTRAL };
        ObjectLights {
            directional: [
                ObjectLight { towards: -state.sun_light_direction(), color: sun.diffuse },
                ObjectLight { towards: TOWARDS_FILL.normalize(), color: fill.diffuse },
            ],
            ambient: (sun.ambient + fill.ambient) * MATERIAL_AMBIENT,
            unit_normals: true,
        }
    }

    /// Light on a surface with a normal, in the world: red, green, blue from 0 to 1.
    pub fn at(&self, normal: Vec3) -> Vec3 {
        let normal = if self.unit_normals { normal / normal.length().max(1e-9) } else { normal };
        let lit = |light: &ObjectLight| light.color * light.towards.dot(normal).max(0.0);
        let sum = self.directional.iter().map(lit).sum::<Vec3>() + self.ambient;
        sum.clamp(Vec3::ZERO, Vec3::ONE)
    }
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
        }
    }

    /// Factor of the texture's color at a vertex with a normal in the world. The product is clamped to 1.
    pub fn light(&self, lights: &ObjectLights, normal: Vec3) -> Vec3 {
        let light = if self.is_unlit { Vec3::ONE } else { lights.at(normal) };
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
    use glam::Vec3A;

    fn lights(unit_normals: bool) -> ObjectLights {
        let light = |towards, color| ObjectLight { towards, color: Vec3::from(color) };
        let directional = [light(Vec3::Y, [0.5, 0.4, 0.3]), light(Vec3::X, [0.2, 0.2, 0.2])];
        ObjectLights { directional, ambient: Vec3::splat(0.1), unit_normals }
    }

    #[test]
    fn light_is_the_sum_of_all_that_shine_on_a_side() {
        let unit = lights(true);
        assert!(unit.at(Vec3::Y * 3.0).abs_diff_eq(Vec3::new(0.6, 0.5, 0.4), 1e-6));
        assert_eq!(unit.at(Vec3::NEG_Y), Vec3::splat(0.1));
        assert_eq!(unit.at(Vec3::ZERO), Vec3::splat(0.1));
        let client = lights(false);
        assert!(client.at(Vec3::Y * 0.5).abs_diff_eq(Vec3::new(0.35, 0.3, 0.25), 1e-6), "normals of any length");
        assert_eq!(client.at(Vec3::Y * 9.0), Vec3::ONE, "no more than white");
    }

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
        let light = |shading: PartShading| shading.light(&lights(true), Vec3::NEG_Y).x;
        assert_eq!(light(material(4, [0, 2], 0)), 0.1);
        assert_eq!(light(material(5, [0, 2], 0)), 0.2);
        assert_eq!(light(material(4, [2, 3], 0)), 1.0);
        assert_eq!(light(material(4, [0, 2], 0x40)), 1.0);
        assert!(material(4, [2, 2], 0).is_squared);
        let blended = material(5, [2, 2], 1);
        assert!(!blended.is_squared && light(blended) == 0.1);
    }
}
