//! GTT: tile textures, records to the end of the file (formats section 2.4). In every real file they are eight,
//! DXT1, 128x128 with levels, and a zone's tile index is the record's number.

use std::sync::Arc;

use super::record::read_shared;
use super::{NtfError, Texture};
use crate::formats::kernel::Reader;

/// Reads all records of a file; they share one copy of its bytes.
///
/// # Errors
/// Where any record cannot be read; a file without records is read as such.
pub fn parse(bytes: &[u8]) -> Result<Vec<Texture>, NtfError> {
    let (textures, damage) = read(bytes);
    damage.map_or(Ok(textures), Err)
}

/// Reads the records up to the end of the file or to the first that cannot be read, whose error comes with them: a file
/// that was cut short still shows what is left of it.
pub fn read(bytes: &[u8]) -> (Vec<Texture>, Option<NtfError>) {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file, "texture header");
    let mut textures = Vec::new();
    while reader.left() > 0 {
        match read_shared(&file, &mut reader) {
            Ok((texture, _)) => textures.push(texture),
            Err(error) => return (textures, Some(error)),
        }
    }
    (textures, None)
}
