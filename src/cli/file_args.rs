//! The options of the commands that read files without drawing: check, diff, explain.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::inputs::{Input, expand_folders_or, expand_patterns};
use crate::check::code;
use crate::zone::source::is_model;

/// The files that a command reads.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesArgs {
    /// Input files, or - for standard input; patterns such as Zones/*.gtd are expanded
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Read all zones (.gtd) in folders and their subfolders, each real file once; links to folders above are not followed
    #[arg(short, long)]
    pub recursive: bool,
}

impl FilesArgs {
    /// Expands patterns and folders: a folder without zones stands for its single models.
    pub fn expand_models(&self) -> Vec<Input> {
        let inputs = expand_patterns(self.files.iter().cloned().map(Input::from).collect());
        if self.recursive { expand_folders_or(inputs, is_model) } else { inputs }
    }

    /// Expands patterns and folders. `hint` completes the error of a folder without zones.
    pub fn expand(&self, hint: Option<&'static str>) -> Vec<Input> {
        super::many::expand(self.files.iter().cloned().map(Input::from), self.recursive, hint)
    }
}

const CHECK_EXAMPLES: &str = "\
Examples:
  gtd-viewer check Zones/moradon.gtd        check a zone
  gtd-viewer check --json -r Zones          check all zones in a folder, print JSON
  gtd-viewer check -v a.gtd                 list infos one by one as well
  gtd-viewer check a.gtd --ignore unused-source,missing-texture
  gtd-viewer check a.gtd --fix -o b.gtd     write a fixed copy
  gtd-viewer check --server Server Zones/*.gtd
                                            check the server's maps and tables of zones
  gtd-viewer check --list                   list all codes and their meaning

Severities: an error cannot be drawn as intended; a warning is what the game's own tools would not have written, or a
missing file; an info is no fault. Infos are one line of codes without -v; -q prints errors only.

Exit codes: 0 no errors; 1 errors found; 2 wrong usage.";

/// `check`: findings about files.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Zone files, or - for standard input; patterns such as Zones/*.gtd are expanded
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub files: Vec<PathBuf>,

    /// Read all zones (.gtd) in folders and their subfolders, each real file once; links to folders above are not followed
    #[arg(short, long)]
    pub recursive: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Ignore findings with this code; separate several codes with commas
    #[arg(long, value_name = "CODE", value_delimiter = ',', hide_possible_values = true,
        value_parser = PossibleValuesParser::new(code::ALL.iter().map(|code| code.name)))]
    pub ignore: Vec<String>,

    /// Write a copy with patch bounds recomputed and trailing bytes removed
    #[arg(long, requires = "output")]
    pub fix: bool,

    /// Path of the fixed copy; may contain {stem} and {folder} of the input
    #[arg(short, long, value_name = "NEW.gtd", requires = "fix")]
    pub output: Option<PathBuf>,

    /// Replace an existing NEW.gtd that is not a fixed copy of the input
    #[arg(long, requires = "fix")]
    pub force: bool,

    /// List all codes and their meaning
    #[arg(long, conflicts_with_all = ["files", "fix", "ignore"])]
    pub list: bool,

    /// Client folder, if the file is not inside one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,

    /// Check the server's half of the zones instead: maps (.smd) and tables (.sql, .csv) in a folder, or a single map
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["fix", "list"])]
    pub server: Option<PathBuf>,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  gtd-viewer diff old/moradon.gtd new/moradon.gtd
  gtd-viewer diff old/moradon.gtd new/moradon.gtd --json
  gtd-viewer diff old/moradon.gtd new/moradon.gtd -o changes.png
                                            also write a map of the changes
  gtd-viewer diff old/moradon.gtd new/moradon.gtd --window

Exit codes: 0 success, whether or not the zones differ; 1 a file could not be read or written; 2 wrong usage.";

/// `diff`: differences between two versions of a zone.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArgs {
    /// Older zone, or - for standard input
    #[arg(value_name = "A")]
    pub a: PathBuf,

    /// Newer zone, or - for standard input
    #[arg(value_name = "B")]
    pub b: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Write a map of B with changes highlighted: orange where tiles look different, else blue where heights changed, green where grass changed, violet where other stored values did; with marks on changed objects
    #[arg(short, long, value_name = "OUT.png")]
    pub output: Option<PathBuf>,

    /// Open both zones in the window, with a wipe line between them
    #[arg(long, conflicts_with_all = ["json", "output"])]
    pub window: bool,

    /// Client folder, if the file is not inside one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gtd-viewer explain Zones/moradon.gtd | less
  gtd-viewer explain Zones/moradon.opd Data/Zones.tbl DTex/*.gtt
  gtd-viewer explain --color always Zones/moradon.gtd | less -R";

/// `explain`: files field by field.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// The files.
    #[command(flatten)]
    pub files: FilesArgs,
}
