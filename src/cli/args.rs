//! First stage of the command line: arguments as typed, with their help. The second stage is in `task`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[cfg(feature = "render")]
use super::about::AdaptersArgs;
use super::about::{CompletionsArgs, ManArgs};
use super::export_args::{ExportCommand, ImportKind};
use super::file_args::{CheckArgs, DiffArgs, ExplainArgs};
use super::generate::GenerateArgs;
use super::values::{ColorArg, SizeArg};
use crate::camera::ViewOptions;

/// Shows and judges the terrain of Knight Online: opens a zone's .gtd in a window, or prints what is in it.
#[derive(Clone, Debug, Parser)]
#[command(name = "gtd-viewer", version = crate::VERSION, max_term_width = 100, after_help = EXAMPLES, disable_help_subcommand = true,
    args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,

    /// Print what the parser read, instead of opening a window
    #[arg(long, requires = "files")]
    pub stats: bool,

    /// With --stats: as JSON
    #[arg(long, requires = "stats")]
    pub json: bool,

    /// With --stats: zone files in folders, and in the folders below them
    #[arg(short, long, requires = "stats")]
    pub recursive: bool,

    /// A zone file, or a folder whose zones are listed; with --stats any number of files, - reads standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How the zone is shown.
    #[command(flatten)]
    pub view: ViewOptions,

    /// What to do instead.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Clone, Debug, PartialEq, Subcommand)]
pub enum Command {
    /// Say what is wrong with files, by named code and severity
    Check(CheckArgs),
    /// Say what changed between two versions of a zone
    Diff(DiffArgs),
    /// Tell a file in order, field by field: offsets, values and what they mean
    Explain(ExplainArgs),
    /// Draw one picture without a window
    #[cfg(feature = "render")]
    Render(RenderArgs),
    /// Load and draw off screen and print the timings
    #[cfg(feature = "render")]
    Bench(BenchArgs),
    /// Write the demo zone's files, or a large test zone
    Generate(GenerateArgs),
    /// Take out heights, maps and meshes for other programs
    #[command(subcommand)]
    Export(ExportCommand),
    /// Bring back what another program has changed
    #[command(subcommand)]
    Import(ImportKind),
    /// List what could draw
    #[cfg(feature = "render")]
    Adapters(AdaptersArgs),
    /// Print a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

const EXAMPLES: &str = "\
Examples:
  gtd-viewer Zones/moradon.gtd              open a zone
  gtd-viewer --stats Zones/moradon.gtd      print what is in it
  gtd-viewer --stats --json -r Zones        the same for every zone of a folder, for programs
  gtd-viewer check -r Zones                 say what is wrong with them
  gtd-viewer render Zones/moradon.gtd -o moradon.png --map
                                            draw its map

Exit codes: 0 all well; 1 a file failed, or nothing can draw; 2 wrong usage.";

/// Options of every command.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct GlobalArgs {
    /// Colors in text for readers
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub color: ColorArg,

    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Tell more on standard error; twice for even more
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
}

/// `render`: draws one picture without a window.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct RenderArgs {
    /// Zone file [default: the built-in demo zone]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Where the picture goes; with --path the folder of the frames, or - for raw video on standard output
    #[arg(short, long, value_name = "OUT.png")]
    pub output: PathBuf,

    /// Size in pixels [default: 1280x720]
    #[arg(long, value_name = "WxH", conflicts_with = "map")]
    pub size: Option<SizeArg>,

    /// The whole zone from above, north up, without perspective, sky, fog and light
    #[arg(long, conflicts_with_all = ["camera", "fov", "view-distance", "freeze"])]
    pub map: bool,

    /// A fly-through: {"fps": 30, "views": [{"camera": [x, y, z, yaw, pitch], "fov": 60, "secs": 4}]}, where secs lead to
    /// the next view; writes numbered PNGs, or 3 bytes a pixel
    #[arg(long, value_name = "VIEWS.json", conflicts_with_all = ["map", "camera", "fov"])]
    pub path: Option<PathBuf>,

    /// With --map: pixels on the side of a tile [default: 4]
    #[arg(long, value_name = "N", requires = "map", value_parser = clap::value_parser!(u32).range(1..=512))]
    pub px_per_tile: Option<u32>,

    /// How the zone is shown.
    #[command(flatten)]
    pub view: ViewOptions,
}

/// `bench`: loads and draws off screen and prints the timings.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct BenchArgs {
    /// Zone file [default: the built-in demo zone]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// How many frames are timed
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub frames: u32,

    /// Fly level at this speed in meters a second while frames are timed; each frame counts as a 60th of a second, and
    /// what it may bring to the GPU is limited as in the window
    #[arg(long, value_name = "M/S")]
    pub fly: Option<f64>,

    /// Size in pixels [default: 1280x720]
    #[arg(long, value_name = "WxH")]
    pub size: Option<SizeArg>,

    /// How the zone is shown.
    #[command(flatten)]
    pub view: ViewOptions,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::view_settings::{Filter, Layer, ViewSettings};
    use clap::CommandFactory;

    fn parse(args: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from([&["gtd-viewer"], args].concat())
    }

    #[test]
    fn the_definitions_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn view_options_are_typed() {
        let camera = "-1.5,20,300,90,-45";
        let args = ["a.gtd", "--camera", camera, "--msaa", "4", "--filter", "nearest", "--layers", "tiles,water"];
        let view = parse(&args).unwrap().view;
        assert_eq!(view.camera.map(|pose| pose.to_string()).as_deref(), Some(camera));
        assert_eq!((view.settings.samples, view.settings.filter), (Some(4), Some(Filter::Nearest)));
        assert_eq!(view.settings.layers(), [Layer::Tiles, Layer::Water]);
        assert!(view.settings_given && view.layers_given);
        assert_eq!(parse(&["a.gtd"]).unwrap().view, ViewOptions::default());
        let noon = parse(&["a.gtd", "--time", "12:00"]).unwrap().view;
        assert!(noon.name_a_view() && noon.settings == ViewSettings::default());
    }

    #[test]
    fn view_options_are_written_as_they_are_read() {
        let args = [
            "--camera=-1.5,20,300,90,-45",
            "--fov=45",
            "--freeze=1,2,3,4,5",
            "--sky=Karus",
            "--gpu-budget=64",
            "--data=My Client",
            "--msaa=4",
            "--classic",
        ];
        let view = parse(&[&["a.gtd"][..], &args].concat()).unwrap().view;
        assert_eq!(view.to_args(), args);
        assert!(!view.is_data_only() && parse(&["--data=x"]).unwrap().view.is_data_only());
    }

    #[test]
    fn wrong_values_are_refused() {
        for args in [
            ["--camera", "1,2,3"],
            ["--camera", "1,2,3,4,95"],
            ["--msaa", "3"],
            ["--fov", "0"],
            ["--view-distance", "-5"],
            ["--time", "25:00"],
            ["--gpu-budget", "0"],
            ["--layers", "tiles,clouds"],
        ] {
            assert!(parse(&args).is_err(), "{args:?}");
        }
    }

    #[test]
    fn stats_needs_a_file_and_json_needs_stats() {
        assert!(parse(&["--stats"]).is_err());
        assert!(parse(&["--json", "a.gtd"]).is_err());
        assert!(parse(&["-q", "-v", "a.gtd"]).is_err());
        assert!(parse(&["--stats", "-"]).unwrap().stats);
    }
}
