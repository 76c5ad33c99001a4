//! `.n3shape`: a single object as the editor saved it, before it was placed in a zone (formats section 9.2, objects
//! section 1), read and written.

use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use crate::formats::kinds::{self, FileKind};
use crate::formats::opd::{Object, read, write};

/// Number of integers at the end of a complete file.
const EVENT_WORDS: usize = 5;

/// Kind of the files of single objects (`.n3shape`).
pub static KIND: FileKind = FileKind {
    name: "object",
    extensions: &["n3shape"],
    summary: "A single object: its parts with their meshes, materials and textures.",
    is_enciphered: false,
    // A file of zeros would be an object without parts.
    recognizes: |bytes| ShapeFile::parse(bytes).is_ok_and(|file| !file.object.parts.is_empty()),
    map: |bytes| kinds::record(bytes, ShapeFile::read),
};

static SHAPE: SectionSpec =
    SectionSpec { name: "object", purpose: "An object: placement, parts, and its role in the game's logic." };

/// Contents of a file of a single object.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ShapeFile {
    /// The object. Its type is not stored here and is 0.
    pub object: Object,
    /// How many of the five integers of [`Object::events`] are stored: 5, or only the first in older files.
    pub stored_events: usize,
}

impl ShapeFile {
    /// A complete file of an object.
    pub fn new(object: Object) -> ShapeFile {
        ShapeFile { object: Object { kind: 0, ..object }, stored_events: EVENT_WORDS }
    }

    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or a count or length is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::n3shape::ShapeFile;
    /// use gtd_viewer::formats::opd::{Object, ObjectPart};
    /// let wall = ObjectPart { mesh: b"object\\wall.n3pmesh".to_vec(), ..ObjectPart::default() };
    /// let file = ShapeFile::new(Object { parts: vec![wall], ..Object::default() });
    /// let bytes = file.encode()?;
    /// assert_eq!(ShapeFile::parse(&bytes)?, file);
    /// // Files of older versions end earlier.
    /// assert_eq!(ShapeFile::parse(&bytes[..bytes.len() - 16])?.stored_events, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<ShapeFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = ShapeFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<ShapeFile, FormatError> {
        reader.section(&SHAPE);
        let object = read::object_without_events(reader)?;
        let stored_events = if reader.left() < EVENT_WORDS * 4 { 1 } else { EVENT_WORDS };
        let events = read::events(reader, stored_events)?;
        Ok(ShapeFile { object: Object { events, ..object }, stored_events })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of items, or a name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        write::object_without_events(&self.object, &mut out);
        for word in write::events(self.object.events).into_iter().take(self.stored_events) {
            out.i32(word);
        }
        out.finish()
    }
}
