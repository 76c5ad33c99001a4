//! Checks of heights.

use super::{Findings, Subject, code, column_and_row, record_at};
use crate::formats::gtd::SectionId;

/// Heights beyond this many meters above or below zero are damage; known zones lie between -68 and 484 m.
pub(super) const PLAUSIBLE_M: f32 = 10_000.0;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let gtd = subject.gtd;
    let (size, start) = (gtd.map_size(), record_at(gtd, SectionId::MapData, "vertex", 0));
    for (index, record) in gtd.records().iter().enumerate() {
        let height_m = record.height_m();
        let (code, message) = match height_m {
            h if !h.is_finite() => (&code::HEIGHT_NOT_FINITE, format!("the height is {h}")),
            h if h.abs() > PLAUSIBLE_M => (&code::HEIGHT_IMPLAUSIBLE, format!("the height is {h:e} m")),
            _ => continue,
        };
        let (x, z) = column_and_row(index, size);
        findings.add(code).at(SectionId::MapData, start + index as u64 * 8).on(x, z).say(message);
    }
}
