//! `.opdext`: the invisible walls of a zone (objects section 11.1), read and written.

use crate::formats::kernel::fields::{Field, FieldType as T, Record};
use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use crate::formats::kinds::{self, FileKind};
use crate::formats::opd::collision::{read_triangles, write_triangles};
use crate::formats::opd::{CollisionTriangle, SubCells, cells_along, read};

/// Maximum accepted length of a name, in bytes.
const MAX_NAME_BYTES: i32 = 4096;

/// Kind of the files of invisible walls (`.opdext`).
pub static KIND: FileKind = FileKind {
    name: "invisible walls",
    extensions: &["opdext"],
    summary: "Walls that nobody sees and nobody passes, and the collision cells in which they stand.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, WallsFile::read),
    map: |bytes| kinds::record(bytes, WallsFile::read),
};

static HEADER: SectionSpec = SectionSpec { name: "wall header", purpose: "Version, name and extent of the zone." };
static WALLS: SectionSpec = SectionSpec {
    name: "walls",
    purpose: "Triangles of the walls, in world coordinates, from 5,000 m below to 5,000 m above.",
};
static CELLS: SectionSpec = SectionSpec {
    name: "wall cells",
    purpose: "The same grid as that of the placed objects, by rows from south to north: the walls in each cell of 16 m.",
};
static END: SectionSpec =
    SectionSpec { name: "walls elsewhere", purpose: "Where the placed objects' collision triangles repeat the walls." };

static VERSION: Field = Field::new("version", T::I16, "1; 0 in the oldest files");
static NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the zone name in bytes, 0 to 4,096");
static NAME: Field = Field::new("name", T::Text, "name of the zone");
static ZERO: Field = Field::new("padding", T::I16, "0 in every real file");
static WIDTH: Field = Field::new("width", T::F32, "extent of the zone from west to east, in meters");
static LENGTH: Field = Field::new("length", T::F32, "extent of the zone from south to north, in meters");
static TRIANGLE_COUNT: Field = Field::new("triangle count", T::I32, "number of triangles of the walls");
static TRIANGLE: Record = Record {
    name: "triangle",
    order: "in the order used by the sub-cells, three corners each",
    fields: &[
        Field::new("corner 1", T::F32s(3), "in meters: x east, y up, z north"),
        Field::new("corner 2", T::F32s(3), "in meters"),
        Field::new("corner 3", T::F32s(3), "in meters"),
    ],
};
static CELL_FLAGS: Field =
    Field::new("flags", T::Hex32, "0x1 the placed objects have this cell, 0x2 a wall is in it; 0: no further fields");
static OBJECT_TRIANGLES: Field = Field::new(
    "object triangles",
    T::U32,
    "number of the placed objects' collision triangles before the walls, which follow there in both windings; or 0",
);

/// Contents of a file of invisible walls.
#[derive(Clone, Debug, PartialEq)]
pub struct WallsFile {
    /// 1, or 0 in the oldest files, which lack `object_triangles`.
    pub version: i16,
    /// Name of the zone as stored, code page 949.
    pub name: Vec<u8>,
    /// 0 in every real file.
    pub padding: i16,
    /// Extent of the zone eastward in meters.
    pub width_m: f32,
    /// Extent of the zone northward in meters.
    pub length_m: f32,
    /// Triangles of the walls.
    pub triangles: Vec<CollisionTriangle>,
    /// Cells of 16 m by rows from south to north; none where the flags are 0.
    pub cells: Vec<Option<Box<WallCell>>>,
    /// Number of collision triangles of the zone's `.opd` before the walls, or 0; not in version 0.
    pub object_triangles: Option<u32>,
}

/// A cell with flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallCell {
    /// 0x1: the cell exists in the `.opd`; 0x2: a wall is in it. Not 0.
    pub flags: u32,
    /// 0 in every real file.
    pub padding: i16,
    /// Triangles of the walls that touch the parts of the cell.
    pub sub_cells: SubCells,
}

impl WallsFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or a count, length or extent is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::opdext::WallsFile;
    /// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/walls.opdext")).unwrap();
    /// let walls = WallsFile::parse(&file)?;
    /// assert_eq!((walls.triangles.len(), walls.cells.len()), (1, 4));
    /// assert_eq!(walls.encode()?, file);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<WallsFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = WallsFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<WallsFile, FormatError> {
        reader.section(&HEADER);
        let version = reader.i16(&VERSION)?;
        if !matches!(version, 0 | 1) {
            return Err(reader.malformed(&VERSION, 2, version.to_string(), "0 or 1"));
        }
        let name = reader.string(&NAME_LENGTH, &NAME, MAX_NAME_BYTES)?.to_vec();
        let padding = reader.i16(&ZERO)?;
        let (width_m, length_m) = (read::extent(reader, &WIDTH)?, read::extent(reader, &LENGTH)?);
        reader.section(&WALLS);
        let triangles = read_triangles(reader, &TRIANGLE_COUNT, &TRIANGLE)?;
        reader.section(&CELLS);
        let count = cells_along(width_m) * cells_along(length_m);
        let mut cells = Vec::with_capacity(count.min(reader.left() / 4));
        for index in 0..count {
            cells.push(reader.group("cell", index, read_cell)?);
        }
        let mut object_triangles = None;
        if version == 1 {
            reader.section(&END);
            object_triangles = Some(reader.u32(&OBJECT_TRIANGLES)?);
        }
        Ok(WallsFile { version, name, padding, width_m, length_m, triangles, cells, object_triangles })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of items, or the name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.bytes(&self.version.to_le_bytes());
        out.string(&self.name);
        out.bytes(&self.padding.to_le_bytes());
        out.f32s(&[self.width_m, self.length_m]);
        write_triangles(&self.triangles, &mut out);
        for cell in &self.cells {
            out.u32(cell.as_ref().map_or(0, |cell| cell.flags));
            if let Some(cell) = cell {
                out.bytes(&cell.padding.to_le_bytes());
                cell.sub_cells.write(&mut out);
            }
        }
        if let Some(count) = self.object_triangles {
            out.u32(count);
        }
        out.finish()
    }
}

fn read_cell(reader: &mut Reader<'_>) -> Result<Option<Box<WallCell>>, FormatError> {
    let flags = reader.u32(&CELL_FLAGS)?;
    if flags == 0 {
        return Ok(None);
    }
    let padding = reader.i16(&ZERO)?;
    Ok(Some(Box::new(WallCell { flags, padding, sub_cells: SubCells::read(reader)? })))
}
