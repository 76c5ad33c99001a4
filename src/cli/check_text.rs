//! Text output of `check`: errors first, long lists shortened.

use std::fmt::Write;

use anyhow::Result;
use serde_json::json;

use super::GlobalArgs;
use super::check::CheckReport;
use super::output::Style;
use crate::check::Finding;
use crate::check::code::{ALL, Code, Severity};
use crate::formats::kernel::number::{counted, grouped};

/// Maximum number of listed findings of one code without -v.
const SHOWN: u64 = 8;

/// All reports. With -q only errors; with -v all findings; else infos as one line with their codes.
pub fn reports(reports: &[CheckReport], global: &GlobalArgs, style: Style) -> String {
    let mut out = String::new();
    for report in reports {
        one(&mut out, report, global, style);
    }
    out
}

fn one(out: &mut String, report: &CheckReport, global: &GlobalArgs, style: Style) {
    if global.quiet && report.errors == 0 {
        return;
    }
    let _ = writeln!(out, "{}  {}", style.bold(&report.path), verdict(report));
    if let Some(mended) = &report.mended {
        let nothing = ["nothing to fix".to_string()];
        let done = if mended.done.is_empty() { &nothing[..] } else { &mended.done };
        for line in done {
            let _ = writeln!(out, "  fixed    {line}");
        }
        let _ = writeln!(out, "  written  {}", mended.output);
    }
    let least = match (global.quiet, global.verbose) {
        (true, _) => Severity::Error,
        (false, 0) => Severity::Warning,
        (false, _) => Severity::Info,
    };
    let shown = |finding: &&Finding| finding.code.severity <= least;
    let (mut last, mut listed, mut kept_back): (Option<&Code>, u64, u64) = (None, 0, 0);
    for finding in report.findings.iter().filter(shown) {
        if last != Some(finding.code) {
            more(out, last, kept_back, style);
            (last, listed, kept_back) = (Some(finding.code), 0, 0);
        }
        if global.verbose > 0 || listed < SHOWN && finding.count == 1 {
            let _ = writeln!(out, "  {}", line(finding, style));
            listed += 1;
        } else {
            kept_back += finding.count;
        }
    }
    more(out, last, kept_back, style);
    if least == Severity::Warning {
        infos(out, report, style);
    }
}

/// Appends the codes of all infos in one line.
fn infos(out: &mut String, report: &CheckReport, style: Style) {
    let mut counts: Vec<(&'static Code, u64)> = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.code.severity == Severity::Info) {
        match counts.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, count)) => *count += finding.count,
            None => counts.push((finding.code, finding.count)),
        }
    }
    let Some((first, _)) = counts.first() else { return };
    let named = |(code, count): &(&Code, u64)| match count {
        1 => code.name.to_owned(),
        count => format!("{} ({})", code.name, grouped(*count)),
    };
    let names: Vec<String> = counts.iter().map(named).collect();
    let _ = writeln!(out, "  {} {}; list them with -v or --json", label(first, style), names.join(", "));
}

/// Appends the number of findings of a code that are not listed.
fn more(out: &mut String, code: Option<&Code>, count: u64, style: Style) {
    if let (Some(code), 1..) = (code, count) {
        let _ = writeln!(
            out,
            "  {} ... {} more {} (list all with -v or --json)",
            label(code, style),
            grouped(count),
            code.name
        );
    }
}

fn verdict(report: &CheckReport) -> String {
    let counts =
        [(report.errors, "error", "errors"), (report.warnings, "warning", "warnings"), (report.infos, "info", "infos")];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> = counts.map(|(count, one, many)| counted(count, one, many)).collect();
    if parts.is_empty() { "no findings".into() } else { parts.join(", ") }
}

fn label(code: &Code, style: Style) -> String {
    let name = format!("{:<8}", code.severity.name());
    match code.severity {
        Severity::Error => style.red(&name),
        Severity::Warning => style.yellow(&name),
        Severity::Info => style.dim(&name),
    }
}

fn line(finding: &Finding, style: Style) -> String {
    let tile = finding.tile.map(|tile| format!("tile {},{}", tile.x, tile.z));
    let byte = finding.offset.map(|offset| format!("byte {}", grouped(offset)));
    let place: Vec<String> = finding.section.map(str::to_string).into_iter().chain(byte).chain(tile).collect();
    // Messages of parsers already start with the place.
    let place = Some(place.join(", ")).filter(|place| !place.is_empty() && !finding.message.starts_with(place));
    let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
    format!("{} {}  {place}{}", label(finding.code, style), style.bold(finding.code.name), finding.message)
}

/// The table of codes, for `check --list`.
pub fn table(as_json: bool, style: Style) -> Result<String> {
    if as_json {
        let row =
            |code: &&Code| json!({ "code": code.name, "severity": code.severity.name(), "meaning": code.meaning });
        return Ok(serde_json::to_string_pretty(&ALL.iter().map(row).collect::<Vec<_>>())? + "\n");
    }
    let width = ALL.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let rows = ALL.iter().map(|code| format!("{} {:width$}  {}\n", label(code, style), code.name, code.meaning));
    Ok(rows.collect())
}
