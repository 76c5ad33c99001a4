//! Checks of rivers and ponds: complete grids, finite positions, inside the map.

use super::{Findings, Subject, code, signed, small};
use crate::formats::gtd::{Gtd, SectionId, WaterVertex};
use crate::formats::kernel::number::grouped;

/// The common checks of rivers and ponds.
struct WaterCheck<'a> {
    section: SectionId,
    group: &'static str,
    index: u32,
    name: String,
    vertices: &'a [WaterVertex],
    /// Whether the vertices form complete rows.
    whole: bool,
    /// Name of the stored count, its stored value, and the value of the grid.
    count: (&'static str, i64, i64),
    count_field: &'static str,
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let gtd = subject.gtd;
    for water in waters(gtd) {
        let offset = |name: &str| {
            let mut runs = gtd.group_runs(water.section, water.group, water.index).iter();
            runs.find(|run| run.name() == name).map_or(0, |run| run.offset)
        };
        let vertices_at = offset("water vertex");
        if !water.whole {
            let message =
                format!("{}: {} vertices do not form complete rows", water.name, grouped(water.vertices.len() as u64));
            findings.add(&code::WATER_GRID).at(water.section, vertices_at).say(message);
        }
        let (what, stored, right) = water.count;
        if stored != right && water.whole {
            let message = format!("{}: {stored} {what} stored, but the grid has {right}", water.name);
            findings.add(&code::WATER_COUNT).at(water.section, offset(water.count_field)).say(message);
        }
        places(gtd, &water, vertices_at, findings);
    }
}

fn waters(gtd: &Gtd) -> Vec<WaterCheck<'_>> {
    let rivers = gtd.rivers().iter().enumerate().map(|(index, river)| WaterCheck {
        section: SectionId::Rivers,
        group: "river",
        index: small(index),
        name: format!("river {index}"),
        vertices: &river.vertices,
        whole: river.vertices.len().is_multiple_of(4),
        count: ("indices", i64::from(river.index_count), (signed(river.vertices.len()) / 4 - 1).max(0) * 18),
        count_field: "index count",
    });
    let ponds = gtd.ponds().iter().enumerate().filter(|(_, pond)| !pond.vertices.is_empty());
    let ponds = ponds.map(|(index, pond)| WaterCheck {
        section: SectionId::Ponds,
        group: "pond",
        index: small(index),
        name: format!("pond {index}"),
        vertices: &pond.vertices,
        whole: usize::try_from(pond.width).is_ok_and(|width| width > 0 && pond.vertices.len().is_multiple_of(width)),
        count: (
            "triangles",
            i64::from(pond.triangle_count),
            i64::try_from(pond.implied_triangles()).unwrap_or(i64::MAX),
        ),
        count_field: "triangle count",
    });
    rivers.chain(ponds).collect()
}

fn places(gtd: &Gtd, water: &WaterCheck<'_>, vertices_at: u64, findings: &mut Findings) {
    let (mut outside, mut first) = (0_usize, None);
    for (index, vertex) in water.vertices.iter().enumerate() {
        let [x, y, z] = vertex.position_m();
        if !(x.is_finite() && y.is_finite() && z.is_finite()) {
            let message = format!("{}: vertex {index} is at ({x}, {y}, {z})", water.name);
            let offset = vertices_at + index as u64 * size_of::<WaterVertex>() as u64;
            findings.add(&code::WATER_NOT_FINITE).at(water.section, offset).say(message);
        } else if !(0.0..=gtd.extent_m()).contains(&x) || !(0.0..=gtd.extent_m()).contains(&z) {
            outside += 1;
            first.get_or_insert((x, z, index));
        }
    }
    if let Some((x, z, index)) = first {
        let offset = vertices_at + index as u64 * size_of::<WaterVertex>() as u64;
        let total = water.vertices.len();
        let (outside, total) = (grouped(outside as u64), grouped(total as u64));
        let message = format!(
            "{}: {outside} of {total} vertices are outside the map, the first at ({x:.1}, {z:.1}) m",
            water.name
        );
        findings.add(&code::WATER_OUTSIDE).at(water.section, offset).say(message);
    }
}
