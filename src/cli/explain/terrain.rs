//! Terrain-specific parts of `explain`: the layout at the beginning, and unusual content of the file at the end.

use super::page::ExplainPage;
use super::{FileView, write_section, write_uncovered};
use crate::check::{Subject, check};
use crate::cli::inputs::Input;
use crate::cli::stats_text::grouped;
use crate::formats::gtd::{Gtd, Layout};

/// The text about a zone's terrain.
pub(super) fn write(page: &mut ExplainPage, input: &Input, gtd: &Gtd) {
    opening(page, input, gtd);
    let file = FileView { content: gtd.bytes(), map: gtd.field_map(), gtd: Some(gtd) };
    for section in file.map.sections() {
        write_section(page, &file, section);
    }
    unusual(page, input, gtd);
    write_uncovered(page, &file);
}

fn opening(page: &mut ExplainPage, input: &Input, gtd: &Gtd) {
    let (extent, tiles) = (grouped(gtd.extent_m() as u64), gtd.tiles_per_side());
    page.heading(&input.name(), &format!("{} bytes", grouped(gtd.bytes().len() as u64)));
    page.text(&format!(
        "The terrain of a zone of {extent} x {extent} m: {tiles} x {tiles} tiles of 4 m, and {0} x {0} vertices at their \
         corners. {1} All numbers are little-endian. Positions are in meters: x east, y up, z north, and (0, 0) is the \
         south-western corner. Arrays over the ground are x outer: (0, 0), (0, 1), (0, 2) ... each column from the \
         south to the north, the columns from the west.",
        gtd.map_size(),
        layout_text(gtd.header().layout),
    ));
    super::opening(page);
}

fn layout_text(layout: Layout) -> String {
    match layout {
        Layout::Headerless => "It has no header: clients up to 1097 wrote it so.".into(),
        Layout::Versioned { version } => {
            format!("It begins with version {version} and a name, as clients 1298 and 1299 write it.")
        }
        Layout::Modern => "It begins with an enciphered name, as later clients write it.".into(),
    }
}

/// Unusual content of this file: its findings, without the files around it.
fn unusual(page: &mut ExplainPage, input: &Input, gtd: &Gtd) {
    let stem = input.path().and_then(std::path::Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let findings = check(&Subject { gtd, stem: stem.as_deref(), around: None }).into_list();
    page.heading("UNUSUAL IN THIS FILE", "");
    if findings.is_empty() {
        page.text("Nothing: every value is one that other files have as well.");
    }
    for finding in findings.iter().take(40) {
        page.item(&format!("{}: {} ({})", finding.code.name, finding.message, finding.code.meaning));
    }
    if findings.len() > 40 {
        page.item(&format!("and {} more; gtd-viewer check lists them", findings.len() - 40));
    }
}
