//! Smooth normals of the terrain, for its light: one at the center of each tile, blended in between.
//!
//! They depend on the place alone, not on patches and detail levels, so that the light has no seams between those, and a
//! distant slope keeps its brightness when its triangles change. [`smooth_normal`] is the reference for the shader, which
//! samples the image of [`normal_image`].

use glam::{Vec2, Vec3};

use crate::platform::fill_rows;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::space::TILE_M;
use crate::scene::terrain::heights::Heights;

/// A component of a normal as a texel: `NORMAL_SCALE` times it, plus `NORMAL_ZERO`. Level ground is exact.
pub const NORMAL_SCALE: f32 = 127.0;
/// The texel of a component of 0.
pub const NORMAL_ZERO: f32 = 128.0;

/// Upward unit normal at the center of a tile.
fn tile_normal(heights: Heights, x: u32, z: u32) -> Vec3 {
    square_normal(heights, x, z, 1)
}

/// Upward unit normal of the mean slope of `step` x `step` tiles: by the heights along its edges, because those inside
/// cancel out.
fn square_normal(heights: Heights, x: u32, z: u32, step: u32) -> Vec3 {
    let mut rise = Vec2::ZERO;
    for i in 0..step {
        let across = |x: u32| heights.at(x, z + i) + heights.at(x, z + i + 1);
        let along = |z: u32| heights.at(x + i, z) + heights.at(x + i + 1, z);
        rise += Vec2::new(across(x + step) - across(x), along(z + step) - along(z));
    }
    Vec3::new(-rise.x, 2.0 * TILE_M * (step * step) as f32, -rise.y).normalize()
}

/// The normal at a place in meters: those of the four nearest tile centers by bilinear interpolation, so it is slightly
/// shorter than 1 on uneven ground. Beyond the border it is that of the border.
pub fn smooth_normal(heights: Heights, x_m: f32, z_m: f32) -> Vec3 {
    let last = heights.side() - 2;
    let axis = |m: f32| {
        let tiles = (m / TILE_M - 0.5).clamp(0.0, last as f32);
        let first = tiles as u32;
        (first, (first + 1).min(last), tiles - first as f32)
    };
    let ((x0, x1, east), (z0, z1, north)) = (axis(x_m), axis(z_m));
    let normal = |x, z| tile_normal(heights, x, z);
    let south = normal(x0, z0).lerp(normal(x1, z0), east);
    south.lerp(normal(x0, z1).lerp(normal(x1, z1), east), north)
}

/// Image of the normals for [`ZoneImage::Normals`](crate::scene::raster::mip_image::ZoneImage::Normals): a texel for each
/// tile, or the mean slope of a square of tiles where the image would be wider than `limit_px`. None after cancellation.
pub async fn normal_image(
    heights: Heights<'_>,
    limit_px: u32,
    is_canceled: impl Fn() -> bool + Sync + Send,
) -> Option<MipImage> {
    let tiles = heights.side() - 1;
    let step = tiles.div_ceil(limit_px.max(1)).next_power_of_two().min(tiles);
    let side = tiles / step;
    let mut texels = vec![0; (side as usize).pow(2) * Texel::Rgba8.bytes()];
    let row_bytes = side as usize * Texel::Rgba8.bytes();
    let fill = |row: usize, texels: &mut [u8]| {
        let z = (side - 1 - row as u32) * step;
        for (column, texel) in texels.as_chunks_mut().0.iter_mut().enumerate() {
            *texel = encode(square_normal(heights, column as u32 * step, z, step));
        }
        !is_canceled()
    };
    let is_filled = fill_rows(&mut texels, row_bytes, fill).await;
    is_filled.then(|| MipImage::new(side, side, Texel::Rgba8, texels))
}

/// The image of normals with the strength of black shadows as its alpha, for
/// [`ZoneImage::ShadedNormals`](crate::scene::raster::mip_image::ZoneImage::ShadedNormals): one sample gives both. It has
/// the size of the shadows; levels that are no larger than the normals' have their texels, others blend them. None where
/// the shadows are tinted, for sides that are not powers of two, and after cancellation.
pub async fn with_shadows(
    normals: &MipImage,
    shadows: &MipImage,
    is_canceled: impl Fn() -> bool + Sync + Send,
) -> Option<MipImage> {
    let is_square = |image: &MipImage| image.width == image.height && image.width.is_power_of_two();
    if shadows.texel != Texel::R8 || !is_square(normals) || !is_square(shadows) {
        return None;
    }
    let mut levels = Vec::with_capacity(shadows.levels.len());
    for (level, strengths) in shadows.levels.iter().enumerate() {
        let side = (shadows.width >> level) as usize;
        let from = (normals.width as usize / side).checked_ilog2().unwrap_or(0) as usize;
        let source = Enlarged { texels: normals.levels[from].as_chunks().0, side: normals.width as usize >> from };
        let mut texels = vec![0; side * side * Texel::Rgba8.bytes()];
        let fill = |row: usize, texels: &mut [u8]| {
            let strengths = &strengths[row * side..][..side];
            for (column, (texel, strength)) in texels.as_chunks_mut().0.iter_mut().zip(strengths).enumerate() {
                let [x, y, z] = source.at(column, row, side);
                *texel = [x, y, z, *strength];
            }
            !is_canceled()
        };
        if !fill_rows(&mut texels, side * Texel::Rgba8.bytes(), fill).await {
            return None;
        }
        levels.push(texels);
    }
    Some(MipImage { texel: Texel::Rgba8, levels, ..*shadows })
}

/// A square image that is enlarged by a power of two.
struct Enlarged<'a> {
    texels: &'a [[u8; 4]],
    side: usize,
}

impl Enlarged<'_> {
    /// Blends the four nearest texels at the center of a texel of the larger image.
    fn at(&self, column: usize, row: usize, larger_side: usize) -> [u8; 3] {
        let scale = larger_side / self.side;
        // twice the place in texels of the larger image, from the center of the first texel of the smaller one
        let axis = |at: usize| {
            let place = (2 * at + 1).saturating_sub(scale).min((self.side - 1) * 2 * scale);
            let first = place / (2 * scale);
            (first, (first + 1).min(self.side - 1), place % (2 * scale))
        };
        let ((x0, x1, right), (y0, y1, down)) = (axis(column), axis(row));
        let texel = |x: usize, y: usize, channel: usize| usize::from(self.texels[y * self.side + x][channel]);
        let whole = 2 * scale;
        [0, 1, 2].map(|channel| {
            let upper = texel(x0, y0, channel) * (whole - right) + texel(x1, y0, channel) * right;
            let lower = texel(x0, y1, channel) * (whole - right) + texel(x1, y1, channel) * right;
            let sum = upper * (whole - down) + lower * down;
            u8::try_from((sum + whole * whole / 2) / (whole * whole)).unwrap_or(u8::MAX)
        })
    }
}

fn encode(normal: Vec3) -> [u8; 4] {
    let [x, y, z] = normal.to_array().map(|value| (value * NORMAL_SCALE + NORMAL_ZERO).round() as u8);
    [x, y, z, u8::MAX]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{MapRecord, PackedTile};
    use crate::platform::block_on;

    fn records(side: u32, height: impl Fn(u32, u32) -> f32) -> Vec<MapRecord> {
        let record = |i| MapRecord::new(height(i / side, i % side), PackedTile::default());
        (0..side * side).map(record).collect()
    }

    fn decoded(image: &MipImage, column: u32, row: u32) -> Vec3 {
        let at = ((row * image.width + column) * 4) as usize;
        let [x, y, z] = [0, 1, 2].map(|i| (f32::from(image.levels[0][at + i]) - NORMAL_ZERO) / NORMAL_SCALE);
        Vec3::new(x, y, z)
    }

    #[test]
    fn a_plane_has_one_normal_and_level_ground_is_exact() {
        let plane = records(9, |x, z| x as f32 * 4.0 - z as f32 * 2.0);
        let heights = Heights::new(&plane, 9).unwrap();
        let expected = Vec3::new(-1.0, 1.0, 0.5).normalize();
        for place in [[0.0, 0.0], [13.7, 30.1], [32.0, 32.0], [-5.0, 99.0]] {
            assert!(smooth_normal(heights, place[0], place[1]).abs_diff_eq(expected, 1e-5), "{place:?}");
        }
        let level = records(9, |_, _| 3.0);
        let image = block_on(normal_image(Heights::new(&level, 9).unwrap(), 64, || false)).unwrap();
        assert_eq!((image.width, decoded(&image, 2, 3)), (8, Vec3::Y));
        assert!(image.levels.iter().flat_map(|level| level.as_chunks().0).all(|texel| *texel == [128, 255, 128, 255]));
    }

    #[test]
    fn shadows_join_the_normals_at_every_level() {
        let hills = records(17, |x, z| ((x * 7 + z * 13) % 11) as f32);
        let normals = block_on(normal_image(Heights::new(&hills, 17).unwrap(), 64, || false)).unwrap();
        for side in [4, 16, 64] {
            let strengths = (0..side * side).map(|i| (i * 37 % 256) as u8).collect();
            let shadows = MipImage::new(side, side, Texel::R8, strengths);
            let both = block_on(with_shadows(&normals, &shadows, || false)).unwrap();
            assert_eq!((both.width, both.levels.len()), (side, shadows.levels.len()));
            for (level, texels) in both.levels.iter().enumerate() {
                let texels: &[[u8; 4]] = texels.as_chunks().0;
                assert!(texels.iter().zip(&shadows.levels[level]).all(|(texel, strength)| texel[3] == *strength));
                let same = normals.levels.iter().find(|level| level.len() == texels.len() * 4);
                for (texel, normal) in texels.iter().zip(same.map_or(&[][..], |level| level.as_chunks::<4>().0)) {
                    assert_eq!(texel[..3], normal[..3]);
                }
            }
        }
        let tinted = MipImage::plain([0; 4]);
        assert!(block_on(with_shadows(&normals, &tinted, || false)).is_none());
    }

    /// As a sampler blends the texels of the smaller image.
    #[test]
    fn larger_images_blend_the_normals() {
        let ridge = records(9, |x, _| x.saturating_sub(4) as f32 * 3.0);
        let heights = Heights::new(&ridge, 9).unwrap();
        let normals = block_on(normal_image(heights, 64, || false)).unwrap();
        let shadows = MipImage::new(32, 32, Texel::R8, vec![9; 32 * 32]);
        let both = block_on(with_shadows(&normals, &shadows, || false)).unwrap();
        for column in 0..32 {
            // 32 m are 32 texels
            let expected = smooth_normal(heights, column as f32 + 0.5, 16.0);
            assert!(decoded(&both, column, 16).abs_diff_eq(expected, 0.01), "{column}");
        }
    }

    #[test]
    fn normals_change_without_steps() {
        let hills = records(33, |x, z| ((x * 7 + z * 13) % 11) as f32);
        let heights = Heights::new(&hills, 33).unwrap();
        let at = |i: i32| smooth_normal(heights, 20.0 + i as f32 * 0.01, 50.0 + i as f32 * 0.013);
        assert!((0..3000).all(|i| at(i).distance(at(i + 1)) < 0.01));
    }

    #[test]
    fn the_image_has_north_at_the_top_and_its_limit() {
        // Rises toward the north in the northern half alone.
        let ridge = records(65, |_, z| z.saturating_sub(32) as f32 * 4.0);
        let heights = Heights::new(&ridge, 65).unwrap();
        let image = block_on(normal_image(heights, 64, || false)).unwrap();
        let steep = Vec3::new(0.0, 1.0, -1.0).normalize();
        assert!(decoded(&image, 9, 3).abs_diff_eq(steep, 0.01) && decoded(&image, 9, 60) == Vec3::Y);
        let small = block_on(normal_image(heights, 20, || false)).unwrap();
        assert_eq!(small.width, 16);
        assert!(decoded(&small, 9, 3).abs_diff_eq(steep, 0.01));
        // A square of 4 x 4 tiles of which half rise by 4 m.
        let step = records(17, |x, _| x.saturating_sub(2).min(2) as f32 * 4.0);
        let small = block_on(normal_image(Heights::new(&step, 17).unwrap(), 4, || false)).unwrap();
        assert!(decoded(&small, 0, 0).abs_diff_eq(Vec3::new(-0.5, 1.0, 0.0).normalize(), 0.01));
        assert_eq!(decoded(&small, 1, 0), Vec3::Y);
        assert!(block_on(normal_image(heights, 64, || true)).is_none());
    }
}
