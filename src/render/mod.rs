//! GPU rendering of a scene into a texture view. The only module besides the glue in `app` that names wgpu; shared by the window, images and the
//! benchmark.
//!
//! A [`SceneView`] holds one scene on the GPU. Updates of a loader are applied by [`SceneView::apply`]; each frame
//! ([`SceneView::draw`]) selects the terrain nodes, uploads missing ones within budgets, and runs the drawers phase by
//! phase. Two views share their renderers for the comparison of zones ([`SceneView::beside`]).
//!
//! - `drawer`: the three nouns of a drawer (renderer, draw data, phase). `DRAWERS` lists them.
//! - `terrain`, `overlays`, `sky`, `water`, `objects`, `bodies`, `lines` with `marks`, `labels` with `glyphs`: the drawers.
//! - `pipeline`, `bindings`, `shader`, `vertex`: builders, and the contract between Rust and WGSL.
//! - `uploads`: writes to buffers and textures, counted.
//! - [`gpu`]: the device; [`picture`] and [`timed_target`]: frames without a window; [`wipe`]: two frames in one target;
//!   [`world_picture`]: a frame in a part of the window.
//!
//! Colors are blended as in the client, on gamma-encoded values, so targets must not be sRGB formats.

mod atmosphere;
mod bindings;
mod bodies;
pub mod clock;
mod drawer;
mod globals;
mod glyphs;
pub mod gpu;
mod labels;
mod lines;
mod marks;
mod objects;
mod overlays;
pub mod picture;
mod pipeline;
pub mod quality;
mod scene_view;
mod shader;
mod sky;
mod targets;
mod terrain;
mod textures;
pub mod timed_target;
mod uploads;
mod vertex;
pub mod view;
mod water;
pub mod wipe;
pub mod world_picture;

pub use clock::{GpuClock, PassTimes};
pub use gpu::{Caps, DeviceNews, Gpu, GpuError, Refusal};
pub use lines::WorldLine;
pub use quality::{Filter, Quality, QualityRequest};
pub use scene_view::SceneView;
pub use view::{Atmosphere, FrameOptions, FrameParams, FrameStats, GpuMemory, TimeOfDay};

/// All drawers, in the order in which they draw within a phase.
const DRAWERS: &[&drawer::Drawer] = &[
    &terrain::DRAWER,
    &overlays::DRAWER,
    &sky::DRAWER,
    &water::DRAWER,
    &objects::DRAWER,
    &bodies::DRAWER,
    &lines::DRAWER,
    &labels::DRAWER,
];
