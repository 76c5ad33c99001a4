//! Checks of the server's half of a zone against the client's: its map, and its rows of the database.
//!
//! Each file has one family of checks; all are pure functions of a [`ServerZone`], after those of the map by itself. Places that
//! are near each other are one finding with a count (`regions`). Sections of the findings are the server's map, its parts, and
//! the names of tables.

mod companions;
mod event_map;
mod folder;
mod ground;
mod heights;
mod objects;
mod read;
mod regions;
mod spawns;
mod targets;

pub use folder::check_folder;
pub use ground::Ground;
pub use read::ServerReport;

use std::path::Path;

use super::findings::FindingDraft;
use super::{Findings, code, server_map};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::visible::visible;
use crate::formats::opd::OpdFile;
use crate::formats::smd::ServerMap;
use crate::scene::numbers::floor_u32;
use crate::scene::space::TILE_M;
use crate::server::tables::{AreaM, EventRow, NpcRow, RowPlace, TableKind};
use crate::server::{Companions, ServerFolder, ZoneServer};

/// Name of the server's map in findings.
const MAP: &str = "server map";
/// Name of the warps in the server's map.
const WARPS: &str = "warps";
const ZONE_TABLE: &str = "ZONE_INFO";
const EVENT_TABLE: &str = "EVENT";
const START_TABLE: &str = "START_POSITION";
const HOME_TABLE: &str = "HOME";
const SPAWN_TABLE: &str = "K_NPCPOS";

/// Both halves of a zone.
#[derive(Clone, Copy)]
pub struct ServerZone<'a> {
    /// The terrain of the client.
    pub gtd: &'a Gtd,
    /// Objects of the client.
    pub opd: Option<&'a OpdFile>,
    /// Ground, water and bodies of the client.
    pub ground: &'a Ground<'a>,
    /// Named areas and event rectangles of the client.
    pub companions: &'a Companions,
    /// The server's half.
    pub server: &'a ZoneServer,
    /// The server's folder.
    pub folder: &'a ServerFolder,
    /// Another zone of the client whose heights fit the map better: its name and the share of equal heights.
    pub better_zone: Option<&'a (String, f64)>,
}

/// What is known of the zone that a warp or an event leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    /// The server does not have it.
    Unknown,
    /// Neither its map nor its terrain is at hand, or the server's zones are not known.
    NotRead,
    /// Its side in meters.
    Extent(f64),
}

/// Runs all checks of the server's half of a zone.
pub fn check_zone(zone: &ServerZone<'_>) -> Findings {
    let mut findings = Findings::default();
    match zone.map() {
        Some(map) => {
            server_map::form(map, &mut findings);
            heights::check(zone, map, &mut findings);
            if map.size == zone.gtd.map_size() {
                event_map::check(zone, map, &mut findings);
            }
            server_map::objects(map, &|gate| objects::opens_itself(zone, gate), &mut findings);
            objects::check(zone, map, &mut findings);
            server_map::warps(map, &mut findings);
        }
        None => {
            let named = zone.server.pairing.missing_map.as_ref();
            let named = named.map(|name| format!("{}, which {ZONE_TABLE} names, is not there, and ", visible(name)));
            let message =
                format!("{}no map in the folder has its name, its number or its heights", named.unwrap_or_default());
            findings.add(&code::NO_SERVER_MAP).beside(MAP, None).say(message);
        }
    }
    folder::faults(&zone.server.faults, &mut findings);
    targets::check(zone, &mut findings);
    spawns::check(zone, &mut findings);
    companions::check(zone, &mut findings);
    findings
}

impl<'a> ServerZone<'a> {
    fn map(&self) -> Option<&'a ServerMap> {
        self.server.map.as_ref().map(|read| &*read.map)
    }

    /// Side of the zone in meters: of the server's map, which decides where players can be, else of the client's terrain.
    fn extent_m(&self) -> f64 {
        f64::from(self.map().map_or(self.gtd.extent_m(), |map| map.width_m))
    }

    /// The rows of this zone in the table of events; none without that table, or where the zone's number is unknown.
    fn events(&self) -> Option<&'a [EventRow]> {
        let has_table = self.folder.tables()?.files.contains_key(&TableKind::Events);
        (has_table && self.server.number().is_some()).then_some(self.server.events.as_slice())
    }

    /// The rows of NPCs; none without their table.
    fn npcs(&self) -> Option<&'a [NpcRow]> {
        let npcs = self.folder.tables()?.rows.npcs.as_slice();
        (!npcs.is_empty()).then_some(npcs)
    }

    /// The row of an NPC.
    fn npc(&self, id: i32) -> Option<&'a NpcRow> {
        self.npcs()?.iter().find(|row| row.id == id)
    }

    /// What is known of a zone of the server.
    fn target(&self, number: i32) -> Target {
        if self.server.number() == Some(number) {
            return Target::Extent(self.extent_m());
        }
        let zones = self.folder.tables().map(|tables| tables.rows.zones.as_slice()).unwrap_or_default();
        let Some(row) = zones.iter().find(|row| row.zone == number) else {
            return if zones.is_empty() { Target::NotRead } else { Target::Unknown };
        };
        let named = |name: &str| self.folder.maps.iter().find(|map| map.is_named(name));
        let map = named(&row.map).or_else(|| named(&number.to_string()));
        map.map_or(Target::NotRead, |map| Target::Extent(f64::from(map.size - 1) * f64::from(TILE_M)))
    }

    /// Whether an area is on the map.
    fn has_area(&self, area: &AreaM) -> bool {
        area.min.iter().chain(&area.max).all(|at| (0.0..self.extent_m()).contains(&f64::from(*at)))
    }

    /// Sets the place of a finding in meters, and its tile if that is on the map.
    fn located<'f>(&self, draft: FindingDraft<'f>, place: [f64; 2]) -> FindingDraft<'f> {
        let tiles = self.gtd.tiles_per_side();
        let tile = place.map(|at| (at >= 0.0).then(|| floor_u32(at / f64::from(TILE_M))).filter(|tile| *tile < tiles));
        let draft = draft.at_place(place);
        match tile {
            [Some(x), Some(z)] => draft.on(x, z),
            _ => draft,
        }
    }

    /// Sets the place of a finding to the middle of a tile.
    fn on_tile<'f>(&self, draft: FindingDraft<'f>, tile: [u32; 2]) -> FindingDraft<'f> {
        self.located(draft, tile.map(|at| (f64::from(at) + 0.5) * f64::from(TILE_M)))
    }
}

/// Middle of a rectangle of tiles, in meters.
fn middle_of(min: [u32; 2], max: [u32; 2]) -> [f64; 2] {
    [0, 1].map(|axis| (f64::from(min[axis]) + f64::from(max[axis]) + 1.0) / 2.0 * f64::from(TILE_M))
}

/// Name of the file and the line that a row is from.
fn row_text(place: &RowPlace) -> String {
    let name = Path::new(&**place.file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}:{}", visible(&name), place.line)
}
