use crate::server::fault::ServerFault;
use crate::server::tables::{AreaM, EventAction, TableKind, Tables};
use std::path::Path;

fn read(sql: &str) -> (Tables, Vec<String>) {
    read_bytes(sql.as_bytes())
}

fn read_bytes(sql: &[u8]) -> (Tables, Vec<String>) {
    let (mut tables, mut faults) = (Tables::default(), Vec::new());
    tables.read(Path::new("dump.sql"), sql, &mut faults, &|| false);
    (tables, faults.iter().map(ServerFault::to_string).collect())
}

/// The dialect of Open-KO: one INSERT with rows on lines of their own.
const OPEN_KO: &str = "USE [KN_online]\nGO\n\n-- a comment with 'one quote\n\
    CREATE TABLE [EVENT] (\n\t[ZoneNum] tinyint NOT NULL,\n\t[EventNum] decimal(5, 0) NOT NULL\n\tCONSTRAINT [PK] PRIMARY KEY CLUSTERED ([ZoneNum], [EventNum])\n)\nGO\n\
    INSERT INTO [K_NPCPOS] ([ZoneID], [NpcID], [ActType], [LeftX], [TopZ], [RightX], [BottomZ], [LimitMinZ], [LimitMinX], [LimitMaxX], [LimitMaxZ], [NumNPC], [RegTime], [DotCnt], [path], [Later]) VALUES\n\
    (1, 26055, 100, 1735, 834, 1736, 833, 1734, 835, 1736, 833, 1, 1800, 0, NULL, 7),\n\
    (1, 100, 5, 30, -40, 10, 20.0, 0, 0, 0, 0, 3, 30, 2, '0010002000300040', N'it''s')\n\
    GO\nINSERT INTO [K_NPC] ([sSid], [strName]) VALUES\n(26055, N'O''Hara, (smith)');\n\
    INSERT INTO [K_MONSTER] ([sSid], [strName]) VALUES (100, N'Kecoon')\n\
    INSERT INTO [UNKNOWN] ([a]) VALUES (N'INSERT INTO [K_NPC]'), (2)\n";

#[test]
fn rows_on_lines_of_their_own() {
    let (tables, faults) = read(OPEN_KO);
    assert_eq!(faults, Vec::<String>::new());
    let [npc, monster] = &tables.rows.spawns[..] else { panic!("{:?}", tables.rows.spawns) };
    assert_eq!((npc.id, npc.is_npc, npc.act_type, npc.count, npc.respawn_secs), (26055, true, 0, 1, 1800));
    assert_eq!(
        (npc.area, npc.limit),
        (AreaM::between([1735, 833], [1736, 834]), AreaM::between([1734, 833], [1736, 835]))
    );
    assert_eq!((npc.place.line, npc.place.row, monster.place.line, monster.place.row), (12, 1, 13, 2));
    assert_eq!((monster.is_npc, monster.act_type, monster.area), (false, 5, AreaM { min: [10, -40], max: [30, 20] }));
    assert_eq!(monster.path_m, [[10.0, 20.0], [30.0, 40.0]]);
    assert_eq!(tables.name_of(npc).unwrap().name, "O'Hara, (smith)");
    assert_eq!(tables.name_of(monster).unwrap().name, "Kecoon");
    assert_eq!(tables.rows.npcs.len(), 1);
}

/// The dialect of ko4life: an INSERT on each line, and a byte order mark.
#[test]
fn an_insert_on_each_line() {
    let sql = "INSERT [dbo].[ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName], [InitX], [InitZ], [InitY], [Type], [RoomEvent]) \
        VALUES (1, 21, N'moradon_0826.smd', 31200, 40250, CAST(-100 AS Int), 1, 0)\r\n\
        INSERT [dbo].[ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName]) VALUES (1, 1, 'karus_1212.smd')\r\nGO\r\n\
        INSERT [dbo].[EVENT] ([ZoneNum], [EventNum], [Type], [Exec1], [Exec2], [Exec3]) VALUES (1, 1001, 1, N'101', N'837', N'168')\r\n\
        INSERT [dbo].[EVENT] VALUES (1, 7, 2, N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0')\r\n";
    let wide: Vec<u8> = sql.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[b"\xef\xbb\xbf", sql.as_bytes()].concat(), [b"\xff\xfe", &wide[..]].concat()] {
        let (tables, faults) = read_bytes(&bytes);
        assert_eq!(faults, Vec::<String>::new());
        let zones = &tables.rows.zones;
        assert_eq!(
            (zones[0].zone, zones[0].map.as_str(), zones[0].start_m),
            (21, "moradon_0826.smd", [312.0, 402.5, -1.0])
        );
        assert_eq!((zones[1].zone, zones[1].map.as_str(), zones[1].place.row), (1, "karus_1212.smd", 2));
        let actions: Vec<EventAction> = tables.rows.events.iter().map(|row| row.action).collect();
        assert_eq!(actions, [EventAction::ChangeZone { zone: 101, at_m: [837, 168] }, EventAction::DeadlyTrap]);
        assert_eq!(tables.rows.events[1].event, 7);
    }
}

#[test]
fn a_declaration_names_the_columns_of_rows_without() {
    let sql = "CREATE TABLE dbo.K_NPC (strName varchar(30), sLevel smallint, sSid smallint, PRIMARY KEY (sSid))\n\
        INSERT K_NPC VALUES ('Smith', 12, 5)\nINSERT K_MONSTER VALUES (6, 'Wolf', 1, 1)\n";
    let (tables, faults) = read(sql);
    assert_eq!(faults, Vec::<String>::new());
    let [npc, monster] = [&tables.rows.npcs[0], &tables.rows.monsters[0]];
    assert_eq!((npc.id, npc.name.as_str(), npc.level), (5, "Smith", 12));
    assert_eq!((monster.id, monster.name.as_str()), (6, "Wolf"));
}

#[test]
fn damaged_rows_are_left_out_with_their_place() {
    let sql = "INSERT INTO K_NPC (sSid, strName) VALUES\n(1, 'one'),\n(2, 'it's'),\n(3, 'three', 4),\n(x, 'no number'),\n\
        ('many', 'text'),\n(5, 'line\nbreak'),\n(6, 'six'\nINSERT INTO K_NPC (sSid, strName) VALUES (7, 'seven'),\n(8, 'eight";
    let (tables, faults) = read(sql);
    let rows: Vec<(i32, &str)> = tables.rows.npcs.iter().map(|row| (row.id, row.name.as_str())).collect();
    assert_eq!(rows, [(1, "one"), (0, "no number"), (5, "line\nbreak"), (7, "seven")]);
    assert_eq!(
        faults,
        [
            "dump.sql:3: K_NPC row left out: a quote, bracket or comment does not end",
            "dump.sql:4: K_NPC row left out: 3 values for 2 columns",
            "dump.sql:6: K_NPC row left out: sSid is \"many\", not a number",
            "dump.sql:9: K_NPC row left out: the row does not end",
            "dump.sql:11: K_NPC row left out: a quote, bracket or comment does not end",
        ]
    );
}

/// Where each row is a statement, the first one with an open text is reported as well, and what is whole before it is kept.
#[test]
fn open_texts_are_reported_in_any_statement() {
    let sql = "INSERT K_NPC (sSid, strName) VALUES (1, 'one'), (2, 'it's')\nINSERT K_NPC (sSid, strName) VALUES (3, 'three')\n\
        INSERT K_MONSTER (sSid, [strName) VALUES (4, 'four')\nINSERT OTHERS VALUES ('it's')\n";
    let (tables, faults) = read(sql);
    assert_eq!(tables.rows.npcs.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        faults,
        [
            "dump.sql:1: K_NPC row left out: a quote, bracket or comment does not end",
            "dump.sql:3: K_MONSTER row left out: a quote, bracket or comment does not end",
        ]
    );
}

#[test]
fn missing_columns_and_other_forms_are_reported_once() {
    let sql = "INSERT INTO K_NPC (strName) VALUES ('a'), ('b')\nINSERT INTO EVENT (ZoneNum) SELECT 1\nINSERT INTO X (a) SELECT 1\n\
        INSERT INTO START_POSITION VALUES (1, 2)\n";
    let (tables, faults) = read(sql);
    assert!(tables.rows.npcs.is_empty() && tables.rows.starts.is_empty());
    assert_eq!(
        faults,
        [
            "dump.sql: K_NPC has no column sSid",
            "dump.sql: no valid SQL: INSERT INTO EVENT without VALUES is not read",
            "dump.sql:4: START_POSITION row left out: 2 values, and the columns have no names",
        ]
    );
}

#[test]
fn problems_are_counted_and_only_the_first_listed() {
    let sql = format!("INSERT INTO K_NPC (sSid, strName) VALUES\n{}(1, 'a')", "('x', 'y'),\n".repeat(1000));
    let (tables, faults) = read(&sql);
    assert_eq!((tables.rows.npcs.len(), faults.len()), (1, 51));
    assert_eq!(faults[50], "dump.sql: 950 problems more");
}

#[test]
fn any_bytes_are_read_in_limited_time() {
    let (_, faults) = read_bytes(&[0xff; 100_000]);
    assert_eq!(faults, Vec::<String>::new());
    // Each line opens a text, and none looks like a row.
    let (_, faults) = read(&"x'\n".repeat(200_000));
    assert_eq!(faults, Vec::<String>::new());
    read(&"(".repeat(1_000_000));
    read(&format!("INSERT INTO K_NPC VALUES {}", "(".repeat(1_000_000)));
    read(&format!("INSERT INTO K_NPC VALUES ({}", "1,".repeat(1_000_000)));
    for cut in 0..OPEN_KO.len() {
        read_bytes(&OPEN_KO.as_bytes()[..cut]);
    }
}

#[test]
fn names_of_tables_are_found_in_any_spelling() {
    for sql in [
        "insert into K_npc(SSID,strname)values(1,'a')",
        "INSERT INTO \"dbo\".`k_npc` ([sSid] , \"strName\") VALUES\n\t(1,N'a')\n,(2,'b')",
    ] {
        let (tables, faults) = read(sql);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(tables.rows.npcs[0].name, "a", "{sql}");
    }
    assert_eq!(TableKind::named("k_Monster"), Some(TableKind::Monsters));
}
