//! Material of a part: Direct3D's material and texture stage as stored (formats section 9.2, objects sections 3 and 4).

/// Bytes of a material.
pub const BYTES: usize = 92;

/// A material as stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Material {
    /// Diffuse color: red, green, blue, alpha. 1 in all real files.
    pub diffuse: [f32; 4],
    /// Ambient color; 0.5 in all real files.
    pub ambient: [f32; 4],
    /// Specular color; 0 in all real files.
    pub specular: [f32; 4],
    /// Emissive color; 0 in all real files.
    pub emissive: [f32; 4],
    /// Sharpness of the specular highlight.
    pub power: f32,
    /// D3DTEXTUREOP that combines both arguments: 4 modulate, 5 modulate twice, 2 the first argument.
    pub color_op: u32,
    /// D3DTA: 0 light, 2 texture, 3 white.
    pub color_args: [u32; 2],
    /// How the part is drawn.
    pub flags: RenderFlags,
    /// D3DBLEND factor of the part's color.
    pub source_blend: u32,
    /// D3DBLEND factor of the picture's color.
    pub dest_blend: u32,
}

impl Default for Material {
    /// The material of most parts in real files: opaque, lit, front sides only.
    fn default() -> Material {
        Material {
            diffuse: [1.0; 4],
            ambient: [0.5, 0.5, 0.5, 1.0],
            specular: [0.0; 4],
            emissive: [0.0; 4],
            power: 0.0,
            color_op: 4,
            color_args: [0, 2],
            flags: RenderFlags(0),
            source_blend: 5,
            dest_blend: 6,
        }
    }
}

/// Flags of a material, bit by bit from the least significant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct RenderFlags(pub u32);

impl RenderFlags {
    /// Drawn after all opaque parts, farthest first, and blended.
    pub const BLENDED: RenderFlags = RenderFlags(0x1);
    /// Without fog.
    pub const NO_FOG: RenderFlags = RenderFlags(0x2);
    /// Both sides of the triangles are drawn.
    pub const DOUBLE_SIDED: RenderFlags = RenderFlags(0x4);
    /// Turns about the vertical axis to face the eye.
    pub const BILLBOARD: RenderFlags = RenderFlags(0x8);
    /// Nearest texel instead of linear filtering.
    pub const NEAREST: RenderFlags = RenderFlags(0x10);
    /// Sways in the wind.
    pub const WIND: RenderFlags = RenderFlags(0x20);
    /// The texture without light.
    pub const UNLIT: RenderFlags = RenderFlags(0x40);
    /// Alpha of the material instead of the texture's.
    pub const DIFFUSE_ALPHA: RenderFlags = RenderFlags(0x80);
    /// Does not write depth.
    pub const NO_DEPTH_WRITE: RenderFlags = RenderFlags(0x100);
    /// Texture coordinates are clamped instead of repeated.
    pub const CLAMPED: RenderFlags = RenderFlags(0x200);
    /// Is not hidden by what is in front of it.
    pub const NO_DEPTH_TEST: RenderFlags = RenderFlags(0x400);

    /// Whether all bits of another set are in this one.
    pub fn contains(self, flags: RenderFlags) -> bool {
        self.0 & flags.0 == flags.0
    }
}

impl Material {
    pub(super) fn from_bytes(bytes: &[u8; BYTES]) -> Material {
        let words = bytes.as_chunks::<4>().0;
        let word = |i: usize| u32::from_le_bytes(words[i]);
        let color = |first: usize| std::array::from_fn(|i| f32::from_bits(word(first + i)));
        Material {
            diffuse: color(0),
            ambient: color(4),
            specular: color(8),
            emissive: color(12),
            power: f32::from_bits(word(16)),
            color_op: word(17),
            color_args: [word(18), word(19)],
            flags: RenderFlags(word(20)),
            source_blend: word(21),
            dest_blend: word(22),
        }
    }

    /// The material as stored.
    pub fn to_bytes(self) -> [u8; BYTES] {
        let colors = [self.diffuse, self.ambient, self.specular, self.emissive].into_iter().flatten();
        let floats = colors.chain([self.power]).map(f32::to_bits);
        let [first, second] = self.color_args;
        let words = floats.chain([self.color_op, first, second, self.flags.0, self.source_blend, self.dest_blend]);
        let mut bytes = [0; BYTES];
        for (place, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *place = word.to_le_bytes();
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_kept() {
        let bytes: [u8; BYTES] = std::array::from_fn(|i| u8::try_from(i * 7 % 251).unwrap());
        assert_eq!(Material::from_bytes(&bytes).to_bytes(), bytes);
        let material = Material { flags: RenderFlags(0x25), ..Material::default() };
        assert_eq!(Material::from_bytes(&material.to_bytes()), material);
        assert!(material.flags.contains(RenderFlags::WIND) && !material.flags.contains(RenderFlags::BILLBOARD));
    }
}
