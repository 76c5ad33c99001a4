//! Checks of the parts beside the zone: color map, shadows, objects, lights, minimap, sky.

use super::{Findings, Subject, code, column_and_row, signed};
use crate::formats::kernel::number::counted;
use crate::formats::ntf::tlt::ShadowMaps;
use crate::scene::raster::color_map::ColorMapMaker;
use crate::scene::raster::tile_image::TILE_PX;
use crate::zone::error::{PartError, with_causes};
use crate::zone::parts::Part;

/// Side of a color map cell in pixels.
const CELL_PX: u32 = TILE_PX;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(parts) = subject.around.and_then(|around| around.parts.as_ref()) else { return };
    presence("color map", &parts.tct, findings);
    presence("objects", &parts.opd, findings);
    presence("minimap", &parts.minimap, findings);
    presence("sky", &parts.sky, findings);
    if let Some(lights) = subject.around.and_then(|around| around.lights.as_ref()) {
        presence("lights", lights, findings);
    }
    shadows(subject, &parts.tlt, findings);
    if let Ok(map) = parts.tct.as_ref().map(|part| &part.content) {
        let expected = ColorMapMaker::cells_per_side(subject.gtd.map_size());
        let found = map.cells_per_side();
        let odd = map.textures().iter().find(|texture| (texture.width(), texture.height()) != (CELL_PX, CELL_PX));
        if found != expected {
            let message = format!("the color map has {found} x {found} textures, expected {expected} x {expected}");
            findings.add(&code::COLOR_MAP_SIZE).beside("color map", None).say(message);
        } else if let Some(odd) = odd {
            let (width, height) = (odd.width(), odd.height());
            let message = format!("a texture is {width} x {height} pixels, expected {CELL_PX} x {CELL_PX}");
            findings.add(&code::COLOR_MAP_SIZE).beside("color map", None).say(message);
        }
    }
    if let Ok(opd) = parts.opd.as_ref().map(|part| &part.content) {
        let extent_m = subject.gtd.extent_m();
        if opd.width_m != extent_m || opd.length_m != extent_m {
            let size = format!("{} x {} m", opd.width_m, opd.length_m);
            let message = format!("made for a zone of {size}, but this zone is {extent_m} x {extent_m} m");
            findings.add(&code::OBJECT_EXTENT).beside("objects", None).say(message);
        }
    }
}

/// A missing or unreadable part.
fn presence<T>(name: &'static str, part: &Part<T>, findings: &mut Findings) {
    match part {
        Ok(_) | Err(PartError::None) => {}
        Err(PartError::NotFound(not_found)) => {
            findings.add(&code::MISSING_PART).beside(name, None).say(format!("{} not found", not_found.name));
        }
        Err(error) => unreadable(name, error, findings),
    }
}

/// A part that exists, but cannot be read.
pub(super) fn unreadable(name: &'static str, error: &PartError, findings: &mut Findings) {
    let offset = match error {
        PartError::Malformed { source, .. } => Some(source.offset),
        _ => None,
    };
    findings.add(&code::UNREADABLE_PART).beside(name, offset).say(with_causes(error));
}

/// Shadows: invalid table entries are listed; bytes that no entry refers to are counted.
fn shadows(subject: &Subject<'_>, part: &Part<ShadowMaps>, findings: &mut Findings) {
    if let Some(unused) = part.as_ref().ok().map(|part| part.content.unused_bytes()).filter(|bytes| *bytes > 0) {
        let message = format!("{} between or after the blocks", counted(unused as u64, "unused byte", "unused bytes"));
        findings.add(&code::SHADOW_GAPS).beside("shadows", None).say(message);
    }
    let side = subject.gtd.patches_per_side();
    let wrong = match part {
        Err(PartError::Malformed { bytes, .. }) => wrong_offsets(bytes, side),
        _ => Vec::new(),
    };
    if wrong.is_empty() {
        return presence("shadows", part, findings);
    }
    for WrongOffset { entry_at, offset, px, pz } in wrong {
        let message = format!("patch {px},{pz}: the table entry points to byte {offset}, outside the shadow blocks");
        let finding = findings.add(&code::SHADOW_OFFSET).beside("shadows", Some(entry_at));
        finding.on(px * 8, pz * 8).say(message);
    }
}

struct WrongOffset {
    entry_at: u64,
    offset: i32,
    px: u32,
    pz: u32,
}

/// Entries of a shadow table (z outer) that refer to invalid positions.
fn wrong_offsets(bytes: &[u8], side: u32) -> Vec<WrongOffset> {
    let table_bytes = side as usize * side as usize * 4;
    let Some(table) = bytes.get(4..4 + table_bytes) else { return Vec::new() };
    let blocks = signed(4 + table_bytes)..signed(bytes.len()) - 3;
    let entries = table.as_chunks().0.iter().map(|entry| i32::from_le_bytes(*entry)).enumerate();
    let wrong = entries.filter(|(_, offset)| *offset != 0 && !blocks.contains(&i64::from(*offset)));
    let entry = |(index, offset): (usize, i32)| {
        let (pz, px) = column_and_row(index, side);
        WrongOffset { entry_at: 4 + index as u64 * 4, offset, px, pz }
    };
    wrong.map(entry).collect()
}
