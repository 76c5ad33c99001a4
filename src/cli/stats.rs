//! `--stats`: statistics of parsed zones, as JSON or text.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use super::args::GlobalArgs;
use super::inputs::Input;
use super::output::{Page, Style, complain, print, print_json};
use super::stats_text::write_stats;
use super::{FAILED, StatsTask, many, objects};
use crate::demo::embedded;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::opd::OpdFile;
use crate::platform::block_on;
use crate::scene::objects::ObjectSet;
use crate::stats::objects::{ObjectTotals, ObjectsStats};
use crate::stats::{PartsStats, Stats};
use crate::zone::references::Need;
use crate::zone::{ClientCache, ZoneFiles};

/// A file that cannot be read, in JSON form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The path as typed.
    pub path: String,
    pub error: FailureDetail,
}

/// Position and reason of the error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FailureDetail {
    /// The section; none if the file could not be opened.
    pub section: Option<&'static str>,
    /// Byte offset from the start of the file.
    pub offset: Option<u64>,
    pub message: String,
}

impl Failure {
    /// A file that is not a zone.
    pub fn malformed(path: String, error: &FormatError) -> Failure {
        let (section, offset) = (Some(error.section), Some(error.offset));
        Failure { path, error: FailureDetail { section, offset, message: error.to_string() } }
    }

    /// A file that cannot be opened.
    pub fn unreadable(path: String, message: impl Display) -> Failure {
        Failure { path, error: FailureDetail { section: None, offset: None, message: message.to_string() } }
    }
}

/// One entry of the JSON array.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Read(Box<Stats>),
    Failed(Failure),
}

/// Prints the statistics of all inputs in order; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, task: StatsTask) -> Result<ExitCode> {
    let StatsTask { inputs, recursive, json, data } = task;
    let inputs = many::expand(inputs, recursive, None);
    let clients = ClientCache::on_disk();
    let entries = many::for_each(global, &inputs, |input| examine(input, &clients, data.as_deref()));
    let errors = Style::for_stderr(global.color);
    let mut failed = 0;
    for failure in entries.iter().filter_map(Entry::failure) {
        complain(errors, "error", &format!("{}: {}", failure.path, failure.error.message));
        failed += 1;
    }
    let style = Style::for_stdout(global.color);
    if json {
        print_json(&entries)?
    } else {
        print(&as_text(&entries, style))?
    };
    if failed > 0 {
        many::summarize(global, entries.len(), &format!("{} read, {failed} failed", entries.len() - failed));
    }
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

impl Entry {
    fn failure(&self) -> Option<&Failure> {
        match self {
            Entry::Read(_) => None,
            Entry::Failed(failure) => Some(failure),
        }
    }
}

fn examine(input: &Input, clients: &ClientCache, data: Option<&Path>) -> Entry {
    let name = input.name();
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => return Entry::Failed(Failure::unreadable(name, format!("{error:#}"))),
    };
    match input.parse(bytes) {
        Ok(gtd) => Entry::Read(Box::new(block_on(stats(&name, &gtd, input, clients, data)))),
        Err(error) => Entry::Failed(Failure::malformed(name, &error)),
    }
}

async fn stats(name: &str, gtd: &Gtd, input: &Input, clients: &ClientCache, data: Option<&Path>) -> Stats {
    let files = input.zone_files(clients, data).await;
    files.log_table_error();
    let missing = files.not_found(gtd).await.map(|needs| {
        // Generated zones use textures that are embedded in the program, so these do not count as missing.
        needs.into_iter().map(Need::into_name).filter(|name| embedded::find(name).is_none()).collect()
    });
    let parts = files.parts(gtd).await;
    let objects = match &parts.opd {
        Ok(found) => Some(object_totals(&files, &found.content).await),
        Err(_) => None,
    };
    Stats::new(name, gtd, missing, PartsStats::new(&parts)).with_objects(objects)
}

/// Sums over the objects of a file, with the meshes and textures that are there.
async fn object_totals(files: &ZoneFiles, file: &OpdFile) -> ObjectTotals {
    let set = ObjectSet::new(file);
    let found = objects::find(files, &set).await;
    ObjectsStats::new("", (file, 0), &set, &found).totals
}

fn as_text(entries: &[Entry], style: Style) -> Page {
    let mut page = Page::new(style);
    for (index, entry) in entries.iter().enumerate() {
        if let Entry::Read(stats) = entry {
            if index > 0 {
                page.line("");
            }
            write_stats(&mut page, stats);
        }
    }
    page
}
