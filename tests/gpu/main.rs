//! Drawing without a window, on any Vulkan device. Without one each test prints that it is skipped.

#[path = "../common/mod.rs"]
mod common;
mod headless;
mod pictures;
mod refused;
#[path = "../cli/schema.rs"]
mod schema;

mod counters;
mod distance;
mod drawing;
mod far_objects;
mod faults;
mod fly_through;
mod island;
mod layers;
mod light_up;
mod lighting;
mod modes;
mod object_map;
mod object_modes;
mod objects;
mod odd_zones;
mod overlay_scene;
mod start_views;
mod sun_light;
mod water;
mod wipe;
mod world_picture;
