//! Files, clock, threads and tasks: the only module that names `std::fs`, `std::time::Instant`, `std::thread` and what a
//! browser has in their place.
//!
//! [`native`](self) and web implementations have the same names. In a browser files answer later, nothing may block, and
//! there is one thread: long work is a [`spawn`]ed future that calls [`pause`] in between. `tests/architecture` checks
//! that no other module names these items.

mod cancel;
mod later;
pub(crate) mod parallel;
#[cfg(feature = "window")]
pub(crate) mod saved_path;
mod text;

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod web;

#[cfg(not(target_family = "wasm"))]
pub use native::*;
#[cfg(target_family = "wasm")]
pub use web::*;

pub use cancel::{CancelToken, Canceled};
pub use later::Later;
