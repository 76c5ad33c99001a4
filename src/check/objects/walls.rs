//! Checks of the invisible walls: those of the `.opdext` are among the collision triangles (objects section 11.1).
//!
//! A wall is known by the line on the ground above which it stands: both files cut its rectangle along different
//! diagonals.

use std::collections::HashSet;

use super::ZoneObjects;
use crate::check::{Findings, code, parts};
use crate::formats::kernel::number::grouped;
use crate::formats::opd::{CollisionTriangle, is_invisible_wall};
use crate::formats::opdext::WallsFile;
use crate::zone::error::PartError;
use crate::zone::parts::Part;

/// Name of the part in findings.
const PART: &str = "invisible walls";

/// Ends of a wall on the ground, x and z, as bits; the smaller first.
type WallLine = [[u32; 2]; 2];

pub(super) fn check(objects: &ZoneObjects<'_>, walls: &Part<WallsFile>, findings: &mut Findings) {
    let walls = match walls {
        Ok(walls) => &walls.content,
        // Many zones have no such file.
        Err(PartError::None | PartError::NotFound(_)) => return,
        Err(error) => return parts::unreadable(PART, error, findings),
    };
    let triangles = &objects.file.collision;
    compare(objects, &walls.triangles, findings);
    let expected = triangles.len().saturating_sub(2 * walls.triangles.len()) as u64;
    if let Some(stored) = walls.object_triangles.map(u64::from).filter(|stored| ![0, expected].contains(stored)) {
        let message = format!(
            "the number of collision triangles before the walls is {}, expected {} or 0",
            grouped(stored),
            grouped(expected)
        );
        findings.add(&code::WALL_COUNT).beside(PART, None).say(message);
    }
}

/// Compares the walls of both files.
fn compare(objects: &ZoneObjects<'_>, stored: &[CollisionTriangle], findings: &mut Findings) {
    let of_objects = objects.file.collision.iter().enumerate().filter(|(_, triangle)| is_invisible_wall(triangle));
    let known: HashSet<WallLine> = of_objects.clone().filter_map(|(_, triangle)| line_of(triangle)).collect();
    let expected: HashSet<WallLine> = stored.iter().filter_map(line_of).collect();
    let mut missing = HashSet::new();
    for line in stored.iter().filter_map(line_of).filter(|line| !known.contains(line)) {
        if missing.insert(line) {
            let message = format!("{} is not among the collision triangles of the objects", describe(line));
            findings.add(&code::MISSING_WALL).beside(PART, None).say(message);
        }
    }
    let mut extra = HashSet::new();
    for (index, line) in of_objects.filter_map(|(index, triangle)| Some((index, line_of(triangle)?))) {
        if !expected.contains(&line) && extra.insert(line) {
            let message = format!("{} is not in the file of invisible walls", describe(line));
            objects.report_triangle(findings, &code::EXTRA_WALL, index, &message);
        }
    }
}

/// The line above which a triangle stands; none for one that is not upright.
fn line_of(triangle: &CollisionTriangle) -> Option<WallLine> {
    let mut ends = triangle.map(|[x, _, z]| [x, z].map(f32::to_bits));
    ends.sort_unstable();
    let [a, b, c] = ends;
    match (a == b, b == c) {
        (false, false) => None,
        _ => Some([a, c]),
    }
}

fn describe(line: WallLine) -> String {
    let [[x0, z0], [x1, z1]] = line.map(|end| end.map(f32::from_bits));
    format!("the wall from ({x0:.1}, {z0:.1}) to ({x1:.1}, {z1:.1}) m")
}
