//! The options of the commands that read files without drawing: check, diff, explain.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::inputs::Input;
use crate::check::code;

/// The files that a command reads.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesArgs {
    /// Zone files; - reads standard input, patterns such as Zones/*.gtd are understood
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Zone files in folders, and in the folders below them
    #[arg(short, long)]
    pub recursive: bool,
}

impl FilesArgs {
    /// Expands patterns and folders.
    pub fn expand(&self) -> Vec<Input> {
        super::many::expand(self.files.iter().cloned().map(Input::from), self.recursive)
    }
}

const CHECK_EXAMPLES: &str = "\
Examples:
  gtd-viewer check Zones/moradon.gtd        what is wrong with a zone
  gtd-viewer check --json -r Zones          the same for every zone of a folder, for programs
  gtd-viewer check a.gtd --ignore leftover-tiles,junk-after-nul
  gtd-viewer check a.gtd --fix -o b.gtd     mend what has one right answer
  gtd-viewer check --list                   all codes and what they mean

Exit codes: 0 no error; 1 an error is left; 2 wrong usage.";

/// `check`: says what is wrong with files.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Zone files; - reads standard input, patterns such as Zones/*.gtd are understood
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub files: Vec<PathBuf>,

    /// Zone files in folders, and in the folders below them
    #[arg(short, long)]
    pub recursive: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Leave out findings of this code (several with commas)
    #[arg(long, value_name = "CODE", value_delimiter = ',', hide_possible_values = true,
        value_parser = PossibleValuesParser::new(code::ALL.iter().map(|code| code.name)))]
    pub ignore: Vec<String>,

    /// Write a copy in which what has one right answer is mended: bounds, trailing bytes
    #[arg(long, requires = "output")]
    pub fix: bool,

    /// Where the mended copy goes; may hold {stem} and {folder}
    #[arg(short, long, value_name = "NEW.gtd", requires = "fix")]
    pub output: Option<PathBuf>,

    /// Print all codes and what they mean
    #[arg(long, conflicts_with_all = ["files", "fix", "ignore"])]
    pub list: bool,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  gtd-viewer diff old/moradon.gtd new/moradon.gtd
  gtd-viewer diff old/moradon.gtd new/moradon.gtd --json
  gtd-viewer diff old/moradon.gtd new/moradon.gtd -o changes.png
                                            the faded map on which the changed tiles glow
  gtd-viewer diff old/moradon.gtd new/moradon.gtd --window

Exit codes: 0 also when they differ; 1 a file failed; 2 wrong usage.";

/// `diff`: what changed between two versions of a zone.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArgs {
    /// The older zone; - reads standard input
    #[arg(value_name = "A")]
    pub a: PathBuf,

    /// The newer zone
    #[arg(value_name = "B")]
    pub b: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Draw the newer zone's map, faded, on which changed tiles glow: orange what looks different, blue what only moved
    #[arg(short, long, value_name = "OUT.png")]
    pub output: Option<PathBuf>,

    /// Open the window with both, a wipe line between them, and fly from change to change
    #[arg(long, conflicts_with_all = ["json", "output"])]
    pub window: bool,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gtd-viewer explain Zones/moradon.gtd | less
  gtd-viewer explain Zones/moradon.opd Data/Zones.tbl DTex/*.gtt
  gtd-viewer explain --color always Zones/moradon.gtd | less -R";

/// `explain`: the file told field by field.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// The files.
    #[command(flatten)]
    pub files: FilesArgs,
}
