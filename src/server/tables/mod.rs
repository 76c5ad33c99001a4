//! Tables of a server's database, from SQL dumps and CSV files.
//!
//! Files are streams: only the rows of the tables in [`TableKind`] are kept. A damaged row is left out and reported with
//! file, line and reason; unknown tables and columns are skipped.

mod collect;
mod csv;
mod kind;
mod rows;
mod source;
mod sql;
mod value;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use kind::TableKind;
pub use rows::{
    AreaM, EventAction, EventRow, HomeRow, HomeZone, NpcRow, RowPlace, SpawnRow, StartRow, TableRows, ZoneInfo,
};

use self::collect::Collector;
use self::value::Columns;
use super::fault::ServerFault;

/// The tables of one database.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The rows, in the order of the files.
    pub rows: TableRows,
    /// The file of each table.
    pub files: HashMap<TableKind, Arc<PathBuf>>,
    /// Columns of tables by their declarations, for dumps that name none.
    schemas: HashMap<TableKind, Columns>,
}

impl Tables {
    /// Whether no table has a row.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads the tables of a file: SQL by its ending, else CSV, whose table is the file's name. Problems are added to
    /// `faults`. `canceled` ends the reading early.
    pub fn read(&mut self, path: &Path, file: impl Read, faults: &mut Vec<ServerFault>, canceled: &dyn Fn() -> bool) {
        let mut collector = Collector::new(path.to_owned(), self, faults);
        match csv::table_of(path) {
            Some(table) => csv::read(table, file, &mut collector, canceled),
            None => sql::read(file, &mut collector, canceled),
        }
        collector.finish();
    }

    /// Whether no table is in both.
    pub(super) fn has_none_of(&self, other: &Tables) -> bool {
        !other.files.keys().any(|table| self.files.contains_key(table))
    }

    /// Adds the tables of another folder.
    pub(super) fn extend(&mut self, other: Tables) {
        self.files.extend(other.files);
        let (rows, more) = (&mut self.rows, other.rows);
        rows.zones.extend(more.zones);
        rows.events.extend(more.events);
        rows.homes.extend(more.homes);
        rows.starts.extend(more.starts);
        rows.spawns.extend(more.spawns);
        rows.npcs.extend(more.npcs);
        rows.monsters.extend(more.monsters);
    }

    /// The name of a monster or an NPC.
    pub fn name_of(&self, spawn: &SpawnRow) -> Option<&NpcRow> {
        let rows = if spawn.is_npc { &self.rows.npcs } else { &self.rows.monsters };
        rows.iter().find(|row| row.id == spawn.id)
    }
}

/// Whether a file may hold tables: by its ending, and a CSV file by its name.
pub fn is_table_file(path: &Path) -> bool {
    has_ending(path, "sql") || csv::table_of(path).is_some()
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests;
