//! Pixel formats of texture records, and the resulting sizes.

/// Pixel format of a record (a D3DFORMAT; formats section 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PixelFormat {
    /// BC1: 4x4 blocks of 8 bytes.
    Dxt1,
    /// BC2 with premultiplied colors; blocks of 16 bytes.
    Dxt2,
    /// BC2; blocks of 16 bytes.
    Dxt3,
    /// BC3 with premultiplied colors; blocks of 16 bytes.
    Dxt4,
    /// BC3; blocks of 16 bytes.
    Dxt5,
    /// 24 bits, stored as B, G, R.
    R8G8B8,
    /// 32 bits, stored as B, G, R, A.
    A8R8G8B8,
    /// 32 bits, stored as B, G, R, unused.
    X8R8G8B8,
    /// 16 bits, alpha in the highest bit.
    A1R5G5B5,
    /// 16 bits, alpha in the highest four bits.
    A4R4G4B4,
}

impl PixelFormat {
    /// All formats, for tables and tests.
    pub const ALL: [PixelFormat; 10] = [
        PixelFormat::Dxt1,
        PixelFormat::Dxt2,
        PixelFormat::Dxt3,
        PixelFormat::Dxt4,
        PixelFormat::Dxt5,
        PixelFormat::R8G8B8,
        PixelFormat::A8R8G8B8,
        PixelFormat::X8R8G8B8,
        PixelFormat::A1R5G5B5,
        PixelFormat::A4R4G4B4,
    ];

    /// The format of a record's 32-bit code.
    pub fn from_code(code: u32) -> Option<PixelFormat> {
        PixelFormat::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The 32-bit code in a record: a FourCC for block formats, a small number otherwise.
    pub fn code(self) -> u32 {
        match self {
            PixelFormat::Dxt1 => u32::from_le_bytes(*b"DXT1"),
            PixelFormat::Dxt2 => u32::from_le_bytes(*b"DXT2"),
            PixelFormat::Dxt3 => u32::from_le_bytes(*b"DXT3"),
            PixelFormat::Dxt4 => u32::from_le_bytes(*b"DXT4"),
            PixelFormat::Dxt5 => u32::from_le_bytes(*b"DXT5"),
            PixelFormat::R8G8B8 => 20,
            PixelFormat::A8R8G8B8 => 21,
            PixelFormat::X8R8G8B8 => 22,
            PixelFormat::A1R5G5B5 => 25,
            PixelFormat::A4R4G4B4 => 26,
        }
    }

    /// Name of the format in Direct3D.
    pub fn name(self) -> &'static str {
        match self {
            PixelFormat::Dxt1 => "DXT1",
            PixelFormat::Dxt2 => "DXT2",
            PixelFormat::Dxt3 => "DXT3",
            PixelFormat::Dxt4 => "DXT4",
            PixelFormat::Dxt5 => "DXT5",
            PixelFormat::R8G8B8 => "R8G8B8",
            PixelFormat::A8R8G8B8 => "A8R8G8B8",
            PixelFormat::X8R8G8B8 => "X8R8G8B8",
            PixelFormat::A1R5G5B5 => "A1R5G5B5",
            PixelFormat::A4R4G4B4 => "A4R4G4B4",
        }
    }

    /// Whether pixels are stored in 4x4 blocks.
    pub fn is_block(self) -> bool {
        self.bits_per_px() < 16
    }

    /// Whether stored pixels can be transparent.
    pub fn has_alpha(self) -> bool {
        !matches!(self, PixelFormat::R8G8B8 | PixelFormat::X8R8G8B8)
    }

    /// Bits per pixel, on average for block formats.
    pub fn bits_per_px(self) -> usize {
        match self {
            PixelFormat::Dxt1 => 4,
            PixelFormat::Dxt2 | PixelFormat::Dxt3 | PixelFormat::Dxt4 | PixelFormat::Dxt5 => 8,
            PixelFormat::A1R5G5B5 | PixelFormat::A4R4G4B4 => 16,
            PixelFormat::R8G8B8 => 24,
            PixelFormat::A8R8G8B8 | PixelFormat::X8R8G8B8 => 32,
        }
    }

    /// Bytes of a level of `width` x `height` pixels; block formats round sides up to whole blocks.
    pub fn level_bytes(self, width: u32, height: u32) -> usize {
        let (w, h) = match self.is_block() {
            true => (width.next_multiple_of(4), height.next_multiple_of(4)),
            false => (width, height),
        };
        w as usize * h as usize * self.bits_per_px() / 8
    }

    /// The 16-bit format of the small copy after a record's pixels, if there is one (section 2.3).
    pub fn small_copy(self) -> PixelFormat {
        match self {
            PixelFormat::Dxt2 | PixelFormat::Dxt3 | PixelFormat::Dxt4 | PixelFormat::Dxt5 => PixelFormat::A4R4G4B4,
            // DXT1, and raw formats, whose copies no known client uses: their size only tells that pixels have 16 bits.
            _ => PixelFormat::A1R5G5B5,
        }
    }

    /// Bytes of the small copy after a record's pixels, by the rule of real files (section 2.3; the client's own loader
    /// and skipper both disagree with it).
    pub fn small_copy_bytes(self, width: u32, height: u32, mipmapped: bool) -> usize {
        let wide_copy = 256 * 256 * 2;
        match (self.is_block(), mipmapped) {
            (true, true) => level_sizes(width / 2, height / 2, true).map(|(w, h)| w as usize * h as usize * 2).sum(),
            (true, false) => width as usize * height as usize / 2 + if width >= 1024 { wide_copy } else { 0 },
            (false, true) => 0,
            (false, false) => {
                if width >= 512 {
                    wide_copy
                } else {
                    0
                }
            }
        }
    }
}

/// Sizes of a record's levels in pixels: halved while both sides are at least 4 (section 2.2), or only the first if the
/// record is not mipmapped.
pub fn level_sizes(width: u32, height: u32, mipmapped: bool) -> impl Iterator<Item = (u32, u32)> {
    let halved = move |&(w, h): &(u32, u32)| (mipmapped && w >= 8 && h >= 8).then_some((w / 2, h / 2));
    let first = (!mipmapped || (width >= 4 && height >= 4)).then_some((width, height));
    std::iter::successors(first, halved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_their_formats() {
        for format in PixelFormat::ALL {
            assert_eq!(PixelFormat::from_code(format.code()), Some(format));
            assert_eq!(format.is_block(), format.name().starts_with("DXT"));
        }
        assert_eq!(PixelFormat::from_code(23), None);
    }

    #[test]
    fn a_tile_has_six_levels_and_the_known_sizes() {
        let sizes: Vec<_> = level_sizes(128, 128, true).map(|(w, _)| w).collect();
        assert_eq!(sizes, [128, 64, 32, 16, 8, 4]);
        let chain: usize = level_sizes(128, 128, true).map(|(w, h)| PixelFormat::Dxt1.level_bytes(w, h)).sum();
        assert_eq!(chain, 10_920);
        assert_eq!(PixelFormat::Dxt1.small_copy_bytes(128, 128, true), 10_912);
        assert_eq!(level_sizes(64, 256, true).last(), Some((4, 16)));
        assert_eq!(level_sizes(2, 2, true).count(), 0);
        assert_eq!(level_sizes(2, 2, false).count(), 1);
    }

    #[test]
    fn copies_of_single_levels_follow_the_files_and_not_the_client() {
        assert_eq!(PixelFormat::Dxt3.small_copy_bytes(256, 128, false), 128 * 64 * 2);
        assert_eq!(PixelFormat::Dxt1.small_copy_bytes(1024, 4, false), 512 * 2 * 2 + 131_072);
        assert_eq!(PixelFormat::A4R4G4B4.small_copy_bytes(512, 64, false), 131_072);
        assert_eq!(PixelFormat::A4R4G4B4.small_copy_bytes(256, 1024, false), 0);
        assert_eq!(PixelFormat::A8R8G8B8.small_copy_bytes(512, 512, true), 0);
    }
}
