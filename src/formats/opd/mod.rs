//! Placed objects (`.opd`), and the placement that they share with point lights (`.glo`): reading and writing.
//!
//! Owns positions, rotations, scales, materials, and the names of meshes and textures, but not the meshes themselves;
//! and the collision triangles with the grid of cells that lists them. Units are the file's own: meters, X east, Y up, Z
//! north.
//!
//! No input makes this module panic, and allocations are bounded by a small multiple of the input's size.

pub(super) mod collision;
pub(super) mod fields;
mod material;
mod object;
pub(super) mod read;
pub(super) mod write;

pub use collision::{CELL_M, Cell, CollisionTriangle, SUB_CELLS, SubCells, cells_along, is_invisible_wall};
pub use material::{Material, RenderFlags};
pub use object::{AnimationKeys, EventKind, EventLinks, KeyValues, Object, ObjectPart, Placement};

use std::ops::Range;

use crate::formats::kernel::{EncodeError, FormatError, Reader};
use crate::formats::kinds::{self, FileKind};

/// Kind of the files of placed objects (`.opd`).
pub static KIND: FileKind = FileKind {
    name: "placed objects",
    extensions: &["opd"],
    summary: "Objects of a zone, such as houses, trees and gates: positions, meshes and textures; and the collision \
              triangles that block players.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, read::file),
    map: |bytes| kinds::record(bytes, read::file),
};

/// Bytes of a collision triangle.
const TRIANGLE_BYTES: u64 = 36;

/// Contents of a file of placed objects (formats section 9.1).
#[derive(Clone, Debug, PartialEq)]
pub struct OpdFile {
    /// Version and name, in files of client 1298; older files have neither.
    pub header: Option<OpdHeader>,
    /// Extent of the zone eastward in meters.
    pub width_m: f32,
    /// Extent of the zone northward in meters.
    pub length_m: f32,
    /// Triangles that block players, in world coordinates.
    pub collision: Vec<CollisionTriangle>,
    /// The cells of 16 m that list objects and triangles, by rows from south to north; none where nothing is.
    pub cells: Vec<Option<Box<Cell>>>,
    /// The placed objects, in the order of the cells' indices.
    pub objects: Vec<Object>,
}

/// Header of newer files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpdHeader {
    /// 1 in all real files.
    pub version: i32,
    /// The zone's name, code page 949.
    pub name: Vec<u8>,
}

impl OpdFile {
    /// Parses a complete file of either generation.
    ///
    /// # Errors
    /// The file is truncated, or a count or length is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::opd::OpdFile;
    /// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/objects.opd")).unwrap();
    /// let opd = OpdFile::parse(&file)?;
    /// assert_eq!((opd.objects[0].name().as_str(), opd.collision.len()), ("tree", 1));
    /// assert_eq!(opd.encode()?, file);
    /// assert_eq!(OpdFile::parse(&file[..40]).unwrap_err().section, "collision");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<OpdFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = read::file(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// As [`OpdFile::parse`], for a file that may have more bytes after its last object; returns their number.
    ///
    /// # Errors
    /// The file is truncated, or a count or length is invalid.
    pub fn parse_start(bytes: &[u8]) -> Result<(OpdFile, usize), FormatError> {
        let mut reader = Reader::new(bytes);
        let file = read::file(&mut reader)?;
        Ok((file, reader.left()))
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of items, or a name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        write::file(self)
    }

    /// Where each object is in the file, in bytes.
    ///
    /// # Errors
    /// Where a number of items, or a name's length, exceeds 32 bits.
    pub fn object_ranges(&self) -> Result<Vec<Range<u64>>, EncodeError> {
        write::object_ranges(self)
    }

    /// Where each cell is in the file, in bytes.
    ///
    /// # Errors
    /// Where a number of items, or a name's length, exceeds 32 bits.
    pub fn cell_ranges(&self) -> Result<Vec<Range<u64>>, EncodeError> {
        write::cell_ranges(self)
    }

    /// Where a collision triangle is in the file, in bytes.
    pub fn triangle_range(&self, index: usize) -> Range<u64> {
        let start = write::triangles_start(self) + index as u64 * TRIANGLE_BYTES;
        start..start + TRIANGLE_BYTES
    }
}
