//! `--stats`: statistics of parsed zones and models, as JSON or text.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use super::args::GlobalArgs;
use super::ground::server_map_in;
use super::inputs::Input;
use super::output::{Page, Style, complain, print, print_json};
use super::stats_text::write_stats;
use super::{FAILED, StatsTask, many, model_stats, objects, server_map_stats};
use crate::demo::embedded;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::opd::OpdFile;
use crate::load::models::MeshUsesCache;
use crate::platform::block_on;
use crate::scene::objects::ObjectSet;
use crate::stats::models::ModelStats;
use crate::stats::objects::{ObjectTotals, ObjectsStats};
use crate::stats::server_map::ServerMapStats;
use crate::stats::{PartsStats, Stats};
use crate::zone::references::Need;
use crate::zone::source::is_model;
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
    Model(Box<ModelStats>),
    ServerMap(Box<ServerMapStats>),
    Failed(Failure),
}

/// What the run has read of its client folders.
pub(super) struct Clients {
    pub folders: ClientCache,
    /// Uses of meshes, for single ones.
    pub uses: MeshUsesCache,
}

/// Prints the statistics of all inputs in order; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, task: StatsTask) -> Result<ExitCode> {
    let StatsTask { inputs, recursive, json, data } = task;
    let inputs = many::expand(inputs, recursive, None);
    let clients = Clients { folders: ClientCache::on_disk(), uses: MeshUsesCache::default() };
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
            Entry::Read(_) | Entry::Model(_) | Entry::ServerMap(_) => None,
            Entry::Failed(failure) => Some(failure),
        }
    }
}

fn examine(input: &Input, clients: &Clients, data: Option<&Path>) -> Entry {
    if let Some(path) = input.path().filter(|path| is_model(path)) {
        return match block_on(model_stats::examine(input, path, clients, data)) {
            Ok(stats) => Entry::Model(Box::new(stats)),
            Err(failure) => Entry::Failed(failure),
        };
    }
    let name = input.name();
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => return Entry::Failed(Failure::unreadable(name, format!("{error:#}"))),
    };
    if let Some(map) = server_map_in(input, &bytes) {
        return match map {
            Ok(map) => Entry::ServerMap(Box::new(ServerMapStats::new(&name, bytes.len() as u64, &map))),
            Err(error) => Entry::Failed(Failure::malformed(name, &error)),
        };
    }
    match input.parse(bytes) {
        Ok(gtd) => Entry::Read(Box::new(block_on(stats(&name, &gtd, input, &clients.folders, data)))),
        Err(error) => Entry::Failed(Failure::malformed(name, &error)),
    }
}

async fn stats(name: &str, gtd: &Gtd, input: &Input, clients: &ClientCache, data: Option<&Path>) -> Stats {
    let files = input.zone_files(clients, data).await;
    files.log_table_error();
    let missing = files.not_found(gtd).await.map(|needs| {
        // Generated zones use textures that are embedded in the program, so these do not count as missing.
        needs.into_iter().map(Need::into_name).filter(|name| !embedded::contains(name)).collect()
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
        if index > 0 && entry.failure().is_none() {
            page.line("");
        }
        match entry {
            Entry::Read(stats) => write_stats(&mut page, stats),
            Entry::Model(stats) => model_stats::write_stats(&mut page, stats),
            Entry::ServerMap(stats) => server_map_stats::write_stats(&mut page, stats),
            Entry::Failed(_) => {}
        }
    }
    page
}
