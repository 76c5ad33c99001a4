//! Outputs of commands: the checks of `export::outputs` with the command line's exit codes, and the reports of what was
//! written.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use super::inputs::Input;
use super::output::{Page, Style, print};
use super::{GlobalArgs, WrongUsage};
use crate::export::outputs::{is_standard_output, is_stored};
use crate::export::{InputFiles, OutputError, OutputPlan};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::visible::path_text;
use crate::platform::fs;

/// The files of inputs. `data` is the client folder, if it is given.
pub fn files_of<'a>(inputs: impl IntoIterator<Item = &'a Input>, data: Option<&Path>) -> InputFiles {
    let mut files: InputFiles = data.into_iter().collect();
    for input in inputs {
        match input.path() {
            Some(path) => files.add(path),
            None => files.add_standard_input(),
        }
    }
    files
}

/// Checks an output before any work: as usage, and its place.
///
/// # Errors
/// Wrong usage, or the output cannot be written.
pub fn check(plan: &OutputPlan, inputs: &InputFiles, force: bool) -> Result<()> {
    plan.check(inputs).and_then(|()| plan.check_place(force)).map_err(refused)
}

/// The error of a refused output, with its exit code and, if there is one, the option that insists.
pub fn refused(error: OutputError) -> anyhow::Error {
    if error.is_wrong_usage() {
        return WrongUsage(error.to_string()).into();
    }
    let insists = error.is_foreign();
    let error = anyhow::Error::from(error);
    if insists { anyhow::anyhow!("{error:#}; use --force to replace it") } else { error }
}

/// Checks that an existing zone file, if the output is one, is the command's own work.
///
/// # Errors
/// The file exists, and is not an earlier output.
pub fn check_zone(
    output: &Path,
    force: bool,
    writer: &'static str,
    is_own: impl FnOnce(&Gtd) -> bool,
) -> Result<(), OutputError> {
    let is_replaced = !force && is_stored(output) && fs::metadata(output).is_ok_and(|known| known.len() > 0);
    let own = |bytes| Gtd::parse(bytes).is_ok_and(|gtd| is_own(&gtd));
    match is_replaced && !fs::read(output).is_ok_and(own) {
        true => Err(OutputError::ForeignZone { path: output.to_owned(), writer }),
        false => Ok(()),
    }
}

/// Prints what was written: the output's name, a report whose first line continues it, and the names of companions. On
/// standard error if standard output is the output.
pub fn report(global: &GlobalArgs, plan: &OutputPlan, report: &str) -> Result<()> {
    if global.quiet {
        return Ok(());
    }
    let page = written(plan, report);
    match is_standard_output(plan.path()) {
        true => drop(write!(io::stderr().lock(), "{page}")),
        false => drop(print(&page)?),
    }
    Ok(())
}

/// A report with the names of the files that were written.
pub fn written(plan: &OutputPlan, report: &str) -> Page {
    let (first, rest) = report.split_once('\n').unwrap_or((report, ""));
    let mut paths = plan.paths().map(path_text);
    let output = paths.next().unwrap_or_default();
    let companions: Vec<String> = paths.collect();
    let companions =
        if companions.is_empty() { String::new() } else { format!("; also wrote {}", companions.join(", ")) };
    let mut page = Page::new(Style::PLAIN);
    page.line(&format!("{output}: {first}{companions}"));
    rest.lines().for_each(|line| page.line(line));
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ExportKind;
    use crate::export::Output;
    use crate::export::heights::HeightsExport;

    #[test]
    fn reports_name_every_file() {
        let heights = ExportKind::Heights(HeightsExport::default()).plan(Path::new("a/h.png"));
        let report = written(&heights, "17 x 17 heights\n  more about it").to_string().replace('\\', "/");
        assert_eq!(report, "a/h.png: 17 x 17 heights; also wrote a/h.png.json\n  more about it\n");
        let picture = OutputPlan::new(Path::new("p.png"), Output::PICTURE);
        assert_eq!(written(&picture, "8 x 8 pixels").to_string(), "p.png: 8 x 8 pixels\n");
    }
}
