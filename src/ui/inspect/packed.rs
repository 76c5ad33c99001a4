//! Packed words in color: every bit has the color of its field, in binary, in hexadecimal digits and in the hex view.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Painter, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::formats::gtd::fields::TILE_BITS;
use crate::formats::kernel::fields::Bits;
use crate::ui::style::{self, Tone};

/// Colors of a word's fields, from the lowest bit.
const FIELD_COLORS: [Tone; TILE_BITS.len()] = [
    Tone::new([246, 150, 121], [176, 62, 26]),
    Tone::new([255, 214, 102], [132, 96, 0]),
    Tone::new([160, 220, 120], [40, 116, 20]),
    Tone::new([110, 190, 255], [10, 92, 170]),
    Tone::new([200, 160, 255], [112, 48, 190]),
    Tone::new([170, 176, 186], [84, 92, 104]),
];
/// Height of the strip of colors under the digits of a byte, in points.
const STRIP: f32 = 2.0;

/// Color of a field, by its index among the word's fields.
pub fn field_color(index: usize) -> Color32 {
    FIELD_COLORS[index % FIELD_COLORS.len()].now()
}

/// Color of a bit; that of secondary text if no field has it.
fn bit_color(fields: &[Bits], bit: u32) -> Color32 {
    let field = fields.iter().position(|bits| (bits.low..=bits.high()).contains(&bit));
    field.map_or(style::WEAK.now(), field_color)
}

/// Order of a word's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// As stored: the lowest byte first, a space between two.
    File,
    /// As a number: the highest byte first, after `0x`.
    Number,
}

/// Draws the hexadecimal digits of a word.
pub fn hex_digits(ui: &mut Ui, word: u32, fields: &[Bits], order: ByteOrder) -> egui::Response {
    let font = FontId::monospace(14.0);
    let [width, height] = ui.fonts_mut(|fonts| [fonts.glyph_width(&font, '0'), fonts.row_height(&font)]);
    let bytes = word.to_le_bytes();
    let text = match order {
        ByteOrder::File => bytes.map(|byte| format!("{byte:02x}")).join(" "),
        ByteOrder::Number => format!("{word:#010x}"),
    };
    let size = vec2(width * text.len() as f32, height + STRIP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    let place = |index: usize| match order {
        ByteOrder::File => 3 * index,
        ByteOrder::Number => 2 + 2 * (3 - index),
    };
    if order == ByteOrder::Number {
        ui.painter().text(rect.min, egui::Align2::LEFT_TOP, "0x", font.clone(), style::WEAK.now());
    }
    for (index, byte) in bytes.into_iter().enumerate() {
        let at = pos2(rect.left() + place(index) as f32 * width, rect.top());
        paint_byte(ui.painter(), at, &font, [width, height], byte, |bit| bit_color(fields, 8 * index as u32 + bit));
    }
    response
}

/// Paints the digits of a byte of a word at their top left corner, and a strip of its bits under them. `byte_index` is 0
/// for the lowest byte; `glyph` is width and height of a digit in points.
pub fn paint_byte_of_word(
    painter: &Painter,
    at: Pos2,
    font: &FontId,
    glyph: [f32; 2],
    (byte, byte_index): (u8, u32),
    fields: &[Bits],
) {
    paint_byte(painter, at, font, glyph, byte, |bit| bit_color(fields, 8 * byte_index + bit));
}

/// Paints the digits of a byte and the strip. A digit stands for four bits: where they belong to several fields, it is
/// cut into the colors of its bits.
fn paint_byte(
    painter: &Painter,
    at: Pos2,
    font: &FontId,
    [width, height]: [f32; 2],
    byte: u8,
    color: impl Fn(u32) -> Color32,
) {
    let bit_width = width / 4.0;
    let mut left = 0;
    while left < 8 {
        let tint = color(7 - left);
        let right = (left + 1..8).find(|next| color(7 - next) != tint).unwrap_or(8);
        let x = |bit: u32| at.x + bit as f32 * bit_width;
        let piece = Rect::from_min_max(pos2(x(left), at.y), pos2(x(right), at.y + height));
        let clipped = painter.with_clip_rect(piece.intersect(painter.clip_rect()));
        clipped.text(at, egui::Align2::LEFT_TOP, format!("{byte:02x}"), font.clone(), tint);
        let strip = Rect::from_min_max(pos2(x(left), at.y + height), pos2(x(right), at.y + height + STRIP));
        painter.rect_filled(strip, 0.0, tint);
        left = right;
    }
}

/// A word in binary, highest bit first, with a space between two fields.
pub fn binary(word: u32, fields: &[Bits]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let font = FontId::monospace(13.0);
    for bit in (0..32).rev() {
        let digit = if word >> bit & 1 == 1 { "1" } else { "0" };
        job.append(digit, 0.0, TextFormat::simple(font.clone(), bit_color(fields, bit)));
        if bit > 0 && fields.iter().any(|bits| bits.low == bit) {
            job.append(" ", 0.0, TextFormat::simple(font.clone(), style::WEAK.now()));
        }
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::tests::{LEAST, contrast};

    #[test]
    fn the_colors_of_fields_have_contrast_in_both_themes() {
        for theme in [egui::Theme::Dark, egui::Theme::Light] {
            let panel = style::panel_fill(theme);
            for color in FIELD_COLORS {
                let found = contrast(color.of(theme), panel);
                assert!(found >= LEAST, "{color:?} in {theme:?}: {found:.1}");
            }
        }
    }

    /// What is painted for a byte: the colored pieces of its strip, as bits from the left.
    fn pieces(word: u32, index: u32) -> Vec<(u32, Color32)> {
        let ctx = egui::Context::default();
        style::apply(&ctx);
        let mut pieces = Vec::new();
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            style::begin(ui);
            let byte = word.to_le_bytes()[index as usize];
            let font = FontId::monospace(14.0);
            paint_byte_of_word(ui.painter(), Pos2::ZERO, &font, [8.0, 16.0], (byte, index), &TILE_BITS);
        });
        for shape in &output.shapes {
            if let egui::Shape::Rect(rect) = &shape.shape {
                pieces.push(((rect.rect.width() / 2.0).round() as u32, rect.fill));
            }
        }
        output.drop_without_applying_deltas();
        pieces
    }

    #[test]
    fn the_bits_of_each_byte_have_the_colors_of_their_fields() {
        let colors = FIELD_COLORS.map(|tone| tone.of(egui::Theme::Dark));
        let [full, dir1, dir2, tex1, tex2, unknown] = colors;
        // from the format: full 1 bit, dir1 and dir2 5, tex1 and tex2 10, unknown 1, from the lowest bit
        assert_eq!(pieces(0xa002_4e87, 0), [(2, dir2), (5, dir1), (1, full)]);
        assert_eq!(pieces(0xa002_4e87, 1), [(5, tex1), (3, dir2)]);
        assert_eq!(pieces(0xa002_4e87, 2), [(3, tex2), (5, tex1)]);
        assert_eq!(pieces(0xa002_4e87, 3), [(1, unknown), (7, tex2)]);
    }
}
