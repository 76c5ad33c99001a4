//! The file's sections, fields and records as one list of lines, of which any can be asked for by its number.
//!
//! Records are not listed but counted: a line inside an array is found by dividing.

use std::collections::BTreeSet;

use crate::formats::gtd::walk::{FieldAt, Owner, Run};
use crate::formats::gtd::{Gtd, Section, SectionId};

/// What can be opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A section.
    Section(SectionId),
    /// An array, by the offset of its first byte.
    Array(u64),
}

/// A line of the tree.
pub enum Line<'a> {
    /// A section.
    Section(Section),
    /// An array.
    Array(&'a Run),
    /// A record of an array, by its index.
    Record(&'a Run, u64),
    /// A field, of a record or alone.
    Field(&'a Run, FieldAt),
}

/// The lines that a set of open branches gives.
pub struct Lines<'a> {
    gtd: &'a Gtd,
    parts: Vec<Part<'a>>,
    count: u64,
}

/// Some lines in a row, from the first on.
struct Part<'a> {
    first: u64,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Section(Section),
    Single(&'a Run),
    Array(&'a Run),
    Records(&'a Run),
}

/// Lines of each record: its own, and one a field where there are several.
fn lines_a_record(run: &Run) -> u64 {
    if run.fields.len() > 1 { 1 + run.fields.len() as u64 } else { 1 }
}

impl<'a> Lines<'a> {
    /// Those of a file.
    pub fn new(gtd: &'a Gtd, open: &BTreeSet<Branch>) -> Lines<'a> {
        let mut lines = Lines { gtd, parts: Vec::new(), count: 0 };
        for section in sections(gtd) {
            lines.push(Kind::Section(section), 1);
            if !open.contains(&Branch::Section(section.id)) {
                continue;
            }
            for run in gtd.runs_of(section.id) {
                match run.record {
                    None => lines.push(Kind::Single(run), 1),
                    Some(_) => {
                        lines.push(Kind::Array(run), 1);
                        if open.contains(&Branch::Array(run.offset)) {
                            lines.push(Kind::Records(run), run.count * lines_a_record(run));
                        }
                    }
                }
            }
        }
        lines
    }

    fn push(&mut self, kind: Kind<'a>, lines: u64) {
        self.parts.push(Part { first: self.count, kind });
        self.count += lines;
    }

    /// Number of lines.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// A line; none behind the last.
    pub fn line(&self, number: u64) -> Option<Line<'a>> {
        if number >= self.count {
            return None;
        }
        let part = &self.parts[self.parts.partition_point(|part| part.first <= number).checked_sub(1)?];
        Some(match part.kind {
            Kind::Section(section) => Line::Section(section),
            Kind::Single(run) => Line::Field(run, run.fields_of(self.gtd, 0).next()?),
            Kind::Array(run) => Line::Array(run),
            Kind::Records(run) => {
                let (lines, at) = (lines_a_record(run), number - part.first);
                let (index, field) = (at / lines, at % lines);
                match (lines, field) {
                    (1, _) => Line::Field(run, run.fields_of(self.gtd, index).next()?),
                    (_, 0) => Line::Record(run, index),
                    _ => Line::Field(run, run.fields_of(self.gtd, index).nth(field as usize - 1)?),
                }
            }
        })
    }

    /// The line of the field that a byte belongs to, where its branches are open.
    pub fn line_of(&self, byte: u64) -> Option<u64> {
        let (run, told) = self.gtd.field_at(byte)?;
        let is_of = |part: &&Part| match part.kind {
            Kind::Single(single) => single.offset == run.offset,
            Kind::Records(records) => records.offset == run.offset,
            Kind::Section(_) | Kind::Array(_) => false,
        };
        let part = self.parts.iter().find(is_of)?;
        if run.record.is_none() {
            return Some(part.first);
        }
        let lines = lines_a_record(run);
        let field = run.fields_of(self.gtd, told.index).position(|field| field.offset == told.offset)? as u64;
        Some(part.first + told.index * lines + if lines > 1 { 1 + field } else { 0 })
    }
}

/// The branches that a byte's field lies in.
pub fn branches_of(gtd: &Gtd, byte: u64) -> Vec<Branch> {
    let Some((run, _)) = gtd.field_at(byte) else { return Vec::new() };
    let mut branches = vec![Branch::Section(run.section)];
    branches.extend(run.record.map(|_| Branch::Array(run.offset)));
    branches
}

/// All sections, trailing bytes too.
fn sections(gtd: &Gtd) -> Vec<Section> {
    let mut sections = gtd.sections().to_vec();
    let bytes = gtd.trailing().len() as u64;
    if bytes > 0 {
        sections.push(Section { id: SectionId::Trailing, offset: gtd.bytes().len() as u64 - bytes, bytes });
    }
    sections
}

/// What a run belongs to, for the line before its name; empty for the section's own.
pub fn owner_text(owner: Owner) -> String {
    match owner {
        Owner::File => String::new(),
        Owner::LightMap(index) => format!("light map {index}: "),
        Owner::River(index) => format!("river {index}: "),
        Owner::Pond(index) => format!("pond {index}: "),
    }
}

/// A record's name and place.
pub fn record_text(run: &Run, index: u64) -> String {
    match run.place(index) {
        Some((x, z)) => format!("{} {x}, {z}", run.name()),
        None => format!("{} {index}", run.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, Source, TextureTable, TileTexture};

    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "tree"), 17);
        let tiles = (0..3).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        Gtd::parse(draft.encode()).unwrap()
    }

    #[test]
    fn every_byte_of_the_file_has_its_line() {
        let gtd = zone();
        let open = (0..gtd.bytes().len() as u64).flat_map(|byte| branches_of(&gtd, byte)).collect();
        let lines = Lines::new(&gtd, &open);
        for byte in 0..gtd.bytes().len() as u64 {
            let number = lines.line_of(byte).unwrap_or_else(|| panic!("byte {byte} has no line"));
            let Some(Line::Field(_, told)) = lines.line(number) else { panic!("byte {byte}") };
            assert!((told.offset..told.offset + told.bytes).contains(&byte), "byte {byte} and {told:?}");
        }
        assert!((0..lines.count()).all(|number| lines.line(number).is_some()));
        assert!(lines.line(lines.count()).is_none());
    }

    #[test]
    fn what_is_closed_has_no_lines() {
        let gtd = zone();
        let closed = Lines::new(&gtd, &BTreeSet::new());
        assert_eq!(closed.count(), gtd.sections().len() as u64);
        assert_eq!(closed.line_of(0), None);
        let map = Lines::new(&gtd, &BTreeSet::from([Branch::Section(SectionId::MapData)]));
        assert_eq!(map.count(), closed.count() + 2, "the size, and the array of records");
    }
}
