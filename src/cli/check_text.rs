//! Text output of `check`: errors first, long lists shortened.

use serde_json::{Value, json};

use super::GlobalArgs;
use super::check::CheckReport;
use super::output::{Page, Style};
use crate::check::Finding;
use crate::check::code::{ALL, Code, Severity};
use crate::formats::kernel::number::{counted, grouped};

/// Maximum number of listed findings of one code without -v.
const SHOWN: u64 = 8;

/// All reports. With -q only errors; with -v all findings; else infos as one line with their codes.
pub fn reports(reports: &[CheckReport], global: &GlobalArgs, style: Style) -> Page {
    let mut page = Page::new(style);
    for report in reports {
        one(&mut page, report, global);
    }
    page
}

fn one(page: &mut Page, report: &CheckReport, global: &GlobalArgs) {
    let style = page.style();
    if global.quiet && report.errors == 0 {
        return;
    }
    page.line(&format!("{}  {}", style.bold(&report.path), verdict(report)));
    if let Some(pairing) = report.server.as_ref().and_then(|half| half.pairing.as_ref()) {
        page.line(&format!("  {} {pairing}", style.dim("server  ")));
    }
    if let Some(mended) = &report.mended {
        let nothing = ["nothing to fix".to_string()];
        let done = if mended.done.is_empty() { &nothing[..] } else { &mended.done };
        for line in done {
            page.line(&format!("  fixed    {line}"));
        }
        page.line(&format!("  written  {}", mended.output));
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
            more(page, last, kept_back);
            (last, listed, kept_back) = (Some(finding.code), 0, 0);
        }
        if global.verbose > 0 || listed < SHOWN && finding.count == 1 {
            page.line(&format!("  {}", line(finding, style)));
            listed += 1;
        } else {
            kept_back += finding.count;
        }
    }
    more(page, last, kept_back);
    if least == Severity::Warning {
        infos(page, report);
    }
}

/// Appends the codes of all infos in one line.
fn infos(page: &mut Page, report: &CheckReport) {
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
    page.line(&format!("  {} {}; list them with -v or --json", label(first, page.style()), names.join(", ")));
}

/// Appends the number of findings of a code that are not listed.
fn more(page: &mut Page, code: Option<&Code>, count: u64) {
    if let (Some(code), 1..) = (code, count) {
        let label = label(code, page.style());
        page.line(&format!("  {label} ... {} more {} (list all with -v or --json)", grouped(count), code.name));
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
pub fn table(style: Style) -> Page {
    let width = ALL.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let mut page = Page::new(style);
    for code in ALL {
        page.line(&format!("{} {:width$}  {}", label(code, style), code.name, code.meaning));
    }
    page
}

/// The table of codes as JSON.
pub fn table_rows() -> Vec<Value> {
    let row = |code: &&Code| json!({ "code": code.name, "severity": code.severity.name(), "meaning": code.meaning });
    ALL.iter().map(row).collect()
}
