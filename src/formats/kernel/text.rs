//! Text in the client's files: code page 949 (formats section 0.2).

use crate::platform::code_page;

/// Decodes all bytes; invalid sequences become U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    code_page::decode(bytes)
}

/// Decodes up to the first NUL, which is followed by junk in real files; invalid sequences become U+FFFD.
pub fn decode_until_nul(bytes: &[u8]) -> String {
    decode(until_nul(bytes))
}

/// The bytes before the first NUL.
pub fn until_nul(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    &bytes[..end]
}

/// Encodes a text; characters outside the code page become `?`.
pub fn encode(text: &str) -> Vec<u8> {
    code_page::encode(text).unwrap_or_else(|| {
        let encode = |c: char| code_page::encode(c.encode_utf8(&mut [0; 4])).unwrap_or_else(|| vec![b'?']);
        text.chars().flat_map(encode).collect()
    })
}

/// A text in a field of `N` bytes, cut so that a zero ends it; the rest is zeros.
pub fn fixed<const N: usize>(text: &str) -> [u8; N] {
    let (mut field, mut end) = ([0; N], 0);
    for c in text.chars() {
        let bytes = encode(c.encode_utf8(&mut [0; 4]));
        match field.get_mut(end..end + bytes.len()) {
            Some(place) if end + bytes.len() < N => place.copy_from_slice(&bytes),
            _ => break,
        }
        end += bytes.len();
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_fixed_length_ends_with_a_zero_and_has_whole_characters() {
        assert_eq!(fixed("ab"), [b'a', b'b', 0, 0]);
        assert_eq!(fixed("abc"), [b'a', b'b', 0]);
        assert_eq!(fixed("a가"), [b'a', 0, 0]);
    }

    #[test]
    fn korean_survives_and_the_rest_becomes_a_question_mark() {
        assert_eq!(encode("가a"), [0xb0, 0xa1, b'a']);
        assert_eq!(decode_until_nul(&[0xb0, 0xa1, b'a', 0, b'x']), "가a");
        assert_eq!(decode(&encode("물.dxt")), "물.dxt");
        assert_eq!(encode("a😀b"), b"a?b");
        assert_eq!(decode(&[0xff]), "\u{fffd}");
    }
}
