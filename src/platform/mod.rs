//! Files, clock and threads: the only module that names `std::fs`, `std::time::Instant` and `std::thread`.
//!
//! Native only. A browser, whose files answer later and which has no threads to block, needs another version of this
//! module and of [`ClientFiles`](crate::zone::client_files::ClientFiles); the queue of a load, which blocks when it is
//! full, would change as well. `tests/architecture` checks that no other module names these items.

mod cancel;
#[cfg(all(windows, feature = "tools"))]
pub mod file_type;
pub mod fs;
mod later;
pub(crate) mod parallel;
mod read;
#[cfg(feature = "app")]
pub(crate) mod saved_path;
#[cfg(feature = "tools")]
pub(crate) mod signals;
mod task;
pub mod thread;
pub mod time;

pub use cancel::{CancelToken, Canceled};
pub use later::Later;
pub use task::{block_on, for_each_concurrently, join, map_concurrently};
