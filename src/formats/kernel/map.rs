//! Where the fields of one file lie.
//!
//! Reading a file leaves one [`Run`] for each field or array of records; the records inside a run are computed when
//! they are asked for, so that listing a map of 67 million vertices costs nothing.

use std::ops::Range;

use super::fields::{Bits, Field, FieldType, Record};
use super::value::value_text;

/// Name and purpose of a section of a format.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionSpec {
    /// The name in messages, in JSON and in the tree of the file.
    pub name: &'static str,
    /// What the section is there for, in a sentence or two; may be empty.
    pub purpose: &'static str,
}

/// The section of bytes behind the last field that the format knows.
pub(crate) static TRAILING: SectionSpec = SectionSpec { name: "trailing bytes", purpose: "" };
/// Bytes that no field of the format covers.
pub(super) static NOT_COVERED: Field = Field::new("not covered", FieldType::Bytes, "not part of the format");

/// A section of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the format says about it.
    pub spec: &'static SectionSpec,
    /// First byte, counted from the start of the file.
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

/// Runs that belong together: one of the file's shapes, textures, rows. Groups may lie in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name of one of its kind: `river`, `texture`.
    pub name: &'static str,
    /// Its index among those of its kind, in its section or in the group around it.
    pub index: u32,
    /// The group around it, as an index into [`FieldMap::groups`].
    pub parent: Option<usize>,
    /// Its runs and those of its inner groups, as indices into [`FieldMap::runs`].
    pub runs: Range<usize>,
}

/// What a run consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One field on its own.
    Field(&'static Field),
    /// Records in a row.
    Records(&'static Record),
}

/// One field, or an array of records. The runs of a file follow each other without gap or overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The field or record.
    pub shape: Shape,
    /// First byte, counted from the start of the file.
    pub offset: u64,
    /// Number of records; 1 for a single field.
    pub count: u64,
    /// Bytes of a record, or of the single field.
    pub stride: u64,
    /// Records on a side of a square array (x outer), else 0.
    pub side: u32,
    pub(super) group: u32,
}

/// The group of runs that belong to none.
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

    /// Whether its bytes are part of the format; if not, no field of the format covers them.
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

    /// Index of the innermost group that it belongs to, into [`FieldMap::groups`].
    pub fn group(&self) -> Option<usize> {
        (self.group != NO_GROUP).then_some(self.group as usize)
    }

    /// East and north index of a record in a square array.
    pub fn square_index(&self, index: u64) -> Option<(u32, u32)> {
        let side = u64::from(self.side);
        (side > 0 && index < self.count).then(|| ((index / side) as u32, (index % side) as u32))
    }

    /// The fields of record `index`; none where the run has no such record.
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

/// Where one field of one record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldAt {
    /// Index of its record in the run; 0 for a single field.
    pub index: u64,
    /// Name, type and meaning.
    pub field: &'static Field,
    /// First byte, counted from the start of the file.
    pub offset: u64,
    /// Length in bytes, never 0.
    pub bytes: u64,
}

impl FieldAt {
    /// The field's bytes; `None` where the file is shorter than the one that it was found in.
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

/// A part of a section or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// A field or array.
    Run(&'a Run),
    /// A group, as an index into [`FieldMap::groups`].
    Group(usize),
}

/// Every field and array of one file, by section and group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap {
    pub(super) sections: Vec<Section>,
    pub(super) groups: Vec<Group>,
    pub(super) runs: Vec<Run>,
}

impl FieldMap {
    /// The sections in the file's order, without gap or overlap. Bytes behind the last field are a section of their own.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All groups, in the order of their first bytes.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All fields and arrays in the file's order, from byte 0 to its end. Bytes that the format does not know are runs as
    /// well, see [`Run::is_covered`].
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The first section of a name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.spec.name == name)
    }

    /// The section that a byte lies in.
    pub fn section_at(&self, byte: u64) -> Option<&Section> {
        let index = self.sections.partition_point(|section| section.offset <= byte).checked_sub(1)?;
        Some(&self.sections[index]).filter(|section| byte < section.end())
    }

    /// The group of a name and an index that lies in no other, in a section.
    pub fn group_runs(&self, section: &Section, name: &str, index: u32) -> &[Run] {
        let found = self.groups.iter().find(|group| {
            group.parent.is_none()
                && (group.name, group.index) == (name, index)
                && section.runs.start <= group.runs.start
                && group.runs.end <= section.runs.end
        });
        found.map_or(&[], |group| &self.runs[group.runs.clone()])
    }

    /// What a section consists of, one after the other: single runs, and groups of them.
    pub fn section_nodes(&self, section: &Section) -> Vec<Node<'_>> {
        self.nodes(section.runs.clone(), None)
    }

    /// What a group consists of, by its index into [`FieldMap::groups`].
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

    /// The run and the field that a byte belongs to; `None` behind the end of the file.
    pub fn field_at(&self, byte: u64) -> Option<(&Run, FieldAt)> {
        let run = &self.runs[self.runs.partition_point(|run| run.offset <= byte).checked_sub(1)?];
        if byte >= run.end() {
            return None;
        }
        let index = (byte - run.offset) / run.stride;
        run.fields_at(index).find(|field| byte < field.offset + field.bytes).map(|field| (run, field))
    }

    /// The runs whose bytes no field of the format covers.
    pub fn uncovered(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.is_covered())
    }
}
