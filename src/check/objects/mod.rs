//! Checks of the placed objects: their places and parts, their roles in the game, the cells that list them, their
//! collision triangles, and the invisible walls (objects sections 2, 8 and 11).
//!
//! What official zones have as well is of interest only: objects beyond the border, or in the air without support.

mod cells;
mod collision;
mod events;
mod placement;
mod support;
mod walls;

use std::collections::HashMap;
use std::ops::Range;

use super::{Findings, Subject, code::Code, small};
use crate::formats::gtd::Gtd;
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::{CELL_M, Object, OpdFile};
use crate::scene::numbers::floor_i64;
use crate::scene::space::TILE_M;

/// Name of the part in findings.
const PART: &str = "objects";

/// The objects of a zone, with the places of everything in their file.
struct ZoneObjects<'a> {
    gtd: &'a Gtd,
    file: &'a OpdFile,
    meshes: &'a HashMap<String, Mesh>,
    object_bytes: Vec<Range<u64>>,
    cell_bytes: Vec<Range<u64>>,
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(around) = subject.around else { return };
    let Some(opd) = around.parts.as_ref().and_then(|parts| parts.opd.as_ref().ok()) else { return };
    let objects = ZoneObjects {
        gtd: subject.gtd,
        file: &opd.content,
        meshes: &around.meshes,
        object_bytes: opd.content.object_ranges().unwrap_or_default(),
        cell_bytes: opd.content.cell_ranges().unwrap_or_default(),
    };
    placement::check(&objects, findings);
    events::check(&objects, findings);
    cells::check(&objects, findings);
    collision::check(&objects, findings);
    support::check(&objects, findings);
    if let Some(walls) = &around.walls {
        walls::check(&objects, walls, findings);
    }
}

impl ZoneObjects<'_> {
    /// Adds a finding about an object: its number, name and place come before the message.
    fn report(&self, findings: &mut Findings, code: &'static Code, index: usize, message: &str) {
        let Some(object) = self.file.objects.get(index) else { return };
        let offset = self.object_bytes.get(index).map(|bytes| bytes.start);
        let draft = findings.add(code).beside(PART, offset);
        let draft = match self.tile_of(object) {
            Some((x, z)) => draft.on(x, z),
            None => draft,
        };
        draft.say(format!("{}: {message}", introduction(index, object)));
    }

    /// Adds a finding about a cell: its column, row and extent come before the message.
    fn report_cell(&self, findings: &mut Findings, code: &'static Code, index: usize, message: &str) {
        let (column, row) = self.cell_place(index);
        let [west, south] = [column, row].map(|at| at as f32 * CELL_M);
        let offset = self.cell_bytes.get(index).map(|bytes| bytes.start);
        let draft = findings.add(code).beside(PART, offset);
        let draft = match self.tile_at(west, south) {
            Some((x, z)) => draft.on(x, z),
            None => draft,
        };
        draft.say(format!("cell {column},{row} at ({west}, {south}) m: {message}"));
    }

    /// Adds a finding about a collision triangle.
    fn report_triangle(&self, findings: &mut Findings, code: &'static Code, index: usize, message: &str) {
        let Some([[x, _, z], ..]) = self.file.collision.get(index) else { return };
        let draft = findings.add(code).beside(PART, Some(self.file.triangle_range(index).start));
        let draft = match self.tile_at(*x, *z) {
            Some((x, z)) => draft.on(x, z),
            None => draft,
        };
        draft.say(format!("collision triangle {index}: {message}"));
    }

    /// The tile that an object stands on; none outside the map.
    fn tile_of(&self, object: &Object) -> Option<(u32, u32)> {
        let [x, _, z] = object.placement.position_m;
        self.tile_at(x, z)
    }

    fn tile_at(&self, x: f32, z: f32) -> Option<(u32, u32)> {
        let tiles = i64::from(self.gtd.map_size() - 1);
        let tile = |at: f32| {
            let tile = if at.is_finite() { floor_i64(at / TILE_M) } else { -1 };
            u32::try_from(tile).ok().filter(|tile| i64::from(*tile) < tiles)
        };
        Some((tile(x)?, tile(z)?))
    }

    /// Whether a place lies on the map.
    fn is_inside(&self, x: f32, z: f32) -> bool {
        self.tile_at(x, z).is_some()
    }

    /// Column and row of a cell.
    fn cell_place(&self, index: usize) -> (usize, usize) {
        let columns = crate::formats::opd::cells_along(self.file.width_m).max(1);
        (index % columns, index / columns)
    }
}

/// Number, name and place of an object.
fn introduction(index: usize, object: &Object) -> String {
    let [x, y, z] = object.placement.position_m;
    format!("object {} \"{}\" at ({x:.1}, {y:.1}, {z:.1}) m", small(index), object.name())
}
