//! The platform of a desktop: the standard library, with threads for what takes long.

pub(crate) mod code_page;
#[cfg(all(windows, feature = "tools"))]
pub mod file_type;
pub mod files;
pub mod fs;
#[cfg(feature = "window")]
pub(crate) mod local_time;
mod read;
#[cfg(feature = "tools")]
pub(crate) mod signals;
mod task;
pub mod thread;
pub mod time;

pub use task::{block_on, fill_rows, filter_map_all, for_each_concurrently, join, map_concurrently, pause, spawn};

/// Number of this process.
#[cfg(feature = "export")]
pub(crate) fn process_id() -> u32 {
    std::process::id()
}
