//! Collision triangles, and the grid of cells that lists them (formats sections 9.1 and 9.5).

use super::fields;
use crate::formats::kernel::fields::{Field, Record};
use crate::formats::kernel::{FormatError, Reader, Writer};

/// Side of a cell of the collision grid in meters.
pub const CELL_M: f32 = 16.0;
/// Sub-cells along a side of a cell: each has 4 m.
pub const SUB_CELLS: usize = 4;
/// Height above which, up or down, a triangle is an invisible wall rather than a body, in meters.
const WALL_M: f32 = 1000.0;

/// A collision triangle: three corners of x, y, z in meters.
pub type CollisionTriangle = [[f32; 3]; 3];

/// Whether a collision triangle belongs to an invisible wall: these reach up to 5,000 m.
pub fn is_invisible_wall(triangle: &CollisionTriangle) -> bool {
    triangle.iter().any(|corner| corner[1].abs() > WALL_M)
}

/// A cell of the collision grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The stored value, not 0: the cell exists.
    pub exists: u32,
    /// Indices of the objects in the cell.
    pub objects: Vec<u16>,
    /// Collision triangles that touch the parts of the cell.
    pub sub_cells: SubCells,
}

/// Collision triangles of the 4 x 4 sub-cells of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SubCells {
    /// Triangles of all sub-cells, as indices of three corners: three times the triangle's index, plus 0 to 2.
    corners: Vec<[u32; 3]>,
    /// End of each sub-cell's triangles in `corners`, by rows from south to north.
    ends: [usize; SUB_CELLS * SUB_CELLS],
}

impl SubCells {
    /// Collects the triangles of each sub-cell, by rows from south to north.
    pub fn new(triangles: [&[[u32; 3]]; SUB_CELLS * SUB_CELLS]) -> SubCells {
        let mut cells = SubCells::default();
        for (end, triangles) in cells.ends.iter_mut().zip(triangles) {
            cells.corners.extend_from_slice(triangles);
            *end = cells.corners.len();
        }
        cells
    }

    /// Triangles of a sub-cell, counted from the south-west corner; none beyond the cell.
    pub fn triangles(&self, x: usize, z: usize) -> &[[u32; 3]] {
        if x < SUB_CELLS && z < SUB_CELLS { self.triangles_of(z * SUB_CELLS + x) } else { &[] }
    }

    fn triangles_of(&self, index: usize) -> &[[u32; 3]] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.corners[start..self.ends[index]]
    }

    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<SubCells, FormatError> {
        let mut cells = SubCells::default();
        for index in 0..cells.ends.len() {
            let range = reader.group("sub-cell", index, |reader| {
                let count = reader.count(&fields::SUB_CELL_COUNT)?;
                reader.records(&fields::SUB_CELL_TRIANGLE, count, 0)
            })?;
            let words = reader.slice(range).as_chunks::<12>().0;
            cells.corners.extend(words.iter().map(|bytes| {
                let words = bytes.as_chunks::<4>().0;
                std::array::from_fn(|i| u32::from_le_bytes(words[i]))
            }));
            cells.ends[index] = cells.corners.len();
        }
        Ok(cells)
    }

    pub(in crate::formats) fn write(&self, out: &mut Writer) {
        for index in 0..self.ends.len() {
            let triangles = self.triangles_of(index);
            out.count(triangles.len());
            for corner in triangles.iter().flatten() {
                out.u32(*corner);
            }
        }
    }
}

/// Reads the number of triangles and the triangles.
pub(in crate::formats) fn read_triangles(
    reader: &mut Reader<'_>,
    count: &'static Field,
    triangle: &'static Record,
) -> Result<Vec<CollisionTriangle>, FormatError> {
    let count = reader.count(count)?;
    let range = reader.records(triangle, count, 0)?;
    let triangles = reader.slice(range).as_chunks::<36>().0;
    Ok(triangles.iter().map(triangle_of).collect())
}

fn triangle_of(bytes: &[u8; 36]) -> CollisionTriangle {
    let words = bytes.as_chunks::<4>().0;
    std::array::from_fn(|corner| std::array::from_fn(|axis| f32::from_le_bytes(words[corner * 3 + axis])))
}

pub(in crate::formats) fn write_triangles(triangles: &[CollisionTriangle], out: &mut Writer) {
    out.count(triangles.len());
    for corner in triangles.iter().flatten() {
        out.f32s(corner);
    }
}

/// Number of cells along a side of the zone.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "extents are checked when they are read")]
pub fn cells_along(extent_m: f32) -> usize {
    (extent_m / CELL_M) as usize
}
