//! Formatting of field values.

use super::fields::FieldType;
use super::number::grouped;
use super::visible::visible;
use super::{cipher, text};

/// Formats a value for display. `raw` is the field's bytes; if their length does not fit the type they are printed as
/// bytes.
pub(super) fn value_text(field_type: FieldType, raw: &[u8]) -> String {
    known(field_type, raw).unwrap_or_else(|| hex(raw))
}

fn known(field_type: FieldType, raw: &[u8]) -> Option<String> {
    Some(match field_type {
        FieldType::I8 => i8::from_le_bytes(array(raw)?).to_string(),
        FieldType::U8 => array::<1>(raw)?[0].to_string(),
        FieldType::Flags8 => format!("0b{:08b}", array::<1>(raw)?[0]),
        FieldType::I16 => i16::from_le_bytes(array(raw)?).to_string(),
        FieldType::U16 => u16::from_le_bytes(array(raw)?).to_string(),
        FieldType::I32 => i32::from_le_bytes(array(raw)?).to_string(),
        FieldType::U32 => u32::from_le_bytes(array(raw)?).to_string(),
        FieldType::Hex32 | FieldType::Packed => format!("{:#010x}", u32::from_le_bytes(array(raw)?)),
        FieldType::Color => format!("0x{:08X}", u32::from_le_bytes(array(raw)?)),
        FieldType::F32 => float_text(f32::from_le_bytes(array(raw)?)),
        FieldType::F64 => float_text(f64::from_le_bytes(array(raw)?)),
        FieldType::FourCc => fourcc_text(array(raw)?),
        FieldType::F32s(_) => list(raw, |word| float_text(f32::from_le_bytes(word))),
        FieldType::U32s(_) => list(raw, |word| u32::from_le_bytes(word).to_string()),
        FieldType::FixedText(_) | FieldType::Text => quoted(&text::decode_until_nul(raw)),
        FieldType::CipherText => quoted(&text::decode(&cipher::decipher(raw))),
        FieldType::FixedBytes(_) | FieldType::Bytes => return None,
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text))
}

fn array<const N: usize>(raw: &[u8]) -> Option<[u8; N]> {
    raw.try_into().ok()
}

fn list(raw: &[u8], value: impl Fn([u8; 4]) -> String) -> String {
    let values: Vec<String> = raw.as_chunks::<4>().0.iter().map(|word| value(*word)).collect();
    values.join(", ")
}

fn fourcc_text(code: [u8; 4]) -> String {
    if code.iter().all(u8::is_ascii_graphic) {
        code.escape_ascii().to_string()
    } else {
        u32::from_le_bytes(code).to_string()
    }
}

/// A float with all its digits, with an exponent if it would be long.
fn float_text<F: Into<f64> + Copy + std::fmt::Display + std::fmt::LowerExp>(value: F) -> String {
    let size = value.into().abs();
    let long = size != 0.0 && size.is_finite() && !(1e-4..1e9).contains(&size);
    if long { format!("{value:e}") } else { value.to_string() }
}

/// The first bytes in hexadecimal.
fn hex(raw: &[u8]) -> String {
    const SHOWN: usize = 16;
    let mut text: Vec<String> = raw.iter().take(SHOWN).map(|byte| format!("{byte:02x}")).collect();
    if raw.len() > SHOWN {
        text.push(format!("... ({} bytes)", grouped(raw.len() as u64)));
    }
    text.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_printed_by_their_type() {
        assert_eq!(value_text(FieldType::I16, &[0xff, 0xff]), "-1");
        assert_eq!(value_text(FieldType::F32s(2), &[0, 0, 128, 63, 0, 0, 0, 64]), "1, 2");
        assert_eq!(value_text(FieldType::F32, &f32::MIN_POSITIVE.to_le_bytes()), "1.1754944e-38");
        assert_eq!(value_text(FieldType::F64, &(-1e300_f64).to_le_bytes()), "-1e300");
        assert_eq!(value_text(FieldType::F64, &0.1_f64.to_le_bytes()), "0.1");
        assert_eq!(value_text(FieldType::FourCc, b"DXT1"), "DXT1");
        assert_eq!(value_text(FieldType::FourCc, &[26, 0, 0, 0]), "26");
        assert_eq!(value_text(FieldType::Color, &[1, 2, 3, 4]), "0x04030201");
        assert_eq!(value_text(FieldType::Flags8, &[5]), "0b00000101");
        assert_eq!(value_text(FieldType::Text, b"a\\b\0junk"), "\"a\\b\"");
        assert_eq!(value_text(FieldType::Text, b"\x1b[31m\n"), "\"\\x1b[31m\\n\"");
        assert_eq!(value_text(FieldType::I32, &[1, 2]), "01 02", "a length that does not fit the type");
        assert_eq!(value_text(FieldType::Bytes, &[7; 20]).matches("07").count(), 16);
    }
}
