//! FORMAT: the client folder that a zone lies in, and the small files that tie a zone together.
//!
//! Owns: finding files by the names that the game's files use ([`Folder`]).
//! Does not own what is in the textures or the terrain.

mod folder;

pub use folder::{Folder, Missing};
