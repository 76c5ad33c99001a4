//! Images made on the CPU: tile composition (the reference for the GPU), the color map, mip chains.

pub mod color_base;
pub mod color_cells;
pub mod color_map;
pub mod compose;
pub mod mip_image;
pub mod model_picture;
pub mod object_map;
mod object_texels;
pub mod object_textures;
mod part_light;
mod pixel_triangle;
pub mod placeholder;
pub mod quick_map;
pub mod server_map;
mod texture_levels;
mod tile_colors;
pub mod tile_image;
pub mod tile_set;
pub mod water_map;
pub mod zone_textures;
