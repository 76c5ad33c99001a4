//! Rows of the server's database, as an SQL dump in the form of Open-KO's, and the rooms of the zone.

use std::fmt::Write;

use super::ZONE;
use super::places::{CHARACTERS, Character, GATE, LEVER, SELF_OPENING_GATE, START_SIDE_M, STARTS, Who, spawns};
use crate::layout::{COTTAGES, HUTS, PALM_POINT, STONE_CIRCLE};
use crate::objects::catalog::village::{GATES, LEVERS, VILLAGE_GATE};
use gtd_viewer::formats::opd::{Object, OpdFile};
use gtd_viewer::server::TableKind;
use gtd_viewer::zone::source::DEMO_NAME as NAME;

/// A table: columns, and rows of values as SQL has them.
struct Table {
    kind: TableKind,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with its usual columns.
    fn of(kind: TableKind, rows: Vec<Vec<String>>) -> Table {
        Table { kind, columns: kind.columns(), rows }
    }
}

pub fn sql(opd: &OpdFile) -> String {
    let tables = [zones(), events(), homes(), starts(), npcs(), monsters(), positions(opd)];
    tables.iter().fold(String::new(), |mut text, table| {
        let columns: Vec<String> = table.columns.iter().map(|column| format!("[{column}]")).collect();
        let rows: Vec<String> = table.rows.iter().map(|row| format!("({})", row.join(", "))).collect();
        let (name, columns, rows) = (table.kind.name(), columns.join(", "), rows.join(",\n"));
        writeln!(text, "INSERT INTO [{name}] ({columns}) VALUES\n{rows}\nGO\n").expect("a text takes everything");
        text
    })
}

fn numbers(values: &[i32]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// A text in quotes.
fn text(value: &str) -> String {
    format!("N'{}'", value.replace('\'', "''"))
}

fn zones() -> Table {
    let [x, z] = STARTS[0];
    // Hundredths of a meter.
    let mut row = numbers(&[1, ZONE]);
    row.push(text(&format!("{NAME}.smd")));
    row.extend(numbers(&[x * 100, z * 100, 0, 1, ZONE]));
    row.push(text("Demo island"));
    Table::of(TableKind::Zones, vec![row])
}

fn events() -> Table {
    const CHANGE_ZONE: i32 = 1;
    const TRAP_AREA: i32 = 3;
    let row = |event: i32, kind: i32, target: [i32; 3]| {
        let conditions = ["0"; 5].map(text);
        let arguments = [target[0], target[1], target[2], 0, 0].map(|value| text(&value.to_string()));
        numbers(&[ZONE, event, kind]).into_iter().chain(conditions).chain(arguments).collect()
    };
    let rows = vec![
        row(1001, CHANGE_ZONE, [ZONE, PALM_POINT.0 as i32 - 10, PALM_POINT.1 as i32 + 10]),
        row(1002, CHANGE_ZONE, [ZONE, STARTS[1][0], STARTS[1][1]]),
        row(1003, TRAP_AREA, [0, 0, 0]),
    ];
    Table::of(TableKind::Events, rows)
}

/// The homes of both nations; the zone counts as the land of Karus.
fn homes() -> Table {
    let row = |(nation, [x, z]): (i32, [i32; 2])| {
        let mut row = vec![0; TableKind::Homes.columns().len()];
        row[0] = nation;
        row[5..9].copy_from_slice(&[x, z, START_SIDE_M, START_SIDE_M]);
        numbers(&row)
    };
    Table::of(TableKind::Homes, (1..).zip(STARTS).map(row).collect())
}

fn starts() -> Table {
    let [[karus_x, karus_z], [elmorad_x, elmorad_z]] = STARTS;
    let row = [ZONE, karus_x, karus_z, elmorad_x, elmorad_z, START_SIDE_M, START_SIDE_M, 0, 0, 0, 0];
    Table::of(TableKind::Starts, vec![numbers(&row)])
}

const CHARACTER_COLUMNS: &[&str] = &["sSid", "strName", "byGroup", "byType", "sLevel"];

fn character(Character { id, name, level, kind, .. }: &Character) -> Vec<String> {
    let mut row = vec![id.to_string(), text(name)];
    row.extend(numbers(&[3, *kind, *level]));
    row
}

/// The villagers, and the gates and the lever: the server makes characters of them.
fn npcs() -> Table {
    let of = |id: i32, name: &'static str, kind: i32| character(&Character { who: Who::Npc, id, name, level: 1, kind });
    let doors =
        (0..(HUTS.len() + COTTAGES.len()) as i32).map(|number| of(GATES + number, "House door", SELF_OPENING_GATE));
    let gate = [of(GATES + VILLAGE_GATE, "Village gate", GATE), of(LEVERS + VILLAGE_GATE, "Gate lever", LEVER)];
    let villagers = CHARACTERS.iter().filter(|character| character.who == Who::Npc).map(character);
    Table { kind: TableKind::Npcs, columns: CHARACTER_COLUMNS, rows: villagers.chain(doors).chain(gate).collect() }
}

fn monsters() -> Table {
    let monsters = CHARACTERS.iter().filter(|character| character.who == Who::Monster).map(character);
    Table { kind: TableKind::Monsters, columns: CHARACTER_COLUMNS, rows: monsters.collect() }
}

fn positions(opd: &OpdFile) -> Table {
    /// Acts of those who stand, and who walk along a path; 100 more for NPCs.
    const STANDS: i32 = 1;
    const PATROLS: i32 = 2;
    let is_gate = |object: &&Object| object.events.event_id == GATES + VILLAGE_GATE;
    let gate = opd.objects.iter().find(is_gate).map(Object::position_m).expect("the village has a gate");
    let row = |spawn: super::places::Spawn| {
        let is_npc = CHARACTERS.iter().any(|character| character.id == spawn.id && character.who == Who::Npc);
        let act = if spawn.path.is_empty() { STANDS } else { PATROLS } + if is_npc { 100 } else { 0 };
        let ([west, south], [east, north]) = (spawn.min, spawn.max);
        let mut row = numbers(&[ZONE, spawn.id, act, 0, 0, 0, 0, west, north, east, south]);
        // The limits' values are in another order than the names of their columns.
        row.extend(numbers(&[west - 8, south - 8, east + 8, north + 8]));
        row.extend(numbers(&[spawn.count, spawn.secs, 0, spawn.path.len() as i32]));
        let path: String =
            spawn.path.iter().flatten().map(|coordinate| format!("{coordinate:04}")).collect::<Vec<_>>().concat();
        row.push(if path.is_empty() { "NULL".to_owned() } else { text(&path) });
        row
    };
    Table::of(TableKind::Spawns, spawns(gate).into_iter().map(row).collect())
}

/// The only room: the stone circle, where all wolves must be killed.
pub fn rooms() -> String {
    let (x, z) = (STONE_CIRCLE.0 as i32, STONE_CIRCLE.1 as i32);
    let [west, south, east, north] = [x - 14, z - 14, x + 14, z + 14];
    format!(
        "; Rooms of the demo island\nTYPE 0\n\nROOM 01\nNATION 1\nPOS {west} {south} {east} {north}\nA 2 0 0\nE 100 1 12\nEND\n"
    )
}
