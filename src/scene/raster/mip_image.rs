//! Images of the terrain and the sky: texels with mip levels, ready for upload.

use crate::formats::ntf::mips::halve_row;
use crate::platform::parallel::*;
use crate::scene::modes::ViewMode;

/// Rows of a level that are halved by one thread at least.
const ROWS_A_THREAD: usize = 64;

/// Purpose of an image that covers the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneImage {
    /// Color map of the whole zone.
    ColorMap,
    /// Baked shadows. One channel: their strength, all black. Four channels: the strength, then red and green times the
    /// strength, then 1 minus blue times the strength (so that a one-channel texture reads as black, too).
    Shadows,
    /// Base texture of tiles without a texture; its top row is in the south of the tile.
    TerrainBase,
    /// Mask of highlighted tiles. One channel: their share of the texel.
    LitTiles,
    /// Per-tile image of a view mode, in place of the color map.
    Mode(ViewMode),
    /// Grass mask as premultiplied colors.
    Grass,
    /// Areas and tiles of server and companion files, as made by [`tint`](crate::scene::game_marks::tint), over the changes
    /// of a comparison; premultiplied colors.
    GroundTint,
    /// Smooth normals, as made by [`normal_image`](crate::scene::terrain::normals::normal_image).
    Normals,
    /// Those with black shadows, in place of them, as made by
    /// [`with_shadows`](crate::scene::terrain::normals::with_shadows).
    ShadedNormals,
}

/// Format of a texel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texel {
    /// Red, green, blue, alpha.
    Rgba8,
    /// One byte, of the red channel.
    R8,
}

impl Texel {
    /// Bytes per texel.
    pub fn bytes(self) -> usize {
        match self {
            Texel::Rgba8 => 4,
            Texel::R8 => 1,
        }
    }
}

/// An image with mip levels, row 0 at the top (north, for images of the terrain).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MipImage {
    /// Width of the largest level in texels.
    pub width: u32,
    /// Height of the largest level in texels.
    pub height: u32,
    /// Format of the texels.
    pub texel: Texel,
    /// Levels, largest first; down to 1 x 1 if built by [`MipImage::new`].
    pub levels: Vec<Vec<u8>>,
}

impl MipImage {
    /// An image of premultiplied colors over another one of the same size; over one of another size, itself.
    pub fn over(self, below: &MipImage) -> MipImage {
        if (self.width, self.height, self.texel) != (below.width, below.height, below.texel) {
            return self;
        }
        let (above, _) = self.levels[0].as_chunks::<4>();
        let (below, _) = below.levels[0].as_chunks::<4>();
        let over = |(above, below): (&[u8; 4], &[u8; 4])| -> [u8; 4] {
            let left = 255 - u32::from(above[3]);
            std::array::from_fn(|i| (u32::from(above[i]) + (u32::from(below[i]) * left + 127) / 255).min(255) as u8)
        };
        let texels: Vec<[u8; 4]> = above.iter().zip(below).map(over).collect();
        MipImage::new(self.width, self.height, self.texel, texels.into_flattened())
    }

    /// Builds the mip levels by averaging 2 x 2 texels (an odd last row or column takes part in its neighbor's place
    /// only).
    ///
    /// # Panics
    /// If `texels` are not `width` x `height`, or there are none.
    pub fn new(width: u32, height: u32, texel: Texel, texels: Vec<u8>) -> MipImage {
        assert!(width > 0 && height > 0);
        assert_eq!(texels.len(), width as usize * height as usize * texel.bytes());
        let mut levels = vec![texels];
        let (mut w, mut h) = (width, height);
        while w > 1 || h > 1 {
            let half = halve([w, h], texel, levels.last().expect("starts with one"));
            (w, h) = ((w / 2).max(1), (h / 2).max(1));
            levels.push(half);
        }
        MipImage { width, height, texel, levels }
    }

    /// A 1 x 1 image of one color.
    pub fn plain(rgba: [u8; 4]) -> MipImage {
        MipImage { width: 1, height: 1, texel: Texel::Rgba8, levels: vec![rgba.to_vec()] }
    }

    /// Mean red, green and blue of an RGBA image, from 0 to 1, by its smallest level.
    pub fn mean_rgb(&self) -> [f32; 3] {
        let texels = self.levels.last().map_or(&[][..], |level| level.as_chunks::<4>().0);
        let sum = |channel: usize| texels.iter().map(|texel| f32::from(texel[channel])).sum::<f32>();
        [0, 1, 2].map(|channel| sum(channel) / (texels.len().max(1) as f32 * 255.0))
    }

    /// Bytes of all levels.
    pub fn bytes(&self) -> u64 {
        self.levels.iter().map(|level| level.len() as u64).sum()
    }
}

/// The next level, computed on all cores.
fn halve(size: [u32; 2], texel: Texel, texels: &[u8]) -> Vec<u8> {
    match texel {
        Texel::Rgba8 => halve_texels::<4>(size, texels),
        Texel::R8 => halve_texels::<1>(size, texels),
    }
}

fn halve_texels<const CHANNELS: usize>(size: [u32; 2], texels: &[u8]) -> Vec<u8> {
    let half = size.map(|side| (side as usize / 2).max(1));
    let mut out = vec![0; half[0] * half[1] * CHANNELS];
    let texels = texels.as_chunks::<CHANNELS>().0;
    let rows = out.par_chunks_mut(half[0] * CHANNELS).enumerate().with_min_len(ROWS_A_THREAD);
    rows.for_each(|(row, out)| halve_row(texels, size, row, out.as_chunks_mut::<CHANNELS>().0));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_average_down_to_one_texel() {
        let picture = MipImage::new(4, 2, Texel::R8, vec![0, 4, 8, 8, 4, 8, 8, 8]);
        assert_eq!(picture.levels, [vec![0, 4, 8, 8, 4, 8, 8, 8], vec![4, 8], vec![6]]);
        assert_eq!(picture.bytes(), 11);
    }
}
