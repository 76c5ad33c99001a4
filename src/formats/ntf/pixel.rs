//! Uncompressed pixels: 16, 24 and 32 bits to R, G, B, A bytes and back.
//!
//! Narrow channels are expanded by repeating their bits, so that 0 stays 0 and the highest value becomes 255.

fn widen5(bits: u16) -> u8 {
    let v = (bits & 31) as u8;
    v << 3 | v >> 2
}

fn widen4(bits: u16) -> u8 {
    (bits & 15) as u8 * 17
}

fn map_pixels<const N: usize>(data: &[u8], rgba: &mut [u8], decode: impl Fn([u8; N]) -> [u8; 4]) {
    let (pixels, _) = data.as_chunks::<N>();
    let (out, _) = rgba.as_chunks_mut::<4>();
    for (out, &pixel) in out.iter_mut().zip(pixels) {
        *out = decode(pixel);
    }
}

/// B, G, R to opaque R, G, B, A.
pub fn decode_r8g8b8(data: &[u8], rgba: &mut [u8]) {
    map_pixels(data, rgba, |[b, g, r]| [r, g, b, 255]);
}

/// B, G, R, A to R, G, B, A.
pub fn decode_a8r8g8b8(data: &[u8], rgba: &mut [u8]) {
    map_pixels(data, rgba, |[b, g, r, a]| [r, g, b, a]);
}

/// B, G, R, unused to opaque R, G, B, A.
pub fn decode_x8r8g8b8(data: &[u8], rgba: &mut [u8]) {
    map_pixels(data, rgba, |[b, g, r, _]| [r, g, b, 255]);
}

/// 16 bits `ARRRRRGGGGGBBBBB` to R, G, B, A.
pub fn decode_a1r5g5b5(data: &[u8], rgba: &mut [u8]) {
    map_pixels(data, rgba, |pixel| {
        let v = u16::from_le_bytes(pixel);
        [widen5(v >> 10), widen5(v >> 5), widen5(v), if v >> 15 == 1 { 255 } else { 0 }]
    });
}

/// 16 bits `AAAARRRRGGGGBBBB` to R, G, B, A.
pub fn decode_a4r4g4b4(data: &[u8], rgba: &mut [u8]) {
    map_pixels(data, rgba, |pixel| {
        let v = u16::from_le_bytes(pixel);
        [widen4(v >> 8), widen4(v >> 4), widen4(v), widen4(v >> 12)]
    });
}

/// The nearest of `steps` + 1 evenly spaced levels.
fn narrow(v: u8, steps: u16) -> u16 {
    (u16::from(v) * steps + 127) / 255
}

/// A pixel as `ARRRRRGGGGGBBBBB`; alpha from one half up is opaque.
pub fn encode_a1r5g5b5([r, g, b, a]: [u8; 4]) -> [u8; 2] {
    (narrow(a, 1) << 15 | narrow(r, 31) << 10 | narrow(g, 31) << 5 | narrow(b, 31)).to_le_bytes()
}

/// A pixel as `AAAARRRRGGGGBBBB`.
pub fn encode_a4r4g4b4([r, g, b, a]: [u8; 4]) -> [u8; 2] {
    (narrow(a, 15) << 12 | narrow(r, 15) << 8 | narrow(g, 15) << 4 | narrow(b, 15)).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bit_pixels_survive_being_widened_and_narrowed() {
        for v in 0..=u16::MAX {
            let stored = v.to_le_bytes();
            let mut rgba = [0; 4];
            decode_a1r5g5b5(&stored, &mut rgba);
            assert_eq!(encode_a1r5g5b5(rgba), stored, "{v:#06x}");
            decode_a4r4g4b4(&stored, &mut rgba);
            assert_eq!(encode_a4r4g4b4(rgba), stored, "{v:#06x}");
        }
    }

    #[test]
    fn channels_stand_where_direct3d_put_them() {
        let mut rgba = [0; 4];
        decode_a1r5g5b5(&0b0_11111_00000_00000_u16.to_le_bytes(), &mut rgba);
        assert_eq!(rgba, [255, 0, 0, 0]);
        decode_a1r5g5b5(&0b1_00000_00000_10000_u16.to_le_bytes(), &mut rgba);
        assert_eq!(rgba, [0, 0, 132, 255]);
        decode_a4r4g4b4(&0xa12f_u16.to_le_bytes(), &mut rgba);
        assert_eq!(rgba, [17, 34, 255, 170]);
        decode_a8r8g8b8(&[1, 2, 3, 4], &mut rgba);
        assert_eq!(rgba, [3, 2, 1, 4]);
        decode_x8r8g8b8(&[1, 2, 3, 4], &mut rgba);
        assert_eq!(rgba, [3, 2, 1, 255]);
        decode_r8g8b8(&[1, 2, 3], &mut rgba);
        assert_eq!(rgba, [3, 2, 1, 255]);
    }
}
