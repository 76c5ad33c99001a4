//! A file's sections, groups, fields and records as a list of lines with random access by number.
//!
//! Records are counted, not listed: a line inside an array is found by division.

use std::collections::BTreeSet;

use crate::formats::kernel::{FieldAt, FieldMap, Group, Node, Run, Section};

/// A branch that can be opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A section by index.
    Section(usize),
    /// A group by index.
    Group(usize),
    /// An array by the offset of its first byte.
    Array(u64),
}

/// A line of the tree with its depth.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Number of enclosing branches.
    pub depth: usize,
    pub kind: LineKind<'a>,
}

/// Content of a line.
#[derive(Clone, Copy, Debug)]
pub enum LineKind<'a> {
    /// A section with its index.
    Section(usize, &'a Section),
    /// A group with its index.
    Group(usize, &'a Group),
    Array(&'a Run),
    /// A record of an array with its index.
    Record(&'a Run, u64),
    /// A field, in a record or on its own.
    Field(&'a Run, FieldAt),
}

/// The visible lines for a set of open branches.
pub struct Lines<'a> {
    map: &'a FieldMap,
    spans: Vec<Span<'a>>,
    count: u64,
}

/// A range of consecutive lines.
struct Span<'a> {
    first: u64,
    depth: usize,
    kind: SpanKind<'a>,
}

enum SpanKind<'a> {
    Section(usize),
    Group(usize),
    Single(&'a Run),
    Array(&'a Run),
    Records(&'a Run),
}

/// Lines per record: its own, and one per field if there are several.
fn lines_a_record(run: &Run) -> u64 {
    if run.fields().len() > 1 { 1 + run.fields().len() as u64 } else { 1 }
}

impl<'a> Lines<'a> {
    /// Lists the lines of a file.
    pub fn new(map: &'a FieldMap, open: &BTreeSet<Branch>) -> Lines<'a> {
        let mut lines = Lines { map, spans: Vec::new(), count: 0 };
        for (index, section) in map.sections().iter().enumerate() {
            lines.push(SpanKind::Section(index), 0, 1);
            if open.contains(&Branch::Section(index)) {
                lines.push_nodes(&map.section_nodes(section), open, 1);
            }
        }
        lines
    }

    fn push_nodes(&mut self, nodes: &[Node<'a>], open: &BTreeSet<Branch>, depth: usize) {
        for node in nodes {
            match *node {
                Node::Group(group) => {
                    self.push(SpanKind::Group(group), depth, 1);
                    if open.contains(&Branch::Group(group)) {
                        self.push_nodes(&self.map.group_nodes(group), open, depth + 1);
                    }
                }
                Node::Run(run) if run.record().is_none() => self.push(SpanKind::Single(run), depth, 1),
                Node::Run(run) => {
                    self.push(SpanKind::Array(run), depth, 1);
                    if open.contains(&Branch::Array(run.offset)) {
                        self.push(SpanKind::Records(run), depth + 1, run.count * lines_a_record(run));
                    }
                }
            }
        }
    }

    fn push(&mut self, kind: SpanKind<'a>, depth: usize, lines: u64) {
        self.spans.push(Span { first: self.count, depth, kind });
        self.count += lines;
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// A line by number; none after the last.
    pub fn line(&self, number: u64) -> Option<Line<'a>> {
        if number >= self.count {
            return None;
        }
        let span = &self.spans[self.spans.partition_point(|span| span.first <= number).checked_sub(1)?];
        let at = number - span.first;
        let mut depth = span.depth;
        let kind = match span.kind {
            SpanKind::Section(index) => LineKind::Section(index, &self.map.sections()[index]),
            SpanKind::Group(index) => LineKind::Group(index, &self.map.groups()[index]),
            SpanKind::Single(run) => LineKind::Field(run, run.fields_at(0).next()?),
            SpanKind::Array(run) => LineKind::Array(run),
            SpanKind::Records(run) => {
                let lines = lines_a_record(run);
                let (index, field) = (at / lines, at % lines);
                match (lines, field) {
                    (1, _) => LineKind::Field(run, run.fields_at(index).next()?),
                    (_, 0) => LineKind::Record(run, index),
                    _ => {
                        depth += 1;
                        LineKind::Field(run, run.fields_at(index).nth(field as usize - 1)?)
                    }
                }
            }
        };
        Some(Line { depth, kind })
    }

    /// The line of the field with a byte, if its branches are open.
    pub fn line_of(&self, byte: u64) -> Option<u64> {
        let (run, found) = self.map.field_at(byte)?;
        let holds = |span: &&Span| match span.kind {
            SpanKind::Single(single) => single.offset == run.offset,
            SpanKind::Records(records) => records.offset == run.offset,
            SpanKind::Section(_) | SpanKind::Group(_) | SpanKind::Array(_) => false,
        };
        let span = self.spans.iter().find(holds)?;
        if run.record().is_none() {
            return Some(span.first);
        }
        let lines = lines_a_record(run);
        let field = run.fields_at(found.index).position(|field| field.offset == found.offset)? as u64;
        Some(span.first + found.index * lines + if lines > 1 { 1 + field } else { 0 })
    }
}

/// The branches around the field with a byte.
pub fn branches_of(map: &FieldMap, byte: u64) -> Vec<Branch> {
    let Some((run, _)) = map.field_at(byte) else { return Vec::new() };
    let section = map.sections().iter().position(|section| byte < section.end() && byte >= section.offset);
    let groups = std::iter::successors(run.group(), |group| map.groups()[*group].parent);
    let mut branches: Vec<Branch> = section.map(Branch::Section).into_iter().collect();
    branches.extend(groups.map(Branch::Group));
    branches.extend(run.record().map(|_| Branch::Array(run.offset)));
    branches
}

/// The groups around a run, outermost first, as a prefix of its name: `object 3 · part 0`. Empty for a run of the
/// section itself.
pub fn group_text(map: &FieldMap, run: &Run) -> String {
    let groups = std::iter::successors(run.group(), |group| map.groups()[*group].parent);
    let mut names: Vec<String> =
        groups.map(|group| format!("{} {}", map.groups()[group].name, map.groups()[group].index)).collect();
    names.reverse();
    names.join(" · ")
}

/// Name and place of a record.
pub fn record_text(run: &Run, index: u64) -> String {
    match run.square_index(index) {
        Some((x, z)) => format!("{} {x}, {z}", run.name()),
        None => format!("{} {index}", run.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, River, Source, TextureTable, TileTexture, WaterVertex};

    fn zone() -> Gtd {
        let mut draft = Draft::flat(Header::versioned(1, "tree"), 17);
        let tiles = (0..3).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        let vertex = WaterVertex::new([1.0; 3], [0.0, 1.0, 0.0], 0, [0.0; 2]);
        draft.rivers = vec![River::new(vec![vertex; 8], "flow.dxt"); 2];
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    #[test]
    fn every_byte_of_the_file_has_its_line() {
        let gtd = zone();
        let map = gtd.field_map();
        let open = (0..gtd.bytes().len() as u64).flat_map(|byte| branches_of(map, byte)).collect();
        let lines = Lines::new(map, &open);
        for byte in 0..gtd.bytes().len() as u64 {
            let number = lines.line_of(byte).unwrap_or_else(|| panic!("byte {byte} has no line"));
            let Some(Line { kind: LineKind::Field(_, found), .. }) = lines.line(number) else { panic!("byte {byte}") };
            assert!((found.offset..found.offset + found.bytes).contains(&byte), "byte {byte} and {found:?}");
        }
        assert!((0..lines.count()).all(|number| lines.line(number).is_some()));
        assert!(lines.line(lines.count()).is_none());
    }

    #[test]
    fn closed_branches_have_no_lines() {
        let gtd = zone();
        let map = gtd.field_map();
        let closed = Lines::new(map, &BTreeSet::new());
        assert_eq!(closed.count(), gtd.sections().len() as u64);
        assert_eq!(closed.line_of(0), None);
        let ground = Lines::new(map, &BTreeSet::from([Branch::Section(1)]));
        assert_eq!(ground.count(), closed.count() + 2, "the size, and the array of records");
        let rivers = Lines::new(map, &BTreeSet::from([Branch::Section(6)]));
        assert_eq!(rivers.count(), closed.count() + 3, "the number of rivers, and both rivers");
        let Some(Line { depth: 1, kind: LineKind::Group(group, river) }) = rivers.line(9) else { panic!("a river") };
        assert_eq!((river.name, river.index), ("river", 1));
        let open = Lines::new(map, &BTreeSet::from([Branch::Section(6), Branch::Group(group)]));
        assert_eq!(open.count(), rivers.count() + 5, "two counts, the vertices, and the name with its length");
    }
}
