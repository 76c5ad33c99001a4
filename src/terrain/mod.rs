//! MODEL: what a zone's ground is, without files, windows or a GPU.
//!
//! Owns the axes and units ([`space`]), the heights and their detail levels ([`heights`], [`nodes`]), which of them
//! are seen and needed ([`cull`], [`select`], [`stream`]) and the form in which a node is drawn ([`patch`]).
//! Everything here is pure: the same input gives the same output.

pub mod colour_cells;
pub mod colour_ground;
pub mod colour_map;
pub mod compose;
pub mod cull;
pub mod ground;
pub mod ground_files;
pub mod heights;
pub mod layers;
mod measure;
pub mod modes;
pub mod nodes;
pub mod parts;
pub mod patch;
pub mod patch_states;
pub mod pick;
pub mod picture;
pub mod references;
pub mod select;
pub mod shadows;
pub mod space;
pub mod stand_in;
pub mod stats;
pub mod stream;
pub mod texture_uses;
pub mod tile_facts;
pub mod tile_image;
pub mod tile_set;
pub mod walkable;
pub mod water;
