//! What leaves the program as files. Everything is written beside its final name and renamed when it is whole, so that a
//! full disk or a cancelled run leaves no half-written file.

pub mod dds;
pub mod heights;
pub mod mesh;
pub mod png;
pub mod splat;
pub mod staging;
pub mod textures;
pub mod tiles;
pub mod web_map;
pub mod whole_file;
