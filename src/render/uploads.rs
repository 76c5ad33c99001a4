//! Uploads: all data that goes to the GPU, counted, and sent in portions.

use crate::render::gpu::Gpu;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes after which uploads are sent to the device, which then copies them and frees their memory, also before a frame
/// is drawn.
const PORTION_BYTES: u64 = 4 << 20;

/// Bytes written to the GPU so far.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    all: AtomicU64,
    /// Those that were sent to the device.
    sent: AtomicU64,
}

impl Gpu {
    /// Bytes of buffers and textures written to the GPU since the device was opened, without those of the panels.
    pub fn uploaded_bytes(&self) -> u64 {
        self.uploads.all.load(Ordering::Relaxed)
    }

    /// Writes a part of a buffer.
    pub(crate) fn write_buffer(&self, buffer: &wgpu::Buffer, offset: u64, data: &[u8]) {
        self.queue.write_buffer(buffer, offset, data);
        self.uploaded(data);
    }

    /// Writes a part of a texture.
    pub(crate) fn write_texture(
        &self,
        texture: wgpu::TexelCopyTextureInfo,
        data: &[u8],
        layout: wgpu::TexelCopyBufferLayout,
        size: wgpu::Extent3d,
    ) {
        self.queue.write_texture(texture, data, layout, size);
        self.uploaded(data);
    }

    fn uploaded(&self, data: &[u8]) {
        let bytes = data.len() as u64;
        let all = self.uploads.all.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if all - self.uploads.sent.load(Ordering::Relaxed).min(all) >= PORTION_BYTES {
            self.uploads.sent.store(all, Ordering::Relaxed);
            self.queue.submit([]);
        }
    }
}
