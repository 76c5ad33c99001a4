//! `Zones.tbl`: the files of each zone (formats section 10).

mod columns;

use self::columns::Columns;
use crate::formats::kernel::{FormatError, Reader};
use crate::formats::kinds::{self, FileKind};
use crate::formats::tbl::{ColumnType, Table, TableValue};

/// Kind of the client's tables, such as the zone table.
pub static KIND: FileKind = FileKind {
    name: "table",
    extensions: &["tbl"],
    summary: "A table of the client. Zones.tbl lists the files of each zone.",
    is_enciphered: true,
    recognizes: |plain| kinds::reads_whole(plain, read),
    map: |plain| kinds::record(plain, read),
};

/// Reads a deciphered table; the columns of known zone tables have names.
fn read(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    Table::read(reader, columns::fields_of).map(drop)
}

/// Values that mean "no file".
const PLACEHOLDERS: [&str; 4] = ["", "reserved", "later", "empty"];

/// A row of the zone table, with trimmed paths and without placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneRow {
    /// Number of the zone on the server.
    pub id: u32,
    /// Name in the client's language, if the table has names.
    pub name: Option<String>,
    /// Path of the terrain (`.gtd`).
    pub gtd: Option<String>,
    /// Path of the color map (`.tct`).
    pub tct: Option<String>,
    /// Path of the shadow maps (`.tlt`).
    pub tlt: Option<String>,
    /// Path of the placed objects (`.opd`).
    pub opd: Option<String>,
    /// Path of the minimap's picture (`.dxt`).
    pub minimap: Option<String>,
    /// Path of the sky (`.n3sky`).
    pub sky: Option<String>,
    /// Path of the point lights (`.glo`).
    pub glo: Option<String>,
    /// Path of the invisible walls (`.opdext`).
    pub walls: Option<String>,
    /// Path of the effects at placed objects (`.opdsub`).
    pub effects: Option<String>,
    /// Hour at which the sun is fixed, 1 to 23; `None` if it moves.
    pub sun_hour: Option<u32>,
}

/// The zones of a table, in table order.
///
/// # Examples
/// ```
/// use gtd_viewer::formats::tbl::{ColumnType, Table, TableValue};
/// use gtd_viewer::formats::zones_tbl;
/// // columns of no known client: the strings tell what they hold
/// let texts = ["Zones\\Moradon.gtd", " Zones\\Moradon.tlt ", "Zones\\Moradon.opd"];
/// let row = [TableValue::Number(21)].into_iter().chain(texts.map(|text| TableValue::Text(text.into()))).collect();
/// let columns = vec![ColumnType::U32, ColumnType::Text, ColumnType::Text, ColumnType::Text];
/// let file = Table { columns, rows: vec![row] }.encode()?;
///
/// let zones = zones_tbl::rows(&Table::parse(&file)?);
/// assert_eq!((zones[0].id, zones[0].tlt.as_deref()), (21, Some("Zones\\Moradon.tlt")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Columns of an unknown table are identified by the endings of their strings; without terrain paths it has no zones.
pub fn rows(table: &Table) -> Vec<ZoneRow> {
    let Some(columns) = columns_of(table) else { return Vec::new() };
    table.rows.iter().map(|row| zone_row(row, &columns)).collect()
}

fn columns_of(table: &Table) -> Option<Columns> {
    columns::known(&table.columns).copied().or_else(|| guess_columns(table))
}

/// The columns of an unknown client's table, by the ending of most of their strings. The name, if any, is the column
/// after the terrain's path; the sun's hour is the second integer column after the sky.
fn guess_columns(table: &Table) -> Option<Columns> {
    let ending_in = |ending: &str| {
        let votes = |column: &usize| table.rows.iter().filter(|row| ends_in(row.get(*column), ending)).count();
        (0..table.columns.len()).rev().max_by_key(votes).filter(|column| votes(column) > 0)
    };
    let gtd = ending_in(".gtd")?;
    let (tct, sky) = (ending_in(".tct"), ending_in(".n3sky"));
    let is_text = |column: &usize| table.columns.get(*column) == Some(&ColumnType::Text);
    let name = Some(gtd + 1).filter(|column| is_text(column) && tct != Some(*column));
    let is_i32 = |column: &usize| table.columns[*column] == ColumnType::I32;
    let sun_hour = sky.and_then(|sky| (sky..table.columns.len()).filter(is_i32).nth(1));
    Some(Columns {
        name,
        gtd,
        tct,
        tlt: ending_in(".tlt"),
        opd: ending_in(".opd"),
        minimap: ending_in(".dxt"),
        sky,
        sun_hour,
        glo: ending_in(".glo"),
        walls: ending_in(".opdext"),
        effects: ending_in(".opdsub"),
    })
}

fn ends_in(value: Option<&TableValue>, ending: &str) -> bool {
    value.and_then(|value| value.text()).is_some_and(|text| text.trim().to_lowercase().ends_with(ending))
}

fn zone_row(row: &[TableValue], columns: &Columns) -> ZoneRow {
    let text = |column: usize| row.get(column)?.text().map(|text| text.trim().to_string());
    let path = |column: Option<usize>| {
        let path = text(column?)?;
        (!PLACEHOLDERS.contains(&path.to_lowercase().as_str())).then_some(path)
    };
    let number = |column: Option<usize>| row.get(column?)?.number();
    ZoneRow {
        id: number(Some(0)).and_then(|id| u32::try_from(id).ok()).unwrap_or(0),
        name: columns.name.and_then(text).filter(|name| !name.is_empty()),
        gtd: path(Some(columns.gtd)),
        tct: path(columns.tct),
        tlt: path(columns.tlt),
        opd: path(columns.opd),
        minimap: path(columns.minimap),
        sky: path(columns.sky),
        glo: path(columns.glo),
        walls: path(columns.walls),
        effects: path(columns.effects),
        sun_hour: number(columns.sun_hour).and_then(|hour| u32::try_from(hour).ok()).filter(|h| (1..24).contains(h)),
    }
}

/// The file name of a path of the game, in lower case: `Zones\Moradon.gtd` is `moradon.gtd`.
pub fn file_name(path: &str) -> String {
    path.trim().rsplit(['\\', '/']).next().unwrap_or_default().to_lowercase()
}

/// The rows whose terrain file has this name, in any case and any folder.
pub fn rows_of<'r>(rows: &'r [ZoneRow], gtd_file_name: &str) -> impl Iterator<Item = &'r ZoneRow> {
    let wanted = file_name(gtd_file_name);
    rows.iter().filter(move |row| row.gtd.as_deref().is_some_and(|path| file_name(path) == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TableValue {
        TableValue::Text(text.into())
    }

    /// A table of client 1097 with one zone.
    fn table() -> Table {
        use ColumnType::{F32, I32, Text, U32};
        let columns = vec![U32, Text, Text, Text, Text, Text, Text, I32, I32, Text, Text, I32, Text, F32, Text];
        let row = vec![
            TableValue::Number(21),
            text("Zones\\Moradon.gtd"),
            text("Reserved"),
            text(" Zones\\Moradon.tlt "),
            text("empty"),
            text("Zones\\Moradon.dxt"),
            text("Misc\\Sky\\BattleZone.n3sky"),
            TableValue::Number(1),
            TableValue::Number(7),
            text(""),
            text("x"),
            TableValue::Number(0),
            text("Later"),
            TableValue::F32(0.5),
            text(""),
        ];
        Table { columns, rows: vec![row] }
    }

    #[test]
    fn blanks_and_placeholders_are_cleared() {
        let rows = rows(&table());
        assert_eq!(rows[0].id, 21);
        assert_eq!((rows[0].tct.as_deref(), rows[0].tlt.as_deref()), (None, Some("Zones\\Moradon.tlt")));
        assert_eq!((rows[0].opd.as_deref(), rows[0].glo.as_deref()), (None, None));
        assert_eq!((rows[0].name.as_deref(), rows[0].sun_hour), (None, Some(7)));
        assert_eq!(rows_of(&rows, "zones/MORADON.GTD").count(), 1);
        assert_eq!(rows_of(&rows, "moradon_xmas.gtd").count(), 0);
    }

    #[test]
    fn other_columns_are_known_by_their_endings() {
        let mut table = table();
        table.columns.insert(1, ColumnType::U8);
        table.rows[0].insert(1, TableValue::Number(3));
        let moved = rows(&table);
        table.columns.remove(1);
        table.rows[0].remove(1);
        let expected = rows(&table);
        // The name's column is taken for one without a color map: they cannot be distinguished.
        assert_eq!(ZoneRow { name: None, ..moved[0].clone() }, expected[0]);
        assert!(rows(&Table { columns: vec![ColumnType::U32], rows: vec![vec![TableValue::Number(1)]] }).is_empty());
    }
}
