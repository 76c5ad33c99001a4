//! Option values shared by several exports.

use std::str::FromStr;

/// Default pixels per tile side.
pub const PX_PER_TILE: u32 = 16;

/// An invalid option value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct OptionError(&'static str);

/// Parses pixels per tile side: a power of two from 1 to 128.
///
/// # Errors
/// Any other text.
pub fn parse_px_per_tile(text: &str) -> Result<u32, OptionError> {
    let px = text.parse().ok().filter(|px: &u32| px.is_power_of_two() && *px <= 128);
    px.ok_or(OptionError("1, 2, 4, 8, 16, 32, 64 or 128"))
}

/// A rectangle of tiles: `[x0, z0, x1, z1]`, x1 and z1 exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileRange(pub [u32; 4]);

impl FromStr for TileRange {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<TileRange, OptionError> {
        let numbers: Vec<u32> = text.split(',').map_while(|number| number.trim().parse().ok()).collect();
        match <[u32; 4]>::try_from(numbers) {
            Ok([x0, z0, x1, z1]) if x0 < x1 && z0 < z1 && text.split(',').count() == 4 => {
                Ok(TileRange([x0, z0, x1, z1]))
            }
            _ => Err(OptionError("X0,Z0,X1,Z1 with X0 < X1 and Z0 < Z1")),
        }
    }
}
