//! Rows of files to typed rows: needed columns, damaged rows, limits.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::rows::{FromRow, RowPlace, TableRows};
use super::value::{Columns, Row, Value};
use super::{TableKind, Tables};
use crate::server::fault::{ServerFault, ServerProblem};

/// The most rows of a table that are kept: the largest real one has 1,730.
pub const MOST_ROWS: usize = 200_000;
/// The most problems of a file that are listed.
const MOST_FAULTS: u64 = 50;

/// Receives the rows of one file.
pub struct Collector<'a> {
    file: Arc<PathBuf>,
    tables: &'a mut Tables,
    faults: &'a mut Vec<ServerFault>,
    fault_count: u64,
    /// Rows so far, also those that were left out, and whether the table is taken from this file.
    progress: HashMap<TableKind, (u32, bool)>,
}

impl<'a> Collector<'a> {
    pub fn new(file: PathBuf, tables: &'a mut Tables, faults: &'a mut Vec<ServerFault>) -> Collector<'a> {
        Collector { file: Arc::new(file), tables, faults, fault_count: 0, progress: HashMap::new() }
    }

    /// Notes the columns of a table from its declaration.
    pub fn schema(&mut self, table: TableKind, columns: Columns) {
        self.tables.schemas.entry(table).or_insert(columns);
    }

    /// The columns of rows that come without names.
    pub fn columns_of(&self, table: TableKind, count: usize) -> Option<Columns> {
        let schema = self.tables.schemas.get(&table).filter(|columns| columns.len() == count);
        schema.cloned().or_else(|| table.usual_columns(count))
    }

    /// Begins rows of a table; false if they are not wanted: another file was read for it, or a column is missing.
    pub fn begin(&mut self, table: TableKind, columns: Option<&Columns>) -> bool {
        let file = &self.file;
        let used = self.tables.files.entry(table).or_insert_with(|| file.clone());
        let is_first = !self.progress.contains_key(&table);
        let is_ours = Arc::ptr_eq(used, file);
        self.progress.entry(table).or_insert((0, is_ours));
        if !is_ours {
            if is_first {
                let used = used.to_path_buf();
                self.fault(None, ServerProblem::ReadAlready { table, used });
            }
            return false;
        }
        let missing = columns.and_then(|has| table.needed().iter().find(|name| has.index(name).is_none()));
        if let Some(column) = missing {
            self.fault(None, ServerProblem::NoColumn { table, column });
        }
        missing.is_none()
    }

    /// Takes a row that begins at a line; a damaged one is reported.
    pub fn row(&mut self, table: TableKind, columns: &Columns, values: &[Value], line: u32) {
        let row = self.progress.entry(table).or_insert((0, true));
        row.0 += 1;
        let place = RowPlace { file: self.file.clone(), line, row: row.0 };
        let result = match values.len() == columns.len() {
            true => push(&mut self.tables.rows, Row { table, columns, values }, place),
            false => Err(format!("{} values for {} columns", values.len(), columns.len())),
        };
        match result {
            Ok(false) if row.0 as usize == MOST_ROWS + 1 => {
                self.fault(Some(line), ServerProblem::TooManyRows { table, most: MOST_ROWS });
            }
            Ok(_) => {}
            Err(reason) => self.fault(Some(line), ServerProblem::Row { table, reason }),
        }
    }

    /// Reports a problem of the file.
    pub fn fault(&mut self, line: Option<u32>, problem: ServerProblem) {
        self.fault_count += 1;
        if self.fault_count <= MOST_FAULTS {
            self.faults.push(ServerFault { path: self.file.to_path_buf(), line, problem });
        }
    }

    /// The end of the file.
    pub fn finish(self) {
        if let Some(more) = self.fault_count.checked_sub(MOST_FAULTS).filter(|more| *more > 0) {
            let problem = ServerProblem::More(more);
            self.faults.push(ServerFault { path: self.file.to_path_buf(), line: None, problem });
        }
    }
}

/// Adds a row to its table; false if that is full.
fn push(rows: &mut TableRows, row: Row<'_>, place: RowPlace) -> Result<bool, String> {
    fn add<T: FromRow>(rows: &mut Vec<T>, row: Row<'_>, place: RowPlace) -> Result<bool, String> {
        let has_room = rows.len() < MOST_ROWS;
        if has_room {
            rows.push(T::from_row(row, place)?);
        }
        Ok(has_room)
    }
    match row.table {
        TableKind::Zones => add(&mut rows.zones, row, place),
        TableKind::Events => add(&mut rows.events, row, place),
        TableKind::Homes => add(&mut rows.homes, row, place),
        TableKind::Starts => add(&mut rows.starts, row, place),
        TableKind::Spawns => add(&mut rows.spawns, row, place),
        TableKind::Npcs => add(&mut rows.npcs, row, place),
        TableKind::Monsters => add(&mut rows.monsters, row, place),
    }
}
