//! What leaves the program as files. Everything is written beside its final name and renamed when it is whole, so that a
//! full disk or a cancelled run leaves no half-written file.

pub mod heights;
pub mod png;
pub mod splat;
pub mod tiles;
pub mod whole_file;
