//! Uploads: all data that goes to the GPU, counted.

use crate::render::gpu::Gpu;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes written to the GPU so far.
#[derive(Debug, Default)]
pub(crate) struct Uploads(AtomicU64);

impl Uploads {
    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

impl Gpu {
    /// Bytes of buffers and textures written to the GPU since the device was opened, without those of the panels.
    pub fn uploaded_bytes(&self) -> u64 {
        self.uploads.0.load(Ordering::Relaxed)
    }

    /// Writes a part of a buffer.
    pub(crate) fn write_buffer(&self, buffer: &wgpu::Buffer, offset: u64, data: &[u8]) {
        self.uploads.add(data.len());
        self.queue.write_buffer(buffer, offset, data);
    }

    /// Writes a part of a texture.
    pub(crate) fn write_texture(
        &self,
        texture: wgpu::TexelCopyTextureInfo,
        data: &[u8],
        layout: wgpu::TexelCopyBufferLayout,
        size: wgpu::Extent3d,
    ) {
        self.uploads.add(data.len());
        self.queue.write_texture(texture, data, layout, size);
    }
}
