//! Import of heights: reads all exported formats, and creates the new zone file.

use std::ops::Range;
use std::path::Path;

use super::codec::pixel_name;
use super::sidecar::{read_sidecar, sidecar_scale};
use super::{HeightFormat, HeightGrid, HeightSamples, HeightsError, HeightsSidecar, SOUTH_FIRST};
use crate::formats::gtd::{Gtd, MapRecord, SectionId, compute_bounds};
use crate::formats::kernel::number::grouped;
use crate::platform::fs;
use crate::scene::numbers::{floor_u64, single};

/// Message for an unknown file extension.
const EXPECTED: &str = "unknown extension; heights are read from .png, .tif, .exr, .r16, .r32 or .csv";
/// Limit of heights above or below 0, in meters: three times the side of the largest zone.
pub const HEIGHT_LIMIT_M: f32 = 100_000.0;

/// Conversion of samples to meters, as given by the user.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SampleScale {
    /// Height of the value 0, in meters.
    pub offset_m: Option<f64>,
    /// Meters per step of the value.
    pub scale_m: Option<f64>,
}

/// Reads a file of heights for a zone. Offset, scale and orientation come from its sidecar, if it has one, unless they
/// are given.
///
/// # Errors
/// The file cannot be read, its extension is unknown, its samples are not a square, integers lack offset and scale, or
/// a sample is no height: NaN, infinite, or beyond [`HEIGHT_LIMIT_M`], unless the zone has this very height there. The
/// caller adds the file's name.
pub fn read(path: &Path, given: SampleScale, zone: &Gtd) -> Result<HeightGrid, HeightsError> {
    let format = HeightFormat::from_path(path).ok_or(HeightsError::Format(EXPECTED))?;
    let bytes = fs::read(path).map_err(|source| HeightsError::Io(path.to_owned(), source))?;
    let mut samples = format.decode(&bytes)?;
    drop(bytes);
    let count = samples.values.len();
    let not_square = || HeightsError::NoSquareNumber(count);
    let side = u32::try_from(count.isqrt()).map_err(|_| not_square())?;
    if side < 2 || (side as usize).checked_mul(side as usize) != Some(count) {
        return Err(not_square());
    }
    let sidecar = read_sidecar(path, side)?;
    scale(&mut samples, given, sidecar.as_ref(), path)?;
    let order = RowOrder { side, format, south_first: sidecar.is_some_and(|it| it.orientation == SOUTH_FIRST) };
    check(&samples, order, zone)?;
    let heights_m = samples.heights_m();
    let heights_m = match order.south_first {
        true => heights_m.chunks_exact(side as usize).rev().flatten().copied().collect(),
        false => heights_m,
    };
    HeightGrid::new(side, heights_m).ok_or_else(not_square)
}

/// Sets offset and scale: the given ones, else those of the sidecar, else meters for floats.
fn scale(
    samples: &mut HeightSamples,
    given: SampleScale,
    sidecar: Option<&HeightsSidecar>,
    path: &Path,
) -> Result<(), HeightsError> {
    let known = match sidecar {
        Some(sidecar) if given.scale_m.is_none() => Some(sidecar_scale(path, sidecar, &samples.values)?),
        Some(sidecar) => Some((sidecar.offset_m, sidecar.scale_m)),
        None => samples.values.is_float().then_some((0.0, 1.0)),
    };
    let offset_m = given.offset_m.or(known.map(|(offset_m, _)| offset_m)).ok_or(HeightsError::NoScale)?;
    let scale_m = given.scale_m.or(known.map(|(_, scale_m)| scale_m)).ok_or(HeightsError::NoScale)?;
    if !(offset_m.is_finite() && scale_m.is_finite() && scale_m != 0.0) {
        return Err(HeightsError::BadScale { offset_m, scale_m });
    }
    (samples.offset_m, samples.scale_m) = (offset_m, scale_m);
    Ok(())
}

/// Order of a file's samples.
#[derive(Clone, Copy)]
struct RowOrder {
    side: u32,
    format: HeightFormat,
    south_first: bool,
}

impl RowOrder {
    /// East and north index of the vertex of a sample.
    fn vertex(self, index: usize) -> [u32; 2] {
        let (row, column) = (index / self.side as usize, index % self.side as usize);
        let [row, column] = [row, column].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        [column, if self.south_first { row } else { self.side - 1 - row }]
    }

    /// Name of a sample in the file.
    fn name(self, index: usize) -> String {
        match (self.format, self.vertex(index)) {
            (HeightFormat::Csv, [x, z]) => format!("vertex {x},{z}"),
            _ => pixel_name(index, self.side),
        }
    }
}

/// Rejects samples that are no heights. What the zone has already is kept: an export comes back whole.
fn check(samples: &HeightSamples, order: RowOrder, zone: &Gtd) -> Result<(), HeightsError> {
    let reason = |index: usize| {
        let height_m = samples.height_m(index);
        let problem = problem(samples, samples.values.get(index), height_m)?;
        let [x, z] = order.vertex(index);
        let is_stored = order.side == zone.map_size() && is_same(single(height_m), zone.record(x, z).height_m());
        (!is_stored).then_some(problem)
    };
    let mut bad = (0..samples.values.len()).filter_map(|index| Some((index, reason(index)?)));
    let Some((index, reason)) = bad.next() else { return Ok(()) };
    Err(HeightsError::BadHeights { first: format!("{}: {reason}", order.name(index)), count: 1 + bad.count() })
}

/// Why a sample is no height.
fn problem(samples: &HeightSamples, value: f64, height_m: f64) -> Option<String> {
    if samples.no_data.is_some_and(|no_data| value == no_data || single(value) == single(no_data)) {
        return Some(format!("the value {value}, which the file declares to mean no data"));
    }
    if !height_m.is_finite() {
        return Some(format!("{height_m} is no height"));
    }
    (height_m.abs() > f64::from(HEIGHT_LIMIT_M)).then(|| {
        let limit = grouped(floor_u64(HEIGHT_LIMIT_M));
        let advice = if samples.values.is_float() { "" } else { "; check --offset and --scale" };
        format!("a height of {height_m} m is beyond the limit of {limit} m above or below 0{advice}")
    })
}

/// Whether two heights are the same number, or both NaN.
fn is_same(a: f32, b: f32) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

/// Decodes the samples of a file; integers are unscaled.
///
/// # Errors
/// The bytes do not match the format, or have more samples than the largest zone.
pub fn decode(format: HeightFormat, bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    format.decode(bytes)
}

/// A zone with other heights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHeights {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Number of heights that differ from those of the zone.
    pub changed_heights: usize,
    /// Number of patches whose bounds were computed anew.
    pub changed_patches: usize,
}

/// Replaces the heights in a zone's bytes, and the bounds of the patches in which a height changed; everything else is
/// unchanged.
///
/// # Errors
/// The grid does not have the zone's size.
///
/// # Panics
/// Never: a parsed zone's sections lie in its bytes.
pub fn with_heights(gtd: &Gtd, grid: &HeightGrid) -> Result<NewHeights, HeightsError> {
    let size = gtd.map_size();
    if grid.side() != size {
        return Err(HeightsError::OtherSize { found: grid.side(), expected: size });
    }
    let start = |id: SectionId| {
        let section = gtd.sections().iter().find(|section| section.id == id);
        section.map_or(0, |section| usize::try_from(section.offset).expect("a section lies in the bytes"))
    };
    // The section starts with the number of vertices.
    let (records_at, bounds_at) = (start(SectionId::MapData) + 4, start(SectionId::Patches));
    let mut bytes = gtd.bytes().to_vec();
    let patches_per_side = (size - 1) / 8;
    let mut changed = vec![false; gtd.patch_bounds().len()];
    let mut changed_heights = 0;
    for x in 0..size {
        for z in 0..size {
            let height_m = grid.at(x, z);
            if is_same(height_m, gtd.record(x, z).height_m()) {
                continue;
            }
            changed_heights += 1;
            let at = records_at + (x as usize * size as usize + z as usize) * 8;
            bytes[at..at + 4].copy_from_slice(&height_m.to_le_bytes());
            for patch_x in patches_of(x, patches_per_side) {
                for patch_z in patches_of(z, patches_per_side) {
                    changed[(patch_x * patches_per_side + patch_z) as usize] = true;
                }
            }
        }
    }
    let records: &[MapRecord] =
        bytemuck::cast_slice(&bytes[records_at..records_at + size as usize * size as usize * 8]);
    let bounds = compute_bounds(records, size);
    for (index, bounds) in bounds.iter().enumerate().filter(|(index, _)| changed[*index]) {
        bytes[bounds_at + index * 8..][..8].copy_from_slice(bytemuck::bytes_of(bounds));
    }
    Ok(NewHeights { bytes, changed_heights, changed_patches: changed.iter().filter(|changed| **changed).count() })
}

/// The patches along one axis that contain a vertex; two for a vertex on their common edge.
fn patches_of(vertex: u32, patches_per_side: u32) -> Range<u32> {
    vertex.saturating_sub(1) / 8..(vertex / 8 + 1).min(patches_per_side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vertices_on_edges_belong_to_two_patches() {
        let of = |vertex: u32| patches_of(vertex, 2);
        assert_eq!([0, 7, 8, 9, 15, 16].map(of), [0..1, 0..1, 0..2, 1..2, 1..2, 1..2]);
    }
}
