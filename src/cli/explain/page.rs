//! Text builder: headings, wrapped text, columns of fields.

use std::fmt::Write;

use crate::cli::output::Style;
use crate::formats::kernel::FieldAt;
use crate::formats::kernel::number::grouped;

const WIDTH: usize = 100;
/// Width of the offset column.
const OFFSET: usize = 11;

/// The text under construction.
pub(super) struct ExplainPage {
    out: String,
    style: Style,
}

impl ExplainPage {
    pub(super) fn new(style: Style) -> ExplainPage {
        ExplainPage { out: String::new(), style }
    }

    pub(super) fn finish(self) -> String {
        self.out + "\n"
    }

    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{}", text.trim_end());
    }

    /// A heading with a note beside it.
    pub(super) fn heading(&mut self, title: &str, beside: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let title = self.style.bold(title);
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
        self.line(&format!("  {}{}", "  ".repeat(depth), self.style.bold(name)));
    }

    /// A field: offset, name, type, value and meaning; `prefix` precedes the meaning.
    pub(super) fn field(&mut self, content: &[u8], field: &FieldAt, prefix: &str) {
        let (name, field_type) = (field.field.name, field.field.field_type.name());
        let offset = grouped(field.offset);
        let meaning = self.style.dim(&format!("{prefix}{}", field.field.meaning));
        self.line(&format!("{offset:>OFFSET$}  {name:<20} {field_type:<9} {:<18} {meaning}", field.value(content)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_wrapped() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable word", 4), ["unbreakable", "word"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
