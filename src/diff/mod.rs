//! Differences between two versions of a zone: heights, tiles, textures, water. Layouts may differ.
//!
//! Responsible for what counts as a change ([`compare()`]), for the regions that changes form ([`regions`]) and for a picture
//! of them ([`picture`]); not for printing. A tile counts as changed when what is drawn differs, so that a renumbered
//! texture table alone changes nothing.

mod compare;
pub mod picture;
pub mod regions;

pub use compare::{Difference, HeightDifference, TextureDifference, TileDifference, compare};
