//! Hex view of a file, with up to sixteen bytes per row and highlighted fields.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use super::{FileFields, packed, rows};
use crate::formats::kernel::FieldAt;
use crate::ui::style;

/// Bytes per row, as many as fit.
const ROWS: [u64; 3] = [16, 8, 4];
/// Characters before the first byte: the offset and two spaces.
const OFFSET_CHARS: usize = 12;
/// Font size in points.
const FONT: f32 = 12.0;
/// Background of highlighted bytes.
const LIT: Color32 = Color32::from_rgb(42, 98, 168);
/// Row height in points.
const HEIGHT: f32 = 16.0;

/// Id of the list in egui's memory.
fn id(a_row: u64) -> egui::Id {
    egui::Id::unique(("hex", a_row))
}

/// Scrolls to a byte.
pub fn scroll_to(ui: &Ui, byte: u64) {
    ROWS.iter().for_each(|&a_row| rows::scroll_to(ui, id(a_row), byte / a_row));
}

/// Characters per row: offset, bytes, a space, letters.
fn chars(a_row: u64) -> usize {
    OFFSET_CHARS + 4 * a_row as usize + 1
}

fn char_width(ui: &Ui) -> f32 {
    ui.fonts_mut(|fonts| fonts.glyph_width(&FontId::monospace(FONT), '0'))
}

/// Width of rows with sixteen bytes in points.
pub fn best_width(ui: &Ui) -> f32 {
    // A margin for the alignment of panes to pixels.
    width(ui, ROWS[0]) + 4.0
}

fn width(ui: &Ui, a_row: u64) -> f32 {
    char_width(ui) * chars(a_row) as f32 + rows::BAR + 8.0
}

/// Draws the bytes; returns the clicked one.
pub fn show(ui: &mut Ui, file: FileFields<'_>, lit: Option<&Range<u64>>) -> Option<u64> {
    let room = ui.available_width();
    let a_row = ROWS.into_iter().find(|&a_row| width(ui, a_row) <= room).unwrap_or(ROWS[2]);
    let count = (file.content.len() as u64).div_ceil(a_row);
    let mut clicked = None;
    let char_width = char_width(ui);
    let words = lit_words(file, lit);
    rows::show(ui, id(a_row), count, HEIGHT, |ui, row| {
        let job = row_text(file.content, row, a_row, lit, &words);
        let label = job.text.clone();
        let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(rect.min, galley, style::TEXT.now());
        for word in &words {
            paint_word(ui, rect.min, char_width, file.content, word, row * a_row..(row + 1) * a_row);
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let column = ((at.x - rect.left()) / char_width).max(0.0) as usize;
            clicked =
                byte_of(column, a_row).map(|byte| row * a_row + byte).filter(|byte| *byte < file.content.len() as u64);
        }
        if response.hovered()
            && let Some(at) = response.hover_pos()
            && let Some(byte) = byte_of(((at.x - rect.left()) / char_width).max(0.0) as usize, a_row)
            && let Some((_, found)) = file.map.field_at(row * a_row + byte)
        {
            response.on_hover_text(format!("{} = {}", found.field.name, found.value(file.content)));
        }
    });
    clicked
}

/// The highlighted packed words of a record or field.
fn lit_words(file: FileFields<'_>, lit: Option<&Range<u64>>) -> Vec<FieldAt> {
    let found = lit.and_then(|lit| Some((lit, file.map.field_at(lit.start)?)));
    let Some((lit, (run, found))) = found else { return Vec::new() };
    let is_lit = |field: &FieldAt| lit.contains(&field.offset) && !field.field.bits.is_empty();
    run.fields_at(found.index).filter(is_lit).collect()
}

/// Paints the bytes of a packed word that a row has, in the colors of its fields and with a frame. `row` are the bytes of
/// the row, `at` is its left top.
fn paint_word(ui: &Ui, at: Pos2, char_width: f32, content: &[u8], word: &FieldAt, row: Range<u64>) {
    let shown = word.offset.max(row.start)..(word.offset + word.bytes).min(row.end);
    let font = FontId::monospace(FONT);
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let x = |byte: u64| at.x + (OFFSET_CHARS as u64 + 3 * (byte - row.start)) as f32 * char_width;
    for offset in shown.clone() {
        let Some(&byte) = content.get(offset as usize) else { return };
        let place = (byte, (offset - word.offset) as u32);
        let at = pos2(x(offset), at.y);
        packed::paint_byte_of_word(ui.painter(), at, &font, [char_width, height], place, word.field.bits);
    }
    if !shown.is_empty() {
        let last = x(shown.end - 1) + 2.0 * char_width;
        let frame = Rect::from_min_max(pos2(x(shown.start) - 2.0, at.y), pos2(last + 2.0, at.y + HEIGHT));
        ui.painter().rect_stroke(frame, 2.0, Stroke::new(1.0, LIT), StrokeKind::Outside);
    }
}

/// The byte at a column of characters in a row.
fn byte_of(column: usize, a_row: u64) -> Option<u64> {
    let hex = OFFSET_CHARS..OFFSET_CHARS + 3 * a_row as usize;
    let text = hex.end + 1..hex.end + 1 + a_row as usize;
    if hex.contains(&column) {
        Some(((column - hex.start) / 3) as u64)
    } else {
        text.contains(&column).then(|| (column - text.start) as u64)
    }
}

/// Offset, bytes and letters of a row. The bytes of `words` are left transparent, to be painted.
fn row_text(bytes: &[u8], row: u64, a_row: u64, lit: Option<&Range<u64>>, words: &[FieldAt]) -> LayoutJob {
    let start = row * a_row;
    let font = FontId::monospace(FONT);
    let mut job = LayoutJob::default();
    let plain = |color| TextFormat::simple(font.clone(), color);
    let format = |at: u64, byte: u8| {
        let is_lit = lit.is_some_and(|lit| lit.contains(&at));
        let color = if is_lit {
            Color32::WHITE
        } else if byte == 0 {
            style::FAINT_TEXT.now()
        } else {
            style::TEXT.now()
        };
        let background = if is_lit { LIT } else { Color32::TRANSPARENT };
        TextFormat { background, ..TextFormat::simple(font.clone(), color) }
    };
    let is_painted = |at: u64| words.iter().any(|word| (word.offset..word.offset + word.bytes).contains(&at));
    job.append(&format!("{start:010x}  "), 0.0, plain(style::WEAK.now()));
    let of_row = |i: u64| bytes.get((start + i) as usize).copied();
    for i in 0..a_row {
        match of_row(i) {
            Some(byte) if is_painted(start + i) => {
                job.append(&format!("{byte:02x} "), 0.0, plain(Color32::TRANSPARENT));
            }
            Some(byte) => {
                job.append(&format!("{byte:02x}"), 0.0, format(start + i, byte));
                let joins = i + 1 < a_row
                    && !is_painted(start + i + 1)
                    && lit.is_some_and(|lit| lit.contains(&(start + i)) && lit.contains(&(start + i + 1)));
                job.append(" ", 0.0, if joins { format(start + i, byte) } else { plain(style::WEAK.now()) });
            }
            None => job.append("   ", 0.0, plain(style::WEAK.now())),
        }
    }
    job.append(" ", 0.0, plain(style::WEAK.now()));
    for i in 0..a_row {
        let Some(byte) = of_row(i) else { break };
        let letter = if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '.' };
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format(start + i, byte));
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lead_to_their_bytes() {
        let bytes: Vec<u8> = (0..20).map(|i| i * 3 + 40).collect();
        for (row, a_row) in (0..2).flat_map(|row| ROWS.map(|a_row| (row, a_row))) {
            let text = row_text(&bytes, row, a_row, None, &[]).text;
            assert!(text.len() <= chars(a_row));
            for (column, _) in text.char_indices() {
                let Some(byte) = byte_of(column, a_row) else { continue };
                let Some(&value) = bytes.get((row * a_row + byte) as usize) else { continue };
                if column >= OFFSET_CHARS + 3 * a_row as usize {
                    assert_eq!(text.as_bytes()[column], value);
                } else {
                    let start = OFFSET_CHARS + byte as usize * 3;
                    assert_eq!(text[start..start + 2], format!("{value:02x}"));
                }
            }
        }
        assert_eq!((byte_of(0, 16), byte_of(OFFSET_CHARS, 16), byte_of(200, 16)), (None, Some(0), None));
    }
}
