//! Enciphered tables of the client (`.tbl`), with any columns (formats section 10).

use crate::formats::kernel::fields::{Field, FieldType as T, Record};
use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer, cipher, text};

static COLUMNS: SectionSpec = SectionSpec { name: "table columns", purpose: "Number and types of the columns." };
static ROWS: SectionSpec = SectionSpec { name: "table rows", purpose: "The rows, each with one value per column." };
static COLUMN_COUNT: Field = Field::new("column count", T::I32, "number of columns");
static COLUMN: Record = Record {
    name: "column",
    order: "from the left",
    fields: &[Field::new(
        "column type",
        T::U32,
        "1 i8, 2 u8, 3 i16, 4 u16, 5 i32, 6 u32, 7 length-prefixed text, 8 f32, 9 f64",
    )],
};
static ROW_COUNT: Field = Field::new("row count", T::I32, "number of rows");
static TEXT_LENGTH: Field = Field::new("text length", T::I32, "length of the text in bytes");
/// Fields of columns of unknown meaning, in the order of the type codes from 1.
static VALUES: [Field; 9] = [
    Field::new("value", T::I8, ""),
    Field::new("value", T::U8, ""),
    Field::new("value", T::I16, ""),
    Field::new("value", T::U16, ""),
    Field::new("value", T::I32, ""),
    Field::new("value", T::U32, ""),
    Field::new("value", T::Text, ""),
    Field::new("value", T::F32, ""),
    Field::new("value", T::F64, ""),
];

/// Names and meanings of a table's columns, if known: a field of the column's type for each.
pub(in crate::formats) type ColumnFields = fn(&[ColumnType]) -> Option<&'static [Field]>;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it all
pub enum ColumnType {
    I8 = 1,
    U8,
    I16,
    U16,
    I32,
    U32,
    Text,
    F32,
    F64,
}

/// All column types, in the order of their codes from 1.
const TYPES: [ColumnType; 9] = [
    ColumnType::I8,
    ColumnType::U8,
    ColumnType::I16,
    ColumnType::U16,
    ColumnType::I32,
    ColumnType::U32,
    ColumnType::Text,
    ColumnType::F32,
    ColumnType::F64,
];

impl ColumnType {
    /// Field type of the column's values.
    pub(in crate::formats) fn field_type(self) -> T {
        VALUES[self as usize - 1].field_type
    }

    /// Minimum bytes of a value.
    fn least_bytes(self) -> usize {
        match self {
            ColumnType::I8 | ColumnType::U8 => 1,
            ColumnType::I16 | ColumnType::U16 => 2,
            ColumnType::I32 | ColumnType::U32 | ColumnType::Text | ColumnType::F32 => 4,
            ColumnType::F64 => 8,
        }
    }
}

/// A value of a column's type.
#[derive(Clone, Debug, PartialEq)]
pub enum TableValue {
    /// An integer of any width.
    Number(i64),
    /// A string's bytes, code page 949.
    Text(Vec<u8>),
    /// A 32-bit float of any value.
    F32(f32),
    /// A 64-bit float of any value.
    F64(f64),
}

impl TableValue {
    /// The number, if it is an integer.
    pub fn number(&self) -> Option<i64> {
        match self {
            TableValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The decoded text, if it is a string.
    pub fn text(&self) -> Option<String> {
        match self {
            TableValue::Text(bytes) => Some(text::decode_until_nul(bytes)),
            _ => None,
        }
    }
}

/// A table: typed columns, and rows with a value for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The type of each column, from the left.
    pub columns: Vec<ColumnType>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<TableValue>>,
}

impl Table {
    /// Parses a complete enciphered table. Offsets in errors are the same in the file and in the plain text.
    ///
    /// # Errors
    /// The deciphered bytes are not a table.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::tbl::{ColumnType, Table, TableValue};
    /// let row = vec![TableValue::Number(21), TableValue::Text(b"Zones\\Moradon.gtd".to_vec())];
    /// let table = Table { columns: vec![ColumnType::U32, ColumnType::Text], rows: vec![row] };
    /// let file = table.encode()?;
    /// assert!(!file.windows(5).any(|bytes| bytes == b"Zones"), "the file is enciphered");
    /// assert_eq!(Table::parse(&file)?, table);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<Table, FormatError> {
        let plain = cipher::decipher(bytes);
        let mut reader = Reader::new(&plain);
        let table = Table::read(&mut reader, |_| None)?;
        reader.finish()?;
        Ok(table)
    }

    /// Reads the fields of a deciphered table; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>, names: ColumnFields) -> Result<Table, FormatError> {
        reader.section(&COLUMNS);
        let columns = read_columns(reader)?;
        let fields: Vec<&'static Field> = match names(&columns) {
            Some(fields) => fields.iter().collect(),
            None => columns.iter().map(|column| &VALUES[*column as usize - 1]).collect(),
        };
        reader.section(&ROWS);
        let row_bytes: usize = columns.iter().map(|column| column.least_bytes()).sum();
        let count = reader.count_of(&ROW_COUNT, row_bytes)?;
        if columns.is_empty() && count > 0 {
            return Err(reader.malformed(&ROW_COUNT, 4, format!("{count} rows without columns"), "columns"));
        }
        let mut rows = Vec::with_capacity(count);
        for index in 0..count {
            rows.push(reader.group("row", index, |reader| {
                let mut row = Vec::with_capacity(columns.len());
                for (column, field) in columns.iter().zip(&fields) {
                    row.push(read_value(reader, *column, field)?);
                }
                Ok(row)
            })?);
        }
        Ok(Table { columns, rows })
    }

    /// Encodes and enciphers the table. Values of another type than their column's are written as zero or empty.
    ///
    /// # Errors
    /// Where the number of columns or rows, or a text's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut plain = Writer::default();
        plain.count(self.columns.len());
        for column in &self.columns {
            plain.u32(*column as u32);
        }
        plain.count(self.rows.len());
        for (value, column) in self.rows.iter().flat_map(|row| row.iter().zip(&self.columns)) {
            write_value(value, *column, &mut plain);
        }
        Ok(cipher::encipher(&plain.finish()?))
    }
}

fn read_columns(reader: &mut Reader<'_>) -> Result<Vec<ColumnType>, FormatError> {
    let count = reader.count_of(&COLUMN_COUNT, 4)?;
    let codes = reader.records(&COLUMN, count, 0)?;
    let codes = reader.slice(codes).as_chunks::<4>().0;
    let mut columns = Vec::with_capacity(count);
    for (index, code) in codes.iter().enumerate() {
        let code = u32::from_le_bytes(*code);
        let column = (code as usize).checked_sub(1).and_then(|index| TYPES.get(index));
        let after = (count - index) * 4;
        columns.push(*column.ok_or_else(|| reader.malformed(&COLUMN.fields[0], after, code.to_string(), "1 to 9"))?);
    }
    Ok(columns)
}

fn read_value(reader: &mut Reader<'_>, column: ColumnType, field: &'static Field) -> Result<TableValue, FormatError> {
    Ok(match column {
        ColumnType::I8 => TableValue::Number(reader.i8(field)?.into()),
        ColumnType::U8 => TableValue::Number(reader.u8(field)?.into()),
        ColumnType::I16 => TableValue::Number(reader.i16(field)?.into()),
        ColumnType::U16 => TableValue::Number(reader.u16(field)?.into()),
        ColumnType::I32 => TableValue::Number(reader.i32(field)?.into()),
        ColumnType::U32 => TableValue::Number(reader.u32(field)?.into()),
        ColumnType::Text => TableValue::Text(reader.string(&TEXT_LENGTH, field, i32::MAX)?.to_vec()),
        ColumnType::F32 => TableValue::F32(reader.f32(field)?),
        ColumnType::F64 => TableValue::F64(reader.f64(field)?),
    })
}

fn write_value(value: &TableValue, column: ColumnType, out: &mut Writer) {
    let number = value.number().unwrap_or(0).to_le_bytes();
    match (column, value) {
        (ColumnType::Text, TableValue::Text(bytes)) => out.string(bytes),
        (ColumnType::F32, TableValue::F32(float)) => out.f32s(&[*float]),
        (ColumnType::F64, TableValue::F64(float)) => out.bytes(&float.to_le_bytes()),
        // The low bytes are the same for signed and unsigned numbers; other values become zero, which is also an empty
        // string.
        _ => out.bytes(&number[..column.least_bytes()]),
    }
}
