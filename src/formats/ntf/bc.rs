//! Decoder of the block formats BC1, BC2 and BC3: the reference for all drawing.
//!
//! End points are expanded by repeating bits; interpolated colors are rounded to the nearest (2:1 mixes) or down (1:1
//! mixes), like common integer decoders. GPUs may differ by 1 of 255.
//!
//! Shapes: `data` holds rows of blocks from the top; `rgba` holds rows of R, G, B, A bytes, `width` pixels each, with
//! width and height multiples of 4. If either is short, the available part is decoded; nothing panics.

/// Whether color blocks may have three colors.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// BC1: if the first end point is not larger, index 3 is transparent black.
    Punch,
    /// BC2 and BC3: always four colors.
    Four,
}

fn widen(c: u16) -> [u8; 3] {
    let (r, g, b) = ((c >> 11) as u8, (c >> 5 & 63) as u8, (c & 31) as u8);
    [r << 3 | r >> 2, g << 2 | g >> 4, b << 3 | b >> 2]
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, 255]
}

/// `i` of `n` parts of `b` and the rest of `a`; `round` is what is added before the division.
#[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
#[inline]
fn mix(a: u8, b: u8, [i, n, round]: [u32; 3]) -> u8 {
    (((n - i) * u32::from(a) + i * u32::from(b) + round) / n) as u8
}

/// The four colors of a block.
fn palette(block: &[u8; 8], mode: Mode) -> [[u8; 4]; 4] {
    let c0 = u16::from_le_bytes([block[0], block[1]]);
    let c1 = u16::from_le_bytes([block[2], block[3]]);
    let (a, b) = (widen(c0), widen(c1));
    let (c, d) = if mode == Mode::Four || c0 > c1 {
        (
            opaque(std::array::from_fn(|i| mix(a[i], b[i], [1, 3, 1]))),
            opaque(std::array::from_fn(|i| mix(a[i], b[i], [2, 3, 1]))),
        )
    } else {
        (opaque(std::array::from_fn(|i| mix(a[i], b[i], [1, 2, 0]))), [0; 4])
    };
    [opaque(a), opaque(b), c, d]
}

/// The 16 pixels of a color block, as four rows.
#[allow(clippy::inline_always, reason = "inner loop of the block decoder")]
#[inline(always)]
fn colors(block: &[u8; 8], mode: Mode) -> [[u8; 16]; 4] {
    let palette = palette(block, mode);
    let mut rows = [[0; 16]; 4];
    for (row, &bits) in rows.iter_mut().zip(&block[4..8]) {
        let (px, _) = row.as_chunks_mut::<4>();
        px[0] = palette[usize::from(bits & 3)];
        px[1] = palette[usize::from(bits >> 2 & 3)];
        px[2] = palette[usize::from(bits >> 4 & 3)];
        px[3] = palette[usize::from(bits >> 6)];
    }
    rows
}

/// Decodes all blocks of four rows at a time.
#[allow(clippy::inline_always, reason = "inner loop of the block decoder")]
#[inline(always)]
fn each_block<const N: usize>(data: &[u8], width: usize, rgba: &mut [u8], decode: impl Fn(&[u8; N]) -> [[u8; 16]; 4]) {
    let (blocks, _) = data.as_chunks::<N>();
    let stride = width * 4;
    if stride < 16 {
        return;
    }
    for (blocks, rows) in blocks.chunks(width / 4).zip(rgba.chunks_exact_mut(stride * 4)) {
        let (top, bottom) = rows.split_at_mut(stride * 2);
        let (row0, row1) = top.split_at_mut(stride);
        let (row2, row3) = bottom.split_at_mut(stride);
        let row0 = row0.as_chunks_mut::<16>().0.iter_mut();
        let row1 = row1.as_chunks_mut::<16>().0.iter_mut();
        let row2 = row2.as_chunks_mut::<16>().0.iter_mut();
        let row3 = row3.as_chunks_mut::<16>().0.iter_mut();
        for ((((block, a), b), c), d) in blocks.iter().zip(row0).zip(row1).zip(row2).zip(row3) {
            [*a, *b, *c, *d] = decode(block);
        }
    }
}

/// BC1 (DXT1). Index 3 of a three-color block is transparent black.
pub fn decode_bc1(data: &[u8], width: usize, rgba: &mut [u8]) {
    each_block::<8>(data, width, rgba, |block| colors(block, Mode::Punch));
}

fn with_alpha(block: &[u8; 16], alpha: impl Fn(&[u8; 8], usize) -> u8) -> [[u8; 16]; 4] {
    let (halves, _) = block.as_chunks::<8>();
    let mut rows = colors(&halves[1], Mode::Four);
    for (i, px) in rows.as_flattened_mut().as_chunks_mut::<4>().0.iter_mut().enumerate() {
        px[3] = alpha(&halves[0], i);
    }
    rows
}

/// BC2 (DXT2, DXT3): 4-bit alphas before the colors.
pub fn decode_bc2(data: &[u8], width: usize, rgba: &mut [u8]) {
    each_block::<16>(data, width, rgba, |block| {
        with_alpha(block, |alphas, i| (alphas[i / 2] >> (i % 2 * 4) & 15) * 17)
    });
}

fn alpha_steps(a: u8, b: u8) -> [u8; 8] {
    let mixed = |i: u32, n: u32| mix(a, b, [i, n, n / 2]);
    if a > b {
        [a, b, mixed(1, 7), mixed(2, 7), mixed(3, 7), mixed(4, 7), mixed(5, 7), mixed(6, 7)]
    } else {
        [a, b, mixed(1, 5), mixed(2, 5), mixed(3, 5), mixed(4, 5), 0, 255]
    }
}

/// BC3 (DXT4, DXT5): two alphas and 3-bit indices before the colors.
pub fn decode_bc3(data: &[u8], width: usize, rgba: &mut [u8]) {
    each_block::<16>(data, width, rgba, |block| {
        let steps = alpha_steps(block[0], block[1]);
        let indices = u64::from_le_bytes([block[2], block[3], block[4], block[5], block[6], block[7], 0, 0]);
        with_alpha(block, |_, i| steps[(indices >> (3 * i) & 7) as usize])
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block1(c0: u16, c1: u16, indices: [u8; 4]) -> Vec<u8> {
        [&c0.to_le_bytes()[..], &c1.to_le_bytes(), &indices].concat()
    }

    fn pixels(data: &[u8], decode: fn(&[u8], usize, &mut [u8])) -> Vec<[u8; 4]> {
        let mut rgba = vec![0; 64];
        decode(data, 4, &mut rgba);
        rgba.as_chunks::<4>().0.to_vec()
    }

    #[test]
    fn four_colors_are_thirds_between_the_end_points() {
        // White to black; indices 0, 1, 2, 3 along the first row, then a row of each.
        let px = pixels(&block1(0xffff, 0x0000, [0b11_10_01_00, 0, 0b1010_1010, 0xff]), decode_bc1);
        assert_eq!(px[..4], [[255; 4], [0, 0, 0, 255], [170, 170, 170, 255], [85, 85, 85, 255]]);
        assert_eq!((px[4], px[8], px[15]), ([255; 4], [170, 170, 170, 255], [85, 85, 85, 255]));
    }

    #[test]
    fn three_colors_have_a_hole_in_bc1_only() {
        let px = pixels(&block1(0x0000, 0xffff, [0b11_10_01_00, 0, 0, 0]), decode_bc1);
        assert_eq!(px[..4], [[0, 0, 0, 255], [255; 4], [127, 127, 127, 255], [0; 4]]);
        let opaque = [&[0xff; 8][..], &block1(0x0000, 0xffff, [0b11_10_01_00, 0, 0, 0])].concat();
        assert_eq!(pixels(&opaque, decode_bc2)[3], [170, 170, 170, 255]);
    }

    #[test]
    fn bc2_alphas_are_nibbles_low_first() {
        let data = [&[0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe][..], &block1(0, 0, [0; 4])].concat();
        let alphas: Vec<u8> = pixels(&data, decode_bc2).iter().map(|px| px[3]).collect();
        assert_eq!(alphas, (0..16).map(|i| i * 17).collect::<Vec<u8>>());
    }

    #[test]
    fn bc3_alphas_have_both_kinds() {
        let indices = (0..16_u64).fold(0, |bits, i| bits | (i & 7) << (3 * i));
        let alphas = |a: u8, b: u8| -> Vec<u8> {
            let data = [&[a, b][..], &indices.to_le_bytes()[..6], &block1(0, 0, [0; 4])].concat();
            pixels(&data, decode_bc3).iter().take(8).map(|px| px[3]).collect()
        };
        assert_eq!(alphas(70, 0), [70, 0, 60, 50, 40, 30, 20, 10]);
        assert_eq!(alphas(0, 50), [0, 50, 10, 20, 30, 40, 0, 255]);
    }

    #[test]
    fn blocks_land_in_their_places() {
        let red = block1(0xf800, 0, [0; 4]);
        let blue = block1(0x001f, 0, [0; 4]);
        let data = [&red[..], &blue, &blue, &red].concat();
        let mut rgba = vec![0; 8 * 8 * 4];
        decode_bc1(&data, 8, &mut rgba);
        let px = rgba.as_chunks::<4>().0;
        for (i, px) in px.iter().enumerate() {
            let (x, y) = (i % 8, i / 8);
            let expected = if (x < 4) == (y < 4) { [255, 0, 0, 255] } else { [0, 0, 255, 255] };
            assert_eq!(*px, expected, "{x} {y}");
        }
    }
}
