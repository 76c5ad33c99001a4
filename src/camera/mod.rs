//! MODEL: where the eye is, what it sees, how it moves.
//!
//! Owns the pose and its text form ([`Pose`]), the lens and every matrix and ray made from them ([`View`]), and the
//! controllers that move a pose: [`fly`], [`walk`], [`orbit`], [`map`], [`flight`], put together in [`Rig`]. What a view does
//! not see is [`crate::scene::terrain::cull`]'s to say. Does not own keys or windows: a controller takes settings, its own
//! state, an input and a time step, so that a test can fly.
//!
//! Units and axes are those of [`crate::scene::space`]: meters, X east, Y up, Z north, left-handed. Yaw is in
//! degrees clockwise from north (0 looks along +Z, 90 along +X), pitch in degrees, up positive. Positions are
//! double precision here; what goes to the GPU is relative to the eye.

pub mod flight;
pub mod fly;
pub mod frame;
pub mod map;
pub mod orbit;
pub mod path;
#[cfg(feature = "tools")]
mod path_file;
pub mod pose;
pub mod rig;
pub mod start;
mod terrain_query;
pub mod view;
mod view_options;
pub mod walk;

pub use path::{Path, PathError, Stop};
#[cfg(feature = "tools")]
pub use path_file::{PathFile, PathFileError, PathView};
pub use pose::{Pose, PoseError};
pub use rig::{CameraMode, MoveInput, Rig};
pub use start::start_view;
pub use terrain_query::TerrainQuery;
pub use view::{Lens, Ray, View};
pub use view_options::ViewOptions;
pub use walk::Walk;
