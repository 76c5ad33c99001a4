//! Marks of the client's own files.

use super::{Events, bytes_of, of_record, of_tiles};
use crate::scene::game_marks::{GameMark, MarkDetail, MarkKind, MarkShape};
use crate::server::companions::Companions;

/// Bytes of a count at the start of a file, of a named area, of a rectangle.
const COUNT_BYTES: u64 = 4;
const AREA_BYTES: u64 = 99;
const RECT_BYTES: u64 = 18;
/// Bytes of an area with sounds.
const SOUND_AREA_BYTES: u64 = 24;
/// Bytes of a sound group, and of the version and count before them.
const GROUP_BYTES: u64 = 2340;

pub(super) fn add(companions: &Companions, events: &Events<'_>, marks: &mut Vec<GameMark>) {
    if let Some(file) = &companions.areas {
        for (index, area) in file.content.areas.iter().enumerate() {
            let record = (file.path.as_path(), index, bytes_of(COUNT_BYTES, AREA_BYTES, index));
            let mut mark = of_record(MarkKind::NamedArea, area.name(), of_tiles(&area.rect), record);
            mark.details = events.details(area.event.into());
            marks.push(mark);
        }
    }
    add_event_rects(companions, marks);
    add_sounds(companions, marks);
    add_flags(companions, marks);
}

/// Rectangles without numbers, where no named area is the same.
fn add_event_rects(companions: &Companions, marks: &mut Vec<GameMark>) {
    let Some(file) = &companions.event_rects else { return };
    let named = companions.areas.as_ref().map(|areas| &areas.content.areas[..]).unwrap_or_default();
    for (index, event) in file.content.areas.iter().enumerate() {
        if named.iter().all(|area| area.rect != event.rect) {
            let record = (file.path.as_path(), index, bytes_of(COUNT_BYTES, RECT_BYTES, index));
            marks.push(of_record(MarkKind::NamedArea, String::new(), of_tiles(&event.rect), record));
        }
    }
}

/// Sound areas; those of junk are left out.
fn add_sounds(companions: &Companions, marks: &mut Vec<GameMark>) {
    let Some(file) = &companions.sounds else { return };
    let first = 2 * COUNT_BYTES + GROUP_BYTES * file.content.groups.len() as u64 + COUNT_BYTES;
    for (index, area) in file.content.areas.iter().enumerate() {
        let Some(group) = file.content.group_of(area) else { continue };
        let record = (file.path.as_path(), index, bytes_of(first, SOUND_AREA_BYTES, index));
        let mut mark = of_record(MarkKind::SoundArea, group.name.text(), of_tiles(&area.rect), record);
        mark.details = vec![MarkDetail::Number(area.group), MarkDetail::Sounds(group.files().collect())];
        marks.push(mark);
    }
}

/// Flags; both kinds of files often have the same ones.
fn add_flags(companions: &Companions, marks: &mut Vec<GameMark>) {
    let first = marks.len();
    for file in &companions.flags {
        for (index, flag) in file.content.flags.iter().enumerate() {
            let shape = MarkShape::Place(flag.placement.position_m.map(f64::from));
            if marks[first..].iter().any(|other| other.shape == shape) {
                continue;
            }
            let mut mark = of_record(MarkKind::Flag, flag.name(), shape, (&file.path, index, 0..0));
            mark.details = vec![MarkDetail::Texture(flag.texture_name())];
            marks.push(mark);
        }
    }
}
