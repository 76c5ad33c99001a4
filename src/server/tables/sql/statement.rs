//! Statements of a dump, from a stream of tokens.

use super::token::{Token, TokenKind};
use crate::server::fault::ServerProblem;
use crate::server::tables::TableKind;
use crate::server::tables::collect::Collector;
use crate::server::tables::value::{Columns, Value};

/// The most values of a row, and names of columns, that are kept.
const MOST_VALUES: usize = 1024;

/// Where in a statement the next token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between statements.
    Outside,
    /// After CREATE, and in the name of its table.
    Create,
    /// Among the columns of CREATE TABLE, at a depth of parentheses; `named` once the column's name was seen.
    Declaration { depth: u32, named: bool },
    /// After INSERT, in the name of the table.
    Insert,
    /// In the list of columns of an INSERT.
    ColumnList,
    /// After that list.
    AfterColumns,
    /// Before, between and after rows.
    Rows,
    /// In a row, at a depth of parentheses.
    Row { depth: u32 },
}

pub struct Statements<'c, 'f> {
    collector: &'c mut Collector<'f>,
    state: State,
    /// The last part of the statement's table name.
    name: String,
    /// The table, if its rows are wanted.
    table: Option<TableKind>,
    /// Names in the list of columns.
    names: Vec<String>,
    /// The columns, if the statement names them.
    columns: Option<Columns>,
    values: Vec<Value>,
    value: Option<Value>,
    is_negative: bool,
    row_line: u32,
}

impl<'c, 'f> Statements<'c, 'f> {
    pub fn new(collector: &'c mut Collector<'f>) -> Statements<'c, 'f> {
        Statements {
            collector,
            state: State::Outside,
            name: String::new(),
            table: None,
            names: Vec::new(),
            columns: None,
            values: Vec::new(),
            value: None,
            is_negative: false,
            row_line: 0,
        }
    }

    /// Takes the next token of a text that begins on a line.
    pub fn token(&mut self, token: &Token, text: &str, first_line: u32) {
        let slice = &text[token.span.clone()];
        match (self.state, token.kind) {
            (_, Some(TokenKind::Word)) if self.begins(slice) => {}
            (State::Create, kind) => self.create(kind, slice),
            (State::Declaration { depth, named }, kind) => self.declaration(kind, slice, depth, named),
            (State::Insert, kind) => self.insert(kind, slice),
            (State::ColumnList, Some(TokenKind::Word | TokenKind::QuotedName)) => self.column(slice),
            (State::ColumnList, Some(TokenKind::Close)) => {
                self.columns = Some(Columns::new(&self.names));
                self.state = State::AfterColumns;
            }
            (State::AfterColumns, kind) => self.after_columns(kind, slice),
            (State::Rows, Some(TokenKind::Open)) => {
                self.values.clear();
                self.row_line = line_at(text, token.span.start, first_line);
                self.state = State::Row { depth: 1 };
            }
            (State::Rows, Some(TokenKind::Comma)) | (State::ColumnList | State::Outside, _) => {}
            (State::Rows, _) => self.state = State::Outside,
            (State::Row { depth }, kind) => self.row(kind, slice, depth),
        }
    }

    /// A keyword that begins a statement, wherever it is.
    fn begins(&mut self, word: &str) -> bool {
        let state = match word.len() {
            6 if word.eq_ignore_ascii_case("insert") => State::Insert,
            6 if word.eq_ignore_ascii_case("create") => State::Create,
            2 if word.eq_ignore_ascii_case("go") => State::Outside,
            _ => return false,
        };
        self.unfinished();
        self.state = state;
        self.name.clear();
        self.names.clear();
        (self.table, self.columns) = (None, None);
        true
    }

    fn create(&mut self, kind: Option<TokenKind>, slice: &str) {
        match kind {
            Some(TokenKind::Word) if self.name.is_empty() && slice.eq_ignore_ascii_case("table") => {}
            Some(TokenKind::Word | TokenKind::QuotedName) => self.name = name_of(slice),
            Some(TokenKind::Dot) => {}
            Some(TokenKind::Open) if TableKind::named(&self.name).is_some() => {
                self.state = State::Declaration { depth: 1, named: false };
            }
            _ => self.state = State::Outside,
        }
    }

    fn declaration(&mut self, kind: Option<TokenKind>, slice: &str, depth: u32, named: bool) {
        const NOT_COLUMNS: [&str; 8] =
            ["constraint", "primary", "foreign", "unique", "check", "key", "index", "period"];
        self.state = match kind {
            Some(TokenKind::Open) => State::Declaration { depth: depth.saturating_add(1), named },
            Some(TokenKind::Close) if depth == 1 => {
                if let Some(table) = TableKind::named(&self.name) {
                    self.collector.schema(table, Columns::new(&self.names));
                }
                State::Outside
            }
            Some(TokenKind::Close) => State::Declaration { depth: depth - 1, named },
            Some(TokenKind::Comma) if depth == 1 => State::Declaration { depth, named: false },
            Some(TokenKind::Word | TokenKind::QuotedName) if !named && depth == 1 => {
                if !NOT_COLUMNS.iter().any(|word| slice.eq_ignore_ascii_case(word)) {
                    self.column(slice);
                }
                State::Declaration { depth, named: true }
            }
            _ => self.state,
        };
    }

    /// Takes the name of a column.
    fn column(&mut self, slice: &str) {
        if self.names.len() < MOST_VALUES {
            self.names.push(name_of(slice));
        }
    }

    fn insert(&mut self, kind: Option<TokenKind>, slice: &str) {
        match kind {
            Some(TokenKind::Word) if self.name.is_empty() && slice.eq_ignore_ascii_case("into") => {}
            Some(TokenKind::Word) if slice.eq_ignore_ascii_case("values") => self.values_begin(),
            Some(TokenKind::Word | TokenKind::QuotedName) => self.name = name_of(slice),
            Some(TokenKind::Dot) => {}
            Some(TokenKind::Open) => self.state = State::ColumnList,
            _ => self.state = State::Outside,
        }
    }

    fn after_columns(&mut self, kind: Option<TokenKind>, slice: &str) {
        if kind == Some(TokenKind::Word) && slice.eq_ignore_ascii_case("values") {
            return self.values_begin();
        }
        self.state = State::Outside;
        if TableKind::named(&self.name).is_some() {
            let reason = format!("INSERT INTO {} without VALUES is not read", self.name);
            self.collector.fault(None, ServerProblem::Sql(reason));
        }
    }

    fn values_begin(&mut self) {
        let table = TableKind::named(&self.name);
        self.table = table.filter(|table| self.collector.begin(*table, self.columns.as_ref()));
        self.state = State::Rows;
    }

    fn row(&mut self, kind: Option<TokenKind>, slice: &str, depth: u32) {
        match kind {
            Some(TokenKind::Open) => self.state = State::Row { depth: depth.saturating_add(1) },
            Some(TokenKind::Close) if depth > 1 => self.state = State::Row { depth: depth - 1 },
            Some(TokenKind::Close) => {
                self.value_ends();
                self.row_ends();
                self.state = State::Rows;
            }
            _ if self.table.is_none() => {}
            Some(TokenKind::Comma) if depth == 1 => self.value_ends(),
            Some(TokenKind::Minus) => self.is_negative = true,
            // The first literal within a function, as CAST has, is the value.
            Some(TokenKind::Text | TokenKind::Number) if self.value.is_none() => {
                self.value = Some(self.literal(slice));
            }
            _ => {}
        }
    }

    fn literal(&self, slice: &str) -> Value {
        if let Some((_, quoted)) = slice.split_once('\'') {
            return Value::Text(quoted.strip_suffix('\'').unwrap_or(quoted).replace("''", "'"));
        }
        let sign = if self.is_negative { -1.0 } else { 1.0 };
        slice.parse().map_or(Value::Null, |number: f64| Value::Number(sign * number))
    }

    fn value_ends(&mut self) {
        if self.values.len() < MOST_VALUES {
            self.values.push(self.value.take().unwrap_or_default());
        }
        (self.value, self.is_negative) = (None, false);
    }

    fn row_ends(&mut self) {
        let Some(table) = self.table else { return };
        if self.columns.is_none() {
            self.columns = self.collector.columns_of(table, self.values.len());
        }
        match &self.columns {
            Some(columns) => self.collector.row(table, columns, &self.values, self.row_line),
            None => self.row_fault(format!("{} values, and the columns have no names", self.values.len())),
        }
    }

    /// The rest of a line is no SQL: the row or statement that it is in is left out.
    pub fn damaged(&mut self, line: u32) {
        let is_in_row = matches!(self.state, State::Row { .. });
        let is_between = matches!(self.state, State::Rows | State::Outside);
        if !is_in_row {
            self.row_line = line;
        }
        if !is_in_row && !is_between {
            self.table = TableKind::named(&self.name);
        }
        self.row_fault("a quote, bracket or comment does not end".to_owned());
        if is_in_row {
            self.state = State::Rows;
        } else if !is_between {
            (self.state, self.table) = (State::Outside, None);
        }
        (self.value, self.is_negative) = (None, false);
    }

    /// The end of the file.
    pub fn finish(mut self) {
        self.unfinished();
    }

    fn unfinished(&mut self) {
        if matches!(self.state, State::Row { .. }) {
            self.row_fault("the row does not end".to_owned());
            (self.value, self.is_negative) = (None, false);
        }
    }

    fn row_fault(&mut self, reason: String) {
        if let Some(table) = self.table {
            self.collector.fault(Some(self.row_line), ServerProblem::Row { table, reason });
        }
    }
}

/// A name without brackets and quotes.
fn name_of(slice: &str) -> String {
    slice.trim_matches(['[', ']', '"', '`']).trim().to_owned()
}

/// The line of a place in a text that begins on a line.
fn line_at(text: &str, at: usize, first_line: u32) -> u32 {
    let breaks = text[..at].matches('\n').count();
    first_line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX))
}
