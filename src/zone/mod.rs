//! Files of a zone: lookup in a client folder, the zone table, and the parts of one zone.
//!
//! [`ZoneFiles`] is the entry point of all readers: loader, statistics, checks, comparison, exports. It finds files
//! with a [`folder::ClientFolder`] and reads them from [`client_files::ClientFiles`]: a disk, the program, or memory.
//! Reading is asynchronous, as files may answer later; a native thread waits with [`crate::platform::block_on`].
#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod bundle;
pub mod client_cache;
pub mod client_files;
pub mod error;
pub mod folder;
mod object_files;
pub mod parts;
pub mod references;
pub mod source;
pub mod zone_files;
pub mod zone_list;

pub use crate::demo::{FLIGHT as ISLAND_FLIGHT, VIEWS as ISLAND_VIEWS};
pub use client_cache::ClientCache;
pub use source::ZoneSource;
pub use zone_files::{ClientFile, ZoneFiles};
