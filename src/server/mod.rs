//! The server's half of zones: maps (`.smd`), tables (SQL dumps, CSV) and rooms (`.evt`) of a folder, and which of them
//! belong to a zone of the client.
//!
//! [`ServerFolder::open`] finds and reads the files below a folder. What cannot be read is listed in
//! [`ServerFolder::faults`], and the rest is used. Reading is native and blocks: callers use a thread of their own.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod companions;
pub mod fault;
mod files;
pub mod folder;
mod marks;
pub mod pairing;
pub mod tables;
pub mod zone_server;

pub use companions::Companions;
pub use fault::{ServerFault, ServerProblem};
pub use folder::{ReadMap, ServerFolder};
pub use marks::game_marks;
pub use pairing::Pairing;
pub use tables::{TableKind, Tables};
pub use zone_server::{Spawn, ZoneServer};

#[cfg(test)]
mod tests;
