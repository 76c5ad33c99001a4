//! Pictures that lie over the ground or in the sky: texels with their mip levels, ready for a GPU.

use crate::scene::modes::ViewMode;

/// Which picture lies over the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneImage {
    /// The color of the whole zone from above.
    ColorMap,
    /// Its shadows. One value: their strength, all of them black. Four: the strength, then red and green times the
    /// strength, then 1 minus blue times the strength (so that a texture of one value reads as black, too).
    Shadows,
    /// The detail that lies over tiles without a texture; its top row in the south of the tile.
    TerrainBase,
    /// Where the tiles lie that are lit up. One value: their share of the place.
    LitTiles,
    /// What a view mode tells tile by tile, in the color map's place.
    Mode(ViewMode),
    /// Where grass may grow: colors times their opacity.
    Grass,
}

/// What a texel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texel {
    /// Red, green, blue, alpha.
    Rgba8,
    /// One value.
    R8,
}

impl Texel {
    /// Bytes of a texel.
    pub fn bytes(self) -> usize {
        match self {
            Texel::Rgba8 => 4,
            Texel::R8 => 1,
        }
    }
}

/// A picture with mip levels, row 0 at the top (north, for what lies over the ground).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MipImage {
    /// Width of the largest level in texels.
    pub width: u32,
    /// Height of the largest level in texels.
    pub height: u32,
    /// What a texel is.
    pub texel: Texel,
    /// Largest first, down to 1 x 1 where made by [`MipImage::new`].
    pub levels: Vec<Vec<u8>>,
}

impl MipImage {
    /// A picture whose further levels are made by averaging 2 x 2 texels (an odd last row or column counts for its
    /// neighbor's place only).
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

    /// One texel.
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
