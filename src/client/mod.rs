//! FORMAT: the client folder that a zone lies in, and the small files that tie a zone together.
//!
//! Owns: finding files by the names that the game's files use ([`Folder`]), the enciphered tables ([`table`]), the
//! table of zones ([`zones`]), which files belong together ([`bundle`], [`zone_list`]), the sky's files ([`sky`]) and what they make of a time of day ([`day`]).
//! Does not own what is in the textures or the terrain.
//!
//! Promise: no input makes this module panic, and nothing is allocated beyond a small multiple of the input's size.

pub mod bundle;
pub mod day;
mod folder;
pub mod sky;
pub mod table;
pub mod zone_list;
pub mod zones;

pub use bundle::{Bundle, PartFile, zone_rows};
pub use day::SkyState;
pub use folder::{Folder, Missing};
pub use sky::SkyFile;
