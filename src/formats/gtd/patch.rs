//! Bounding spheres of the patches, stored and computed (format notes, section 1.5).
//!
//! A patch is 8 x 8 tiles, 32 m; the sphere's center is above the patch's center. Spheres are x outer.

use std::ops::Range;

use super::{MapRecord, PatchBounds, SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};

/// Half the side of a patch in meters, times the original tool's approximation of the square root of two. That is
/// slightly too small, so that corner vertices may lie up to 1 mm outside their sphere.
const HALF_DIAGONAL_M: f64 = 16.0 * 1.414_159_2;

/// Reads the section: the range of its bytes.
pub(super) fn read(reader: &mut Reader<'_>, map_size: u32) -> Result<Range<usize>, FormatError> {
    reader.section(SectionId::Patches.spec());
    let side = (map_size - 1) / 8;
    reader.records(&fields::PATCH_RECORD, (side * side) as usize, side)
}

/// Bounds of all patches as computed by the original editor, x outer. `records` are those of a map with `map_size`
/// vertices a side; non-finite heights are ignored.
pub fn compute_bounds(records: &[MapRecord], map_size: u32) -> Vec<PatchBounds> {
    let side = map_size.saturating_sub(1) / 8;
    let patches = (0..side).flat_map(|x| (0..side).map(move |z| (x, z)));
    patches.map(|(x, z)| sphere(height_range(records, map_size, x, z))).collect()
}

/// Lowest and highest finite height in meters over the 9 x 9 vertices of patch (px, pz); both 0 without one.
pub fn height_range(records: &[MapRecord], map_size: u32, px: u32, pz: u32) -> (f32, f32) {
    let (mut min, mut max) = (f32::INFINITY, f32::NEG_INFINITY);
    for x in px * 8..=px * 8 + 8 {
        let start = x as usize * map_size as usize + pz as usize * 8;
        for record in records.get(start..start + 9).unwrap_or_default() {
            let height_m = record.height_m();
            if height_m.is_finite() {
                (min, max) = (min.min(height_m), max.max(height_m));
            }
        }
    }
    if min <= max { (min, max) } else { (0.0, 0.0) }
}

/// The sphere around a patch between two heights.
#[expect(clippy::cast_possible_truncation, reason = "files store single precision")]
fn sphere((min, max): (f32, f32)) -> PatchBounds {
    let middle = (f64::from(min) + f64::from(max)) / 2.0;
    let below = middle - f64::from(min);
    PatchBounds::new(middle as f32, (HALF_DIAGONAL_M * HALF_DIAGONAL_M + below * below).sqrt() as f32)
}
