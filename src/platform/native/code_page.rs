//! Code page 949 (Korean).

/// Decodes bytes; invalid sequences become U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    encoding_rs::EUC_KR.decode_without_bom_handling(bytes).0.into_owned()
}

/// Encodes a text. None if a character is outside the code page.
pub fn encode(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding_rs::EUC_KR.encode(text);
    (!lossy).then(|| bytes.into_owned())
}
