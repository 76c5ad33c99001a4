//! First stage of the command line: arguments as typed, with their help. The second stage is in `task`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[cfg(feature = "render")]
use super::about::AdaptersArgs;
use super::about::{CompletionsArgs, ManArgs};
use super::export_args::{ExportCommand, ImportKind};
use super::file_args::{CheckArgs, DiffArgs, ExplainArgs};
use super::generate::GenerateArgs;
use super::objects::ObjectsArgs;
use super::values::{ColorArg, SizeArg, finite};
use crate::camera::ViewOptions;

/// View, inspect and convert the terrain files of Knight Online
///
/// Opens a zone (.gtd) in a window; without FILE, the built-in demo zone. Commands inspect, compare, render and convert zones
/// on the command line.
#[derive(Clone, Debug, Parser)]
#[command(name = "gtd-viewer", version = crate::VERSION, max_term_width = 100, after_help = EXAMPLES, disable_help_subcommand = true,
    override_usage = "gtd-viewer [OPTIONS] [FILE]...\n       gtd-viewer <COMMAND>")]
pub struct Cli {
    /// Print statistics of each FILE instead of opening a window
    #[arg(long, requires = "files")]
    pub stats: bool,

    /// With --stats: print JSON
    #[arg(long, requires = "stats")]
    pub json: bool,

    /// With --stats: read all zones (.gtd) in folders and their subfolders, each real file once
    #[arg(short, long, requires = "stats")]
    pub recursive: bool,

    /// Windows: open .gtd files with this program on a double click; asks first
    #[arg(long, exclusive = true)]
    pub register: bool,

    /// Windows: undo --register
    #[arg(long, exclusive = true)]
    pub unregister: bool,

    /// Zone file, or folder whose zones are listed; with --stats any number of files, or - for standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// View options.
    #[command(flatten)]
    pub view: ViewOptions,

    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,

    /// The command; none opens the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Clone, Debug, PartialEq, Subcommand)]
pub enum Command {
    /// Check files for problems, each with a code and a severity
    Check(CheckArgs),
    /// Compare two versions of a zone
    Diff(DiffArgs),
    /// Explain a file field by field: offsets, values and their meaning
    Explain(ExplainArgs),
    /// List the placed objects of a zone
    Objects(ObjectsArgs),
    /// Render an image off screen
    #[cfg(feature = "render")]
    Render(RenderArgs),
    /// Measure loading and frame times off screen
    #[cfg(feature = "render")]
    Bench(BenchArgs),
    /// Generate the files of the demo zone, or a test zone of any size
    Generate(GenerateArgs),
    /// Export heights, maps, meshes and textures for other programs
    #[command(subcommand)]
    Export(ExportCommand),
    /// Import edits made in another program
    #[command(subcommand)]
    Import(ImportKind),
    /// List graphics adapters
    #[cfg(feature = "render")]
    Adapters(AdaptersArgs),
    /// Generate a shell completion script
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

impl Cli {
    /// Whether an option or file was given that only counts without a command.
    pub fn has_own_args(&self) -> bool {
        let registers = self.register || self.unregister;
        registers
            || self.stats
            || self.json
            || self.recursive
            || !self.files.is_empty()
            || self.view != ViewOptions::default()
    }
}

const EXAMPLES: &str = "\
Examples:
  gtd-viewer Zones/moradon.gtd              open a zone
  gtd-viewer --stats Zones/moradon.gtd      print its statistics
  gtd-viewer --stats --json -r Zones        statistics of all zones in a folder, as JSON
  gtd-viewer check -r Zones                 check all zones in a folder
  gtd-viewer render Zones/moradon.gtd -o moradon.png --map
                                            render its map

Exit codes: 0 success; 1 a file could not be read or written, or no display or adapter is available; 2 wrong usage.
A command that a signal ends exits with 128 + the signal's number, and leaves no partial output: 130 after Ctrl+C
(SIGINT), 143 after SIGTERM, 129 after SIGHUP.";

/// Heading of the options of every command in the help.
const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct GlobalArgs {
    /// When to use colors
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true, help_heading = GLOBAL)]
    pub color: ColorArg,

    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = GLOBAL)]
    pub quiet: bool,

    /// Log more to standard error; repeat for even more (-vv)
    #[arg(short, long, action = clap::ArgAction::Count, global = true, help_heading = GLOBAL)]
    pub verbose: u8,
}

const RENDER_EXAMPLES: &str = "\
Examples:
  gtd-viewer render Zones/moradon.gtd -o moradon.png
  gtd-viewer render Zones/moradon.gtd -o map.png --map --px-per-tile 8
  gtd-viewer render Zones/moradon.gtd -o view.png --camera 400,60,400,45,-20 --size 1920x1080
  gtd-viewer render Zones/moradon.gtd --path path.json -o frames/

A camera path is a JSON file; `secs` is the time to the next view:
  {\"fps\": 30, \"views\": [{\"camera\": [x, y, z, yaw, pitch], \"fov\": 60, \"secs\": 4.0}]}";

/// `render`: renders an image off screen.
#[derive(Args, Clone, Debug, PartialEq)]
#[command(after_help = RENDER_EXAMPLES)]
pub struct RenderArgs {
    /// Zone file [default: the built-in demo zone]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Output image; with --path a folder for the frames, or - for raw video on standard output
    #[arg(short, long, value_name = "OUT.png")]
    pub output: PathBuf,

    /// Image size in pixels, at most 67,108,864 in all [default: 1280x720]
    #[arg(long, value_name = "WxH", conflicts_with = "map", allow_hyphen_values = true)]
    pub size: Option<SizeArg>,

    /// Render the whole zone from above: north up, no perspective, sky or fog; lit only with --lighting
    #[arg(long, conflicts_with_all = ["camera", "fov", "view-distance", "freeze"])]
    pub map: bool,

    /// Render the frames of a camera path, as numbered PNGs or raw video (RGB, 8 bits per channel)
    #[arg(long, value_name = "VIEWS.json", conflicts_with_all = ["map", "camera", "fov"])]
    pub path: Option<PathBuf>,

    /// With --map: pixels per side of a tile; the map has at most 65,536 pixels per side [default: 4]
    #[arg(long, value_name = "N", requires = "map", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=512))]
    pub px_per_tile: Option<u32>,

    /// View options.
    #[command(flatten)]
    pub view: ViewOptions,
}

const BENCH_EXAMPLES: &str = "\
Examples:
  gtd-viewer bench Zones/moradon.gtd
  gtd-viewer bench Zones/moradon.gtd --size 1920x1080 --frames 500 --json
  gtd-viewer bench Zones/moradon.gtd --fly 50";

/// `bench`: measures loading and frame times off screen.
#[derive(Args, Clone, Debug, PartialEq)]
#[command(after_help = BENCH_EXAMPLES)]
pub struct BenchArgs {
    /// Zone file [default: the built-in demo zone]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Number of frames to time
    #[arg(long, value_name = "N", default_value_t = 100, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub frames: u32,

    /// Fly forward, level, at this speed in meters per second; each frame advances 1/60 s, and uploads per frame are limited as in
    /// the window
    #[arg(long, value_name = "M/S", allow_negative_numbers = true, value_parser = finite)]
    pub fly: Option<f64>,

    /// Image size in pixels, at most 67,108,864 in all [default: 1280x720]
    #[arg(long, value_name = "WxH", allow_hyphen_values = true)]
    pub size: Option<SizeArg>,

    /// Draw frames of a camera at rest. By default they are those of a moving camera, which a software renderer draws smaller and in
    /// less detail
    #[arg(long, conflicts_with = "fly")]
    pub still: bool,

    /// View options.
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
        assert!(parse(&["--stats", "check", "a.gtd"]).is_err());
        assert!(parse(&["--stats", "-"]).unwrap().stats);
    }
}
