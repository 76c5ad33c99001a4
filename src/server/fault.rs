//! What is wrong with the files of a server folder.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use super::tables::TableKind;
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::path_text;

/// A problem with its place.
#[derive(Clone, Debug)]
pub struct ServerFault {
    /// The file.
    pub path: PathBuf,
    /// Line of the file, from 1; none where the whole file is meant.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: ServerProblem,
}

/// What is wrong with a file or a row. The rest of the folder is used all the same.
#[derive(Clone, Debug, Error)]
pub enum ServerProblem {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] Arc<io::Error>),
    /// Text that is no SQL.
    #[error("no valid SQL: {0}")]
    Sql(String),
    /// Text that is no CSV.
    #[error("no valid CSV: {0}")]
    Csv(String),
    /// A row of a table that cannot be used; it is left out.
    #[error("{} row left out: {reason}", table.name())]
    Row {
        /// The table.
        table: TableKind,
        /// What is wrong with the row.
        reason: String,
    },
    /// A table lacks columns that are needed; its rows are left out.
    #[error("{} has no column {column}", table.name())]
    NoColumn {
        /// The table.
        table: TableKind,
        /// Name of the column.
        column: &'static str,
    },
    /// More problems of this file than are listed.
    #[error("{} more", counted(*.0, "problem", "problems"))]
    More(u64),
    /// A table has more rows than are kept.
    #[error("{} has more than {most} rows: the others are left out", table.name())]
    TooManyRows {
        /// The table.
        table: TableKind,
        /// The rows that are kept.
        most: usize,
    },
    /// Another file of the same folder was used for this table.
    #[error("{} was read from {} already", table.name(), path_text(used))]
    ReadAlready {
        /// The table.
        table: TableKind,
        /// The file that is used.
        used: PathBuf,
    },
    /// Several databases: another folder has the same tables.
    #[error("another database than {}, which is used", path_text(used))]
    OtherDatabase {
        /// Folder of the database that is used.
        used: PathBuf,
    },
    /// The folder has more files or deeper folders than are searched.
    #[error("{0}: the rest is left out")]
    TooMuch(String),
    /// A file that is not what its ending says.
    #[error("{0}")]
    Malformed(String),
}

impl fmt::Display for ServerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&path_text(&self.path))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}
