//! Field tables: declarations of a format's fields, with types and meanings.
//!
//! A parser reads every field through its entry, so that errors, `explain` and the bytes panel are always consistent
//! with it. Positions in a particular file are in its [`FieldMap`](super::FieldMap).

/// The type of a field. All numbers are little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// 8-bit signed integer (`i8`).
    I8,
    /// 8-bit unsigned integer (`u8`).
    U8,
    /// Eight flags, printed in binary.
    Flags8,
    /// 16-bit signed integer (`i16`).
    I16,
    /// 16-bit unsigned integer (`u16`).
    U16,
    /// 32-bit signed integer (`i32`).
    I32,
    /// 32-bit unsigned integer (`u32`).
    U32,
    /// 32-bit unsigned integer, printed in hexadecimal.
    Hex32,
    /// IEEE 754 single precision (`f32`).
    F32,
    /// An array of `f32`: a vector, a quaternion, a color.
    F32s(u32),
    /// An array of `u32`.
    U32s(u32),
    /// IEEE 754 double precision (`f64`).
    F64,
    /// 32-bit color; blue, green, red, alpha in the file, printed as 0xAARRGGBB.
    Color,
    /// A D3DFORMAT: a four-character code, or a small number.
    FourCc,
    /// A packed 32-bit word with parts, [`Field::bits`].
    Packed,
    /// Text in code page 949 in a field of this many bytes, terminated by the first NUL, with junk after it.
    FixedText(u32),
    /// Text in code page 949 whose length is the preceding field, terminated by the first NUL.
    Text,
    /// Text enciphered with the client's table cipher, whose length is the preceding field.
    CipherText,
    /// This many uninterpreted bytes.
    FixedBytes(u32),
    /// Uninterpreted bytes; their number follows from other fields.
    Bytes,
}

impl FieldType {
    /// Length in bytes, if the type determines it.
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

    /// Name of the type for display.
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
            FieldType::CipherText => "encrypted text".into(),
            FieldType::FixedBytes(bytes) => format!("u8[{bytes}]"),
            FieldType::Bytes => "bytes".into(),
        }
    }
}

/// A bit range of a packed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bits {
    /// Name in the format notes.
    pub name: &'static str,
    /// Lowest bit, 0 being the least significant.
    pub low: u32,
    /// Number of bits, 1 to 32.
    pub width: u32,
    /// Meaning, in one line.
    pub meaning: &'static str,
}

impl Bits {
    /// Value of the bits in a packed word.
    pub fn extract(&self, word: u32) -> u32 {
        (word >> self.low) & (u32::MAX >> (32 - self.width))
    }

    /// The highest bit.
    pub const fn high(&self) -> u32 {
        self.low + self.width - 1
    }

    /// Which bits they are: `bit 31`, `bits 21-30`.
    pub fn range_text(&self) -> String {
        if self.width == 1 { format!("bit {}", self.low) } else { format!("bits {}-{}", self.low, self.high()) }
    }
}

/// One field of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in errors, in `explain` and in the tree of the file.
    pub name: &'static str,
    /// Encoding of the bytes.
    pub field_type: FieldType,
    /// Meaning, in one line.
    pub meaning: &'static str,
    /// The parts of a packed word; empty for other types.
    pub bits: &'static [Bits],
}

impl Field {
    /// Declares a field without named bits.
    pub const fn new(name: &'static str, field_type: FieldType, meaning: &'static str) -> Field {
        Field { name, field_type, meaning, bits: &[] }
    }

    /// Declares a packed 32-bit word with its parts.
    pub const fn packed(name: &'static str, bits: &'static [Bits], meaning: &'static str) -> Field {
        Field { name, field_type: FieldType::Packed, meaning, bits }
    }
}

/// A record of fixed size, stored in arrays.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The name of one record.
    pub name: &'static str,
    /// Order of the records in the array.
    pub order: &'static str,
    /// Contiguous fields of a record, all of fixed size.
    pub fields: &'static [Field],
}

impl Record {
    /// Length of one record in bytes.
    pub const fn stride(&self) -> u32 {
        size_of_fields(self.fields)
    }
}

/// Total bytes of contiguous fields of fixed size.
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
