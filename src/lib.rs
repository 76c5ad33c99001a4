//! Reading, judging and drawing the terrain of Knight Online.
//!
//! The crate is layered; an arrow points at what a module may use, and never upward:
//!
//! ```text
//! cli -> app -> ui
//!  |      |
//!  |      v
//!  +-> render, load, export, check, diff, demo -> terrain -> gtd, ntf, opd, client
//! ```
//!
//! Bytes become plain data in the *formats* ([`gtd`], [`ntf`], [`opd`], [`client`]); the *model*
//! ([`terrain`], [`camera`], [`input`]) is pure and knows neither files nor windows; `render` is the only
//! place that names the GPU and `app` the only one that names the window system.
//!
//! World space everywhere is the file's own: meters, X east, Y up, Z north, left-handed, vertex (x, z) at
//! (4x, h, 4z), (0, 0) the south-west corner.

#[cfg(feature = "app")]
pub mod app;
pub mod camera;
#[cfg(feature = "tools")]
pub mod check;
#[cfg(feature = "tools")]
pub mod cli;
pub mod demo;
#[cfg(feature = "tools")]
pub mod diff;
#[cfg(feature = "tools")]
pub mod export;
pub mod formats;
pub mod input;
#[cfg(feature = "load")]
pub mod load;
pub mod platform;
#[cfg(feature = "render")]
pub mod render;
pub mod scene;
#[cfg(feature = "tools")]
pub mod stats;
#[cfg(feature = "app")]
pub mod ui;
pub mod zone;

/// The package's version, and the commit where the program was built from a checkout: `0.1.0 (1a2b3c4d5e)`.
pub const VERSION: &str = env!("GTD_VIEWER_VERSION");
