//! Reading, checking and drawing the terrain of Knight Online.
//!
//! [`formats`] converts between bytes and plain data; [`zone`] finds the files of a zone; [`scene`], [`camera`] and
//! [`input`] are the model, independent of files and windows; `render` draws it and `app` shows it in a window.
//! `ARCHITECTURE.md` has the diagram of dependencies between modules, which a test checks.
//!
//! World space is that of the files: meters, X east, Y up, Z north, left-handed, vertex (x, z) at (4x, h, 4z), (0, 0)
//! the south-west corner.

#![cfg_attr(
    target_family = "wasm",
    allow(dead_code, unused_imports, reason = "what only the command line and a desktop use")
)]

#[cfg(feature = "window")]
#[allow(missing_docs, reason = "the program's own parts: a doc comment stands only where it says more than the name")]
pub mod app;
pub mod camera;
#[cfg(feature = "export")]
pub mod check;
#[cfg(feature = "tools")]
#[allow(missing_docs, reason = "the program's own parts: a doc comment stands only where it says more than the name")]
pub mod cli;
pub mod demo;
#[cfg(feature = "export")]
pub mod diff;
#[cfg(feature = "export")]
pub mod explain;
#[cfg(feature = "export")]
pub mod export;
pub mod formats;
pub mod input;
#[cfg(feature = "load")]
pub mod load;
pub mod platform;
#[cfg(feature = "render")]
pub mod render;
pub mod scene;
#[cfg(feature = "load")]
pub mod server;
#[cfg(feature = "tools")]
pub mod stats;
pub mod test_zone;
#[cfg(feature = "window")]
#[allow(missing_docs, reason = "the program's own parts: a doc comment stands only where it says more than the name")]
pub mod ui;
pub mod zone;

/// Package version, with the commit for builds from a checkout: `0.1.0 (1a2b3c4d5e)`.
pub const VERSION: &str = env!("GTD_VIEWER_VERSION");
