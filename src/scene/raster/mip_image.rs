//! Images of the terrain and the sky: texels with mip levels, ready for upload.

use crate::scene::modes::ViewMode;

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
            let half = halve(w, h, texel.bytes(), levels.last().expect("starts with one"));
            (w, h) = ((w / 2).max(1), (h / 2).max(1));
            levels.push(half);
        }
        MipImage { width, height, texel, levels }
    }

    /// A 1 x 1 image of one color.
    pub fn plain(rgba: [u8; 4]) -> MipImage {
        MipImage { width: 1, height: 1, texel: Texel::Rgba8, levels: vec![rgba.to_vec()] }
    }

    /// Bytes of all levels.
    pub fn bytes(&self) -> u64 {
        self.levels.iter().map(|level| level.len() as u64).sum()
    }
}

fn halve(width: u32, height: u32, bytes: usize, texels: &[u8]) -> Vec<u8> {
    let (w, h) = (width as usize, height as usize);
    let (half_w, half_h) = ((w / 2).max(1), (h / 2).max(1));
    let mut out = Vec::with_capacity(half_w * half_h * bytes);
    for y in 0..half_h {
        for x in 0..half_w {
            let (x0, y0) = (x * 2, y * 2);
            let (x1, y1) = ((x0 + 1).min(w - 1), (y0 + 1).min(h - 1));
            for channel in 0..bytes {
                let at = |x: usize, y: usize| u32::from(texels[(y * w + x) * bytes + channel]);
                out.push(((at(x0, y0) + at(x1, y0) + at(x0, y1) + at(x1, y1) + 2) / 4) as u8);
            }
        }
    }
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
