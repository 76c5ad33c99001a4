//! Pictures of tile values: one pixel per tile, row 0 the northernmost, column 0 the westernmost.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::heights::NORTH_FIRST;
use super::options::tile_count;
use super::outputs::{Companion, companion_name};
use super::png::{Pixels, gray8, gray16};
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, Exporter, FileType, Output, Preset,
    Program,
};
use crate::formats::gtd::Gtd;
use crate::scene::numbers::round_u8;
use crate::scene::shadows::ShadowField;
use crate::scene::space::{TILE_M, splits_along_sw_ne};
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::layers::Orientation;

/// What a pixel stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, strum::IntoStaticStr)]
#[value(rename_all = "lower")]
#[strum(serialize_all = "lowercase")]
pub enum TileValue {
    /// Index of the first layer's tile texture.
    #[value(help = "Texture index of the first layer")]
    Texture1,
    /// Index of the second layer's tile texture.
    #[value(help = "Texture index of the second layer")]
    Texture2,
    /// The first layer's direction as stored.
    #[value(help = "Direction of the first layer")]
    Direction1,
    /// The second layer's direction as stored.
    #[value(help = "Direction of the second layer")]
    Direction2,
    /// Number of layers that are drawn.
    #[value(help = "Number of layers")]
    Layers,
    /// Steepness of the steeper of the two triangles, in degrees.
    #[value(help = "Slope in degrees")]
    Slope,
    /// Strength of the shadow, the mean of 4 x 4 places.
    #[value(help = "Strength of the baked shadow")]
    Shadow,
    /// The grass mask.
    #[value(help = "Grass mask")]
    Grass,
}

impl TileValue {
    /// Name on the command line and in the sidecar.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Bits per pixel.
    pub fn bits(self) -> u32 {
        if matches!(self, TileValue::Texture1 | TileValue::Texture2) { 16 } else { 8 }
    }

    /// Value of tiles without one.
    pub fn none(self) -> Option<u16> {
        match self {
            TileValue::Texture1 | TileValue::Texture2 => Some(u16::MAX),
            TileValue::Direction1 | TileValue::Direction2 => Some(255),
            _ => None,
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            TileValue::Texture1 => "index of the first layer's texture in the zone's table",
            TileValue::Texture2 => "index of the second layer's texture in the zone's table",
            TileValue::Direction1 => "how the first layer is turned",
            TileValue::Direction2 => "how the second layer is turned",
            TileValue::Layers => "number of layers that are drawn; 0: the color map shows",
            TileValue::Slope => "steepness in degrees, 0 level, 90 upright",
            TileValue::Shadow => "strength of the stored shadow, 0 none, 255 black",
            TileValue::Grass => "bit k: grass kind k may grow here",
        }
    }
}

/// Description of a picture of tile values, for its readers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TilesSidecar {
    pub size: u32,
    /// Name of the value.
    pub value: &'static str,
    /// Bits per pixel.
    pub bits: u32,
    /// Value of tiles without one.
    pub none: Option<u16>,
    /// Direction of rows and columns.
    pub orientation: &'static str,
    /// Meaning of the value.
    pub meaning: &'static str,
    /// Name of the described file, by which a later export knows that it may replace the sidecar.
    pub companion_of: String,
    /// The occurring values, ascending.
    pub legend: Vec<LegendEntry>,
}

/// An occurring value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegendEntry {
    pub value: u16,
    /// The value in words.
    pub meaning: String,
    /// Number of tiles with the value.
    pub tiles: u32,
}

/// Values of all drawn tiles, row by row from the north. Without shadows their strength is 0.
pub fn values(gtd: &Gtd, what: TileValue, shadows: Option<&ShadowField>) -> Vec<u16> {
    let side = gtd.tiles_per_side();
    let heights = Heights::new(gtd.records(), gtd.map_size());
    let places = (0..side).rev().flat_map(|z| (0..side).map(move |x| (x, z)));
    let value = |(x, z): (u32, u32)| {
        let tile = gtd.record(x, z).tile();
        let (first, second) = gtd.layers_of(tile);
        match what {
            TileValue::Texture1 => first.unwrap_or(u16::MAX),
            TileValue::Texture2 => second.unwrap_or(u16::MAX),
            TileValue::Direction1 => first.map_or(255, |_| u16::from(tile.dir1())),
            TileValue::Direction2 => second.map_or(255, |_| u16::from(tile.dir2())),
            TileValue::Layers => match (first.filter(|_| tile.full()), second) {
                (None, _) => 0,
                (Some(_), None) => 1,
                (Some(_), Some(_)) => 2,
            },
            TileValue::Slope => heights.map_or(0, |heights| round_u8(slope_deg(&heights, x, z)).into()),
            TileValue::Shadow => shadows.map_or(0, |shadows| shadow(shadows, x, z)),
            TileValue::Grass => u16::from(gtd.grass_mask()[(x * gtd.map_size() + z) as usize]),
        }
    };
    places.map(value).collect()
}

/// A value of a picture of 8 bits.
fn byte(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

/// Slope of the steeper of a tile's two triangles.
fn slope_deg(heights: &Heights<'_>, x: u32, z: u32) -> f32 {
    let (a, b) = (heights.at(x, z), heights.at(x + 1, z));
    let (c, d) = (heights.at(x, z + 1), heights.at(x + 1, z + 1));
    // Rise eastward and northward over each triangle.
    let triangles = match splits_along_sw_ne(x, z) {
        true => [(d - c, c - a), (b - a, d - b)],
        false => [(b - a, c - a), (d - c, d - b)],
    };
    let steepness = triangles.map(|(east, north)| (east * east + north * north).sqrt() / TILE_M);
    steepness[0].max(steepness[1]).atan().to_degrees()
}

fn shadow(shadows: &ShadowField, x: u32, z: u32) -> u16 {
    const SAMPLES: u16 = 4;
    let place = |tile: u32, sample: u16| (tile as f32 + (f32::from(sample) + 0.5) / f32::from(SAMPLES)) * TILE_M;
    let samples = (0..SAMPLES * SAMPLES).map(|i| shadows.strength(place(x, i % SAMPLES), place(z, i / SAMPLES)));
    samples.map(u16::from).sum::<u16>().div_ceil(SAMPLES * SAMPLES)
}

/// A picture of tiles, one value a tile.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct TilesExport {
    /// Property to export. Texture indices have 16 bits per pixel (65535: no texture), the others 8 (direction 255: no texture)
    #[arg(long, value_enum, value_name = "VALUE")]
    pub value: TileValue,
}

impl Exporter for TilesExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "tiles",
        about: "A property of each tile, one pixel per tile: .png with a legend in OUT.png.json",
        examples: "Examples:\n  gtd-viewer export tiles moradon.gtd --value texture1 -o texture1.png\n  \
            gtd-viewer export tiles -r Zones --value slope -o 'slopes/{stem}.png'",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: false,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<TilesExport>] =
        &[Preset::in_menu(Program::Other, TilesExport { value: TileValue::Texture1 })];
    type Report = TilesSidecar;

    fn output(&self) -> Output {
        Output::File { types: &[FileType::PNG], expected: "unknown extension; tile images are written as .png" }
    }

    fn companions(&self, output: &Path) -> Vec<Companion> {
        vec![Companion::sidecar(output)]
    }

    fn options(&self) -> Vec<ExportOption> {
        vec![ExportOption::TileValue(self.value)]
    }

    fn set(&mut self, option: ExportOption) {
        if let ExportOption::TileValue(value) = option {
            self.value = value;
        }
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        const LEGEND_BYTES: u64 = 8000;
        let (tiles, ten_tiles) = (tile_count(gtd), if self.value.bits() == 16 { 7 } else { 3 });
        Estimate { bytes: tiles * ten_tiles / 10 + LEGEND_BYTES, files: 2 }
    }

    fn shown_file(&self, output: &Path) -> Option<PathBuf> {
        Some(output.to_owned())
    }

    fn name_suffix(&self) -> &'static str {
        match self.value {
            TileValue::Texture1 => "-texture1.png",
            TileValue::Texture2 => "-texture2.png",
            TileValue::Direction1 => "-direction1.png",
            TileValue::Direction2 => "-direction2.png",
            TileValue::Layers => "-layers.png",
            TileValue::Slope => "-slope.png",
            TileValue::Shadow => "-shadow.png",
            TileValue::Grass => "-grass.png",
        }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<TilesSidecar, ExportError> {
        let gtd = context.source.gtd()?;
        let shadows = if self.value == TileValue::Shadow { context.shadows()? } else { None };
        context.step(ExportStep::WritingTiles)?;
        let values = values(gtd, self.value, shadows.as_ref());
        let side = gtd.tiles_per_side();
        let picture = match self.value.bits() {
            16 => gray16(&values, Pixels::Repeating, side)?,
            _ => gray8(&values.iter().map(|value| byte(*value)).collect::<Vec<u8>>(), side)?,
        };
        let sidecar = sidecar(gtd, self.value, &values, companion_name(context.output()));
        let description = serde_json::to_vec_pretty(&sidecar)?;
        context.write_output(&picture, &[(Companion::sidecar(context.output()), &description)])?;
        Ok(sidecar)
    }
}

impl fmt::Display for TilesSidecar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TilesSidecar { size, value, bits, legend, .. } = self;
        write!(f, "{value} of {size} x {size} tiles, {bits} bits per pixel, {} distinct values", legend.len())
    }
}

fn sidecar(gtd: &Gtd, what: TileValue, values: &[u16], companion_of: String) -> TilesSidecar {
    let mut counts = std::collections::BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(*value).or_insert(0) += 1);
    let entry = |(value, tiles)| LegendEntry { value, meaning: describe(gtd, what, value), tiles };
    TilesSidecar {
        size: gtd.tiles_per_side(),
        value: what.name(),
        bits: what.bits(),
        none: what.none(),
        orientation: NORTH_FIRST,
        meaning: what.meaning(),
        companion_of,
        legend: counts.into_iter().map(entry).collect(),
    }
}

/// A value in words.
fn describe(gtd: &Gtd, what: TileValue, value: u16) -> String {
    if what.none() == Some(value) {
        return "none".into();
    }
    match what {
        TileValue::Texture1 | TileValue::Texture2 => {
            let picture = gtd.textures().tiles.get(usize::from(value)).map_or(0, |entry| entry.tile);
            let source = gtd.textures().source_of(value).map_or("no file", |source| source.path.as_str());
            format!("picture {picture} of {source}")
        }
        TileValue::Direction1 | TileValue::Direction2 => Orientation::new(byte(value)).describe().into(),
        TileValue::Layers => ["the color map", "one texture", "two textures, added"][usize::from(value.min(2))].into(),
        TileValue::Slope => format!("{value} degrees"),
        TileValue::Shadow => format!("{:.0} %", f32::from(value) / 2.55),
        TileValue::Grass => format!("{value:#010b}"),
    }
}
