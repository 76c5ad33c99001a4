//! `.gev`: rectangles with event tiles, without their numbers (server section 3.1).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use super::kinds::{self, FileKind};
use super::tile_rect::{self, TileRect};

/// Kind of the files of event rectangles (`.gev`).
pub static KIND: FileKind = FileKind {
    name: "event rectangles",
    extensions: &["gev"],
    summary: "Rectangles of tiles on which the server's map has events; without the numbers of the events.",
    is_enciphered: false,
    // Most real files are a zero, as are other kinds without entries.
    recognizes: |bytes| {
        kinds::reads_as(bytes, GevFile::read, |file| {
            !file.areas.is_empty() && file.areas.iter().all(|area| area.rect.is_plausible())
        })
    },
    map: |bytes| kinds::record(bytes, GevFile::read),
};

static AREAS: SectionSpec =
    SectionSpec { name: "event rectangles", purpose: "Rectangles of tiles, counted from the south-west corner." };
static COUNT: Field = Field::new("rectangle count", T::I32, "number of rectangles");
static TYPE: Field = Field::new("type", T::I16, "1 in every real file");

/// Contents of a file of event rectangles.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GevFile {
    /// The rectangles, in file order.
    pub areas: Vec<EventRect>,
}

/// A rectangle with events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRect {
    /// Its tiles.
    pub rect: TileRect,
    /// 1 in every real file.
    pub kind: i16,
}

impl GevFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or its count is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::gev::{EventRect, GevFile};
    /// use gtd_viewer::formats::tile_rect::TileRect;
    /// let rect = TileRect { left: 2, top: 9, right: 4, bottom: 8 };
    /// let file = GevFile { areas: vec![EventRect { rect, kind: 1 }] }.encode()?;
    /// assert!(GevFile::parse(&file)?.areas[0].rect.contains(3, 8));
    /// assert_eq!(GevFile::parse(&file[..8]).unwrap_err().field, "rectangle count");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<GevFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = GevFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<GevFile, FormatError> {
        reader.section(&AREAS);
        let count = reader.count_of(&COUNT, tile_rect::BYTES + 2)?;
        let mut areas = Vec::with_capacity(count);
        for index in 0..count {
            areas.push(reader.group("rectangle", index, |reader| {
                Ok(EventRect { rect: TileRect::read(reader)?, kind: reader.i16(&TYPE)? })
            })?);
        }
        Ok(GevFile { areas })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where the number of rectangles exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.count(self.areas.len());
        for area in &self.areas {
            area.rect.write(&mut out);
            out.bytes(&area.kind.to_le_bytes());
        }
        out.finish()
    }
}
