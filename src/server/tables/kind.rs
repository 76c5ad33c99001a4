//! The tables that are read, and the order of their columns where a dump names none.

use super::value::Columns;

/// A table of the server's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// `ZONE_INFO`: the map and the start of each zone.
    Zones,
    /// `EVENT`: what happens on the tiles of an event.
    Events,
    /// `HOME`: where each nation comes home.
    Homes,
    /// `START_POSITION`: where each nation starts in a zone.
    Starts,
    /// `K_NPCPOS`: monsters and NPCs with their areas and paths.
    Spawns,
    /// `K_NPC`: names of NPCs.
    Npcs,
    /// `K_MONSTER`: names of monsters.
    Monsters,
}

impl TableKind {
    /// All tables.
    pub const ALL: [TableKind; 7] = [
        TableKind::Zones,
        TableKind::Events,
        TableKind::Homes,
        TableKind::Starts,
        TableKind::Spawns,
        TableKind::Npcs,
        TableKind::Monsters,
    ];

    /// Name of the table in the database.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Zones => "ZONE_INFO",
            TableKind::Events => "EVENT",
            TableKind::Homes => "HOME",
            TableKind::Starts => "START_POSITION",
            TableKind::Spawns => "K_NPCPOS",
            TableKind::Npcs => "K_NPC",
            TableKind::Monsters => "K_MONSTER",
        }
    }

    /// The table with a name, in any letter case.
    pub fn named(name: &str) -> Option<TableKind> {
        TableKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The columns without which a row means nothing.
    pub(super) fn needed(self) -> &'static [&'static str] {
        match self {
            TableKind::Zones => &["ZoneNo", "strZoneName"],
            TableKind::Events => &["ZoneNum", "EventNum", "Type"],
            TableKind::Homes => &["Nation"],
            TableKind::Starts => &["ZoneID", "sKarusX", "sKarusZ", "sElmoradX", "sElmoradZ"],
            TableKind::Spawns => &["ZoneID", "NpcID", "ActType", "LeftX", "TopZ", "RightX", "BottomZ"],
            TableKind::Npcs | TableKind::Monsters => &["sSid", "strName"],
        }
    }

    /// All columns in the order of the open databases; of [`Npcs`](Self::Npcs) and [`Monsters`](Self::Monsters) the first
    /// two, which are the same in both.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            TableKind::Zones => &ZONE_COLUMNS,
            TableKind::Events => &EVENT_COLUMNS,
            TableKind::Homes => &HOME_COLUMNS,
            TableKind::Starts => &START_COLUMNS,
            TableKind::Spawns => &SPAWN_COLUMNS,
            TableKind::Npcs | TableKind::Monsters => &NAME_COLUMNS,
        }
    }

    /// The columns of rows with a number of values, for dumps that name none. Further columns have no name.
    pub(super) fn usual_columns(self, count: usize) -> Option<Columns> {
        let named: &[&str] = match self {
            TableKind::Zones if count < ZONE_COLUMNS.len() => &ZONE_COLUMNS[..8],
            TableKind::Spawns if count == SPAWN_COLUMNS_WITHOUT_DIRECTION.len() => &SPAWN_COLUMNS_WITHOUT_DIRECTION,
            _ => self.columns(),
        };
        let unnamed = count.checked_sub(named.len())?;
        Some(Columns::new(named.iter().chain(std::iter::repeat_n(&"", unnamed))))
    }
}

const NAME_COLUMNS: [&str; 2] = ["sSid", "strName"];

const ZONE_COLUMNS: [&str; 9] =
    ["ServerNo", "ZoneNo", "strZoneName", "InitX", "InitZ", "InitY", "Type", "RoomEvent", "bz"];

const EVENT_COLUMNS: [&str; 13] = [
    "ZoneNum", "EventNum", "Type", "Cond1", "Cond2", "Cond3", "Cond4", "Cond5", "Exec1", "Exec2", "Exec3", "Exec4",
    "Exec5",
];

const START_COLUMNS: [&str; 11] = [
    "ZoneID",
    "sKarusX",
    "sKarusZ",
    "sElmoradX",
    "sElmoradZ",
    "bRangeX",
    "bRangeZ",
    "sKarusGateX",
    "sKarusGateZ",
    "sElmoGateX",
    "sElmoGateZ",
];

const HOME_COLUMNS: [&str; 21] = [
    "Nation",
    "ElmoZoneX",
    "ElmoZoneZ",
    "ElmoZoneLX",
    "ElmoZoneLZ",
    "KarusZoneX",
    "KarusZoneZ",
    "KarusZoneLX",
    "KarusZoneLZ",
    "FreeZoneX",
    "FreeZoneZ",
    "FreeZoneLX",
    "FreeZoneLZ",
    "BattleZoneX",
    "BattleZoneZ",
    "BattleZoneLX",
    "BattleZoneLZ",
    "BattleZone2X",
    "BattleZone2Z",
    "BattleZone2LX",
    "BattleZone2LZ",
];

const SPAWN_COLUMNS: [&str; 20] = [
    "ZoneID",
    "NpcID",
    "ActType",
    "RegenType",
    "DungeonFamily",
    "SpecialType",
    "TrapNumber",
    "LeftX",
    "TopZ",
    "RightX",
    "BottomZ",
    "LimitMinZ",
    "LimitMinX",
    "LimitMaxX",
    "LimitMaxZ",
    "NumNPC",
    "RegTime",
    "byDirection",
    "DotCnt",
    "path",
];

/// Position of `byDirection`, which one of the databases lacks.
const DIRECTION: usize = 17;

const SPAWN_COLUMNS_WITHOUT_DIRECTION: [&str; SPAWN_COLUMNS.len() - 1] = {
    let mut columns = [""; SPAWN_COLUMNS.len() - 1];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = SPAWN_COLUMNS[if at < DIRECTION { at } else { at + 1 }];
        at += 1;
    }
    columns
};
