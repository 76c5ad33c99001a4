//! The model of a zone, without files, windows or a GPU.

pub mod collision;
pub mod day;
pub mod lights;
pub mod model;
pub mod modes;
#[cfg(feature = "tools")]
pub mod number_format;
pub mod numbers;
pub mod objects;
pub mod raster;
pub mod shadows;
pub mod space;
pub mod terrain;
pub mod view_settings;
pub mod water;

pub use model::{Objects, PlacedObject, Scene, SceneUpdate, Sky, Water};
