//! What follows from a zone for its server map: which tiles are blocked, which map belongs to which zone, a new map.
//!
//! The formats only read and write; comparison, checks and exports share these rules.

mod blocked;
mod ground;
mod matching;
mod rebuild;

pub use blocked::BlockedTiles;
#[cfg(test)]
pub(in crate::scene) use blocked::tests::flat_map;
pub use ground::ground_of;
pub use matching::{HeightMatch, SAME_HEIGHT_M, match_heights, percent};
pub use rebuild::{RebuildError, Rebuilt, rebuild};
