//! Findings about a zone: errors of a file by named code, severity and place.
//!
//! Owns the table of codes ([`code`]), the checks (one file per family; each a pure function of the parsed data) and
//! the automatic fixes ([`fix`]). Parsers only enforce the layout, so unusual values are judged here. Printing of
//! findings is the responsibility of `cli`.
//!
//! An *error* is something that the client or this program cannot draw as intended; a *warning* something that the
//! game's own tools would not have written, or a missing file; an *info* something of interest. All known real files
//! pass without an error, those of the clients 1097 and 1298 without a warning unless a file is missing.
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod bounds;
pub mod code;
mod companions;
mod findings;
pub mod fix;
mod header;
mod heights;
mod lights;
mod objects;
mod parts;
pub mod server;
mod server_map;
mod surroundings;
mod textures;
mod tiles;
mod water;

pub use code::{Code, Severity};
pub use companions::{Companion, CompanionKind, CompanionState};
pub use findings::{Finding, Findings};
pub use server_map::check_server_map;
pub use surroundings::{SourceFile, Surroundings};

use crate::formats::gtd::{Gtd, SectionId};
use crate::formats::kernel::FormatError;

/// Input of the checks: a parsed zone, the stem of its file, and its surroundings if they were read.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The parsed terrain file.
    pub gtd: &'a Gtd,
    /// The file's name without extension.
    pub stem: Option<&'a str>,
    /// Textures and parts; none without a folder.
    pub around: Option<&'a Surroundings>,
}

/// A family of checks.
type Check = fn(&Subject<'_>, &mut Findings);

/// All checks, in the order of a file's sections.
const CHECKS: [Check; 10] = [
    header::check,
    heights::check,
    tiles::check,
    bounds::check,
    textures::check,
    water::check,
    parts::check,
    objects::check,
    lights::check,
    companions::check,
];

/// Runs all checks on a zone.
pub fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::default();
    for check in CHECKS {
        check(subject, &mut findings);
    }
    findings
}

/// The finding for a file that matches no layout.
pub fn malformed(error: &FormatError) -> Findings {
    let mut findings = Findings::default();
    findings.add(&code::MALFORMED).at(error.section, error.offset).say(error.to_string());
    findings
}

/// The finding for a file that cannot be read.
pub fn unreadable(reason: &str) -> Findings {
    let mut findings = Findings::default();
    findings.add(&code::UNREADABLE_FILE).say(reason.to_string());
    findings
}

/// A count or index that is stored in 32 bits.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A count as a signed number, for differences.
fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Column and row of an element of a square array, stored by columns of length `side`.
fn column_and_row(index: usize, side: u32) -> (u32, u32) {
    let index = small(index);
    (index / side, index % side)
}

/// Offset of record `index` of the array with this name.
fn record_at(gtd: &Gtd, section: SectionId, name: &str, index: usize) -> u64 {
    let run = gtd.runs_of(section).iter().find(|run| run.name() == name);
    run.map_or(0, |run| run.offset + index as u64 * run.stride)
}
