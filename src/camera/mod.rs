//! Camera model: pose, view matrices and rays, and movement.
//!
//! Owns the pose and its text form ([`Pose`]), the lens and the matrices and rays derived from them ([`View`]), and the
//! controllers that move a pose: [`fly`], [`walk`], [`orbit`], [`map`], [`flight`], combined in [`Rig`]. Culling is in
//! [`crate::scene::terrain::cull`]. Knows neither keys nor windows: a controller takes settings, its own state, an
//! input and a time step, so that it can be tested.
//!
//! Units and axes are those of [`crate::scene::space`]: meters, X east, Y up, Z north, left-handed. Yaw is in degrees
//! clockwise from north (0 looks along +Z, 90 along +X), pitch in degrees, up positive. Positions are double precision
//! here; data for the GPU is relative to the eye.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod flight;
pub mod fly;
pub mod frame;
mod landing;
pub mod map;
pub mod orbit;
pub mod path;
#[cfg(feature = "export")]
mod path_file;
pub mod pose;
pub mod rig;
pub mod start;
mod terrain_query;
pub mod view;
mod view_options;
pub mod walk;

pub use path::{Path, PathError, Stop};
#[cfg(feature = "export")]
pub use path_file::{PathFile, PathFileError, PathView};
pub use pose::{Pose, PoseError};
pub use rig::{CameraMode, MoveInput, Rig};
pub use start::{start_view, start_view_of};
pub use terrain_query::{TerrainQuery, WalkGround};
pub use view::{Lens, Ray, View};
pub use view_options::ViewOptions;
pub use walk::Walk;
