//! The cells of an object file: squares of 16 m that list objects and collision triangles.

use crate::formats::opd::{CELL_M, Cell, OpdFile, SUB_CELLS, cells_along};

/// A cell of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedCell {
    /// Cells west of it.
    pub x: u32,
    /// Cells south of it.
    pub z: u32,
    /// Whether it lists objects.
    pub has_objects: bool,
    /// Whether its 4 m squares list collision triangles.
    pub has_triangles: bool,
}

impl ListedCell {
    /// Side of a cell in meters.
    pub const SIDE_M: f32 = CELL_M;

    /// The cells of a file, by rows from south to north.
    pub fn all(file: &OpdFile) -> Vec<ListedCell> {
        let columns = cells_along(file.width_m).max(1);
        let listed = file.cells.iter().enumerate().filter_map(|(index, cell)| {
            let (x, z) = (u32::try_from(index % columns).ok()?, u32::try_from(index / columns).ok()?);
            let cell = cell.as_ref()?;
            Some(ListedCell { x, z, has_objects: !cell.objects.is_empty(), has_triangles: has_triangles(cell) })
        });
        listed.collect()
    }
}

fn has_triangles(cell: &Cell) -> bool {
    (0..SUB_CELLS * SUB_CELLS).any(|at| !cell.sub_cells.triangles(at % SUB_CELLS, at / SUB_CELLS).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::SubCells;

    #[test]
    fn cells_are_by_rows_from_the_south() {
        let cell = |objects: Vec<u16>, sub_cells| Some(Box::new(Cell { exists: 1, objects, sub_cells }));
        let mut squares = [&[][..]; SUB_CELLS * SUB_CELLS];
        squares[7] = &[[0, 1, 2]];
        let cells = vec![
            None,
            cell(vec![4], SubCells::default()),
            None,
            cell(vec![], SubCells::new(squares)),
            None,
            cell(vec![], SubCells::default()),
        ];
        let file =
            OpdFile { header: None, width_m: 32.0, length_m: 48.0, collision: vec![], cells, objects: Vec::new() };
        let listed =
            ListedCell::all(&file).into_iter().map(|cell| (cell.x, cell.z, cell.has_objects, cell.has_triangles));
        assert_eq!(listed.collect::<Vec<_>>(), [(1, 0, true, false), (1, 1, false, true), (1, 2, false, false)]);
    }
}
