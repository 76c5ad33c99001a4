//! Tables of fields: the vocabulary in which a format names its fields, their types and their meanings.
//!
//! A parser reads every field by its entry, so that errors, `explain` and the panel of bytes cannot disagree with it.
//! The tables hold words only; where a field of one particular file lies is in its [`FieldMap`](super::FieldMap).

/// The type of a field. All numbers are little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Signed byte.
    I8,
    /// Unsigned byte.
    U8,
    /// Eight flags, printed in binary.
    Flags8,
    /// Signed 16-bit number.
    I16,
    /// Unsigned 16-bit number.
    U16,
    /// Signed 32-bit number.
    I32,
    /// Unsigned 32-bit number.
    U32,
    /// Unsigned 32-bit number, printed in hexadecimal.
    Hex32,
    /// Single-precision float.
    F32,
    /// This many single-precision floats: a vector, a quaternion, a color.
    F32s(u32),
    /// This many unsigned 32-bit numbers.
    U32s(u32),
    /// Double-precision float.
    F64,
    /// 32-bit color; blue, green, red, alpha in the file, printed as 0xAARRGGBB.
    Color,
    /// A D3DFORMAT: four letters, or a small number.
    FourCc,
    /// A packed 32-bit word whose parts are [`Field::bits`].
    Packed,
    /// Text in code page 949 in a field of this many bytes, cut at the first NUL; junk follows the NUL.
    FixedText(u32),
    /// Text in code page 949, as long as the field before says, cut at the first NUL.
    Text,
    /// Text enciphered with the client's table cipher, as long as the field before says.
    CipherText,
    /// This many uninterpreted bytes.
    FixedBytes(u32),
    /// Uninterpreted bytes whose number follows from other fields.
    Bytes,
}

impl FieldType {
    /// Length in bytes, where the type alone determines it.
    pub const fn size(self) -> Option<u32> {
        match self {
            FieldType::I8 | FieldType::U8 | FieldType::Flags8 => Some(1),
            FieldType::I16 | FieldType::U16 => Some(2),
            FieldType::I32
            | FieldType::U32
            | FieldType::Hex32
            | FieldType::F32
            | FieldType::Color
            | FieldType::FourCc
            | FieldType::Packed => Some(4),
            FieldType::F64 => Some(8),
            FieldType::F32s(count) | FieldType::U32s(count) => Some(4 * count),
            FieldType::FixedText(bytes) | FieldType::FixedBytes(bytes) => Some(bytes),
            FieldType::Text | FieldType::CipherText | FieldType::Bytes => None,
        }
    }

    /// The type's name for readers.
    pub fn name(self) -> String {
        match self {
            FieldType::I8 => "i8".into(),
            FieldType::U8 | FieldType::Flags8 => "u8".into(),
            FieldType::I16 => "i16".into(),
            FieldType::U16 => "u16".into(),
            FieldType::I32 => "i32".into(),
            FieldType::U32 | FieldType::Hex32 => "u32".into(),
            FieldType::F32 => "f32".into(),
            FieldType::F32s(count) => format!("f32[{count}]"),
            FieldType::U32s(count) => format!("u32[{count}]"),
            FieldType::F64 => "f64".into(),
            FieldType::Color => "color".into(),
            FieldType::FourCc => "fourcc".into(),
            FieldType::Packed => "bits of a u32".into(),
            FieldType::FixedText(bytes) => format!("char[{bytes}]"),
            FieldType::Text => "text".into(),
            FieldType::CipherText => "enciphered text".into(),
            FieldType::FixedBytes(bytes) => format!("u8[{bytes}]"),
            FieldType::Bytes => "bytes".into(),
        }
    }
}

/// Some bits of a packed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bits {
    /// The name in the format notes.
    pub name: &'static str,
    /// Lowest bit, 0 the least significant.
    pub low: u32,
    /// How many bits from there on.
    pub width: u32,
    /// Their meaning, in one line.
    pub meaning: &'static str,
}

impl Bits {
    /// The bits' value in a packed word.
    pub fn extract(&self, word: u32) -> u32 {
        (word >> self.low) & (u32::MAX >> (32 - self.width))
    }
}

/// One field of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in errors, in `explain` and in the tree of the file.
    pub name: &'static str,
    /// How its bytes are read.
    pub field_type: FieldType,
    /// Its meaning, in one line.
    pub meaning: &'static str,
    /// The parts of a packed word; empty for other types.
    pub bits: &'static [Bits],
}

impl Field {
    /// An entry of a table.
    pub const fn new(name: &'static str, field_type: FieldType, meaning: &'static str) -> Field {
        Field { name, field_type, meaning, bits: &[] }
    }

    /// A packed 32-bit word and its parts.
    pub const fn packed(name: &'static str, bits: &'static [Bits], meaning: &'static str) -> Field {
        Field { name, field_type: FieldType::Packed, meaning, bits }
    }
}

/// A record of fixed size that stands in a file many times in a row.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The name of one record.
    pub name: &'static str,
    /// In which order the records follow each other.
    pub order: &'static str,
    /// The fields of each, without gaps. All have a fixed size.
    pub fields: &'static [Field],
}

impl Record {
    /// Length of one record in bytes.
    pub const fn stride(&self) -> u32 {
        size_of_fields(self.fields)
    }
}

/// Bytes that fields of fixed size take in a row.
pub const fn size_of_fields(fields: &[Field]) -> u32 {
    let (mut sum, mut i) = (0, 0);
    while i < fields.len() {
        if let Some(size) = fields[i].field_type.size() {
            sum += size;
        }
        i += 1;
    }
    sum
}
