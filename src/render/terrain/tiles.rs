//! Tile textures on the GPU: array textures with one layer per texture.

use crate::render::globals::{TEXTURE_LIMIT, TextureBits};
use crate::render::gpu::{Caps, Gpu};
use crate::render::quality::Filter;
use crate::scene::raster::tile_image::{TILE_LEVELS, TILE_PX, TileEncoding, TileImage};

/// Layers per array if one array cannot hold all textures; WebGPU guarantees 256.
pub(super) const SPLIT_LAYERS: u32 = 256;

/// The arrays, and the set of loaded layers.
pub(crate) struct TileArrays {
    textures: Vec<wgpu::Texture>,
    views: Vec<wgpu::TextureView>,
    encoding: TileEncoding,
    layers_each: u32,
    is_split: bool,
    ready: TextureBits,
    expected: u32,
    arrived: u32,
}

/// Whether a zone with this many textures needs more than one array.
fn needs_split(caps: &Caps, count: u32) -> bool {
    count > caps.max_array_layers
}

impl TileArrays {
    /// Creates arrays for `count` textures, with at least one layer.
    pub fn new(gpu: &Gpu, count: u32) -> TileArrays {
        let encoding = gpu.caps.tile_encoding();
        let count = count.clamp(1, TEXTURE_LIMIT as u32);
        let is_split = needs_split(&gpu.caps, count);
        let layers_each = if is_split { SPLIT_LAYERS } else { count };
        let arrays = count.div_ceil(layers_each);
        let textures: Vec<_> = (0..arrays)
            .map(|array| create_array(gpu, encoding, layers_each.min(count - array * layers_each)))
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
        let ready = TextureBits::default();
        TileArrays { textures, views, encoding, layers_each, is_split, ready, expected: count, arrived: 0 }
    }

    /// Uploads texture `index`. Images in another encoding or beyond the arrays are rejected.
    pub fn upload(&mut self, gpu: &Gpu, index: u32, image: &TileImage) {
        if image.encoding != self.encoding || index >= self.expected {
            log::error!("tile texture {index} does not fit the arrays");
            return;
        }
        let mut offset = 0;
        for level in 0..TILE_LEVELS {
            let bytes = self.encoding.level_bytes(level);
            self.write_level(gpu, index, level, &image.data[offset..offset + bytes]);
            offset += bytes;
        }
        let (word, bit) = (index as usize / 32, 1 << (index % 32));
        let slot = &mut self.ready[word / 4][word % 4];
        self.arrived += u32::from(*slot & bit == 0);
        *slot |= bit;
    }

    fn write_level(&self, gpu: &Gpu, index: u32, level: u32, data: &[u8]) {
        // blocks are copied as a whole, even for smaller levels
        let side = match self.encoding {
            TileEncoding::Bc1 => (TILE_PX >> level).max(4),
            TileEncoding::Rgba8 => TILE_PX >> level,
        };
        let rows = match self.encoding {
            TileEncoding::Bc1 => side / 4,
            TileEncoding::Rgba8 => side,
        };
        gpu.queue.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &self.textures[(index / self.layers_each) as usize],
                mip_level: level,
                origin: wgpu::Origin3d { x: 0, y: 0, z: index % self.layers_each },
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

    /// Whether all textures are loaded.
    pub fn complete(&self) -> bool {
        self.arrived == self.expected
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        u64::from(self.expected) * self.encoding.image_bytes() as u64
    }
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
