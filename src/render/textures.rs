//! Textures made of [`MipImage`]s, their uploads, and samplers.

use crate::render::gpu::Gpu;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::raster::object_textures::{ObjectEncoding, TextureArray};
use std::sync::Arc;

fn format(texel: Texel) -> wgpu::TextureFormat {
    match texel {
        Texel::Rgba8 => wgpu::TextureFormat::Rgba8Unorm,
        Texel::R8 => wgpu::TextureFormat::R8Unorm,
    }
}

/// Writes all mip levels of a layer.
pub(crate) fn write(gpu: &Gpu, texture: &wgpu::Texture, layer: u32, picture: &MipImage) {
    for (level, texels) in picture.levels.iter().enumerate() {
        let height = (picture.height >> level).max(1);
        write_rows(gpu, texture, picture, TexelRows { layer, level: level as u32, first: 0, count: height }, texels);
    }
}

/// A range of rows of a mip level and layer.
#[derive(Clone, Copy)]
struct TexelRows {
    layer: u32,
    level: u32,
    first: u32,
    count: u32,
}

fn write_rows(gpu: &Gpu, texture: &wgpu::Texture, picture: &MipImage, rows: TexelRows, texels: &[u8]) {
    let width = (picture.width >> rows.level).max(1);
    gpu.write_texture(
        wgpu::TexelCopyTextureInfo {
            texture,
            mip_level: rows.level,
            origin: wgpu::Origin3d { x: 0, y: rows.first, z: rows.layer },
            aspect: wgpu::TextureAspect::All,
        },
        texels,
        wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(width * picture.texel.bytes() as u32),
            rows_per_image: Some(rows.count),
        },
        wgpu::Extent3d { width, height: rows.count, depth_or_array_layers: 1 },
    );
}

/// The upload of a large image in portions, some rows per frame.
pub(crate) struct ImageUpload {
    label: &'static str,
    picture: Arc<MipImage>,
    texture: wgpu::Texture,
    level: u32,
    row: u32,
}

impl ImageUpload {
    /// Creates the texture without writing to it.
    pub fn begin(gpu: &Gpu, label: &'static str, picture: Arc<MipImage>) -> ImageUpload {
        let texture = create(gpu, label, &picture, 1);
        ImageUpload { label, picture, texture, level: 0, row: 0 }
    }

    /// A view of all levels and layers.
    pub fn view(&self) -> wgpu::TextureView {
        self.texture.create_view(&wgpu::TextureViewDescriptor { label: Some(self.label), ..Default::default() })
    }

    /// Bytes of the image with its mip levels.
    pub fn bytes(&self) -> u64 {
        self.picture.bytes()
    }

    /// Writes rows until the budget of bytes is spent (at least one row); true once all are written.
    pub fn advance(&mut self, gpu: &Gpu, budget: &mut u64) -> bool {
        while let Some(texels) = self.picture.levels.get(self.level as usize) {
            let (width, height) = self.level_size();
            let row_bytes = width as usize * self.picture.texel.bytes();
            let left = height - self.row;
            let count = (*budget / row_bytes as u64).clamp(1, u64::from(left)) as u32;
            let from = self.row as usize * row_bytes;
            let rows = TexelRows { layer: 0, level: self.level, first: self.row, count };
            write_rows(gpu, &self.texture, &self.picture, rows, &texels[from..from + count as usize * row_bytes]);
            *budget = budget.saturating_sub(u64::from(count) * row_bytes as u64);
            self.row += count;
            if self.row == height {
                (self.level, self.row) = (self.level + 1, 0);
            }
            if *budget == 0 {
                break;
            }
        }
        self.level as usize == self.picture.levels.len()
    }

    fn level_size(&self) -> (u32, u32) {
        ((self.picture.width >> self.level).max(1), (self.picture.height >> self.level).max(1))
    }
}

fn create(gpu: &Gpu, label: &str, picture: &MipImage, layers: u32) -> wgpu::Texture {
    create_of(gpu, label, [picture.width, picture.height], picture.levels.len() as u32, layers, picture.texel)
}

/// Uploads the array of textures of placed objects.
pub(crate) fn upload_objects(gpu: &Gpu, array: &TextureArray) -> wgpu::TextureView {
    let TextureArray { width, height, encoding, layers } = array;
    let (format, block_px, block_bytes) = match encoding {
        ObjectEncoding::Bc1 => (wgpu::TextureFormat::Bc1RgbaUnorm, 4, 8),
        ObjectEncoding::Bc2 => (wgpu::TextureFormat::Bc2RgbaUnorm, 4, 16),
        ObjectEncoding::Rgba8 => (wgpu::TextureFormat::Rgba8Unorm, 1, 4),
    };
    let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("object textures"),
        size: wgpu::Extent3d {
            width: *width,
            height: *height,
            depth_or_array_layers: array_layers(layers.len() as u32),
        },
        mip_level_count: layers.iter().map(Vec::len).min().unwrap_or(1) as u32,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    });
    for (layer, levels) in layers.iter().enumerate() {
        for (level, texels) in levels.iter().enumerate().take(texture.mip_level_count() as usize) {
            // Blocks are copied as a whole, even for smaller levels.
            let blocks = [*width, *height].map(|side| (side >> level).max(1).div_ceil(block_px));
            gpu.write_texture(
                wgpu::TexelCopyTextureInfo {
                    texture: &texture,
                    mip_level: level as u32,
                    origin: wgpu::Origin3d { x: 0, y: 0, z: layer as u32 },
                    aspect: wgpu::TextureAspect::All,
                },
                texels,
                wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some(blocks[0] * block_bytes),
                    rows_per_image: Some(blocks[1]),
                },
                wgpu::Extent3d { width: blocks[0] * block_px, height: blocks[1] * block_px, depth_or_array_layers: 1 },
            );
        }
    }
    texture.create_view(&wgpu::TextureViewDescriptor {
        label: Some("object textures"),
        dimension: Some(wgpu::TextureViewDimension::D2Array),
        ..Default::default()
    })
}

/// An empty array of RGBA images of a size in texels.
pub(crate) fn create_array(gpu: &Gpu, label: &str, size_px: [u32; 2], mips: u32, layers: u32) -> wgpu::Texture {
    create_of(gpu, label, size_px, mips, array_layers(layers), Texel::Rgba8)
}

/// Number of layers that every backend treats as an array: GL takes 6 n layers for a cube array, and one layer for no
/// array.
fn array_layers(count: u32) -> u32 {
    if count.is_multiple_of(6) || count == 1 { count + 1 } else { count }
}

fn create_of(gpu: &Gpu, label: &str, size_px: [u32; 2], mips: u32, layers: u32, texel: Texel) -> wgpu::Texture {
    gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some(label),
        size: wgpu::Extent3d { width: size_px[0], height: size_px[1], depth_or_array_layers: layers },
        mip_level_count: mips,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: format(texel),
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    })
}

/// Creates a texture of one image.
pub(crate) fn upload(gpu: &Gpu, label: &str, picture: &MipImage) -> wgpu::TextureView {
    let texture = create(gpu, label, picture, 1);
    write(gpu, &texture, 0, picture);
    texture.create_view(&wgpu::TextureViewDescriptor { label: Some(label), ..Default::default() })
}

/// Creates an array of images of one size. Images of another size than the first are left out (their layers stay
/// black).
pub(crate) fn upload_array(gpu: &Gpu, label: &str, pictures: &[MipImage]) -> wgpu::TextureView {
    let blank = [MipImage::plain([255; 4])];
    let pictures = if pictures.is_empty() { &blank[..] } else { pictures };
    let texture = create(gpu, label, &pictures[0], array_layers(pictures.len() as u32));
    for (layer, picture) in pictures.iter().enumerate() {
        let first = &pictures[0];
        if (picture.width, picture.height, picture.texel) == (first.width, first.height, first.texel) {
            write(gpu, &texture, layer as u32, picture);
        }
    }
    texture.create_view(&wgpu::TextureViewDescriptor {
        label: Some(label),
        dimension: Some(wgpu::TextureViewDimension::D2Array),
        ..Default::default()
    })
}

/// A sampler with mip levels and nearest magnification: enlarged texels are squares.
pub(crate) fn crisp_sampler(gpu: &Gpu) -> wgpu::Sampler {
    gpu.device.create_sampler(&wgpu::SamplerDescriptor {
        label: Some("crisp"),
        mag_filter: wgpu::FilterMode::Nearest,
        min_filter: wgpu::FilterMode::Linear,
        mipmap_filter: wgpu::MipmapFilterMode::Linear,
        ..Default::default()
    })
}

pub(crate) fn smooth_sampler(gpu: &Gpu, address: wgpu::AddressMode, anisotropy: u16) -> wgpu::Sampler {
    gpu.device.create_sampler(&wgpu::SamplerDescriptor {
        label: Some("smooth"),
        address_mode_u: address,
        address_mode_v: address,
        mag_filter: wgpu::FilterMode::Linear,
        min_filter: wgpu::FilterMode::Linear,
        mipmap_filter: wgpu::MipmapFilterMode::Linear,
        anisotropy_clamp: anisotropy,
        ..Default::default()
    })
}
