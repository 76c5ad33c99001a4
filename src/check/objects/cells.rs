//! Checks of the cells of 16 m: each object is listed once, in the cell of its position. The client draws what the cells
//! list.

use super::ZoneObjects;
use crate::check::{Findings, code};
use crate::formats::kernel::number::grouped;
use crate::formats::opd::{CELL_M, Cell, Object, cells_along};
use crate::scene::numbers::floor_i64;

/// Numbers that a cell can list.
const LISTABLE: usize = 1 << 16;

pub(super) fn check(objects: &ZoneObjects<'_>, findings: &mut Findings) {
    let count = objects.file.objects.len();
    if count > LISTABLE {
        let message = format!(
            "{} objects, but cells can only list the first {}",
            grouped(count as u64),
            grouped(LISTABLE as u64)
        );
        let offset = objects.object_bytes.first().map(|bytes| bytes.start.saturating_sub(4));
        findings.add(&code::OBJECT_COUNT).beside(super::PART, offset).say(message);
    }
    let mut listed: Vec<Listed> = vec![Listed::default(); count];
    for (index, cell) in existing(objects) {
        let mut dangling = cell.objects.iter().filter(|object| usize::from(**object) >= count).peekable();
        if let Some(first) = dangling.peek() {
            let message = format!("lists object {first}, but there are only {}", grouped(count as u64));
            objects.report_cell(findings, &code::DANGLING_OBJECT, index, &message);
        }
        for object in &cell.objects {
            if let Some(listed) = listed.get_mut(usize::from(*object)) {
                listed.first.get_or_insert(index);
                listed.times += 1;
            }
        }
    }
    for (index, (object, listed)) in objects.file.objects.iter().zip(&listed).enumerate().take(LISTABLE) {
        judge(objects, findings, (index, object), *listed);
    }
}

/// Where an object is listed.
#[derive(Clone, Copy, Default)]
struct Listed {
    first: Option<usize>,
    times: usize,
}

fn judge(objects: &ZoneObjects<'_>, findings: &mut Findings, (index, object): (usize, &Object), listed: Listed) {
    let Some(expected) = cell_of(objects, object) else { return };
    let name = |cell: usize| {
        let (column, row) = objects.cell_place(cell);
        format!("{column},{row}")
    };
    match listed.first {
        // Objects beyond the border are in no cell of some official zones.
        None => {
            let [x, _, z] = object.placement.position_m;
            if objects.is_inside(x, z) {
                let message = "no cell lists it, so the client does not draw it";
                objects.report(findings, &code::OBJECT_IN_NO_CELL, index, message);
            }
        }
        Some(_) if listed.times > 1 => {
            let message = format!("cells list it {} times, expected once", grouped(listed.times as u64));
            objects.report(findings, &code::OBJECT_CELL, index, &message);
        }
        Some(cell) if cell != expected => {
            let message = format!("listed in cell {}, expected cell {}", name(cell), name(expected));
            objects.report(findings, &code::OBJECT_CELL, index, &message);
        }
        Some(_) => {}
    }
}

/// The cell of an object's position, at the border for objects outside; none without a finite position.
fn cell_of(objects: &ZoneObjects<'_>, object: &Object) -> Option<usize> {
    let [x, _, z] = object.placement.position_m;
    let along = |at: f32, extent_m: f32| {
        let last = cells_along(extent_m).checked_sub(1)?;
        let cell = at.is_finite().then(|| floor_i64(at / CELL_M).max(0))?;
        Some(usize::try_from(cell).map_or(last, |cell| cell.min(last)))
    };
    let (column, row) = (along(x, objects.file.width_m)?, along(z, objects.file.length_m)?);
    Some(row * cells_along(objects.file.width_m) + column)
}

/// The cells that exist, with their numbers.
pub(super) fn existing<'a>(objects: &'a ZoneObjects<'_>) -> impl Iterator<Item = (usize, &'a Cell)> {
    objects.file.cells.iter().enumerate().filter_map(|(index, cell)| Some((index, cell.as_deref()?)))
}
