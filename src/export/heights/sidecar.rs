//! The description beside a file of heights.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{HeightsError, SampleValues};
use crate::export::outputs::Companion;
use crate::platform::fs;

/// Row 0 is the northernmost.
pub const NORTH_FIRST: &str = "row 0 north, column 0 west";
/// Row 0 is the southernmost.
pub const SOUTH_FIRST: &str = "row 0 south, column 0 west";

/// Description of a height file, for its readers: `height = offset_m + scale_m * value`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeightsSidecar {
    /// Samples a side of the square.
    pub size: u32,
    /// Distance between neighboring samples in meters.
    pub spacing_m: f64,
    /// Height of the value 0, meters.
    pub offset_m: f64,
    /// Meters per step of the value.
    pub scale_m: f64,
    /// Lowest finite height; none if there is none.
    pub min_m: Option<f64>,
    /// Highest finite height; none if there is none.
    pub max_m: Option<f64>,
    /// Order of the rows: [`NORTH_FIRST`] or [`SOUTH_FIRST`].
    pub orientation: String,
    /// The largest difference between a vertex's height and the value that a reader gets, in meters.
    pub max_round_trip_error_m: f64,
    /// Number of non-finite heights, which integer formats store as the lowest height.
    #[serde(default)]
    pub not_finite: usize,
    /// Name of the described file, by which a later export knows that it may replace the sidecar.
    #[serde(default)]
    pub companion_of: String,
    /// Values for an engine's import dialog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_with: Option<serde_json::Value>,
}

/// Path of a file's sidecar: its name with `.json` added, shortened where a file system would refuse it.
pub fn sidecar_path(path: &Path) -> PathBuf {
    Companion::sidecar(path).path
}

/// The sidecar of a file with `side` samples a side; none if it does not exist.
///
/// # Errors
/// It cannot be read, or does not describe such a file.
pub(super) fn read_sidecar(path: &Path, side: u32) -> Result<Option<HeightsSidecar>, HeightsError> {
    let path = sidecar_path(path);
    let text = match fs::read(&path).and_then(fs::text_of) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(HeightsError::Io(path, source)),
    };
    let sidecar: HeightsSidecar = match serde_json::from_str(&text) {
        Ok(sidecar) => sidecar,
        Err(source) => return Err(HeightsError::Sidecar(path, source)),
    };
    match problem(&sidecar, side) {
        Some(problem) => Err(HeightsError::BadSidecar { path, problem }),
        None => Ok(Some(sidecar)),
    }
}

/// Why a sidecar cannot describe a file.
fn problem(sidecar: &HeightsSidecar, side: u32) -> Option<String> {
    let HeightsSidecar { size, scale_m, orientation, .. } = sidecar;
    if *size != side {
        return Some(format!(
            "describes {size} x {size} samples, but the file has {side} x {side}; correct its size, or remove it"
        ));
    }
    if *scale_m == 0.0 {
        return Some("a scale_m of 0 makes all heights equal".into());
    }
    let is_known = [NORTH_FIRST, SOUTH_FIRST].contains(&orientation.as_str());
    (!is_known).then(|| format!("orientation {orientation:?}, expected {NORTH_FIRST:?} or {SOUTH_FIRST:?}"))
}

/// Offset and scale of a sidecar, for the samples of its file.
///
/// # Errors
/// The samples have fewer bits than those that the sidecar describes: a program reduced them, and with the sidecar's
/// scale they would all be near the lowest height.
pub(super) fn sidecar_scale(
    path: &Path,
    sidecar: &HeightsSidecar,
    values: &SampleValues,
) -> Result<(f64, f64), HeightsError> {
    let HeightsSidecar { offset_m, scale_m, .. } = *sidecar;
    let highest_m = offset_m + scale_m * f64::from(u8::MAX);
    if matches!(values, SampleValues::U8(_)) && sidecar.max_m.is_some_and(|max_m| max_m > highest_m + scale_m.abs()) {
        let problem = format!(
            "describes heights up to {:.1} m, but with its scale 8-bit samples reach {highest_m:.1} m: the file was \
             reduced to 8 bits; save it with 16, or give --offset and --scale",
            sidecar.max_m.unwrap_or_default()
        );
        return Err(HeightsError::BadSidecar { path: sidecar_path(path), problem });
    }
    Ok((offset_m, scale_m))
}
