//! `generate`: the demo zone as files, or a test zone of any size.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result};
use clap::Args;

use super::{GlobalArgs, outputs, template};
use crate::demo::embedded;
use crate::export::atomic_file::AtomicFile;
use crate::export::staging::{Existing, Origin, Staging};
use crate::export::{InputFiles, Output, OutputPlan};
use crate::formats::gtd::{Gtd, is_map_size};
use crate::formats::kernel::visible::path_text;
use crate::platform::fs;
use crate::test_zone;

const EXAMPLES: &str = "\
Examples:
  gtd-viewer generate demo -o demo/         write the files of the built-in demo zone
  gtd-viewer generate 4097 -o hills.gtd     write a test zone with 4096 x 4096 tiles

A test zone is a fixed hilly landscape: the same size always gives the same file.";

/// `generate`: the demo zone as files, or a test zone of any size.
#[derive(Args, Clone, Debug, PartialEq)]
#[command(after_help = EXAMPLES)]
pub struct GenerateArgs {
    /// demo, or the vertices per side of a test zone: 2^k + 1, from 17 to 8193
    #[arg(value_name = "demo|SIZE", allow_negative_numbers = true)]
    pub what: What,

    /// Output folder for demo, output file (.gtd) for a test zone
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,

    /// Replace an existing zone file that is not a test zone, or files in the folder of the demo
    #[arg(long)]
    pub force: bool,
}

/// Argument of `generate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The files of the demo zone.
    Demo,
    /// A test zone with this number of vertices a side.
    TestZone(u32),
}

/// The argument is neither `demo` nor a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected demo, or 2^k + 1 from {} to {} (17, 33, 65, 129 ...)", test_zone::SIZES[0], test_zone::SIZES[1])]
pub struct WhatError;

impl FromStr for What {
    type Err = WhatError;

    fn from_str(text: &str) -> Result<What, WhatError> {
        if text == "demo" {
            return Ok(What::Demo);
        }
        let [smallest, largest] = test_zone::SIZES;
        text.parse()
            .ok()
            .filter(|size| is_map_size(i64::from(*size)) && (smallest..=largest).contains(size))
            .map(What::TestZone)
            .ok_or(WhatError)
    }
}

/// Runs the command.
///
/// # Errors
/// The output is refused, or a folder or file cannot be written.
pub fn run(global: &GlobalArgs, args: &GenerateArgs) -> Result<ExitCode> {
    let output = if args.what == What::Demo { Output::Folder } else { Output::ZONE };
    let plan = OutputPlan::new(&args.output, output);
    let plan = if output.is_folder() { plan } else { plan.or_standard_output() };
    outputs::check(&plan, &InputFiles::default(), args.force)?;
    let report = match args.what {
        What::Demo => {
            let existing = if args.force { Existing::Force } else { Existing::Replace };
            let shown = || path_text(&args.output);
            template::make_folder(&args.output).with_context(shown)?;
            let folder = Staging::begin(&args.output, existing, Origin::Files(embedded::contents()));
            let folder = folder.with_context(shown)?;
            for (path, bytes) in embedded::contents() {
                folder.add(path, bytes).with_context(|| path_text(args.output.join(path)))?;
            }
            folder.finish().with_context(shown)?;
            format!("the demo zone, {} files", embedded::FILES.len())
        }
        What::TestZone(size) => {
            outputs::check_zone(&args.output, args.force, "generate", is_test_zone).map_err(outputs::refused)?;
            write(&args.output, &test_zone::draft(size).encode()?)?;
            format!("test zone with {size} x {size} vertices")
        }
    };
    outputs::report(global, &plan, &report)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a zone is, to the byte, a test zone.
fn is_test_zone(gtd: &Gtd) -> bool {
    let [smallest, largest] = test_zone::SIZES;
    gtd.header().name.as_deref() == Some(test_zone::NAME)
        && (smallest..=largest).contains(&gtd.map_size())
        && test_zone::draft(gtd.map_size()).encode().is_ok_and(|bytes| bytes == gtd.bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(folder) = parent {
        fs::create_dir_all(folder).with_context(|| path_text(folder))?;
    }
    AtomicFile::write(path, bytes).with_context(|| path_text(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_zones() {
        assert_eq!("demo".parse(), Ok(What::Demo));
        assert_eq!("257".parse(), Ok(What::TestZone(257)));
        for wrong in ["", "16", "9", "100", "16385", "-17", "Demo zone"] {
            assert!(wrong.parse::<What>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_zone_is_written_where_asked() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("new/hills.gtd");
        let zone = |size| test_zone::draft(size).encode().unwrap();
        let generate = |size, force| {
            let (global, what) = (GlobalArgs { quiet: true, ..GlobalArgs::default() }, What::TestZone(size));
            run(&global, &GenerateArgs { what, output: output.clone(), force })
        };
        for size in [17, 33, 17] {
            generate(size, false).unwrap();
            assert_eq!(std::fs::read(&output).unwrap(), zone(size));
        }
        // A test zone that was edited, and a file that is no zone, are somebody's work.
        let mut edited = zone(33);
        edited[700] ^= 1;
        for work in [&edited[..], b"notes"] {
            std::fs::write(&output, work).unwrap();
            let error = generate(17, false).unwrap_err().to_string();
            assert!(error.contains("hills.gtd exists") && error.contains("--force"), "{error}");
            assert_eq!(std::fs::read(&output).unwrap(), work);
        }
        generate(17, true).unwrap();
        assert_eq!(std::fs::read(&output).unwrap(), zone(17));
    }

    #[test]
    fn the_demo_is_written_as_it_is_embedded() {
        let folder = tempfile::tempdir().unwrap();
        let global = GlobalArgs { quiet: true, ..GlobalArgs::default() };
        run(&global, &GenerateArgs { what: What::Demo, output: folder.path().to_owned(), force: false }).unwrap();
        for (path, bytes) in embedded::contents() {
            assert!(std::fs::read(folder.path().join(path)).unwrap() == *bytes, "{path}");
        }
    }
}
