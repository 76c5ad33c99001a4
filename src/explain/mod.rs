//! The text of `explain`: a file field by field, in order, with offsets, values and meanings.
//!
//! Responsible for the contents, as [`ExplainLine`]s; the command line and the bytes panel lay them out. Fields and
//! meanings come from the parsers' own tables ([`crate::formats::kernel::fields`]), so that they cannot diverge from what
//! is read. Arrays are summarized by ranges and a few records (`arrays`), long lists of similar groups by the first
//! ones; content that only terrain has is in `terrain`. [`entry()`] explains a part of a file without reading the rest.

mod arrays;
mod entry;
mod groups;
mod terrain;

pub use entry::entry;

use crate::formats::gtd::Gtd;
use crate::formats::kernel::fields::{Bits, Field};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::{FieldAt, FieldMap, Run, Section};
use crate::formats::kinds::MappedFile;

/// A line or paragraph of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExplainLine {
    /// A heading.
    Heading {
        /// Name of the file or section.
        title: String,
        /// Its size and position.
        beside: String,
    },
    /// A paragraph.
    Text(String),
    /// A paragraph about an array or a record.
    Note(String),
    /// A sentence about the preceding value.
    Remark(String),
    /// An entry of a list.
    Item(String),
    /// Name of a group of fields.
    Group {
        /// Kind and index of the group.
        name: String,
        /// Number of enclosing groups.
        depth: usize,
    },
    /// A field with its value and meaning.
    Field {
        /// Position and declaration.
        at: FieldAt,
        /// Value as text.
        value: String,
        /// Parts of a packed word, from the lowest bit, with their values.
        parts: Vec<(&'static Bits, u32)>,
        /// Group that consists of this field only, or nothing.
        prefix: String,
    },
    /// An array, or a record of it.
    Array {
        /// Offset of its first byte from the start of the file.
        offset: u64,
        /// Name, count or values.
        text: String,
    },
    /// Declaration of a field of the preceding array.
    Declaration(&'static Field),
    /// Value of a field of the preceding record.
    Value {
        /// Name of the field.
        name: &'static str,
        /// Value as text.
        value: String,
        /// Parts of a packed word, from the lowest bit, with their values.
        parts: Vec<(&'static Bits, u32)>,
    },
}

/// A file's bytes and fields.
#[derive(Clone, Copy)]
pub struct FileView<'a> {
    /// The bytes; deciphered, if the file is enciphered.
    pub content: &'a [u8],
    /// Positions of the fields.
    pub map: &'a FieldMap,
    /// The zone, for terrain files.
    pub gtd: Option<&'a Gtd>,
}

/// Lines under construction.
#[derive(Default)]
struct Lines(Vec<ExplainLine>);

impl Lines {
    fn heading(&mut self, title: &str, beside: &str) {
        self.0.push(ExplainLine::Heading { title: title.to_owned(), beside: beside.to_owned() });
    }

    fn text(&mut self, text: &str) {
        self.0.push(ExplainLine::Text(text.to_owned()));
    }

    fn note(&mut self, text: &str) {
        self.0.push(ExplainLine::Note(text.to_owned()));
    }

    fn remark(&mut self, text: String) {
        self.0.push(ExplainLine::Remark(text));
    }

    fn item(&mut self, text: &str) {
        self.0.push(ExplainLine::Item(text.to_owned()));
    }

    fn group(&mut self, name: &str, depth: usize) {
        self.0.push(ExplainLine::Group { name: name.to_owned(), depth });
    }

    fn field(&mut self, content: &[u8], at: FieldAt, prefix: &str) {
        let (value, parts) = (at.value(content), at.bits(content));
        self.0.push(ExplainLine::Field { at, value, parts, prefix: prefix.to_owned() });
    }

    fn array(&mut self, offset: u64, text: &str) {
        self.0.push(ExplainLine::Array { offset, text: text.to_owned() });
    }

    fn value(&mut self, content: &[u8], at: &FieldAt) {
        let (value, parts) = (at.value(content), at.bits(content));
        self.0.push(ExplainLine::Value { name: at.field.name, value, parts });
    }
}

/// Explains a zone's terrain. `name` is that of the file in the heading, `stem` its name without extension, for checks.
pub fn terrain(name: &str, stem: Option<&str>, gtd: &Gtd) -> Vec<ExplainLine> {
    let mut lines = Lines::default();
    terrain::write(&mut lines, name, stem, gtd);
    lines.0
}

/// Explains a file of any kind except terrain. `name` is that of the file in the heading.
pub fn file(name: &str, file: &MappedFile) -> Vec<ExplainLine> {
    let mut lines = Lines::default();
    lines.heading(name, &counted(file.content.len() as u64, "byte", "bytes"));
    lines.text(&format!("Format: {}. {}", file.kind.name, file.kind.summary));
    if file.kind.is_enciphered {
        lines.text("The file is encrypted; values are shown decrypted.");
    }
    opening(&mut lines);
    let view = FileView { content: &file.content, map: &file.map, gtd: None };
    for section in file.map.sections() {
        write_section(&mut lines, &view, section);
    }
    if let Some(error) = &file.error {
        lines.heading("NOT READ", "");
        lines.text(&format!("The rest of the file cannot be read: {error}."));
    }
    write_uncovered(&mut lines, &view);
    lines.0
}

fn opening(lines: &mut Lines) {
    lines.text("Each line has the offset of a field in bytes, its name, type, value and meaning.");
}

fn write_section(lines: &mut Lines, file: &FileView<'_>, section: &Section) {
    section_heading(lines, section);
    if section.bytes > 0 {
        groups::write(lines, file, section);
    }
}

fn section_heading(lines: &mut Lines, section: &Section) {
    let title = section.spec.name.to_uppercase();
    if section.bytes == 0 {
        lines.heading(&title, &format!("empty, at byte {}", grouped(section.offset)));
        return;
    }
    lines.heading(&title, &span(section.offset, section.end()));
    if !section.spec.purpose.is_empty() {
        lines.text(section.spec.purpose);
    }
}

fn write_run(lines: &mut Lines, file: &FileView<'_>, run: &Run, prefix: &str) {
    if run.record().is_some() {
        arrays::write(lines, file, run, prefix);
    } else {
        run.fields_at(0).for_each(|field| lines.field(file.content, field, prefix));
    }
}

/// Bytes that no field of the format covers.
fn write_uncovered(lines: &mut Lines, file: &FileView<'_>) {
    let bytes: u64 = file.map.uncovered().map(Run::bytes).sum();
    if bytes == 0 {
        return;
    }
    lines.heading("NOT COVERED", &counted(bytes, "byte", "bytes"));
    lines.text("These bytes belong to no field of the format:");
    for run in file.map.uncovered() {
        lines.array(run.offset, &format!("not covered: {}", counted(run.bytes(), "byte", "bytes")));
    }
}

fn span(start: u64, end: u64) -> String {
    format!("bytes {} to {} ({})", grouped(start), grouped(end.saturating_sub(1)), grouped(end - start))
}
