//! Images made on the CPU: tile composition (the reference for the GPU), the color map, mip chains.

pub mod color_base;
pub mod color_cells;
pub mod color_map;
pub mod compose;
pub mod mip_image;
pub mod object_map;
pub mod object_textures;
pub mod placeholder;
pub mod tile_image;
pub mod tile_set;
pub mod water_map;
pub mod zone_textures;
