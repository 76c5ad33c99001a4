//! The server's half of one zone.

use std::collections::HashMap;

use super::fault::ServerFault;
use super::folder::{ReadMap, RoomFile, ServerFolder};
use super::pairing::{Pairing, pair};
use super::tables::{EventRow, HomeRow, NpcRow, SpawnRow, StartRow, ZoneInfo};
use crate::formats::gtd::Gtd;
use crate::zone::bundle::Bundle;

/// What a server folder has for a zone of the client.
#[derive(Clone, Debug, Default)]
pub struct ZoneServer {
    /// How it was found.
    pub pairing: Pairing,
    /// The zone's row of `ZONE_INFO`.
    pub row: Option<ZoneInfo>,
    /// The map.
    pub map: Option<ReadMap>,
    /// Monsters and NPCs.
    pub spawns: Vec<Spawn>,
    /// What happens on event tiles.
    pub events: Vec<EventRow>,
    /// Where players start.
    pub starts: Vec<StartRow>,
    /// Homes of the nations: all rows, as each has places in several zones.
    pub homes: Vec<HomeRow>,
    /// The rooms of the zone.
    pub rooms: Option<RoomFile>,
    /// The server's zones by number: name for people, else that of the map.
    pub zone_names: HashMap<i32, String>,
    /// Files that were needed for this zone and cannot be used.
    pub faults: Vec<ServerFault>,
}

/// Monsters or NPCs with their name.
#[derive(Clone, Debug)]
pub struct Spawn {
    /// The row of `K_NPCPOS`.
    pub row: SpawnRow,
    /// Its row of `K_NPC` or `K_MONSTER`.
    pub npc: Option<NpcRow>,
}

impl ZoneServer {
    /// Number of the zone on the server.
    pub fn number(&self) -> Option<i32> {
        self.pairing.zone.as_ref().map(|(number, _)| *number)
    }

    /// Whether the folder has nothing for the zone.
    pub fn is_empty(&self) -> bool {
        self.number().is_none() && self.map.is_none()
    }
}

impl ServerFolder {
    /// Everything of a zone. `bundle` has the names and numbers of the client's zone.
    pub fn zone(&self, bundle: Option<&Bundle>, gtd: &Gtd) -> ZoneServer {
        let paired = pair(self, bundle, gtd);
        let mut zone = ZoneServer {
            pairing: paired.pairing,
            row: paired.row,
            map: paired.map,
            faults: paired.faults,
            ..ZoneServer::default()
        };
        let Some(number) = zone.number() else { return zone };
        let room_number = zone.row.as_ref().map(|row| row.room_event).filter(|event| *event > 0).unwrap_or(number);
        zone.rooms = self.rooms.iter().find(|file| file.number == Some(room_number)).cloned();
        let Some(tables) = self.tables() else { return zone };
        let rows = &tables.rows;
        let by_id = |rows: &[NpcRow]| rows.iter().rev().map(|row| (row.id, row.clone())).collect::<HashMap<_, _>>();
        let (npcs, monsters) = (by_id(&rows.npcs), by_id(&rows.monsters));
        let name = |row: &SpawnRow| if row.is_npc { npcs.get(&row.id) } else { monsters.get(&row.id) };
        let spawns = rows.spawns.iter().filter(|row| row.zone == number);
        zone.spawns = spawns.map(|row| Spawn { row: row.clone(), npc: name(row).cloned() }).collect();
        zone.events = rows.events.iter().filter(|row| row.zone == number).cloned().collect();
        zone.starts = rows.starts.iter().filter(|row| row.zone == number).cloned().collect();
        zone.homes.clone_from(&rows.homes);
        zone.zone_names = rows.zones.iter().rev().map(|row| (row.zone, zone_name(row))).collect();
        zone
    }
}

/// Name of a server's zone for people.
fn zone_name(row: &ZoneInfo) -> String {
    let map = row.map.strip_suffix(".smd").unwrap_or(&row.map);
    if row.name.is_empty() { map.to_owned() } else { row.name.clone() }
}
