//! Glyphs for characters that no font has: a box with the code point in hexadecimal digits.

use egui::epaint::text::{GlyphBitmap, RasterizedGlyph};
use egui::{Color32, ColorImage, Vec2, vec2};

/// Rows of the digits 0 to F, three pixels wide, from the top; the leftmost pixel is the highest bit.
const DIGITS: [[u8; 5]; 16] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 3, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 2, 2, 2],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
    [7, 5, 7, 5, 5],
    [6, 5, 6, 5, 6],
    [7, 4, 4, 4, 7],
    [6, 5, 5, 5, 6],
    [7, 4, 7, 4, 7],
    [7, 4, 6, 4, 4],
];
const DIGIT: [usize; 2] = [3, 5];
/// Frame and margin around the digits, in pixels of the digits.
const MARGIN: usize = 2;
/// Size of the font at which a pixel of the digits is a pixel of the screen.
const SMALLEST_PX: f32 = 18.0;

/// The box of a character: two rows of two digits, or of three beyond U+FFFF.
pub fn of(character: char, font_size_px: f32) -> RasterizedGlyph {
    let code = u32::from(character);
    let columns = if code > 0xffff { 3 } else { 2 };
    let size = [DIGIT[0], DIGIT[1]].map(|side| side + 1);
    let inner = [columns * size[0] - 1, 2 * size[1] - 1];
    let [width, height] = inner.map(|side| side + 2 * MARGIN);
    let scale = (font_size_px / SMALLEST_PX).round().max(1.0) as usize;
    let is_set = |x: usize, y: usize| {
        if x == 0 || y == 0 || x + 1 == width || y + 1 == height {
            return true;
        }
        let (Some(x), Some(y)) = (x.checked_sub(MARGIN), y.checked_sub(MARGIN)) else { return false };
        if x >= inner[0] || y >= inner[1] {
            return false;
        }
        let (column, row) = (x / size[0], y / size[1]);
        let from_right = 2 * columns - 1 - (row * columns + column);
        let digit = &DIGITS[(code >> (4 * from_right) & 15) as usize];
        let (x, y) = (x % size[0], y % size[1]);
        x < DIGIT[0] && y < DIGIT[1] && digit[y] >> (DIGIT[0] - 1 - x) & 1 == 1
    };
    let [width_px, height_px] = [width, height].map(|side| side * scale);
    let pixel = |i: usize| {
        let set = is_set(i % width_px / scale, i / width_px / scale);
        if set { Color32::WHITE } else { Color32::TRANSPARENT }
    };
    let image = ColorImage::new([width_px, height_px], (0..width_px * height_px).map(pixel).collect());
    // The box is centered on small letters.
    let above_px = (height_px as f32 * 0.5 + font_size_px * 0.35).round();
    let bitmap = GlyphBitmap { image, offset_px: vec2(1.0, -above_px), is_color: false };
    RasterizedGlyph { bitmap, advance_px: width_px as f32 + 2.0 }
}

/// An empty place of about the width of a character.
pub fn empty(font_size_px: f32) -> RasterizedGlyph {
    let image = ColorImage::new([1, 1], vec![Color32::TRANSPARENT]);
    RasterizedGlyph {
        bitmap: GlyphBitmap { image, offset_px: Vec2::ZERO, is_color: false },
        advance_px: font_size_px * 0.9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(character: char, font_size_px: f32) -> Vec<String> {
        let image = of(character, font_size_px).bitmap.image;
        let text = |row: &[Color32]| row.iter().map(|px| if *px == Color32::WHITE { '#' } else { '.' }).collect();
        image.pixels.chunks(image.size[0]).map(text).collect()
    }

    #[test]
    fn a_box_shows_the_code_point() {
        let expected = "\
            ###########
            #.........#
            #.##..###.#
            #.#.#.#.#.#
            #.##..#.#.#
            #.#.#.#.#.#
            #.##..###.#
            #.........#
            #.###.###.#
            #.#.#.#.#.#
            #.###.###.#
            #...#.#.#.#
            #.###.###.#
            #.........#
            ###########";
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        assert_eq!(rows('\u{b098}', 13.5), expected);
    }

    #[test]
    fn boxes_grow_with_the_font_and_with_the_number_of_digits() {
        assert_eq!(rows('나', 36.0).len(), 2 * rows('나', 13.5).len());
        assert_eq!(rows('\u{1f600}', 13.5)[0].len(), 15);
        assert!(of('나', 13.5).advance_px > 11.0);
    }
}
