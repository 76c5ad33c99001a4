//! Heights for other programs, and back: one pixel a vertex, row 0 the northernmost, column 0 the westernmost.
//!
//! Owns the grid ([`HeightGrid`]), how 16-bit samples stand for meters, what game engines ask for ([`Engine`]), the
//! sidecar that tells a reader all of it, and the formats ([`HeightFormat`]). Meters throughout. Does not own the zone
//! file: [`import::with_heights`] only overwrites what follows from the heights.

mod engine;
mod exr_file;
mod grid;
pub mod import;
mod samples;
mod tiff_file;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use engine::Engine;
pub use grid::HeightGrid;
pub use samples::Samples;

use super::atomic_file::AtomicFile;
use crate::formats::gtd::Gtd;
use crate::scene::space::TILE_M;

/// A file format for heights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeightFormat {
    /// 16-bit gray PNG.
    Png,
    /// TIFF of 32-bit floats: meters.
    Tiff,
    /// OpenEXR of one channel Y of 32-bit floats: meters.
    Exr,
    /// Rows of little-endian 16-bit numbers.
    R16,
    /// Rows of little-endian 32-bit floats: meters.
    R32,
    /// Lines `x,z,height_m`, x outer; x and z are the vertex's indices.
    Csv,
}

impl HeightFormat {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<HeightFormat> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "png" => HeightFormat::Png,
            "tif" | "tiff" => HeightFormat::Tiff,
            "exr" => HeightFormat::Exr,
            "r16" | "raw" => HeightFormat::R16,
            "r32" => HeightFormat::R32,
            "csv" => HeightFormat::Csv,
            _ => return None,
        })
    }

    /// Whether samples are 16-bit numbers, that stand for meters by offset and scale.
    pub fn is_integer(self) -> bool {
        matches!(self, HeightFormat::Png | HeightFormat::R16)
    }
}

/// Row 0 is the northernmost.
pub const NORTH_FIRST: &str = "row 0 north, column 0 west";
/// Row 0 is the southernmost.
pub const SOUTH_FIRST: &str = "row 0 south, column 0 west";

/// What a reader has to know about a file of heights: height = offset_m + scale_m * value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sidecar {
    /// Samples a side.
    pub size: u32,
    /// Meters between samples.
    pub spacing_m: f64,
    /// The height of the value 0.
    pub offset_m: f64,
    /// Meters that one step of the value stands for.
    pub scale_m: f64,
    /// Lowest finite height; none where none is.
    pub min_m: Option<f64>,
    /// Highest finite height.
    pub max_m: Option<f64>,
    /// [`NORTH_FIRST`] or [`SOUTH_FIRST`].
    pub orientation: String,
    /// The largest difference between a vertex's height and what a reader gets back, in meters.
    pub max_round_trip_error_m: f64,
    /// Heights that are no finite numbers, written as the lowest where samples are integers.
    #[serde(default)]
    pub not_finite: usize,
    /// What to type into an engine's dialog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_with: Option<serde_json::Value>,
}

/// Why heights were not written. (The reason is told by the error itself, so it is not its source as well.)
#[derive(Debug, Error)]
pub enum HeightsError {
    /// The disk or the folder.
    #[error("{}: {reason}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// The ending names no format that fits.
    #[error("{}: {expected}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What would fit.
        expected: &'static str,
    },
}

/// Where the sidecar of a file lies: its name with `.json` added.
pub fn sidecar_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

/// Writes a zone's heights in the format of the file's ending, and the sidecar beside it. For an engine they are
/// resampled to a size that it takes.
///
/// # Errors
/// An ending that means no format (or none that the engine reads), or a file that cannot be written.
pub fn write(gtd: &Gtd, path: &Path, engine: Option<Engine>) -> Result<Sidecar, HeightsError> {
    let wrong = |expected| HeightsError::Format { path: path.to_owned(), expected };
    let format = HeightFormat::of(path).ok_or_else(|| wrong("heights go to .png, .tif, .exr, .r16, .r32 or .csv"))?;
    if engine.is_some() && !format.is_integer() {
        return Err(wrong("engines read heights of 16 bits: .r16, .raw or .png"));
    }
    let original = HeightGrid::of(gtd);
    let grid = original.resampled(engine.map_or(original.side(), |engine| engine.legal_size(original.side())));
    let samples = Samples::of(&grid, format.is_integer());
    let south_first = engine.is_some_and(Engine::south_first);
    let spacing_m = f64::from(original.side() - 1) * f64::from(TILE_M) / f64::from(grid.side() - 1);
    let range = original.range();
    let sidecar = Sidecar {
        size: grid.side(),
        spacing_m,
        offset_m: samples.offset_m,
        scale_m: samples.scale_m,
        min_m: range.map(|(min, _)| f64::from(min)),
        max_m: range.map(|(_, max)| f64::from(max)),
        orientation: if south_first { SOUTH_FIRST } else { NORTH_FIRST }.into(),
        max_round_trip_error_m: samples.read_back(&grid).largest_difference(&original),
        not_finite: original.not_finite(),
        import_with: engine.map(|engine| engine.import_with(&samples, spacing_m, grid.side())),
    };
    let samples = if south_first { samples.flipped(grid.side()) } else { samples };
    let io = |reason| HeightsError::Io { path: path.to_owned(), reason };
    let bytes = encode(&samples, grid.side(), format).map_err(io)?;
    let told = serde_json::to_vec_pretty(&sidecar).map_err(|error| io(error.into()))?;
    AtomicFile::write_set(&[(path, &bytes), (&sidecar_path(path), &told)]).map_err(io)?;
    Ok(sidecar)
}

fn encode(samples: &Samples, side: u32, format: HeightFormat) -> io::Result<Vec<u8>> {
    Ok(match format {
        HeightFormat::Png => png16(&samples.integers, side)?,
        HeightFormat::R16 => samples.integers.iter().flat_map(|value| value.to_le_bytes()).collect(),
        HeightFormat::R32 => samples.floats.iter().flat_map(|value| value.to_le_bytes()).collect(),
        HeightFormat::Tiff => tiff_file::encode(&samples.floats, side),
        HeightFormat::Exr => exr_file::encode(&samples.floats, side),
        HeightFormat::Csv => csv(&samples.floats, side),
    })
}

/// A gray PNG of 16 bits.
pub(super) fn png16(values: &[u16], side: u32) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header()?;
    let samples: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    writer.write_image_data(&samples)?;
    writer.finish()?;
    Ok(bytes)
}

fn csv(floats: &[f32], side: u32) -> Vec<u8> {
    let mut text = Vec::from("x,z,height_m\n");
    for x in 0..side {
        for z in 0..side {
            let height_m = floats[((side - 1 - z) * side + x) as usize];
            // Writing to a vector cannot fail.
            let _ = writeln!(text, "{x},{z},{height_m}");
        }
    }
    text
}
