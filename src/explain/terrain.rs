//! Terrain-specific parts of `explain`: the layout at the beginning, and unusual content of the file at the end.

use super::{FileView, Lines, write_section, write_uncovered};
use crate::check::{Subject, check};
use crate::formats::gtd::{Gtd, Layout};
use crate::formats::kernel::number::{counted, grouped};
use crate::scene::numbers::floor_u64;

/// The text about a zone's terrain.
pub(super) fn write(lines: &mut Lines, name: &str, stem: Option<&str>, gtd: &Gtd) {
    opening(lines, name, gtd);
    let file = FileView { content: gtd.bytes(), map: gtd.field_map(), gtd: Some(gtd) };
    for section in file.map.sections() {
        write_section(lines, &file, section);
    }
    unusual(lines, stem, gtd);
    write_uncovered(lines, &file);
}

fn opening(lines: &mut Lines, name: &str, gtd: &Gtd) {
    let (extent, tiles) = (grouped(floor_u64(gtd.extent_m())), grouped(gtd.tiles_per_side()));
    lines.heading(name, &counted(gtd.bytes().len() as u64, "byte", "bytes"));
    lines.text(&format!(
        "Format: terrain of a zone, {extent} x {extent} m: {tiles} x {tiles} tiles of 4 m with {0} x {0} vertices at their \
         corners. {1} Numbers are little-endian. Positions are in meters: x east, y up, z north; (0, 0) is the south-west \
         corner. Arrays over the ground are stored by columns from west to east, each from south to north: (0, 0), (0, 1), \
         (0, 2) ...",
        grouped(gtd.map_size()),
        layout_text(gtd.header().layout),
    ));
    super::opening(lines);
}

fn layout_text(layout: Layout) -> String {
    match layout {
        Layout::Headerless => "The file has no header, like those of clients up to 1097.".into(),
        Layout::Versioned { version } => {
            format!("The file starts with version {version} and a name, like those of clients 1298 and 1299.")
        }
        Layout::Modern => "The file starts with an encrypted name, like those of later clients.".into(),
    }
}

/// Unusual content of this file: its findings, without the files around it.
fn unusual(lines: &mut Lines, stem: Option<&str>, gtd: &Gtd) {
    let findings = check(&Subject { gtd, stem, around: None }).into_list();
    lines.heading("FINDINGS", "");
    if findings.is_empty() {
        lines.text("None.");
    }
    for finding in findings.iter().take(40) {
        lines.item(&format!("{}: {} ({})", finding.code.name, finding.message, finding.code.meaning));
    }
    if findings.len() > 40 {
        lines.item(&format!("... and {} more; list all with gtd-viewer check", findings.len() - 40));
    }
}
