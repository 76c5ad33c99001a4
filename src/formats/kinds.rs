//! Registry of file kinds that can be read field by field.
//!
//! A format is added by its own folder, which defines a [`FileKind`], and a line in [`KINDS`]: `explain`, the bytes
//! panel and the coverage check then work for it.

use super::kernel::{FieldMap, FormatError, Reader, cipher};
use super::{
    ens, evt, evtsub, flags, gev, glo, gmd, gtd, n3pmesh, n3shape, n3sky, ntf, opd, opdext, opdsub, smd, zones_tbl,
};

/// All kinds; if several recognize the same bytes and no extension decides, the first one is chosen.
pub static KINDS: [&FileKind; 20] = [
    // Before terrain, which is known by its length alone.
    &smd::KIND,
    &gtd::KIND,
    &ntf::DXT,
    &ntf::GTT,
    &ntf::TCT,
    &ntf::TLT,
    &opd::KIND,
    &opdext::KIND,
    &opdsub::KIND,
    &n3pmesh::KIND,
    &n3shape::KIND,
    &n3sky::KIND,
    &glo::KIND,
    &zones_tbl::KIND,
    &evtsub::KIND,
    &gev::KIND,
    &flags::KIND,
    &ens::KIND,
    &gmd::KIND,
    &evt::KIND,
];

/// A kind of file.
pub struct FileKind {
    /// Name in a sentence: `tile textures`.
    pub name: &'static str,
    /// File extensions, in lower case without the dot; the usual one first.
    pub extensions: &'static [&'static str],
    /// Description of the contents in a sentence or two.
    pub summary: &'static str,
    /// Whether the whole file is enciphered with the table cipher.
    pub is_enciphered: bool,
    /// Whether bytes, after deciphering, are entirely such a file.
    pub(super) recognizes: fn(&[u8]) -> bool,
    /// Maps the fields of bytes, after deciphering.
    pub(super) map: fn(&[u8]) -> (FieldMap, Option<FormatError>),
}

impl FileKind {
    /// Finds the kind of a file by its content; if that matches none or several, by its extension (any case, no dot).
    pub fn detect(bytes: &[u8], extension: Option<&str>) -> Option<&'static FileKind> {
        let has =
            |kind: &FileKind, extension| kind.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
        let named = extension.and_then(|extension| KINDS.into_iter().find(|kind| has(kind, extension)));
        // Tries the usual case first, so that the other kinds need not examine a large file.
        let matching = named.filter(|kind| kind.matches(bytes));
        matching.or_else(|| KINDS.into_iter().find(|kind| kind.matches(bytes))).or(named)
    }

    /// Whether the content of a file is of this kind.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        if self.is_enciphered { (self.recognizes)(&cipher::decipher(bytes)) } else { (self.recognizes)(bytes) }
    }

    /// Maps a file of this kind field by field, as far as it can be read.
    pub fn map(&'static self, bytes: impl Into<Vec<u8>>) -> MappedFile {
        let bytes = bytes.into();
        let content = if self.is_enciphered { cipher::decipher(&bytes) } else { bytes };
        let (map, error) = (self.map)(&content);
        MappedFile { kind: self, content, map, error }
    }
}

impl std::fmt::Debug for FileKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileKind({})", self.name)
    }
}

/// A file with the fields of all its bytes.
#[derive(Clone, Debug)]
pub struct MappedFile {
    /// The kind that it was read as.
    pub kind: &'static FileKind,
    /// The bytes; an enciphered file is deciphered, with the same length and offsets.
    pub content: Vec<u8>,
    /// Positions of the fields. Includes bytes that could not be read.
    pub map: FieldMap,
    /// Error that ended the reading, if any.
    pub error: Option<FormatError>,
}

/// Reads bytes with a format's reader, recording the fields.
pub(super) fn record<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, FormatError>,
) -> (FieldMap, Option<FormatError>) {
    let mut reader = Reader::recording(bytes);
    let error = read(&mut reader).err();
    (reader.into_map(), error)
}

/// Whether a format's reader reads the bytes completely.
pub(super) fn reads_whole<T>(bytes: &[u8], read: impl FnOnce(&mut Reader<'_>) -> Result<T, FormatError>) -> bool {
    reads_as(bytes, read, |_| true)
}

/// As [`reads_whole`], for readers that accept many other files, too: `is_one` decides by the contents.
pub(super) fn reads_as<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, FormatError>,
    is_one: impl FnOnce(&T) -> bool,
) -> bool {
    let mut reader = Reader::new(bytes);
    read(&mut reader).is_ok_and(|file| reader.left() == 0 && is_one(&file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::glo::GloFile;

    fn name_of(bytes: &[u8], extension: Option<&str>) -> Option<&'static str> {
        FileKind::detect(bytes, extension).map(|kind| kind.name)
    }

    #[test]
    fn content_goes_before_the_extension() {
        let lights = GloFile::default().encode().unwrap();
        assert_eq!(name_of(&lights, Some("opd")), Some("point lights"));
        assert_eq!(name_of(&lights, None), Some("point lights"));
        assert_eq!(name_of(&lights[..5], Some("OPD")), Some("placed objects"));
        assert_eq!(name_of(&lights[..5], Some("txt")), None);
        assert_eq!(name_of(b"", None), None);
    }

    #[test]
    fn the_extension_decides_between_files_of_the_same_records() {
        let record = [&[0; 4][..], b"NTF\x03", &[4, 0, 0, 0].repeat(2), &[25, 0, 0, 0, 0, 0, 0, 0], &[0; 32]].concat();
        for (extension, name) in [("dxt", "texture"), ("gtt", "tile textures"), ("TCT", "color map"), ("x", "texture")]
        {
            assert_eq!(name_of(&record, Some(extension)), Some(name));
        }
        assert_eq!(name_of(&record.repeat(8), None), Some("tile textures"));
        assert_eq!(name_of(&record.repeat(2), Some("dxt")), Some("tile textures"));
    }

    #[test]
    fn extensions_and_names_are_unique() {
        let all = || KINDS.into_iter().flat_map(|kind| kind.extensions).collect::<Vec<_>>();
        let unique: std::collections::HashSet<_> = all().into_iter().collect();
        assert_eq!(unique.len(), all().len());
        assert!(KINDS.iter().all(|kind| !kind.summary.is_empty() && !kind.extensions.is_empty()));
    }
}
