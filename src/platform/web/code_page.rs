//! Code page 949 (Korean), by the browser's own table.

use std::collections::HashMap;
use std::sync::OnceLock;

use web_sys::TextDecoder;

/// The code page's name in browsers.
const LABEL: &str = "euc-kr";

/// Decodes bytes; invalid sequences become U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text.to_owned(),
        _ => decode_by_browser(bytes),
    }
}

/// Encodes a text. None if a character is outside the code page.
pub fn encode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => bytes.push(byte),
            _ => bytes.extend_from_slice(pairs().get(&character)?),
        }
    }
    Some(bytes)
}

fn decode_by_browser(bytes: &[u8]) -> String {
    let decoded = TextDecoder::new_with_label(LABEL).and_then(|decoder| decoder.decode_with_u8_array(bytes));
    decoded.unwrap_or_else(|_| {
        bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '\u{fffd}' }).collect()
    })
}

/// The pair of bytes of each character outside ASCII: a browser can only decode the code page.
fn pairs() -> &'static HashMap<char, [u8; 2]> {
    static PAIRS: OnceLock<HashMap<char, [u8; 2]>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let all = || (0x81..=0xfe).flat_map(|first| (0x41..=0xfe).map(move |second| [first, second]));
        let lines: Vec<u8> = all().flat_map(|[first, second]| [first, second, b'\n']).collect();
        let decoded = decode_by_browser(&lines);
        let mut pairs = HashMap::new();
        for (pair, line) in all().zip(decoded.lines()) {
            let mut characters = line.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && character != '\u{fffd}'
            {
                pairs.entry(character).or_insert(pair);
            }
        }
        pairs
    })
}
