//! Files that are no zones: what they are instead, for error messages.

use super::kernel::{ErrorClass, FormatError};
use super::kinds::{FileKind, KINDS};
use super::{gtd, opd};

/// The error for bytes that are no zone but of a kind that is known by its content, or by the file's extension (any
/// case, no dot); none if the kind is unknown.
pub(super) fn error(bytes: &[u8], extension: Option<&str>) -> Option<FormatError> {
    let found = describe(bytes, extension)?;
    Some(FormatError {
        class: ErrorClass::Foreign,
        section: gtd::SectionId::Header.name(),
        offset: 0,
        field: "kind",
        found,
        expected: "a zone (.gtd)".into(),
    })
}

/// The kind of a file in words, with what reads it: `a PNG image`, `placed objects (.opd), which ...`.
pub fn describe(bytes: &[u8], extension: Option<&str>) -> Option<String> {
    if let Some(name) = common_kind(bytes) {
        return Some(name.into());
    }
    if let Some(kind) = client_kind(bytes) {
        return Some(format!("{} (.{}), which `gtd-viewer explain` reads", kind.name, kind.extensions[0]));
    }
    let of_extension = |kind: &&FileKind| {
        extension.is_some_and(|extension| kind.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    };
    let kind = KINDS.into_iter().filter(is_no_zone).find(of_extension)?;
    Some(format!("a file with the extension of {} (.{})", kind.name, kind.extensions[0]))
}

fn is_no_zone(kind: &&'static FileKind) -> bool {
    !std::ptr::eq(*kind, &raw const gtd::KIND)
}

/// A kind of the client's files, whole or with a known beginning.
fn client_kind(bytes: &[u8]) -> Option<&'static FileKind> {
    // Zeros, and nothing, are valid files of some kinds.
    if bytes.iter().all(|byte| *byte == 0) {
        return None;
    }
    let whole = KINDS.into_iter().filter(is_no_zone).find(|kind| kind.matches(bytes));
    let texture = || begins_with_ntf(bytes).then_some(&super::ntf::DXT);
    whole.or_else(texture).or_else(|| opd::read::begins_like(bytes).then_some(&opd::KIND))
}

/// Whether the file begins with a name and the mark of a texture.
fn begins_with_ntf(bytes: &[u8]) -> bool {
    let length = bytes.first_chunk().map(|word| u32::from_le_bytes(*word)).filter(|length| *length <= 260);
    let mark = length.and_then(|length| bytes.get(4 + length as usize..));
    mark.is_some_and(|mark| mark.starts_with(b"NTF"))
}

/// First bytes of common kinds of files.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"version https://git-lfs.github.com/spec/", "a Git LFS pointer; `git lfs pull` gets the file itself"),
    (b"/annex/objects/", "a git-annex pointer; `git annex get` gets the file itself"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"DDS ", "a DDS texture"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x76\x2f\x31\x01", "an OpenEXR image"),
    (b"glTF", "a glTF model (.glb)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "an XZ archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"MSCF", "a cabinet archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a Linux program"),
    (b"MZ", "a Windows program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"RIFF", "a RIFF file, such as WAV or WebP"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
];

/// A kind that many programs know. Text is one, too.
fn common_kind(bytes: &[u8]) -> Option<&'static str> {
    let known = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name);
    known.or_else(|| is_bmp(bytes).then_some("a BMP image")).or_else(|| text_kind(bytes))
}

/// The two letters of a bitmap are not much; its length follows them.
fn is_bmp(bytes: &[u8]) -> bool {
    let length = || bytes.get(2..6)?.first_chunk().map(|word| u32::from_le_bytes(*word) as usize);
    bytes.starts_with(b"BM") && length().is_some_and(|length| length == bytes.len())
}

fn text_kind(bytes: &[u8]) -> Option<&'static str> {
    /// Bytes examined; shorter texts are too likely to be something else.
    const EXAMINED: usize = 4096;
    const SHORTEST: usize = 8;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return (bytes.len() >= SHORTEST && bytes.len().is_multiple_of(2) && bytes[2..].contains(&0))
            .then_some("text in UTF-16");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.get(..bytes.len().min(EXAMINED)).filter(|start| start.len() >= SHORTEST)?;
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A character may be cut at the end.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return None;
    }
    let text = text.trim_start().to_ascii_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    Some(match () {
        () if starts(&["<!doctype html", "<html", "<head", "<body"]) => "a web page (HTML)",
        () if starts(&["<?xml", "<svg"]) => "an XML document",
        () if starts(&["{", "["]) => "text, perhaps JSON",
        () => "text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::Gtd;

    fn error_of(bytes: &[u8], extension: Option<&str>) -> String {
        Gtd::parse_file(bytes, extension).unwrap_err().to_string()
    }

    #[test]
    fn a_known_kind_is_named() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
        for (bytes, name) in [
            (&pointer[..], "found a Git LFS pointer; `git lfs pull` gets the file itself, expected a zone (.gtd)"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "found a PNG image, expected a zone (.gtd)"),
            (b"PK\x03\x04\x14\0\0\0", "found a ZIP archive, expected a zone (.gtd)"),
            (b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<title>404</title>", "found a web page (HTML), expected a zone (.gtd)"),
            ("Kara: \u{ac00}\u{ac01} no terrain".as_bytes(), "found text, expected a zone (.gtd)"),
            (b"\xff\xfeh\0e\0l\0l\0o\0", "found text in UTF-16, expected a zone (.gtd)"),
            (b"BM\x0c\0\0\0\0\0\0\0\0\0", "found a BMP image, expected a zone (.gtd)"),
        ] {
            assert_eq!(error_of(bytes, Some("gtd")), name);
        }
    }

    #[test]
    fn a_client_file_is_named_by_its_beginning_or_its_extension() {
        let texture = [&[0; 4][..], b"NTF\x03\x80\0\0\0\x80\0\0\0DXT1\x01\0\0\0and its pixels"].concat();
        assert!(error_of(&texture, None).contains("found texture (.dxt), which `gtd-viewer explain` reads"));
        let objects = [b"\x01\0\0\0\x05\0\0\0arena\0\0\x80\x43\0\0\x80\x43".as_slice(), &[0; 4000]].concat();
        let told = error_of(&objects, None);
        assert_eq!(told, "found placed objects (.opd), which `gtd-viewer explain` reads, expected a zone (.gtd)");
        let told = error_of(&[0xfe; 500], Some("N3Sky"));
        assert_eq!(told, "found a file with the extension of sky (.n3sky), expected a zone (.gtd)");
    }

    #[test]
    fn a_broken_zone_keeps_its_own_error() {
        for bytes in [&[][..], &[9], &[0xff; 20_000], &[0; 20_000], b"\x02\0\0\0\x04\0\0\0area\x01"] {
            let error = Gtd::parse_file(bytes, Some("gtd")).unwrap_err();
            assert_ne!(error.class, ErrorClass::Foreign, "{error}");
        }
    }
}
