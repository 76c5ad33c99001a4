//! The model of a zone, without files, windows or a GPU.

pub mod collision;
pub mod day;
pub mod easing;
pub mod game_marks;
pub mod icons;
pub mod lights;
pub mod model;
pub mod model_stage;
pub mod modes;
#[cfg(feature = "export")]
pub mod number_format;
pub mod numbers;
pub mod objects;
pub mod raster;
pub mod server_map;
pub mod shadows;
pub mod space;
pub mod surface_light;
pub mod terrain;
pub mod view_settings;
pub mod water;

pub use model::{DataForms, Objects, PlacedObject, Scene, SceneUpdate, Sky, Water};
