//! What leaves the program as files. Everything is written beside its final name and renamed when it is whole, so that a
//! full disk or a canceled run leaves no half-written file.

pub mod atomic_file;
pub mod dds;
pub mod heights;
pub mod mesh;
pub mod png;
pub mod splat;
pub mod staging;
pub mod textures;
pub mod tiles;
pub mod web_map;

/// Is called while something long is exported, on any thread, with what is done and what there is to do.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// For those who do not want to be told.
pub fn untold(_: usize, _: usize) {}
