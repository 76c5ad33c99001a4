//! CSV files as tools for databases export them: a row of headings, and commas, semicolons or tabs between fields.

use std::io::{self, BufRead, Read};
use std::path::Path;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::TableKind;
use super::collect::Collector;
use super::source::{text_of, utf8_like};
use super::value::{Columns, Value};
use crate::server::fault::ServerProblem;

/// The most bytes of a row: a quote that does not close would take the whole file into memory.
const MOST_ROW_BYTES: usize = 1 << 20;
/// The most fields of a row.
const MOST_FIELDS: usize = 4096;
/// Bytes of the headings that show what separates the fields.
const HEADING_BYTES: u64 = 16 << 10;
/// Rows between two looks at the cancellation.
const CANCEL_EVERY: u32 = 1024;

/// The table of a CSV file: its name, which may have others before it, as `dbo.K_NPCPOS.csv`.
pub fn table_of(path: &Path) -> Option<TableKind> {
    let is_csv = super::has_ending(path, "csv") || super::has_ending(path, "tsv");
    let stem = path.file_stem().filter(|_| is_csv)?.to_string_lossy();
    stem.rsplit('.').find_map(|part| TableKind::named(part.trim_matches(['[', ']'])))
}

pub fn read(table: TableKind, file: impl Read, collector: &mut Collector<'_>, canceled: &dyn Fn() -> bool) {
    let result = utf8_like(file).and_then(|file| read_rows(table, file, collector, canceled));
    if let Err(error) = result {
        collector.fault(None, ServerProblem::Unreadable(error.into()));
    }
}

fn read_rows(
    table: TableKind,
    mut file: impl BufRead,
    collector: &mut Collector<'_>,
    canceled: &dyn Fn() -> bool,
) -> io::Result<()> {
    let mut heading = Vec::new();
    file.by_ref().take(HEADING_BYTES).read_until(b'\n', &mut heading)?;
    let mut records = Records::new(delimiter_of(&heading), io::Cursor::new(heading).chain(file));
    let (mut columns, mut count) = (None, 0_u32);
    loop {
        let Some(fields) = (match records.next() {
            Ok(fields) => fields,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                collector.fault(Some(records.begins_at), ServerProblem::Csv(error.to_string()));
                return Ok(());
            }
            Err(error) => return Err(error),
        }) else {
            return Ok(());
        };
        count = count.wrapping_add(1);
        if count.is_multiple_of(CANCEL_EVERY) && canceled() {
            return Ok(());
        }
        let Some(columns) = &columns else {
            let names = Columns::new(fields);
            if !collector.begin(table, Some(&names)) {
                return Ok(());
            }
            columns = Some(names);
            continue;
        };
        let values: Vec<Value> = fields.into_iter().map(Value::from_field).collect();
        collector.row(table, columns, &values, records.begins_at);
    }
}

/// Records of a file, each of limited size.
struct Records<R> {
    reader: Reader,
    input: R,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The current line, from 1.
    line: u32,
    /// The line on which the last record begins.
    begins_at: u32,
}

impl<R: BufRead> Records<R> {
    fn new(delimiter: u8, input: R) -> Records<R> {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Records { reader, input, bytes: vec![0; 4096], ends: vec![0; 64], line: 1, begins_at: 1 }
    }

    /// Takes bytes of the input and counts their lines.
    fn consume(&mut self, count: usize) -> io::Result<()> {
        let breaks = self.input.fill_buf()?[..count].split(|byte| *byte == b'\n').count() - 1;
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.input.consume(count);
        Ok(())
    }

    /// The fields of the next record; none at the end of the file.
    fn next(&mut self) -> io::Result<Option<Vec<String>>> {
        let too_long = |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("a row has more than {what}"));
        let (mut used, mut fields) = (0, 0);
        // Empty lines, and the rest of the last line's end.
        while matches!(self.input.fill_buf()?.first(), Some(b'\r' | b'\n')) {
            self.consume(1)?;
        }
        self.begins_at = self.line;
        loop {
            let input = self.input.fill_buf()?;
            let (result, read, written, ended) =
                self.reader.read_record(input, &mut self.bytes[used..], &mut self.ends[fields..]);
            self.consume(read)?;
            (used, fields) = (used + written, fields + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() < MOST_ROW_BYTES => {
                    self.bytes.resize(self.bytes.len() * 2, 0);
                }
                ReadRecordResult::OutputFull => return Err(too_long("1 MiB: a quote does not close")),
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_FIELDS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => return Err(too_long("4,096 fields")),
                ReadRecordResult::Record => {
                    let begins = std::iter::once(0).chain(self.ends.iter().copied());
                    let field = |(begin, end): (usize, &usize)| text_of(&self.bytes[begin..*end]);
                    return Ok(Some(begins.zip(&self.ends[..fields]).map(field).collect()));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// The separator that the headings have most of.
fn delimiter_of(heading: &[u8]) -> u8 {
    let count = |delimiter: &u8| heading.split(|byte| byte == delimiter).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fault::ServerFault;
    use crate::server::tables::Tables;

    fn rows(name: &str, csv: &[u8]) -> (Tables, Vec<String>) {
        let (mut tables, mut faults) = (Tables::default(), Vec::new());
        tables.read(Path::new(name), csv, &mut faults, &|| false);
        (tables, faults.iter().map(ServerFault::to_string).collect())
    }

    #[test]
    fn separators_and_quotes_are_those_of_the_headings() {
        for csv in [
            "sSid,strName,sLevel\n5,\"Smith, the \"\"old\"\"\",12\n6,Wolf,NULL\n",
            "\u{feff}sSid;strName;sLevel\r\n5;Smith, the \"old\";12\r\n6;Wolf;\r\n",
            "\"sSid\"\t\"strName\"\t\"sLevel\"\n5\t\"Smith, the \"\"old\"\"\"\t12\n6\tWolf\t\n",
        ] {
            let (tables, faults) = rows("dbo.K_Npc.csv", csv.as_bytes());
            assert_eq!(faults, Vec::<String>::new());
            let npcs: Vec<_> = tables.rows.npcs.iter().map(|row| (row.id, row.name.as_str(), row.level)).collect();
            assert_eq!(npcs, [(5, "Smith, the \"old\"", 12), (6, "Wolf", 0)], "{csv}");
            assert_eq!((tables.rows.npcs[1].place.line, tables.rows.npcs[1].place.row), (3, 2));
        }
    }

    #[test]
    fn damaged_rows_are_left_out_with_their_place() {
        let (tables, faults) = rows("K_MONSTER.CSV", b"sSid,strName\n1,a\n2\nx,y\n3,c\n");
        assert_eq!(tables.rows.monsters.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(
            faults,
            [
                "K_MONSTER.CSV:3: K_MONSTER row left out: 1 values for 2 columns",
                "K_MONSTER.CSV:4: K_MONSTER row left out: sSid is \"x\", not a number",
            ]
        );
        let (_, faults) = rows("K_MONSTER.csv", b"a,b\n1,2\n");
        assert_eq!(faults, ["K_MONSTER.csv: K_MONSTER has no column sSid"]);
    }

    #[test]
    fn a_quote_that_does_not_close_ends_the_reading() {
        let csv = [b"sSid,strName\n1,a\n2,\"b".to_vec(), vec![b'x'; 4 << 20]].concat();
        let (tables, faults) = rows("K_NPC.csv", &csv);
        assert_eq!(tables.rows.npcs.len(), 1);
        assert!(faults.len() == 1 && faults[0].contains("a quote does not close"), "{faults:?}");
    }

    #[test]
    fn files_are_known_by_their_names() {
        for name in ["K_NPCPOS.csv", "dbo.k_npcpos.CSV", "[dbo].[K_NPCPOS].tsv"] {
            assert_eq!(table_of(Path::new(name)), Some(TableKind::Spawns), "{name}");
        }
        for name in ["K_NPCPOS.txt", "others.csv", ".csv", "K_NPCPOS"] {
            assert_eq!(table_of(Path::new(name)), None, "{name}");
        }
    }
}
