//! Field map: the positions of the fields of one file.
//!
//! Each field or array of records is one [`Run`]; records within a run are computed on demand, so that mapping a file
//! of 67 million vertices costs nothing.

use std::ops::Range;

use super::fields::{Bits, Field, FieldType, Record};
use super::value::value_text;

/// Name and purpose of a section.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionSpec {
    /// Name in messages, in JSON and in the tree of the file.
    pub name: &'static str,
    /// Purpose of the section in a sentence or two; may be empty.
    pub purpose: &'static str,
}

/// Section of bytes after the last known field.
pub(crate) static TRAILING: SectionSpec = SectionSpec { name: "trailing bytes", purpose: "" };
/// Field of bytes that the format does not cover.
pub(super) static NOT_COVERED: Field = Field::new("not covered", FieldType::Bytes, "not part of the format");

/// A section of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Declaration of the section.
    pub spec: &'static SectionSpec,
    /// Offset of its first byte from the start of the file.
    pub offset: u64,
    /// Length in bytes; may be 0.
    pub bytes: u64,
    /// Its runs, as indices into [`FieldMap::runs`].
    pub runs: Range<usize>,
}

impl Section {
    /// The first byte after the section.
    pub fn end(&self) -> u64 {
        self.offset + self.bytes
    }
}

/// Runs that belong together: a shape, texture or row of the file. Groups may be nested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name of the kind: `river`, `texture`.
    pub name: &'static str,
    /// Index among those of its kind, within its section or enclosing group.
    pub index: u32,
    /// Enclosing group, as an index into [`FieldMap::groups`].
    pub parent: Option<usize>,
    /// Its runs and those of nested groups, as indices into [`FieldMap::runs`].
    pub runs: Range<usize>,
}

/// Contents of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single field with its declaration.
    Field(&'static Field),
    /// An array of records.
    Records(&'static Record),
}

/// A field or an array of records. The runs of a file are contiguous and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The field or record.
    pub shape: Shape,
    /// Offset of its first byte from the start of the file.
    pub offset: u64,
    /// Number of records; 1 for a single field.
    pub count: u64,
    /// Bytes of a record, or of the single field.
    pub stride: u64,
    /// Side of a square array (x outer), else 0.
    pub side: u32,
    pub(super) group: u32,
}

/// Group index of runs outside of any group.
pub(super) const NO_GROUP: u32 = u32::MAX;

impl Run {
    /// The record, for arrays; `None` for a single field.
    pub fn record(&self) -> Option<&'static Record> {
        match self.shape {
            Shape::Records(record) => Some(record),
            Shape::Field(_) => None,
        }
    }

    /// The fields of each record, or the single field.
    pub fn fields(&self) -> &'static [Field] {
        match self.shape {
            Shape::Records(record) => record.fields,
            Shape::Field(field) => std::slice::from_ref(field),
        }
    }

    /// Name of the record or field.
    pub fn name(&self) -> &'static str {
        match self.shape {
            Shape::Records(record) => record.name,
            Shape::Field(field) => field.name,
        }
    }

    /// Whether its bytes are part of the format; if not, they are not covered by any field.
    pub fn is_covered(&self) -> bool {
        !matches!(self.shape, Shape::Field(field) if *field == NOT_COVERED)
    }

    /// Length of the whole run in bytes.
    pub fn bytes(&self) -> u64 {
        self.count * self.stride
    }

    /// The first byte after the run.
    pub fn end(&self) -> u64 {
        self.offset + self.bytes()
    }

    /// Innermost group that contains it, as an index into [`FieldMap::groups`].
    pub fn group(&self) -> Option<usize> {
        (self.group != NO_GROUP).then_some(self.group as usize)
    }

    /// East and north index of a record in a square array.
    pub fn square_index(&self, index: u64) -> Option<(u32, u32)> {
        let side = u64::from(self.side);
        let row = u32::try_from(index.checked_div(side)?).ok()?;
        let column = u32::try_from(index % side).ok()?;
        (index < self.count).then_some((row, column))
    }

    /// The fields of record `index`; empty if there is no such record.
    pub fn fields_at(&self, index: u64) -> impl Iterator<Item = FieldAt> + '_ {
        let start = self.offset + index.min(self.count) * self.stride;
        let fields = if index < self.count { self.fields() } else { &[] };
        fields.iter().scan(start, move |at, field| {
            let bytes = field.field_type.size().map_or(self.stride, u64::from);
            let field = FieldAt { index, field, offset: *at, bytes };
            *at += bytes;
            Some(field)
        })
    }
}

/// Position of a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldAt {
    /// Index of its record in the run; 0 for a single field.
    pub index: u64,
    /// Name, type and meaning.
    pub field: &'static Field,
    /// Offset of its first byte from the start of the file.
    pub offset: u64,
    /// Length in bytes, never 0.
    pub bytes: u64,
}

impl FieldAt {
    /// The field's bytes; `None` if this file is shorter than the mapped one.
    pub fn raw<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        let start = usize::try_from(self.offset).ok()?;
        file.get(start..start.checked_add(usize::try_from(self.bytes).ok()?)?)
    }

    /// The field's value as text.
    pub fn value(&self, file: &[u8]) -> String {
        self.raw(file).map(|raw| value_text(self.field.field_type, raw)).unwrap_or_default()
    }

    /// The parts of a packed field and their values; empty for others.
    pub fn bits(&self, file: &[u8]) -> Vec<(&'static Bits, u32)> {
        let word = self.raw(file).and_then(|raw| raw.try_into().ok()).map(u32::from_le_bytes).unwrap_or_default();
        self.field.bits.iter().map(|bits| (bits, bits.extract(word))).collect()
    }
}

/// A child of a section or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// A field or an array of records.
    Run(&'a Run),
    /// A group, as an index into [`FieldMap::groups`].
    Group(usize),
}

/// Every field and array of one file, by section and group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap {
    pub(super) sections: Vec<Section>,
    pub(super) groups: Vec<Group>,
    /// Groups that no other one encloses, as indices into `groups`.
    pub(super) top_groups: Vec<u32>,
    pub(super) runs: Vec<Run>,
}

impl FieldMap {
    /// The sections in file order, contiguous. Bytes after the last field are a section of their own.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All groups, in the order of their first bytes.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All fields and arrays in file order, from byte 0 to the end. Bytes that the format does not cover are runs as
    /// well, see [`Run::is_covered`].
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The first section with this name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.spec.name == name)
    }

    /// The section that contains a byte.
    pub fn section_at(&self, byte: u64) -> Option<&Section> {
        let index = self.sections.partition_point(|section| section.offset <= byte).checked_sub(1)?;
        Some(&self.sections[index]).filter(|section| byte < section.end())
    }

    /// The top-level group of a section with this name and index.
    pub fn group_runs(&self, section: &Section, name: &str, index: u32) -> &[Run] {
        self.top_group(section, name, index).map_or(&[], |group| &self.runs[group.runs.clone()])
    }

    /// Groups of one name follow each other, numbered from 0, so that a list is skipped and an item is found without a
    /// look at the others.
    fn top_group(&self, section: &Section, name: &str, index: u32) -> Option<&Group> {
        let group = |place: usize| Some(&self.groups[*self.top_groups.get(place)? as usize]);
        let starts_before = |runs: usize| move |group: &u32| self.groups[*group as usize].runs.start < runs;
        let mut place = self.top_groups.partition_point(starts_before(section.runs.start));
        while let Some(first) = group(place).filter(|group| group.runs.start < section.runs.end) {
            let rest = &self.top_groups[place..];
            let list = rest.partition_point(|group| {
                let group = &self.groups[*group as usize];
                group.name == first.name && group.runs.start < section.runs.end
            });
            if first.name == name {
                let found = group(place + index.checked_sub(first.index)? as usize);
                return found.filter(|group| (group.name, group.index) == (name, index));
            }
            place += list.max(1);
        }
        None
    }

    /// Children of a section in order: single runs and groups.
    pub fn section_nodes(&self, section: &Section) -> Vec<Node<'_>> {
        self.nodes(section.runs.clone(), None)
    }

    /// Children of a group, by its index into [`FieldMap::groups`].
    pub fn group_nodes(&self, group: usize) -> Vec<Node<'_>> {
        self.groups.get(group).map(|found| self.nodes(found.runs.clone(), Some(group))).unwrap_or_default()
    }

    fn nodes(&self, runs: Range<usize>, parent: Option<usize>) -> Vec<Node<'_>> {
        let mut nodes = Vec::new();
        let mut at = runs.start;
        while at < runs.end {
            let groups = std::iter::successors(self.runs[at].group(), |group| self.groups[*group].parent);
            let outermost = groups.take_while(|group| Some(*group) != parent).last();
            match outermost {
                Some(group) => nodes.push(Node::Group(group)),
                None => nodes.push(Node::Run(&self.runs[at])),
            }
            at = outermost.map_or(at + 1, |group| self.groups[group].runs.end.max(at + 1));
        }
        nodes
    }

    /// The run and the field that contain a byte; `None` after the end of the file.
    pub fn field_at(&self, byte: u64) -> Option<(&Run, FieldAt)> {
        let run = &self.runs[self.runs.partition_point(|run| run.offset <= byte).checked_sub(1)?];
        if byte >= run.end() {
            return None;
        }
        let index = (byte - run.offset) / run.stride;
        run.fields_at(index).find(|field| byte < field.offset + field.bytes).map(|field| (run, field))
    }

    /// The runs that no field of the format covers.
    pub fn uncovered(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.is_covered())
    }
}
