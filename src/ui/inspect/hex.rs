//! The file's bytes, sixteen a row, with those of a field lit up.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Role, Sense, Ui, WidgetInfo};

use super::rows;
use crate::gtd::Gtd;
use crate::ui::style;

/// Bytes in a row.
const ROW: u64 = 16;
/// Characters before the first byte: the offset and two spaces.
const OFFSET_CHARS: usize = 12;
/// Size of the letters in points.
const FONT: f32 = 12.0;
/// Height of a row in points.
const HEIGHT: f32 = 16.0;

/// Points that a row of bytes takes with its scroll bar.
pub const WIDTH: f32 = 600.0;

/// The list's name in egui's memory.
pub fn id() -> egui::Id {
    egui::Id::unique("hex")
}

/// Brings a byte into sight.
pub fn scroll_to(ui: &Ui, byte: u64) {
    rows::scroll_to(ui, id(), byte / ROW);
}

/// Draws the bytes; returns the one that was clicked.
pub fn show(ui: &mut Ui, gtd: &Gtd, lit: Option<&Range<u64>>) -> Option<u64> {
    let count = (gtd.bytes().len() as u64).div_ceil(ROW);
    let mut clicked = None;
    let char_width = ui.fonts_mut(|fonts| fonts.glyph_width(&FontId::monospace(FONT), '0'));
    rows::show(ui, id(), count, HEIGHT, |ui, row| {
        let job = row_text(gtd.bytes(), row, lit);
        let label = job.text.clone();
        let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(rect.min, galley, style::TEXT);
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let column = ((at.x - rect.left()) / char_width).max(0.0) as usize;
            clicked = byte_of(column).map(|byte| row * ROW + byte).filter(|byte| *byte < gtd.bytes().len() as u64);
        }
        if response.hovered()
            && let Some(at) = response.hover_pos()
            && let Some(byte) = byte_of(((at.x - rect.left()) / char_width).max(0.0) as usize)
            && let Some((_, told)) = gtd.field_at(row * ROW + byte)
        {
            response.on_hover_text(format!("{} = {}", told.field.name, told.value(gtd)));
        }
    });
    clicked
}

/// The byte of a row that stands in a column of characters.
fn byte_of(column: usize) -> Option<u64> {
    let hex = OFFSET_CHARS..OFFSET_CHARS + 3 * ROW as usize;
    let text = hex.end + 1..hex.end + 1 + ROW as usize;
    if hex.contains(&column) {
        Some(((column - hex.start) / 3) as u64)
    } else {
        text.contains(&column).then(|| (column - text.start) as u64)
    }
}

/// Offset, bytes and letters of a row.
fn row_text(bytes: &[u8], row: u64, lit: Option<&Range<u64>>) -> LayoutJob {
    let start = row * ROW;
    let font = FontId::monospace(FONT);
    let mut job = LayoutJob::default();
    let plain = |colour| TextFormat::simple(font.clone(), colour);
    let format = |at: u64, byte: u8| {
        let is_lit = lit.is_some_and(|lit| lit.contains(&at));
        let colour = if is_lit {
            Color32::WHITE
        } else if byte == 0 {
            Color32::from_gray(112)
        } else {
            style::TEXT
        };
        let background = if is_lit { Color32::from_rgb(42, 98, 168) } else { Color32::TRANSPARENT };
        TextFormat { background, ..TextFormat::simple(font.clone(), colour) }
    };
    job.append(&format!("{start:010x}  "), 0.0, plain(style::WEAK));
    let of_row = |i: u64| bytes.get((start + i) as usize).copied();
    for i in 0..ROW {
        match of_row(i) {
            Some(byte) => {
                job.append(&format!("{byte:02x}"), 0.0, format(start + i, byte));
                let joins =
                    i + 1 < ROW && lit.is_some_and(|lit| lit.contains(&(start + i)) && lit.contains(&(start + i + 1)));
                job.append(" ", 0.0, if joins { format(start + i, byte) } else { plain(style::WEAK) });
            }
            None => job.append("   ", 0.0, plain(style::WEAK)),
        }
    }
    job.append(" ", 0.0, plain(style::WEAK));
    for i in 0..ROW {
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
        for row in 0..2 {
            let text = row_text(&bytes, row, None).text;
            for (column, _) in text.char_indices() {
                let Some(byte) = byte_of(column) else { continue };
                let Some(&value) = bytes.get((row * ROW + byte) as usize) else { continue };
                if column >= OFFSET_CHARS + 48 {
                    assert_eq!(text.as_bytes()[column], value);
                } else {
                    let start = OFFSET_CHARS + byte as usize * 3;
                    assert_eq!(text[start..start + 2], format!("{value:02x}"));
                }
            }
        }
        assert_eq!((byte_of(0), byte_of(OFFSET_CHARS), byte_of(200)), (None, Some(0), None));
    }
}
