//! Statistics of a server map.

use std::collections::BTreeMap;

use serde::Serialize;

use super::HeightStats;
use crate::formats::opd::is_invisible_wall;
use crate::formats::smd::{BLOCKED, FREE, MapEnd, ObjectEvent, ServerMap, Warp};

/// Statistics of one server map. Field names and order are those of the JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerMapStats {
    /// The path as typed.
    pub path: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// "server map".
    pub kind: &'static str,
    /// N, vertices a side.
    pub map_size: u32,
    /// Distance of two vertices in meters.
    pub unit_m: f64,
    /// Extent of the zone eastward and northward in meters.
    pub extent_m: [f64; 2],
    /// Heights of all vertices.
    pub height_m: HeightStats,
    /// Collision triangles and cells.
    pub collision: CollisionStats,
    /// Tiles of the event map, all N x N.
    pub event_map: EventMapStats,
    /// Objects with a role, in file order.
    pub object_events: Vec<ObjectEventStats>,
    /// Resurrection areas, in file order.
    pub regene_areas: Vec<RegeneAreaStats>,
    /// Warps, in file order.
    pub warps: Vec<WarpStats>,
    /// Number of warps that the file declares; none if it ends earlier.
    pub declared_warps: Option<u32>,
    /// Bytes of a warp, 316 or 320; none if the file ends earlier.
    pub warp_bytes: Option<usize>,
    /// Bytes after the last field.
    pub trailing_bytes: usize,
}

/// Collision of a server map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CollisionStats {
    /// Number of triangles.
    pub triangles: usize,
    /// Number of those that belong to invisible walls.
    pub invisible: usize,
    /// Number of cells of 16 m.
    pub cells: usize,
    /// Number of cells that list something.
    pub filled_cells: usize,
}

/// Tiles of an event map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventMapStats {
    /// Number of blocked tiles.
    pub blocked: usize,
    /// Number of tiles without an event.
    pub free: usize,
    /// The events by number.
    pub events: Vec<EventStats>,
}

/// Tiles with one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventStats {
    /// Number of the event.
    pub event: i16,
    /// Number of its tiles.
    pub tiles: usize,
    /// First and last tile eastward, then northward.
    pub within: [[u32; 2]; 2],
}

/// An object with a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectEventStats {
    /// Whose it is.
    pub belong: i32,
    /// Its number.
    pub id: i16,
    /// Its role, as stored.
    #[serde(rename = "type")]
    pub kind: i16,
    /// Number of its gate, list or character.
    pub npc: i16,
    /// Its state.
    pub status: i16,
    /// Place in meters: x, y, z.
    pub position_m: [f32; 3],
}

/// A resurrection area.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegeneAreaStats {
    /// South-west corner in meters: x, y, z.
    pub corner_m: [f32; 3],
    /// Extent eastward and northward in meters.
    pub extent_m: [f32; 2],
}

/// A warp.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WarpStats {
    /// Its number.
    pub id: i16,
    /// Number of its list, by which warp gates name it.
    pub list: i16,
    /// Name of the place.
    pub name: String,
    /// Coins that it costs.
    pub price: u32,
    /// The server's number of the target zone.
    pub zone: i16,
    /// Target in meters: x, y, z.
    pub target_m: [f32; 3],
    /// Distance from it within which players arrive, in meters.
    pub radius_m: f32,
    /// Who may use it; none in older files.
    pub nation: Option<i16>,
}

impl ServerMapStats {
    /// Statistics of a map under its path, with the length of its file.
    pub fn new(path: &str, bytes: u64, map: &ServerMap) -> ServerMapStats {
        let (declared_warps, warp_bytes) = match map.end {
            MapEnd::Warps { declared, layout } => (Some(declared), Some(layout.bytes())),
            MapEnd::EventMap | MapEnd::RegeneAreas => (None, None),
        };
        ServerMapStats {
            path: path.into(),
            bytes,
            kind: "server map",
            map_size: map.size,
            unit_m: map.unit_m.into(),
            extent_m: [map.width_m.into(), map.length_m.into()],
            height_m: HeightStats::of(&map.heights),
            collision: CollisionStats {
                triangles: map.collision.len(),
                invisible: map.collision.iter().filter(|triangle| is_invisible_wall(triangle)).count(),
                cells: map.cells.len(),
                filled_cells: map.cells.iter().flatten().count(),
            },
            event_map: EventMapStats::new(map),
            object_events: map.object_events.iter().map(ObjectEventStats::new).collect(),
            regene_areas: map
                .regene_areas
                .iter()
                .map(|area| RegeneAreaStats { corner_m: area.min_m, extent_m: [area.length_x_m, area.length_z_m] })
                .collect(),
            warps: map.warps.iter().map(WarpStats::new).collect(),
            declared_warps,
            warp_bytes,
            trailing_bytes: map.trailing.len(),
        }
    }
}

impl EventMapStats {
    fn new(map: &ServerMap) -> EventMapStats {
        let mut events: BTreeMap<i16, EventStats> = BTreeMap::new();
        for (x, z) in (0..map.size).flat_map(|x| (0..map.size).map(move |z| (x, z))) {
            let event = map.event_at(x, z).unwrap_or(FREE);
            let at = || EventStats { event, tiles: 0, within: [[x, x], [z, z]] };
            let known = events.entry(event).or_insert_with(at);
            known.tiles += 1;
            for ([first, last], at) in known.within.iter_mut().zip([x, z]) {
                (*first, *last) = ((*first).min(at), (*last).max(at));
            }
        }
        let mut take = |event| events.remove(&event).map_or(0, |found| found.tiles);
        let (blocked, free) = (take(BLOCKED), take(FREE));
        EventMapStats { blocked, free, events: events.into_values().collect() }
    }
}

impl ObjectEventStats {
    fn new(object: &ObjectEvent) -> ObjectEventStats {
        let ObjectEvent { belong, id, kind, npc, status, position_m } = *object;
        ObjectEventStats { belong, id, kind, npc, status, position_m }
    }
}

impl WarpStats {
    fn new(warp: &Warp) -> WarpStats {
        WarpStats {
            id: warp.id,
            list: warp.list(),
            name: warp.name(),
            price: warp.price,
            zone: warp.target_zone,
            target_m: warp.target_m,
            radius_m: warp.radius_m,
            nation: warp.nation,
        }
    }
}
