//! The shadow image of the zone, assembled from stored cells.

use crate::platform::fill_rows;
use crate::scene::numbers::floor_u32;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::shadows::ShadowField;

/// Shadows of the whole zone, two texels per meter if the limit allows, in the format of
/// [`ZoneImage::Shadows`](crate::scene::raster::mip_image::ZoneImage::Shadows): one channel if all are black. None
/// after cancellation.
pub async fn shade(
    field: &ShadowField,
    extent_m: f32,
    limit_px: u32,
    canceled: impl Fn() -> bool + Sync + Send,
) -> Option<MipImage> {
    let side = floor_u32(extent_m * 2.0).min(limit_px).max(1);
    let step_m = extent_m / side as f32;
    let texel = if field.is_tinted() { Texel::Rgba8 } else { Texel::R8 };
    let mut texels = vec![0; (side as usize).pow(2) * texel.bytes()];
    let fill = |row: usize, texels: &mut [u8]| {
        let z_m = extent_m - (row as f32 + 0.5) * step_m;
        for (column, texel) in texels.chunks_exact_mut(texel.bytes()).enumerate() {
            let shadow = field.at((column as f32 + 0.5) * step_m, z_m);
            match texel {
                [strength] => *strength = shadow[3],
                _ => texel.copy_from_slice(&tinted(shadow)),
            }
        }
        !canceled()
    };
    let is_filled = fill_rows(&mut texels, side as usize * texel.bytes(), fill).await;
    is_filled.then(|| MipImage::new(side, side, texel, texels))
}

/// Strength, then premultiplied color. Blue is inverted: a one-channel texture is sampled as (strength, 0, 0, 1), which
/// is black.
fn tinted([r, g, b, strength]: [u8; 4]) -> [u8; 4] {
    let times = |color: u8| u8::try_from((u32::from(color) * u32::from(strength) + 127) / 255).unwrap_or(u8::MAX);
    [strength, times(r), times(g), 255 - times(b)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::tlt::{PatchShadows, ShadowMap, ShadowMaps};
    use crate::formats::ntf::{PixelFormat, Texture};
    use crate::platform::block_on;

    fn field(rgba: [u8; 4]) -> ShadowField {
        let texture = Texture::encode(&rgba.repeat(32 * 32), 32, 32, PixelFormat::A8R8G8B8, true);
        let patch = PatchShadows { x: 0, z: 1, maps: vec![ShadowMap { x: 1, z: 1, texture }] };
        ShadowField::new(&ShadowMaps::new(2, vec![patch]))
    }

    #[test]
    fn black_shadows_are_strength_alone() {
        let picture = block_on(shade(&field([0, 0, 0, 100]), 64.0, 4, || false)).unwrap();
        assert_eq!((picture.texel, picture.width), (Texel::R8, 4));
        // the cell lies from 16 to 32 m east and 48 to 64 m north: column 1 of the northernmost row
        assert_eq!(picture.levels[0][..6], [0, 100, 0, 0, 0, 0]);
    }

    /// The other generation of files: a texture per tile, without an apron.
    #[test]
    fn shadows_of_single_tiles_lie_on_their_tile() {
        let texture = Texture::encode(&[0, 0, 0, 255].repeat(16 * 16), 16, 16, PixelFormat::Dxt3, true);
        let patch = PatchShadows { x: 0, z: 0, maps: vec![ShadowMap { x: 7, z: 3, texture }] };
        let picture = block_on(shade(&ShadowField::new(&ShadowMaps::new(1, vec![patch])), 32.0, 64, || false)).unwrap();
        let lit = |i: &usize| picture.levels[0][*i] == 255;
        let texels: Vec<usize> = (0..64 * 64).filter(lit).collect();
        // 8 x 8 texels at 28 m east; its northern edge is 16 m from the south, 16 m from the north
        assert_eq!((texels.len(), texels[0] % 64, texels[0] / 64), (64, 56, 32));
        assert_eq!((texels[63] % 64, texels[63] / 64), (63, 39));
    }

    #[test]
    fn tinted_shadows_carry_their_color() {
        let picture = block_on(shade(&field([100, 50, 255, 102]), 64.0, 4, || false)).unwrap();
        assert_eq!(picture.texel, Texel::Rgba8);
        assert_eq!(picture.levels[0][..8], [0, 0, 0, 255, 102, 40, 20, 255 - 102]);
        assert!(block_on(shade(&field([0, 0, 0, 9]), 64.0, 4, || true)).is_none());
    }
}
