//! Drawing without a window: into a texture of our own, and back into memory.

use crate::render::gpu::Gpu;
use thiserror::Error;

/// What pictures are drawn in: not an sRGB format, because colours are blended as they are stored.
pub const PICTURE_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The device would not finish.
    #[error("the graphics device did not finish the picture: {0}")]
    Device(String),
}

/// A texture that can be drawn to and read back.
pub struct Canvas {
    size_px: [u32; 2],
    texture: wgpu::Texture,
    buffer: wgpu::Buffer,
    row_bytes: u32,
}

impl Canvas {
    /// A canvas of a size in pixels; the sides must be within the device's limit.
    pub fn new(gpu: &Gpu, size_px: [u32; 2]) -> Canvas {
        let [width, height] = size_px;
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("canvas"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: PICTURE_FORMAT,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let row_bytes = (width * 4).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT);
        let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("canvas readback"),
            size: u64::from(row_bytes) * u64::from(height),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        Canvas { size_px, texture, buffer, row_bytes }
    }

    /// Width and height in pixels.
    pub fn size_px(&self) -> [u32; 2] {
        self.size_px
    }

    /// What to draw to.
    pub fn view(&self) -> wgpu::TextureView {
        self.texture.create_view(&wgpu::TextureViewDescriptor::default())
    }

    /// Runs the encoder's work and gives the picture as RGB bytes, row 0 at the top.
    pub fn finish_rgb8(&self, gpu: &Gpu, mut encoder: wgpu::CommandEncoder) -> Result<Vec<u8>, PictureError> {
        let [width, height] = self.size_px;
        encoder.copy_texture_to_buffer(
            self.texture.as_image_copy(),
            wgpu::TexelCopyBufferInfo {
                buffer: &self.buffer,
                layout: wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some(self.row_bytes),
                    rows_per_image: Some(height),
                },
            },
            wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        );
        gpu.queue.submit([encoder.finish()]);
        let slice = self.buffer.slice(..);
        let (sender, receiver) = std::sync::mpsc::channel();
        slice.map_async(wgpu::MapMode::Read, move |result| {
            let _ = sender.send(result);
        });
        let failed = |reason: &dyn std::fmt::Display| PictureError::Device(reason.to_string());
        gpu.device.poll(wgpu::PollType::wait_indefinitely()).map_err(|error| failed(&error))?;
        receiver.recv().map_err(|error| failed(&error))?.map_err(|error| failed(&error))?;
        let mut rgb = Vec::with_capacity((width * height * 3) as usize);
        {
            let bytes = slice.get_mapped_range().map_err(|error| failed(&error))?;
            for row in bytes.chunks_exact(self.row_bytes as usize) {
                rgb.extend(
                    row[..(width * 4) as usize].chunks_exact(4).flat_map(|texel| [texel[0], texel[1], texel[2]]),
                );
            }
        }
        self.buffer.unmap();
        Ok(rgb)
    }
}
