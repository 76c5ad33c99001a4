//! The options of `export` and `import`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::file_args::FilesArgs;

/// `export`: what is taken out.
#[derive(Clone, Debug, PartialEq, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum ExportKind {
    /// Heights, a pixel a vertex: .png, .tif, .exr, .r16, .r32 or .csv
    Heights(HeightsArgs),
    /// What is told of each tile, a pixel a tile: .png with its legend in OUT.png.json
    Tiles(TilesArgs),
    /// How much of each family of textures lies on each tile: a folder of 8-bit .png
    Splat(SplatArgs),
}

const HEIGHTS_EXAMPLES: &str = "\
Examples:
  gtd-viewer export heights moradon.gtd -o moradon.exr
  gtd-viewer export heights moradon.gtd -o moradon.raw --for unity
  gtd-viewer export heights -r Zones -o 'heights/{stem}.png'

Beside the file OUT.json tells offset, scale and orientation. Row 0 is the north, column 0 the west.";

/// Files in, file or folder out.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct InOutArgs {
    /// The files.
    #[command(flatten)]
    pub files: FilesArgs,

    /// Where it goes; may hold {stem} and {folder}
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
}

/// `export heights`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = HEIGHTS_EXAMPLES)]
pub struct HeightsArgs {
    /// Files in and out.
    #[command(flatten)]
    pub files: InOutArgs,

    /// Orientation, samples and a legal size for an engine
    #[arg(long = "for", value_enum, value_name = "ENGINE")]
    pub engine: Option<EngineArg>,
}

/// `--for`: a game engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineArg {
    /// Unity: 2^k + 1 samples, row 0 the south.
    Unity,
    /// Unreal: a recommended landscape size, row 0 the north.
    Unreal,
}

/// `export tiles`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  gtd-viewer export tiles moradon.gtd --value texture1 -o texture1.png\n  \
    gtd-viewer export tiles -r Zones --value slope -o 'slopes/{stem}.png'")]
pub struct TilesArgs {
    /// Files in and out.
    #[command(flatten)]
    pub files: InOutArgs,

    /// What a pixel tells: textures with 16 bits (65535 none), the rest with 8 (directions: 255 none)
    #[arg(long, value_enum, value_name = "VALUE")]
    pub value: TileValueArg,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// `--value`: what a pixel of `export tiles` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum TileValueArg {
    /// The first layer's texture.
    Texture1,
    /// The second layer's texture.
    Texture2,
    /// How the first layer is turned.
    Direction1,
    /// How the second layer is turned.
    Direction2,
    /// Number of layers.
    Layers,
    /// Steepness in degrees.
    Slope,
    /// Strength of the shadow.
    Shadow,
    /// Grass mask.
    Grass,
}

/// `export splat`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Example:\n  gtd-viewer export splat moradon.gtd -o splat/")]
pub struct SplatArgs {
    /// Files in, a folder out.
    #[command(flatten)]
    pub files: InOutArgs,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// `import`: what is brought back.
#[derive(Clone, Debug, PartialEq, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum ImportKind {
    /// Heights: the zone with other ones, everything else byte for byte
    Heights(ImportHeightsArgs),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  gtd-viewer export heights moradon.gtd -o moradon.tif
  gtd-viewer import heights moradon.gtd moradon.tif -o new/moradon.gtd

Offset, scale and orientation of integers come from IMAGE.json, which export writes, or from the options.";

/// `import heights`.
#[derive(Args, Clone, Debug, PartialEq)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct ImportHeightsArgs {
    /// The zone; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Its new heights: .png, .tif, .exr, .r16, .r32 or .csv
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,

    /// The new zone
    #[arg(short, long, value_name = "NEW.gtd")]
    pub output: PathBuf,

    /// The height of the value 0, in metres
    #[arg(long, value_name = "M", allow_hyphen_values = true)]
    pub offset: Option<f64>,

    /// Metres that one step of the value stands for
    #[arg(long, value_name = "M")]
    pub scale: Option<f64>,

    /// Take heights of another size: read between its samples
    #[arg(long)]
    pub resample: bool,
}
