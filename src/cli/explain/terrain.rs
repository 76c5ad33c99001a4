//! Terrain-specific parts of `explain`: the layout at the beginning, and unusual content of the file at the end.

use super::page::ExplainPage;
use super::{FileView, write_section, write_uncovered};
use crate::check::{Subject, check};
use crate::cli::inputs::Input;
use crate::formats::gtd::{Gtd, Layout};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::visible::path_text;
use crate::scene::numbers::floor_u64;

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
    let (extent, tiles) = (grouped(floor_u64(gtd.extent_m())), grouped(gtd.tiles_per_side()));
    page.heading(&input.name(), &counted(gtd.bytes().len() as u64, "byte", "bytes"));
    page.text(&format!(
        "Format: terrain of a zone, {extent} x {extent} m: {tiles} x {tiles} tiles of 4 m with {0} x {0} vertices at their \
         corners. {1} Numbers are little-endian. Positions are in meters: x east, y up, z north; (0, 0) is the south-west \
         corner. Arrays over the ground are stored by columns from west to east, each from south to north: (0, 0), (0, 1), \
         (0, 2) ...",
        grouped(gtd.map_size()),
        layout_text(gtd.header().layout),
    ));
    super::opening(page);
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
fn unusual(page: &mut ExplainPage, input: &Input, gtd: &Gtd) {
    let stem = input.path().and_then(std::path::Path::file_stem).map(path_text);
    let findings = check(&Subject { gtd, stem: stem.as_deref(), around: None }).into_list();
    page.heading("FINDINGS", "");
    if findings.is_empty() {
        page.text("None.");
    }
    for finding in findings.iter().take(40) {
        page.item(&format!("{}: {} ({})", finding.code.name, finding.message, finding.code.meaning));
    }
    if findings.len() > 40 {
        page.item(&format!("... and {} more; list all with gtd-viewer check", findings.len() - 40));
    }
}
