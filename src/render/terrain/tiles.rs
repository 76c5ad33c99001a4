//! Tile textures on the GPU: array textures with one layer per distinct picture.

use crate::formats::gtd::TextureTable;
use crate::render::globals::{TEXTURE_LIMIT, TextureBits, TextureLayers};
use crate::render::gpu::{Caps, Gpu};
use crate::render::quality::Filter;
use crate::scene::raster::tile_image::{TILE_LEVELS, TILE_PX, TileEncoding, TileImage};
use crate::scene::raster::tile_set::{DistinctTile, distinct_tiles};

/// Layers per array if one array cannot hold all textures; WebGPU guarantees 256.
pub(super) const SPLIT_LAYERS: u32 = 256;

/// The arrays, the layer of each texture, and the set of loaded textures.
pub(crate) struct TileArrays {
    textures: Vec<wgpu::Texture>,
    views: Vec<wgpu::TextureView>,
    encoding: TileEncoding,
    layers: u32,
    layers_each: u32,
    is_split: bool,
    /// Layer of each texture; textures that are one picture share it.
    layer_of: TextureLayers,
    ready: TextureBits,
    expected: u32,
    arrived: u32,
}

/// Whether this many layers need more than one array.
fn needs_split(caps: &Caps, layers: u32) -> bool {
    layers > caps.max_array_layers
}

impl TileArrays {
    /// Creates arrays with a layer for each distinct picture of the table, and at least one.
    pub fn new(gpu: &Gpu, table: &TextureTable) -> TileArrays {
        let encoding = gpu.caps.tile_encoding();
        let distinct = distinct_tiles(table);
        let layers = (distinct.len() as u32).clamp(1, TEXTURE_LIMIT as u32);
        let is_split = needs_split(&gpu.caps, layers);
        let layers_each = if is_split { SPLIT_LAYERS } else { layers };
        let arrays = layers.div_ceil(layers_each);
        let textures: Vec<_> = (0..arrays)
            .map(|array| create_array(gpu, encoding, layers_each.min(layers - array * layers_each)))
            .collect();
        let views = textures
            .iter()
            .map(|texture| {
                texture.create_view(&wgpu::TextureViewDescriptor {
                    label: Some("tile textures"),
                    dimension: Some(wgpu::TextureViewDimension::D2Array),
                    ..Default::default()
                })
            })
            .collect();
        TileArrays {
            textures,
            views,
            encoding,
            layers,
            layers_each,
            is_split,
            layer_of: layer_of(&distinct),
            ready: TextureBits::default(),
            expected: table.reachable().len() as u32,
            arrived: 0,
        }
    }

    /// Uploads the picture of some textures. Images in another encoding or beyond the arrays are rejected.
    pub fn upload(&mut self, gpu: &Gpu, indices: &[u16], image: &TileImage) {
        let inside = indices.iter().all(|index| u32::from(*index) < self.expected);
        let Some(first) = indices.first().filter(|_| inside && image.encoding == self.encoding) else {
            log::error!("tile textures {indices:?} do not fit the arrays");
            return;
        };
        let layer = self.layer(*first);
        let mut offset = 0;
        for level in 0..TILE_LEVELS {
            let bytes = self.encoding.level_bytes(level);
            self.write_level(gpu, layer, level, &image.data[offset..offset + bytes]);
            offset += bytes;
        }
        for index in indices.iter().map(|index| usize::from(*index)) {
            let (word, bit) = (index / 32, 1 << (index % 32));
            let slot = &mut self.ready[word / 4][word % 4];
            self.arrived += u32::from(*slot & bit == 0);
            *slot |= bit;
        }
    }

    fn layer(&self, texture: u16) -> u32 {
        let word = usize::from(texture) / 2;
        self.layer_of[word / 4][word % 4] >> (16 * (u32::from(texture) % 2)) & 0xffff
    }

    fn write_level(&self, gpu: &Gpu, layer: u32, level: u32, data: &[u8]) {
        // blocks are copied as a whole, even for smaller levels
        let side = match self.encoding {
            TileEncoding::Bc1 => (TILE_PX >> level).max(4),
            TileEncoding::Rgba8 => TILE_PX >> level,
        };
        let rows = match self.encoding {
            TileEncoding::Bc1 => side / 4,
            TileEncoding::Rgba8 => side,
        };
        gpu.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &self.textures[(layer / self.layers_each) as usize],
                mip_level: level,
                origin: wgpu::Origin3d { x: 0, y: 0, z: layer % self.layers_each },
                aspect: wgpu::TextureAspect::All,
            },
            data,
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(data.len() as u32 / rows),
                rows_per_image: Some(rows),
            },
            wgpu::Extent3d { width: side, height: side, depth_or_array_layers: 1 },
        );
    }

    /// Whether the textures are split over arrays of [`SPLIT_LAYERS`] layers.
    pub fn is_split(&self) -> bool {
        self.is_split
    }

    /// An array by index; the first one if the index is too large.
    pub fn view(&self, array: usize) -> &wgpu::TextureView {
        self.views.get(array).unwrap_or(&self.views[0])
    }

    /// Bit i: texture i is loaded.
    pub fn ready(&self) -> TextureBits {
        self.ready
    }

    /// Layer of each texture.
    pub fn layer_of(&self) -> TextureLayers {
        self.layer_of
    }

    /// Whether all textures are loaded.
    pub fn complete(&self) -> bool {
        self.arrived == self.expected
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        u64::from(self.layers) * self.encoding.image_bytes() as u64
    }
}

/// The layer of each texture, two to a word.
fn layer_of(distinct: &[DistinctTile]) -> TextureLayers {
    let mut layers = [[0; 4]; TEXTURE_LIMIT / 8];
    for (layer, tile) in (0..).zip(distinct) {
        for index in tile.indices.iter().map(|index| usize::from(*index)) {
            layers[index / 8][index / 2 % 4] |= layer << (16 * (index % 2));
        }
    }
    layers
}

fn create_array(gpu: &Gpu, encoding: TileEncoding, layers: u32) -> wgpu::Texture {
    // GL takes an array of 6 n layers for a cube array and draws black; a single layer would not be an array there
    let padded = if layers.is_multiple_of(6) || layers == 1 { layers + 1 } else { layers };
    gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("tile textures"),
        size: wgpu::Extent3d { width: TILE_PX, height: TILE_PX, depth_or_array_layers: padded },
        mip_level_count: TILE_LEVELS,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: match encoding {
            TileEncoding::Bc1 => wgpu::TextureFormat::Bc1RgbaUnorm,
            TileEncoding::Rgba8 => wgpu::TextureFormat::Rgba8Unorm,
        },
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    })
}

/// Sampler of tile textures: mirrored at the borders as in the client, so that adjacent tiles show no seam.
pub(super) fn tile_sampler(gpu: &Gpu, filter: Filter) -> wgpu::Sampler {
    let linear = |on| if on { wgpu::FilterMode::Linear } else { wgpu::FilterMode::Nearest };
    let smooth = filter != Filter::Nearest;
    let between = matches!(filter, Filter::Trilinear | Filter::Anisotropic);
    gpu.device.create_sampler(&wgpu::SamplerDescriptor {
        label: Some("tiles"),
        address_mode_u: wgpu::AddressMode::MirrorRepeat,
        address_mode_v: wgpu::AddressMode::MirrorRepeat,
        mag_filter: linear(smooth),
        min_filter: linear(smooth),
        mipmap_filter: if between { wgpu::MipmapFilterMode::Linear } else { wgpu::MipmapFilterMode::Nearest },
        anisotropy_clamp: if filter == Filter::Anisotropic { 16 } else { 1 },
        ..Default::default()
    })
}
