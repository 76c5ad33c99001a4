//! Group 1 of the drawers that draw terrain nodes.

use crate::render::bindings::{
    Binding, BindingTable,
    Resource::{Sampler, Storage, Texture, TextureArray},
};
use crate::render::gpu::Gpu;
use crate::render::terrain::TerrainResources;
use crate::render::terrain::draw_lists::node_indices;
use crate::render::terrain::zone_images::Slot;

/// All tile textures in one array.
pub(crate) const BINDINGS: BindingTable<TerrainResources> =
    BindingTable { label: "terrain", group: 1, bindings: &[COMMON] };

/// Tile textures split over up to four arrays.
pub(crate) const SPLIT_BINDINGS: BindingTable<TerrainResources> =
    BindingTable { label: "terrain with four texture arrays", group: 1, bindings: &[COMMON, MORE_ARRAYS] };

const COMMON: &[Binding<TerrainResources>] = &[
    Binding(0, "slots", Storage(|terrain| terrain.node_slots())),
    Binding(1, "tile_sampler", Sampler(|terrain| &terrain.samplers().tiles)),
    Binding(2, "tile_textures", TextureArray(|terrain| terrain.tiles.view(0))),
    Binding(3, "smooth_sampler", Sampler(|terrain| &terrain.samplers().smooth)),
    Binding(4, "color_map", Texture(|terrain| terrain.images.view(Slot::ColorMap))),
    Binding(5, "terrain_base", Texture(|terrain| terrain.images.view(Slot::TerrainBase))),
    Binding(6, "shadow_map", Texture(|terrain| terrain.images.view(Slot::Shadows))),
    Binding(7, "repeat_sampler", Sampler(|terrain| &terrain.samplers().repeat)),
    Binding(11, "color_pages", TextureArray(|terrain| terrain.color_pages())),
    Binding(12, "lit_tiles", Texture(|terrain| terrain.images.view(Slot::LitTiles))),
    Binding(13, "mode_image", Texture(|terrain| terrain.images.view(Slot::Mode))),
    Binding(14, "crisp_sampler", Sampler(|terrain| &terrain.samplers().crisp)),
    Binding(15, "palette", Texture(|terrain| terrain.palette())),
    Binding(16, "grass", Texture(|terrain| terrain.images.view(Slot::Grass))),
    Binding(17, "normal_map", Texture(|terrain| terrain.images.view(Slot::Normals))),
    Binding(18, "ground_tint", Texture(|terrain| terrain.images.view(Slot::GroundTint))),
    Binding(20, "patch_states", Texture(|terrain| terrain.patch_states())),
];

const MORE_ARRAYS: &[Binding<TerrainResources>] = &[
    Binding(8, "tile_textures_1", TextureArray(|terrain| terrain.tiles.view(1))),
    Binding(9, "tile_textures_2", TextureArray(|terrain| terrain.tiles.view(2))),
    Binding(10, "tile_textures_3", TextureArray(|terrain| terrain.tiles.view(3))),
];

/// Layouts and buffers that all terrains share.
pub(crate) struct TerrainShared {
    one_array: wgpu::BindGroupLayout,
    four_arrays: wgpu::BindGroupLayout,
    /// Index buffer that all nodes share.
    pub indices: wgpu::Buffer,
}

impl TerrainShared {
    /// Creates the layouts of group 1 and the index buffer.
    pub fn new(gpu: &Gpu) -> TerrainShared {
        let indices = gpu.buffer_of("node indices", bytemuck::cast_slice(&node_indices()), wgpu::BufferUsages::INDEX);
        TerrainShared { one_array: BINDINGS.layout(gpu), four_arrays: SPLIT_BINDINGS.layout(gpu), indices }
    }

    /// Layout of group 1. `split`: tile textures are split over several arrays.
    pub fn layout(&self, split: bool) -> &wgpu::BindGroupLayout {
        if split { &self.four_arrays } else { &self.one_array }
    }

    /// Group 1 of a terrain.
    pub fn group(&self, gpu: &Gpu, terrain: &TerrainResources) -> wgpu::BindGroup {
        let split = terrain.tiles.is_split();
        let table = if split { SPLIT_BINDINGS } else { BINDINGS };
        table.group(gpu, self.layout(split), terrain)
    }
}
