//! Writers of the client's picture formats: 24-bit BMP, 32-bit TGA.

/// A square 24-bit BMP; `pixel` returns red, green, blue by column and row from the top.
pub fn bmp(side: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    const HEADERS: u32 = 14 + 40;
    let pad = (4 - side * 3 % 4) % 4;
    let image_bytes = (side * 3 + pad) * side;
    let mut out = b"BM".to_vec();
    let words = |out: &mut Vec<u8>, words: &[u32]| out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    // Size, reserved, offset of the pixels; then the second header: its size, width, height.
    words(&mut out, &[HEADERS + image_bytes, 0, HEADERS, 40, side, side]);
    // One plane, 24 bits; then no compression, size, resolution, no palette.
    out.extend([1, 0, 24, 0]);
    words(&mut out, &[0, image_bytes, 2835, 2835, 0, 0]);
    for row in (0..side).rev() {
        for column in 0..side {
            let [r, g, b] = pixel(column, row);
            out.extend([b, g, r]);
        }
        out.extend(std::iter::repeat_n(0, pad as usize));
    }
    out
}

/// A square 32-bit TGA; `pixel` returns red, green, blue, alpha by column and row from the top.
pub fn tga(side: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let [low, high, ..] = side.to_le_bytes();
    // Uncompressed colors; no palette; at 0, 0; 32 bits with 8 of alpha, rows from the bottom.
    let mut out = vec![0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, low, high, low, high, 32, 8];
    for row in (0..side).rev() {
        for column in 0..side {
            let [r, g, b, a] = pixel(column, row);
            out.extend([b, g, r, a]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_decoder_sees_what_was_written() {
        let color = |x: u32, y: u32| [x as u8 * 40, y as u8 * 50, 7];
        // Five pixels per row need padding.
        let read = image::load_from_memory_with_format(&bmp(5, color), image::ImageFormat::Bmp).unwrap().to_rgb8();
        assert!(read.enumerate_pixels().all(|(x, y, pixel)| pixel.0 == color(x, y)));
        let clear = |x: u32, y: u32| [x as u8, 9, y as u8, (x * y) as u8];
        let read = image::load_from_memory_with_format(&tga(6, clear), image::ImageFormat::Tga).unwrap().to_rgba8();
        assert!(read.enumerate_pixels().all(|(x, y, pixel)| pixel.0 == clear(x, y)));
    }
}
