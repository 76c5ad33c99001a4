//! Typed rows of the server's tables. Numbers are as stored; rectangles are sorted.

use std::path::PathBuf;
use std::sync::Arc;

use super::value::Row;

/// Where a row was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The file.
    pub file: Arc<PathBuf>,
    /// Line of the file on which the row begins, from 1.
    pub line: u32,
    /// Number of the row in its table, from 1, counting those that were left out.
    pub row: u32,
}

/// A rectangle in meters, sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaM {
    /// West, south.
    pub min: [i32; 2],
    /// East, north.
    pub max: [i32; 2],
}

impl AreaM {
    /// The rectangle between two corners (x, z) in any order.
    pub fn between(a: [i32; 2], b: [i32; 2]) -> AreaM {
        AreaM { min: [a[0].min(b[0]), a[1].min(b[1])], max: [a[0].max(b[0]), a[1].max(b[1])] }
    }

    /// The middle (x, z).
    pub fn center(&self) -> [f64; 2] {
        [0, 1].map(|axis| (f64::from(self.min[axis]) + f64::from(self.max[axis])) / 2.0)
    }

    /// Whether a point is inside or on the border.
    pub fn contains(&self, [x, z]: [f64; 2]) -> bool {
        let within = |axis: usize, value| (f64::from(self.min[axis])..=f64::from(self.max[axis])).contains(&value);
        within(0, x) && within(1, z)
    }
}

/// A row of `ZONE_INFO`.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneInfo {
    /// Number of the zone on the server.
    pub zone: i32,
    /// Number of the server that runs it.
    pub server: i32,
    /// Name of the map's file, such as `moradon_0826.smd`.
    pub map: String,
    /// Name for people, where the table has one (column `bz`).
    pub name: String,
    /// Start x, z, y in meters: the table has hundredths.
    pub start_m: [f64; 3],
    /// Kind of the zone (column `Type`).
    pub kind: i32,
    /// Number of the file with its rooms (`<n>.evt`); 0 for none.
    pub room_event: i32,
    /// Where the row was read.
    pub place: RowPlace,
}

/// A row of `EVENT`: what happens to a player who enters a tile with this number.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Number of the zone on the server.
    pub zone: i32,
    /// Number of the event on the server's event map.
    pub event: i32,
    /// What happens.
    pub action: EventAction,
    /// Conditions as stored.
    pub conditions: [String; 5],
    /// Arguments as stored.
    pub arguments: [String; 5],
    /// Where the row was read.
    pub place: RowPlace,
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventAction {
    /// 1: the player is taken to a place of another zone.
    ChangeZone {
        /// Number of the other zone on the server.
        zone: i32,
        /// Place there (x, z) in meters.
        at_m: [i32; 2],
    },
    /// 2: a trap that kills.
    DeadlyTrap,
    /// 3: an area of traps.
    TrapArea,
    /// Any other type, as stored.
    Other(i32),
}

/// A row of `START_POSITION`.
#[derive(Clone, Debug, PartialEq)]
pub struct StartRow {
    /// Number of the zone on the server.
    pub zone: i32,
    /// Where Karus start (x, z), meters.
    pub karus_m: [i32; 2],
    /// Where El Morad start (x, z), meters.
    pub elmorad_m: [i32; 2],
    /// Size of the area that extends from there to the east and north, meters.
    pub range_m: [i32; 2],
    /// Where Karus come through their gate; 0, 0 for none.
    pub karus_gate_m: [i32; 2],
    /// Where El Morad come through their gate; 0, 0 for none.
    pub elmorad_gate_m: [i32; 2],
    /// Where the row was read.
    pub place: RowPlace,
}

/// A kind of zone in `HOME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeZone {
    /// The land of El Morad.
    ElMorad,
    /// The land of Karus.
    Karus,
    /// The colony zone.
    Free,
    /// The battle zone.
    Battle,
    /// The second battle zone.
    Battle2,
}

impl HomeZone {
    /// The kind of a zone, by its number on the server: the servers have fixed numbers for lands and war zones.
    pub fn of(zone: i32) -> Option<HomeZone> {
        match zone {
            1 => Some(HomeZone::Karus),
            2 => Some(HomeZone::ElMorad),
            102 => Some(HomeZone::Battle2),
            101..=199 => Some(HomeZone::Battle),
            201..=299 => Some(HomeZone::Free),
            _ => None,
        }
    }

    /// All kinds with the prefix of their columns.
    const PREFIXES: [(HomeZone, &'static str); 5] = [
        (HomeZone::ElMorad, "ElmoZone"),
        (HomeZone::Karus, "KarusZone"),
        (HomeZone::Free, "FreeZone"),
        (HomeZone::Battle, "BattleZone"),
        (HomeZone::Battle2, "BattleZone2"),
    ];
}

/// A row of `HOME`: where a nation comes home in each kind of zone.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeRow {
    /// 1 Karus, 2 El Morad.
    pub nation: i32,
    /// The area in each kind of zone: from its place to the east and north.
    pub homes: Vec<(HomeZone, AreaM)>,
    /// Where the row was read.
    pub place: RowPlace,
}

/// A row of `K_NPCPOS`: monsters or NPCs that appear in an area.
#[derive(Clone, Debug, PartialEq)]
pub struct SpawnRow {
    /// Number of the zone on the server.
    pub zone: i32,
    /// Number in `K_NPC` or `K_MONSTER`.
    pub id: i32,
    /// Whether it is an NPC (`K_NPC`), not a monster (`K_MONSTER`): `ActType` is 100 or more.
    pub is_npc: bool,
    /// How it moves: `ActType`, for NPCs without the 100.
    pub act_type: i32,
    /// How it comes back (`RegenType`).
    pub respawn_kind: i32,
    /// Number of its room in a dungeon.
    pub room: i32,
    /// `SpecialType` as stored.
    pub special: i32,
    /// `TrapNumber` as stored.
    pub trap: i32,
    /// Where it appears.
    pub area: AreaM,
    /// Where it may go.
    pub limit: AreaM,
    /// How many there are.
    pub count: i32,
    /// Seconds until it comes back.
    pub respawn_secs: i32,
    /// Direction it looks at (Open-KO only).
    pub direction: i32,
    /// Number of points of the path as stored.
    pub path_points: i32,
    /// Points of its patrol path (x, z) in meters: those that the text holds whole.
    pub path_m: Vec<[f64; 2]>,
    /// Where the row was read.
    pub place: RowPlace,
}

/// A row of `K_NPC` or `K_MONSTER`.
#[derive(Clone, Debug, PartialEq)]
pub struct NpcRow {
    /// Its number.
    pub id: i32,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: i32,
    /// Kind of NPC (`byType`): merchant, gate keeper ...
    pub kind: i32,
    /// 1 Karus, 2 El Morad, else of neither.
    pub group: i32,
    /// Where the row was read.
    pub place: RowPlace,
}

/// A row that can be made from values.
pub(super) trait FromRow: Sized {
    /// # Errors
    /// What is wrong with the row.
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<Self, String>;
}

impl FromRow for ZoneInfo {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<ZoneInfo, String> {
        let meters = |column| Ok::<f64, String>(f64::from(row.int(column)?) / 100.0);
        Ok(ZoneInfo {
            zone: row.int("ZoneNo")?,
            server: row.int("ServerNo")?,
            map: row.text("strZoneName"),
            name: row.text("bz"),
            start_m: [meters("InitX")?, meters("InitZ")?, meters("InitY")?],
            kind: row.int("Type")?,
            room_event: row.int("RoomEvent")?,
            place,
        })
    }
}

impl FromRow for EventRow {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<EventRow, String> {
        let action = match row.int("Type")? {
            1 => {
                let (zone, at_m) = (row.int("Exec1")?, [row.int("Exec2")?, row.int("Exec3")?]);
                EventAction::ChangeZone { zone, at_m }
            }
            2 => EventAction::DeadlyTrap,
            3 => EventAction::TrapArea,
            other => EventAction::Other(other),
        };
        let (zone, event) = (row.int("ZoneNum")?, row.int("EventNum")?);
        let conditions = ["Cond1", "Cond2", "Cond3", "Cond4", "Cond5"].map(|column| row.text(column));
        let arguments = ["Exec1", "Exec2", "Exec3", "Exec4", "Exec5"].map(|column| row.text(column));
        Ok(EventRow { zone, event, action, conditions, arguments, place })
    }
}

impl FromRow for StartRow {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<StartRow, String> {
        let point = |x, z| Ok::<[i32; 2], String>([row.int(x)?, row.int(z)?]);
        Ok(StartRow {
            zone: row.int("ZoneID")?,
            karus_m: point("sKarusX", "sKarusZ")?,
            elmorad_m: point("sElmoradX", "sElmoradZ")?,
            range_m: point("bRangeX", "bRangeZ")?,
            karus_gate_m: point("sKarusGateX", "sKarusGateZ")?,
            elmorad_gate_m: point("sElmoGateX", "sElmoGateZ")?,
            place,
        })
    }
}

impl FromRow for HomeRow {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<HomeRow, String> {
        let mut homes = Vec::new();
        for (zone, prefix) in HomeZone::PREFIXES {
            let int = |suffix: &str| row.int(&format!("{prefix}{suffix}"));
            let (at, range) = ([int("X")?, int("Z")?], [int("LX")?, int("LZ")?]);
            if at != [0, 0] {
                homes.push((zone, AreaM::between(at, [0, 1].map(|axis: usize| at[axis].saturating_add(range[axis])))));
            }
        }
        Ok(HomeRow { nation: row.int("Nation")?, homes, place })
    }
}

impl FromRow for SpawnRow {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<SpawnRow, String> {
        let (act_type, path_points) = (row.int("ActType")?, row.int("DotCnt")?);
        let is_npc = act_type >= 100;
        let point = |x, z| Ok::<[i32; 2], String>([row.int(x)?, row.int(z)?]);
        // Open-KO's table has MinZ before MinX, and the values in the usual order: the names are exchanged.
        let is_exchanged = row.columns.index("LimitMinZ") < row.columns.index("LimitMinX");
        let limit_min = if is_exchanged { ["LimitMinZ", "LimitMinX"] } else { ["LimitMinX", "LimitMinZ"] };
        Ok(SpawnRow {
            zone: row.int("ZoneID")?,
            id: row.int("NpcID")?,
            is_npc,
            act_type: if is_npc { act_type - 100 } else { act_type },
            respawn_kind: row.int("RegenType")?,
            room: row.int("DungeonFamily")?,
            special: row.int("SpecialType")?,
            trap: row.int("TrapNumber")?,
            area: AreaM::between(point("LeftX", "TopZ")?, point("RightX", "BottomZ")?),
            limit: AreaM::between(point(limit_min[0], limit_min[1])?, point("LimitMaxX", "LimitMaxZ")?),
            count: row.int("NumNPC")?,
            respawn_secs: row.int("RegTime")?,
            direction: row.int("byDirection")?,
            path_points,
            path_m: path(&row.text("path"), path_points),
            place,
        })
    }
}

impl FromRow for NpcRow {
    fn from_row(row: Row<'_>, place: RowPlace) -> Result<NpcRow, String> {
        Ok(NpcRow {
            id: row.int("sSid")?,
            name: row.text("strName"),
            level: row.int("sLevel")?,
            kind: row.int("byType")?,
            group: row.int("byGroup")?,
            place,
        })
    }
}

/// The points of a path: 4 digits of x, then 4 of z, for each. At most `count`; those that are no digits end it.
fn path(text: &str, count: i32) -> Vec<[f64; 2]> {
    let number = |digits: &[u8]| -> Option<f64> {
        digits.iter().try_fold(0.0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10.0 + f64::from(digit - b'0')))
    };
    let points = text.as_bytes().as_chunks::<8>().0.iter();
    let points = points.map_while(|point| Some([number(&point[..4])?, number(&point[4..])?]));
    points.take(usize::try_from(count).unwrap_or_default()).collect()
}

/// What a table's rows are made of: collected by `super::collect`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRows {
    /// `ZONE_INFO`.
    pub zones: Vec<ZoneInfo>,
    /// `EVENT`.
    pub events: Vec<EventRow>,
    /// `HOME`.
    pub homes: Vec<HomeRow>,
    /// `START_POSITION`.
    pub starts: Vec<StartRow>,
    /// `K_NPCPOS`.
    pub spawns: Vec<SpawnRow>,
    /// `K_NPC`.
    pub npcs: Vec<NpcRow>,
    /// `K_MONSTER`.
    pub monsters: Vec<NpcRow>,
}
