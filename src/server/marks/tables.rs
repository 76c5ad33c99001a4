//! Marks of the server's tables and rooms.

use super::{of_record, of_row};
use crate::formats::evt::{Room, RoomArea, RoomStep};
use crate::scene::game_marks::{GameMark, MarkDetail, MarkKind, MarkShape, Nation};
use crate::server::folder::RoomFile;
use crate::server::tables::{AreaM, HomeZone, StartRow, TableKind};
use crate::server::zone_server::{Spawn, ZoneServer};

pub(super) fn add(server: &ZoneServer, marks: &mut Vec<GameMark>) {
    marks.extend(server.spawns.iter().map(spawn));
    server.starts.iter().for_each(|row| starts(row, marks));
    homes(server, marks);
    server.rooms.iter().for_each(|file| rooms(file, marks));
}

fn rect(area: &AreaM) -> MarkShape {
    MarkShape::rect(area.min.map(f64::from), area.max.map(f64::from))
}

fn spawn(Spawn { row, npc }: &Spawn) -> GameMark {
    let kind = if row.is_npc { MarkKind::Npc } else { MarkKind::Monster };
    let name = npc.as_ref().map_or("", |npc| &npc.name);
    let mut mark = of_row(kind, name, rect(&row.area), TableKind::Spawns, &row.place);
    mark.path.clone_from(&row.path_m);
    let natural = |number: i32| u32::try_from(number).unwrap_or(0);
    mark.details = vec![
        MarkDetail::Number(row.id),
        MarkDetail::Count(natural(row.count)),
        MarkDetail::RespawnSecs(natural(row.respawn_secs)),
    ];
    if let Some(npc) = npc.as_ref().filter(|npc| npc.level > 0) {
        mark.details.push(MarkDetail::Level(npc.level));
    }
    if row.room != 0 {
        mark.details.push(MarkDetail::RoomNumber(row.room));
    }
    let fields = [
        ("ActType", row.act_type),
        ("RegenType", row.respawn_kind),
        ("SpecialType", row.special),
        ("TrapNumber", row.trap),
        ("byDirection", row.direction),
    ];
    let stored = fields.into_iter().filter(|(_, value)| *value != 0);
    mark.details.extend(stored.map(|(column, value)| MarkDetail::Field(column, value.into())));
    mark
}

/// Where each nation starts, and where it comes through its gate. 0, 0: none.
fn starts(row: &StartRow, marks: &mut Vec<GameMark>) {
    let places = [
        (Nation::Karus, "", row.karus_m),
        (Nation::ElMorad, "", row.elmorad_m),
        (Nation::Karus, "sKarusGate", row.karus_gate_m),
        (Nation::ElMorad, "sElmoGate", row.elmorad_gate_m),
    ];
    for (nation, name, at) in places {
        if at != [0, 0] {
            let to = [0, 1].map(|axis: usize| at[axis].saturating_add(row.range_m[axis]));
            let shape = rect(&AreaM::between(at, to));
            let mut mark = of_row(MarkKind::StartArea, name, shape, TableKind::Starts, &row.place);
            mark.details = vec![MarkDetail::Nation(nation)];
            marks.push(mark);
        }
    }
}

/// The homes that are in the zone, by its number.
fn homes(server: &ZoneServer, marks: &mut Vec<GameMark>) {
    let Some(zone) = server.number().and_then(HomeZone::of) else { return };
    for row in &server.homes {
        for (_, area) in row.homes.iter().filter(|(home, _)| *home == zone) {
            let mut mark = of_row(MarkKind::HomeArea, "", rect(area), TableKind::Homes, &row.place);
            mark.details = vec![MarkDetail::Nation(Nation::from(row.nation))];
            marks.push(mark);
        }
    }
}

fn rooms(file: &RoomFile, marks: &mut Vec<GameMark>) {
    for (index, room) in file.text.rooms.iter().enumerate() {
        let areas = [("", room.area), ("POSEND", room.end_area)];
        for (name, area) in areas.into_iter().filter_map(|(name, area)| Some((name, area?))) {
            let RoomArea { min_m, max_m } = area;
            let shape = MarkShape::rect(min_m.map(f64::from), max_m.map(f64::from));
            let mut mark = of_record(MarkKind::Room, name.to_owned(), shape, (&file.path, index, 0..0));
            mark.details = room_details(room);
            marks.push(mark);
        }
    }
}

fn room_details(room: &Room) -> Vec<MarkDetail> {
    let nation = room.nation.map(|nation| MarkDetail::Nation(Nation::from(nation)));
    let script = |letter: char| {
        move |step: &RoomStep| {
            let RoomStep { kind, options: [first, second] } = step;
            MarkDetail::Script(format!("{letter} {kind} {first} {second}"))
        }
    };
    let conditions = room.conditions.iter().map(script('A'));
    let effects = room.effects.iter().map(script('E'));
    [MarkDetail::Number(room.id)].into_iter().chain(nation).chain(conditions).chain(effects).collect()
}
