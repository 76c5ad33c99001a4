//! Reads fields one after the other, checks each against what is left, and notes where it stood.
//!
//! Owns the position in the bytes and the list of [`Run`]s that it leaves behind: each byte that it passes lies in
//! exactly one run, which is what makes the sections gapless.

use std::ops::Range;

use byteorder::{ByteOrder, LittleEndian};

use super::fields::{Field, Record};
use super::walk::{Owner, Run};
use super::{ErrorKind, GtdError, Section, SectionId};

/// A position in a zone file's bytes.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    section: SectionId,
    owner: Owner,
    runs: Vec<Run>,
    sections: Vec<Section>,
}

impl<'a> Reader<'a> {
    /// At byte 0, in the header.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        let header = Section { id: SectionId::Header, offset: 0, bytes: 0 };
        Reader {
            bytes,
            at: 0,
            section: header.id,
            owner: Owner::File,
            runs: Vec::with_capacity(32),
            sections: vec![header],
        }
    }

    /// The next section begins here.
    pub fn begin(&mut self, section: SectionId) {
        self.end_section();
        self.section = section;
        self.owner = Owner::File;
        self.sections.push(Section { id: section, offset: self.at as u64, bytes: 0 });
    }

    /// What follows belongs to this river, pond or light map.
    pub fn owned_by(&mut self, owner: Owner) {
        self.owner = owner;
    }

    /// Bytes that have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Bytes that have not been read.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Ends the last section; the rest is trailing. Gives sections, runs, and where the trailing bytes begin.
    pub fn finish(mut self) -> (Vec<Section>, Vec<Run>, usize) {
        self.end_section();
        let trailing = self.at;
        (self.section, self.owner) = (SectionId::Trailing, Owner::File);
        if self.left() > 0 {
            self.note_field(&super::fields::TRAILING, self.left());
        }
        (self.sections, self.runs, trailing)
    }

    /// Signed 32-bit number.
    pub fn i32(&mut self, field: &'static Field) -> Result<i32, GtdError> {
        Ok(LittleEndian::read_i32(self.field(field, 4)?))
    }

    /// Unsigned 32-bit number.
    pub fn u32(&mut self, field: &'static Field) -> Result<u32, GtdError> {
        Ok(LittleEndian::read_u32(self.field(field, 4)?))
    }

    /// Signed 16-bit number.
    pub fn i16(&mut self, field: &'static Field) -> Result<i16, GtdError> {
        Ok(LittleEndian::read_i16(self.field(field, 2)?))
    }

    /// Single-precision float.
    pub fn f32(&mut self, field: &'static Field) -> Result<f32, GtdError> {
        Ok(LittleEndian::read_f32(self.field(field, 4)?))
    }

    /// A number of records of one size: never negative. Whether they fit is checked where they are read.
    pub fn count(&mut self, field: &'static Field) -> Result<usize, GtdError> {
        self.number_in(field, 0..=i32::MAX)
    }

    /// A number within bounds.
    pub fn number_in(
        &mut self,
        field: &'static Field,
        legal: std::ops::RangeInclusive<i32>,
    ) -> Result<usize, GtdError> {
        let value = self.i32(field)?;
        if !legal.contains(&value) {
            let expected = match *legal.end() {
                i32::MAX => format!("a count of {} or more", legal.start()),
                end => format!("{} to {end}", legal.start()),
            };
            return Err(self.malformed_before(field, 4, value.to_string(), expected));
        }
        Ok(value as usize)
    }

    /// A field whose length stands elsewhere.
    pub fn field(&mut self, field: &'static Field, len: usize) -> Result<&'a [u8], GtdError> {
        let range = self.claim(field.name, 1, len)?;
        self.note(Run::single(self.section, self.owner, field, range.start, len));
        Ok(&self.bytes[range])
    }

    /// A field of fixed length.
    pub fn array<const LEN: usize>(&mut self, field: &'static Field) -> Result<[u8; LEN], GtdError> {
        let mut array = [0; LEN];
        array.copy_from_slice(self.field(field, LEN)?);
        Ok(array)
    }

    /// Records in a row, as a range of the file's bytes. `side` is that of a square array, 0 for a plain one.
    pub fn records(&mut self, record: &'static Record, count: usize, side: u32) -> Result<Range<usize>, GtdError> {
        let range = self.claim(record.name, count, record.stride() as usize)?;
        self.note(Run::array(self.section, self.owner, record, range.start, count, side));
        Ok(range)
    }

    /// The bytes of a range that this reader gave.
    pub fn slice(&self, range: Range<usize>) -> &'a [u8] {
        &self.bytes[range]
    }

    /// An error about the field of `len` bytes that was read last.
    pub fn malformed_before(&self, field: &'static Field, len: usize, found: String, expected: String) -> GtdError {
        GtdError {
            kind: ErrorKind::Malformed,
            section: self.section,
            offset: (self.at - len) as u64,
            field: field.name,
            found,
            expected,
        }
    }

    /// Takes `count` times `size` bytes, if that many are left.
    fn claim(&mut self, name: &'static str, count: usize, size: usize) -> Result<Range<usize>, GtdError> {
        let wanted = count.checked_mul(size);
        match wanted.and_then(|wanted| self.at.checked_add(wanted)).filter(|end| *end <= self.bytes.len()) {
            Some(end) => Ok(std::mem::replace(&mut self.at, end)..end),
            None => Err(GtdError {
                kind: ErrorKind::Truncated,
                section: self.section,
                offset: self.at as u64,
                field: name,
                found: format!("{} bytes before the end of the file", self.left()),
                expected: if count == 1 { format!("{size} bytes") } else { format!("{count} x {size} bytes") },
            }),
        }
    }

    fn note_field(&mut self, field: &'static Field, len: usize) {
        let run = Run::single(self.section, self.owner, field, self.at, len);
        self.note(run);
    }

    fn note(&mut self, run: Run) {
        if run.bytes() > 0 {
            self.runs.push(run);
        }
    }

    fn end_section(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            section.bytes = self.at as u64 - section.offset;
        }
    }
}
