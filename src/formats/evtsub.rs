//! `.evtsub`: the named areas of a zone, such as safe zones and gates (server section 3.2).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer, text};
use super::kinds::{self, FileKind};
use super::tile_rect::{self, TileRect};

/// Bytes of a name.
const NAME_BYTES: usize = 80;
/// Bytes of an area.
const AREA_BYTES: usize = NAME_BYTES + 3 + tile_rect::BYTES;

/// Kind of the files of named areas (`.evtsub`).
pub static KIND: FileKind = FileKind {
    name: "named areas",
    extensions: &["evtsub"],
    summary: "Named areas of a zone, such as safe zones, arenas and gates, with the event that the server's map has there.",
    is_enciphered: false,
    recognizes: |bytes| {
        kinds::reads_as(bytes, NamedAreas::read, |file| {
            !file.areas.is_empty() && file.areas.iter().all(|area| area.rect.is_plausible() && !area.name().is_empty())
        })
    },
    map: |bytes| kinds::record(bytes, NamedAreas::read),
};

static AREAS: SectionSpec = SectionSpec {
    name: "named areas",
    purpose: "Rectangles of tiles, counted from the south-west corner; later ones lie over earlier ones.",
};
static COUNT: Field = Field::new("area count", T::I32, "number of areas");
static NAME: Field = Field::new("name", T::FixedText(80), "name of the area");
static EVENT: Field = Field::new("event", T::I16, "number of the event that the server's map has on these tiles");
static FLAG: Field = Field::new("flag", T::U8, "unknown");

/// Contents of a file of named areas.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NamedAreas {
    /// The areas, in file order.
    pub areas: Vec<NamedArea>,
}

/// An area with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedArea {
    /// Name as stored, code page 949: up to the first zero, which is followed by junk.
    pub name_bytes: [u8; NAME_BYTES],
    /// Number of the event that the server's map has on these tiles.
    pub event: i16,
    /// Unknown.
    pub flag: u8,
    /// Its tiles.
    pub rect: TileRect,
}

impl NamedArea {
    /// An area; a name of more than 79 bytes is cut.
    pub fn new(name: &str, event: i16, rect: TileRect) -> NamedArea {
        NamedArea { name_bytes: text::fixed(name), event, flag: 0, rect }
    }

    /// Name as text.
    pub fn name(&self) -> String {
        text::decode_until_nul(&self.name_bytes)
    }
}

impl NamedAreas {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or its count is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::evtsub::{NamedArea, NamedAreas};
    /// use gtd_viewer::formats::tile_rect::TileRect;
    /// let town = NamedArea::new("NO_PK", 30, TileRect { left: 2, top: 9, right: 4, bottom: 8 });
    /// let file = NamedAreas { areas: vec![town] }.encode()?;
    /// assert_eq!(NamedAreas::parse(&file)?.areas[0].name(), "NO_PK");
    /// assert_eq!(NamedAreas::parse(&file[..8]).unwrap_err().field, "area count");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<NamedAreas, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = NamedAreas::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<NamedAreas, FormatError> {
        reader.section(&AREAS);
        let count = reader.count_of(&COUNT, AREA_BYTES)?;
        let mut areas = Vec::with_capacity(count);
        for index in 0..count {
            areas.push(reader.group("area", index, |reader| {
                let name_bytes = reader.array(&NAME)?;
                let (event, flag) = (reader.i16(&EVENT)?, reader.u8(&FLAG)?);
                Ok(NamedArea { name_bytes, event, flag, rect: TileRect::read(reader)? })
            })?);
        }
        Ok(NamedAreas { areas })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where the number of areas exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.count(self.areas.len());
        for area in &self.areas {
            out.bytes(&area.name_bytes);
            out.bytes(&area.event.to_le_bytes());
            out.bytes(&[area.flag]);
            area.rect.write(&mut out);
        }
        out.finish()
    }
}
