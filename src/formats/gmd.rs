//! `.gmd`: number and note of a zone (server section 3.6).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{FormatError, Reader, SectionSpec, text};
use super::kinds::{self, FileKind};

/// Bytes of the note.
const NOTE_BYTES: usize = 80;

/// Kind of the files of zone notes (`.gmd`).
pub static KIND: FileKind = FileKind {
    name: "zone note",
    extensions: &["gmd"],
    summary: "A number and a note of the zone's makers. The game does not use it.",
    is_enciphered: false,
    recognizes: |bytes| {
        kinds::reads_as(bytes, ZoneNote::read, |file| {
            let note = text::until_nul(&file.note_bytes);
            file.zone == 0 && !note.is_empty() && !note.iter().any(u8::is_ascii_control)
        })
    },
    map: |bytes| kinds::record(bytes, ZoneNote::read),
};

static NOTE_SECTION: SectionSpec = SectionSpec { name: "zone note", purpose: "" };
static ZONE: Field = Field::new("zone", T::I32, "number of the zone; 0 in every real file");
static NOTE: Field = Field::new("note", T::FixedText(80), "a note of the zone's makers");

/// Contents of a zone's note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneNote {
    /// Number of the zone; 0 in every real file.
    pub zone: i32,
    /// The note as stored, code page 949: up to the first zero.
    pub note_bytes: [u8; NOTE_BYTES],
}

impl ZoneNote {
    /// A note; one of more than 79 bytes is cut.
    pub fn new(note: &str) -> ZoneNote {
        ZoneNote { zone: 0, note_bytes: text::fixed(note) }
    }

    /// The note as text.
    pub fn note(&self) -> String {
        text::decode_until_nul(&self.note_bytes)
    }

    /// Parses a complete file.
    ///
    /// # Errors
    /// The file does not have 84 bytes.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::gmd::ZoneNote;
    /// let file = ZoneNote::new("hello").encode();
    /// assert_eq!(ZoneNote::parse(&file)?.note(), "hello");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<ZoneNote, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = ZoneNote::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<ZoneNote, FormatError> {
        reader.section(&NOTE_SECTION);
        Ok(ZoneNote { zone: reader.i32(&ZONE)?, note_bytes: reader.array(&NOTE)? })
    }

    /// Encodes the file, byte for byte as it was parsed.
    pub fn encode(&self) -> Vec<u8> {
        [&self.zone.to_le_bytes()[..], &self.note_bytes].concat()
    }
}
