//! Marks of a server's map: event tiles and resurrection areas.

use super::objects::OBJECT_BYTES;
use super::{Events, bytes_of, of_record};
use crate::formats::smd::MapEnd;
use crate::scene::game_marks::{EventTiles, GameMark, MarkDetail, MarkKind, MarkShape};
use crate::server::folder::ReadMap;

/// Bytes of a resurrection area.
const AREA_BYTES: u64 = 20;
/// The most regions of event tiles that are marked: a map of junk may have one for each tile.
const MOST_REGIONS: usize = 4096;

/// Where the parts of a map are in its file. What comes before them has no fixed size, so they are found from the end.
pub(super) struct Layout {
    /// First byte of the first object.
    pub objects: u64,
    /// The bytes of the event map.
    pub event_map: std::ops::Range<u64>,
    /// First byte of the first resurrection area.
    pub areas: u64,
}

impl Layout {
    pub fn of(ReadMap { map, file_bytes, .. }: &ReadMap) -> Layout {
        let areas_bytes = 4 + AREA_BYTES * map.regene_areas.len() as u64;
        let after = match map.end {
            MapEnd::EventMap => 0,
            MapEnd::RegeneAreas => areas_bytes,
            MapEnd::Warps { layout, .. } => areas_bytes + 4 + (layout.bytes() * map.warps.len()) as u64,
        };
        let end = file_bytes.saturating_sub(map.trailing.len() as u64 + after);
        let start = end.saturating_sub(2 * map.event_map.len() as u64);
        let objects = start.saturating_sub(OBJECT_BYTES * map.object_events.len() as u64);
        Layout { objects, event_map: start..end, areas: end + 4 }
    }
}

pub(super) fn add(map: &ReadMap, events: &Events<'_>, marks: &mut Vec<GameMark>) {
    let (layout, unit_m) = (Layout::of(map), f64::from(map.map.unit_m));
    let regions = tiles(map, map.map.size).map(|tiles| tiles.regions()).unwrap_or_default();
    for (index, region) in regions.into_iter().take(MOST_REGIONS).enumerate() {
        let meters = |tile: [u32; 2], tiles: f64| tile.map(|tile| (f64::from(tile) + tiles) * unit_m);
        let shape = MarkShape::rect(meters(region.first, 0.0), meters(region.last, 1.0));
        let event = i32::from(region.id);
        let name = events.names.get(&event).cloned().unwrap_or_default();
        let record = (map.path.as_path(), index, layout.event_map.clone());
        let mut mark = of_record(MarkKind::EventArea, name, shape, record);
        mark.details = events.details(event);
        mark.details.push(MarkDetail::Tiles(region.tiles));
        marks.push(mark);
    }
    for (index, area) in map.map.regene_areas.iter().enumerate() {
        let [x, _, z] = area.min_m.map(f64::from);
        let opposite = [x + f64::from(area.length_x_m), z + f64::from(area.length_z_m)];
        let record = (map.path.as_path(), index, bytes_of(layout.areas, AREA_BYTES, index));
        let shape = MarkShape::rect([x, z], opposite);
        marks.push(of_record(MarkKind::ResurrectionArea, String::new(), shape, record));
    }
}

/// The event map, if it has the size of the zone.
pub(super) fn tiles(map: &ReadMap, size: u32) -> Option<EventTiles> {
    if map.map.size == size { EventTiles::new(size, map.map.event_map.clone()) } else { None }
}
