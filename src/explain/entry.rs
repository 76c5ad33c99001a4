//! Explanation of one entry of a file: the section around it, its array, and its fields.

use std::ops::Range;

use super::{ExplainLine, FileView, Lines, arrays, section_heading};
use crate::formats::kernel::{FieldAt, Run};

/// Explains the field or the record at these bytes; empty after the end of the file. Takes the same time for a file of
/// any size.
pub fn entry(file: &FileView<'_>, bytes: &Range<u64>) -> Vec<ExplainLine> {
    let mut lines = Lines::default();
    let Some((run, found)) = file.map.field_at(bytes.start) else { return lines.0 };
    if let Some(section) = file.map.section_at(bytes.start) {
        section_heading(&mut lines, section);
    }
    if run.record().is_some() {
        lines.array(run.offset, &arrays::title(run));
        lines.array(found.offset, &record_title(file, run, &found));
    }
    for field in run.fields_at(found.index).filter(|field| bytes.contains(&field.offset)) {
        lines.field(file.content, field, "");
        if let Some(tile) = arrays::tile_remark(file, run, &field) {
            lines.remark(tile);
        }
    }
    lines.0
}

fn record_title(file: &FileView<'_>, run: &Run, found: &FieldAt) -> String {
    match (file.gtd, run.square_index(found.index)) {
        (Some(_), Some(place)) if arrays::is_vertices(run) => arrays::vertex_title(place),
        (_, Some((x, z))) => format!("{} {x},{z}", run.name()),
        (_, None) => format!("{} {}", run.name(), found.index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};

    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "entry"), 17);
        draft.records[3 * 17 + 4] = MapRecord::new(2.5, PackedTile::pack(true, 1, 2, 1023, 1023));
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    #[test]
    fn an_entry_is_its_section_array_record_and_field() {
        let gtd = zone();
        let file = FileView { content: gtd.bytes(), map: gtd.field_map(), gtd: Some(&gtd) };
        let run = gtd.field_map().runs().iter().find(|run| run.side == 17).unwrap();
        let start = run.offset + (3 * 17 + 4) * run.stride;
        let texts = |range: Range<u64>| -> Vec<String> {
            entry(&file, &range)
                .into_iter()
                .map(|line| match line {
                    ExplainLine::Heading { title, .. } => title,
                    ExplainLine::Array { offset, text } => format!("{offset}: {text}"),
                    ExplainLine::Field { at, value, parts, .. } => {
                        format!("{} {value} {}", at.field.name, parts.len())
                    }
                    ExplainLine::Text(text) | ExplainLine::Remark(text) => text,
                    other => panic!("{other:?}"),
                })
                .collect()
        };
        let whole = texts(start..start + 8);
        assert_eq!(whole[0], "MAP DATA");
        assert_eq!(whole[2], format!("{}: 289 x vertex (8 bytes each), by columns: record x * N + z", run.offset));
        assert_eq!(whole[3], format!("{start}: vertex 3,4 at (12, 16) m"));
        assert_eq!(whole[4], "height 2.5 0");
        assert!(whole[5].starts_with("tile 0x") && whole[5].ends_with(" 6"), "{whole:?}");
        assert_eq!(whole[6..], ["shows the color map"]);
        // the word alone
        assert_eq!(texts(start + 4..start + 8)[4..], whole[5..]);
        let length = entry(&file, &(4..8));
        assert!(
            matches!(&length[..], [ExplainLine::Heading { .. }, ExplainLine::Text(_), ExplainLine::Field { value, .. }] if value == "5"),
            "{length:?}"
        );
        assert!(entry(&file, &(u64::MAX - 1..u64::MAX)).is_empty());
    }
}
