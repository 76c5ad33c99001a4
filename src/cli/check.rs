//! `check`: findings about files, as JSON or text, and their fixes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;

use super::file_args::CheckArgs;
use super::ground::server_map_in;
use super::inputs::Input;
use super::output::{Style, print, print_json};
use super::{FAILED, GlobalArgs, check_text, many, outputs, template};
use crate::check::code::{self, Code};
use crate::check::fix::{Mended, mend};
use crate::check::server::{ServerReport, check_folder};
use crate::check::{self, Finding, Findings, Severity, Subject, Surroundings};
use crate::export::atomic_file::AtomicFile;
use crate::export::{Output, OutputPlan};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::path_text;
use crate::platform::block_on;
use crate::server::ServerFolder;
use crate::zone::ClientCache;

/// Report about one file. Field names and order are those of the JSON.
#[derive(Clone, Debug, Serialize)]
pub struct CheckReport {
    /// The path as typed.
    pub path: String,
    /// The server's half, where that is checked.
    #[serde(flatten)]
    pub server: Option<ServerHalf>,
    pub findings: Vec<Finding>,
    /// Number of remaining errors.
    pub errors: u64,
    pub warnings: u64,
    pub infos: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mended: Option<MendedReport>,
}

/// The server's half of a zone, or the server's folder.
#[derive(Clone, Debug, Serialize)]
pub struct ServerHalf {
    /// Path of the server's map; none for the folder, and for zones without one.
    pub map: Option<String>,
    /// Number of the zone on the server.
    pub zone: Option<i32>,
    /// How both were found.
    pub pairing: Option<String>,
    #[serde(skip)]
    map_path: Option<PathBuf>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MendedReport {
    /// Path of the output.
    pub output: String,
    /// Changes, one line each.
    pub done: Vec<String>,
}

/// Checks all inputs; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, args: &CheckArgs) -> Result<ExitCode> {
    if args.list {
        match args.json {
            true => print_json(&check_text::table_rows())?,
            false => print(&check_text::table(Style::for_stdout(global.color)))?,
        };
        return Ok(ExitCode::SUCCESS);
    }
    let inputs = many::expand(args.files.iter().cloned().map(Input::from), args.recursive, None);
    if let Some(name) = &args.output {
        let files = outputs::files_of(&inputs, args.data.as_deref());
        let plans = template::plans(name, &inputs, plan)?;
        plans.iter().try_for_each(|plan| plan.check(&files)).map_err(outputs::refused)?;
    }
    let ignored: Vec<&'static Code> = args.ignore.iter().filter_map(|name| code::by_name(name)).collect();
    let clients = ClientCache::on_disk();
    let folder = args.server.as_deref().map(ServerFolder::open);
    let judge = |input: &Input| match &folder {
        Some(folder) => examine_server(input, args, &clients, &ignored, folder),
        None => {
            let output = args.output.as_deref().map(|name| plan(&template::fill(name, input)));
            examine(input, args, &clients, &ignored, output)
        }
    };
    let mut reports = many::for_each(global, &inputs, judge);
    if let Some(folder) = &folder {
        reports.extend(folder_report(folder, &reports, &ignored));
    }
    match args.json {
        true => print_json(&reports)?,
        false => print(&check_text::reports(&reports, global, Style::for_stdout(global.color)))?,
    };
    let (bad, errors) = (reports.iter().filter(|report| report.errors > 0).count(), total(&reports, |r| r.errors));
    let (warnings, infos) = (total(&reports, |report| report.warnings), total(&reports, |report| report.infos));
    let well = reports.len() - bad;
    many::summarize(
        global,
        reports.len(),
        &format!(
            "{well} passed, {bad} failed; {}, {}, {}",
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings"),
            counted(infos, "info", "infos")
        ),
    );
    Ok(if bad > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn total(reports: &[CheckReport], count: impl Fn(&CheckReport) -> u64) -> u64 {
    reports.iter().map(count).sum()
}

fn plan(path: &Path) -> OutputPlan {
    OutputPlan::new(path, Output::ZONE)
}

fn examine(
    input: &Input,
    args: &CheckArgs,
    clients: &ClientCache,
    ignored: &[&'static Code],
    output: Option<OutputPlan>,
) -> CheckReport {
    let refused = |error| report(input, check::unreadable(&format!("{:#}", outputs::refused(error))), None);
    if let Some(Err(error)) = output.as_ref().map(|plan| plan.check_place(args.force)) {
        return refused(error);
    }
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => return report(input, check::unreadable(&format!("{error:#}")), None),
    };
    match (server_map_in(input, &bytes), &output) {
        (None, _) => {}
        (Some(_), Some(_)) => return report(input, check::unreadable("server maps are not fixed; omit --fix"), None),
        (Some(Ok(map)), None) => return report(input, check::check_server_map(&map).without(ignored), None),
        (Some(Err(error)), None) => return report(input, check::malformed(&error).without(ignored), None),
    }
    let gtd = match input.parse(bytes) {
        Ok(gtd) => gtd,
        Err(error) => return report(input, check::malformed(&error).without(ignored), None),
    };
    let files = block_on(input.zone_files(clients, args.data.as_deref()));
    let around = block_on(Surroundings::read(&gtd, &files));
    let stem = input.path().and_then(Path::file_stem).map(path_text);
    let judge =
        |gtd: &Gtd| check::check(&Subject { gtd, stem: stem.as_deref(), around: around.as_ref() }).without(ignored);
    let Some(plan) = output else { return report(input, judge(&gtd), None) };
    let own = outputs::check_zone(plan.path(), args.force, "a fix of this zone", |old| old.is_version_of(&gtd, false));
    if let Err(error) = own.and_then(|()| plan.check_inputs(&files.files_read().into_iter().collect())) {
        return refused(error);
    }
    match write_mended(mend(&gtd, ignored), plan.path()) {
        Ok((mended, fixes)) => report(input, judge(&mended), Some(fixes)),
        Err(error) => report(input, check::unreadable(&format!("{error:#}")), None),
    }
}

/// Checks the server's half of a zone.
fn examine_server(
    input: &Input,
    args: &CheckArgs,
    clients: &ClientCache,
    ignored: &[&'static Code],
    folder: &ServerFolder,
) -> CheckReport {
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => return report(input, check::unreadable(&format!("{error:#}")), None),
    };
    let gtd = match input.parse(bytes) {
        Ok(gtd) => gtd,
        Err(error) => return report(input, check::malformed(&error).without(ignored), None),
    };
    let files = block_on(input.zone_files(clients, args.data.as_deref()));
    let found = block_on(ServerReport::read(&gtd, &files, folder));
    let half = ServerHalf {
        map: found.map.as_ref().map(path_text),
        zone: found.server.number(),
        pairing: Some(found.server.pairing.to_string()),
        map_path: found.map,
    };
    CheckReport { server: Some(half), ..report(input, found.findings.without(ignored), None) }
}

/// Findings about the server's folder as a whole; none where nothing was found.
fn folder_report(folder: &ServerFolder, zones: &[CheckReport], ignored: &[&'static Code]) -> Option<CheckReport> {
    let maps = zones.iter().filter_map(|report| report.server.as_ref()?.map_path.clone()).collect();
    let findings = check_folder(folder, &maps).without(ignored);
    let half = ServerHalf { map: None, zone: None, pairing: None, map_path: None };
    let report = CheckReport { server: Some(half), ..report_of(path_text(&folder.path), findings, None) };
    (!report.findings.is_empty()).then_some(report)
}

/// Writes the fixed copy, and reads it back.
fn write_mended(mended: Mended, output: &Path) -> Result<(Gtd, MendedReport)> {
    let cannot = || format!("cannot write {}", path_text(output));
    template::make_folder(output).with_context(cannot)?;
    AtomicFile::write(output, &mended.bytes).with_context(cannot)?;
    let gtd = Gtd::parse(mended.bytes).context("the fixed copy cannot be read back")?;
    Ok((gtd, MendedReport { output: path_text(output), done: mended.done }))
}

fn report(input: &Input, findings: Findings, mended: Option<MendedReport>) -> CheckReport {
    report_of(input.name(), findings, mended)
}

fn report_of(path: String, findings: Findings, mended: Option<MendedReport>) -> CheckReport {
    CheckReport {
        path,
        server: None,
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        infos: findings.count(Severity::Info),
        findings: findings.into_list(),
        mended,
    }
}
