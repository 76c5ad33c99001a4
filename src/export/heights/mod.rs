//! Heights for other programs, and back: one pixel per vertex, row 0 the northernmost, column 0 the westernmost.
//!
//! Responsible for the grid ([`HeightGrid`]), the scale of 16-bit samples, requirements of game engines ([`Engine`]),
//! the sidecar that describes a file, and the formats ([`HeightFormat`]). Units are meters. [`import::with_heights`]
//! only replaces those bytes of a zone file that depend on heights.

mod codec;
mod engine;
mod engine_settings;
mod error;
mod exporter;
mod format;
mod grid;
pub mod import;
mod samples;
mod sidecar;
mod values;

use std::path::Path;

pub use engine::Engine;
pub use engine_settings::EngineSettings;
pub use error::HeightsError;
pub use exporter::{HeightsExport, HeightsReport};
pub use format::HeightFormat;
pub use grid::HeightGrid;
pub use samples::HeightSamples;
pub use sidecar::{HeightsSidecar, NORTH_FIRST, SOUTH_FIRST, sidecar_path};
pub use values::SampleValues;

use super::atomic_file::AtomicFile;
use super::outputs::companion_name;
use crate::formats::gtd::Gtd;
use crate::scene::space::TILE_M;

/// Message for an unknown file extension.
const EXPECTED: &str = "unknown extension; heights are written as .png, .tif, .exr, .r16, .r32 or .csv";
/// Message for a file extension that the engine does not read.
const EXPECTED_BY_ENGINES: &str = "unknown extension; engines read 16-bit heights from .r16, .raw or .png";

/// Writes a zone's heights in the format of the file's extension, and the sidecar beside it. For an engine they are
/// resampled to an accepted size.
///
/// # Errors
/// The extension is unknown (or not supported by the engine), or a file cannot be written.
pub fn write(gtd: &Gtd, path: &Path, engine: Option<Engine>) -> Result<HeightsSidecar, HeightsError> {
    let format = HeightFormat::from_path(path).ok_or(HeightsError::Format(EXPECTED))?;
    if engine.is_some() && !format.is_integer() {
        return Err(HeightsError::Format(EXPECTED_BY_ENGINES));
    }
    let (mut sidecar, bytes) = encode(gtd, format, engine)?;
    sidecar.companion_of = companion_name(path);
    let beside = sidecar_path(path);
    let description =
        serde_json::to_vec_pretty(&sidecar).map_err(|source| HeightsError::Sidecar(beside.clone(), source))?;
    AtomicFile::write_set(&[(path, &bytes), (&beside, &description)])
        .map_err(|source| HeightsError::Io(path.to_owned(), source))?;
    Ok(sidecar)
}

/// Encodes a zone's heights and their sidecar.
fn encode(gtd: &Gtd, format: HeightFormat, engine: Option<Engine>) -> Result<(HeightsSidecar, Vec<u8>), HeightsError> {
    let original = HeightGrid::from_zone(gtd);
    let grid = original.resampled(engine.map_or(original.side(), |engine| engine.legal_size(original.side())));
    let samples = HeightSamples::from_grid(&grid, format.is_integer());
    let south_first = engine.is_some_and(Engine::south_first);
    let spacing_m = f64::from(original.side() - 1) * f64::from(TILE_M) / f64::from(grid.side() - 1);
    let range = original.range();
    let sidecar = HeightsSidecar {
        size: grid.side(),
        spacing_m,
        offset_m: samples.offset_m,
        scale_m: samples.scale_m,
        min_m: range.map(|(min, _)| f64::from(min)),
        max_m: range.map(|(_, max)| f64::from(max)),
        orientation: if south_first { SOUTH_FIRST } else { NORTH_FIRST }.into(),
        max_round_trip_error_m: samples.read_back(&grid).largest_difference(&original),
        not_finite: original.not_finite(),
        companion_of: String::new(),
        import_with: engine.map(|engine| EngineSettings::new(engine, &samples, spacing_m, grid.side()).to_json()),
    };
    let samples = if south_first { samples.flipped(grid.side()) } else { samples };
    Ok((sidecar, format.encode(&samples, grid.side())?))
}
