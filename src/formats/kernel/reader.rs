//! Slice reader with optional recording of field positions.

use std::ops::{Range, RangeInclusive};

use byteorder::{ByteOrder, LittleEndian};

use super::fields::{Field, FieldType, Record, size_of_fields};
use super::map::{NO_GROUP, NOT_COVERED, TRAILING};
use super::number::{counted, grouped};
use super::{ErrorClass, FieldMap, FormatError, Group, Run, Section, SectionSpec, Shape};

/// Section of formats without sections.
static WHOLE_FILE: SectionSpec = SectionSpec { name: "file", purpose: "" };

/// Reads consecutive little-endian fields, each by its entry in the format's table; errors contain section, field and
/// offset. [`Reader::recording`] also records the position of each field.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    section: &'static SectionSpec,
    recorded: Option<Box<Recorded>>,
}

#[derive(Debug, Default)]
struct Recorded {
    map: FieldMap,
    /// Groups that enclose the next field, innermost last.
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// Creates a reader at the start of a file.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0, section: &WHOLE_FILE, recorded: None }
    }

    /// Creates a reader that also records the fields, for [`Reader::into_map`].
    pub fn recording(bytes: &'a [u8]) -> Reader<'a> {
        Reader { recorded: Some(Box::default()), ..Reader::new(bytes) }
    }

    /// Starts the next section at the current position. Empty sections are recorded as well.
    pub fn section(&mut self, section: &'static SectionSpec) {
        self.section = section;
        let offset = self.at as u64;
        if let Some(recorded) = &mut self.recorded {
            recorded.end_section(offset);
            let start = recorded.map.runs.len();
            recorded.map.sections.push(Section { spec: section, offset, bytes: 0, runs: start..start });
        }
    }

    /// Reads fields that belong together as a group: a shape, texture or row of the file.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn group<T>(
        &mut self,
        name: &'static str,
        index: usize,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, FormatError>,
    ) -> Result<T, FormatError> {
        if let Some(recorded) = &mut self.recorded {
            recorded.open_group(name, u32::try_from(index).unwrap_or(u32::MAX));
        }
        let result = read(self);
        if let Some(recorded) = &mut self.recorded {
            recorded.close_group();
        }
        result
    }

    /// Offset of the next field in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Number of bytes left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The next 32 bits, without advancing or recording.
    pub fn peek_u32(&self) -> Option<u32> {
        self.bytes[self.at..].first_chunk().map(|word| u32::from_le_bytes(*word))
    }

    /// Skips to a later offset, at most the end of the file; skipped bytes are recorded as not covered. Returns an
    /// error for an earlier offset, without moving.
    pub fn skip_to(&mut self, offset: usize) {
        let offset = offset.clamp(self.at, self.bytes.len());
        self.note(Shape::Field(&NOT_COVERED), self.at, 1, offset - self.at, 0);
        self.at = offset;
    }

    /// Reads an `i8` field.
    pub fn i8(&mut self, field: &'static Field) -> Result<i8, FormatError> {
        Ok(i8::from_le_bytes(self.array(field)?))
    }

    /// Reads a `u8` field.
    pub fn u8(&mut self, field: &'static Field) -> Result<u8, FormatError> {
        Ok(u8::from_le_bytes(self.array(field)?))
    }

    /// Reads an `i16` field.
    pub fn i16(&mut self, field: &'static Field) -> Result<i16, FormatError> {
        Ok(LittleEndian::read_i16(&self.array::<2>(field)?))
    }

    /// Reads a `u16` field.
    pub fn u16(&mut self, field: &'static Field) -> Result<u16, FormatError> {
        Ok(LittleEndian::read_u16(&self.array::<2>(field)?))
    }

    /// Reads an `i32` field.
    pub fn i32(&mut self, field: &'static Field) -> Result<i32, FormatError> {
        Ok(LittleEndian::read_i32(&self.array::<4>(field)?))
    }

    /// Reads a `u32` field.
    pub fn u32(&mut self, field: &'static Field) -> Result<u32, FormatError> {
        Ok(LittleEndian::read_u32(&self.array::<4>(field)?))
    }

    /// Reads an `f32` field; any value is accepted.
    pub fn f32(&mut self, field: &'static Field) -> Result<f32, FormatError> {
        Ok(LittleEndian::read_f32(&self.array::<4>(field)?))
    }

    /// Reads an `f64` field; any value is accepted.
    pub fn f64(&mut self, field: &'static Field) -> Result<f64, FormatError> {
        Ok(LittleEndian::read_f64(&self.array::<8>(field)?))
    }

    /// Reads a field of `N` floats ([`FieldType::F32s`]).
    pub fn f32s<const N: usize>(&mut self, field: &'static Field) -> Result<[f32; N], FormatError> {
        debug_assert!(matches!(field.field_type, FieldType::F32s(count) if count as usize == N));
        let words = self.field(field, 4 * N)?.as_chunks::<4>().0;
        Ok(std::array::from_fn(|i| f32::from_le_bytes(words[i])))
    }

    /// Reads a field of fixed length.
    pub fn array<const LEN: usize>(&mut self, field: &'static Field) -> Result<[u8; LEN], FormatError> {
        let mut array = [0; LEN];
        array.copy_from_slice(self.field(field, LEN)?);
        Ok(array)
    }

    /// Reads a field whose length follows from others.
    pub fn field(&mut self, field: &'static Field, len: usize) -> Result<&'a [u8], FormatError> {
        let range = self.claim(field.name, 1, len)?;
        self.note(Shape::Field(field), range.start, 1, len, 0);
        Ok(&self.bytes[range])
    }

    /// Reads contiguous fields of fixed size, as bytes.
    pub fn fields(&mut self, fields: &'static [Field]) -> Result<&'a [u8], FormatError> {
        let start = self.at;
        for field in fields {
            self.field(field, size_of_fields(std::slice::from_ref(field)) as usize)?;
        }
        Ok(&self.bytes[start..self.at])
    }

    /// Reads a non-negative count. Whether the items fit is checked when they are read.
    pub fn count(&mut self, field: &'static Field) -> Result<usize, FormatError> {
        self.number_in(field, 0..=i32::MAX)
    }

    /// Reads a count of items with a minimum size: rejects more than the remaining bytes can hold, so that reserving
    /// memory for all items is safe.
    pub fn count_of(&mut self, field: &'static Field, item_bytes: usize) -> Result<usize, FormatError> {
        let count = self.count(field)?;
        match count.checked_mul(item_bytes) {
            Some(bytes) if bytes <= self.left() => Ok(count),
            _ => {
                let most = self.left() / item_bytes.max(1);
                let expected = format!("at most {}, the bytes left hold no more", grouped(most as u64));
                Err(FormatError {
                    class: ErrorClass::Truncated,
                    ..self.malformed(field, 4, count.to_string(), expected)
                })
            }
        }
    }

    /// Reads an `i32` within non-negative bounds.
    pub fn number_in(&mut self, field: &'static Field, legal: RangeInclusive<i32>) -> Result<usize, FormatError> {
        let value = self.i32(field)?;
        match usize::try_from(value) {
            Ok(number) if legal.contains(&value) => Ok(number),
            _ => {
                let expected = match *legal.end() {
                    i32::MAX => format!("{} or more", legal.start()),
                    end => format!("{} to {}", legal.start(), grouped(end.unsigned_abs())),
                };
                Err(self.malformed(field, 4, value.to_string(), expected))
            }
        }
    }

    /// Reads a string: 32-bit length of at most `max_bytes`, then the bytes, without a terminator (formats section
    /// 0.2).
    pub fn string(
        &mut self,
        length: &'static Field,
        text: &'static Field,
        max_bytes: i32,
    ) -> Result<&'a [u8], FormatError> {
        let len = self.number_in(length, 0..=max_bytes)?;
        self.field(text, len)
    }

    /// Reads an array of records, as a range of the file's bytes. `side` is that of a square array, else 0.
    pub fn records(&mut self, record: &'static Record, count: usize, side: u32) -> Result<Range<usize>, FormatError> {
        let stride = record.stride() as usize;
        let range = self.claim(record.name, count, stride)?;
        self.note(Shape::Records(record), range.start, count, stride, side);
        Ok(range)
    }

    /// The bytes of a range that was read before.
    pub fn slice(&self, range: Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// A [`ErrorClass::Malformed`] error about the field of `len` bytes that was read last.
    pub fn malformed(
        &self,
        field: &'static Field,
        len: usize,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> FormatError {
        FormatError {
            class: ErrorClass::Malformed,
            section: self.section.name,
            offset: self.at.saturating_sub(len) as u64,
            field: field.name,
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// As [`Reader::malformed`], for a well-formed field of an unsupported kind.
    pub fn unsupported(
        &self,
        field: &'static Field,
        len: usize,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> FormatError {
        FormatError { class: ErrorClass::Unsupported, ..self.malformed(field, len, found, expected) }
    }

    /// Rejects a file with bytes after its last field.
    ///
    /// # Errors
    /// Bytes are left.
    pub fn finish(&self) -> Result<(), FormatError> {
        match self.left() {
            0 => Ok(()),
            n => Err(self.malformed(
                &NOT_COVERED,
                0,
                counted(n as u64, "more byte", "more bytes"),
                "the end of the file",
            )),
        }
    }

    /// The recorded field map. Remaining bytes become a section of their own. Empty without recording.
    pub fn into_map(mut self) -> FieldMap {
        if self.left() > 0 {
            self.section(&TRAILING);
            self.skip_to(self.bytes.len());
        }
        let end = self.at as u64;
        self.recorded.map_or_else(FieldMap::default, |mut recorded| {
            recorded.end_section(end);
            recorded.map
        })
    }

    /// Advances by `count` times `size` bytes, if that many are left.
    fn claim(&mut self, name: &'static str, count: usize, size: usize) -> Result<Range<usize>, FormatError> {
        let wanted = count.checked_mul(size);
        match wanted.and_then(|wanted| self.at.checked_add(wanted)).filter(|end| *end <= self.bytes.len()) {
            Some(end) => Ok(std::mem::replace(&mut self.at, end)..end),
            None => Err(FormatError {
                class: ErrorClass::Truncated,
                section: self.section.name,
                offset: self.at as u64,
                field: name,
                found: format!("{} before the end of the file", counted(self.left() as u64, "byte", "bytes")),
                expected: match count {
                    1 => counted(size as u64, "byte", "bytes"),
                    _ => format!("{} x {}", grouped(count as u64), counted(size as u64, "byte", "bytes")),
                },
            }),
        }
    }

    fn note(&mut self, shape: Shape, at: usize, count: usize, stride: usize, side: u32) {
        if count == 0 || stride == 0 {
            return;
        }
        if self.recorded.as_ref().is_some_and(|recorded| recorded.map.sections.is_empty()) {
            self.section(self.section);
        }
        if let Some(recorded) = &mut self.recorded {
            let group = recorded.open.last().and_then(|group| u32::try_from(*group).ok()).unwrap_or(NO_GROUP);
            let (offset, count, stride) = (at as u64, count as u64, stride as u64);
            recorded.map.runs.push(Run { shape, offset, count, stride, side, group });
        }
    }
}

impl Recorded {
    /// Ends the last section, and the groups that an error left open.
    fn end_section(&mut self, at: u64) {
        while !self.open.is_empty() {
            self.close_group();
        }
        if let Some(section) = self.map.sections.last_mut() {
            section.bytes = at - section.offset;
            section.runs.end = self.map.runs.len();
        }
    }

    fn open_group(&mut self, name: &'static str, index: u32) {
        let start = self.map.runs.len();
        let parent = self.open.last().copied();
        if let (None, Ok(group)) = (parent, u32::try_from(self.map.groups.len())) {
            self.map.top_groups.push(group);
        }
        self.open.push(self.map.groups.len());
        self.map.groups.push(Group { name, index, parent, runs: start..start });
    }

    fn close_group(&mut self) {
        if let Some(group) = self.open.pop() {
            self.map.groups[group].runs.end = self.map.runs.len();
        }
    }
}

#[cfg(test)]
mod tests;
