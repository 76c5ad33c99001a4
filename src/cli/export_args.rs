//! The options of `export` and `import`. Options of a single export are fields of its exporter.

use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand};

use super::file_args::FilesArgs;
use super::values::{finite, finite_not_zero};
use crate::export::{ExportKind, ExportSpec};
use crate::scene::objects::{ObjectChoice, ObjectList};

/// `export KIND FILE... -o OUT`: a subcommand for each registered export.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportCommand {
    /// Files in, file or folder out.
    pub files: InOutArgs,
    /// Client folder, where one is named.
    pub data: Option<PathBuf>,
    /// Server files, where they are named.
    pub server: Option<PathBuf>,
    /// Placed objects to take.
    pub objects: ObjectChoice,
    /// Older server map to take parts of, where one is named.
    pub server_map: Option<PathBuf>,
    /// The export and its own options.
    pub kind: ExportKind,
}

/// Files in, file or folder out.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct InOutArgs {
    /// The files.
    #[command(flatten)]
    pub files: FilesArgs,

    /// Output path; may contain {stem} and {folder} of the input
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,

    /// Replace files that another program wrote: companions beside OUT (.json, .mtl, .png), or files in the folder OUT
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
struct DataArgs {
    /// Client folder, if the file is not inside one
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

#[derive(Args)]
struct ServerMapArgs {
    /// Older server map of the zone, of which event tiles, objects with a role, resurrection areas and warps are taken over
    #[arg(long, value_name = "OLD.smd")]
    from: Option<PathBuf>,
}

#[derive(Args)]
struct ServerArgs {
    /// Server files of the zone: a folder with maps (.smd) and tables (.sql, .csv), or a single map
    #[arg(long, value_name = "FOLDER")]
    server: Option<PathBuf>,
}

#[derive(Args)]
struct ObjectArgs {
    /// Placed objects to leave out, separated by commas: numbers, ranges, names (* matches any characters), trees, plants, effects,
    /// events
    #[arg(long, value_name = "LIST")]
    hide: Option<ObjectList>,

    /// The only placed objects to take, as a list like that of --hide
    #[arg(long, value_name = "LIST")]
    objects: Option<ObjectList>,

    /// Placed objects to take with all others that have the same parts, as a list like that of --hide
    #[arg(long, value_name = "LIST")]
    kind: Option<ObjectList>,
}

impl From<ObjectArgs> for ObjectChoice {
    fn from(ObjectArgs { hide, objects, kind }: ObjectArgs) -> ObjectChoice {
        let [hide, only, kinds_of] = [hide, objects, kind].map(Option::unwrap_or_default);
        ObjectChoice { hide, only, kinds_of }
    }
}

impl FromArgMatches for ExportCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<ExportCommand, clap::Error> {
        let unknown = || {
            clap::Error::raw(
                clap::error::ErrorKind::MissingSubcommand,
                "export needs the name of an export, such as heights",
            )
        };
        let (name, matches) = matches.subcommand().ok_or_else(unknown)?;
        let kind = ExportKind::from_arg_matches(name, matches)?.ok_or_else(unknown)?;
        let reads_client_files = spec(name).is_some_and(|spec| spec.reads_client_files);
        let data = if reads_client_files { DataArgs::from_arg_matches(matches)?.data } else { None };
        let reads_server_files = spec(name).is_some_and(|spec| spec.reads_server_files);
        let server = if reads_server_files { ServerArgs::from_arg_matches(matches)?.server } else { None };
        let has_objects = spec(name).is_some_and(|spec| spec.has_objects);
        let objects = match has_objects {
            true => ObjectArgs::from_arg_matches(matches)?.into(),
            false => ObjectChoice::default(),
        };
        let reads_server_map = spec(name).is_some_and(|spec| spec.reads_server_map);
        let server_map = if reads_server_map { ServerMapArgs::from_arg_matches(matches)?.from } else { None };
        Ok(ExportCommand { files: InOutArgs::from_arg_matches(matches)?, data, server, objects, server_map, kind })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = ExportCommand::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for ExportCommand {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        command.disable_help_subcommand(true).subcommands(ExportKind::SPECS.iter().map(subcommand))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        ExportCommand::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        spec(name).is_some()
    }
}

fn spec(name: &str) -> Option<&'static ExportSpec> {
    ExportKind::SPECS.iter().find(|spec| spec.name == name)
}

fn subcommand(spec: &ExportSpec) -> clap::Command {
    let command = InOutArgs::augment_args(clap::Command::new(spec.name));
    let command = ExportKind::augment_args(spec, command);
    let command = if spec.reads_client_files { DataArgs::augment_args(command) } else { command };
    let command = if spec.reads_server_files { ServerArgs::augment_args(command) } else { command };
    let command = if spec.has_objects { ObjectArgs::augment_args(command) } else { command };
    let command = if spec.reads_server_map { ServerMapArgs::augment_args(command) } else { command };
    command.about(spec.about).long_about(None).after_help(spec.examples)
}

/// `import KIND`: data from other programs.
#[derive(Clone, Debug, PartialEq, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum ImportKind {
    /// Replace a zone's heights; all bytes but heights and the bounds of changed patches are kept
    Heights(ImportHeightsArgs),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  gtd-viewer export heights moradon.gtd -o moradon.tif
  gtd-viewer import heights moradon.gtd moradon.tif -o new/moradon.gtd

Offset, scale and orientation are read from IMAGE.json, which `export heights` writes;
--offset and --scale override it. Integer samples without it need both; floats are meters.

IMAGE is gray: PNG of 1 to 16 bits, TIFF of 8, 16 or 32 bits (integers) or 16, 32 or 64 bits (floats), EXR.
Refused with the pixel: colors, transparency, NaN, infinity, heights beyond 100,000 m.";

/// `import heights`.
#[derive(Args, Clone, Debug, PartialEq)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct ImportHeightsArgs {
    /// Zone file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// New heights: .png, .tif, .exr, .r16, .r32 or .csv
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,

    /// Output zone file
    #[arg(short, long, value_name = "NEW.gtd")]
    pub output: PathBuf,

    /// Replace an existing NEW.gtd that is not this zone with other heights
    #[arg(long)]
    pub force: bool,

    /// Height of sample value 0, in meters
    #[arg(long, value_name = "M", allow_hyphen_values = true, value_parser = finite)]
    pub offset: Option<f64>,

    /// Meters per step of the sample value: an 8-bit gray value of 100 is 100 steps
    #[arg(long, value_name = "M", allow_hyphen_values = true, value_parser = finite_not_zero)]
    pub scale: Option<f64>,

    /// Resample heights of another size
    #[arg(long)]
    pub resample: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_every_export_as_help_does() {
        let readme = include_str!("../../README.md");
        let rows = ExportKind::SPECS.iter().map(|spec| format!("| &emsp;`{}` | {} |\n", spec.name, spec.about));
        assert!(readme.contains(&rows.collect::<String>()), "README.md lists other exports");
    }

    #[test]
    fn options_reach_their_exporter() {
        let parse = |args: &[&str]| {
            let command = ExportCommand::augment_subcommands(clap::Command::new("export"));
            let matches = command.try_get_matches_from([&["export"], args].concat())?;
            ExportCommand::from_arg_matches(&matches)
        };
        let command = parse(&["mesh", "a.gtd", "-o", "a.glb", "--tiles", "1,2,3,4", "--data", "client"]).unwrap();
        assert_eq!((command.kind.name(), command.data), ("mesh", Some("client".into())));
        assert!(format!("{:?}", command.kind).contains("TileRange([1, 2, 3, 4])"), "{:?}", command.kind);
        let heights = parse(&["heights", "a.gtd", "-o", "a.raw", "--for", "unity"]).unwrap();
        assert_eq!(heights.kind.file_name("a"), "a-heights.raw");
        assert!(parse(&["heights", "a.gtd", "-o", "a.raw", "--data", "client"]).is_err(), "it reads no client files");
        assert!(parse(&["mesh", "a.gtd", "-o", "a.glb", "--tiles", "3,2,1,4"]).is_err());
        assert!(parse(&["everything", "a.gtd", "-o", "a"]).is_err());
    }

    #[test]
    fn names_of_exports_are_distinct() {
        let mut names: Vec<&str> = ExportKind::SPECS.iter().map(|spec| spec.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ExportKind::SPECS.len());
        for kind in ExportKind::variants() {
            let name = kind.file_name("z");
            assert!(kind.output().has_ending(std::path::Path::new(&name)), "{kind:?}: {name}");
        }
    }
}
