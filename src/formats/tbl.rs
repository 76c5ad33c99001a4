//! The client's enciphered tables (`.tbl`), of any columns (formats section 10).

use crate::formats::gtd::cipher;
use crate::formats::kernel::{ReadError, Reader, text};

/// What a column holds.
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
    /// Bytes that a value takes, at least.
    fn least_bytes(self) -> usize {
        match self {
            ColumnType::I8 | ColumnType::U8 => 1,
            ColumnType::I16 | ColumnType::U16 => 2,
            ColumnType::I32 | ColumnType::U32 | ColumnType::Text | ColumnType::F32 => 4,
            ColumnType::F64 => 8,
        }
    }
}

/// A value; its kind is its column's.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number of any width.
    Number(i64),
    /// A string's bytes, code page 949.
    Text(Vec<u8>),
    /// 32-bit float.
    F32(f32),
    /// 64-bit float.
    F64(f64),
}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(bytes) => Some(text::decode(bytes)),
            _ => None,
        }
    }
}

/// A table: typed columns, and rows with a value for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The columns' types.
    pub columns: Vec<ColumnType>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// Reads an enciphered table to its last byte. Offsets in errors are those of the file and of the plain text
    /// alike.
    ///
    /// # Errors
    /// Where the deciphered bytes are no table.
    pub fn parse(bytes: &[u8]) -> Result<Table, ReadError> {
        let plain = cipher::decipher(bytes);
        let mut reader = Reader::new(&plain, "table columns");
        let columns = read_columns(&mut reader)?;
        reader.enter("table rows");
        let row_bytes: usize = columns.iter().map(|column| column.least_bytes()).sum();
        let at = reader.at();
        let count = reader.count(row_bytes, "rows")?;
        if columns.is_empty() && count > 0 {
            return Err(reader.malformed(at, format!("{count} rows without columns"), "columns"));
        }
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let mut row = Vec::with_capacity(columns.len());
            for column in &columns {
                row.push(read_value(&mut reader, *column)?);
            }
            rows.push(row);
        }
        reader.finish()?;
        Ok(Table { columns, rows })
    }

    /// The table as a file. Values must be of their columns' types; others are written as zero or empty.
    pub fn encode(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        plain.extend((self.columns.len() as u32).to_le_bytes());
        for column in &self.columns {
            plain.extend((*column as u32).to_le_bytes());
        }
        plain.extend((self.rows.len() as u32).to_le_bytes());
        for (value, column) in self.rows.iter().flat_map(|row| row.iter().zip(&self.columns)) {
            write_value(value, *column, &mut plain);
        }
        cipher::encipher(&plain)
    }
}

fn read_columns(reader: &mut Reader<'_>) -> Result<Vec<ColumnType>, ReadError> {
    let count = reader.count(4, "columns")?;
    let mut columns = Vec::with_capacity(count);
    for _ in 0..count {
        let at = reader.at();
        let code = reader.u32("column type")?;
        let column = (code as usize).checked_sub(1).and_then(|index| TYPES.get(index));
        columns.push(*column.ok_or_else(|| reader.malformed(at, format!("column type {code}"), "1 to 9"))?);
    }
    Ok(columns)
}

fn read_value(reader: &mut Reader<'_>, column: ColumnType) -> Result<Value, ReadError> {
    let what = "value";
    Ok(match column {
        ColumnType::I8 => Value::Number(i64::from(reader.u8(what)? as i8)),
        ColumnType::U8 => Value::Number(i64::from(reader.u8(what)?)),
        ColumnType::I16 => Value::Number(i64::from(reader.u16(what)? as i16)),
        ColumnType::U16 => Value::Number(i64::from(reader.u16(what)?)),
        ColumnType::I32 => Value::Number(i64::from(reader.i32(what)?)),
        ColumnType::U32 => Value::Number(i64::from(reader.u32(what)?)),
        ColumnType::Text => Value::Text(reader.string(usize::MAX, "text")?.to_vec()),
        ColumnType::F32 => Value::F32(reader.f32(what)?),
        ColumnType::F64 => Value::F64(f64::from_bits(reader.u64(what)?)),
    })
}

fn write_value(value: &Value, column: ColumnType, out: &mut Vec<u8>) {
    let number = value.number().unwrap_or(0).to_le_bytes();
    match (column, value) {
        (ColumnType::Text, Value::Text(bytes)) => text::write_string(bytes, out),
        (ColumnType::F32, Value::F32(float)) => out.extend(float.to_le_bytes()),
        (ColumnType::F64, Value::F64(float)) => out.extend(float.to_le_bytes()),
        // A number's low bytes are the same, signed or not; what is no number is zero, an empty string too.
        _ => out.extend(&number[..column.least_bytes()]),
    }
}
