//! The platform of a browser: files that the user has offered to the page, files in memory, and one thread whose event
//! loop must get its turn.

#[cfg(feature = "window")]
pub mod clipboard;
pub(crate) mod code_page;
#[cfg(feature = "window")]
pub mod downloads;
pub mod files;
pub mod fs;
#[cfg(feature = "window")]
pub(crate) mod local_time;
mod memory;
#[cfg(feature = "window")]
mod storage;
mod task;
pub mod thread;
pub mod time;

pub use task::{block_on, fill_rows, filter_map_all, for_each_concurrently, join, map_concurrently, pause, spawn};

/// Number of this process, of which a page has one.
#[cfg(feature = "export")]
pub(crate) fn process_id() -> u32 {
    1
}
