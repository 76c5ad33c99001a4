//! Everything of a zone that is marked, from the client's companions and the server's half.

mod client;
mod map;
mod objects;
mod tables;

use std::collections::HashMap;
use std::path::Path;

use super::companions::Companions;
use super::tables::{EventAction, EventRow, RowPlace, TableKind};
use super::zone_server::ZoneServer;
use crate::formats::tile_rect::TileRect;
use crate::scene::game_marks::{self, Destination, GameMark, GameMarks, MarkDetail, MarkKind, MarkShape, MarkSource};

/// The marks of a zone with `size` vertices a side. Without a server's half there are those of the client's own files.
pub fn game_marks(companions: &Companions, server: Option<&ZoneServer>, size: u32) -> GameMarks {
    let events = Events::new(companions, server);
    let mut marks = Vec::new();
    objects::add(companions, server, &mut marks);
    client::add(companions, &events, &mut marks);
    let mut tiles = None;
    if let Some(server) = server {
        tables::add(server, &mut marks);
        if let Some(map) = &server.map {
            map::add(map, &events, &mut marks);
            tiles = map::tiles(map, size);
        }
    }
    GameMarks { marks, tiles, zone_number: server.and_then(ZoneServer::number) }
}

/// What is known of events by their numbers.
struct Events<'a> {
    names: HashMap<i32, String>,
    rows: HashMap<i32, &'a EventRow>,
    server: Option<&'a ZoneServer>,
}

impl<'a> Events<'a> {
    fn new(companions: &Companions, server: Option<&'a ZoneServer>) -> Events<'a> {
        let areas = companions.areas.iter().flat_map(|file| file.content.areas.iter().rev());
        let rows = server.iter().flat_map(|server| server.events.iter().rev());
        Events {
            names: areas.map(|area| (i32::from(area.event), area.name())).collect(),
            rows: rows.map(|row| (row.event, row)).collect(),
            server,
        }
    }

    /// Number, row and destination of an event.
    fn details(&self, event: i32) -> Vec<MarkDetail> {
        let mut details = vec![MarkDetail::EventId(event)];
        let Some(row) = self.rows.get(&event) else { return details };
        let (kind, destination) = match row.action {
            EventAction::ChangeZone { zone, at_m } => {
                let zone_name = self.server.map(|server| name_of_zone(server, zone)).unwrap_or_default();
                let place_m = at_m.map(f64::from);
                (1, Some(Destination { zone, zone_name, place_m, ..Destination::default() }))
            }
            EventAction::DeadlyTrap => (2, None),
            EventAction::TrapArea => (3, None),
            EventAction::Other(kind) => (kind, None),
        };
        let [conditions, actions] = [&row.conditions, &row.arguments].map(|texts| used(texts));
        details.push(MarkDetail::EventRow(game_marks::EventRow { kind, conditions, actions }));
        details.extend(destination.map(|destination| MarkDetail::Destination(Box::new(destination))));
        details
    }
}

/// The texts up to the last one that says something.
fn used(texts: &[String]) -> Vec<String> {
    let says = |text: &String| !text.is_empty() && text != "0";
    let count = texts.iter().rposition(says).map_or(0, |last| last + 1);
    texts[..count].to_vec()
}

fn name_of_zone(server: &ZoneServer, zone: i32) -> String {
    server.zone_names.get(&zone).cloned().unwrap_or_default()
}

/// A mark of a table's row.
fn of_row(kind: MarkKind, name: &str, shape: MarkShape, table: TableKind, place: &RowPlace) -> GameMark {
    let source =
        MarkSource::Table { path: place.file.to_path_buf(), table: table.name().to_owned(), row: u64::from(place.row) };
    GameMark { kind, name: name.to_owned(), shape, path: Vec::new(), details: Vec::new(), source }
}

/// A mark of a file's record.
fn of_record(kind: MarkKind, name: String, shape: MarkShape, record: (&Path, usize, std::ops::Range<u64>)) -> GameMark {
    let (path, index, bytes) = record;
    let record = u32::try_from(index).unwrap_or(u32::MAX);
    let source = MarkSource::File { path: path.to_owned(), record, bytes };
    GameMark { kind, name, shape, path: Vec::new(), details: Vec::new(), source }
}

/// A rectangle of tiles.
fn of_tiles(rect: &TileRect) -> MarkShape {
    let [min, max] = rect.corners_m();
    MarkShape::rect(min, max)
}

/// The bytes of a record in a list.
fn bytes_of(first: u64, record_bytes: u64, index: usize) -> std::ops::Range<u64> {
    let start = first.saturating_add(record_bytes.saturating_mul(index as u64));
    start..start.saturating_add(record_bytes)
}
