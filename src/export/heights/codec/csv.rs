//! CSV: a line `x,z,height_m` per vertex, x outer, after a header line.

use std::io::Write;

use super::decode_error;
use crate::export::heights::{HeightSamples, HeightsError};

#[allow(clippy::unnecessary_wraps, reason = "one signature for all encoders of heights")]
pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    let mut text = Vec::from("x,z,height_m\n");
    for x in 0..side {
        for z in 0..side {
            let height_m = samples.floats()[((side - 1 - z) * side + x) as usize];
            // Writing to a vector cannot fail.
            let _ = writeln!(text, "{x},{z},{height_m}");
        }
    }
    Ok(text)
}

/// Lines may be in any order; each vertex once.
pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    let text = std::str::from_utf8(bytes).map_err(decode_error)?;
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    let cells: Vec<(usize, usize, f32)> =
        lines.map(|(index, line)| cell(line).ok_or(HeightsError::Line(index + 1))).collect::<Result<_, _>>()?;
    let side = cells.len().isqrt();
    let mut rows = vec![None; side * side];
    for &(x, z, height_m) in &cells {
        let outside = || HeightsError::Outside { x, z, lines: cells.len(), side };
        let row = side.checked_sub(1).and_then(|last| last.checked_sub(z)).ok_or_else(outside)?;
        *rows.get_mut(row * side + x).filter(|_| x < side).ok_or_else(outside)? = Some(height_m);
    }
    rows.into_iter().collect::<Option<_>>().map(HeightSamples::from_floats).ok_or(HeightsError::Incomplete)
}

fn cell(line: &str) -> Option<(usize, usize, f32)> {
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    let [x, z, height_m] = parts[..] else { return None };
    Some((x.parse().ok()?, z.parse().ok()?, height_m.parse().ok()?))
}
