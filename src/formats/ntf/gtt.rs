//! GTT: tile textures, records up to the end of the file (formats section 2.4). Every real file has eight, DXT1,
//! 128x128 with levels, and a zone's tile index is the record's number.

use std::sync::Arc;

use super::{Texture, fields, record};
use crate::formats::kernel::{FormatError, Reader};

/// Parses all records of a file; they share one copy of its bytes.
///
/// # Errors
/// A record cannot be read; an empty file is an invalid record.
///
/// # Examples
/// ```
/// # let one = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/dxt1.dxt")).unwrap();
/// // a file of eight records, here eight times the same
/// let file = one.repeat(8);
/// let textures = gtd_viewer::formats::ntf::gtt::parse(&file)?;
/// assert_eq!(textures.len(), 8);
/// assert_eq!(gtd_viewer::formats::ntf::write::gtt(&textures), file);
/// # Ok::<(), gtd_viewer::formats::kernel::FormatError>(())
/// ```
pub fn parse(bytes: &[u8]) -> Result<Vec<Texture>, FormatError> {
    let (textures, damage) = read(bytes);
    damage.map_or(Ok(textures), Err)
}

/// Reads the records up to the end of the file or the first invalid one, whose error is returned as well: the rest of a
/// truncated file is still usable.
pub fn read(bytes: &[u8]) -> (Vec<Texture>, Option<FormatError>) {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file);
    reader.section(&fields::TILE_TEXTURES);
    let mut textures = Vec::new();
    let result = record::read_all(&mut reader, |parts| textures.push(Texture::new(file.clone(), parts)));
    (textures, result.err())
}
