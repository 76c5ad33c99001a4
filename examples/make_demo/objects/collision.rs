//! Collision faces of the objects' bodies, and the grid of cells that lists objects and faces.

use super::Placed;
use glam::Vec3;
use gtd_viewer::formats::opd::{CELL_M, Cell, CollisionTriangle, Object, SUB_CELLS, SubCells, cells_along};

/// Side of a sub-cell in meters.
const SUB_CELL_M: f32 = CELL_M / SUB_CELLS as f32;

/// Faces of all bodies in world coordinates: the sides and the top of each box.
pub fn faces(placed: &[Placed]) -> Vec<CollisionTriangle> {
    const SIDES: [[usize; 4]; 5] = [[0, 2, 3, 1], [1, 3, 7, 5], [5, 7, 6, 4], [4, 6, 2, 0], [2, 6, 7, 3]];
    let mut faces = Vec::new();
    for object in placed {
        for [low, high] in &object.kind.bodies {
            let corner = |i: usize| {
                let pick = |axis: usize| if i >> axis & 1 == 0 { low[axis] } else { high[axis] };
                object.to_world(Vec3::new(pick(0), pick(1), pick(2))).to_array()
            };
            for side in SIDES {
                let [a, b, c, d] = side.map(corner);
                faces.extend([[a, b, c], [a, c, d]]);
            }
        }
    }
    faces
}

/// The grid, by rows from south to north: each object is in the cell of its position, each face in all sub-cells that it
/// touches as seen from above.
pub fn cells(objects: &[Object], faces: &[CollisionTriangle], extent_m: f32) -> Vec<Option<Box<Cell>>> {
    let side = cells_along(extent_m);
    let cell = |index: usize| {
        let (x, z) = (index % side, index / side);
        let here = |object: &Object| {
            let [px, _, pz] = object.placement.position_m;
            ((px / CELL_M) as usize, (pz / CELL_M) as usize) == (x, z)
        };
        let inside: Vec<u16> = (0..objects.len()).filter(|i| here(&objects[*i])).map(|i| i as u16).collect();
        let south_west = [x as f32 * CELL_M, z as f32 * CELL_M];
        let near: Vec<usize> = (0..faces.len()).filter(|face| touches(&faces[*face], south_west, CELL_M)).collect();
        let sub_cells: [Vec<[u32; 3]>; SUB_CELLS * SUB_CELLS] = std::array::from_fn(|sub| {
            let corner = [sub % SUB_CELLS, sub / SUB_CELLS].map(|step| step as f32 * SUB_CELL_M);
            let corner = [south_west[0] + corner[0], south_west[1] + corner[1]];
            let there = near.iter().filter(|face| touches(&faces[**face], corner, SUB_CELL_M));
            there.map(|face| [0, 1, 2].map(|i| (face * 3 + i) as u32)).collect()
        });
        let is_empty = inside.is_empty() && near.is_empty();
        let sub_cells = SubCells::new(std::array::from_fn(|sub| sub_cells[sub].as_slice()));
        (!is_empty).then(|| Box::new(Cell { exists: 1, objects: inside, sub_cells }))
    };
    (0..side * side).map(cell).collect()
}

/// Whether a triangle, seen from above, touches a square: no side of either separates them.
fn touches(triangle: &CollisionTriangle, south_west: [f32; 2], side_m: f32) -> bool {
    let corners = triangle.map(|[x, _, z]| [x - south_west[0], z - south_west[1]]);
    let square = [[0.0, 0.0], [side_m, 0.0], [0.0, side_m], [side_m, side_m]];
    let edge = |a: [f32; 2], b: [f32; 2]| [b[1] - a[1], a[0] - b[0]];
    let [a, b, c] = corners;
    let axes = [[1.0, 0.0], [0.0, 1.0], edge(a, b), edge(b, c), edge(c, a)];
    axes.iter().all(|axis| {
        let span = |points: &[[f32; 2]]| {
            let along = points.iter().map(|point| point[0] * axis[0] + point[1] * axis[1]);
            along.fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((low, high), (square_low, square_high)) = (span(&corners), span(&square));
        low <= square_high && square_low <= high
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_touch_the_squares_that_they_cross() {
        let face = [[1.0, 0.0, 1.0], [6.5, 5.0, 1.0], [1.0, 0.0, 6.5]];
        assert!(touches(&face, [0.0, 0.0], 4.0) && touches(&face, [4.0, 0.0], 4.0));
        assert!(!touches(&face, [4.0, 4.0], 4.0), "beyond the slanting side");
        let upright = [[2.0, 0.0, 2.0], [2.0, 5.0, 2.0], [6.0, 0.0, 6.0]];
        assert!(touches(&upright, [4.0, 4.0], 4.0) && !touches(&upright, [4.0, 0.0], 3.9));
    }
}
