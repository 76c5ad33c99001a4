//! A new server map of a zone, from the client's files and what an older map adds.

use super::BlockedTiles;
use crate::formats::gtd::Gtd;
use crate::formats::opd::{OpdFile, cells_along};
use crate::formats::smd::{FREE, MapEnd, ObjectEvent, ServerMap, UNIT_M};

/// A new server map, and what became of the older one.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebuilt {
    /// The map.
    pub map: ServerMap,
    /// Number of tiles with events, which are those of the older map.
    pub event_tiles: usize,
    /// Number of tiles that were blocked or free in the older map against the rule, and no longer are.
    pub corrected_tiles: usize,
    /// Number of the zone's objects with a role that the older map lacks, and of its own that the zone lacks.
    pub other_objects: [usize; 2],
}

/// Why there is no new map.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum RebuildError {
    /// The older map has another size.
    #[error("the older map has {old} x {old} vertices, the zone has {zone} x {zone}: it is that of another zone")]
    Size {
        /// Vertices a side of the older map.
        old: u32,
        /// Vertices a side of the zone.
        zone: u32,
    },
    /// The objects were made for another size.
    #[error("the objects file is for a zone of {objects_m} m, the terrain has {zone_m} m")]
    Objects {
        /// Extent of the objects file in meters.
        objects_m: f32,
        /// Extent of the zone in meters.
        zone_m: f32,
    },
}

/// Makes the server map of a zone: heights, collision and blocked tiles from the client's files; event tiles, objects with
/// a role, resurrection areas and warps from an older map. Without one, the objects are the zone's, and there are no
/// events, areas or warps.
///
/// # Errors
/// The files are those of zones of other sizes.
pub fn rebuild(gtd: &Gtd, objects: Option<&OpdFile>, old: Option<&ServerMap>) -> Result<Rebuilt, RebuildError> {
    let zone_m = gtd.extent_m();
    if let Some(old) = old.filter(|old| old.size != gtd.map_size()) {
        return Err(RebuildError::Size { old: old.size, zone: gtd.map_size() });
    }
    if let Some(file) = objects.filter(|file| file.width_m != zone_m || file.length_m != zone_m) {
        return Err(RebuildError::Objects { objects_m: file.width_m, zone_m });
    }
    let placed: Vec<ObjectEvent> = objects.iter().flat_map(|file| &file.objects).filter_map(ObjectEvent::of).collect();
    let cells_a_side = cells_along(zone_m);
    let mut map = ServerMap {
        size: gtd.map_size(),
        unit_m: UNIT_M,
        heights: gtd.records().iter().map(|record| record.height_m()).collect(),
        width_m: zone_m,
        length_m: zone_m,
        collision: objects.map_or_else(Vec::new, |file| file.collision.clone()),
        cells: objects.map_or_else(|| vec![None; cells_a_side * cells_a_side], |file| file.cells.clone()),
        object_events: placed,
        event_map: BlockedTiles::of_zone(gtd, objects).event_map(),
        regene_areas: Vec::new(),
        warps: Vec::new(),
        end: MapEnd::after_warps(0),
        trailing: Vec::new(),
    };
    Ok(match old {
        None => Rebuilt { map, event_tiles: 0, corrected_tiles: 0, other_objects: [0; 2] },
        Some(old) => {
            let (event_tiles, corrected_tiles) = take_events(&mut map, old);
            let other_objects =
                [lacking(&map.object_events, &old.object_events), lacking(&old.object_events, &map.object_events)];
            map.object_events.clone_from(&old.object_events);
            map.regene_areas.clone_from(&old.regene_areas);
            map.warps.clone_from(&old.warps);
            map.end = end_of(old);
            Rebuilt { map, event_tiles, corrected_tiles, other_objects }
        }
    })
}

/// Copies the events of the older map. Returns their number, and that of blocked and free tiles that differ.
fn take_events(map: &mut ServerMap, old: &ServerMap) -> (usize, usize) {
    let (mut events, mut corrected) = (0, 0);
    for (new, old) in map.event_map.iter_mut().zip(&old.event_map) {
        if *old > FREE {
            *new = *old;
            events += 1;
        } else if new != old {
            corrected += 1;
        }
    }
    (events, corrected)
}

/// Number of objects that others lack: equal numbers, and less than a centimeter apart.
fn lacking(objects: &[ObjectEvent], others: &[ObjectEvent]) -> usize {
    objects.iter().filter(|object| !others.iter().any(|other| object.is_same(other))).count()
}

/// The layout of warps that the older map's server reads; all parts are written.
fn end_of(old: &ServerMap) -> MapEnd {
    match (old.end, MapEnd::after_warps(old.warps.len())) {
        (MapEnd::Warps { layout, .. }, MapEnd::Warps { declared, .. }) => MapEnd::Warps { declared, layout },
        (_, end) => end,
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocked::tests::{cell, flat_map};
    use super::*;
    use crate::formats::gtd::{Draft, Header};
    use crate::formats::opd::{EventLinks, Object};
    use crate::formats::smd::{RegeneArea, Warp, WarpLayout};

    fn zone() -> Gtd {
        Gtd::parse(Draft::flat(Header::headerless(), 9).encode().unwrap()).unwrap()
    }

    fn objects() -> OpdFile {
        let events = EventLinks { event_id: 2001, event_kind: 3, ..EventLinks::default() };
        let lever = Object { events, ..Object::default() };
        OpdFile {
            header: None,
            width_m: 32.0,
            length_m: 32.0,
            collision: vec![[[0.0; 3]; 3]],
            cells: vec![None, None, Some(Box::new(cell())), None],
            objects: vec![Object::default(), lever],
        }
    }

    #[test]
    fn without_an_older_map_there_are_only_the_clients_parts() {
        let Rebuilt { map, .. } = rebuild(&zone(), Some(&objects()), None).unwrap();
        assert_eq!((map.event_at(1, 6), map.event_at(6, 1), map.collision.len()), (Some(0), Some(1), 1));
        assert_eq!(map.object_events.iter().map(|object| object.id).collect::<Vec<_>>(), [2001]);
        assert!(map.warps.is_empty() && map.regene_areas.is_empty() && map.has_usual_extent());
        assert_eq!(ServerMap::parse(&map.encode().unwrap()), Ok(map));
        let bare = rebuild(&zone(), None, None).unwrap().map;
        assert_eq!((bare.cells.len(), bare.event_map.iter().all(|event| *event == FREE)), (4, true));
    }

    #[test]
    fn events_objects_areas_and_warps_are_those_of_the_older_map() {
        let mut old = flat_map();
        let [event, stale] = [old.index(1, 6).unwrap(), old.index(3, 3).unwrap()];
        (old.event_map[event], old.event_map[stale]) = (30, 0);
        old.regene_areas = vec![RegeneArea::default()];
        old.warps = vec![Warp { nation: None, ..Warp::new(11, "a", 1, [0.0; 3]) }];
        old.end = MapEnd::Warps { declared: 14, layout: WarpLayout::WithoutNation };
        let new = rebuild(&zone(), Some(&objects()), Some(&old)).unwrap();
        assert_eq!((new.event_tiles, new.corrected_tiles, new.other_objects), (1, 1, [1, 0]));
        assert_eq!((new.map.event_at(1, 6), new.map.event_at(3, 3)), (Some(30), Some(FREE)));
        assert_eq!((new.map.object_events.len(), new.map.regene_areas.len()), (0, 1));
        assert_eq!(new.map.end, MapEnd::Warps { declared: 1, layout: WarpLayout::WithoutNation });
        let short = ServerMap { end: MapEnd::EventMap, warps: Vec::new(), ..old };
        assert_eq!(rebuild(&zone(), None, Some(&short)).unwrap().map.end, MapEnd::after_warps(0));
    }

    #[test]
    fn files_of_other_sizes_are_refused() {
        let other = ServerMap { size: 17, ..flat_map() };
        assert_eq!(rebuild(&zone(), None, Some(&other)), Err(RebuildError::Size { old: 17, zone: 9 }));
        let wide = OpdFile { width_m: 64.0, ..objects() };
        assert!(matches!(rebuild(&zone(), Some(&wide), None), Err(RebuildError::Objects { .. })));
    }
}
