//! Paths in JSON, without loss: a path that is Unicode is its own text. Any other (names in another encoding, as unzip
//! leaves them on Linux, or half surrogate pairs on Windows) is written with escapes behind a mark that no absolute path
//! begins with. Versions that do not know the mark read it as a file that does not exist.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

/// Begin of a text with escapes: `%XX` is a byte (Unix), `%uXXXX` half a surrogate pair (Windows), `%25` a percent sign.
const MARK: &str = "file://";

/// The text of a path.
pub fn to_text(path: &Path) -> String {
    match path.to_str() {
        Some(text) if !text.starts_with(MARK) => text.to_owned(),
        _ => MARK.to_owned() + &escaped(path.as_os_str()),
    }
}

/// The path of a text. Wrong escapes are taken literally.
pub fn from_text(text: &str) -> PathBuf {
    text.strip_prefix(MARK).and_then(unescaped).map_or_else(|| text.into(), PathBuf::from)
}

fn push(text: &mut String, part: &str) {
    text.push_str(&part.replace('%', "%25"));
}

/// A number of hexadecimal digits alone.
fn hex(digits: &str) -> Option<u16> {
    u16::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(unix)]
fn escaped(path: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut text = String::new();
    for chunk in path.as_bytes().utf8_chunks() {
        push(&mut text, chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(unix)]
fn unescaped(text: &str) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::try_from(hex(part.get(..2)?)?).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    Some(OsString::from_vec(bytes))
}

#[cfg(windows)]
fn escaped(path: &OsStr) -> String {
    use std::os::windows::ffi::OsStrExt;
    let mut text = String::new();
    for unit in char::decode_utf16(path.encode_wide()) {
        match unit {
            Ok(c) => push(&mut text, c.encode_utf8(&mut [0; 4])),
            Err(half) => text.push_str(&format!("%u{:04X}", half.unpaired_surrogate())),
        }
    }
    text
}

#[cfg(windows)]
fn unescaped(text: &str) -> Option<OsString> {
    use std::os::windows::ffi::OsStringExt;
    let mut parts = text.split('%');
    let mut units: Vec<u16> = parts.next()?.encode_utf16().collect();
    for part in parts {
        let (digits, rest) = match part.strip_prefix('u') {
            Some(part) => (part.get(..4)?, part.get(4..)?),
            None => (part.get(..2)?, part.get(2..)?),
        };
        units.push(hex(digits)?);
        units.extend(rest.encode_utf16());
    }
    Some(OsString::from_wide(&units))
}

/// A page names its files itself, in Unicode.
#[cfg(not(any(unix, windows)))]
fn escaped(path: &OsStr) -> String {
    let mut text = String::new();
    push(&mut text, &path.to_string_lossy());
    text
}

#[cfg(not(any(unix, windows)))]
fn unescaped(text: &str) -> Option<OsString> {
    let mut parts = text.split('%');
    let mut whole = parts.next()?.to_owned();
    for part in parts {
        whole.push(char::from(u8::try_from(hex(part.get(..2)?)?).ok()?));
        whole.push_str(part.get(2..)?);
    }
    Some(whole.into())
}

/// serde form of an optional path, for `#[serde(with = "...")]`.
pub mod option {
    use super::{Deserialize, Deserializer, PathBuf, from_text, to_text};

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    #[allow(clippy::missing_errors_doc, reason = "serde's errors")]
    pub fn serialize<S: serde::Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&path.as_deref().map(to_text), serializer)
    }

    #[allow(clippy::missing_errors_doc, reason = "serde's errors")]
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.filter(|text| !text.is_empty()).as_deref().map(from_text))
    }
}

/// serde form of a list of paths, for `#[serde(with = "...")]`.
pub mod list {
    use super::{Deserialize, Deserializer, PathBuf, from_text, to_text};

    #[allow(clippy::missing_errors_doc, reason = "serde's errors")]
    pub fn serialize<S: serde::Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(paths.iter().map(|path| to_text(path)))
    }

    #[allow(clippy::missing_errors_doc, reason = "serde's errors")]
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        Ok(texts.iter().filter(|text| !text.is_empty()).map(|text| from_text(text)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unicode_is_its_own_text() {
        for path in ["/zones/50% off/\u{ac00}.gtd", r"C:\Zones\a.gtd", "%B0", ""] {
            assert_eq!((to_text(Path::new(path)), from_text(path)), (path.to_owned(), PathBuf::from(path)));
        }
        assert_eq!(to_text(Path::new("file:///a%")), "file://file:///a%25");
    }

    #[test]
    fn wrong_escapes_are_taken_literally() {
        for text in ["file://a%", "file://a%4", "file://%zz", "file://%\u{e9}x", "file://%+4"] {
            assert_eq!(to_text(&from_text(text)).replace("%25", "%").replacen("file://", "", 1), text, "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_in_another_encoding_are_legible_and_complete() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(OsStr::from_bytes(b"/ko 100%/\xb0\xa1/a.gtd"));
        assert_eq!(to_text(path), "file:///ko 100%25/%B0%A1/a.gtd");
        assert_eq!(from_text(&to_text(path)), path);
    }

    #[cfg(windows)]
    #[test]
    fn half_surrogate_pairs_are_complete() {
        use std::os::windows::ffi::OsStringExt;
        let path = PathBuf::from(OsString::from_wide(&[u16::from(b'C'), 0xd800, u16::from(b'%'), 0xdc00, 0xac00]));
        assert_eq!(to_text(&path), "file://C%uD800%25%uDC00\u{ac00}");
        assert_eq!(from_text(&to_text(&path)), path);
    }

    proptest! {
        #[cfg(unix)]
        #[test]
        fn every_path_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            use std::os::unix::ffi::OsStringExt;
            let path = PathBuf::from(OsString::from_vec(bytes));
            prop_assert_eq!(from_text(&to_text(&path)), path);
        }

        #[test]
        fn every_text_is_some_path(text in "(file://)?[%uA-F0-9a\u{e9}/]{0,12}") {
            let path = from_text(&text);
            prop_assert_eq!(from_text(&to_text(&path)), path);
        }
    }
}
