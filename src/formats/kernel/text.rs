//! Text in the client's files: code page 949 (formats section 0.2).

/// Text up to the first NUL; what is no character becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    encoding_rs::EUC_KR.decode_without_bom_handling(&bytes[..end]).0.into_owned()
}

/// The bytes of a text; characters that the code page lacks become `?`.
pub fn encode(text: &str) -> Vec<u8> {
    let encode_char = |c: char| {
        let mut buffer = [0; 4];
        let (bytes, _, lossy) = encoding_rs::EUC_KR.encode(c.encode_utf8(&mut buffer));
        if lossy { vec![b'?'] } else { bytes.into_owned() }
    };
    text.chars().flat_map(encode_char).collect()
}

/// Appends a string as files store it: 32-bit length, bytes, no terminator.
pub fn write_string(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_survives_and_the_rest_is_marked() {
        assert_eq!(encode("가a"), [0xb0, 0xa1, b'a']);
        assert_eq!(decode(&[0xb0, 0xa1, b'a', 0, b'x']), "가a");
        assert_eq!(encode("🦀"), b"?");
        assert_eq!(decode(&[0xff]), "\u{fffd}");
    }
}
