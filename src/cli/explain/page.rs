//! Layout of explanations as text: headings, wrapped paragraphs, columns of fields.

use crate::cli::output::{Page, Style};
use crate::explain::ExplainLine;
use crate::formats::kernel::FieldAt;
use crate::formats::kernel::fields::{Bits, Field};
use crate::formats::kernel::number::grouped;

const WIDTH: usize = 100;
/// Width of the offset column.
const OFFSET: usize = 11;

/// The longest value written beside its field, and the length of the lines that a longer one is cut into.
const LONG_VALUE: usize = WIDTH - OFFSET - 4;

/// Lays out the lines of an explanation.
pub(super) fn of(lines: &[ExplainLine], style: Style) -> Page {
    let mut page = ExplainPage { page: Page::new(style) };
    lines.iter().for_each(|line| page.write(line));
    page.line("");
    page.page
}

/// The text under construction.
struct ExplainPage {
    page: Page,
}

impl ExplainPage {
    fn write(&mut self, line: &ExplainLine) {
        match line {
            ExplainLine::Heading { title, beside } => self.heading(title, beside),
            ExplainLine::Text(text) => self.text(text),
            ExplainLine::Note(text) => self.note(text),
            ExplainLine::Remark(text) => self.drawn(&format!("        {text}")),
            ExplainLine::Item(text) => self.item(text),
            ExplainLine::Group { name, depth } => {
                self.line(&format!("  {}{}", "  ".repeat(*depth), self.style().bold(name)));
            }
            ExplainLine::Field { at, value, parts, prefix } => self.field(at, value, parts, prefix),
            ExplainLine::Array { offset, text } => self.line(&format!("{:>OFFSET$}  {text}", grouped(*offset))),
            ExplainLine::Declaration(field) => self.declaration(field),
            ExplainLine::Value { name, value, parts } => {
                self.drawn(&format!("{name:<7} {value}"));
                self.parts(parts);
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.page.line(text);
    }

    fn style(&self) -> Style {
        self.page.style()
    }

    fn heading(&mut self, title: &str, beside: &str) {
        if !self.page.is_empty() {
            self.line("");
        }
        let title = self.style().bold(title);
        self.line(&format!("{title}  {beside}"));
    }

    fn text(&mut self, text: &str) {
        for line in wrap(text, WIDTH - 2) {
            self.line(&format!("  {line}"));
        }
    }

    fn note(&mut self, text: &str) {
        for line in wrap(text, WIDTH - OFFSET - 2) {
            self.line(&format!("{}{line}", " ".repeat(OFFSET + 2)));
        }
    }

    /// An unwrapped line under an array.
    fn drawn(&mut self, text: &str) {
        self.line(&format!("{}{text}", " ".repeat(OFFSET + 4)));
    }

    fn item(&mut self, text: &str) {
        for (index, line) in wrap(text, WIDTH - 4).iter().enumerate() {
            self.line(&format!("  {} {line}", if index == 0 { "-" } else { " " }));
        }
    }

    /// A field: its first byte, name, type, value and meaning. A long value follows on lines of its own.
    fn field(&mut self, at: &FieldAt, value: &str, parts: &[(&Bits, u32)], prefix: &str) {
        let (name, field_type, offset) = (at.field.name, at.field.field_type.name(), grouped(at.offset));
        let meaning = self.style().dim(&format!("{prefix}{}", at.field.meaning));
        let is_long = value.chars().count() > LONG_VALUE;
        let beside = if is_long { "" } else { value };
        self.line(&format!("{offset:>OFFSET$}  {name:<20} {field_type:<9} {beside:<18} {meaning}"));
        if is_long {
            pieces(value, LONG_VALUE).iter().for_each(|piece| self.drawn(piece));
        }
        self.parts(parts);
    }

    /// Type and meaning of a field, and of its bits.
    fn declaration(&mut self, field: &Field) {
        self.drawn(&format!("{:<10} {:<14} {}", field.name, field.field_type.name(), field.meaning));
        for part in field.bits {
            self.drawn(&format!("  {:<8} {:<14} {}", part.name, part.range_text(), part.meaning));
        }
    }

    /// The bits of a packed word, highest first, in three lines: names, bits, and values.
    fn parts(&mut self, parts: &[(&Bits, u32)]) {
        if parts.is_empty() {
            return;
        }
        let mut lines = [const { String::new() }; 3];
        for (bits, value) in parts.iter().rev() {
            let cells =
                [bits.name.to_string(), format!("{value:0width$b}", width = bits.width as usize), value.to_string()];
            let width = cells.iter().map(String::len).max().unwrap_or(0) + 2;
            for (line, cell) in lines.iter_mut().zip(cells) {
                line.push_str(&format!("{cell:<width$}"));
            }
        }
        lines.iter().for_each(|line| self.drawn(&format!("        {line}")));
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
            let at = FieldAt { field: &FIELD, index: 0, offset: 0, bytes: length as u64 };
            let value = at.value(content.as_bytes());
            of(&[ExplainLine::Field { at, value, parts: Vec::new(), prefix: String::new() }], Style::PLAIN)
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
