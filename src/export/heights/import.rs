//! Import of heights: reads all exported formats, and creates the new zone file.

use std::path::Path;

use super::{HeightFormat, HeightGrid, HeightSamples, HeightsError, HeightsSidecar, SOUTH_FIRST, sidecar_path};
use crate::formats::gtd::{Gtd, SectionId, compute_bounds};
use crate::platform::fs;

/// Message for an unknown file extension.
const EXPECTED: &str = "unknown extension; heights are read from .png, .tif, .exr, .r16, .r32 or .csv";

/// Conversion of 16-bit samples to meters, as given by the user.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SampleScale {
    /// Height of the value 0, in meters.
    pub offset_m: Option<f64>,
    /// Meters per step of the value.
    pub scale_m: Option<f64>,
}

/// Reads a file of heights. Offset, scale and orientation come from its sidecar, if it has one, unless they are given.
///
/// # Errors
/// The file cannot be read, its extension is unknown, its samples are not a square, or integers lack offset and scale.
/// The caller adds the file's name.
pub fn read(path: &Path, given: SampleScale) -> Result<HeightGrid, HeightsError> {
    let format = HeightFormat::from_path(path).ok_or(HeightsError::Format(EXPECTED))?;
    let bytes = fs::read(path).map_err(|source| HeightsError::Io(path.to_owned(), source))?;
    let sidecar = read_sidecar(path)?;
    let mut samples = format.decode(&bytes)?;
    if format.is_integer() {
        let known = |value: Option<f64>, of: fn(&HeightsSidecar) -> f64| value.or(sidecar.as_ref().map(of));
        samples.offset_m = known(given.offset_m, |sidecar| sidecar.offset_m).ok_or(HeightsError::NoScale)?;
        samples.scale_m = known(given.scale_m, |sidecar| sidecar.scale_m).ok_or(HeightsError::NoScale)?;
    }
    let heights_m = samples.heights_m();
    let count = heights_m.len();
    let not_square = || HeightsError::NoSquareNumber(count);
    let side = u32::try_from(count.isqrt()).map_err(|_| not_square())?;
    let flipped = sidecar.is_some_and(|sidecar| sidecar.orientation == SOUTH_FIRST);
    let heights_m = match flipped && side > 0 {
        true => HeightSamples::from_floats(heights_m).flipped(side).floats,
        false => heights_m,
    };
    HeightGrid::new(side, heights_m).ok_or_else(not_square)
}

/// The sidecar of a file; none if it does not exist.
fn read_sidecar(path: &Path) -> Result<Option<HeightsSidecar>, HeightsError> {
    let path = sidecar_path(path);
    let Ok(bytes) = fs::read(&path) else { return Ok(None) };
    let text = fs::text_of(bytes).map_err(|source| HeightsError::Io(path.clone(), source))?;
    serde_json::from_str(&text).map(Some).map_err(|source| HeightsError::Sidecar(path, source))
}

/// Decodes the samples of a file; integers are unscaled.
///
/// # Errors
/// The bytes do not match the format, or have more samples than the largest zone.
pub fn decode(format: HeightFormat, bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    format.decode(bytes)
}

/// Replaces the heights in a zone's bytes, and the patch bounds that follow from them; everything else is unchanged.
///
/// # Errors
/// The grid does not have the zone's size.
///
/// # Panics
/// Never: a parsed zone's sections lie in its bytes.
pub fn with_heights(gtd: &Gtd, grid: &HeightGrid) -> Result<Vec<u8>, HeightsError> {
    let size = gtd.map_size();
    if grid.side() != size {
        return Err(HeightsError::OtherSize { found: grid.side(), expected: size });
    }
    let mut bytes = gtd.bytes().to_vec();
    let start = |id: SectionId| {
        let section = gtd.sections().iter().find(|section| section.id == id);
        section.map_or(0, |section| usize::try_from(section.offset).expect("a section lies in the bytes"))
    };
    // The section starts with the number of vertices.
    let records_at = start(SectionId::MapData) + 4;
    for x in 0..size {
        for z in 0..size {
            let at = records_at + (x * size + z) as usize * 8;
            bytes[at..at + 4].copy_from_slice(&grid.at(x, z).to_le_bytes());
        }
    }
    let records: &[crate::formats::gtd::MapRecord] =
        bytemuck::cast_slice(&bytes[records_at..records_at + (size * size) as usize * 8]);
    let bounds = compute_bounds(records, size);
    let (at, bounds) = (start(SectionId::Patches), bytemuck::cast_slice::<_, u8>(&bounds));
    bytes[at..at + bounds.len()].copy_from_slice(bounds);
    Ok(bytes)
}
