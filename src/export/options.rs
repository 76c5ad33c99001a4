//! Option values shared by several exports.

use std::str::FromStr;

use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::grouped;

/// Default pixels per tile side.
pub const PX_PER_TILE: u32 = 16;

/// Maximum side of a map in pixels: 4.3 thousand million pixels in all.
pub const MAP_LIMIT_PX: u32 = 65_536;

/// Number of tiles of a zone.
pub fn tile_count(gtd: &Gtd) -> u64 {
    u64::from(gtd.tiles_per_side()).pow(2)
}

/// A map would be larger than [`MAP_LIMIT_PX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a map of {0} x {0} pixels is larger than the limit of {1} x {1}; use --px-per-tile {2} or less",
    grouped(*side_px), grouped(MAP_LIMIT_PX), MAP_LIMIT_PX / tiles.max(&1)
)]
pub struct MapTooLarge {
    /// Tiles a side of the zone.
    pub tiles: u32,
    /// Side of the map in pixels.
    pub side_px: u64,
}

/// Side of a zone's map in pixels.
///
/// # Errors
/// It is larger than [`MAP_LIMIT_PX`].
pub fn map_side_px(tiles: u32, px_per_tile: u32) -> Result<u32, MapTooLarge> {
    let side_px = u64::from(tiles) * u64::from(px_per_tile);
    let fits = u32::try_from(side_px).ok().filter(|side_px| *side_px <= MAP_LIMIT_PX);
    fits.ok_or(MapTooLarge { tiles, side_px })
}

/// An invalid option value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct OptionError(pub(super) &'static str);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_have_a_limit() {
        assert_eq!(map_side_px(512, 128), Ok(65_536));
        let error = map_side_px(512, 512).unwrap_err().to_string();
        assert_eq!(
            error,
            "a map of 262,144 x 262,144 pixels is larger than the limit of 65,536 x 65,536; use --px-per-tile 128 or less"
        );
        assert!(map_side_px(8192, 16).is_err() && map_side_px(8192, 8).is_ok());
    }
}
