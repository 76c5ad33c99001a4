//! GTT: tile textures, records to the end of the file (formats section 2.4). In every real file they are eight,
//! DXT1, 128x128 with levels, and a zone's tile index is the record's number.

use std::sync::Arc;

use super::record::read_shared;
use super::{NtfError, Texture};
use crate::bytes::Reader;

/// Reads all records of a file; they share one copy of its bytes.
///
/// # Errors
/// Where any record cannot be read; a file without records is read as such.
pub fn parse(bytes: &[u8]) -> Result<Vec<Texture>, NtfError> {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file, "texture header");
    let mut textures = Vec::new();
    while reader.left() > 0 {
        textures.push(read_shared(&file, &mut reader)?.0);
    }
    Ok(textures)
}
