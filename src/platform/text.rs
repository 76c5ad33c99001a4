//! Text files as other programs write them.

use std::io;

/// Decodes UTF-8 or UTF-16, with or without a byte order mark, which is removed. UTF-16 without one is recognized by the
/// zero byte beside the first character, which JSON and most texts begin with.
///
/// # Errors
/// The bytes are no such text.
pub fn text_of(mut bytes: Vec<u8>) -> io::Result<String> {
    let (is_little, at) = match bytes.as_slice() {
        [0xff, 0xfe, ..] => (true, 2),
        [0xfe, 0xff, ..] => (false, 2),
        [first, 0, ..] if *first != 0 => (true, 0),
        [0, second, ..] if *second != 0 => (false, 0),
        _ => {
            if bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            return String::from_utf8(bytes)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()));
        }
    };
    let (words, rest) = bytes[at..].as_chunks::<2>();
    let words = words.iter().map(|word| if is_little { u16::from_le_bytes(*word) } else { u16::from_be_bytes(*word) });
    let text: Result<String, _> = char::decode_utf16(words).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "invalid UTF-16"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_forms_that_editors_write() {
        let text = "{\"views\": \"가😀\"}";
        let utf16 = |little: bool| {
            let bytes = move |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [&b"\xff\xfe"[..], &utf16(true)].concat(),
            [&b"\xfe\xff"[..], &utf16(false)].concat(),
            utf16(true),
            utf16(false),
        ] {
            assert_eq!(text_of(bytes).unwrap(), text);
        }
        assert_eq!(text_of(Vec::new()).unwrap() + &text_of(b"\xef\xbb\xbf".to_vec()).unwrap(), "");
        for broken in [&b"\xb0\xa1"[..], b"\xff\xfe{", b"\xff\xfe\0\xd8", b"\xef\xbb"] {
            assert_eq!(text_of(broken.to_vec()).unwrap_err().kind(), io::ErrorKind::InvalidData, "{broken:?}");
        }
    }
}
