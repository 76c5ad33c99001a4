//! `generate`: the demo zone as files, or a test zone of any size.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result};
use clap::Args;

use crate::demo::{hills, zone};
use crate::export::atomic_file::AtomicFile;
use crate::formats::gtd::is_map_size;
use crate::platform::fs;

/// Writes the demo zone's files, or a large test zone.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct GenerateArgs {
    /// demo, or the number of vertices on a test zone's side: 2^k + 1, from 17 to 8193
    #[arg(value_name = "demo|SIZE")]
    pub what: What,

    /// The folder for demo, else the new .gtd
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The demo zone's files.
    Demo,
    /// A hilly zone of so many vertices a side.
    Hills(u32),
}

/// Neither `demo` nor a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither demo nor 2^k + 1 from {} to {} (17, 33, 65, 129 ...)", hills::SIZES[0], hills::SIZES[1])]
pub struct WhatError;

impl FromStr for What {
    type Err = WhatError;

    fn from_str(text: &str) -> Result<What, WhatError> {
        if text == "demo" {
            return Ok(What::Demo);
        }
        let [smallest, largest] = hills::SIZES;
        text.parse()
            .ok()
            .filter(|size| is_map_size(i64::from(*size)) && (smallest..=largest).contains(size))
            .map(What::Hills)
            .ok_or(WhatError)
    }
}

/// Runs the command.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn run(args: &GenerateArgs) -> Result<ExitCode> {
    match args.what {
        What::Demo => {
            for file in zone::demo_files() {
                write(&args.output.join(&file.path), &file.bytes)?;
            }
        }
        What::Hills(size) => write(&args.output, &hills::draft(size).encode())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(folder) = parent {
        fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    }
    AtomicFile::write(path, bytes).with_context(|| format!("{}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_zones() {
        assert_eq!("demo".parse(), Ok(What::Demo));
        assert_eq!("257".parse(), Ok(What::Hills(257)));
        for wrong in ["", "16", "9", "100", "16385", "-17", "Demo zone"] {
            assert!(wrong.parse::<What>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_zone_is_written_where_asked() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("new/hills.gtd");
        run(&GenerateArgs { what: What::Hills(17), output: output.clone() }).unwrap();
        assert_eq!(std::fs::read(output).unwrap(), hills::draft(17).encode());
    }
}
