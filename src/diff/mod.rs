//! What differs between two versions of a zone: heights, tiles, textures, water. Layouts may differ.
//!
//! Owns what counts as a change (`compare`), which changes are one place ([`places`]) and the picture of it
//! ([`picture`]). Does not own how it is printed.
//! A tile counts as changed when what is drawn differs, so that a renumbered texture table alone changes nothing.

mod compare;
pub mod picture;
pub mod places;

pub use compare::{Difference, HeightDifference, TextureDifference, TileDifference, compare};
