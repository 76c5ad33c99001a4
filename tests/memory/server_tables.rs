//! Dumps and CSV files of any bytes and any length: no panic, and memory that does not grow with them.

use std::io::{self, Read};
use std::path::Path;

use gtd_viewer::server::{TableKind, Tables};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::alone;
use crate::fuzz_targets::{MEMORY, server_tables};

/// Files that the fuzzer begins with.
const SEEDS: [&[u8]; 5] = [
    include_bytes!("../fuzz/corpus/server_tables/open_ko"),
    include_bytes!("../fuzz/corpus/server_tables/dbo"),
    include_bytes!("../fuzz/corpus/server_tables/dbo_utf16"),
    include_bytes!("../fuzz/corpus/server_tables/csv"),
    include_bytes!("../fuzz/corpus/server_tables/csv_events"),
];
/// Texts on which the readers decide.
const WORDS: [&str; 16] = [
    "\n",
    "\r\n",
    "'",
    "\"",
    "[",
    "]",
    "(",
    ")",
    ",",
    ";",
    "/*",
    "--",
    "INSERT ",
    "VALUES ",
    "CREATE TABLE ",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_left_out(bytes in vec(any::<u8>(), 0..600)) {
        let _alone = alone();
        server_tables(&bytes);
    }

    #[test]
    fn damaged_files_are_read_or_left_out(
        seed in 0..SEEDS.len(),
        edits in vec((any::<prop::sample::Index>(), 0..WORDS.len() + 2, any::<u8>()), 1..12),
    ) {
        let _alone = alone();
        let mut bytes = SEEDS[seed].to_vec();
        for (at, edit, byte) in edits {
            let at = at.index(bytes.len() + 1);
            match WORDS.get(edit) {
                Some(word) => drop(bytes.splice(at..at, word.bytes())),
                None if edit == WORDS.len() => bytes.truncate(at),
                None => bytes.insert(at, byte),
            }
        }
        server_tables(&bytes);
    }
}

/// A file that begins with a text and goes on with another one, repeated.
struct Long {
    start: &'static [u8],
    repeated: &'static [u8],
    at: usize,
    left: usize,
}

impl Read for Long {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = into.len().min(self.left);
        for byte in &mut into[..count] {
            let (start, repeated) = (self.start, self.repeated);
            *byte = start.get(self.at).copied().unwrap_or_else(|| repeated[(self.at - start.len()) % repeated.len()]);
            self.at += 1;
        }
        self.left -= count;
        Ok(count)
    }
}

/// Length of the long files.
const LONG_BYTES: usize = 8 << 20;
/// Memory for any of them: lines that are joined, with their tokens.
const MOST_BYTES: usize = 6 << 20;

#[test]
fn long_files_take_limited_memory() {
    let _alone = alone();
    let cases: [(&str, &'static [u8], &'static [u8]); 8] = [
        ("a.sql", b"INSERT INTO OTHERS VALUES\n", b"(1, 'text', 2),\n"),
        ("a.sql", b"INSERT INTO K_NPC VALUES (1, '", b"never closed "),
        ("a.sql", b"INSERT INTO K_NPC VALUES (1, '", b"never closed\n"),
        ("a.sql", b"INSERT INTO K_NPC (sSid, strName) VALUES (", b"1,"),
        ("a.sql", b"CREATE TABLE K_NPC (", b"a int, "),
        ("a.sql", b"INSERT INTO K_NPC (", b"a, "),
        ("K_NPC.csv", b"sSid,strName\n1,\"", b"never closed\n"),
        ("K_NPC.csv", b"sSid,strName\n", b"not a number,a\n"),
    ];
    for (name, start, repeated) in cases {
        let (mut tables, mut faults) = (Tables::default(), Vec::new());
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        tables.read(Path::new(name), Long { start, repeated, at: 0, left: LONG_BYTES }, &mut faults, &|| false);
        let peak = MEMORY.peak_usage().saturating_sub(before);
        let case = String::from_utf8_lossy(repeated);
        println!("{name}, {case:?}: {peak} bytes, {} problems", faults.len());
        assert!(peak < MOST_BYTES, "{name}, {case:?}: {peak} bytes of memory");
        assert!(tables.rows.npcs.len() <= 1 && faults.len() <= 51, "{name}, {case:?}");
    }
}

/// Rows beyond the limit are counted and left out.
#[test]
fn tables_have_a_limited_number_of_rows() {
    let _alone = alone();
    let (mut tables, mut faults) = (Tables::default(), Vec::new());
    let file = Long { start: b"Nation\n", repeated: b"1\n", at: 0, left: 1 << 20 };
    tables.read(Path::new("HOME.csv"), file, &mut faults, &|| false);
    assert_eq!(tables.rows.homes.len(), 200_000);
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["HOME.csv:200002: HOME has more than 200000 rows: the others are left out"]);
    assert!(tables.files.contains_key(&TableKind::Homes));
}
