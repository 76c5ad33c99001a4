//! Checks of the collision triangles, and of the cells that list their corners.

use super::{ZoneObjects, cells};
use crate::check::{Findings, code};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::opd::{Cell, CollisionTriangle, SUB_CELLS};

/// Largest coordinate of a triangle in meters, as the client's own walls reach 5 km: one official zone has corners far
/// beyond it, which are left out.
const FARTHEST_M: f32 = 100_000.0;

pub(super) fn check(objects: &ZoneObjects<'_>, findings: &mut Findings) {
    for (index, triangle) in objects.file.collision.iter().enumerate() {
        if let Some([x, y, z]) = corner(triangle, |value| !value.is_finite()) {
            let message = format!("a corner is at ({x}, {y}, {z})");
            objects.report_triangle(findings, &code::COLLISION_NOT_FINITE, index, &message);
        } else if let Some([x, y, z]) = corner(triangle, |value| value.abs() > FARTHEST_M) {
            let message = format!("a corner is at ({x:e}, {y:e}, {z:e}) m, more than 100 km away");
            objects.report_triangle(findings, &code::COLLISION_FAR, index, &message);
        }
    }
    let corners = objects.file.collision.len() as u64 * 3;
    for (index, cell) in cells::existing(objects) {
        let mut dangling = corners_of(cell).filter(|corner| u64::from(*corner) >= corners).peekable();
        if let Some(first) = dangling.peek().copied() {
            let message = format!(
                "lists {}, the first {}, but the triangles have {}",
                counted(dangling.count() as u64, "missing corner", "missing corners"),
                grouped(first),
                counted(corners, "corner", "corners")
            );
            objects.report_cell(findings, &code::DANGLING_COLLISION, index, &message);
        }
    }
}

/// The first corner with a coordinate that passes a test.
fn corner(triangle: &CollisionTriangle, test: impl Fn(f32) -> bool) -> Option<[f32; 3]> {
    triangle.iter().find(|corner| corner.iter().any(|value| test(*value))).copied()
}

/// The corners that a cell lists.
fn corners_of(cell: &Cell) -> impl Iterator<Item = u32> + '_ {
    let places = (0..SUB_CELLS).flat_map(|z| (0..SUB_CELLS).map(move |x| (x, z)));
    places.flat_map(|(x, z)| cell.sub_cells.triangles(x, z)).flatten().copied()
}
