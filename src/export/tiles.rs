//! What is told of each tile, as a picture: a pixel a tile, row 0 the northernmost, column 0 the westernmost.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::atomic_file::AtomicFile;
use super::heights::{NORTH_FIRST, sidecar_path};
use crate::formats::gtd::Gtd;
use crate::scene::shadows::ShadowField;
use crate::scene::space::{TILE_M, splits_along_sw_ne};
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::layers::Orientation;

/// What a pixel tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileValue {
    /// Index of the first layer's tile texture.
    Texture1,
    /// Index of the second layer's tile texture.
    Texture2,
    /// The first layer's direction as stored.
    Direction1,
    /// The second layer's direction as stored.
    Direction2,
    /// Number of layers that are drawn.
    Layers,
    /// Steepness of the steeper of the two triangles, in degrees.
    Slope,
    /// Strength of the shadow, the mean of 4 x 4 places.
    Shadow,
    /// The grass mask.
    Grass,
}

impl TileValue {
    /// The name on the command line and in the sidecar.
    pub fn name(self) -> &'static str {
        match self {
            TileValue::Texture1 => "texture1",
            TileValue::Texture2 => "texture2",
            TileValue::Direction1 => "direction1",
            TileValue::Direction2 => "direction2",
            TileValue::Layers => "layers",
            TileValue::Slope => "slope",
            TileValue::Shadow => "shadow",
            TileValue::Grass => "grass",
        }
    }

    /// Bits of a pixel.
    pub fn bits(self) -> u32 {
        if matches!(self, TileValue::Texture1 | TileValue::Texture2) { 16 } else { 8 }
    }

    /// The value of tiles that have none.
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

/// What a reader has to know about a picture of tiles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TilesSidecar {
    /// Tiles a side.
    pub size: u32,
    /// What a pixel tells.
    pub value: &'static str,
    /// Bits of a pixel.
    pub bits: u32,
    /// The value of tiles that have none.
    pub none: Option<u16>,
    /// Which way rows and columns run.
    pub orientation: &'static str,
    /// What the value means.
    pub meaning: &'static str,
    /// The values that occur.
    pub legend: Vec<LegendEntry>,
}

/// A value that occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegendEntry {
    /// The value.
    pub value: u16,
    /// What it stands for.
    pub meaning: String,
    /// Tiles that have it.
    pub tiles: u32,
}

/// The values of all drawn tiles, row by row from the north. Without shadows their strength is 0.
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
            TileValue::Slope => heights.map_or(0, |heights| slope_deg(&heights, x, z).round() as u16),
            TileValue::Shadow => shadows.map_or(0, |shadows| shadow(shadows, x, z)),
            TileValue::Grass => u16::from(gtd.grass_mask()[(x * gtd.map_size() + z) as usize]),
        }
    };
    places.map(value).collect()
}

/// The steeper of a tile's two triangles.
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
    const SAMPLES: u32 = 4;
    let place = |tile: u32, sample: u32| (tile as f32 + (sample as f32 + 0.5) / SAMPLES as f32) * TILE_M;
    let samples = (0..SAMPLES * SAMPLES).map(|i| shadows.strength(place(x, i % SAMPLES), place(z, i / SAMPLES)));
    (samples.map(u32::from).sum::<u32>().div_ceil(SAMPLES * SAMPLES)) as u16
}

/// Writes the picture and its sidecar.
///
/// # Errors
/// What the system or the encoder says.
pub fn write(gtd: &Gtd, what: TileValue, shadows: Option<&ShadowField>, path: &Path) -> io::Result<TilesSidecar> {
    let values = values(gtd, what, shadows);
    let side = gtd.tiles_per_side();
    let bytes = match what.bits() {
        16 => super::png::gray16(&values, side)?,
        _ => super::png::gray8(&values.iter().map(|value| *value as u8).collect::<Vec<u8>>(), side)?,
    };
    let mut counts = std::collections::BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(*value).or_insert(0) += 1);
    let legend = counts.into_iter().map(|(value, tiles)| LegendEntry { value, meaning: told(gtd, what, value), tiles });
    let sidecar = TilesSidecar {
        size: side,
        value: what.name(),
        bits: what.bits(),
        none: what.none(),
        orientation: NORTH_FIRST,
        meaning: what.meaning(),
        legend: legend.collect(),
    };
    AtomicFile::write_set(&[(path, &bytes), (&sidecar_path(path), &serde_json::to_vec_pretty(&sidecar)?)])?;
    Ok(sidecar)
}

/// A value in words.
fn told(gtd: &Gtd, what: TileValue, value: u16) -> String {
    if what.none() == Some(value) {
        return "none".into();
    }
    match what {
        TileValue::Texture1 | TileValue::Texture2 => {
            let picture = gtd.textures().tiles.get(usize::from(value)).map_or(0, |entry| entry.tile);
            let source = gtd.textures().source_of(value).map_or("no file", |source| source.path.as_str());
            format!("picture {picture} of {source}")
        }
        TileValue::Direction1 | TileValue::Direction2 => Orientation::new(value as u8).describe().into(),
        TileValue::Layers => ["the color map", "one texture", "two textures, added"][usize::from(value.min(2))].into(),
        TileValue::Slope => format!("{value} degrees"),
        TileValue::Shadow => format!("{:.0} %", f32::from(value) / 2.55),
        TileValue::Grass => format!("{value:#010b}"),
    }
}
