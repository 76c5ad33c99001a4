//! Where each field of one particular file stands, and what it holds: for `explain`, for the hex tree and for errors.
//!
//! The parser leaves one [`Run`] for each field or array that it passed, a few hundred for the largest zone; the
//! records inside a run are told only when asked for, so that listing a map of 67 million vertices costs nothing.

use byteorder::{ByteOrder, LittleEndian};

use super::fields::{Bits, Field, Kind, Record};
use super::text::{decode_text, decode_until_nul};
use super::{Gtd, SectionId, cipher};

/// What a run belongs to, inside its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The section itself.
    File,
    /// The light map of this index.
    LightMap(u32),
    /// The river of this index.
    River(u32),
    /// The pond of this index.
    Pond(u32),
}

/// One field, or an array of records, as it stands in the file. Runs follow each other without gap or overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The section that it lies in.
    pub section: SectionId,
    /// The river, pond or light map that it belongs to.
    pub owner: Owner,
    /// The record, for arrays; `None` for a single field.
    pub record: Option<&'static Record>,
    /// The fields of each record, or the single field.
    pub fields: &'static [Field],
    /// First byte, counted from the start of the file.
    pub offset: u64,
    /// Number of records; 1 for a single field.
    pub count: u64,
    /// Bytes of a record, or of the single field.
    pub stride: u64,
    /// Records on a side of a square array (x outer), else 0.
    pub side: u32,
}

impl Run {
    pub(super) fn single(section: SectionId, owner: Owner, field: &'static Field, at: usize, len: usize) -> Run {
        let fields = std::slice::from_ref(field);
        Run { section, owner, record: None, fields, offset: at as u64, count: 1, stride: len as u64, side: 0 }
    }

    pub(super) fn array(
        section: SectionId,
        owner: Owner,
        record: &'static Record,
        at: usize,
        count: usize,
        side: u32,
    ) -> Run {
        let stride = u64::from(record.stride());
        let (fields, offset, count) = (record.fields, at as u64, count as u64);
        Run { section, owner, record: Some(record), fields, offset, count, stride, side }
    }

    /// Length of the whole run in bytes.
    pub fn bytes(&self) -> u64 {
        self.count * self.stride
    }

    /// The first byte after the run.
    pub fn end(&self) -> u64 {
        self.offset + self.bytes()
    }

    /// Name of the record or field.
    pub fn name(&self) -> &'static str {
        match self.record {
            Some(record) => record.name,
            None => self.fields[0].name,
        }
    }

    /// East and north index of a record in a square array.
    pub fn place(&self, index: u64) -> Option<(u32, u32)> {
        let side = u64::from(self.side);
        (side > 0 && index < self.count).then(|| ((index / side) as u32, (index % side) as u32))
    }

    /// The fields of record `index`, with their values; none where the run has no such record.
    pub fn fields_of<'a>(&'a self, gtd: &'a Gtd, index: u64) -> impl Iterator<Item = FieldAt> + 'a {
        let start = self.offset + index.min(self.count) * self.stride;
        let fields = if index < self.count { self.fields } else { &[] };
        fields
            .iter()
            .scan(start, move |at, field| {
                let bytes = field.kind.size().map_or(self.stride, u64::from);
                let told = FieldAt { section: self.section, owner: self.owner, index, field, offset: *at, bytes };
                *at += bytes;
                Some(told)
            })
            .filter(|told| told.raw(gtd).is_some())
    }
}

/// One field of one record: where it stands. Its value is told on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldAt {
    /// The section that it lies in.
    pub section: SectionId,
    /// The river, pond or light map that it belongs to.
    pub owner: Owner,
    /// Index of its record in the run; 0 for a single field.
    pub index: u64,
    /// Name, type and meaning.
    pub field: &'static Field,
    /// First byte, counted from the start of the file.
    pub offset: u64,
    /// Length in bytes.
    pub bytes: u64,
}

impl FieldAt {
    /// The field's bytes.
    pub fn raw<'a>(&self, gtd: &'a Gtd) -> Option<&'a [u8]> {
        let start = usize::try_from(self.offset).ok()?;
        gtd.bytes().get(start..start.checked_add(usize::try_from(self.bytes).ok()?)?)
    }

    /// The field's value for readers.
    pub fn value(&self, gtd: &Gtd) -> String {
        self.raw(gtd).map(|raw| value_text(self.field.kind, raw)).unwrap_or_default()
    }

    /// The parts of a packed field and their values; empty for others.
    pub fn bits(&self, gtd: &Gtd) -> Vec<(&'static Bits, u32)> {
        let word = self.raw(gtd).filter(|raw| raw.len() == 4).map(LittleEndian::read_u32).unwrap_or_default();
        self.field.bits.iter().map(|bits| (bits, bits.of(word))).collect()
    }
}

impl Gtd {
    /// Every field and array of the file in order, without gap or overlap, trailing bytes included.
    pub fn runs(&self) -> &[Run] {
        &self.parts.runs
    }

    /// The runs of one section.
    pub fn runs_of(&self, section: SectionId) -> &[Run] {
        let runs = self.runs();
        let start = runs.partition_point(|run| run.section < section);
        let end = runs.partition_point(|run| run.section <= section);
        &runs[start..end]
    }

    /// The run and the field that a byte belongs to; none past the end of the file.
    pub fn field_at(&self, byte: u64) -> Option<(&Run, FieldAt)> {
        let runs = self.runs();
        let run = &runs[runs.partition_point(|run| run.offset <= byte).checked_sub(1)?];
        if byte >= run.end() {
            return None;
        }
        let index = (byte - run.offset) / run.stride;
        run.fields_of(self, index).find(|told| byte < told.offset + told.bytes).map(|told| (run, told))
    }
}

/// A value in words; `raw` has the length that the kind asks for.
fn value_text(kind: Kind, raw: &[u8]) -> String {
    match (kind, raw.len()) {
        (Kind::U8, 1) => format!("0b{:08b}", raw[0]),
        (Kind::I16, 2) => LittleEndian::read_i16(raw).to_string(),
        (Kind::I32, 4) => LittleEndian::read_i32(raw).to_string(),
        (Kind::U32 | Kind::Packed, 4) => format!("{:#010x}", LittleEndian::read_u32(raw)),
        (Kind::Color, 4) => format!("0x{:08X}", LittleEndian::read_u32(raw)),
        (Kind::F32, 4) => float_text(LittleEndian::read_f32(raw)),
        (Kind::FixedText(_) | Kind::Text, _) => format!("\"{}\"", decode_until_nul(raw)),
        (Kind::CipherText, _) => format!("\"{}\"", decode_text(&cipher::decipher(raw))),
        _ => hex(raw),
    }
}

/// A float with all its digits; with an exponent where it would be long.
fn float_text(value: f32) -> String {
    let long = value != 0.0 && value.is_finite() && !(1e-4..1e9).contains(&value.abs());
    if long { format!("{value:e}") } else { value.to_string() }
}

/// The first bytes in hexadecimal.
fn hex(raw: &[u8]) -> String {
    const SHOWN: usize = 16;
    let mut text: Vec<String> = raw.iter().take(SHOWN).map(|byte| format!("{byte:02x}")).collect();
    if raw.len() > SHOWN {
        text.push(format!(".. ({} bytes)", raw.len()));
    }
    text.join(" ")
}
