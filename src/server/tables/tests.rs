//! Rows are the same in every form in which databases are exported.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{TableRows, Tables};

/// A row of `K_NPC`.
type Npc = (i16, String, i32);
/// A row of `K_NPCPOS`: zone, number, kind, corners, path.
type Spawn = (i16, i16, u8, [i16; 4], Vec<[u16; 2]>);

fn npc() -> impl Strategy<Value = Npc> {
    let character = prop::sample::select("abXYZ 0159'\",;()[]-/*.ğİ가".chars().collect::<Vec<_>>());
    let name = vec(character, 1..20).prop_map(|characters| characters.into_iter().collect());
    (any::<i16>(), name, 0..200)
}

fn spawn() -> impl Strategy<Value = Spawn> {
    (any::<i16>(), any::<i16>(), any::<u8>(), any::<[i16; 4]>(), vec([0..10_000_u16, 0..10_000_u16], 0..5))
}

fn path_text(path: &[[u16; 2]]) -> String {
    path.iter().map(|[x, z]| format!("{x:04}{z:04}")).collect::<Vec<_>>().concat()
}

/// The rows of a file.
fn rows(name: &str, bytes: &[u8]) -> TableRows {
    let (mut tables, mut faults) = (Tables::default(), Vec::new());
    tables.read(Path::new(name), bytes, &mut faults, &|| false);
    assert!(faults.is_empty(), "{faults:?} in {}", String::from_utf8_lossy(bytes));
    tables.rows
}

/// Values of rows as SQL, in parentheses.
fn sql_values(npcs: &[Npc], spawns: &[Spawn]) -> [Vec<String>; 2] {
    let npc = |(id, name, level): &Npc| format!("({id}, N'{}', {level})", name.replace('\'', "''"));
    let spawn = |(zone, id, kind, [x, z, x2, z2], path): &Spawn| {
        let (count, path) = (path.len(), path_text(path));
        format!("({zone}, {id}, {kind}, {x}, {z}, {x2}, {z2}, {count}, '{path}')")
    };
    [npcs.iter().map(npc).collect(), spawns.iter().map(spawn).collect()]
}

const NPC_COLUMNS: &str = "[sSid], [strName], [sLevel]";
const SPAWN_COLUMNS: &str = "[ZoneID], [NpcID], [ActType], [LeftX], [TopZ], [RightX], [BottomZ], [DotCnt], [path]";

/// One INSERT with rows on lines of their own.
fn on_lines(npcs: &[Npc], spawns: &[Spawn]) -> String {
    let [npcs, spawns] = sql_values(npcs, spawns).map(|rows| rows.join(",\n"));
    format!(
        "INSERT INTO [K_NPC] ({NPC_COLUMNS}) VALUES\n{npcs}\nGO\nINSERT INTO [K_NPCPOS] ({SPAWN_COLUMNS}) VALUES\n{spawns}\n"
    )
}

/// An INSERT on each line.
fn line_by_line(npcs: &[Npc], spawns: &[Spawn]) -> String {
    let [npcs, spawns] = sql_values(npcs, spawns);
    let npcs = npcs.iter().map(|row| format!("INSERT [dbo].[K_NPC] ({NPC_COLUMNS}) VALUES {row}\r\n"));
    let spawns = spawns.iter().map(|row| format!("INSERT [dbo].[K_NPCPOS] ({SPAWN_COLUMNS}) VALUES {row}\r\n"));
    npcs.chain(spawns).collect()
}

/// A table as CSV, each text in quotes.
fn csv(columns: &str, separator: char, rows: impl Iterator<Item = Vec<String>>) -> String {
    let between = separator.to_string();
    let heading = columns.replace(['[', ']', ' '], "").replace(',', &between);
    let quoted = |field: String| format!("\"{}\"", field.replace('"', "\"\""));
    let line = |row: Vec<String>| row.into_iter().map(quoted).collect::<Vec<_>>().join(&between) + "\r\n";
    heading + "\r\n" + &rows.map(line).collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_the_same_in_every_form(npcs in vec(npc(), 1..12), spawns in vec(spawn(), 1..12)) {
        let named = |rows: &TableRows| {
            rows.npcs.iter().map(|row| (row.id, row.name.clone(), row.level)).collect::<Vec<_>>()
        };
        let placed = |rows: &TableRows| {
            let row = |row: &super::SpawnRow| {
                (row.zone, row.id, row.is_npc, row.act_type, row.area, row.path_points, row.path_m.clone())
            };
            rows.spawns.iter().map(row).collect::<Vec<_>>()
        };
        let expected_npcs: Vec<_> =
            npcs.iter().map(|(id, name, level)| (i32::from(*id), name.trim().to_owned(), *level)).collect();
        let sql = on_lines(&npcs, &spawns);
        let read = rows("a.sql", sql.as_bytes());
        prop_assert_eq!(named(&read), expected_npcs.clone());
        prop_assert_eq!(placed(&read).len(), spawns.len());
        for ((zone, id, kind, [x, z, ..], path), found) in spawns.iter().zip(&read.spawns) {
            prop_assert_eq!((found.zone, found.id), (i32::from(*zone), i32::from(*id)));
            prop_assert_eq!((found.is_npc, found.act_type), (*kind >= 100, i32::from(if *kind >= 100 { *kind - 100 } else { *kind })));
            prop_assert!(found.area.contains([f64::from(*x), f64::from(*z)]));
            prop_assert_eq!(found.path_m.len(), path.len());
        }
        let utf16: Vec<u8> = sql.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let by_lines = line_by_line(&npcs, &spawns);
        for bytes in [utf16.as_slice(), by_lines.as_bytes()] {
            let other = rows("a.sql", bytes);
            prop_assert_eq!((named(&other), placed(&other)), (named(&read), placed(&read)));
        }
        for separator in [',', ';', '\t'] {
            let npcs = npcs.iter().map(|(id, name, level)| vec![id.to_string(), name.clone(), level.to_string()]);
            let file = csv(NPC_COLUMNS, separator, npcs);
            prop_assert_eq!(named(&rows("K_NPC.csv", file.as_bytes())), expected_npcs.clone());
            let spawns = spawns.iter().map(|(zone, id, kind, corners, path)| {
                let numbers = [i32::from(*zone), i32::from(*id), i32::from(*kind)].map(|number| number.to_string());
                let corners = corners.map(|corner| corner.to_string());
                numbers.into_iter().chain(corners).chain([path.len().to_string(), path_text(path)]).collect()
            });
            let file = csv(SPAWN_COLUMNS, separator, spawns);
            prop_assert_eq!(placed(&rows("K_NPCPOS.csv", file.as_bytes())), placed(&read));
        }
    }
}
