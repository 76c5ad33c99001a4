//! Differences between two versions of a zone: header, heights, tiles, grass, textures, water, and any other byte.
//! Layouts may differ.
//!
//! Responsible for the definition of a change ([`compare()`]), the regions of changes ([`regions`]) and a picture of
//! them ([`picture`]); not for printing. A tile counts as changed if it is drawn differently, so that a renumbered
//! texture table alone is not a change. What is stored differently without such a change is reported as well: a
//! difference without any entry in [`Difference::sections`] means equal files.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod compare;
pub mod marks;
pub mod objects;
pub mod picture;
pub mod regions;
pub mod server_map;
mod stored;

pub use compare::{Difference, HeightDifference, TextureDifference, TileDifference, compare};
pub use objects::{ChangeKind, ObjectChange, ObjectDifference, compare_objects};
pub use server_map::ServerMapDifference;
pub use stored::{HeaderDifference, SectionDifference};
