//! Layout detection and the header (format notes, sections 1.1 and 1.2).
//!
//! Nothing in a file identifies its layout. A layout is possible if a legal number of vertices is at its position and
//! the file is long enough for it; [`candidates`] lists those, and the parser chooses the one that ends at the end of
//! the file.

use super::{SectionId, fields};
use crate::formats::kernel::fields::Field;
use crate::formats::kernel::number::counted;
use crate::formats::kernel::text::{decode, decode_until_nul, encode};
use crate::formats::kernel::{ErrorClass, FormatError, Reader, cipher};

/// Maximum length of a zone's name, in bytes.
const NAME_MAX: i32 = 260;
/// Versions of versioned files are smaller than this.
const VERSION_END: i32 = 1000;

/// Minimum number of vertices a side.
pub const MAP_SIZE_MIN: u32 = 9;
/// Maximum number of vertices a side.
pub const MAP_SIZE_MAX: u32 = 8193;

/// Layout: the contents before the number of vertices, and the form of the ponds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// No header: clients up to 1097.
    Headerless,
    /// Version and name: clients 1298 and 1299.
    Versioned {
        /// 1 or 2 in real files; others are read like 2.
        version: i32,
    },
    /// Enciphered name: newer clients.
    Modern,
}

impl Layout {
    /// Name of the layout in messages and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Headerless => "headerless",
            Layout::Versioned { .. } => "versioned",
            Layout::Modern => "modern",
        }
    }

    /// The version, if the layout has one.
    pub fn version(self) -> Option<i32> {
        match self {
            Layout::Versioned { version } => Some(version),
            _ => None,
        }
    }

    /// Whether clients with this layout are known: an unknown version is read like version 2.
    pub fn is_known(self) -> bool {
        self.version().is_none_or(|version| version == 1 || version == 2)
    }
}

/// The header: contents before the number of vertices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Layout of the file.
    pub layout: Layout,
    /// The zone's name in plain text, deciphered in the modern layout; none in the headerless one.
    pub name: Option<String>,
    /// The name's bytes as stored, enciphered in the modern layout; empty in the headerless one.
    pub name_bytes: Vec<u8>,
    /// The word after a modern name, 0 in the known file; 0 in the other layouts.
    pub word: i32,
}

impl Header {
    /// Creates the header of a headerless file.
    pub fn headerless() -> Header {
        Header { layout: Layout::Headerless, name: None, name_bytes: Vec::new(), word: 0 }
    }

    /// Creates the header of a versioned file.
    pub fn versioned(version: i32, name: &str) -> Header {
        Header::with_bytes(Layout::Versioned { version }, encode(name), 0)
    }

    /// Creates the header of a modern file.
    pub fn modern(name: &str) -> Header {
        Header::with_bytes(Layout::Modern, cipher::encipher(&encode(name)), 0)
    }

    fn with_bytes(layout: Layout, name_bytes: Vec<u8>, word: i32) -> Header {
        let name = match layout {
            Layout::Headerless => None,
            Layout::Versioned { .. } => Some(decode_until_nul(&name_bytes)),
            Layout::Modern => Some(decode(&cipher::decipher(&name_bytes))),
        };
        Header { layout, name, name_bytes, word }
    }

    /// Reads the header, assuming this layout.
    pub(super) fn read(reader: &mut Reader<'_>, layout: Layout) -> Result<Header, FormatError> {
        let (mut name, mut word) = (Vec::new(), 0);
        match layout {
            Layout::Headerless => {}
            Layout::Versioned { .. } => {
                reader.i32(&fields::VERSION)?;
                name = reader.string(&fields::NAME_LENGTH, &fields::NAME, NAME_MAX)?.to_vec();
            }
            Layout::Modern => {
                name = reader.string(&fields::NAME_LENGTH, &fields::CIPHER_NAME, NAME_MAX)?.to_vec();
                word = reader.i32(&fields::HEADER_WORD)?;
            }
        }
        Ok(Header::with_bytes(layout, name, word))
    }
}

/// Whether a number of vertices a side is legal: 2^k + 1 from 9 to 8193.
pub fn is_map_size(size: i64) -> bool {
    (i64::from(MAP_SIZE_MIN)..=i64::from(MAP_SIZE_MAX)).contains(&size) && (size - 1).count_ones() == 1
}

/// The layouts that the file's first fields allow, in the order in which they are tried. A file that is too short for
/// its number of vertices is only accepted without an alternative, so that the error can name the truncated field.
pub(super) fn candidates(bytes: &[u8]) -> Vec<Layout> {
    let sized: Vec<(Layout, u64)> = starts(bytes)
        .into_iter()
        .flatten()
        .filter(|(_, at)| i32_at(bytes, *at).is_some_and(|size| is_map_size(i64::from(size))))
        .collect();
    let long_enough: Vec<Layout> =
        sized.iter().filter(|(_, at)| body_fits(bytes, *at)).map(|(layout, _)| *layout).collect();
    if long_enough.is_empty() { sized.into_iter().map(|(layout, _)| layout).collect() } else { long_enough }
}

/// Whether a possible layout exists whose body fits into the file.
pub(super) fn is_long_enough(bytes: &[u8]) -> bool {
    let is_body = |at: u64| i32_at(bytes, at).is_some_and(|size| is_map_size(size.into())) && body_fits(bytes, at);
    starts(bytes).into_iter().flatten().any(|(_, at)| is_body(at))
}

/// The layouts with plausible headers, and the position of the number of vertices.
fn starts(bytes: &[u8]) -> [Option<(Layout, u64)>; 3] {
    let first = i32_at(bytes, 0);
    let second = i32_at(bytes, 4);
    let version = first.filter(|version| (1..VERSION_END).contains(version));
    let name_bytes = |len: Option<i32>| len.filter(|len| *len <= NAME_MAX).and_then(|len| u64::try_from(len).ok());
    [
        Some((Layout::Headerless, 0)),
        version.zip(name_bytes(second)).map(|(version, bytes)| (Layout::Versioned { version }, 8 + bytes)),
        name_bytes(first).map(|bytes| (Layout::Modern, 8 + bytes)),
    ]
}

/// Whether the file is long enough for the body that begins at a legal number of vertices.
fn body_fits(bytes: &[u8], at: u64) -> bool {
    i32_at(bytes, at).and_then(|size| u64::try_from(size).ok()).is_some_and(|size| {
        let patches = size.saturating_sub(1) / 8;
        bytes.len() as u64 >= at + 4 + 9 * size * size + 8 * patches * patches + 260 + 12
    })
}

fn i32_at(bytes: &[u8], at: u64) -> Option<i32> {
    let at = usize::try_from(at).ok()?;
    bytes.get(at..)?.first_chunk().map(|word| i32::from_le_bytes(*word))
}

/// The error for a file that matches no layout.
pub(super) fn no_layout_error(bytes: &[u8]) -> FormatError {
    const SIZES: &str = "a map size, 2^k + 1 from 9 to 8,193";
    let error = |class, section: SectionId, offset: u64, field: &'static Field, found: String, expected: &str| {
        FormatError { class, section: section.name(), offset, field: field.name, found, expected: expected.into() }
    };
    let left = |at: u64| {
        let left = (bytes.len() as u64).saturating_sub(at);
        format!("{} before the end of the file", counted(left, "byte", "bytes"))
    };
    let (cut, wrong) = (ErrorClass::Truncated, ErrorClass::Malformed);
    let Some(first) = i32_at(bytes, 0) else {
        return error(cut, SectionId::Header, 0, &fields::VERSION, left(0), "a version, a name length or a map size");
    };
    let body = starts(bytes)[1..].iter().flatten().next().map(|(_, at)| *at);
    match (body, i32_at(bytes, 4)) {
        (None, _) => {
            let expected = format!("a version below {VERSION_END}, a name length or {SIZES}");
            error(wrong, SectionId::Header, 0, &fields::VERSION, first.to_string(), &expected)
        }
        (Some(_), None) => error(cut, SectionId::Header, 4, &fields::NAME_LENGTH, left(4), "4 bytes"),
        (Some(at), Some(_)) => match i32_at(bytes, at) {
            Some(size) => error(wrong, SectionId::MapData, at, &fields::MAP_SIZE, size.to_string(), SIZES),
            None if at > bytes.len() as u64 => {
                error(cut, SectionId::Header, 8, &fields::NAME, left(8), &counted(at - 8, "byte", "bytes"))
            }
            None => error(cut, SectionId::MapData, at, &fields::MAP_SIZE, left(at), "4 bytes"),
        },
    }
}
