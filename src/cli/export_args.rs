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
    /// The ground and its water as a mesh: .glb or .obj
    Mesh(MeshArgs),
    /// Textures as .png or .dds in a folder, or one contact sheet; of a zone, or of a .gtt, .dxt, .tct or .tlt
    Textures(TexturesArgs),
    /// A folder with an HTML page and XYZ tiles: pan, zoom, grid, contours, coordinates; needs no server
    WebMap(WebMapArgs),
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

/// `export mesh`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  gtd-viewer export mesh moradon.gtd -o moradon.glb\n  \
    gtd-viewer export mesh moradon.gtd -o town.obj --tiles 60,60,90,100 --px-per-tile 64\n\n\
    Meters, Y up, x east, -z north.")]
pub struct MeshArgs {
    /// Files in and out.
    #[command(flatten)]
    pub files: InOutArgs,

    /// Only these tiles (X1 and Z1 not included)
    #[arg(long, value_name = "X0,Z0,X1,Z1")]
    pub tiles: Option<TilesRange>,

    /// What lies on the ground
    #[arg(long, value_enum, default_value_t)]
    pub texture: MeshTextureArg,

    /// Pixels on the side of a tile in the baked picture: 1, 2, 4 ... 128
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = px_per_tile)]
    pub px_per_tile: u32,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// `--texture`: what lies on an exported ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum MeshTextureArg {
    /// The tiles, composed into one picture.
    #[default]
    Baked,
    /// The color map.
    ColorMap,
    /// Nothing.
    None,
}

/// `--tiles`: a rectangle of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TilesRange(pub [u32; 4]);

impl std::str::FromStr for TilesRange {
    type Err = String;

    fn from_str(text: &str) -> Result<TilesRange, String> {
        let numbers: Vec<u32> = text.split(',').map_while(|number| number.trim().parse().ok()).collect();
        match <[u32; 4]>::try_from(numbers) {
            Ok([x0, z0, x1, z1]) if x0 < x1 && z0 < z1 && text.split(',').count() == 4 => {
                Ok(TilesRange([x0, z0, x1, z1]))
            }
            _ => Err("expected X0,Z0,X1,Z1 with X0 below X1 and Z0 below Z1".into()),
        }
    }
}

/// A power of two from 1 to 128.
fn px_per_tile(text: &str) -> Result<u32, String> {
    let px = text.parse().ok().filter(|px: &u32| px.is_power_of_two() && *px <= 128);
    px.ok_or_else(|| "expected 1, 2, 4, 8, 16, 32, 64 or 128".into())
}

/// `export textures`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  gtd-viewer export textures DTex/grass_0.gtt -o grass/\n  \
    gtd-viewer export textures moradon.gtd --sheet -o moradon.png\n  \
    gtd-viewer export textures Zones/moradon.tlt --format dds -o shadows/")]
pub struct TexturesArgs {
    /// Files in, a folder out (with --sheet: a .png).
    #[command(flatten)]
    pub files: InOutArgs,

    /// png: decoded, alpha kept; dds: as stored, without recompression
    #[arg(long, value_enum, default_value_t, conflicts_with = "sheet")]
    pub format: TextureFormatArg,

    /// Also the smaller levels, each a .png (a .dds always has them)
    #[arg(long, conflicts_with = "sheet")]
    pub mips: bool,

    /// Only the texture of this number
    #[arg(long, value_name = "N")]
    pub index: Option<usize>,

    /// All textures in one picture; OUT.png.json tells which lies where
    #[arg(long)]
    pub sheet: bool,

    /// Client folder, for a file that does not lie in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// `--format` of exported textures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TextureFormatArg {
    /// Decoded.
    #[default]
    Png,
    /// As stored.
    Dds,
}

/// `export web-map`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Example:\n  gtd-viewer export web-map moradon.gtd -o moradon-map/\n  \
    then open moradon-map/index.html")]
pub struct WebMapArgs {
    /// Files in, a folder out.
    #[command(flatten)]
    pub files: InOutArgs,

    /// Pixels on the side of a tile at the finest level: 1, 2, 4 ... 128
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = px_per_tile)]
    pub px_per_tile: u32,

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

    /// The height of the value 0, in meters
    #[arg(long, value_name = "M", allow_hyphen_values = true)]
    pub offset: Option<f64>,

    /// Meters that one step of the value stands for
    #[arg(long, value_name = "M")]
    pub scale: Option<f64>,

    /// Take heights of another size: read between its samples
    #[arg(long)]
    pub resample: bool,
}
