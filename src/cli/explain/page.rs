//! Text builder: headings, wrapped text, columns of fields.

use crate::cli::output::{Page, Style};
use crate::formats::kernel::FieldAt;
use crate::formats::kernel::number::grouped;

const WIDTH: usize = 100;
/// Width of the offset column.
const OFFSET: usize = 11;

/// The longest value written beside its field, and the length of the lines that a longer one is cut into.
const LONG_VALUE: usize = WIDTH - OFFSET - 4;

/// The text under construction.
pub(super) struct ExplainPage {
    page: Page,
}

impl ExplainPage {
    pub(super) fn new(style: Style) -> ExplainPage {
        ExplainPage { page: Page::new(style) }
    }

    pub(super) fn finish(mut self) -> Page {
        self.line("");
        self.page
    }

    fn line(&mut self, text: &str) {
        self.page.line(text);
    }

    fn style(&self) -> Style {
        self.page.style()
    }

    /// A heading with a note beside it.
    pub(super) fn heading(&mut self, title: &str, beside: &str) {
        if !self.page.is_empty() {
            self.line("");
        }
        let title = self.style().bold(title);
        self.line(&format!("{title}  {beside}"));
    }

    /// Writes text wrapped at [`WIDTH`].
    pub(super) fn text(&mut self, text: &str) {
        for line in wrap(text, WIDTH - 2) {
            self.line(&format!("  {line}"));
        }
    }

    /// Wrapped and indented text under an array.
    pub(super) fn note(&mut self, text: &str) {
        for line in wrap(text, WIDTH - OFFSET - 2) {
            self.line(&format!("{}{line}", " ".repeat(OFFSET + 2)));
        }
    }

    /// An unwrapped line under an array.
    pub(super) fn drawn(&mut self, text: &str) {
        self.line(&format!("{}{text}", " ".repeat(OFFSET + 4)));
    }

    /// An entry of a list.
    pub(super) fn item(&mut self, text: &str) {
        for (index, line) in wrap(text, WIDTH - 4).iter().enumerate() {
            self.line(&format!("  {} {line}", if index == 0 { "-" } else { " " }));
        }
    }

    /// The name of a group of fields, indented by its depth.
    pub(super) fn group(&mut self, name: &str, depth: usize) {
        self.line(&format!("  {}{}", "  ".repeat(depth), self.style().bold(name)));
    }

    /// A field: its first byte, name, type, value and meaning; `prefix` goes before the meaning. A long value follows on
    /// lines of its own.
    pub(super) fn field(&mut self, content: &[u8], field: &FieldAt, prefix: &str) {
        let (name, field_type) = (field.field.name, field.field.field_type.name());
        let offset = grouped(field.offset);
        let meaning = self.style().dim(&format!("{prefix}{}", field.field.meaning));
        let value = field.value(content);
        let is_long = value.chars().count() > LONG_VALUE;
        let beside = if is_long { "" } else { &value };
        self.line(&format!("{offset:>OFFSET$}  {name:<20} {field_type:<9} {beside:<18} {meaning}"));
        if is_long {
            pieces(&value, LONG_VALUE).iter().for_each(|piece| self.drawn(piece));
        }
    }

    /// An array: offset, count and record.
    pub(super) fn array(&mut self, offset: u64, text: &str) {
        let offset = grouped(offset);
        self.line(&format!("{offset:>OFFSET$}  {text}"));
    }
}

/// Splits words into lines of limited width.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_string());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

/// A text cut into pieces of at most so many characters, spaces kept.
fn pieces(text: &str, max_chars: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(max_chars).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::kernel::fields::{Field, FieldType};

    #[test]
    fn prose_is_wrapped() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable word", 4), ["unbreakable", "word"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn long_values_follow_on_lines_of_their_own() {
        static FIELD: Field = Field::new("note", FieldType::Text, "for the test");
        let lines = |length: usize| {
            let content = "x".repeat(length);
            let mut page = ExplainPage::new(Style::PLAIN);
            let field = FieldAt { field: &FIELD, index: 0, offset: 0, bytes: length as u64 };
            page.field(content.as_bytes(), &field, "");
            page.finish()
                .to_string()
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(LONG_VALUE - 2).len(), 1, "two quotation marks go with it");
        let long = lines(2 * LONG_VALUE);
        assert!(long[0].starts_with('0') && long[0].ends_with("for the test"), "{long:?}");
        assert_eq!(long[1..].concat(), format!("\"{}\"", "x".repeat(2 * LONG_VALUE)));
        assert!(long.iter().all(|line| line.chars().count() <= WIDTH), "{long:?}");
    }
}
