//! How a part is mixed with what is behind it (objects section 4).

use crate::formats::opd::{Material, RenderFlags};

/// D3DBLEND factors.
const ONE: u32 = 2;
const INVERSE_SOURCE_ALPHA: u32 = 6;

/// How a part is mixed with the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blending {
    /// It hides what is behind it, where its texture has no holes.
    Opaque,
    /// By the texture's alpha.
    Alpha,
    /// Added, whatever the alpha is.
    Added,
    /// Added to what the texture's alpha leaves.
    Premultiplied,
}

impl Blending {
    /// The blending of a material. Factors without the flag are ignored.
    pub fn new(material: &Material) -> Blending {
        match (material.source_blend, material.dest_blend) {
            _ if !material.flags.contains(RenderFlags::BLENDED) => Blending::Opaque,
            (_, ONE) => Blending::Added,
            (ONE, INVERSE_SOURCE_ALPHA) => Blending::Premultiplied,
            _ => Blending::Alpha,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_count_for_blended_parts_only() {
        let blending = |flags, source_blend, dest_blend| {
            Blending::new(&Material { flags: RenderFlags(flags), source_blend, dest_blend, ..Material::default() })
        };
        assert_eq!(blending(4, 2, 2), Blending::Opaque);
        assert_eq!(
            [(5, 6), (2, 2), (2, 6), (5, 2)].map(|(source, dest)| blending(1, source, dest)),
            [Blending::Alpha, Blending::Added, Blending::Premultiplied, Blending::Added]
        );
    }
}
